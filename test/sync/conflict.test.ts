import { expect, test } from 'vitest';
import { fold, removalField } from '../../db/sync/fold.ts';
import { opJsonLimits, whyNotJson } from '../../db/sync/json.ts';
import type { StoredOp } from '../../db/sync/op.ts';

/** An op by name, after those it has seen. */
function op(
  hash: string,
  lam: number,
  base: readonly string[],
  kind: StoredOp['kind'],
  fields: Record<string, unknown> = {},
): StoredOp {
  return {
    ...{ v: 1, inc: hash.padEnd(32, '0'), ch: 'down', seq: 1, prev: '', lam, actor: 'u', dev: 'd', wall: 0 },
    ...{ entity: 'task', id: 'x', kind, base: [...base], schema: 1, fields, hash },
  };
}

const made = op('a', 1, [], 'create', { name: 'gốc', place: 'gốc' });
const edited = op('b', 2, ['a'], 'update', { name: 'mới' });
const gone = op('c', 2, ['a'], 'delete');
const removal = {
  field: removalField,
  values: [
    { hash: 'c', value: 'removed' },
    { hash: 'b', value: 'kept' },
  ],
};

test('a removal that did not see an edit is a conflict of the record, which lives on', () => {
  expect(fold([made, edited, gone])).toMatchObject({ alive: true, fields: { name: 'mới' }, conflicts: [removal] });
});

test('a removal that saw all, or that all agree on, is none', () => {
  expect(fold([made, edited, op('d', 3, ['b'], 'delete')])).toMatchObject({ alive: false, conflicts: [] });
  expect(fold([made, gone, op('d', 2, ['a'], 'delete')])).toMatchObject({ alive: false, conflicts: [] });
});

test('going on with a record does not settle its removal; a word that changes no field does, and so does another removal', () => {
  const further = op('e', 3, ['b', 'c'], 'update', { place: 'khác' });
  expect(fold([made, edited, gone, further]).conflicts).toEqual([removal]);
  const kept = op('f', 4, ['e'], 'update');
  expect(fold([made, edited, gone, further, kept])).toMatchObject({ alive: true, conflicts: [] });
  expect(fold([made, edited, gone, further, op('f', 4, ['e'], 'delete')])).toMatchObject({
    alive: false,
    conflicts: [],
  });
});

test('what was written after a removal by one who saw it is a revival, not a conflict', () => {
  const again = op('d', 3, ['c'], 'update', { name: 'dùng lại' });
  const other = op('e', 4, ['c'], 'update', { place: 'nơi khác' });
  expect(fold([made, gone, again, other])).toMatchObject({ alive: true, conflicts: [] });
});

test('edits of different fields join, unless the kind of record asks a person to look', () => {
  const beside = op('d', 2, ['a'], 'update', { place: 'mới' });
  expect(fold([made, edited, beside])).toMatchObject({ fields: { name: 'mới', place: 'mới' }, conflicts: [] });
  expect(fold([made, edited, beside], 'flag').conflicts).toEqual([
    {
      field: 'name',
      values: [
        { hash: 'b', value: 'mới' },
        { hash: 'd', value: 'gốc' },
      ],
    },
    {
      field: 'place',
      values: [
        { hash: 'd', value: 'mới' },
        { hash: 'b', value: 'gốc' },
      ],
    },
  ]);
  // Each field is closed by being written again.
  const named = op('e', 3, ['b', 'd'], 'update', { name: 'cuối' });
  expect(fold([made, edited, beside, named], 'flag').conflicts.map(({ field }) => field)).toEqual(['place']);
  // Said the same: nothing to ask.
  expect(
    fold([made, edited, op('d', 2, ['a'], 'update', { place: 'gốc' })], 'flag').conflicts.map(({ field }) => field),
  ).toEqual(['name']);
});

test.each([
  ['x'.repeat(32 * 1024), undefined],
  ['x'.repeat(32 * 1024 + 1), 'string'],
  ['\ud800', 'surrogate'],
  [undefined, undefined],
  [[[[[[1]]]]], undefined],
  [[[[[[[[1]]]]]]], 'depth'],
  [-0, undefined],
  [Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`k${n}`, n])), 'keys'],
] as const)('a value that may be written is one that will be read (%#)', (value, why) => {
  expect(whyNotJson(value, opJsonLimits)).toBe(why);
});
