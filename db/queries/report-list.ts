import type { Checked } from '../api/contract/index.ts';
import type { ReportRow } from '../api/contract/report.ts';
import type { PeriodRule } from '../domain/period.ts';
import { foldText } from '../domain/text.ts';
import { type Db, prepare, type Value } from '../sql.ts';
import { likeText } from './assignment.ts';
import { readCursor, showCursor } from './cursor.ts';
import { listFences } from './fences.ts';
import { namedVersionSql, type RuleColumns, ruleOf } from './report.ts';
import { belongsToPast, listNameOf, unitIdsUnder, versionIdOn } from './unit-on.ts';

type Filter = Omit<Checked<'report.counts'>, 'on'>;
type Bound = Record<string, Value>;

const idsUnder = unitIdsUnder.replaceAll('@unitId', '@underUnitId');

/** The same with predecessors. The plus, as below: the reports of many units are read by day, those of one by unit. */
const withPast = {
  unitId: belongsToPast('r.unitId', 'r.reportedOn', 'SELECT @unitId AS id'),
  underUnitId: belongsToPast('+r.unitId', 'r.reportedOn', idsUnder),
};

/** Each filter that is set, as SQL over `r` (report) and `s` (reportState), its value bound by the filter's own name. */
const conditions: { readonly [K in keyof Filter]-?: string } = {
  unitId: 'r.unitId = @unitId',
  underUnitId: `+r.unitId IN (${idsUnder})`,
  withPredecessors: 'TRUE',
  directiveId:
    'r.assignmentId IN (SELECT a.id FROM task t JOIN assignment a ON a.taskId = t.id WHERE t.directiveId = @directiveId)',
  taskId: 'r.assignmentId IN (SELECT id FROM assignment WHERE taskId = @taskId)',
  periodKey: 'r.periodKey = @periodKey',
  from: 'r.reportedOn >= @from',
  to: 'r.reportedOn <= @to',
  /** The task's words, or any name the unit has had. */
  text: `(r.assignmentId IN (SELECT a.id FROM task t JOIN assignment a ON a.taskId = t.id WHERE t.searchKey LIKE @text ESCAPE '\\')
    OR r.unitId IN (SELECT unitId FROM unitVersion WHERE searchKey LIKE @text ESCAPE '\\'))`,
  ids: 'r.id IN (SELECT value FROM json_each(@ids))',
  isLatest: '(s.isLatest = 1 OR @isLatest = 0)',
  /** From the units that have ended: few of all reports are theirs. */
  isAfterEnd: `r.id IN (SELECT late.id FROM (SELECT unitId, max(validTo) AS endOn FROM unitVersion
      GROUP BY unitId HAVING count(*) = count(validTo)) gone
    CROSS JOIN assignment a ON a.unitId = gone.unitId
    CROSS JOIN report late ON late.assignmentId = a.id AND late.reportedOn >= gone.endOn)`,
};

const bindable = (value: unknown): Value =>
  Array.isArray(value) ? JSON.stringify(value) : typeof value === 'boolean' ? Number(value) : (value as Value);

const tables = 'report r JOIN reportState s ON s.reportId = r.id';

/** Which reports match, before paging: the same for the rows and for their number. */
function matching({ on, ...filter }: Checked<'report.counts'>): { where: string; bound: Bound } {
  const bound: Bound = { on };
  const parts: string[] = [];
  for (const name of Object.keys(conditions) as (keyof Filter)[]) {
    const value = filter[name];
    if (value === undefined || (name === 'text' && foldText(String(value)) === '')) continue;
    const past = filter.withPredecessors && (name === 'unitId' || name === 'underUnitId') ? withPast[name] : undefined;
    parts.push(past ?? conditions[name]);
    bound[name] = name === 'text' ? likeText(String(value)) : bindable(value);
  }
  return { where: parts.join(' AND '), bound };
}

/** A row of the list before the handler has judged its lateness. */
export type ReportListRecord = Omit<ReportRow, 'isLate' | 'afterEndOn'> & {
  readonly rule: PeriodRule | null;
  readonly currentDueOn: string | null;
};

const columns = `r.id, r.assignmentId, r.unitId, r.periodKey, r.version, s.status, s.isLatest, r.reportedOn, r.doneOn, r.percent,
  r.isNothing, coalesce(u.name, '') AS createdByName, r.createdAtMs, a.taskId, t.content AS taskContent,
  coalesce(d.number, '') AS directiveNumber, coalesce(${listNameOf('v')}, '') AS unitName,
  (SELECT iif(last.validTo <= @on, last.validTo, NULL) FROM unitVersion last WHERE last.id = ${versionIdOn('r.unitId')}) AS unitEndedOn, st.currentDueOn,
  p.unit AS ruleUnit, p.startWeekday, p.closeDay, p.dueOffsetDays`;

const joins = `JOIN assignment a ON a.id = r.assignmentId JOIN assignmentState st ON st.assignmentId = a.id
  JOIN task t ON t.id = a.taskId LEFT JOIN directive d ON d.id = t.directiveId LEFT JOIN periodRule p ON p.id = t.periodRuleId
  LEFT JOIN user u ON u.id = r.createdBy LEFT JOIN unitVersion v ON v.id = ${namedVersionSql('r.unitId', 'r.reportedOn')}`;

