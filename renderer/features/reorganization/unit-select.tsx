import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, type Ref, useState } from 'react';
import type { UnitFound } from '../../../db/api/contract/unit.ts';
import type { UnitLevel, UnitNature } from '../../../db/api/contract/unit-words.ts';
import { type Day, isDay } from '../../../db/api/day.ts';
import type { Named } from '../../stores/list-request.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { useApi } from '../../use-api.ts';

interface UnitSelectProps {
  label: string;
  /** The label is only heard. */
  isLabelHidden?: boolean;
  description?: ReactNode;
  placeholder?: string;
  value: Named | null;
  onChange: (unit: UnitFound | null) => void;
  /** Day on which the units are looked for; the date of view unless told. */
  on?: Day;
  nature?: UnitNature | undefined;
  /** Only these levels are offered. */
  levels?: readonly UnitLevel[];
  isClearable?: boolean;
  error?: ReactNode;
  id?: string;
  ref?: Ref<HTMLInputElement>;
  autoFocus?: boolean;
}

/** One unit that is alive on a day, found by any name, symbol or code it ever had. */
export function UnitSelect(props: UnitSelectProps) {
  const { label, isLabelHidden, value, onChange, nature, levels, isClearable = true, placeholder, ...rest } = props;
  const t = useText();
  const viewOn = useViewDate((s) => s.on);
  const { on = viewOn, ...input } = rest;
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim() === value?.name ? '' : search.trim(), 150);
  const found = useApi(
    'unit.search',
    { on, text: settled.slice(0, 200), includeEnded: false, ...(nature === undefined ? {} : { nature }) },
    { enabled: settled !== '' && isDay(on), keep: true, entities: ['unitVersion'] },
  );
  const rows = (settled === '' ? [] : (found.data?.rows ?? [])).filter(
    (row) => row.startsOn === null && (levels === undefined || levels.includes(row.level)),
  );
  const own = value === null || rows.some((row) => row.id === value.id) ? [] : [{ value: value.id, label: value.name }];
  return (
    <Select
      {...input}
      {...(isLabelHidden === true ? { 'aria-label': label } : { label })}
      placeholder={placeholder ?? t.unit.searchPlaceholder}
      data={[...own, ...rows.map((row) => ({ value: row.id, label: row.fullName }))]}
      value={value?.id ?? null}
      onChange={(id) => onChange(rows.find((row) => row.id === id) ?? null)}
      searchable
      clearable={isClearable}
      clearButtonProps={{ 'aria-label': t.common.actions.clear }}
      allowDeselect={false}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={settled === '' ? t.reorganization.filter.typeName : t.common.select.nothing}
      maxDropdownHeight={320}
      spellCheck={false}
      comboboxProps={{ transitionProps: { duration: 100 } }}
      renderOption={({ option }) => {
        const row = rows.find((one) => one.id === option.value);
        return <UnitOption name={option.label} row={row} />;
      }}
    />
  );
}

/** Name, superior, other name and code: what tells two units of one name apart. */
export function UnitOption({ name, row }: { name: string; row: UnitFound | undefined }) {
  const t = useText().unit;
  const notes = [
    row?.parentName ?? '',
    row === undefined || row.formerName === null ? '' : t.formerly(row.formerName),
    row?.officialCode ?? '',
  ];
  return (
    <span className="vm-event-option">
      <span>{name}</span>
      <small>{notes.filter(Boolean).join(' · ')}</small>
    </span>
  );
}
