import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  type Day,
  dayOfInstant,
  daysBetween,
  daysInMonth,
  isDay,
  lastDayOfMonth,
  parseDay,
  showDay,
  weekdayOf,
} from '../../db/api/day.ts';
import { anyDay } from './arbitrary.ts';

test.each([
  ['3/2/2026', '2026-02-03'],
  ['03/02/2026', '2026-02-03'],
  [' 3-2-26 ', '2026-02-03'],
  ['3.2.2026', '2026-02-03'],
  ['03022026', '2026-02-03'],
  ['2026-02-03', '2026-02-03'],
  ['2026/2/3', '2026-02-03'],
  ['29/2/2024', '2024-02-29'],
  ['1/1/1945', '1945-01-01'],
  ['31/12/2199', '2199-12-31'],
])('%s is understood as %s', (typed, day) => {
  expect(parseDay(typed)).toBe(day);
});

test.each([
  '',
  '31/02/2026',
  '29/2/2026',
  '0/1/2026',
  '1/0/2026',
  '1/13/2026',
  '1/1/1944',
  '1/1/2200',
  '3/2-2026',
  '3/2',
  '3/2/026',
  '20260203',
  '1e1/2/2026',
  '2026-02-03T00:00:00Z',
  'hôm nay',
])('%j is no day', (typed) => {
  expect(parseDay(typed)).toBeUndefined();
});

test('only real days written the stored way are days', () => {
  expect(['2026-02-03', '2024-02-29'].every(isDay)).toBe(true);
  expect(['2026-2-3', '2026-02-30', '2023-02-29', '1944-12-31', '2200-01-01', '03/02/2026', ''].some(isDay)).toBe(
    false,
  );
});

test('the day changes at midnight in Viet Nam, not in Greenwich', () => {
  expect(dayOfInstant(Date.parse('2026-05-31T16:59:59.999Z'))).toBe('2026-05-31');
  expect(dayOfInstant(Date.parse('2026-05-31T17:00:00.000Z'))).toBe('2026-06-01');
});

test('arithmetic on something that is no day is refused instead of rolling over', () => {
  expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  expect(() => daysBetween('2026-02-01', 'soon')).toThrow(RangeError);
});

test('months and weekdays follow the calendar', () => {
  expect([daysInMonth(2023, 2), daysInMonth(2024, 2), daysInMonth(2100, 2), daysInMonth(2026, 12)]).toEqual([
    28, 29, 28, 31,
  ]);
  expect(lastDayOfMonth('2024-02-10')).toBe('2024-02-29');
  expect(['2026-11-16', '2026-11-19', '2026-11-22'].map(weekdayOf)).toEqual([1, 4, 7]);
});

describe('laws', () => {
  test('a shown day is parsed back to itself', () => {
    fc.assert(fc.property(anyDay, (day: Day) => parseDay(showDay(day)) === day && parseDay(day) === day));
  });

  test('adding and counting days are inverse, and text order is time order', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (day, dayCount) => {
        const other = addDays(day, dayCount);
        expect(daysBetween(day, other)).toBe(dayCount);
        expect(other < day).toBe(dayCount < 0);
      }),
    );
  });

  test('the weekday steps by one each day', () => {
    fc.assert(fc.property(anyDay, (day) => weekdayOf(addDays(day, 1)) === (weekdayOf(day) % 7) + 1));
  });
});
