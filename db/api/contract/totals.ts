/** Tổng hợp số liệu: what units reported, added up in one of two ways. */
export const totalsContract = {};
