import type { Checked, Output } from '../api/contract/index.ts';
import type { Heirs, LineageEdgeShown, LineageUnit, lineageContract } from '../api/contract/lineage.ts';
import { addDays, type Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { convert, type LineageGraph, predecessorsOf, successorsOn } from '../domain/lineage.ts';
import { lookAround, type Near, type Reach } from '../domain/lineage-around.ts';
import {
  countPastRecords,
  listLineageEvents,
  listNamesOn,
  nameKey,
  readLineageAround,
  type ShownEdge,
  type UnitNameOn,
} from '../queries/lineage.ts';
import type { Db } from '../sql.ts';
import type { HandlersOf } from './define.ts';

/** A drawing that stays readable, and one that leaves little out. */
const narrow: Reach = { generations: 3, direct: 24, further: 18 };
const wide: Reach = { generations: 6, direct: 300, further: 2000 };

function getLineage(ctx: Ctx, { id, on, isWide }: Checked<'lineage.get'>): Output<'lineage.get'> {
  const graph = readLineageAround(ctx.db, [id]);
  if (!graph.lives.has(id)) throw new AppError('NOT_FOUND', { entity: 'unit', id });
  const { units, edges } = lookAround(graph, id, isWide ? wide : narrow);
  const days = units.map((near) => ({ id: near.unitId, on: openDay(graph, near, on) }));
  const named = edges.flatMap(({ fromUnitId, toUnitId, on: day }) => [
    ...(fromUnitId === null ? [] : [{ id: fromUnitId, on: addDays(day, -1) }]),
    ...(toUnitId === null ? [] : [{ id: toUnitId, on: day }]),
  ]);
  const names = listNamesOn(ctx.db, [...days, ...named]);
  const shown = units.flatMap((near, index): LineageUnit[] => {
    const name = names.get(nameKey(near.unitId, days[index]?.on ?? on));
    const life = graph.lives.get(near.unitId);
    if (name === undefined || life === undefined) return [];
    const { validFrom, validTo } = life;
    const endedOn = validTo !== null && validTo <= on ? validTo : null;
    const { generation, more } = near;
    return [{ ...name, generation, more, validFrom, validTo, endedOn, openOn: days[index]?.on ?? on }];
  });
  return {
    id,
    units: shown,
    edges: edges.map((edge) => showEdge(graph, edge, names)),
    events: listLineageEvents(ctx.db, [...new Set(edges.map(({ eventId }) => eventId))]),
    heirs: heirsOf(ctx.db, graph, id, on),
  };
}

/** The day whose name a unit bears: the last before it passed something on, the one on which something came to it, or that of view. */
function openDay(graph: LineageGraph, { unitId, generation, day }: Near, on: Day): Day {
  const life = graph.lives.get(unitId);
  if (generation < 0 && day !== null) return addDays(day, -1);
  if (generation > 0 && day !== null) return day;
  if (life === undefined) return on;
  if (on < life.validFrom) return life.validFrom;
  return life.validTo !== null && life.validTo <= on ? addDays(life.validTo, -1) : on;
}

function showEdge(
  graph: LineageGraph<ShownEdge>,
  edge: ShownEdge,
  names: ReadonlyMap<string, UnitNameOn>,
): LineageEdgeShown {
  const { eventId, fromUnitId: fromId, toUnitId: toId, part, isMainHeir, ratio } = edge;
  const fromName = names.get(nameKey(fromId ?? '', addDays(edge.on, -1)))?.fullName ?? '';
  const toName = names.get(nameKey(toId ?? '', edge.on))?.fullName ?? '';
  const heirs = (graph.from.get(fromId ?? '') ?? []).filter((other) => other.eventId === eventId);
  const heirCount = new Set(heirs.flatMap(({ toUnitId }) => toUnitId ?? [])).size;
  return { eventId, fromId, fromName, toId, toName, part, isMainHeir, ratio, heirCount };
}

/** Who carries on a unit that has ended; a unit that lives needs nobody. */
function heirsOf(db: Db, graph: LineageGraph, id: string, on: Day): Heirs {
  const endedOn = graph.lives.get(id)?.validTo ?? null;
  if (endedOn === null || endedOn > on) return { units: [], reason: null };
  const found = successorsOn(graph, id, on);
  const names = listNamesOn(
    db,
    found.map((unitId) => ({ id: unitId, on })),
  );
  const units = found.flatMap((unitId) => {
    const name = names.get(nameKey(unitId, on));
    return name === undefined ? [] : [{ id: unitId, fullName: name.fullName }];
  });
  if (units.length > 0)
    return { units: units.toSorted((a, b) => a.fullName.localeCompare(b.fullName, 'vi')), reason: null };
  const parts = convert(graph, id, endedOn, on, false);
  const isUnknown = parts.some((part) => 'notConvertible' in part && part.notConvertible === 'unknown');
  return { units, reason: isUnknown ? 'unknown' : 'none' };
}

/** Of these units, those that have ended by the day, each with who carries it on. */
export function heirsOfEnded(db: Db, ids: readonly string[], on: Day): Map<string, Heirs & { readonly endedOn: Day }> {
  if (ids.length === 0) return new Map();
  const graph = readLineageAround(db, ids);
  return new Map(
    ids.flatMap((id) => {
      const endedOn = graph.lives.get(id)?.validTo ?? null;
      return endedOn === null || endedOn > on ? [] : [[id, { endedOn, ...heirsOf(db, graph, id, on) }] as const];
    }),
  );
}

const listHeirs = (ctx: Ctx, { ids, on }: Checked<'lineage.heirs'>): Output<'lineage.heirs'> =>
  [...heirsOfEnded(ctx.db, ids, on)].map(([id, { endedOn, ...heirs }]) => ({ id, endedOn, heirs }));

function countRecords(ctx: Ctx, { id, on }: Checked<'lineage.records'>): Output<'lineage.records'> {
  const graph = readLineageAround(ctx.db, [id]);
  const before = predecessorsOf(graph, id, on).filter(({ unitId }) => unitId !== id);
  if (before.length === 0) return { predecessorCount: 0, assignmentCount: 0, reportCount: 0 };
  return { predecessorCount: before.length, ...countPastRecords(ctx.db, before) };
}

export const lineageHandlers: HandlersOf<typeof lineageContract> = {
  'lineage.get': getLineage,
  'lineage.heirs': listHeirs,
  'lineage.records': countRecords,
};
