import { Button, Stack, TextInput } from '@mantine/core';
import { FilterX, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { UnitNature } from '../../../db/api/contract/unit-words.ts';
import { isDay } from '../../../db/api/day.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { ChoiceChip, FilterChip } from '../../ui/filter-chip.tsx';
import { GivenChips } from '../../ui/given-chips.tsx';
import { ListViews } from '../../ui/list-views.tsx';
import { type EventState, isFiltered, none, useEventFilter } from './filter.ts';
import { UnitSelect } from './unit-select.tsx';

const choicesOf = <K extends string>(words: Record<K, string>): { value: K; label: string }[] =>
  (Object.keys(words) as K[]).map((value) => ({ value, label: words[value] }));

/** Search and filter chips of the list of events. */
export function EventFilters() {
  const { reorganization: t, unit } = useText();
  const filter = useEventFilter();
  const one = <V extends string>(value: V | null): V[] => (value === null ? [] : [value]);
  return (
    <>
      <SearchBox />
      <ChoiceChip
        label={t.filter.kind}
        choices={choicesOf(t.kinds)}
        value={filter.kinds}
        onChange={(kinds) => filter.set({ kinds })}
      />
      <ChoiceChip<EventState>
        label={t.filter.state}
        choices={choicesOf(t.filter.stateChoices)}
        value={one(filter.state)}
        onChange={(next) => filter.set({ state: next.at(-1) ?? null })}
      />
      <ChoiceChip<UnitNature>
        label={t.filter.nature}
        choices={choicesOf(unit.natures)}
        value={one(filter.nature)}
        onChange={(next) => filter.set({ nature: next.at(-1) ?? null })}
      />
      <DaysChip />
      <UnderChip />
      <GivenChips
        filters={[
          filter.unit !== null && {
            key: 'unit',
            label: `${t.filter.unit}: ${filter.unit.name}`,
            onClear: () => filter.set({ unit: null }),
          },
        ]}
      />
      <ListViews place="events" filter={filter} nothing={none} onFilter={filter.set} />
      {isFiltered(filter) && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<FilterX size="0.875rem" aria-hidden />}
          onClick={filter.clear}
        >
          {t.filter.clear}
        </Button>
      )}
    </>
  );
}

/** The list follows the typing after a short pause. */
function SearchBox() {
  const t = useText().reorganization.filter;
  const { text, set } = useEventFilter();
  const [typed, setTyped] = useState(text);
  const box = useRef<HTMLInputElement>(null);
  useCommands({ 'edit.find': { run: () => box.current?.focus() } });
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    const timer = setTimeout(() => set({ text: typed.trim() === '' ? '' : typed }), 200);
    return () => clearTimeout(timer);
  }, [typed, set]);
  return (
    <TextInput
      ref={box}
      className="vm-event-search"
      type="search"
      aria-label={t.search}
      placeholder={t.search}
      leftSection={<Search size="1rem" aria-hidden />}
      value={typed}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

/** Between two days of effect; a date that is still being typed narrows nothing yet. */
function DaysChip() {
  const t = useText().reorganization.filter;
  const { fromOn, toOn, set } = useEventFilter();
  const [typed, setTyped] = useState({ fromOn, toOn });
  const take = (part: 'fromOn' | 'toOn', value: string | null): void => {
    setTyped((old) => ({ ...old, [part]: value }));
    if (value === null || isDay(value)) set({ [part]: value });
  };
  useEffect(() => setTyped({ fromOn, toOn }), [fromOn, toOn]);
  const shown = [fromOn, toOn].map((day) => (day === null ? '…' : showDay(day))).join(' – ');
  return (
    <FilterChip
      label={t.days}
      shown={fromOn === null && toOn === null ? '' : shown}
      onClear={() => set({ fromOn: null, toOn: null })}
    >
      <Stack gap="xs">
        <DayInput label={t.from} value={typed.fromOn} onChange={(value) => take('fromOn', value)} />
        <DayInput label={t.to} value={typed.toOn} onChange={(value) => take('toOn', value)} />
      </Stack>
    </FilterChip>
  );
}

function UnderChip() {
  const t = useText().reorganization.filter;
  const { under, set } = useEventFilter();
  return (
    <FilterChip label={t.under} shown={under?.name ?? ''} onClear={() => set({ under: null })}>
      <UnitSelect
        label={t.under}
        value={under}
        onChange={(unit) => set({ under: unit && { id: unit.id, name: unit.fullName } })}
      />
    </FilterChip>
  );
}
