import { useMemo } from 'react';
import type { Day } from '../../../db/api/day.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showBytes, showNumber } from '../../text/show.ts';
import { fold } from '../../ui/fold.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import type { ApiState } from '../../use-api.ts';
import type { Receiver } from './export-store.ts';
import { ageOf, isDue } from './words.ts';

export const showings = ['all', 'waiting', 'late'] as const;

export interface ReceiverFilter {
  text: string;
  showing: (typeof showings)[number];
}

/** Receivers by words of their name, with or without marks, and by what waits for them. */
export function matching(receivers: readonly Receiver[], { text, showing }: ReceiverFilter): Receiver[] {
  const words = fold(text).split(' ').filter(Boolean);
  return receivers.filter((receiver) => {
    const name = fold(receiver.unitName);
    const isWanted = showing === 'all' || (showing === 'waiting' ? isDue(receiver) : receiver.isTooMuch);
    return isWanted && words.every((word) => name.includes(word));
  });
}

/** How things stand with a receiver, in one word. */
export function stateOf(t: Text, receiver: Receiver): { meaning: Meaning; label: string } {
  const words = t.bundle.export.state;
  const { prepared, isTooMuch, opCount, fileCount } = receiver;
  if (prepared !== null) return { meaning: 'amber', label: words.prepared };
  if (isTooMuch) return { meaning: 'amber', label: words.tooMuch };
  if (opCount > 0 || fileCount > 0) return { meaning: 'blue', label: words.waiting };
  return isDue(receiver) ? { meaning: 'blue', label: words.receipt } : { meaning: 'green', label: words.none };
}

export const lastOf = (t: Text, { lastNumber, lastSentAtMs }: Receiver, today: Day): string =>
  lastSentAtMs === null ? t.bundle.export.never : t.bundle.export.last(lastNumber, ageOf(t, lastSentAtMs, today));

function columnsOf(t: Text, today: Day): Column<Receiver>[] {
  const words = t.bundle.export;
  return [
    {
      ...{ key: 'unit', header: words.column.unit, width: 170, grow: 3, isFrozen: true },
      value: (row) => row.unitName,
      render: (row) => <span title={row.unitName}>{row.unitName}</span>,
    },
    {
      ...{ key: 'relation', header: words.column.relation, width: 108 },
      value: (row) => t.bundle.relations[row.relation],
      render: (row) => <span title={t.bundle.relations[row.relation]}>{t.bundle.relations[row.relation]}</span>,
    },
    {
      ...{ key: 'ops', header: words.column.ops, width: 70, align: 'right', kind: { kind: 'number' } },
      value: (row) => row.opCount,
      render: (row) => showNumber(row.opCount),
    },
    {
      ...{ key: 'bytes', header: words.column.bytes, width: 100, align: 'right', isHidden: true },
      value: (row) => showBytes(row.byteCount),
      render: (row) => showBytes(row.byteCount),
    },
    {
      ...{ key: 'days', header: words.column.days, width: 68, align: 'right' },
      value: (row) => (row.opCount === 0 ? '' : words.days(row.days)),
      render: (row) => (row.opCount === 0 ? '—' : words.days(row.days)),
    },
    {
      ...{ key: 'last', header: words.column.last, width: 126, grow: 1 },
      value: (row) => lastOf(t, row, today),
      render: (row) => <span title={lastOf(t, row, today)}>{lastOf(t, row, today)}</span>,
    },
    {
      ...{ key: 'state', header: words.column.state, width: 140 },
      value: (row) => stateOf(t, row).label,
      render: (row) => (
        <span title={stateOf(t, row).label}>
          <StatusBadge {...stateOf(t, row)} isPlain />
        </span>
      ),
    },
  ];
}

interface ReceiverListProps {
  label: string;
  state: ApiState<Receiver[]>;
  /** What of it is shown. */
  rows: readonly Receiver[];
  openKey: string | undefined;
  ticked: ReadonlySet<string>;
  onTick: (ticked: Set<string>) => void;
  onOpen: (receiver: Receiver) => void;
  isFiltered: boolean;
  onClear: () => void;
}

/** Who can be sent a bundle, with what waits for them. */
export function ReceiverList({
  state,
  rows,
  openKey,
  ticked,
  onTick,
  onOpen,
  isFiltered,
  onClear,
  label,
}: ReceiverListProps) {
  const t = useText();
  const today = useViewDate((s) => s.today);
  const columns = useMemo(() => columnsOf(t, today), [t, today]);
  return (
    <Grid
      label={label}
      name="receivers"
      columns={columns}
      rows={allRows({ ...state, data: state.data === undefined ? undefined : rows })}
      rowKey={(row) => row.unitId}
      rowLabel={(row) => row.unitName}
      openKey={openKey}
      onOpen={onOpen}
      selection={ticked}
      onSelect={onTick}
      empty={null}
      isFiltered={isFiltered}
      onClearFilters={onClear}
    />
  );
}
