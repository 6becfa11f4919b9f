import { type Db, prepare } from '../sql.ts';
import type { PeerState, SeenBundle } from '../sync/ack.ts';
import type { PendingReason, QuarantineReason } from '../sync/authority.ts';
import type { StoredOp } from '../sync/op.ts';
import type { PlannedRun } from '../sync/plan.ts';
import type { SignedDocument } from '../sync/signed.ts';
import { type LogRow, readOp } from './op.ts';

/** A log with who writes it and how far it is held; `splitSeq` null for a plain one. */
export interface HeldLogRow extends LogRow {
  author: string | null;
  rank: number | null;
  upTo: number;
  claimed: number;
  splitSeq: number | null;
  forkedDevice: string | null;
  /** What of the chain of trust the log was last judged by, and the op up to which nothing but that can change the outcome. */
  judgedBy: string | null;
  judgedSeq: number;
  judgedHead: string;
}

export const listHeldLogs = (db: Db): HeldLogRow[] =>
  prepare(db, 'SELECT * FROM log ORDER BY incarnation, channel').all() as HeldLogRow[];

/** Logs of one incarnation. */
export const listLogsOf = (db: Db, incarnation: string): HeldLogRow[] =>
  prepare(db, 'SELECT * FROM log WHERE incarnation = ? ORDER BY channel').all(incarnation) as HeldLogRow[];

export const findHeldLog = (db: Db, logId: number): HeldLogRow | undefined =>
  prepare(db, 'SELECT * FROM log WHERE logId = ?').get(logId) as HeldLogRow | undefined;

export type LogStanding = Pick<HeldLogRow, 'author' | 'rank' | 'upTo' | 'claimed' | 'splitSeq' | 'forkedDevice'>;

export const saveStanding = (db: Db, logId: number, standing: LogStanding): void =>
  void prepare(
    db,
    `UPDATE log SET author = @author, rank = @rank, upTo = @upTo, claimed = @claimed, splitSeq = @splitSeq,
       forkedDevice = @forkedDevice WHERE logId = @logId`,
  ).run({ logId, ...standing });

export type LogJudged = Pick<HeldLogRow, 'judgedBy' | 'judgedSeq' | 'judgedHead'>;

/** Notes how far a log has been judged, with every word on it that is held. */
export function saveJudged(db: Db, logId: number, judged: LogJudged): void {
  prepare(
    db,
    'UPDATE log SET judgedBy = @judgedBy, judgedSeq = @judgedSeq, judgedHead = @judgedHead WHERE logId = @logId',
  ).run({ logId, ...judged });
  prepare(db, 'UPDATE checkpoint SET isJudged = 1 WHERE logId = ? AND isJudged = 0').run(logId);
}

/** An op as it is stored, whether it counts or not. */
export interface OpAt {
  readonly op: StoredOp;
  readonly hash: Buffer;
  readonly bytes: Buffer;
  /** Null: it counts. */
  readonly held: Held | null;
}

/** Why an op does not count, and whether its log or its record says so. */
export interface Held {
  readonly status: 'pending' | 'quarantined';
  readonly reason: PendingReason | QuarantineReason;
  readonly byRecord: boolean;
}

interface OpAtRow {
  hash: Buffer;
  bytes: Buffer;
  status: Held['status'] | null;
  reason: Held['reason'] | null;
  byRecord: 0 | 1 | null;
}

const counted = 'NULL AS status, NULL AS reason, NULL AS byRecord';

const readAt = (row: OpAtRow): OpAt => {
  const { hash, bytes, status, reason, byRecord } = row;
  const held = status === null || reason === null ? null : { status, reason, byRecord: byRecord === 1 };
  return { op: readOp(row), hash, bytes, held };
};

const allOfLog = `SELECT seq, hash, bytes, ${counted} FROM op WHERE logId = @logId AND seq BETWEEN @from AND @to
  UNION ALL SELECT seq, hash, bytes, status, reason, byRecord FROM heldOp WHERE logId = @logId AND seq BETWEEN @from AND @to ORDER BY seq, hash`;

