import type { Role } from '../../db/api/define.ts';
import type { Text } from '../text/index.ts';

/** The menus of the menu bar, from left to right. */
export const menus = ['file', 'edit', 'view', 'data', 'tools', 'help'] as const;
export type MenuName = (typeof menus)[number];

/** What a user can ask for by menu, palette or keys. What it does is bound where it can be done: useCommands. */
export interface Command {
  readonly label: (t: Text) => string;
  readonly menu: MenuName;
  /** A line is drawn in the menu wherever the number changes. */
  readonly section: number;
  /** As ui/keys.ts reads them; the first is shown. Never Ctrl+Shift nor Alt+Z: they switch the Vietnamese keyboard. */
  readonly keys?: readonly string[];
  /** First part of the address of the only screen where the keys mean this; without it they do everywhere. */
  readonly scope?: string;
  /** Who is offered it; without it everybody. */
  readonly roles?: readonly Role[];
  /** Reacts to its keys even while a dialog, a list or a menu is open. */
  readonly evenInDialog?: true;
  /** Text that is being typed has its own meaning for the keys. */
  readonly notInFields?: true;
  /** The keys are heard by whatever has the focus (the list, a form); the menu only shows them. */
  readonly keysElsewhere?: true;
  /** One of several of which exactly one holds. */
  readonly isChoice?: true;
}

// Mirrors of the contract, which itself is not needed before the first screen; a test holds them together.
const directiveWriters: readonly Role[] = ['admin', 'clerk', 'coordinator'];
const assigners: readonly Role[] = ['admin', 'clerk', 'coordinator', 'commander'];
const reporters: readonly Role[] = ['admin', 'clerk', 'coordinator', 'personnel'];
const unitKeepers: readonly Role[] = ['admin', 'personnel'];
const programmeWriters: readonly Role[] = ['admin', 'coordinator'];
const exchangers: readonly Role[] = ['admin', 'clerk', 'coordinator', 'personnel', 'commander'];

