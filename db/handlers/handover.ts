import type { EndedUnit, HandoverEvent, handoverContract } from '../api/contract/handover.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import type { Ctx } from '../context.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { countSettled, listLastNames, nameOpenItems } from '../queries/handover.ts';
import { countOpenItems, listOpenItems } from '../queries/open-item.ts';
import type { HandlersOf } from './define.ts';
import { getEvent } from './handover-event.ts';
import { type Counted, countedEvents, openEvents, showEvents, sum } from './handover-events.ts';
import { addLine, changeLine, pageOfSettled, removeLine } from './handover-lines.ts';
import { getMinutes, listMinutes, removeMinutes, saveMinutes } from './handover-minutes.ts';
import { previewRule, settleByRule } from './handover-rule.ts';
import { settle } from './handover-settle.ts';

function pageOfEvents(ctx: Ctx, input: Checked<'handover.events'>): Output<'handover.events'> {
  const { state, underId = null, on, after, limit } = input;
  const found = state === 'open' ? openEvents(ctx, on, underId) : countedEvents(ctx, { underId, on });
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
