import { type Db, prepare } from '../sql.ts';
import type { StoredOp } from '../sync/op.ts';
import { readOp } from './op.ts';

/** An op of this PC with its place in the database, which what was done here is listed by. */
export interface PlacedOp {
  readonly opId: number;
  readonly op: StoredOp;
}

/** Ops of one of this PC's logs that never went out in a bundle, in the order of their chain. */
export const listUnsent = (db: Db, logId: number): PlacedOp[] =>
  (
    prepare(
      db,
      `SELECT opId, op.hash, op.bytes FROM op JOIN log ON log.logId = op.logId
       WHERE op.logId = ? AND op.seq > log.exportedSeq ORDER BY op.seq`,
    ).all(logId) as { opId: number; hash: Buffer; bytes: Buffer }[]
  ).map((row) => ({ opId: row.opId, op: readOp(row) }));

/** Puts an op at a place that has just become free. */
export const insertOpAt = (
  db: Db,
  opId: number,
  logId: number,
  { op, hash, bytes }: { op: Pick<StoredOp, 'seq' | 'lam' | 'entity' | 'id'>; hash: Buffer; bytes: Buffer },
): void =>
  void prepare(
    db,
    'INSERT INTO op (opId, logId, seq, hash, lam, entity, entityId, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(opId, logId, op.seq, hash, op.lam, op.entity, op.id, bytes);

/** Ends a log before a place: nobody has seen what stood there, nor a word on it. */
export function endLogBefore(db: Db, logId: number, seq: number): void {
  prepare(db, 'DELETE FROM checkpoint WHERE logId = ? AND seq >= ?').run(logId, seq);
  const head = prepare(db, 'SELECT lower(hex(hash)) FROM op WHERE logId = ? AND seq = ?')
    .pluck()
    .get(logId, seq - 1);
  prepare(
    db,
    `UPDATE log SET seq = @last, head = @head, upTo = min(upTo, @last), claimed = min(claimed, @last),
       judgedBy = NULL, judgedSeq = 0, judgedHead = '' WHERE logId = @logId`,
  ).run({ logId, last: seq - 1, head: head ?? '' });
}
