import { describe, expect, test } from 'vitest';
import {
  arranged,
  asGiven,
  frozenCount,
  readColumns,
  withMoved,
  withShown,
  withWidth,
} from '../../renderer/ui/grid/columns.ts';
import { afterKey, type Block, clampBlock, edgesOf, nextCell, one } from '../../renderer/ui/grid/selection.ts';
import type { Column } from '../../renderer/ui/grid/types.ts';

const size = { rows: 1000, columns: 5, page: 20 };
const at = (row: number, column: number): Block => one({ row, column });
const press = (block: Block, key: string, held: { shift?: boolean; mod?: boolean } = {}) =>
  afterKey(block, { key, shift: held.shift ?? false, mod: held.mod ?? false }, size);

describe('keys', () => {
  test.each([
    ['ArrowDown', {}, [6, 2]],
    ['ArrowUp', {}, [4, 2]],
    ['ArrowLeft', {}, [5, 1]],
    ['ArrowRight', {}, [5, 3]],
    ['Home', {}, [5, 0]],
    ['End', {}, [5, 4]],
    ['PageDown', {}, [25, 2]],
    ['PageUp', {}, [0, 2]],
    ['Home', { mod: true }, [0, 0]],
    ['End', { mod: true }, [999, 4]],
    ['ArrowDown', { mod: true }, [999, 2]],
    ['ArrowRight', { mod: true }, [5, 4]],
  ] as const)('%s %o', (key, held, [row, column]) => expect(press(at(5, 2), key, held)).toEqual(at(row, column)));

  test('Shift holds the active cell and moves the other corner', () => {
    const block = press(press(at(5, 2), 'ArrowDown', { shift: true }) ?? at(0, 0), 'ArrowLeft', { shift: true });
    expect(block).toEqual({ active: { row: 5, column: 2 }, corner: { row: 6, column: 1 } });
    expect(edgesOf(block ?? at(0, 0))).toEqual({ top: 5, bottom: 6, left: 1, right: 2 });
    expect(press(block ?? at(0, 0), 'ArrowDown')).toEqual(at(6, 2));
  });

  test('whole rows, whole columns, everything', () => {
    expect(edgesOf(press(at(5, 2), ' ', { shift: true }) ?? at(0, 0))).toEqual({
      top: 5,
      bottom: 5,
      left: 0,
      right: 4,
    });
    expect(edgesOf(press(at(5, 2), ' ', { mod: true }) ?? at(0, 0))).toEqual({
      top: 0,
      bottom: 999,
      left: 2,
      right: 2,
    });
    expect(edgesOf(press(at(5, 2), 'a', { mod: true }) ?? at(0, 0))).toEqual({
      top: 0,
      bottom: 999,
      left: 0,
      right: 4,
    });
  });

  test('letters, and the keys that UniKey uses, are not for moving', () => {
    for (const key of ['a', ' ', 'Backspace', 'Enter', 'Tab']) expect(press(at(5, 2), key)).toBeUndefined();
    expect(press(at(5, 2), ' ', { mod: true, shift: true })).toBeUndefined();
    expect(press(at(5, 2), 'a', { mod: true, shift: true })).toBeUndefined();
  });

  test('Tab fills row by row, Enter column by column, and Tab leaves at the ends of the list', () => {
    expect(nextCell(at(5, 4), 'tab', false, size)).toEqual(at(6, 0));
    expect(nextCell(at(5, 0), 'tab', true, size)).toEqual(at(4, 4));
    expect(nextCell(at(999, 4), 'tab', false, size)).toBeUndefined();
    expect(nextCell(at(0, 0), 'tab', true, size)).toBeUndefined();
    expect(nextCell(at(5, 4), 'enter', false, size)).toEqual(at(6, 4));
    expect(nextCell(at(999, 4), 'enter', false, size)).toEqual(at(999, 4));
  });

  test('a list that became shorter keeps the block inside', () => {
    expect(
      clampBlock({ active: { row: 50, column: 9 }, corner: { row: 900, column: 1 } }, { ...size, rows: 40 }),
    ).toEqual({
      active: { row: 39, column: 4 },
      corner: { row: 39, column: 1 },
    });
  });
});

describe('columns', () => {
  const columns: Column<unknown>[] = [
    { key: 'a', header: 'A', width: 100, grow: 1, isFrozen: true, render: () => '' },
    { key: 'b', header: 'B', width: 100, render: () => '' },
    { key: 'c', header: 'C', width: 100, render: () => '' },
    { key: 'd', header: 'D', width: 100, isHidden: true, render: () => '' },
  ];
  const keys = (state = asGiven): string =>
    arranged(columns, state)
      .map(({ key }) => key)
      .join('');

  test('as given, hidden, moved, and shown that are not by nature', () => {
    expect(keys()).toBe('abc');
    expect(keys(withShown(columns, asGiven, 'b', false))).toBe('ac');
    expect(keys(withMoved(columns, asGiven, 'a', 1))).toBe('bac');
    expect(keys(withShown(columns, asGiven, 'd', true))).toBe('abcd');
    expect(keys(withShown(columns, withShown(columns, asGiven, 'd', true), 'd', false))).toBe('abc');
    expect(keys({ ...asGiven, hidden: ['a', 'b', 'c'] })).toBe('a');
  });

  test('a column that a new release adds stands behind its neighbour', () => {
    expect(keys({ ...asGiven, order: ['c', 'a'] })).toBe('cab');
  });

  test('a width set by hand no longer grows, within bounds; the first columns stay in place', () => {
    const [first] = arranged(columns, withWidth(asGiven, 'a', 5000));
    expect(first).toMatchObject({ width: 900, grow: 0 });
    expect(arranged(columns, withWidth(withWidth(asGiven, 'a', 50), 'a', undefined))[0]).toMatchObject({
      width: 100,
      grow: 1,
    });
    expect(frozenCount(arranged(columns, asGiven))).toBe(1);
    expect(frozenCount(arranged(columns, { ...asGiven, frozen: 2 }))).toBe(2);
    expect(frozenCount(arranged(columns, { ...asGiven, frozen: 0 }))).toBe(0);
  });

  test('what was kept by another release is read as far as it makes sense', () => {
    expect(readColumns('?')).toEqual(asGiven);
    expect(readColumns({ order: ['a', 1], hidden: 'b', widths: { a: 5, b: 120, c: 'x' }, frozen: -1 })).toEqual({
      order: ['a'],
      hidden: [],
      widths: { b: 120 },
      frozen: null,
    });
  });
});
