import type { Output } from '../../../db/api/contract/index.ts';
import type { TotalsCell, TotalsColumn } from '../../../db/api/contract/totals.ts';
import type { Text } from '../../text/index.ts';
import { showDecimal } from '../../text/show.ts';
import type { FigureColumn } from '../../ui/figure-table.tsx';
import { type Line, stateOf } from './rows.ts';

export interface Opening {
  /** The reports behind a number; without a column all that were handed in. */
  readonly openReports: (line: Line, column: TotalsColumn | null) => void;
  readonly openMissing: (line: Line) => void;
  readonly openUnit: (line: Line) => void;
}

const noCell: TotalsCell = { value: null, reports: 0, before: null };

const numberOf = (value: string | null): number | null => (value === null ? null : Number(value));

/** Exact difference of two decimal texts. */
function change(value: string, before: string): string {
  const scale = Math.max(...[value, before].map((text) => text.split('.')[1]?.length ?? 0));
  const digits = (text: string): bigint => {
    const [whole = '0', part = ''] = text.split('.');
    return BigInt(whole + part.padEnd(scale, '0'));
  };
  const difference = digits(value) - digits(before);
  const text = (difference < 0n ? -difference : difference).toString().padStart(scale + 1, '0');
  const plain = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`.replace(/\.?0+$/, '');
  return difference < 0n ? `-${plain}` : plain;
}

const wordOf = (t: Text['totals'], line: Line, cell: TotalsCell): string => {
  if (cell.value !== null) return showDecimal(cell.value);
  if (cell.reports > 0) return t.states.mixed;
  const state = stateOf(line);
  return state === null ? '—' : t.states[state];
};

/** What a unit has said of one figure: the number opens the reports behind it. */
function Value({ t, line, column, at, opening }: CellProps) {
  const cell = line.cells[at] ?? noCell;
  const words = wordOf(t, line, cell);
  if (cell.reports === 0) return <span className="vm-figure-none">{words}</span>;
  return (
    <button
      type="button"
      className="vm-figure-link"
      aria-label={`${words}. ${t.openReports(line.name, t.columnNote(column.name, column.measure), cell.reports)}`}
      onClick={() => opening.openReports(line, column)}
    >
      {words}
    </button>
  );
}

interface CellProps {
  t: Text['totals'];
  line: Line;
  column: TotalsColumn;
  at: number;
  opening: Opening;
}

const handedWords = (t: Text['totals'], { handed }: Line): string =>
  handed.expected === 0 ? (handed.extra === 0 ? '—' : `+${handed.extra}`) : t.ratio(handed.submitted, handed.expected);

function Handed({ t, line, opening }: Pick<CellProps, 't' | 'line' | 'opening'>) {
  const words = handedWords(t, line);
  if (line.handed.missing === 0) return <span>{words}</span>;
  return (
    <button
      type="button"
      className="vm-figure-link"
      data-meaning="red"
      aria-label={`${words}. ${t.openMissing(line.name, line.handed.missing)}`}
      onClick={() => opening.openMissing(line)}
    >
      {words}
    </button>
  );
}

function Unit({ t, line, opening }: Pick<CellProps, 't' | 'line' | 'opening'>) {
  const note = [line.note, line.reason === null ? '' : t.notConvertibleReasons[line.reason]]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      {line.hasBelow ? (
        <button
          type="button"
          className="vm-figure-link"
          aria-label={t.open(line.name)}
          onClick={() => opening.openUnit(line)}
        >
          {line.name}
        </button>
      ) : (
        line.name
      )}
      {note !== '' && <span className="vm-totals-note"> {note}</span>}
    </>
  );
}

/** The columns of one figure; compared, the same of a year before and the change beside it. */
function figureColumns(
  t: Text['totals'],
  column: TotalsColumn,
  at: number,
  isCompared: boolean,
  opening: Opening,
): FigureColumn<Line>[] {
  const name = t.columnNote(column.name, column.measure);
  const cellOf = (line: Line): TotalsCell => line.cells[at] ?? noCell;
  const own: FigureColumn<Line> = {
    key: column.key,
    header: name,
    ...(column.isAdditive ? {} : { hint: t.columnHints.ratio }),
    value: (line) => numberOf(cellOf(line).value),
    text: (line) => wordOf(t, line, cellOf(line)),
    isExact: true,
    render: (line) => <Value t={t} line={line} column={column} at={at} opening={opening} />,
  };
  if (!isCompared) return [own];
  const changeOf = (line: Line): string | null => {
    const { value, before } = cellOf(line);
    return value === null || before === null ? null : change(value, before);
  };
  const shown = (value: string | null): string => (value === null ? '—' : showDecimal(value));
  return [
    own,
    {
      key: `${column.key} before`,
      header: t.columns.before,
      hint: t.ofColumn(name, t.columns.before),
      value: (line) => numberOf(cellOf(line).before),
      text: (line) => shown(cellOf(line).before),
      isExact: true,
    },
    {
      key: `${column.key} change`,
      header: t.columns.change,
      hint: t.ofColumn(name, t.columns.change),
      value: (line) => numberOf(changeOf(line)),
      text: (line) => shown(changeOf(line)).replace(/^(?=[1-9]|0[.,])/, '+'),
      isExact: true,
    },
  ];
}

/** Unit, reports handed in, and one column per figure. */
export const totalsColumns = (
  t: Text['totals'],
  columns: Output<'totals.figures'>['columns'],
  isCompared: boolean,
  opening: Opening,
): FigureColumn<Line>[] => [
  {
    key: 'unit',
    header: t.columns.unit,
    value: (line) => line.name,
    text: (line) =>
      [line.name, line.note, line.reason === null ? '' : t.notConvertibleReasons[line.reason]]
        .filter(Boolean)
        .join(' · '),
    render: (line) => <Unit t={t} line={line} opening={opening} />,
  },
  {
    key: 'handed',
    header: t.columns.handed,
    hint: t.columnHints.handed,
    value: (line) => (line.handed.expected === 0 ? null : line.handed.submitted / line.handed.expected),
    text: (line) => handedWords(t, line),
    render: (line) => <Handed t={t} line={line} opening={opening} />,
  },
  ...columns.flatMap((column, at) => figureColumns(t, column, at, isCompared, opening)),
];