/** All that is held of a log, by place; several at one place where it split. */
export function* iterateAll(db: Db, logId: number, from = 1, to = Number.MAX_SAFE_INTEGER): Generator<OpAt> {
  // A statement that is being walked through cannot be used for another walk.
  const kept = prepare(db, allOfLog);
  const rows = (kept.busy ? db.prepare(allOfLog) : kept).iterate({ logId, from, to });
  for (const row of rows as IterableIterator<OpAtRow>) yield readAt(row);
}

/** What was set aside up to a place of a log because of what had not come, and may still wait for another reason. */
export function listWaitingUpTo(db: Db, logId: number, seq: number): OpAt[] {
  const rows = prepare(
    db,
    `SELECT hash, bytes, status, reason, byRecord FROM heldOp
     WHERE logId = ? AND seq <= ? AND status = 'pending' AND byRecord = 0 ORDER BY seq, hash`,
  ).all(logId, seq);
  return (rows as OpAtRow[]).map(readAt);
}

/** The op with that hash, whether it counts or not. */
export function findOpAt(db: Db, logId: number, seq: number, hash: string): StoredOp | undefined {
  const row = prepare(
    db,
    `SELECT hash, bytes FROM op WHERE logId = @logId AND seq = @seq AND hash = @hash
     UNION ALL SELECT hash, bytes FROM heldOp WHERE hash = @hash`,
  ).get({ logId, seq, hash: Buffer.from(hash, 'hex') });
  return row === undefined ? undefined : readOp(row as OpAtRow);
}

/** Does that op stand at that place and count? */
export const isCounted = (db: Db, logId: number, seq: number, hash: string): boolean =>
  prepare(db, 'SELECT 1 FROM op WHERE logId = ? AND seq = ? AND hash = ?').get(logId, seq, Buffer.from(hash, 'hex')) !==
  undefined;

/** Records of which a log has ops beyond a place, and of which others were set aside by the rules of records. */
export const listHeldBeside = (db: Db, logId: number, afterSeq: number): { entity: string; id: string }[] =>
  prepare(
    db,
    `SELECT DISTINCT held.entity, held.entityId AS id FROM op CROSS JOIN heldOp held
     WHERE op.logId = ? AND op.seq > ? AND held.entityId = op.entityId AND held.entity = op.entity AND held.byRecord = 1`,
  ).all(logId, afterSeq) as { entity: string; id: string }[];

/** Records of which an op waits for a release that can read it. */
export const listWaitingForUpgrade = (db: Db): { entity: string; id: string }[] =>
  prepare(
    db,
    "SELECT DISTINCT entity, entityId AS id FROM heldOp WHERE status = 'pending' AND reason = 'schema' ORDER BY entity, entityId",
  ).all() as { entity: string; id: string }[];

/** All ops of one record, those that do not count too. */
export const listAllOf = (db: Db, entity: string, entityId: string): (OpAt & { logId: number })[] =>
  (
    prepare(
      db,
      `SELECT logId, hash, bytes, ${counted} FROM op WHERE entityId = @entityId AND entity = @entity
       UNION ALL SELECT logId, hash, bytes, status, reason, byRecord FROM heldOp WHERE entityId = @entityId AND entity = @entity`,
    ).all({ entity, entityId }) as (OpAtRow & { logId: number })[]
  ).map((row) => ({ ...readAt(row), logId: row.logId }));

export const isHeld = (db: Db, logId: number, seq: number, hash: Buffer): boolean =>
  prepare(
    db,
    'SELECT 1 FROM op WHERE logId = @logId AND seq = @seq AND hash = @hash UNION ALL SELECT 1 FROM heldOp WHERE hash = @hash',
  ).get({ logId, seq, hash }) !== undefined;

