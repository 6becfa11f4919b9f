import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { addDays } from '../../db/api/day.ts';
import { create } from '../../db/commit.ts';
import type { TimedState } from '../../db/domain/assignment.ts';
import { addWork, countWork, givenOf, noWork, type WorkCounts } from '../../db/domain/overview.ts';
import { reportWith } from '../helpers/figures.ts';
import { eventWith, unitWith, write } from '../helpers/lineage.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { anyHappening, parentOn, type Reorganised, reorganise } from '../helpers/reorganised.ts';
import { taskOf } from '../helpers/work.ts';

/** Any day of about two years, so that deadlines fall before, inside and after every life. */
const someDay = fc.integer({ min: 0, max: 700 }).map((offset) => addDays('2023-11-15', offset));

/** Of the units that were there first, and in the months in which they change, more than of others. */
const anyWork = fc.record({
  unit: fc.oneof(fc.nat(40), fc.integer({ min: 2, max: 7 })),
  dueOn: fc.oneof(
    someDay,
    fc.integer({ min: 80, max: 260 }).map((offset) => addDays('2023-11-15', offset)),
  ),
  doneOn: fc.option(someDay),
});
const moved = anyHappening.map((happening) => ({ ...happening, kind: 'move' as const, day: 10 }));
const anyLook = fc.record({
  on: someDay,
  from: someDay,
  length: fc.constantFrom(30, 31, 90, 365, 700),
  scope: fc.oneof(fc.nat(40), fc.nat(2)),
  tree: fc.constantFrom<'ofTheTime' | 'ofToday'>('ofTheTime', 'ofToday'),
});

interface State extends TimedState {
  id: string;
  unitId: string;
}

const statesOf = (o: TestOffice): State[] =>
  o.db
    .prepare('SELECT assignmentId AS id, unitId, processing, currentDueOn, completedOn FROM assignmentState')
    .all() as State[];

/** Work of units, some of it done. */
function giveWork(
  o: TestOffice,
  { units }: { readonly units: readonly { readonly id: string }[] },
  list: readonly { unit: number; dueOn: string; doneOn: string | null }[],
) {
  const taskId = taskOf(o);
  const given = { taskId, role: 'lead', leadId: null, assignedOn: '2023-11-01', note: '' } as const;
  const step = { dueOn: null, reportId: null, toAssignmentId: null, reason: '', doneOn: null } as const;
  for (const { unit, dueOn, doneOn } of list) {
    const { id: unitId = '' } = units[unit % units.length] ?? {};
    const assignmentId = o.ctx.newId();
    write(o, create('assignment', assignmentId, { ...given, unitId, originalDueOn: dueOn }));
    if (doneOn === null) continue;
    const told = { ...step, assignmentId, unitId, onDay: doneOn };
    write(
      o,
      create('assignmentStep', o.ctx.newId(), { ...told, kind: 'accept', side: 'unit' }),
      create('assignmentStep', o.ctx.newId(), { ...told, kind: 'submitResult', side: 'unit', doneOn }),
      create('assignmentStep', o.ctx.newId(), { ...told, kind: 'approveResult', side: 'issuer' }),
    );
  }
}

/** True when a unit is `scope` or stands below it on a day, climbing by hand. */
function isUnder(place: Reorganised, unitId: string, scope: string, day: string): boolean {
  for (let at: string | null = unitId, depth = 0; at !== null && depth < 20; at = parentOn(place, at, day), depth += 1)
    if (at === scope) return true;
  return false;
}

const pick = (row: WorkCounts): WorkCounts =>
  Object.fromEntries(Object.keys(noWork()).map((key) => [key, row[key as keyof WorkCounts]])) as unknown as WorkCounts;

