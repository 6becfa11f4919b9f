/** What can be done with a attachment. */
export const attachmentContract = {};
