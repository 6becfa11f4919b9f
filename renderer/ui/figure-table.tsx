import { Button } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useText } from '../text/index.ts';
import { showNumber } from '../text/show.ts';
import { type ClipCell, encodeCsv, encodeHtml, encodeText, textCell } from './grid/clipboard.ts';
import { saveFile } from './save-file.ts';
import './figure-table.css';

export interface FigureColumn<R> {
  readonly key: string;
  readonly header: string;
  /** What the heading means, where it is too short to say it. */
  readonly hint?: string | undefined;
  /** Text or number of a cell: what is sorted and copied; null is nothing. */
  readonly value: (row: R) => string | number | null;
  /** As shown, where that is more than the value. */
  readonly render?: (row: R) => ReactNode;
  /** As copied and printed, where a number alone would not say it (a rate). */
  readonly text?: (row: R) => string;
  /** True: the text is the number itself, with more digits than showNumber gives. */
  readonly isExact?: boolean;
  /** Least width in rem of a column of words, which otherwise gives way. */
  readonly isWide?: boolean;
}

interface FigureTableProps<R> {
  /** What the table is, for screen readers and for the top of a copy. */
  readonly label: string;
  readonly columns: readonly FigureColumn<R>[];
  readonly rows: readonly R[];
  readonly rowKey: (row: R) => string;
  readonly empty: ReactNode;
  /** Rows drawn at first; more on demand. */
  readonly limit?: number;
  /** Rows at the foot, which are never sorted: sums. */
  readonly foot?: readonly R[];
  /** The row that is open beside the table. */
  readonly openKey?: string | undefined;
}

interface Sorting {
  readonly key: string;
  readonly isDown: boolean;
}

const compare = (a: string | number | null, b: string | number | null): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'vi');
};

function sorted<R>(
  rows: readonly R[],
  columns: readonly FigureColumn<R>[],
  sorting: Sorting | undefined,
): readonly R[] {
  const column = columns.find(({ key }) => key === sorting?.key);
  if (column === undefined || sorting === undefined) return rows;
  const direction = sorting.isDown ? -1 : 1;
  return rows.toSorted((a, b) => direction * compare(column.value(a), column.value(b)));
}

const shownOf = <R,>(column: FigureColumn<R>, row: R): string => {
  if (column.text !== undefined) return column.text(row);
  const value = column.value(row);
  return value === null ? '' : typeof value === 'number' ? showNumber(value) : value;
};

const isNumber = <R,>(column: FigureColumn<R>, rows: readonly R[]): boolean =>
  rows.some((row) => typeof column.value(row) === 'number');

/** The cells of one row; the first one names it. */
function RowCells<R>({ row, columns, rows }: { row: R; columns: readonly FigureColumn<R>[]; rows: readonly R[] }) {
  return columns.map((column, at) => {
    const content = column.render === undefined ? shownOf(column, row) : column.render(row);
    return at === 0 ? (
      <th key={column.key} scope="row" title={shownOf(column, row)}>
        {content}
      </th>
    ) : (
      <td
        key={column.key}
        data-number={isNumber(column, rows) || undefined}
        data-wide={column.isWide || undefined}
        {...(column.isWide ? { title: shownOf(column, row) } : {})}
      >
        {content}
      </td>
    );
  });
}

/** A real table of figures: sortable by every heading, numbers to the right, first in the order the caller gives. */
export function FigureTable<R>({
  label,
  columns,
  rows,
  rowKey,
  empty,
  limit = 300,
  foot = [],
  openKey,
}: FigureTableProps<R>) {
  const t = useText().overview;
  const [sorting, setSorting] = useState<Sorting>();
  const [shown, setShown] = useState(limit);
  const ordered = useMemo(() => sorted(rows, columns, sorting), [rows, columns, sorting]);
  if (rows.length === 0) return <>{empty}</>;
  const press = (column: FigureColumn<R>): void =>
    setSorting((old) =>
      old?.key === column.key ? { ...old, isDown: !old.isDown } : { key: column.key, isDown: isNumber(column, rows) },
    );
  return (
    <section className="vm-figures-scroll" aria-label={label} tabIndex={0}>
      <table className="vm-figures">
        <caption className="vm-visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                data-number={isNumber(column, rows) || undefined}
                data-wide={column.isWide || undefined}
                aria-sort={sorting?.key !== column.key ? 'none' : sorting.isDown ? 'descending' : 'ascending'}
              >
                <button type="button" title={column.hint ?? t.sortBy(column.header)} onClick={() => press(column)}>
                  {column.header}
                  {sorting?.key === column.key &&
                    (sorting.isDown ? <ArrowDown size="0.8em" aria-hidden /> : <ArrowUp size="0.8em" aria-hidden />)}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.slice(0, shown).map((row) => (
            <tr key={rowKey(row)} data-open={rowKey(row) === openKey || undefined}>
              <RowCells row={row} columns={columns} rows={rows} />
            </tr>
          ))}
        </tbody>
        {foot.length > 0 && (
          <tfoot>
            {foot.map((row) => (
              <tr key={rowKey(row)}>
                <RowCells row={row} columns={columns} rows={rows} />
              </tr>
            ))}
          </tfoot>
        )}
      </table>
      {ordered.length > shown && (
        <Button variant="subtle" onClick={() => setShown(shown + limit)}>
          {t.more(Math.min(limit, ordered.length - shown))}
        </Button>
      )}
    </section>
  );
}

/** The cells of a table as they are copied, heading first. */
export const clipTable = <R,>(columns: readonly FigureColumn<R>[], rows: readonly R[]): ClipCell[][] => [
  columns.map(({ header }) => textCell(header)),
  ...rows.map((row) =>
    columns.map((column): ClipCell => {
      const value = column.value(row);
      return typeof value === 'number' && (column.text === undefined || column.isExact)
        ? { kind: 'number', value, text: shownOf(column, row) }
        : textCell(shownOf(column, row));
    }),
  ),
];

/** Saves a table as CSV that Excel opens by a double click in Vietnamese Windows: semicolons, decimal commas, marked as UTF-8. */
export const saveCsv = <R,>(name: string, columns: readonly FigureColumn<R>[], rows: readonly R[]): void =>
  saveFile(name, new Blob([`\ufeff${encodeCsv(clipTable(columns, rows))}`], { type: 'text/csv;charset=utf-8' }));

/** Puts a table on the clipboard, for Excel and for Word; false when the browser does not allow it. */
export function copyTable<R>(columns: readonly FigureColumn<R>[], rows: readonly R[]): boolean {
  const table = clipTable(columns, rows);
  let isCopied = false;
  const onCopy = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', encodeText(table));
    event.clipboardData?.setData('text/html', encodeHtml(table, true));
    isCopied = event.clipboardData !== null;
  };
  // navigator.clipboard would read the markup into this page first, whose policy refuses the marks that Excel needs.
  document.addEventListener('copy', onCopy, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy, { capture: true });
  return isCopied;
}
