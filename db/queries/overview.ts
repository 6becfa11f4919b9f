import type { UnitLevel } from '../api/contract/unit-words.ts';
import { addDays, type Day, daysBetween } from '../api/day.ts';
import type { Span } from '../api/span.ts';
import { AGEING_BAND_ENDS } from '../domain/assignment.ts';
import { addWork, monthParts, noWork, type WorkCounts } from '../domain/overview.ts';
import { type Db, prepare, type Value } from '../sql.ts';
import { listNameOf, versionIdOn } from './unit-on.ts';
import { inScopeOn, type Scope, scopeTable, scopeValue } from './unit-scope.ts';

/** What is looked at; without a scope the whole office. */
export interface Looked extends Span {
  readonly on: Day;
  readonly scope?: Scope | undefined;
}

/** By what work is counted: all together, by unit, by directing document (empty: none), by month of the deadline. */
export type Axis = 'all' | 'unit' | 'directive' | 'month';

type Bound = Record<string, Value>;

// The indexes are named: without statistics SQLite takes wider ones that were there before.
/** Leads that are not done and have a deadline. */
const open = `FROM assignmentState INDEXED BY assignmentState_open WHERE role = 'lead' AND isEnded = 0 AND currentDueOn IS NOT NULL`;
/** Leads that are done, whenever, and have a deadline. */
const done = `FROM assignmentState INDEXED BY assignmentState_done WHERE role = 'lead' AND processing = 'done' AND currentDueOn IS NOT NULL`;
const dueMonth = 'substr(currentDueOn, 1, 7)';
const inSpan = 'currentDueOn >= @from AND currentDueOn < @to';
const monthsIn = (name: string): string => `IN (SELECT value FROM json_each(@${name}))`;

const [band0, band1, band2] = AGEING_BAND_ENDS;

/** What is done, by how late; the same words as workMonth.outcome. */
const doneOutcome = `CASE WHEN completedOn <= currentDueOn THEN 'onTime'
  WHEN julianday(completedOn) - julianday(currentDueOn) <= ${band0} THEN 'late0'
  WHEN julianday(completedOn) - julianday(currentDueOn) <= ${band1} THEN 'late1'
  WHEN julianday(completedOn) - julianday(currentDueOn) <= ${band2} THEN 'late2' ELSE 'late3' END`;

/** What is not done on `@on`, by how late. */
const openOutcome = `CASE WHEN currentDueOn >= @on THEN 'within' WHEN currentDueOn >= @band0 THEN 'over0'
  WHEN currentDueOn >= @band1 THEN 'over1' WHEN currentDueOn >= @band2 THEN 'over2' ELSE 'over3' END`;

/**
 * Rows of (id, outcome, dueOn, n) that add up to the counts of countWork in db/domain. What is done is taken from workMonth
 * as if it were known on `@on`, then set right for the little that was done after that day; months cut by the period's ends
 * are read row by row.
 */
function piecesOf(axis: Axis, scope: Scope | undefined): string {
  const counter = axis === 'unit' || scope !== undefined ? 'unit' : axis === 'directive' ? 'task' : 'all';
  const id = { all: "''", unit: 'unitId', directive: 'taskId', month: dueMonth }[axis];
  const counterId = { all: "''", unit: 'id', directive: 'id', month: 'month' }[axis];
  const rowScope = scope === undefined ? '' : `AND ${inScopeOn(scope, 'unitId', 'currentDueOn')}`;
  const counterScope =
    scope === undefined ? '' : `AND ${inScopeOn(scope, 'workMonth.id', "(workMonth.month || '-01')")}`;
  const counters = `FROM workMonth WHERE axis = '${counter}' ${counterScope} AND month`;
  return `
    SELECT ${counterId} AS id, outcome, NULL AS dueOn, count AS n ${counters} ${monthsIn('past')}
    UNION ALL SELECT ${counterId}, 'within', NULL, count ${counters} ${monthsIn('later')}
    UNION ALL SELECT ${id}, ${doneOutcome}, NULL, -1 ${done} AND ${dueMonth} ${monthsIn('past')} AND completedOn > @on ${rowScope}
    UNION ALL SELECT ${id}, ${openOutcome}, currentDueOn, 1 ${done} AND ${dueMonth} ${monthsIn('past')} AND completedOn > @on ${rowScope}
    UNION ALL SELECT ${id}, 'within', NULL, -1 ${done} AND ${dueMonth} ${monthsIn('later')} AND completedOn <= @on ${rowScope}
    UNION ALL SELECT ${id}, 'onTime', NULL, 1 ${done} AND ${dueMonth} ${monthsIn('later')} AND completedOn <= @on ${rowScope}
    UNION ALL SELECT ${id}, iif(completedOn <= @on, ${doneOutcome}, ${openOutcome}), iif(completedOn <= @on, NULL, currentDueOn), 1
      ${done} AND ${dueMonth} ${monthsIn('cut')} AND ${inSpan} ${rowScope}
    UNION ALL SELECT ${id}, ${openOutcome}, currentDueOn, 1 ${open} AND ${inSpan} ${rowScope}`;
}

