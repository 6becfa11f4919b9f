import { type CellProblem, isProblem, readCell, showCell } from './cell-text.ts';
import type { CellChoice, CellEdit, CellKind, CellValue, Column, PasteCell, PastePlan, PasteRow } from './types.ts';

/** The cells of a plan that can be written, as `onEdit` and the commands behind it take them. */
export const editsOf = <R>(plan: PastePlan<R>): CellEdit<R>[] =>
  plan.rows.flatMap(({ row, rowKey, cells }) =>
    row === undefined || rowKey === undefined
      ? []
      : cells
          .filter(({ error, isChange }) => error === undefined && isChange)
          .map(({ column, before, after }) => ({ row, rowKey, column, before, after })),
  );

/** Sentences at cells that cannot be filled. */
export interface PlanWords {
  readonly readOnly: string;
  readonly problem: (problem: CellProblem) => string;
}

/** Where a paste begins: the columns from its left edge on, the rows from its top on as far as the list has them. */
export interface PasteTarget<R> {
  readonly top: number;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
}

export const plainText: CellKind = { kind: 'text' };

/** Two values that read the same: an empty text and nothing are one. */
export const isSame = (a: CellValue, b: CellValue): boolean => (a ?? '') === (b ?? '');

type Resolved = ReadonlyMap<string, CellChoice | undefined>;

/** What pasted names mean, each asked once per column. */
async function resolveAll<R>(
  cells: readonly (readonly string[])[],
  columns: readonly Column<R>[],
): Promise<Resolved[]> {
  return Promise.all(
    columns.map(async ({ kind }, at) => {
      if (kind?.kind !== 'reference') return new Map();
      const texts = [...new Set(cells.map((row) => (row[at] ?? '').trim()).filter((text) => text !== ''))];
      const found = await kind.resolve(texts);
      return new Map(texts.map((text, index) => [text, found[index]]));
    }),
  );
}

interface Reading {
  readonly value: CellValue;
  readonly shown: string;
  readonly error: string | undefined;
}

function read(kind: CellKind, text: string, resolved: Resolved, words: PlanWords): Reading {
  if (kind.kind === 'reference' && text.trim() !== '') {
    const choice = resolved.get(text.trim());
    if (choice !== undefined) return { value: choice.value, shown: choice.label, error: undefined };
  }
  const reading = readCell(kind, text);
  return isProblem(reading)
    ? { value: null, shown: '', error: words.problem(reading) }
    : { value: reading.value, shown: showCell(kind, reading.value), error: undefined };
}

function cellOf<R>(
  column: Column<R>,
  row: R | undefined,
  text: string,
  resolved: Resolved,
  words: PlanWords,
): PasteCell {
  const { value, shown, error } = read(column.kind ?? plainText, text, resolved, words);
  const before = row === undefined ? null : (column.value?.(row) ?? null);
  const isChange = error !== undefined || !isSame(before, value);
  const isOpen = row === undefined ? column.canEdit !== undefined : column.canEdit?.(row) === true;
  const refusal = isChange && !isOpen ? words.readOnly : undefined;
  const judged = refusal ?? error ?? (row === undefined || !isChange ? undefined : column.check?.(value, row));
  return {
    column: column.key,
    text,
    before,
    after: judged === undefined ? value : null,
    shown,
    error: judged,
    isChange,
  };
}

/** What a pasted block would do from one cell on; nothing is written. */
export async function planPaste<R>(
  cells: readonly (readonly string[])[],
  { top, columns, rows, rowKey }: PasteTarget<R>,
  words: PlanWords,
): Promise<PastePlan<R>> {
  const width = cells[0]?.length ?? 0;
  const filled = columns.slice(0, width);
  const resolved = await resolveAll(cells, filled);
  const planned = cells.map((texts, index): PasteRow<R> => {
    const row = rows[index];
    return {
      index: top + index,
      row,
      rowKey: row === undefined ? undefined : rowKey(row),
      cells: filled.map((column, at) => cellOf(column, row, texts[at] ?? '', resolved[at] ?? new Map(), words)),
    };
  });
  const all = planned.flatMap((row) => row.cells);
  return {
    columns: filled.map(({ key, header, kind }) => ({ key, header, ...(kind === undefined ? {} : { kind }) })),
    rows: planned,
    changeCount: all.filter(({ error, isChange }) => error === undefined && isChange).length,
    errorCount: all.filter(({ error }) => error !== undefined).length,
    cutColumns: Math.max(0, width - columns.length),
  };
}

/** One value pasted into a block of several cells fills them all. */
export function spread(cells: string[][], rows: number, columns: number): string[][] {
  const [single] = cells;
  if (cells.length !== 1 || single?.length !== 1 || rows * columns === 1) return cells;
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => single[0] ?? ''));
}
