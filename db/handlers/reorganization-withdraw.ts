import type { ApiName, Checked, Output } from '../api/contract/index.ts';
import { dayOfInstant } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { commit, remove } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Row } from '../entities/index.ts';
import { findExportedSeq, findLastRange, findMaking, listOpsBetween } from '../queries/activity.ts';
import { listOpsOf } from '../queries/op.ts';
import { findPointingAt } from '../queries/reference.ts';
import { listVersions } from '../queries/unit.ts';
import { listEdges } from '../queries/unit-event-list.ts';
import type { StoredOp } from '../sync/op.ts';
import { findRecord } from '../tables.ts';
import { inverseOf, takeBack } from './activity-undo.ts';
import { assertStands, assertTreeOwner, unitOf } from './unit-rules.ts';

/** Deeds that record one event (with that of its police units), so that their ops are the event's own. */
const recording: readonly string[] = ['reorganization.record', 'unit.change', 'unit.end'] satisfies ApiName[];

type Refusal = Exclude<Output<'reorganization.get'>['withdrawRefused'], null>;

/** An event as it was made: its own records, and the ops that made units and versions follow. */
interface Making {
  readonly eventIds: readonly string[];
  readonly edgeIds: readonly string[];
  /** Newest first. */
  readonly unitOps: readonly StoredOp[];
}

/**
 * Why an event cannot be taken back: it came from another office or has left this PC; its day had come after it was entered, so
 * that people have acted on it; or something was built on what it made. One that was entered after its day only tells the past,
 * and may go as long as nothing rests on it.
 */
export function findRefusal(ctx: Ctx, eventId: string): Refusal | null {
  const event = findRecord(ctx.db, 'unitEvent', eventId) as Row<'unitEvent'> | undefined;
  if (event === undefined || event.ownerId !== ctx.office.unitId) return 'notOwn';
  if (isExported(ctx, eventId)) return 'exported';
  if (isInForce(ctx, event)) return 'inForce';
  const making = findOwnMaking(ctx, eventId);
  return making === undefined || isUsed(ctx, making) ? 'usedSince' : null;
}

function isExported(ctx: Ctx, eventId: string): boolean {
  const [first] = listOpsOf(ctx.db, 'unitEvent', eventId);
  return first !== undefined && findExportedSeq(ctx.db, first.inc, first.ch) >= first.seq;
}

/** Entered before its day, and the day has come. */
const isInForce = (ctx: Ctx, event: Row<'unitEvent'>): boolean =>
  event.effectiveOn <= dayOfInstant(ctx.now()) && dayOfInstant(event.createdAtMs) < event.effectiveOn;

function findOwnMaking(ctx: Ctx, eventId: string): Making | undefined {
  const deed = findMaking(ctx.db, 'unitEvent', eventId);
  if (deed === undefined || !recording.includes(deed.name)) return undefined;
  const { opFrom, opTo } = findLastRange(ctx.db, deed.activityId) ?? deed;
  const ops = listOpsBetween(ctx.db, opFrom, opTo, 'DESC');
  const eventIds = [...new Set(ops.flatMap(({ entity, id }) => (entity === 'unitEvent' ? [id] : [])))];
  const unitOps = ops.filter(({ entity }) => entity === 'unit' || entity === 'unitVersion');
  return { eventIds, edgeIds: listEdges(ctx.db, eventIds).map(({ id }) => id), unitOps };
}

/** Something else has changed or names what the event made. */
function isUsed(ctx: Ctx, { eventIds, edgeIds, unitOps }: Making): boolean {
  const own = [...eventIds, ...edgeIds, ...unitOps.map(({ id }) => id)];
  const made = unitOps.filter(({ entity, kind }) => entity === 'unit' && kind === 'create').map(({ id }) => id);
  if (findPointingAt(ctx.db, 'unitEvent', eventIds, own) !== undefined) return true;
  if (findPointingAt(ctx.db, 'unit', made, own) !== undefined) return true;
  try {
    for (const op of unitOps) inverseOf(ctx, op);
    return false;
  } catch (error) {
    if (error instanceof AppError) return true;
    throw error;
  }
}

/**
 * Takes an event back with all it did, and that of the police units recorded with it.
 * Errors: NOT_FOUND, NOT_OWNER, TREE_NOT_OWN, EVENT_IN_FORCE, UNDO_EXPORTED, UNDO_CHANGED, UNDO_BLOCKED.
 */
export function withdrawEvent(ctx: Ctx, input: Checked<'reorganization.withdraw'>): Output<'reorganization.withdraw'> {
  assertTreeOwner(ctx);
  const event = findRecord(ctx.db, 'unitEvent', input.id) as Row<'unitEvent'> | undefined;
  if (event === undefined) throw new AppError('NOT_FOUND', { entity: 'unitEvent', id: input.id });
  if (event.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'unitEvent' });
  if (isExported(ctx, input.id)) throw new AppError('UNDO_EXPORTED', { entity: 'unitEvent' });
  if (isInForce(ctx, event)) throw new AppError('EVENT_IN_FORCE', { effectiveOn: event.effectiveOn });
  const making = findOwnMaking(ctx, input.id);
  if (making === undefined) throw new AppError('UNDO_BLOCKED', { entity: 'unitEvent', by: 'unitEvent', count: 1 });
  const { eventIds, edgeIds, unitOps } = making;
  commit(ctx, [...edgeIds.map((id) => remove('unitLineage', id)), ...eventIds.map((id) => remove('unitEvent', id))]);
  const pointing = findPointingAt(ctx.db, 'unitEvent', eventIds);
  if (pointing !== undefined)
    throw new AppError('UNDO_BLOCKED', { entity: 'unitEvent', by: pointing.entity, count: pointing.count });
  takeBack(ctx, unitOps);
  assertRestored(ctx, unitOps);
  return {};
}

/** What was recorded since may stand in the way of the units as they were: another one that took a code, or a place under them. */
function assertRestored(ctx: Ctx, unitOps: readonly StoredOp[]): void {
  const unitIds = new Set(
    unitOps.map(({ entity, id, fields }) => (entity === 'unit' ? id : unitOfVersion(ctx, id, fields))),
  );
  for (const unitId of unitIds) {
    const versions = unitId === '' ? [] : listVersions(ctx.db, unitId);
    if (versions.length === 0) continue;
    try {
      assertStands(ctx.db, unitOf(ctx.db, unitId), versions);
    } catch (error) {
      if (error instanceof AppError) throw new AppError('UNDO_BLOCKED', { entity: 'unitEvent', by: 'unit', count: 1 });
      throw error;
    }
  }
}

function unitOfVersion(ctx: Ctx, versionId: string, fields: Record<string, unknown>): string {
  const unitId = fields['unitId'] ?? findRecord(ctx.db, 'unitVersion', versionId)?.['unitId'];
  return typeof unitId === 'string' ? unitId : '';
}
