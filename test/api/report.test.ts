import { describe, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { create, remove, update } from '../../db/commit.ts';
import { office } from '../helpers/office.ts';
import { assignTo, type Person, person, taskOf, unitUnder, write } from '../helpers/work.ts';

const month = 'Tháng (15 – 14)';

/** A province with one commune that has a task due 31/5/2026, its people, and a report ready to send. */
function scene(fields: Parameters<typeof taskOf>[1] = {}, dueOn: string | null = '2026-05-31') {
  const o = office('admin');
  const communeId = unitUnder(o, o.unitId, 'Kim Sơn');
  const taskId = taskOf(o, fields);
  const assignmentId = assignTo(o, taskId, communeId, fields.rule === undefined ? dueOn : null);
  const clerk = person(o, 'clerk');
  const chief = person(o, 'commander');
  const report = (more: Partial<Input<'report.submit'>> = {}): Input<'report.submit'> => ({
    assignmentId, periodKey: null, on: '2026-12-31', reportedOn: '2026-05-12', doneOn: null, percent: 75,
    content: 'Đã bố trí 4 đồng chí.', difficulties: '', proposals: '', figures: [], isNothing: 0, correctsId: null, ...more,
  });
  const send = (more: Partial<Input<'report.submit'>> = {}, by: Person = clerk): string => by.get('report.submit', report(more)).reportId;
  const approve = (reportId: string, onDay = '2026-12-31', by: Person = chief) => by.get('report.review', { reportId, kind: 'approve', onDay, reason: '' });
  const stateOf = () => o.db.prepare('SELECT * FROM assignmentState WHERE assignmentId = ?').get(assignmentId) as Record<string, unknown>;
  const statuses = () => o.db.prepare('SELECT status FROM reportState JOIN report ON id = reportId ORDER BY version').pluck().all();
  const opCount = () => o.db.prepare('SELECT count(*) FROM op').pluck().get() as number;
  return { o, communeId, taskId, assignmentId, clerk, chief, report, send, approve, stateOf, statuses, opCount };
}

const done = { doneOn: '2026-05-31', reportedOn: '2026-05-31', percent: 100 };

describe('sending', () => {
  test('a report starts the work, keeps its text and counts its versions', () => {
    const s = scene();
    const first = s.send({ figures: [{ name: 'Đồng chí', value: 4, unit: 'người' }] });
    expect(s.stateOf()).toMatchObject({ processing: 'inProgress', percent: 75, latestReportId: first });
    const second = s.clerk.get('report.submit', s.report({ percent: 90, reportedOn: '2026-05-20' }));
    expect(second).toMatchObject({ version: 2, isLate: 0 });
    expect(s.clerk.get('report.get', { id: first }).report).toMatchObject({ version: 1, isLatest: 0, figures: [{ name: 'Đồng chí', value: 4, unit: 'người' }] });
  });

  test('a finished report brings the result, and is late by the day it was handed in', () => {
    const s = scene();
    expect(s.clerk.get('report.submit', s.report({ ...done, reportedOn: '2026-06-01' })).isLate).toBe(1);
    expect(s.stateOf()).toMatchObject({ processing: 'awaitingApproval', percent: 100 });
    expect(s.o.db.prepare("SELECT doneOn FROM assignmentStep WHERE kind = 'submitResult'").pluck().get()).toBe('2026-05-31');
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
    expect(s.clerk.get('report.get', { id }).report).toMatchObject({ isNothing: 1, content: '', periodKey: '2026-M05' });
  });

  const refusals: [string, (s: ReturnType<typeof scene>) => Partial<Input<'report.submit'>>, object][] = [
    ['an unknown assignment', (s) => ({ assignmentId: s.taskId }), { code: 'NOT_FOUND' }],
    ['a period of a task that has none', () => ({ periodKey: '2026-M05' }), { code: 'PERIOD_UNKNOWN', details: { key: '2026-M05' } }],
    ['a day before the assigning', () => ({ reportedOn: '2026-01-04' }), { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-01-05', to: '2026-12-31' } }],
    ['a day to come', () => ({ on: '2026-05-11' }), { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-01-05', to: '2026-05-11' } }],
    ['work done after the report of it', () => ({ percent: 100, doneOn: '2026-05-13' }), { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-01-05', to: '2026-05-12' } }],
    ['work done before it was given', () => ({ percent: 100, doneOn: '2026-01-04' }), { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-01-05', to: '2026-05-12' } }],
    ['a correction of nothing', (s) => ({ correctsId: s.taskId }), { code: 'NOT_FOUND' }],
    ['finished at 90 %', () => ({ ...done, percent: 90 }), { code: 'INVALID_INPUT', details: { issues: [{ path: 'percent', code: 'done_percent' }] } }],
    ['no content', () => ({ content: '  ' }), { code: 'INVALID_INPUT', details: { issues: [{ path: 'content', code: 'content_required' }] } }],
    ['nothing, with figures', () => ({ isNothing: 1, figures: [{ name: 'Vụ', value: 1, unit: '' }] }), { code: 'INVALID_INPUT', details: { issues: [{ path: 'figures', code: 'nothing_with_figures' }] } }],
    ['a figure twice', () => ({ figures: [{ name: 'Vụ', value: 1, unit: '' }, { name: 'vụ', value: 2, unit: '' }] }), { code: 'INVALID_INPUT', details: { issues: [{ path: 'figures', code: 'figure_twice' }] } }],
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
    expect(s.clerk.call('report.submit', s.report({ reportedOn: '2026-06-30' }))).toMatchObject({ error: { code: 'STEP_NOT_ALLOWED', details: { state: 'done' } } });
    expect(s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: null, on: '2026-06-30' }).problem).toMatchObject({ code: 'STEP_NOT_ALLOWED' });
  });

  test('a result while a return is asked for is refused as a whole', () => {
    const s = scene();
    s.clerk.get('assignment.requestReturn', { id: s.assignmentId, onDay: '2026-05-02', reason: 'Không đúng chức năng' });
    const before = s.opCount();
    expect(s.clerk.call('report.submit', s.report(done))).toMatchObject({ error: { code: 'STEP_NOT_ALLOWED' } });
    expect(s.opCount()).toBe(before);
  });
});

describe('who may', () => {
  test('the office writes for a unit without a PC, a unit for itself, and nobody for another', () => {
    const s = scene();
    const other = unitUnder(s.o, s.o.unitId, 'Ba Đồn');
    const may = (role: Parameters<typeof person>[1], unitId?: string) => person(s.o, role, unitId).call('report.submit', s.report()).ok;
    expect([may('admin'), may('clerk'), may('coordinator'), may('personnel', s.communeId), may('clerk', s.communeId)]).toEqual([true, true, true, true, true]);
    expect([may('personnel'), may('clerk', other), may('commander'), may('viewer'), may('commander', s.communeId)]).toEqual([false, false, false, false, false]);
    expect(person(s.o, 'clerk', other).call('report.submit', s.report())).toMatchObject({ error: { code: 'FORBIDDEN', details: { name: 'report.submit' } } });
  });

  test.each(['admin', 'clerk', 'personnel', 'viewer'] as const)('%s does not review', (role) => {
    const s = scene();
    const reportId = s.send();
    expect(person(s.o, role).call('report.review', { reportId, kind: 'approve', onDay: '2026-06-01', reason: '' })).toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect(s.statuses()).toEqual(['submitted']);
  });

  test('only the office that gave the work decides', () => {
    const s = scene();
    const reportId = s.send();
    const elsewhere = { ...s.o, ctx: { ...s.o.ctx, office: { ...s.o.ctx.office, unitId: s.communeId } } };
    const chief = person(elsewhere, 'commander');
    expect(chief.call('report.review', { reportId, kind: 'approve', onDay: '2026-06-01', reason: '' })).toMatchObject({ error: { code: 'NOT_OWNER' } });
  });

  test('nobody decides on their own report, nor on that of the unit they work for', () => {
    const s = scene();
    const coordinator = person(s.o, 'coordinator');
    const reportId = s.send({}, coordinator);
    const before = s.opCount();
    for (const kind of ['approve', 'return'] as const) {
      expect(coordinator.call('report.review', { reportId, kind, onDay: '2026-06-01', reason: 'x' })).toMatchObject({ error: { code: 'OWN_WORK' } });
      expect(person(s.o, 'commander', s.communeId).call('report.review', { reportId, kind, onDay: '2026-06-01', reason: 'x' })).toMatchObject({ error: { code: 'OWN_WORK' } });
    }
    expect(coordinator.get('report.get', { id: reportId }).may.approve).toMatchObject({ code: 'OWN_WORK' });
    expect(s.opCount()).toBe(before);
    expect(s.approve(reportId).status).toBe('approved');
  });

  test('an office that gave itself work has another person approve it', () => {
    const s = scene();
    const own = assignTo(s.o, s.taskId, s.o.unitId);
    const reportId = s.send({ assignmentId: own, ...done });
    expect(s.approve(reportId).status).toBe('approved');
  });
});

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
    expect(s.chief.call('report.review', { reportId: first, kind: 'return', onDay: '2026-06-01', reason: ' ' })).toMatchObject({ error: { code: 'REASON_REQUIRED' } });
    s.chief.get('report.review', { reportId: first, kind: 'return', onDay: '2026-06-01', reason: 'Thiếu số liệu' });
    expect(s.stateOf()).toMatchObject({ processing: 'sentBack' });
    const form = s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: null, on: '2026-06-02' });
    expect([form.correctsId, form.problem, form.latest?.reviews.map(({ kind, reason }) => [kind, reason])]).toEqual([first, null, [['return', 'Thiếu số liệu']]]);
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
    const say = (reportId: string, kind: 'approve' | 'return' | 'close', onDay = '2026-06-01') => s.chief.call('report.review', { reportId, kind, onDay, reason: 'x' });
    expect(say(first, 'approve')).toMatchObject({ error: { code: 'REPORT_STATE', details: { status: 'submitted' } } });
    expect(say(second, 'close')).toMatchObject({ error: { code: 'REPORT_STATE' } });
    expect(say(second, 'approve', '2026-05-19')).toMatchObject({ error: { code: 'DATES_OUT_OF_ORDER', details: { first: '2026-05-20', second: '2026-05-19' } } });
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
    expect(s.clerk.call('report.submit', s.report({ periodKey: '2026-M05', correctsId: id }))).toMatchObject({ error: { code: 'REPORT_STATE', details: { status: 'closed' } } });
    expect(s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: '2026-M05', on: '2026-06-21' }).problem).toMatchObject({ code: 'REPORT_STATE' });
  });

  test('while other work goes on its reports stay open, since more are to come', () => {
    const s = scene();
    const id = s.send();
    s.approve(id);
    expect(s.chief.call('report.review', { reportId: id, kind: 'close', onDay: '2026-12-31', reason: '' })).toMatchObject({ error: { code: 'STEP_NOT_ALLOWED', details: { step: 'close' } } });
    const last = s.send({ ...done, reportedOn: '2026-06-01' });
    s.approve(last);
    s.chief.get('report.review', { reportId: last, kind: 'close', onDay: '2026-12-31', reason: '' });
    expect(s.statuses()).toEqual(['approved', 'closed']);
  });

  test('many at once: each stands for itself', () => {
    const s = scene();
    const coordinator = person(s.o, 'coordinator');
    const others = ['Ba Đồn', 'Quảng Phú'].map((name) => assignTo(s.o, s.taskId, unitUnder(s.o, s.o.unitId, name)));
    const ids = [s.send(done), s.send({ assignmentId: others[0] ?? '' }, coordinator), s.send({ assignmentId: others[1] ?? '' })];
    const { done: count, outcomes } = coordinator.get('report.reviewMany', { ids: [...ids, s.taskId], kind: 'approve', onDay: '2026-06-01' });
    expect([count, outcomes.map(({ problem }) => problem?.code ?? null)]).toEqual([2, [null, 'OWN_WORK', null, 'NOT_FOUND']]);
    expect(s.stateOf()).toMatchObject({ processing: 'done' });
    expect(s.clerk.get('report.counts', { on: '2026-06-01' })).toMatchObject({ submitted: 1, approved: 2 });
  });
});

