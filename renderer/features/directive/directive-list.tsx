import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { DirectiveRow } from '../../../db/api/contract/directive.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { DirectiveBulkBar, useDirectiveBulk } from './directive-bulk.tsx';
import { EffectBadge } from './effect-badge.tsx';
import { isFiltered, useDirectiveFilter } from './filter.ts';

type Words = Text['directive'];
type SortBy = 'issuedOn' | 'number' | 'subject';

/** Open and overdue tasks of a document in one cell. */
function TaskCell({ tasks, t }: { tasks: DirectiveRow['tasks']; t: Words['list'] }) {
  if (tasks.total === 0) return <span>—</span>;
  if (tasks.overdue > 0) return <StatusBadge meaning="red" label={t.overdue(tasks.overdue)} isPlain />;
  if (tasks.open === 0) return <StatusBadge meaning="green" label={t.allDone} isPlain />;
  return <span>{t.tasksOpen(tasks.open, tasks.total)}</span>;
}

/** All columns, or those that still fit beside a detail, the effect before the subject, of which the end may be cut off. */
function columnsOf(
  t: Words,
  isNarrow: boolean,
  sortOf: (by: SortBy) => NonNullable<Column<DirectiveRow>['sort']>,
): Column<DirectiveRow>[] {
  const effect: Column<DirectiveRow> = {
    key: 'effect',
    header: t.list.effect,
    width: isNarrow ? 142 : 196,
    text: (row) => t.effects[row.effect],
    render: (row) => <EffectBadge effect={row.effect} isPlain />,
  };
  const columns: (Column<DirectiveRow> | false)[] = [
    {
      key: 'number',
      header: t.list.number,
      width: isNarrow ? 130 : 140,
      sort: sortOf('number'),
      value: (row) => row.number,
      render: (row) => <span title={row.number}>{row.number || t.noNumber}</span>,
    },
    {
      key: 'issuedOn',
      header: t.list.issuedOn,
      width: 90,
      sort: sortOf('issuedOn'),
      kind: { kind: 'day' },
      value: (row) => row.issuedOn,
      render: (row) => showDay(row.issuedOn),
    },
    isNarrow && effect,
    !isNarrow && {
      key: 'kind',
      header: t.list.kind,
      width: 104,
      value: (row) => row.kindName,
      render: (row) => <span title={row.kindName}>{row.kindName}</span>,
    },
    {
      key: 'subject',
      header: t.list.subject,
      width: 160,
      grow: 3,
      sort: sortOf('subject'),
      value: (row) => row.subject,
      render: (row) => <span title={row.subject}>{row.subject}</span>,
    },
    !isNarrow && {
      key: 'issuer',
      header: t.list.issuer,
      width: 150,
      grow: 1,
      value: (row) => row.issuer,
      render: (row) => <span title={row.issuer}>{row.issuer}</span>,
    },
    !isNarrow && effect,
    !isNarrow && {
      key: 'tasks',
      header: t.list.tasks,
      width: 108,
      text: ({ tasks }) => (tasks.total === 0 ? '' : t.list.tasksOpen(tasks.open, tasks.total)),
      render: (row) => <TaskCell tasks={row.tasks} t={t.list} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

const rowLabel = ({ number, subject }: DirectiveRow): string => `${number} ${subject}`;

/** The list of documents, newest first. */
export function DirectiveList({ openId, canWrite }: { openId: string | undefined; canWrite: boolean }) {
  const t = useText().directive;
  const on = useViewDate((s) => s.on);
  const { set: _set, take: _take, clear, setSort, sort, ...filter } = useDirectiveFilter();
  const rows = usePages(
    'directive.list',
    { on, ...filter, sort },
    {
      entities: ['directive', 'directiveRelation', 'documentKind', 'task', 'assignment', 'assignmentStep'],
      fences: 'directive.fences',
    },
  );
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const bulk = useDirectiveBulk();
  const clearSelection = (): void => {
    setSelection(new Set());
    setAll(false);
    bulk.close();
  };
  const openBulk = (): void => {
    go('/directives');
    bulk.open(isAll ? { filter: { on, ...filter }, count: rows.total } : { ids: [...selection] });
  };
  const isNarrow = openId !== undefined || bulk.chosen !== undefined;
  const columns = useMemo(
    () =>
      columnsOf(t, isNarrow, (by) => ({
        direction: sort.by !== by ? undefined : sort.descending ? 'down' : 'up',
        onSort: () => setSort({ by, descending: sort.by === by ? !sort.descending : by === 'issuedOn' }),
      })),
    [t, isNarrow, sort, setSort],
  );
  const add = canWrite && (
    <Button leftSection={<Plus size="1rem" aria-hidden />} onClick={() => go('/directives/new')}>
      {t.add}
    </Button>
  );
  return (
    <div className="vm-directive-list">
      {selection.size > 0 && (
        <DirectiveBulkBar count={isAll ? rows.total : selection.size} onOpen={openBulk} onClear={clearSelection} />
      )}
      <Grid
        label={t.list.label}
        name={isNarrow ? 'directives-beside' : 'directives'}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        openKey={openId}
        onOpen={(row) => go(`/directives/${row.id}`)}
        {...(canWrite ? { selection, onSelect: setSelection, rowLabel } : {})}
        isAllMatching={isAll}
        onAllMatching={setAll}
        isFiltered={isFiltered(filter)}
        onClearFilters={clear}
        empty={<EmptyState title={t.list.emptyTitle} hint={t.list.emptyHint} action={add} />}
      />
    </div>
  );
}
