import type { HistoryEntity, HistoryRow, HistoryValue } from '../api/contract/history.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { entities, findEntity } from '../entities/index.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { countOpsOfAll, listOpsOfAll, listRelatedIds } from '../queries/history.ts';
import { labelOf } from '../queries/record-label.ts';
import { pointers } from '../queries/reference.ts';
import { findUnitName } from '../queries/unit-on.ts';
import { findUser } from '../queries/user.ts';
import { compareOps, fold, removalField } from '../sync/fold.ts';
import type { StoredOp } from '../sync/op.ts';
import { fieldsAfter, opsOf } from './history-fold.ts';
import { restorableFields } from './history-restore.ts';

/** Asked often on one page: the same unit, the same person, the same document. */
type Memo = Map<string, unknown>;
function remember<T>(memo: Memo, key: string, find: () => T): T {
  if (!memo.has(key)) memo.set(key, find());
  return memo.get(key) as T;
}

/** Where values are shown: the day whose names they bear, and what was asked before. */
export interface Scene {
  readonly ctx: Ctx;
  readonly on: Day;
  readonly memo: Memo;
}

export function listHistory(ctx: Ctx, input: Checked<'history.ofRecord'>): Output<'history.ofRecord'> {
  const { entity, id, on, limit } = input;
  const scene = { ctx, on, memo: new Map() };
  const ids = input.related ? listRelatedIds(ctx.db, entity, id) : [id];
  const cursor = readCursor(input.after, 2);
  const before = cursor && { lam: Number(cursor[0]), opId: Number(cursor[1]) };
  const found = listOpsOfAll(ctx.db, ids, before, limit + 1);
  const known = found.slice(0, limit).filter((op) => findEntity(op.entity) !== undefined);
  const rows = known.map((op) => rowOf(scene, op, op.id === id));
  const last = found[limit - 1];
  const next = found.length > limit && last !== undefined ? showCursor([last.lam, last.opId]) : null;
  return { rows, next, total: countOpsOfAll(ctx.db, ids) };
}

function rowOf(scene: Scene, op: StoredOp, isAsked: boolean): HistoryRow {
  const entity = op.entity as HistoryEntity;
  const { ctx, memo, on } = scene;
  const ops = remember(memo, `ops ${op.id}`, () => opsOf(ctx, entity, op.id));
  const was = fold(ops.filter((other) => compareOps(other, op) < 0));
  const isRevival = op.kind === 'update' && was.created !== undefined && !was.alive;
  const fields = Object.keys(entities[entity].fields.shape).filter((field) => Object.hasOwn(op.fields, field));
  return {
    hash: op.hash,
    entity,
    id: op.id,
    title: isAsked ? '' : remember(memo, `title ${op.id}`, () => labelOf(ctx.db, entity, op.id, on).title),
    kind: isRevival ? 'revive' : op.kind,
    ...writerOf(scene, op, ops),
    device: op.dev.slice(-4),
    isThisPc: op.dev === ctx.office.deviceId ? 1 : 0,
    changes: fields.map((field) => ({
      field,
      from: Object.hasOwn(was.fields, field) ? valueIn(scene, entity, field, was.fields) : null,
      to: valueIn(scene, entity, field, { ...was.fields, ...op.fields }),
    })),
    restorable: remember(memo, `restorable ${op.id}`, () => restorableOf(ctx, entity, ops)),
  };
}

function restorableOf(ctx: Ctx, entity: HistoryEntity, ops: readonly StoredOp[]): string[] {
  const { alive, fields } = fold(ops);
  return alive ? restorableFields(ctx, entity, fields['ownerId']) : [];
}

/** Only the owner's office writes a record; people of other offices are known to theirs. */
function writerOf(
  { ctx, memo, on }: Scene,
  op: StoredOp,
  ops: readonly StoredOp[],
): Pick<HistoryRow, 'atMs' | 'byName' | 'officeName'> {
  const ownerId = String(ops[0]?.fields['ownerId'] ?? '');
  return {
    atMs: op.wall,
    byName: remember(memo, `user ${op.actor}`, () => findUser(ctx.db, op.actor)?.name ?? ''),
    officeName: remember(memo, `unit ${ownerId}`, () => findUnitName(ctx.db, ownerId, on) ?? ''),
  };
}

