import { describe, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { done, month, scene } from '../helpers/report.ts';
import { assignTo, person, unitUnder } from '../helpers/work.ts';

describe('sending', () => {
  test('a report starts the work, keeps its text and counts its versions', () => {
    const s = scene();
    const first = s.send({ figures: [{ name: 'Đồng chí', value: 4, unit: 'người' }] });
    expect(s.stateOf()).toMatchObject({ processing: 'inProgress', percent: 75, latestReportId: first });
    const second = s.clerk.get('report.submit', s.report({ percent: 90, reportedOn: '2026-05-20' }));
    expect(second).toMatchObject({ version: 2, isLate: 0 });
    expect(s.clerk.get('report.get', { id: first }).report).toMatchObject({
      version: 1,
      isLatest: 0,
      figures: [{ name: 'Đồng chí', value: 4, unit: 'người' }],
    });
  });

  test('a finished report brings the result, and is late by the day it was handed in', () => {
    const s = scene();
    expect(s.clerk.get('report.submit', s.report({ ...done, reportedOn: '2026-06-01' })).isLate).toBe(1);
    expect(s.stateOf()).toMatchObject({ processing: 'awaitingApproval', percent: 100 });
    expect(s.o.db.prepare("SELECT doneOn FROM assignmentStep WHERE kind = 'submitResult'").pluck().get()).toBe(
      '2026-05-31',
    );
  });

  test('sending removes the draft of that report and no other, in the same step', () => {
    const s = scene();
    const key = `report:${s.assignmentId}:-`;
    for (const one of [key, `report:${s.assignmentId}:2026-M05`]) s.clerk.get('draft.save', { key: one, body: '{}' });
    expect(s.clerk.call('report.submit', s.report({ percent: 100, doneOn: '2027-01-01' })).ok).toBe(false);
    expect(s.clerk.get('draft.list', {})).toHaveLength(2);
    s.send();
    expect(s.clerk.get('draft.list', {}).map((draft) => draft.key)).toEqual([`report:${s.assignmentId}:2026-M05`]);
  });

  test('"Không phát sinh" is a report with nothing in it', () => {
    const s = scene({ rule: month });
    const id = s.send({ periodKey: '2026-M05', isNothing: 1, content: '', percent: 0 });
    expect(s.clerk.get('report.get', { id }).report).toMatchObject({
      isNothing: 1,
      content: '',
      periodKey: '2026-M05',
    });
  });

  const refusals: [string, (s: ReturnType<typeof scene>) => Partial<Input<'report.submit'>>, object][] = [
    ['an unknown assignment', (s) => ({ assignmentId: s.taskId }), { code: 'NOT_FOUND' }],
    [
      'a period of a task that has none',
      () => ({ periodKey: '2026-M05' }),
      { code: 'PERIOD_UNKNOWN', details: { key: '2026-M05' } },
    ],
    [
      'a day before the assigning',
      () => ({ reportedOn: '2026-01-04' }),
      { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-01-05', to: '2026-12-31' } },
    ],
    [
      'a day to come',
      () => ({ on: '2026-05-11' }),
      { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-01-05', to: '2026-05-11' } },
    ],
    [
      'work done after the report of it',
      () => ({ percent: 100, doneOn: '2026-05-13' }),
      { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-01-05', to: '2026-05-12' } },
    ],
    [
      'work done before it was given',
      () => ({ percent: 100, doneOn: '2026-01-04' }),
      { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-01-05', to: '2026-05-12' } },
    ],
    ['a correction of nothing', (s) => ({ correctsId: s.taskId }), { code: 'NOT_FOUND' }],
    [
      'finished at 90 %',
      () => ({ ...done, percent: 90 }),
      { code: 'INVALID_INPUT', details: { issues: [{ path: 'percent', code: 'done_percent' }] } },
    ],
    [
      'no content',
      () => ({ content: '  ' }),
      { code: 'INVALID_INPUT', details: { issues: [{ path: 'content', code: 'content_required' }] } },
    ],
    [
      'nothing, with figures',
      () => ({ isNothing: 1, figures: [{ name: 'Vụ', value: 1, unit: '' }] }),
      { code: 'INVALID_INPUT', details: { issues: [{ path: 'figures', code: 'nothing_with_figures' }] } },
    ],
    [
      'a figure twice',
      () => ({
        figures: [
          { name: 'Vụ', value: 1, unit: '' },
          { name: 'vụ', value: 2, unit: '' },
        ],
      }),
      { code: 'INVALID_INPUT', details: { issues: [{ path: 'figures', code: 'figure_twice' }] } },
    ],
  ];
  test.each(refusals)('%s is refused and nothing is written', (_name, more, error) => {
    const s = scene();
    const before = s.opCount();
    expect(s.clerk.call('report.submit', s.report(more(s)))).toMatchObject({ ok: false, error });
    expect(s.opCount()).toBe(before);
  });

  test('work that ended takes no more reports', () => {
    const s = scene();
    s.approve(s.send(done));
    expect(s.clerk.call('report.submit', s.report({ reportedOn: '2026-06-30' }))).toMatchObject({
      error: { code: 'STEP_NOT_ALLOWED', details: { state: 'done' } },
    });
    expect(
      s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: null, on: '2026-06-30' }).problem,
    ).toMatchObject({ code: 'STEP_NOT_ALLOWED' });
  });

  test('a result while a return is asked for is refused as a whole', () => {
    const s = scene();
    s.clerk.get('assignment.requestReturn', {
      id: s.assignmentId,
      onDay: '2026-05-02',
      reason: 'Không đúng chức năng',
    });
    const before = s.opCount();
    expect(s.clerk.call('report.submit', s.report(done))).toMatchObject({ error: { code: 'STEP_NOT_ALLOWED' } });
    expect(s.opCount()).toBe(before);
  });
});

describe('who may', () => {
  test('the office writes for a unit without a PC, a unit for itself, and nobody for another', () => {
    const s = scene();
    const other = unitUnder(s.o, s.o.unitId, 'Ba Đồn');
    const may = (role: Parameters<typeof person>[1], unitId?: string) =>
      person(s.o, role, unitId).call('report.submit', s.report()).ok;
    expect([
      may('admin'),
      may('clerk'),
      may('coordinator'),
      may('personnel', s.communeId),
      may('clerk', s.communeId),
    ]).toEqual([true, true, true, true, true]);
    expect([
      may('personnel'),
      may('clerk', other),
      may('commander'),
      may('viewer'),
      may('commander', s.communeId),
    ]).toEqual([false, false, false, false, false]);
    expect(person(s.o, 'clerk', other).call('report.submit', s.report())).toMatchObject({
      error: { code: 'FORBIDDEN', details: { name: 'report.submit' } },
    });
  });

  test.each(['admin', 'clerk', 'personnel', 'viewer'] as const)('%s does not review', (role) => {
    const s = scene();
    const reportId = s.send();
    expect(
      person(s.o, role).call('report.review', { reportId, kind: 'approve', onDay: '2026-06-01', reason: '' }),
    ).toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect(s.statuses()).toEqual(['submitted']);
  });

  test('only the office that gave the work decides', () => {
    const s = scene();
    const reportId = s.send();
    const elsewhere = { ...s.o, ctx: { ...s.o.ctx, office: { ...s.o.ctx.office, unitId: s.communeId } } };
    const chief = person(elsewhere, 'commander');
    expect(chief.call('report.review', { reportId, kind: 'approve', onDay: '2026-06-01', reason: '' })).toMatchObject({
      error: { code: 'NOT_OWNER' },
    });
  });

  test('nobody decides on their own report, nor on that of the unit they work for', () => {
    const s = scene();
    const coordinator = person(s.o, 'coordinator');
    const reportId = s.send({}, coordinator);
    const before = s.opCount();
    for (const kind of ['approve', 'return'] as const) {
      expect(coordinator.call('report.review', { reportId, kind, onDay: '2026-06-01', reason: 'x' })).toMatchObject({
        error: { code: 'OWN_WORK' },
      });
      expect(
        person(s.o, 'commander', s.communeId).call('report.review', {
          reportId,
          kind,
          onDay: '2026-06-01',
          reason: 'x',
        }),
      ).toMatchObject({ error: { code: 'OWN_WORK' } });
    }
    expect(coordinator.get('report.get', { id: reportId }).may.approve).toMatchObject({ code: 'OWN_WORK' });
    expect(s.opCount()).toBe(before);
    expect(s.approve(reportId).status).toBe('approved');
  });

  test('who acts for one unit decides nothing about another', () => {
    const s = scene();
    const reportId = s.send();
    const elsewhere = person(s.o, 'commander', unitUnder(s.o, s.o.unitId, 'Ba Đồn'));
    expect(
      elsewhere.call('report.review', { reportId, kind: 'approve', onDay: '2026-06-01', reason: '' }),
    ).toMatchObject({ error: { code: 'FORBIDDEN', details: { name: 'report.review' } } });
    expect(s.statuses()).toEqual(['submitted']);
  });

  test('an office that gave itself work has another person approve it', () => {
    const s = scene();
    const own = assignTo(s.o, s.taskId, s.o.unitId);
    const reportId = s.send({ assignmentId: own, ...done });
    expect(s.approve(reportId).status).toBe('approved');
  });
});