const orders = {
  newest: { orderBy: 'r.reportedOn DESC, r.id DESC', after: '(r.reportedOn, r.id) < (@afterDay, @afterId)' },
  oldest: { orderBy: 'r.reportedOn, r.id', after: '(r.reportedOn, r.id) > (@afterDay, @afterId)' },
} as const;

type Wanted = Omit<Checked<'report.fences'>, 'order'>;

/**
 * The condition of a page, and of its number. Most reports end up approved: the plus keeps SQLite from sorting them all
 * instead of reading them by day.
 */
function listed({ status, ...filter }: Wanted): { where: string; inOrder: string; bound: Bound } {
  const { where, bound } = matching(filter);
  if (status === undefined) return { where, inOrder: where, bound };
  bound['status'] = status;
  const plus = status === 'approved' ? '+' : '';
  return { where: `${where} AND s.status = @status`, inOrder: `${where} AND ${plus}s.status = @status`, bound };
}

/** Where the pages of the list begin. */
export function listReportFences(
  db: Db,
  { order, ...wanted }: Checked<'report.fences'>,
  step: (done: number) => void,
): string[] {
  const { inOrder, bound } = listed(wanted);
  const from = `FROM ${tables} WHERE ${inOrder}`;
  return listFences(db, { keys: ['r.reportedOn', 'r.id'], from, orderBy: orders[order].orderBy, bound }, step);
}

/** One page by day of reporting, then id. Uses index report_by_day, or reportState_by_status where few are in that state. */
export function listReports(
  db: Db,
  input: Checked<'report.list'>,
): { rows: ReportListRecord[]; next: string | null; total: number } {
  const { order, after, limit, isCounted, ...wanted } = input;
  const { where, inOrder, bound } = listed(wanted);
  const total = isCounted
    ? (prepare(db, `SELECT count(*) FROM ${tables} WHERE ${where}`).pluck().get(bound) as number)
    : 0;
  const cursor = readCursor(after, 2);
  const beyond = cursor === undefined ? '' : `AND ${orders[order].after}`;
  if (cursor !== undefined) [bound['afterDay'], bound['afterId']] = cursor as [string, string];
  const { orderBy } = orders[order];
  // Which rows first, then what they say: only a page of them is worth the joins.
  const ids = `SELECT r.id FROM ${tables} WHERE ${inOrder} ${beyond} ORDER BY ${orderBy} LIMIT @limit`;
  const page = `SELECT ${columns} FROM ${tables} ${joins} WHERE r.id IN (${ids}) ORDER BY ${orderBy}`;
  const found = prepare(db, page).all({ ...bound, limit: limit + 1 }) as (Omit<ReportListRecord, 'rule'> &
    RuleColumns)[];
  const rows = found.slice(0, limit).map(({ ruleUnit, startWeekday, closeDay, dueOffsetDays, ...row }) => ({
    ...row,
    rule: ruleOf({ ruleUnit, startWeekday, closeDay, dueOffsetDays }),
  }));
  const last = rows.at(-1);
  return {
    rows,
    next: found.length > limit && last !== undefined ? showCursor([last.reportedOn, last.id]) : null,
    total,
  };
}

/** How many reports that match stand in each status. */
export function countReports(db: Db, filter: Checked<'report.counts'>): Record<ReportRow['status'], number> {
  const counts = { submitted: 0, approved: 0, returned: 0, closed: 0 };
  const { where, bound } = matching(filter);
  const found = prepare(db, `SELECT s.status, count(*) AS count FROM ${tables} WHERE ${where} GROUP BY s.status`).all(
    bound,
  );
  for (const { status, count } of found as { status: ReportRow['status']; count: number }[]) counts[status] = count;
  return counts;
}

export interface ReportDraft {
  readonly key: string;
  readonly assignmentId: string;
  readonly taskContent: string;
  readonly unitId: string;
  readonly savedAtMs: number;
}

/**
 * The user's drafts of reports whose assignment is known here, newest first. Of one that went along when its work was handed
 * on, the copy that is gone on with.
 */
export const listReportDrafts = (db: Db, userId: string): ReportDraft[] =>
  prepare(
    db,
    `SELECT f.key, f.savedAtMs, a.id AS assignmentId, a.unitId, t.content AS taskContent
     FROM draft f JOIN assignment a ON a.id = substr(f.key, 8, 36) JOIN task t ON t.id = a.taskId
     WHERE f.userId = ? AND f.key LIKE 'report:%' AND NOT EXISTS (
       SELECT 1 FROM assignmentStep step JOIN draft copy ON copy.userId = f.userId
         AND copy.key = 'report:' || step.toAssignmentId || substr(f.key, 44)
       WHERE step.assignmentId = a.id AND step.kind = 'handOn')
     ORDER BY f.savedAtMs DESC`,
  ).all(userId) as ReportDraft[];

/** Ids of reports that match, at most `limit`, oldest first. */
export function listReportIds(
  db: Db,
  { status, ...filter }: Checked<'report.counts'> & { status?: ReportRow['status'] | undefined },
  limit: number,
): string[] {
  const { where, bound } = matching(filter);
  if (status !== undefined) bound['status'] = status;
  return prepare(
    db,
    `SELECT r.id FROM ${tables} WHERE ${where}${status === undefined ? '' : ' AND s.status = @status'} ORDER BY r.reportedOn, r.id LIMIT @rowLimit`,
  )
    .pluck()
    .all({ ...bound, rowLimit: limit }) as string[];
}
