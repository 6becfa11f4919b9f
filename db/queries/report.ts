import { sql } from 'kysely';
import type { Figure, ReportHead, ReportPeriod, ReportSubject, Review } from '../api/contract/report.ts';
import type { Day } from '../api/day.ts';
import type { PeriodRule } from '../domain/period.ts';
import { all, type Db, one, prepare, q } from '../sql.ts';

/** A report with its state as the rules and the screens need it; lateness is a rule, computed by the handler. */
export interface ReportRecord extends Omit<ReportHead, 'isLate' | 'afterEndOn'> {
  readonly createdBy: string;
  readonly createdLam: number;
  readonly correctsId: string | null;
  readonly content: string;
  readonly difficulties: string;
  readonly proposals: string;
  readonly figures: readonly Figure[];
}

const records = q
  .selectFrom('report as r')
  .innerJoin('reportState as s', 's.reportId', 'r.id')
  .leftJoin('user as u', 'u.id', 'r.createdBy')
  .select([
    'r.id',
    'r.assignmentId',
    'r.unitId',
    'r.periodKey',
    'r.version',
    's.status',
    's.isLatest',
    'r.reportedOn',
    'r.doneOn',
  ])
  .select(['r.percent', 'r.isNothing', 'r.createdAtMs', 'r.createdBy', 'r.createdLam', 'r.correctsId'])
  .select(['r.content', 'r.difficulties', 'r.proposals', 'r.figures'])
  .select((eb) => eb.fn.coalesce('u.name', sql<string>`''`).as('createdByName'));

const withFigures = <T extends { figures: string }>(row: T): Omit<T, 'figures'> & { figures: Figure[] } => ({
  ...row,
  figures: JSON.parse(row.figures) as Figure[],
});

export function findReport(db: Db, id: string): ReportRecord | undefined {
  const row = one(db, records.where('r.id', '=', id));
  return row === undefined ? undefined : withFigures(row);
}

/** Every version for one period, or of a task that is not periodic; newest first. Uses index report_by_assignment. */
export const listVersions = (db: Db, assignmentId: string, periodKey: string | null): ReportRecord[] =>
  all(
    db,
    records
      .where('r.assignmentId', '=', assignmentId)
      .where('r.periodKey', 'is', periodKey)
      .orderBy('r.version', 'desc')
      .orderBy('r.createdLam', 'desc')
      .orderBy('r.id', 'desc'),
  ).map(withFigures);

/** Every report of an assignment, newest version first within a period. Uses index report_by_assignment. */
export const listReportsOf = (db: Db, assignmentId: string): ReportRecord[] =>
  all(
    db,
    records
      .where('r.assignmentId', '=', assignmentId)
      .orderBy('r.periodKey', 'desc')
      .orderBy('r.version', 'desc')
      .orderBy('r.createdLam', 'desc')
      .orderBy('r.id', 'desc'),
  ).map(withFigures);

/** What was decided on a report, oldest first. Uses index reportReview_by_report. */
export const listReviewsOf = (db: Db, reportId: string): Review[] =>
  all(
    db,
    q
      .selectFrom('reportReview as v')
      .leftJoin('user as u', 'u.id', 'v.createdBy')
      .where('v.reportId', '=', reportId)
      .select(['v.id', 'v.kind', 'v.onDay', 'v.reason', 'v.createdAtMs as atMs'])
      .select((eb) => eb.fn.coalesce('u.name', sql<string>`''`).as('byName'))
      .orderBy('v.createdLam')
      .orderBy('v.id'),
  );

/** An assignment, its task and the period rule of that, as the rules of reports need them. */
export interface ReportFacts extends Omit<ReportSubject, 'unitName'> {
  /** Unit of the office that gave the assignment. */
  readonly issuerId: string;
  readonly isEnded: 0 | 1;
  readonly periodFromOn: Day | null;
  readonly periodToOn: Day | null;
  /** Null for a task that is not periodic. */
  readonly rule: PeriodRule | null;
}

export interface RuleColumns {
  readonly ruleUnit: PeriodRule['unit'] | null;
  readonly startWeekday: number | null;
  readonly closeDay: number | null;
  readonly dueOffsetDays: number | null;
}

/** The columns of a period rule as the rule itself; null where the task has none. */
export function ruleOf({ ruleUnit, startWeekday, closeDay, dueOffsetDays }: RuleColumns): PeriodRule | null {
  if (ruleUnit === null || dueOffsetDays === null) return null;
  return ruleUnit === 'week'
    ? { unit: ruleUnit, startDay: startWeekday ?? 1, dueOffsetDays }
    : { unit: ruleUnit, closeDay, dueOffsetDays };
}

export function findReportFacts(db: Db, assignmentId: string): ReportFacts | undefined {
  const row = one(
    db,
    q
      .selectFrom('assignment as a')
      .innerJoin('assignmentState as st', 'st.assignmentId', 'a.id')
      .innerJoin('task as t', 't.id', 'a.taskId')
      .leftJoin('directive as d', 'd.id', 't.directiveId')
      .leftJoin('periodRule as p', 'p.id', 't.periodRuleId')
      .where('a.id', '=', assignmentId)
      .select([
        'a.id as assignmentId',
        'a.taskId',
        'a.unitId',
        'a.role',
        'a.assignedOn',
        'a.originalDueOn',
        'a.ownerId as issuerId',
      ])
      .select([
        't.content as taskContent',
        't.kind as taskKind',
        't.product',
        't.directiveId',
        't.periodFromOn',
        't.periodToOn',
      ])
      .select([
        'st.currentDueOn',
        'st.isEnded',
        'p.unit as ruleUnit',
        'p.startWeekday',
        'p.closeDay',
        'p.dueOffsetDays',
      ])
      .select(sql<ReportSubject['processing']>`st.processing`.as('processing'))
      .select((eb) => eb.fn.coalesce('d.number', sql<string>`''`).as('directiveNumber')),
  );
  if (row === undefined) return undefined;
  const { ruleUnit, startWeekday, closeDay, dueOffsetDays, ...facts } = row;
  return { ...facts, rule: ruleOf({ ruleUnit, startWeekday, closeDay, dueOffsetDays }) };
}

/**
 * The version a unit is named by on a day: the one in force, else the last before, else its first. An old report keeps the
 * name its unit had then, also when it was handed in after the unit had ended.
 */
export const namedVersionSql = (
  unitId: string,
  on: string,
): string => `(SELECT n.id FROM unitVersion n WHERE n.unitId = ${unitId}
  ORDER BY n.validFrom <= ${on} DESC, CASE WHEN n.validFrom <= ${on} THEN n.validFrom END DESC, n.validFrom LIMIT 1)`;

/** Full name of a unit on a day; empty for a unit unknown here. */
export const findUnitFullName = (db: Db, unitId: string, on: Day): string =>
  (prepare(db, `SELECT fullName FROM unitVersion WHERE id = ${namedVersionSql('@unitId', '@on')}`)
    .pluck()
    .get({ unitId, on }) as string | undefined) ?? '';

/** Newest status of each period that has a report. */
export const listPeriodStates = (
  db: Db,
  assignmentId: string,
): { periodKey: ReportPeriod['key']; status: ReportHead['status'] }[] =>
  prepare(
    db,
    `SELECT r.periodKey, s.status FROM report r JOIN reportState s ON s.reportId = r.id AND s.isLatest = 1
     WHERE r.assignmentId = ? AND r.periodKey IS NOT NULL`,
  ).all(assignmentId) as { periodKey: string; status: ReportHead['status'] }[];