describe('versions', () => {
  test('a sent report is never changed nor removed, whoever tries', () => {
    const s = scene();
    const id = s.send();
    expect(() => write(s.o, update('report', id, { percent: 80 }))).toThrow('IMMUTABLE');
    expect(() => write(s.o, remove('report', id))).toThrow('IMMUTABLE');
    s.approve(id);
    const reviewId = s.o.db.prepare('SELECT id FROM reportReview').pluck().get() as string;
    expect(() => write(s.o, update('reportReview', reviewId, { kind: 'return' }))).toThrow('IMMUTABLE');
    expect(() => s.o.db.prepare('UPDATE report SET percent = 80').run()).toThrow('write outside apply');
  });

  test('of one period there is one report: who did not see the newest version is told', () => {
    const s = scene({ rule: month });
    const first = s.send({ periodKey: '2026-M05' });
    const late = (correctsId: string | null) => s.clerk.call('report.submit', s.report({ periodKey: '2026-M05', correctsId }));
    expect(late(null)).toMatchObject({ error: { code: 'CHANGED_MEANWHILE', details: { entity: 'report', id: first } } });
    const second = s.send({ periodKey: '2026-M05', correctsId: first });
    expect(late(first)).toMatchObject({ error: { code: 'CHANGED_MEANWHILE', details: { id: second } } });
    expect(s.statuses()).toEqual(['submitted', 'submitted']);
  });

  test('an approved report of a period is corrected by a new version, which waits again', () => {
    const s = scene({ rule: month });
    const first = s.send({ periodKey: '2026-M05' });
    s.approve(first);
    s.send({ periodKey: '2026-M05', correctsId: first, percent: 80 });
    expect([s.statuses(), s.stateOf()['percent']]).toEqual([['approved', 'submitted'], 80]);
  });

  test('while a result waits, a newer report replaces it or takes it back, and the approval names the day it read', () => {
    const s = scene();
    const first = s.send(done);
    const second = s.send({ ...done, doneOn: '2026-05-29', correctsId: first });
    s.approve(second, '2026-06-01');
    expect(s.stateOf()).toMatchObject({ processing: 'done', completedOn: '2026-05-29' });
    const t = scene();
    t.send({ correctsId: t.send(done), percent: 60 });
    expect(t.stateOf()).toMatchObject({ processing: 'inProgress', percent: 60 });
  });

  test('a next report is not dated before the one it follows; a correction may set the day right', () => {
    const s = scene();
    const first = s.send({ reportedOn: '2026-05-12' });
    expect(s.clerk.call('report.submit', s.report({ reportedOn: '2026-05-11' }))).toMatchObject({ error: { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-05-12' } } });
    expect(s.clerk.call('report.submit', s.report({ reportedOn: '2026-05-11', correctsId: first })).ok).toBe(true);
  });

  test('compare tells field by field and figure by figure, within one assignment', () => {
    const s = scene();
    const figures = [{ name: 'Đồng chí', value: 4, unit: 'người' }, { name: 'Vụ', value: 0, unit: 'vụ' }];
    const a = s.send({ figures });
    const b = s.send({ percent: 90, difficulties: 'Thiếu trụ sở', figures: [{ name: 'Đồng chí', value: 5, unit: 'người' }, { name: 'Vụ', value: 0, unit: 'vụ' }] });
    const found = s.clerk.get('report.compare', { aId: a, bId: b });
    expect([found.a.version, found.b.version, found.fields, found.figures]).toEqual([
      1, 2,
      [{ field: 'percent', a: 75, b: 90 }, { field: 'difficulties', a: '', b: 'Thiếu trụ sở' }],
      [{ name: 'Đồng chí', a: figures[0], b: { name: 'Đồng chí', value: 5, unit: 'người' } }],
    ]);
    const elsewhere = s.send({ assignmentId: assignTo(s.o, s.taskId, unitUnder(s.o, s.o.unitId, 'Ba Đồn')) });
    expect(s.clerk.call('report.compare', { aId: a, bId: elsewhere })).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
});

describe('periods', () => {
  test.each([
    [null, ''], ['2026-Q2', '2026-Q2'], ['2025-M11', '2025-M11'],
  ])('period %s is unknown to a monthly task from 1/1/2026', (periodKey, key) => {
    const s = scene({ rule: month });
    expect(s.clerk.call('report.submit', s.report({ periodKey }))).toMatchObject({ error: { code: 'PERIOD_UNKNOWN', details: { key } } });
  });

  test('periods end with the task, and a period is not reported on before it begins', () => {
    const s = scene({ rule: month, periodToOn: '2026-06-01' });
    expect(s.clerk.call('report.submit', s.report({ periodKey: '2026-M07', reportedOn: '2026-07-01' }))).toMatchObject({ error: { code: 'PERIOD_UNKNOWN' } });
    expect(s.clerk.call('report.submit', s.report({ periodKey: '2026-M06' }))).toMatchObject({ error: { code: 'REPORT_DAY_OUTSIDE', details: { from: '2026-05-15' } } });
  });

  test('the form picks the closed period that has no report, shows the one before, and knows when it is due', () => {
    const s = scene({ rule: month });
    const april = s.send({ periodKey: '2026-M04', reportedOn: '2026-04-15', content: 'Tháng 4' });
    const form = s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: null, on: '2026-05-20' });
    expect(form.period).toEqual({ key: '2026-M05', startOn: '2026-04-15', endOn: '2026-05-14', dueOn: '2026-05-16' });
    expect([form.dueOn, form.previous?.id, form.latest, form.correctsId, form.problem]).toEqual(['2026-05-16', april, null, null, null]);
    expect(form.periods.map(({ key, status }) => [key, status])).toEqual([
      ['2026-M06', null], ['2026-M05', null], ['2026-M04', 'submitted'], ['2026-M03', null], ['2026-M02', null], ['2026-M01', null],
    ]);
    s.send({ periodKey: '2026-M05', reportedOn: '2026-05-17' });
    expect(s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: '2026-M05', on: '2026-05-20' }).latest).toMatchObject({ isLate: 1 });
    s.send({ periodKey: '2026-M06', reportedOn: '2026-06-16' });
    expect(s.clerk.get('report.form', { assignmentId: s.assignmentId, periodKey: '2026-M06', on: '2026-06-20' }).latest).toMatchObject({ isLate: 0 });
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
    const send = (periodKey: string) => o.clerk.call('report.submit', o.report({ assignmentId, periodKey, reportedOn: '2026-06-20' }));
    expect(send('2026-M07')).toMatchObject({ error: { code: 'UNIT_NOT_ALIVE', details: { name: 'Công an xã Đồng Tâm', on: '2026-06-20' } } });
    // Before the period is due, so it is late by the end of the unit alone.
    expect(o.clerk.call('report.submit', o.report({ assignmentId, periodKey: '2026-M06', reportedOn: '2026-06-10' }))).toMatchObject({ value: { isLate: 1 } });
    expect(o.clerk.get('report.list', { on: '2026-06-30' }).rows[0]?.isLate).toBe(1);
    const { id } = o.clerk.get('report.list', { on: '2026-06-30' }).rows[0] ?? { id: '' };
    expect(o.clerk.get('report.get', { id }).subject.unitName).toBe('Công an xã Đồng Tâm');
  });

  test('what the unit handed on it may still report late for its own time, without touching the work', () => {
    const s = scene({ rule: month });
    const gone = unitUnder(s.o, s.o.unitId, 'Đồng Tâm', '2021-11-01', '2026-06-01');
    const assignmentId = assignTo(s.o, s.taskId, gone, null);
    const coordinator = person(s.o, 'coordinator');
    coordinator.get('assignment.handOn', { id: assignmentId, toUnitId: unitUnder(s.o, s.o.unitId, 'Tân Lập'), onDay: '2026-06-01', reason: 'Nhập xã' });
    const steps = () => s.o.db.prepare('SELECT count(*) FROM assignmentStep').pluck().get();
    const before = steps();
    expect(s.clerk.call('report.submit', s.report({ assignmentId, periodKey: '2026-M05', reportedOn: '2026-06-20' }))).toMatchObject({ value: { isLate: 1 } });
    expect(steps()).toBe(before);
    expect(s.clerk.call('report.submit', s.report({ assignmentId, periodKey: '2026-M05', reportedOn: '2026-05-31' }))).toMatchObject({ error: { code: 'CHANGED_MEANWHILE' } });
    expect(s.clerk.call('report.submit', s.report({ assignmentId, periodKey: '2026-M04', reportedOn: '2026-05-31' }))).toMatchObject({ error: { code: 'STEP_NOT_ALLOWED' } });
  });

  test('of work that is not periodic only what was done before the end is reported after it', () => {
    const s = scene();
    const gone = unitUnder(s.o, s.o.unitId, 'Đồng Tâm', '2021-11-01', '2026-06-01');
    const assignmentId = assignTo(s.o, s.taskId, gone);
    const after = { assignmentId, reportedOn: '2026-06-20' };
    expect(s.clerk.call('report.submit', s.report(after))).toMatchObject({ error: { code: 'UNIT_NOT_ALIVE' } });
    expect(s.clerk.call('report.submit', s.report({ ...after, doneOn: '2026-05-30', percent: 100 }))).toMatchObject({ value: { isLate: 1 } });
  });
});

describe('reading', () => {
  function many() {
    const s = scene({}, '2026-05-31');
    const directiveId = s.o.ctx.newId();
    const wardId = unitUnder(s.o, s.communeId, 'Hòa Bình');
    const monthly = taskOf(s.o, { rule: month, content: 'Báo cáo số liệu hằng tháng' });
    const own = assignTo(s.o, monthly, s.communeId, null);
    const ward = assignTo(s.o, s.taskId, wardId);
    const ids = [
      s.send({ reportedOn: '2026-05-10' }),
      s.send({ assignmentId: own, periodKey: '2026-M04', reportedOn: '2026-04-20' }),
      s.send({ assignmentId: ward, reportedOn: '2026-05-11' }),
      s.send({ assignmentId: ward, reportedOn: '2026-05-12' }),
    ];
    return { ...s, ids, wardId, monthly, directiveId };
  }

  test('each filter narrows the rows, their number and the counts alike', () => {
    const s = many();
    const [first, april, wardOld, wardNew] = s.ids;
    const on = '2026-06-01';
    const found = (filter: Partial<Input<'report.list'>>) => {
      const page = s.clerk.get('report.list', { on, ...filter });
      expect(page.total).toBe(page.rows.length);
      return page.rows.map(({ id }) => id);
    };
    expect(found({})).toEqual([wardNew, first, april]);
    expect(found({ isLatest: 0 })).toEqual([wardNew, wardOld, first, april]);
    expect(found({ order: 'oldest' })).toEqual([april, first, wardNew]);
    expect(found({ unitId: s.communeId })).toEqual([first, april]);
    expect(found({ underUnitId: s.communeId })).toEqual([wardNew, first, april]);
    expect(found({ underUnitId: s.wardId })).toEqual([wardNew]);
    expect(found({ taskId: s.monthly })).toEqual([april]);
    expect(found({ periodKey: '2026-M04' })).toEqual([april]);
    expect(found({ from: '2026-05-10', to: '2026-05-10' })).toEqual([first]);
    expect(found({ text: 'SO LIEU hang' })).toEqual([april]);
    expect(found({ text: 'hoà bình' })).toEqual([wardNew]);
    expect(found({ text: '%' })).toEqual([]);
    expect(found({ directiveId: s.directiveId })).toEqual([]);
    s.approve(first ?? '');
    expect([found({ status: 'approved' }), found({ status: 'submitted' }), found({ status: 'closed' })]).toEqual([[first], [wardNew, april], []]);
    s.clerk.get('draft.save', { key: `report:${s.assignmentId}:-`, body: '{}' });
    expect(s.clerk.get('report.counts', { on })).toEqual({ submitted: 2, approved: 1, returned: 0, closed: 0, drafts: 1 });
    expect(s.clerk.get('report.counts', { on, underUnitId: s.wardId })).toMatchObject({ submitted: 1, approved: 0 });
  });

  test('reports of a directive are those of its tasks', () => {
    const s = many();
    const kindId = s.o.db.prepare("SELECT id FROM documentKind WHERE abbreviation = 'CT'").pluck().get() as string;
    const blank = { effectiveOn: null, expiresOn: null, objectGoneOn: null, objectGoneNote: '', field: '', signer: '', signerPosition: '', drafter: '' };
    const more = { recipients: [], arrivedOn: null, arrivalNumber: '', replyDueOn: null, pageCount: null, language: 'Tiếng Việt', description: '', audience: 'all' };
    write(s.o, create('directive', s.directiveId, {
      direction: 'incoming', kindId, number: '03/CT-BCA-X11', issuer: 'Bộ Công an', issuerUnitId: null, issuedOn: '2009-04-10',
      subject: 'Xây dựng toàn diện Công an cấp huyện', urgency: 'normal', secrecy: 'normal', ...blank, ...more,
    }));
    write(s.o, update('task', s.monthly, { directiveId: s.directiveId }));
    const page = s.clerk.get('report.list', { on: '2026-06-01', directiveId: s.directiveId });
    expect(page.rows.map(({ directiveNumber, unitName, isLate }) => [directiveNumber, unitName, isLate])).toEqual([['03/CT-BCA-X11', 'CAX Kim Sơn', 1]]);
  });

  test.each(['newest', 'oldest'] as const)('paging (%s) shows every row once, and a cursor of another list is refused', (order) => {
    const s = many();
    const all = s.clerk.get('report.list', { on: '2026-06-01', order, isLatest: 0 }).rows.map(({ id }) => id);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = s.clerk.get('report.list', { on: '2026-06-01', order, isLatest: 0, limit: 1, ...(after === undefined ? {} : { after }) });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(all);
    expect(s.clerk.call('report.list', { on: '2026-06-01', after: '[1]' })).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  });

  test('a unit is named as on the day of the report', () => {
    const s = scene();
    const id = s.send({ reportedOn: '2026-05-12' });
    const [version] = s.o.db.prepare('SELECT id FROM unitVersion WHERE unitId = ?').pluck().all(s.communeId) as string[];
    const row = s.o.db.prepare('SELECT * FROM unitVersion WHERE id = ?').get(version) as { kind: 'commune'; name: string; symbol: string; parentId: string };
    const { kind, name, symbol, parentId } = row;
    write(s.o, update('unitVersion', version ?? '', { validTo: '2026-06-01' }), create('unitVersion', s.o.ctx.newId(), {
      unitId: s.communeId, validFrom: '2026-06-01', validTo: null, kind, name, fullName: 'Công an phường Kim Sơn', shortName: 'CAP Kim Sơn', symbol, parentId,
      officialCode: null, isKey: 0, hasPolice: 0, orderNumber: null, basisDirectiveId: null, basisText: '',
    }));
    expect(s.clerk.get('report.get', { id }).subject.unitName).toBe('Công an xã Kim Sơn');
    expect(s.clerk.get('report.list', { on: '2026-07-01' }).rows[0]?.unitName).toBe('CAX Kim Sơn');
    expect(s.clerk.get('report.ofAssignment', { assignmentId: s.assignmentId, on: '2026-07-01' }).subject.unitName).toBe('Công an phường Kim Sơn');
  });

  test('all reports of an assignment stand by period, newest first, each with what was said', () => {
    const s = scene({ rule: month });
    const april = s.send({ periodKey: '2026-M04' });
    s.send({ periodKey: '2026-M05' });
    s.chief.get('report.review', { reportId: april, kind: 'return', onDay: '2026-05-13', reason: 'Thiếu số liệu' });
    s.send({ periodKey: '2026-M04', correctsId: april });
    const { groups } = s.clerk.get('report.ofAssignment', { assignmentId: s.assignmentId, on: '2026-06-01' });
    expect(groups.map(({ periodKey, period, reports }) => [periodKey, period?.dueOn, reports.map(({ version, status }) => `${version} ${status}`)])).toEqual([
      ['2026-M05', '2026-05-16', ['1 submitted']],
      ['2026-M04', '2026-04-16', ['2 submitted', '1 returned']],
    ]);
    expect(groups[1]?.reports[1]?.reviews).toMatchObject([{ kind: 'return', reason: 'Thiếu số liệu', byName: 'Người dùng commander' }]);
    expect(s.clerk.get('report.get', { id: groups[0]?.reports[0]?.id ?? '' }).previous).toMatchObject({ periodKey: '2026-M04', version: 2 });
  });

  test("drafts are one's own, named by what they are about", () => {
    const s = scene({ rule: month });
    s.clerk.get('draft.save', { key: `report:${s.assignmentId}:2026-M05`, body: '{"percent":5}' });
    s.clerk.get('draft.save', { key: 'directive:new', body: '{}' });
    expect(s.clerk.get('report.drafts', { on: '2026-05-20' })).toMatchObject([{ assignmentId: s.assignmentId, periodKey: '2026-M05', unitName: 'Công an xã Kim Sơn' }]);
    expect(s.chief.get('report.drafts', { on: '2026-05-20' })).toEqual([]);
  });

  test.each(['report.form', 'report.ofAssignment', 'report.get', 'report.compare'] as const)('%s of something unknown', (name) => {
    const s = scene();
    const inputs = {
      'report.form': { assignmentId: s.taskId, periodKey: null, on: '2026-05-20' },
      'report.ofAssignment': { assignmentId: s.taskId, on: '2026-05-20' },
      'report.get': { id: s.taskId },
      'report.compare': { aId: s.taskId, bId: s.taskId },
    };
    expect(s.clerk.call(name, inputs[name])).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
});
