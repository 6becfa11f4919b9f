import { DirectivePatch, NewDirective } from '../api/contract/directive.ts';
import { type DirectiveColumn, directiveColumns, type directiveManyContract } from '../api/contract/directive-many.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import type { CheckedRow } from '../api/contract/many.ts';
import { AppError } from '../api/errors.ts';
import { Id } from '../api/types.ts';
import { type Change, commit } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { chooseKind, duplicateKey, parseDocumentNumber } from '../domain/document-number.ts';
import { foldText } from '../domain/text.ts';
import { findDirectiveDays } from '../queries/directive.ts';
import { listDirectiveIds } from '../queries/directive-list.ts';
import { type KindName, listKindNames } from '../queries/document-kind.ts';
import type { HandlersOf } from './define.ts';
import { planDirective, planUpdate, type StoredDirective } from './directive-write.ts';
import { assertAllGood, heed, problem, type Reader, readerOf, refusal, stateOf, tellIssues } from './many-cells.ts';
import {
  cellsOfPatch,
  cellText,
  type PatchPlan,
  type PatchWish,
  planAll,
  previewOf,
  runPatch,
  wishesOf,
} from './many-patch.ts';

type Rows = Checked<'directive.checkRows'>;
type Patch = Checked<'directive.previewPatch'>;

export const directiveManyHandlers: HandlersOf<typeof directiveManyContract> = {
  'directive.checkRows': (ctx, input) => ({ rows: judgeRows(ctx, input).map(({ checked }) => checked) }),
  'directive.createMany': createMany,
  'directive.patchMany': (ctx, input) => runPatch(ctx, plansOf(ctx, input), input.keep),
  'directive.previewPatch': (ctx, input) => previewOf(plansOf(ctx, input)),
};

interface Judged {
  readonly checked: CheckedRow;
  readonly id: string | undefined;
  readonly changes: readonly Change[];
}

/** Errors: ROWS_REFUSED. */
function createMany(ctx: Ctx, input: Checked<'directive.createMany'>): Output<'directive.createMany'> {
  const judged = judgeRows(ctx, input);
  if (input.keep === 'all') assertAllGood(judged.map(({ checked }) => checked));
  const wanted = (row: Judged): boolean =>
    row.checked.state === 'good' || (row.checked.state === 'duplicate' && input.saveDuplicates);
  const saved = judged.filter(wanted);
  commit(
    ctx,
    saved.flatMap(({ changes }) => changes),
  );
  return {
    saved: saved.length,
    rows: judged.map((row) => {
      const { key, state, problems } = row.checked;
      return { key, state, problems, id: wanted(row) ? (row.id ?? null) : null };
    }),
  };
}

/** Each row as the single command would take it; and whether the same document stands in a row above. */
function judgeRows(ctx: Ctx, { rows, defaults }: Rows): Judged[] {
  const kinds = kindReader(ctx);
  const seen = new Map<string, number>();
  return rows.map((row, index) => {
    if (index % 200 === 0) ctx.step(index, rows.length * 2);
    const reader = readerOf({ cells: row.cells, defaults, picks: row.picks });
    const judged = judgeRow(ctx, kinds, row.key, reader);
    const key = doubleKey(reader);
    const above = key === undefined ? undefined : seen.get(key);
    if (above !== undefined)
      reader.problems.push(problem('number', 'duplicateInSheet', [above + 1], { level: 'warning' }));
    else if (key !== undefined) seen.set(key, index);
    return { ...judged, checked: { ...judged.checked, state: stateOf(reader.problems) } };
  });
}

function doubleKey(reader: Reader): string | undefined {
  const number = reader.line('number');
  const issuer = reader.line('issuer');
  return number === '' || issuer === '' ? undefined : duplicateKey(number, issuer, reader.line('issuedOn').slice(-4));
}

function judgeRow(ctx: Ctx, kinds: KindReader, key: string, reader: Reader): Judged {
  const { problems } = reader;
  const resolved: Record<string, string> = {};
  const kind = readKind(reader, kinds);
  if (kind !== undefined && foldText(kind.name) !== foldText(reader.line('kind'))) resolved['kind'] = kind.name;
  tellOddNumber(reader);
  const parsed = NewDirective.safeParse({ direction: 'incoming', ...valuesOf(reader, allColumns), kindId: kind?.id });
  if (!parsed.success) tellIssues(problems, parsed.error, columnOf, reader.line);
  let planned: ReturnType<typeof planDirective> | undefined;
  if (parsed.success && problems.every(({ level }) => level === 'warning')) {
    heed(
      problems,
      (error) => fieldOfError(error, parsed.data),
      () => (planned = planDirective(ctx, parsed.data)),
    );
  }
  for (const one of planned?.duplicates.slice(0, 1) ?? []) {
    const label = nameOf(one);
    problems.push(
      problem('number', 'duplicate', [label], { level: 'warning', choices: [{ id: one.id, name: label }] }),
    );
  }
  const checked = { key, state: stateOf(problems), problems, resolved };
  return { checked, id: planned?.id, changes: planned?.changes ?? [] };
}

/** Kept as written, but told: a slip of the keyboard looks the same as a real odd number. */
function tellOddNumber(reader: Reader): void {
  const number = reader.line('number');
  if (number !== '' && parseDocumentNumber(number) === undefined)
    reader.problems.push(problem('number', 'oddNumber', [number], { level: 'warning' }));
}

interface KindReader {
  readonly kinds: readonly KindName[];
  readonly ofNumber: (number: string) => KindName | undefined;
}

