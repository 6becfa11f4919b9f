import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { StocktakeRow } from '../../../db/api/contract/stocktake.ts';
import { go } from '../../navigate.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { isFiltered, useStocktakeFilter } from './filter.ts';

type Words = Text['stocktake'];

const stateText = ({ hasConclusion, taskCount, openTaskCount }: StocktakeRow, t: Words['list']): string => {
  if (hasConclusion === 0) return t.noConclusion;
  if (taskCount === 0) return t.noTasks;
  return openTaskCount === 0 ? t.tasksDone(taskCount) : t.tasksOpen(openTaskCount, taskCount);
};

/** Where it stands after the meeting: unconcluded, without tasks, being done, done. */
function StateCell({ row, t }: { row: StocktakeRow; t: Words['list'] }) {
  const label = stateText(row, t);
  if (row.hasConclusion === 0 || row.taskCount === 0) return <StatusBadge meaning="grey" label={label} isPlain />;
  return <StatusBadge meaning={row.openTaskCount === 0 ? 'green' : 'blue'} label={label} isPlain />;
}

function columnsOf(t: Words, isNarrow: boolean): Column<StocktakeRow>[] {
  const columns: (Column<StocktakeRow> | false)[] = [
    {
      key: 'heldOn',
      header: t.list.heldOn,
      width: isNarrow ? 114 : 116,
      value: (row) => row.heldOn,
      text: (row) => showDay(row.heldOn),
      render: (row) => showDay(row.heldOn),
    },
    {
      key: 'kind',
      header: t.list.kind,
      width: 84,
      text: (row) => t.kinds[row.kind],
      render: (row) => t.kinds[row.kind],
    },
    {
      key: 'title',
      header: t.list.title,
      width: isNarrow ? 110 : 180,
      grow: 3,
      text: (row) => row.title,
      render: (row) => <span title={row.title}>{row.title}</span>,
    },
    !isNarrow && {
      key: 'directives',
      header: t.list.directives,
      width: 130,
      text: (row) => row.directiveNumbers.join(', '),
      render: (row) => <span title={row.directiveNumbers.join(', ')}>{row.directiveNumbers.join(', ')}</span>,
    },
    !isNarrow && {
      key: 'period',
      header: t.list.period,
      width: 176,
      text: (row) => `${showDay(row.fromOn)} – ${showDay(row.toOn)}`,
      render: (row) => `${showDay(row.fromOn)} – ${showDay(row.toOn)}`,
    },
    !isNarrow && {
      key: 'form',
      header: t.list.form,
      width: 150,
      text: (row) => t.forms[row.form],
      render: (row) => t.forms[row.form],
    },
    !isNarrow && {
      key: 'host',
      header: t.list.host,
      width: 130,
      grow: 1,
      text: (row) => row.hostName,
      render: (row) => <span title={row.hostName}>{row.hostName}</span>,
    },
    !isNarrow && {
      key: 'sites',
      header: t.list.sites,
      width: 84,
      align: 'right',
      text: (row) => (row.siteCount === 0 ? '' : String(row.siteCount)),
      render: (row) => (row.siteCount === 0 ? '' : showNumber(row.siteCount)),
    },
    {
      key: 'state',
      header: t.list.state,
      width: isNarrow ? 168 : 190,
      text: (row) => stateText(row, t.list),
      render: (row) => <StateCell row={row} t={t.list} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

const keyOf = (row: StocktakeRow): string => row.id;

/** Sơ kết and tổng kết, the latest held first. */
export function StocktakeList({ openId, canWrite }: { openId: string | undefined; canWrite: boolean }) {
  const { stocktake: t } = useText();
  const { set: _set, clear, ...filter } = useStocktakeFilter();
  const rows = usePages('stocktake.list', filter, {
    entities: ['stocktake', 'stocktakeTask', 'directive', 'assignmentStep', 'unitVersion'],
  });
  const isNarrow = openId !== undefined;
  const columns = useMemo(() => columnsOf(t, isNarrow), [t, isNarrow]);
  const add = canWrite && (
    <Button leftSection={<Plus size="1rem" aria-hidden />} onClick={() => go('/stocktakes/new')}>
      {t.add}
    </Button>
  );
  return (
    <Grid
      label={t.list.label}
      name={isNarrow ? 'stocktakes-beside' : 'stocktakes'}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      openKey={openId}
      onOpen={(row) => go(`/stocktakes/${row.id}`)}
      isFiltered={isFiltered(filter)}
      onClearFilters={clear}
      empty={<EmptyState title={t.list.empty} hint={t.list.emptyHint} action={add} />}
    />
  );
}
