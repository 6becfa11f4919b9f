import type { UnitFound, UnitNode, UnitPick, UnitRef, UnitVersionShown } from '../api/contract/unit.ts';
import type { UnitKind, UnitLevel, UnitNature } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';

const alive = (alias: string): string =>
  `${alias}.validFrom <= @on AND (${alias}.validTo IS NULL OR ${alias}.validTo > @on)`;

/** Staff departments first, then districts, communes, teams; official order where there is one, else dictionary order. */
const treeOrder = `CASE unit.level WHEN 'ministry' THEN 0 WHEN 'province' THEN 1 WHEN 'department' THEN 2 WHEN 'district' THEN 3
    WHEN 'commune' THEN 4 WHEN 'team' THEN 5 ELSE 6 END, version.orderNumber IS NULL, version.orderNumber, version.sortKey, unit.id`;

export interface ChildrenWanted {
  parentId: string | null;
  nature: UnitNature;
  on: Day;
  /** 1: also units whose life is over, where they stood last. */
  includeEnded: 0 | 1;
}

/** Alive on the day or, if wanted, ended by then where it stood last. Its first day stands alone, so that the index ends there. */
const standsOn = (alias: string): string =>
  `${alias}.validFrom <= @on AND (${alias}.validTo IS NULL OR ${alias}.validTo > @on OR (@includeEnded = 1 AND NOT EXISTS (
    SELECT 1 FROM unitVersion newer WHERE newer.unitId = ${alias}.unitId AND newer.validFrom > ${alias}.validFrom)))`;

/** Uses index unitVersion_by_parent. */
export const listChildren = (db: Db, wanted: ChildrenWanted): UnitNode[] =>
  prepare(
    db,
    `SELECT unit.id, nature, unit.level, version.kind, version.fullName, version.shortName, version.officialCode, version.isKey, version.hasPolice,
       (SELECT count(*) FROM unitVersion child JOIN unit below ON below.id = child.unitId AND below.nature = unit.nature
        WHERE child.parentId = unit.id AND ${standsOn('child')}) AS childCount,
       iif(version.validTo <= @on, version.validTo, NULL) AS endedOn
     FROM unitVersion version JOIN unit ON unit.id = version.unitId
     WHERE version.parentId IS @parentId AND nature = @nature AND ${standsOn('version')}
     ORDER BY ${treeOrder}`,
  ).all(wanted) as UnitNode[];

export interface SearchWanted {
  /** Folded text, escaped for LIKE. */
  pattern: string;
  on: Day;
  nature: UnitNature | null;
  includeEnded: 0 | 1;
}

/**
 * Units that carry on ended ones of which a version matches `@pattern`, each with a name it was found by: the same as
 * successorsOn of db/domain.
 */
const laterUnits = `later (id, cameOn, name) AS (
    SELECT matched.unitId, '', matched.fullName FROM unitVersion matched
    WHERE @pattern <> '' AND matched.searchKey LIKE '%' || @pattern || '%' ESCAPE '\\' AND matched.validFrom <= @on
      AND NOT EXISTS (SELECT 1 FROM unitVersion version WHERE version.unitId = matched.unitId AND ${alive('version')})
    UNION
    SELECT edge.toUnitId, event.effectiveOn, later.name FROM later CROSS JOIN unitLineage edge ON edge.fromUnitId = later.id
      CROSS JOIN unitEvent event ON event.id = edge.eventId
    WHERE edge.toUnitId <> edge.fromUnitId AND event.effectiveOn <= @on
      AND (event.effectiveOn > later.cameOn OR NOT EXISTS (SELECT 1 FROM unitVersion version WHERE version.unitId = later.id
        AND version.validFrom <= later.cameOn AND (version.validTo IS NULL OR version.validTo > later.cameOn))))`;

/** Living units that carry on ended ones of that name, with the first such name. */
export const listHeirsNamed = (db: Db, wanted: Omit<SearchWanted, 'includeEnded'>): { id: string; name: string }[] =>
  prepare(
    db,
    `WITH RECURSIVE ${laterUnits}
     SELECT later.id, min(later.name) AS name FROM later JOIN unit ON unit.id = later.id
     WHERE (@nature IS NULL OR nature = @nature)
       AND EXISTS (SELECT 1 FROM unitVersion version WHERE version.unitId = later.id AND ${alive('version')})
     GROUP BY later.id ORDER BY 2, 1 LIMIT 50`,
  ).all(wanted) as { id: string; name: string }[];

