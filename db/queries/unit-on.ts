import type { Day } from '../api/day.ts';
import { all, type Db, prepare, q } from '../sql.ts';

/** SQL for the id of the version a unit had on a day: the last one begun by then, else its first; `column` holds the unit's id. */
export const versionIdOn = (column: string, day = '@on'): string =>
  `coalesce((SELECT id FROM unitVersion WHERE unitId = ${column} AND validFrom <= ${day} ORDER BY validFrom DESC LIMIT 1),
    (SELECT id FROM unitVersion WHERE unitId = ${column} ORDER BY validFrom LIMIT 1))`;

/** SQL for a unit's name in a list, from its version under `alias`. */
export const listNameOf = (alias: string): string =>
  `iif(${alias}.shortName = '', ${alias}.fullName, ${alias}.shortName)`;

/** SQL for a unit's name in a list on `@on`. */
export const unitNameOn = (column: string): string =>
  `(SELECT ${listNameOf('named')} FROM unitVersion named WHERE named.id = ${versionIdOn(column)})`;

/** SQL for the whole name of a unit on a day that `day` holds, as papers of that day have it. */
export const fullNameOn = (column: string, day = '@on'): string =>
  `(SELECT named.fullName FROM unitVersion named WHERE named.id = ${versionIdOn(column, day)})`;

/**
 * SQL for the ids of `@unitId` and all below it on `@on`; a unit that has ceased stays where it stood last, so that its
 * work is still found.
 */
export const unitIdsUnder = `
  WITH RECURSIVE below (id) AS (
    SELECT @unitId
    UNION
    SELECT child.unitId FROM below JOIN unitVersion child ON child.parentId = below.id
    WHERE child.validFrom <= @on AND NOT EXISTS (
      SELECT 1 FROM unitVersion newer WHERE newer.unitId = child.unitId AND newer.validFrom > child.validFrom AND newer.validFrom <= @on))
  SELECT id FROM below`;

const livesOn = (unitId: string, day: string): string => `EXISTS (SELECT 1 FROM unitVersion life
    WHERE life.unitId = ${unitId} AND life.validFrom <= ${day} AND (life.validTo IS NULL OR life.validTo > ${day}))`;

/**
 * SQL for the ids that `named` selects and all from which something came to them by `@on`, the same as predecessorsOf of
 * db/domain; `until`: the day from which what a predecessor that lives on does is its own again.
 */
const pastOf = (named: string): string => `
  WITH RECURSIVE past (id, leftOn) AS (
    SELECT id, '9999-12-31' FROM (${named})
    UNION
    SELECT edge.fromUnitId, event.effectiveOn FROM past CROSS JOIN unitLineage edge ON edge.toUnitId = past.id
      CROSS JOIN unitEvent event ON event.id = edge.eventId
    WHERE edge.fromUnitId <> edge.toUnitId AND event.effectiveOn <= @on
      AND (event.effectiveOn < past.leftOn OR NOT ${livesOn('past.id', 'event.effectiveOn')}))
  SELECT id, max(iif(${livesOn('past.id', 'past.leftOn')}, leftOn, '9999-12-31')) AS until FROM past GROUP BY id`;

/** SQL for the ids of those units and their predecessors. */
export const unitIdsOfPast = (named: string): string => `SELECT id FROM (${pastOf(named)})`;

/**
 * SQL that keeps the records of those units and their predecessors: `column` holds the unit's id, `day` the record's day.
 * Both subqueries stand for themselves, so that they are answered once and not for every row.
 */
export const belongsToPast = (column: string, day: string, named: string): string =>
  `${column} IN (${unitIdsOfPast(named)}) AND ${day} < coalesce((SELECT json_group_object(id, until) FROM (${pastOf(named)})
    WHERE until < '9999-12-31') ->> ${column.replace('+', '')}, '9999-12-31')`;

/** Name of a unit on a day; undefined for a unit nobody knows. */
export const findUnitName = (db: Db, unitId: string, on: Day): string | undefined =>
  (prepare(db, `SELECT ${unitNameOn('@unitId')}`)
    .pluck()
    .get({ unitId, on }) as string | null) ?? undefined;

/** Of these units, those with a version on a day. */
export function findAlive(db: Db, unitIds: readonly string[], on: Day): Set<string> {
  const alive = prepare(
    db,
    `SELECT unitId FROM unitVersion WHERE unitId IN (SELECT value FROM json_each(@ids))
     AND validFrom <= @on AND (validTo IS NULL OR validTo > @on)`,
  );
  return new Set(alive.pluck().all({ ids: JSON.stringify(unitIds), on }) as string[]);
}

export interface UnitLife {
  unitId: string;
  validFrom: Day;
  validTo: Day | null;
}

/** First day and end of the life of units; a unit without versions has none. */
export const listLives = (db: Db, unitIds: readonly string[]): UnitLife[] =>
  prepare(
    db,
    `SELECT unitId, min(validFrom) AS validFrom, iif(sum(validTo IS NULL) > 0, NULL, max(validTo)) AS validTo
     FROM unitVersion WHERE unitId IN (SELECT value FROM json_each(?)) GROUP BY unitId`,
  ).all(JSON.stringify(unitIds)) as UnitLife[];

/** Which of these ids are units at all. */
export const listKnownUnits = (db: Db, unitIds: readonly string[]): string[] =>
  all(
    db,
    q
      .selectFrom('unit')
      .select('id')
      .where('id', 'in', [...unitIds]),
  ).map((row) => row.id);