/** Every command but those that open a screen, which follow from the screens there are (screen-commands.ts). */
export const catalogue = {
  'file.newDirective': {
    label: (t) => t.command.file.newDirective,
    menu: 'file',
    section: 1,
    keys: ['mod+n', 'alt+n'],
    scope: 'directives',
    roles: directiveWriters,
  },
  'file.newTask': {
    label: (t) => t.command.file.newTask,
    menu: 'file',
    section: 1,
    keys: ['mod+n', 'alt+n'],
    scope: 'tasks',
    roles: assigners,
  },
  'file.newReport': {
    label: (t) => t.command.file.newReport,
    menu: 'file',
    section: 1,
    keys: ['mod+n', 'alt+n'],
    scope: 'reports',
    roles: reporters,
  },
  'file.newUnit': {
    label: (t) => t.command.file.newUnit,
    menu: 'file',
    section: 1,
    keys: ['mod+n', 'alt+n'],
    scope: 'units',
    roles: unitKeepers,
  },
  'file.newEvent': {
    label: (t) => t.command.file.newEvent,
    menu: 'file',
    section: 1,
    keys: ['mod+n', 'alt+n'],
    scope: 'reorganize',
    roles: unitKeepers,
  },
  'file.newStocktake': {
    label: (t) => t.command.file.newStocktake,
    menu: 'file',
    section: 1,
    keys: ['mod+n', 'alt+n'],
    scope: 'stocktakes',
    roles: programmeWriters,
  },
  'file.newRegistration': {
    label: (t) => t.command.file.newRegistration,
    menu: 'file',
    section: 1,
    keys: ['mod+n', 'alt+n'],
    scope: 'model-wards',
    roles: programmeWriters,
  },
  'file.newUser': {
    label: (t) => t.command.file.newUser,
    menu: 'file',
    section: 1,
    keys: ['mod+n', 'alt+n'],
    scope: 'users',
    roles: ['admin'],
  },
  'file.save': { label: (t) => t.command.file.save, menu: 'file', section: 2, keys: ['mod+s'] },
  'file.saveAndNext': { label: (t) => t.command.file.saveAndNext, menu: 'file', section: 2, keys: ['mod+enter'] },
  'file.importUnits': {
    label: (t) => t.command.file.importUnits,
    menu: 'file',
    section: 3,
    roles: unitKeepers,
  },
  'file.importBundle': { label: (t) => t.bundle.commands.import, menu: 'file', section: 4, roles: exchangers },
  'file.viewBundle': { label: (t) => t.bundle.commands.view, menu: 'file', section: 4 },
  'file.print': { label: (t) => t.command.file.print, menu: 'file', section: 5, keys: ['mod+p'] },
  'file.changePassword': { label: (t) => t.command.file.changePassword, menu: 'file', section: 6 },
  'file.lock': { label: (t) => t.command.file.lock, menu: 'file', section: 6, keys: ['mod+l'], evenInDialog: true },

  'edit.undo': { label: (t) => t.command.edit.undo, menu: 'edit', section: 1, keys: ['mod+z'], notInFields: true },
  'edit.redo': { label: (t) => t.command.edit.redo, menu: 'edit', section: 1, keys: ['mod+y'], notInFields: true },
  'edit.copy': { label: (t) => t.command.edit.copy, menu: 'edit', section: 2, keys: ['mod+c'], keysElsewhere: true },
  'edit.paste': { label: (t) => t.command.edit.paste, menu: 'edit', section: 2, keys: ['mod+v'], keysElsewhere: true },
  'edit.selectAll': {
    label: (t) => t.command.edit.selectAll,
    menu: 'edit',
    section: 2,
    keys: ['mod+a'],
    keysElsewhere: true,
  },
  'edit.find': { label: (t) => t.command.edit.find, menu: 'edit', section: 3, keys: ['mod+f'] },

  'edit.keepMine': { label: (t) => t.exchange.conflict.keepMine, menu: 'edit', section: 4 },
  'edit.keepTheirs': { label: (t) => t.exchange.conflict.keepTheirs, menu: 'edit', section: 4 },
  'edit.manyConflicts': { label: (t) => t.exchange.conflict.many.open, menu: 'edit', section: 4 },
  'edit.nextConflict': { label: (t) => t.exchange.conflict.next, menu: 'edit', section: 4 },

  'data.bundles': { label: (t) => t.bundle.commands.list, menu: 'data', section: 3 },

  'view.date': { label: (t) => t.command.view.date, menu: 'view', section: 1 },
  'view.today': { label: (t) => t.command.view.today, menu: 'view', section: 1 },
  'view.refresh': { label: (t) => t.command.view.refresh, menu: 'view', section: 1, keys: ['f5'], evenInDialog: true },
  'view.rail': { label: (t) => t.command.view.rail, menu: 'view', section: 2 },
  'view.zoomIn': {
    label: (t) => t.command.view.zoomIn,
    menu: 'view',
    section: 3,
    keys: ['mod+plus', 'mod+='],
    evenInDialog: true,
  },
  'view.zoomOut': {
    label: (t) => t.command.view.zoomOut,
    menu: 'view',
    section: 3,
    keys: ['mod+-'],
    evenInDialog: true,
  },
  'view.zoomReset': {
    label: (t) => t.command.view.zoomReset,
    menu: 'view',
    section: 3,
    keys: ['mod+0'],
    evenInDialog: true,
  },
  'view.light': { label: (t) => t.command.view.light, menu: 'view', section: 4, isChoice: true },
  'view.dark': { label: (t) => t.command.view.dark, menu: 'view', section: 4, isChoice: true },
  'view.contrast': { label: (t) => t.command.view.contrast, menu: 'view', section: 4, isChoice: true },
  'view.auto': { label: (t) => t.command.view.auto, menu: 'view', section: 4, isChoice: true },
  'view.compact': { label: (t) => t.command.view.compact, menu: 'view', section: 5, isChoice: true },
  'view.comfortable': { label: (t) => t.command.view.comfortable, menu: 'view', section: 5, isChoice: true },
  'view.vietnamese': { label: (t) => t.command.view.vietnamese, menu: 'view', section: 6, isChoice: true },
  'view.english': { label: (t) => t.command.view.english, menu: 'view', section: 6, isChoice: true },
  'view.preferences': { label: (t) => t.command.view.preferences, menu: 'view', section: 7 },

  'tools.palette': { label: (t) => t.command.tools.palette, menu: 'tools', section: 1, keys: ['mod+k'] },
  'tools.inviteDevice': { label: (t) => t.device.list.invite, menu: 'tools', section: 2, roles: ['admin'] },
  'tools.admitDevice': { label: (t) => t.device.list.admit, menu: 'tools', section: 2, roles: ['admin'] },

  'help.open': { label: (t) => t.command.help.open, menu: 'help', section: 1, keys: ['f1'], evenInDialog: true },
  'help.keys': { label: (t) => t.command.help.keys, menu: 'help', section: 1 },
  'help.tour': { label: (t) => t.command.help.tour, menu: 'help', section: 2 },
  'help.about': { label: (t) => t.command.help.about, menu: 'help', section: 2 },
} as const satisfies Record<string, Command>;

/** Name of a command; `go.<path>` opens a screen. */
export type CommandId = keyof typeof catalogue | `go.${string}`;
