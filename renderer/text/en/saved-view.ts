import type { Text } from '../index.ts';

export const savedView: Text['savedView'] = {
  menu: 'Saved',
  kept: 'Saved here',
  none: 'Nothing saved yet.',
  saveCurrent: 'Save the present filters …',
  name: 'Name',
  nameHint: 'For example: Overdue in key communes',
  saveTitle: 'Save the present filters',
  renameTitle: 'Rename',
  renameNamed: (name) => `Rename “${name}”`,
  removeNamed: (name) => `Remove “${name}”`,
  replaces: (name) => `“${name}” is there already. Saving replaces it.`,
  saved: (name) => `“${name}” saved.`,
  removed: (name) => `“${name}” removed.`,
};
