import { type Db, prepare } from '../sql.ts';

/* Files whose records went to an office, until a PC of it has said that it holds a bundle that carried them. Of this PC only. */

export interface SentFileRow {
  unitId: string;
  sha256: string;
  byteCount: number;
  /** Which bundle carried it; number 0: it was not here when its record went. */
  inc: string;
  number: number;
}

/** With the true size of those that are here by now: what a record claims of a file may be wrong. */
export const listSentFiles = (db: Db, unitId: string): SentFileRow[] =>
  prepare(
    db,
    `SELECT unitId, sha256, inc, number, coalesce((SELECT byteCount FROM blob WHERE blob.sha256 = sentFile.sha256), byteCount) AS byteCount
     FROM sentFile WHERE unitId = ? ORDER BY sha256, inc, number`,
  ).all(unitId) as SentFileRow[];

/** Offices to which files may still have to go. */
export const listFileReceivers = (db: Db): string[] =>
  prepare(db, 'SELECT DISTINCT unitId FROM sentFile').pluck().all() as string[];

export const saveSentFile = (db: Db, row: SentFileRow): void =>
  void prepare(
    db,
    'INSERT INTO sentFile VALUES (@unitId, @sha256, @byteCount, @inc, @number) ON CONFLICT DO NOTHING',
  ).run(row);

export const removeSentFile = (db: Db, unitId: string, sha256: string): void =>
  void prepare(db, 'DELETE FROM sentFile WHERE unitId = ? AND sha256 = ?').run(unitId, sha256);

/** Who may read the records that have a file. Uses index attachment_by_hash. */
export const listFileAudiences = (db: Db, sha256: string): { ownerId: string; audience: string }[] =>
  prepare(db, 'SELECT DISTINCT ownerId, audience FROM attachment WHERE sha256 = ?').all(sha256) as {
    ownerId: string;
    audience: string;
  }[];

/** The last words of the PCs of an office on what they hold, by the life each is in. */
export const listWordsByLife = (db: Db, unitId: string): Map<string, string> =>
  new Map(prepare(db, 'SELECT inc, text FROM peer WHERE unitId = ?').raw().all(unitId) as [string, string][]);
