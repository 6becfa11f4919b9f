import type { Text } from '../text/index.ts';

/** Where keys are heard by what has the focus, not by a command. */
export const keyPlaces = ['window', 'list', 'cells', 'form', 'day', 'tree'] as const;
export type KeyPlace = (typeof keyPlaces)[number];

/** Keys for the card of shortcuts that no menu has. */
export interface KeyNote {
  readonly place: KeyPlace;
  readonly keys: readonly string[];
  readonly label: (t: Text) => string;
}

const note = (place: KeyPlace, keys: readonly string[], label: KeyNote['label']): KeyNote => ({ place, keys, label });

export const keyNotes: readonly KeyNote[] = [
  note('window', ['alt', 'f10'], (t) => t.command.notes.menus),
  note('window', ['escape'], (t) => t.command.notes.close),
  note('window', ['tab'], (t) => t.command.notes.next),
  note('list', ['arrowup', 'arrowdown'], (t) => t.command.notes.rows),
  note('list', ['enter'], (t) => t.command.notes.openRow),
  note('list', ['space'], (t) => t.command.notes.chooseRow),
  note('list', ['mod+a'], (t) => t.command.notes.chooseAll),
  note('list', ['home', 'end'], (t) => t.command.notes.ends),
  note('list', ['pageup', 'pagedown'], (t) => t.command.notes.pages),
  note('form', ['mod+s'], (t) => t.command.notes.save),
  note('form', ['mod+enter'], (t) => t.command.notes.saveAndNext),
  note('form', ['escape'], (t) => t.command.notes.cancel),
  note('day', ['mod+;'], (t) => t.command.notes.today),
  note('day', ['alt+arrowdown'], (t) => t.command.notes.calendar),
  note('tree', ['arrowright'], (t) => t.command.notes.unfold),
  note('tree', ['arrowleft'], (t) => t.command.notes.fold),
  note('tree', ['enter'], (t) => t.command.notes.openRow),
];
