import { expect, test } from 'vitest';
import { eventWith, unitWith } from '../helpers/lineage.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const on = '2026-11-22';
const merged = '2023-01-01';
const split = '2025-07-01';

/** A and B were merged into C, C was split into D and E; D took in X, and was renamed. */
function scene() {
  const o = office();
  const ids = {
    a: unitWith(o, { name: 'An', from: '2021-11-01', to: merged }),
    b: unitWith(o, { name: 'Bình', from: '2021-11-01', to: merged }),
    c: unitWith(o, { name: 'Châu', from: merged, to: split }),
    d: unitWith(
      o,
      { name: 'Duy', from: split, to: '2026-04-30' },
      { name: 'Duy Tân', from: '2026-04-30', kind: 'ward' },
    ),
    e: unitWith(o, { name: 'Em', from: split }),
    x: unitWith(o, { name: 'Xuân', from: '2021-11-01', to: '2026-01-01' }),
  };
  const { a, b, c, d, e, x } = ids;
  const events = {
    merge: eventWith(o, {
      kind: 'merge',
      on: merged,
      basisText: 'NQ 1',
      edges: [
        { from: a, to: c },
        { from: b, to: c },
      ],
    }),
    divide: eventWith(o, {
      kind: 'divide',
      on: split,
      edges: [
        { from: c, to: d, part: 'part' },
        { from: c, to: e, part: 'part', isMain: 0 },
      ],
    }),
    absorb: eventWith(o, {
      kind: 'absorb',
      on: '2026-01-01',
      edges: [
        { from: d, to: d },
        { from: x, to: d },
      ],
    }),
    rename: eventWith(o, { kind: 'changeKind', on: '2026-04-30', edges: [{ from: d, to: d }] }),
  };
  return { o, ...ids, events };
}

const get = (o: TestOffice, id: string, day = on, isWide = false) => o.get('lineage.get', { id, on: day, isWide });
const generationsOf = (shown: ReturnType<typeof get>): Record<string, number> =>
  Object.fromEntries(shown.units.map((unit) => [unit.fullName.replace(/^Công an (xã|phường) /, ''), unit.generation]));

test('the drawing of a unit: those before it and after it, each under the name of its day', () => {
  const { o, c, d, x, events } = scene();
  const shown = get(o, d);
  expect(generationsOf(shown)).toEqual({ 'Duy Tân': 0, Châu: -1, Xuân: -1, An: -2, Bình: -2 });
  expect(shown.events.map(({ id }) => id)).toEqual([events.merge, events.divide, events.absorb, events.rename]);
  expect(shown.units.find(({ id }) => id === x)).toMatchObject({ openOn: '2025-12-31', endedOn: '2026-01-01' });
  expect(shown.edges.find(({ fromId, toId }) => fromId === c && toId === d)).toMatchObject({
    part: 'part',
    heirCount: 2,
  });
  expect(generationsOf(get(o, c))).toEqual({ Châu: 0, An: -1, Bình: -1, Duy: 1, Em: 1 });
  expect(shown.heirs).toEqual({ units: [], reason: null });
});

test('a unit bears the name of the day on which something left it, not its last one', () => {
  const o = office();
  const old = unitWith(o, { name: 'Cũ', from: '2021-11-01', to: '2024-01-01' }, { name: 'Mới', from: '2024-01-01' });
  const part = unitWith(o, { name: 'Phần', from: '2023-01-01' });
  eventWith(o, {
    kind: 'separate',
    on: '2023-01-01',
    edges: [
      { from: old, to: old },
      { from: old, to: part, part: 'part' },
    ],
  });
  expect(get(o, part).units.find(({ id }) => id === old)?.fullName).toBe('Công an xã Cũ');
  expect(get(o, old).units.find(({ id }) => id === old)?.fullName).toBe('Công an xã Mới');
  expect(get(o, old, '2022-05-01').units.find(({ id }) => id === old)?.fullName).toBe('Công an xã Cũ');
});

test('who carries on an ended unit depends on the day of view', () => {
  const { o, a, c, d, e } = scene();
  expect(get(o, a).heirs.units.map(({ id, fullName }) => [id, fullName])).toEqual(
    [
      [e, 'Công an xã Em'],
      [d, 'Công an phường Duy Tân'],
    ].toSorted((x, y) => String(x[1]).localeCompare(String(y[1]), 'vi')),
  );
  expect(get(o, a, '2024-01-01').heirs.units.map(({ id }) => id)).toEqual([c]);
  expect(get(o, a, '2022-01-01').heirs.units).toEqual([]);
  const asked = o.get('lineage.heirs', { ids: [a, c, d], on });
  expect(asked.map(({ id, endedOn }) => [id, endedOn])).toEqual([
    [a, merged],
    [c, split],
  ]);
});

test('an end without an heir and one whose heirs are unknown are told apart', () => {
  const o = office();
  const none = unitWith(o, { name: 'Hết', from: '2021-11-01', to: split });
  const unknown = unitWith(o, { name: 'Chưa rõ', from: '2021-11-01', to: split });
  eventWith(o, { kind: 'dissolve', on: split, edges: [{ from: none, to: null }] });
  eventWith(o, { kind: 'absorb', on: split, heirsUnknown: 1, edges: [{ from: unknown, to: null }] });
  expect(get(o, none).heirs.reason).toBe('none');
  expect(get(o, unknown).heirs.reason).toBe('unknown');
  expect(get(o, none).edges).toHaveLength(1);
});

test('fourteen predecessors with theirs: all of the first, one each of the second, and how many more', () => {
  const o = office();
  const today = unitWith(o, { name: 'Nay', from: split });
  const groups = Array.from({ length: 14 }, (_, n) => {
    const one = unitWith(o, { name: `Xã ${n}`, from: merged, to: split });
    const earlier = Array.from({ length: 6 }, (_e, m) =>
      unitWith(o, { name: `Cũ ${n}.${m}`, from: '2021-11-01', to: merged }),
    );
    eventWith(o, { kind: 'merge', on: merged, edges: earlier.map((from) => ({ from, to: one })) });
    return one;
  });
  eventWith(o, { kind: 'merge', on: split, edges: groups.map((from) => ({ from, to: today })) });
  const shown = get(o, today);
  const count = (generation: number): number => shown.units.filter((unit) => unit.generation === generation).length;
  expect(count(-1)).toBe(14);
  expect(count(-2)).toBe(14);
  expect(shown.units.filter(({ generation }) => generation === -1).every(({ more }) => more === 5)).toBe(true);
  const all = get(o, today, on, true);
  expect(all.units).toHaveLength(1 + 14 + 14 * 6);
  expect(all.units.every(({ more }) => more === 0)).toBe(true);
});
