import type { z } from 'zod';
import type { DirectiveLabel } from '../api/contract/directive.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import type { StocktakeFilter, StocktakeRow, StocktakeTaskRow } from '../api/contract/stocktake.ts';
import type { Day } from '../api/day.ts';
import { foldText } from '../domain/text.ts';
import type { Row } from '../entities/index.ts';
import { type Db, prepare, type Value } from '../sql.ts';
import { daysOf, likeText, timelinessSql } from './assignment.ts';
import { readCursor, showCursor } from './cursor.ts';
import { labelColumns, labelTables } from './directive.ts';
import { fullNameOn } from './unit-on.ts';

const wordLimit = 8;

/** Which match, before paging. */
function matching(filter: StocktakeFilter): { where: string; bound: Record<string, Value> } {
  const bound: Record<string, Value> = {};
  const parts = ['TRUE'];
  const say = (name: string, value: Value, sql: string): void => {
    bound[name] = value;
    parts.push(sql);
  };
  const words = foldText(filter.text).split(' ').filter(Boolean).slice(0, wordLimit);
  for (const [index, word] of words.entries())
    say(`word${index}`, likeText(word), `s.searchKey LIKE @word${index} ESCAPE '\\'`);
  for (const [name, values] of [
    ['kind', filter.kinds],
    ['form', filter.forms],
  ] as const)
    if (values.length > 0)
      say(`${name}s`, JSON.stringify(values), `s.${name} IN (SELECT value FROM json_each(@${name}s))`);
  if (filter.directiveId !== null)
    say('directiveId', filter.directiveId, '@directiveId IN (SELECT value FROM json_each(s.directiveIds))');
  if (filter.taskId !== null)
    say('taskId', filter.taskId, 's.id IN (SELECT stocktakeId FROM stocktakeTask WHERE taskId = @taskId)');
  if (filter.heldFrom !== null) say('heldFrom', filter.heldFrom, 's.heldOn >= @heldFrom');
  if (filter.heldTo !== null) say('heldTo', filter.heldTo, 's.heldOn <= @heldTo');
  if (filter.isUnconcluded) parts.push(`s.conclusion = ''`);
  return { where: parts.join(' AND '), bound };
}

type FlatRow = Omit<StocktakeRow, 'directiveNumbers'> & { directiveNumbers: string };

const openTask = `EXISTS (SELECT 1 FROM assignment JOIN assignmentState state ON state.assignmentId = assignment.id
  WHERE assignment.taskId = link.taskId AND state.isEnded = 0)`;

/** A page of sơ kết, tổng kết. Uses index stocktake_by_day. */
export function listStocktakes(db: Db, page: Checked<'stocktake.list'>): Output<'stocktake.list'> {
  const { where, bound } = matching(page);
  const total = page.isCounted
    ? (prepare(db, `SELECT count(*) FROM stocktake s WHERE ${where}`).pluck().get(bound) as number)
    : 0;
  const after = readCursor(page.after, 2);
  const place = after === undefined ? '' : 'AND (s.heldOn, s.id) < (@afterDay, @afterId)';
  const found = prepare(
    db,
    `SELECT s.id, s.kind, s.title, s.fromOn, s.toOn, s.heldOn, s.form,
       coalesce(${fullNameOn('s.hostUnitId', 's.heldOn')}, '') AS hostName,
       (SELECT json_group_array(d.number) FROM json_each(s.directiveIds) one JOIN directive d ON d.id = one.value) AS directiveNumbers,
       json_array_length(s.sites) AS siteCount,
       (SELECT count(*) FROM stocktakeTask link WHERE link.stocktakeId = s.id) AS taskCount,
       (SELECT count(*) FROM stocktakeTask link WHERE link.stocktakeId = s.id AND ${openTask}) AS openTaskCount,
       s.conclusion <> '' AS hasConclusion, s.ownerId = (SELECT value FROM meta WHERE key = 'officeUnitId') AS isOwn
     FROM stocktake s WHERE ${where} ${place} ORDER BY s.heldOn DESC, s.id DESC LIMIT @rowLimit`,
  ).all({ ...bound, afterDay: after?.[0] ?? '', afterId: after?.[1] ?? '', rowLimit: page.limit + 1 }) as FlatRow[];
  const shown = found.slice(0, page.limit);
  const last = found.length > page.limit ? shown.at(-1) : undefined;
  return {
    rows: shown.map((row) => ({ ...row, directiveNumbers: JSON.parse(row.directiveNumbers) as string[] })),
    next: last === undefined ? null : showCursor([last.heldOn, last.id]),
    total,
  };
}

