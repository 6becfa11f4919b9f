import type { Text } from '../index.ts';

export const attachment: Text['attachment'] = {
  title: 'Files',
  label: 'List of files',
  add: 'Add files',
  drop: 'Drop files here or choose Add files',
  dropNow: 'Drop to add',
  limits: (limit) =>
    `PDF, pictures, Word, Excel, PowerPoint, plain text; up to ${limit} each. Files are kept encrypted.`,
  empty: 'No files yet.',
  name: 'Name',
  size: 'Size',
  added: 'Added',
  save: 'Save to this PC',
  saveName: (name) => `Save to this PC: ${name}`,
  remove: 'Take off',
  removeName: (name) => `Take off: ${name}`,
  removeTitle: 'Take this file off?',
  removeText: (name) => `“${name}” will no longer be in the list of files.`,
  removed: 'File taken off.',
  saved: (name) => `Saved to this PC: ${name}.`,
  addedOne: (name) => `Added ${name}.`,
  adding: (name) => `Adding ${name}`,
  exporting: (name) => `Saving ${name}`,
  notHere: 'not on this PC yet',
  macros: 'Has macros',
  macroTitle: 'This file has macros',
  macroText: (name) =>
    `“${name}” carries macros (small programs). Save and open it only if you are sure where it comes from, and leave macros off.`,
  macroConfirm: 'Save anyway',
};
