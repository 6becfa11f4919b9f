import type { UnitLevel, UnitNature } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import type { AreaUnit, AreaVersion } from '../domain/catalogue.ts';
import type { Row } from '../entities/index.ts';
import { type Db, prepare } from '../sql.ts';

/** One version with all its fields. */
export type VersionRow = AreaVersion;

export interface UnitRow {
  id: string;
  nature: UnitNature;
  level: UnitLevel;
  areaId: string | null;
  ownerId: string;
}

const factColumns = `id, unitId, validFrom, validTo, kind, name, fullName, shortName, symbol, officialCode, parentId, isKey,
  hasPolice, orderNumber, basisDirectiveId, basisText`;

export const findUnit = (db: Db, id: string): UnitRow | undefined =>
  prepare(db, 'SELECT id, nature, level, areaId, ownerId FROM unit WHERE id = ?').get(id) as UnitRow | undefined;

export const findVersion = (db: Db, id: string): VersionRow | undefined =>
  prepare(db, `SELECT ${factColumns} FROM unitVersion WHERE id = ?`).get(id) as VersionRow | undefined;

/** Oldest first. */
export const listVersions = (db: Db, unitId: string): VersionRow[] =>
  prepare(db, `SELECT ${factColumns} FROM unitVersion WHERE unitId = ? ORDER BY validFrom, id`).all(
    unitId,
  ) as VersionRow[];

/** Versions of other units that stand under a unit, at any time. Uses index unitVersion_by_parent. */
export const listVersionsUnder = (db: Db, parentId: string): VersionRow[] =>
  prepare(db, `SELECT ${factColumns} FROM unitVersion WHERE parentId = ? ORDER BY validFrom, id`).all(
    parentId,
  ) as VersionRow[];

/** All units of a nature with all their versions, oldest first. */
export function listUnitsOf(db: Db, nature: UnitNature): (AreaUnit & { areaId: string | null })[] {
  const units = new Map<string, { id: string; level: string; areaId: string | null; versions: AreaVersion[] }>();
  for (const row of prepare(db, 'SELECT id, level, areaId FROM unit WHERE nature = ?').iterate(nature)) {
    const { id, level, areaId } = row as { id: string; level: string; areaId: string | null };
    units.set(id, { id, level, areaId, versions: [] });
  }
  const versions = prepare(
    db,
    `SELECT ${factColumns} FROM unitVersion WHERE unitId IN (SELECT id FROM unit WHERE nature = ?) ORDER BY validFrom, id`,
  );
  for (const row of versions.iterate(nature)) units.get((row as AreaVersion).unitId)?.versions.push(row as AreaVersion);
  return [...units.values()];
}

/** Name of a unit for messages: that of the day, else its last; empty when nobody knows it. */
export function findName(db: Db, unitId: string, on: Day): string {
  const name = prepare(
    db,
    `SELECT fullName FROM unitVersion WHERE unitId = @unitId
     ORDER BY validFrom <= @on AND (validTo IS NULL OR validTo > @on) DESC, validFrom DESC LIMIT 1`,
  );
  return (name.pluck().get({ unitId, on }) as string | undefined) ?? '';
}

/** Another unit of a nature and level that has the code on some day of `[validFrom, validTo)`. */
export const findCodeHolder = (
  db: Db,
  wanted: { unitId: string; nature: string; level: string; officialCode: string; validFrom: Day; validTo: Day | null },
): { fullName: string } | undefined =>
  prepare(
    db,
    `SELECT fullName FROM unitVersion JOIN unit ON unit.id = unitId
     WHERE officialCode = @officialCode AND unitId <> @unitId AND nature = @nature AND level = @level
       AND (validTo IS NULL OR validTo > @validFrom) AND (@validTo IS NULL OR validFrom < @validTo) LIMIT 1`,
  ).get(wanted) as { fullName: string } | undefined;

/** Assignments of these units that are not finished. */
export const countOpenWork = (db: Db, unitIds: readonly string[]): number =>
  prepare(
    db,
    `SELECT count(*) FROM assignment JOIN assignmentState ON assignmentId = assignment.id
     WHERE assignment.unitId IN (SELECT value FROM json_each(?)) AND isEnded = 0`,
  )
    .pluck()
    .get(JSON.stringify(unitIds)) as number;

/** Units that have an assignment that is not finished. */
export const listUnitsWithWork = (db: Db): string[] =>
  prepare(
    db,
    'SELECT DISTINCT assignment.unitId FROM assignment JOIN assignmentState ON assignmentId = assignment.id WHERE isEnded = 0',
  )
    .pluck()
    .all() as string[];

/** Fields of a version as the log takes them. */
export function fieldsOfVersion(
  version: AreaVersion,
): Omit<
  Row<'unitVersion'>,
  'id' | 'ownerId' | 'createdLam' | 'createdAtMs' | 'createdBy' | 'changedAtMs' | 'changedBy'
> {
  const { id: _id, ...fields } = version;
  return fields;
}

/** Name of a unit as it is called now, or was last; its id where nothing of it is here yet. */
export const findLatestName = (db: Db, unitId: string): string => findName(db, unitId, '9999-12-31') || unitId;

/** Undefined where nothing of the unit is here yet. */
export const findLevel = (db: Db, unitId: string): UnitLevel | undefined =>
  prepare(db, 'SELECT level FROM unit WHERE id = ?').pluck().get(unitId) as UnitLevel | undefined;
