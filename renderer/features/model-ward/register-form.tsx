import { Checkbox, Input, NumberInput, Select, TextInput } from '@mantine/core';
import { Suspense, useState } from 'react';
import { isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { go } from '../../navigate.ts';
import type { ChosenUnit } from '../../stores/choosers.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { issueText, useText } from '../../text/index.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { FieldRow } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { useApi, useCommand } from '../../use-api.ts';

interface Values {
  year: number | null;
  registeredOn: string | null;
  setId: string | null;
  target: string;
  basisText: string;
  units: ChosenUnit[];
  skipRegistered: boolean;
}

/** Registers one or many units for a year by the set that applies on the day. */
export function RegisterForm() {
  const t = useText().modelWard;
  const on = useViewDate((s) => s.on);
  const [values, setValues] = useState<Values>({
    year: Number(on.slice(0, 4)),
    registeredOn: on,
    setId: null,
    ...{ target: '', basisText: '', units: [], skipRegistered: true },
  });
  const [isChecked, setChecked] = useState(false);
  const [error, setError] = useState<ApiError>();
  const { run, isRunning } = useCommand('modelWard.register');
  const sets = useApi('modelWard.sets', {}, { entities: ['criterionSet'], keep: true });
  const { year, registeredOn, units } = values;
  const day = registeredOn !== null && isDay(registeredOn) ? registeredOn : undefined;
  const offered = (sets.data ?? []).filter(
    ({ validFrom, validTo }) => day === undefined || (validFrom <= day && (validTo === null || validTo > day)),
  );
  const setId = offered.find(({ id }) => id === values.setId)?.id ?? offered[0]?.id ?? null;
  const set = (part: Partial<Values>): void => setValues((old) => ({ ...old, ...part }));
  const needed = (isThere: boolean): string | undefined => (isChecked && !isThere ? issueText('required') : undefined);
  const save = async (): Promise<void> => {
    setChecked(true);
    if (year === null || day === undefined || setId === null || units.length === 0) return;
    const { target, basisText, skipRegistered } = values;
    const unitIds = units.map(({ unitId }) => unitId);
    const answer = await run(
      { unitIds, setId, year, registeredOn: day, target, basisText, skipRegistered },
      { quiet: true },
    );
    if (!answer.ok) return setError(answer.error);
    notifyDone(t.registerForm.saved(answer.value.ids.length, answer.value.skippedCount));
    go(answer.value.ids.length === 1 ? `/model-wards/${answer.value.ids[0] ?? ''}` : '/model-wards');
  };
  return (
    <FormPanel
      title={t.registerForm.title}
      saveLabel={t.registerForm.save}
      error={error}
      isSaving={isRunning}
      onSave={save}
      onCancel={() => go('/model-wards')}
    >
      <FieldRow>
        <NumberInput
          label={t.registrationFields.year}
          withAsterisk
          data-autofocus
          autoFocus
          hideControls
          min={2000}
          max={2100}
          value={year ?? ''}
          error={needed(year !== null)}
          onChange={(next) => set({ year: typeof next === 'number' ? next : null })}
        />
        <DayInput
          label={t.registrationFields.registeredOn}
          required
          value={registeredOn}
          error={needed(day !== undefined)}
          onChange={(next) => set({ registeredOn: next })}
        />
      </FieldRow>
      <Select
        label={t.registrationFields.setId}
        withAsterisk
        data={offered.map(({ id, name }) => ({ value: id, label: name }))}
        value={setId}
        allowDeselect={false}
        error={sets.data !== undefined && offered.length === 0 ? t.registerForm.noSet : undefined}
        onChange={(next) => set({ setId: next })}
      />
      <Units values={values} set={set} on={day ?? on} isMissing={isChecked && units.length === 0} />
      <Checkbox
        label={t.registerForm.skip}
        checked={values.skipRegistered}
        onChange={(event) => set({ skipRegistered: event.currentTarget.checked })}
      />
      <TextInput
        label={t.registrationFields.target}
        value={values.target}
        maxLength={limits.description}
        spellCheck={false}
        onChange={(event) => set({ target: event.currentTarget.value })}
      />
      <TextInput
        label={t.registrationFields.basisText}
        value={values.basisText}
        maxLength={limits.description}
        spellCheck={false}
        onChange={(event) => set({ basisText: event.currentTarget.value })}
      />
    </FormPanel>
  );
}

function Units({
  values,
  set,
  on,
  isMissing,
}: {
  values: Values;
  set: (part: Partial<Values>) => void;
  on: string;
  isMissing: boolean;
}) {
  const t = useText().modelWard.registerForm;
  const UnitChooser = slot('unitChooser');
  if (UnitChooser === undefined) return null;
  return (
    <Suspense fallback={null}>
      <UnitChooser
        label={t.units}
        required
        value={values.units}
        onChange={(units) => set({ units })}
        on={on}
        natures={['police']}
        hasAll
        hasDue={false}
        error={isMissing && <Input.Error role="alert">{t.unitNeeded}</Input.Error>}
      />
    </Suspense>
  );
}
