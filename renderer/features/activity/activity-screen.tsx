import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ActivityRow } from '../../../db/api/contract/activity.ts';
import { addDays, type Day, dayOfInstant } from '../../../db/api/day.ts';
import { redo, undo, useUndo } from '../../stores/undo.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { deedLine, deedText } from '../../text/deed.ts';
import { useText } from '../../text/index.ts';
import { showDay, showTime } from '../../text/show.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, FilteredState, LoadingState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useMore } from '../../use-more.ts';
import { DeedCounts, SubjectLink } from './deed-line.tsx';
import './activity.css';

const spans = ['today', 'yesterday', 'week', 'all'] as const;
type Span = (typeof spans)[number];

const sinceOf = (span: Span, today: Day): Day | null => {
  if (span === 'all') return null;
  return addDays(today, { today: 0, yesterday: -1, week: -6 }[span]);
};

/** Nhật ký thao tác: what was done on this PC, by whom, and the way back for the last of it. */
export default function ActivityScreen() {
  const t = useText().activity;
  const { on, today } = useViewDate();
  const [span, setSpan] = useState<Span>('week');
  const [mine, setMine] = useState(false);
  const list = useMore('activity.recent', { since: sinceOf(span, today), mine, on });
  const isFiltered = span !== 'all' || mine;
  const clear = (): void => {
    setSpan('all');
    setMine(false);
  };
  return (
    <Page
      title={t.title}
      note={t.note}
      actions={<Ways />}
      filters={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t.since.label}
            value={span}
            onChange={(value) => setSpan(spans.find((one) => one === value) ?? 'all')}
            data={spans.map((value) => ({ value, label: t.since[value] }))}
          />
          <Checkbox label={t.mine} checked={mine} onChange={(event) => setMine(event.currentTarget.checked)} />
        </>
      }
      scrolls
    >
      {list.isLoading ? (
        <LoadingState />
      ) : list.error !== undefined && list.rows.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.reload} />
      ) : list.rows.length > 0 ? (
        <>
          <Days rows={list.rows} />
          {list.loadMore !== undefined && (
            <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
              {t.more}
            </Button>
          )}
        </>
      ) : isFiltered ? (
        <FilteredState onClear={clear} />
      ) : (
        <EmptyState {...t.empty} />
      )}
    </Page>
  );
}

/** The next undo and redo, with their names. */
function Ways() {
  const t = useText().activity;
  const { undo: back, redo: again, isBusy } = useUndo();
  return (
    <>
      <Button
        variant="default"
        leftSection={<Undo2 size="0.875rem" aria-hidden />}
        disabled={back === null || isBusy}
        title={back === null ? t.nothingToUndo : t.undoOf(deedText(back))}
        onClick={() => void undo()}
      >
        {t.undo}
      </Button>
      <Button
        variant="default"
        leftSection={<Redo2 size="0.875rem" aria-hidden />}
        disabled={again === null || isBusy}
        title={again === null ? t.nothingToRedo : t.redoOf(deedText(again))}
        onClick={() => void redo()}
      >
        {t.redo}
      </Button>
    </>
  );
}

/** Rows under the day on which they were done, in Viet Nam. */
function Days({ rows }: { rows: readonly ActivityRow[] }) {
  const t = useText().activity;
  const days = [...new Set(rows.map((row) => dayOfInstant(row.atMs)))];
  return (
    <section aria-label={t.listLabel}>
      {days.map((day) => (
        <section key={day} aria-labelledby={`deeds-${day}`}>
          <h2 id={`deeds-${day}`} className="vm-deed-day">
            {showDay(day)}
          </h2>
          <ol className="vm-deeds">
            {rows
              .filter((row) => dayOfInstant(row.atMs) === day)
              .map((row) => (
                <DeedRow key={row.activityId} row={row} />
              ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

function DeedRow({ row }: { row: ActivityRow }) {
  const t = useText().activity;
  const isBusy = useUndo((s) => s.isBusy);
  return (
    <li className="vm-deed" data-state={row.state}>
      <time dateTime={new Date(row.atMs).toISOString()}>{showTime(row.atMs)}</time>
      <div className="vm-deed-what">
        <span className="vm-deed-words">{deedLine(row)}</span>
        <SubjectLink row={row} />
        <DeedCounts row={row} />
      </div>
      <span className="vm-deed-who">{row.userName}</span>
      <span className="vm-deed-end">
        {row.state !== 'done' && <StatusBadge meaning="grey" label={t.isUndone} isPlain />}
        {row.isNextUndo === 1 && (
          <Button size="compact-xs" variant="subtle" disabled={isBusy} onClick={() => void undo()}>
            {t.undo}
          </Button>
        )}
        {row.isNextRedo === 1 && (
          <Button size="compact-xs" variant="subtle" disabled={isBusy} onClick={() => void redo()}>
            {t.redo}
          </Button>
        )}
      </span>
    </li>
  );
}
