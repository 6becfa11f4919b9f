import type { SearchField, SearchStatus } from '../api/contract/search.ts';
import type { Day } from '../api/day.ts';
import type { SearchKind } from '../api/search-kinds.ts';
import { type Db, prepare } from '../sql.ts';
import { daysOf, timelinessSql } from './assignment.ts';
import { effectSql } from './directive-effect.ts';
import { listNameOf, versionIdOn } from './unit-on.ts';

/** A record as a hit shows it, before anything in it is marked. */
export interface FoundRecord {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly day: Day;
  readonly status: SearchStatus | null;
  /** Further texts in which the words may stand. */
  readonly texts: readonly { readonly field: SearchField; readonly text: string }[];
  readonly openKind: SearchKind;
  readonly openId: string;
}

type Row = Omit<FoundRecord, 'texts' | 'openKind' | 'openId'> & Record<string, string | null>;

// The walk begins at the few ids: without statistics SQLite might begin at every assignment there is.
const wanted = 'json_each(@ids) wanted CROSS JOIN';

/** The first lead's work decides: anything overdue, else anything open, else all is finished. */
const taskStatus = `CASE max(CASE ${timelinessSql} WHEN 'overdue' THEN 3 WHEN 'stopped' THEN 1 WHEN 'doneOnTime' THEN 1 WHEN 'doneLate' THEN 1
    ELSE iif(state.isEnded = 1, 1, 2) END) WHEN 3 THEN 'overdue' WHEN 2 THEN 'open' ELSE 'finished' END`;

const taskStatusOf = (task: string): string => `coalesce((SELECT ${taskStatus} FROM assignment lead
    CROSS JOIN assignmentState state ON state.assignmentId = lead.id WHERE lead.taskId = ${task} AND lead.leadId IS NULL
    GROUP BY lead.taskId), 'unassigned')`;

const unitStatus = `CASE WHEN v.validFrom > @on THEN 'future' WHEN v.validTo <= @on THEN 'ended' ELSE 'alive' END`;

/** One row per record, each kind in its own words; `texts` is what else is searched, `names` what counts as exact. */
const sqlOf: Record<SearchKind, { sql: string; texts: readonly SearchField[] }> = {
  unit: {
    sql: `SELECT u.id, v.fullName AS title, v.validFrom AS day, ${unitStatus} AS status, v.shortName, v.symbol,
        coalesce(v.officialCode, '') AS code,
        coalesce((SELECT p.fullName FROM unitVersion p WHERE p.id = ${versionIdOn('v.parentId')}), '') AS note
      FROM ${wanted} unit u ON u.id = wanted.value JOIN unitVersion v ON v.id = ${versionIdOn('u.id')}`,
    texts: ['shortName', 'symbol', 'code'],
  },
  directive: {
    sql: `SELECT d.id, d.subject AS title, d.number || ' · ' || d.issuer AS note, d.issuedOn AS day, ${effectSql('d')} AS status,
        d.number, d.signer, d.field, d.description, coalesce(kind.name, '') AS kindName
      FROM ${wanted} directive d ON d.id = wanted.value LEFT JOIN documentKind kind ON kind.id = d.kindId`,
    texts: ['description', 'signer', 'field', 'kindName'],
  },
  task: {
    sql: `SELECT t.id, t.content AS title, t.assignedOn AS day, ${taskStatusOf('t.id')} AS status,
        trim(coalesce(d.number, '') || iif(t.clause = '' OR d.number IS NULL, '', ' · ') || t.clause) AS note, t.product, t.detail
      FROM ${wanted} task t ON t.id = wanted.value LEFT JOIN directive d ON d.id = t.directiveId`,
    texts: ['product', 'detail'],
  },
  report: {
    sql: `SELECT r.id, t.content AS title, r.reportedOn AS day, s.status,
        coalesce(${listNameOf('v')}, '') || iif(d.number IS NULL, '', ' · ' || d.number) AS note, r.content, r.difficulties, r.proposals
      FROM ${wanted} report r ON r.id = wanted.value CROSS JOIN reportState s ON s.reportId = r.id
        CROSS JOIN assignment a ON a.id = r.assignmentId CROSS JOIN task t ON t.id = a.taskId
        LEFT JOIN directive d ON d.id = t.directiveId
        LEFT JOIN unitVersion v ON v.id = ${versionIdOn('r.unitId').replaceAll('@on', 'r.reportedOn')}`,
    texts: ['content', 'difficulties', 'proposals'],
  },
  attachment: {
    sql: `SELECT f.id, f.name AS title, NULL AS status, f.parentEntity, f.parentId,
        coalesce((SELECT number || ' · ' || subject FROM directive WHERE id = f.parentId AND f.parentEntity = 'directive'),
          (SELECT content FROM task WHERE id = f.parentId AND f.parentEntity = 'task'),
          (SELECT t.content FROM report r JOIN assignment a ON a.id = r.assignmentId JOIN task t ON t.id = a.taskId
            WHERE r.id = f.parentId AND f.parentEntity = 'report'), '') AS note,
        strftime('%Y-%m-%d', f.createdAtMs / 1000 + 25200, 'unixepoch') AS day
      FROM ${wanted} attachment f ON f.id = wanted.value`,
    texts: [],
  },
};

const textsOf = (row: Row, fields: readonly SearchField[]): FoundRecord['texts'] =>
  fields.map((field) => ({ field, text: row[field] ?? '' })).filter(({ text }) => text !== '');

