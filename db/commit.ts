import { AppError } from './api/errors.ts';
import { apply, whileOpen } from './apply.ts';
import type { Ctx } from './context.ts';
import { sha256Bytes } from './crypto.ts';
import type { Touched } from './derived.ts';
import type { Entity } from './entities/define.ts';
import { type EntityName, entities, type Fields } from './entities/index.ts';
import { schemaVersion } from './migrations/index.ts';
import {
  advanceLog,
  ensureLog,
  findLamport,
  findRecordLamport,
  type LogRow,
  listOpsOf,
  saveMeta,
} from './queries/op.ts';
import { channelName } from './sync/channel.ts';
import { fold } from './sync/fold.ts';
import { opJsonLimits, whyNotJson } from './sync/json.ts';
import { heardLamportLimit, lamportLimit } from './sync/limits.ts';
import { type Op, opByteLimit, opText, opVersion, type StoredOp } from './sync/op.ts';
import { findRecord } from './tables.ts';

/** What a command does to one record. An update names only the fields it changes; equal values make no op. */
export type Change = { [N in EntityName]: ChangeOf<N> }[EntityName];
type ChangeOf<N extends EntityName> =
  | { readonly entity: N; readonly kind: 'create'; readonly id: string; readonly fields: Fields<N> }
  | { readonly entity: N; readonly kind: 'update'; readonly id: string; readonly fields: Partial<Fields<N>> }
  | { readonly entity: N; readonly kind: 'delete'; readonly id: string };

/** Typed makers of changes, so that a call reads as what it does. */
export const create = <N extends EntityName>(entity: N, id: string, fields: Fields<N>): Change =>
  ({ entity, kind: 'create', id, fields }) as unknown as Change;
export const update = <N extends EntityName>(entity: N, id: string, fields: Partial<Fields<N>>): Change =>
  ({ entity, kind: 'update', id, fields }) as unknown as Change;
export const remove = <N extends EntityName>(entity: N, id: string): Change =>
  ({ entity, kind: 'delete', id }) as Change;

/**
 * The only writer of synced records: checks each change against its entity, writes it to the log and lets the tables
 * follow, all in the transaction the caller is in. Long lists tell their progress through `ctx.step`.
 * Returns the number of ops written. Errors: NOT_FOUND, NOT_OWNER, IMMUTABLE, INVALID_INPUT.
 */
export function commit(ctx: Ctx, changes: Iterable<Change> & { readonly length?: number }): number {
  return write(ctx, changes, changes.length, (change) => draftOp(ctx, change));
}

/**
 * Writes ops that take earlier ones back. What once stood here may stand again, so neither the frozen fields nor the rules
 * of creation and deletion are asked; the caller has checked that nobody's later work is lost. Errors: NOT_OWNER.
 */
export function commitInverse(
  ctx: Ctx,
  ops: Iterable<StoredOp>,
  inverse: (op: StoredOp) => readonly InverseOp[],
): number {
  return write(ctx, inverses(ctx, ops, inverse), undefined, (draft) => draft);
}

/** Each is made when the one before it stands. */
function* inverses(
  ctx: Ctx,
  ops: Iterable<StoredOp>,
  inverse: (op: StoredOp) => readonly InverseOp[],
): Generator<DraftOp> {
  for (const op of ops) {
    if (ownerOf(ctx, op) !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: op.entity });
    const about = { channel: op.ch, entity: op.entity as EntityName, id: op.id };
    for (const one of inverse(op)) yield { ...about, ...one };
  }
}

/**
 * Writes the word that settles a conflict: it cites every head, and stands in the log even where it says what is shown already.
 * The caller has checked who owns the record. Errors: IMMUTABLE, INVALID_INPUT.
 */
export function commitSettlement(
  ctx: Ctx,
  name: EntityName,
  id: string,
  { kind, fields }: { kind: 'update' | 'delete'; fields: Record<string, unknown> },
): void {
  const entity = entities[name] as unknown as Entity;
  const ops = listOpsOf(ctx.db, name, id);
  const { heads, fields: current } = fold(ops);
  const known = Object.fromEntries(Object.keys(entity.fields.shape).map((field) => [field, current[field]]));
  const next = parse(entity, { ...entity.defaults, ...known, ...fields });
  const frozen = Object.keys(fields).find((field) => entity.frozen === 'all' || entity.frozen.includes(field));
  if (frozen !== undefined) throw new AppError('IMMUTABLE', { entity: name, field: frozen });
  const written = Object.fromEntries(Object.keys(fields).map((field) => [field, next[field]]));
  const draft = { channel: ops[0]?.ch ?? '', entity: name, id, kind, base: [...heads], fields: written };
  write(ctx, [draft], 1, (one) => one);
}

/** The owner stands in a record's first op, which is this op or one it has seen. */
const ownerOf = (ctx: Ctx, op: StoredOp): unknown =>
  op.fields['ownerId'] ?? fold(listOpsOf(ctx.db, op.entity, op.id)).fields['ownerId'];

/** What an op does to its record, after the heads it has seen. */
export type InverseOp = Pick<DraftOp, 'kind' | 'base' | 'fields'>;

function write<T>(
  ctx: Ctx,
  changes: Iterable<T>,
  length: number | undefined,
  draftOf: (change: T) => DraftOp | undefined,
): number {
  const logs = new Map<string, LogRow>();
  let lam = findLamport(ctx.db);
  let done = 0;
  let written = 0;
  whileOpen(ctx.db, (touched) => {
    for (const change of changes) {
      if (done % 500 === 0) ctx.step(done, length ?? done);
      done += 1;
      const draft = draftOf(change);
      if (draft === undefined) continue;
      const log = logOf(ctx, logs, draft.channel);
      lam = nextLamport(ctx, lam, draft);
      written += 1;
      append(ctx, touched, log, { ...draft, lam });
    }
  });
  for (const log of logs.values()) advanceLog(ctx.db, log.logId, log.seq, log.head);
  if (written > 0) saveMeta(ctx.db, 'lamport', String(lam));
  return written;
}

