import { addDays, type Day, daysInMonth, findDay, partsOfDay } from './day.ts';

/** Days [from, to) that one looks at. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** The same day of the year before; 29/2 becomes 28/2. */
export function yearBefore(day: Day): Day {
  const { year, month, dayOfMonth } = partsOfDay(day);
  return findDay(year - 1, month, Math.min(dayOfMonth, daysInMonth(year - 1, month))) ?? day;
}

/**
 * Cùng kỳ: the same period a year earlier as it stood on the same day a year earlier, so that like is held against like. The
 * last day moves, not the day after it, so that February stays February.
 */
export const samePeriodBefore = ({ from, to }: Span, day: Day): Span & { day: Day } => ({
  from: yearBefore(from),
  to: to <= from ? yearBefore(from) : addDays(endBefore(addDays(to, -1)), 1),
  day: yearBefore(day),
});

/** A period that ends with February ends with it in the other year too. */
function endBefore(day: Day): Day {
  const { year, month, dayOfMonth } = partsOfDay(day);
  const isLast = dayOfMonth === daysInMonth(year, month);
  const last = daysInMonth(year - 1, month);
  return findDay(year - 1, month, isLast ? last : Math.min(dayOfMonth, last)) ?? day;
}

/** Lengths of periods one can look at: tháng, quý, 6 tháng, năm. */
export type SpanKind = 'month' | 'quarter' | 'halfYear' | 'year';

const MONTHS: Readonly<Record<SpanKind, number>> = { month: 1, quarter: 3, halfYear: 6, year: 12 };

const firstOf = (monthIndex: number): Day => findDay(Math.floor(monthIndex / 12), (monthIndex % 12) + 1, 1) ?? '';

/** The month, quarter, half or whole calendar year a day lies in. */
export function spanContaining(kind: SpanKind, day: Day): Span {
  const { year, month } = partsOfDay(day);
  const index = year * 12 + month - 1;
  const first = index - (index % MONTHS[kind]);
  return { from: firstOf(first), to: firstOf(first + MONTHS[kind]) };
}

/** The twelve calendar months that end with the one a day lies in, earliest first. */
export function lastMonths(day: Day, count = 12): Span[] {
  const { year, month } = partsOfDay(day);
  const last = year * 12 + month - 1;
  return Array.from({ length: count }, (_, at) => {
    const index = last - count + 1 + at;
    return { from: firstOf(index), to: firstOf(index + 1) };
  });
}
