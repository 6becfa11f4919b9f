import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { z } from 'zod';
import type { StepKind as StepKindSchema } from '../../../db/api/contract/task-words.ts';
import { addDays, isDay } from '../../../db/api/day.ts';
import { limits } from '../../../db/api/types.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { type Picked, UnitPicker } from './pickers.tsx';

/** Steps a person writes; `finish` follows from a lead's result. */
export type StepKind = Exclude<z.output<typeof StepKindSchema>, 'finish'>;

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
  /** True when it was written; the dialog then closes. */
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

interface StepForm {
  words: StepWords;
  set: (part: Partial<StepWords>) => void;
  unit: Picked | null;
  setUnit: (unit: Picked | null) => void;
  hasDue: boolean;
  /** What is still missing, told after the first try. */
  problems: Record<'onDay' | 'dueOn' | 'doneOn' | 'reason' | 'unit', string | undefined>;
  isBusy: boolean;
  confirm: () => Promise<void>;
}

const isWhole = (day: string | null): boolean => day !== null && isDay(day);

/** What a person gives for a step, checked before it is sent. */
function useStepForm(props: StepDialogProps): StepForm {
  const { kind, dueOn = null, requestedDueOn = null, count = 1, onConfirm, onClose } = props;
  const t = useText().task.dialog;
  const on = useViewDate((s) => s.on);
  const isBulkAnswer = count > 1 && kind === 'approveExtension';
  const hasDue = takesDue.includes(kind) && !isBulkAnswer && (kind !== 'handOn' || dueOn !== null);
  const firstDue = requestedDueOn ?? (kind === 'handOn' ? dueOn : null);
  const firstDone = kind === 'submitResult' ? on : null;
  const [words, setWords] = useState<StepWords>({
    onDay: on,
    reason: '',
    dueOn: firstDue,
    doneOn: firstDone,
    toUnitId: null,
  });
  const [unit, setUnit] = useState<Picked | null>(null);
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const missing = {
    onDay: isWhole(words.onDay) ? undefined : t.dayNeeded,
    dueOn: !hasDue || isWhole(words.dueOn) ? undefined : t.dayNeeded,
    doneOn: kind !== 'submitResult' || isWhole(words.doneOn) ? undefined : t.dayNeeded,
    reason: needsReason.includes(kind) && words.reason.trim() === '' ? t.reasonNeeded : undefined,
    unit: kind === 'handOn' && unit === null ? t.unitNeeded : undefined,
  };
  const confirm = async (): Promise<void> => {
    setChecked(true);
    if (isBusy || Object.values(missing).some((problem) => problem !== undefined)) return;
    setBusy(true);
    const isDone = await onConfirm({ ...words, toUnitId: unit?.id ?? null, dueOn: hasDue ? words.dueOn : null });
    setBusy(false);
    if (isDone) onClose();
  };
  const none = { onDay: undefined, dueOn: undefined, doneOn: undefined, reason: undefined, unit: undefined };
  const set = (part: Partial<StepWords>): void => setWords((old) => ({ ...old, ...part }));
  return { words, set, unit, setUnit, hasDue, problems: isChecked ? missing : none, isBusy, confirm };
}

/** The day, the reason and what else one step needs: a short decision. */
export function StepDialog(props: StepDialogProps) {
  const { kind, title, count = 1, onClose } = props;
  const t = useText();
  const form = useStepForm(props);
  const root = useRef<HTMLFormElement>(null);
  useCommands({ 'file.save': { run: form.confirm, within: root } });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void form.confirm();
  };
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
      <form ref={root} className="vm-dialog-form" onSubmit={submit} noValidate>
        {hint !== undefined && <p className="vm-dialog-hint">{hint}</p>}
        {count > 1 && <p className="vm-dialog-hint">{t.task.dialog.bulkHint(count)}</p>}
        <StepFields step={props} form={form} />
        <div className="vm-dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t.common.actions.close}
          </Button>
          <Button type="submit" loading={form.isBusy} {...(kind === 'cancel' ? { color: 'red.8' } : {})}>
            {t.task.steps[kind]}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The earliest day a new deadline may be; undefined when there is none yet. */
function firstDueOf({ kind, dueOn, originalDueOn }: StepDialogProps): string | undefined {
  if (dueOn === null || dueOn === undefined) return undefined;
  return kind === 'handOn' ? (originalDueOn ?? dueOn) : addDays(dueOn, 1);
}

function StepFields({ step, form }: { step: StepDialogProps; form: StepForm }) {
  const t = useText().task;
  const { kind, originalDueOn = null } = step;
  const { words, set, problems, hasDue } = form;
  const min = firstDueOf(step);
  const isExplained = needsReason.includes(kind);
  return (
    <>
      {kind === 'handOn' && (
        <UnitPicker
          hasLabel
          required
          label={t.dialog.toUnit}
          placeholder={t.form.addUnitHint}
          on={words.onDay}
          value={form.unit}
          error={problems.unit}
          onChange={form.setUnit}
        />
      )}
      {hasDue && (
        <DayInput
          label={t.dialog.dueOn}
          required
          data-autofocus
          value={words.dueOn}
          {...(min === undefined ? {} : { min })}
          {...(originalDueOn === null ? {} : { description: t.dialog.keepsOriginal(originalDueOn) })}
          error={problems.dueOn}
          onChange={(value) => set({ dueOn: value })}
        />
      )}
      {kind === 'submitResult' && (
        <DayInput
          label={t.dialog.doneOn}
          required
          value={words.doneOn}
          max={words.onDay}
          error={problems.doneOn}
          onChange={(value) => set({ doneOn: value })}
        />
      )}
      <DayInput
        label={t.dialog.onDay}
        required
        value={words.onDay}
        error={problems.onDay}
        onChange={(value) => set({ onDay: value ?? '' })}
      />
      <Textarea
        label={isExplained ? t.dialog.reason : t.dialog.note}
        withAsterisk={isExplained}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={limits.reason}
        value={words.reason}
        error={problems.reason}
        data-autofocus={!hasDue && kind !== 'handOn' ? true : undefined}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
    </>
  );
}
