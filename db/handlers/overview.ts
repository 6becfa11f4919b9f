import type { Checked, Output } from '../api/contract/index.ts';
import { maxOverviewRows, type overviewContract } from '../api/contract/overview.ts';
import { addDays } from '../api/day.ts';
import { lastMonths, samePeriodBefore } from '../api/span.ts';
import type { Ctx } from '../context.ts';
import { addWork, judged, noWork, type WorkCounts } from '../domain/overview.ts';
import {
  countWorkBy,
  type Looked,
  listDeadlines,
  listDirectiveWords,
  listLevelsOf,
  listUnitNames,
  type NamedUnit,
} from '../queries/overview.ts';
import { type Carried, listCarried, readScope, type Scope } from '../queries/unit-scope.ts';
import type { HandlersOf } from './define.ts';
import { addReports, listMissingOf, missingByTask, missingByUnit } from './overview-missing.ts';

export const overviewHandlers: HandlersOf<typeof overviewContract> = {
  'overview.figures': getFigures,
  'overview.units': listUnits,
  'overview.directives': listDirectives,
  'overview.missing': (ctx, input) => missingByTask(ctx, { ...input, scope: scopeOf(ctx, input) }),
  'overview.missingUnits': (ctx, input) => listMissingOf(ctx, { ...input, scope: scopeOf(ctx, input) }),
  'overview.deadlines': (ctx, input) =>
    listDeadlines(ctx.db, { ...input, scope: scopeOf(ctx, input), limit: 4 * maxOverviewRows }),
};

type Asked = Checked<'overview.figures'>;

/** The units looked at, read once for all figures of an answer; undefined for the whole office. */
const scopeOf = ({ db }: Ctx, { unitId, tree, on }: Asked): Scope | undefined =>
  unitId === undefined ? undefined : readScope(db, { unitId, tree, on });

/** Of today, by ended unit who carries its work on, or why nobody; of the time, every unit stands for itself. */
const carriedOf = ({ db }: Ctx, { tree, on }: Asked): ReadonlyMap<string, Carried> =>
  new Map(tree === 'ofTheTime' ? [] : listCarried(db, on).map((row) => [row.unitId, row]));

/** Counts by unit, those of an ended one with who carries on. */
function foldUnits<T>(
  byUnit: ReadonlyMap<string, T>,
  carried: ReadonlyMap<string, Carried>,
  add: (a: T, b: T) => T,
): Map<string, T> {
  const folded = new Map<string, T>();
  for (const [unitId, counts] of byUnit) {
    const id = carried.get(unitId)?.heirId ?? unitId;
    const known = folded.get(id);
    folded.set(id, known === undefined ? counts : add(known, counts));
  }
  return folded;
}

function getFigures(ctx: Ctx, asked: Asked): Output<'overview.figures'> {
  const input = { ...asked, scope: scopeOf(ctx, asked) };
  const total = (looked: Looked): WorkCounts => countWorkBy(ctx.db, 'all', looked).get('') ?? noWork();
  const { day, ...span } = samePeriodBefore(input, input.on);
  return {
    total: judged(total(input)),
    before: judged(total({ ...input, ...span, on: day })),
    months: listMonths(ctx, input),
    levels: listLevels(ctx, input),
  };
}

function listMonths({ db }: Ctx, input: Looked): Output<'overview.figures'>['months'] {
  const months = lastMonths(input.on);
  const span = { from: months[0]?.from ?? input.on, to: months.at(-1)?.to ?? addDays(input.on, 1) };
  const counts = countWorkBy(db, 'month', { ...input, ...span });
  return months.map(({ from }) => ({ month: from.slice(0, 7), ...judged(counts.get(from.slice(0, 7)) ?? noWork()) }));
}

function listLevels(ctx: Ctx, input: Asked & Looked): Output<'overview.figures'>['levels'] {
  const counts = foldUnits(countWorkBy(ctx.db, 'unit', input), carriedOf(ctx, input), addWork);
  const levels = new Map<NamedUnit['level'], WorkCounts>();
  for (const { id, level } of listLevelsOf(ctx.db, counts.keys()))
    levels.set(level, addWork(levels.get(level) ?? noWork(), counts.get(id) ?? noWork()));
  return [...levels].map(([level, work]) => ({ level, ...judged(work) }));
}

/** Slowest first: most overdue, then longest overdue, most late, most not handed in; then by name. */
const bySlowness = (a: Output<'overview.units'>[number], b: Output<'overview.units'>[number]): number =>
  b.overdue - a.overdue || b.longestDaysLate - a.longestDaysLate || b.missing - a.missing || b.doneLate - a.doneLate;

function listUnits(ctx: Ctx, asked: Asked): Output<'overview.units'> {
  const input = { ...asked, scope: scopeOf(ctx, asked) };
  const { tree, on, to } = asked;
  const carried = carriedOf(ctx, asked);
  const counts = foldUnits(countWorkBy(ctx.db, 'unit', input), carried, addWork);
  const reports = foldUnits(missingByUnit(ctx, input), carried, addReports);
  const lastDay = addDays(to, -1);
  const namedOn = tree === 'ofTheTime' && lastDay < on ? lastDay : on;
  const named = listUnitNames(ctx.db, new Set([...counts.keys(), ...reports.keys()]), namedOn);
  return named
    .map(({ id, name, level, validTo }) => ({
      ...{ unitId: id, unitName: name, level, endedOn: validTo !== null && validTo <= on ? validTo : null },
      reason: carried.get(id)?.reason ?? null,
      ...judged(counts.get(id) ?? noWork()),
      ...(reports.get(id) ?? { expected: 0, submitted: 0, missing: 0 }),
    }))
    .sort(bySlowness);
}

function listDirectives(ctx: Ctx, asked: Asked): Output<'overview.directives'> {
  const input = { ...asked, scope: scopeOf(ctx, asked) };
  const counts = [...countWorkBy(ctx.db, 'directive', input)].sort(
    ([a, one], [b, other]) =>
      other.overdue - one.overdue || other.doneLate - one.doneLate || other.within - one.within || (a < b ? -1 : 1),
  );
  const shown = counts.slice(0, maxOverviewRows);
  const words = new Map(
    listDirectiveWords(
      ctx.db,
      shown.map(([id]) => id),
    ).map((one) => [one.id, one]),
  );
  const rows = shown.map(([id, work]) => ({
    directiveId: id === '' ? null : id,
    number: words.get(id)?.number ?? null,
    subject: words.get(id)?.subject ?? null,
    ...judged(work),
  }));
  return { rows, total: counts.length };
}
