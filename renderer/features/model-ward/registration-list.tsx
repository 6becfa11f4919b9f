import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { RegistrationRow } from '../../../db/api/contract/model-ward.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { isFiltered, useWardFilter, wardEntities } from './filter.ts';
import { StateBadge } from './state-badge.tsx';

type Words = Text['modelWard'];

function columnsOf(t: Words, isNarrow: boolean): Column<RegistrationRow>[] {
  const result = (kind: 'self' | 'inspection'): Column<RegistrationRow> => ({
    key: kind,
    header: t.list[kind],
    width: 200,
    text: (row) => (row[kind] === null ? '' : t.result(row[kind])),
    render: (row) => row[kind] !== null && <span title={t.result(row[kind])}>{t.result(row[kind])}</span>,
  });
  const columns: (Column<RegistrationRow> | false)[] = [
    {
      key: 'unit',
      header: t.list.unit,
      width: 150,
      grow: 2,
      text: (row) => row.unitName,
      render: (row) => (
        <span title={row.unitEndedOn === null ? row.unitName : `${row.unitName} – ${t.list.ended}`}>
          {row.unitName}
          {row.unitEndedOn !== null && <span className="vm-page-note"> · {t.list.ended}</span>}
        </span>
      ),
    },
    {
      key: 'year',
      header: t.list.year,
      width: 64,
      align: 'right',
      text: (row) => String(row.year),
      render: (row) => row.year,
    },
    !isNarrow && {
      key: 'registeredOn',
      header: t.list.registeredOn,
      width: 112,
      text: (row) => showDay(row.registeredOn),
      render: (row) => showDay(row.registeredOn),
    },
    !isNarrow && result('self'),
    !isNarrow && result('inspection'),
    !isNarrow && {
      key: 'set',
      header: t.list.set,
      width: 140,
      grow: 1,
      text: (row) => row.setName,
      render: (row) => <span title={row.setName}>{row.setName}</span>,
    },
    {
      key: 'state',
      header: t.list.state,
      width: 148,
      text: (row) => t.states[row.state],
      render: (row) => <StateBadge state={row.state} isPlain />,
    },
  ];
  return columns.filter((column) => column !== false);
}

const keyOf = (row: RegistrationRow): string => row.id;

/** Registrations by year, the latest first, then by the names of the units. */
export function RegistrationList({ openId, canWrite }: { openId: string | undefined; canWrite: boolean }) {
  const t = useText().modelWard;
  const on = useViewDate((s) => s.on);
  const { set: _set, clear, ...filter } = useWardFilter();
  const rows = usePages('modelWard.list', { on, ...filter }, { entities: wardEntities });
  const isNarrow = openId !== undefined;
  const columns = useMemo(() => columnsOf(t, isNarrow), [t, isNarrow]);
  const add = canWrite && (
    <Button leftSection={<Plus size="1rem" aria-hidden />} onClick={() => go('/model-wards/new')}>
      {t.register}
    </Button>
  );
  return (
    <Grid
      label={t.list.label}
      name={isNarrow ? 'model-wards-beside' : 'model-wards'}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      openKey={openId}
      onOpen={(row) => go(`/model-wards/${row.id}`)}
      isFiltered={isFiltered(filter)}
      onClearFilters={clear}
      empty={<EmptyState title={t.list.empty} hint={t.list.emptyHint} action={add} />}
    />
  );
}
