import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { addDays } from '../../db/api/day.ts';
import { lastMonths, samePeriodBefore } from '../../db/api/span.ts';
import { type Change, create } from '../../db/commit.ts';
import { SIDE_BY_STEP, type StepKind, type TimedState, timelinessOn } from '../../db/domain/assignment.ts';
import { bandRange, countWork, givenOf, noWork, type WorkCounts } from '../../db/domain/overview.ts';
import { migrate } from '../../db/migrations/index.ts';
import { digestOf } from '../../db/rebuild.ts';
import { addDirective } from '../helpers/directive.ts';
import { memoryDb, office, type TestOffice } from '../helpers/office.ts';
import { addUnit, write } from '../helpers/tasks.ts';
import { assignTo, person, taskOf, unitUnder } from '../helpers/work.ts';

/** Days over fourteen months, so that histories lie inside, across and outside of months, bands and periods. */
const someDay = fc.integer({ min: 0, max: 420 }).map((offset) => addDays('2025-10-20', offset));

interface Case {
  unit: number;
  task: number;
  isSupport: boolean;
  originalDueOn: string | null;
  steps: { kind: StepKind; onDay: string; dueOn: string | null; doneOn: string | null }[];
}

const story = fc.constantFrom<StepKind[]>(
  ['accept', 'submitResult', 'approveResult'],
  ['accept', 'submitResult', 'approveResult', 'reopen'],
  ['accept', 'requestExtension', 'approveExtension', 'submitResult', 'approveResult'],
  ['grantExtension'],
  ['cancel'],
  [],
);
const anyCase: fc.Arbitrary<Case> = fc.record({
  unit: fc.nat(3),
  task: fc.nat(2),
  isSupport: fc.nat(6).map((die) => die === 0),
  originalDueOn: fc.option(someDay, { freq: 8 }),
  steps: story.chain((kinds) =>
    fc.tuple(
      ...kinds.map((kind) =>
        fc.record({ kind: fc.constant(kind), onDay: someDay, dueOn: fc.option(someDay), doneOn: fc.option(someDay) }),
      ),
    ),
  ) as fc.Arbitrary<Case['steps']>,
});

/** A province with a district of two communes beside two communes of its own, a document with two tasks and a task without. */
function place() {
  const o = office('commander');
  const district = addUnit(o, { name: 'Huyện', level: 'district' });
  const units = [
    addUnit(o, { name: 'A', parentId: district }),
    addUnit(o, { name: 'B', parentId: district }),
    addUnit(o, { name: 'C' }),
    district,
  ];
  const directiveId = addDirective(o.as('clerk'), { issuedOn: '2025-10-01' });
  const tasks = [taskOf(o, { directiveId }), taskOf(o, { directiveId }), taskOf(o)];
  return { o, district, units, directiveId, tasks };
}
type Place = ReturnType<typeof place>;

function tell({ o, units, tasks }: Place, cases: readonly Case[]): void {
  const changes: Change[] = [];
  for (const { unit, task, isSupport, originalDueOn, steps } of cases) {
    const assignmentId = o.ctx.newId();
    const [unitId, taskId] = [units[unit] ?? '', tasks[task] ?? ''];
    const given = { taskId, unitId, assignedOn: '2025-10-20', originalDueOn, note: '' };
    const leadId = isSupport ? o.ctx.newId() : null;
    if (leadId !== null) changes.push(create('assignment', leadId, { ...given, role: 'lead', leadId: null }));
    const role = leadId === null ? 'lead' : 'support';
    changes.push(create('assignment', assignmentId, { ...given, role, leadId }));
    for (const step of steps)
      changes.push(
        create('assignmentStep', o.ctx.newId(), {
          ...{ assignmentId, unitId, side: SIDE_BY_STEP[step.kind], ...step },
          ...{ reportId: null, toAssignmentId: null, reason: 'a reason' },
        }),
      );
  }
  write(o, changes);
}

interface State extends TimedState {
  id: string;
  unitId: string;
  taskId: string;
}

const leadsOf = (o: TestOffice): State[] =>
  o.db
    .prepare(
      `SELECT assignmentId AS id, processing, currentDueOn, completedOn, a.unitId, a.taskId
       FROM assignmentState JOIN assignment a ON a.id = assignmentId WHERE a.role = 'lead'`,
    )
    .all() as State[];

const by = <K extends string>(rows: readonly (WorkCounts & Record<K, string | null>)[], key: K) =>
  new Map(rows.map((row) => [row[key], pick(row)]));
