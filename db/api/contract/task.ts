/** What can be done with a task. */
export const taskContract = {};
