import { useMemo } from 'react';
import type { Day } from '../../../db/api/day.ts';
import { limits } from '../../../db/api/types.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import type { CellKind, Column } from '../../ui/grid/types.ts';
import { EndedName } from '../../unit-line.tsx';
import { type Sort, useTaskFilter } from './filter-store.ts';
import {
  type AssignmentRow,
  Percent,
  ProcessingText,
  processingText,
  TimelinessBadge,
  timelinessText,
} from './status.tsx';

const dayKind: CellKind = { kind: 'day' };
const numberKind: CellKind = { kind: 'number' };
const day = (value: string | null): string => (value === null ? '—' : showDay(value));

interface Shape {
  on: Day;
  /** Beside an open detail only what tells the rows apart is shown. */
  isNarrow: boolean;
  /** Within one task its words need no column. */
  isOneTask?: boolean;
  /** Leads only: the unit's column says Chủ trì. */
  isLeads: boolean;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

type AssignmentColumn = Column<AssignmentRow>;

/** Columns that are shown at every width. */
function mainColumns(
  t: Text['task'],
  { on, isOneTask = false, isLeads, sort, onSort }: Shape,
): Record<'content' | 'unit' | 'due' | 'status', AssignmentColumn> {
  const by = (key: Sort) => ({
    direction: sort === key ? ('up' as const) : undefined,
    onSort: () => onSort(sort === key ? 'changed' : key),
  });
  const content = (row: AssignmentRow) => <span title={row.content}>{row.content}</span>;
  const unit = (row: AssignmentRow) => <EndedName name={row.unitName} endedOn={row.unitEndedOn} />;
  const unitHeader = isOneTask || !isLeads ? t.columns.unit : t.columns.lead;
  return {
    content: {
      key: 'content',
      header: t.columns.content,
      width: 180,
      grow: 3,
      value: (row) => row.content,
      render: content,
    },
    unit: {
      key: 'unit',
      header: unitHeader,
      width: 130,
      grow: isOneTask ? 3 : 1,
      sort: by('unit'),
      value: (row) => row.unitName,
      render: unit,
    },
    due: {
      key: 'due',
      header: t.columns.due,
      width: 98,
      sort: by('due'),
      kind: dayKind,
      value: (row) => row.currentDueOn,
      render: (row) => day(row.currentDueOn),
    },
    status: {
      key: 'timeliness',
      header: t.columns.timeliness,
      width: 190,
      text: (row) => timelinessText(t, row, on),
      render: (row) => <TimelinessBadge row={row} isPlain />,
    },
  };
}

/** Columns for which a list without a detail has room. */
function moreColumns(
  t: Text['task'],
): Record<'directive' | 'supports' | 'original' | 'percent' | 'processing' | 'note', AssignmentColumn> {
  const directive = (row: AssignmentRow) => <span title={row.directiveNumber ?? ''}>{row.directiveNumber ?? '—'}</span>;
  const original = (row: AssignmentRow) => (
    <span className={row.originalDueOn === row.currentDueOn ? 'vm-same-day' : ''}>{day(row.originalDueOn)}</span>
  );
  return {
    directive: {
      key: 'directive',
      header: t.columns.directive,
      width: 96,
      value: (row) => row.directiveNumber,
      render: directive,
    },
    supports: {
      key: 'supports',
      header: t.columns.supports,
      width: 78,
      align: 'right',
      kind: numberKind,
      value: (row) => row.supportCount,
      render: (row) => t.plusSupports(row.supportCount),
    },
    original: {
      key: 'originalDue',
      header: t.columns.originalDue,
      width: 98,
      kind: dayKind,
      value: (row) => row.originalDueOn,
      render: original,
    },
    percent: {
      key: 'percent',
      header: t.columns.percent,
      width: 92,
      kind: numberKind,
      value: (row) => row.percent,
      render: (row) => <Percent percent={row.percent} />,
    },
    processing: {
      key: 'processing',
      header: t.columns.processing,
      width: 160,
      text: (row) => processingText(t, row),
      render: (row) => <ProcessingText row={row} />,
    },
    note: {
      key: 'note',
      header: t.columns.note,
      width: 160,
      isHidden: true,
      kind: { kind: 'text', maxLength: limits.description },
      canEdit: () => true,
      value: (row) => row.note,
      render: (row) => <span title={row.note}>{row.note}</span>,
    },
  };
}

function columnsOf(t: Text['task'], shape: Shape): AssignmentColumn[] {
  const { content, unit, due, status } = mainColumns(t, shape);
  const { isNarrow, isOneTask = false } = shape;
  if (isNarrow) return isOneTask ? [unit, due, status] : [content, unit, due, status];
  const { directive, supports, original, percent, processing, note } = moreColumns(t);
  const own = [unit, supports, due, original, percent, processing, status];
  return isOneTask ? [...own, note] : [content, directive, ...own, note];
}

/** Columns of a grid of assignments. */
export function useAssignmentColumns(isNarrow: boolean, isOneTask = false): Column<AssignmentRow>[] {
  const t = useText().task;
  const sort = useTaskFilter((s) => s.sort);
  const isLeads = useTaskFilter((s) => s.role === 'lead');
  const set = useTaskFilter((s) => s.set);
  const on = useViewDate((s) => s.on);
  return useMemo(
    () =>
      columnsOf(t, {
        on,
        isNarrow,
        isOneTask,
        isLeads,
        sort,
        onSort: (next) => set({ sort: next }),
      }),
    [t, on, isNarrow, isOneTask, isLeads, sort, set],
  );
}
