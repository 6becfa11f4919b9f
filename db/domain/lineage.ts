import type { Day } from '../api/day.ts';
import { addDecimals, type Decimal, multiplyDecimals, sumDecimals } from './decimal.ts';

/** An edge of an event, on the day of that event; from nothing: a new unit; to nothing: it ends without an heir. */
export interface LineageEdge {
  readonly eventId: string;
  /** First day of the new state. */
  readonly on: Day;
  readonly fromUnitId: string | null;
  readonly toUnitId: string | null;
  /** Share of the predecessor as decimal text, only where a document gives it. */
  readonly ratio: Decimal | null;
  /** The event says that the heirs are not known yet. */
  readonly heirsUnknown: 0 | 1;
}

/** The life of a unit `[validFrom, validTo)`. */
export interface LineageLife {
  readonly unitId: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** Who came from whom, with the days on which units live. Made by `lineageGraph`. */
export interface LineageGraph<E extends LineageEdge = LineageEdge> {
  readonly from: ReadonlyMap<string, readonly E[]>;
  readonly to: ReadonlyMap<string, readonly E[]>;
  readonly lives: ReadonlyMap<string, LineageLife>;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byDay = (a: LineageEdge, b: LineageEdge): number =>
  compare(a.on, b.on) || compare(a.eventId, b.eventId) || compare(a.toUnitId ?? '', b.toUnitId ?? '');

/** The graph of edges in any order; `lives` must name every unit that an edge names. */
export function lineageGraph<E extends LineageEdge>(edges: Iterable<E>, lives: Iterable<LineageLife>): LineageGraph<E> {
  const from = new Map<string, E[]>();
  const to = new Map<string, E[]>();
  const put = (map: Map<string, E[]>, unitId: string | null, edge: E): void => {
    if (unitId === null) return;
    const known = map.get(unitId);
    if (known === undefined) map.set(unitId, [edge]);
    else known.push(edge);
  };
  for (const edge of edges) {
    put(from, edge.fromUnitId, edge);
    put(to, edge.toUnitId, edge);
  }
  for (const list of [...from.values(), ...to.values()]) list.sort(byDay);
  return { from, to, lives: new Map([...lives].map((life) => [life.unitId, life])) };
}

/** Does the unit exist on the day? */
export function livesOn(graph: LineageGraph, unitId: string, on: Day): boolean {
  const life = graph.lives.get(unitId);
  return life !== undefined && life.validFrom <= on && (life.validTo === null || life.validTo > on);
}

/** Does what came to a unit on one day go on with an event of another? What came when or after it ended goes with its ending. */
export function goesOn(graph: LineageGraph, unitId: string, cameOn: Day, wentOn: Day): boolean {
  const endedOn = graph.lives.get(unitId)?.validTo ?? null;
  return wentOn > cameOn || (endedOn !== null && endedOn <= cameOn && wentOn >= endedOn);
}

/**
 * Units alive on a day that carry on something of a unit, through any number of events; the unit itself while it lives.
 * `since`: only what happened after that day counts.
 */
export function successorsOn(graph: LineageGraph, unitId: string, on: Day, since: Day = ''): string[] {
  // The earlier something arrives at a unit, the more of that unit's events it goes through.
  const arrived = new Map([[unitId, since]]);
  const open = [unitId];
  for (let unit = open.pop(); unit !== undefined; unit = open.pop()) {
    const day = arrived.get(unit) ?? '';
    for (const edge of graph.from.get(unit) ?? []) {
      const next = edge.toUnitId;
      if (next === null || next === unit || edge.on > on || !goesOn(graph, unit, day, edge.on)) continue;
      const known = arrived.get(next);
      if (known !== undefined && known <= edge.on) continue;
      arrived.set(next, edge.on);
      open.push(next);
    }
  }
  return [...arrived.keys()].filter((id) => livesOn(graph, id, on)).sort(compare);
}

/** Where a unit came from: a predecessor, and until when its records are part of the unit's past. */
export interface Predecessor {
  readonly unitId: string;
  /** The day from which what the predecessor does is its own; it lives on. Null: it ended, all it left belongs to the past. */
  readonly until: Day | null;
}

/** All units from which something came to a unit by a day, through any number of events, and the unit itself. */
export function predecessorsOf(graph: LineageGraph, unitId: string, on: Day): Predecessor[] {
  return [...leftOn(graph, unitId, on)]
    .map(([id, day]) => ({ unitId: id, until: id === unitId || !livesOn(graph, id, day) ? null : day }))
    .sort((a, b) => compare(a.unitId, b.unitId));
}

/** Units alive on an earlier day from which something came to a unit, through any number of events; the unit itself if it lived. */
export const predecessorsOn = (graph: LineageGraph, unitId: string, on: Day): string[] =>
  [...leftOn(graph, unitId, '9999-12-31', on).keys()].filter((id) => livesOn(graph, id, on)).sort(compare);

/** By unit: the last day, after `since` and by `on`, on which something went from it towards the unit. */
function leftOn(graph: LineageGraph, unitId: string, on: Day, since: Day = ''): Map<string, Day> {
  const left = new Map([[unitId, on]]);
  const open = [unitId];
  for (let unit = open.pop(); unit !== undefined; unit = open.pop()) {
    const day = left.get(unit) ?? '';
    for (const edge of graph.to.get(unit) ?? []) {
      const next = edge.fromUnitId;
      if (next === null || next === unit || edge.on <= since || edge.on > on) continue;
      if (unit !== unitId && !goesOn(graph, unit, edge.on, day)) continue;
      const known = left.get(next);
      if (known !== undefined && known >= edge.on) continue;
      left.set(next, edge.on);
      open.push(next);
    }
  }
  return left;
}

/** Why something of a unit cannot be said of the units of another day. */
export type NotConvertible = 'split' | 'unknown' | 'none';

/** A part of what was converted: its share of the whole, and where it is now or why it is nowhere. */
export type Converted =
  | { readonly unitId: string; readonly share: Decimal }
  | {
      readonly notConvertible: NotConvertible;
      readonly share: Decimal;
      /** The unit it had come to, and the event there that it cannot pass; null where a unit ended without an event. */
      readonly lastUnitId: string;
      readonly at: string | null;
    };

interface Piece {
  readonly unitId: string;
  readonly since: Day;
  readonly share: Decimal;
  /** Units and days passed: a circle in bad data is not followed twice. */
  readonly passed: readonly string[];
}

/**
 * To which units of `viewOn` belongs what a unit reported for `figureOn`. Events after `figureOn` up to `viewOn` are
 * followed: where all edges of a unit lead to one, it goes on there; where they lead to several, it is divided only when it
 * is divisible and the event's documented ratios are exactly 1 together; an indivisible thing stays with a unit that goes on.
 * Nothing is divided pro rata. The shares of all parts are exactly 1 together.
 */
export function convert(
  graph: LineageGraph,
  unitId: string,
  figureOn: Day,
  viewOn: Day,
  isDivisible: boolean,
): Converted[] {
  const done: Converted[] = [];
  const open: Piece[] = [{ unitId, since: figureOn, share: '1', passed: [] }];
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const step = nextStep(graph, piece, viewOn, isDivisible);
    if (!Array.isArray(step)) done.push(step);
    else open.push(...step.filter(({ share }) => share !== '0'));
  }
  return joinEqual(done);
}

function nextStep(graph: LineageGraph, piece: Piece, viewOn: Day, isDivisible: boolean): Piece[] | Converted {
  const { unitId, share, passed } = piece;
  const fail = (notConvertible: NotConvertible, at: string | null): Converted => ({
    notConvertible,
    share,
    lastUnitId: unitId,
    at,
  });
  const edges = nextEdges(graph, piece, viewOn);
  const on = edges[0]?.on;
  if (on === undefined) return livesOn(graph, unitId, viewOn) ? { unitId, share } : fail('unknown', null);
  const mark = `${unitId} ${on}`;
  const at = edges[0]?.eventId ?? null;
  if (passed.includes(mark)) return fail('unknown', at);
  const targets = targetsOf(edges, unitId, livesOn(graph, unitId, on));
  const goOn = (next: string, part: Decimal): Piece => ({
    unitId: next,
    since: on,
    share: multiplyDecimals(share, part),
    passed: [...passed, mark],
  });
  const only = targets.size === 1 ? [...targets.keys()][0] : undefined;
  if (only === null) return fail(edges.some((edge) => edge.heirsUnknown === 1) ? 'unknown' : 'none', at);
  if (only !== undefined) return [goOn(only, '1')];
  if (!isDivisible) return targets.has(unitId) ? [goOn(unitId, '1')] : fail('split', at);
  const ratios = [...targets].flatMap(([next, ratio]) => (next === null || ratio === null ? [] : { next, ratio }));
  if (ratios.length < targets.size || sumDecimals(ratios.map(({ ratio }) => ratio)) !== '1') return fail('split', at);
  return ratios.map(({ next, ratio }) => goOn(next, ratio));
}

/** The edges of the unit's next day of events. */
function nextEdges(graph: LineageGraph, { unitId, since }: Piece, viewOn: Day): readonly LineageEdge[] {
  const edges = (graph.from.get(unitId) ?? []).filter(({ on }) => on <= viewOn && goesOn(graph, unitId, since, on));
  const sameDay = edges.filter(({ on }) => on === edges[0]?.on);
  const isPlain = (eventId: string): boolean =>
    sameDay.every((edge) => edge.eventId !== eventId || edge.toUnitId === unitId);
  // An event that only renames says nothing where another of the same day moves something.
  const moving = sameDay.filter(({ eventId }) => !isPlain(eventId));
  return moving.length === 0 ? sameDay : moving;
}

/** Where edges of one day lead, with the documented ratio; a unit that lives on is among them, one that ended is not. */
function targetsOf(
  edges: readonly LineageEdge[],
  unitId: string,
  isAlive: boolean,
): Map<string | null, Decimal | null> {
  const targets = new Map<string | null, Decimal | null>();
  const isOneEvent = edges.every(({ eventId }) => eventId === edges[0]?.eventId);
  for (const { toUnitId, ratio } of edges) {
    const known = targets.get(toUnitId);
    const agreed = known === undefined || known === ratio ? ratio : null;
    targets.set(toUnitId, isOneEvent ? agreed : null);
  }
  if (isAlive) {
    targets.delete(null);
    if (!targets.has(unitId)) targets.set(unitId, null);
  } else if (targets.size > 1) targets.delete(unitId);
  return targets;
}

/** One part for each unit and each reason, in an order that does not depend on the edges'. */
function joinEqual(parts: readonly Converted[]): Converted[] {
  const joined = new Map<string, Converted>();
  for (const part of parts) {
    const key = 'unitId' in part ? part.unitId : `~${part.notConvertible} ${part.lastUnitId} ${part.at ?? ''}`;
    const known = joined.get(key);
    joined.set(key, known === undefined ? part : { ...part, share: addDecimals(known.share, part.share) });
  }
  return [...joined].sort(([a], [b]) => compare(a, b)).map(([, part]) => part);
}

/** To whom the pieces of work of an ended unit belong during `[fromOn, toOn)`; no heir for the reason. */
export interface Succession {
  readonly unitId: string;
  readonly fromOn: Day;
  readonly toOn: Day | null;
  readonly heirId: string | null;
  readonly reason: NotConvertible | null;
}

/** What becomes, day after day, of the pieces of work that a unit left when it ended; nothing for a unit that lives. */
export function successionOf(graph: LineageGraph, unitId: string): Succession[] {
  const endedOn = graph.lives.get(unitId)?.validTo ?? null;
  if (endedOn === null) return [];
  const rows: Succession[] = [];
  for (const fromOn of turningDays(graph, unitId, endedOn)) {
    const [part] = convert(graph, unitId, endedOn, fromOn, false);
    const heirId = part !== undefined && 'unitId' in part ? part.unitId : null;
    const reason = part !== undefined && 'notConvertible' in part ? part.notConvertible : null;
    const last = rows.at(-1);
    if (last?.heirId === heirId && last.reason === reason) continue;
    if (last !== undefined) rows[rows.length - 1] = { ...last, toOn: fromOn };
    rows.push({ unitId, fromOn, toOn: null, heirId, reason });
  }
  return rows;
}

/** The days from the unit's end on which the answer may change: events and ends of those that come after it. */
function turningDays(graph: LineageGraph, unitId: string, endedOn: Day): Day[] {
  const days = new Set([endedOn]);
  const met = new Set([unitId]);
  for (const unit of met) {
    const life = graph.lives.get(unit);
    for (const day of [life?.validFrom, life?.validTo])
      if (day !== undefined && day !== null && day > endedOn) days.add(day);
    for (const { on, toUnitId } of graph.from.get(unit) ?? []) {
      if (on < endedOn) continue;
      days.add(on);
      if (toUnitId !== null) met.add(toUnitId);
    }
  }
  return [...days].sort(compare);
}
