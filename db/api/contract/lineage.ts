/** Lịch sử đơn vị: predecessors and successors with their events. */
export const lineageContract = {};
