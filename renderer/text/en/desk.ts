import type { Text } from '../index.ts';
import { showDay, showNumber } from '../show.ts';

export const desk: Text['desk'] = {
  nav: 'Desk',
  title: 'Today’s desk',
  titleOn: (day) => `The desk on ${showDay(day)}`,
  ofUnit: (unit) => `Work of ${unit}`,
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  dayOfWeek: (weekday, day) => `${weekday}, ${showDay(day)}`,
  blocks: {
    documents: 'Incoming documents not worked yet',
    overdue: 'Overdue work',
    dueSoon: 'Work due within 7 days',
    reports: 'Reports to approve',
    returned: 'Reports sent back',
    requests: 'Results and requests to decide',
    drafts: 'My drafts',
    missing: 'Regular reports not handed in',
    exchange: 'Exchange',
    changes: 'Changes since yesterday',
  },
  openAll: (block, count) => `${block}: ${showNumber(count)}. Open the list`,
  count: (count) => showNumber(count),
  units: (count) => `${showNumber(count)} units`,
  replyBy: (day) => `Answer by ${showDay(day)}`,
  arrived: (day) => `Arrived ${showDay(day)}`,
  dueOn: (day) => `Due ${showDay(day)}`,
  asks: {
    result: 'Result to approve',
    return: 'Asks to return it',
    extension: (day) => `Asks for ${showDay(day)}`,
  },
  reportedOn: (day) => `Sent ${showDay(day)}`,
  missingUnits: (count) => `${showNumber(count)} units missing`,
  missingOwn: 'Not handed in',
  exchange: {
    waiting: () => 'This PC waits to be let into the exchange',
    conflicts: ({ count }) => `${showNumber(count)} conflicts to settle`,
    refused: ({ count }) => `${showNumber(count)} changes refused`,
    newer: ({ count }) => `${showNumber(count)} changes wait for a newer release of the program`,
    missing: ({ count, amount, unitName }) =>
      count === 1
        ? `${unitName}: ${showNumber(amount)} changes missing`
        : `${showNumber(count)} offices lack ${showNumber(amount)} changes, most of them ${unitName}`,
    silent: ({ count, amount, unitName }) =>
      count === 1
        ? `${unitName}: no bundle for ${showNumber(amount)} days`
        : `${showNumber(count)} offices are silent, the longest ${unitName}: no bundle for ${showNumber(amount)} days`,
    backlog: ({ count, unitName }) =>
      count === 1 ? `${unitName}: much is unconfirmed` : `${showNumber(count)} offices have not confirmed much`,
    invited: ({ count }) => `${showNumber(count)} invitations without a request to admit`,
    late: ({ count, unitName }) => `Late changes of ${unitName} (ended): ${showNumber(count)}`,
    heirs: (names) => (names.length === 0 ? 'No successor on record' : `Carried on by ${names.join(', ')}`),
    notes: {
      ...{ waiting: 'Waits for a bundle', conflicts: 'To choose', refused: 'To look at', missing: 'Missing' },
      ...{ silent: 'Silent', newer: 'Update needed', backlog: 'Unconfirmed', invited: 'To admit' },
    },
  },
  savedAt: (time) => `Saved ${time}`,
  clear: 'Nothing left:',
  empty: {
    title: 'Nothing is left to do',
    hint: 'Incoming documents are worked, nothing is overdue or due soon, nothing waits for a decision.',
  },
};
