import type { Migration } from './migration.ts';

/**
 * What was done on this PC, one row per command that wrote: the stack of undo, and "what changed since yesterday". What a
 * list shows of it (`counts` by entity as JSON, the record it is about) is noted at once, since an import has 20,000 ops.
 * `removed` names what removed records pointed at: they are part of the history of the whole, and no table has them.
 */
const activity = `
  CREATE TABLE activity (
    activityId INTEGER PRIMARY KEY, atMs INTEGER NOT NULL, userId TEXT NOT NULL, sessionId TEXT NOT NULL,
    name TEXT NOT NULL, opFrom INTEGER NOT NULL, opTo INTEGER NOT NULL CHECK (opTo >= opFrom),
    targetId INTEGER REFERENCES activity(activityId),
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
    counts TEXT NOT NULL CHECK (json_valid(counts)), firstEntity TEXT NOT NULL, firstId TEXT NOT NULL,
    isNew INTEGER NOT NULL CHECK (isNew IN (0, 1)), word TEXT NOT NULL) STRICT;
  CREATE INDEX activity_by_time ON activity (atMs, activityId);
  CREATE INDEX activity_by_session ON activity (sessionId, activityId);
  CREATE INDEX activity_by_target ON activity (targetId) WHERE targetId IS NOT NULL;
  CREATE TABLE removed (
    targetId TEXT NOT NULL, entity TEXT NOT NULL, entityId TEXT NOT NULL, PRIMARY KEY (targetId, entity, entityId)) STRICT, WITHOUT ROWID;
  CREATE INDEX removed_by_record ON removed (entityId);
  ALTER TABLE log ADD COLUMN exportedSeq INTEGER NOT NULL DEFAULT 0;`;

/**
 * Full text over folded words, filled between commands: everything up to the op `searchedOpId` of meta is in it, but for
 * what waits in searchQueue. Text goes in split already (db/domain/search-text.ts), so the plainest tokenizer does.
 * Segments are merged in small steps by the indexer, never inside a write that someone waits for. One table for each
 * kind: within one, the few hits of a kind could be reached only by walking over the many of another.
 */
const search = `
  CREATE TABLE searchQueue (entity TEXT NOT NULL, entityId TEXT NOT NULL, PRIMARY KEY (entity, entityId)) STRICT, WITHOUT ROWID;
  CREATE TABLE searchDoc (docId INTEGER PRIMARY KEY, entityId TEXT NOT NULL) STRICT;
  CREATE INDEX searchDoc_by_record ON searchDoc (entityId);
  CREATE TABLE searchWord (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  ${['Unit', 'Directive', 'Task', 'Report', 'Attachment']
    .map(
      (kind) => `CREATE VIRTUAL TABLE search${kind} USING fts5(
    head, body, content='', contentless_delete=1, prefix='1 2 3', tokenize='ascii');
  INSERT INTO search${kind} (search${kind}, rank) VALUES ('automerge', 0), ('crisismerge', 500);`,
    )
    .join('\n')}`;

/** How a user likes to see a list, and searches kept for later; never exchanged. */
const savedView = `
  CREATE TABLE savedView (
    id TEXT PRIMARY KEY, userId TEXT NOT NULL, place TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL CHECK (json_valid(body)),
    savedAtMs INTEGER NOT NULL) STRICT;
  CREATE INDEX savedView_by_place ON savedView (userId, place);`;

/**
 * Whose and which task's an assignment is and since when, beside its state, so that an overview adds up without a join. What is done is
 * counted by the month of its deadline (most work of most periods); what is open, and what was done after the day one looks
 * at, is few and has narrow indexes of its own. What was handed in for a period is one narrow row.
 */
const overview = `
  ALTER TABLE assignmentState ADD COLUMN unitId TEXT NOT NULL DEFAULT '';
  ALTER TABLE assignmentState ADD COLUMN taskId TEXT NOT NULL DEFAULT '';
  ALTER TABLE assignmentState ADD COLUMN assignedOn TEXT NOT NULL DEFAULT '';
  ALTER TABLE assignmentState ADD COLUMN endedOn TEXT;
  UPDATE assignmentState SET (unitId, taskId, assignedOn) =
    (SELECT unitId, taskId, assignedOn FROM assignment WHERE id = assignmentId);
  UPDATE assignmentState SET endedOn = (SELECT max(onDay) FROM assignmentStep step
    WHERE step.assignmentId = assignmentState.assignmentId
      AND kind IN ('approveReturn', 'approveResult', 'handOn', 'cancel', 'finish')) WHERE isEnded = 1;
  CREATE INDEX assignmentState_by_task ON assignmentState (taskId, assignedOn, endedOn, unitId) WHERE role = 'lead';
  CREATE INDEX assignmentState_open ON assignmentState (currentDueOn, unitId, taskId)
    WHERE role = 'lead' AND isEnded = 0 AND currentDueOn IS NOT NULL;
  CREATE INDEX assignmentState_done ON assignmentState (substr(currentDueOn, 1, 7), completedOn, currentDueOn, unitId, taskId)
    WHERE role = 'lead' AND processing = 'done' AND currentDueOn IS NOT NULL;

  CREATE TABLE workMonth (
    axis TEXT NOT NULL CHECK (axis IN ('all','unit','task')), month TEXT NOT NULL CHECK (length(month) = 7), id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('onTime','late0','late1','late2','late3')), count INTEGER NOT NULL,
    PRIMARY KEY (axis, month, id, outcome)) STRICT, WITHOUT ROWID;
  INSERT INTO workMonth
    WITH done AS (
      SELECT substr(currentDueOn, 1, 7) AS month, unitId, taskId,
        CASE WHEN completedOn <= currentDueOn THEN 'onTime'
          WHEN julianday(completedOn) - julianday(currentDueOn) <= 30 THEN 'late0'
          WHEN julianday(completedOn) - julianday(currentDueOn) <= 60 THEN 'late1'
          WHEN julianday(completedOn) - julianday(currentDueOn) <= 120 THEN 'late2' ELSE 'late3' END AS outcome
      FROM assignmentState
      WHERE role = 'lead' AND processing = 'done' AND currentDueOn IS NOT NULL AND completedOn IS NOT NULL)
    SELECT 'all', month, '', outcome, count(*) FROM done GROUP BY month, outcome
    UNION ALL SELECT 'unit', month, unitId, outcome, count(*) FROM done GROUP BY month, unitId, outcome
    UNION ALL SELECT 'task', month, taskId, outcome, count(*) FROM done GROUP BY month, taskId, outcome;

  CREATE TABLE periodReport (
    periodKey TEXT NOT NULL, assignmentId TEXT NOT NULL, firstOn TEXT NOT NULL, latestOn TEXT NOT NULL, status TEXT NOT NULL,
    PRIMARY KEY (periodKey, assignmentId)) STRICT, WITHOUT ROWID;
  INSERT INTO periodReport
    SELECT periodKey, assignmentId, min(reportedOn), max(iif(isLatest, reportedOn, NULL)), max(iif(isLatest, status, NULL))
    FROM report JOIN reportState ON reportId = report.id WHERE periodKey IS NOT NULL GROUP BY periodKey, assignmentId;`;

/** Undo, history, search, saved views, figures of the overview. */
export const migration: Migration = {
  version: 2,
  up: (db) => db.exec([activity, search, savedView, overview].join('\n')),
};
