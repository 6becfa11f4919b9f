import Papa from 'papaparse';
import { AppError } from './api/errors.ts';

export interface CsvRow<C extends string> {
  /** Line of the file on which the row begins, from 1; the heading is line 1. */
  readonly line: number;
  readonly cells: Record<C, string>;
  /** Cells beyond the last heading that are not empty. */
  readonly extraCells: number;
}

export interface CsvTable<C extends string> {
  readonly delimiter: string;
  readonly rows: readonly CsvRow<C>[];
}

/** The names of the columns of a text, as its heading line has them. */
export function headingOf(text: string): string[] {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const parsed = Papa.parse<string[]>(source, { preview: 1, delimitersToGuess: [',', ';', '\t'] });
  return (parsed.data[0] ?? []).map((name) => name.trim().toLowerCase());
}

/**
 * Rows of a text with a heading line: comma, semicolon or tab, told from the text; columns in any order, others ignored, empty
 * lines skipped, missing cells empty. Errors: CSV_COLUMNS_MISSING, CSV_TOO_MANY_ROWS, CSV_QUOTES.
 */
export function parseCsv<C extends string>(text: string, columns: readonly C[], rowLimit: number): CsvTable<C> {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const parsed = Papa.parse<string[]>(source, { preview: rowLimit + 2, delimitersToGuess: [',', ';', '\t'] });
  const [heading = [], ...body] = parsed.data;
  const names = heading.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw new AppError('CSV_COLUMNS_MISSING', {
      missing,
      found: names
        .filter((name) => name !== '')
        .slice(0, 20)
        .map((name) => name.slice(0, 40)),
    });
  }
  const lineOf = lineCounter(parsed.data);
  const quotes = parsed.errors.find((error) => error.type === 'Quotes');
  if (quotes !== undefined) throw new AppError('CSV_QUOTES', { line: lineOf(quotes.row ?? 0) });
  if (body.length > rowLimit)
    throw new AppError('CSV_TOO_MANY_ROWS', { rows: countLines(source) - 1, limit: rowLimit });
  const places = columns.map((column) => [column, names.indexOf(column)] as const);
  const rows: CsvRow<C>[] = [];
  for (const [index, values] of body.entries()) {
    if (values.every((value) => value.trim() === '')) continue;
    const cells = Object.fromEntries(places.map(([column, place]) => [column, values[place] ?? ''])) as Record<
      C,
      string
    >;
    const extraCells = values.slice(names.length).filter((value) => value.trim() !== '').length;
    rows.push({ line: lineOf(index + 1), cells, extraCells });
  }
  return { delimiter: parsed.meta.delimiter, rows };
}

/** Line on which each row begins, though a quoted cell may hold line breaks. */
function lineCounter(rows: readonly (readonly string[])[]): (index: number) => number {
  const lines: number[] = [];
  let next = 1;
  for (const row of rows) {
    lines.push(next);
    next += 1;
    for (const cell of row) if (cell.includes('\n')) next += cell.split('\n').length - 1;
  }
  return (index) => lines[index] ?? next;
}

function countLines(text: string): number {
  let count = text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
