import type { Checked, Output } from '../api/contract/index.ts';
import { maxReportIds } from '../api/contract/report.ts';
import type { TotalsCell, totalsContract } from '../api/contract/totals.ts';
import { addDays } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { type Period, periodByKey, periodsBetween } from '../domain/period.ts';
import {
  type Column,
  columnsOf,
  handedOf,
  type ReportedShare,
  type Sums,
  type Totalled,
  totalUp,
} from '../domain/totals.ts';
import { findPeriodRule, toPeriodRule } from '../queries/period-rule.ts';
import { findTask } from '../queries/task.ts';
import { listPeriodShares, listTaskShares } from '../queries/totals.ts';
import type { HandlersOf } from './define.ts';
import { compare, inTreeOrder, locateBy, type Scope, Standing } from './totals-places.ts';

export const totalsHandlers: HandlersOf<typeof totalsContract> = {
  'totals.figures': getFigures,
  'totals.periods': listPeriods,
  'totals.missing': listMissing,
  'totals.reports': listReportIds,
};

type Asked = Checked<'totals.figures'>;
type RowAsked = Pick<Checked<'totals.missing'>, 'rowId' | 'notConvertible'>;

/** Errors: NOT_FOUND, PERIOD_UNKNOWN. */
function periodsOf({ db }: Ctx, { taskId, periodKeys }: Asked): Period[] {
  const task = findTask(db, taskId);
  if (task === undefined) throw new AppError('NOT_FOUND', { entity: 'task', id: taskId });
  const rule = task.periodRuleId === null ? undefined : findPeriodRule(db, task.periodRuleId);
  return [...new Set(periodKeys)].map((key) => {
    const period = rule === undefined ? undefined : periodByKey(toPeriodRule(rule), key);
    if (period === undefined) throw new AppError('PERIOD_UNKNOWN', { key });
    return period;
  });
}

/** The same periods a year before; a week 53 may have none. */
function periodsBefore({ db }: Ctx, { taskId }: Asked, periods: readonly Period[]): Period[] {
  const ruleId = findTask(db, taskId)?.periodRuleId ?? null;
  const rule = ruleId === null ? undefined : findPeriodRule(db, ruleId);
  if (rule === undefined) return [];
  return periods.flatMap(
    ({ key }) => periodByKey(toPeriodRule(rule), `${Number(key.slice(0, 4)) - 1}${key.slice(4)}`) ?? [],
  );
}

const sharesIn = (ctx: Ctx, asked: Asked, periods: readonly Period[]): ReportedShare[] =>
  asked.periodKeys.length === 0 ? listTaskShares(ctx.db, asked) : listPeriodShares(ctx.db, asked, periods);

function sumUp(ctx: Ctx, asked: Asked, standing: Standing, periods: readonly Period[]): Sums {
  const shares = sharesIn(ctx, asked, periods);
  const scope: Scope = { unitId: asked.unitId ?? ctx.office.unitId, isAll: asked.unitId === undefined };
  const unitIds = [...new Set(shares.map(({ unitId }) => unitId))];
  standing.learn([...unitIds, scope.unitId]);
  return totalUp(shares, locateBy(asked.tree, standing, scope, asked.on, unitIds));
}

const keyOf = ({ rowId, reason }: Pick<Totalled, 'rowId' | 'reason'>): string => `${reason ?? ''} ${rowId}`;

function cellsOf(columns: readonly Column[], row: Totalled, before: Totalled | undefined): TotalsCell[] {
  return columns.map(({ key }) => {
    const cell = row.cells.get(key);
    return {
      value: cell?.value ?? null,
      reports: cell?.reportIds.size ?? 0,
      before: before?.cells.get(key)?.value ?? null,
    };
  });
}

