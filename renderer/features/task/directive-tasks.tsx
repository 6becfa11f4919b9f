import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { Link } from './assignment-detail.tsx';
import { useMayAssign } from './may.ts';
import './task.css';

/** Tasks given out of one directive, each with how many units have it and how many are late; fills a slot of its detail. */
export default function DirectiveTasks({ directiveId }: { directiveId: string }) {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const mayAssign = useMayAssign();
  const tasks = usePages('task.list', { on, directiveId }, { entities: ['task', 'assignment', 'assignmentStep'] });
  if (tasks.isLoading) return <LoadingState />;
  if (tasks.error !== undefined) return <ErrorState error={tasks.error} onRetry={tasks.reload} />;
  return (
    <>
      {mayAssign && (
        <Button
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => go(`/tasks/new/${directiveId}`)}
        >
          {t.task.assign}
        </Button>
      )}
      {tasks.rows.length === 0 && <p className="vm-page-note">{t.task.empty.title}</p>}
      <ul className="vm-lines">
        {tasks.rows.map((row) => (
          <li key={row.id}>
            <Link to={`/tasks/task/${row.id}`}>{row.content}</Link>
            <span className="vm-page-note">{t.task.form.unitCount(row.counts.total)}</span>
            {row.nextDueOn !== null && <span>{showDay(row.nextDueOn)}</span>}
            {row.counts.overdue > 0 && (
              <StatusBadge
                meaning="red"
                label={`${t.task.timeliness.overdue} ${showNumber(row.counts.overdue)}`}
                isPlain
              />
            )}
          </li>
        ))}
      </ul>
      {tasks.total > tasks.rows.length && (
        <Button variant="subtle" onClick={() => tasks.need(tasks.rows.length, tasks.rows.length)}>
          {t.task.showMore}
        </Button>
      )}
    </>
  );
}
