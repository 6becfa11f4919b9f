import { Button, Checkbox } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type FieldErrors, useController } from 'react-hook-form';
import { type ReportFull, reportDraftKey } from '../../../db/api/contract/report.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayField, FieldRow, FlagField, NumberField, ProseField } from '../../ui/fields.tsx';
import { flushAll } from '../../ui/flush.ts';
import { FormPanel } from '../../ui/form-panel.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { SplitView } from '../../ui/split-view.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { type AppForm, useAppForm, useIssues } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import { FiguresField } from './figures-field.tsx';
import { newValues, type ReportFrame, type ReportValues, reportSchema, valuesOf } from './form-values.ts';
import { Beside, type FormFacts, Notices, PeriodChoice, type Sent } from './report-form-parts.tsx';

interface ReportFormProps {
  facts: FormFacts;
  /** The version this one replaces; null for a new report. */
  corrected: ReportFull | null;
  /** Shown beside. */
  previous: ReportFull | null;
}

/** Entry of a report, the one before it beside. Every word is kept as a draft; sending is for good. */
export function ReportForm({ facts, corrected, previous }: ReportFormProps) {
  const t = useText().report;
  const today = useViewDate((s) => s.today);
  const { subject, period } = facts;
  const frame: ReportFrame = {
    assignmentId: subject.assignmentId,
    periodKey: period?.key ?? null,
    on: today,
    correctsId: corrected?.id ?? null,
  };
  const isPeriodic = subject.taskKind === 'periodic';
  const [initial] = useState(() =>
    corrected === null ? newValues(today, previous, isPeriodic) : valuesOf(corrected, today),
  );
  const form = useAppForm<ReportValues, Sent>(reportSchema(frame), initial);
  const { run, isRunning } = useCommand('report.submit');
  const [error, setError] = useState<ApiError>();
  const place = useIssues(form);
  const draft = useDraft<ReportValues>(reportDraftKey(frame.assignmentId, frame.periodKey), form);
  const restored = useRestored(draft);
  const leave = (): void => history.back();

  const tellInvalid = (errors: FieldErrors<ReportValues>): void => {
    const issues = pathsOf(errors).map((path) => ({ path, code: 'custom' }));
    setError({ code: 'INVALID_INPUT', details: { issues } });
    if (issues.every(({ path }) => path.startsWith('figures'))) focusFirstInvalid();
  };
  const send = form.handleSubmit(async (input) => {
    const result = await run(input, {
      quiet: true,
      done: ({ isLate, version }) => (isLate === 1 ? t.form.sentLate : t.form.sent(version)),
    });
    if (!result.ok) return place(result.error) ? setError(undefined) : setError(result.error);
    await draft.remove();
    go(`/reports/${result.value.reportId}`);
  }, tellInvalid);
  const saveDraft = async (): Promise<void> => {
    await flushAll();
    notifyDone(t.form.draftSaved);
  };
  const dropDraft = async (): Promise<void> => {
    await draft.remove();
    form.reset(initial);
    restored.clear();
  };
  return (
    <SplitView
      name="report-form"
      defaultPercent={60}
      list={
        <FormPanel
          title={corrected === null ? t.form.title : t.form.fixTitle(corrected.version + 1)}
          onSave={send}
          saveLabel={t.form.send}
          onSaveDraft={saveDraft}
          saveDraftLabel={t.form.saveDraft}
          onCancel={leave}
          isSaving={isRunning}
          error={error}
          draft={draft}
        >
          {restored.atMs !== undefined && (
            <div className="vm-report-notice" data-meaning="blue" role="status">
              <span>{t.form.restored(restored.atMs)}</span>
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void dropDraft()}>
                {t.form.dropDraft}
              </Button>
            </div>
          )}
          <Notices facts={facts} corrected={corrected} />
          {period !== null && corrected === null && <PeriodChoice facts={facts} />}
          <ReportFields
            form={form}
            isPeriodic={isPeriodic}
            assignedOn={period?.startOn ?? subject.assignedOn}
            today={today}
          />
          <p className="vm-page-note">{t.form.finalHint}</p>
        </FormPanel>
      }
      detail={<Beside form={form} previous={previous} isPeriodic={isPeriodic} />}
    />
  );
}

