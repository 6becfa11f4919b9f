import type { Checked, Output } from '../api/contract/index.ts';
import { addDays, type Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { isInside } from '../domain/interval.ts';
import { type Period, type PeriodRule, periodByKey, periodsBetween } from '../domain/period.ts';
import { findPeriodRule, toPeriodRule } from '../queries/period-rule.ts';
import {
  findTask,
  listPeriodicLeads,
  listPeriodReports,
  type PeriodicLead,
  type PeriodReport,
} from '../queries/task.ts';
import { listLives, type UnitLife } from '../queries/unit-on.ts';

/** When a periodic task is reported on. */
interface Span {
  readonly rule: PeriodRule;
  readonly fromOn: Day;
  readonly toOn: Day | null;
}

/** Errors: NOT_FOUND, TASK_NOT_PERIODIC. */
function getSpan(ctx: Ctx, taskId: string): Span {
  const task = findTask(ctx.db, taskId);
  if (task === undefined) throw new AppError('NOT_FOUND', { entity: 'task', id: taskId });
  const rule = task.periodRuleId === null ? undefined : findPeriodRule(ctx.db, task.periodRuleId);
  if (rule === undefined) throw new AppError('TASK_NOT_PERIODIC', {});
  return {
    rule: toPeriodRule(rule),
    fromOn: task.periodFromOn ?? task.assignedOn,
    toOn: task.periodToOn,
  };
}

/** A periodic task with everyone who reports on it, as of a day. */
interface Periodic extends Span {
  readonly leads: readonly PeriodicLead[];
  readonly lives: ReadonlyMap<string, UnitLife>;
  readonly reports: readonly PeriodReport[];
}

/** Errors: NOT_FOUND, TASK_NOT_PERIODIC. */
function getPeriodic(ctx: Ctx, taskId: string, on: Day): Periodic {
  const span = getSpan(ctx, taskId);
  const leads = listPeriodicLeads(ctx.db, { taskId }, on);
  const lives = listLives(
    ctx.db,
    leads.map((lead) => lead.unitId),
  );
  return {
    ...span,
    leads,
    lives: new Map(lives.map((life) => [life.unitId, life])),
    reports: listPeriodReports(ctx.db, { taskId }, on),
  };
}

/** A lead owes a report for a period when it had the work before that ends, was not released by then, and is alive when it ends. */
function owes(lead: PeriodicLead, life: UnitLife | undefined, { endOn }: Period): boolean {
  const isReleased = lead.endedOn !== null && lead.endedOn <= endOn;
  return life !== undefined && isInside(life, endOn) && lead.assignedOn <= endOn && !isReleased;
}

const listOwing = ({ leads, lives }: Periodic, period: Period): PeriodicLead[] =>
  leads.filter((lead) => owes(lead, lives.get(lead.unitId), period));

/** Periods past due on a day for which each of these assignments has handed in nothing; only those with any are in the answer. */
export function countMissing(ctx: Ctx, ids: readonly string[], on: Day): Map<string, number> {
  const counts = new Map<string, number>();
  if (ids.length === 0) return counts;
  const leads = listPeriodicLeads(ctx.db, { ids }, on);
  const lives = new Map(
    listLives(
      ctx.db,
      leads.map((lead) => lead.unitId),
    ).map((life) => [life.unitId, life]),
  );
  const handed = new Set(
    listPeriodReports(ctx.db, { ids }, on).flatMap((report) =>
      report.status === 'returned' ? [] : [`${report.assignmentId} ${report.periodKey}`],
    ),
  );
  const dueByTask = new Map<string, Period[]>();
  for (const lead of leads) {
    const due = dueByTask.get(lead.taskId) ?? periodsPastDue(getSpan(ctx, lead.taskId), on);
    dueByTask.set(lead.taskId, due);
    const count = due.filter(
      (period) => owes(lead, lives.get(lead.unitId), period) && !handed.has(`${lead.assignmentId} ${period.key}`),
    ).length;
    if (count > 0) counts.set(lead.assignmentId, count);
  }
  return counts;
}

/** The periods of a task whose reports are overdue on a day if they are not there. */
const periodsPastDue = ({ rule, fromOn, toOn }: Span, on: Day): Period[] =>
  periodsBetween(rule, fromOn, earlier(toOn, addDays(on, EARLIEST_DUE_DAYS))).filter((period) => period.dueOn < on);

/** Most days before its close that a period can be due; see db/entities/period-rule.ts. */
const EARLIEST_DUE_DAYS = 32;

const earlier = (a: Day | null, b: Day): Day => (a !== null && a < b ? a : b);

/** What counts as handed in: anything not sent back. */
const handedIn = ({ reports }: Periodic, key: string): Map<string, PeriodReport> =>
  new Map(
    reports
      .filter((report) => report.periodKey === key && report.status !== 'returned')
      .map((report) => [report.assignmentId, report]),
  );

/** The periods of a task that touch [from, to), the latest first, with who has reported by a day. */
export function listPeriodsOf(ctx: Ctx, { taskId, from, to, on }: Checked<'task.periods'>): Output<'task.periods'> {
  const periodic = getPeriodic(ctx, taskId, on);
  const fromOn = from > periodic.fromOn ? from : periodic.fromOn;
  const toOn = earlier(periodic.toOn, to);
  return periodsBetween(periodic.rule, fromOn, toOn)
    .reverse()
    .map((period) => {
      const owing = listOwing(periodic, period);
      const reports = handedIn(periodic, period.key);
      const submitted = owing.flatMap((lead) => reports.get(lead.assignmentId) ?? []);
      return {
        ...period,
        expectedCount: owing.length,
        submittedCount: submitted.length,
        approvedCount: submitted.filter(({ status }) => status === 'approved' || status === 'closed').length,
        lateCount: submitted.filter(({ firstOn }) => firstOn > period.dueOn).length,
        missingCount: on > period.dueOn ? owing.length - submitted.length : 0,
      };
    });
}

/** Who has not handed in a period's report by a day, in the order of names; Errors: PERIOD_UNKNOWN. */
export function listMissing(ctx: Ctx, { taskId, periodKey, on }: Checked<'task.missing'>): Output<'task.missing'> {
  const periodic = getPeriodic(ctx, taskId, on);
  const period = periodByKey(periodic.rule, periodKey);
  if (period === undefined) throw new AppError('PERIOD_UNKNOWN', { key: periodKey });
  const reports = handedIn(periodic, periodKey);
  return listOwing(periodic, period)
    .filter((lead) => !reports.has(lead.assignmentId))
    .map(({ assignmentId, unitId, unitName, reminderCount }) => ({
      assignmentId,
      unitId,
      unitName,
      reminderCount,
    }));
}
