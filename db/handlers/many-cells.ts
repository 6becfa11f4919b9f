import type { z } from 'zod';
import type { CellProblem, CellProblemCode, CheckedRow } from '../api/contract/many.ts';
import { type Day, parseDay } from '../api/day.ts';
import { type ApiError, AppError } from '../api/errors.ts';

type Choice = CellProblem['choices'][number];

/** A problem of one cell; an error unless told. */
export const problem = (
  field: string,
  code: CellProblemCode,
  values: readonly (string | number)[] = [],
  more: { level?: CellProblem['level']; choices?: readonly Choice[] } = {},
): CellProblem => ({
  field,
  code,
  values: values.map(String),
  level: more.level ?? 'error',
  choices: [...(more.choices ?? [])],
  error: null,
});

/** The error of the single command, told at a cell: a value that is missing or has no place there is said as such. */
export function refusal(field: string, error: AppError): CellProblem {
  const issue = error.code === 'INVALID_INPUT' ? (error as AppError<'INVALID_INPUT'>).details.issues[0] : undefined;
  if (issue?.code === 'required') return problem(field, 'required');
  if (issue?.code === 'not_allowed') return problem(field, 'notAllowed');
  return { ...problem(field, 'refused'), error: { code: error.code, details: error.details } as ApiError };
}

/** Runs a rule of the single command; what it throws is told at the cell that `fieldOf` names. */
export function heed(problems: CellProblem[], fieldOf: (error: AppError) => string, rule: () => void): void {
  try {
    rule();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problems.push(refusal(fieldOf(error), error));
  }
}

// Word and web pages leave these in what is copied from them; nobody can see them.
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** A cell as one line: NFC, no line breaks, no-break spaces or invisible signs. */
export const tidyLine = (text: string): string =>
  text.normalize('NFC').replace(invisible, '').replace(/\s+/gu, ' ').trim();

/** A cell of several lines: NFC, line breaks kept. */
export const tidyProse = (text: string): string =>
  text.normalize('NFC').replace(invisible, '').replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').trim();

/** The cells of one row by column, with the defaults for empty ones; collects what is wrong with them. */
export interface Reader {
  readonly problems: CellProblem[];
  readonly picks: Readonly<Record<string, string>>;
  /** True when the column was given and is not empty. */
  readonly has: (field: string) => boolean;
  readonly line: (field: string) => string;
  readonly prose: (field: string) => string;
  readonly day: (field: string) => Day | null;
  readonly int: (field: string) => number | null;
}

export function readerOf(row: {
  cells: Readonly<Record<string, string | undefined>>;
  defaults?: Readonly<Record<string, string | undefined>>;
  picks?: Readonly<Record<string, string>>;
}): Reader {
  const problems: CellProblem[] = [];
  const raw = (field: string): string => {
    const own = row.cells[field] ?? '';
    return own.trim() === '' ? (row.defaults?.[field] ?? '') : own;
  };
  const line = (field: string): string => tidyLine(raw(field));
  return {
    problems,
    picks: row.picks ?? {},
    has: (field) => line(field) !== '',
    line,
    prose: (field) => tidyProse(raw(field)),
    day: (field) => {
      const text = line(field);
      if (text === '') return null;
      const day = parseDay(text);
      if (day === undefined) problems.push(problem(field, 'noSuchDay', [text]));
      return day ?? null;
    },
    int: (field) => {
      const text = line(field);
      if (text === '') return null;
      const digits = text.replace(/(?<=\d)[. ](?=\d{3}\b)/g, '');
      if (/^\d{1,9}$/.test(digits)) return Number(digits);
      problems.push(problem(field, 'notANumber', [text]));
      return null;
    },
  };
}

type Issue = z.core.$ZodIssue;

function codeOf(issue: Issue): CellProblemCode {
  if (issue.code === 'too_big') return 'tooLong';
  if (issue.code === 'too_small') return 'required';
  if (issue.code === 'invalid_value') return 'notAChoice';
  if (issue.code === 'custom') {
    if (issue.message === 'unsafe_text') return 'unsafe';
    if (issue.message === 'required') return 'required';
    return issue.message === 'day_range' ? 'noSuchDay' : 'notAllowed';
  }
  return issue.code === 'invalid_format' ? 'noSuchDay' : 'required';
}

/** What a schema of the contract finds wrong, told at the cells; a cell that has a problem already keeps that one. */
export function tellIssues(
  problems: CellProblem[],
  error: z.ZodError,
  columnOf: (path: string) => string,
  textOf: (field: string) => string,
): void {
  for (const issue of error.issues) {
    const field = columnOf(issue.path.join('.'));
    if (problems.some((one) => one.field === field && one.level === 'error')) continue;
    const value = issue.code === 'too_big' ? Number(issue.maximum) : textOf(field);
    problems.push(problem(field, codeOf(issue), [value]));
  }
}

export const hasError = (problems: readonly CellProblem[]): boolean => problems.some(({ level }) => level === 'error');

/** error before duplicate before good. */
export function stateOf(problems: readonly CellProblem[]): CheckedRow['state'] {
  if (hasError(problems)) return 'error';
  const isDouble = problems.some(({ code }) => code === 'duplicate' || code === 'duplicateInSheet');
  return isDouble ? 'duplicate' : 'good';
}

/** Errors: ROWS_REFUSED, with the rows that cannot be saved, when all or none is wanted. */
export function assertAllGood(rows: readonly { key: string; problems: CellProblem[] }[]): void {
  const refused = rows.filter(({ problems }) => hasError(problems));
  if (refused.length === 0) return;
  const told = refused.slice(0, 500).map(({ key, problems }) => ({ id: key, problems }));
  throw new AppError('ROWS_REFUSED', { count: refused.length, rows: told });
}
