import type { LineageEvent } from '../api/contract/lineage.ts';
import type { LineagePart, UnitKind, UnitLevel } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import {
  type LineageEdge,
  type LineageGraph,
  type LineageLife,
  lineageGraph,
  type Predecessor,
} from '../domain/lineage.ts';
import { type Db, prepare } from '../sql.ts';
import { versionIdOn } from './unit-on.ts';

const edgeColumns = `edge.eventId, event.effectiveOn AS "on", edge.fromUnitId, edge.toUnitId, edge.ratio, event.heirsUnknown,
  edge.part, edge.isMainHeir`;

const lifeColumns = `unitId, min(validFrom) AS validFrom, iif(sum(validTo IS NULL) > 0, NULL, max(validTo)) AS validTo`;

/** Edges and lives of all units: for what asks about the whole country. */
export const readLineage = (db: Db): LineageGraph =>
  lineageGraph(
    prepare(
      db,
      `SELECT ${edgeColumns} FROM unitLineage edge JOIN unitEvent event ON event.id = edge.eventId`,
    ).all() as LineageEdge[],
    prepare(db, `SELECT ${lifeColumns} FROM unitVersion GROUP BY unitId`).all() as LineageLife[],
  );

/**
 * CROSS JOIN fixes where each walk begins, at the few units: SQLite might begin at all events.
 * Units joined by edges: `before` are those from which something came to the named ones, `after` those to which something
 * of these went. Uses indexes unitLineage_by_from and unitLineage_by_to.
 */
const related = {
  before: `before (id) AS (SELECT value FROM json_each(@ids)
    UNION SELECT edge.fromUnitId FROM before CROSS JOIN unitLineage edge ON edge.toUnitId = before.id WHERE edge.fromUnitId IS NOT NULL)`,
  after: `after (id) AS (SELECT id FROM before
    UNION SELECT edge.toUnitId FROM after CROSS JOIN unitLineage edge ON edge.fromUnitId = after.id WHERE edge.toUnitId IS NOT NULL)`,
};

const around = `WITH RECURSIVE ${related.before}, ${related.after}`;

/** Ids of the units and of all from which something came to them. */
export const listBefore = (db: Db, unitIds: readonly string[]): string[] =>
  prepare(db, `WITH RECURSIVE ${related.before} SELECT id FROM before`)
    .pluck()
    .all({ ids: JSON.stringify(unitIds) }) as string[];

/** Edges and lives of all that came before these units, and of all that came after any of that. */
export function readLineageAround(db: Db, unitIds: readonly string[]): LineageGraph<ShownEdge> {
  const ids = JSON.stringify(unitIds);
  const edges = prepare(
    db,
    `${around} SELECT ${edgeColumns} FROM after CROSS JOIN unitLineage edge ON edge.fromUnitId = after.id
     CROSS JOIN unitEvent event ON event.id = edge.eventId`,
  ).all({ ids }) as ShownEdge[];
  const lives = prepare(
    db,
    `${around} SELECT ${lifeColumns} FROM after CROSS JOIN unitVersion ON unitId = after.id GROUP BY unitId`,
  );
  return lineageGraph(edges, lives.all({ ids }) as LineageLife[]);
}

/** An edge as it is shown. */
export interface ShownEdge extends LineageEdge {
  readonly part: LineagePart;
  readonly isMainHeir: 0 | 1;
}

export interface UnitNameOn {
  readonly id: string;
  readonly level: UnitLevel;
  readonly kind: UnitKind;
  readonly fullName: string;
  readonly shortName: string;
  readonly parentName: string;
}

const nameOf = (column: string, on: string): string => versionIdOn(column).replaceAll('@on', on);

/** Key of a name in the answer of `listNamesOn`. */
export const nameKey = (unitId: string, on: Day): string => `${unitId} ${on}`;

/** What each unit was called on its own day (before its first day: at first), and under what it stood then. */
export function listNamesOn(db: Db, wanted: readonly { id: string; on: Day }[]): Map<string, UnitNameOn> {
  const on = `wanted.value ->> 'on'`;
  const rows = prepare(
    db,
    `SELECT unit.id, ${on} AS "on", unit.level, version.kind, version.fullName, version.shortName,
       coalesce((SELECT parent.fullName FROM unitVersion parent WHERE parent.id = ${nameOf('version.parentId', on)}), '') AS parentName
     FROM json_each(@wanted) wanted CROSS JOIN unit ON unit.id = wanted.value ->> 'id'
       JOIN unitVersion version ON version.id = ${nameOf('unit.id', on)}`,
  ).all({ wanted: JSON.stringify(wanted) }) as (UnitNameOn & { on: Day })[];
  return new Map(rows.map(({ on: day, ...row }) => [nameKey(row.id, day), row]));
}

/** Events by day. */
export const listLineageEvents = (db: Db, ids: readonly string[]): LineageEvent[] =>
  prepare(
    db,
    `SELECT event.id, event.kind, event.effectiveOn, event.basisText, event.basisDirectiveId, directive.number AS basisDirectiveNumber,
       event.heirsUnknown
     FROM unitEvent event LEFT JOIN directive ON directive.id = event.basisDirectiveId
     WHERE event.id IN (SELECT value FROM json_each(?)) ORDER BY event.effectiveOn, event.id`,
  ).all(JSON.stringify(ids)) as LineageEvent[];

/** Work and reports that predecessors left, of those that live on only what is older than the parting. */
export function countPastRecords(
  db: Db,
  before: readonly Predecessor[],
): { assignmentCount: number; reportCount: number } {
  const past = `json_each(@past) past CROSS JOIN`;
  const until = `coalesce(past.value ->> 'until', '9999-12-31')`;
  return prepare(
    db,
    `SELECT
       (SELECT count(*) FROM ${past} assignment a ON a.unitId = past.value ->> 'unitId' AND a.leadId IS NULL AND a.assignedOn < ${until}) AS assignmentCount,
       (SELECT count(*) FROM ${past} report r ON r.unitId = past.value ->> 'unitId' AND r.reportedOn < ${until}
          JOIN reportState s ON s.reportId = r.id AND s.isLatest = 1) AS reportCount`,
  ).get({ past: JSON.stringify(before) }) as { assignmentCount: number; reportCount: number };
}