test('0 wrong cells in both ways, whatever was reorganised; every figure opens exactly its rows; nothing is lost or counted twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyHappening, anyHappening, moved), { maxLength: 10 }),
      fc.array(anyWork, { minLength: 8, maxLength: 30 }),
      fc.array(anyLook, { minLength: 4, maxLength: 4 }),
      (happenings, work, looks) => {
        const o = office('admin');
        const place = reorganise(o, happenings);
        giveWork(o, place, work);
        const all = statesOf(o);
        for (const { on, from, length, scope: chosen, tree } of looks) {
          const scope = [o.unitId, ...place.units.map(({ id }) => id)][chosen % (place.units.length + 1)] ?? '';
          const span = { from, to: addDays(from, length) };
          const heirs = new Map(
            o.db
              .prepare('SELECT unitId, heirId FROM unitSuccession WHERE fromOn <= @on AND (toOn IS NULL OR toOn > @on)')
              .raw()
              .all({ on }) as [string, string | null][],
          );
          const ownerOf = ({ unitId }: State): string => (tree === 'ofToday' ? (heirs.get(unitId) ?? unitId) : unitId);
          const known = new Set(
            place.units.filter(({ versions }) => (versions[0]?.from ?? '') <= on).map(({ id }) => id),
          );
          const belongs = (state: State): boolean => {
            if (tree === 'ofTheTime') return isUnder(place, state.unitId, scope, state.currentDueOn ?? on);
            const owner = ownerOf(state);
            // A unit that is yet to begin has no place in the tree of the day.
            return owner === scope || (known.has(owner) && isUnder(place, owner, scope, on));
          };
          const states = all.filter(belongs);
          const look = { on, ...span, unitId: scope, tree };
          const figures = o.get('overview.figures', look);
          const expected = countWork(states, span, on);
          expect(pick(figures.total)).toEqual(expected);
          const units = o.get('overview.units', look);
          for (const [id, some] of Map.groupBy(states, ownerOf)) {
            const counts = countWork(some, span, on);
            const row = units.find(({ unitId }) => unitId === id);
            expect(row === undefined ? noWork() : pick(row)).toEqual(counts);
          }
          expect(units.map(pick).reduce(addWork, noWork())).toEqual(expected);
          expect(figures.levels.map(pick).reduce(addWork, noWork())).toEqual(expected);
          const days = o.get('overview.deadlines', look).rows;
          expect(days.reduce((sum, day) => sum + day.overdue, 0)).toBe(expected.overdue);
          expect(days.reduce((sum, day) => sum + day.doneOnTime + day.doneLate, 0)).toBe(
            expected.doneOnTime + expected.doneLate,
          );
          const listed = (filter: NonNullable<Input<'assignment.list'>['filter']>): string[] => {
            const timeliness = ['doneOnTime', 'doneLate', 'overdue', 'notYetDue', 'dueSoon'] as const;
            const due = { dueFrom: span.from, dueTo: span.to, timeliness: [...timeliness], tree };
            const page = o.get('assignment.list', { on, filter: { ...due, ...filter }, limit: 200 });
            const counts = o.get('assignment.counts', { on, filter: { ...due, ...filter } });
            expect([page.rows.length, counts.total]).toEqual([page.total, page.total]);
            const byUnit = o.get('assignment.list', { on, filter: { ...due, ...filter }, sort: 'unit', limit: 200 });
            expect(byUnit.rows).toHaveLength(page.total);
            return page.rows.map(({ id }) => id).sort();
          };
          const inSpan = states.filter(
            ({ currentDueOn }) => currentDueOn !== null && currentDueOn >= span.from && currentDueOn < span.to,
          );
          expect(listed({ unitId: scope, isUnder: true })).toEqual(inSpan.map(({ id }) => id).sort());
          for (const { level, ...row } of figures.levels)
            expect(listed({ unitId: scope, isUnder: true, level })).toHaveLength(givenOf(row));
          for (const { unitId, ...row } of units) {
            // A row of the time is the unit's part in the scope.
            const within = tree === 'ofTheTime' ? { withinId: scope } : {};
            expect(listed({ unitId, isUnder: false, ...within })).toHaveLength(givenOf(row));
          }
        }
        // The office has everything, in both ways.
        const on = '2026-06-30';
        for (const tree of ['ofTheTime', 'ofToday'] as const) {
          const look = { on, from: '2020-01-01', to: '2030-01-01', unitId: o.unitId, tree };
          expect(givenOf(o.get('overview.figures', look).total)).toBe(all.length);
        }
        o.db.close();
      },
    ),
    { numRuns: 40 },
  );
});

