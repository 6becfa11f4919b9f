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
import type { HandlersOf } from './define.ts';
import { listMissingOf, missingByTask, missingByUnit } from './overview-missing.ts';

export const overviewHandlers: HandlersOf<typeof overviewContract> = {
  'overview.figures': getFigures,
  'overview.units': listUnits,
  'overview.directives': listDirectives,
  'overview.missing': missingByTask,
  'overview.missingUnits': listMissingOf,
  'overview.deadlines': (ctx, input) => listDeadlines(ctx.db, { ...input, limit: 4 * maxOverviewRows }),
};

function getFigures(ctx: Ctx, input: Checked<'overview.figures'>): Output<'overview.figures'> {
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

function listLevels({ db }: Ctx, input: Looked): Output<'overview.figures'>['levels'] {
  const counts = countWorkBy(db, 'unit', input);
  const levels = new Map<NamedUnit['level'], WorkCounts>();
  for (const { id, level } of listLevelsOf(db, counts.keys()))
    levels.set(level, addWork(levels.get(level) ?? noWork(), counts.get(id) ?? noWork()));
  return [...levels].map(([level, work]) => ({ level, ...judged(work) }));
}

/** Slowest first: most overdue, then longest overdue, most late, most not handed in; then by name. */
const bySlowness = (a: Output<'overview.units'>[number], b: Output<'overview.units'>[number]): number =>
  b.overdue - a.overdue || b.longestDaysLate - a.longestDaysLate || b.missing - a.missing || b.doneLate - a.doneLate;

function listUnits(ctx: Ctx, input: Checked<'overview.units'>): Output<'overview.units'> {
  const counts = countWorkBy(ctx.db, 'unit', input);
  const reports = missingByUnit(ctx, input);
  const named = listUnitNames(ctx.db, new Set([...counts.keys(), ...reports.keys()]), input.on);
  return named
    .map(({ id, name, level }) => ({
      ...{ unitId: id, unitName: name, level },
      ...judged(counts.get(id) ?? noWork()),
      ...(reports.get(id) ?? { expected: 0, submitted: 0, missing: 0 }),
    }))
    .sort(bySlowness);
}

function listDirectives(ctx: Ctx, input: Checked<'overview.directives'>): Output<'overview.directives'> {
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