/** The records of a kind as hits show them on a day, by id; one that is gone is not among them. */
export function findRecords(db: Db, kind: SearchKind, ids: readonly string[], on: Day): Map<string, FoundRecord> {
  if (ids.length === 0) return new Map();
  const { sql, texts } = sqlOf[kind];
  const rows = prepare(db, sql).all({ ids: JSON.stringify(ids), ...daysOf(on) }) as Row[];
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        title: row.title,
        note: row.note,
        day: row.day,
        status: row.status,
        texts: textsOf(row, texts),
        openKind: kind === 'attachment' ? (row['parentEntity'] as SearchKind) : kind,
        openId: kind === 'attachment' ? String(row['parentId']) : row.id,
      },
    ]),
  );
}

const statusSql: Record<SearchKind, string> = {
  unit: `SELECT u.id, ${unitStatus} AS status FROM ${wanted} unit u ON u.id = wanted.value JOIN unitVersion v ON v.id = ${versionIdOn('u.id')}`,
  directive: `SELECT d.id, ${effectSql('d')} AS status FROM ${wanted} directive d ON d.id = wanted.value`,
  task: `SELECT t.id, ${taskStatusOf('t.id')} AS status FROM ${wanted} task t ON t.id = wanted.value`,
  report: `SELECT reportId AS id, status FROM ${wanted} reportState ON reportId = wanted.value`,
  attachment: `SELECT value AS id, NULL AS status FROM json_each(@ids)`,
};

/** Where each record stands on a day. */
export function findStatuses(db: Db, kind: SearchKind, ids: readonly string[], on: Day): Map<string, SearchStatus> {
  const rows = prepare(db, statusSql[kind]).all({ ids: JSON.stringify(ids), ...daysOf(on) });
  return new Map((rows as { id: string; status: SearchStatus }[]).map(({ id, status }) => [id, status]));
}

/** Units that each record belongs to, for a unit with too many below it to be named in the expression. */
const unitsSql: Record<SearchKind, string> = {
  unit: `SELECT value AS id, value AS unitId FROM json_each(@ids)`,
  directive: `SELECT d.id, d.issuerUnitId AS unitId FROM ${wanted} directive d ON d.id = wanted.value
    UNION SELECT d.id, json_extract(r.value, '$.unitId') FROM ${wanted} directive d ON d.id = wanted.value, json_each(d.recipients) r`,
  task: `SELECT taskId AS id, unitId FROM ${wanted} assignment ON taskId = wanted.value`,
  report: `SELECT report.id, unitId FROM ${wanted} report ON report.id = wanted.value`,
  attachment: `SELECT f.id, coalesce(d.issuerUnitId, a.unitId, r.unitId) AS unitId FROM ${wanted} attachment f ON f.id = wanted.value
    LEFT JOIN directive d ON d.id = f.parentId LEFT JOIN assignment a ON a.taskId = f.parentId LEFT JOIN report r ON r.id = f.parentId`,
};

/** Of these records, those that belong to one of the units. */
export function keepUnits(db: Db, kind: SearchKind, ids: readonly string[], unitIds: ReadonlySet<string>): Set<string> {
  const rows = prepare(db, unitsSql[kind]).all({ ids: JSON.stringify(ids) }) as { id: string; unitId: string | null }[];
  return new Set(rows.filter(({ unitId }) => unitId !== null && unitIds.has(unitId)).map(({ id }) => id));
}

const namesSql: Record<Exclude<SearchKind, 'unit' | 'report'>, string> = {
  directive: `SELECT d.id, d.number AS name FROM ${wanted} directive d ON d.id = wanted.value
    UNION ALL SELECT d.id, d.subject FROM ${wanted} directive d ON d.id = wanted.value
    UNION ALL SELECT d.id, kind.name || ' ' || d.number FROM ${wanted} directive d ON d.id = wanted.value
      JOIN documentKind kind ON kind.id = d.kindId`,
  task: `SELECT task.id, content AS name FROM ${wanted} task ON task.id = wanted.value`,
  attachment: `SELECT attachment.id, name FROM ${wanted} attachment ON attachment.id = wanted.value`,
};

/** What records are called as a whole: numbers, subjects, names, codes; reports have no name. */
export function listNames(db: Db, kind: SearchKind, ids: readonly string[]): { id: string; name: string }[] {
  if (kind === 'report') return [];
  if (kind !== 'unit')
    return prepare(db, namesSql[kind]).all({ ids: JSON.stringify(ids) }) as { id: string; name: string }[];
  return listUnitNames(db, ids).flatMap((v) =>
    [v.fullName, v.shortName, v.name, v.symbol, v.officialCode ?? ''].map((name) => ({ id: v.unitId, name })),
  );
}

/** Directives of that number, however it is spaced. Uses index directive_by_number. */
export const listDirectivesNumbered = (db: Db, numberKey: string): string[] =>
  prepare(db, 'SELECT id FROM directive WHERE numberKey = ? LIMIT 10').pluck().all(numberKey) as string[];

/** All that a unit was ever called. */
export interface UnitName {
  readonly unitId: string;
  readonly fullName: string;
  readonly shortName: string;
  readonly name: string;
  readonly symbol: string;
  readonly officialCode: string | null;
  readonly validTo: Day | null;
}

/** Versions of these units, newest first. */
export const listUnitNames = (db: Db, unitIds: readonly string[]): UnitName[] =>
  prepare(
    db,
    `SELECT unitId, fullName, shortName, name, symbol, officialCode, validTo FROM ${wanted} unitVersion ON unitId = wanted.value
     ORDER BY validFrom DESC`,
  ).all({ ids: JSON.stringify(unitIds) }) as UnitName[];
