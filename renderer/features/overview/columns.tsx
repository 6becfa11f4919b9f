import type { Output } from '../../../db/api/contract/index.ts';
import type { Work } from '../../../db/api/contract/overview.ts';
import type { Span } from '../../../db/api/span.ts';
import { useTreeMode } from '../../stores/tree-mode.ts';
import type { Text } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import type { FigureColumn } from '../../ui/figure-table.tsx';
import { type Of, openWork, type WorkKey } from './open-work.ts';

/** A number that opens its rows; 0 is only a number. */
function Opens({
  label,
  count,
  meaning,
  onOpen,
}: {
  label: string;
  count: number;
  meaning?: string;
  onOpen: () => void;
}) {
  if (count === 0) return <span className="vm-figure-none">0</span>;
  return (
    <button type="button" className="vm-figure-link" data-meaning={meaning} aria-label={label} onClick={onOpen}>
      {showNumber(count)}
    </button>
  );
}

/** Columns of work that every table of the overview has; `of` says what a row belongs to, undefined where no list can be narrowed to it. */
export function workColumns<R extends Work>(
  t: Text['overview'],
  keys: readonly (WorkKey | 'onTimeShare' | 'longest')[],
  nameOf: (row: R) => string,
  target: (row: R) => { span: Span; of: Of },
): FigureColumn<R>[] {
  return keys.map((key): FigureColumn<R> => {
    const head = { key, header: t.columns[key], hint: t.columnHints[key] };
    if (key === 'onTimeShare')
      return {
        ...head,
        value: (row) => row.onTimeShare,
        text: (row) => (row.onTimeShare === null ? '—' : t.percent(row.onTimeShare)),
      };
    if (key === 'longest')
      return {
        ...head,
        value: (row) => row.longestDaysLate,
        text: (row) => (row.longestDaysLate === 0 ? '—' : t.days(row.longestDaysLate)),
      };
    return {
      ...head,
      value: (row) => row[key],
      render: (row) => (
        <Opens
          label={t.openRows(`${nameOf(row)}, ${t.columns[key]}`, row[key])}
          count={row[key]}
          {...(key === 'overdue' ? { meaning: 'red' } : {})}
          onOpen={() => {
            const { span, of } = target(row);
            openWork(key, span, of);
          }}
        />
      ),
    };
  });
}

export type UnitRow = Output<'overview.units'>[number];
export type DirectiveRow = Output<'overview.directives'>['rows'][number];
export type LevelRow = Output<'overview.figures'>['levels'][number];
export type MonthRow = Output<'overview.figures'>['months'][number];

/** What a document is called; work without one has words of its own. */
export const directiveName = (t: Text['overview'], row: DirectiveRow): string =>
  row.directiveId === null ? t.noDirective : row.number || (row.subject ?? '');

/** The document of a row, as part of a list request. */
export const ofDirective = (t: Text['overview'], row: DirectiveRow): Of & { hasDirective?: boolean } =>
  row.directiveId === null
    ? { hasDirective: false }
    : { directive: { id: row.directiveId, name: directiveName(t, row) } };

export const directiveColumns = (t: Text['overview'], span: Span, of: Of): FigureColumn<DirectiveRow>[] => [
  {
    key: 'directive',
    header: t.columns.directive,
    value: (row) => directiveName(t, row),
    render: (row) => <span title={row.subject ?? ''}>{directiveName(t, row)}</span>,
  },
  ...workColumns<DirectiveRow>(
    t,
    ['overdue', 'due', 'doneOnTime', 'doneLate', 'within', 'onTimeShare', 'longest'],
    (row) => directiveName(t, row),
    (row) => ({ span, of: { ...of, ...ofDirective(t, row) } }),
  ),
];

/** Chưa nộp 1/6; a dash where nothing is owed. */
const missingText = ({ expected, missing }: UnitRow): string =>
  expected === 0 ? '—' : `${showNumber(missing)}/${showNumber(expected)}`;

const isOfToday = (): boolean => useTreeMode.getState().mode === 'ofToday';

