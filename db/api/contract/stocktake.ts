/** Sơ kết, tổng kết. */
export const stocktakeContract = {};
