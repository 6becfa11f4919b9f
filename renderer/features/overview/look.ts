import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { addDays, type Day, isDay, partsOfDay } from '../../../db/api/day.ts';
import { type Span, type SpanKind, spanContaining } from '../../../db/api/span.ts';
import type { Named } from '../../stores/list-request.ts';
import type { Text } from '../../text/index.ts';

export type Tab = 'work' | 'late' | 'missing' | 'calendar';

interface Look {
  kind: SpanKind | 'custom';
  /** A day of the period, when it is not the one of the date of view. */
  anchor: Day | null;
  from: string | null;
  through: string | null;
  unit: Named | null;
  tab: Tab;
  calendarView: 'month' | 'list' | 'timeline';
  set: (part: Partial<Omit<Look, 'set'>>) => void;
}

/** What the overview is narrowed to and which part of it is open; kept by the browser engine from day to day. */
export const useLook = create<Look>()(
  persist(
    (set) => ({
      kind: 'year',
      anchor: null,
      from: null,
      through: null,
      unit: null,
      tab: 'work',
      calendarView: 'month',
      set: (part) => set(part),
    }),
    {
      name: 'overview',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      // A period of another time is looked at once; the next day begins with the running one. What is kept here lies outside
      // the encrypted database: no unit's name.
      partialize: ({ kind, tab, calendarView }) => ({ kind: kind === 'custom' ? 'year' : kind, tab, calendarView }),
    },
  ),
);

/** The period [from, to) looked at on a day; a custom one that is not whole yet is the year. */
export function spanOf(
  { kind, anchor, from, through }: Pick<Look, 'kind' | 'anchor' | 'from' | 'through'>,
  on: Day,
): Span {
  if (kind !== 'custom') return spanContaining(kind, anchor ?? on);
  const isWhole = from !== null && through !== null && isDay(from) && isDay(through) && from <= through;
  return isWhole ? { from, to: addDays(through, 1) } : spanContaining('year', on);
}

/** What a period is called. */
export function spanLabel(t: Text['overview'], kind: Look['kind'], { from, to }: Span): string {
  const { year, month } = partsOfDay(from);
  switch (kind) {
    case 'month':
      return t.period.month(month, year);
    case 'quarter':
      return t.period.quarter((month + 2) / 3, year);
    case 'halfYear':
      return t.period.halfYear(month === 1 ? 1 : 2, year);
    case 'year':
      return t.period.year(year);
    case 'custom':
      return t.period.range(from, addDays(to, -1));
  }
}
