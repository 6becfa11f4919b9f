import type { ReactNode } from 'react';
import { clipTable, type FigureColumn } from './figure-table.tsx';
import './paper.css';

const isNumber = <R,>(column: FigureColumn<R> | undefined, row: R | undefined): boolean =>
  column !== undefined && row !== undefined && typeof column.value(row) === 'number';

/** One table on paper, its heading repeated on every page it runs over. */
export function PaperTable<R>({
  title,
  columns,
  rows,
  foot = [],
}: {
  title: string;
  columns: readonly FigureColumn<R>[];
  rows: readonly R[];
  /** Sums. */
  foot?: readonly R[];
}): ReactNode {
  const all = [...rows, ...foot];
  const [head = [], ...body] = clipTable(columns, all);
  if (body.length === 0) return null;
  return (
    <section className="vm-paper-part">
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={cell.text} scope="col" data-number={all.some((row) => isNumber(columns[at], row)) || undefined}>
                {cell.text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((cells, row) => (
            <tr key={row} data-sum={row >= rows.length || undefined}>
              {cells.map((cell, at) => (
                <td key={at} data-number={isNumber(columns[at], all[row]) || undefined}>
                  {cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
