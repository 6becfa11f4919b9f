import { entities } from '../entities/index.ts';
import { type Db, prepare } from '../sql.ts';
import type { PlannedRun } from '../sync/plan.ts';
import type { SignedDocument } from '../sync/signed.ts';
import { logOf } from '../sync/vector.ts';
import { findLogId } from './op.ts';

/* Bundles handed out and taken in, as a person reads of them. */

/** What has gone to an office so far. */
export interface SentSoFar {
  unitId: string;
  firstAtMs: number;
  lastAtMs: number;
  /** Highest number under this incarnation. */
  lastNumber: number;
}

export const listSentSoFar = (db: Db, incarnation: string): Map<string, SentSoFar> =>
  new Map(
    (
      prepare(
        db,
        `SELECT unitId, min(madeAtMs) AS firstAtMs, max(madeAtMs) AS lastAtMs,
           coalesce(max(CASE WHEN inc = ? THEN number END), 0) AS lastNumber
         FROM sentBundle WHERE state = 'written' GROUP BY unitId`,
      ).all(incarnation) as SentSoFar[]
    ).map((row) => [row.unitId, row]),
  );

/** When a bundle with changes was last taken in from each office. Uses index seenBundle_by_unit. */
export const listLastChangesFrom = (db: Db): Map<string, number> =>
  new Map(
    prepare(
      db,
      "SELECT unitId, max(takenAtMs) FROM seenBundle WHERE coalesce(counts ->> 'opCount', 0) > 0 GROUP BY unitId",
    )
      .raw()
      .all() as [string, number][],
  );

export interface PreparedRow {
  setId: string;
  unitId: string;
  number: number;
  madeAtMs: number;
  opCount: number;
}

/** The newest bundle for each office that was made and never said to be on a stick. */
export const listPrepared = (db: Db, incarnation: string): Map<string, PreparedRow> =>
  new Map(
    (
      prepare(
        db,
        `SELECT setId, unitId, number, madeAtMs, opCount FROM sentBundle WHERE state = 'prepared' AND inc = ? ORDER BY number`,
      ).all(incarnation) as PreparedRow[]
    ).map((row) => [row.unitId, row]),
  );

export interface BundleRow {
  id: string;
  way: 'out' | 'in';
  state: 'prepared' | 'written' | 'taken';
  unitId: string;
  inc: string;
  number: number;
  atMs: number;
  opCount: number;
  byteCount: number;
  volumeCount: number;
  /** In: volumes that have come, as JSON. */
  volumes: string | null;
  userName: string;
}

const bundles = `
  SELECT setId AS id, 'out' AS way, state, unitId, inc, number, madeAtMs AS atMs, opCount, byteCount, max(volumeCount, 1) AS volumeCount,
    NULL AS volumes, userId FROM sentBundle WHERE state <> 'lost'
  UNION ALL
  SELECT inc || ' ' || number, 'in', 'taken', unitId, inc, number, takenAtMs, coalesce(counts ->> 'opCount', counts ->> 'fresh', 0),
    coalesce(counts ->> 'byteCount', 0), volumeCount, volumes, userId FROM seenBundle`;

/** Newest first. */
export const listBundles = (db: Db, before: { atMs: number; id: string } | undefined, limit: number): BundleRow[] =>
  prepare(
    db,
    `SELECT bundle.*, coalesce(user.name, '') AS userName FROM (${bundles}) bundle LEFT JOIN user ON user.id = bundle.userId
     WHERE (atMs, bundle.id) < (@atMs, @id) ORDER BY atMs DESC, bundle.id DESC LIMIT @limit`,
  ).all({ atMs: before?.atMs ?? Number.MAX_SAFE_INTEGER, id: before?.id ?? '', limit }) as BundleRow[];

export const countBundles = (db: Db): number =>
  prepare(db, "SELECT (SELECT count(*) FROM sentBundle WHERE state <> 'lost') + (SELECT count(*) FROM seenBundle)")
    .pluck()
    .get() as number;

/** The last words of the PCs of an office on what they hold. */
export const listWordsOf = (db: Db, unitId: string): SignedDocument['text'][] =>
  prepare(db, 'SELECT text FROM peer WHERE unitId = ? ORDER BY rowid').pluck().all(unitId) as string[];

/** The ops of a run, whether they count here or not; of those that do not only some where `held` says which. */
const inRun = (columns: string, where = '', held = 'true'): string => `
  SELECT ${columns} FROM op WHERE logId = @logId AND seq BETWEEN @from AND @to ${where}
  UNION ALL SELECT ${columns} FROM heldOp WHERE logId = @logId AND seq BETWEEN @from AND @to ${where} AND ${held}`;

function* eachRun<T>(db: Db, sql: string, runs: readonly PlannedRun[]): Generator<T> {
  for (const { key, from, to } of runs) {
    const { inc, ch } = logOf(key);
    const logId = findLogId(db, inc, ch);
    if (logId !== undefined) yield* prepare(db, sql).all({ logId, from, to }) as T[];
  }
}

/** Ops by kind of record, the most first. */
export function countEntitiesOfRuns(db: Db, runs: readonly PlannedRun[]): { entity: string; count: number }[] {
  const counts = new Map<string, number>();
  const sql = `SELECT entity, count(*) AS count FROM (${inRun('entity')}) GROUP BY entity`;
  for (const { entity, count } of eachRun<{ entity: string; count: number }>(db, sql, runs))
    counts.set(entity, (counts.get(entity) ?? 0) + count);
  return [...counts].map(([entity, count]) => ({ entity, count })).sort((a, b) => b.count - a.count);
}

/**
 * Files that the records made in these runs name, each once; of those that are here with their true size, since a record may claim
 * another. What was refused here is handed on without its files.
 */
export function listFilesOfRuns(db: Db, runs: readonly PlannedRun[]): { sha256: string; byteCount: number }[] {
  const files = new Map<string, number>();
  const made = "AND entity = 'attachment' AND CAST(bytes AS TEXT) ->> 'kind' = 'create'";
  const named = inRun('CAST(bytes AS TEXT) AS body', made, "status = 'pending'");
  const sql = `SELECT body ->> '$.fields.sha256' AS sha256, coalesce(blob.byteCount, body ->> '$.fields.byteCount') AS byteCount
    FROM (${named}) LEFT JOIN blob ON blob.sha256 = body ->> '$.fields.sha256'`;
  for (const { sha256, byteCount } of eachRun<{ sha256: unknown; byteCount: unknown }>(db, sql, runs))
    if (typeof sha256 === 'string' && typeof byteCount === 'number') files.set(sha256, byteCount);
  return [...files].map(([sha256, byteCount]) => ({ sha256, byteCount }));
}

/** Records of all kinds that are exchanged. */
export const countAllRecords = (db: Db): number =>
  Object.keys(entities).reduce(
    (sum, table) => sum + (prepare(db, `SELECT count(*) FROM "${table}"`).pluck().get() as number),
    0,
  );
