import { type Db, prepare } from '../sql.ts';
import type { PlannedRun } from '../sync/plan.ts';
import { logOf } from '../sync/vector.ts';

/** What came in bundles of one life of a PC; `whole` counts those of which no volume is missing. */
export interface InLine {
  inc: string;
  unitId: string;
  highest: number;
  whole: number;
  takenAtMs: number;
  isForked: 0 | 1;
}

export const listInLines = (db: Db): InLine[] =>
  prepare(
    db,
    `SELECT inc, max(unitId) AS unitId, max(number) AS highest, sum(json_array_length(volumes) = volumeCount) AS whole,
       max(takenAtMs) AS takenAtMs, max(isForked) AS isForked FROM seenBundle GROUP BY inc`,
  ).all() as InLine[];

/** The last bundle known to have been written for each office. */
export function listOutLines(db: Db): Map<string, { number: number; madeAtMs: number }> {
  const rows = prepare(
    db,
    "SELECT unitId, max(number) AS number, max(madeAtMs) AS madeAtMs FROM sentBundle WHERE state = 'written' GROUP BY unitId",
  ).all() as { unitId: string; number: number; madeAtMs: number }[];
  return new Map(rows.map(({ unitId, ...row }) => [unitId, row]));
}

/** When the first certificate of a PC of each office came. */
export const listEnrolments = (db: Db): Map<string, number> =>
  new Map(
    prepare(
      db,
      "SELECT text ->> 'unit', min(arrivedAtMs) FROM statement WHERE kind = 'certificate' GROUP BY text ->> 'unit'",
    )
      .raw()
      .all() as [string, number][],
  );

/** When a bundle was last taken in. Uses index seenBundle_by_time. */
export const findLastTakenAt = (db: Db): number | undefined =>
  (prepare(db, 'SELECT max(takenAtMs) FROM seenBundle').pluck().get() as number | null) ?? undefined;

export interface UnwrittenLog {
  logId: number;
  incarnation: string;
  channel: string;
  seq: number;
  author: string | null;
  writtenSeq: number;
}

/** Logs of which some has never been written into a bundle. */
export const listUnwritten = (db: Db): UnwrittenLog[] =>
  prepare(
    db,
    'SELECT logId, incarnation, channel, seq, author, writtenSeq FROM log WHERE seq > writtenSeq',
  ).all() as UnwrittenLog[];

/** Called when a bundle is known to stand on a stick: its runs have left this PC. */
export function saveWritten(db: Db, runs: readonly PlannedRun[]): void {
  const save = prepare(
    db,
    'UPDATE log SET writtenSeq = max(writtenSeq, min(?, seq)) WHERE incarnation = ? AND channel = ?',
  );
  for (const { key, to } of runs) {
    const { inc, ch } = logOf(key);
    save.run(to, inc, ch);
  }
}

/** The PC that wrote a log, by its first op; undefined where that is not here. */
export const findWriter = (db: Db, logId: number): string | undefined =>
  prepare(
    db,
    `SELECT CAST(bytes AS TEXT) ->> 'dev' FROM (SELECT bytes FROM op WHERE logId = @logId AND seq = 1
       UNION ALL SELECT bytes FROM heldOp WHERE logId = @logId AND seq = 1) LIMIT 1`,
  )
    .pluck()
    .get({ logId }) as string | undefined;

/** The PC that signed for a log. */
export const findSigner = (db: Db, logId: number): string | undefined =>
  prepare(db, "SELECT text ->> 'device' FROM checkpoint WHERE logId = ? ORDER BY seq DESC LIMIT 1")
    .pluck()
    .get(logId) as string | undefined;

const stored = (columns: string): string =>
  `(SELECT ${columns} FROM op WHERE logId = @logId AND seq BETWEEN @from AND @to
    UNION ALL SELECT ${columns} FROM heldOp WHERE logId = @logId AND seq BETWEEN @from AND @to)`;

/** Places of a log that are held within a stretch. */
export const listHeldSeqs = (db: Db, logId: number, from: number, to: number): number[] =>
  prepare(db, `SELECT DISTINCT seq FROM ${stored('seq')} ORDER BY seq`)
    .pluck()
    .all({ logId, from, to }) as number[];

/** Bytes of the ops of a log within a stretch. */
export const sumBytes = (db: Db, logId: number, from: number, to: number): number =>
  prepare(db, `SELECT coalesce(sum(size), 0) FROM ${stored('length(bytes) AS size')}`)
    .pluck()
    .get({ logId, from, to }) as number;

/** The same by blocks of so many places. */
export const sumBytesByBlock = (db: Db, logId: number, from: number, to: number, block: number): [number, number][] =>
  prepare(
    db,
    `SELECT (seq - 1) / ${block} AS block, sum(size) FROM ${stored('seq, length(bytes) AS size')} GROUP BY block ORDER BY block`,
  )
    .raw()
    .all({ logId, from, to }) as [number, number][];

/** The time that the writer of an op claims. */
export const findWall = (db: Db, logId: number, seq: number): number | undefined =>
  prepare(db, `SELECT CAST(bytes AS TEXT) ->> 'wall' FROM ${stored('bytes')} LIMIT 1`)
    .pluck()
    .get({ logId, from: seq, to: seq }) as number | undefined;

/** Ops that are set aside, by status. */
export const countHeld = (db: Db, status: 'pending' | 'quarantined'): number =>
  prepare(db, 'SELECT count(*) FROM heldOp WHERE status = ?').pluck().get(status) as number;
