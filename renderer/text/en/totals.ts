import type { Text } from '../index.ts';
import { showDay, showNumber } from '../show.ts';

const reports = (count: number): string => `${showNumber(count)} ${count === 1 ? 'report' : 'reports'}`;

export const totals: Text['totals'] = {
  nav: 'Totals of figures',
  treeMode: 'Way to total',
  treeModes: { ofTheTime: 'By the units of the time', ofToday: 'Converted to today’s units' },
  treeModeHints: {
    ofTheTime: 'Figures stand with the unit that reported them, in the tree of the last day of the period.',
    ofToday:
      'Figures of a unit that ended go to the unit that carries on; a divided unit is converted only where a document gives the ratio.',
  },
  notConvertible: 'Not convertible',
  notConvertibleReasons: {
    split: 'the unit was divided, and no document gives the ratio',
    unknown: 'the unit that carries on is not known yet',
    none: 'no unit carries on',
  },
  endedUnit: (name, day) => `${name} (ended ${showDay(day)})`,
  ended: (day) => `ended ${showDay(day)}`,

  task: 'Task',
  taskPlaceholder: 'Choose a task',
  taskKinds: { periodic: 'Periodic', other: 'Other' },
  from: 'From period',
  through: 'To period',
  fromThrough: (from, through) => (from === through ? from : `${from} – ${through}`),
  newestReport: 'Newest report',
  withSubmitted: 'Count reports awaiting approval too',
  compare: 'Compare with last year',
  print: 'Print',
  copy: 'Copy table',
  csv: 'Save CSV',
  saved: 'The CSV file is made.',

  path: 'Scope',
  whole: 'Whole office',
  itself: (name) => `${name} (the unit itself)`,
  open: (name) => `Open the units of ${name}`,
  handed: (submitted, expected) => `Handed in ${showNumber(submitted)}/${showNumber(expected)}`,
  missing: (count) => `missing ${showNumber(count)}`,
  waiting: (count) => `awaiting approval ${showNumber(count)}`,
  nothing: (count) => `nothing to report ${showNumber(count)}`,
  extra: (count) => `not owed ${showNumber(count)}`,
  apart: (count) => `not convertible ${showNumber(count)}`,
  columns: { unit: 'Unit', handed: 'Handed in', reason: 'Why', before: 'Last year', change: 'Change' },
  columnHints: {
    handed: 'Reports handed in of those owed; “nothing to report” is handed in, one sent back is not',
    ratio: 'Shares and averages: shown for each unit, never added up',
  },
  ofColumn: (figure, column) => `${figure}: ${column.toLowerCase()}`,
  ratio: (submitted, expected) => `${showNumber(submitted)}/${showNumber(expected)}`,
  states: { missing: 'missing', waiting: 'awaiting approval', nothing: 'nothing to report', mixed: 'not added up' },
  sums: { converted: 'Sum of the units', apart: 'Not convertible', total: 'Total' },
  apartIntro:
    'The figures below are part of the total, each once, but are given to no unit: without a document nothing is divided by guessing.',
  openReports: (unit, figure, count) => `${unit}, ${figure}: open ${reports(count)}`,
  behind: (unit, figure) => `Figure: ${unit} · ${figure}`,
  openMissing: (unit, count) => `${unit}: show ${reports(count)} missing`,
  missingTitle: (unit) => `Missing: ${unit}`,
  missingNote: 'Missing is not the number 0.',
  close: 'Close',
  columnNote: (name, measure) => (measure === '' ? name : `${name} (${measure})`),

  empty: {
    noTask: 'No task chosen',
    noTaskHint: 'Choose a task whose reports carry figures; the figures of the units are added up here.',
    noRows: 'No report is owed or handed in',
    noRowsHint: 'Choose another period, or a wider scope.',
    noFigures: 'The reports that count carry no figures.',
    noFiguresHint:
      'Only approved and closed reports count. Turn on “Count reports awaiting approval too” to look ahead.',
  },
  how: {
    button: 'How it is added up',
    title: 'How figures are added up',
    lines: [
      'Of each unit and period the newest approved or closed report counts; reports awaiting approval can be counted too.',
      'Equal names (capitals and the placement of tones aside) with the same measure are one column; another measure is another column.',
      'By the units of the time: each figure stands with the unit that reported it, in the tree of the last day of the period, units that have since ended among them.',
      'Converted to today’s units: figures of a merged unit go to the unit that carries on; a divided unit is converted only by the ratio a document gives, else it is “not convertible” and stays in the total.',
      'Shares and averages are not added up; they are shown for each unit.',
      'Missing is not the number 0. “Nothing to report” is handed in.',
      'Adding several periods is right for what happened in each; for what there is (staff, models) choose one period.',
    ],
  },
  paper: {
    title: 'TOTALS OF FIGURES',
    seenAt: (day) => `Figures on ${showDay(day)}`,
    withSubmitted: 'reports awaiting approval counted too',
    approvedOnly: 'approved and closed reports only',
    notes: 'How it is added up',
  },
};
