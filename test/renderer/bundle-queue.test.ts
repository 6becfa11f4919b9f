import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BundleHead, TakenShown } from '../../db/api/contract/bundle.ts';
import {
  type Incoming,
  inOrder,
  isBundleName,
  lookedAt,
  newOnes,
  nextAfter,
} from '../../renderer/features/bundle/queue.ts';
import { isNothingNew, isUnanswered, numberList, totalsOf } from '../../renderer/features/bundle/words.ts';

const head = (unitId: string, number: number, k = 1, n = 1): BundleHead => ({
  set: `${unitId} ${number}`,
  ...{ unitId, unitName: unitId, deviceName: 'Máy trực ban', number, volume: { k, n }, madeAtMs: 0, appVersion: '1' },
  ...{ opCount: 1, fileCount: 0, byteCount: 100, toUnitName: 'Công an tỉnh' },
});
const file = (key: string, known?: BundleHead): Incoming => ({
  ...{ key, name: `${key}.goi`, byteCount: key.length, handle: key, phase: 'opened', head: known },
});
const keys = (items: readonly Incoming[]): string => items.map(({ key }) => key).join(' ');

test('bundles of one PC stand by number and volume, PCs as they came, unopened files behind', () => {
  const items = [
    file('chưa mở'),
    file('b2', head('B', 2)),
    file('a10', head('A', 10)),
    file('a9-2', head('A', 9, 2, 2)),
    file('a9-1', head('A', 9, 1, 2)),
    file('b1', head('B', 1)),
  ];
  expect(keys(inOrder(items))).toBe('b1 b2 a9-1 a9-2 a10 chưa mở');
});

test('however they were chosen, no bundle stands before an earlier one of its PC, and none is lost', () => {
  const given = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.nat(20)), { maxLength: 12 });
  fc.assert(
    fc.property(given, (pairs) => {
      const items = pairs.map(([unit, number], index) => file(String(index), head(unit, number)));
      const ordered = inOrder(items);
      expect(ordered.map(({ key }) => key).sort()).toEqual(items.map(({ key }) => key).sort());
      for (const unit of ['A', 'B', 'C']) {
        const numbers = ordered.flatMap((item) => (item.head?.unitId === unit ? [item.head.number] : []));
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      }
    }),
  );
});

test('a file chosen twice comes once; one that was taken in may come again', () => {
  const known = file('a', head('A', 1));
  const files = [
    { name: 'a.goi', byteCount: 1 },
    { name: 'b.goi', byteCount: 1 },
    { name: 'b.goi', byteCount: 1 },
  ];
  expect(newOnes([known], files)).toEqual([files[1]]);
  expect(newOnes([{ ...known, phase: 'taken' }], files)).toEqual([files[0], files[1]]);
});

test('files added while one waits for an answer leave it in sight; after one that is done with, the first of them is shown', () => {
  const added = [file('mới 1'), file('mới 2')];
  const ready = { ...file('a', head('A', 1)), phase: 'ready' as const };
  expect(lookedAt([ready], 'a', added)).toBe('a');
  for (const phase of ['taken', 'failed', 'cancelled'] as const) {
    expect(lookedAt([{ ...ready, phase }], 'a', added)).toBe('mới 1');
    expect(lookedAt([{ ...ready, phase }], 'a', [])).toBe('a');
  }
  expect(lookedAt([], undefined, added)).toBe('mới 1');
});

test('after one is through, the next below it is shown, then whatever is left above', () => {
  const [a, b, c] = [file('a'), file('b'), { ...file('c'), phase: 'taken' as const }];
  expect(nextAfter([a, b, c], 'a')?.key).toBe('b');
  expect(nextAfter([a, b, c], 'b')?.key).toBe('a');
  expect(nextAfter([c], 'c')).toBeUndefined();
});

test.each([
  ['cong-an-xa_so-001.goi', true],
  ['GOI.GOI', true],
  ['goi', false],
  ['a.goi.exe', false],
  ['a.csv', false],
])('%s is a bundle by its name: %s', (name, expected) => expect(isBundleName(name)).toBe(expected));

test('numbers that are missing are told in runs', () => {
  expect(numberList([])).toBe('');
  expect(numberList([17])).toBe('17');
  expect(numberList([9, 5, 6, 7, 3])).toBe('3, 5–7, 9');
});

test('the cards add up what the kinds of records say, and only a bundle without anything new says so', () => {
  const shown: Pick<TakenShown, 'entities' | 'refused' | 'waiting' | 'order' | 'fresh' | 'admitted'> = {
    entities: [
      { entity: 'task', created: 2, changed: 3, removed: 0 },
      { entity: 'report', created: 1, changed: 0, removed: 4 },
    ],
    refused: [{ reason: 'owner', count: 2 }],
    waiting: [
      { reason: 'gap', count: 5 },
      { reason: 'record', count: 1 },
    ],
    order: { kind: 'again', missing: [], missingVolumes: [] },
    fresh: 0,
    admitted: 0,
  };
  expect(totalsOf(shown)).toEqual({ created: 3, changed: 3, removed: 4, refused: 2, waiting: 6 });
  expect(isNothingNew(shown)).toBe(true);
  // The same bundle, but a certificate has come since: what waited counts now.
  expect(isNothingNew({ ...shown, admitted: 6 })).toBe(false);
  expect(isNothingNew({ ...shown, order: { kind: 'next', missing: [], missingVolumes: [] } })).toBe(false);
});

test('what got no answer is not called undone; what was answered is', () => {
  expect(isUnanswered({ code: 'INTERNAL', details: { incident: 'NO-ANSWER' } })).toBe(true);
  expect(isUnanswered({ code: 'INTERNAL', details: { incident: 'REOPEN' } })).toBe(true);
  expect(isUnanswered({ code: 'INTERNAL', details: { incident: 'A1B2C3' } })).toBe(false);
  expect(isUnanswered({ code: 'STAGE_GONE', details: {} })).toBe(false);
});