/** Documents by what names them, in the order of the ids. */
export const listDirectiveLabels = (db: Db, ids: readonly string[]): DirectiveLabel[] =>
  prepare(
    db,
    `SELECT ${labelColumns} FROM json_each(@ids) asked JOIN ${labelTables} WHERE d.id = asked.value ORDER BY asked.key`,
  ).all({ ids: JSON.stringify(ids) }) as DirectiveLabel[];

type Link = Pick<StocktakeTaskRow, 'linkId' | 'taskId' | 'content' | 'product' | 'assignedOn'>;
interface Lead {
  readonly taskId: string;
  readonly name: string;
  readonly dueOn: Day | null;
  readonly timeliness: z.infer<typeof import('../api/contract/task-words.ts').Timeliness>;
}

/** The tasks of a conclusion, in the order in which they were tied, with their leads on a day. Uses index stocktakeTask_by_stocktake. */
export function listStocktakeTasks(db: Db, stocktakeId: string, on: Day): StocktakeTaskRow[] {
  const links = prepare(
    db,
    `SELECT link.id AS linkId, task.id AS taskId, task.content, task.product, task.assignedOn
     FROM stocktakeTask link JOIN task ON task.id = link.taskId
     WHERE link.stocktakeId = ? ORDER BY link.createdLam, link.id`,
  ).all(stocktakeId) as Link[];
  const leads = prepare(
    db,
    `SELECT a.taskId, ${fullNameOn('a.unitId', 'a.assignedOn')} AS name, a.originalDueOn AS dueOn, ${timelinessSql} AS timeliness
     FROM assignment a JOIN assignmentState state ON state.assignmentId = a.id
     WHERE a.taskId IN (SELECT value FROM json_each(@ids)) AND a.role = 'lead' ORDER BY a.createdLam, a.id`,
  ).all({ ids: JSON.stringify(links.map(({ taskId }) => taskId)), ...daysOf(on) }) as Lead[];
  return links.map((link) => {
    const own = leads.filter(({ taskId }) => taskId === link.taskId);
    const dues = own.map(({ dueOn }) => dueOn).filter((dueOn) => dueOn !== null);
    return {
      ...link,
      dueOn: dues.reduce<Day | null>((last, dueOn) => (last === null || dueOn > last ? dueOn : last), null),
      leadNames: own.map(({ name }) => name),
      leadCount: own.length,
      doneCount: own.filter(({ timeliness }) => timeliness === 'doneOnTime' || timeliness === 'doneLate').length,
      overdueCount: own.filter(({ timeliness }) => timeliness === 'overdue').length,
    };
  });
}

/** Ids of what ties tasks to a conclusion, of one task if named. */
export const listStocktakeLinks = (
  db: Db,
  { stocktakeId, taskId }: { stocktakeId?: string; taskId?: string },
): Pick<Row<'stocktakeTask'>, 'id' | 'taskId' | 'ownerId'>[] =>
  prepare(
    db,
    `SELECT id, taskId, ownerId FROM stocktakeTask
     WHERE ${stocktakeId === undefined ? 'taskId = ?' : 'stocktakeId = ?'} ORDER BY createdLam, id`,
  ).all(stocktakeId ?? taskId ?? '') as Pick<Row<'stocktakeTask'>, 'id' | 'taskId' | 'ownerId'>[];

/** The office as it was called on a day, and the unit above it then. */
export const findLetterhead = (db: Db, unitId: string, on: Day): { above: string; office: string } =>
  prepare(
    db,
    `SELECT coalesce(${fullNameOn('@unitId')}, '') AS office,
       coalesce((SELECT ${fullNameOn('own.parentId')} FROM unitVersion own
         WHERE own.unitId = @unitId AND own.validFrom <= @on ORDER BY own.validFrom DESC LIMIT 1), '') AS above`,
  ).get({ unitId, on }) as { above: string; office: string };
