import { ActionIcon } from '@mantine/core';
import { Unlink } from 'lucide-react';
import type { Stocktake } from '../../../db/api/contract/stocktake.ts';
import { useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { Section } from '../../ui/page.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useCommand } from '../../use-api.ts';

/** The tasks that the conclusion gave, each with its deadline and how far its units are. */
export function TasksSection({ stocktake, canConclude }: { stocktake: Stocktake; canConclude: boolean }) {
  const text = useText();
  const t = text.stocktake.detail;
  const { run } = useCommand('stocktake.unlinkTask');
  const { tasks } = stocktake;
  return (
    <Section title={t.tasks(tasks.length)}>
      {tasks.length === 0 && <p className="vm-page-note">{t.noTasks}</p>}
      <ul className="vm-stocktake-lines">
        {tasks.map((task) => (
          <li key={task.linkId}>
            <span>
              <a href={`#/tasks/task/${task.taskId}`}>{task.content}</a>
              <small>
                {[
                  task.dueOn === null ? '' : `${text.task.form.dueOn} ${showDay(task.dueOn)}`,
                  t.taskState(task.doneCount, task.leadCount),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            {task.overdueCount > 0 && (
              <StatusBadge
                meaning="red"
                label={`${text.task.timeliness.overdue} ${showNumber(task.overdueCount)}`}
                isPlain
              />
            )}
            {canConclude && (
              <ActionIcon
                aria-label={t.untie(task.content)}
                title={t.untie(task.content)}
                onClick={() => void run({ linkId: task.linkId }, { done: t.untied })}
              >
                <Unlink size="1rem" aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