/** Units as the search shows them: as they are on the day. */
export const listFound = (db: Db, ids: readonly string[], on: Day): Omit<UnitFound, 'heirs'>[] =>
  prepare(
    db,
    `SELECT unit.id, nature, unit.level, version.kind, version.fullName, version.shortName, version.officialCode,
       coalesce((SELECT fullName FROM unitVersion parent WHERE parent.unitId = version.parentId AND ${alive('parent')}), '') AS parentName,
       NULL AS formerName, NULL AS endedOn, NULL AS startsOn
     FROM unit JOIN unitVersion version ON version.unitId = unit.id AND ${alive('version')}
     WHERE unit.id IN (SELECT value FROM json_each(@ids)) ORDER BY ${treeOrder}`,
  ).all({ ids: JSON.stringify(ids), on }) as Omit<UnitFound, 'heirs'>[];

/**
 * Units one of whose versions matches; shown as they are on the day, else as they were last (or will be first). Names that
 * begin with the text come before names that hold it, units of today before ended ones.
 */
export function searchUnits(db: Db, wanted: SearchWanted): { rows: Omit<UnitFound, 'heirs'>[]; total: number } {
  const rows = prepare(
    db,
    `WITH hit AS (
       SELECT unitId, max(CASE WHEN replace(searchKey, ' ', '') = replace(@text, ' ', '') THEN 3
           WHEN ' ' || searchKey LIKE '% ' || @pattern || '%' ESCAPE '\\' THEN 2 ELSE 1 END) AS score,
         EXISTS (SELECT 1 FROM unitVersion version WHERE version.unitId = matched.unitId AND ${alive('version')}) AS isAlive
       FROM unitVersion matched JOIN unit ON unit.id = unitId
       WHERE searchKey LIKE '%' || @pattern || '%' ESCAPE '\\' AND (@nature IS NULL OR nature = @nature)
       GROUP BY unitId),
     best AS (SELECT * FROM hit WHERE isAlive OR @includeEnded = 1 ORDER BY isAlive DESC, score DESC LIMIT 300),
     shown AS (
       SELECT best.*, coalesce(
         (SELECT id FROM unitVersion version WHERE version.unitId = best.unitId AND ${alive('version')}),
         (SELECT id FROM unitVersion version WHERE version.unitId = best.unitId AND validFrom <= @on ORDER BY validFrom DESC LIMIT 1),
         (SELECT id FROM unitVersion version WHERE version.unitId = best.unitId ORDER BY validFrom LIMIT 1)) AS versionId
       FROM best)
     SELECT unit.id, nature, unit.level, version.kind, version.fullName, version.shortName, version.officialCode,
       coalesce((SELECT fullName FROM unitVersion parent WHERE parent.unitId = version.parentId AND parent.validFrom <= max(@on, version.validFrom)
         ORDER BY parent.validFrom DESC LIMIT 1), '') AS parentName,
       (SELECT fullName FROM unitVersion former WHERE former.unitId = unit.id AND former.id <> version.id
          AND former.searchKey LIKE '%' || @pattern || '%' ESCAPE '\\' AND version.searchKey NOT LIKE '%' || @pattern || '%' ESCAPE '\\'
        ORDER BY former.validFrom DESC LIMIT 1) AS formerName,
       iif(version.validTo <= @on, version.validTo, NULL) AS endedOn, iif(version.validFrom > @on, version.validFrom, NULL) AS startsOn,
       (SELECT count(*) FROM hit WHERE isAlive OR @includeEnded = 1) AS total
     FROM shown JOIN unit ON unit.id = shown.unitId JOIN unitVersion version ON version.id = versionId
     ORDER BY isAlive DESC, score DESC, ${treeOrder} LIMIT 50`,
  ).all({ ...wanted, text: wanted.pattern }) as (Omit<UnitFound, 'heirs'> & { total: number })[];
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** Versions of a unit with the name its parent had when each began (or, where the parent was unknown then, has had first). */
export const listVersionsShown = (db: Db, unitId: string): UnitVersionShown[] =>
  prepare(
    db,
    `SELECT id, validFrom, validTo, kind, name, fullName, shortName, symbol, officialCode, parentId, isKey, hasPolice, orderNumber,
       basisDirectiveId, basisText, changedAtMs,
       coalesce((SELECT parent.fullName FROM unitVersion parent WHERE parent.unitId = version.parentId
         ORDER BY parent.validFrom <= version.validFrom DESC, iif(parent.validFrom <= version.validFrom, parent.validFrom, '') DESC, parent.validFrom LIMIT 1), '') AS parentName
     FROM unitVersion version WHERE unitId = ? ORDER BY validFrom, id`,
  ).all(unitId) as UnitVersionShown[];

/** From the top down to the parent of the unit on a day on which it exists. */
export const listPath = (db: Db, unitId: string, on: Day): UnitRef[] =>
  prepare(
    db,
    `WITH RECURSIVE above (id, depth) AS (
       SELECT parentId, 1 FROM unitVersion version WHERE unitId = @unitId AND parentId IS NOT NULL AND ${alive('version')}
       UNION ALL
       SELECT parentId, depth + 1 FROM above JOIN unitVersion version ON version.unitId = above.id
       WHERE parentId IS NOT NULL AND depth < 20 AND ${alive('version')})
     SELECT above.id, version.fullName FROM above JOIN unitVersion version ON version.unitId = above.id AND ${alive('version')}
     ORDER BY depth DESC`,
  ).all({ unitId, on }) as UnitRef[];

export const countChildren = (
  db: Db,
  parentId: string,
  on: Day,
): { level: UnitLevel; kind: UnitKind; count: number }[] =>
  prepare(
    db,
    `SELECT level, kind, count(*) AS count FROM unitVersion version JOIN unit ON unit.id = unitId
     WHERE parentId = @parentId AND ${alive('version')} GROUP BY level, kind ORDER BY level, kind`,
  ).all({ parentId, on }) as { level: UnitLevel; kind: UnitKind; count: number }[];

/** Police units that serve an area, or the area of a police unit; by their name on the day, else their last. */
export const listCounterparts = (db: Db, unit: { id: string; areaId: string | null; on: Day }): UnitRef[] =>
  prepare(
    db,
    `SELECT other.id, (SELECT fullName FROM unitVersion version WHERE version.unitId = other.id
        ORDER BY (${alive('version')}) DESC, validFrom DESC LIMIT 1) AS fullName
     FROM unit other WHERE other.areaId = @id OR other.id = @areaId`,
  ).all(unit) as UnitRef[];

export interface PicksWanted {
  on: Day;
  nature: UnitNature;
  underId: string | null;
  level: UnitLevel | null;
  pattern: string;
  afterKey: string | null;
  afterId: string;
  limit: number;
}

const belowUnits = `below (id) AS (
    SELECT @underId WHERE @underId IS NOT NULL
    UNION
    SELECT version.unitId FROM below JOIN unitVersion version ON version.parentId = below.id WHERE ${alive('version')})`;

const below = `WITH RECURSIVE ${laterUnits}, ${belowUnits}`;

const picksFrom = `FROM unitVersion version JOIN unit ON unit.id = version.unitId
    WHERE ${alive('version')} AND nature = @nature AND (@level IS NULL OR unit.level = @level)
      AND (@underId IS NULL OR (unit.id <> @underId AND unit.id IN below))
      AND (@pattern = '' OR searchKey LIKE '%' || @pattern || '%' ESCAPE '\\' OR unit.id IN (SELECT id FROM later))`;

/** One page of units alive on a day, by name. */
export const listPicks = (db: Db, wanted: PicksWanted): (UnitPick & { sortKey: string })[] =>
  prepare(
    db,
    `${below} SELECT unit.id, unit.level, version.kind, version.fullName, version.shortName, version.parentId, version.hasPolice, version.sortKey,
       coalesce((SELECT fullName FROM unitVersion parent WHERE parent.unitId = version.parentId AND ${alive('parent')}), '') AS parentName
     ${picksFrom} AND (@afterKey IS NULL OR (version.sortKey, unit.id) > (@afterKey, @afterId))
     ORDER BY version.sortKey, unit.id LIMIT @limit`,
  ).all(wanted) as (UnitPick & { sortKey: string })[];

export const countPicks = (db: Db, wanted: PicksWanted): number =>
  prepare(db, `${below} SELECT count(*) ${picksFrom}`).pluck().get(wanted) as number;

/** Ids of all units below one on a day, of its nature, in the order of names. */
export const listIdsUnder = (db: Db, wanted: { underId: string; level: UnitLevel | null; on: Day }): string[] =>
  prepare(
    db,
    `WITH RECURSIVE ${belowUnits} SELECT unit.id FROM below JOIN unit ON unit.id = below.id
     JOIN unitVersion version ON version.unitId = unit.id AND ${alive('version')}
     WHERE unit.id <> @underId AND (@level IS NULL OR unit.level = @level)
       AND nature = (SELECT nature FROM unit WHERE id = @underId)
     ORDER BY version.sortKey, unit.id`,
  )
    .pluck()
    .all(wanted) as string[];

export const countUnits = (
  db: Db,
  on: Day,
): { nature: UnitNature; level: UnitLevel; kind: UnitKind; count: number }[] =>
  prepare(
    db,
    `SELECT nature, level, kind, count(*) AS count FROM unitVersion version JOIN unit ON unit.id = unitId
     WHERE ${alive('version')} GROUP BY nature, level, kind ORDER BY nature, level, kind`,
  ).all({ on }) as { nature: UnitNature; level: UnitLevel; kind: UnitKind; count: number }[];

export const countMarked = (db: Db, on: Day): { areasWithoutPolice: number; keyUnits: number } =>
  prepare(
    db,
    `SELECT coalesce(sum(nature = 'area' AND hasPolice = 0), 0) AS areasWithoutPolice, coalesce(sum(isKey), 0) AS keyUnits
     FROM unitVersion version JOIN unit ON unit.id = unitId WHERE ${alive('version')}`,
  ).get({ on }) as { areasWithoutPolice: number; keyUnits: number };
