import type { HeldReason } from '../api/contract/exchange.ts';
import { type Db, prepare } from '../sql.ts';
import type { StoredOp } from '../sync/op.ts';
import { readOp } from './op.ts';

export interface HeldFilter {
  readonly status: 'pending' | 'quarantined';
  readonly reason?: HeldReason | undefined;
  readonly entity?: string | undefined;
}

export interface HeldRow {
  op: StoredOp;
  reason: HeldReason;
  arrivedAtMs: number;
  rowId: number;
  author: string | null;
}

const matching = 'status = @status AND (@reason IS NULL OR reason = @reason) AND (@entity IS NULL OR entity = @entity)';
const asked = ({ status, reason, entity }: HeldFilter) => ({ status, reason: reason ?? null, entity: entity ?? null });

/** What is set aside, the newest to arrive first. Uses index heldOp_by_arrival. */
export function listHeld(
  db: Db,
  {
    before,
    limit,
    ...filter
  }: HeldFilter & { before: { arrivedAtMs: number; rowId: number } | undefined; limit: number },
): HeldRow[] {
  const rows = prepare(
    db,
    `SELECT heldOp.hash, bytes, reason, arrivedAtMs, heldOp.rowid AS rowId, author FROM heldOp JOIN log USING (logId)
     WHERE ${matching} AND (arrivedAtMs, heldOp.rowid) < (@arrivedAtMs, @rowId)
     ORDER BY arrivedAtMs DESC, heldOp.rowid DESC LIMIT @limit`,
  ).all({
    ...asked(filter),
    arrivedAtMs: before?.arrivedAtMs ?? Number.MAX_SAFE_INTEGER,
    rowId: before?.rowId ?? Number.MAX_SAFE_INTEGER,
    limit,
  });
  return (rows as (Omit<HeldRow, 'op'> & { hash: Buffer; bytes: Buffer })[]).map(({ hash, bytes, ...row }) => ({
    ...row,
    op: readOp({ hash, bytes }),
  }));
}

export const countHeldOps = (db: Db, filter: HeldFilter): number =>
  prepare(db, `SELECT count(*) FROM heldOp WHERE ${matching}`).pluck().get(asked(filter)) as number;

export const countHeldByReason = (db: Db, status: HeldFilter['status']): { reason: HeldReason; count: number }[] =>
  prepare(
    db,
    'SELECT reason, count(*) AS count FROM heldOp WHERE status = ? GROUP BY reason ORDER BY count DESC, reason',
  ).all(status) as { reason: HeldReason; count: number }[];

export const countHeldByEntity = (db: Db, status: HeldFilter['status']): { entity: string; count: number }[] =>
  prepare(
    db,
    'SELECT entity, count(*) AS count FROM heldOp WHERE status = ? GROUP BY entity ORDER BY count DESC, entity',
  ).all(status) as { entity: string; count: number }[];
