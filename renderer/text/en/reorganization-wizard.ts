import type { EventPlan } from '../../../db/api/contract/reorganization.ts';
import { showDay, showNumber } from '../show.ts';

/** What each kind of event means, in one sentence, and an example. */
const kindHints: Record<EventPlan['kind'], { what: string; example: string }> = {
  establish: { what: 'A new unit that comes from no other.', example: 'A police post for an industrial park.' },
  dissolve: {
    what: 'A unit ends; nobody takes over the whole of it.',
    example: 'The district police ended on 01/03/2025.',
  },
  absorb: {
    what: 'A unit goes into another one that stays.',
    example: 'Commune A goes into ward B, which keeps its name.',
  },
  merge: {
    what: 'Several units become one new unit; the old ones end.',
    example: 'Communes A and B become commune C.',
  },
  divide: { what: 'One unit becomes several; the old one ends.', example: 'Commune A becomes communes B and C.' },
  separate: {
    what: 'A part becomes a new unit; the old one stays.',
    example: 'A part of commune A becomes township B.',
  },
  boundary: {
    what: 'Area or people move between units that stay.',
    example: 'A village of commune A goes to ward B.',
  },
  rename: { what: 'Only the name; it is the same unit.', example: 'Commune A is called commune B.' },
  changeKind: {
    what: 'Commune to ward, province to city …; it is the same unit.',
    example: 'Xã Long Thành is phường Long Thành from 30/04/2026.',
  },
  moveParent: {
    what: 'It stands under another unit.',
    example: 'Commune police move from the district to the province.',
  },
};

/** What the units that an event is about are called, by its kind. */
const beforeTitles: Record<EventPlan['kind'], string> = {
  establish: 'New units',
  dissolve: 'Units that end',
  absorb: 'Units that go into another',
  merge: 'Units that merge',
  divide: 'The unit that is divided',
  separate: 'Units a part of which leaves',
  boundary: 'Units whose boundary changes',
  rename: 'Units that are renamed',
  changeKind: 'Units whose kind changes',
  moveParent: 'Units that move',
};

/** What happens, in plain words, by kind. */
const happens: Record<EventPlan['kind'], (before: string, after: string) => string> = {
  establish: (_before, after) => `${after} is established.`,
  dissolve: (before, after) =>
    after === '' ? `${before} ends.` : `${before} ends; its functions and tasks go to ${after}.`,
  absorb: (before, after) => `${before} goes into ${after}.`,
  merge: (before, after) => `${before} become ${after}.`,
  divide: (before, after) => `${before} is divided into ${after}.`,
  separate: (before, after) => `A part of ${before} becomes ${after}.`,
  boundary: (before) => `The boundary between ${before} changes.`,
  rename: (before, after) => `${before} is renamed ${after}.`,
  changeKind: (before, after) => `${before} changes its kind to ${after}.`,
  moveParent: (before, after) => `${before} moves under ${after}.`,
};

const units = {
  nature: 'Tree',
  natureFixed: 'Take the chosen units out to change the tree.',
  beforeTitles,
  beforeNote: (day: string) => `As of ${showDay(day)}, the day before it takes effect.`,
  chosen: (count: number) => `${showNumber(count)} units`,
  add: 'Add a unit',
  addMany: 'Choose many …',
  addManyClose: 'Close “choose many”',
  none: 'No unit is chosen yet.',
  removeUnit: (name: string) => `Take out ${name}`,
  removeAll: 'Take all out',
  unit: 'Unit',
  parent: 'Superior',
  fate: 'After the event',
  fates: { ends: 'Ends', continues: 'Stays, gives a part only' },
  receivers: 'The unit that takes over',
  receiversOptional: 'Units that take over functions and tasks (if any)',
  receiversAlso: 'Units that stood before and get a part too (if any)',
  made: 'New units',
  addMade: 'Add a new unit',
  madeTitle: (index: number) => `New unit ${index}`,
  removeMade: (name: string) => `Take out new unit ${name}`,
  parentMissing: 'Choose the superior',
  area: 'Area',
  areaHint: 'The area that this police unit serves.',
  codeHint: 'The code of a unit that ends on the same day may be used again.',
  newName: 'New bare name',
  newFullName: 'New full name',
  newKind: 'New kind',
  newParent: 'New superior',
  moveAll: 'Move all under',
  edges: 'What goes where',
  edgesNote: 'Each line: which part of the old unit goes to which unit. A share only if the document gives one.',
  addLine: 'Add a line',
  lineOf: (from: string, to: string) => `${from} → ${to}`,
  fromOf: (line: number) => `Predecessor in line ${line}`,
  removeLine: (line: string) => `Take out line ${line}`,
  ratioPlaceholder: 'e.g. 0.6',
  ratioWrong: 'A number from 0 to 1, or per cent',
  heirsUnknown: 'Successors not known yet',
  heirsUnknownHint: 'Recorded later, on the page of the event.',
  withPolice: 'With the police units of the areas',
  withPoliceHint:
    'The police of these areas merge, begin, are renamed with them on the same day, as an event of their own.',
};