function getFigures(ctx: Ctx, asked: Asked): Output<'totals.figures'> {
  const standing = new Standing(ctx.db);
  const periods = periodsOf(ctx, asked);
  const sums = sumUp(ctx, asked, standing, periods);
  const { rows, total } = sums;
  const earlier = periodsBefore(ctx, asked, periods);
  const before = earlier.length === 0 ? undefined : sumUp(ctx, asked, standing, earlier);
  const rowBefore = new Map(before?.rows.map((row) => [keyOf(row), row]));
  const columns = columnsOf(total.shares);
  standing.learn(rows.map(({ rowId }) => rowId));
  const isScope = ({ rowId }: Totalled): boolean => rowId === (asked.unitId ?? ctx.office.unitId);
  const named = rows
    .map((row) => ({ row, unit: standing.on(row.rowId, asked.tree === 'ofTheTime' ? row.treeOn : asked.on) }))
    .sort((a, b) => Number(isScope(b.row)) - Number(isScope(a.row)) || inTreeOrder(a.unit, b.unit));
  const shown = ({ row, unit }: (typeof named)[number]) => ({
    unitId: row.rowId,
    unitName: unit?.name ?? '',
    level: unit?.level ?? 'other',
    endedOn: standing.endedOn(row.rowId, asked.on),
    isScope: isScope(row),
    hasBelow: row.hasBelow,
    cells: cellsOf(columns, row, rowBefore.get(keyOf(row))),
    handed: row.handed,
  });
  const sumOf = (part: 'converted' | 'apart' | 'total') => ({
    cells: cellsOf(columns, sums[part], before?.[part]),
    handed: sums[part].handed,
  });
  return {
    columns,
    rows: named.filter(({ row }) => row.reason === null).map(shown),
    notConvertible: named.flatMap((one) =>
      one.row.reason === null ? [] : [{ ...shown(one), reason: one.row.reason }],
    ),
    converted: sumOf('converted'),
    apart: sumOf('apart'),
    total: sumOf('total'),
    beforeKeys: before === undefined || before.total.shares.length === 0 ? [] : earlier.map(({ key }) => key),
  };
}

const findRow = (rows: readonly Totalled[], { rowId, notConvertible }: RowAsked): Totalled | undefined =>
  rows.find((row) => row.rowId === rowId && row.reason === (notConvertible ?? null));

function listPeriods({ db }: Ctx, { taskId, on }: Checked<'totals.periods'>): Output<'totals.periods'> {
  const task = findTask(db, taskId);
  if (task === undefined) throw new AppError('NOT_FOUND', { entity: 'task', id: taskId });
  const rule = task.periodRuleId === null ? undefined : findPeriodRule(db, task.periodRuleId);
  if (rule === undefined) return [];
  const after = addDays(on, 1);
  const toOn = task.periodToOn !== null && task.periodToOn < after ? task.periodToOn : after;
  return periodsBetween(toPeriodRule(rule), task.periodFromOn ?? task.assignedOn, toOn)
    .reverse()
    .map(({ key, startOn, endOn }) => ({ key, startOn, endOn }));
}

function listMissing(ctx: Ctx, asked: Checked<'totals.missing'>): Output<'totals.missing'> {
  const standing = new Standing(ctx.db);
  const { rows, total } = sumUp(ctx, asked, standing, periodsOf(ctx, asked));
  const row = asked.rowId === undefined ? total : findRow(rows, asked);
  return (row?.shares ?? [])
    .filter((share) => handedOf(share).missing > 0)
    .map((share) => ({ share, unit: standing.on(share.unitId, share.treeOn) }))
    .sort((a, b) => compare(a.share.periodKey ?? '', b.share.periodKey ?? '') || inTreeOrder(a.unit, b.unit))
    .map(({ share: { assignmentId, unitId, periodKey }, unit }) => ({
      assignmentId,
      unitId,
      periodKey,
      unitName: unit?.name ?? '',
    }));
}

function listReportIds(ctx: Ctx, asked: Checked<'totals.reports'>): Output<'totals.reports'> {
  const { rows, total } = sumUp(ctx, asked, new Standing(ctx.db), periodsOf(ctx, asked));
  const { rowId, columnKey } = asked;
  const row = rowId === undefined ? total : findRow(rows, asked);
  if (row === undefined) return [];
  if (columnKey !== undefined) return [...(row.cells.get(columnKey)?.reportIds ?? [])].slice(0, maxReportIds);
  return row.shares
    .flatMap(({ isHanded, countedId, latestId }) => countedId ?? (isHanded ? latestId : null) ?? [])
    .slice(0, maxReportIds);
}
