import { Input, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Controller } from 'react-hook-form';
import { isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayField, FieldRow, SelectField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { type Keeping, Kept, useKeeping } from '../../ui/keep.tsx';
import { notifyDone, notifyInfo } from '../../ui/notify.ts';
import { useDraft } from '../../ui/use-draft.tsx';
import { type AppForm, beginAgain, useAppForm, useIssues } from '../../ui/use-form.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { type AssignInput, type AssignOutput, AssignValues, emptyAssign, toInput } from './assign-values.ts';
import { TaskWordsFields } from './task-words-fields.tsx';
import { UnitChooser } from './unit-chooser.tsx';

/** What the next task keeps unless chosen otherwise: all but its own words. */
const initiallyKept = [
  'directive',
  'parent',
  'assignedBy',
  'kind',
  'assignedOn',
  'dueOn',
  'periodRuleId',
  'periodFromOn',
  'periodThrough',
  'leads',
  'supports',
];

type Form = AppForm<AssignInput, AssignOutput>;

/** "Giao việc": what, by when, to whom; one unit or every commune of the province in one step. */
export function AssignForm({ directiveId }: { directiveId: string | undefined }) {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const form: Form = useAppForm(AssignValues, emptyAssign(on));
  const draft = useDraft(`task:new${directiveId === undefined ? '' : `:${directiveId}`}`, form);
  // The next task of the same document usually goes to the same units.
  const keeping = useKeeping('task', initiallyKept);
  const creation = useCommand('task.create');
  const showIssues = useIssues(form, 'task.');
  const [error, setError] = useState<ApiError>();
  useDirective(form, directiveId);

  const save = (isNext: boolean) =>
    form.handleSubmit(async (values) => {
      const result = await creation.run(toInput(values), { quiet: true });
      if (!result.ok) {
        showIssues(result.error);
        return setError(result.error);
      }
      setError(undefined);
      await draft.remove();
      notifyDone(t.form.saved(result.value.assignmentIds.length));
      for (const warning of result.value.warnings)
        notifyInfo(t.warnings[warning.code](warning.dueOn, warning.parentDueOn));
      if (!isNext) return go(`/tasks/task/${result.value.taskId}`);
      beginAgain(form, keeping.next(form.getValues(), emptyAssign(on)), 'content');
    });
  return (
    <FormPanel
      title={t.form.title}
      onSave={save(false)}
      onSaveAndNext={save(true)}
      added={keeping.added}
      onCancel={() => go('/tasks')}
      isSaving={creation.isRunning}
      error={error}
      draft={draft}
      saveLabel={t.form.save}
    >
      <div className="vm-assign">
        <div className="vm-assign-part">
          <h3>{t.form.about}</h3>
          <TaskWordsFields control={form.control} keeping={keeping} />
        </div>
        <div className="vm-assign-part">
          <Schedule form={form} keeping={keeping} />
          <Units form={form} keeping={keeping} />
        </div>
      </div>
    </FormPanel>
  );
}

/** Opened from a document, the form begins with it. */
function useDirective(form: Form, directiveId: string | undefined): void {
  const on = useViewDate((s) => s.on);
  const { data } = useApi('directive.get', { id: directiveId ?? '', on }, { enabled: directiveId !== undefined });
  useEffect(() => {
    if (data !== undefined)
      form.setValue('directive', {
        id: data.id,
        name: [data.number, data.subject].filter(Boolean).join(' – '),
      });
  }, [data, form]);
}

/** Kind and days: a deadline, or a rule of periods, or neither. */
function Schedule({ form, keeping }: { form: Form; keeping: Keeping }) {
  const t = useText().task;
  const { control } = form;
  const kind = form.watch('kind');
  const on = useViewDate((s) => s.on);
  const rules = useApi('periodRule.list', { on }, { entities: ['periodRule'], keep: true });
  const choices = (rules.data ?? [])
    .filter((rule) => rule.isActive === 1)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Controller
        control={control}
        name="kind"
        render={({ field }) => (
          <Input.Wrapper label={t.form.kind} labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label={t.form.kind}
              value={field.value}
              data={(['dated', 'periodic', 'standing'] as const).map((value) => ({ value, label: t.kinds[value] }))}
              onChange={field.onChange}
            />
          </Input.Wrapper>
        )}
      />
      <FieldRow>
        <Kept keeping={keeping} fields={['assignedOn']} label={t.form.assignedOn}>
          <DayField control={control} name="assignedOn" help="task.assignedOn" label={t.form.assignedOn} required />
        </Kept>
        {kind === 'dated' && (
          <Kept keeping={keeping} fields={['dueOn']} label={t.form.dueOn}>
            <DayField
              control={control}
              name="dueOn"
              help="task.dueOn"
              label={t.form.dueOn}
              required
              hint={t.form.dueHint}
            />
          </Kept>
        )}
      </FieldRow>
      {kind === 'periodic' && (
        <>
          <SelectField
            control={control}
            name="periodRuleId"
            help="task.periodRule"
            label={t.form.periodRule}
            required
            choices={choices}
          />
          <FieldRow>
            <DayField control={control} name="periodFromOn" help="task.period" label={t.form.periodFrom} required />
            <DayField control={control} name="periodThrough" help="task.period" label={t.form.periodThrough} />
          </FieldRow>
        </>
      )}
    </>
  );
}

function Units({ form, keeping }: { form: Form; keeping: Keeping }) {
  const t = useText().task.form;
  const { control } = form;
  const on = useViewDate((s) => s.on);
  const assignedOn = form.watch('assignedOn');
  const aliveOn = isDay(assignedOn ?? '') ? assignedOn : on;
  const hasDue = form.watch('kind') === 'dated';
  return (
    <>
      <Kept keeping={keeping} fields={['leads']} label={t.leads}>
        <Controller
          control={control}
          name="leads"
          render={({ field, fieldState }) => (
            <>
              <UnitChooser
                label={t.leads}
                required
                value={field.value}
                onChange={field.onChange}
                on={aliveOn}
                natures={['police', 'partner']}
                hasAll
                hasDue={hasDue}
              />
              {fieldState.error !== undefined && (
                <p className="vm-field-error" role="alert">
                  {t.leadNeeded}
                </p>
              )}
              {field.value.length > 1 && <p className="vm-dialog-hint">{t.leadsOwn(field.value.length)}</p>}
            </>
          )}
        />
      </Kept>
      <Kept keeping={keeping} fields={['supports']} label={t.supports}>
        <Controller
          control={control}
          name="supports"
          render={({ field }) => (
            <>
              <UnitChooser
                label={t.supports}
                value={field.value}
                onChange={field.onChange}
                on={aliveOn}
                natures={['partner', 'police']}
                hasDue={hasDue}
              />
              <p className="vm-dialog-hint">{t.supportsHint}</p>
            </>
          )}
        />
      </Kept>{' '}
    </>
  );
}
