import type { Checked, Output } from '../api/contract/index.ts';
import { addDays, type Day } from '../api/day.ts';
import type { Ctx } from '../context.ts';
import { type Period, type PeriodRule, periodByKey, periodsBetween } from '../domain/period.ts';
import {
  type AskedPeriod,
  countHanded,
  type Handed,
  listNotHanded,
  listPeriodicTasks,
  type PeriodicTask,
} from '../queries/overview-missing.ts';
import { findPeriodRule, toPeriodRule } from '../queries/period-rule.ts';
import type { Scope } from '../queries/unit-scope.ts';

/** What is looked at, with the units of its scope read. */
type Looked = Checked<'overview.missing'> & { readonly scope: Scope | undefined };

interface Due {
  readonly task: PeriodicTask;
  readonly period: Period;
}

/** Periods of a rule whose day of handing in lies in [from, to), the latest first. */
const periodsDue = (rule: PeriodRule, from: Day, to: Day): Period[] =>
  periodsBetween(rule, addDays(from, -rule.dueOffsetDays), addDays(to, -rule.dueOffsetDays))
    .filter(({ dueOn }) => dueOn >= from && dueOn < to)
    .reverse();

/** Of each periodic task the last period that has come due in the time looked at; tasks with none are left out. */
function listDue({ db }: Ctx, { on, from, to }: Looked): Due[] {
  const byRule = new Map<string, Period[]>();
  return listPeriodicTasks(db).flatMap((task) => {
    const rule = findPeriodRule(db, task.periodRuleId);
    if (rule === undefined) return [];
    // On the day itself a report may still come.
    const periods = byRule.get(rule.id) ?? periodsDue(toPeriodRule(rule), from, to < on ? to : on);
    byRule.set(rule.id, periods);
    const period = periods.find(
      ({ startOn, endOn }) => endOn >= task.fromOn && (task.toOn === null || startOn < task.toOn),
    );
    return period === undefined ? [] : [{ task, period }];
  });
}

const askedOf = (due: readonly Due[]): AskedPeriod[] =>
  due.map(({ task, period: { key, endOn } }) => ({ taskId: task.id, key, endOn }));

const withMissing = ({ expected, submitted }: Omit<Handed, 'id'>) => ({
  expected,
  submitted,
  missing: expected - submitted,
});

type ReportCounts = ReturnType<typeof withMissing>;

/** Both together. */
export const addReports = (a: ReportCounts, b: ReportCounts): ReportCounts =>
  withMissing({ expected: a.expected + b.expected, submitted: a.submitted + b.submitted });

/** By unit: what it owes and has handed in, over all tasks. */
export const missingByUnit = (ctx: Ctx, input: Looked): Map<string, ReportCounts> =>
  new Map(
    countHanded(ctx.db, 'unitId', { ...input, asked: askedOf(listDue(ctx, input)) }).map(({ id, ...handed }) => [
      id,
      withMissing(handed),
    ]),
  );

/** By task, most missing first. */
export function missingByTask(ctx: Ctx, input: Looked): Output<'overview.missing'> {
  const due = listDue(ctx, input);
  const handed = new Map(
    countHanded(ctx.db, 'taskId', { ...input, asked: askedOf(due) }).map(({ id, ...counts }) => [
      id,
      withMissing(counts),
    ]),
  );
  const rows = due.flatMap(({ task: { id, content, directiveNumber }, period }) => {
    const counts = handed.get(id);
    const { key: periodKey, startOn, endOn, dueOn } = period;
    return counts === undefined
      ? []
      : [{ taskId: id, content, directiveNumber, periodKey, startOn, endOn, dueOn, ...counts }];
  });
  const expected = rows.reduce((sum, row) => sum + row.expected, 0);
  const submitted = rows.reduce((sum, row) => sum + row.submitted, 0);
  return { ...withMissing({ expected, submitted }), rows: rows.sort((a, b) => b.missing - a.missing) };
}

/** Who has not handed in; nobody for a task or period that does not exist. */
export function listMissingOf(
  ctx: Ctx,
  input: Looked & Checked<'overview.missingUnits'>,
): Output<'overview.missingUnits'> {
  const task = listPeriodicTasks(ctx.db).find(({ id }) => id === input.taskId);
  const rule = task === undefined ? undefined : findPeriodRule(ctx.db, task.periodRuleId);
  const period = rule === undefined ? undefined : periodByKey(toPeriodRule(rule), input.periodKey);
  if (period === undefined) return [];
  return listNotHanded(ctx.db, {
    ...input,
    asked: [{ taskId: input.taskId, key: period.key, endOn: period.endOn }],
  });
}
