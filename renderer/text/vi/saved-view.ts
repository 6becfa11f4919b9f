export const savedView = {};
