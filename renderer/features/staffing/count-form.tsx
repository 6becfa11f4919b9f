import { useState } from 'react';
import { z } from 'zod';
import type { Output } from '../../../db/api/contract/index.ts';
import { HeadcountFields, type HeadcountShown, StaffAudience } from '../../../db/api/contract/staffing.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayField, FieldRow, NumberField, SelectField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { type AppForm, useAppForm, useIssues } from '../../ui/use-form.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { staffEntities } from './keep.ts';
import { RemoveButton } from './remove-button.tsx';

type Unit = Output<'staffing.ofUnit'>;
type Values = z.input<typeof HeadcountFields>;

/** A headcount of a unit: new, or put right. */
export function CountForm({ unitId, countId }: { unitId: string; countId: string | undefined }) {
  const on = useViewDate((s) => s.on);
  const state = useApi('staffing.ofUnit', { unitId, on }, { keep: true, entities: staffEntities });
  const { data, error, reload } = state;
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const count = data.headcounts.find(({ id }) => id === countId);
  if (count !== undefined) return <CorrectCount key={count.id} unit={data} count={count} />;
  return countId === undefined ? (
    <NewCount unit={data} />
  ) : (
    <ErrorState error={{ code: 'NOT_FOUND', details: { entity: 'headcount', id: countId } }} />
  );
}

const NewFields = z.strictObject({ ...HeadcountFields.shape, audience: StaffAudience });

function NewCount({ unit }: { unit: Unit }) {
  const { staffing: t } = useText();
  const on = useViewDate((s) => s.on);
  const last = unit.headcounts[0];
  const form = useAppForm(NewFields, {
    ...{ onDay: on, establishment: last?.establishment ?? null, chiefs: null, deputies: null },
    ...{ investigators: null, note: '', audience: 'office' },
  });
  const draft = useDraft(`headcount:new:${unit.unitId}`, form);
  const { run, isRunning } = useCommand('staffing.recordHeadcount');
  const showIssues = useIssues(form, 'count.');
  const [error, setError] = useState<ApiError>();
  const leave = (): void => go(`/staffing/${unit.unitId}`);
  const save = form.handleSubmit(async ({ audience, ...count }) => {
    const result = await run({ unitId: unit.unitId, count, audience }, { done: t.count.saved, quiet: true });
    if (!result.ok) return void (showIssues(result.error) || setError(result.error));
    await draft.remove();
    leave();
  });
  return (
    <FormPanel
      title={`${t.count.add}: ${unit.unitName}`}
      isSaving={isRunning}
      error={error}
      onSave={save}
      draft={draft}
      onCancel={leave}
    >
      <Fields form={form as unknown as AppForm<Values>} />
      <SelectField
        control={form.control}
        name="audience"
        help="staffing.audience"
        label={t.headcountFields.audience}
        hint={t.post.audienceHint}
        choices={StaffAudience.options.map((value) => ({ value, label: t.post.audiences[value] }))}
        required
      />
    </FormPanel>
  );
}

function CorrectCount({ unit, count }: { unit: Unit; count: HeadcountShown }) {
  const { staffing: t } = useText();
  const { id, changedAtMs, audience: _audience, isOwn: _own, ...values } = count;
  const form = useAppForm(HeadcountFields, values);
  const draft = useDraft(`headcount:${id}`, form);
  const { run, isRunning } = useCommand('staffing.correctHeadcount');
  const removal = useCommand('staffing.removeHeadcount');
  const showIssues = useIssues(form, 'count.');
  const [error, setError] = useState<ApiError>();
  const leave = (): void => go(`/staffing/${unit.unitId}`);
  const save = form.handleSubmit(async (fields) => {
    const result = await run({ id, changedAtMs, count: fields }, { done: t.count.saved, quiet: true });
    if (!result.ok) return void (showIssues(result.error) || setError(result.error));
    await draft.remove();
    leave();
  });
  const remove = async (): Promise<void> => {
    const result = await removal.run({ id }, { done: t.count.removed });
    if (result.ok) leave();
  };
  return (
    <FormPanel
      title={`${t.count.correct}: ${unit.unitName}`}
      isSaving={isRunning}
      error={error}
      onSave={save}
      draft={draft}
      onCancel={leave}
    >
      <Fields form={form} />
      <RemoveButton title={t.count.removeTitle} text={t.count.removeText} onRemove={remove} />
      <HistorySection entity="headcount" id={id} />
    </FormPanel>
  );
}

function Fields({ form }: { form: AppForm<Values> }) {
  const { staffing: t } = useText();
  const { control } = form;
  const names = t.headcountFields;
  return (
    <>
      <FieldRow>
        <DayField control={control} name="onDay" help="staffing.onDay" label={names.onDay} required autoFocus />
        <NumberField control={control} name="establishment" label={names.establishment} min={0} />
      </FieldRow>
      <NumberField
        control={control}
        name="present"
        help="staffing.present"
        label={names.present}
        hint={t.count.presentHint}
        required
        min={0}
      />
      <FieldRow>
        <NumberField control={control} name="chiefs" label={names.chiefs} min={0} />
        <NumberField control={control} name="deputies" label={names.deputies} min={0} />
        <NumberField control={control} name="investigators" label={names.investigators} min={0} />
      </FieldRow>
      <p className="vm-page-note">{t.count.blankHint}</p>
      <TextField control={control} name="note" label={names.note} maxLength={limits.description} />
    </>
  );
}
