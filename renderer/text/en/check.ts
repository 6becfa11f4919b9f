import { showNumber } from '../show.ts';
import type { check as vi } from '../vi/check.ts';

export const check: typeof vi = {
  nav: 'Check data',
  title: 'Check data',
  intro:
    'Verifies the chain of changes, rebuilds all data from it and compares it with the data in use. Nothing is changed.',
  run: 'Start the check',
  again: 'Check again',
  label: 'Check data',
  good: 'The data is intact',
  goodText: (ops, logs) =>
    `${showNumber(ops)} changes in ${showNumber(logs)} chains are right; rebuilding gives the same result.`,
  bad: 'The data differs in places',
  badText: 'Stop entering data on this PC, keep the data folder as it is and restore the latest backup.',
  table: 'Table',
  rows: 'Rows',
  result: 'Result',
  same: 'Same',
  differs: 'Differs',
  brokenLogs: 'Broken chains of changes',
  brokenLog: (incarnation, channel, seq) =>
    `PC ${incarnation.slice(0, 8)}, channel ${channel}, from change ${showNumber(seq)}`,
  storage: 'Data file',
  search: {
    title: 'Index of the search',
    waiting: (count) => `${showNumber(count)} changes are still being indexed; the data is not concerned.`,
    outOfStep: (indexed, records) =>
      `The index holds ${showNumber(indexed)} of ${showNumber(records)} records, so a search may miss some. The data is not concerned. Make the index anew.`,
    rebuild: 'Make the index anew',
    started: 'The index is being made anew. You can go on working; the search will be complete again soon.',
  },
  lastRun: (when) => `Checked at ${when}`,
  never: 'Not checked since the app was opened.',
  neverHint: 'Check once a month, and after the PC lost power.',
  tables: {
    unit: 'Units',
    unitVersion: 'Periods of units',
    unitEvent: 'Reorganisations',
    unitLineage: 'Successions',
    unitClosure: 'Tree of units (computed)',
    documentKind: 'Document kinds',
    directive: 'Directives',
    directiveRelation: 'Relations of directives',
    directiveReceipt: 'Reading receipts',
    attachment: 'Attachments',
    periodRule: 'Reporting periods',
    task: 'Tasks',
    assignment: 'Assignments',
    assignmentStep: 'Steps',
    report: 'Reports',
    reportReview: 'Reviews of reports',
    conflict: 'Conflicts',
    assignmentState: 'States of assignments (computed)',
    reportState: 'States of reports (computed)',
  },
};
