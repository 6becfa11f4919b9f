import type { UnitLevel, UnitNature } from '../api/contract/unit-words.ts';
import type { AreaVersion } from '../domain/catalogue.ts';
import type { OrganisationSource, OrganisationUnit, RecordedEdge } from '../domain/reorganization.ts';
import { type Db, prepare } from '../sql.ts';
import { listUnitsOf, listVersions } from './unit.ts';

const edgeColumns = `eventId, effectiveOn, fromUnitId, toUnitId, part, isMainHeir, ratio`;

/** The organisation as it is stored, read as far as it is asked for: for planning a few events. */
export const organisationSource = (db: Db): OrganisationSource => ({
  unit: (id) => findOrganisationUnit(db, id),
  childIds: (parentId) => listIds(db, 'SELECT DISTINCT unitId FROM unitVersion WHERE parentId = ?', parentId),
  codeHolderIds: (code) => listIds(db, 'SELECT DISTINCT unitId FROM unitVersion WHERE officialCode = ?', code),
  policeIds: (areaId) => listIds(db, 'SELECT id FROM unit WHERE areaId = ?', areaId),
  edges: (unitId) =>
    prepare(
      db,
      `SELECT ${edgeColumns} FROM unitLineage edge JOIN unitEvent event ON event.id = edge.eventId WHERE fromUnitId = @unitId
       UNION ALL
       SELECT ${edgeColumns} FROM unitLineage edge JOIN unitEvent event ON event.id = edge.eventId
       WHERE toUnitId = @unitId AND fromUnitId IS NOT @unitId`,
    ).all({ unitId }) as RecordedEdge[],
});

const listIds = (db: Db, sql: string, id: string): string[] => prepare(db, sql).pluck().all(id) as string[];

function findOrganisationUnit(db: Db, id: string): OrganisationUnit | undefined {
  const row = prepare(db, 'SELECT id, nature, level, areaId FROM unit WHERE id = ?').get(id);
  return row === undefined
    ? undefined
    : { ...(row as Omit<OrganisationUnit, 'versions'>), versions: listVersions(db, id) };
}

/** All units of some natures with their versions, and all edges: for planning thousands of events in memory. */
export function listOrganisation(
  db: Db,
  natures: readonly UnitNature[],
): { units: OrganisationUnit[]; edges: RecordedEdge[] } {
  const units = natures.flatMap((nature) =>
    listUnitsOf(db, nature).map(({ id, level, areaId, versions }) => ({
      id,
      nature,
      level: level as UnitLevel,
      areaId,
      versions: versions as readonly AreaVersion[],
    })),
  );
  const edges = prepare(
    db,
    `SELECT ${edgeColumns} FROM unitLineage edge JOIN unitEvent event ON event.id = edge.eventId`,
  ).all() as RecordedEdge[];
  return { units, edges };
}
