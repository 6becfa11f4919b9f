import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { type Control, type FieldPath, type FieldValues, useWatch } from 'react-hook-form';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { type Choice, SelectField } from '../../ui/fields.tsx';
import { useApi } from '../../use-api.ts';

interface UnitFieldProps<V extends FieldValues> {
  // biome-ignore lint/suspicious/noExplicitAny: what submit gives does not matter to a field
  control: Control<V, any, any>;
  name: FieldPath<V>;
}

/** The unit below this office whose work a user does; empty for the office itself. */
export function UnitField<V extends FieldValues>({ control, name }: UnitFieldProps<V>) {
  const t = useText().user;
  const today = useViewDate((s) => s.today);
  const officeUnitId = useSession((s) => s.session?.officeUnitId ?? null);
  const chosenId: string | null = useWatch({ control, name });
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, 150);
  const chosen = useApi(
    'unit.get',
    { id: chosenId ?? '', on: today },
    { enabled: chosenId !== null, entities: ['unitVersion'] },
  );
  const chosenName = chosen.data?.versions.at(-1)?.fullName;
  const text = asked === chosenName ? '' : asked.slice(0, 200);
  const found = useApi(
    'unit.list',
    { on: today, underId: officeUnitId, text, limit: 50 },
    { entities: ['unitVersion'], keep: true },
  );
  const choices: Choice[] = (found.data?.rows ?? []).map((unit) => ({ value: unit.id, label: unit.fullName }));
  if (chosenId !== null && chosenName !== undefined && !choices.some((one) => one.value === chosenId))
    choices.unshift({ value: chosenId, label: chosenName });
  return (
    <SelectField
      control={control}
      name={name}
      label={t.unit}
      hint={t.unitHint}
      choices={choices}
      placeholder={t.ownOffice}
      onSearch={setSearch}
      isClearable
    />
  );
}
