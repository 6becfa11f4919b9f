import type { SettledRow } from '../api/contract/handover.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Row } from '../entities/index.ts';
import { findLine, listSettled, type SettledListed } from '../queries/handover.ts';
import { assertForOffice } from './assignment-rules.ts';
import { getEvent } from './handover-event.ts';
import { assertDecision } from './handover-settle.ts';

/** What was kept is open again without its line; what was written by hand settles nothing. The rest is taken back by undo. */
const isOnlyALine = ({
  kind,
  resolution,
}: {
  kind: SettledRow['kind'];
  resolution: SettledRow['resolution'];
}): boolean => kind === 'other' || resolution === 'keep' || (kind === 'draft' && resolution === 'close');

/** A line as shown to this caller. */
export const toSettled = (ctx: Ctx, { ownerId, ...line }: SettledListed): SettledRow => ({
  ...line,
  mayRemove: ownerId === ctx.office.unitId && isOnlyALine(line),
});

/** Errors: NOT_FOUND. */
export function pageOfSettled(ctx: Ctx, input: Checked<'handover.settled'>): Output<'handover.settled'> {
  const { event } = getEvent(ctx.db, input.eventId);
  const { rows, next, total } = listSettled(ctx.db, {
    unitId: undefined,
    after: undefined,
    ...input,
    eventId: event.id,
  });
  return { rows: rows.map((row) => toSettled(ctx, row)), next, total };
}

/** Errors: NOT_FOUND, UNIT_NOT_ALIVE, HANDOVER_STRANGER, HANDOVER_HEIR_MISSING, DATES_OUT_OF_ORDER. */
export function addLine(ctx: Ctx, input: Checked<'handover.addLine'>): Output<'handover.addLine'> {
  const { eventId, fromUnitId, title, resolution, onDay, reason } = input;
  const to = getEvent(ctx.db, eventId);
  if (!to.unitIds.includes(fromUnitId)) throw new AppError('NOT_FOUND', { entity: 'unit', id: fromUnitId });
  assertDecision(ctx, to, input);
  const toUnitId = resolution === 'handOver' ? (input.toUnitId ?? to.suggested(fromUnitId)) : null;
  if (resolution === 'handOver' && toUnitId === null) throw new AppError('HANDOVER_HEIR_MISSING', { name: '' });
  const id = ctx.newId();
  const record = { itemKind: 'other', recordId: null, toRecordId: null } as const;
  commit(ctx, [create('handover', id, { eventId, fromUnitId, toUnitId, ...record, title, resolution, onDay, reason })]);
  return { id };
}

/** A line for who may change it. Errors: FORBIDDEN, NOT_FOUND. */
function getLine(ctx: Ctx, id: string): Row<'handover'> {
  assertForOffice(ctx, 'handover.changeLine');
  const line = findLine(ctx.db, id);
  if (line === undefined) throw new AppError('NOT_FOUND', { entity: 'handover', id });
  return line;
}

/** Words of a line. Errors: NOT_FOUND, NOT_OWNER. */
export function changeLine(ctx: Ctx, { id, patch }: Checked<'handover.changeLine'>): Output<'handover.changeLine'> {
  const { title, reason } = getLine(ctx, id);
  commit(ctx, [update('handover', id, { title: patch.title ?? title, reason: patch.reason ?? reason })]);
  return {};
}

/** Errors: NOT_FOUND, NOT_OWNER, HANDOVER_DONE. */
export function removeLine(ctx: Ctx, { id }: Checked<'handover.removeLine'>): Output<'handover.removeLine'> {
  const { itemKind: kind, resolution } = getLine(ctx, id);
  if (!isOnlyALine({ kind, resolution })) throw new AppError('HANDOVER_DONE', {});
  commit(ctx, [remove('handover', id)]);
  return {};
}
