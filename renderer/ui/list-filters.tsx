import { Button, Stack, TextInput } from '@mantine/core';
import { FilterX, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type Day, isDay } from '../../db/api/day.ts';
import { useCommands } from '../commands/use-commands.ts';
import { showDay } from '../text/show.ts';
import { DayInput } from './day-field.tsx';
import { FilterChip } from './filter-chip.tsx';

interface ListSearchProps {
  className: string;
  label: string;
  text: string;
  /** Must stay the same function from one drawing to the next. */
  set: (part: { text: string }) => void;
}

/** The search box of a list, which follows the typing after a short pause; the command that finds leads here. */
export function ListSearch({ className, label, text, set }: ListSearchProps) {
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
      className={className}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<Search size="1rem" aria-hidden />}
      value={typed}
      maxLength={200}
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

/** Takes all filters of a list away at once. */
export function ClearFilters({ label, onClear }: { label: string; onClear: () => void }) {
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<FilterX size="0.875rem" aria-hidden />}
      onClick={onClear}
    >
      {label}
    </Button>
  );
}

/** Two days, both of them part of the stretch; null is open. */
export interface DaySpan {
  from: Day | null;
  to: Day | null;
}

interface DaysChipProps {
  label: string;
  words: { from: string; to: string };
  value: DaySpan;
  onChange: (part: Partial<DaySpan>) => void;
}

/** Between two days; a date that is still being typed narrows nothing yet. */
export function DaysChip({ label, words, value, onChange }: DaysChipProps) {
  const { from, to } = value;
  const [typed, setTyped] = useState<DaySpan>({ from, to });
  const take = (part: keyof DaySpan, day: string | null): void => {
    setTyped((old) => ({ ...old, [part]: day }));
    if (day === null || isDay(day)) onChange({ [part]: day });
  };
  useEffect(() => setTyped({ from, to }), [from, to]);
  const shown = [from, to].map((day) => (day === null ? '…' : showDay(day))).join(' – ');
  return (
    <FilterChip
      label={label}
      shown={from === null && to === null ? '' : shown}
      onClear={() => onChange({ from: null, to: null })}
    >
      <Stack gap="xs">
        <DayInput label={words.from} value={typed.from} onChange={(day) => take('from', day)} />
        <DayInput label={words.to} value={typed.to} onChange={(day) => take('to', day)} />
      </Stack>
    </FilterChip>
  );
}
