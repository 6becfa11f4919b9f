import type { z } from 'zod';
import type { TaskDetail, TaskFilter, TaskRow, TimelinessCounts } from '../api/contract/task.ts';
import type { Timeliness } from '../api/contract/task-words.ts';
import type { Day } from '../api/day.ts';
import { foldText } from '../domain/text.ts';
import type { Row } from '../entities/index.ts';
import { type Db, one, prepare, q, type Value } from '../sql.ts';
import { daysOf, emptyCounts, likeText, timelinessSql } from './assignment.ts';
import { readCursor, showCursor } from './cursor.ts';
import { listFences } from './fences.ts';
import { listNameOf, unitNameOn, versionIdOn } from './unit-on.ts';

export const findTask = (db: Db, id: string): Row<'task'> | undefined =>
  one(db, q.selectFrom('task').selectAll().where('id', '=', id));

/** Ids of a task and of every task above it, itself first. */
export const listAncestors = (db: Db, taskId: string): string[] =>
  prepare(
    db,
    `WITH RECURSIVE up (id, depth) AS (
       SELECT ?, 0 UNION SELECT task.parentId, depth + 1 FROM up JOIN task ON task.id = up.id WHERE task.parentId IS NOT NULL AND depth < 100)
     SELECT id FROM up ORDER BY depth`,
  )
    .pluck()
    .all(taskId) as string[];

/** What hangs on a task: assignments and tasks split off from it. */
export const countUsesOfTask = (db: Db, taskId: string): number =>
  prepare(
    db,
    'SELECT (SELECT count(*) FROM assignment WHERE taskId = @id) + (SELECT count(*) FROM task WHERE parentId = @id)',
  )
    .pluck()
    .get({ id: taskId }) as number;

type Counts = z.output<typeof TimelinessCounts>;
type Listed = Omit<z.output<typeof TaskRow>, 'counts' | 'nextDueOn'>;

const columns = `task.id, task.content, task.clause, task.kind, task.directiveId, directive.number AS directiveNumber, task.assignedOn,
  task.product, task.assignedBy`;

export interface TaskPageArgs extends TaskFilter {
  readonly on: Day;
  readonly after?: string | undefined;
  readonly limit: number;
  readonly isCounted: boolean;
}

function whereOf(page: TaskFilter): {
  where: string;
  bound: Record<string, Value>;
} {
  const bound: Record<string, Value> = {};
  const parts = ['TRUE'];
  if (page.text !== undefined && foldText(page.text) !== '') {
    parts.push(`(task.searchKey LIKE @text ESCAPE '\\' OR directive.searchKey LIKE @text ESCAPE '\\')`);
    bound['text'] = likeText(page.text);
  }
  if (page.directiveId !== undefined) {
    parts.push('task.directiveId = @directiveId');
    bound['directiveId'] = page.directiveId;
  }
  if (page.kind !== undefined) {
    parts.push('task.kind = @kind');
    bound['kind'] = page.kind;
  }
  if (page.notBelow !== undefined) {
    parts.push(
      `task.id NOT IN (WITH RECURSIVE down (id) AS (SELECT @notBelow UNION SELECT task.id FROM down JOIN task ON task.parentId = down.id) SELECT id FROM down)`,
    );
    bound['notBelow'] = page.notBelow;
  }
  return { where: parts.join(' AND '), bound };
}

const listed = 'task LEFT JOIN directive ON directive.id = task.directiveId';
const newestFirst = 'task.assignedOn DESC, task.id DESC';

/** Where the pages of the list begin. */
export function listTaskFences(db: Db, list: TaskFilter, step: (done: number) => void): string[] {
  const { where, bound } = whereOf(list);
  const from = `FROM ${listed} WHERE ${where}`;
  return listFences(db, { keys: ['task.assignedOn', 'task.id'], from, orderBy: newestFirst, bound }, step);
}

