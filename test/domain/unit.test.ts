import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../db/api/day.ts';
import { isInside } from '../../db/domain/interval.ts';
import {
  changeFrom,
  checkChildren,
  checkParents,
  checkVersions,
  endFrom,
  lifeOf,
  type UnitVersionLife,
  versionOn,
} from '../../db/domain/unit.ts';
import { nearDay } from './arbitrary.ts';

interface Version extends UnitVersionLife {
  readonly name: string;
}

const version = (
  id: string,
  validFrom: Day,
  validTo: Day | null,
  parentId: string | null = null,
  unitId = 'u',
): Version => ({
  id,
  unitId,
  validFrom,
  validTo,
  parentId,
  name: id,
});

describe('versions of one unit', () => {
  test.each([
    [
      'nothing wrong with touching versions in any order',
      [version('b', '2025-03-01', null), version('a', '2020-01-01', '2025-03-01')],
      undefined,
    ],
    ['no versions at all', [], undefined],
    [
      'an empty version',
      [version('a', '2025-03-01', '2025-03-01')],
      { code: 'VERSION_ENDS_BEFORE_START', versionId: 'a', on: '2025-03-01' },
    ],
    [
      'two on one day',
      [version('a', '2020-01-01', '2025-03-02'), version('b', '2025-03-01', null)],
      { code: 'VERSIONS_OVERLAP', versionIds: ['a', 'b'], on: '2025-03-01' },
    ],
    [
      'an open one followed by another',
      [version('a', '2020-01-01', null), version('b', '2025-03-01', null)],
      { code: 'VERSIONS_OVERLAP', versionIds: ['a', 'b'], on: '2025-03-01' },
    ],
    [
      'a day without one',
      [version('a', '2020-01-01', '2025-02-28'), version('b', '2025-03-01', null)],
      { code: 'VERSIONS_GAP', versionIds: ['a', 'b'], on: '2025-02-28' },
    ],
  ])('%s', (_name, versions, problem) => {
    expect(checkVersions(versions)).toEqual(problem);
  });

  test('life and the version of a day', () => {
    const versions = [version('b', '2025-03-01', '2025-07-01'), version('a', '2020-01-01', '2025-03-01')];
    expect(lifeOf(versions)).toEqual({ validFrom: '2020-01-01', validTo: '2025-07-01' });
    expect(lifeOf([...versions, version('c', '2025-07-01', null)])).toEqual({ validFrom: '2020-01-01', validTo: null });
    expect(lifeOf([])).toBeUndefined();
    expect(['2019-12-31', '2025-02-28', '2025-03-01', '2025-07-01'].map((day) => versionOn(versions, day)?.id)).toEqual(
      [undefined, 'a', 'b', undefined],
    );
  });
});

