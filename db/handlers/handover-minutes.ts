import type { MinutesFields } from '../api/contract/handover.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { addDays } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { findDirectiveDays } from '../queries/directive.ts';
import { findLetterhead, findMinutes, hasMinutes, listHandedTo, listPairs } from '../queries/handover.ts';
import { countOpenItems } from '../queries/open-item.ts';
import { findName } from '../queries/unit.ts';
import { assertAlive, assertForOffice } from './assignment-rules.ts';
import { getEvent } from './handover-event.ts';
import { toSettled } from './handover-lines.ts';

/** Who gave what to whom, by name. Errors: NOT_FOUND. */
export function listMinutes(ctx: Ctx, { eventId }: Checked<'handover.minutesList'>): Output<'handover.minutesList'> {
  const { event } = getEvent(ctx.db, eventId);
  const before = addDays(event.effectiveOn, -1);
  const rows = listPairs(ctx.db, eventId).map((pair) => ({
    ...pair,
    fromName: findName(ctx.db, pair.fromUnitId, before),
    toName: findName(ctx.db, pair.toUnitId, pair.onDay ?? event.effectiveOn),
  }));
  return rows.sort((a, b) => a.fromName.localeCompare(b.fromName, 'vi') || a.toName.localeCompare(b.toName, 'vi'));
}

/** What the minutes say; a proposal where none are saved. Errors: NOT_FOUND. */
export function getMinutes(ctx: Ctx, pair: Checked<'handover.minutes'>): Output<'handover.minutes'> {
  const { event } = getEvent(ctx.db, pair.eventId);
  const saved = findMinutes(ctx.db, pair);
  const fields = saved === undefined ? emptyFields(event.effectiveOn) : fieldsOf(saved);
  const from = findLetterhead(ctx.db, pair.fromUnitId, addDays(event.effectiveOn, -1));
  const to = findLetterhead(ctx.db, pair.toUnitId, fields.onDay);
  if (from === undefined || to === undefined)
    throw new AppError('NOT_FOUND', { entity: 'unit', id: from === undefined ? pair.fromUnitId : pair.toUnitId });
  const { kind, effectiveOn, basisText, basisDirectiveId } = event;
  const basisNumber = basisDirectiveId === null ? '' : (findDirectiveDays(ctx.db, basisDirectiveId)?.number ?? '');
  return {
    id: saved?.id ?? null,
    fields,
    event: { kind, effectiveOn, basisText, basisNumber },
    from: { name: from.fullName, symbol: from.symbol },
    to: { name: to.fullName, symbol: to.symbol },
    superior: to.superior,
    lines: listHandedTo(ctx.db, pair).map((line) => toSettled(ctx, line)),
    openCount: countOpenItems(ctx.db, [pair.fromUnitId], effectiveOn).get(pair.fromUnitId) ?? 0,
  };
}

const emptyFields = (onDay: string): MinutesFields => ({
  number: '',
  onDay,
  place: '',
  handedBy: '',
  receivedBy: '',
  witness: '',
  content: '',
});

const fieldsOf = ({ number, onDay, place, handedBy, receivedBy, witness, content }: MinutesFields): MinutesFields => ({
  ...{ number, onDay, place, handedBy, receivedBy, witness, content },
});

/** One biên bản for a pair. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, UNIT_NOT_ALIVE. */
export function saveMinutes(ctx: Ctx, input: Checked<'handover.saveMinutes'>): Output<'handover.saveMinutes'> {
  const { fields, ...pair } = input;
  assertForOffice(ctx, 'handover.saveMinutes');
  const { unitIds } = getEvent(ctx.db, pair.eventId);
  if (!unitIds.includes(pair.fromUnitId)) throw new AppError('NOT_FOUND', { entity: 'unit', id: pair.fromUnitId });
  assertAlive(ctx, [pair.toUnitId], fields.onDay);
  const saved = findMinutes(ctx.db, pair);
  const id = saved?.id ?? ctx.newId();
  commit(ctx, [
    saved === undefined ? create('handoverMinutes', id, { ...pair, ...fields }) : update('handoverMinutes', id, fields),
  ]);
  return { id };
}

/** Errors: NOT_FOUND, NOT_OWNER. */
export function removeMinutes(ctx: Ctx, { id }: Checked<'handover.removeMinutes'>): Output<'handover.removeMinutes'> {
  assertForOffice(ctx, 'handover.removeMinutes');
  if (!hasMinutes(ctx.db, id)) throw new AppError('NOT_FOUND', { entity: 'handoverMinutes', id });
  commit(ctx, [remove('handoverMinutes', id)]);
  return {};
}