/** Tasks, the newest first, with their leads by timeliness on a day. Uses index task_by_assigned. */
export function listTasks(
  db: Db,
  page: TaskPageArgs,
): { rows: z.output<typeof TaskRow>[]; next: string | null; total: number } {
  const { where, bound } = whereOf(page);
  const cursor = readCursor(page.after, 2);
  const after = cursor === undefined ? '' : 'AND (task.assignedOn, task.id) < (@after1, @after2)';
  const found = prepare(
    db,
    `SELECT ${columns} FROM ${listed} WHERE ${where} ${after} ORDER BY ${newestFirst} LIMIT @limit`,
  ).all({
    ...bound,
    after1: cursor?.[0] ?? null,
    after2: cursor?.[1] ?? null,
    limit: page.limit + 1,
  }) as Listed[];
  const shown = found.slice(0, page.limit);
  const last = found.length > page.limit ? shown.at(-1) : undefined;
  const total = page.isCounted
    ? (prepare(db, `SELECT count(*) FROM ${listed} WHERE ${where}`).pluck().get(bound) as number)
    : 0;
  return {
    rows: withCounts(db, shown, page.on),
    next: last === undefined ? null : showCursor([last.assignedOn, last.id]),
    total,
  };
}

function withCounts<T extends Listed>(
  db: Db,
  tasks: readonly T[],
  on: Day,
): (T & { counts: Counts; nextDueOn: Day | null })[] {
  const rows = prepare(
    db,
    `SELECT a.taskId, ${timelinessSql} AS timeliness, count(*) AS count, min(iif(state.isEnded, NULL, state.currentDueOn)) AS nextDueOn
     FROM assignment a JOIN assignmentState state ON state.assignmentId = a.id
     WHERE a.taskId IN (SELECT value FROM json_each(@ids)) AND a.role = 'lead' GROUP BY 1, 2`,
  ).all({ ids: JSON.stringify(tasks.map((task) => task.id)), ...daysOf(on) });
  const found = rows as {
    taskId: string;
    timeliness: z.output<typeof Timeliness>;
    count: number;
    nextDueOn: Day | null;
  }[];
  return tasks.map((task) => {
    const counts = emptyCounts();
    let nextDueOn: Day | null = null;
    for (const row of found) {
      if (row.taskId !== task.id) continue;
      counts[row.timeliness] = row.count;
      counts.total += row.count;
      if (row.nextDueOn !== null && (nextDueOn === null || row.nextDueOn < nextDueOn)) nextDueOn = row.nextDueOn;
    }
    return { ...task, counts, nextDueOn };
  });
}

type Detail = Omit<z.output<typeof TaskDetail>, 'periodRule'> & {
  periodRuleId: string | null;
};

/** One task with all its words, its leads counted on a day and the tasks split off from it. */
export function findTaskDetail(db: Db, id: string, on: Day): Detail | undefined {
  const found = prepare(
    db,
    `SELECT ${columns}, task.detail, task.parentId, parent.content AS parentContent, task.periodRuleId,
       task.periodFromOn, task.periodToOn, task.ownerId, task.changedAtMs
     FROM task LEFT JOIN directive ON directive.id = task.directiveId LEFT JOIN task parent ON parent.id = task.parentId WHERE task.id = ?`,
  ).get(id) as Omit<Detail, 'children' | 'counts' | 'nextDueOn'> | undefined;
  if (found === undefined) return undefined;
  const children = prepare(db, 'SELECT id, content FROM task WHERE parentId = ? ORDER BY assignedOn, id').all(id) as {
    id: string;
    content: string;
  }[];
  const [counted] = withCounts(db, [found], on);
  return counted === undefined ? undefined : { ...counted, children };
}

/** A lead of a periodic task, as its list of periods needs it; `endedOn` is the day from which no report is owed. */
export interface PeriodicLead {
  assignmentId: string;
  taskId: string;
  unitId: string;
  unitName: string;
  assignedOn: Day;
  endedOn: Day | null;
  reminderCount: number;
}

/** Which leads of periodic tasks: all of one task, or those among some assignments. */
export type PeriodicScope = { readonly taskId: string } | { readonly ids: readonly string[] };

const scopeOf = (scope: PeriodicScope): { where: string; bound: Record<string, Value> } =>
  'taskId' in scope
    ? { where: 'a.taskId = @taskId', bound: { taskId: scope.taskId } }
    : {
        where: 'a.id IN (SELECT value FROM json_each(@ids))',
        bound: { ids: JSON.stringify(scope.ids) },
      };