/** Sets an op aside, or says anew why it is. */
export const saveHeld = (
  db: Db,
  logId: number,
  { op, hash, bytes }: Omit<OpAt, 'held'>,
  held: Held,
  atMs: number,
): void =>
  void prepare(
    db,
    `INSERT INTO heldOp VALUES (@hash, @logId, @seq, @lam, @entity, @entityId, @bytes, @status, @reason, @byRecord, @atMs)
     ON CONFLICT (hash) DO UPDATE SET status = excluded.status, reason = excluded.reason, byRecord = excluded.byRecord`,
  ).run({
    ...{
      hash,
      logId,
      seq: op.seq,
      lam: Math.min(op.lam, Number.MAX_SAFE_INTEGER),
      entity: op.entity,
      entityId: op.id,
      bytes,
    },
    ...{ status: held.status, reason: held.reason, byRecord: held.byRecord ? 1 : 0, atMs },
  });

/** Lets go of all that was set aside of a log. */
export const removeHeldOfLog = (db: Db, logId: number): void =>
  void prepare(db, 'DELETE FROM heldOp WHERE logId = ?').run(logId);

export const removeHeld = (db: Db, hash: Buffer): void =>
  void prepare(db, 'DELETE FROM heldOp WHERE hash = ?').run(hash);

/** Takes an op out of what counts; only while judging. */
export const removeCounted = (db: Db, logId: number, seq: number): void =>
  void prepare(db, 'DELETE FROM op WHERE logId = ? AND seq = ?').run(logId, seq);

export const setJudging = (db: Db, isJudging: 0 | 1): void =>
  void prepare(db, 'UPDATE syncContext SET isJudging = ?').run(isJudging);

interface DocumentRow {
  hash: string;
  text: string;
  signatures: string;
}

const readSigned = ({ text, signatures }: DocumentRow): SignedDocument => ({
  text,
  signatures: JSON.parse(signatures) as SignedDocument['signatures'],
});

export const listStatements = (db: Db): { hash: string; document: SignedDocument }[] =>
  (prepare(db, 'SELECT hash, text, signatures FROM statement ORDER BY hash').all() as DocumentRow[]).map((row) => ({
    hash: row.hash,
    document: readSigned(row),
  }));

type Signatures = SignedDocument['signatures'];

const readSignatures = (found: unknown): Signatures | undefined =>
  typeof found === 'string' ? (JSON.parse(found) as Signatures) : undefined;

/** Signatures known under a statement; undefined for one that is not held. */
export const findStatementSignatures = (db: Db, hash: string): Signatures | undefined =>
  readSignatures(prepare(db, 'SELECT signatures FROM statement WHERE hash = ?').pluck().get(hash));

export const saveStatement = (db: Db, hash: string, kind: string, document: SignedDocument, atMs: number): void =>
  void prepare(
    db,
    `INSERT INTO statement VALUES (@hash, @kind, @text, @signatures, @atMs)
     ON CONFLICT (hash) DO UPDATE SET signatures = excluded.signatures`,
  ).run({ hash, kind, text: document.text, signatures: JSON.stringify(document.signatures), atMs });

export const listCheckpoints = (db: Db, logId: number): { hash: string; seq: number; document: SignedDocument }[] =>
  (
    prepare(db, 'SELECT hash, seq, text, signatures FROM checkpoint WHERE logId = ? ORDER BY seq, hash').all(
      logId,
    ) as (DocumentRow & { seq: number })[]
  ).map((row) => ({ hash: row.hash, seq: row.seq, document: readSigned(row) }));

/** Places that somebody has signed for, of every log. */
export function placesSigned(db: Db): Map<number, number[]> {
  const places = new Map<number, number[]>();
  const rows = prepare(db, 'SELECT logId, seq FROM checkpoint ORDER BY logId, seq, hash').raw().all();
  for (const [logId, seq] of rows as [number, number][]) {
    const known = places.get(logId);
    if (known === undefined) places.set(logId, [seq]);
    else known.push(seq);
  }
  return places;
}

export const isSigned = (db: Db, logId: number, seq: number): boolean =>
  prepare(db, 'SELECT 1 FROM checkpoint WHERE logId = ? AND seq = ?').get(logId, seq) !== undefined;

