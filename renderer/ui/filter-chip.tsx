import { ActionIcon, Button, Checkbox, Popover, ScrollArea, Stack, TextInput } from '@mantine/core';
import { ChevronDown, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../text/index.ts';
import type { Choice } from './fields.tsx';
import { fold } from './fold.ts';
import './filter-chip.css';

interface ChipProps {
  label: string;
  /** What is chosen, in few words; empty while the filter is off. */
  shown: string;
  onClear: () => void;
  children: ReactNode;
}

/** One filter of a list: a button that says what is chosen, opens its choices, and can be cleared beside. */
export function FilterChip({ label, shown, onClear, children }: ChipProps) {
  const t = useText().common;
  const isSet = shown !== '';
  return (
    <span className="vm-filter" data-set={isSet || undefined}>
      <Popover position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant={isSet ? 'light' : 'default'}
            size="compact-sm"
            rightSection={<ChevronDown size="0.875rem" aria-hidden />}
          >
            {isSet ? `${label}: ${shown}` : label}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>{children}</Popover.Dropdown>
      </Popover>
      {isSet && (
        <ActionIcon size="sm" aria-label={`${t.empty.clearFilters}: ${label}`} onClick={onClear}>
          <X size="0.875rem" aria-hidden />
        </ActionIcon>
      )}
    </span>
  );
}

interface ChoiceChipProps<V extends string> {
  label: string;
  choices: readonly (Choice & { value: V })[];
  value: readonly V[];
  onChange: (value: V[]) => void;
}

/** A filter that keeps any of several values; long lists can be searched, with or without marks. */
export function ChoiceChip<V extends string>({ label, choices, value, onChange }: ChoiceChipProps<V>) {
  const t = useText().common;
  const [search, setSearch] = useState('');
  const wanted = fold(search);
  const offered = choices.filter((choice) => fold(choice.label).includes(wanted));
  const first = choices.find((choice) => choice.value === value[0])?.label ?? '';
  const shown = value.length > 1 ? `${first} +${value.length - 1}` : first;
  return (
    <FilterChip label={label} shown={shown} onClear={() => onChange([])}>
      <Stack gap="xs">
        {choices.length > 9 && (
          <TextInput
            aria-label={t.search}
            placeholder={t.search}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <ScrollArea.Autosize mah={320} type="auto">
          <Checkbox.Group aria-label={label} value={[...value]} onChange={(next) => onChange(next as V[])}>
            <Stack gap={8} pe="sm">
              {offered.map((choice) => (
                <Checkbox key={choice.value} size="xs" value={choice.value} label={choice.label} />
              ))}
            </Stack>
          </Checkbox.Group>
        </ScrollArea.Autosize>
        {offered.length === 0 && <span>{t.select.nothing}</span>}
      </Stack>
    </FilterChip>
  );
}
