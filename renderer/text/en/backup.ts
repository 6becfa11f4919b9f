import { showNumber } from '../show.ts';
import type { backup as vi } from '../vi/backup.ts';

const two = (value: number): string => String(value).padStart(2, '0');

export const backup: typeof vi = {
  restore: {
    title: 'Restore from a backup',
    intro:
      'For a PC that broke, was lost or is replaced. Passwords and recovery code are those of the day of the backup.',
    choose: 'Choose a backup file',
    hint: 'A file ending in .vmbackup, on a stick or a disk',
    label: 'Restoring the backup',
    doneTitle: 'Restored',
    done: (office, when) => `The data of ${office} was restored as backed up on ${when}.`,
    doneNext:
      'Log in as before. Changes made after the backup that others had taken in come back: export to them, then take in what they send.',
    enter: 'Log in',
  },
  create: {
    title: 'Backup',
    text: 'Writes all data, keys and attachments into one encrypted file. Best done weekly and before the PC is repaired.',
    notes: [
      'Keep the file on another disk or a stick, not in this PC.',
      'It opens with a user’s password or the office’s recovery code; without them nobody can open it.',
      'A backup is no exchange bundle (.goi): bundles go to other offices, a backup rebuilds this PC.',
    ],
    start: 'Back up now',
    label: 'Backing up',
    fileName: (office, day) =>
      `${office} ${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}.vmbackup`,
    done: (name, size) => `Backed up and read back: ${name} (${size}).`,
  },
  lineage: {
    states: {
      restored: {
        title: 'This data has just been restored',
        what: 'The database on this PC comes from a backup, or the PC has lost the mark of its last opening.',
        ifNot: 'If the old PC still works with this data, stop it before you go on.',
      },
      copied: {
        title: 'This data is a copy',
        what: 'This database was copied from another PC or another folder.',
        ifNot: 'If you opened the copy by mistake, lock and open the right folder. The original is not affected.',
      },
      rewound: {
        title: 'This data is older than the last work here',
        what: 'This PC has written more than is here: the data was put back to an earlier moment.',
        ifNot: 'If you still have the newer data folder, lock and put that one back in place.',
      },
    },
    last: (when) => `Last known writing: ${when}.`,
    nextTitle: 'If you go on',
    next: [
      'This PC writes on under a new name, so that nothing mixes with what the other copy wrote and sent.',
      'Lost changes that others had taken in come back: export to them, then take in what they send.',
      'Until you confirm, you can look but nothing is written.',
    ],
    adminOnly: 'Only an administrator can confirm. Lock, and ask one to log in.',
    password: 'Your password',
    go: 'Go on under a new name',
    lock: 'Lock, do nothing yet',
    done: 'Going on. Export to the others so that they know the new name, then take in what they send to get lost changes back.',
  },
  fork: {
    title: 'PCs with a duplicated identity',
    what: 'Two databases wrote under one name, mostly after a disk was copied or a backup put back unnoticed. The changes of both since the split stand aside; they do not count, and are not lost.',
    machine: (name, unit) => `${name} – ${unit}`,
    thisPc: 'this PC',
    settled: 'The old name is withdrawn',
    unsettled: 'Waiting for the province to withdraw the old name',
    stepsOwn: [
      'Stop the spare copy: only one PC goes on. A second PC, if needed, joins again as a new one.',
      'Ask the province to withdraw the old name (earlier life) of this PC; it already writes under a new one.',
      'Choose the branches to keep and write them again under the new name.',
    ],
    stepsAuthority: [
      'Call the office: which PC is kept, which one stops.',
      'Open the PC in the list and withdraw its earlier life; changes before the split stay.',
      'Send a bundle to the office; it chooses the changes to keep and writes them again.',
    ],
    stepsOther: [
      'The office of this PC and the province settle it. Nothing to do here; what is kept comes with later bundles.',
    ],
    openDevice: 'Open this PC to withdraw its earlier life',
    branches: 'Branches of changes',
    branch: (n, count, from, to) => `Branch ${n}: ${showNumber(count)} changes, ${from} to ${to}`,
    rehomed: 'written again',
    write: 'Write the chosen branches again',
    written: (count) =>
      `${showNumber(count)} changes were written again under the new name of this PC. Export a bundle so that the others get them.`,
  },
};
