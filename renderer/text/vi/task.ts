export const task = {
  /** Name in the left rail. */
  nav: 'Nhiệm vụ',
};
