import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import type { StepKind as StepKindSchema } from '../../../db/api/contract/task-words.ts';
import { addDays, isDay } from '../../../db/api/day.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { useKeys } from '../../ui/keys.ts';
import { type Picked, UnitPicker } from './pickers.tsx';

export type StepKind = z.output<typeof StepKindSchema>;

/** What a person gave for a step. */
export interface StepWords {
  onDay: string;
  reason: string;
  dueOn: string | null;
  doneOn: string | null;
  toUnitId: string | null;
}

interface StepDialogProps {
  kind: StepKind;
  title: string;
  /** Deadline in force and the one first set; null for several assignments at once. */
  dueOn?: string | null;
  originalDueOn?: string | null;
  /** The deadline the unit asks for. */
  requestedDueOn?: string | null;
  /** More than one: says so. */
  count?: number;
  /** False: the words are sent without a day to choose from, as in bulk approval. */
  onConfirm: (words: StepWords) => Promise<boolean>;
  onClose: () => void;
}

const needsReason: readonly StepKind[] = [
  'requestReturn',
  'requestExtension',
  'refuseExtension',
  'grantExtension',
  'refuseReturn',
  'returnResult',
  'handOn',
  'cancel',
  'reopen',
];
const takesDue: readonly StepKind[] = ['requestExtension', 'approveExtension', 'grantExtension', 'handOn'];

/** The day, the reason and what else one step needs: a short decision. */
export function StepDialog({
  kind,
  title,
  dueOn = null,
  originalDueOn = null,
  requestedDueOn = null,
  count = 1,
  onConfirm,
  onClose,
}: StepDialogProps) {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const isBulkAnswer = count > 1 && kind === 'approveExtension';
  const hasDue = takesDue.includes(kind) && !isBulkAnswer && (kind !== 'handOn' || dueOn !== null);
  const [words, setWords] = useState<StepWords>({
    onDay: on,
    reason: '',
    dueOn: requestedDueOn ?? (kind === 'handOn' ? dueOn : null),
    doneOn: kind === 'submitResult' ? on : null,
    toUnitId: null,
  });
  const [unit, setUnit] = useState<Picked | null>(null);
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const set = (part: Partial<StepWords>): void => setWords((old) => ({ ...old, ...part }));
  const problems = {
    onDay: isDay(words.onDay) ? undefined : t.task.dialog.dayNeeded,
    dueOn: !hasDue || (words.dueOn !== null && isDay(words.dueOn)) ? undefined : t.task.dialog.dayNeeded,
    doneOn:
      kind !== 'submitResult' || (words.doneOn !== null && isDay(words.doneOn)) ? undefined : t.task.dialog.dayNeeded,
    reason: needsReason.includes(kind) && words.reason.trim() === '' ? t.task.dialog.reasonNeeded : undefined,
    unit: kind === 'handOn' && unit === null ? t.task.dialog.unitNeeded : undefined,
  };
  const confirm = async (): Promise<void> => {
    setChecked(true);
    if (isBusy || Object.values(problems).some((problem) => problem !== undefined)) return;
    setBusy(true);
    const isDone = await onConfirm({
      ...words,
      toUnitId: unit?.id ?? null,
      dueOn: hasDue ? words.dueOn : null,
    });
    setBusy(false);
    if (isDone) onClose();
  };
  useKeys({ 'mod+s': () => void confirm() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void confirm();
  };
  const shown = (problem: string | undefined): string | undefined => (isChecked ? problem : undefined);
  const hint = kind === 'cancel' ? t.task.dialog.cancelHint : kind === 'handOn' ? t.task.dialog.handOnHint : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t.common.actions.close }}
    >
      <form className="vm-dialog-form" onSubmit={submit} noValidate>
        {hint !== undefined && <p className="vm-dialog-hint">{hint}</p>}
        {count > 1 && <p className="vm-dialog-hint">{t.task.dialog.bulkHint(count)}</p>}
        {kind === 'handOn' && (
          <UnitPicker
            hasLabel
            required
            label={t.task.dialog.toUnit}
            placeholder={t.task.form.addUnitHint}
            on={words.onDay}
            value={unit}
            error={shown(problems.unit)}
            onChange={setUnit}
          />
        )}
        {hasDue && (
          <DayInput
            label={t.task.dialog.dueOn}
            required
            data-autofocus
            value={words.dueOn}
            {...(dueOn === null
              ? {}
              : {
                  min: kind === 'handOn' ? (originalDueOn ?? dueOn) : addDays(dueOn, 1),
                })}
            {...(originalDueOn === null ? {} : { description: t.task.dialog.keepsOriginal(originalDueOn) })}
            error={shown(problems.dueOn)}
            onChange={(value) => set({ dueOn: value })}
          />
        )}
        {kind === 'submitResult' && (
          <DayInput
            label={t.task.dialog.doneOn}
            required
            value={words.doneOn}
            max={words.onDay}
            error={shown(problems.doneOn)}
            onChange={(value) => set({ doneOn: value })}
          />
        )}
        <DayInput
          label={t.task.dialog.onDay}
          required
          value={words.onDay}
          error={shown(problems.onDay)}
          onChange={(value) => set({ onDay: value ?? '' })}
        />
        <Textarea
          label={needsReason.includes(kind) ? t.task.dialog.reason : t.task.dialog.note}
          withAsterisk={needsReason.includes(kind)}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={1000}
          value={words.reason}
          error={shown(problems.reason)}
          data-autofocus={!hasDue && kind !== 'handOn' ? true : undefined}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        <div className="vm-dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t.common.actions.close}
          </Button>
          <Button type="submit" loading={isBusy} {...(kind === 'cancel' ? { color: 'red.8' } : {})}>
            {t.task.steps[kind]}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
