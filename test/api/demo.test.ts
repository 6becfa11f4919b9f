import { expect, test } from 'vitest';
import { type AssignmentStep, applyStep, newAssignment } from '../../db/domain/assignment.ts';
import { office } from '../helpers/office.ts';

const small = { on: '2026-05-04', communes: 12, directives: 4 } as const;

test('the demo province is a sound office: it rebuilds from its log, and every date of it has its tree', () => {
  const o = office();
  const made = o.get('demo.fill', small);
  expect(made.assignments).toBeGreaterThan(50);
  expect(o.get('data.check', {})).toMatchObject({ ok: true });
  const police = (on: string, level: string) =>
    o
      .get('unit.counts', { on })
      .rows.filter((row) => row.nature === 'police' && row.level === level)
      .reduce((sum, row) => sum + row.count, 0);
  expect([police('2022-01-01', 'district'), police('2022-01-01', 'commune')]).toEqual([8, 14]);
  expect([police('2025-03-01', 'district'), police('2025-03-01', 'commune')]).toEqual([0, 14]);
  expect(police('2025-07-01', 'commune')).toBe(12);
});

test('every unit of the demo that ended says in an event what became of it, and its reports are found from its heirs', () => {
  const o = office();
  o.get('demo.fill', { on: '2026-05-04', communes: 24, directives: 60 });
  const silent = o.db.prepare(`SELECT count(*) FROM unit WHERE NOT EXISTS (
      SELECT 1 FROM unitVersion WHERE unitId = unit.id AND (validTo IS NULL OR validTo > '2026-05-04'))
    AND NOT EXISTS (SELECT 1 FROM unitLineage JOIN unitEvent ON unitEvent.id = eventId
      WHERE fromUnitId = unit.id AND effectiveOn = (SELECT max(validTo) FROM unitVersion WHERE unitId = unit.id))`);
  expect(silent.pluck().get()).toBe(0);
  const parts = o.db.prepare("SELECT count(*) FROM unitLineage WHERE part = 'part'").pluck().get();
  expect(parts).toBeGreaterThan(0);
  const left = o.db.prepare(`SELECT count(*) FROM unitSuccession JOIN report ON report.unitId = unitSuccession.unitId
    WHERE heirId IS NOT NULL`);
  expect(left.pluck().get()).toBeGreaterThan(10);
});

test('the same seed and day make the same province', () => {
  const facts = () => {
    const o = office();
    o.get('demo.fill', { ...small, seed: 7 });
    return o.db
      .prepare(
        'SELECT content, originalDueOn, processing FROM assignment JOIN task ON task.id = assignment.taskId JOIN assignmentState ON assignmentId = assignment.id ORDER BY assignment.id',
      )
      .all();
  };
  expect(facts()).toEqual(facts());
});

test('an office that holds data is not filled over', () => {
  const o = office();
  o.get('demo.fill', small);
  const ops = o.db.prepare('SELECT count(*) FROM op').pluck().get();
  expect(o.call('demo.fill', small)).toMatchObject({ ok: false, error: { code: 'OFFICE_NOT_EMPTY' } });
  expect(o.db.prepare('SELECT count(*) FROM op').pluck().get()).toBe(ops);
  expect(o.as('clerk').call('demo.fill', small)).toMatchObject({ error: { code: 'FORBIDDEN' } });
});

test('nothing happens in the demo that the program would not let happen', () => {
  const o = office();
  o.get('demo.fill', { on: '2026-05-04', communes: 16, directives: 60 });
  const assignments = o.db.prepare('SELECT id, originalDueOn, assignedOn FROM assignment').all() as {
    id: string;
    originalDueOn: string | null;
    assignedOn: string;
  }[];
  const stepsOf = o.db.prepare('SELECT * FROM assignmentStep WHERE assignmentId = ? ORDER BY createdLam');
  let stepCount = 0;
  for (const { id, originalDueOn, assignedOn } of assignments) {
    let state = newAssignment(originalDueOn);
    let day = assignedOn;
    for (const step of stepsOf.all(id) as (AssignmentStep & { onDay: string })[]) {
      expect(applyStep(state, step), `${step.kind} in ${state.processing}`).not.toEqual(state);
      expect(step.onDay >= day && step.onDay <= '2026-05-04').toBe(true);
      state = applyStep(state, step);
      day = step.onDay;
      stepCount += 1;
    }
  }
  expect(stepCount).toBeGreaterThan(500);
  const wrong = o.db.prepare(`SELECT count(*) FROM report JOIN assignment a ON a.id = assignmentId
    WHERE reportedOn < assignedOn OR reportedOn > '2026-05-04' OR (doneOn IS NOT NULL AND doneOn > reportedOn)`);
  expect(wrong.pluck().get()).toBe(0);
});

test('the demo leaves every kind of work for today, and shows who did what since yesterday', () => {
  const o = office();
  for (const role of ['clerk', 'clerk', 'coordinator', 'commander'] as const) o.as(role);
  const on = '2026-05-05';
  o.get('demo.fill', { on, communes: 40, directives: 120 });
  const counts = o.get('assignment.counts', { on });
  for (const kind of ['overdue', 'dueSoon', 'awaitsDecision'] as const) expect(counts[kind], kind).toBeGreaterThan(0);
  expect(o.get('report.counts', { on }).submitted).toBeGreaterThan(0);
  const names = o.db.prepare('SELECT name, count(*) AS count FROM activity GROUP BY name').all() as { name: string }[];
  expect(names.map(({ name }) => name)).toEqual(expect.arrayContaining(['report.submit', 'report.review']));
  expect(names.map(({ name }) => name)).not.toContain('demo.fill');
});