/** Words on a log that it was not judged with yet, and those on what lies beyond a place. */
export const listNewCheckpoints = (db: Db, logId: number, afterSeq: number): SignedDocument[] =>
  (
    prepare(
      db,
      'SELECT hash, text, signatures FROM checkpoint WHERE logId = ? AND (isJudged = 0 OR seq > ?) ORDER BY seq, hash',
    ).all(logId, afterSeq) as DocumentRow[]
  ).map(readSigned);

/** Signatures known under a word on a log; undefined for one that is not held. */
export const findCheckpointSignatures = (db: Db, hash: string): Signatures | undefined =>
  readSignatures(prepare(db, 'SELECT signatures FROM checkpoint WHERE hash = ?').pluck().get(hash));

/** Keeps a word on a log; the log is to be judged with it. */
export const saveCheckpoint = (
  db: Db,
  hash: string,
  logId: number,
  seq: number,
  { text, signatures }: SignedDocument,
): void =>
  void prepare(
    db,
    `INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?, 0)
     ON CONFLICT (hash) DO UPDATE SET signatures = excluded.signatures, isJudged = 0`,
  ).run(hash, logId, seq, text, JSON.stringify(signatures));

/** Older words on one's own log are contained in the newest. */
export const removeCheckpointsBelow = (db: Db, logId: number, seq: number): void =>
  void prepare(db, 'DELETE FROM checkpoint WHERE logId = ? AND seq < ?').run(logId, seq);

interface PeerRow {
  inc: string;
  device: string;
  unitId: string;
  number: number;
  vector: string;
  documents: string;
  isRewound: 0 | 1;
}

const readPeer = (row: PeerRow): PeerState => ({
  ...{ inc: row.inc, device: row.device, unit: row.unitId, number: row.number, isRewound: row.isRewound === 1 },
  vector: new Map(JSON.parse(row.vector) as [string, number][]),
  documents: new Set(JSON.parse(row.documents) as string[]),
});

export function findPeer(db: Db, inc: string): PeerState | undefined {
  const row = prepare(db, 'SELECT * FROM peer WHERE inc = ?').get(inc) as PeerRow | undefined;
  return row === undefined ? undefined : readPeer(row);
}

/** In the order in which they were first heard of. */
export const listPeersOf = (db: Db, unitId: string): PeerState[] =>
  (prepare(db, 'SELECT * FROM peer WHERE unitId = ? ORDER BY rowid').all(unitId) as PeerRow[]).map(readPeer);

/** Of all offices, in the order in which they were first heard of. */
export const listPeers = (db: Db): PeerState[] =>
  (prepare(db, 'SELECT * FROM peer ORDER BY rowid').all() as PeerRow[]).map(readPeer);

export function savePeer(db: Db, peer: PeerState, { text, signatures }: SignedDocument, heardAtMs: number): void {
  prepare(
    db,
    `INSERT INTO peer VALUES (@inc, @device, @unitId, @number, @vector, @documents, @isRewound, @text, @signatures, @heardAtMs)
     ON CONFLICT (inc) DO UPDATE SET device = excluded.device, unitId = excluded.unitId, number = excluded.number, vector = excluded.vector, documents = excluded.documents,
       isRewound = excluded.isRewound, text = excluded.text, signatures = excluded.signatures, heardAtMs = excluded.heardAtMs`,
  ).run({
    ...{
      inc: peer.inc,
      device: peer.device,
      unitId: peer.unit,
      number: peer.number,
      isRewound: peer.isRewound ? 1 : 0,
    },
    ...{ vector: JSON.stringify([...peer.vector]), documents: JSON.stringify([...peer.documents].sort()) },
    ...{ text, signatures: JSON.stringify(signatures), heardAtMs },
  });
}

interface SeenRow {
  inc: string;
  number: number;
  setId: string;
  unitId: string;
  volumes: string;
  volumeCount: number;
}

/** Bundles that came, by the sending incarnation. */
type Seen = Map<string, { unit: string; seen: Map<number, SeenBundle> }>;

export const listSeen = (db: Db): Seen => readSeen(prepare(db, 'SELECT * FROM seenBundle').all());

/** Of one office: a province has taken in thousands from others. Uses index seenBundle_by_unit. */
export const listSeenFrom = (db: Db, unitId: string): Seen =>
  readSeen(prepare(db, 'SELECT * FROM seenBundle WHERE unitId = ?').all(unitId));

