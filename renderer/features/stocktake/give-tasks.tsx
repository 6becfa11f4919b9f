import { Button, Input, Select, Textarea } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { Stocktake } from '../../../db/api/contract/stocktake.ts';
import { isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { call } from '../../api.ts';
import { go } from '../../navigate.ts';
import type { ChosenUnit } from '../../stores/choosers.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { issueText, useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { FieldRow } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { notifyDone, notifyError } from '../../ui/notify.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { linesOf } from './period.ts';
import { useDirectiveName } from './stocktake-form.tsx';

/** "Giao nhiệm vụ từ kết luận": each line a task, all for the same units with the same deadline, in one step. */
export function GiveTasks({ id }: { id: string }) {
  const on = useViewDate((s) => s.on);
  const { data, error, reload } = useApi('stocktake.get', { id, on }, { keep: true, entities: [] });
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  return <GiveForm stocktake={data} />;
}

interface Given {
  contents: string;
  directiveId: string | null;
  assignedOn: string | null;
  dueOn: string | null;
  leads: ChosenUnit[];
  supports: ChosenUnit[];
}

const isWhole = (day: string | null): day is string => day !== null && isDay(day);

/** What is given, what is not right about it yet, and the sending of it. */
function useGiving(stocktake: Stocktake) {
  const { stocktake: t, task } = useText();
  const [given, setGiven] = useState<Given>({
    contents: linesOf(stocktake.conclusion).join('\n'),
    directiveId: stocktake.directives[0]?.id ?? null,
    assignedOn: stocktake.heldOn,
    dueOn: null,
    leads: [],
    supports: [],
  });
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<ApiError>();
  const { run, isRunning } = useCommand('stocktake.giveTasks');
  const { assignedOn, dueOn, leads, supports, directiveId } = given;
  const contents = linesOf(given.contents);
  const long = contents.findIndex((line) => line.length > limits.subject);
  const problems = {
    contents:
      contents.length === 0 ? issueText('required') : long >= 0 ? t.give.tooLong(long + 1, limits.subject) : undefined,
    assignedOn: isWhole(assignedOn) ? undefined : task.dialog.dayNeeded,
    dueOn: !isWhole(dueOn)
      ? task.dialog.dayNeeded
      : isWhole(assignedOn) && dueOn < assignedOn
        ? task.form.dueBeforeAssigned(assignedOn)
        : undefined,
    leads: leads.length === 0 ? task.form.leadNeeded : undefined,
  };
  const save = async (): Promise<void> => {
    setChecked(true);
    if (Object.values(problems).some((problem) => problem !== undefined) || !isWhole(assignedOn)) return;
    const units = leads.map(({ unitId }) => ({
      unitId,
      supports: supports.filter((one) => one.unitId !== unitId).map((one) => ({ unitId: one.unitId })),
    }));
    const tasks = contents.map((content) => ({
      task: { content, directiveId, kind: 'dated' as const, assignedOn },
      dueOn,
      leads: units,
    }));
    const result = await run({ id: stocktake.id, tasks }, { quiet: true });
    if (!result.ok) return setError(result.error);
    notifyDone(t.give.done(contents.length, leads.length));
    go(`/stocktakes/${stocktake.id}`);
  };
  const set = (part: Partial<Given>): void => setGiven((old) => ({ ...old, ...part }));
  return { given, set, contents, problems: isChecked ? problems : undefined, error, save, isRunning };
}

function GiveForm({ stocktake }: { stocktake: Stocktake }) {
  const { stocktake: t, task } = useText();
  const { given, set, contents, problems, error, save, isRunning } = useGiving(stocktake);
  const nameOf = useDirectiveName();
  return (
    <FormPanel
      title={t.give.title}
      saveLabel={t.give.save}
      error={error}
      isSaving={isRunning}
      onSave={save}
      onCancel={() => go(`/stocktakes/${stocktake.id}`)}
    >
      <Textarea
        label={t.give.contents}
        description={t.give.contentsHint}
        withAsterisk
        autosize
        minRows={4}
        maxRows={14}
        spellCheck={false}
        data-autofocus
        autoFocus
        value={given.contents}
        error={problems?.contents}
        onChange={(event) => set({ contents: event.currentTarget.value })}
      />
      {stocktake.directives.length > 0 && (
        <Select
          label={t.give.directive}
          description={t.give.directiveHint}
          data={stocktake.directives.map((one) => ({ value: one.id, label: nameOf(one) }))}
          value={given.directiveId}
          clearable
          onChange={(directiveId) => set({ directiveId })}
        />
      )}
      <FieldRow>
        <DayInput
          label={task.form.assignedOn}
          required
          value={given.assignedOn}
          min={stocktake.heldOn}
          error={problems?.assignedOn}
          onChange={(assignedOn) => set({ assignedOn })}
        />
        <DayInput
          label={task.form.dueOn}
          required
          value={given.dueOn}
          error={problems?.dueOn}
          onChange={(dueOn) => set({ dueOn })}
        />
      </FieldRow>
      <Units stocktake={stocktake} given={given} set={set} problem={problems?.leads} />
      {contents.length > 0 && given.leads.length > 0 && (
        <p className="vm-page-note" role="status">
          {t.give.plan(contents.length, given.leads.length)}
        </p>
      )}
    </FormPanel>
  );
}

function Units({
  stocktake,
  given,
  set,
  problem,
}: {
  stocktake: Stocktake;
  given: Given;
  set: (part: Partial<Given>) => void;
  problem: string | undefined;
}) {
  const { stocktake: t, task } = useText();
  const viewOn = useViewDate((s) => s.on);
  const UnitChooser = slot('unitChooser');
  const on = isWhole(given.assignedOn) ? given.assignedOn : viewOn;
  /** Those of the connected places that exist on the day the tasks are given. */
  const addSites = async (): Promise<void> => {
    const unitIds = stocktake.sites.map(({ unitId }) => unitId);
    const result = await call('stocktake.unitsOn', { unitIds, heldOn: on });
    if (!result.ok) return notifyError(result.error);
    const known = new Set(given.leads.map(({ unitId }) => unitId));
    const added = result.value.filter(({ unitId, isAlive }) => isAlive === 1 && !known.has(unitId));
    set({ leads: [...given.leads, ...added.map(({ unitId, name }) => ({ unitId, name, dueOn: null }))] });
  };
  if (UnitChooser === undefined) return null;
  return (
    <Suspense fallback={null}>
      {stocktake.sites.length > 0 && (
        <div>
          <Button variant="light" onClick={() => void addSites()}>
            {t.give.fromSites(stocktake.sites.length)}
          </Button>
        </div>
      )}
      <UnitChooser
        label={task.form.leads}
        required
        value={given.leads}
        onChange={(leads) => set({ leads })}
        on={on}
        natures={['police', 'partner']}
        hasAll
        hasDue={false}
        error={problem !== undefined && <Input.Error role="alert">{problem}</Input.Error>}
      />
      <UnitChooser
        label={task.form.supports}
        value={given.supports}
        onChange={(supports) => set({ supports })}
        on={on}
        natures={['partner', 'police']}
        hasDue={false}
      />
      <p className="vm-dialog-hint">{task.form.supportsHint}</p>
    </Suspense>
  );
}
