import type { DirectiveFilter, DirectiveRow } from '../api/contract/directive.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { foldText } from '../domain/text.ts';
import { type Db, prepare, type Value } from '../sql.ts';
import { likeText } from './assignment.ts';
import { readCursor, showCursor } from './cursor.ts';
import { labelColumns, labelTables, taskCountColumns } from './directive.ts';
import { effectFilterSql, effectSql } from './directive-effect.ts';
import { listKindNames } from './document-kind.ts';
import { listFences } from './fences.ts';

type Filter = Checked<'directive.fences'>;
type Bound = Record<string, Value>;

const wordLimit = 8;

/** Each word may stand in the document's own words or in the name of its kind: "chỉ thị 03" finds 03/CT-BCA-X11. */
function textConditions(db: Db, text: string, bound: Bound): string[] {
  const words = foldText(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, wordLimit);
  if (words.length === 0) return [];
  const kinds = listKindNames(db).map(({ id, name }) => ({ id, name: foldText(name) }));
  return words.map((word, index) => {
    bound[`word${index}`] = likeText(word);
    const inText = `d.searchKey LIKE @word${index} ESCAPE '\\'`;
    const named = kinds.filter(({ name }) => name.includes(word)).map(({ id }) => id);
    if (named.length === 0) return inText;
    bound[`kinds${index}`] = JSON.stringify(named);
    return `(${inText} OR ${isOneOf('d.kindId', `kinds${index}`)})`;
  });
}

const isOneOf = (column: string, name: string): string => `${column} IN (SELECT value FROM json_each(@${name}))`;

const openTask = `d.id IN (SELECT task.directiveId FROM task JOIN assignment ON assignment.taskId = task.id
  JOIN assignmentState state ON state.assignmentId = assignment.id WHERE state.isEnded = 0)`;

/** Arrived and current, and neither read by the office's own unit nor turned into a task. */
const unworked = `d.direction = 'incoming' AND (${effectFilterSql('d')}) NOT IN ('expired', 'objectGone')
  AND d.id NOT IN (SELECT directiveId FROM directiveReceipt WHERE unitId = (SELECT value FROM meta WHERE key = 'officeUnitId') AND readOn <= @on)
  AND d.id NOT IN (SELECT directiveId FROM task WHERE directiveId IS NOT NULL)`;

/** Which documents match, before paging: the same for the rows and for their number. */
function matching(db: Db, filter: DirectiveFilter): { where: string; bound: Bound } {
  const bound: Bound = { on: filter.on };
  const parts = textConditions(db, filter.text, bound);
  const choose = (values: readonly string[], name: string, sql: string): void => {
    if (values.length === 0) return;
    bound[name] = JSON.stringify(values);
    parts.push(isOneOf(sql, name));
  };
  const say = (value: string | null, name: string, sql: string): void => {
    if (value === null || value === '') return;
    bound[name] = value;
    parts.push(sql);
  };
  choose(filter.kindIds, 'kindIds', 'd.kindId');
  choose(filter.directions, 'directions', 'd.direction');
  choose(filter.urgencies, 'urgencies', 'd.urgency');
  choose(filter.effects, 'effects', `(${effectFilterSql('d')})`);
  say(filter.issuer, 'issuer', 'd.issuer = @issuer');
  say(filter.field, 'field', 'd.field = @field');
  say(filter.issuedFrom, 'issuedFrom', 'd.issuedOn >= @issuedFrom');
  say(filter.issuedTo, 'issuedTo', 'd.issuedOn <= @issuedTo');
  if (filter.hasOpenTasks) parts.push(openTask);
  if (filter.isUnworked) parts.push(unworked);
  return { where: parts.length === 0 ? '1' : parts.join(' AND '), bound };
}

const sortColumn = { issuedOn: 'd.issuedOn', number: 'd.numberKey', subject: 'd.subjectKey' } as const;

type FlatRow = Omit<DirectiveRow, 'tasks'> & {
  tasksTotal: number;
  tasksOpen: number;
  tasksOverdue: number;
  sortValue: string;
};

const orderOf = ({ by, descending }: Filter['sort']): string => {
  const order = descending ? 'DESC' : 'ASC';
  return `${sortColumn[by]} ${order}, d.id ${order}`;
};

/** Where the pages of the list begin. */
export function listDirectiveFences(db: Db, filter: Filter, step: (done: number) => void): string[] {
  const { where, bound } = matching(db, filter);
  const keys = [sortColumn[filter.sort.by], 'd.id'];
  const from = `FROM directive d WHERE ${where}`;
  return listFences(db, { keys, from, orderBy: orderOf(filter.sort), bound }, step);
}

/** A page of documents. Uses index directive_by_issued, directive_by_number or directive_by_subject. */
export function listDirectives(
  db: Db,
  filter: Filter & Pick<Checked<'directive.list'>, 'after' | 'limit' | 'isCounted'>,
): Output<'directive.list'> {
  const { where, bound } = matching(db, filter);
  const total = filter.isCounted
    ? (prepare(db, `SELECT count(*) FROM directive d WHERE ${where}`).pluck().get(bound) as number)
    : 0;
  const column = sortColumn[filter.sort.by];
  const compare = filter.sort.descending ? '<' : '>';
  const after = readCursor(filter.after, 2);
  const place = after === undefined ? '' : `AND (${column}, d.id) ${compare} (@afterValue, @afterId)`;
  const found = prepare(
    db,
    `SELECT ${labelColumns}, d.kindId, coalesce(kind.abbreviation, '') AS kindAbbreviation, d.direction, d.urgency,
       d.field, d.signer, d.signerPosition, d.arrivalNumber, d.arrivedOn,
       d.ownerId = (SELECT value FROM meta WHERE key = 'officeUnitId') AS isOwn,
       ${effectSql('d')} AS effect, ${taskCountColumns}, ${column} AS sortValue,
       (SELECT count(*) FROM attachment WHERE parentId = d.id) AS attachmentCount
     FROM ${labelTables} WHERE ${where} ${place} ORDER BY ${orderOf(filter.sort)} LIMIT @rowLimit`,
  ).all({ ...bound, afterValue: after?.[0] ?? '', afterId: after?.[1] ?? '', rowLimit: filter.limit + 1 }) as FlatRow[];
  const page = found.slice(0, filter.limit);
  const last = found.length > filter.limit ? page.at(-1) : undefined;
  return { rows: page.map(toRow), next: last === undefined ? null : showCursor([last.sortValue, last.id]), total };
}

const toRow = ({ tasksTotal, tasksOpen, tasksOverdue, sortValue: _, ...row }: FlatRow): DirectiveRow => ({
  ...row,
  tasks: { total: tasksTotal, open: tasksOpen, overdue: tasksOverdue },
});

/** Ids of documents that match, at most `limit`, in the order of ids. */
export function listDirectiveIds(db: Db, filter: DirectiveFilter, limit: number): string[] {
  const { where, bound } = matching(db, filter);
  return prepare(db, `SELECT d.id FROM directive d WHERE ${where} ORDER BY d.id LIMIT @rowLimit`)
    .pluck()
    .all({ ...bound, rowLimit: limit }) as string[];
}
