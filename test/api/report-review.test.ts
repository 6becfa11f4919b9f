import { describe, expect, test } from 'vitest';
import { done, month, scene } from '../helpers/report.ts';
import { assignTo, person, unitUnder } from '../helpers/work.ts';

describe('deciding', () => {
  test('approving a finished report finishes the work on the day it was done', () => {
    const s = scene();
    s.approve(s.send(done), '2026-06-03');
    expect(s.stateOf()).toMatchObject({ processing: 'done', completedOn: '2026-05-31', isEnded: 1 });
    expect(s.statuses()).toEqual(['approved']);
  });

  test('returning needs a reason, sends the result back, and the next version cites it', () => {
    const s = scene();
    const first = s.send(done);
    expect(
      s.chief.call('report.review', { reportId: first, kind: 'return', onDay: '2026-06-01', reason: ' ' }),
    ).toMatchObject({ error: { code: 'REASON_REQUIRED' } });
    s.chief.get('report.review', { reportId: first, kind: 'return', onDay: '2026-06-01', reason: 'Thiếu số liệu' });
    expect(s.stateOf()).toMatchObject({ processing: 'sentBack' });
    const form = s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: null, on: '2026-06-02' });
    expect([form.correctsId, form.problem, form.latest?.reviews.map(({ kind, reason }) => [kind, reason])]).toEqual([
      first,
      null,
      [['return', 'Thiếu số liệu']],
    ]);
    const second = s.send({ ...done, reportedOn: '2026-06-02', correctsId: first });
    expect([s.statuses(), s.stateOf()['processing']]).toEqual([['returned', 'submitted'], 'awaitingApproval']);
    s.approve(second);
    expect(s.stateOf()).toMatchObject({ processing: 'done', completedOn: '2026-05-31' });
  });

  test('a report of part of the work leaves the work where it is', () => {
    const s = scene();
    s.approve(s.send());
    expect(s.stateOf()).toMatchObject({ processing: 'inProgress', completedOn: null });
  });

  test('what was decided is decided: no second word, none on an older version, none on an unknown report', () => {
    const s = scene();
    const first = s.send();
    const second = s.send({ reportedOn: '2026-05-20' });
    const say = (reportId: string, kind: 'approve' | 'return' | 'close', onDay = '2026-06-01') =>
      s.chief.call('report.review', { reportId, kind, onDay, reason: 'x' });
    expect(say(first, 'approve')).toMatchObject({ error: { code: 'REPORT_STATE', details: { status: 'submitted' } } });
    expect(say(second, 'close')).toMatchObject({ error: { code: 'REPORT_STATE' } });
    expect(say(second, 'approve', '2026-05-19')).toMatchObject({
      error: { code: 'DATES_OUT_OF_ORDER', details: { first: '2026-05-20', second: '2026-05-19' } },
    });
    s.approve(second);
    expect(say(second, 'approve')).toMatchObject({ error: { code: 'REPORT_STATE', details: { status: 'approved' } } });
    expect(say(second, 'return')).toMatchObject({ error: { code: 'REPORT_STATE' } });
    expect(say(s.taskId, 'approve')).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  test('a report of a period is closed once approved, and a closed one takes no correction', () => {
    const s = scene({ rule: month });
    const id = s.send({ periodKey: '2026-M05' });
    s.approve(id);
    s.chief.get('report.review', { reportId: id, kind: 'close', onDay: '2026-06-20', reason: '' });
    expect(s.statuses()).toEqual(['closed']);
    expect(s.clerk.call('report.submit', s.report({ periodKey: '2026-M05', correctsId: id }))).toMatchObject({
      error: { code: 'REPORT_STATE', details: { status: 'closed' } },
    });
    expect(
      s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: '2026-M05', on: '2026-06-21' }).problem,
    ).toMatchObject({ code: 'REPORT_STATE' });
  });

  test('while other work goes on its reports stay open, since more are to come', () => {
    const s = scene();
    const id = s.send();
    s.approve(id);
    expect(
      s.chief.call('report.review', { reportId: id, kind: 'close', onDay: '2026-12-31', reason: '' }),
    ).toMatchObject({ error: { code: 'STEP_NOT_ALLOWED', details: { step: 'close' } } });
    const last = s.send({ ...done, reportedOn: '2026-06-01' });
    s.approve(last);
    s.chief.get('report.review', { reportId: last, kind: 'close', onDay: '2026-12-31', reason: '' });
    expect(s.statuses()).toEqual(['approved', 'closed']);
  });

  test('many at once: each stands for itself', () => {
    const s = scene();
    const coordinator = person(s.o, 'coordinator');
    const others = ['Ba Đồn', 'Quảng Phú'].map((name) => assignTo(s.o, s.taskId, unitUnder(s.o, s.o.unitId, name)));
    const ids = [
      s.send(done),
      s.send({ assignmentId: others[0] ?? '' }, coordinator),
      s.send({ assignmentId: others[1] ?? '' }),
    ];
    const { done: count, outcomes } = coordinator.get('report.reviewMany', {
      ids: [...ids, s.taskId],
      kind: 'approve',
      onDay: '2026-06-01',
    });
    expect([count, outcomes.map(({ problem }) => problem?.code ?? null)]).toEqual([
      2,
      [null, 'OWN_WORK', null, 'NOT_FOUND'],
    ]);
    expect(s.stateOf()).toMatchObject({ processing: 'done' });
    expect(s.clerk.get('report.counts', { on: '2026-06-01' })).toMatchObject({ submitted: 1, approved: 2 });
  });

  test('all that a filter finds, if they are as many as the user was told', () => {
    const s = scene();
    const coordinator = person(s.o, 'coordinator');
    const others = ['Ba Đồn', 'Quảng Phú'].map((name) => assignTo(s.o, s.taskId, unitUnder(s.o, s.o.unitId, name)));
    s.send(done);
    const own = s.send({ assignmentId: others[0] ?? '' }, coordinator);
    s.send({ assignmentId: others[1] ?? '' });
    const wish = (expectedCount: number, kind: 'approve' | 'close' = 'approve') => ({
      filter: { on: '2026-06-01', status: 'submitted' as const },
      expectedCount,
      kind,
      onDay: '2026-06-01',
    });
    const before = s.opCount();
    for (const wrong of [2, 4])
      expect(coordinator.call('report.reviewMatching', wish(wrong))).toMatchObject({
        error: { code: 'COUNT_CHANGED' },
      });
    expect(s.clerk.call('report.reviewMatching', wish(3))).toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect(coordinator.get('report.reviewMatching', wish(3, 'close'))).toMatchObject({ done: 0 });
    expect(s.opCount()).toBe(before);
    const { done: count, refused } = coordinator.get('report.reviewMatching', wish(3));
    expect([count, refused.map(({ id, problem }) => [id, problem?.code])]).toEqual([2, [[own, 'OWN_WORK']]]);
    expect(s.clerk.get('report.counts', { on: '2026-06-01' })).toMatchObject({ submitted: 1, approved: 2 });
  });
});
