import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { DirectiveLabel } from '../../../db/api/contract/directive.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { useApi } from '../../use-api.ts';

interface DirectivePickerProps {
  label: string;
  description?: string;
  value: DirectiveLabel | undefined;
  onChange: (value: DirectiveLabel | undefined) => void;
  exceptId?: string;
  error?: ReactNode;
}

/** One document, found by number, subject or issuer. */
export function DirectivePicker({ label, description, value, onChange, exceptId, error }: DirectivePickerProps) {
  const texts = useText();
  const t = texts.directive;
  const on = useViewDate((s) => s.on);
  const nameOf = (row: DirectiveLabel): string => `${t.nameOf(row.kindName, row.number)} · ${showDay(row.issuedOn)}`;
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 150);
  const typed = value !== undefined && settled === nameOf(value) ? '' : settled;
  const found = useApi('directive.list', { on, text: typed, limit: 20 }, { entities: ['directive'], keep: true });
  const rows = (found.data?.rows ?? []).filter((row) => row.id !== exceptId);
  const offered: DirectiveLabel[] =
    value === undefined || rows.some((row) => row.id === value.id) ? rows : [value, ...rows];
  return (
    <Select
      label={label}
      description={description}
      placeholder={t.picker.placeholder}
      data={offered.map((row) => ({ value: row.id, label: nameOf(row) }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(offered.find((row) => row.id === id))}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': texts.common.actions.clear }}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={texts.common.select.nothing}
      error={error}
      spellCheck={false}
      renderOption={({ option }) => {
        const row = offered.find((one) => one.id === option.value);
        return (
          <span className="vm-directive-option">
            <span>{option.label}</span>
            <small>{row?.subject}</small>
          </span>
        );
      }}
    />
  );
}
