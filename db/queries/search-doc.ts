import { type Day, dayOfInstant } from '../api/day.ts';
import type { SearchKind } from '../api/search-kinds.ts';
import { unitTag } from '../domain/search-match.ts';
import { indexText } from '../domain/search-text.ts';
import { type Db, prepare } from '../sql.ts';

/** What the index holds of one record. */
export interface SearchDoc {
  readonly day: Day;
  /** What it is called. */
  readonly head: string;
  /** What else it says, and the units it belongs to. */
  readonly body: string;
}

const join = (...parts: readonly string[]): string => indexText(parts.join(' '));
const withTags = (text: string, unitIds: Iterable<string>): string => {
  const tags = [...unitIds].map(unitTag);
  return tags.length === 0 ? text : `${text} ${tags.join(' ')}`;
};

interface VersionRow {
  name: string;
  fullName: string;
  shortName: string;
  symbol: string;
  officialCode: string | null;
  validFrom: Day;
}

/** A unit under every name it has had, on the first day of its newest one. */
function unitDoc(db: Db, id: string): SearchDoc | undefined {
  const versions = prepare(
    db,
    `SELECT name, fullName, shortName, symbol, officialCode, validFrom FROM unitVersion WHERE unitId = ? ORDER BY validFrom`,
  ).all(id) as VersionRow[];
  const last = versions.at(-1);
  if (last === undefined) return undefined;
  const names = new Set(versions.flatMap((v) => [v.fullName, v.shortName, v.symbol, v.officialCode ?? '', v.name]));
  // A sign between them, so that a phrase does not run from one name into the next.
  return { day: last.validFrom, head: [...names].map(indexText).join(' \ue001 '), body: withTags('', [id]) };
}

interface DirectiveRow {
  kindName: string;
  number: string;
  subject: string;
  issuer: string;
  signer: string;
  field: string;
  description: string;
  issuerUnitId: string | null;
  recipients: string;
  issuedOn: Day;
}

function directiveDoc(db: Db, id: string): SearchDoc | undefined {
  const row = prepare(
    db,
    `SELECT coalesce(kind.name, '') AS kindName, number, subject, issuer, signer, field, description, issuerUnitId, recipients, issuedOn
     FROM directive LEFT JOIN documentKind kind ON kind.id = kindId WHERE directive.id = ?`,
  ).get(id) as DirectiveRow | undefined;
  if (row === undefined) return undefined;
  const recipients = JSON.parse(row.recipients) as { unitId: string | null }[];
  const units = new Set([row.issuerUnitId, ...recipients.map(({ unitId }) => unitId)].filter((one) => one !== null));
  const body = join(row.issuer, row.signer, row.field, row.description);
  return { day: row.issuedOn, head: join(row.kindName, row.number, row.subject), body: withTags(body, units) };
}

interface TaskRow {
  content: string;
  clause: string;
  product: string;
  detail: string;
  assignedOn: Day;
  number: string;
}

function taskDoc(db: Db, id: string): SearchDoc | undefined {
  const row = prepare(
    db,
    `SELECT content, clause, product, detail, assignedOn, coalesce(directive.number, '') AS number
     FROM task LEFT JOIN directive ON directive.id = directiveId WHERE task.id = ?`,
  ).get(id) as TaskRow | undefined;
  if (row === undefined) return undefined;
  const body = join(row.clause, row.number, row.product, row.detail);
  return { day: row.assignedOn, head: indexText(row.content), body: withTags(body, unitsOfTask(db, id)) };
}

const unitsOfTask = (db: Db, taskId: string): string[] =>
  prepare(db, 'SELECT DISTINCT unitId FROM assignment WHERE taskId = ?').pluck().all(taskId) as string[];

interface ReportRow {
  unitId: string;
  reportedOn: Day;
  taskContent: string;
  unitName: string;
  content: string;
  difficulties: string;
  proposals: string;
}

function reportDoc(db: Db, id: string): SearchDoc | undefined {
  const row = prepare(
    db,
    `SELECT r.unitId, r.reportedOn, t.content AS taskContent, r.content, difficulties, proposals,
       coalesce((SELECT iif(shortName = '', fullName, shortName) FROM unitVersion v WHERE v.unitId = r.unitId
         ORDER BY v.validFrom <= r.reportedOn DESC, iif(v.validFrom <= r.reportedOn, v.validFrom, '') DESC, v.validFrom LIMIT 1), '') AS unitName
     FROM report r JOIN assignment a ON a.id = r.assignmentId JOIN task t ON t.id = a.taskId WHERE r.id = ?`,
  ).get(id) as ReportRow | undefined;
  if (row === undefined) return undefined;
  const body = join(row.content, row.difficulties, row.proposals);
  return { day: row.reportedOn, head: join(row.unitName, row.taskContent), body: withTags(body, [row.unitId]) };
}

/** A file belongs to the units of what it hangs on. */
function attachmentDoc(db: Db, id: string): SearchDoc | undefined {
  const row = prepare(db, 'SELECT name, parentEntity, parentId, createdAtMs FROM attachment WHERE id = ?').get(id) as
    | { name: string; parentEntity: 'directive' | 'task' | 'report'; parentId: string; createdAtMs: number }
    | undefined;
  if (row === undefined) return undefined;
  const units = prepare(db, unitsOfParent[row.parentEntity]).pluck().all(row.parentId) as string[];
  return { day: dayOfInstant(row.createdAtMs), head: indexText(row.name), body: withTags('', units) };
}

const unitsOfParent = {
  directive: 'SELECT issuerUnitId FROM directive WHERE id = ? AND issuerUnitId IS NOT NULL',
  task: 'SELECT DISTINCT unitId FROM assignment WHERE taskId = ?',
  report: 'SELECT unitId FROM report WHERE id = ?',
};

/** What the index should hold of a record now; undefined for one that is not alive. */
export const readSearchDoc: { readonly [K in SearchKind]: (db: Db, id: string) => SearchDoc | undefined } = {
  unit: unitDoc,
  directive: directiveDoc,
  task: taskDoc,
  report: reportDoc,
  attachment: attachmentDoc,
};
