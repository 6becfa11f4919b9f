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
  savedAt: (time) => `Saved ${time}`,
  clear: 'Nothing left:',
  empty: {
    title: 'Nothing is left to do',
    hint: 'Incoming documents are worked, nothing is overdue or due soon, nothing waits for a decision.',
  },
};
