import { type LineageEdge, type LineageGraph, type LineageLife, lineageGraph } from '../domain/lineage.ts';
import { type Db, prepare } from '../sql.ts';

const edgeColumns = `edge.eventId, event.effectiveOn AS "on", edge.fromUnitId, edge.toUnitId, edge.ratio, event.heirsUnknown`;

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
 * Units joined by edges: `before` are those from which something came to the named ones, `after` those to which something
 * of these went. Uses indexes unitLineage_by_from and unitLineage_by_to.
 */
const related = {
  before: `before (id) AS (SELECT value FROM json_each(@ids)
    UNION SELECT edge.fromUnitId FROM before JOIN unitLineage edge ON edge.toUnitId = before.id WHERE edge.fromUnitId IS NOT NULL)`,
  after: `after (id) AS (SELECT id FROM before
    UNION SELECT edge.toUnitId FROM after JOIN unitLineage edge ON edge.fromUnitId = after.id WHERE edge.toUnitId IS NOT NULL)`,
};

const around = `WITH RECURSIVE ${related.before}, ${related.after}`;

/** Ids of the units and of all from which something came to them. */
export const listBefore = (db: Db, unitIds: readonly string[]): string[] =>
  prepare(db, `WITH RECURSIVE ${related.before} SELECT id FROM before`)
    .pluck()
    .all({ ids: JSON.stringify(unitIds) }) as string[];

/** Edges and lives of all that came before these units, and of all that came after any of that. */
export function readLineageAround(db: Db, unitIds: readonly string[]): LineageGraph {
  const ids = JSON.stringify(unitIds);
  const edges = prepare(
    db,
    `${around} SELECT ${edgeColumns} FROM after JOIN unitLineage edge ON edge.fromUnitId = after.id
     JOIN unitEvent event ON event.id = edge.eventId`,
  ).all({ ids }) as LineageEdge[];
  const lives = prepare(
    db,
    `${around} SELECT ${lifeColumns} FROM after JOIN unitVersion ON unitId = after.id GROUP BY unitId`,
  );
  return lineageGraph(edges, lives.all({ ids }) as LineageLife[]);
}
