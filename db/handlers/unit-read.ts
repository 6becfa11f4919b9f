import type { Checked, Output } from '../api/contract/index.ts';
import type { UnitFound } from '../api/contract/unit.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { foldText } from '../domain/text.ts';
import { lifeOf, versionOn } from '../domain/unit.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { countOpenWork } from '../queries/unit.ts';
import {
  countChildren,
  countMarked,
  countPicks,
  countUnits,
  listChildren,
  listCounterparts,
  listFound,
  listHeirsNamed,
  listIdsUnder,
  listPath,
  listPicks,
  listVersionsShown,
  type SearchWanted,
  searchUnits,
} from '../queries/unit-tree.ts';
import { heirsOfEnded } from './lineage.ts';
import { unitOf } from './unit-rules.ts';

/** Folded text in which the signs of LIKE stand for themselves. */
const likePattern = (text: string): string => foldText(text).replace(/[\\%_]/g, '\\$&');

export const listUnitChildren = (ctx: Ctx, input: Checked<'unit.children'>): Output<'unit.children'> =>
  listChildren(ctx.db, { ...input, includeEnded: input.includeEnded ? 1 : 0 });

export function searchUnit(
  ctx: Ctx,
  { text, on, nature, includeEnded }: Checked<'unit.search'>,
): Output<'unit.search'> {
  const pattern = likePattern(text);
  if (pattern === '') return { rows: [], total: 0 };
  const wanted = { pattern, on, nature: nature ?? null };
  const { rows, total } = searchUnits(ctx.db, { ...wanted, includeEnded: includeEnded ? 1 : 0 });
  if (!includeEnded) {
    const more = listMoreHeirs(ctx, wanted, new Set(rows.map(({ id }) => id)));
    return { rows: [...rows.map(withoutHeirs), ...more].slice(0, 50), total: total + more.length };
  }
  const heirs = heirsOfEnded(
    ctx.db,
    rows.flatMap(({ id, endedOn }) => (endedOn === null ? [] : id)),
    on,
  );
  return { rows: rows.map((row) => ({ ...row, heirs: heirs.get(row.id)?.units ?? [] })), total };
}

const withoutHeirs = (row: Omit<UnitFound, 'heirs'>): UnitFound => ({ ...row, heirs: [] });

/** Living units that nobody asked for by their own name: they carry on an ended unit of that name. */
function listMoreHeirs(ctx: Ctx, wanted: Omit<SearchWanted, 'includeEnded'>, known: ReadonlySet<string>): UnitFound[] {
  const named = new Map(listHeirsNamed(ctx.db, wanted).map(({ id, name }) => [id, name]));
  const ids = [...named.keys()].filter((id) => !known.has(id));
  if (ids.length === 0) return [];
  return listFound(ctx.db, ids, wanted.on).map((row) => ({ ...row, formerName: named.get(row.id) ?? null, heirs: [] }));
}

/** Errors: NOT_FOUND. */
export function getUnit(ctx: Ctx, { id, on }: Checked<'unit.get'>): Output<'unit.get'> {
  const { nature, level, areaId, ownerId } = unitOf(ctx.db, id);
  const versions = listVersionsShown(ctx.db, id);
  const life = lifeOf(versions);
  if (life === undefined) throw new AppError('NOT_FOUND', { entity: 'unit', id });
  const version = versionOn(versions, on);
  const nearest = version ?? versions.findLast((other) => other.validFrom <= on) ?? versions[0];
  // Before and after its life, the unit stands where it stood first or last.
  const placeOn = version === undefined ? (nearest?.validFrom ?? on) : on;
  return {
    id,
    nature,
    level,
    isOwn: ownerId === ctx.office.unitId,
    isOffice: id === ctx.office.unitId,
    ...life,
    versionId: version?.id ?? null,
    versions,
    path: listPath(ctx.db, id, placeOn),
    childCounts: countChildren(ctx.db, id, on),
    counterparts: listCounterparts(ctx.db, { id, areaId, on }),
    openWorkCount: countOpenWork(ctx.db, [id]),
  };
}

export function listUnits(ctx: Ctx, input: Checked<'unit.list'>): Output<'unit.list'> {
  const [afterKey = null, afterId = ''] = readCursor(input.after, 2) ?? [];
  const wanted = {
    on: input.on,
    nature: input.nature,
    underId: input.underId,
    level: input.level ?? null,
    pattern: likePattern(input.text),
    afterKey: afterKey === null ? null : String(afterKey),
    afterId: String(afterId),
    limit: input.limit + 1,
  };
  const found = listPicks(ctx.db, wanted);
  const page = found.slice(0, input.limit);
  const last = page.at(-1);
  const next = found.length > input.limit && last !== undefined ? showCursor([last.sortKey, last.id]) : null;
  return {
    rows: page.map(({ sortKey: _sortKey, ...row }) => row),
    next,
    total: input.isCounted ? countPicks(ctx.db, wanted) : 0,
  };
}

export const listUnitIds = (ctx: Ctx, { unitId, level, on }: Checked<'unit.idsUnder'>): Output<'unit.idsUnder'> =>
  listIdsUnder(ctx.db, { underId: unitId, level, on });

export const countAllUnits = (ctx: Ctx, { on }: Checked<'unit.counts'>): Output<'unit.counts'> => ({
  rows: countUnits(ctx.db, on),
  ...countMarked(ctx.db, on),
});