/** A value with the name of the record it points at, as that is called on the day of view. */
export function valueIn(
  scene: Scene,
  entity: HistoryEntity,
  field: string,
  fields: Record<string, unknown>,
): HistoryValue {
  const raw = fields[field] ?? null;
  if (Array.isArray(raw)) return { raw, label: listText(scene, entity, field, raw) };
  return { raw, label: typeof raw === 'string' ? nameOf(scene, entity, field, raw, fields) : null };
}

/** A list of records by their names, one a line; null for a list whose items have their own words. */
function listText(
  { ctx, memo, on }: Scene,
  entity: HistoryEntity,
  field: string,
  items: readonly unknown[],
): string | null {
  const pointer = pointers.find(
    ({ from, column, inEach }) => from === entity && column === field && inEach !== undefined,
  );
  if (pointer === undefined || items.length === 0) return null;
  const titleOf = (id: string): string =>
    remember(memo, `label ${pointer.to} ${id}`, () => labelOf(ctx.db, pointer.to, id, on).title);
  if (pointer.inEach === 'itself') return items.map((id) => titleOf(String(id))).join('\n');
  const placed = items as readonly { unitId: string; name?: string; place?: string }[];
  if (placed.some(({ name }) => name !== undefined)) return null;
  return placed.map(({ unitId, place }) => [titleOf(unitId), place].filter(Boolean).join(' – ')).join('\n');
}

function nameOf(
  { ctx, memo, on }: Scene,
  entity: HistoryEntity,
  field: string,
  raw: string,
  fields: Record<string, unknown>,
): string | null {
  if (field === 'audience')
    return raw.includes(':') ? (findUnitName(ctx.db, raw.slice(raw.indexOf(':') + 1), on) ?? '') : null;
  const targets = pointers.filter((pointer) => pointer.from === entity && pointer.column === field);
  const to = targets.length > 1 ? String(fields['parentEntity']) : targets[0]?.to;
  return to === undefined ? null : remember(memo, `label ${to} ${raw}`, () => labelOf(ctx.db, to, raw, on).title);
}

export function showRecord(ctx: Ctx, { entity, id, on }: Checked<'history.record'>): Output<'history.record'> {
  const scene = { ctx, on, memo: new Map() };
  const ops = opsOf(ctx, entity, id);
  const { conflicts, fields } = fold(ops, entities[entity].conflict);
  return {
    subject: labelOf(ctx.db, entity, id, on),
    restorable: restorableOf(ctx, entity, ops),
    conflicts: conflicts
      .filter(({ field }) => field !== removalField)
      .map(({ field, values }) => ({
        field,
        values: values.map(({ value }) => valueIn(scene, entity, field, { ...fields, [field]: value })),
      })),
  };
}

/** Errors: NOT_FOUND. */
export function compareVersions(ctx: Ctx, input: Checked<'history.compare'>): Output<'history.compare'> {
  const { entity, id, on } = input;
  const scene = { ctx, on, memo: new Map() };
  const ops = opsOf(ctx, entity, id);
  const sides = [input.first, input.second].map((hash) => fieldsAfter(ops, hash));
  const [first = {}, second = {}] = sides;
  const differing = Object.keys(entities[entity].fields.shape).filter(
    (field) => JSON.stringify(first[field]) !== JSON.stringify(second[field]),
  );
  const value = (fields: Record<string, unknown>, field: string): HistoryValue | null =>
    Object.hasOwn(fields, field) ? valueIn(scene, entity, field, fields) : null;
  const point = (hash: string) => {
    const op = ops.find((one) => one.hash === hash);
    if (op === undefined) throw new AppError('NOT_FOUND', { entity, id });
    return { hash, ...writerOf(scene, op, ops) };
  };
  return {
    first: point(input.first),
    second: point(input.second),
    fields: differing.map((field) => ({ field, first: value(first, field), second: value(second, field) })),
  };
}
