import type { TreeMode } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';
import { unitIdsUnder } from './unit-on.ts';

/** Before and after every day. */
const [FIRST, LAST] = ['0001-01-01', '9999-12-31'];

/**
 * SQL for (id, fromOn, toOn): the days `[fromOn, toOn)` on which a unit is `@unitId` or stands below it; an ended unit stays
 * where it stood last, one that is yet to begin where it stands first, so that no work of any day is lost.
 */
const timesUnder = `
  WITH RECURSIVE below (id, fromOn, toOn) AS (
    SELECT @unitId, '${FIRST}', '${LAST}'
    UNION
    SELECT child.unitId,
      max(below.fromOn, iif(EXISTS (SELECT 1 FROM unitVersion older WHERE older.unitId = child.unitId AND older.validFrom < child.validFrom),
        child.validFrom, '${FIRST}')),
      min(below.toOn, coalesce((SELECT min(newer.validFrom) FROM unitVersion newer
        WHERE newer.unitId = child.unitId AND newer.validFrom > child.validFrom), '${LAST}'))
    FROM below JOIN unitVersion child ON child.parentId = below.id WHERE below.fromOn < below.toOn)
  SELECT id, fromOn, toOn FROM below WHERE fromOn < toOn`;

/** SQL that holds where a row of unitSuccession says who carries on on `@on`. */
export const inForce = (alias: string): string =>
  `${alias}.fromOn <= @on AND (${alias}.toOn IS NULL OR ${alias}.toOn > @on)`;

/** SQL for the unit that carries on what the unit in `column` left, or that unit itself; as on `@on`. */
export const heirOf = (column: string): string =>
  `coalesce((SELECT heir.heirId FROM unitSuccession heir WHERE heir.unitId = ${column} AND ${inForce('heir')}), ${column})`;

/**
 * SQL for the ids of the units that `named` selects and of those whose work they carry on on `@on`; without units whose work
 * is carried on elsewhere. What cannot be carried over stays where its unit stood last.
 */
const carriedOn = (named: string): string => `
  SELECT named.id FROM (${named}) named WHERE NOT EXISTS (
    SELECT 1 FROM unitSuccession gone WHERE gone.unitId = named.id AND gone.heirId IS NOT NULL AND ${inForce('gone')})
  UNION SELECT came.unitId FROM unitSuccession came WHERE ${inForce('came')} AND came.heirId IN (${named})`;

/** SQL for the ids of all units whose work may be that of `@unitId`, with all below it where `isUnder`. */
export function unitIdsBy(tree: TreeMode, isUnder: boolean): string {
  if (tree === 'ofToday') return carriedOn(isUnder ? unitIdsUnder : 'SELECT @unitId AS id');
  return isUnder ? `SELECT id FROM (${timesUnder})` : 'SELECT @unitId AS id';
}

const allDays = `julianday('${LAST}') - julianday('${FIRST}')`;

/** SQL for one JSON object: by unit that is under `@unitId` at some times only, the list of these times. */
const timesOfSome = `(SELECT json_group_object(id, json(times)) FROM (
  SELECT id, json_group_array(json_array(fromOn, toOn)) AS times FROM (${timesUnder}) GROUP BY id
  HAVING sum(julianday(toOn) - julianday(fromOn)) < ${allDays}))`;

/**
 * SQL that holds where the unit in `column` belongs to `@unitId` in one of the two ways; `day` is the day whose tree counts.
 * The subqueries stand for themselves, so that they are answered once and not for every row.
 */
export function belongsBy(tree: TreeMode, isUnder: boolean, column: string, day: string): string {
  const isOne = `${column} IN (${unitIdsBy(tree, isUnder)})`;
  if (tree === 'ofToday' || !isUnder) return isOne;
  return `${isOne} AND coalesce((SELECT max(${day} >= value ->> 0 AND ${day} < value ->> 1) FROM json_each(${timesOfSome} -> ${column})), 1)`;
}

/** A unit of a scope during `[fromOn, toOn)`. */
export interface ScopeUnit {
  readonly id: string;
  readonly fromOn: Day;
  readonly toOn: Day;
}

/** The units that belong to one in one of the two ways; some of them at some times only. */
export interface Scope {
  readonly units: readonly ScopeUnit[];
  /** True when the day matters. */
  readonly isTimed: boolean;
  /** Days on which some unit comes or goes. */
  readonly turningDays: readonly Day[];
}

/** Which units a scope holds; of today on the day `on`. */
export function readScope(db: Db, { unitId, tree, on }: { unitId: string; tree: TreeMode; on: Day }): Scope {
  if (tree === 'ofToday') {
    const ids = prepare(db, unitIdsBy(tree, true)).pluck().all({ unitId, on }) as string[];
    return { units: ids.map((id) => ({ id, fromOn: FIRST, toOn: LAST })), isTimed: false, turningDays: [] };
  }
  const pieces = prepare(db, `SELECT id, fromOn, toOn FROM (${timesUnder}) ORDER BY id, fromOn`).all({
    unitId,
  }) as ScopeUnit[];
  const units: ScopeUnit[] = [];
  for (const piece of pieces) {
    const last = units.at(-1);
    if (last?.id === piece.id && last.toOn === piece.fromOn) units[units.length - 1] = { ...last, toOn: piece.toOn };
    else units.push(piece);
  }
  const turning = units.flatMap(({ fromOn, toOn }) => [fromOn, toOn]).filter((day) => day !== FIRST && day !== LAST);
  return { units, isTimed: turning.length > 0, turningDays: [...new Set(turning)] };
}

/** SQL and value of a scope as a common table `scope`. */
export const scopeTable = `scope (id, fromOn, toOn) AS MATERIALIZED (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(@scope))`;
export const scopeValue = ({ units }: Scope): string =>
  JSON.stringify(units.map(({ id, fromOn, toOn }) => [id, fromOn, toOn]));

/** SQL that holds where the unit in `column` is in the table `scope` on a day. */
export const inScopeOn = ({ isTimed }: Scope, column: string, day: string): string =>
  isTimed
    ? `EXISTS (SELECT 1 FROM scope WHERE scope.id = ${column} AND scope.fromOn <= ${day} AND scope.toOn > ${day})`
    : `${column} IN (SELECT id FROM scope)`;

/** Of ended units, who carries on their work on a day, or why nobody can be named. */
export interface Carried {
  readonly unitId: string;
  readonly heirId: string | null;
  readonly reason: 'split' | 'unknown' | 'none' | null;
}

/** Every ended unit of a day. */
export const listCarried = (db: Db, on: Day): Carried[] =>
  prepare(db, `SELECT unitId, heirId, reason FROM unitSuccession row WHERE ${inForce('row')}`).all({ on }) as Carried[];
