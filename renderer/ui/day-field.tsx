import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { CalendarDays } from 'lucide-react';
import { type KeyboardEvent, lazy, type ReactNode, type Ref, Suspense, useRef, useState } from 'react';
import { type Day, FIRST_YEAR, isDay, LAST_YEAR } from '../../db/api/day.ts';
import { useViewDate } from '../stores/view-date.ts';
import { text, useText } from '../text/index.ts';
import { showDay } from '../text/show.ts';
import { readTypedDay, showFieldDay, type TypedDay } from './day-text.ts';
import { isTyping } from './keys.ts';

const Calendar = lazy(() => import('./calendar.tsx'));

export interface DayInputProps {
  label: ReactNode;
  /** A day, null for none, or text that is no day yet (then the schema refuses it). */
  value: string | null | undefined;
  /** The day, null when emptied, or the text as typed when it is no day: an old date never comes back silently. */
  onChange: (value: string | null) => void;
  onBlur?: () => void;
  min?: Day;
  max?: Day;
  required?: boolean;
  description?: ReactNode;
  /** From the form; what the field itself finds wrong comes first. */
  error?: ReactNode;
  disabled?: boolean;
  ref?: Ref<HTMLInputElement>;
}

/** The sentence about a typed date that can't stand, or undefined. */
export function dayProblem(typed: TypedDay, min?: Day, max?: Day): string | undefined {
  const t = text().common.date;
  switch (typed.kind) {
    case 'empty':
      return undefined;
    case 'incomplete':
      return t.incomplete;
    case 'impossible':
      return t.impossible(typed.typed);
    case 'year':
      return t.yearRange(FIRST_YEAR, LAST_YEAR);
    case 'notADate':
      return t.notADate(typed.typed);
    case 'day':
      if (min !== undefined && typed.day < min) return t.before(showDay(min));
      return max !== undefined && typed.day > max ? t.after(showDay(max)) : undefined;
  }
}

/** A date: typed as `3/2/2026`, `03022026`, `3-2-26`, chosen from a month (Alt+↓), or today (Ctrl+;). */
export function DayInput({ label, value, onChange, onBlur, min, max, error, ref, ...rest }: DayInputProps) {
  const t = useText().common.date;
  const today = useViewDate((s) => s.today);
  const input = useRef<HTMLInputElement>(null);
  const merged = useMergedRef(input, ref);
  const [typing, setTyping] = useState<string>();
  const [opened, setOpened] = useState(false);
  const shown = typing ?? showFieldDay(value);
  const typed = readTypedDay(shown);
  const problem = typing === undefined || error ? dayProblem(typed, min, max) : undefined;
  const day = typed.kind === 'day' ? typed.day : null;

  const take = (raw: string): void => {
    const read = readTypedDay(raw);
    onChange(read.kind === 'day' ? read.day : read.kind === 'empty' ? null : raw.trim());
  };
  const close = (): void => {
    setOpened(false);
    input.current?.focus();
  };
  const pick = (picked: Day): void => {
    setTyping(undefined);
    onChange(picked);
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTyping(event.nativeEvent)) return;
    if (event.key === ';' && (event.ctrlKey || event.metaKey)) pick(today);
    else if (event.key === 'ArrowDown' && event.altKey) setOpened(true);
    else return;
    event.preventDefault();
  };

  return (
    <TextInput
      {...rest}
      ref={merged}
      label={label}
      value={shown}
      error={problem ?? error}
      placeholder={t.placeholder}
      inputMode="numeric"
      autoComplete="off"
      maxLength={24}
      onChange={(event) => {
        setTyping(event.currentTarget.value);
        take(event.currentTarget.value);
      }}
      onBlur={() => {
        setTyping(undefined);
        onBlur?.();
      }}
      onKeyDown={onKeyDown}
      rightSection={
        <Popover opened={opened} onChange={(is) => (is ? setOpened(true) : close())} position="bottom-end" trapFocus>
          <Popover.Target>
            <ActionIcon
              aria-label={t.openCalendar}
              size="sm"
              disabled={rest.disabled === true}
              onClick={() => setOpened((is) => !is)}
            >
              <CalendarDays size="1rem" aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <Suspense fallback={null}>
              <Calendar day={day !== null && isDay(day) ? day : null} min={min} max={max} onPick={pick} />
            </Suspense>
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}
