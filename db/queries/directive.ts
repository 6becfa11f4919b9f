import type { Directive, DirectiveLabel } from '../api/contract/directive.ts';
import type { Input } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import { duplicateKey, numberSortKey } from '../domain/document-number.ts';
import { foldText } from '../domain/text.ts';
import { all, type Db, one, prepare, q } from '../sql.ts';
import { countPointingAt } from './reference.ts';

/** SQL for what names the document under `d`; needs `kind` joined. */
export const labelColumns = `d.id, d.number, coalesce(kind.name, '') AS kindName, d.subject, d.issuer, d.issuedOn`;
export const kindJoin = 'LEFT JOIN documentKind kind ON kind.id = d.kindId';
export const labelTables = `directive d ${kindJoin}`;

const dayColumns = ['id', 'number', 'subject', 'issuedOn', 'audience'] as const;
export interface DirectiveDays {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  readonly issuedOn: Day;
  readonly audience: string;
}

/** What the rules of relations need of a document. */
export const findDirectiveDays = (db: Db, id: string): DirectiveDays | undefined =>
  one(db, q.selectFrom('directive').select(dayColumns).where('id', '=', id));

/** Documents with a number, blind to marks, capitals, spaces and leading zeros. Uses index directive_by_number. */
export const listByNumber = (db: Db, number: string): DirectiveLabel[] =>
  prepare(
    db,
    `SELECT ${labelColumns} FROM ${labelTables} WHERE d.numberKey = @key ORDER BY d.issuedOn DESC, d.id LIMIT 9`,
  ).all({ key: numberSortKey(number) }) as DirectiveLabel[];

/** Documents whose number begins with these signs: what may have been meant. Uses index directive_by_number. */
export const listByNumberStart = (db: Db, number: string): DirectiveLabel[] =>
  prepare(
    db,
    `SELECT ${labelColumns} FROM ${labelTables} WHERE d.numberKey >= @key AND d.numberKey < @key || char(1114111)
     ORDER BY d.issuedOn DESC, d.id LIMIT 8`,
  ).all({ key: numberSortKey(number) }) as DirectiveLabel[];

type DirectiveFields = Omit<Directive, 'effect' | 'outgoing' | 'incoming' | 'attachments' | 'receipts' | 'tasks'>;

/** One document with the names around it. */
export function findDirective(db: Db, id: string, officeUnitId: string): DirectiveFields | undefined {
  const row = prepare(
    db,
    `SELECT d.id, d.direction, d.kindId, d.number, d.issuer, d.issuerUnitId, d.issuedOn, d.effectiveOn, d.expiresOn,
       d.objectGoneOn, d.objectGoneNote, d.subject, d.field, d.urgency, d.secrecy, d.signer, d.signerPosition, d.drafter,
       d.recipients, d.arrivedOn, d.arrivalNumber, d.replyDueOn, d.pageCount, d.language, d.description, d.audience,
       coalesce(kind.name, '') AS kindName, coalesce(kind.abbreviation, '') AS kindAbbreviation,
       d.ownerId = @officeUnitId AS isOwn, d.createdAtMs, coalesce(creator.name, '') AS createdBy,
       d.changedAtMs, coalesce(editor.name, '') AS changedBy
     FROM ${labelTables} LEFT JOIN user creator ON creator.id = d.createdBy LEFT JOIN user editor ON editor.id = d.changedBy
     WHERE d.id = @id`,
  ).get({ id, officeUnitId }) as (Omit<DirectiveFields, 'recipients'> & { recipients: string }) | undefined;
  return row && { ...row, recipients: JSON.parse(row.recipients) as DirectiveFields['recipients'] };
}

/** Documents but one with the same number, issuer and year; one without a number is like no other. Uses index directive_by_duplicate. */
export function listDuplicates(
  db: Db,
  { number, issuer, issuedOn }: { number: string; issuer: string; issuedOn: Day },
  exceptId: string | null,
): DirectiveLabel[] {
  if (number === '' || issuer === '') return [];
  return prepare(
    db,
    `SELECT ${labelColumns} FROM ${labelTables}
     WHERE d.duplicateKey = @key AND d.id IS NOT @exceptId ORDER BY d.issuedOn, d.id LIMIT 20`,
  ).all({ key: duplicateKey(number, issuer, issuedOn), exceptId }) as DirectiveLabel[];
}

const suggestionCount = 12;

/** Texts of a column that contain the words, accents or not, most used first; the column is one of a fixed list. */
export function listSuggestions(
  db: Db,
  column: Input<'directive.suggest'>['column'],
  text: string,
): { text: string; count: number }[] {
  const counted = all(
    db,
    q
      .selectFrom('directive')
      .select([column, (e) => e.fn.countAll<number>().as('count')])
      .where(column, '<>', '')
      .groupBy(column)
      .orderBy('count', 'desc')
      .orderBy(column),
  );
  const wanted = foldText(text);
  const rows: { text: string; count: number }[] = [];
  for (const row of counted) {
    const found = String(row[column]);
    if (foldText(found).includes(wanted)) rows.push({ text: found, count: row.count });
    if (rows.length === suggestionCount) break;
  }
  return rows;
}

/** Records that would point at nothing if the document went; its own files go with it. */
export const countUses = (db: Db, id: string): number => countPointingAt(db, 'directive', [id], ['attachment']);

/** SQL for the tasks of `d`: all, those on which some unit still works, and those past a deadline on `@on`. */
export const taskCountColumns = `
  (SELECT count(*) FROM task WHERE task.directiveId = d.id) AS tasksTotal,
  (SELECT count(DISTINCT task.id) FROM task JOIN assignment ON assignment.taskId = task.id
     JOIN assignmentState state ON state.assignmentId = assignment.id
     WHERE task.directiveId = d.id AND state.isEnded = 0) AS tasksOpen,
  (SELECT count(DISTINCT task.id) FROM task JOIN assignment ON assignment.taskId = task.id
     JOIN assignmentState state ON state.assignmentId = assignment.id
     WHERE task.directiveId = d.id AND state.isEnded = 0 AND state.currentDueOn < @on) AS tasksOverdue`;

/** Counts of the tasks of one document. */
export function countTasks(db: Db, id: string, on: Day): Directive['tasks'] {
  const row = prepare(db, `SELECT ${taskCountColumns} FROM directive d WHERE d.id = @id`).get({ id, on }) as {
    tasksTotal: number;
    tasksOpen: number;
    tasksOverdue: number;
  };
  return { total: row.tasksTotal, open: row.tasksOpen, overdue: row.tasksOverdue };
}
