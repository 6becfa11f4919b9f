import type { z } from 'zod';
import type { AssignmentCounts, AssignmentFilter, AssignmentRow, assignmentSorts } from '../api/contract/assignment.ts';
import type { Timeliness } from '../api/contract/task-words.ts';
import { addDays, type Day } from '../api/day.ts';
import { SOON_DAYS, timelinessOn } from '../domain/assignment.ts';
import { foldText } from '../domain/text.ts';
import { type Db, prepare, type Statement, type Value } from '../sql.ts';
import { readCursor, showCursor } from './cursor.ts';
import { type Fenced, listFences } from './fences.ts';
import { belongsToPast, listNameOf, unitIdsOfPast, unitIdsUnder, versionIdOn } from './unit-on.ts';
import { belongsBy, heirOf, unitIdsBy } from './unit-scope.ts';

export type Sort = (typeof assignmentSorts)[number];
/** A row before the handler has counted missing reports, which takes the rules of periods. */
type Row = Omit<z.output<typeof AssignmentRow>, 'missingCount'>;
type Bound = Record<string, Value>;

/** SQL for timeliness on `@on`, the same as timelinessOn of db/domain; `state` is assignmentState. `@soonTo` is the last day of Sắp đến hạn. */
export const timelinessSql = `CASE
  WHEN state.processing IN ('returned', 'handedOn', 'cancelled') THEN 'stopped'
  WHEN state.currentDueOn IS NULL THEN 'noDeadline'
  WHEN state.processing = 'done' AND state.completedOn <= @on THEN iif(state.completedOn <= state.currentDueOn, 'doneOnTime', 'doneLate')
  WHEN @on > state.currentDueOn THEN 'overdue'
  WHEN state.currentDueOn <= @soonTo THEN 'dueSoon'
  ELSE 'notYetDue' END`;

/** SQL for the days late on `@on`, the same as daysLate of timelinessOn; 0 when not late. */
export const daysLateSql = `CASE WHEN state.currentDueOn IS NULL OR state.processing IN ('returned', 'handedOn', 'cancelled') THEN 0
  ELSE max(0, CAST(julianday(iif(state.processing = 'done' AND state.completedOn <= @on, state.completedOn, @on))
    - julianday(state.currentDueOn) AS INTEGER)) END`;

/** In the words of the index assignmentState_awaiting, which serves it. */
const awaitsDecisionSql = `state.processing IN ('awaitingApproval', 'returnRequested') OR state.requestedDueOn IS NOT NULL`;

/** What timelinessSql needs besides the date of view. */
export const daysOf = (on: Day): { on: Day; soonTo: Day } => ({
  on,
  soonTo: addDays(on, SOON_DAYS),
});

/** A text to look for, folded and with the signs of LIKE taken literally. */
export const likeText = (text: string): string => `%${foldText(text).replace(/[\\%_]/g, '\\$&')}%`;

const noDeadlineKey = '9999-12-31';
const dueKey = `coalesce(state.currentDueOn, '${noDeadlineKey}')`;

const namedUnits = ({ isUnder, tree }: AssignmentFilter): string =>
  tree !== undefined ? unitIdsBy(tree, isUnder) : isUnder ? unitIdsUnder : 'SELECT @unitId AS id';

/** Units whose work can be among what matches, where the filter names units; else all. */
const unitsOf = (filter: AssignmentFilter): string => {
  if (filter.unitId === undefined) return '';
  return `AND unitId IN (${filter.withPredecessors ? unitIdsOfPast(namedUnits(filter)) : namedUnits(filter)})`;
};

/** Of the time, the day whose tree counts. */
const dayOfTree = 'coalesce(state.currentDueOn, @on)';

