import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Day } from '../../db/api/day.ts';
import type { Named } from '../stores/list-request.ts';
import { useText } from '../text/index.ts';
import { useApi } from '../use-api.ts';
import './scope-select.css';

interface ScopeSelectProps {
  value: Named | null;
  onChange: (unit: Named | null) => void;
  on: Day;
  /** Also units that have ceased by then: what they did is looked at too. */
  withEnded?: boolean;
}

/** Phạm vi: the whole office, or a unit with all below it, found by any of its names. */
export function ScopeSelect({ value, onChange, on, withEnded = false }: ScopeSelectProps) {
  const t = useText();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search === value?.name ? '' : search.trim(), 150);
  const first = useApi(
    'unit.list',
    { on, limit: 30 },
    { enabled: asked === '', keep: true, entities: ['unitVersion'] },
  );
  const found = useApi(
    'unit.search',
    { on, text: asked, includeEnded: withEnded },
    { enabled: asked !== '', keep: true },
  );
  const rows = asked === '' ? (first.data?.rows ?? []) : (found.data?.rows ?? []);
  const options = rows.map((row) => {
    const endedOn = 'endedOn' in row ? row.endedOn : null;
    return { value: row.id, label: endedOn === null ? row.fullName : t.totals.endedUnit(row.fullName, endedOn) };
  });
  const isListed = value === null || options.some((option) => option.value === value.id);
  const all = isListed ? options : [...options, { value: value.id, label: value.name }];
  const nameOf = (id: string): string =>
    rows.find((row) => row.id === id)?.fullName ?? all.find((option) => option.value === id)?.label ?? '';
  return (
    <Select
      className="vm-scope-select"
      aria-label={t.overview.scope.label}
      placeholder={t.overview.scope.placeholder}
      value={value?.id ?? null}
      data={all}
      searchable
      clearable
      filter={({ options: kept }) => kept}
      onSearchChange={setSearch}
      onChange={(id) => onChange(id === null ? null : { id, name: nameOf(id) })}
      nothingFoundMessage={t.common.select.nothing}
      maxDropdownHeight={320}
      comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
      clearButtonProps={{ 'aria-label': t.common.actions.clear }}
    />
  );
}
