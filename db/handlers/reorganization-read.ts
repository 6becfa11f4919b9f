import type { Checked, Output } from '../api/contract/index.ts';
import type { EventRow } from '../api/contract/reorganization.ts';
import { addDays, type Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { showCursor } from '../queries/cursor.ts';
import { countOpenItems } from '../queries/open-item.ts';
import { findName } from '../queries/unit.ts';
import {
  countEvents,
  type EdgeRow,
  type EventFacts,
  listCorrections,
  listEdges,
  listEnded,
  listEventIds,
  listEvents,
  natureOf,
} from '../queries/unit-event-list.ts';
import { findRecord } from '../tables.ts';
import { findRefusal } from './reorganization-withdraw.ts';

const shownNames = 4;

/** Newest day first. */
export function listReorganizations(ctx: Ctx, input: Checked<'reorganization.list'>): Output<'reorganization.list'> {
  const open = input.state === 'handoverOpen' ? listOpenEvents(ctx, listEventIds(ctx.db, input), input.on) : undefined;
  const found = listEvents(ctx.db, input, open);
  const page = found.slice(0, input.limit);
  const rows = showRows(ctx, page, input.on);
  const last = found.length > input.limit ? page.at(-1) : undefined;
  const total = input.isCounted ? (open?.length ?? countEvents(ctx.db, input)) : 0;
  return { rows, next: last === undefined ? null : showCursor([last.effectiveOn, last.id]), total };
}

/** By event: what the units that ended with it have left open. */
function countOpen(ctx: Ctx, eventIds: readonly string[], on: Day): Map<string, number> {
  const ended = listEnded(ctx.db, eventIds);
  const counts = countOpenItems(ctx.db, [...new Set(ended.map(({ unitId }) => unitId))], on);
  const sums = new Map<string, number>();
  for (const { eventId, unitId } of ended) sums.set(eventId, (sums.get(eventId) ?? 0) + (counts.get(unitId) ?? 0));
  return sums;
}

const listOpenEvents = (ctx: Ctx, eventIds: readonly string[], on: Day): string[] =>
  [...countOpen(ctx, eventIds, on)].filter(([, count]) => count > 0).map(([id]) => id);

function showRows(ctx: Ctx, events: readonly EventFacts[], on: Day): EventRow[] {
  const ids = events.map(({ id }) => id);
  const edges = Map.groupBy(listEdges(ctx.db, ids), ({ eventId }) => eventId);
  const open = countOpen(ctx, ids, on);
  return events.map((event) => {
    const { fromIds, toIds } = sidesOf(edges.get(event.id) ?? []);
    const names = (unitIds: readonly string[], day: Day): string[] =>
      unitIds.slice(0, shownNames).map((id) => findName(ctx.db, id, day));
    const first = fromIds[0] ?? toIds[0];
    return {
      ...event,
      nature: first === undefined ? null : (natureOf(ctx.db, first) ?? null),
      fromNames: names(fromIds, addDays(event.effectiveOn, -1)),
      fromCount: fromIds.length,
      toNames: names(toIds, event.effectiveOn),
      toCount: toIds.length,
      openCount: open.get(event.id) ?? 0,
    };
  });
}

/**
 * Who became what: units that gave or received, and of those that go on only the ones among them; what merely came along
 * (communes whose province was merged) is not told, unless the event is about nothing else.
 */
function sidesOf(edges: readonly EdgeRow[]): { fromIds: string[]; toIds: string[] } {
  const [selves, moves] = [edges.filter(isSelf), edges.filter((edge) => !isSelf(edge))];
  const fromIds = new Set(moves.flatMap(({ fromUnitId }) => fromUnitId ?? []));
  const toIds = new Set(moves.flatMap(({ toUnitId }) => toUnitId ?? []));
  const given = new Set(fromIds);
  for (const { fromUnitId: id } of selves) {
    if (id === null) continue;
    if (moves.length === 0 || toIds.has(id)) fromIds.add(id);
    if (moves.length === 0 || given.has(id)) toIds.add(id);
  }
  return { fromIds: [...fromIds], toIds: [...toIds] };
}

const isSelf = (edge: EdgeRow): boolean => edge.fromUnitId === edge.toUnitId;

/** Errors: NOT_FOUND. */
export function getReorganization(ctx: Ctx, input: Checked<'reorganization.get'>): Output<'reorganization.get'> {
  const event = findRecord(ctx.db, 'unitEvent', input.id);
  if (event === undefined) throw new AppError('NOT_FOUND', { entity: 'unitEvent', id: input.id });
  const facts = event as unknown as Output<'reorganization.get'> & { correctsEventId: string | null; ownerId: string };
  const edges = listEdges(ctx.db, [input.id]);
  const nameOf = (id: string, day: Day) => ({ id, fullName: findName(ctx.db, id, day) });
  const eve = addDays(facts.effectiveOn, -1);
  const endedIds = listEnded(ctx.db, [input.id]).map(({ unitId }) => unitId);
  const counts = countOpenItems(ctx.db, endedIds, input.on);
  const ended = endedIds.map((id) => ({ ...nameOf(id, eve), openCount: counts.get(id) ?? 0 }));
  const first = edges[0];
  const corrects = facts.correctsEventId === null ? undefined : findRecord(ctx.db, 'unitEvent', facts.correctsEventId);
  const { signedOn, announcedOn, basisDirectiveId, basisText, note, kind, effectiveOn, heirsUnknown } = facts;
  const basis = basisDirectiveId === null ? undefined : findRecord(ctx.db, 'directive', basisDirectiveId);
  return {
    ...{ signedOn, announcedOn, basisDirectiveId, basisText, note, kind, effectiveOn, heirsUnknown },
    id: input.id,
    nature: first === undefined ? null : (natureOf(ctx.db, first.fromUnitId ?? first.toUnitId ?? '') ?? null),
    basisDirectiveNumber: basis === undefined ? null : String(basis['number']),
    corrects:
      corrects === undefined
        ? null
        : ({
            id: corrects['id'],
            kind: corrects['kind'],
            effectiveOn: corrects['effectiveOn'],
          } as typeof facts.corrects),
    correctedBy: listCorrections(ctx.db, input.id),
    edges: edges.map(({ id, fromUnitId, toUnitId, part, isMainHeir, ratio }) => ({
      ...{ id, part, isMainHeir, ratio },
      from: fromUnitId === null ? null : nameOf(fromUnitId, eve),
      to: toUnitId === null ? null : nameOf(toUnitId, effectiveOn),
    })),
    ended,
    openCount: ended.reduce((sum, { openCount }) => sum + openCount, 0),
    createdAtMs: facts.createdAtMs,
    isOwn: facts.ownerId === ctx.office.unitId,
    withdrawRefused: findRefusal(ctx, input.id),
  };
}
