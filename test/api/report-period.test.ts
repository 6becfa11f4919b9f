import { describe, expect, test } from 'vitest';
import { month, scene } from '../helpers/report.ts';
import { assignTo, person, unitUnder } from '../helpers/work.ts';

describe('periods', () => {
  test.each([
    [null, ''],
    ['2026-Q2', '2026-Q2'],
    ['2025-M11', '2025-M11'],
  ])('period %s is unknown to a monthly task from 1/1/2026', (periodKey, key) => {
    const s = scene({ rule: month });
    expect(s.clerk.call('report.submit', s.report({ periodKey }))).toMatchObject({
      error: { code: 'PERIOD_UNKNOWN', details: { key } },
    });
  });

  test('periods end with the task, and a period is not reported on before it begins', () => {
    const s = scene({ rule: month, periodToOn: '2026-06-01' });
    expect(s.clerk.call('report.submit', s.report({ periodKey: '2026-M07', reportedOn: '2026-07-01' }))).toMatchObject({
      error: { code: 'PERIOD_UNKNOWN' },
    });
    expect(s.clerk.call('report.submit', s.report({ periodKey: '2026-M06' }))).toMatchObject({
      error: { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-05-15' } },
    });
  });

  test('the form picks the closed period that has no report, shows the one before, and knows when it is due', () => {
    const s = scene({ rule: month });
    const april = s.send({ periodKey: '2026-M04', reportedOn: '2026-04-15', content: 'Tháng 4' });
    const form = s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: null, on: '2026-05-20' });
    expect(form.period).toEqual({ key: '2026-M05', startOn: '2026-04-15', endOn: '2026-05-14', dueOn: '2026-05-16' });
    expect([form.dueOn, form.previous?.id, form.latest, form.correctsId, form.problem]).toEqual([
      '2026-05-16',
      april,
      null,
      null,
      null,
    ]);
    expect(form.periods.map(({ key, status }) => [key, status])).toEqual([
      ['2026-M06', null],
      ['2026-M05', null],
      ['2026-M04', 'submitted'],
      ['2026-M03', null],
      ['2026-M02', null],
      ['2026-M01', null],
    ]);
    s.send({ periodKey: '2026-M05', reportedOn: '2026-05-17' });
    expect(
      s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: '2026-M05', on: '2026-05-20' }).latest,
    ).toMatchObject({ isLate: 1 });
    s.send({ periodKey: '2026-M06', reportedOn: '2026-06-16' });
    expect(
      s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: '2026-M06', on: '2026-06-20' }).latest,
    ).toMatchObject({ isLate: 0 });
  });

  test('a task whose first period has not begun has nothing to report on yet', () => {
    const s = scene({ rule: month, periodFromOn: '2026-07-15' });
    const form = s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: null, on: '2026-05-20' });
    expect([form.period, form.periods, form.problem?.code]).toEqual([null, [], 'PERIOD_UNKNOWN']);
  });

  test('a unit that has ended hands in late what began before its end, marked, and nothing new', () => {
    const o = scene({ rule: month });
    const gone = unitUnder(o.o, o.o.unitId, 'Đồng Tâm', '2021-11-01', '2026-06-01');
    const assignmentId = assignTo(o.o, o.taskId, gone, null);
    const send = (periodKey: string) =>
      o.clerk.call('report.submit', o.report({ assignmentId, periodKey, reportedOn: '2026-06-20' }));
    expect(send('2026-M07')).toMatchObject({
      error: { code: 'REPORT_AFTER_END', details: { name: 'Công an xã Đồng Tâm', endOn: '2026-06-01' } },
    });
    // Before the period is due, so it is late by the end of the unit alone.
    expect(
      o.clerk.call('report.submit', o.report({ assignmentId, periodKey: '2026-M06', reportedOn: '2026-06-10' })),
    ).toMatchObject({ value: { isLate: 1 } });
    expect(o.clerk.get('report.list', { on: '2026-06-30' }).rows[0]).toMatchObject({
      isLate: 1,
      afterEndOn: '2026-06-01',
    });
    const other = assignTo(o.o, o.taskId, unitUnder(o.o, o.o.unitId, 'Tân Lập'), null);
    o.clerk.get('report.submit', o.report({ assignmentId: other, periodKey: '2026-M05', reportedOn: '2026-06-20' }));
    o.clerk.get('report.submit', o.report({ assignmentId, periodKey: '2026-M05', reportedOn: '2026-05-31' }));
    const late = { on: '2026-06-30', isAfterEnd: true as const };
    expect(o.clerk.get('report.list', late).rows.map(({ periodKey }) => periodKey)).toEqual(['2026-M06']);
    expect(o.clerk.get('report.counts', late).submitted).toBe(1);
    expect(o.clerk.get('report.counts', { on: '2026-06-30' }).submitted).toBe(3);
    expect(
      o.clerk
        .get('report.ofAssignment', { assignmentId, on: '2026-06-30' })
        .groups.map((group) => [group.periodKey, group.reports[0]?.afterEndOn]),
    ).toEqual([
      ['2026-M06', '2026-06-01'],
      ['2026-M05', null],
    ]);
    const { id } = o.clerk.get('report.list', late).rows[0] ?? { id: '' };
    expect(o.clerk.get('report.get', { id }).subject.unitName).toBe('Công an xã Đồng Tâm');
  });

  test('what the unit handed on it may still report late for its own time, without touching the work', () => {
    const s = scene({ rule: month });
    const gone = unitUnder(s.o, s.o.unitId, 'Đồng Tâm', '2021-11-01', '2026-06-01');
    const assignmentId = assignTo(s.o, s.taskId, gone, null);
    const coordinator = person(s.o, 'coordinator');
    coordinator.get('assignment.handOn', {
      id: assignmentId,
      toUnitId: unitUnder(s.o, s.o.unitId, 'Tân Lập'),
      onDay: '2026-06-01',
      reason: 'Nhập xã',
    });
    const steps = () => s.o.db.prepare('SELECT count(*) FROM assignmentStep').pluck().get();
    const before = steps();
    expect(
      s.clerk.call('report.submit', s.report({ assignmentId, periodKey: '2026-M05', reportedOn: '2026-06-20' })),
    ).toMatchObject({ value: { isLate: 1 } });
    expect(steps()).toBe(before);
    expect(
      s.clerk.call('report.submit', s.report({ assignmentId, periodKey: '2026-M05', reportedOn: '2026-05-31' })),
    ).toMatchObject({ error: { code: 'CHANGED_MEANWHILE' } });
    expect(
      s.clerk.call('report.submit', s.report({ assignmentId, periodKey: '2026-M04', reportedOn: '2026-05-31' })),
    ).toMatchObject({ error: { code: 'STEP_NOT_ALLOWED' } });
  });

  test('of work that is not periodic only what was done before the end is reported after it', () => {
    const s = scene();
    const gone = unitUnder(s.o, s.o.unitId, 'Đồng Tâm', '2021-11-01', '2026-06-01');
    const assignmentId = assignTo(s.o, s.taskId, gone);
    const after = { assignmentId, reportedOn: '2026-06-20' };
    expect(s.clerk.call('report.submit', s.report(after))).toMatchObject({ error: { code: 'REPORT_AFTER_END' } });
    expect(s.clerk.call('report.submit', s.report({ ...after, doneOn: '2026-05-30', percent: 100 }))).toMatchObject({
      value: { isLate: 1 },
    });
  });
});
