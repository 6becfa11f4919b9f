import { Button } from '@mantine/core';
import { type Day, dayOfInstant } from '../../../db/api/day.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showInstant, showTime } from '../../text/show.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { DeedWords, SubjectLink } from './deed-line.tsx';
import './activity.css';

/** What was done here lately, newest first: a few lines for the desk, each a click from its record. */
export default function RecentActivity({ since, limit }: { since: Day | number; limit: number }) {
  const t = useText().activity;
  const { on, today } = useViewDate();
  const { data, error, isLoading, reload } = useApi('activity.recent', { since, limit, on }, { keep: true });
  if (isLoading) return <LoadingState />;
  if (data === undefined) return error === undefined ? null : <ErrorState error={error} onRetry={reload} />;
  if (data.rows.length === 0) return <p className="vm-page-note">{t.recent.empty}</p>;
  const isToday = (atMs: number): boolean => dayOfInstant(atMs) === today;
  return (
    <>
      <ol className="vm-recent" aria-label={t.recent.title}>
        {data.rows.map((row) => (
          <li key={row.activityId}>
            <time className="vm-page-note" dateTime={new Date(row.atMs).toISOString()}>
              {isToday(row.atMs) ? showTime(row.atMs) : showInstant(row.atMs)}
            </time>
            <div className="vm-deed-what">
              <span className="vm-deed-words">
                <DeedWords row={row} />
              </span>
              <SubjectLink row={row} />
              <span className="vm-page-note">{row.userName}</span>
            </div>
          </li>
        ))}
      </ol>
      {data.total > data.rows.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => go('/activity')}>
          {t.recent.all}
        </Button>
      )}
    </>
  );
}