/** Each filter that is set, as SQL over `a` (assignment) and `state`, with its value bound by the filter's own name. */
const conditions: {
  readonly [K in keyof AssignmentFilter]-?: (filter: AssignmentFilter) => string;
} = {
  text: () => `(a.taskId IN (SELECT task.id FROM task LEFT JOIN directive ON directive.id = task.directiveId
      WHERE task.searchKey LIKE @text ESCAPE '\\' OR directive.searchKey LIKE @text ESCAPE '\\')
    OR a.unitId IN (SELECT unitId FROM unitVersion WHERE searchKey LIKE @text ESCAPE '\\'))`,
  directiveId: () => 'a.taskId IN (SELECT id FROM task WHERE directiveId = @directiveId)',
  hasDirective: () => 'state.taskId IN (SELECT id FROM task WHERE (directiveId IS NOT NULL) = @hasDirective)',
  taskId: () => 'a.taskId = @taskId',
  unitId: (filter) => {
    if (filter.withPredecessors) return belongsToPast('a.unitId', 'a.assignedOn', namedUnits(filter));
    if (filter.tree !== undefined) return belongsBy(filter.tree, filter.isUnder, 'a.unitId', dayOfTree);
    return filter.isUnder ? `a.unitId IN (${unitIdsUnder})` : 'a.unitId = @unitId';
  },
  isUnder: () => 'TRUE',
  tree: () => 'TRUE',
  withinId: () => belongsBy('ofTheTime', true, 'a.unitId', dayOfTree).replaceAll('@unitId', '@withinId'),
  withPredecessors: () => 'TRUE',
  timeliness: (filter) => `${timelinessSql} IN (SELECT value FROM json_each(@timeliness))${dueRangeOf(filter)}`,
  processing: () => 'state.processing IN (SELECT value FROM json_each(@processing))',
  awaitsDecision: (filter) => (filter.awaitsDecision ? `(${awaitsDecisionSql})` : `NOT (${awaitsDecisionSql})`),
  taskKind: () => 'a.taskId IN (SELECT id FROM task WHERE kind = @taskKind)',
  periodRuleId: () => 'a.taskId IN (SELECT id FROM task WHERE periodRuleId = @periodRuleId)',
  dueFrom: () => 'state.currentDueOn >= @dueFrom',
  dueTo: () => 'state.currentDueOn < @dueTo',
  lateFrom: () => `${daysLateSql} >= @lateFrom`,
  lateThrough: () => `${daysLateSql} <= @lateThrough`,
  level: ({ tree }) =>
    `${tree === 'ofToday' ? heirOf('state.unitId') : 'state.unitId'} IN (SELECT id FROM unit WHERE level = @level)`,
  // The plus keeps the index of those that wait: they are few, leads are not.
  role: (filter) => (filter.role === 'any' ? 'TRUE' : `${filter.awaitsDecision ? '+' : ''}state.role = @role`),
};

/** What a state says of the deadline, so that an index of deadlines can be used; the state itself still decides. */
const dueRanges: Partial<Record<z.output<typeof Timeliness>, string>> = {
  overdue: `AND state.isEnded IN (0, 1) AND ${dueKey} < @on`,
  dueSoon: `AND state.isEnded IN (0, 1) AND ${dueKey} BETWEEN @on AND @soonTo`,
};

const dueRangeOf = ({ timeliness }: AssignmentFilter): string =>
  timeliness?.length === 1 && timeliness[0] !== undefined ? ` ${dueRanges[timeliness[0]] ?? ''}` : '';

function whereOf(filter: AssignmentFilter): { where: string; bound: Bound } {
  const bound: Bound = {};
  const parts: string[] = [];
  for (const [name, value] of Object.entries(filter) as [keyof AssignmentFilter, unknown][]) {
    if (value === undefined || (name === 'text' && foldText(String(value)) === '')) continue;
    parts.push(conditions[name](filter));
    bound[name] =
      name === 'text' ? likeText(String(value)) : Array.isArray(value) ? JSON.stringify(value) : bindable(value);
  }
  return { where: parts.join(' AND '), bound };
}

const bindable = (value: unknown): Value => (typeof value === 'boolean' ? Number(value) : (value as Value));

