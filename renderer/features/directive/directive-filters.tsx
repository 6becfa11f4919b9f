import { Button, Checkbox, Select, Stack, Switch, TextInput } from '@mantine/core';
import { FilterX, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { isDay } from '../../../db/api/day.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { ChoiceChip, FilterChip } from '../../ui/filter-chip.tsx';
import { GivenChips } from '../../ui/given-chips.tsx';
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
      <SearchBox />
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
      <IssuedChip />
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
  const t = useText().directive.filter;
  const { text, set } = useDirectiveFilter();
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
      className="vm-directive-search"
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

function IssuedChip() {
  const t = useText().directive.filter;
  const { issuedFrom, issuedTo, set } = useDirectiveFilter();
  const [from, setFrom] = useState<string | null>(issuedFrom);
  const [to, setTo] = useState<string | null>(issuedTo);
  const take = (part: 'issuedFrom' | 'issuedTo', value: string | null): void => {
    (part === 'issuedFrom' ? setFrom : setTo)(value);
    if (value === null || isDay(value)) set({ [part]: value });
  };
  useEffect(() => {
    setFrom(issuedFrom);
    setTo(issuedTo);
  }, [issuedFrom, issuedTo]);
  const shown = [issuedFrom, issuedTo].map((day) => (day === null ? '…' : showDay(day))).join(' – ');
  return (
    <FilterChip
      label={t.issued}
      shown={issuedFrom === null && issuedTo === null ? '' : shown}
      onClear={() => set({ issuedFrom: null, issuedTo: null })}
    >
      <Stack gap="xs">
        <DayInput label={t.from} value={from} onChange={(value) => take('issuedFrom', value)} />
        <DayInput label={t.to} value={to} onChange={(value) => take('issuedTo', value)} />
      </Stack>
    </FilterChip>
  );
}
