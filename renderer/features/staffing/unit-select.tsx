import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';
import type { Named } from '../../stores/list-request.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { SelectField } from '../../ui/fields.tsx';
import { useApi } from '../../use-api.ts';

/** Police units of a day whose name holds what is typed, and the chosen one. */
function useFound(search: string, chosen: Named | null): { value: string; label: string }[] {
  const on = useViewDate((s) => s.on);
  const [settled] = useDebouncedValue(search, 150);
  const text = settled === chosen?.name ? '' : settled.trim().slice(0, 200);
  const found = useApi('unit.list', { on, text, limit: 30 }, { keep: true, entities: ['unitVersion'] });
  const options = (found.data?.rows ?? []).map(({ id, fullName }) => ({ value: id, label: fullName }));
  const isThere = chosen === null || options.some(({ value }) => value === chosen.id);
  return isThere ? options : [{ value: chosen.id, label: chosen.name }, ...options];
}

/** Phạm vi of the list: a unit with all below it as the tree stands on the date of view. */
export function ScopeSelect({ value, onChange }: { value: Named | null; onChange: (value: Named | null) => void }) {
  const t = useText();
  const [search, setSearch] = useState('');
  const options = useFound(search, value);
  return (
    <Select
      className="vm-staff-scope"
      aria-label={t.staffing.filter.scope}
      placeholder={t.staffing.filter.scopeAll}
      value={value?.id ?? null}
      data={options}
      searchable
      clearable
      filter={({ options: kept }) => kept}
      onSearchChange={setSearch}
      onChange={(id) =>
        onChange(id === null ? null : { id, name: options.find((one) => one.value === id)?.label ?? '' })
      }
      nothingFoundMessage={t.common.select.nothing}
      maxDropdownHeight={320}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      clearButtonProps={{ 'aria-label': t.common.actions.clear }}
    />
  );
}

interface PickFieldProps<V extends FieldValues> {
  // biome-ignore lint/suspicious/noExplicitAny: what submit gives does not matter to a field
  control: Control<V, any, any>;
  name: FieldPath<V>;
  label: string;
  hint?: string;
  help?: string;
  /** Name of what is chosen when the form opens. */
  chosenName: string;
}

/** A police unit of a form; empty for none. */
export function UnitField<V extends FieldValues>({ chosenName, ...props }: PickFieldProps<V>) {
  const { field } = useController({ control: props.control, name: props.name });
  const [first] = useState<string | null>(field.value ?? null);
  const [search, setSearch] = useState('');
  const id: string | null = field.value ?? null;
  const choices = useFound(search, first === null || id !== first ? null : { id: first, name: chosenName });
  return <SelectField {...props} choices={choices} onSearch={setSearch} isClearable />;
}

/** A directing document of a form, by number or words; empty for none. */
export function DirectiveField<V extends FieldValues>({ chosenName, ...props }: PickFieldProps<V>) {
  const on = useViewDate((s) => s.on);
  const { field } = useController({ control: props.control, name: props.name });
  const [first] = useState<string | null>(field.value ?? null);
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 150);
  const text = settled.includes(' – ') || settled === chosenName ? '' : settled.trim().slice(0, 200);
  const found = useApi('directive.list', { on, text, limit: 20 }, { keep: true, entities: ['directive'] });
  const choices = (found.data?.rows ?? []).map(({ id, number, kindName, subject }) => ({
    value: id,
    label: `${number === '' ? kindName : number} – ${subject.slice(0, 70)}`,
  }));
  const id: string | null = field.value ?? null;
  if (first !== null && id === first && !choices.some(({ value }) => value === first))
    choices.unshift({ value: first, label: chosenName });
  return <SelectField {...props} choices={choices} onSearch={setSearch} isClearable />;
}
