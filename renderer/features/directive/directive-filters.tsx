import { Checkbox, Select, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../text/index.ts';
import { ChoiceChip, FilterChip } from '../../ui/filter-chip.tsx';
import { GivenChips } from '../../ui/given-chips.tsx';
import { ClearFilters, DaysChip, ListSearch } from '../../ui/list-filters.tsx';
import { ListViews } from '../../ui/list-views.tsx';
import { useApi } from '../../use-api.ts';
import { isFiltered, none, useDirectiveFilter } from './filter.ts';

const choicesOf = <K extends string>(words: Record<K, string>): { value: K; label: string }[] =>
  (Object.keys(words) as K[]).map((value) => ({ value, label: words[value] }));

/** Search and filter chips of the list. */
export function DirectiveFilters() {
  const t = useText().directive;
  const filter = useDirectiveFilter();
  const kinds = useApi('documentKind.list', {}, { entities: ['documentKind', 'directive'] });
  const used = (kinds.data ?? []).filter((kind) => kind.directiveCount > 0 || filter.kindIds.includes(kind.id));
  return (
    <>
      <ListSearch className="vm-directive-search" label={t.filter.search} text={filter.text} set={filter.set} />
      <ChoiceChip
        label={t.filter.effect}
        choices={choicesOf(t.effects)}
        value={filter.effects}
        onChange={(effects) => filter.set({ effects })}
      />
      <ChoiceChip
        label={t.filter.kind}
        choices={used.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.kindIds}
        onChange={(kindIds) => filter.set({ kindIds })}
      />
      <ChoiceChip
        label={t.filter.direction}
        choices={choicesOf(t.directions)}
        value={filter.directions}
        onChange={(directions) => filter.set({ directions })}
      />
      <DaysChip
        label={t.filter.issued}
        words={t.filter}
        value={{ from: filter.issuedFrom, to: filter.issuedTo }}
        onChange={({ from = filter.issuedFrom, to = filter.issuedTo }) =>
          filter.set({ issuedFrom: from, issuedTo: to })
        }
      />
      <IssuerChip />
      <MoreChip />
      <GivenChips
        filters={[
          filter.isUnworked && {
            key: 'unworked',
            label: t.filter.unworked,
            onClear: () => filter.set({ isUnworked: false }),
          },
        ]}
      />
      <ListViews place="directives" filter={filter} nothing={none} onFilter={filter.set} />
      {isFiltered(filter) && <ClearFilters label={t.filter.clear} onClear={filter.clear} />}
    </>
  );
}

function IssuerChip() {
  const t = useText().directive.filter;
  const { issuer, set } = useDirectiveFilter();
  return (
    <FilterChip label={t.issuer} shown={issuer} onClear={() => set({ issuer: '' })}>
      <WordSelect column="issuer" label={t.issuer} value={issuer} onChange={(next) => set({ issuer: next })} />
    </FilterChip>
  );
}

/** Filters that are needed less often, in one place. */
function MoreChip() {
  const t = useText().directive;
  const { urgencies, field, hasOpenTasks, isUnworked, set } = useDirectiveFilter();
  const shown = [...urgencies.map((one) => t.urgencies[one]), field, hasOpenTasks ? t.filter.openTasks : '']
    .filter(Boolean)
    .join(', ');
  return (
    <FilterChip
      label={t.filter.more}
      shown={shown}
      onClear={() => set({ urgencies: [], field: '', hasOpenTasks: false })}
    >
      <Stack gap="sm">
        <Switch
          size="xs"
          label={t.filter.openTasks}
          checked={hasOpenTasks}
          onChange={(event) => set({ hasOpenTasks: event.currentTarget.checked })}
        />
        <Switch
          size="xs"
          label={t.filter.unworked}
          checked={isUnworked}
          onChange={(event) => set({ isUnworked: event.currentTarget.checked })}
        />
        <Checkbox.Group
          label={t.filter.urgency}
          value={urgencies}
          onChange={(next) => set({ urgencies: next as typeof urgencies })}
        >
          <Stack gap={8} pt={4}>
            {choicesOf(t.urgencies).map(({ value, label }) => (
              <Checkbox key={value} size="xs" value={value} label={label} />
            ))}
          </Stack>
        </Checkbox.Group>
        <WordSelect column="field" label={t.filter.field} value={field} onChange={(next) => set({ field: next })} />
      </Stack>
    </FilterChip>
  );
}

interface WordSelectProps {
  column: 'issuer' | 'field';
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** One of the words used in a column so far. */
function WordSelect({ column, label, value, onChange }: WordSelectProps) {
  const t = useText().common;
  const [search, setSearch] = useState('');
  const words = useApi(
    'directive.suggest',
    { column, text: search === value ? '' : search },
    { entities: ['directive'], keep: true },
  );
  const offered = [...new Set([...(words.data ?? []).map((word) => word.text), ...(value === '' ? [] : [value])])];
  return (
    <Select
      label={label}
      placeholder={t.select.placeholder}
      data={offered}
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t.actions.clear }}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t.select.nothing}
      comboboxProps={{ withinPortal: false }}
      w="18rem"
    />
  );
}
