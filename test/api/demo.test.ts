import { expect, test } from 'vitest';
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
  expect([police('2022-01-01', 'district'), police('2022-01-01', 'commune')]).toEqual([8, 12]);
  expect([police('2025-03-01', 'district'), police('2025-03-01', 'commune')]).toEqual([0, 12]);
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
