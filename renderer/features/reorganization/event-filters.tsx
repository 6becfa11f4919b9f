import type { UnitNature } from '../../../db/api/contract/unit-words.ts';
import { useText } from '../../text/index.ts';
import { ChoiceChip, FilterChip } from '../../ui/filter-chip.tsx';
import { GivenChips } from '../../ui/given-chips.tsx';
import { ClearFilters, DaysChip, ListSearch } from '../../ui/list-filters.tsx';
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
      <ListSearch className="vm-event-search" label={t.filter.search} text={filter.text} set={filter.set} />
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
      <DaysChip
        label={t.filter.days}
        words={t.filter}
        value={{ from: filter.fromOn, to: filter.toOn }}
        onChange={({ from = filter.fromOn, to = filter.toOn }) => filter.set({ fromOn: from, toOn: to })}
      />
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
      {isFiltered(filter) && <ClearFilters label={t.filter.clear} onClear={filter.clear} />}
    </>
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