/** That a unit is no more, and why nobody carries its work on. */
const unitNote = ({ totals: t }: Text, { endedOn, reason }: UnitRow): string =>
  [endedOn === null ? '' : t.ended(endedOn), reason === null ? '' : t.notConvertibleReasons[reason]]
    .filter(Boolean)
    .join(' · ');

export const unitColumns = (
  text: Text,
  span: Span,
  scope: Of,
  openMissing: (row: UnitRow) => void = () => {},
): FigureColumn<UnitRow>[] => {
  const t = text.overview;
  return [
    {
      key: 'unit',
      header: t.columns.unit,
      value: (row) => row.unitName,
      text: (row) => [row.unitName, unitNote(text, row)].filter(Boolean).join(' · '),
      render: (row) => (
        <>
          {row.unitName} <span className="vm-overview-note">{unitNote(text, row)}</span>
        </>
      ),
    },
    ...workColumns<UnitRow>(
      t,
      ['given', 'doneOnTime', 'doneLate', 'overdue'],
      (row) => row.unitName,
      (row) => ({
        span,
        of: {
          ...{ unit: { id: row.unitId, name: row.unitName }, isUnitAlone: true },
          ...(scope.unit === undefined || isOfToday() ? {} : { within: scope.unit }),
        },
      }),
    ),
    {
      key: 'missing',
      header: t.columns.missing,
      hint: t.columnHints['missing'],
      value: (row) => (row.expected === 0 ? null : row.missing),
      text: missingText,
      render: (row) =>
        row.missing === 0 ? (
          missingText(row)
        ) : (
          <button
            type="button"
            className="vm-figure-link"
            data-meaning="red"
            aria-label={`${row.unitName}, ${t.columns.missing}: ${missingText(row)}`}
            onClick={() => openMissing(row)}
          >
            {missingText(row)}
          </button>
        ),
    },
    ...workColumns<UnitRow>(
      t,
      ['longest'],
      (row) => row.unitName,
      () => ({ span, of: {} }),
    ),
  ];
};

export const levelColumns = (text: Text, span: Span, of: Of): FigureColumn<LevelRow>[] => {
  const t = text.overview;
  const name = (row: LevelRow): string => text.unit.levels[row.level];
  return [
    { key: 'level', header: t.columns.level, value: name },
    ...workColumns<LevelRow>(t, ['given', 'doneOnTime', 'overdue', 'onTimeShare'], name, (row) => ({
      span,
      of: { ...of, level: row.level },
    })),
  ];
};

const monthSpan = (month: string): Span => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  return { from: `${month}-01`, to: `${next}-01` };
};

/** 05/2026. */
export const monthName = (month: string): string => `${month.slice(5)}/${month.slice(0, 4)}`;

export const monthColumns = (t: Text['overview'], of: Of): FigureColumn<MonthRow>[] => [
  { key: 'month', header: t.columns.month, value: (row) => row.month, text: (row) => monthName(row.month) },
  ...workColumns<MonthRow>(
    t,
    ['given', 'doneOnTime', 'doneLate', 'overdue', 'within', 'onTimeShare'],
    (row) => monthName(row.month),
    (row) => ({ span: monthSpan(row.month), of }),
  ),
];

/** One band of days late, of what is done and of what is not. */
export interface BandRow {
  readonly band: number;
  readonly doneLate: number;
  readonly overdue: number;
}

export const bandRows = ({ lateByAge, overdueByAge }: Work): BandRow[] =>
  lateByAge.map((doneLate, band) => ({ band, doneLate, overdue: overdueByAge[band] ?? 0 }));

export const bandColumns = (t: Text['overview'], span: Span, of: Of): FigureColumn<BandRow>[] => [
  { key: 'band', header: t.columns.band, value: (row) => row.band, text: (row) => t.bands[row.band] ?? '' },
  ...(['overdue', 'doneLate'] as const).map(
    (key): FigureColumn<BandRow> => ({
      key,
      header: t.cards[key],
      value: (row) => row[key],
      render: (row) => (
        <Opens
          label={t.openRows(`${t.cards[key]}, ${t.bands[row.band]}`, row[key])}
          count={row[key]}
          onOpen={() => openWork(key, span, of, row.band)}
        />
      ),
    }),
  ),
];
