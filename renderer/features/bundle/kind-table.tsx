import type { ReactNode } from 'react';

interface PlainTableProps {
  label: string;
  headers: readonly string[];
  /** First cell of each row names it; all others are figures. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/** A short table of figures that is read at once; nothing in it is opened or sorted. */
export function PlainTable({ label, headers, rows }: PlainTableProps) {
  return (
    <table className="vm-bundle-table" aria-label={label}>
      <thead>
        <tr>
          {headers.map((header) => (
            <th key={header} scope="col">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [name, ...figures] }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {figures.map((figure, index) => (
              <td key={headers[index + 1]}>{figure}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
