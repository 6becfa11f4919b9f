import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { GivenChips } from '../../ui/given-chips.tsx';
import { ListViews } from '../../ui/list-views.tsx';
import { UnitLine } from '../../unit-line.tsx';
import { useApi } from '../../use-api.ts';
import { isNarrowed, nothing, useReportFilter } from './filter-store.ts';

/** A unit by any of its names on the date of view; the list then has its reports and those of the units below. */
function UnitFilter() {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const { unit, set } = useReportFilter();
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search === unit?.name ? '' : search.trim(), 150);
  const found =
    useApi('unit.search', { text: asked, on, includeEnded: true }, { enabled: asked !== '', keep: true }).data?.rows ??
    [];
  const options = found.map(({ id, fullName }) => ({ value: id, label: fullName }));
  if (unit !== null && !options.some(({ value }) => value === unit.id))
    options.unshift({ value: unit.id, label: unit.name });
  return (
    <Select
      aria-label={t.report.filters.unit}
      placeholder={t.report.filters.unit}
      value={unit?.id ?? null}
      data={options}
      searchable
      clearable
      filter={({ options: all }) => all}
      onSearchChange={setSearch}
      renderOption={({ option }) => <UnitLine name={option.label} row={found.find(({ id }) => id === option.value)} />}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onChange={(id) =>
        set(
          id === null
            ? { unit: null, withPredecessors: false }
            : { unit: { id, name: options.find(({ value }) => value === id)?.label ?? '' } },
        )
      }
      nothingFoundMessage={asked === '' ? undefined : t.common.select.nothing}
      clearButtonProps={{ 'aria-label': t.common.actions.clear }}
      w="11.5rem"
    />
  );
}

/** What narrows the list besides its status. */
export function Filters() {
  const { report, task: work, lineage } = useText();
  const t = report.filters;
  const filter = useReportFilter();
  const { directive, task, periodKey, behind, set } = filter;
  const shown = [
    ...(filter.from === null ? [] : [t.since(showDay(filter.from))]),
    ...(filter.to === null ? [] : [t.until(showDay(filter.to))]),
    ...(filter.allVersions ? [t.allVersions.toLowerCase()] : []),
    ...(filter.isAfterEnd ? [t.isAfterEnd.toLowerCase()] : []),
  ];
  return (
    <>
      <TextInput
        aria-label={t.text}
        placeholder={t.text}
        value={filter.text}
        onChange={(event) => filter.set({ text: event.currentTarget.value })}
        leftSection={<Search size={16} aria-hidden />}
        maxLength={200}
        w="13rem"
      />
      <UnitFilter />
      <FilterChip
        label={t.more}
        shown={shown.join(', ')}
        onClear={() => filter.set({ from: null, to: null, allVersions: false, isAfterEnd: false })}
      >
        <div className="vm-report-more">
          <DayInput label={t.from} value={filter.from} onChange={(from) => filter.set({ from })} />
          <DayInput label={t.to} value={filter.to} onChange={(to) => filter.set({ to })} />
          <Checkbox
            label={t.allVersions}
            checked={filter.allVersions}
            onChange={(event) => filter.set({ allVersions: event.currentTarget.checked })}
          />
          <Checkbox
            label={t.isAfterEnd}
            checked={filter.isAfterEnd}
            onChange={(event) => filter.set({ isAfterEnd: event.currentTarget.checked })}
          />
          <Checkbox
            label={lineage.withPredecessors}
            description={filter.unit === null ? lineage.withPredecessorsNeeds : lineage.withPredecessorsHint}
            disabled={filter.unit === null}
            checked={filter.withPredecessors}
            onChange={(event) => filter.set({ withPredecessors: event.currentTarget.checked })}
          />
        </div>
      </FilterChip>
      <GivenChips
        filters={[
          filter.withPredecessors && {
            key: 'past',
            label: lineage.withPredecessors.toLowerCase(),
            onClear: () => set({ withPredecessors: false }),
          },
          directive !== null && {
            key: 'directive',
            label: t.ofDirective(directive.name),
            onClear: () => set({ directive: null }),
          },
          task !== null && { key: 'task', label: work.filter.ofTask(task.name), onClear: () => set({ task: null }) },
          periodKey !== null && {
            key: 'period',
            label: work.periodName(periodKey),
            onClear: () => set({ periodKey: null }),
          },
          behind !== null && { key: 'behind', label: behind.name, onClear: () => set({ behind: null }) },
        ]}
      />
      <ListViews place="reports" filter={filter} nothing={{ ...nothing, chip: 'submitted' }} onFilter={set} />
      {isNarrowed(filter) && (
        <Button variant="subtle" color="gray" onClick={filter.clear}>
          {t.clear}
        </Button>
      )}
    </>
  );
}
