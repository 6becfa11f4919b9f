import type { Text } from '../index.ts';
import { showNumber } from '../show.ts';

export const grid: Text['grid'] = {
  counting: 'Counting …',
  place: (row) => `Row ${row}`,
  columns: 'Columns',
  widthOf: (column) => `Width of column ${column}`,
  moveBefore: (column) => `Move column ${column} before`,
  moveAfter: (column) => `Move column ${column} after`,
  frozen: 'First columns that stay in place',
  asGiven: 'As given',
  columnsHint: 'The right edge of a column’s header can be dragged too.',
  copyWithHeader: 'Copy with headers',
  copied: (rows) => `${showNumber(rows)} rows copied.`,
  copying: 'Reading rows to copy:',
  allMatching: (count) => `All ${showNumber(count)} rows that match the filters are chosen.`,
  firstChosen: (count) => `The first ${showNumber(count)} rows are chosen.`,
  chooseAll: (count) => `Choose all ${showNumber(count)} rows that match the filters`,
  tooMany: (most) => `At most ${showNumber(most)} rows can be changed at once. Choose fewer.`,
  readOnly: 'This cell cannot be changed here.',
  pasteRefused: (count) =>
    `Not pasted: ${showNumber(count)} cells do not fit their columns. Check them and paste again.`,
  dayBetween: (first, last) => `The day must be from ${first} to ${last}.`,
  notANumber: (typed) => `“${typed}” is not a number. Write it like 1.234,5.`,
  numberRange: (least, most) =>
    least === undefined ? `At most ${most}.` : most === undefined ? `At least ${least}.` : `From ${least} to ${most}.`,
  decimals: (count) => (count === 0 ? 'Whole numbers only.' : `At most ${count} digits after the comma.`),
  notAChoice: (typed, labels) => `“${typed}” is not on the list. One of: ${labels} …`,
  notFound: (typed) => `There is not exactly one “${typed}”. Type more and choose from the list.`,
  tooLong: (length, most) => `${showNumber(length)} characters, at most ${showNumber(most)}. Shorten it.`,
  choices: 'Choices',
  cellOf: (column, row) => `${column}, row ${row}`,
};
