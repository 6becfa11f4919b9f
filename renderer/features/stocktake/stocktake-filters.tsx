import { Button, Stack, TextInput } from '@mantine/core';
import { FilterX, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { StocktakeForm, StocktakeKind } from '../../../db/api/contract/stocktake-words.ts';
import { isDay } from '../../../db/api/day.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { ChoiceChip, FilterChip } from '../../ui/filter-chip.tsx';
import { ListViews } from '../../ui/list-views.tsx';
import { isFiltered, none, useStocktakeFilter } from './filter.ts';

/** Search and filter chips of the list. */
export function StocktakeFilters() {
  const t = useText().stocktake;
  const filter = useStocktakeFilter();
  return (
    <>
      <SearchBox />
      <ChoiceChip
        label={t.list.kind}
        choices={StocktakeKind.options.map((value) => ({ value, label: t.kinds[value] }))}
        value={filter.kinds}
        onChange={(kinds) => filter.set({ kinds })}
      />
      <ChoiceChip
        label={t.list.form}
        choices={StocktakeForm.options.map((value) => ({ value, label: t.forms[value] }))}
        value={filter.forms}
        onChange={(forms) => filter.set({ forms })}
      />
      <HeldChip />
      <Button
        variant={filter.isUnconcluded ? 'light' : 'default'}
        size="compact-sm"
        aria-pressed={filter.isUnconcluded}
        onClick={() => filter.set({ isUnconcluded: !filter.isUnconcluded })}
      >
        {t.filter.unconcluded}
      </Button>
      <ListViews place="stocktakes" filter={filter} nothing={none} onFilter={filter.set} />
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
  const t = useText().stocktake.filter;
  const { text, set } = useStocktakeFilter();
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
      className="vm-stocktake-search"
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

function HeldChip() {
  const t = useText().stocktake.filter;
  const { heldFrom, heldTo, set } = useStocktakeFilter();
  const [from, setFrom] = useState<string | null>(heldFrom);
  const [to, setTo] = useState<string | null>(heldTo);
  const take = (part: 'heldFrom' | 'heldTo', value: string | null): void => {
    (part === 'heldFrom' ? setFrom : setTo)(value);
    if (value === null || isDay(value)) set({ [part]: value });
  };
  useEffect(() => {
    setFrom(heldFrom);
    setTo(heldTo);
  }, [heldFrom, heldTo]);
  const shown = [heldFrom, heldTo].map((day) => (day === null ? '…' : showDay(day))).join(' – ');
  return (
    <FilterChip
      label={t.held}
      shown={heldFrom === null && heldTo === null ? '' : shown}
      onClear={() => set({ heldFrom: null, heldTo: null })}
    >
      <Stack gap="xs">
        <DayInput label={t.from} value={from} onChange={(value) => take('heldFrom', value)} />
        <DayInput label={t.to} value={to} onChange={(value) => take('heldTo', value)} />
      </Stack>
    </FilterChip>
  );
}
