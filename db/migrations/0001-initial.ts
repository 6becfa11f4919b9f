import { guard, type Migration, stamps } from './migration.ts';

const synced = [
  'unit',
  'unitVersion',
  'unitEvent',
  'unitLineage',
  'documentKind',
  'directive',
  'directiveRelation',
  'directiveReceipt',
  'attachment',
  'periodRule',
  'task',
  'assignment',
  'assignmentStep',
  'report',
  'reportReview',
];

const log = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE syncContext (id INTEGER PRIMARY KEY CHECK (id = 1), isOpen INTEGER NOT NULL CHECK (isOpen IN (0, 1))) STRICT;
  INSERT INTO syncContext VALUES (1, 0);

  CREATE TABLE log (
    logId INTEGER PRIMARY KEY, incarnation TEXT NOT NULL, channel TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq >= 0), head TEXT NOT NULL, UNIQUE (incarnation, channel)) STRICT;
  CREATE TABLE op (
    opId INTEGER PRIMARY KEY, logId INTEGER NOT NULL REFERENCES log(logId), seq INTEGER NOT NULL CHECK (seq >= 1),
    hash BLOB NOT NULL CHECK (length(hash) = 32), lam INTEGER NOT NULL, entity TEXT NOT NULL, entityId TEXT NOT NULL,
    bytes BLOB NOT NULL, UNIQUE (logId, seq)) STRICT;
  CREATE INDEX op_by_record ON op (entityId, lam);
  CREATE TRIGGER op_is_never_changed BEFORE UPDATE ON op BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
  CREATE TRIGGER op_is_never_deleted BEFORE DELETE ON op BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
  CREATE TABLE conflict (
    entity TEXT NOT NULL, entityId TEXT NOT NULL, field TEXT NOT NULL, heads TEXT NOT NULL,
    PRIMARY KEY (entity, entityId, field)) STRICT, WITHOUT ROWID;`;

const office = `
  CREATE TABLE user (
    id TEXT PRIMARY KEY, login TEXT NOT NULL, loginKey TEXT NOT NULL UNIQUE, name TEXT NOT NULL, position TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin','clerk','coordinator','personnel','commander','viewer')),
    unitId TEXT, isActive INTEGER NOT NULL CHECK (isActive IN (0, 1)), createdAtMs INTEGER NOT NULL) STRICT;
  CREATE TABLE draft (
    key TEXT NOT NULL, userId TEXT NOT NULL, body TEXT NOT NULL, savedAtMs INTEGER NOT NULL,
    PRIMARY KEY (key, userId)) STRICT, WITHOUT ROWID;
  CREATE TABLE blob (sha256 TEXT PRIMARY KEY, byteCount INTEGER NOT NULL, storedAtMs INTEGER NOT NULL) STRICT, WITHOUT ROWID;`;

const units = `
  CREATE TABLE unit (
    id TEXT PRIMARY KEY, nature TEXT NOT NULL CHECK (nature IN ('area','police','partner')), level TEXT NOT NULL,
    areaId TEXT REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED, ${stamps}) STRICT;
  CREATE INDEX unit_by_area ON unit (areaId) WHERE areaId IS NOT NULL;
  CREATE TABLE unitVersion (
    id TEXT PRIMARY KEY, unitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    validFrom TEXT NOT NULL CHECK (length(validFrom) = 10), validTo TEXT CHECK (validTo IS NULL OR validTo > validFrom),
    kind TEXT NOT NULL, name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200), fullName TEXT NOT NULL,
    shortName TEXT NOT NULL, symbol TEXT NOT NULL, officialCode TEXT,
    parentId TEXT REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    isKey INTEGER NOT NULL CHECK (isKey IN (0, 1)), hasPolice INTEGER NOT NULL CHECK (hasPolice IN (0, 1)),
    orderNumber INTEGER, basisDirectiveId TEXT, basisText TEXT NOT NULL,
    searchKey TEXT NOT NULL, sortKey TEXT NOT NULL, nameKey TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX unitVersion_by_unit ON unitVersion (unitId, validFrom);
  CREATE INDEX unitVersion_by_parent ON unitVersion (parentId, validFrom);
  CREATE INDEX unitVersion_by_code ON unitVersion (officialCode, validFrom) WHERE officialCode IS NOT NULL;
  CREATE TABLE unitEvent (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, signedOn TEXT, announcedOn TEXT, effectiveOn TEXT NOT NULL,
    basisDirectiveId TEXT, basisText TEXT NOT NULL, note TEXT NOT NULL, ${stamps}) STRICT;
  CREATE TABLE unitLineage (
    id TEXT PRIMARY KEY, eventId TEXT NOT NULL REFERENCES unitEvent(id) DEFERRABLE INITIALLY DEFERRED,
    fromUnitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    toUnitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    part TEXT NOT NULL, isMainHeir INTEGER NOT NULL CHECK (isMainHeir IN (0, 1)), ratio TEXT, ${stamps}) STRICT;
  CREATE INDEX unitLineage_by_from ON unitLineage (fromUnitId);
  CREATE INDEX unitLineage_by_to ON unitLineage (toUnitId);`;

const directives = `
  CREATE TABLE documentKind (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, abbreviation TEXT NOT NULL, grouping TEXT NOT NULL,
    orderNumber INTEGER NOT NULL, isActive INTEGER NOT NULL CHECK (isActive IN (0, 1)), ${stamps}) STRICT;
  CREATE TABLE directive (
    id TEXT PRIMARY KEY, direction TEXT NOT NULL,
    kindId TEXT NOT NULL REFERENCES documentKind(id) DEFERRABLE INITIALLY DEFERRED,
    number TEXT NOT NULL, issuer TEXT NOT NULL, issuerUnitId TEXT, issuedOn TEXT NOT NULL CHECK (length(issuedOn) = 10),
    effectiveOn TEXT, expiresOn TEXT, objectGoneOn TEXT, objectGoneNote TEXT NOT NULL,
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 500), field TEXT NOT NULL, urgency TEXT NOT NULL,
    secrecy TEXT NOT NULL CHECK (secrecy = 'normal'), signer TEXT NOT NULL, signerPosition TEXT NOT NULL,
    drafter TEXT NOT NULL, recipients TEXT NOT NULL CHECK (json_valid(recipients)), arrivedOn TEXT,
    arrivalNumber TEXT NOT NULL, replyDueOn TEXT, pageCount INTEGER, language TEXT NOT NULL, description TEXT NOT NULL,
    audience TEXT NOT NULL, searchKey TEXT NOT NULL, duplicateKey TEXT NOT NULL, numberKey TEXT NOT NULL,
    subjectKey TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX directive_by_issued ON directive (issuedOn DESC, id);
  CREATE INDEX directive_by_number ON directive (numberKey, id);
  CREATE INDEX directive_by_subject ON directive (subjectKey, id);
  CREATE INDEX directive_by_duplicate ON directive (duplicateKey);
  CREATE INDEX directive_by_kind ON directive (kindId);
  CREATE TABLE directiveRelation (
    id TEXT PRIMARY KEY, fromId TEXT NOT NULL REFERENCES directive(id) DEFERRABLE INITIALLY DEFERRED,
    toId TEXT NOT NULL REFERENCES directive(id) DEFERRABLE INITIALLY DEFERRED, kind TEXT NOT NULL,
    isWhole INTEGER NOT NULL CHECK (isWhole IN (0, 1)), note TEXT NOT NULL, audience TEXT NOT NULL, ${stamps}, CHECK (fromId <> toId)) STRICT;
  CREATE INDEX directiveRelation_by_from ON directiveRelation (fromId);
  CREATE INDEX directiveRelation_by_to ON directiveRelation (toId);
  CREATE TABLE directiveReceipt (
    id TEXT PRIMARY KEY, directiveId TEXT NOT NULL REFERENCES directive(id) DEFERRABLE INITIALLY DEFERRED,
    unitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    receivedOn TEXT, readOn TEXT, disseminatedOn TEXT, note TEXT NOT NULL, audience TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX directiveReceipt_by_directive ON directiveReceipt (directiveId, unitId);
  CREATE TABLE attachment (
    id TEXT PRIMARY KEY, parentEntity TEXT NOT NULL, parentId TEXT NOT NULL, name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64), byteCount INTEGER NOT NULL, mediaType TEXT NOT NULL,
    hasMacros INTEGER NOT NULL CHECK (hasMacros IN (0, 1)), audience TEXT NOT NULL, searchKey TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX attachment_by_parent ON attachment (parentId);
  CREATE INDEX attachment_by_hash ON attachment (sha256);`;

const work = `
  CREATE TABLE periodRule (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, startWeekday INTEGER, closeDay INTEGER,
    dueOffsetDays INTEGER NOT NULL, orderNumber INTEGER NOT NULL, isActive INTEGER NOT NULL CHECK (isActive IN (0, 1)),
    ${stamps}) STRICT;
  CREATE TABLE task (
    id TEXT PRIMARY KEY, directiveId TEXT REFERENCES directive(id) DEFERRABLE INITIALLY DEFERRED, clause TEXT NOT NULL,
    content TEXT NOT NULL CHECK (length(content) BETWEEN 1 AND 500), detail TEXT NOT NULL, product TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('dated','periodic','standing')),
    periodRuleId TEXT REFERENCES periodRule(id) DEFERRABLE INITIALLY DEFERRED, periodFromOn TEXT, periodToOn TEXT,
    parentId TEXT REFERENCES task(id) DEFERRABLE INITIALLY DEFERRED, assignedBy TEXT NOT NULL, assignedOn TEXT NOT NULL,
    audience TEXT NOT NULL, searchKey TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX task_by_assigned ON task (assignedOn DESC, id DESC);
  CREATE INDEX task_by_directive ON task (directiveId) WHERE directiveId IS NOT NULL;
  CREATE INDEX task_by_parent ON task (parentId) WHERE parentId IS NOT NULL;
  CREATE TABLE assignment (
    id TEXT PRIMARY KEY, taskId TEXT NOT NULL REFERENCES task(id) DEFERRABLE INITIALLY DEFERRED,
    unitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL CHECK (role IN ('lead','support')),
    leadId TEXT REFERENCES assignment(id) DEFERRABLE INITIALLY DEFERRED,
    assignedOn TEXT NOT NULL CHECK (length(assignedOn) = 10), originalDueOn TEXT, note TEXT NOT NULL, ${stamps},
    CHECK ((role = 'lead') = (leadId IS NULL))) STRICT;
  CREATE INDEX assignment_by_task ON assignment (taskId, unitId);
  CREATE INDEX assignment_by_unit ON assignment (unitId);
  CREATE INDEX assignment_by_lead ON assignment (leadId) WHERE leadId IS NOT NULL;
  CREATE TABLE assignmentStep (
    id TEXT PRIMARY KEY, assignmentId TEXT NOT NULL REFERENCES assignment(id) DEFERRABLE INITIALLY DEFERRED,
    unitId TEXT NOT NULL, kind TEXT NOT NULL, side TEXT NOT NULL CHECK (side IN ('unit','issuer')), onDay TEXT NOT NULL,
    dueOn TEXT, doneOn TEXT, reportId TEXT, toAssignmentId TEXT, reason TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX assignmentStep_by_assignment ON assignmentStep (assignmentId, createdLam);
  CREATE TABLE report (
    id TEXT PRIMARY KEY, assignmentId TEXT NOT NULL REFERENCES assignment(id) DEFERRABLE INITIALLY DEFERRED,
    unitId TEXT NOT NULL, periodKey TEXT, version INTEGER NOT NULL CHECK (version >= 1), correctsId TEXT,
    reportedOn TEXT NOT NULL, doneOn TEXT, percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
    content TEXT NOT NULL, difficulties TEXT NOT NULL, proposals TEXT NOT NULL,
    figures TEXT NOT NULL CHECK (json_valid(figures)), isNothing INTEGER NOT NULL CHECK (isNothing IN (0, 1)), ${stamps}) STRICT;
  CREATE INDEX report_by_assignment ON report (assignmentId, periodKey, version);
  CREATE INDEX report_by_day ON report (reportedOn, id);
  CREATE TABLE reportReview (
    id TEXT PRIMARY KEY, reportId TEXT NOT NULL REFERENCES report(id) DEFERRABLE INITIALLY DEFERRED, unitId TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('approve','return','close')), onDay TEXT NOT NULL, reason TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX reportReview_by_report ON reportReview (reportId, createdLam);`;

/** Derived: rebuilt from the synced tables in the same transaction, never exchanged. */
const derived = `
  CREATE TABLE assignmentState (
    assignmentId TEXT PRIMARY KEY, role TEXT NOT NULL, processing TEXT NOT NULL, currentDueOn TEXT, requestedDueOn TEXT, completedOn TEXT,
    reminderCount INTEGER NOT NULL, lastRemindedOn TEXT, isEnded INTEGER NOT NULL CHECK (isEnded IN (0, 1)),
    latestReportId TEXT, percent INTEGER NOT NULL, touchedLam INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX assignmentState_by_due ON assignmentState (role, isEnded, coalesce(currentDueOn, '9999-12-31'), assignmentId);
  CREATE INDEX assignmentState_by_count ON assignmentState (role, processing, currentDueOn, completedOn, requestedDueOn);
  CREATE INDEX assignmentState_awaiting ON assignmentState (assignmentId)
    WHERE processing IN ('awaitingApproval', 'returnRequested') OR requestedDueOn IS NOT NULL;
  CREATE INDEX assignmentState_by_touch ON assignmentState (role, touchedLam DESC, assignmentId);
  CREATE INDEX assignmentState_by_processing ON assignmentState (processing);
  CREATE TABLE reportState (
    reportId TEXT PRIMARY KEY, status TEXT NOT NULL CHECK (status IN ('submitted','approved','returned','closed')),
    reviewedOn TEXT, reviewedBy TEXT, reason TEXT NOT NULL, isLatest INTEGER NOT NULL CHECK (isLatest IN (0, 1))) STRICT, WITHOUT ROWID;
  CREATE INDEX reportState_by_status ON reportState (status, isLatest);`;

/** The op log, the office's own tables, units over time, directives, tasks with their assignments, reports. */
export const migration: Migration = {
  version: 1,
  up: (db) => db.exec([log, office, units, directives, work, derived, ...synced.map(guard)].join('\n')),
};
