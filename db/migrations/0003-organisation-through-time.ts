import { guard, type Migration, stamps } from './migration.ts';

/**
 * An event may put an earlier one right, and may wait for a person to say who the heirs are. An edge may come from nothing (a
 * new unit) or lead to nothing (one that ends without an heir), so that every unit an event touches is named by an edge.
 */
const events = `
  ALTER TABLE unitEvent ADD COLUMN correctsEventId TEXT;
  ALTER TABLE unitEvent ADD COLUMN heirsUnknown INTEGER NOT NULL DEFAULT 0 CHECK (heirsUnknown IN (0, 1));
  CREATE INDEX unitEvent_by_day ON unitEvent (effectiveOn, id);
  CREATE INDEX unitEvent_by_corrected ON unitEvent (correctsEventId) WHERE correctsEventId IS NOT NULL;
  CREATE TABLE unitLineageNew (
    id TEXT PRIMARY KEY, eventId TEXT NOT NULL REFERENCES unitEvent(id) DEFERRABLE INITIALLY DEFERRED,
    fromUnitId TEXT REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    toUnitId TEXT REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    part TEXT NOT NULL, isMainHeir INTEGER NOT NULL CHECK (isMainHeir IN (0, 1)), ratio TEXT, ${stamps},
    CHECK (fromUnitId IS NOT NULL OR toUnitId IS NOT NULL)) STRICT;
  INSERT INTO unitLineageNew SELECT * FROM unitLineage;
  DROP TABLE unitLineage;
  ALTER TABLE unitLineageNew RENAME TO unitLineage;
  CREATE INDEX unitLineage_by_event ON unitLineage (eventId);
  CREATE INDEX unitLineage_by_from ON unitLineage (fromUnitId);
  CREATE INDEX unitLineage_by_to ON unitLineage (toUnitId);`;

/**
 * Derived: to which unit the pieces of work of an ended unit belong on a day of [fromOn, toOn); no heir where that cannot be
 * said ('split', heirs 'unknown', or 'none'). A unit that is alive on the day has no row for it. Figures, which documented
 * ratios may divide, are converted by db/domain/lineage.ts.
 */
const succession = `
  CREATE TABLE unitSuccession (
    unitId TEXT NOT NULL, fromOn TEXT NOT NULL, toOn TEXT, heirId TEXT,
    reason TEXT CHECK (reason IN ('split', 'unknown', 'none')), CHECK ((heirId IS NULL) = (reason IS NOT NULL)),
    PRIMARY KEY (unitId, fromOn)) STRICT, WITHOUT ROWID;
  CREATE INDEX unitSuccession_by_heir ON unitSuccession (heirId);`;

/** Reports of a unit that has ended are found from those that came after it, however many others there are. */
const pastReports = 'CREATE INDEX report_by_unit ON report (unitId, reportedOn, id);';

const handovers = `
  CREATE TABLE handover (
    id TEXT PRIMARY KEY, eventId TEXT NOT NULL REFERENCES unitEvent(id) DEFERRABLE INITIALLY DEFERRED,
    fromUnitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    toUnitId TEXT REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    itemKind TEXT NOT NULL, recordId TEXT, toRecordId TEXT, title TEXT NOT NULL,
    resolution TEXT NOT NULL CHECK (resolution IN ('handOver', 'close', 'keep')), onDay TEXT NOT NULL, reason TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX handover_by_event ON handover (eventId, fromUnitId);
  CREATE INDEX handover_by_from ON handover (fromUnitId);
  CREATE INDEX handover_by_record ON handover (recordId) WHERE recordId IS NOT NULL;
  CREATE TABLE handoverMinutes (
    id TEXT PRIMARY KEY, eventId TEXT NOT NULL REFERENCES unitEvent(id) DEFERRABLE INITIALLY DEFERRED,
    fromUnitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    toUnitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    number TEXT NOT NULL, onDay TEXT NOT NULL, place TEXT NOT NULL, handedBy TEXT NOT NULL, receivedBy TEXT NOT NULL,
    witness TEXT NOT NULL, content TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX handoverMinutes_by_event ON handoverMinutes (eventId);`;