const pick = (row: WorkCounts): WorkCounts =>
  Object.fromEntries(Object.keys(noWork()).map((key) => [key, row[key as keyof WorkCounts]])) as unknown as WorkCounts;

/** What the rule says of the states in each group; groups of nothing are left out. */
function grouped(states: readonly State[], keyOf: (state: State) => string | null, span: Input<'overview.figures'>) {
  const groups = Map.groupBy(states, keyOf);
  return new Map(
    [...groups]
      .map(([key, some]) => [key, countWork(some, span, span.on)] as const)
      .filter(([, counts]) => givenOf(counts) > 0),
  );
}

const anyLook = fc.record({
  on: someDay,
  from: fc.oneof(someDay, fc.constantFrom('2025-11-01', '2026-01-01', '2026-03-01')),
  length: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.constantFrom(30, 31, 61, 365)),
  isScoped: fc.boolean(),
});

test('0 wrong cells: every figure on any day, for any period and scope, is the one the rule gives', () => {
  fc.assert(
    fc.property(
      fc.array(anyCase, { minLength: 5, maxLength: 40 }),
      fc.array(anyLook, { minLength: 4, maxLength: 4 }),
      (cases, looks) => {
        const here = place();
        const { o, district, units, directiveId, tasks } = here;
        tell(here, cases);
        const all = leadsOf(o);
        const inDistrict = new Set([district, units[0], units[1]]);
        for (const { on, from, length, isScoped } of looks) {
          const look = { on, from, to: addDays(from, length), ...(isScoped ? { unitId: district } : {}) };
          const states = isScoped ? all.filter(({ unitId }) => inDistrict.has(unitId)) : all;
          const figures = o.get('overview.figures', look);
          expect(pick(figures.total)).toEqual(countWork(states, look, on));
          const before = samePeriodBefore(look, on);
          expect(pick(figures.before)).toEqual(countWork(states, before, before.day));
          expect(by(figures.months, 'month')).toEqual(
            new Map(lastMonths(on).map((span) => [span.from.slice(0, 7), countWork(states, span, on)])),
          );
          const levelOf = ({ unitId }: State) => (unitId === district ? 'district' : 'commune');
          expect(by(figures.levels, 'level')).toEqual(grouped(states, levelOf, look));
          expect(by(o.get('overview.units', look), 'unitId')).toEqual(grouped(states, ({ unitId }) => unitId, look));
          const directiveOf = ({ taskId }: State) => (taskId === tasks[2] ? null : directiveId);
          expect(by(o.get('overview.directives', look).rows, 'directiveId')).toEqual(
            grouped(states, directiveOf, look),
          );
          const days = o.get('overview.deadlines', look).rows;
          const { total } = figures;
          const sumOf = (key: 'doneOnTime' | 'doneLate' | 'overdue' | 'within') =>
            days.reduce((sum, day) => sum + day[key], 0);
          for (const key of ['doneOnTime', 'doneLate', 'overdue', 'within'] as const)
            expect(sumOf(key)).toBe(total[key]);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('every figure opens exactly the rows it counts', () => {
  fc.assert(
    fc.property(
      fc.array(anyCase, { minLength: 10, maxLength: 30 }),
      anyLook,
      (cases, { on, from, length, isScoped }) => {
        const here = place();
        const { o, district } = here;
        tell(here, cases);
        const to = addDays(from, length);
        const look = { on, from, to, ...(isScoped ? { unitId: district } : {}) };
        const count = (filter: NonNullable<Input<'assignment.list'>['filter']>): number => {
          const scope = isScoped ? { unitId: district, isUnder: true } : {};
          const page = o.get('assignment.list', {
            on,
            filter: { ...scope, dueFrom: from, dueTo: to, ...filter },
            limit: 200,
          });
          expect(page.rows).toHaveLength(page.total);
          return page.total;
        };
        const { total, levels } = o.get('overview.figures', look);
        expect(count({ timeliness: ['doneOnTime', 'doneLate', 'overdue'] })).toBe(
          total.doneOnTime + total.doneLate + total.overdue,
        );
        expect(count({ timeliness: ['doneOnTime'] })).toBe(total.doneOnTime);
        expect(count({ timeliness: ['notYetDue', 'dueSoon'] })).toBe(total.within);
        for (const band of [0, 1, 2, 3]) {
          const range = bandRange(band);
          const late = { lateFrom: range.from, ...(range.through === null ? {} : { lateThrough: range.through }) };
          expect(count({ timeliness: ['overdue'], ...late })).toBe(total.overdueByAge[band]);
          expect(count({ timeliness: ['doneLate'], ...late })).toBe(total.lateByAge[band]);
        }
        for (const { level, overdue } of levels) expect(count({ timeliness: ['overdue'], level })).toBe(overdue);
        for (const { unitId, overdue } of o.get('overview.units', look))
          expect(count({ timeliness: ['overdue'], unitId, isUnder: false })).toBe(overdue);
        for (const { directiveId, overdue } of o.get('overview.directives', look).rows)
          if (directiveId !== null) expect(count({ timeliness: ['overdue'], directiveId })).toBe(overdue);
      },
    ),
    { numRuns: 30 },
  );
});

test('the list narrows by days late exactly as the rule counts them', () => {
  fc.assert(
    fc.property(
      fc.array(anyCase, { minLength: 5, maxLength: 30 }),
      someDay,
      fc.nat(130),
      fc.nat(130),
      (cases, on, a, b) => {
        const here = place();
        tell(here, cases);
        const filter = { lateFrom: Math.min(a, b), lateThrough: Math.max(a, b), role: 'lead' } as const;
        const ids = here.o.get('assignment.list', { on, filter, limit: 200 }).rows.map(({ id }) => id);
        const expected = leadsOf(here.o).filter((state) => {
          const { daysLate } = timelinessOn(state, null, on);
          return daysLate >= filter.lateFrom && daysLate <= filter.lateThrough;
        });
        expect(new Set(ids)).toEqual(new Set(expected.map(({ id }) => id)));
      },
    ),
    { numRuns: 40 },
  );
});

const folded = [
  ['assignmentState', 'assignmentId'],
  ['workMonth', 'axis, month, id, outcome'],
  ['periodReport', 'periodKey, assignmentId'],
] as const;

test('counters kept step by step are those counted anew from a database of the release before', () => {
  fc.assert(
    fc.property(fc.array(anyCase, { minLength: 5, maxLength: 30 }), (cases) => {
      const here = place();
      tell(here, cases);
      const old = memoryDb(1);
      old.pragma('foreign_keys = OFF');
      old.exec('UPDATE syncContext SET isOpen = 1');
      for (const table of ['assignment', 'assignmentStep', 'assignmentState', 'report', 'reportState']) {
        const columns = (old.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
        const rows = here.o.db.prepare(`SELECT ${columns.join()} FROM ${table}`).raw().all() as unknown[][];
        const insert = old.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join()})`);
        for (const row of rows) insert.run(...row);
      }
      migrate(old);
      for (const [table, orderBy] of folded)
        expect(digestOf(old, table, orderBy)).toEqual(digestOf(here.o.db, table, orderBy));
    }),
    { numRuns: 20 },
  );
});

test('chưa nộp: 2 of 3 have handed in, "không phát sinh" counts, what was sent back does not, and each missing one is named', () => {
  const o = office('admin');
  const communes = ['A', 'B', 'C'].map((name) => unitUnder(o, o.unitId, name));
  const taskId = taskOf(o, { rule: 'Tháng (15 – 14)' });
  const ids = communes.map((unitId) => assignTo(o, taskId, unitId, null));
  const clerk = person(o, 'clerk');
  const chief = person(o, 'commander');
  const send = (assignmentId = '', isNothing: 0 | 1 = 0): string =>
    clerk.get('report.submit', {
      ...{ assignmentId, periodKey: '2026-M04', on: '2026-12-31', reportedOn: '2026-04-14', doneOn: null, percent: 10 },
      ...{
        content: isNothing ? '' : 'Đã làm.',
        difficulties: '',
        proposals: '',
        figures: [],
        isNothing,
        correctsId: null,
      },
    }).reportId;
  const look = { on: '2026-05-10', from: '2026-01-01', to: '2027-01-01' };
  const rule = o.get('overview.missing', look).rows[0];
  expect(rule).toMatchObject({ taskId, periodKey: '2026-M04', expected: 3, submitted: 0, missing: 3 });
  send(ids[0], 1);
  send(ids[1]);
  const sentBack = send(ids[2]);
  expect(o.get('overview.missing', look)).toMatchObject({ expected: 3, submitted: 3, missing: 0 });
  chief.get('report.review', { reportId: sentBack, kind: 'return', onDay: '2026-04-20', reason: 'Thiếu số liệu' });
  expect(o.get('overview.missing', look)).toMatchObject({ expected: 3, submitted: 2, missing: 1 });
  // The day before it was handed in, nothing was there; the day it is due is not past.
  expect(o.get('overview.missing', { ...look, on: '2026-04-13' }).rows[0]).toMatchObject({ periodKey: '2026-M03' });
  const missing = o.get('overview.missingUnits', { ...look, taskId, periodKey: '2026-M04' });
  expect(missing.map(({ assignmentId }) => assignmentId)).toEqual([ids[2]]);
  const unitC = o.get('overview.units', look).find(({ unitId }) => unitId === communes[2]);
  expect(unitC).toMatchObject({ expected: 1, submitted: 0, missing: 1 });
  expect(o.get('overview.missing', { ...look, unitId: communes[0] ?? '' })).toMatchObject({ expected: 1, missing: 0 });
});

const anyReport = fc.record({
  unit: fc.nat(3),
  month: fc.integer({ min: 1, max: 6 }),
  reportedOn: someDay,
  review: fc.constantFrom('approve', 'return', null),
  reviewOn: someDay,
});
const closingDay = fc.constantFrom('2026-01-14', '2026-02-14', '2026-03-14', '2026-04-14', '2026-05-14', '2026-06-14');
const anyEnd = fc.record({
  unit: fc.nat(3),
  kind: fc.constantFrom<StepKind>('cancel', 'handOn'),
  onDay: fc.oneof(someDay, closingDay),
});

test('what is missing is what the page of the task says of the same period, on any day', () => {
  fc.assert(
    fc.property(
      fc.array(anyReport, { maxLength: 25 }),
      fc.array(anyEnd, { maxLength: 3 }),
      someDay,
      (reports, ends, on) => {
        const o = office('admin');
        const names = ['A', 'B', 'C', 'D'];
        const units = names.map((name, at) =>
          unitUnder(o, o.unitId, name, '2021-11-01', at === 3 ? '2026-03-01' : null),
        );
        const taskId = taskOf(o, { rule: 'Tháng (15 – 14)' });
        const ids = units.map((unitId) => assignTo(o, taskId, unitId, null));
        const none = { correctsId: null, doneOn: null, percent: 10, content: 'x', difficulties: '', proposals: '' };
        for (const [at, { unit, month, reportedOn, review, reviewOn }] of reports.entries()) {
          const [assignmentId, unitId, reportId] = [ids[unit] ?? '', units[unit] ?? '', o.ctx.newId()];
          const fields = {
            assignmentId,
            unitId,
            periodKey: `2026-M0${month}`,
            version: at + 1,
            reportedOn,
            isNothing: 0 as const,
          };
          write(o, [create('report', reportId, { ...none, ...fields, figures: [] })]);
          const judged = {
            reportId,
            unitId: o.unitId,
            kind: review ?? 'approve',
            onDay: reviewOn,
            reason: '',
          } as const;
          if (review !== null) write(o, [create('reportReview', o.ctx.newId(), judged)]);
        }
        for (const { unit, kind, onDay } of ends) {
          const step = {
            assignmentId: ids[unit] ?? '',
            unitId: o.unitId,
            side: 'issuer',
            kind,
            onDay,
            dueOn: null,
          } as const;
          write(o, [
            create('assignmentStep', o.ctx.newId(), {
              ...step,
              doneOn: null,
              reportId: null,
              toAssignmentId: null,
              reason: 'x',
            }),
          ]);
        }
        const look = { on, from: '2026-01-01', to: '2027-01-01' };
        const [row] = o.get('overview.missing', look).rows;
        const periods = o.get('task.periods', { taskId, from: '2025-12-01', to: '2027-02-01', on });
        const last = periods.find(({ dueOn }) => dueOn >= look.from && dueOn < on);
        if (last === undefined || last.expectedCount === 0) {
          expect(row).toBeUndefined();
          return;
        }
        expect(row).toMatchObject({ periodKey: last.key, dueOn: last.dueOn, expected: last.expectedCount });
        expect(row).toMatchObject({ submitted: last.submittedCount, missing: last.missingCount });
        const named = o.get('overview.missingUnits', { ...look, taskId, periodKey: last.key });
        const known = o.get('task.missing', { taskId, periodKey: last.key, on });
        expect(named).toEqual(known.map(({ assignmentId, unitId, unitName }) => ({ assignmentId, unitId, unitName })));
        const byUnit = o.get('overview.units', look).reduce((sum, unit) => sum + unit.missing, 0);
        expect(byUnit).toBe(last.missingCount);
      },
    ),
    { numRuns: 60 },
  );
});
