/** What can be done with a report. */
export const reportContract = {};
