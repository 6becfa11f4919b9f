import { Button, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { FilterX } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SearchStatus } from '../../../db/api/contract/search.ts';
import { isDay } from '../../../db/api/day.ts';
import { type SearchKind, searchKinds } from '../../../db/api/search-kinds.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { ChoiceChip, FilterChip } from '../../ui/filter-chip.tsx';
import { SavedViews } from '../../ui/saved-views.tsx';
import { UnitLine } from '../../unit-line.tsx';
import { useApi } from '../../use-api.ts';
import { isFiltered, keptOf, useSearch } from './search-store.ts';

/** Unit, time, where things stand; searches kept for later. */
export function SearchFilters({ onApply }: { onApply: (text: string) => void }) {
  const t = useText().search.filters;
  const wanted = useSearch();
  const apply = (body: Record<string, unknown>): void => {
    wanted.apply(body);
    onApply(useSearch.getState().text);
  };
  return (
    <>
      <UnitChip />
      <TimeChip />
      <StatusChip />
      {isFiltered(wanted) && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<FilterX size="0.875rem" aria-hidden />}
          onClick={wanted.clearFilters}
        >
          {t.clear}
        </Button>
      )}
      <SavedViews
        place="search"
        current={keptOf(wanted)}
        canSave={wanted.text.trim() !== '' || isFiltered(wanted)}
        onApply={apply}
      />
    </>
  );
}

function UnitChip() {
  const t = useText().search.filters;
  const { unit, set } = useSearch();
  return (
    <FilterChip label={t.unit} shown={unit?.name ?? ''} onClear={() => set({ unit: null })}>
      <UnitChoice onChoose={(chosen) => set({ unit: chosen })} />
    </FilterChip>
  );
}

function UnitChoice({ onChoose }: { onChoose: (unit: { id: string; name: string }) => void }) {
  const { search: t, common } = useText();
  const on = useViewDate((s) => s.on);
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 150);
  const found = useApi(
    'unit.search',
    { text: text === '' ? '-' : text, on },
    { enabled: text !== '', keep: true, entities: ['unitVersion'] },
  );
  const rows = text === '' ? [] : (found.data?.rows ?? []);
  return (
    <Stack gap="xs" w="20rem">
      <TextInput
        aria-label={t.filters.unitSearch}
        placeholder={t.filters.unitSearch}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        spellCheck={false}
        data-autofocus
      />
      <div className="vm-search-units">
        {rows.map((row) => (
          <button
            key={row.id}
            type="button"
            className="vm-search-unit"
            onClick={() => onChoose({ id: row.id, name: row.shortName === '' ? row.fullName : row.shortName })}
          >
            <UnitLine name={row.fullName} row={row} />
          </button>
        ))}
        {text !== '' && rows.length === 0 && <span className="vm-search-none">{common.select.nothing}</span>}
      </div>
    </Stack>
  );
}

function TimeChip() {
  const t = useText().search.filters;
  const { from, to, set } = useSearch();
  const [typedFrom, setFrom] = useState<string | null>(from);
  const [typedTo, setTo] = useState<string | null>(to);
  useEffect(() => {
    setFrom(from);
    setTo(to);
  }, [from, to]);
  const take = (part: 'from' | 'to', value: string | null): void => {
    (part === 'from' ? setFrom : setTo)(value);
    if (value === null || isDay(value)) set({ [part]: value });
  };
  const shown = [from, to].map((day) => (day === null ? '…' : showDay(day))).join(' – ');
  return (
    <FilterChip
      label={t.time}
      shown={from === null && to === null ? '' : shown}
      onClear={() => set({ from: null, to: null })}
    >
      <Stack gap="xs">
        <DayInput label={t.from} value={typedFrom} onChange={(value) => take('from', value)} />
        <DayInput label={t.to} value={typedTo} onChange={(value) => take('to', value)} />
      </Stack>
    </FilterChip>
  );
}

const statusesOf: Record<SearchKind, readonly SearchStatus[]> = {
  unit: ['alive', 'future', 'ended'],
  directive: ['notYet', 'inForce', 'partly', 'expired', 'objectGone'],
  task: ['overdue', 'open', 'finished', 'unassigned'],
  report: ['submitted', 'returned', 'approved', 'closed'],
  attachment: [],
};

function StatusChip() {
  const t = useText().search;
  const { kind, statuses, set } = useSearch();
  const kinds = kind === null ? searchKinds : [kind];
  const choices = kinds.flatMap((one) =>
    statusesOf[one].map((value) => ({
      value,
      label: kind === null ? t.filters.statusOf(t.kinds[one], t.statuses[value]) : t.statuses[value],
    })),
  );
  if (choices.length === 0) return null;
  return (
    <ChoiceChip
      label={t.filters.status}
      choices={choices}
      value={statuses}
      onChange={(next) => set({ statuses: next })}
    />
  );
}
