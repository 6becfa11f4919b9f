import { type Db, prepare } from '../sql.ts';
import type { StoredOp } from '../sync/op.ts';

interface OpRow {
  hash: Buffer;
  bytes: Buffer;
}

/** An op as stored, with the hash of its bytes. */
export function readOp(row: OpRow): StoredOp {
  return { ...(JSON.parse(row.bytes.toString('utf8')) as Omit<StoredOp, 'hash'>), hash: row.hash.toString('hex') };
}

/** The ops of one record, oldest first. Uses index op_by_record. */
export function listOpsOf(db: Db, entity: string, entityId: string): StoredOp[] {
  const rows = prepare(db, 'SELECT hash, bytes FROM op WHERE entityId = ? AND entity = ? ORDER BY lam').all(
    entityId,
    entity,
  );
  return (rows as OpRow[]).map(readOp);
}

/** Every op of the database in the order of the fold; streamed, since a log does not fit in memory. */
export function* iterateOps(db: Db): Generator<StoredOp & { bytes: Buffer }> {
  const rows = db.prepare('SELECT hash, bytes FROM op ORDER BY lam, opId').iterate();
  for (const row of rows as IterableIterator<OpRow>) yield { ...readOp(row), bytes: row.bytes };
}

/** Every op of one log in the order of its chain. */
export function* iterateLog(db: Db, logId: number): Generator<{ seq: number; hash: Buffer; bytes: Buffer }> {
  const rows = db.prepare('SELECT seq, hash, bytes FROM op WHERE logId = ? ORDER BY seq').iterate(logId);
  yield* rows as IterableIterator<{ seq: number; hash: Buffer; bytes: Buffer }>;
}

/** Number of ops in the database. */
export const countOps = (db: Db): number => prepare(db, 'SELECT count(*) AS n FROM op').pluck().get() as number;

export interface LogRow {
  logId: number;
  incarnation: string;
  channel: string;
  seq: number;
  head: string;
}

/** The log of an incarnation in a channel, made when it is first needed. */
export function ensureLog(db: Db, incarnation: string, channel: string): LogRow {
  const find = prepare(db, 'SELECT * FROM log WHERE incarnation = ? AND channel = ?');
  const found = find.get(incarnation, channel) as LogRow | undefined;
  if (found !== undefined) return found;
  prepare(db, "INSERT INTO log (incarnation, channel, seq, head) VALUES (?, ?, 0, '')").run(incarnation, channel);
  return find.get(incarnation, channel) as LogRow;
}

export const listLogs = (db: Db): LogRow[] =>
  prepare(db, 'SELECT * FROM log ORDER BY incarnation, channel').all() as LogRow[];

export function advanceLog(db: Db, logId: number, seq: number, head: string): void {
  prepare(db, 'UPDATE log SET seq = ?, head = ? WHERE logId = ?').run(seq, head, logId);
}

/** Highest Lamport time seen, from any office; 0 in an empty database. */
export const findLamport = (db: Db): number => Number(findMeta(db, 'lamport') ?? 0);

export function findMeta(db: Db, key: string): string | undefined {
  return prepare(db, 'SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined;
}

export function saveMeta(db: Db, key: string, value: string): void {
  prepare(db, 'INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value);
}

export const findLogId = (db: Db, incarnation: string, channel: string): number | undefined =>
  prepare(db, 'SELECT logId FROM log WHERE incarnation = ? AND channel = ?').pluck().get(incarnation, channel) as
    | number
    | undefined;

/** An op that counts. */
export function findOpByHash(db: Db, entityId: string, hash: string): StoredOp | undefined {
  const row = prepare(db, 'SELECT hash, bytes FROM op WHERE entityId = ? AND hash = ?').get(
    entityId,
    Buffer.from(hash, 'hex'),
  );
  return row === undefined ? undefined : readOp(row as OpRow);
}

export const removeMeta = (db: Db, key: string): void => void prepare(db, 'DELETE FROM meta WHERE key = ?').run(key);

/** Highest Lamport time of the ops of one record. Uses index op_by_record. */
export const findRecordLamport = (db: Db, entityId: string): number =>
  (prepare(db, 'SELECT max(lam) FROM op WHERE entityId = ?').pluck().get(entityId) as number | null) ?? 0;
