import { Button } from '@mantine/core';
import { ArrowLeft, Pencil, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { addDays } from '../../../db/api/day.ts';
import { ConflictNotice } from '../../conflict-notice.tsx';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import { Facts, Page, Section } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { AddUnits } from './add-units.tsx';
import { useAssignmentColumns } from './assignment-columns.tsx';
import { Link } from './assignment-detail.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { type Chip, useTaskFilter, withChip } from './filter-store.ts';
import { useMayAssign, useMayDecide } from './may.ts';
import { PeriodTable } from './period-table.tsx';
import type { AssignmentRow } from './status.tsx';
import { StatusChips } from './status-chips.tsx';
import { TaskEdit } from './task-edit.tsx';

type Task = Output<'task.get'>;

const entities = ['task', 'assignment', 'assignmentStep', 'report', 'reportReview'] as const;

/** One task with all its units: their shares by timeliness, and for periodic work who has handed in what. */
export function TaskPage({ taskId, mode }: { taskId: string; mode: string | undefined }) {
  const on = useViewDate((s) => s.on);
  const { data, error, isLoading, reload } = useApi('task.get', { id: taskId, on }, { entities });
  if (data === undefined)
    return isLoading || error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  if (mode === 'edit') return <TaskEdit key={data.changedAtMs} task={data} />;
  if (mode === 'units') return <AddUnits task={data} />;
  return <Shown task={data} />;
}

function Shown({ task }: { task: Task }) {
  const t = useText().task;
  const [part, setPart] = useState<'units' | 'periods' | 'facts'>(task.kind === 'periodic' ? 'periods' : 'units');
  const parts = [...(task.kind === 'periodic' ? (['periods'] as const) : []), 'units' as const, 'facts' as const];
  const buttons = (
    <div className="vm-chips">
      {parts.map((one) => (
        <button key={one} type="button" className="vm-chip" aria-pressed={part === one} onClick={() => setPart(one)}>
          {t.page[one]}
        </button>
      ))}
    </div>
  );
  return (
    <Page
      title={task.content}
      note={[task.directiveNumber, t.kinds[task.kind]].filter(Boolean).join(' · ')}
      actions={<Actions task={task} />}
      filters={
        <>
          {buttons}
          <ConflictNotice entity="task" id={task.id} />
        </>
      }
      scrolls={part === 'facts'}
    >
      {part === 'units' && <Units task={task} />}
      {part === 'periods' && <PeriodTable task={task} />}
      {part === 'facts' && (
        <>
          <TaskFacts task={task} />
          <HistorySection entity="task" id={task.id} />
        </>
      )}
    </Page>
  );
}

function Actions({ task }: { task: Task }) {
  const t = useText();
  const mayAssign = useMayAssign();
  const [isAsking, setAsking] = useState(false);
  const removal = useCommand('task.remove');
  const remove = async (): Promise<void> => {
    const result = await removal.run({ id: task.id }, { done: t.task.page.removed });
    setAsking(false);
    if (result.ok) go('/tasks', { replace: true });
  };
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<ArrowLeft size={14} aria-hidden />}
        onClick={() => go('/tasks')}
      >
        {t.task.page.back}
      </Button>
      {mayAssign && (
        <>
          <Button
            variant="default"
            leftSection={<Pencil size={14} aria-hidden />}
            onClick={() => go(`/tasks/task/${task.id}/edit`)}
          >
            {t.common.actions.edit}
          </Button>
          {task.counts.total === 0 && task.children.length === 0 && (
            <Button variant="default" leftSection={<Trash2 size={14} aria-hidden />} onClick={() => setAsking(true)}>
              {t.task.page.remove}
            </Button>
          )}
          <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => go(`/tasks/task/${task.id}/units`)}>
            {t.task.page.addUnits}
          </Button>
        </>
      )}
      <ConfirmDialog
        opened={isAsking}
        title={t.task.page.remove}
        confirmLabel={t.common.actions.remove}
        isDangerous
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        {t.task.page.removeText}
      </ConfirmDialog>
    </>
  );
}

const keyOf = (row: AssignmentRow): string => row.id;
const labelOf = (row: AssignmentRow): string => row.unitName;

function Units({ task }: { task: Task }) {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const sort = useTaskFilter((s) => s.sort);
  const mayDecide = useMayDecide();
  const [chip, setChip] = useState<Chip>('all');
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const filter = { taskId: task.id };
  const counts = useApi('assignment.counts', { on, filter }, { entities, keep: true });
  const rows = usePages(
    'assignment.list',
    { on, filter: withChip(filter, chip), sort },
    { entities, fences: 'assignment.fences' },
  );
  const columns = useAssignmentColumns(false, true);
  return (
    <div className="vm-task-work">
      <div className="vm-bulk">
        <StatusChips counts={counts.data} chip={chip} onChip={setChip} />
      </div>
      {selection.size > 0 && <BulkBar chosen={{ ids: [...selection] }} onDone={() => setSelection(new Set())} />}
      <Grid
        label={t.page.units}
        name="task-units"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowLabel={labelOf}
        onOpen={(row) => go(`/tasks/${row.id}`)}
        {...(mayDecide ? { selection, onSelect: setSelection } : {})}
        empty={<EmptyState title={t.form.noLeads} />}
        isFiltered={chip !== 'all'}
        onClearFilters={() => setChip('all')}
      />
    </div>
  );
}

function TaskFacts({ task }: { task: Task }) {
  const t = useText().task;
  const Attachments = slot('attachments');
  const mayAssign = useMayAssign();
  const through = task.periodToOn === null ? null : addDays(task.periodToOn, -1);
  const span = task.periodFromOn === null ? '' : t.page.periodSpan(task.periodFromOn, through);
  const items: { label: string; value: ReactNode }[] = [
    {
      label: t.columns.directive,
      value:
        task.directiveId === null ? (
          ''
        ) : (
          <Link to={`/directives/${task.directiveId}`}>{task.directiveNumber || t.columns.directive}</Link>
        ),
    },
    { label: t.detail.clause, value: task.clause },
    { label: t.detail.product, value: task.product },
    { label: t.detail.assignedBy, value: task.assignedBy },
    { label: t.detail.assignedOn, value: showDay(task.assignedOn) },
    { label: t.form.kind, value: t.kinds[task.kind] },
    ...(task.periodRule === null
      ? []
      : [
          {
            label: t.form.periodRule,
            value: `${task.periodRule.name}, ${span}`,
          },
        ]),
    {
      label: t.page.parent,
      value: task.parentId === null ? '' : <Link to={`/tasks/task/${task.parentId}`}>{task.parentContent}</Link>,
    },
  ];
  return (
    <>
      <Facts items={items} />
      {task.detail !== '' && (
        <Section title={t.detail.detail}>
          <p className="vm-prose">{task.detail}</p>
        </Section>
      )}
      {Attachments !== undefined && (
        <Section title={t.page.files}>
          <Suspense fallback={null}>
            <Attachments parentEntity="task" parentId={task.id} canChange={mayAssign} />
          </Suspense>
        </Section>
      )}
      {task.children.length > 0 && (
        <Section title={t.page.children}>
          <ul className="vm-lines">
            {task.children.map((child) => (
              <li key={child.id}>
                <Link to={`/tasks/task/${child.id}`}>{child.content}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
