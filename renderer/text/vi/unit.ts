export const unit = {
  /** Name in the left rail. */
  nav: 'Đơn vị',
};
