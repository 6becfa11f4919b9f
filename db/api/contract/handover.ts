/** Bàn giao of what a unit leaves open when it ends. */
export const handoverContract = {};
