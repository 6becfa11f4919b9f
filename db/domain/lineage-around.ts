import type { Day } from '../api/day.ts';
import { goesOn, type LineageEdge, type LineageGraph } from './lineage.ts';

/** A unit near another one: how many events away, before it (below 0) or after it, and the day whose name it bears there. */
export interface Near {
  readonly unitId: string;
  readonly generation: number;
  /** Predecessors: the day on which something left them; successors: on which it came. Null for the unit itself. */
  readonly day: Day | null;
  /** Predecessors, or successors, that are not shown. */
  readonly more: number;
}

export interface Around<E extends LineageEdge> {
  readonly units: readonly Near[];
  /** Edges between units that are shown, and those of the unit with itself and with nothing. */
  readonly edges: readonly E[];
}

/** How far to look: events on each side, units directly beside the one in the middle, and in each further ring together. */
export interface Reach {
  readonly generations: number;
  readonly direct: number;
  readonly further: number;
}

/** The units around one, several events back and on, so that a drawing of any past stays readable. */
export function lookAround<E extends LineageEdge>(graph: LineageGraph<E>, unitId: string, reach: Reach): Around<E> {
  const units = new Map<string, Near>([[unitId, { unitId, generation: 0, day: null, more: 0 }]]);
  const edges = new Set<E>();
  for (const edge of [...(graph.from.get(unitId) ?? []), ...(graph.to.get(unitId) ?? [])])
    if (isOfOne(edge, unitId)) edges.add(edge);
  walk(graph, unitId, reach, -1, units, edges);
  walk(graph, unitId, reach, 1, units, edges);
  return { units: [...units.values()], edges: [...edges] };
}

const isOfOne = ({ fromUnitId, toUnitId }: LineageEdge, unitId: string): boolean =>
  fromUnitId === null || toUnitId === null || (fromUnitId === unitId && toUnitId === unitId);

function walk<E extends LineageEdge>(
  graph: LineageGraph<E>,
  unitId: string,
  { generations, direct, further }: Reach,
  side: -1 | 1,
  units: Map<string, Near>,
  edges: Set<E>,
): void {
  let ring: Near[] = [{ unitId, generation: 0, day: null, more: 0 }];
  for (let generation = 1; generation <= generations + 1; generation++) {
    const next: Near[] = [];
    for (const near of ring) {
      const found = neighbours(graph, near, side);
      const fresh = [...new Set(found.map(({ other }) => other))].filter((other) => !units.has(other));
      const room =
        generation > generations ? 0 : generation === 1 ? direct : Math.max(1, Math.floor(further / ring.length));
      // One more name takes no more room than the words "1 more".
      const taken = fresh.length === room + 1 && room > 0 ? fresh : fresh.slice(0, room);
      if (fresh.length > taken.length) noteMore(units, near.unitId, fresh.length - taken.length);
      for (const { edge, other } of found) {
        if (!units.has(other) && !taken.includes(other)) continue;
        edges.add(edge);
        if (units.has(other)) continue;
        const added = { unitId: other, generation: side * generation, day: edge.on, more: 0 };
        units.set(other, added);
        next.push(added);
      }
    }
    ring = next;
  }
}

function noteMore(units: Map<string, Near>, unitId: string, more: number): void {
  const near = units.get(unitId);
  if (near !== undefined) units.set(unitId, { ...near, more: near.more + more });
}

/** Edges to the units before or after one that carry on what this side is about; the nearest in time first. */
function neighbours<E extends LineageEdge>(
  graph: LineageGraph<E>,
  { unitId, day }: Near,
  side: -1 | 1,
): { edge: E; other: string }[] {
  const edges = (side === 1 ? graph.from : graph.to).get(unitId) ?? [];
  const found = edges.flatMap((edge) => {
    const other = side === 1 ? edge.toUnitId : edge.fromUnitId;
    if (other === null || other === unitId) return [];
    if (day !== null && !(side === 1 ? goesOn(graph, unitId, day, edge.on) : goesOn(graph, unitId, edge.on, day)))
      return [];
    return [{ edge, other }];
  });
  return side === 1 ? found : found.toReversed();
}
