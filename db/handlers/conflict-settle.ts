import type { HistoryEntity } from '../api/contract/history.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { commit, commitSettlement, remove } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { type EntityName, entities } from '../entities/index.ts';
import type { OpenConflict } from '../queries/conflict.ts';
import { listOpsOf } from '../queries/op.ts';
import { findMissingTarget } from '../queries/reference.ts';
import { fold } from '../sync/fold.ts';
import { conflictsOf, kindOf } from './conflict.ts';
import { mayWriteField } from './history-restore.ts';

type Choice = Checked<'conflict.settle'>['choices'][number];

/** Errors: NOT_OWNER, FORBIDDEN, CONFLICT_GONE, INVALID_INPUT, IMMUTABLE. */
export function settleConflict(ctx: Ctx, input: Checked<'conflict.settle'>): Output<'conflict.settle'> {
  const open = conflictsOf(ctx, input.entity, input.entityId);
  const entity = input.entity as EntityName;
  if (open.some(({ ownerId }) => ownerId !== ctx.office.unitId)) throw new AppError('NOT_OWNER', { entity });
  const chosen = input.choices.map((choice) => ({ choice, conflict: askedOf(open, choice) }));
  for (const { choice } of chosen) assertMayWrite(ctx, entity, choice);
  const fields: Record<string, unknown> = {};
  for (const { choice, conflict } of chosen)
    if (kindOf(choice.field) === 'field') fields[choice.field] = settledValue(choice, conflict);
  const removal = chosen.find(({ choice }) => kindOf(choice.field) === 'removal');
  const isRemoved = removal !== undefined && settledValue(removal.choice, removal.conflict) === 'removed';
  if (isRemoved) settleRemoval(ctx, entity, input.entityId);
  else {
    if (Object.keys(fields).length > 0) settle(ctx, entity, input.entityId, fields);
    // Changes no field: says that the record stays.
    if (removal !== undefined) settle(ctx, entity, input.entityId, {});
  }
  for (const { choice, conflict } of chosen) dropRivals(ctx, choice, conflict);
  return {};
}

/** The conflict a choice is about, if it still is as it was shown. Errors: CONFLICT_GONE. */
function askedOf(open: readonly OpenConflict[], { field, keep, seen }: Choice): OpenConflict {
  const conflict = open.find((one) => one.field === field);
  const hashes = new Set(conflict?.values.map(({ hash }) => hash));
  const told = new Set(
    conflict?.values.flatMap(({ hash, value }) => (seen?.includes(hash) ? JSON.stringify(value) : [])),
  );
  const isAsShown =
    seen === undefined ||
    (seen.every((hash) => hashes.has(hash)) && conflict?.values.every(({ value }) => told.has(JSON.stringify(value))));
  if (conflict === undefined || !isAsShown || (keep !== undefined && !hashes.has(keep)))
    throw new AppError('CONFLICT_GONE', {});
  return conflict;
}

/** Whoever may not change a field otherwise may not settle it either. Errors: FORBIDDEN. */
function assertMayWrite(ctx: Ctx, entity: EntityName, { field }: Choice): void {
  const asked: [HistoryEntity, string] = kindOf(field) === 'overlap' ? ['unitVersion', 'validFrom'] : [entity, field];
  if (!mayWriteField(ctx, ...asked))
    throw new AppError('FORBIDDEN', { role: ctx.caller.role, name: 'conflict.settle' });
}

/** The value that is kept, or the third. Errors: INVALID_INPUT with neither or both, or a third where one must be kept. */
function settledValue({ field, keep, value }: Choice, { values }: OpenConflict): unknown {
  const isThird = value !== undefined;
  const isOne = isThird === (keep === undefined) && !(isThird && kindOf(field) !== 'field');
  if (!isOne) throw new AppError('INVALID_INPUT', { issues: [{ path: field, code: 'choice' }] });
  return isThird ? value : values.find(({ hash }) => hash === keep)?.value;
}

function settle(ctx: Ctx, entity: EntityName, id: string, fields: Record<string, unknown>): void {
  commitSettlement(ctx, entity, id, { kind: 'update', fields });
  const missing = findMissingTarget(ctx.db, entity, [id]);
  if (missing !== undefined) throw new AppError('NOT_FOUND', { entity: missing, id: '' });
}

/** What may not be deleted can only be taken back by the PC that made it. Errors: IMMUTABLE. */
function settleRemoval(ctx: Ctx, entity: EntityName, id: string): void {
  const { created } = fold(listOpsOf(ctx.db, entity, id));
  if (!entities[entity].mayDelete && created?.inc !== ctx.office.incarnation)
    throw new AppError('IMMUTABLE', { entity, field: '' });
  commitSettlement(ctx, entity, id, { kind: 'delete', fields: {} });
}

/** Of records that cannot all hold, those that were not chosen go; they stay in the history. */
function dropRivals(ctx: Ctx, choice: Choice, { field, values }: OpenConflict): void {
  const kind = kindOf(field);
  if (kind !== 'overlap' && kind !== 'review') return;
  const kept = settledValue(choice, { field, ownerId: '', values });
  const entity = kind === 'overlap' ? 'unitVersion' : 'reportReview';
  commit(
    ctx,
    values.filter(({ value }) => value !== kept).map(({ value }) => remove(entity, String(value))),
  );
}