/** In the order of names. */
export function listPeriodicLeads(db: Db, scope: PeriodicScope, on: Day): PeriodicLead[] {
  const { where, bound } = scopeOf(scope);
  return prepare(
    db,
    `SELECT a.id AS assignmentId, a.taskId, a.unitId, ${listNameOf('version')} AS unitName, a.assignedOn,
       state.reminderCount, iif(state.isEnded, (SELECT max(onDay) FROM assignmentStep step WHERE step.assignmentId = a.id
         AND step.kind IN ('approveReturn', 'approveResult', 'handOn', 'cancel', 'finish')), NULL) AS endedOn
     FROM assignment a JOIN task ON task.id = a.taskId JOIN assignmentState state ON state.assignmentId = a.id
       JOIN unitVersion version ON version.id = ${versionIdOn('a.unitId')}
     WHERE ${where} AND a.role = 'lead' AND task.kind = 'periodic' ORDER BY version.sortKey, a.id`,
  ).all({ ...bound, on }) as PeriodicLead[];
}

/** What was handed in for a period by a day: when first, and what became of the newest version. */
export interface PeriodReport {
  assignmentId: string;
  periodKey: string;
  firstOn: Day;
  status: 'submitted' | 'approved' | 'returned' | 'closed' | null;
}

/** Reports for periods by a day, one row per assignment and period. */
export function listPeriodReports(db: Db, scope: PeriodicScope, on: Day): PeriodReport[] {
  const { where, bound } = scopeOf(scope);
  return prepare(
    db,
    `SELECT report.assignmentId, report.periodKey, min(report.reportedOn) AS firstOn, max(iif(reportState.isLatest, reportState.status, NULL)) AS status
     FROM assignment a JOIN report ON report.assignmentId = a.id JOIN reportState ON reportState.reportId = report.id
     WHERE ${where} AND report.periodKey IS NOT NULL AND report.reportedOn <= @on GROUP BY 1, 2`,
  ).all({ ...bound, on }) as PeriodReport[];
}

/** Words of a task for the detail of one of its assignments. */
export const findTaskWords = (
  db: Db,
  taskId: string,
):
  | (Pick<z.output<typeof TaskDetail>, 'clause' | 'detail' | 'product' | 'assignedBy'> & {
      directiveSubject: string | null;
    })
  | undefined =>
  prepare(
    db,
    `SELECT task.clause, task.detail, task.product, task.assignedBy, directive.subject AS directiveSubject
     FROM task LEFT JOIN directive ON directive.id = task.directiveId WHERE task.id = ?`,
  ).get(taskId) as ReturnType<typeof findTaskWords>;

/** The same id if there is such a directive. */
export const findDirectiveId = (db: Db, id: string): string | undefined =>
  prepare(db, 'SELECT id FROM directive WHERE id = ?').pluck().get(id) as string | undefined;

/** Ids of tasks that match, at most `limit`, in the order of ids. */
export function listTaskIds(db: Db, filter: TaskFilter, limit: number): string[] {
  const { where, bound } = whereOf(filter);
  return prepare(
    db,
    `SELECT task.id FROM task LEFT JOIN directive ON directive.id = task.directiveId WHERE ${where} ORDER BY task.id LIMIT @rowLimit`,
  )
    .pluck()
    .all({ ...bound, rowLimit: limit }) as string[];
}

/** A task given that day, out of the same directive, in the same words, to one of these units. Uses index task_by_assigned. */
export const findSameTask = (
  db: Db,
  task: { assignedOn: Day; directiveId: string | null; content: string; unitIds: readonly string[] },
): { id: string; unitName: string } | undefined =>
  prepare(
    db,
    `SELECT task.id, ${unitNameOn('assignment.unitId').replaceAll('@on', '@assignedOn')} AS unitName
     FROM task JOIN assignment ON assignment.taskId = task.id AND assignment.role = 'lead'
     WHERE task.assignedOn = @assignedOn AND task.directiveId IS @directiveId AND task.content = @content
       AND assignment.unitId IN (SELECT value FROM json_each(@unitIds)) LIMIT 1`,
  ).get({ ...task, unitIds: JSON.stringify(task.unitIds) }) as { id: string; unitName: string } | undefined;

/** Number of a directive that tasks may hang on. */
export const findTaskDirective = (db: Db, id: string): { number: string } | undefined =>
  one(db, q.selectFrom('directive').select('number').where('id', '=', id));
