/** What can be done with a unit. */
export const unitContract = {};
