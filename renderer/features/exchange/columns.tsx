import { dayOfInstant, daysBetween } from '../../../db/api/day.ts';
import type { Text } from '../../text/index.ts';
import { showInstant, showNumber } from '../../text/show.ts';
import type { FigureColumn } from '../../ui/figure-table.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';
import { beginsDown, calmOf, deedOf, type FindingKind, type Sort, type SortKey, type Standing } from './standing.ts';
import { findingText } from './words.ts';

/** What a list of offices needs beside its rows. */
export interface Shape {
  readonly nowMs: number;
  readonly isNarrow: boolean;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly onDeed: (standing: Standing) => void;
}

export const meaningOf: Record<FindingKind, Meaning> = {
  forked: 'red',
  suspended: 'red',
  missing: 'red',
  rewound: 'amber',
  backlog: 'amber',
  silent: 'amber',
  never: 'amber',
  revoked: 'grey',
};

export const daysSince = (atMs: number, nowMs: number): number =>
  Math.max(0, daysBetween(dayOfInstant(atMs), dayOfInstant(nowMs)));

const findingsText = (t: Text, standing: Standing): string => {
  const s = t.exchange.status;
  return standing.findings.length === 0
    ? s.findings[calmOf(standing.office)]
    : standing.findings.map((kind) => findingText(s, kind, standing)).join('; ');
};

/** The worst finding as a badge, and how many more there are. */
function Findings({ t, standing }: { t: Text; standing: Standing }) {
  const [first, ...others] = standing.findings;
  const s = t.exchange.status;
  const calm = calmOf(standing.office);
  return (
    <span className="vm-sync-finding" title={findingsText(t, standing)}>
      <StatusBadge
        meaning={first === undefined ? (calm === 'good' ? 'green' : 'grey') : meaningOf[first]}
        label={first === undefined ? s.findings[calm] : findingText(s, first, standing)}
        isPlain
      />
      {others.length > 0 && <span className="vm-page-note">+{others.length}</span>}
    </span>
  );
}

const deedText = (s: Text['exchange']['status'], standing: Standing): string => {
  const deed = deedOf(standing);
  return deed === undefined ? '' : s.deeds[deed];
};

/** For the mouse; with the keyboard the row is opened, where all its deeds are. */
function DeedButton({ words, onPress }: { words: string; onPress: () => void }) {
  if (words === '') return null;
  return (
    <button
      type="button"
      className="vm-sync-deed"
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      {words}
    </button>
  );
}

const dash = <span className="vm-page-note">—</span>;
const countCell = (count: number) => (count === 0 ? dash : showNumber(count));

/** Columns of the list on the screen; beside a detail only what finds the row. */
export function gridColumns(t: Text, { nowMs, isNarrow, sort, onSort, onDeed }: Shape): Column<Standing>[] {
  const s = t.exchange.status;
  const sortedBy = (by: SortKey): Pick<Column<Standing>, 'sort'> => ({
    sort: {
      direction: sort.by !== by ? undefined : sort.isDown ? 'down' : 'up',
      onSort: () => onSort({ by, isDown: sort.by === by ? !sort.isDown : beginsDown[by] }),
    },
  });
  const when = (atMs: number | null) =>
    atMs === null ? (
      <span className="vm-page-note">{s.never}</span>
    ) : (
      <span title={showInstant(atMs)}>{t.exchange.ago(daysSince(atMs, nowMs))}</span>
    );
  const whenText = (atMs: number | null): string => (atMs === null ? s.never : showInstant(atMs));
  const columns: (Column<Standing> | false)[] = [
    {
      ...{ key: 'unit', header: s.columns.unit, width: 180, grow: 2 },
      ...sortedBy('unit'),
      value: ({ office }) => office.unitName,
      render: ({ office }) => (
        <span title={office.unitName}>
          {office.unitName}
          {office.relation !== 'below' && <span className="vm-page-note"> · {s.relations[office.relation]}</span>}
        </span>
      ),
    },
    {
      ...{ key: 'finding', header: s.columns.finding, width: isNarrow ? 210 : 236, grow: 1 },
      ...sortedBy('finding'),
      text: (standing) => findingsText(t, standing),
      render: (standing) => <Findings t={t} standing={standing} />,
    },
    {
      ...{ key: 'lastIn', header: s.columns.lastIn, width: 116 },
      ...sortedBy('lastIn'),
      text: (standing) => whenText(standing.office.lastInAtMs),
      render: (standing) => when(standing.office.lastInAtMs),
    },
    !isNarrow && {
      ...{ key: 'lastOut', header: s.columns.lastOut, width: 116 },
      ...sortedBy('lastOut'),
      text: ({ office }) => whenText(office.lastOutAtMs),
      render: ({ office }) => when(office.lastOutAtMs),
    },
    !isNarrow && {
      ...{ key: 'unacknowledged', header: s.columns.unacknowledged, width: 120, align: 'right' },
      ...sortedBy('unacknowledged'),
      kind: { kind: 'number' },
      value: ({ office }) => office.backlog.opCount,
      render: ({ office }) => countCell(office.backlog.opCount),
    },
    !isNarrow && {
      ...{ key: 'missing', header: s.columns.missing, width: 92, align: 'right' },
      ...sortedBy('missing'),
      kind: { kind: 'number' },
      value: ({ office }) => office.missingOps,
      render: ({ office }) => countCell(office.missingOps),
    },
    !isNarrow && {
      ...{ key: 'devices', header: s.columns.devices, width: 76, align: 'right' },
      ...sortedBy('devices'),
      kind: { kind: 'number' },
      value: ({ office }) => office.devices.length,
      render: ({ office }) => showNumber(office.devices.length),
    },
    !isNarrow && {
      ...{ key: 'deed', header: s.columns.deed, width: 132 },
      text: (standing) => deedText(s, standing),
      render: (standing) => <DeedButton words={deedText(s, standing)} onPress={() => onDeed(standing)} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** The same for paper and for a spreadsheet. */
export function figureColumns(t: Text): FigureColumn<Standing>[] {
  const s = t.exchange.status;
  const when = (atMs: number | null): string => (atMs === null ? s.never : showInstant(atMs));
  return [
    { key: 'unit', header: s.columns.unit, value: ({ office }) => office.unitName },
    { key: 'finding', header: s.columns.finding, value: (standing) => findingsText(t, standing) },
    { key: 'lastIn', header: s.columns.lastIn, value: (standing) => when(standing.office.lastInAtMs) },
    { key: 'lastOut', header: s.columns.lastOut, value: ({ office }) => when(office.lastOutAtMs) },
    { key: 'unacknowledged', header: s.columns.unacknowledged, value: ({ office }) => office.backlog.opCount },
    { key: 'missing', header: s.columns.missing, value: ({ office }) => office.missingOps },
    { key: 'devices', header: s.columns.devices, value: ({ office }) => office.devices.length },
  ];
}
