import { fold } from '../fold.ts';

/** A column of a fast-entry sheet, as far as a pasted block is concerned. */
export interface MapColumn {
  readonly key: string;
  readonly header: string;
  /** Other words that head such a column in other people's tables. */
  readonly aliases?: readonly string[];
}

/** Which column of the sheet each column of a pasted block goes to, undefined for none; and whether its first row is a header. */
export interface Mapping {
  readonly hasHeader: boolean;
  readonly targets: readonly (string | undefined)[];
}

const wordOf = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9 ]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();

const namesOf = ({ header, aliases = [] }: MapColumn): string[] => [header, ...aliases].map(wordOf);

/** The column whose name the cell is; else the one whose name begins it or is begun by it ("Hạn" in "Hạn hoàn thành"). */
function headedBy(cell: string, columns: readonly MapColumn[]): string | undefined {
  const word = wordOf(cell);
  if (word === '') return undefined;
  const exact = columns.find((column) => namesOf(column).includes(word));
  if (exact !== undefined) return exact.key;
  const near = columns.find((column) =>
    namesOf(column).some((name) => name.startsWith(`${word} `) || word.startsWith(`${name} `)),
  );
  return near?.key;
}

const widthOf = (block: readonly (readonly string[])[]): number =>
  block.reduce((most, row) => Math.max(most, row.length), 0);

/** Longest cell of a header: content may well begin with the name of a column, but is longer. */
const headerLength = 40;

/**
 * Reads a pasted block: where at least two cells of its first row (or the only one) are names of columns, they say what goes
 * where; otherwise the columns follow one another from `at` on. A column is filled once, by the first that names it.
 */
export function guessMapping(
  block: readonly (readonly string[])[],
  columns: readonly MapColumn[],
  at = columns[0]?.key,
): Mapping {
  const width = widthOf(block);
  const [first = []] = block;
  const headed = Array.from({ length: width }, (_, index) => {
    const cell = first[index] ?? '';
    return cell.length > headerLength ? undefined : headedBy(cell, columns);
  });
  const targets = headed.map((key, index) => (headed.indexOf(key) === index ? key : undefined));
  const known = targets.filter((key) => key !== undefined).length;
  if (known >= 2 || (known === 1 && width === 1 && block.length > 1)) return { hasHeader: true, targets };
  const start = Math.max(
    0,
    columns.findIndex(({ key }) => key === at),
  );
  return { hasHeader: false, targets: headed.map((_, index) => columns[start + index]?.key) };
}

/** Sends one pasted column elsewhere; whatever went there before goes nowhere. */
export const withTarget = (mapping: Mapping, index: number, key: string | undefined): Mapping => ({
  ...mapping,
  targets: mapping.targets.map((old, place) => (place === index ? key : old === key ? undefined : old)),
});

/**
 * The rows of a block as cells by column. Of a table with a header, rows with nothing in them are left out; of a block
 * without one every cell has its place, and an empty one empties what it is put over.
 */
export function mappedRows(block: readonly (readonly string[])[], mapping: Mapping): Record<string, string>[] {
  return block.slice(mapping.hasHeader ? 1 : 0).flatMap((row) => {
    const cells: Record<string, string> = {};
    for (const [index, key] of mapping.targets.entries()) if (key !== undefined) cells[key] = row[index] ?? '';
    const isEmpty = Object.values(cells).every((text) => text.trim() === '');
    return mapping.hasHeader && isEmpty ? [] : [cells];
  });
}