/** The kinds of the office; what a symbol says is found out once for all numbers that have it. */
function kindReader(ctx: Ctx): KindReader {
  const kinds = listKindNames(ctx.db);
  const active = kinds.filter((kind) => kind.isActive === 1);
  const known = new Map<string, KindName | undefined>();
  const ofNumber = (number: string): KindName | undefined => {
    const symbol = number.replace(/^\d+/, '1');
    if (!known.has(symbol)) known.set(symbol, chooseKind(symbol, active));
    return known.get(symbol);
  };
  return { kinds, ofNumber };
}

/** The kind by name, abbreviation or id; where the cell is empty, the one the number names. */
function readKind(reader: Reader, { kinds, ofNumber }: KindReader): KindName | undefined {
  const text = reader.line('kind');
  if (text === '') {
    const told = ofNumber(reader.line('number'));
    if (told === undefined) reader.problems.push(problem('kind', 'required', []));
    return told;
  }
  const found = findKind(kinds, text);
  if (found === undefined) reader.problems.push(problem('kind', 'kindUnknown', [text]));
  return found;
}

function findKind(kinds: readonly KindName[], text: string): KindName | undefined {
  if (Id.safeParse(text).success) return kinds.find((kind) => kind.id === text);
  const folded = foldText(text);
  const upper = text.toUpperCase();
  return (
    kinds.find((kind) => kind.name.toUpperCase() === upper) ??
    kinds.find((kind) => kind.abbreviation.toUpperCase() === upper) ??
    kinds.find((kind) => foldText(kind.name) === folded)
  );
}

type Field = Exclude<DirectiveColumn, 'kind'>;
const dayColumns: readonly Field[] = ['issuedOn', 'effectiveOn', 'expiresOn', 'arrivedOn', 'replyDueOn'];
const choiceColumns: readonly Field[] = ['direction', 'urgency', 'secrecy'];
const allColumns = directiveColumns.filter((column) => column !== 'kind');

/** Fields as the contract takes them; an empty choice or language is left to its default. */
function valuesOf(reader: Reader, columns: readonly Field[]): Record<string, unknown> {
  const values: Record<string, unknown> = { number: '' };
  for (const column of columns) {
    if (dayColumns.includes(column)) values[column] = reader.day(column);
    else if (column === 'pageCount') values[column] = reader.int(column);
    else if (column === 'description') values[column] = reader.prose(column);
    else if (!choiceColumns.includes(column) && column !== 'language') values[column] = reader.line(column);
    else if (reader.has(column)) values[column] = reader.line(column);
  }
  return values;
}

const columnOf = (path: string): string => (path === 'kindId' ? 'kind' : (path.split('.')[0] ?? ''));

/** The column whose value stands against a law. */
function fieldOfError(error: AppError, fields: object): string {
  if (error.code === 'SECRET_REFUSED') return 'secrecy';
  if (error.code === 'RELATION_BEFORE_TARGET') return 'issuedOn';
  if (error.code !== 'DATES_OUT_OF_ORDER') return 'number';
  const { second } = error.details as { second: string };
  const days = fields as Record<string, unknown>;
  return ['expiresOn', 'arrivedOn', 'replyDueOn'].find((field) => days[field] === second) ?? 'issuedOn';
}

/** Errors: COUNT_CHANGED. */
function plansOf(ctx: Ctx, input: Patch): PatchPlan[] {
  const wishes = wishesOf(input, (filter, limit) => listDirectiveIds(ctx.db, filter, limit));
  const kinds = kindReader(ctx);
  return planAll(ctx, wishes, (wish) => planPatch(ctx, kinds, wish));
}

function planPatch(ctx: Ctx, kinds: KindReader, { id, changedAtMs, fields }: PatchWish): PatchPlan {
  const reader = readerOf({ cells: cellsOfPatch(fields) });
  const { problems } = reader;
  const columns = Object.keys(fields) as DirectiveColumn[];
  const values = valuesOf(
    reader,
    columns.filter((column) => column !== 'kind'),
  );
  if (!columns.includes('number')) delete values['number'];
  for (const column of choiceColumns) if (columns.includes(column)) values[column] = reader.line(column);
  if (columns.includes('language')) values['language'] = reader.line('language');
  if (columns.includes('kind')) values['kindId'] = readKind(reader, kinds)?.id;
  const parsed = DirectivePatch.safeParse(values);
  if (!parsed.success) tellIssues(problems, parsed.error, columnOf, reader.line);
  const plan: PatchPlan = { id, name: nameOf(findDirectiveDays(ctx.db, id)), cells: [], problems, changes: [] };
  if (!parsed.success || problems.length > 0) return plan;
  try {
    const { current, next, change } = planUpdate(ctx, { id, seenAtMs: changedAtMs, patch: parsed.data });
    const cells = cellsChanged(columns, current, next, kinds.kinds);
    return { ...plan, cells, changes: cells.length === 0 ? [] : [change] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const field = error.code === 'DATES_OUT_OF_ORDER' ? fieldOfError(error, parsed.data) : (columns[0] ?? 'number');
    problems.push(refusal(columns.includes(field as DirectiveColumn) ? field : (columns[0] ?? field), error));
    return plan;
  }
}

const nameOf = (label: { number: string; subject: string } | undefined): string =>
  [label?.number, label?.subject].filter(Boolean).join(' – ');

function cellsChanged(
  columns: readonly DirectiveColumn[],
  before: StoredDirective,
  after: StoredDirective,
  kinds: readonly KindName[],
): PatchPlan['cells'] {
  const textOf = (row: StoredDirective, column: DirectiveColumn): string =>
    column === 'kind' ? (kinds.find(({ id }) => id === row.kindId)?.name ?? '') : cellText(row[column]);
  return columns
    .map((field) => ({ field, from: textOf(before, field), to: textOf(after, field) }))
    .filter(({ from, to }) => from !== to);
}