/** Months in which no unit comes or goes may be taken from the counters; the others are read row by row. */
function partsOf({ on, from, to, scope }: Looked): ReturnType<typeof monthParts> {
  const parts = monthParts({ from, to }, on);
  const turning = new Set(scope?.turningDays.filter((day) => !day.endsWith('-01')).map((day) => day.slice(0, 7)));
  const still = (months: readonly string[]): string[] => months.filter((month) => !turning.has(month));
  const turned = [...parts.past, ...parts.later].filter((month) => turning.has(month));
  return { past: still(parts.past), later: still(parts.later), cut: [...parts.cut, ...turned] };
}

/** SQL and values of the counts by an axis; exported for the plan and for measuring. */
export function countSql(axis: Axis, looked: Looked): { sql: string; bound: Bound } {
  const { on, from, to, scope } = looked;
  const isScoped = scope !== undefined;
  const months = partsOf(looked);
  // Counters by task know no units: what is done by some units is then read row by row.
  const isByRow = isScoped && axis === 'directive';
  const cut = isByRow ? [...months.cut, ...months.past, ...months.later] : months.cut;
  const bound: Bound = {
    ...{ on, from, to, cut: JSON.stringify(cut) },
    past: JSON.stringify(isByRow ? [] : months.past),
    later: JSON.stringify(isByRow ? [] : months.later),
    ...{ band0: addDays(on, -band0), band1: addDays(on, -band1), band2: addDays(on, -band2) },
    ...(isScoped ? { scope: scopeValue(scope) } : {}),
  };
  const counted = `counted AS (SELECT id, outcome, sum(n) AS n, min(dueOn) AS firstDueOn
    FROM (${piecesOf(axis, scope)}) GROUP BY id, outcome)`;
  const rows =
    axis === 'directive'
      ? `SELECT coalesce(directiveId, '') AS id, outcome, sum(n) AS n, min(firstDueOn) AS firstDueOn
         FROM counted CROSS JOIN task ON task.id = counted.id GROUP BY 1, 2 HAVING sum(n) <> 0`
      : 'SELECT id, outcome, n, firstDueOn FROM counted WHERE n <> 0';
  return { sql: `WITH ${isScoped ? `${scopeTable}, ` : ''}${counted} ${rows}`, bound };
}

interface CountedRow {
  id: string;
  outcome: 'onTime' | 'within' | `late${0 | 1 | 2 | 3}` | `over${0 | 1 | 2 | 3}`;
  n: number;
  firstDueOn: Day | null;
}

function workOfRow({ outcome, n, firstDueOn }: CountedRow, on: Day): WorkCounts {
  if (outcome === 'onTime') return { ...noWork(), doneOnTime: n };
  if (outcome === 'within') return { ...noWork(), within: n };
  const band = Number(outcome.at(-1));
  const ages = noWork().lateByAge.map((_, at) => (at === band ? n : 0));
  if (outcome.startsWith('late')) return { ...noWork(), doneLate: n, lateByAge: ages };
  const longestDaysLate = firstDueOn === null ? 0 : daysBetween(firstDueOn, on);
  return { ...noWork(), overdue: n, overdueByAge: ages, longestDaysLate };
}

