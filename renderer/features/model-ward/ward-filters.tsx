import { Select } from '@mantine/core';
import { RegistrationState } from '../../../db/api/contract/model-ward-words.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { ChoiceChip } from '../../ui/filter-chip.tsx';
import { ClearFilters, ListSearch } from '../../ui/list-filters.tsx';
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
      <ListSearch className="vm-ward-search" label={t.filter.search} text={filter.text} set={filter.set} />
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
      {isFiltered(filter) && <ClearFilters label={t.filter.clear} onClear={filter.clear} />}
    </>
  );
}
