import { useMemo } from 'react';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import type { Column } from '../../ui/data-grid.tsx';
import { type Sort, useTaskFilter } from './filter-store.ts';
import { type AssignmentRow, Percent, ProcessingText, TimelinessBadge } from './status.tsx';

const day = (value: string | null): string => (value === null ? '—' : showDay(value));

interface Shape {
  /** Beside an open detail only what tells the rows apart is shown. */
  isNarrow: boolean;
  /** Within one task its words need no column. */
  isOneTask?: boolean;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

function columnsOf(t: Text['task'], { isNarrow, isOneTask = false, sort, onSort }: Shape): Column<AssignmentRow>[] {
  const by = (key: Sort) => ({
    direction: sort === key ? ('up' as const) : undefined,
    onSort: () => onSort(sort === key ? 'changed' : key),
  });
  const content: Column<AssignmentRow> = {
    key: 'content',
    header: t.columns.content,
    width: 188,
    grow: 3,
    render: (row) => <span title={row.content}>{row.content}</span>,
  };
  const unit: Column<AssignmentRow> = {
    key: 'unit',
    header: isOneTask ? t.columns.unit : t.columns.lead,
    width: 130,
    grow: isOneTask ? 3 : 1,
    sort: by('unit'),
    render: (row) => <span title={row.unitName}>{row.unitName}</span>,
  };
  const due: Column<AssignmentRow> = {
    key: 'due',
    header: t.columns.due,
    width: 98,
    sort: by('due'),
    render: (row) => day(row.currentDueOn),
  };
  const status: Column<AssignmentRow> = {
    key: 'timeliness',
    header: t.columns.timeliness,
    width: 166,
    render: (row) => <TimelinessBadge row={row} isPlain />,
  };
  if (isNarrow) return [...(isOneTask ? [] : [content]), unit, due, status];
  return [
    ...(isOneTask
      ? []
      : [
          content,
          {
            key: 'directive',
            header: t.columns.directive,
            width: 96,
            render: (row: AssignmentRow) => <span title={row.directiveNumber ?? ''}>{row.directiveNumber ?? '—'}</span>,
          },
        ]),
    unit,
    {
      key: 'supports',
      header: t.columns.supports,
      width: 80,
      align: 'right',
      render: (row) => t.plusSupports(row.supportCount),
    },
    due,
    {
      key: 'originalDue',
      header: t.columns.originalDue,
      width: 98,
      render: (row) => (
        <span className={row.originalDueOn === row.currentDueOn ? 'vm-same-day' : ''}>{day(row.originalDueOn)}</span>
      ),
    },
    {
      key: 'percent',
      header: t.columns.percent,
      width: 98,
      render: (row) => <Percent percent={row.percent} />,
    },
    {
      key: 'processing',
      header: t.columns.processing,
      width: 164,
      render: (row) => <ProcessingText row={row} />,
    },
    status,
  ];
}

/** Columns of a grid of assignments. */
export function useAssignmentColumns(isNarrow: boolean, isOneTask = false): Column<AssignmentRow>[] {
  const t = useText().task;
  const sort = useTaskFilter((s) => s.sort);
  const set = useTaskFilter((s) => s.set);
  return useMemo(
    () =>
      columnsOf(t, {
        isNarrow,
        isOneTask,
        sort,
        onSort: (next) => set({ sort: next }),
      }),
    [t, isNarrow, isOneTask, sort, set],
  );
}