/** Order of each sort, what follows a cursor in it, and the values a cursor holds. */
const sorts: {
  readonly [S in Sort]: {
    orderBy: string;
    after: string;
    keys: readonly (keyof Listed)[];
  };
} = {
  /**
   * Open work first, the earliest deadline first. Uses index assignmentState_by_due: its second column is an expression, which
   * SQLite finds in a comparison of its own but not in one of row values, so open and ended work are read one after the other.
   */
  due: {
    orderBy: `state.isEnded, ${dueKey}, state.assignmentId`,
    after: `state.isEnded = @after1 AND ${dueKey} >= @after2 AND (${dueKey} > @after2 OR state.assignmentId > @after3)`,
    keys: ['isEnded', 'dueKey', 'id'],
  },
  /** Units by name, the work of each by deadline; read unit by unit, since no index can hold names that change with the day. */
  unit: {
    orderBy: `version.sortKey, a.unitId, ${dueKey}, state.assignmentId`,
    after: `(a.unitId <> @after2 OR (${dueKey}, state.assignmentId) > (@after3, @after4))`,
    keys: ['sortKey', 'unitId', 'dueKey', 'id'],
  },
  /** What something happened to last, first. Uses index assignmentState_by_touch. */
  changed: {
    orderBy: 'state.touchedLam DESC, state.assignmentId',
    after: `(state.touchedLam < @after1 OR (state.touchedLam = @after1 AND state.assignmentId > @after2))`,
    keys: ['touchedLam', 'id'],
  },
};

interface Listed extends Omit<Row, 'timeliness' | 'originalTimeliness' | 'daysLate'> {
  isEnded: 0 | 1;
  completedOn: Day | null;
  dueKey: string;
  sortKey: string;
  touchedLam: number;
}

const columns = `state.assignmentId AS id, a.taskId, task.content, task.kind AS taskKind, task.directiveId,
  directive.number AS directiveNumber, a.unitId, ${listNameOf('version')} AS unitName,
  iif(version.validTo <= @on, version.validTo, NULL) AS unitEndedOn, a.role,
  (SELECT count(*) FROM assignment support WHERE support.leadId = a.id) AS supportCount,
  state.currentDueOn, a.originalDueOn, a.note, state.percent, state.processing, state.reminderCount, state.requestedDueOn,
  state.latestReportId, state.completedOn, state.isEnded, ${dueKey} AS dueKey, version.sortKey, state.touchedLam`;

/** True when a filter of the assignment itself names few rows. */
const isNarrow = (filter: AssignmentFilter): boolean =>
  (filter.text ?? filter.taskId ?? filter.unitId ?? filter.withinId ?? filter.directiveId) !== undefined;

/** CROSS JOIN fixes where the walk begins, which SQLite can only guess without statistics: at few assignments, else along an index of states. */
const statesOf = (filter: AssignmentFilter): string =>
  isNarrow(filter)
    ? 'assignment a CROSS JOIN assignmentState state ON state.assignmentId = a.id'
    : 'assignmentState state CROSS JOIN assignment a ON a.id = state.assignmentId';

const tablesOf = (filter: AssignmentFilter): string => `${statesOf(filter)} JOIN task ON task.id = a.taskId
  LEFT JOIN directive ON directive.id = task.directiveId JOIN unitVersion version ON version.id = ${versionIdOn('a.unitId')}`;

/** SQL and values of one page: one row more than asked for tells whether another page follows. */
export function assignmentPageSql(page: PageArgs): {
  sql: string;
  bound: Bound;
} {
  const { where, bound } = whereOf(page.filter);
  const sort = sorts[page.sort];
  const cursor = readCursor(page.after, sort.keys.length);
  for (const [index, value] of (cursor ?? []).entries()) bound[`after${index + 1}`] = value;
  const after = cursor === undefined ? '' : `AND ${sort.after}`;
  const sql = `SELECT ${columns} FROM ${tablesOf(page.filter)} WHERE ${where} ${after} ORDER BY ${sort.orderBy} LIMIT @limit`;
  return {
    sql,
    bound: { ...bound, ...daysOf(page.on), limit: page.limit + 1 },
  };
}

export interface ListArgs {
  readonly on: Day;
  readonly filter: AssignmentFilter;
  readonly sort: Sort;
}

