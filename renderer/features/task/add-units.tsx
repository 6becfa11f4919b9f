import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { notifyDone, notifyInfo } from '../../ui/notify.ts';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { useJob } from '../../use-api.ts';
import { type Chosen, UnitChooser } from './unit-chooser.tsx';

/** Gives a task that exists to more units. */
export function AddUnits({ task }: { task: Output<'task.get'> }) {
  const { task: t, common } = useText();
  const on = useViewDate((s) => s.on);
  const [leads, setLeads] = useState<Chosen[]>([]);
  const [supports, setSupports] = useState<Chosen[]>([]);
  const [assignedOn, setAssignedOn] = useState<string | null>(on);
  const [dueOn, setDueOn] = useState<string | null>(task.nextDueOn);
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<ApiError>();
  const assigning = useJob('task.assign');
  const isDated = task.kind === 'dated';
  const isWhole = (day: string | null): day is string => day !== null && isDay(day);
  const leave = (): void => go(`/tasks/task/${task.id}`);
  const save = async (): Promise<void> => {
    setChecked(true);
    if (leads.length === 0 || !isWhole(assignedOn) || (isDated && !isWhole(dueOn))) return;
    const due = (own: string | null): { dueOn: string | null } => ({
      dueOn: isDated ? own : null,
    });
    const input = {
      taskId: task.id,
      unitIds: leads.map((lead) => lead.unitId),
      assignedOn,
      ...due(dueOn),
      skipAssigned: true,
      supports: supports.map(({ unitId, dueOn: own }) => ({
        unitId,
        ...due(own),
      })),
    };
    const result = await assigning.run(input, t.form.addTitle, { quiet: true });
    if (!result.ok) return setError(result.error);
    notifyDone(t.form.saved(result.value.assignmentIds.length));
    for (const warning of result.value.warnings)
      notifyInfo(t.warnings[warning.code](warning.dueOn, warning.parentDueOn));
    leave();
  };
  const aliveOn = isWhole(assignedOn) ? assignedOn : on;
  const needed = (day: string | null): string | undefined =>
    isChecked && !isWhole(day) ? t.dialog.dayNeeded : undefined;
  return (
    <FormPanel
      title={`${t.form.addTitle} – ${task.content}`}
      onSave={save}
      onCancel={leave}
      isSaving={assigning.isRunning}
      error={error}
      saveLabel={t.form.save}
    >
      <div className="vm-field-row">
        <DayInput
          label={t.form.assignedOn}
          required
          value={assignedOn}
          min={task.assignedOn}
          error={needed(assignedOn)}
          onChange={setAssignedOn}
        />
        {isDated && (
          <DayInput
            label={t.form.dueOn}
            required
            value={dueOn}
            min={aliveOn}
            error={needed(dueOn)}
            onChange={setDueOn}
          />
        )}
      </div>
      <UnitChooser
        label={t.form.leads}
        required
        value={leads}
        onChange={setLeads}
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
        onChange={setSupports}
        on={aliveOn}
        natures={['partner', 'police']}
        hasDue={isDated}
      />
      {assigning.job !== undefined && <ProgressPanel job={assigning.job} />}
    </FormPanel>
  );
}
