import type { ReportFull, ReportHead, ReportPeriod, ReportSubject } from '../api/contract/report.ts';
import { addDays, type Day } from '../api/day.ts';
import { type ApiError, AppError } from '../api/errors.ts';
import { type Period, type PeriodRule, periodByKey, periodsBetween } from '../domain/period.ts';
import {
  findReportFacts,
  findUnitFullName,
  listReviewsOf,
  type ReportFacts,
  type ReportRecord,
} from '../queries/report.ts';
import { listLives } from '../queries/unit-on.ts';
import type { Db } from '../sql.ts';

/** The assignment a report is about. Errors: NOT_FOUND. */
export function getFacts(db: Db, assignmentId: string): ReportFacts {
  const facts = findReportFacts(db, assignmentId);
  if (facts === undefined) throw new AppError('NOT_FOUND', { entity: 'assignment', id: assignmentId });
  return facts;
}

/** First day without the unit; null while it goes on. */
export const endOfUnit = (db: Db, unitId: string): Day | null => listLives(db, [unitId])[0]?.validTo ?? null;

/** First day and first day after of the time for which a periodic task is reported on; it begins with the assigning if nothing else is said. */
const spanOf = (facts: ReportFacts, until: Day): { fromOn: Day; toOn: Day } => {
  const end = addDays(until, 1);
  return {
    fromOn: facts.periodFromOn ?? facts.assignedOn,
    toOn: facts.periodToOn !== null && facts.periodToOn < end ? facts.periodToOn : end,
  };
};

/** The periods of a periodic task that have begun by a day, oldest first; none for other tasks. */
export function periodsUntil(facts: ReportFacts, on: Day): Period[] {
  if (facts.rule === null || facts.taskKind !== 'periodic') return [];
  const { fromOn, toOn } = spanOf(facts, on);
  return periodsBetween(facts.rule, fromOn, toOn);
}

/**
 * The period a report is for: one of the task's own for a periodic task, none for others; `key` null fits only the others.
 * Errors: PERIOD_UNKNOWN.
 */
export function getPeriod(facts: ReportFacts, key: string | null): Period | null {
  const isPeriodic = facts.taskKind === 'periodic' && facts.rule !== null;
  if (!isPeriodic && key === null) return null;
  const period = isPeriodic && key !== null ? periodByKey(facts.rule as PeriodRule, key) : undefined;
  const startsLate = period !== undefined && facts.periodToOn !== null && period.startOn >= facts.periodToOn;
  const endsEarly = period !== undefined && period.endOn < (facts.periodFromOn ?? facts.assignedOn);
  if (period === undefined || startsLate || endsEarly) throw new AppError('PERIOD_UNKNOWN', { key: key ?? '' });
  return period;
}

/** The day a report has to be there: of its period, else the deadline in force. */
export const dueOf = (facts: Pick<ReportFacts, 'currentDueOn'>, period: Period | null): Day | null =>
  period?.dueOn ?? facts.currentDueOn;

/** Nộp sau hạn; what a unit hands in after its own end is late whatever the deadline (DOMAIN 5.2.2). */
export const isLateOn = (reportedOn: Day, dueOn: Day | null, unitEndOn: Day | null): 0 | 1 =>
  (dueOn !== null && reportedOn > dueOn) || (unitEndOn !== null && reportedOn >= unitEndOn) ? 1 : 0;

/** The unit's end, for what it handed in then or later; such a report is shown with that day. */
export const afterEndOf = (reportedOn: Day, unitEndOn: Day | null): Day | null =>
  unitEndOn !== null && reportedOn >= unitEndOn ? unitEndOn : null;

/** Like getPeriod for a report that exists: its period is a fact even where the task's span has changed since. */
export const periodOf = (facts: Pick<ReportFacts, 'rule'>, key: string | null): Period | null =>
  key === null || facts.rule === null ? null : (periodByKey(facts.rule, key) ?? null);

/** A report as shown in a list of versions. */
export function toHead(db: Db, facts: ReportFacts, record: ReportRecord): ReportHead {
  const { id, assignmentId, unitId, periodKey, version, status, isLatest, reportedOn, doneOn } = record;
  const { percent, isNothing, createdByName, createdAtMs } = record;
  const endOn = endOfUnit(db, unitId);
  const afterEndOn = afterEndOf(reportedOn, endOn);
  const isLate = isLateOn(reportedOn, dueOf(facts, periodOf(facts, periodKey)), endOn);
  const shown = { percent, isNothing, createdByName, createdAtMs, isLate, afterEndOn };
  return { id, assignmentId, unitId, periodKey, version, status, isLatest, reportedOn, doneOn, ...shown };
}

/** A report with its text and what was decided on it. */
export function toFull(db: Db, facts: ReportFacts, record: ReportRecord): ReportFull {
  const { correctsId, content, difficulties, proposals } = record;
  const figures = [...record.figures];
  return {
    ...toHead(db, facts, record),
    correctsId,
    content,
    difficulties,
    proposals,
    figures,
    reviews: listReviewsOf(db, record.id),
  };
}

/** The assignment as shown above a report, its unit named as on a day. */
export function toSubject(db: Db, facts: ReportFacts, on: Day): ReportSubject {
  const { assignmentId, taskId, taskContent, taskKind, product, directiveId, directiveNumber, unitId, role } = facts;
  const { assignedOn, originalDueOn, currentDueOn, processing } = facts;
  const task = { taskId, taskContent, taskKind, product, directiveId, directiveNumber };
  return {
    assignmentId,
    ...task,
    unitId,
    unitName: findUnitFullName(db, unitId, on),
    role,
    assignedOn,
    originalDueOn,
    currentDueOn,
    processing,
  };
}

/** A period as shown. */
export const toPeriod = (period: Period | null): ReportPeriod | null =>
  period === null ? null : { key: period.key, startOn: period.startOn, endOn: period.endOn, dueOn: period.dueOn };

/** The failure of an assertion as a value, for screens that say beforehand why something cannot be done; null when it can. */
export function problemOf(assert: () => void): ApiError | null {
  try {
    assert();
    return null;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, details: error.details } as ApiError;
    throw error;
  }
}
