import type { LineageEdgeShown, LineageEvent, LineageUnit } from '../../../db/api/contract/lineage.ts';
import type { Day } from '../../../db/api/day.ts';

/** Sizes of the drawing in rem, so that it grows with the user's enlargement. */
export const pastSize = { width: 9.5, height: 1.9375, gapX: 5, gapY: 0.1875, head: 2.625, stub: 3.25 } as const;

const { width, height, gapX, gapY, head, stub } = pastSize;
const step = width + gapX;

/** A unit as a bar over the stretch of time in which it lived, among the days of the events that are drawn. */
export interface PlacedUnit {
  readonly unit: LineageUnit;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface PlacedEdge {
  readonly edge: LineageEdgeShown;
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
  /** Before the unit in the middle the word stands at the start of the line, after it at its end. */
  readonly side: 'start' | 'end';
}

/** A day on which something passed from one unit to another. */
export interface PlacedDay {
  readonly day: Day;
  readonly x: number;
  readonly events: readonly LineageEvent[];
}

export interface PastDrawing {
  readonly units: readonly PlacedUnit[];
  readonly edges: readonly PlacedEdge[];
  readonly days: readonly PlacedDay[];
  readonly width: number;
  readonly height: number;
}

interface Past {
  readonly id: string;
  readonly units: readonly LineageUnit[];
  readonly edges: readonly LineageEdgeShown[];
  readonly events: readonly LineageEvent[];
}

/** Stretches of time between the days drawn, from the unit's first to its last. */
interface Columns {
  readonly from: number;
  readonly to: number;
}

/** Time runs from left to right, one column for each stretch between two days of events; a unit shares a row with what it came from. */
export function layOutPast({ id, units, edges, events }: Past): PastDrawing {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const eventOf = new Map(events.map((event) => [event.id, event]));
  const drawn = edges.filter(({ fromId, toId }) => fromId !== toId && byId.has(fromId ?? '') && byId.has(toId ?? ''));
  const dayOf = (edge: LineageEdgeShown): Day => eventOf.get(edge.eventId)?.effectiveOn ?? '';
  const days = [...new Set(drawn.map(dayOf))].toSorted();
  const columnsOf = new Map(units.map((unit) => [unit.id, spanOf(unit, days)]));
  const rowOf = placeRows(id, units, drawn, columnsOf);
  const placed = units.map((unit): PlacedUnit => {
    const { from, to } = columnsOf.get(unit.id) ?? { from: 0, to: 0 };
    const y = head + (rowOf.get(unit.id) ?? 0) * (height + gapY);
    return { unit, x: from * step, y, width: (to - from) * step + width };
  });
  const rows = Math.max(0, ...rowOf.values()) + 1;
  return {
    units: placed.toSorted((a, b) => a.x - b.x || a.y - b.y),
    edges: connect(drawn, dayOf, days, new Map(placed.map((place) => [place.unit.id, place]))),
    days: days.map((day, index) => ({
      day,
      x: index * step + width + gapX / 2,
      events: events.filter((event) => event.effectiveOn === day && drawn.some(({ eventId }) => eventId === event.id)),
    })),
    width: days.length * step + width,
    height: head + rows * (height + gapY),
  };
}

function spanOf({ validFrom, validTo }: LineageUnit, days: readonly Day[]): Columns {
  const from = days.filter((day) => day <= validFrom).length;
  const to = validTo === null ? days.length : days.filter((day) => day < validTo).length;
  return { from, to: Math.max(from, to) };
}

/** Rows so that no two bars meet: the unit in the middle, what came before it beside it in the order of names, what came after too. */
function placeRows(
  id: string,
  units: readonly LineageUnit[],
  edges: readonly LineageEdgeShown[],
  columnsOf: ReadonlyMap<string, Columns>,
): Map<string, number> {
  const sides = ([-1, 1] as const).map((side) => branch(id, side, units, edges));
  const tallest = Math.max(...sides.map(({ size }) => size));
  const wanted = new Map<string, number>();
  for (const { rows, size } of sides)
    for (const [unitId, row] of rows)
      if (unitId !== id || size === tallest) wanted.set(unitId, row + (tallest - size) / 2);
  const order = units.toSorted(
    (a, b) => Math.abs(a.generation) - Math.abs(b.generation) || (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0),
  );
  const taken = new Map<number, Columns[]>();
  const found = new Map<string, number>();
  for (const unit of order) {
    const span = columnsOf.get(unit.id) ?? { from: 0, to: 0 };
    const row = freeRow(Math.round(wanted.get(unit.id) ?? 0), span, taken);
    taken.set(row, [...(taken.get(row) ?? []), span]);
    found.set(unit.id, row);
  }
  const top = Math.min(...found.values());
  return new Map([...found].map(([unitId, row]) => [unitId, row - top]));
}

/** The row nearest to the wanted one in which the bar meets no other. */
function freeRow(wanted: number, span: Columns, taken: ReadonlyMap<number, readonly Columns[]>): number {
  const isFree = (row: number): boolean =>
    (taken.get(row) ?? []).every((other) => other.to < span.from || other.from > span.to);
  for (let away = 0; ; away++) {
    if (isFree(wanted + away)) return wanted + away;
    if (isFree(wanted - away)) return wanted - away;
  }
}

/** One side as a tree: a row for each end of a branch, a unit in the middle of those beyond it. */
function branch(
  id: string,
  side: -1 | 1,
  units: readonly LineageUnit[],
  edges: readonly LineageEdgeShown[],
): { rows: Map<string, number>; size: number } {
  const rows = new Map<string, number>();
  let size = 0;
  const place = (unitId: string, generation: number): number => {
    const beyond = units
      .filter(
        (unit) =>
          unit.generation === generation + side &&
          !rows.has(unit.id) &&
          edges.some(({ fromId, toId }) =>
            side === 1 ? fromId === unitId && toId === unit.id : toId === unitId && fromId === unit.id,
          ),
      )
      .toSorted((a, b) => a.fullName.localeCompare(b.fullName, 'vi', { numeric: true }));
    rows.set(unitId, 0);
    for (const unit of beyond) rows.set(unit.id, 0);
    const places = beyond.map((unit) => place(unit.id, unit.generation));
    const row = places.length === 0 ? size++ : ((places[0] ?? 0) + (places.at(-1) ?? 0)) / 2;
    rows.set(unitId, row);
    return row;
  };
  place(id, 0);
  return { rows, size };
}

function connect(
  edges: readonly LineageEdgeShown[],
  dayOf: (edge: LineageEdgeShown) => Day,
  days: readonly Day[],
  placeOf: ReadonlyMap<string, PlacedUnit>,
): PlacedEdge[] {
  const labels = new Map<string, number>();
  return edges.flatMap((edge) => {
    const [from, to] = [placeOf.get(edge.fromId ?? ''), placeOf.get(edge.toId ?? '')];
    if (from === undefined || to === undefined) return [];
    const x = days.indexOf(dayOf(edge)) * step + width;
    const [fromY, toY] = [from.y + height / 2, to.y + height / 2];
    const isBefore = from.unit.generation < 0;
    const [bendFrom, bendTo] = isBefore ? [x + stub, x + gapX] : [x, x + gapX - stub];
    const middle = (bendFrom + bendTo) / 2;
    const path = `M ${x} ${fromY} H ${bendFrom} C ${middle} ${fromY}, ${middle} ${toY}, ${bendTo} ${toY} H ${x + gapX}`;
    const key = isBefore ? `${x} ${fromY}` : `${x} ${toY} end`;
    const nth = labels.get(key) ?? 0;
    labels.set(key, nth + 1);
    const labelY = (isBefore ? fromY : toY) + nth * 0.75;
    return [{ edge, path, labelX: isBefore ? x + 0.25 : x + gapX - 0.25, labelY, side: isBefore ? 'start' : 'end' }];
  });
}
