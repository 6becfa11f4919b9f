import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { FieldRow } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { notifyDone, notifyInfo } from '../../ui/notify.ts';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { useJob } from '../../use-api.ts';
import { type Chosen, UnitChooser } from './unit-chooser.tsx';

type Task = Output<'task.get'>;

interface Added {
  leads: Chosen[];
  supports: Chosen[];
  assignedOn: string | null;
  dueOn: string | null;
}

const isWhole = (day: string | null): day is string => day !== null && isDay(day);

/** What is being given, and the sending of it; `isChecked` after the first try. */
function useAdding(task: Task, leave: () => void) {
  const t = useText().task;
  const on = useViewDate((s) => s.on);
  const [added, setAdded] = useState<Added>({ leads: [], supports: [], assignedOn: on, dueOn: task.nextDueOn });
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<ApiError>();
  const { run, job, isRunning } = useJob('task.assign');
  const isDated = task.kind === 'dated';
  const save = async (): Promise<void> => {
    const { leads, supports, assignedOn, dueOn } = added;
    setChecked(true);
    if (leads.length === 0 || !isWhole(assignedOn) || (isDated && !isWhole(dueOn))) return;
    const due = (own: string | null): { dueOn: string | null } => ({ dueOn: isDated ? own : null });
    const helpers = supports.map(({ unitId, dueOn: own }) => ({ unitId, ...due(own) }));
    const unitIds = leads.map((lead) => lead.unitId);
    const input = { taskId: task.id, unitIds, assignedOn, ...due(dueOn), skipAssigned: true, supports: helpers };
    const result = await run(input, t.form.addTitle, { quiet: true });
    if (!result.ok) return setError(result.error);
    notifyDone(t.form.saved(result.value.assignmentIds.length));
    for (const { code, dueOn: late, parentDueOn } of result.value.warnings)
      notifyInfo(t.warnings[code](late, parentDueOn));
    leave();
  };
  const set = (part: Partial<Added>): void => setAdded((old) => ({ ...old, ...part }));
  const aliveOn = isWhole(added.assignedOn) ? added.assignedOn : on;
  return { added, set, aliveOn, isDated, isChecked, error, save, job, isRunning };
}

/** Gives a task that exists to more units. */
export function AddUnits({ task }: { task: Task }) {
  const { task: t, common } = useText();
  const leave = (): void => go(`/tasks/task/${task.id}`);
  const { added, set, aliveOn, isDated, isChecked, error, save, job, isRunning } = useAdding(task, leave);
  const { leads, supports, assignedOn, dueOn } = added;
  const needed = (day: string | null): string | undefined =>
    isChecked && !isWhole(day) ? t.dialog.dayNeeded : undefined;
  const dueField = (
    <DayInput
      label={t.form.dueOn}
      required
      value={dueOn}
      min={aliveOn}
      error={needed(dueOn)}
      onChange={(day) => set({ dueOn: day })}
    />
  );
  return (
    <FormPanel
      title={`${t.form.addTitle} – ${task.content}`}
      onSave={save}
      onCancel={leave}
      isSaving={isRunning}
      error={error}
      saveLabel={t.form.save}
    >
      <FieldRow>
        <DayInput
          label={t.form.assignedOn}
          required
          value={assignedOn}
          min={task.assignedOn}
          error={needed(assignedOn)}
          onChange={(day) => set({ assignedOn: day })}
        />
        {isDated && dueField}
      </FieldRow>
      <UnitChooser
        label={t.form.leads}
        required
        value={leads}
        onChange={(next) => set({ leads: next })}
        on={aliveOn}
        natures={['police', 'partner']}
        hasAll
        hasDue={false}
      />
      {isChecked && leads.length === 0 && (
        <p className="vm-field-error" role="alert">
          {t.form.leadNeeded}
        </p>
      )}
      <UnitChooser
        label={`${t.form.supports} (${common.optional})`}
        value={supports}
        onChange={(next) => set({ supports: next })}
        on={aliveOn}
        natures={['partner', 'police']}
        hasDue={isDated}
      />
      {job !== undefined && <ProgressPanel job={job} />}
    </FormPanel>
  );
}