/** Places of all issues of a form: an issue has a type, everything else is a place on the way to one. */
function pathsOf(errors: object, path = ''): string[] {
  if ('type' in errors && typeof errors.type === 'string') return [path];
  return Object.entries(errors).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && key !== 'ref'
      ? pathsOf(value, path === '' ? key : `${path}.${key}`)
      : [],
  );
}

/** Figures are one field to the form, so it cannot find the cell by itself. */
const focusFirstInvalid = (): void =>
  void setTimeout(
    () => document.querySelector<HTMLInputElement>('.vm-figures-field [aria-invalid="true"]')?.focus(),
    0,
  );

/** A draft of an earlier visit is put back at once: after a crash the form stands as it was left. */
function useRestored(draft: ReturnType<typeof useDraft>): { atMs: number | undefined; clear: () => void } {
  const [atMs, setAtMs] = useState<number>();
  const { foundAtMs } = draft;
  const use = useRef(draft.use);
  use.current = draft.use;
  useEffect(() => {
    if (foundAtMs === undefined) return;
    use.current();
    setAtMs(foundAtMs);
  }, [foundAtMs]);
  return { atMs, clear: () => setAtMs(undefined) };
}

interface ReportFieldsProps {
  form: AppForm<ReportValues, Sent>;
  isPeriodic: boolean;
  assignedOn: string;
  today: string;
}

function ReportFields({ form, isPeriodic, assignedOn, today }: ReportFieldsProps) {
  const t = useText().report;
  const { control, setValue } = form;
  const done = useController({ control, name: 'doneOn' });
  const figures = useController({ control, name: 'figures' });
  const isNothing = form.watch('isNothing') === 1;
  const isDone = done.field.value !== null;
  const errors = form.formState.errors.figures;
  const finish = (isFinished: boolean): void => {
    if (isFinished) setValue('percent', 100, { shouldValidate: form.formState.isSubmitted });
    done.field.onChange(isFinished ? (form.getValues('reportedOn') ?? today) : null);
  };
  return (
    <>
      <FieldRow>
        <DayField
          control={control}
          name="reportedOn"
          help="report.reportedOn"
          label={t.fields.reportedOn}
          required
          min={assignedOn}
          max={today}
        />
        <NumberField
          control={control}
          name="percent"
          help="report.percent"
          label={t.fields.percent}
          required
          min={0}
          max={100}
          suffix=" %"
          disabled={isDone}
        />
      </FieldRow>
      {!isPeriodic && (
        <FieldRow>
          <Checkbox
            label={t.form.isDone}
            description={t.form.isDoneHint}
            checked={isDone}
            onChange={(event) => finish(event.currentTarget.checked)}
          />
          {isDone && (
            <DayField
              control={control}
              name="doneOn"
              help="report.doneOn"
              label={t.fields.doneOn}
              required
              max={today}
            />
          )}
        </FieldRow>
      )}
      <FlagField
        control={control}
        name="isNothing"
        help="report.isNothing"
        label={t.fields.isNothing}
        {...(isPeriodic ? { hint: t.form.nothingHint } : {})}
      />
      <ProseField
        control={control}
        name="content"
        help="report.content"
        label={t.fields.content}
        hint={t.form.contentHint}
        required={!isNothing && (figures.field.value ?? []).length === 0}
        minRows={4}
      />
      <ProseField
        control={control}
        name="difficulties"
        help="report.difficulties"
        label={t.fields.difficulties}
        minRows={2}
      />
      <ProseField control={control} name="proposals" help="report.proposals" label={t.fields.proposals} minRows={2} />
      <FiguresField
        rows={figures.field.value ?? []}
        onChange={figures.field.onChange}
        errorOf={(row, column) => errors?.[row]?.[column]?.message}
        error={errors?.message ?? errors?.root?.message}
        disabled={isNothing}
      />
    </>
  );
}
