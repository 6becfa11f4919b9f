import type { HandoverEvent } from '../api/contract/handover.ts';
import type { Day } from '../api/day.ts';
import type { Ctx } from '../context.ts';
import { countSettled, listEndings, listEventHeads, listLastNames } from '../queries/handover.ts';
import { countOpenItems } from '../queries/open-item.ts';

/** Names of units shown of one event. */
const shownNames = 3;

/** The last day of a life is known of every unit that ended, so the day asked for decides nothing. */
const anyDay: Day = '9999-12-31';

/** An event with its units that ended, and how much they leave open. */
export interface Counted {
  readonly eventId: string;
  readonly effectiveOn: Day;
  readonly unitIds: string[];
  openCount: number;
}

/** Over some units. */
export const sum = (counts: ReadonlyMap<string, number>, ids: readonly string[]): number =>
  ids.reduce((total, id) => total + (counts.get(id) ?? 0), 0);

/** Events with units that ended, newest first, with what is open of each. */
export function countedEvents(ctx: Pick<Ctx, 'db'>, wanted: { underId: string | null; on: Day }): Counted[] {
  const events = new Map<string, Counted>();
  const endings = listEndings(ctx.db, wanted);
  const open = countOpenItems(
    ctx.db,
    endings.map(({ unitId }) => unitId),
    anyDay,
  );
  for (const { eventId, unitId, effectiveOn } of endings) {
    const event = events.get(eventId) ?? { eventId, effectiveOn, unitIds: [], openCount: 0 };
    event.unitIds.push(unitId);
    event.openCount += open.get(unitId) ?? 0;
    events.set(eventId, event);
  }
  return [...events.values()];
}

/** True for an event in force on the day that is not through with its hand-over; a planned one cannot be yet. */
export const isUnfinished = ({ openCount, effectiveOn }: Counted, on: Day): boolean =>
  openCount > 0 && effectiveOn <= on;

/** Events that are not through with their hand-over. */
export const openEvents = (ctx: Pick<Ctx, 'db'>, on: Day, underId: string | null = null): Counted[] =>
  countedEvents(ctx, { underId, on }).filter((event) => isUnfinished(event, on));

/** Events as shown, in the order given. */
export function showEvents(ctx: Pick<Ctx, 'db'>, events: readonly Counted[]): HandoverEvent[] {
  const heads = new Map(
    listEventHeads(
      ctx.db,
      events.map(({ eventId }) => eventId),
    ).map((head) => [head.eventId, head]),
  );
  return events.map(({ eventId, unitIds, openCount }) => {
    const head = heads.get(eventId) as typeof heads extends Map<string, infer H> ? H : never;
    const names = listLastNames(ctx.db, unitIds);
    const fromNames = names.slice(0, shownNames).map(({ fullName }) => fullName);
    const settledCount = sum(countSettled(ctx.db, unitIds, anyDay), unitIds);
    return { ...head, fromNames, fromCount: unitIds.length, openCount, settledCount };
  });
}
