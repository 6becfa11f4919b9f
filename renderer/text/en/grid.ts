import type { Text } from '../index.ts';
import { showNumber } from '../show.ts';

export const grid: Text['grid'] = {
  counting: 'Counting …',
  place: (row) => `Row ${row}`,
  columns: 'Columns',
  widthOf: (column) => `Width of column ${column}`,
  moveBefore: (column) => `Move column ${column} before`,
  moveAfter: (column) => `Move column ${column} after`,
  frozen: 'First columns that stay in place when scrolled sideways',
  asGiven: 'As given',
  columnsHint: 'The right edge of a column’s header can be dragged too.',
  copyWithHeader: 'Copy with headers',
  copied: (rows) => `${showNumber(rows)} rows copied.`,
  copying: 'Reading rows to copy:',
  allMatching: (count) => `All ${showNumber(count)} rows that match the filters are chosen.`,
  firstChosen: (count) => `The first ${showNumber(count)} rows are chosen.`,
  chooseAll: (count) => `Choose all ${showNumber(count)} rows that match the filters`,
};
