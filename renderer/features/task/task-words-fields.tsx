import type { Control, FieldValues, Path } from 'react-hook-form';
import { Controller } from 'react-hook-form';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { FieldRow, ProseField, TextField } from '../../ui/fields.tsx';
import { type Keeping, Kept } from '../../ui/keep.tsx';
import { DirectivePicker, TaskPicker } from './pickers.tsx';

/** The fields every form of a task has: document, words, product, who gives it, the task above. */
export function TaskWordsFields<V extends FieldValues>({
  control,
  notBelow,
  keeping,
}: {
  // biome-ignore lint/suspicious/noExplicitAny: what submit gives does not matter to a field
  control: Control<V, any, any>;
  notBelow?: string;
  keeping?: Keeping | undefined;
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
      <Kept keeping={keeping} fields={['directive']} label={t.directive}>
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
      </Kept>{' '}
      <FieldRow>
        <Kept keeping={keeping} fields={['clause']} label={t.clause}>
          <TextField control={control} name={name('clause')} help="task.clause" label={t.clause} maxLength={100} />
        </Kept>
        <Kept keeping={keeping} fields={['assignedBy']} label={t.assignedBy}>
          <TextField
            control={control}
            name={name('assignedBy')}
            help="task.assignedBy"
            label={t.assignedBy}
            maxLength={limits.person}
          />
        </Kept>
      </FieldRow>
      <Kept keeping={keeping} fields={['product']} label={t.product}>
        <TextField
          control={control}
          name={name('product')}
          help="task.product"
          label={t.product}
          maxLength={limits.description}
        />
      </Kept>
      <ProseField
        control={control}
        name={name('detail')}
        help="task.detail"
        label={t.detail}
        minRows={2}
        maxRows={10}
      />
      <Kept keeping={keeping} fields={['parent']} label={t.parent}>
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
      </Kept>{' '}
    </>
  );
}
