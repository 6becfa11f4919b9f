import { beforeAll, expect, test } from 'vitest';
import { deskRows } from '../../db/api/contract/desk.ts';
import { reportDraftKey } from '../../db/api/contract/report.ts';
import { addDays } from '../../db/api/day.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { type Person, person } from '../helpers/work.ts';

const on = '2026-05-05';
let o: TestOffice;
let chief: Person;
let clerk: Person;

beforeAll(() => {
  o = office();
  chief = person(o, 'commander');
  clerk = person(o, 'clerk');
  person(o, 'coordinator');
  o.get('demo.fill', { on, communes: 24, directives: 70 });
});

test('every number of the desk is that of the list it opens', () => {
  const desk = chief.get('desk.today', { on });
  const list = (filter: object) => chief.get('assignment.list', { on, filter, limit: deskRows });
  const overdue = list({ timeliness: ['overdue'] });
  const dueSoon = list({ timeliness: ['dueSoon'] });
  const requests = list({ awaitsDecision: true });
  const reports = chief.get('report.list', { on, status: 'submitted', order: 'oldest', limit: deskRows });
  const documents = chief.get('directive.list', { on, isUnworked: true, limit: deskRows });
  const missing = chief.get('overview.missing', { on, from: addDays(on, -100), to: addDays(on, 1) });
  const changes = chief.get('activity.recent', { since: addDays(on, -1), on });
  expect(desk).toMatchObject({
    isOffice: true,
    overdue: { total: overdue.total },
    dueSoon: { total: dueSoon.total },
    requests: { total: requests.total },
    reports: { total: reports.total },
    documents: { total: documents.total },
    missing: { total: missing.missing },
    changes: { total: changes.total },
  });
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  expect(desk.overdue.rows[0]).toMatchObject({ dueOn: overdue.rows[0]?.currentDueOn });
  for (const chip of ['overdue', 'dueSoon'] as const) {
    for (const { taskId, shareCount } of desk[chip].rows)
      expect(list({ taskId, timeliness: [chip] }).total, chip).toBe(shareCount);
  }
  expect(desk.requests.rows.map(({ asks }) => asks === 'result')).toEqual(
    desk.requests.rows.map(({ asks }) => asks === 'result').sort(),
  );
  expect(ids(desk.reports.rows)).toEqual(ids(reports.rows));
  expect(ids(desk.documents.rows)).toEqual(ids(documents.rows));
  for (const block of [desk.overdue, desk.dueSoon, desk.requests, desk.reports, desk.documents, desk.missing])
    expect(block.total).toBeGreaterThan(0);
});

test('drafts are the own ones, and what was worked leaves the desk', () => {
  const before = clerk.get('desk.today', { on });
  expect(before.drafts.total).toBe(clerk.get('report.drafts', { on }).length);
  const [first] = before.dueSoon.rows;
  clerk.get('draft.save', { key: reportDraftKey(first?.id ?? '', null), body: '{}' });
  expect(clerk.get('desk.today', { on }).drafts.rows[0]).toMatchObject({ assignmentId: first?.id });
  expect(chief.get('desk.today', { on }).drafts.rows.map((row) => row.assignmentId)).not.toContain(first?.id);

  const [document] = before.documents.rows;
  const read = { id: document?.id ?? '', unitIds: [o.unitId], day: on };
  for (const step of ['receivedOn', 'readOn'] as const) clerk.get('directive.saveReceipts', { ...read, step });
  const after = clerk.get('desk.today', { on });
  expect(after.documents.total).toBe(before.documents.total - 1);
  expect(after.documents.rows.map(({ id }) => id)).not.toContain(document?.id);

  const [report] = before.reports.rows;
  chief.get('report.review', { reportId: report?.id ?? '', kind: 'approve', onDay: on, reason: '' });
  expect(chief.get('desk.today', { on }).reports.total).toBe(before.reports.total - 1);
});

test('who does the work of one unit sees what that unit must do, and nothing of the office', () => {
  const unitId = o.db
    .prepare(
      `SELECT unitId FROM assignmentState WHERE isEnded = 0 AND currentDueOn < ? AND role = 'lead' ORDER BY assignmentId LIMIT 1`,
    )
    .pluck()
    .get(on) as string;
  const worker = person(o, 'clerk', unitId);
  const desk = worker.get('desk.today', { on });
  const own = (timeliness: 'overdue' | 'dueSoon') =>
    worker.get('assignment.list', { on, filter: { unitId, isUnder: true, role: 'any', timeliness: [timeliness] } });
  expect(desk).toMatchObject({
    isOffice: false,
    unit: { id: unitId },
    requests: { total: 0 },
    documents: { total: 0 },
  });
  expect(desk.overdue.total).toBe(own('overdue').total);
  expect(desk.overdue.total).toBeGreaterThan(0);
  expect(desk.dueSoon.total).toBe(own('dueSoon').total);
  const returned = worker.get('report.list', { on, status: 'returned', underUnitId: unitId });
  expect(desk.reports.total).toBe(returned.total);
});

test('an empty office has an empty desk', () => {
  const empty = office();
  const desk = empty.get('desk.today', { on });
  const blocks = ['documents', 'overdue', 'dueSoon', 'reports', 'requests', 'drafts', 'missing'] as const;
  for (const name of blocks) expect(desk[name]).toEqual({ total: 0, rows: [] });
});
