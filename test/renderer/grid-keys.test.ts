import { expect, test } from 'vitest';
import { actionOf, type KeyScene } from '../../renderer/ui/grid/keys.ts';
import { type Block, one } from '../../renderer/ui/grid/selection.ts';
import type { Editing } from '../../renderer/ui/grid/use-edit.ts';

/** What a key does: the block it chooses, or the name of what it calls. */
function press(
  key: string,
  { hasDetail, isEdited, isLeaving = false }: { hasDetail: boolean; isEdited: boolean; isLeaving?: boolean },
  held = '',
): unknown {
  const done: unknown[] = [];
  const call = (name: string) => () => void done.push(name);
  const edit = { begin: call('begin'), clear: call('clear'), fillDown: call('fill'), today: call('today') };
  const scene: KeyScene<unknown> = {
    block: one({ row: 4, column: 1 }),
    size: { rows: 10, columns: 3, page: 5 },
    choose: (next: Block) => void done.push([next.active.row, next.active.column]),
    openAt: (row) => void done.push(`open ${row}`),
    hasDetail,
    checks: undefined,
    edit: isEdited ? ({ ...edit, openChoices: call('choices') } as unknown as Editing<unknown>) : undefined,
    isLeaving,
  };
  const pressed = { key, shift: held === 'shift', mod: held === 'mod', alt: held === 'alt' };
  actionOf(scene, pressed)?.();
  return done[0];
}

test('Enter opens the row where there is a detail, and else goes down in a grid that is filled in', () => {
  expect(press('Enter', { hasDetail: true, isEdited: true })).toBe('open 4');
  expect(press('Enter', { hasDetail: true, isEdited: false })).toBe('open 4');
  expect(press('Enter', { hasDetail: false, isEdited: true })).toEqual([5, 1]);
  expect(press('Enter', { hasDetail: true, isEdited: true }, 'shift')).toEqual([3, 1]);
});

test('keys that change cells are heard only where cells can be changed; Tab leaves a grid that is only read', () => {
  const isEdited = { hasDetail: true, isEdited: true };
  const isRead = { hasDetail: true, isEdited: false };
  for (const [key, held, what] of [
    ['F2', '', 'begin'],
    ['Delete', '', 'clear'],
    ['d', 'mod', 'fill'],
    [';', 'mod', 'today'],
    ['ArrowDown', 'alt', 'choices'],
  ] as const) {
    expect(press(key, isEdited, held)).toBe(what);
    expect(press(key, isRead, held)).toBeUndefined();
  }
  expect(press('Tab', isEdited)).toEqual([4, 2]);
  expect(press('Tab', isRead)).toBeUndefined();
});

test('Backspace is never heard: it belongs to UniKey', () => {
  expect(press('Backspace', { hasDetail: false, isEdited: true })).toBeUndefined();
});

test('Tab walks the cells that are filled in, and after Esc it leaves the grid', () => {
  const filled = { hasDetail: false, isEdited: true };
  expect(press('Tab', filled)).toEqual([4, 2]);
  expect(press('Tab', { ...filled, isLeaving: true })).toBeUndefined();
  expect(press('Tab', { ...filled, isLeaving: true }, 'shift')).toBeUndefined();
});