const staffing = `
  CREATE TABLE post (
    id TEXT PRIMARY KEY, unitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED, title TEXT NOT NULL, holder TEXT NOT NULL,
    isActing INTEGER NOT NULL CHECK (isActing IN (0, 1)), isInvestigator INTEGER NOT NULL CHECK (isInvestigator IN (0, 1)),
    isPartyCommittee INTEGER NOT NULL CHECK (isPartyCommittee IN (0, 1)),
    fromOn TEXT NOT NULL, toOn TEXT CHECK (toOn IS NULL OR toOn > fromOn),
    basisDirectiveId TEXT, basisText TEXT NOT NULL, note TEXT NOT NULL, audience TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX post_by_unit ON post (unitId, fromOn);
  CREATE TABLE headcount (
    id TEXT PRIMARY KEY, unitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED, onDay TEXT NOT NULL,
    establishment INTEGER, present INTEGER NOT NULL, chiefs INTEGER, deputies INTEGER, investigators INTEGER,
    note TEXT NOT NULL, audience TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX headcount_by_unit ON headcount (unitId, onDay);
  CREATE TABLE norm (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, unitKind TEXT, underUnitId TEXT,
    isKeyOnly INTEGER NOT NULL CHECK (isKeyOnly IN (0, 1)), validFrom TEXT NOT NULL, validTo TEXT CHECK (validTo IS NULL OR validTo > validFrom),
    minTotal INTEGER NOT NULL, maxTotal INTEGER, chiefs INTEGER NOT NULL, maxDeputies INTEGER, minInvestigators INTEGER,
    isBinding INTEGER NOT NULL CHECK (isBinding IN (0, 1)), basisDirectiveId TEXT, basisText TEXT NOT NULL, ${stamps}) STRICT;`;

const modelWards = `
  CREATE TABLE criterionSet (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, validFrom TEXT NOT NULL, validTo TEXT CHECK (validTo IS NULL OR validTo > validFrom),
    basisDirectiveId TEXT, basisText TEXT NOT NULL, ${stamps}) STRICT;
  CREATE TABLE criterion (
    id TEXT PRIMARY KEY, setId TEXT NOT NULL REFERENCES criterionSet(id) DEFERRABLE INITIALLY DEFERRED, orderNumber INTEGER NOT NULL,
    groupName TEXT NOT NULL, content TEXT NOT NULL, isRequired INTEGER NOT NULL CHECK (isRequired IN (0, 1)), ${stamps}) STRICT;
  CREATE INDEX criterion_by_set ON criterion (setId, orderNumber);
  CREATE TABLE registration (
    id TEXT PRIMARY KEY, unitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED,
    setId TEXT NOT NULL REFERENCES criterionSet(id) DEFERRABLE INITIALLY DEFERRED, year INTEGER NOT NULL, registeredOn TEXT NOT NULL,
    target TEXT NOT NULL, basisDirectiveId TEXT, basisText TEXT NOT NULL, endedOn TEXT, endReason TEXT NOT NULL, note TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX registration_by_unit ON registration (unitId, year);
  CREATE INDEX registration_by_year ON registration (year, unitId);
  CREATE TABLE assessment (
    id TEXT PRIMARY KEY, registrationId TEXT NOT NULL REFERENCES registration(id) DEFERRABLE INITIALLY DEFERRED,
    unitId TEXT NOT NULL REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED, kind TEXT NOT NULL, onDay TEXT NOT NULL,
    marks TEXT NOT NULL CHECK (json_valid(marks)), isRecognised INTEGER NOT NULL CHECK (isRecognised IN (0, 1)), conclusion TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX assessment_by_registration ON assessment (registrationId, onDay);
  CREATE INDEX assessment_by_unit ON assessment (unitId, onDay);`;

const stocktakes = `
  CREATE TABLE stocktake (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, directiveIds TEXT NOT NULL CHECK (json_valid(directiveIds)),
    fromOn TEXT NOT NULL, toOn TEXT NOT NULL, heldOn TEXT NOT NULL, form TEXT NOT NULL, place TEXT NOT NULL, hostUnitId TEXT, chair TEXT NOT NULL,
    sites TEXT NOT NULL CHECK (json_valid(sites)), agenda TEXT NOT NULL CHECK (json_valid(agenda)), conclusion TEXT NOT NULL,
    audience TEXT NOT NULL, ${stamps}, searchKey TEXT NOT NULL) STRICT;
  CREATE INDEX stocktake_by_day ON stocktake (heldOn, id);
  CREATE TABLE stocktakeTask (
    id TEXT PRIMARY KEY, stocktakeId TEXT NOT NULL REFERENCES stocktake(id) DEFERRABLE INITIALLY DEFERRED,
    taskId TEXT NOT NULL REFERENCES task(id) DEFERRABLE INITIALLY DEFERRED, audience TEXT NOT NULL, ${stamps}) STRICT;
  CREATE INDEX stocktakeTask_by_stocktake ON stocktakeTask (stocktakeId);
  CREATE INDEX stocktakeTask_by_task ON stocktakeTask (taskId);`;

const synced = [
  ...['unitLineage', 'handover', 'handoverMinutes', 'post', 'headcount', 'norm', 'criterionSet', 'criterion'],
  ...['registration', 'assessment', 'stocktake', 'stocktakeTask'],
];

/** Events and lineage of units, hand-over, staffing with its norms, model wards, sơ kết and tổng kết. */
export const migration: Migration = {
  version: 3,
  up: (db) =>
    db.exec(
      [events, succession, pastReports, handovers, staffing, modelWards, stocktakes, ...synced.map(guard)].join('\n'),
    ),
};