/** Counts by what the axis says; of `all`, one entry under the empty key or none. */
export function countWorkBy(db: Db, axis: Axis, looked: Looked): Map<string, WorkCounts> {
  const { sql, bound } = countSql(axis, looked);
  const counts = new Map<string, WorkCounts>();
  for (const row of prepare(db, sql).all(bound) as CountedRow[])
    counts.set(row.id, addWork(counts.get(row.id) ?? noWork(), workOfRow(row, looked.on)));
  return counts;
}

export interface NamedUnit {
  readonly id: string;
  readonly name: string;
  readonly level: UnitLevel;
  /** First day without the unit, where it has an end. */
  readonly validTo: Day | null;
}

/** Units by their names on a day, in the order of names. */
export const listUnitNames = (db: Db, ids: Iterable<string>, on: Day): NamedUnit[] =>
  prepare(
    db,
    `SELECT unit.id, ${listNameOf('version')} AS name, unit.level,
       (SELECT validTo FROM unitVersion WHERE unitId = unit.id ORDER BY validFrom DESC LIMIT 1) AS validTo FROM unit
     JOIN unitVersion version ON version.id = ${versionIdOn('unit.id')}
     WHERE unit.id IN (SELECT value FROM json_each(@ids)) ORDER BY version.sortKey, unit.id`,
  ).all({ ids: JSON.stringify([...ids]), on }) as NamedUnit[];

/** Levels of units. */
export const listLevelsOf = (db: Db, ids: Iterable<string>): { id: string; level: UnitLevel }[] =>
  prepare(db, 'SELECT id, level FROM unit WHERE id IN (SELECT value FROM json_each(?))').all(
    JSON.stringify([...ids]),
  ) as { id: string; level: UnitLevel }[];

/** Numbers and subjects of documents. */
export const listDirectiveWords = (db: Db, ids: readonly string[]): { id: string; number: string; subject: string }[] =>
  prepare(db, 'SELECT id, number, subject FROM directive WHERE id IN (SELECT value FROM json_each(?))').all(
    JSON.stringify(ids),
  ) as { id: string; number: string; subject: string }[];

export interface DeadlineRecord {
  dueOn: Day;
  taskId: string;
  content: string;
  directiveNumber: string | null;
  assignedOn: Day;
  doneOnTime: number;
  doneLate: number;
  overdue: number;
  within: number;
}

/** What falls due in a period by day and task, earliest first; `total` is the number of all such pairs. */
export function listDeadlines(db: Db, looked: Looked & { limit: number }): { rows: DeadlineRecord[]; total: number } {
  const { on, from, to, scope, limit } = looked;
  const { past, later, cut } = monthParts({ from, to }, on);
  const isOne = scope === undefined ? '' : `AND ${inScopeOn(scope, 'unitId', 'currentDueOn')}`;
  const found = prepare(
    db,
    `WITH ${scope === undefined ? '' : `${scopeTable}, `} due AS (
       SELECT currentDueOn AS dueOn, taskId, completedOn <= @on AS isDone, completedOn <= currentDueOn AS isOnTime
         ${done} AND ${dueMonth} ${monthsIn('months')} AND ${inSpan} ${isOne}
       UNION ALL SELECT currentDueOn, taskId, 0, 0 ${open} AND ${inSpan} ${isOne}),
     day AS (
       SELECT dueOn, taskId, sum(isDone AND isOnTime) AS doneOnTime, sum(isDone AND NOT isOnTime) AS doneLate,
         sum(NOT isDone AND dueOn < @on) AS overdue, sum(NOT isDone AND dueOn >= @on) AS within, count(*) OVER () AS total
       FROM due GROUP BY dueOn, taskId ORDER BY dueOn, taskId LIMIT @limit)
     SELECT day.*, task.content, task.assignedOn, directive.number AS directiveNumber
     FROM day JOIN task ON task.id = day.taskId LEFT JOIN directive ON directive.id = task.directiveId ORDER BY dueOn, day.taskId`,
  ).all({
    ...{ on, from, to, limit, months: JSON.stringify([...past, ...later, ...cut]) },
    ...(scope === undefined ? {} : { scope: scopeValue(scope) }),
  }) as (DeadlineRecord & { total: number })[];
  return { rows: found.map(({ total: _total, ...row }) => row), total: found[0]?.total ?? 0 };
}
