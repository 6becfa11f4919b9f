export const savedViewContract = {};
