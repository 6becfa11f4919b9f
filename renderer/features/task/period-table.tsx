import { Button } from '@mantine/core';
import { BellRing } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { addDays } from '../../../db/api/day.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Panel } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useApi } from '../../use-api.ts';
import { Link } from './assignment-detail.tsx';
import { useMayDecide } from './may.ts';
import { StepDialog } from './step-dialog.tsx';
import { remindMany } from './write-step.ts';

type Period = Output<'task.periods'>[number];

/** How far the table looks ahead: the period that is running and the next. */
const aheadDays = 40;

const columnsOf = (t: Text['task'], isNarrow: boolean): Column<Period>[] =>
  isNarrow ? allColumns(t).filter((column) => !hiddenBeside.includes(column.key)) : allColumns(t);

/** Columns without which a period is still told apart, beside an open list. */
const hiddenBeside = ['span', 'approved'];

const allColumns = (t: Text['task']): Column<Period>[] => [
  {
    key: 'period',
    header: t.periods.period,
    width: 140,
    grow: 1,
    render: (row) => t.periodName(row.key),
  },
  {
    key: 'span',
    header: t.periods.span,
    width: 186,
    render: (row) => `${showDay(row.startOn)} – ${showDay(row.endOn)}`,
  },
  {
    key: 'due',
    header: t.periods.due,
    width: 96,
    render: (row) => showDay(row.dueOn),
  },
  {
    key: 'submitted',
    header: t.periods.submitted,
    width: 84,
    align: 'right',
    render: (row) => t.periods.of(row.submittedCount, row.expectedCount),
  },
  {
    key: 'approved',
    header: t.periods.approved,
    width: 84,
    align: 'right',
    render: (row) => (row.approvedCount === 0 ? '' : showNumber(row.approvedCount)),
  },
  {
    key: 'late',
    header: t.periods.late,
    width: 92,
    align: 'right',
    render: (row) =>
      row.lateCount === 0 ? '' : <StatusBadge meaning="amber" label={showNumber(row.lateCount)} isPlain />,
  },
  {
    key: 'missing',
    header: t.periods.missing,
    width: 92,
    align: 'right',
    render: (row) =>
      row.missingCount === 0 ? '' : <StatusBadge meaning="red" label={showNumber(row.missingCount)} isPlain />,
  },
];

const keyOf = (row: Period): string => row.key;

/** The periods of a periodic task: đã nộp 42/45, and beside them who is missing. */
export function PeriodTable({ task }: { task: Output<'task.get'> }) {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const [openKey, setOpenKey] = useState<string>();
  const range = {
    from: task.periodFromOn ?? task.assignedOn,
    to: addDays(on, aheadDays),
  };
  const periods = useApi(
    'task.periods',
    { taskId: task.id, ...range, on },
    {
      entities: ['task', 'assignment', 'assignmentStep', 'report', 'reportReview'],
      keep: true,
    },
  );
  const columns = useMemo(() => columnsOf(t, openKey !== undefined), [t, openKey]);
  const grid = (
    <Grid
      label={t.periods.label}
      name="task-periods"
      columns={columns}
      rows={allRows(periods)}
      rowKey={keyOf}
      openKey={openKey}
      onOpen={(row) => setOpenKey(row.key)}
      empty={<EmptyState title={t.periods.empty} />}
    />
  );
  return (
    <SplitView
      name="task-periods"
      list={grid}
      detail={openKey === undefined ? undefined : <Missing taskId={task.id} periodKey={openKey} />}
    />
  );
}

function Missing({ taskId, periodKey }: { taskId: string; periodKey: string }) {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const mayDecide = useMayDecide();
  const [isReminding, setReminding] = useState(false);
  const { data, error, isLoading, reload } = useApi(
    'task.missing',
    { taskId, periodKey, on },
    { entities: ['assignment', 'assignmentStep', 'report', 'reportReview'] },
  );
  if (data === undefined)
    return isLoading || error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const ids = data.map((row) => row.assignmentId);
  const actions = mayDecide && ids.length > 0 && (
    <Button variant="default" leftSection={<BellRing size={14} aria-hidden />} onClick={() => setReminding(true)}>
      {t.periods.remindAll(ids.length)}
    </Button>
  );
  return (
    <Panel title={t.periods.missingTitle(t.periodName(periodKey), ids.length)} actions={actions}>
      {ids.length === 0 ? (
        <StatusBadge meaning="green" label={t.periods.nothingMissing} />
      ) : (
        <ul className="vm-lines">
          {data.map((row) => (
            <li key={row.assignmentId}>
              <Link to={`/tasks/${row.assignmentId}`}>{row.unitName}</Link>
              <span className="vm-page-note">{t.periods.reminded(row.reminderCount)}</span>
            </li>
          ))}
        </ul>
      )}
      {isReminding && (
        <StepDialog
          kind="remind"
          title={t.periods.remindAll(ids.length)}
          count={ids.length}
          onConfirm={(words) => remindMany(ids, words)}
          onClose={() => setReminding(false)}
        />
      )}
    </Panel>
  );
}