test('a district that is no more shows the work its communes had then; today it stands at who carries on, once', () => {
  const o = office('admin');
  const [ended, merged] = ['2025-03-01', '2025-07-01'];
  const district = unitWith(o, { name: 'Đông', kind: 'ruralDistrict', from: '2021-11-01', to: ended });
  const a = unitWith(
    o,
    { name: 'A', from: '2021-11-01', to: ended, parentId: district },
    { name: 'A', from: ended, to: merged },
  );
  const ab = unitWith(o, { name: 'AB', from: merged });
  eventWith(o, {
    kind: 'dissolve',
    on: ended,
    edges: [
      { from: district, to: null },
      { from: a, to: a },
    ],
  });
  eventWith(o, { kind: 'merge', on: merged, edges: [{ from: a, to: ab }] });
  const taskId = taskOf(o, { rule: 'Tháng (theo lịch)', periodFromOn: '2024-01-01', assignedOn: '2023-12-01' });
  const share = { taskId, role: 'lead', leadId: null, assignedOn: '2023-12-01', note: '' } as const;
  const [past, open] = [o.ctx.newId(), o.ctx.newId()];
  const dated = taskOf(o, { assignedOn: '2023-12-01' });
  write(
    o,
    create('assignment', past, { ...share, unitId: a, originalDueOn: null }),
    create('assignment', open, { ...share, taskId: dated, unitId: a, originalDueOn: '2024-06-30' }),
  );
  reportWith(o, { assignmentId: past, unitId: a, periodKey: '2024-M05', reportedOn: '2024-05-31' });
  const year = { on: '2026-01-10', from: '2024-01-01', to: '2025-01-01' };
  const seen = (unitId: string, tree: 'ofTheTime' | 'ofToday') => {
    const look = { ...year, unitId, tree };
    return [o.get('overview.figures', look).total.given, o.get('overview.missing', look).expected];
  };
  expect(seen(district, 'ofTheTime')).toEqual([1, 1]);
  expect(seen(district, 'ofToday')).toEqual([0, 0]);
  expect(seen(ab, 'ofToday')).toEqual([1, 1]);
  expect(seen(ab, 'ofTheTime')).toEqual([0, 0]);
  expect(o.get('overview.units', { ...year, tree: 'ofTheTime' })).toMatchObject([
    { unitName: 'CAX A', endedOn: merged, reason: null },
  ]);
  expect(o.get('overview.units', { ...year, tree: 'ofToday' })).toMatchObject([
    { unitName: 'CAX AB', endedOn: null, reason: null, given: 1, expected: 1 },
  ]);
  // Handed on, the old share is closed and the new one stands at the heir: one assignment in both ways.
  o.as('commander').get('assignment.handOn', { id: open, toUnitId: ab, onDay: '2025-07-02', reason: 'Bàn giao' });
  for (const tree of ['ofTheTime', 'ofToday'] as const) {
    expect(o.get('overview.figures', { ...year, tree }).total.given).toBe(1);
    expect(o.get('overview.figures', { ...year, tree, unitId: o.unitId }).total.given).toBe(1);
  }
  expect(seen(ab, 'ofToday')).toEqual([1, 1]);
});

test('a commune that moves in the middle of a month leaves its work of each half with the district of that half', () => {
  const o = office('admin');
  const [first, second] = ['Đông', 'Tây'].map((name) =>
    unitWith(o, { name, kind: 'ruralDistrict', from: '2021-11-01' }),
  ) as [string, string];
  const moved = '2024-03-15';
  const a = unitWith(
    o,
    { name: 'A', from: '2021-11-01', to: moved, parentId: first },
    { name: 'A', from: moved, parentId: second },
  );
  const place = { units: [{ id: a }] };
  for (const dueOn of ['2024-03-10', '2024-03-20', '2024-03-21'])
    giveWork(o, place, [{ unit: 0, dueOn, doneOn: dueOn }]);
  const done = (unitId: string, on = '2024-12-31') =>
    o.get('overview.figures', { on, from: '2024-01-01', to: '2025-01-01', unitId, tree: 'ofTheTime' }).total.doneOnTime;
  expect([done(first), done(second), done(o.unitId)]).toEqual([1, 2, 3]);
  // The same from the counters of a month in which nothing moved.
  expect(
    o.get('overview.figures', { on: '2024-12-31', from: '2024-03-01', to: '2024-04-01', unitId: second }).total
      .doneOnTime,
  ).toBe(2);
});

test('of today, work counts at the level of who carries it on, in the figures and in the list they open', () => {
  const o = office('admin');
  const district = unitWith(o, { name: 'Đông', kind: 'ruralDistrict', from: '2021-11-01', to: '2025-03-01' });
  const heir = unitWith(o, { name: 'A', from: '2021-11-01' });
  eventWith(o, { kind: 'absorb', on: '2025-03-01', edges: [{ from: district, to: heir }] });
  const place = { units: [{ id: district }] };
  giveWork(o, place, [{ unit: 0, dueOn: '2024-03-10', doneOn: null }]);
  const look = { on: '2026-01-01', from: '2024-01-01', to: '2025-01-01', unitId: o.unitId };
  const levelsOf = (tree: 'ofTheTime' | 'ofToday') =>
    o.get('overview.figures', { ...look, tree }).levels.map(({ level }) => level);
  expect([levelsOf('ofTheTime'), levelsOf('ofToday')]).toEqual([['district'], ['commune']]);
  const found = (tree: 'ofTheTime' | 'ofToday', level: 'district' | 'commune') =>
    o.get('assignment.counts', { on: look.on, filter: { unitId: o.unitId, isUnder: true, tree, level } }).total;
  expect([found('ofTheTime', 'district'), found('ofTheTime', 'commune')]).toEqual([1, 0]);
  expect([found('ofToday', 'district'), found('ofToday', 'commune')]).toEqual([0, 1]);
});
