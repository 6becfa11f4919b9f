/** What can be done with a directive. */
export const directiveContract = {};
