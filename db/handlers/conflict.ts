import { severalConflicts } from '../api/contract/exchange.ts';
import type { HistoryEntity } from '../api/contract/history.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { dayOfInstant } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { findEntity } from '../entities/index.ts';
import { nameOfDevice } from '../exchange/names.ts';
import { countConflictRecords, listConflictRecords, listConflictsOf, type OpenConflict } from '../queries/conflict.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { findOpByHash, listOpsOf } from '../queries/op.ts';
import { labelOf } from '../queries/record-label.ts';
import { findLatestName } from '../queries/unit.ts';
import { findUser } from '../queries/user.ts';
import { isWallDoubtful } from '../sync/authority.ts';
import { compareOps, fold, removalField } from '../sync/fold.ts';
import type { StoredOp } from '../sync/op.ts';
import { ancestorsOf } from './history-fold.ts';
import { type Scene, valueIn } from './history-read.ts';
import { hasOperation } from './history-restore.ts';

type Shown = Output<'conflict.get'>;
type Kind = Shown['fields'][number]['kind'];
type ShownValue = Shown['fields'][number]['values'][number];

export const kindOf = (field: string): Kind =>
  field === removalField ? 'removal' : field === '*overlap' ? 'overlap' : field === '*review' ? 'review' : 'field';

export function listConflicts(ctx: Ctx, input: Checked<'conflict.list'>): Output<'conflict.list'> {
  const { isOwn, limit, after } = input;
  const own = ctx.office.unitId;
  const filter = { ownerId: isOwn === true ? own : undefined, notOwnerId: isOwn === false ? own : undefined };
  const cursor = readCursor(after, 2);
  const found = listConflictRecords(ctx.db, {
    ...filter,
    after: cursor && [String(cursor[0]), String(cursor[1])],
    limit: limit + 1,
  });
  const on = dayOfInstant(ctx.now());
  const rows = found.slice(0, limit).map(({ entity, entityId, ownerId, fields }) => ({
    ...{ entity, entityId, fields },
    title: labelOf(ctx.db, entity, entityId, on).title,
    kinds: [...new Set(fields.map(kindOf))],
    isOwn: ownerId === own,
    ownerName: findLatestName(ctx.db, ownerId),
  }));
  const last = rows.at(-1);
  return {
    rows,
    next: found.length > limit && last !== undefined ? showCursor([last.entity, last.entityId]) : null,
    total: input.isCounted ? countConflictRecords(ctx.db, filter) : 0,
  };
}

/** What is open about a record. Errors: CONFLICT_GONE. */
export function conflictsOf(ctx: Ctx, entity: string, entityId: string): OpenConflict[] {
  const open = findEntity(entity) === undefined ? [] : listConflictsOf(ctx.db, entity, entityId);
  if (open.length === 0) throw new AppError('CONFLICT_GONE', {});
  const ops = listOpsOf(ctx.db, entity, entityId);
  return open.map((conflict) =>
    kindOf(conflict.field) === 'field' ? { ...conflict, values: standing(ops, conflict) } : conflict,
  );
}

/** Without the values of settlements that were taken back: those they had closed were said once more. */
function standing(ops: readonly StoredOp[], { field, values }: OpenConflict): OpenConflict['values'] {
  const byHash = new Map(ops.map((op) => [op.hash, op]));
  const isTakenBack = (hash: string): boolean => {
    const said = byHash.get(hash);
    const settled = said && firstToSay(ops, said, field);
    if (settled === undefined || settled.base.length < 2) return false;
    const closed = ancestorsOf(ops, settled);
    const again = ops.filter(
      ({ inc, lam, base: [before, ...more], fields }) =>
        inc === settled.inc &&
        lam > settled.lam &&
        before !== undefined &&
        more.length === 0 &&
        closed.has(before) &&
        Object.hasOwn(fields, field) &&
        same(byHash.get(before)?.fields[field], fields[field]),
    );
    return again.length > 1;
  };
  return values.filter(({ hash }) => !isTakenBack(hash));
}

const sceneOf = (ctx: Ctx): Scene => ({ ctx, on: dayOfInstant(ctx.now()), memo: new Map() });

export const showConflict = (ctx: Ctx, input: Checked<'conflict.get'>): Shown => shownOf(sceneOf(ctx), input);

export function showConflicts(ctx: Ctx): Output<'conflict.several'> {
  const filter = { ownerId: ctx.office.unitId };
  const found = listConflictRecords(ctx.db, { ...filter, after: undefined, limit: severalConflicts });
  const scene = sceneOf(ctx);
  return {
    total: countConflictRecords(ctx.db, filter),
    rows: found.map(({ entity, entityId }) => ({ entity, entityId, ...shownOf(scene, { entity, entityId }) })),
  };
}