export interface PageArgs extends ListArgs {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Expressions for the values of a cursor. */
const keySql: { readonly [K in keyof Listed]?: string } = {
  isEnded: 'state.isEnded',
  dueKey,
  sortKey: 'version.sortKey',
  unitId: 'a.unitId',
  touchedLam: 'state.touchedLam',
  id: 'state.assignmentId',
};

/** Units that have work, each with the version it has on the day. */
const workingUnits = `SELECT unit.id AS unitId, version.id AS versionId, version.sortKey FROM unit
  JOIN unitVersion version ON version.id = ${versionIdOn('unit.id')}
  WHERE EXISTS (SELECT 1 FROM assignment WHERE assignment.unitId = unit.id)`;

/** The list without what its rows show: only the order by unit needs more than the state. */
function fencedOf({ on, filter, sort }: ListArgs): Fenced {
  const { where, bound } = whereOf(filter);
  const { orderBy, keys } = sorts[sort];
  const byUnit = `(${workingUnits}) version CROSS JOIN assignment a ON a.unitId = version.unitId
    CROSS JOIN assignmentState state ON state.assignmentId = a.id`;
  const rows = sort === 'unit' ? byUnit : needsAssignment(filter) ? statesOf(filter) : 'assignmentState state';
  return {
    keys: keys.map((key) => keySql[key] ?? key),
    from: `FROM ${rows} WHERE ${where}`,
    orderBy,
    bound: { ...bound, ...daysOf(on) },
  };
}

/** Rows unit by unit in the order of names, from where a page ended, until there are enough. */
function listByUnit(db: Db, page: PageArgs): Listed[] {
  const [afterKey = '', afterUnit = ''] = readCursor(page.after, sorts.unit.keys.length) ?? [];
  const units = prepare(
    db,
    `SELECT unitId FROM (${workingUnits}) WHERE (sortKey, unitId) >= (@afterKey, @afterUnit) ${unitsOf(page.filter)}
     ORDER BY sortKey, unitId`,
  ).pluck();
  const { where, bound } = whereOf(page.filter);
  const ofUnit = (after: string): Statement =>
    prepare(
      db,
      `SELECT ${columns} FROM ${tablesOf({ ...page.filter, unitId: '' })} WHERE a.unitId = @atUnit AND ${where} ${after}
       ORDER BY ${dueKey}, state.assignmentId LIMIT @limit`,
    );
  const [first, others] = [ofUnit(`AND ${sorts.unit.after}`), ofUnit('')];
  const cursor = readCursor(page.after, sorts.unit.keys.length) ?? [];
  const held = Object.fromEntries(cursor.map((value, index) => [`after${index + 1}`, value]));
  const shared = { ...bound, ...daysOf(page.on) };
  const rows: Listed[] = [];
  for (const atUnit of units.all({ afterKey, afterUnit, on: page.on, unitId: page.filter.unitId ?? '' }) as string[]) {
    const limit = page.limit + 1 - rows.length;
    if (limit <= 0) break;
    const statement = atUnit === afterUnit ? first : others;
    const own = atUnit === afterUnit ? held : {};
    rows.push(...(statement.all({ ...shared, ...own, atUnit, limit }) as Listed[]));
  }
  return rows;
}

/** Where the pages of a list begin. */
export const listAssignmentFences = (db: Db, list: ListArgs, step: (done: number) => void): string[] =>
  listFences(db, fencedOf(list), step);

/** What follows the last open row: all that has ended. */
const endedFrom = showCursor([1, '', '']);

function listInOrder(db: Db, page: PageArgs): Listed[] {
  const { sql, bound } = assignmentPageSql(page);
  const rows = prepare(db, sql).all(bound) as Listed[];
  const isAmongOpen = page.sort === 'due' && bound['after1'] === 0;
  if (!isAmongOpen || rows.length > page.limit) return rows;
  const more = assignmentPageSql({ ...page, after: endedFrom });
  return [...rows, ...(prepare(db, more.sql).all({ ...more.bound, limit: page.limit + 1 - rows.length }) as Listed[])];
}

/** One page of assignments with their timeliness on a day. */
export function listAssignments(
  db: Db,
  page: PageArgs & { readonly isCounted: boolean },
): { rows: Row[]; next: string | null; total: number } {
  const found = page.sort === 'unit' ? listByUnit(db, page) : listInOrder(db, page);
  const listed = found.slice(0, page.limit);
  const last = found.length > page.limit ? listed.at(-1) : undefined;
  const next = last === undefined ? null : showCursor(sorts[page.sort].keys.map((key) => last[key] as string | number));
  return {
    rows: listed.map((row) => withTimeliness(row, page.on)),
    next,
    total: page.isCounted ? countAssignments(db, page.on, page.filter).total : 0,
  };
}

/** A row as the list shows it: timeliness is computed for the date of view, never stored. */
export function withTimeliness(listed: Listed, on: Day): Row {
  const {
    isEnded: _isEnded,
    completedOn: _completedOn,
    dueKey: _dueKey,
    sortKey: _sortKey,
    touchedLam: _touchedLam,
    ...row
  } = listed;
  const { current, original, daysLate } = timelinessOn(listed, listed.originalDueOn, on);
  return {
    ...row,
    timeliness: current,
    originalTimeliness: original,
    daysLate,
  };
}

/** Rows by id or by lead, without paging: for the detail of one assignment. */
export function listSharesBy(
  db: Db,
  column: 'id' | 'leadId',
  id: string,
  on: Day,
): (Row & { completedOn: Day | null })[] {
  const rows = prepare(
    db,
    `SELECT ${columns} FROM ${tablesOf({ taskId: '', isUnder: false, role: 'any' })} WHERE a.${column} = @id ORDER BY version.sortKey, a.id`,
  ).all({ id, on });
  return (rows as Listed[]).map((row) => ({
    ...withTimeliness(row, on),
    completedOn: row.completedOn,
  }));
}

/** False while the state alone answers, from the index assignmentState_by_count. */
const needsAssignment = (filter: AssignmentFilter): boolean =>
  isNarrow(filter) || (filter.taskKind ?? filter.periodRuleId) !== undefined;

/** Numbers of assignments by timeliness on a day, and of those that wait for a decision. */
export function countAssignments(db: Db, on: Day, filter: AssignmentFilter): z.output<typeof AssignmentCounts> {
  const { where, bound } = whereOf(filter);
  const rows = prepare(
    db,
    `SELECT ${timelinessSql} AS timeliness, count(*) AS count, sum(${awaitsDecisionSql}) AS awaits
     FROM ${needsAssignment(filter) ? statesOf(filter) : 'assignmentState state'} WHERE ${where} GROUP BY 1`,
  ).all({ ...bound, ...daysOf(on) }) as {
    timeliness: z.output<typeof Timeliness>;
    count: number;
    awaits: number;
  }[];
  const counts = emptyCounts();
  let awaitsDecision = 0;
  for (const row of rows) {
    counts[row.timeliness] = row.count;
    counts.total += row.count;
    awaitsDecision += row.awaits;
  }
  return { ...counts, awaitsDecision };
}

/** No assignment of any timeliness. */
export const emptyCounts = (): Record<z.output<typeof Timeliness> | 'total', number> => ({
  total: 0,
  noDeadline: 0,
  notYetDue: 0,
  dueSoon: 0,
  overdue: 0,
  doneOnTime: 0,
  doneLate: 0,
  stopped: 0,
});

/** Ids of assignments that match on a day, at most `limit`, in the order of ids. */
export function listAssignmentIds(
  db: Db,
  { on, filter }: { on: Day; filter: AssignmentFilter },
  limit: number,
): string[] {
  const { where, bound } = whereOf(filter);
  return prepare(db, `SELECT a.id FROM ${statesOf(filter)} WHERE ${where} ORDER BY a.id LIMIT @rowLimit`)
    .pluck()
    .all({ ...bound, ...daysOf(on), rowLimit: limit }) as string[];
}
