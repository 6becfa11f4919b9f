export const report = {
  /** Name in the left rail. */
  nav: 'Báo cáo',
};
