import type { Checked, Output } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { isInside } from '../domain/interval.ts';
import { type Period, periodByKey, type PeriodRule, periodsBetween } from '../domain/period.ts';
import { findPeriodRule, toPeriodRule } from '../queries/period-rule.ts';
import { findTask, listPeriodicLeads, listPeriodReports, type PeriodicLead, type PeriodReport } from '../queries/task.ts';
import { listLives, type UnitLife } from '../queries/unit-on.ts';

/** A periodic task with everyone who reports on it, as of a day. */
interface Periodic {
  readonly rule: PeriodRule;
  readonly fromOn: Day;
  readonly toOn: Day | null;
  readonly leads: readonly PeriodicLead[];
  readonly lives: ReadonlyMap<string, UnitLife>;
  readonly reports: readonly PeriodReport[];
}

/** Errors: NOT_FOUND, TASK_NOT_PERIODIC. */
function getPeriodic(ctx: Ctx, taskId: string, on: Day): Periodic {
  const task = findTask(ctx.db, taskId);
  if (task === undefined) throw new AppError('NOT_FOUND', { entity: 'task', id: taskId });
  const rule = task.periodRuleId === null ? undefined : findPeriodRule(ctx.db, task.periodRuleId);
  if (rule === undefined) throw new AppError('TASK_NOT_PERIODIC', {});
  const leads = listPeriodicLeads(ctx.db, taskId, on);
  const lives = listLives(ctx.db, leads.map((lead) => lead.unitId));
  return {
    rule: toPeriodRule(rule),
    fromOn: task.periodFromOn ?? task.assignedOn,
    toOn: task.periodToOn,
    leads,
    lives: new Map(lives.map((life) => [life.unitId, life])),
    reports: listPeriodReports(ctx.db, taskId, on),
  };
}

/** Leads that owe a report for a period: given the work before it ends, not released by then, and alive when it ends. */
function listOwing({ leads, lives }: Periodic, { endOn }: Period): PeriodicLead[] {
  return leads.filter((lead) => {
    const life = lives.get(lead.unitId);
    const isReleased = lead.endedOn !== null && lead.endedOn <= endOn;
    return life !== undefined && isInside(life, endOn) && lead.assignedOn <= endOn && !isReleased;
  });
}

/** What counts as handed in: anything not sent back. */
const handedIn = ({ reports }: Periodic, key: string): Map<string, PeriodReport> =>
  new Map(reports.filter((report) => report.periodKey === key && report.status !== 'returned').map((report) => [report.assignmentId, report]));

/** The periods of a task that touch [from, to), the latest first, with who has reported by a day. */
export function listPeriodsOf(ctx: Ctx, { taskId, from, to, on }: Checked<'task.periods'>): Output<'task.periods'> {
  const periodic = getPeriodic(ctx, taskId, on);
  const fromOn = from > periodic.fromOn ? from : periodic.fromOn;
  const toOn = periodic.toOn !== null && periodic.toOn < to ? periodic.toOn : to;
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
    .map(({ assignmentId, unitId, unitName, reminderCount }) => ({ assignmentId, unitId, unitName, reminderCount }));
}
