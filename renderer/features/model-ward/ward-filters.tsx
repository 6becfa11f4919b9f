import { Button, Select, TextInput } from '@mantine/core';
import { FilterX, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { RegistrationState } from '../../../db/api/contract/model-ward-words.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { ChoiceChip } from '../../ui/filter-chip.tsx';
import { ListViews } from '../../ui/list-views.tsx';
import { useApi } from '../../use-api.ts';
import { isFiltered, none, useWardFilter, wardEntities } from './filter.ts';

/** Year, states with their numbers, set of criteria, name. */
export function WardFilters() {
  const t = useText().modelWard;
  const on = useViewDate((s) => s.on);
  const filter = useWardFilter();
  const counts = useApi('modelWard.counts', { on }, { entities: wardEntities, keep: true }).data ?? [];
  const sets = useApi('modelWard.sets', {}, { entities: ['criterionSet'], keep: true }).data ?? [];
  const years = [...new Set(counts.map(({ year }) => year))].toSorted((a, b) => b - a);
  const ofYear = counts.filter(({ year }) => filter.year === null || year === filter.year);
  const numberOf = (state: string): number =>
    ofYear.reduce((sum, one) => (one.state === state ? sum + one.count : sum), 0);
  return (
    <>
      <SearchBox />
      <Select
        className="vm-ward-year"
        aria-label={t.filter.year}
        data={[
          { value: '', label: t.filter.allYears },
          ...years.map((year) => ({ value: String(year), label: String(year) })),
        ]}
        value={filter.year === null ? '' : String(filter.year)}
        allowDeselect={false}
        onChange={(next) => filter.set({ year: next === '' || next === null ? null : Number(next) })}
      />
      <ChoiceChip
        label={t.filter.state}
        choices={RegistrationState.options
          .filter((state) => numberOf(state) > 0 || filter.states.includes(state))
          .map((state) => ({ value: state, label: `${t.states[state]} (${showNumber(numberOf(state))})` }))}
        value={filter.states}
        onChange={(states) => filter.set({ states })}
      />
      {sets.length > 1 && (
        <ChoiceChip
          label={t.filter.set}
          choices={sets.map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.setId === null ? [] : [filter.setId]}
          onChange={(ids) => filter.set({ setId: ids.at(-1) ?? null })}
        />
      )}
      <ListViews place="model-wards" filter={filter} nothing={none} onFilter={filter.set} />
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
  const t = useText().modelWard.filter;
  const { text, set } = useWardFilter();
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
      className="vm-ward-search"
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
