/** Quân số, phân công and định mức biên chế. */
export const staffingContract = {};
