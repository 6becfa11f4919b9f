import { expect, test } from 'vitest';
import { contract } from '../../db/api/contract/index.ts';
import { type Role, roles } from '../../db/api/define.ts';
import { type Command, type CommandId, catalogue, menus } from '../../renderer/commands/catalogue.ts';
import { keyNotes } from '../../renderer/commands/key-notes.ts';
import { commandsOf } from '../../renderer/commands/screen-commands.ts';
import { screens } from '../../renderer/screens.ts';
import { en } from '../../renderer/text/en/index.ts';
import { vi } from '../../renderer/text/vi/index.ts';
import { matches, showKeys } from '../../renderer/ui/keys.ts';

/** Commands that claim the same keys where both are heard: everywhere, or on one screen. */
function clashesOf(commands: Iterable<[CommandId, Command]>): string[] {
  const claims = [...commands].flatMap(([id, { keys = [], scope }]) => keys.map((key) => ({ id, key, scope })));
  return claims.flatMap((one, index) =>
    claims
      .slice(index + 1)
      .filter(
        ({ key, scope }) => key === one.key && (scope === one.scope || scope === undefined || one.scope === undefined),
      )
      .map((other) => `${one.key}: ${one.id}, ${other.id}`),
  );
}

test.each(roles)('no two commands of a %s share keys on any screen', (role) => {
  expect(clashesOf(commandsOf(role))).toEqual([]);
});

test('a clash would be found, on one screen as between a screen and everywhere', () => {
  const command = (keys: string[], scope?: string): Command => ({
    label: (t) => t.command.menu,
    menu: 'file',
    section: 1,
    keys,
    ...(scope === undefined ? {} : { scope }),
  });
  expect(
    clashesOf([
      ['go.a', command(['mod+k'])],
      ['go.b', command(['f1', 'mod+k'], 'tasks')],
    ]),
  ).toHaveLength(1);
  expect(
    clashesOf([
      ['go.a', command(['mod+n'], 'units')],
      ['go.b', command(['mod+n'], 'tasks')],
    ]),
  ).toEqual([]);
});

test('keys that only the focus hears are not taken by a command, but for those that the command stands for', () => {
  const same = new Set(['mod+s', 'mod+enter', 'mod+a', 'mod+c', 'mod+v', 'mod+x', 'mod+z', 'mod+y']);
  const taken = new Set(roles.flatMap((role) => [...commandsOf(role).values()].flatMap(({ keys = [] }) => keys)));
  expect(keyNotes.flatMap(({ keys }) => keys).filter((key) => taken.has(key) && !same.has(key))).toEqual([]);
});

test('no keys belong to the switch of the Vietnamese keyboard', () => {
  const all = [
    ...Object.values<Command>(catalogue).flatMap(({ keys = [] }) => keys),
    ...keyNotes.flatMap((n) => n.keys),
  ];
  const bad = all.filter((keys) => /\bmod\+(.*\+)?shift\b|\bshift\+(.*\+)?mod\b|\balt\+z\b/.test(keys));
  expect(bad).toEqual([]);
});

test('no keys but the letters of the menus open the menus', () => {
  const all = Object.values<Command>(catalogue).flatMap(({ keys = [] }) => keys);
  for (const text of [vi, en]) {
    const letters = menus.map((menu) => /&(.)/u.exec(text.command.menus[menu])?.[1]?.toLowerCase());
    expect(letters).not.toContain(undefined);
    expect(new Set(letters).size).toBe(menus.length);
    for (const letter of letters) expect(letter).toMatch(/^[a-y]$/);
    expect(all.filter((keys) => letters.some((letter) => keys === `alt+${letter}`))).toEqual([]);
  }
});

test.each([vi, en])('every command and every key has words', (text) => {
  const labels = [
    ...roles.flatMap((role) => [...commandsOf(role).values()].map(({ label }) => label(text))),
    ...keyNotes.map(({ label }) => label(text)),
  ];
  expect(labels.filter((label) => typeof label !== 'string' || label.trim() === '')).toEqual([]);
});

test('every screen that keys are kept for is there', () => {
  const scopes = Object.values<Command>(catalogue).flatMap(({ scope }) => scope ?? []);
  expect(scopes.filter((scope) => !screens.some(({ path }) => path === scope))).toEqual([]);
});

test('who is offered a command may do what it leads to', () => {
  const rolesOf = (id: keyof typeof catalogue): readonly Role[] => (catalogue[id] as Command).roles ?? roles;
  expect(rolesOf('file.newDirective')).toEqual(contract['directive.create'].roles);
  expect(rolesOf('file.newTask')).toEqual(contract['task.assign'].roles);
  expect(rolesOf('file.newReport')).toEqual(contract['report.submit'].roles);
  expect(rolesOf('file.newUnit')).toEqual(contract['unit.create'].roles);
  expect(rolesOf('file.importUnits')).toEqual(contract['unit.import'].roles);
  expect(rolesOf('file.importBundle')).toEqual(contract['bundle.take'].roles);
  expect(rolesOf('file.newUser')).toEqual(contract['user.create'].roles);
});

test('screens are numbered in the order of the rail', () => {
  const keys = [...commandsOf('admin')].filter(([id]) => id.startsWith('go.')).map(([, command]) => command.keys?.[0]);
  expect(keys.slice(0, 3)).toEqual(['mod+1', 'mod+2', 'mod+3']);
});

test.each([
  ['mod+n', 'Ctrl+N'],
  ['mod+plus', 'Ctrl +'],
  ['mod+-', 'Ctrl −'],
  ['mod+0', 'Ctrl+0'],
  ['f5', 'F5'],
  ['alt+arrowdown', 'Alt+↓'],
])('%s is shown as %s', (keys, shown) => {
  expect(showKeys(keys)).toBe(shown);
});

test('plus is a key of its own, and a digit is known by its place', () => {
  const key = (name: string, code: string): KeyboardEvent =>
    ({ key: name, code, ctrlKey: true, metaKey: false, shiftKey: false, altKey: false }) as KeyboardEvent;
  expect(matches(key('+', 'NumpadAdd'), 'mod+plus')).toBe(true);
  expect(matches(key('ă', 'Digit1'), 'mod+1')).toBe(true);
  expect(matches(key('ă', 'Digit1'), 'mod+2')).toBe(false);
});
