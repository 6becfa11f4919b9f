import { addActivity } from '../activity.ts';
import type { Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { commitInverse, type InverseOp } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { type EntityName, findEntity } from '../entities/index.ts';
import {
  findExportedSeq,
  findLastOpId,
  findLastRange,
  findNextRedo,
  findNextUndo,
  listOpsBetween,
  setState,
} from '../queries/activity.ts';
import { listOpsOf } from '../queries/op.ts';
import { findMissingTarget, findPointingAt, listGone } from '../queries/reference.ts';
import type { ActivityRow } from '../schema.ts';
import { type Conflict, compareOps, type Folded, fold, removalField } from '../sync/fold.ts';
import type { StoredOp } from '../sync/op.ts';
import { deedOf, rolesOf } from './activity-show.ts';
import { ancestorsOf } from './history-fold.ts';

/** Errors: UNDO_NOTHING, UNDO_CHANGED, UNDO_EXPORTED, UNDO_BLOCKED, FORBIDDEN, NOT_OWNER. */
export function undo(ctx: Ctx): Output<'activity.undo'> {
  const activity = findNextUndo(ctx.db, ctx.caller.sessionId);
  if (activity === undefined) throw new AppError('UNDO_NOTHING', {});
  return turn(ctx, activity, 'activity.undo', 'undone');
}

/** The undo of the undo. Errors: REDO_NOTHING and those of undo. */
export function redo(ctx: Ctx): Output<'activity.redo'> {
  const activity = findNextRedo(ctx.db, ctx.caller.sessionId);
  if (activity === undefined) throw new AppError('REDO_NOTHING', {});
  return turn(ctx, activity, 'activity.redo', 'done');
}

function turn(
  ctx: Ctx,
  activity: ActivityRow,
  name: 'activity.undo' | 'activity.redo',
  state: ActivityRow['state'],
): Output<'activity.undo'> {
  if (!rolesOf(activity.name).includes(ctx.caller.role))
    throw new AppError('FORBIDDEN', { role: ctx.caller.role, name: activity.name });
  const { opFrom, opTo } = findLastRange(ctx.db, activity.activityId) ?? activity;
  const before = findLastOpId(ctx.db);
  const opCount = takeBack(ctx, listOpsBetween(ctx.db, opFrom, opTo, 'DESC'));
  addActivity(ctx, name, before + 1, findLastOpId(ctx.db), activity.activityId);
  setState(ctx.db, activity.activityId, state);
  return { ...deedOf(ctx, activity), opCount };
}

/**
 * Writes the opposite of ops, newest first, and refuses as a whole when a record would be left pointing at nothing.
 * Errors: UNDO_CHANGED, UNDO_EXPORTED, UNDO_BLOCKED, NOT_OWNER.
 */
export function takeBack(ctx: Ctx, ops: readonly StoredOp[]): number {
  const withdrawn = new Map<EntityName, string[]>();
  const standing = new Map<EntityName, string[]>();
  const count = commitInverse(ctx, ops, (op) => {
    const inverse = inverseOf(ctx, op);
    const name = op.entity as EntityName;
    const touched = inverse.every(({ kind }) => kind === 'delete') ? withdrawn : standing;
    const ids = touched.get(name);
    if (ids === undefined) touched.set(name, [op.id]);
    else ids.push(op.id);
    return inverse;
  });
  for (const [entity, ids] of withdrawn) {
    const pointing = findPointingAt(ctx.db, entity, listGone(ctx.db, entity, ids));
    if (pointing !== undefined)
      throw new AppError('UNDO_BLOCKED', { entity, by: pointing.entity, count: pointing.count });
  }
  for (const [entity, ids] of standing) {
    const missing = findMissingTarget(ctx.db, entity, ids);
    if (missing !== undefined) throw new AppError('UNDO_CHANGED', { entity: missing });
  }
  return count;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What leads from the state after an op back to the state before it. Only if the record is still as the op left it, so
 * that nobody's later work is lost. Errors: UNDO_CHANGED, UNDO_EXPORTED.
 */
export function inverseOf(ctx: Ctx, op: StoredOp): InverseOp[] {
  const ops = listOpsOf(ctx.db, op.entity, op.id);
  const older = ops.filter((other) => compareOps(other, op) < 0);
  const concurrency = findEntity(op.entity)?.conflict;
  const was = fold(older, concurrency);
  const became = fold([...older, op], concurrency);
  const now = fold(ops, concurrency);
  const changed = new AppError('UNDO_CHANGED', { entity: op.entity });
  if (now.alive !== became.alive) throw changed;
  const base = [...now.heads];
  const settled = was.alive ? was.conflicts.filter((one) => isSettledIn(became, one)) : [];
  if (!became.alive) return [{ kind: 'update', base, fields: {} }, ...reopened(was, settled)];
  const fields = was.alive ? Object.keys(op.fields) : Object.keys(became.fields);
  const isAsLeft = fields.every((field) => same(now.fields[field], became.fields[field]));
  const isOpen = (field: string): boolean => conflictOn(now, field) !== undefined;
  const isOpenAnew = (field: string): boolean => !same(conflictOn(now, field), conflictOn(became, field));
  if (!isAsLeft || fields.some((field) => isOpen(field) && (!isReopening(older, op) || isOpenAnew(field))))
    throw changed;
  if (was.alive) {
    const plain = fields.filter((field) => !settled.some((one) => one.field === field));
    const back = Object.fromEntries(plain.map((field) => [field, was.fields[field]]));
    return [...(plain.length > 0 ? [{ kind: 'update' as const, base, fields: back }] : []), ...reopened(was, settled)];
  }
  assertMayWithdraw(ctx, op, became);
  return [{ kind: 'delete', base, fields: {} }];
}

const conflictOn = ({ conflicts }: Folded, field: string) => conflicts.find((one) => one.field === field)?.values;

const isSettledIn = ({ alive, conflicts }: Folded, { field }: Conflict): boolean =>
  alive ? !conflicts.some((one) => one.field === field) : field === removalField;

/** Written beside what its own PC had written before: only `reopened` does so. */
function isReopening(older: readonly StoredOp[], op: StoredOp): boolean {
  const seen = ancestorsOf(older, op);
  return older.some(({ inc, hash }) => inc === op.inc && !seen.has(hash));
}

/**
 * What was settled is open again when every value is said once more by somebody who has seen no more than the one who said it
 * first; the value that was shown comes last.
 */
function reopened(was: Folded, settled: readonly Conflict[]): InverseOp[] {
  return settled.flatMap(({ field, values }): InverseOp[] => {
    if (field === removalField)
      return values.flatMap(({ hash, value }) =>
        value === 'removed' ? { kind: 'delete' as const, base: [hash], fields: {} } : [],
      );
    const isShown = (value: unknown): number => Number(same(value, was.fields[field]));
    return [...values]
      .sort((a, b) => isShown(a.value) - isShown(b.value))
      .map(({ hash, value }) => ({ kind: 'update', base: [hash], fields: { [field]: value } }));
  });
}

/** Another office that has a record would keep it for ever where the entity knows no deletion. Errors: UNDO_EXPORTED. */
function assertMayWithdraw(ctx: Ctx, op: StoredOp, { created }: Folded): void {
  const mayDelete = findEntity(op.entity)?.mayDelete === true;
  // Doing a deletion again: it was allowed the first time.
  if (mayDelete && op.kind !== 'create') return;
  if (created !== undefined && findExportedSeq(ctx.db, created.inc, created.ch) >= created.seq)
    throw new AppError('UNDO_EXPORTED', { entity: op.entity });
}
