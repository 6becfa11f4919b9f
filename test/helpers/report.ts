import type { Input } from '../../db/api/contract/index.ts';
import { office } from './office.ts';
import { assignTo, type Person, person, taskOf, unitUnder } from './work.ts';

/** The period rule that closes on the 14th. */
export const month = 'Tháng (15 – 14)';

/** A province with one commune that has a task due 31/5/2026, its people, and a report ready to send. */
export function scene(fields: Parameters<typeof taskOf>[1] = {}, dueOn: string | null = '2026-05-31') {
  const o = office('admin');
  const communeId = unitUnder(o, o.unitId, 'Kim Sơn');
  const taskId = taskOf(o, fields);
  const assignmentId = assignTo(o, taskId, communeId, fields.rule === undefined ? dueOn : null);
  const clerk = person(o, 'clerk');
  const chief = person(o, 'commander');
  const report = (more: Partial<Input<'report.submit'>> = {}): Input<'report.submit'> => ({
    assignmentId,
    periodKey: null,
    on: '2026-12-31',
    reportedOn: '2026-05-12',
    doneOn: null,
    percent: 75,
    content: 'Đã bố trí 4 đồng chí.',
    difficulties: '',
    proposals: '',
    figures: [],
    isNothing: 0,
    correctsId: null,
    ...more,
  });
  const send = (more: Partial<Input<'report.submit'>> = {}, by: Person = clerk): string =>
    by.get('report.submit', report(more)).reportId;
  const approve = (reportId: string, onDay = '2026-12-31', by: Person = chief) =>
    by.get('report.review', { reportId, kind: 'approve', onDay, reason: '' });
  const stateOf = () =>
    o.db.prepare('SELECT * FROM assignmentState WHERE assignmentId = ?').get(assignmentId) as Record<string, unknown>;
  const statuses = () =>
    o.db.prepare('SELECT status FROM reportState JOIN report ON id = reportId ORDER BY version').pluck().all();
  const opCount = () => o.db.prepare('SELECT count(*) FROM op').pluck().get() as number;
  return { o, communeId, taskId, assignmentId, clerk, chief, report, send, approve, stateOf, statuses, opCount };
}

/** What a report says of work that is finished on its last day. */
export const done = { doneOn: '2026-05-31', reportedOn: '2026-05-31', percent: 100 };
