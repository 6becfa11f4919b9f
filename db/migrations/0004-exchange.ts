import type { Migration } from './migration.ts';

/**
 * Who writes a log, how far it is held and signed for, and how far it was judged by what of the chain of trust. `op` has what counts;
 * what was received and does not count (yet) waits in heldOp, and moves when something that arrives later decides otherwise.
 * `exportedSeq` is how far a log may have left this PC, `writtenSeq` how far it is known to have: the one forbids undoing, the
 * other is told to a person.
 */
const logs = `
  ALTER TABLE log ADD COLUMN author TEXT;
  ALTER TABLE log ADD COLUMN rank INTEGER;
  ALTER TABLE log ADD COLUMN upTo INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE log ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE log ADD COLUMN splitSeq INTEGER;
  ALTER TABLE log ADD COLUMN forkedDevice TEXT;
  ALTER TABLE log ADD COLUMN judgedBy TEXT;
  ALTER TABLE log ADD COLUMN judgedSeq INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE log ADD COLUMN judgedHead TEXT NOT NULL DEFAULT '';
  ALTER TABLE log ADD COLUMN writtenSeq INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conflict ADD COLUMN ownerId TEXT NOT NULL DEFAULT '';
  ALTER TABLE syncContext ADD COLUMN isJudging INTEGER NOT NULL DEFAULT 0 CHECK (isJudging IN (0, 1));
  ALTER TABLE syncContext ADD COLUMN opFloor INTEGER NOT NULL DEFAULT 0;
  CREATE TRIGGER op_number_is_used_once AFTER DELETE ON op
  BEGIN UPDATE syncContext SET opFloor = max(opFloor, old.opId); END;
  DROP TRIGGER op_is_never_deleted;
  CREATE TRIGGER op_is_never_deleted BEFORE DELETE ON op WHEN (SELECT isJudging FROM syncContext) = 0
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
  CREATE TABLE heldOp (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32), logId INTEGER NOT NULL REFERENCES log(logId), seq INTEGER NOT NULL,
    lam INTEGER NOT NULL, entity TEXT NOT NULL, entityId TEXT NOT NULL, bytes BLOB NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'quarantined')), reason TEXT NOT NULL,
    byRecord INTEGER NOT NULL CHECK (byRecord IN (0, 1)), arrivedAtMs INTEGER NOT NULL) STRICT;
  CREATE INDEX heldOp_by_log ON heldOp (logId, seq);
  CREATE INDEX heldOp_by_record ON heldOp (entityId);
  CREATE INDEX heldOp_by_reason ON heldOp (status, reason);
  CREATE INDEX heldOp_by_arrival ON heldOp (status, arrivedAtMs);`;

/** Signed statements as they came: authorities, certificates, withdrawals, paper keys; and the words of PCs on their logs. */
const statements = `
  CREATE TABLE statement (
    hash TEXT PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, signatures TEXT NOT NULL CHECK (json_valid(signatures)),
    arrivedAtMs INTEGER NOT NULL) STRICT;
  CREATE TABLE checkpoint (
    hash TEXT PRIMARY KEY, logId INTEGER NOT NULL REFERENCES log(logId), seq INTEGER NOT NULL, text TEXT NOT NULL,
    signatures TEXT NOT NULL CHECK (json_valid(signatures)), isJudged INTEGER NOT NULL CHECK (isJudged IN (0, 1))) STRICT;
  CREATE INDEX checkpoint_by_log ON checkpoint (logId, seq);`;

/**
 * What PCs of other offices and of one's own have said they hold; bundles handed out and taken in; and files whose records went to
 * an office, each under the numbers of the bundles that carried it (0: it was not here then), until one of them is acknowledged.
 */
const peers = `
  CREATE TABLE peer (
    inc TEXT PRIMARY KEY, device TEXT NOT NULL, unitId TEXT NOT NULL, number INTEGER NOT NULL, vector TEXT NOT NULL CHECK (json_valid(vector)),
    documents TEXT NOT NULL CHECK (json_valid(documents)), isRewound INTEGER NOT NULL CHECK (isRewound IN (0, 1)),
    text TEXT NOT NULL, signatures TEXT NOT NULL CHECK (json_valid(signatures)), heardAtMs INTEGER NOT NULL) STRICT;
  CREATE INDEX peer_by_unit ON peer (unitId);
  CREATE TABLE sentBundle (
    setId TEXT PRIMARY KEY, unitId TEXT NOT NULL, inc TEXT NOT NULL, number INTEGER NOT NULL, previous TEXT NOT NULL,
    madeAtMs INTEGER NOT NULL, opCount INTEGER NOT NULL, byteCount INTEGER NOT NULL, volumeCount INTEGER NOT NULL, userId TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'written', 'lost')), runs TEXT NOT NULL CHECK (json_valid(runs)),
    documents TEXT NOT NULL CHECK (json_valid(documents)), files TEXT NOT NULL CHECK (json_valid(files))) STRICT;
  CREATE INDEX sentBundle_by_unit ON sentBundle (unitId, inc, number);
  CREATE TABLE sentFile (
    unitId TEXT NOT NULL, sha256 TEXT NOT NULL, byteCount INTEGER NOT NULL, inc TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (unitId, sha256, inc, number)) STRICT, WITHOUT ROWID;
  CREATE TABLE seenBundle (
    inc TEXT NOT NULL, number INTEGER NOT NULL, setId TEXT NOT NULL, unitId TEXT NOT NULL, volumes TEXT NOT NULL CHECK (json_valid(volumes)),
    volumeCount INTEGER NOT NULL, madeAtMs INTEGER NOT NULL, takenAtMs INTEGER NOT NULL, counts TEXT NOT NULL CHECK (json_valid(counts)),
    userId TEXT NOT NULL, isForked INTEGER NOT NULL CHECK (isForked IN (0, 1)), PRIMARY KEY (inc, number)) STRICT, WITHOUT ROWID;
  CREATE INDEX seenBundle_by_unit ON seenBundle (unitId, takenAtMs);
  CREATE INDEX seenBundle_by_time ON seenBundle (takenAtMs);
  CREATE TABLE invitation (
    id TEXT PRIMARY KEY, unitId TEXT NOT NULL, codeKey TEXT NOT NULL, failures INTEGER NOT NULL, usedBy TEXT, madeAtMs INTEGER NOT NULL,
    userId TEXT NOT NULL) STRICT;`;

/** Changes of offices whose units had ended when they came: told to whoever carries on their work. Of this PC only. */
const lateWork = `
  CREATE TABLE lateWork (unitId TEXT PRIMARY KEY, opCount INTEGER NOT NULL, lastAtMs INTEGER NOT NULL) STRICT, WITHOUT ROWID;`;

/** Offices exchange bundles. */
export const migration: Migration = { version: 4, up: (db) => db.exec([logs, statements, peers, lateWork].join('\n')) };
