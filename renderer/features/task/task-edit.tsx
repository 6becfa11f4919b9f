import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { addDays } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { DayField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import { TaskWords, toWords } from './assign-values.ts';
import { TaskWordsFields } from './task-words-fields.tsx';

/** The words of a task; kind and periods stay, because reports follow from them. */
export function TaskEdit({ task }: { task: Output<'task.get'> }) {
  const t = useText();
  const { clause, content, detail, product, assignedBy } = task;
  const form = useAppForm(TaskWords, {
    clause,
    content,
    detail,
    product,
    assignedBy,
    directive:
      task.directiveId === null
        ? null
        : {
            id: task.directiveId,
            name: task.directiveNumber || t.task.columns.directive,
          },
    parent: task.parentId === null ? null : { id: task.parentId, name: task.parentContent ?? '' },
    periodThrough: task.periodToOn === null ? null : addDays(task.periodToOn, -1),
  });
  const draft = useDraft(`task:${task.id}`, form);
  const change = useCommand('task.update');
  const showIssues = useIssues(form, 'task.');
  const [error, setError] = useState<ApiError>();
  const leave = (): void => go(`/tasks/task/${task.id}`);
  const save = form.handleSubmit(async (values) => {
    const result = await change.run(
      { id: task.id, changedAtMs: task.changedAtMs, task: toWords(values) },
      { done: t.common.saved, quiet: true },
    );
    if (!result.ok) {
      showIssues(result.error);
      return setError(result.error);
    }
    await draft.remove();
    leave();
  });
  return (
    <FormPanel
      title={t.task.form.editTitle}
      onSave={save}
      onCancel={leave}
      isSaving={change.isRunning}
      error={error}
      draft={draft}
    >
      <TaskWordsFields control={form.control} notBelow={task.id} />
      {task.kind === 'periodic' && (
        <DayField control={form.control} name="periodThrough" label={t.task.form.periodThrough} />
      )}
    </FormPanel>
  );
}
