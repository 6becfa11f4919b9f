import type { EndedUnit, HandoverEvent, handoverContract } from '../api/contract/handover.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import type { Ctx } from '../context.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { countSettled, listEndings, listEventHeads, listLastNames, nameOpenItems } from '../queries/handover.ts';
import { countOpenItems, listOpenItems } from '../queries/open-item.ts';
import type { HandlersOf } from './define.ts';
import { getEvent } from './handover-event.ts';
import { addLine, changeLine, pageOfSettled, removeLine } from './handover-lines.ts';
import { getMinutes, listMinutes, removeMinutes, saveMinutes } from './handover-minutes.ts';
import { previewRule, settleByRule } from './handover-rule.ts';
import { settle } from './handover-settle.ts';

/** Names of units shown of one event. */
const shownNames = 3;

/** The last day of a life is known of every unit that ended, so the day asked for decides nothing. */
const anyDay: Day = '9999-12-31';

interface Counted {
  readonly eventId: string;
  readonly effectiveOn: Day;
  readonly unitIds: string[];
  openCount: number;
}

const sum = (counts: ReadonlyMap<string, number>, ids: readonly string[]): number =>
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

/** Events that are not through with their hand-over. */
export const openEvents = (ctx: Pick<Ctx, 'db'>, on: Day, underId: string | null = null): Counted[] =>
  countedEvents(ctx, { underId, on }).filter(({ openCount }) => openCount > 0);

function showEvents(ctx: Pick<Ctx, 'db'>, events: readonly Counted[]): HandoverEvent[] {
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

function pageOfEvents(ctx: Ctx, input: Checked<'handover.events'>): Output<'handover.events'> {
  const { state, underId = null, on, after, limit } = input;
  const found = countedEvents(ctx, { underId, on }).filter(({ openCount }) => state === 'all' || openCount > 0);
  const cursor = readCursor(after, 2) as [string, string] | undefined;
  const isBeyond = ({ effectiveOn, eventId }: Counted): boolean =>
    cursor === undefined || effectiveOn < cursor[0] || (effectiveOn === cursor[0] && eventId < cursor[1]);
  const rest = found.filter(isBeyond);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: showEvents(ctx, page),
    next: rest.length > limit && last !== undefined ? showCursor([last.effectiveOn, last.eventId]) : null,
    total: found.length,
    openCount: found.reduce((total, { openCount }) => total + openCount, 0),
  };
}

function unitsOf(ctx: Ctx, { eventId }: Checked<'handover.units'>): Output<'handover.units'> {
  const to = getEvent(ctx.db, eventId);
  const { event, unitIds } = to;
  const open = countOpenItems(ctx.db, unitIds, event.effectiveOn);
  const settled = countSettled(ctx.db, unitIds, event.effectiveOn);
  const units: EndedUnit[] = listLastNames(ctx.db, unitIds).map(({ id, fullName }) => ({
    ...{ id, fullName, openCount: open.get(id) ?? 0, settledCount: settled.get(id) ?? 0 },
    heirs: to
      .heirsOf(id)
      .map((heir) => ({ id: heir.unitId, fullName: heir.fullName, part: heir.part, isMainHeir: heir.isMainHeir })),
    suggestedHeirId: to.suggested(id),
  }));
  const heirs = new Map(units.flatMap((unit) => unit.heirs.map((heir) => [heir.id, heir.fullName])));
  const counted = { eventId, effectiveOn: event.effectiveOn, unitIds: [...unitIds], openCount: sum(open, unitIds) };
  return {
    event: showEvents(ctx, [counted])[0] as HandoverEvent,
    units,
    heirs: [...heirs].map(([id, fullName]) => ({ id, fullName })),
  };
}

function pageOfItems(ctx: Ctx, input: Checked<'handover.items'>): Output<'handover.items'> {
  const to = getEvent(ctx.db, input.eventId);
  const { unitId, kinds, after, limit } = input;
  const unitIds = unitId === undefined ? to.unitIds : to.unitIds.filter((id) => id === unitId);
  const asked = { unitIds, on: to.event.effectiveOn, ...(kinds.length > 0 ? { kinds } : {}) };
  const { rows, next, total } = listOpenItems(ctx.db, { ...asked, after, limit, isCounted: input.isCounted });
  return {
    rows: nameOpenItems(ctx.db, rows).map(({ ownerId, ...row }) => ({
      ...row,
      suggestedHeirId: to.suggested(row.unitId),
      isOwn: ownerId === ctx.office.unitId,
    })),
    next,
    total,
  };
}

export const handoverHandlers: HandlersOf<typeof handoverContract> = {
  'handover.events': pageOfEvents,
  'handover.units': unitsOf,
  'handover.items': pageOfItems,
  'handover.settled': pageOfSettled,
  'handover.settle': settle,
  'handover.previewRule': previewRule,
  'handover.settleByRule': settleByRule,
  'handover.addLine': addLine,
  'handover.changeLine': changeLine,
  'handover.removeLine': removeLine,
  'handover.minutesList': listMinutes,
  'handover.minutes': getMinutes,
  'handover.saveMinutes': saveMinutes,
  'handover.removeMinutes': removeMinutes,
};
