export const activityContract = {};