export const listSeenOf = (db: Db, inc: string): Map<number, SeenBundle> =>
  readSeen(prepare(db, 'SELECT * FROM seenBundle WHERE inc = ?').all(inc)).get(inc)?.seen ?? new Map();

function readSeen(rows: readonly unknown[]): Seen {
  const all: Seen = new Map();
  for (const { inc: sender, number, setId, unitId, volumes, volumeCount } of rows as SeenRow[]) {
    const entry = all.get(sender) ?? { unit: unitId, seen: new Map<number, SeenBundle>() };
    entry.seen.set(number, { set: setId, volumes: new Set(JSON.parse(volumes) as number[]), volumeCount });
    all.set(sender, entry);
  }
  return all;
}

export interface TakenBundle {
  inc: string;
  number: number;
  setId: string;
  unitId: string;
  volumes: readonly number[];
  volumeCount: number;
  madeAtMs: number;
  takenAtMs: number;
  counts: object;
  userId: string;
  isForked: 0 | 1;
}

export const saveSeen = (db: Db, { volumes, counts, ...taken }: TakenBundle): void =>
  void prepare(
    db,
    `INSERT INTO seenBundle VALUES (@inc, @number, @setId, @unitId, @volumes, @volumeCount, @madeAtMs, @takenAtMs, @counts, @userId, @isForked)
     ON CONFLICT (inc, number) DO UPDATE SET volumes = excluded.volumes, takenAtMs = excluded.takenAtMs, counts = excluded.counts,
       isForked = max(isForked, excluded.isForked)`,
  ).run({ ...taken, volumes: JSON.stringify(volumes), counts: JSON.stringify(counts) });

export interface SentBundle {
  setId: string;
  unitId: string;
  inc: string;
  number: number;
  previous: string;
  madeAtMs: number;
  opCount: number;
  byteCount: number;
  volumeCount: number;
  userId: string;
  /** A bundle that was never said to be written may be on a stick all the same: 'lost' keeps its number from being used again. */
  state: 'prepared' | 'written' | 'lost';
  runs: readonly PlannedRun[];
  documents: readonly SignedDocument[];
  /** Files of the records in it; what is not on this PC goes with a later bundle. */
  files?: readonly SentFile[];
}

export interface SentFile {
  readonly sha256: string;
  readonly byteCount: number;
  readonly isHere: boolean;
}

interface SentRow extends Omit<SentBundle, 'runs' | 'documents' | 'files'> {
  runs: string;
  documents: string;
  files: string;
}
const readSent = ({ runs, documents, files, ...row }: SentRow): SentBundle => ({
  ...row,
  runs: JSON.parse(runs) as PlannedRun[],
  documents: JSON.parse(documents) as SignedDocument[],
  files: JSON.parse(files) as SentFile[],
});

export function findLastSent(db: Db, unitId: string, inc: string): SentBundle | undefined {
  const row = prepare(db, 'SELECT * FROM sentBundle WHERE unitId = ? AND inc = ? ORDER BY number DESC LIMIT 1').get(
    unitId,
    inc,
  );
  return row === undefined ? undefined : readSent(row as SentRow);
}

export function findSent(db: Db, setId: string): SentBundle | undefined {
  const row = prepare(db, 'SELECT * FROM sentBundle WHERE setId = ?').get(setId);
  return row === undefined ? undefined : readSent(row as SentRow);
}

export const saveSent = (db: Db, { runs, documents, files = [], ...sent }: SentBundle): void =>
  void prepare(
    db,
    `INSERT INTO sentBundle VALUES (@setId, @unitId, @inc, @number, @previous, @madeAtMs, @opCount, @byteCount, @volumeCount, @userId,
       @state, @runs, @documents, @files)
     ON CONFLICT (setId) DO UPDATE SET state = excluded.state, byteCount = excluded.byteCount, volumeCount = excluded.volumeCount,
       runs = excluded.runs, documents = excluded.documents, files = excluded.files`,
  ).run({
    ...sent,
    runs: JSON.stringify(runs),
    documents: JSON.stringify(documents),
    files: JSON.stringify(files),
  });

