import type { ActivityRow } from '../schema.ts';
import { type Db, prepare } from '../sql.ts';
import type { StoredOp } from '../sync/op.ts';
import { readOp } from './op.ts';

/** Number of the newest op; 0 in an empty log. */
export const findLastOpId = (db: Db): number =>
  prepare(db, 'SELECT coalesce(max(opId), 0) FROM op').pluck().get() as number;

/** Last op that an activity covers; 0 without one. */
export const findLastCovered = (db: Db): number =>
  (prepare(db, 'SELECT opTo FROM activity ORDER BY activityId DESC LIMIT 1').pluck().get() as number | undefined) ?? 0;

/** Ops with numbers in a range, both ends included: in the order of writing, or backwards. */
export const listOpsBetween = (db: Db, opFrom: number, opTo: number, order: 'ASC' | 'DESC'): StoredOp[] =>
  (
    prepare(db, `SELECT hash, bytes FROM op WHERE opId BETWEEN ? AND ? ORDER BY opId ${order}`).all(opFrom, opTo) as {
      hash: Buffer;
      bytes: Buffer;
    }[]
  ).map(readOp);

/** The first op of a range; numbers may be missing. */
export function findFirstOp(db: Db, opFrom: number, opTo: number): StoredOp | undefined {
  const row = prepare(db, 'SELECT hash, bytes FROM op WHERE opId BETWEEN ? AND ? ORDER BY opId LIMIT 1').get(
    opFrom,
    opTo,
  );
  return row === undefined ? undefined : readOp(row as { hash: Buffer; bytes: Buffer });
}

/** Records by entity in a range of ops, those of the earliest op first. */
export const countRecords = (db: Db, opFrom: number, opTo: number): { entity: string; count: number }[] =>
  prepare(
    db,
    `SELECT entity, count(DISTINCT entityId) AS count FROM op WHERE opId BETWEEN ? AND ? GROUP BY entity ORDER BY min(opId)`,
  ).all(opFrom, opTo) as { entity: string; count: number }[];

export type NewActivity = Omit<ActivityRow, 'activityId'>;

export function insertActivity(db: Db, row: NewActivity): number {
  const { lastInsertRowid } = prepare(
    db,
    `INSERT INTO activity (atMs, userId, sessionId, name, opFrom, opTo, targetId, state, counts, firstEntity, firstId, isNew, word)
     VALUES (@atMs, @userId, @sessionId, @name, @opFrom, @opTo, @targetId, @state, @counts, @firstEntity, @firstId, @isNew, @word)`,
  ).run(row);
  return Number(lastInsertRowid);
}

/** What was undone can no longer be done again. */
export const dropUndone = (db: Db, sessionId: string): void =>
  void prepare(db, `UPDATE activity SET state = 'dropped' WHERE sessionId = ? AND state = 'undone'`).run(sessionId);

export const setState = (db: Db, activityId: number, state: ActivityRow['state']): void =>
  void prepare(db, 'UPDATE activity SET state = ? WHERE activityId = ?').run(state, activityId);

/**
 * What undo takes next: the newest deed of a session that stands. Taking a bundle in is passed over: what others wrote is theirs to
 * take back. Uses index activity_by_session.
 */
export const findNextUndo = (db: Db, sessionId: string): ActivityRow | undefined =>
  prepare(
    db,
    `SELECT * FROM activity WHERE sessionId = ? AND targetId IS NULL AND state = 'done' AND name NOT IN ('bundle.take', 'bundle.takeFile')
     ORDER BY activityId DESC LIMIT 1`,
  ).get(sessionId) as ActivityRow | undefined;

/** What redo takes next: undone newest first, so the oldest undone deed was undone last. */
export const findNextRedo = (db: Db, sessionId: string): ActivityRow | undefined =>
  prepare(db, `SELECT * FROM activity WHERE sessionId = ? AND state = 'undone' ORDER BY activityId LIMIT 1`).get(
    sessionId,
  ) as ActivityRow | undefined;

/** The ops that brought a deed about as it stands or does not stand now: its own, or those of its last undo or redo. */
export const findLastRange = (db: Db, activityId: number): Pick<ActivityRow, 'opFrom' | 'opTo'> | undefined =>
  prepare(
    db,
    `SELECT opFrom, opTo FROM activity
     WHERE activityId = coalesce((SELECT max(activityId) FROM activity WHERE targetId = @activityId), @activityId)`,
  ).get({ activityId }) as Pick<ActivityRow, 'opFrom' | 'opTo'> | undefined;

/** The deed whose ops made a record; undefined for one from another office, or from before deeds were noted. */
export const findMaking = (db: Db, entity: string, id: string): ActivityRow | undefined =>
  prepare(
    db,
    `SELECT activity.* FROM op JOIN activity ON op.opId BETWEEN opFrom AND opTo AND targetId IS NULL
     WHERE op.opId = (SELECT min(opId) FROM op WHERE entityId = @id AND entity = @entity) LIMIT 1`,
  ).get({ entity, id }) as ActivityRow | undefined;

/** Creations in a range of ops that have left this PC. */
export const countExportedCreations = (db: Db, opFrom: number, opTo: number): number =>
  prepare(
    db,
    `SELECT count(*) FROM op JOIN log ON log.logId = op.logId WHERE opId BETWEEN ? AND ? AND op.seq <= log.exportedSeq
     AND NOT EXISTS (SELECT 1 FROM op older WHERE older.entityId = op.entityId AND older.lam < op.lam)`,
  )
    .pluck()
    .get(opFrom, opTo) as number;

/** How far a log has left this PC. */
export const findExportedSeq = (db: Db, incarnation: string, channel: string): number =>
  (prepare(db, 'SELECT exportedSeq FROM log WHERE incarnation = ? AND channel = ?').pluck().get(incarnation, channel) as
    | number
    | undefined) ?? 0;

export interface RecentFilter {
  readonly sinceMs: number;
  readonly sessionId: string | null;
  readonly before: { atMs: number; activityId: number } | undefined;
  readonly limit: number;
}

export type RecentRow = ActivityRow & {
  userName: string;
  /** Of an undo or redo: what it was about. */
  rootName: string;
};

/** Newest first. Uses index activity_by_time, or activity_by_session. */
export const listRecent = (db: Db, { sinceMs, sessionId, before, limit }: RecentFilter): RecentRow[] =>
  prepare(
    db,
    `SELECT activity.*, coalesce(user.name, '') AS userName, coalesce(target.name, activity.name) AS rootName
     FROM activity LEFT JOIN user ON user.id = activity.userId LEFT JOIN activity target ON target.activityId = activity.targetId
     WHERE activity.atMs >= @sinceMs AND (@sessionId IS NULL OR activity.sessionId = @sessionId)
       AND (activity.atMs, activity.activityId) < (@atMs, @activityId)
     ORDER BY activity.atMs DESC, activity.activityId DESC LIMIT @limit`,
  ).all({
    sinceMs,
    sessionId,
    limit,
    atMs: before?.atMs ?? Number.MAX_SAFE_INTEGER,
    activityId: before?.activityId ?? 0,
  }) as RecentRow[];

export const countRecent = (db: Db, { sinceMs, sessionId }: Pick<RecentFilter, 'sinceMs' | 'sessionId'>): number =>
  prepare(db, 'SELECT count(*) FROM activity WHERE atMs >= @sinceMs AND (@sessionId IS NULL OR sessionId = @sessionId)')
    .pluck()
    .get({ sinceMs, sessionId }) as number;
