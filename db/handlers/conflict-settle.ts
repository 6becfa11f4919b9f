import type { HistoryEntity } from '../api/contract/history.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { dayOfInstant } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { commitSettlement } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { type EntityName, entities } from '../entities/index.ts';
import { listConflictsOf, type OpenConflict } from '../queries/conflict.ts';
import { listOpsOf } from '../queries/op.ts';
import { labelOf } from '../queries/record-label.ts';
import { findMissingTarget, findPointingAt } from '../queries/reference.ts';
import { fold } from '../sync/fold.ts';
import { findRecord } from '../tables.ts';
import { conflictsOf, kindOf } from './conflict.ts';
import { dropReviews, keepVersion } from './conflict-rivals.ts';
import { faultOf, hasOperation, mayWriteField } from './history-restore.ts';
import { problemOf } from './report-facts.ts';

type Choice = Checked<'conflict.settle'>['choices'][number];

/**
 * Errors: NOT_OWNER, FORBIDDEN, CONFLICT_GONE, INVALID_INPUT, IMMUTABLE, CONFLICT_IN_USE, CONFLICT_NO_OTHER, and those of the
 * operation that writes such a field.
 */
export function settleConflict(ctx: Ctx, input: Checked<'conflict.settle'>): Output<'conflict.settle'> {
  settleRecord(ctx, input);
  return {};
}

/** Each in a savepoint of its own; what another of them has settled along is settled. */
export function settleConflicts(ctx: Ctx, { records }: Checked<'conflict.settleMany'>): Output<'conflict.settleMany'> {
  const one = ctx.db.transaction((record: Checked<'conflict.settle'>) => settleRecord(ctx, record));
  const on = dayOfInstant(ctx.now());
  const refused = records.flatMap((record) => {
    const { entity, entityId } = record;
    const problem = problemOf(() => one(record));
    const isSettled = problem === null || listConflictsOf(ctx.db, entity, entityId).length === 0;
    if (isSettled) return [];
    return [{ entity, entityId, title: labelOf(ctx.db, entity as HistoryEntity, entityId, on).title, problem }];
  });
  return { done: records.length - refused.length, refused };
}

function settleRecord(ctx: Ctx, input: Checked<'conflict.settle'>): void {
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
    if (Object.keys(fields).length > 0) {
      const others = chosen.filter(({ choice }) => choice.value !== undefined).map(({ choice }) => choice.field);
      assertHolds(ctx, entity, input.entityId, { fields, others });
      settle(ctx, entity, input.entityId, fields);
    }
    // Changes no field: says that the record stays.
    if (removal !== undefined) settle(ctx, entity, input.entityId, {});
  }
  for (const { choice, conflict } of chosen) keepRival(ctx, input.entityId, choice, conflict);
}

/**
 * A value nobody had written stands under the same rules as one that is written on the record's own screen. Of values that were
 * written apart each passed them once: together they may not, which tells against them only if what is shown now does.
 * Errors: CONFLICT_NO_OTHER, and those of the operation that writes such a field.
 */
function assertHolds(
  ctx: Ctx,
  entity: EntityName,
  id: string,
  { fields, others }: { fields: Record<string, unknown>; others: readonly string[] },
): void {
  const alone = others.find((field) => !hasOperation(entity as HistoryEntity, field));
  if (alone !== undefined) throw new AppError('CONFLICT_NO_OTHER', { entity, field: alone });
  const fault = faultOf(ctx, entity as HistoryEntity, id, fields);
  if (fault === undefined) return;
  const shown = findRecord(ctx.db, entity, id) ?? {};
  const asShown = Object.fromEntries(Object.keys(fields).map((field) => [field, shown[field]]));
  const before = others.length > 0 ? undefined : faultOf(ctx, entity as HistoryEntity, id, asShown);
  if (before?.code !== fault.code) throw fault;
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

/** What may not be deleted can only be taken back by the PC that made it. Errors: IMMUTABLE, CONFLICT_IN_USE. */
function settleRemoval(ctx: Ctx, entity: EntityName, id: string): void {
  const pointing = findPointingAt(ctx.db, entity, [id]);
  if (pointing !== undefined)
    throw new AppError('CONFLICT_IN_USE', { entity, by: pointing.entity, count: pointing.count });
  const { created } = fold(listOpsOf(ctx.db, entity, id));
  if (!entities[entity].mayDelete && created?.inc !== ctx.office.incarnation)
    throw new AppError('IMMUTABLE', { entity, field: '' });
  commitSettlement(ctx, entity, id, { kind: 'delete', fields: {} });
}

/** Of records that cannot all hold, those that were not chosen go; they stay in the history. */
function keepRival(ctx: Ctx, entityId: string, choice: Choice, { field, values }: OpenConflict): void {
  const kind = kindOf(field);
  if (kind !== 'overlap' && kind !== 'review') return;
  const kept = String(settledValue(choice, { field, ownerId: '', values }));
  const dropped = values.map(({ value }) => String(value)).filter((id) => id !== kept);
  if (kind === 'overlap') keepVersion(ctx, entityId, kept, dropped);
  else dropReviews(ctx, dropped);
}
