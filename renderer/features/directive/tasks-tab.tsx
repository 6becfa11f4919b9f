import { Button } from '@mantine/core';
import { ListChecks } from 'lucide-react';
import type { Directive } from '../../../db/api/contract/directive.ts';
import { go } from '../../navigate.ts';
import { slot } from '../../stores/slots.ts';
import { useText } from '../../text/index.ts';
import { EmptyState } from '../../ui/states.tsx';

/** Tasks given out of the document, as the task feature shows them. */
export function TasksTab({ directive }: { directive: Directive }) {
  const t = useText().directive.tasks;
  const Tasks = slot('directiveTasks');
  if (Tasks !== undefined) return <Tasks directiveId={directive.id} />;
  const { total, open, overdue } = directive.tasks;
  const action = (
    <Button variant="default" onClick={() => go('/tasks')}>
      {t.open}
    </Button>
  );
  return (
    <EmptyState
      icon={ListChecks}
      title={total === 0 ? t.none : t.summary(total, open, overdue)}
      hint={t.hint}
      action={action}
    />
  );
}
