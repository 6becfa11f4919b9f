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
  note('list', ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'], (t) => t.command.notes.cells),
  note('list', ['shift+arrowdown', 'shift+arrowright'], (t) => t.command.notes.block),
  note('list', ['enter'], (t) => t.command.notes.openRow),
  note('list', ['space'], (t) => t.command.notes.chooseRow),
  note('list', ['mod+space', 'shift+space'], (t) => t.command.notes.wholes),
  note('list', ['mod+a'], (t) => t.command.notes.chooseAll),
  note('list', ['mod+home', 'mod+end'], (t) => t.command.notes.ends),
  note('list', ['pageup', 'pagedown'], (t) => t.command.notes.pages),
  note('cells', ['f2'], (t) => t.command.notes.edit),
  note('cells', ['enter', 'tab'], (t) => t.command.notes.nextCell),
  note('cells', ['alt+enter'], (t) => t.command.notes.newLine),
  note('cells', ['mod+d'], (t) => t.command.notes.fillDown),
  note('cells', ['mod+;'], (t) => t.command.notes.today),
  note('cells', ['alt+arrowdown'], (t) => t.command.notes.choices),
  note('cells', ['delete'], (t) => t.command.notes.clear),
  note('cells', ['escape'], (t) => t.command.notes.leaveCell),
  note('cells', ['escape', 'tab'], (t) => t.command.notes.leaveGrid),
  note('form', ['mod+s'], (t) => t.command.notes.save),
  note('form', ['mod+enter'], (t) => t.command.notes.saveAndNext),
  note('form', ['escape'], (t) => t.command.notes.cancel),
  note('day', ['mod+;'], (t) => t.command.notes.today),
  note('day', ['alt+arrowdown'], (t) => t.command.notes.calendar),
  note('tree', ['arrowright'], (t) => t.command.notes.unfold),
  note('tree', ['arrowleft'], (t) => t.command.notes.fold),
  note('tree', ['enter'], (t) => t.command.notes.openRow),
];