function shownOf(scene: Scene, input: Checked<'conflict.get'>): Shown {
  const { ctx, on } = scene;
  const open = conflictsOf(ctx, input.entity, input.entityId);
  const entity = input.entity as HistoryEntity;
  const ops = listOpsOf(ctx.db, entity, input.entityId).sort(compareOps);
  const ownerId = open[0]?.ownerId ?? '';
  const subject = labelOf(ctx.db, entity, input.entityId, on);
  return {
    ...{ title: subject.title, subject, isOwn: ownerId === ctx.office.unitId },
    ownerName: findLatestName(ctx.db, ownerId),
    fields: open.map((conflict) => fieldShown(scene, entity, ops, conflict)),
  };
}

function fieldShown(
  scene: Scene,
  entity: HistoryEntity,
  ops: readonly StoredOp[],
  { field, values }: OpenConflict,
): Shown['fields'][number] {
  const kind = kindOf(field);
  if (kind === 'overlap' || kind === 'review')
    return { field, kind, hasOther: false, base: null, values: values.map((value) => rivalShown(scene, kind, value)) };
  const { fields: now } = fold(ops);
  const shown = (value: unknown) =>
    kind === 'removal' ? { raw: value, label: null } : valueIn(scene, entity, field, { ...now, [field]: value });
  const base = kind === 'removal' ? undefined : baseOf(ops, field, values);
  return {
    ...{ field, kind, hasOther: kind === 'field' && hasOperation(entity, field) },
    base: base === undefined ? null : shown(base[field]),
    values: distinct(values).flatMap(({ hash, value }): ShownValue[] => {
      const op = ops.find((one) => one.hash === hash);
      if (op === undefined) return [];
      const isShown = kind === 'removal' ? value === 'kept' : same(now[field], value);
      const writer = writerOf(scene.ctx, kind === 'field' ? firstToSay(ops, op, field) : op);
      return [{ hash, value: shown(value), fields: [], ...writer, isShown }];
    }),
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Who says the same as another is no second opinion. */
const distinct = (values: OpenConflict['values']): OpenConflict['values'] => [
  ...new Map(values.map((one) => [JSON.stringify(one.value), one])).values(),
];

/** A value that was said again when its settlement was undone is whose it was. */
function firstToSay(ops: readonly StoredOp[], op: StoredOp, field: string): StoredOp {
  const before = op.base.length === 1 ? ops.find(({ hash }) => hash === op.base[0]) : undefined;
  return before !== undefined && same(before.fields[field], op.fields[field]) ? firstToSay(ops, before, field) : op;
}

/** The record as it was for all who wrote one of the values: folded from what every one of them had seen. */
function baseOf(
  ops: readonly StoredOp[],
  field: string,
  values: OpenConflict['values'],
): Record<string, unknown> | undefined {
  const seen = ops.filter(({ hash }) => values.some((one) => one.hash === hash)).map((op) => ancestorsOf(ops, op));
  const common = ops.filter(({ hash }) => seen.every((one) => one.has(hash)));
  const { fields } = fold(common);
  return Object.hasOwn(fields, field) ? fields : undefined;
}

/** Who wrote, as far as it is known here: users are not exchanged, PCs are known by their certificates. */
export function writerOf(
  ctx: Ctx,
  op: StoredOp,
): Pick<ShownValue, 'userName' | 'deviceName' | 'atMs' | 'isAtDoubtful' | 'isThisPc'> {
  return {
    userName: findUser(ctx.db, op.actor)?.name ?? '',
    deviceName: nameOfDevice(ctx, op.dev),
    ...{ atMs: op.wall, isAtDoubtful: isWallDoubtful(op.wall), isThisPc: op.dev === ctx.office.deviceId },
  };
}

/** One of several records that cannot all hold: `value` names it. */
function rivalShown(
  scene: Scene,
  kind: 'overlap' | 'review',
  { hash, value }: OpenConflict['values'][number],
): ShownValue {
  const { ctx, on } = scene;
  const entity = kind === 'overlap' ? 'unitVersion' : 'reportReview';
  const id = String(value);
  const op = findOpByHash(ctx.db, id, hash);
  const { fields } = fold(listOpsOf(ctx.db, entity, id));
  const names = kind === 'overlap' ? ['fullName', 'validFrom', 'validTo', 'parentId'] : ['kind', 'onDay', 'reason'];
  const writer = op && writerOf(ctx, op);
  return {
    ...{ hash, value: { raw: id, label: labelOf(ctx.db, entity, id, on).title } },
    fields: names.map((field) => ({ entity, field, value: valueIn(scene, entity, field, fields) })),
    ...(writer ?? { userName: '', deviceName: '', atMs: 0, isAtDoubtful: true, isThisPc: false }),
    isShown: false,
  };
}
