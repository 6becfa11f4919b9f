import { updateDerived } from './derived.ts';
import { type EntityName, findEntity } from './entities/index.ts';
import { listOpsOf } from './queries/op.ts';
import { type Db, prepare } from './sql.ts';
import { fold } from './sync/fold.ts';
import type { Op } from './sync/op.ts';
import { writeFolded, writeRow } from './tables.ts';

/** An op with its stored bytes and their hash, and the log it stands in. */
export interface AppendedOp {
  readonly op: Op;
  readonly logId: number;
  readonly bytes: Buffer;
  readonly hash: Buffer;
}

/**
 * Puts an op into its log and makes the tables follow: local and received ops both end here. The caller has checked
 * that the op continues its log, and moves the log's head when it has appended all it has.
 */
export function apply(db: Db, { op, logId, bytes, hash }: AppendedOp): void {
  prepare(db, 'INSERT INTO op (logId, seq, hash, lam, entity, entityId, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    logId,
    op.seq,
    hash,
    op.lam,
    op.entity,
    op.id,
    bytes,
  );
  if (findEntity(op.entity) === undefined) return; // known to a newer release only: kept, relayed, folded after an upgrade
  const name = op.entity as EntityName;
  if (op.kind === 'create' && op.base.length === 0 && isFirst(db, op)) writeRow(db, name, op.id, op.fields, op, op);
  else writeFolded(db, name, op.id, fold(listOpsOf(db, name, op.id)));
  updateDerived(db, name, op.id, op.fields);
}

const isFirst = (db: Db, op: Op): boolean =>
  prepare(db, 'SELECT count(*) FROM (SELECT 1 FROM op WHERE entityId = ? LIMIT 2)').pluck().get(op.id) === 1;

/** Lets the guarded tables be written while `work` runs; always inside a transaction, so a throw closes them again. */
export function whileOpen<T>(db: Db, work: () => T): T {
  if (!db.inTransaction) throw new Error('synced tables are written inside a transaction only');
  prepare(db, 'UPDATE syncContext SET isOpen = 1').run();
  const result = work();
  prepare(db, 'UPDATE syncContext SET isOpen = 0').run();
  return result;
}
