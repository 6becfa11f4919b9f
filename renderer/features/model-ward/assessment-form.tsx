import { Button, Checkbox, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { CheckCheck } from 'lucide-react';
import { useState } from 'react';
import type { AssessmentRow, CriterionRow, Registration } from '../../../db/api/contract/model-ward.ts';
import { CriterionMark } from '../../../db/api/contract/model-ward-words.ts';
import { isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { judge } from '../../../db/api/judge.ts';
import { limits } from '../../../db/api/types.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { issueText, useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { FieldRow } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { CriterionWords } from './criteria-table.tsx';

type Kind = AssessmentRow['kind'];
type Mark = AssessmentRow['marks'][number]['mark'];

interface EditorProps {
  registrationId: string;
  kind: Kind;
  /** One that is there already; undefined for a new one. */
  assessmentId: string | undefined;
}

/** Tự chấm, kiểm tra or thẩm định of one registration, criterion by criterion. */
export function AssessmentEditor({ registrationId, kind, assessmentId }: EditorProps) {
  const on = useViewDate((s) => s.on);
  const { data, error, reload } = useApi('modelWard.get', { id: registrationId, on }, { keep: true, entities: [] });
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const assessment = data.assessments.find(({ id }) => id === assessmentId);
  return <AssessmentForm registration={data} kind={kind} assessment={assessment} />;
}

interface Values {
  onDay: string | null;
  marks: Readonly<Record<string, { mark: Mark; note: string }>>;
  isRecognised: 0 | 1;
  conclusion: string;
}

const blank = { mark: 'notEntered', note: '' } as const;

/** The form's values, what they come to, and the saving of them. */
function useAssessing(registration: Registration, kind: Kind, assessment: AssessmentRow | undefined) {
  const { modelWard: t } = useText();
  const on = useViewDate((s) => s.on);
  const [values, setValues] = useState<Values>({
    onDay: assessment?.onDay ?? on,
    marks: Object.fromEntries(
      (assessment?.marks ?? []).map(({ criterionId, mark, note }) => [criterionId, { mark, note }]),
    ),
    isRecognised: assessment?.isRecognised ?? 0,
    conclusion: assessment?.conclusion ?? '',
  });
  const [error, setError] = useState<ApiError>();
  const [isChecked, setChecked] = useState(false);
  const creation = useCommand('modelWard.assess');
  const edit = useCommand('modelWard.updateAssessment');
  const marks = registration.criteria.map(({ id }) => ({ criterionId: id, ...(values.marks[id] ?? blank) }));
  const result = judge(registration.criteria, marks);
  const isRecognised = kind === 'appraisal' && result.outcome === 'met' ? values.isRecognised : 0;
  const save = async (): Promise<void> => {
    setChecked(true);
    const { onDay, conclusion } = values;
    if (onDay === null || !isDay(onDay)) return;
    const given = { onDay, marks, isRecognised, conclusion } as const;
    const answer =
      assessment === undefined
        ? await creation.run({ registrationId: registration.id, kind, ...given }, { quiet: true })
        : await edit.run({ id: assessment.id, seenAtMs: assessment.changedAtMs, patch: given }, { quiet: true });
    if (!answer.ok) return setError(answer.error);
    notifyDone(t.assess.saved(t.result(answer.value.result)));
    go(`/model-wards/${registration.id}`);
  };
  const set = (part: Partial<Values>): void => setValues((old) => ({ ...old, ...part }));
  const setMark = (id: string, part: Partial<{ mark: Mark; note: string }>): void =>
    setValues((old) => ({ ...old, marks: { ...old.marks, [id]: { ...(old.marks[id] ?? blank), ...part } } }));
  const isSaving = creation.isRunning || edit.isRunning;
  return { values, set, setMark, result, isRecognised, isChecked, error, save, isSaving };
}

function AssessmentForm({
  registration,
  kind,
  assessment,
}: {
  registration: Registration;
  kind: Kind;
  assessment: AssessmentRow | undefined;
}) {
  const { modelWard: t } = useText();
  const { values, set, setMark, result, isRecognised, isChecked, error, save, isSaving } = useAssessing(
    registration,
    kind,
    assessment,
  );
  const { criteria } = registration;
  const markRest = (): void =>
    set({
      marks: Object.fromEntries(
        criteria.map(({ id }) => {
          const now = values.marks[id] ?? blank;
          return [id, now.mark === 'notEntered' ? { ...now, mark: 'met' as const } : now];
        }),
      ),
    });
  const meaning = result.outcome === 'met' ? 'green' : result.outcome === 'incomplete' ? 'grey' : 'red';
  return (
    <FormPanel
      title={t.assess.title(t.assessmentKinds[kind], registration.unitName)}
      error={error}
      isSaving={isSaving}
      onSave={save}
      onCancel={() => go(`/model-wards/${registration.id}`)}
    >
      <FieldRow>
        <DayInput
          label={t.assess.onDay}
          required
          value={values.onDay}
          min={registration.registeredOn}
          error={isChecked && (values.onDay === null || !isDay(values.onDay)) ? issueText('required') : undefined}
          onChange={(onDay) => set({ onDay })}
        />
        <div className="vm-ward-result" role="status">
          <strong>{t.result(result)}</strong>
          <StatusBadge meaning={meaning} label={t.outcomes[result.outcome]} />
        </div>
      </FieldRow>
      <div className="vm-ward-tools">
        <span className="vm-page-note">{t.assess.keys}</span>
        <Button
          variant="light"
          size="compact-sm"
          leftSection={<CheckCheck size="0.875rem" aria-hidden />}
          disabled={result.notEntered === 0}
          onClick={markRest}
        >
          {t.assess.allMet}
        </Button>
      </div>
      <ol className="vm-ward-checklist" aria-label={t.assess.checklist}>
        {criteria.map((criterion, index) => (
          <CriterionLine
            key={criterion.id}
            criterion={criterion}
            hasGroup={criterion.groupName !== '' && criterion.groupName !== criteria[index - 1]?.groupName}
            value={values.marks[criterion.id] ?? blank}
            onChange={(part) => setMark(criterion.id, part)}
          />
        ))}
      </ol>
      {kind === 'appraisal' && (
        <Checkbox
          label={t.assess.recognise}
          description={t.assess.recogniseHint}
          checked={isRecognised === 1}
          disabled={result.outcome !== 'met'}
          onChange={(event) => set({ isRecognised: event.currentTarget.checked ? 1 : 0 })}
        />
      )}
      <Textarea
        label={t.assess.conclusion}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={limits.content}
        spellCheck={false}
        value={values.conclusion}
        onChange={(event) => set({ conclusion: event.currentTarget.value })}
      />
    </FormPanel>
  );
}

/** One criterion: its words, three answers, a note. */
function CriterionLine({
  criterion,
  hasGroup,
  value,
  onChange,
}: {
  criterion: CriterionRow;
  hasGroup: boolean;
  value: { mark: Mark; note: string };
  onChange: (part: Partial<{ mark: Mark; note: string }>) => void;
}) {
  const t = useText().modelWard;
  const name = criterion.content === '' ? t.detail.unworded(criterion.orderNumber) : criterion.content;
  return (
    <li>
      {hasGroup && <h3>{criterion.groupName}</h3>}
      <div className="vm-ward-line">
        <span className="vm-ward-number">{criterion.orderNumber}</span>
        <span className="vm-ward-words">
          <CriterionWords criterion={criterion} />
        </span>
        <SegmentedControl
          size="xs"
          aria-label={name}
          value={value.mark}
          data={CriterionMark.options.map((mark) => ({ value: mark, label: t.marks[mark] }))}
          onChange={(next) => onChange({ mark: CriterionMark.parse(next) })}
          data-mark={value.mark}
        />
        <TextInput
          size="xs"
          aria-label={t.assess.note(criterion.orderNumber)}
          placeholder={t.assess.notePlaceholder}
          value={value.note}
          maxLength={limits.description}
          spellCheck={false}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
        />
      </div>
    </li>
  );
}