const bulk = {
  label: 'How to choose many units',
  ways: { under: 'By superior', tree: 'In the tree', paste: 'Paste a list' },
  under: 'Superior',
  take: 'Take',
  direct: 'Directly below it',
  allOf: (level: string) => `All: ${level.toLowerCase()}`,
  addCount: (count: number) => `Add ${showNumber(count)} units`,
  nothing: 'There is no such unit on this day.',
  allIn: 'All of these are chosen already.',
  treeHint: 'Click or Enter adds; arrows move and open branches.',
  isChosen: 'chosen',
  paste: 'Names or codes, one unit on each line',
  pastePlaceholder: 'Kim Sơn\n26368',
  look: 'Find these units',
  found: (count: number) => `${showNumber(count)} units found.`,
  unknown: (count: number) => `${showNumber(count)} lines name no unit:`,
  several: 'Several units have the same name, choose:',
  severalOf: (line: string) => `“${line}” is`,
  tooMany: (limit: number) => `At most ${showNumber(limit)} lines at a time.`,
  reading: (done: number, total: number) => `Reading ${showNumber(done)} / ${showNumber(total)} …`,
};

/** Words of the wizard that records an event. */
export const reorganizationWizard = {
  title: 'Record a reorganisation',
  correctTitle: 'Record a correcting event',
  correctNote: (event: string) => `Corrects: ${event}. The old event stays in the history; this one says how it is.`,
  stepsLabel: 'Steps of recording an event',
  steps: ['Event', 'Units', 'Open work', 'Preview', 'Confirm'],
  next: 'Next',
  back: 'Back',
  record: 'Record the event',
  cancel: 'Cancel',
  done: 'The event is recorded. Ctrl+Z takes it back.',
  leave: {
    title: 'Leave without recording?',
    text: 'Nothing is recorded yet. The draft is kept and offered when you come back.',
    verb: 'Leave',
  },
  missingTitle: 'Missing before the next step:',
  problemsTitle: (count: number) => `${showNumber(count)} to mend before it can be recorded:`,
  mend: 'Mend',
  missing: {
    kind: 'Choose the kind of event.',
    effectiveOn: 'Give the day of effect.',
    signedOn: 'The day of signing is not right.',
    announcedOn: 'The day of announcing is not right.',
    before: 'Choose at least one unit.',
    receiver: 'Choose the unit that takes over.',
    made: 'Add a new unit.',
    name: (unit: string) => `Give the name of ${unit.toLowerCase()}.`,
    parent: (unit: string) => `Choose the new superior of ${unit}.`,
    ratio: 'A share is not right.',
    line: 'A line of succession lacks a unit.',
  },
  event: {
    kindHints,
    exampleOf: (example: string) => `Example: ${example}`,
    effectiveHint: 'First day of the new state; the tree changes on it.',
    signedLate: 'It is mostly signed before it takes effect.',
    announcedEarly: 'It is mostly announced after it is signed.',
  },
  units,
  bulk,
  open: {
    intro:
      'Units that end leave unfinished work, posts, registrations and draft reports. They are handed over on the page of the event after it is recorded, which can start at once.',
    none: 'No unit ends, so nothing has to be handed over.',
    nothingOpen: 'The units that end leave no unfinished work.',
    unit: 'Unit that ends',
    count: 'Open',
    total: (count: number, unitCount: number) => `${showNumber(count)} open in ${showNumber(unitCount)} units that end`,
    children: 'Units under those that end',
    childrenChoices: {
      toMainHeir: 'Move to the main heir',
      moveUp: 'Move to the superior of the unit that ends',
      refuse: 'Do not move; refuse while there are any',
    },
    moved: (count: number) => `${showNumber(count)} units will move by this choice.`,
  },
  preview: {
    before: (day: string) => `Before: ${showDay(day)}`,
    after: (day: string) => `After: from ${showDay(day)}`,
    marks: {
      same: 'same',
      new: 'new',
      ends: 'ends',
      renamed: 'renamed',
      moved: 'moved',
      changed: 'changed',
    },
    others: (count: number) => `and ${showNumber(count)} more, unchanged`,
    empty: 'There is no unit.',
    police: (count: number) => `With ${showNumber(count)} police units, as an event of their own on the same day.`,
    sound: 'Nothing has to be mended.',
    more: (count: number) => `${showNumber(count)} more lines`,
  },
  confirm: {
    intro: 'Read it a last time. After recording, the page of the event opens for the handover.',
    from: (day: string) => `From ${showDay(day)}: `,
    happens,
    list: (names: readonly string[], count: number) => {
      const rest = count - names.length;
      return `${names.join(', ')}${rest > 0 ? ` and ${showNumber(rest)} more` : ''}`;
    },
    counts: (ends: number, begins: number, moves: number) =>
      [
        ends > 0 && `${showNumber(ends)} units end`,
        begins > 0 && `${showNumber(begins)} new units`,
        moves > 0 && `${showNumber(moves)} units get another superior`,
      ]
        .filter(Boolean)
        .join(', '),
    police: (count: number) => `With ${showNumber(count)} police units of the areas.`,
    open: (count: number) => `${showNumber(count)} open items wait for the handover.`,
    basis: (basis: string) => `Legal basis: ${basis}.`,
    noBasis: 'No legal basis given.',
    undo: 'If it was a mistake, one Ctrl+Z takes all of it back.',
  },
};
