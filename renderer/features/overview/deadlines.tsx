import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { addDays, type Day, partsOfDay, weekdayOf } from '../../../db/api/day.ts';
import { spanContaining } from '../../../db/api/span.ts';
import { useTreeMode } from '../../stores/tree-mode.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { DeadlineTimeline } from './deadline-timeline.tsx';
import type { DeadlineRow } from './deadline-words.tsx';
import { useLook } from './look.ts';
import { inScope, openWork } from './open-work.ts';

const MonthCalendar = lazy(() => import('./month-calendar.tsx'));

const timelineDays = 70;
const daysBefore = 21;

/** The days a view shows: the whole weeks of a month, a month, or ten weeks. */
function shownDays(view: 'month' | 'list' | 'timeline', anchor: Day): { from: Day; to: Day } {
  if (view === 'timeline') {
    const first = addDays(anchor, -daysBefore);
    const from = addDays(first, 1 - weekdayOf(first));
    return { from, to: addDays(from, timelineDays) };
  }
  const month = spanContaining('month', anchor);
  if (view === 'list') return month;
  return {
    from: addDays(month.from, 1 - weekdayOf(month.from)),
    to: addDays(month.to, 7 - weekdayOf(addDays(month.to, -1))),
  };
}

/** Lịch thời hạn: what falls due by month, as a list, or along the days. */
export function Deadlines({ actions }: { actions?: ReactNode }) {
  const t = useText().overview;
  const on = useViewDate((s) => s.on);
  const unit = useLook((s) => s.unit);
  const tree = useTreeMode((s) => s.mode);
  const view = useLook((s) => s.calendarView);
  const set = useLook((s) => s.set);
  const [moved, setMoved] = useState<Day>();
  const anchor = moved ?? on;
  const span = shownDays(view, anchor);
  const deadlines = useApi(
    'overview.deadlines',
    { on, ...span, tree, ...(unit === null ? {} : { unitId: unit.id }) },
    { keep: true, entities: ['task', 'assignment', 'assignmentStep', 'unitVersion', 'unitLineage'] },
  );
  const step = (direction: 1 | -1): void => {
    const month = spanContaining('month', anchor);
    setMoved(
      view === 'timeline' ? addDays(anchor, direction * 28) : direction === 1 ? month.to : addDays(month.from, -1),
    );
  };
  const open = (row: DeadlineRow): void =>
    openWork(
      'given',
      { from: row.dueOn, to: addDays(row.dueOn, 1) },
      {
        ...inScope(unit),
        task: { id: row.taskId, name: row.content },
      },
    );
  const { year, month } = partsOfDay(anchor);
  const title = view === 'timeline' ? t.calendar.span(span.from, addDays(span.to, -1)) : t.period.month(month, year);
  const { data, error } = deadlines;
  return (
    <div className="vm-deadlines">
      <div className="vm-deadlines-bar">
        <ActionIcon aria-label={t.calendar.earlier} onClick={() => step(-1)}>
          <ChevronLeft size="1rem" aria-hidden />
        </ActionIcon>
        <h2 aria-live="polite">{title}</h2>
        <ActionIcon aria-label={t.calendar.later} onClick={() => step(1)}>
          <ChevronRight size="1rem" aria-hidden />
        </ActionIcon>
        <Button size="compact-xs" variant="default" disabled={moved === undefined} onClick={() => setMoved(undefined)}>
          {t.calendar.today}
        </Button>
        <span className="vm-page-note">
          {data !== undefined && data.rows.length < data.total
            ? t.calendar.limited(data.rows.length, data.total)
            : view === 'timeline'
              ? t.calendar.timelineHint
              : t.calendar.hint}
        </span>
        <div className="vm-page-actions">
          {actions}
          <SegmentedControl
            size="xs"
            aria-label={t.calendar.views.label}
            value={view}
            data={(['month', 'list', 'timeline'] as const).map((value) => ({ value, label: t.calendar.views[value] }))}
            onChange={(next) => set({ calendarView: next as typeof view })}
          />
        </div>
      </div>
      <div className="vm-deadlines-body">
        {error !== undefined && data === undefined ? (
          <ErrorState error={error} onRetry={deadlines.reload} />
        ) : data === undefined ? (
          <LoadingState />
        ) : view === 'timeline' ? (
          data.rows.length === 0 ? (
            <EmptyState title={t.calendar.nothing} />
          ) : (
            <DeadlineTimeline {...span} rows={data.rows} onOpen={open} />
          )
        ) : (
          <Suspense fallback={<LoadingState />}>
            <MonthCalendar view={view} month={spanContaining('month', anchor).from} rows={data.rows} onOpen={open} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
