export const totals = {
  nav: 'Totals',
  /** The two ways to total, wherever figures are shown. */
  treeModes: { ofTheTime: 'By the units of the time', ofToday: 'Converted to the units of today' },
  notConvertible: 'Not convertible',
  notConvertibleReasons: {
    split: 'the unit was split and no document gives the share',
    unknown: 'its successors are not known yet',
    none: 'it has no successor',
  },
};
