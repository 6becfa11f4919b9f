import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Named } from '../../stores/list-request.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { useApi } from '../../use-api.ts';

interface DirectiveSelectProps {
  value: Named | null;
  onChange: (value: Named | null) => void;
}

/** The document an event is based on, found by number, subject or issuer. */
export function DirectiveSelect({ value, onChange }: DirectiveSelectProps) {
  const texts = useText();
  const t = texts.reorganization.amend;
  const on = useViewDate((s) => s.on);
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 150);
  const text = value !== null && settled === value.name ? '' : settled.slice(0, 200);
  const found = useApi('directive.list', { on, text, limit: 20 }, { entities: ['directive'], keep: true });
  const rows = (found.data?.rows ?? []).map((row) => ({
    id: row.id,
    name: `${texts.directive.nameOf(row.kindName, row.number)} · ${showDay(row.issuedOn)}`,
    subject: row.subject,
  }));
  const own = value === null || rows.some((row) => row.id === value.id) ? [] : [{ ...value, subject: '' }];
  const offered = [...own, ...rows];
  return (
    <Select
      label={t.directive}
      description={t.directiveHint}
      placeholder={t.directivePlaceholder}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      value={value?.id ?? null}
      onChange={(id) => {
        const row = offered.find((one) => one.id === id);
        onChange(row === undefined ? null : { id: row.id, name: row.name });
      }}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': texts.common.actions.clear }}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={texts.common.select.nothing}
      spellCheck={false}
      comboboxProps={{ transitionProps: { duration: 100 } }}
      renderOption={({ option }) => (
        <span className="vm-event-option">
          <span>{option.label}</span>
          <small>{offered.find((one) => one.id === option.value)?.subject}</small>
        </span>
      )}
    />
  );
}