describe('changes', () => {
  const commune = [version('a', '2019-07-01', null)];

  test('30/4/2026: xã becomes phường with the same unit, one line of history', () => {
    expect(changeFrom(commune, '2026-04-30', 'b', { name: 'phường' })).toEqual([
      { ...commune[0], validTo: '2026-04-30' },
      { ...commune[0], id: 'b', validFrom: '2026-04-30', name: 'phường' },
    ]);
  });

  test('a second change on the same day edits the version of that day', () => {
    const once = changeFrom(commune, '2026-04-30', 'b', { name: 'one' }) ?? [];
    const twice = changeFrom(once, '2026-04-30', 'c', { parentId: 'p' });
    expect(twice?.map(({ id, name, parentId }) => [id, name, parentId])).toEqual([
      ['a', 'a', null],
      ['b', 'one', 'p'],
    ]);
  });

  test('a change found out late goes in before the later one, which stays', () => {
    const later = changeFrom(commune, '2026-04-30', 'c', { name: 'phường' }) ?? [];
    expect(
      changeFrom(later, '2025-03-01', 'b', { parentId: 'province' })?.map(
        ({ id, validFrom, validTo, name, parentId }) => [id, validFrom, validTo, name, parentId],
      ),
    ).toEqual([
      ['a', '2019-07-01', '2025-03-01', 'a', null],
      ['b', '2025-03-01', '2026-04-30', 'a', 'province'],
      ['c', '2026-04-30', null, 'phường', null],
    ]);
  });

  test('no change outside the life of the unit', () => {
    const ended = endFrom(commune, '2025-07-01') ?? [];
    expect([changeFrom(ended, '2025-07-01', 'b', {}), changeFrom(ended, '2019-06-30', 'b', {})]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('ending closes the running version and drops what was planned after', () => {
    const planned = changeFrom(commune, '2026-04-30', 'b', { name: 'phường' }) ?? [];
    expect(endFrom(planned, '2025-07-01')).toEqual([{ ...commune[0], validTo: '2025-07-01' }]);
    expect(endFrom(planned, '2026-04-30')?.map(({ id, validTo }) => [id, validTo])).toEqual([['a', '2026-04-30']]);
    expect([
      endFrom(commune, '2019-07-01'),
      endFrom([], '2025-07-01'),
      endFrom(endFrom(commune, '2025-03-01') ?? [], '2025-07-01'),
    ]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the tree', () => {
  const units: Record<string, Version[]> = {
    province: [version('p', '2020-01-01', null, null, 'province')],
    district: [version('d', '2020-01-01', '2025-03-01', 'province', 'district')],
    late: [version('l', '2025-07-01', null, 'province', 'late')],
  };
  const lookup = (unitId: string): Version[] => units[unitId] ?? [];

  test('1/3/2025: the district police ends only once its communes stand under the province', () => {
    const commune = [version('c', '2020-01-01', null, 'district', 'commune')];
    const districtLife = { validFrom: '2020-01-01', validTo: '2025-03-01' };
    expect(checkChildren(districtLife, commune)).toEqual({
      code: 'CHILD_OUTLIVES_PARENT',
      unitId: 'commune',
      versionId: 'c',
      on: '2025-03-01',
    });
    expect(checkParents(commune, lookup)).toEqual({
      code: 'PARENT_NOT_ALIVE',
      versionId: 'c',
      parentId: 'district',
      on: '2025-03-01',
    });
    const moved = changeFrom(commune, '2025-03-01', 'c2', { parentId: 'province' }) ?? [];
    expect(checkParents(moved, lookup)).toBeUndefined();
    expect(
      checkChildren(
        districtLife,
        moved.filter(({ parentId }) => parentId === 'district'),
      ),
    ).toBeUndefined();
  });

  test('a parent that begins later or is unknown is not alive', () => {
    expect(checkParents([version('c', '2025-03-01', null, 'late', 'commune')], lookup)).toMatchObject({
      code: 'PARENT_NOT_ALIVE',
      on: '2025-03-01',
    });
    expect(checkParents([version('c', '2025-07-01', null, 'nobody', 'commune')], lookup)).toMatchObject({
      code: 'PARENT_NOT_ALIVE',
      parentId: 'nobody',
    });
  });

  test('a cycle that exists for some days only is found, with its first day', () => {
    expect(
      checkParents(changeFrom(lookup('province'), '2025-01-01', 'p2', { parentId: 'district' }) ?? [], lookup),
    ).toEqual({
      code: 'PARENT_CYCLE',
      unitIds: ['province', 'district', 'province'],
      on: '2025-01-01',
    });
    expect(checkParents([version('x', '2020-01-01', null, 'self', 'self')], lookup)).toMatchObject({
      code: 'PARENT_CYCLE',
      unitIds: ['self', 'self'],
    });
  });
});

// A small office: four units, each step tries a change or an end and keeps it only when every check accepts it.
const tree: UnitVersionLife[] = [
  version('t0', '2025-02-22', null, null, 'u0'),
  version('t1', '2025-02-22', null, 'u0', 'u1'),
  version('t2', '2025-02-24', '2025-03-06', 'u1', 'u2'),
];
type Step = { kind: 'create' | 'change' | 'end'; unit: number; parent: number | null; day: Day; isOpen: boolean };
const UNIT_COUNT = 4;
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('create', 'change', 'change', 'change', 'end'),
  unit: fc.nat(UNIT_COUNT - 1),
  parent: fc.option(fc.nat(UNIT_COUNT - 1), { freq: 3 }),
  day: nearDay,
  isOpen: fc.boolean(),
});

function accept(all: Map<string, UnitVersionLife[]>, { kind, unit, parent, day, isOpen }: Step, index: number): void {
  const unitId = `u${unit}`;
  const parentId = parent === null ? null : `u${parent}`;
  const old = all.get(unitId) ?? [];
  const born = { id: `v${index}`, unitId, parentId, validFrom: day, validTo: isOpen ? null : addDays(day, 4) };
  const next =
    kind === 'change'
      ? changeFrom(old, day, `v${index}`, { parentId })
      : kind === 'end'
        ? endFrom(old, day)
        : [...old, born];
  if (next === undefined) return;
  const lookup = (id: string): UnitVersionLife[] => (id === unitId ? next : (all.get(id) ?? []));
  const children = [...all.values()].flat().filter((other) => other.unitId !== unitId && other.parentId === unitId);
  const life = lifeOf(next);
  const problem = checkVersions(next) ?? checkParents(next, lookup) ?? (life && checkChildren(life, children));
  if (problem === undefined) all.set(unitId, next);
}

test('whatever changes are accepted, on every day each living unit has one version, a living parent and no loop above it', () => {
  const days = Array.from({ length: 24 }, (_, offset) => addDays('2025-02-21', offset));
  let deepest = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const all = new Map(tree.map((first) => [first.unitId, [first]]));
      steps.forEach((one, index) => {
        accept(all, one, index);
      });
      for (const day of days) {
        const parentOf = new Map<string, string | null>();
        for (const versions of all.values()) {
          const alive = versions.filter((one) => isInside(one, day));
          expect(alive.length).toBe(
            isInside(lifeOf(versions) ?? { validFrom: '9999-01-01', validTo: null }, day) ? 1 : 0,
          );
          for (const one of alive) parentOf.set(one.unitId, one.parentId);
        }
        for (const unitId of parentOf.keys()) {
          let above = parentOf.get(unitId) ?? null;
          let depth = 0;
          for (; above !== null; depth += 1) {
            expect(parentOf.has(above)).toBe(true);
            expect(depth).toBeLessThan(UNIT_COUNT);
            above = parentOf.get(above) ?? null;
          }
          deepest = Math.max(deepest, depth);
        }
      }
    }),
    { numRuns: 1000 },
  );
  expect(deepest).toBe(UNIT_COUNT - 1); // the histories were not trivial
});

test('a change moves nothing outside the days from it to the next known change', () => {
  const cuts = fc.uniqueArray(nearDay, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(cuts, nearDay, (starts, day) => {
      const sorted = starts.toSorted();
      const old = sorted.map((from, index) => version(`v${index}`, from, sorted[index + 1] ?? null));
      const next = changeFrom(old, day, 'new', { name: 'changed' });
      expect(next === undefined).toBe(versionOn(old, day) === undefined);
      if (next === undefined) return;
      const untilOn = sorted.find((start) => start > day) ?? '9999-12-31';
      for (let offset = 0; offset < 20; offset += 1) {
        const on = addDays('2025-02-20', offset);
        const isChanged = on >= day && on < untilOn;
        expect(versionOn(next, on)?.name).toBe(isChanged ? 'changed' : versionOn(old, on)?.name);
      }
    }),
  );
});
