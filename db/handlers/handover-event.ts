import { addDays, type Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { suggestHeir, validEdges } from '../domain/handover.ts';
import type { Row } from '../entities/index.ts';
import {
  type Ending,
  findEvent,
  type HeirEdge,
  listEndedOn,
  listEndedWith,
  listHeirEdges,
} from '../queries/handover.ts';
import type { Db } from '../sql.ts';

/** An event with the units that ended with it and who carries on what they leave. */
export interface EventToHandOver {
  readonly event: Row<'unitEvent'>;
  readonly unitIds: readonly string[];
  readonly heirsOf: (unitId: string) => readonly HeirEdge[];
  /** The only or the main heir; null where a person chooses. */
  readonly suggested: (unitId: string) => string | null;
  /** True for a unit that the event names as successor of any other. */
  readonly isHeir: (unitId: string) => boolean;
}

/** Errors: NOT_FOUND. */
export function getEvent(db: Db, id: string): EventToHandOver {
  const event = findEvent(db, id);
  if (event === undefined) throw new AppError('NOT_FOUND', { entity: 'unitEvent', id });
  return withEdges(db, event, listEndedWith(db, id));
}

function withEdges(db: Db, event: Row<'unitEvent'>, unitIds: readonly string[]): EventToHandOver {
  const edges = listHeirEdges(db, event);
  const byUnit = new Map<string, HeirEdge[]>();
  for (const edge of edges) byUnit.set(edge.fromUnitId, [...(byUnit.get(edge.fromUnitId) ?? []), edge]);
  const heirs = new Map([...byUnit].map(([unitId, found]) => [unitId, validEdges(found)]));
  const suggestions = new Map([...heirs].map(([unitId, found]) => [unitId, suggestHeir(found)]));
  const heirIds = new Set(edges.map(({ unitId }) => unitId));
  return {
    event,
    unitIds,
    heirsOf: (unitId) => heirs.get(unitId) ?? [],
    suggested: (unitId) => suggestions.get(unitId) ?? null,
    isHeir: (unitId) => heirIds.has(unitId),
  };
}

/** The events of a scope: one, or all of a day with units that ended, of those under a unit when one is named. Errors: NOT_FOUND. */
export function eventsIn(
  db: Db,
  scope: { eventId: string } | { effectiveOn: Day; underId: string | null },
): EventToHandOver[] {
  if ('eventId' in scope) return [getEvent(db, scope.eventId)];
  const { effectiveOn, underId } = scope;
  const endings = listEndedOn(db, { effectiveOn, underId, dayBefore: addDays(effectiveOn, -1) });
  const byEvent = Map.groupBy(endings, ({ eventId }: Ending) => eventId);
  return [...byEvent].map(([eventId, found]) => {
    const event = findEvent(db, eventId);
    if (event === undefined) throw new AppError('NOT_FOUND', { entity: 'unitEvent', id: eventId });
    return withEdges(
      db,
      event,
      found.map(({ unitId }) => unitId),
    );
  });
}
