import { noteTouched, removeReportState, Touched, updateTouched } from './derived.ts';
import type { Entity } from './entities/define.ts';
import { type EntityName, entities, findEntity } from './entities/index.ts';
import { removeCounted } from './queries/exchange.ts';
import { listOpsOf } from './queries/op.ts';
import { noteRemoval } from './queries/reference.ts';
import { queueForSearch } from './queries/search-index.ts';
import { type Db, prepare } from './sql.ts';
import { compareOps, type Folded, fold } from './sync/fold.ts';
import type { Op, StoredOp } from './sync/op.ts';
import { addRow, writeFolded } from './tables.ts';

/** An op with its stored bytes and their hash, and the log it stands in. */
export interface AppendedOp {
  readonly op: Op;
  readonly logId: number;
  readonly bytes: Buffer;
  readonly hash: Buffer;
}

/**
 * Puts an op into its log and makes the tables follow: local and received ops both end here. The caller has checked
 * that the op continues its log, and moves the log's head when it has appended all it has. What is derived from the record
 * follows when `whileOpen` ends, once for all its ops.
 */
export function apply(db: Db, touched: Touched, appended: AppendedOp): void {
  const { op } = appended;
  const name = append(db, touched, appended);
  if (name !== undefined) refold(db, touched, name, op.id);
  if (touched.size >= touchedLimit) settle(db, touched);
}

/** The same for many ops at once: a record follows when `whileOpen` ends too, so that ten thousand ops of one are read once. */
export function applyLater(db: Db, touched: Touched, appended: AppendedOp): void {
  const { op } = appended;
  const name = append(db, touched, appended);
  if (name !== undefined) noteStale(touched, name, op.id);
  if (touched.size >= touchedLimit) settle(db, touched);
}

/** Returns the kind of a record that has still to follow from its ops. */
function append(db: Db, touched: Touched, { op, logId, bytes, hash }: AppendedOp): EntityName | undefined {
  // What follows the log by its numbers (undo, search) must not take a newcomer for what was set aside.
  prepare(
    db,
    `INSERT INTO op (opId, logId, seq, hash, lam, entity, entityId, bytes)
     SELECT max(coalesce((SELECT max(opId) FROM op), 0), opFloor) + 1, ?, ?, ?, ?, ?, ?, ? FROM syncContext`,
  ).run(logId, op.seq, hash, op.lam, op.entity, op.id, bytes);
  if (findEntity(op.entity) === undefined) return undefined; // known to a newer release only: kept, relayed, folded after an upgrade
  const name = op.entity as EntityName;
  // A row whose creation has just been withdrawn may still stand there.
  const isStale = touched.stale.has(keyOf(name, op.id));
  if (op.kind !== 'create' || op.base.length > 0 || isStale || !isFirst(db, op)) return name;
  addRow(db, name, op.id, op.fields, op);
  noteTouched(touched, name, op.id, op.fields);
  return undefined;
}

const keyOf = (entity: EntityName, id: string): string => `${entity} ${id}`;

const noteStale = (touched: Touched, entity: EntityName, id: string): void =>
  void touched.stale.set(keyOf(entity, id), { entity, id });

/** Makes a record follow from the ops that count, whatever it was before. */
function refold(db: Db, touched: Touched, name: EntityName, id: string): void {
  const ops = listOpsOf(db, name, id);
  const folded = soundly(entities[name] as unknown as Entity, ops, fold(ops, entities[name].conflict));
  writeFolded(db, name, id, folded);
  noteTouched(touched, name, id, folded.fields);
  if (name === 'report' && !folded.alive) removeReportState(db, id);
  noteRemoval(db, name, id, folded);
}

/** Edits made apart may each be right and together say what no record can: then those that would break it are passed over. */
function soundly({ isSound }: Entity, ops: readonly StoredOp[], folded: Folded): Folded {
  if (!folded.alive || isSound === undefined || isSound(folded.fields as never)) return folded;
  let fields: Record<string, unknown> = {};
  let isWhole = false;
  for (const op of [...ops].sort(compareOps)) {
    const next = { ...fields, ...op.fields };
    if (isWhole && !isSound(next as never)) continue;
    fields = next;
    isWhole ||= op.kind === 'create';
  }
  return { ...folded, fields };
}

/** Makes records whose ops were exchanged for others follow from them. */
export function refoldAll(db: Db, touched: Touched, ops: readonly Pick<Op, 'entity' | 'id'>[]): void {
  const records = new Map(ops.map(({ entity, id }) => [`${entity} ${id}`, { entity, id }]));
  for (const { entity, id } of records.values())
    if (findEntity(entity) !== undefined) refold(db, touched, entity as EntityName, id);
}

/**
 * An op that turns out not to count leaves the tables, when `whileOpen` ends, as if it had never come. It is kept elsewhere by the
 * caller.
 */
export function withdraw(db: Db, touched: Touched, op: Op, logId: number): void {
  const name = findEntity(op.entity) === undefined ? undefined : (op.entity as EntityName);
  queueForSearch(db, op.entity, op.id);
  if (name !== undefined && !touched.stale.has(keyOf(name, op.id))) {
    // What followed from the record is found by the fields it had.
    noteTouched(touched, name, op.id, fold(listOpsOf(db, name, op.id)).fields);
    noteStale(touched, name, op.id);
  }
  removeCounted(db, logId, op.seq);
}

const isFirst = (db: Db, op: Op): boolean =>
  prepare(db, 'SELECT count(*) FROM (SELECT 1 FROM op WHERE entityId = ? LIMIT 2)').pluck().get(op.id) === 1;

/** Derived rows wait no longer than this many records, so that a rebuild of millions of ops stays small in memory. */
const touchedLimit = 100_000;

/**
 * Lets the guarded tables be written while `work` runs and then brings what is derived up to date; always inside a
 * transaction, so a throw closes them again.
 */
export function whileOpen<T>(db: Db, work: (touched: Touched) => T): T {
  if (!db.inTransaction) throw new Error('synced tables are written inside a transaction only');
  const touched = new Touched();
  prepare(db, 'UPDATE syncContext SET isOpen = 1').run();
  const result = work(touched);
  settle(db, touched);
  prepare(db, 'UPDATE syncContext SET isOpen = 0').run();
  return result;
}

/** Makes what was noted follow: first the records, then what is derived from them. */
function settle(db: Db, touched: Touched): void {
  const stale = [...touched.stale.values()];
  touched.stale.clear();
  for (const { entity, id } of stale) refold(db, touched, entity, id);
  updateTouched(db, touched);
}
