import { Button } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { limits } from '../../../db/api/types.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { useListCells } from '../../ui/bulk/list-cells.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useJob } from '../../use-api.ts';
import { isNarrowed, useTaskFilter } from './filter-store.ts';
import { useMayAssign } from './may.ts';
import { TaskFilters } from './task-filters.tsx';
import { BulkOpener, TaskBulk, useWorkBulk } from './work-bulk.tsx';

type TaskRow = Output<'task.list'>['rows'][number];

const number = (value: number): ReactNode => (value === 0 ? '' : showNumber(value));

const always = (): boolean => true;

const columnsOf = (t: Text['task'], words: Text['sheet']['columns']['task']): Column<TaskRow>[] => [
  {
    key: 'content',
    header: t.columns.content,
    width: 280,
    grow: 4,
    value: (row) => row.content,
    canEdit: always,
    kind: { kind: 'text', maxLength: limits.subject },
    render: (row) => <span title={row.content}>{row.content}</span>,
  },
  {
    key: 'clause',
    header: words.clause,
    width: 130,
    isHidden: true,
    canEdit: always,
    kind: { kind: 'text', maxLength: 100 },
    value: (row) => row.clause,
    render: (row) => <span title={row.clause}>{row.clause}</span>,
  },
  {
    key: 'product',
    header: words.product,
    width: 130,
    isHidden: true,
    canEdit: always,
    kind: { kind: 'text', maxLength: limits.description },
    value: (row) => row.product,
    render: (row) => <span title={row.product}>{row.product}</span>,
  },
  {
    key: 'assignedBy',
    header: words.assignedBy,
    width: 130,
    isHidden: true,
    canEdit: always,
    kind: { kind: 'text', maxLength: limits.person },
    value: (row) => row.assignedBy,
    render: (row) => <span title={row.assignedBy}>{row.assignedBy}</span>,
  },
  {
    key: 'directive',
    header: t.columns.directive,
    width: 130,
    value: (row) => row.directiveNumber,
    render: (row) => <span>{row.directiveNumber ?? '—'}</span>,
  },
  {
    key: 'kind',
    header: t.columns.kind,
    width: 104,
    text: (row) => t.kinds[row.kind],
    render: (row) => t.kinds[row.kind],
  },
  {
    key: 'assigned',
    header: t.columns.assigned,
    width: 96,
    kind: { kind: 'day' },
    value: (row) => row.assignedOn,
    render: (row) => showDay(row.assignedOn),
  },
  {
    key: 'units',
    header: t.columns.units,
    width: 84,
    align: 'right',
    kind: { kind: 'number' },
    value: (row) => row.counts.total,
    render: (row) => showNumber(row.counts.total),
  },
  {
    key: 'done',
    header: t.columns.done,
    width: 116,
    align: 'right',
    kind: { kind: 'number' },
    value: (row) => row.counts.doneOnTime + row.counts.doneLate,
    render: (row) => number(row.counts.doneOnTime + row.counts.doneLate),
  },
  {
    key: 'open',
    header: t.columns.open,
    width: 128,
    align: 'right',
    kind: { kind: 'number' },
    value: (row) => row.counts.notYetDue + row.counts.dueSoon + row.counts.overdue + row.counts.noDeadline,
    render: (row) => number(row.counts.notYetDue + row.counts.dueSoon + row.counts.overdue + row.counts.noDeadline),
  },
  {
    key: 'overdue',
    header: t.columns.overdue,
    width: 92,
    align: 'right',
    kind: { kind: 'number' },
    value: (row) => row.counts.overdue,
    render: (row) =>
      row.counts.overdue === 0 ? '' : <StatusBadge meaning="red" label={showNumber(row.counts.overdue)} isPlain />,
  },
  {
    key: 'nextDue',
    header: t.columns.nextDue,
    width: 108,
    kind: { kind: 'day' },
    value: (row) => row.nextDueOn,
    render: (row) => (row.nextDueOn === null ? '—' : showDay(row.nextDueOn)),
  },
];

const keyOf = (row: TaskRow): string => row.id;

/** One row per task: how many units have it, how many are done and how many are late. */
export function TaskGrid({ actions }: { actions: ReactNode }) {
  const { task: t, common, sheet } = useText();
  const on = useViewDate((s) => s.on);
  const filter = useTaskFilter();
  const { text, directive } = filter;
  const input = {
    on,
    ...(text.trim() === '' ? {} : { text }),
    ...(directive === null ? {} : { directiveId: directive.id }),
  };
  const rows = usePages('task.list', input, {
    entities: ['task', 'assignment', 'assignmentStep'],
    fences: 'task.fences',
  });
  const columns = useMemo(() => columnsOf(t, sheet.columns.task), [t, sheet]);
  const mayAssign = useMayAssign();
  const { run } = useJob('task.patchMany');
  const cells = useListCells<TaskRow>({
    list: 'tasks',
    mayEdit: mayAssign,
    patch: (changes) => run({ changes, keep: 'good' }, sheet.bulk.title(changes.length), { quiet: true }),
  });
  const bulk = useWorkBulk();
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const { on: _on, ...narrowed } = input;
  const count = isAll ? rows.total : selection.size;
  const clearSelection = (): void => {
    setSelection(new Set());
    setAll(false);
    bulk.set({ tasks: undefined });
  };
  return (
    <Page title={t.nav} actions={actions} filters={<TaskFilters isForTasks />}>
      <SplitView
        name="wholeTask"
        defaultPercent={62}
        detail={bulk.tasks === undefined ? undefined : <TaskBulk chosen={bulk.tasks} />}
        list={
          <div className="vm-task-work">
            {count > 0 && (
              <section className="vm-bulk" aria-label={common.grid.selected(count)}>
                <strong>{common.grid.selected(count)}</strong>
                <BulkOpener
                  onOpen={() => bulk.set({ tasks: isAll ? { filter: narrowed, count } : { ids: [...selection] } })}
                />
                <Button variant="subtle" color="gray" onClick={clearSelection}>
                  {common.grid.clearSelection}
                </Button>
              </section>
            )}
            {cells.plan}
            <Grid
              {...cells.grid}
              label={t.taskListLabel}
              name="whole-tasks"
              columns={columns}
              rows={rows}
              rowKey={keyOf}
              onOpen={(row) => go(`/tasks/task/${row.id}`)}
              empty={<EmptyState title={t.empty.title} hint={t.empty.hint} />}
              isFiltered={isNarrowed(filter)}
              onClearFilters={filter.clear}
              {...(mayAssign ? { selection, onSelect: setSelection, rowLabel: (row: TaskRow) => row.content } : {})}
              isAllMatching={isAll}
              onAllMatching={setAll}
            />
          </div>
        }
      />
    </Page>
  );
}
