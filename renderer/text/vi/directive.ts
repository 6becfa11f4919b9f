export const directive = {
  /** Name in the left rail. */
  nav: 'Văn bản',
};
