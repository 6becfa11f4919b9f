import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { useApi } from '../../use-api.ts';
import { useLook } from './look.ts';

/** Phạm vi: the whole office, or a unit with all below it as the tree stands on the date of view. */
export function ScopePicker() {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const unit = useLook((s) => s.unit);
  const set = useLook((s) => s.set);
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search === unit?.name ? '' : search.trim(), 150);
  const first = useApi(
    'unit.list',
    { on, limit: 30 },
    { enabled: asked === '', keep: true, entities: ['unitVersion'] },
  );
  const found = useApi('unit.search', { on, text: asked }, { enabled: asked !== '', keep: true });
  const rows = (asked === '' ? first.data?.rows : found.data?.rows) ?? [];
  const options = rows.map(({ id, fullName }) => ({ value: id, label: fullName }));
  const all = unit === null || options.some(({ value }) => value === unit.id) ? options : [...options, optionOf(unit)];
  return (
    <Select
      className="vm-overview-scope"
      aria-label={t.overview.scope.label}
      placeholder={t.overview.scope.placeholder}
      value={unit?.id ?? null}
      data={all}
      searchable
      clearable
      filter={({ options: kept }) => kept}
      onSearchChange={setSearch}
      onChange={(id) =>
        set({ unit: id === null ? null : { id, name: all.find(({ value }) => value === id)?.label ?? '' } })
      }
      nothingFoundMessage={t.common.select.nothing}
      maxDropdownHeight={320}
      comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
      clearButtonProps={{ 'aria-label': t.common.actions.clear }}
    />
  );
}

const optionOf = ({ id, name }: { id: string; name: string }): { value: string; label: string } => ({
  value: id,
  label: name,
});
