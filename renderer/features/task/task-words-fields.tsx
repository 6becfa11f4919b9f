import type { Control, FieldValues, Path } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { FieldRow, ProseField, TextField } from '../../ui/fields.tsx';
import { DirectivePicker, TaskPicker } from './pickers.tsx';

/** The fields every form of a task has: document, words, product, who gives it, the task above. */
export function TaskWordsFields<V extends FieldValues>({
  control,
  notBelow,
}: {
  // biome-ignore lint/suspicious/noExplicitAny: what submit gives does not matter to a field
  control: Control<V, any, any>;
  notBelow?: string;
}) {
  const { task, common } = useText();
  const t = task.form;
  const name = (field: string): Path<V> => field as Path<V>;
  return (
    <>
      <ProseField
        control={control}
        name={name('content')}
        help="task.content"
        label={t.content}
        required
        minRows={2}
        maxRows={4}
        autoFocus
      />
      <Controller
        control={control}
        name={name('directive')}
        render={({ field }) => (
          <DirectivePicker
            hasLabel
            label={t.directive}
            placeholder={t.directiveHint}
            value={field.value}
            onChange={field.onChange}
          />
        )}
      />
      <FieldRow>
        <TextField control={control} name={name('clause')} help="task.clause" label={t.clause} maxLength={100} />
        <TextField
          control={control}
          name={name('assignedBy')}
          help="task.assignedBy"
          label={t.assignedBy}
          maxLength={limits.person}
        />
      </FieldRow>
      <TextField
        control={control}
        name={name('product')}
        help="task.product"
        label={t.product}
        maxLength={limits.description}
      />
      <ProseField
        control={control}
        name={name('detail')}
        help="task.detail"
        label={t.detail}
        minRows={2}
        maxRows={10}
      />
      <Controller
        control={control}
        name={name('parent')}
        render={({ field }) => (
          <TaskPicker
            hasLabel
            label={t.parent}
            placeholder={common.optional}
            value={field.value}
            onChange={field.onChange}
            notBelow={notBelow}
          />
        )}
      />
    </>
  );
}
