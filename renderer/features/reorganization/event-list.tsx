import { Button } from '@mantine/core';
import { GitMerge, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { EventState, useStates } from './event-state.tsx';
import { inputOf, isFiltered, useEventFilter } from './filter.ts';
import { type EventRow, eventEntities, useCanKeep } from './keep.ts';

type Words = Text['reorganization'];

/** The first names and how many more there are. */
function namesOf(t: Words['list'], names: readonly string[], count: number): string {
  if (count === 0) return '';
  const rest = count - names.length;
  return [names.join(', '), ...(rest > 0 ? [t.more(rest)] : [])].join(' ');
}

function columnsOf(
  t: Words,
  on: string,
  isNarrow: boolean,
  statesOf: ReturnType<typeof useStates>,
): Column<EventRow>[] {
  const from = (row: EventRow): string => namesOf(t.list, row.fromNames, row.fromCount);
  const to = (row: EventRow): string => namesOf(t.list, row.toNames, row.toCount);
  const units = (row: EventRow): string => {
    const [before, after] = [from(row), to(row)];
    return before === after ? before : t.list.arrow(before || t.list.none, after || t.list.none);
  };
  const wide = (key: string, header: string, textOf: (row: EventRow) => string): Column<EventRow> => ({
    key,
    header,
    width: isNarrow ? 110 : 150,
    grow: 2,
    value: textOf,
    render: (row) => <span title={textOf(row)}>{textOf(row) || '—'}</span>,
  });
  return [
    {
      key: 'effectiveOn',
      header: t.list.effectiveOn,
      width: 90,
      kind: { kind: 'day' },
      value: (row) => row.effectiveOn,
      render: (row) => showDay(row.effectiveOn),
    },
    {
      key: 'kind',
      header: t.list.kind,
      width: isNarrow ? 110 : 136,
      text: (row) => t.kinds[row.kind],
      render: (row) => t.kinds[row.kind],
    },
    ...(isNarrow
      ? [wide('units', t.list.units, units)]
      : [
          wide('from', t.list.from, from),
          wide('to', t.list.to, to),
          wide('basis', t.list.basis, (row) => row.basisText),
        ]),
    {
      key: 'state',
      header: t.list.state,
      width: isNarrow ? 150 : 200,
      text: (row) => statesOf(row, on).join(', ') || t.states.settled,
      render: (row) => <EventState event={row} on={on} isPlain />,
    },
  ];
}

/** The list of events, newest day first. */
export function EventList({ openId }: { openId: string | undefined }) {
  const t = useText().reorganization;
  const on = useViewDate((s) => s.on);
  const { set: _set, clear, ...filter } = useEventFilter();
  const rows = usePages('reorganization.list', { on, ...inputOf(filter) }, { entities: eventEntities });
  const statesOf = useStates();
  const isNarrow = openId !== undefined;
  const columns = useMemo(() => columnsOf(t, on, isNarrow, statesOf), [t, on, isNarrow]);
  const action = useCanKeep() && (
    <Button leftSection={<Plus size="1rem" aria-hidden />} onClick={() => go('/reorganize/new')}>
      {t.record}
    </Button>
  );
  return (
    <Grid
      label={t.list.label}
      name={isNarrow ? 'events-beside' : 'events'}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      openKey={openId}
      onOpen={(row) => go(`/reorganize/${row.id}`)}
      isFiltered={isFiltered(filter)}
      onClearFilters={clear}
      empty={<EmptyState icon={GitMerge} title={t.list.emptyTitle} hint={t.list.emptyHint} action={action} />}
    />
  );
}