export const removeSent = (db: Db, setId: string): void =>
  void prepare(db, 'DELETE FROM sentBundle WHERE setId = ?').run(setId);

/** What was prepared for an office and never said to be written. */
export const listPreparedFor = (db: Db, unitId: string, inc: string): SentBundle[] =>
  prepare(db, "SELECT * FROM sentBundle WHERE state = 'prepared' AND unitId = ? AND inc = ?")
    .all(unitId, inc)
    .map((row) => readSent(row as SentRow));

/** Forgets what was prepared and never said to be written. */
export const removePrepared = (db: Db): void =>
  void prepare(db, "DELETE FROM sentBundle WHERE state = 'prepared'").run();

/** Acknowledgements that others said to an office, to be carried on to it. */
export const listAcksTo = (db: Db, unitId: string): SignedDocument[] =>
  (prepare(db, 'SELECT text, signatures FROM peer ORDER BY inc').all() as Omit<DocumentRow, 'hash'>[])
    .map((row) => readSigned({ hash: '', ...row }))
    .filter(({ text }) => (JSON.parse(text) as { to: string }).to === unitId);

export const saveExported = (db: Db, logId: number, seq: number): void =>
  void prepare(db, 'UPDATE log SET exportedSeq = max(exportedSeq, ?) WHERE logId = ?').run(seq, logId);

/** What was set aside since a place in the table, by why. */
export const countHeldSince = (db: Db, rowId: number): { status: Held['status']; reason: string; count: number }[] =>
  prepare(
    db,
    'SELECT status, reason, count(*) AS count FROM heldOp WHERE rowid > ? GROUP BY status, reason ORDER BY status, reason',
  ).all(rowId) as { status: Held['status']; reason: string; count: number }[];

export const lastHeldRowId = (db: Db): number =>
  prepare(db, 'SELECT coalesce(max(rowid), 0) FROM heldOp').pluck().get() as number;

export const countConflicts = (db: Db): number => prepare(db, 'SELECT count(*) FROM conflict').pluck().get() as number;

/** Ops of a run that are weighed one by one; of a longer one the size is that of its first so many, times its length. */
const weighed = 100;

/** How many ops of a log are held between two places, and about how large they are. */
export function sizeOfRun(db: Db, logId: number, from: number, to: number): { opCount: number; byteCount: number } {
  const inRun = 'WHERE logId = @logId AND seq BETWEEN @from AND @to';
  const held = `SELECT bytes FROM op ${inRun} UNION ALL SELECT bytes FROM heldOp ${inRun}`;
  const run = { logId, from, to };
  // Counted apart, each by its index alone.
  const opCount = prepare(db, `SELECT (SELECT count(*) FROM op ${inRun}) + (SELECT count(*) FROM heldOp ${inRun})`)
    .pluck()
    .get(run) as number;
  const sample = prepare(
    db,
    `SELECT count(*) AS opCount, coalesce(sum(length(bytes)), 0) AS byteCount FROM (SELECT bytes FROM (${held}) LIMIT ${weighed})`,
  ).get(run) as { opCount: number; byteCount: number };
  const share = sample.opCount === 0 ? 0 : opCount / sample.opCount;
  return { opCount, byteCount: Math.round(sample.byteCount * share) };
}

/** When its author says that an op was written. */
export const findWall = (db: Db, logId: number, seq: number): number | undefined =>
  prepare(db, `SELECT CAST(bytes AS TEXT) ->> 'wall' FROM op WHERE logId = ? AND seq = ?`).pluck().get(logId, seq) as
    | number
    | undefined;

/** What was counted of a bundle of which some volumes have come. */
export const findSeenCounts = (db: Db, inc: string, number: number): Record<string, number> =>
  JSON.parse(
    (prepare(db, 'SELECT counts FROM seenBundle WHERE inc = ? AND number = ?').pluck().get(inc, number) as
      | string
      | undefined) ?? '{}',
  ) as Record<string, number>;
