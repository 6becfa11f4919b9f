import { noteTouched, removeReportState, Touched, updateTouched } from './derived.ts';
import { type EntityName, entities, findEntity } from './entities/index.ts';
import { removeCounted } from './queries/exchange.ts';
import { listOpsOf } from './queries/op.ts';
import { noteRemoval } from './queries/reference.ts';
import { queueForSearch } from './queries/search-index.ts';
import { type Db, prepare } from './sql.ts';
import { fold } from './sync/fold.ts';
import type { Op } from './sync/op.ts';
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
export function apply(db: Db, touched: Touched, { op, logId, bytes, hash }: AppendedOp): void {
  // What follows the log by its numbers (undo, search) must not take a newcomer for what was set aside.
  prepare(
    db,
    `INSERT INTO op (opId, logId, seq, hash, lam, entity, entityId, bytes)
     SELECT max(coalesce((SELECT max(opId) FROM op), 0), opFloor) + 1, ?, ?, ?, ?, ?, ?, ? FROM syncContext`,
  ).run(logId, op.seq, hash, op.lam, op.entity, op.id, bytes);
  if (findEntity(op.entity) === undefined) return; // known to a newer release only: kept, relayed, folded after an upgrade
  const name = op.entity as EntityName;
  if (op.kind === 'create' && op.base.length === 0 && isFirst(db, op)) {
    addRow(db, name, op.id, op.fields, op);
    noteTouched(touched, name, op.id, op.fields);
  } else refold(db, touched, name, op.id);
  if (touched.size >= touchedLimit) updateTouched(db, touched);
}

/** Makes a record follow from the ops that count, whatever it was before. */
function refold(db: Db, touched: Touched, name: EntityName, id: string): void {
  const folded = fold(listOpsOf(db, name, id), entities[name].conflict);
  writeFolded(db, name, id, folded);
  noteTouched(touched, name, id, folded.fields);
  if (name === 'report' && !folded.alive) removeReportState(db, id);
  noteRemoval(db, name, id, folded);
}

/** Makes records whose ops were exchanged for others follow from them. */
export function refoldAll(db: Db, touched: Touched, ops: readonly Pick<Op, 'entity' | 'id'>[]): void {
  const records = new Map(ops.map(({ entity, id }) => [`${entity} ${id}`, { entity, id }]));
  for (const { entity, id } of records.values())
    if (findEntity(entity) !== undefined) refold(db, touched, entity as EntityName, id);
}

/** An op that turns out not to count leaves the tables as if it had never come. It is kept elsewhere by the caller. */
export function withdraw(db: Db, touched: Touched, op: Op, logId: number): void {
  const name = findEntity(op.entity) === undefined ? undefined : (op.entity as EntityName);
  queueForSearch(db, op.entity, op.id);
  // What followed from the record is found by the fields it had.
  if (name !== undefined) noteTouched(touched, name, op.id, fold(listOpsOf(db, name, op.id)).fields);
  removeCounted(db, logId, op.seq);
  if (name !== undefined) refold(db, touched, name, op.id);
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
  updateTouched(db, touched);
  prepare(db, 'UPDATE syncContext SET isOpen = 0').run();
  return result;
}