/**
 * Above every time this PC has heard of. Where a wild PC has run far ahead it has not followed, and only what it writes about the
 * same record must still come later. Errors: RECORD_RUN_AWAY.
 */
function nextLamport(ctx: Ctx, lam: number, { entity, id, base }: DraftOp): number {
  if (lam < heardLamportLimit || base.length === 0) return lam + 1;
  const next = Math.max(lam, findRecordLamport(ctx.db, id)) + 1;
  // Beyond this nobody would take it, and all that this PC writes afterwards neither.
  if (next > (heardLamportLimit + lamportLimit) / 2) throw new AppError('RECORD_RUN_AWAY', { entity });
  return next;
}

interface DraftOp {
  readonly channel: string;
  readonly entity: EntityName;
  readonly id: string;
  readonly kind: Op['kind'];
  readonly base: string[];
  readonly fields: Record<string, unknown>;
}

function draftOp(ctx: Ctx, change: Change): DraftOp | undefined {
  const entity = entities[change.entity] as unknown as Entity;
  if (change.kind === 'create') return draftCreate(ctx, entity, change);
  const record = findRecord(ctx.db, change.entity, change.id);
  if (record === undefined) throw new AppError('NOT_FOUND', { entity: change.entity, id: change.id });
  if (record['ownerId'] !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: change.entity });
  if (change.kind === 'delete' && !entity.mayDelete)
    throw new AppError('IMMUTABLE', { entity: change.entity, field: '' });
  const fields = change.kind === 'delete' ? {} : changedFields(entity, record, change.fields);
  if (change.kind === 'update' && Object.keys(fields).length === 0) return undefined;
  const ops = listOpsOf(ctx.db, change.entity, change.id);
  const channel = ops[0]?.ch;
  if (channel === undefined) throw new Error(`${change.entity} ${change.id} has a row and no op`);
  return { channel, entity: change.entity, id: change.id, kind: change.kind, base: [...fold(ops).heads], fields };
}

function draftCreate(ctx: Ctx, entity: Entity, change: Change & { kind: 'create' }): DraftOp {
  const parsed = parse(entity, change.fields);
  const channel = channelName(entity.audience(parsed as never), ctx.office.unitId);
  const fields = { ...parsed, ownerId: ctx.office.unitId };
  return { channel, entity: change.entity, id: change.id, kind: 'create', base: [], fields };
}

function parse(entity: Entity, fields: unknown): Record<string, unknown> {
  const parsed = entity.fields.safeParse(fields);
  if (parsed.success && entity.isSound?.(parsed.data as never) === false)
    throw new AppError('INVALID_INPUT', { issues: [{ path: '', code: 'unsound' }] });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code }));
  throw new AppError('INVALID_INPUT', { issues });
}

function changedFields(
  entity: Entity,
  record: Record<string, unknown>,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  const current = Object.fromEntries(Object.keys(entity.fields.shape).map((field) => [field, record[field]]));
  const next = parse(entity, { ...current, ...patch });
  const changed = Object.keys(next).filter((field) => JSON.stringify(next[field]) !== JSON.stringify(current[field]));
  const frozen = changed.find((field) => entity.frozen === 'all' || entity.frozen.includes(field));
  if (frozen !== undefined) throw new AppError('IMMUTABLE', { entity: entity.name, field: frozen });
  return Object.fromEntries(changed.map((field) => [field, next[field]]));
}

function logOf(ctx: Ctx, logs: Map<string, LogRow>, channel: string): LogRow {
  let log = logs.get(channel);
  if (log === undefined) logs.set(channel, (log = ensureLog(ctx.db, ctx.office.incarnation, channel)));
  return log;
}

/** What others would refuse is not written here either. */
const tooBig = (path: string, limit: number): AppError =>
  new AppError('INVALID_INPUT', { issues: [{ path, code: 'too_big', limit }] });

const longestOf = (fields: Record<string, unknown>): string =>
  Object.entries(fields).reduce(
    (longest, [field, value]) => {
      const size = JSON.stringify(value)?.length ?? 0;
      return size > longest.size ? { field, size } : longest;
    },
    { field: '', size: -1 },
  ).field;

function append(ctx: Ctx, touched: Touched, log: LogRow, draft: DraftOp & { lam: number }): void {
  const op: Op = {
    v: opVersion,
    inc: ctx.office.incarnation,
    ch: draft.channel,
    seq: log.seq + 1,
    prev: log.head,
    lam: draft.lam,
    actor: ctx.caller.userId,
    dev: ctx.office.deviceId,
    wall: ctx.now(),
    entity: draft.entity,
    id: draft.id,
    kind: draft.kind,
    base: draft.base,
    schema: schemaVersion,
    fields: draft.fields,
  };
  for (const [field, value] of Object.entries(draft.fields)) {
    const why = whyNotJson(value, opJsonLimits);
    if (why === 'string') throw tooBig(field, opJsonLimits.stringChars);
    if (why !== undefined) throw new AppError('INVALID_INPUT', { issues: [{ path: field, code: why }] });
  }
  const bytes = Buffer.from(opText(op), 'utf8');
  if (bytes.length > opByteLimit) throw tooBig(longestOf(draft.fields), opByteLimit);
  const hash = sha256Bytes(bytes);
  apply(ctx.db, touched, { op, logId: log.logId, bytes, hash });
  log.seq = op.seq;
  log.head = hash.toString('hex');
}
