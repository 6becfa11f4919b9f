import { showInstant, showNumber } from '../show.ts';
import type { exchange as vi } from '../vi/exchange.ts';

const ago = (days: number): string => (days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${showNumber(days)} days ago`);

const changes = (count: number): string => (count === 1 ? '1 change' : `${showNumber(count)} changes`);
const days = (count: number): string => (count === 1 ? '1 day' : `${showNumber(count)} days`);

const told =
  'Not by itself. Tell the office that wrote it, so that it writes it correctly; the record here is not affected.';

export const exchange: typeof vi = {
  ago,
  badge: {
    label: 'Exchange',
    unsent: (count) => `${changes(count)} not sent`,
    unsentHint: (count) => `${changes(count)} of this PC not in any bundle yet. Open Export a bundle`,
    lastIn: (count) => (count === null ? 'no bundle yet' : `last bundle ${ago(count)}`),
    lastInHint: (count) =>
      count === null
        ? 'No bundle was imported yet. Open Exchange status'
        : `The last bundle was imported ${ago(count)}. Open Exchange status`,
    conflicts: (count) => (count === 1 ? '1 conflict' : `${showNumber(count)} conflicts`),
    conflictsHint: (count) =>
      `${count === 1 ? '1 conflict' : `${showNumber(count)} conflicts`} to settle. Open Conflicts`,
    waiting: 'waiting to be let in',
    waitingHint: 'This PC has asked to join and waits for the bundle with its certificate. Open Exchange status',
    revoked: 'this PC was withdrawn',
    revokedHint: 'The certificate of this PC was withdrawn. Open Exchange status',
    short: {
      conflicts: (count) => `${showNumber(count)} in conflict`,
      unsent: (count) => `${showNumber(count)} not sent`,
      lastIn: (days) => (days === 0 ? 'today' : `${showNumber(days)} d`),
    },
    quiet: 'Exchange: nothing is waiting. Open Exchange status',
  },
  status: {
    nav: 'Exchange status',
    title: 'Exchange status',
    note: (offices, attention) =>
      attention === 0
        ? `${showNumber(offices)} offices, nothing needs attention`
        : `${showNumber(offices)} offices, ${showNumber(attention)} need attention`,
    search: 'Find an office or PC',
    chipsLabel: 'Filter by state',
    chips: { all: 'All', attention: 'Need attention', missing: 'Missing', silent: 'Silent', backlog: 'Backlog' },
    list: 'Offices that exchange bundles',
    columns: {
      unit: 'Office',
      finding: 'State',
      lastIn: 'Received',
      lastOut: 'Sent',
      unacknowledged: 'Unconfirmed',
      missing: 'Missing',
      devices: 'PCs',
      deed: 'Next',
    },
    relations: { above: 'above', below: 'below', own: 'this office' },
    never: 'never',
    thisPc: 'this PC',
    findings: {
      forked: 'Two PCs, one identity',
      suspended: 'PC suspended',
      missing: (count) => `${changes(count)} missing`,
      rewound: 'PC went back to an old state',
      backlog: 'Much is unconfirmed',
      silent: (count) => `${days(count)} without a bundle`,
      never: 'No bundle yet',
      revoked: 'PC withdrawn',
      good: 'Complete',
      waiting: 'Unconfirmed',
      joined: 'Just joined',
    },
    todo: {
      forked: (devices) =>
        `${devices}: two copies of one PC wrote different things. Stop using the copy, withdraw the PC under Devices, then invite it again. What was written before the split stays.`,
      suspended: (devices) =>
        `${devices}: its certificate is suspended; what it wrote since waits among the refused changes. Call the office, settle it under Devices.`,
      missing: (count) =>
        `Others have signed for ${changes(count)} that this PC has not received. Ask for the newest bundle of the office; each bundle carries all that was not confirmed, so no old one has to be looked for.`,
      rewound: (devices) =>
        `${devices}: says it has less than before, usually after a backup was restored. The next bundle sends the rest again by itself. If the PC was set up anew, export a full copy.`,
      backlog: (count, waited) =>
        `${changes(count)} ${waited === null ? 'are' : `have been waiting for ${days(waited)},`} unconfirmed. Ask whether the bundles arrived; export a full copy if the receiving PC was set up anew.`,
      silent: (count) =>
        `No bundle of this office for ${days(count)}. Remind it to export one; what is known here of it ends there.`,
      never: 'No bundle of this office was ever imported. Check whether it has joined the exchange and sent one.',
      revoked: (devices) => `${devices}: nothing is sent to it any more. What it wrote before it was withdrawn stays.`,
    },
    coveredBundles: (numbers, by) =>
      `Bundle ${numbers} missing (all of its content came with bundle ${showNumber(by)})`,
    missingBundles: (numbers) => `Bundle ${numbers} missing`,
    gap: (device, unit, from, to) =>
      from === to
        ? `1 change of “${device}” (${unit}) missing: number ${showNumber(from)}`
        : `${changes(to - from + 1)} of “${device}” (${unit}) missing: numbers ${showNumber(from)} to ${showNumber(to)}`,
    detail: {
      attention: 'To do',
      calm: {
        good: 'Nothing to do. Both sides have all that was ever sent.',
        waiting: 'Nothing urgent. What was written counts as arrived once a bundle of the office has answered.',
        joined: 'No bundle of this office was imported yet, and it is too early to remind it.',
      },
      standing: 'Bundles to and fro',
      lastIn: 'Last bundle received',
      lastOut: 'Last bundle sent',
      unacknowledged: 'Written and not confirmed',
      missing: 'Missing on this PC',
      backlogOf: (count, size) => `${changes(count)}, ${size}`,
      devices: 'PC by PC',
      device: 'PC',
      state: 'State',
      number: 'Bundle no.',
      noDevices: 'No PC of this office has joined the exchange.',
      gaps: 'What is missing',
      moreGaps: (count) => `and ${showNumber(count)} more`,
      at: (atMs, count) => `${showInstant(atMs)} (${ago(count)})`,
      export: 'Export a bundle',
      exportFull: 'Export a full copy',
      import: 'Import a bundle',
      toHeld: 'See what waits',
    },
    states: { active: 'in use', revoked: 'withdrawn', suspended: 'suspended' },
    deeds: {
      remind: 'Print a reminder',
      export: 'Export a bundle',
      exportFull: 'Export a full copy',
      devices: 'Open Devices',
    },
    remind: {
      all: (count: number) => `Print reminders (${showNumber(count)})`,
      title: 'A bundle is due',
      madeAt: (instant: string) => `Made ${instant}`,
      to: (unit: string) => `To: ${unit}`,
      last: (instant: string, days: number) =>
        days === 0
          ? `Your last bundle was taken in ${instant}.`
          : `Your last bundle was taken in ${instant}; none has come for ${showNumber(days)} days.`,
      never: (days: number) => `No bundle of yours has been taken in since you joined ${showNumber(days)} days ago.`,
      missing: (count: number) => `${showNumber(count)} changes that you wrote and signed for are missing here.`,
      lostBundles: (device: string, numbers: string) => `Bundle ${numbers} of the PC “${device}” has not come.`,
      todo: 'Please',
      steps: (office: string) => [
        `Open Exchange → Export bundle, choose ${office}, write it to a USB stick and wait until it may be pulled out.`,
        'Send the stick with the next trip. A new bundle carries everything that was not acknowledged: old ones need not be found again.',
        'If the PC is broken, was restored or replaced, tell us at once to be invited again.',
      ],
    },
    csv: 'Save CSV',
    csvName: (day) => `exchange-status-${day}.csv`,
    saved: 'The table of the exchange status was saved.',
    print: 'Print',
    paperTitle: 'Exchange status between offices',
    seenAt: (instant) => `As of ${instant}`,
    empty: {
      alone: 'This PC does not take part in an exchange',
      aloneHint:
        'Once offices exchange bundles, this table tells which bundles came, what is missing and who has been silent for too long.',
      waiting: 'This PC waits to be let in',
      waitingHint:
        'Bring the request file to the office above, then import the bundle with the certificate it gives back.',
      none: 'No other office has joined yet',
      noneHint: 'Invite PCs of other offices under Devices.',
    },
    revokedNotice:
      'The certificate of this PC was withdrawn: nobody takes its bundles any more. The data here can still be read and printed. Ask the office above.',
  },
  conflict: {
    nav: 'Conflicts',
    title: 'Conflicts',
    note: (count) => `${showNumber(count)} to settle`,
    list: 'Conflicts to settle',
    columns: { kind: 'Kind', record: 'Record', fields: 'Where they differ', who: 'Who decides' },
    own: 'This office',
    filterLabel: 'Who decides',
    filters: { own: 'This office', others: 'Other offices', all: 'All' },
    signs: {
      '*removal': 'Remove or keep',
      '*overlap': 'Overlapping periods',
      '*review': 'Two decisions on one report',
    },
    empty: {
      title: 'No conflicts',
      hint: 'When two PCs change the same thing without knowing of each other, both values are kept and wait here for a choice.',
    },
    base: 'Before the changes',
    mine: 'This PC',
    other: (device) => device || 'Another PC',
    wrote: (user, when) => [user, when].filter(Boolean).join(', '),
    claimed: (atMs) => `${showInstant(atMs)} (clock of that PC)`,
    shown: 'shown now',
    nothing: 'empty',
    removed: 'Removed from the data',
    kept: 'Kept, with the changes below',
    removalHint: 'One PC removed the record, another went on with it without knowing.',
    overlapHint:
      'Two periods of the unit hold on the same day. Keep one; the other is taken away and stays in the history.',
    reviewHint:
      'Two decisions were written for one report without knowing of each other. Keep one; the other stays in the history.',
    doubtful: 'the clock of that PC was wrong',
    third: 'Another value',
    thirdOf: (field) => `Another value: ${field}`,
    noThird: 'Here one of the values is chosen; change it afterwards on the page of the record.',
    fieldOf: (place, count) => `${showNumber(place)}/${showNumber(count)}`,
    keepMine: 'Keep all of this PC',
    keepTheirs: 'Keep all of the other PC',
    many: {
      open: 'Settle several records',
      title: 'Settle several conflicts',
      note: 'Look at every line first; Ctrl+Z takes it all back',
      keeper: 'Keep the values of',
      mine: 'Keep this PC’s',
      theirs: (device: string) => `Keep ${device || 'the other PC'}’s`,
      preview: 'Preview',
      columns: { record: 'Record', field: 'Where they differ', now: 'Shown now', after: 'Will be' },
      same: 'as shown',
      both: 'both',
      alone: 'To be settled alone',
      chosen: (count: number, alone: number) =>
        `${showNumber(count)} records chosen${alone === 0 ? '' : `, ${showNumber(alone)} to be settled alone`}`,
      save: (count: number) => `Save ${showNumber(count)} records`,
      saved: (count: number) => `Conflicts of ${showNumber(count)} records settled.`,
      refused: (count: number) => `${showNumber(count)} records could not be saved and are still open:`,
      more: (count: number) => `${showNumber(count)} more records; save these first.`,
      none: 'Nothing left to settle',
      noneHint: 'Every record of this office is settled.',
    },
    next: 'Next conflict',
    save: 'Save the choice',
    left: (count) => `${showNumber(count)} not chosen yet`,
    ready: 'All chosen',
    saved: (title) => `Conflict settled: ${title}.`,
    keys: 'Keys 1, 2, 3 … choose a value; ↑ ↓ go to another field; J K to another record',
    explain: 'No value is lost: what is not chosen stays in the history of changes.',
    readOnly: (unit) =>
      unit === ''
        ? 'This record belongs to another office, which will decide. The outcome comes with its bundles.'
        : `${unit} will decide. The outcome comes with its bundles; nothing has to be done here.`,
    viewerOnly: 'Your role may only read. A clerk or coordinator settles conflicts.',
    open: 'Open the record',
    gone: 'This conflict is settled',
    goneHint: 'On another PC, or just now. Open the list again to see what is left.',
    toList: 'Back to the list',
    notice: (fields) => `In conflict: ${fields}. PCs wrote different things.`,
    noticeAction: 'Look and choose',
  },
  held: {
    nav: 'Refused, waiting',
    title: 'Changes refused and waiting',
    tabs: { quarantined: 'Refused', pending: 'Waiting' },
    tabsLabel: 'Choose a list',
    anyReason: 'Any reason',
    tabOf: (label, count) => (count === undefined ? label : `${label} ${showNumber(count)}`),
    list: { quarantined: 'Changes that were refused', pending: 'Changes that wait' },
    columns: {
      reason: 'Reason',
      record: 'Belongs to',
      says: 'Content',
      from: 'From',
      written: 'Written',
      arrived: 'Arrived',
    },
    explain: {
      quarantined:
        'These changes do not count because they break a rule. They are kept unchanged, nothing is lost; if the reason goes away they count by themselves.',
      pending:
        'These changes have arrived and are kept safely. They count by themselves once what is missing comes; nothing has to be done.',
    },
    empty: {
      quarantined: {
        title: 'Nothing was refused',
        hint: 'Received changes that break a rule are found here; they are not lost.',
      },
      pending: { title: 'Nothing is waiting', hint: 'Received changes that lack what comes before them wait here.' },
    },
    facts: {
      from: 'Office',
      device: 'PC',
      written: 'Written (by the clock of that PC)',
      arrived: 'Arrived on this PC',
      says: 'What the change says',
      user: 'Written by',
      deed: 'Deed',
      why: 'Why',
      when: 'When it will count',
      origin: 'Where it is from',
    },
    recordOf: (kind, title) => (title === '' ? kind : `${kind}: ${title}`),
    unknownUnit: 'Office not known yet',
    unknownDevice: 'PC not known yet',
    reasons: {
      certificate: 'No certificate of the sending PC yet',
      checkpoint: 'Not signed for yet',
      gap: 'Earlier changes missing',
      record: 'The record itself is not here yet',
      schema: 'The program has to be updated',
      revoked: 'The PC was withdrawn',
      fork: 'Two copies of one PC',
      device: 'Not the PC it says',
      lamport: 'An order that cannot be',
      channel: 'Sent to the wrong readers',
      entity: 'The PC may not write this kind',
      shape: 'Content of the wrong form',
      owner: 'Not the owning office',
      audience: 'Wrong readers',
      contested: 'Two records with one identity',
      frozen: 'Changes what may not change',
      deletion: 'This kind may not be removed',
    },
    why: {
      certificate: 'This PC has not yet received the certificate that says to which office the sending PC belongs.',
      checkpoint: 'The change has arrived, the signature of the sending PC that reaches this far has not.',
      gap: 'Some changes that the sending PC wrote before have not arrived.',
      record: 'The record that this change is about has not been created here yet.',
      schema: 'The sending PC has a newer version of the program; this version does not understand the content.',
      revoked: 'Written after the certificate of the sending PC was withdrawn.',
      fork: 'Two copies of one PC wrote different things at the same place, so nobody knows which is right.',
      device: 'The PC named in the change is not the PC that signed it.',
      lamport: 'The order number written in the change cannot be true.',
      channel: 'The sending PC wrote where its certificate does not allow it.',
      entity: 'The certificate of the sending PC does not allow this kind of record.',
      shape: 'The content does not follow the rules of this kind of record.',
      owner: 'Only the owning office may change the record; another office wrote this change.',
      audience: 'The readers of the record do not fit the log that brought it.',
      contested: 'Two offices made two records with one identity; the one from the higher authority is kept.',
      frozen: 'This may not be changed any more once it was issued or handed in.',
      deletion: 'Records of this kind are kept for ever.',
    },
    when: {
      certificate:
        'By itself, when a bundle with the certificate of the sending PC comes; usually the next of the office above.',
      checkpoint: 'By itself, when the next bundle of the sending PC comes.',
      gap: 'By itself, when a bundle brings what is missing; the next bundle of the office always carries what was not confirmed.',
      record: 'By itself, when a bundle brings the record.',
      schema: 'By itself, after the program was updated.',
      revoked: 'Not by itself. If the content is right, the office enters it again on a PC in use.',
      device: told,
      lamport: told,
      channel: told,
      entity: 'By itself if a later certificate allows it; else the office in charge writes it.',
      shape: told,
      owner: 'Not by itself. Once the owning office changes it on its own PC, that change is taken in.',
      audience: told,
      contested: told,
      frozen: 'Not by itself. To change it, write a new version (a correction, a report in its place).',
      deletion: 'Not by itself. The record here is still whole.',
      fork: 'After an administrator has settled it under Devices; what is right is written again under a new identity.',
    },
  },
};
