import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '../../db/api/day.ts';
import {
  type Period,
  type PeriodRule,
  periodAfter,
  periodBefore,
  periodByKey,
  periodContaining,
  periodsBetween,
} from '../../db/domain/period.ts';
import { anyDay } from './arbitrary.ts';

const months = (
  unit: Exclude<PeriodRule['unit'], 'week'>,
  closeDay: number | null = 14,
  dueOffsetDays = 0,
): PeriodRule => ({ unit, closeDay, dueOffsetDays });
const weeks = (startDay: number): PeriodRule => ({ unit: 'week', startDay, dueOffsetDays: 0 });

describe('closing days in use', () => {
  test.each<[string, PeriodRule, string, string, string, string]>([
    ['month', months('month'), '2026-03-14', '2026-M03', '2026-02-15', '2026-03-14'],
    ['next month', months('month'), '2026-03-15', '2026-M04', '2026-03-15', '2026-04-14'],
    ['January reaches into December', months('month'), '2025-12-15', '2026-M01', '2025-12-15', '2026-01-14'],
    ['quarter', months('quarter'), '2025-12-15', '2026-Q1', '2025-12-15', '2026-03-14'],
    ['last quarter', months('quarter'), '2026-12-14', '2026-Q4', '2026-09-15', '2026-12-14'],
    ['first half', months('halfYear'), '2026-06-14', '2026-H1', '2025-12-15', '2026-06-14'],
    ['second half', months('halfYear'), '2026-06-15', '2026-H2', '2026-06-15', '2026-12-14'],
    ['nine months', months('nineMonths'), '2026-01-01', '2026-9M', '2025-12-15', '2026-09-14'],
    ['year', months('year'), '2025-12-15', '2026-Y', '2025-12-15', '2026-12-14'],
    ['calendar month', months('month', null), '2024-02-29', '2024-M02', '2024-02-01', '2024-02-29'],
    ['calendar year', months('year', null), '2026-12-31', '2026-Y', '2026-01-01', '2026-12-31'],
    ['a month without its closing day', months('month', 30), '2026-02-28', '2026-M02', '2026-01-31', '2026-02-28'],
    ['the month after it', months('month', 30), '2026-03-01', '2026-M03', '2026-03-01', '2026-03-30'],
    ['traffic week, Thursday to Wednesday', weeks(4), '2026-11-18', '2026-W46', '2026-11-12', '2026-11-18'],
    ['the next traffic week', weeks(4), '2026-11-19', '2026-W47', '2026-11-19', '2026-11-25'],
    ['a week of ISO 8601 in the year before', weeks(1), '2027-01-01', '2026-W53', '2026-12-28', '2027-01-03'],
    ['a week of ISO 8601 in the year after', weeks(1), '2024-12-30', '2025-W01', '2024-12-30', '2025-01-05'],
  ])('%s', (_name, rule, day, key, startOn, endOn) => {
    expect(periodContaining(rule, day)).toEqual({ key, startOn, endOn, dueOn: endOn });
  });

  test('a report may be due before or after the period closes', () => {
    expect(periodContaining(months('month', null, 5), '2026-11-21')?.dueOn).toBe('2026-12-05');
    expect(periodContaining(months('month', null, -10), '2026-11-21')?.dueOn).toBe('2026-11-20');
  });

  test('nine months leaves 15/9 to 14/12 to no period, and comes once a year', () => {
    const rule = months('nineMonths');
    expect([
      periodContaining(rule, '2026-09-14')?.key,
      periodContaining(rule, '2026-09-15'),
      periodContaining(rule, '2026-12-14'),
      periodContaining(rule, '2026-12-15')?.key,
    ]).toEqual(['2026-9M', undefined, undefined, '2027-9M']);
    expect(periodsBetween(rule, '2026-09-15', '2028-01-01').map(({ key }) => key)).toEqual(['2027-9M', '2028-9M']);
  });

  test('periods between two days are those with a day among them, the last day not counted', () => {
    const rule = months('month');
    const keys = (fromOn: string, toOn: string): string[] => periodsBetween(rule, fromOn, toOn).map(({ key }) => key);
    expect(keys('2026-03-14', '2026-05-15')).toEqual(['2026-M03', '2026-M04', '2026-M05']);
    expect(keys('2026-03-14', '2026-03-15')).toEqual(['2026-M03']);
    expect(keys('2026-03-14', '2026-03-14')).toEqual([]);
    expect(periodsBetween(weeks(4), '2026-01-01', '2027-01-01').length).toBe(53);
  });

  test.each([
    '',
    '2026-M13',
    '2026-M00',
    '2026-M3',
    '2026-Q1',
    '2026-W10',
    '2026',
    '0000-M01',
    '9999-M12',
    '2026-M03 ',
  ])('no month is called %j', (key) => {
    expect(periodByKey(months('month'), key)).toBeUndefined();
  });

  test.each(['2026-W00', '2026-W54', '2025-W53', '2026-M01', '2026-W5', '0001-W01'])('no week is called %j', (key) => {
    expect(periodByKey(weeks(1), key)).toBeUndefined();
  });
});

const dueOffsetDays = fc.integer({ min: -20, max: 30 });
const weekRule: fc.Arbitrary<PeriodRule> = fc.record({
  unit: fc.constant('week'),
  startDay: fc.integer({ min: 1, max: 7 }),
  dueOffsetDays,
});
const closeDay = fc.option(fc.integer({ min: 1, max: 31 }));
const monthsRule: fc.Arbitrary<PeriodRule> = fc.record({
  unit: fc.constantFrom('month', 'quarter', 'halfYear', 'year'),
  closeDay,
  dueOffsetDays,
});
const unbroken = fc.oneof(weekRule, monthsRule);
const nineMonths: fc.Arbitrary<PeriodRule> = fc.record({ unit: fc.constant('nineMonths'), closeDay, dueOffsetDays });
const anyRule = fc.oneof(unbroken, nineMonths);
const has = (period: Period, day: string): boolean => period.startOn <= day && day <= period.endOn;

describe('laws', () => {
  test('every day lies in its own period and in neither neighbour, and neighbours touch', () => {
    fc.assert(
      fc.property(unbroken, anyDay, (rule, day) => {
        const period = periodContaining(rule, day);
        if (period === undefined) throw new Error('no period');
        const [before, after] = [periodBefore(rule, period), periodAfter(rule, period)];
        expect([before, period, after].map((one) => has(one, day))).toEqual([false, true, false]);
        expect([addDays(before.endOn, 1), addDays(period.endOn, 1)]).toEqual([period.startOn, after.startOn]);
        expect([periodAfter(rule, before), periodBefore(rule, after)]).toEqual([period, period]);
      }),
      { numRuns: 1000 },
    );
  });

  test('the first and the last day of a period belong to it, and it is due its offset after the last', () => {
    fc.assert(
      fc.property(anyRule, anyDay, (rule, day) => {
        const period = periodContaining(rule, day);
        if (period === undefined) return;
        expect(periodContaining(rule, period.startOn)).toEqual(period);
        expect(periodContaining(rule, period.endOn)).toEqual(period);
        expect(daysBetween(period.endOn, period.dueOn)).toBe(rule.dueOffsetDays);
      }),
    );
  });

  test('a key leads back to its period, keys of a stretch are unique and in order of time', () => {
    fc.assert(
      fc.property(anyRule, anyDay, fc.integer({ min: 0, max: 3000 }), (rule, fromOn, dayCount) => {
        const periods = periodsBetween(rule, fromOn, addDays(fromOn, dayCount));
        const keys = periods.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.toSorted()).toEqual(keys);
        for (const period of periods) expect(periodByKey(rule, period.key)).toEqual(period);
      }),
    );
  });

  test('the periods of a stretch are exactly those of its days', () => {
    fc.assert(
      fc.property(anyRule, anyDay, fc.integer({ min: 0, max: 500 }), (rule, fromOn, dayCount) => {
        const ofDays = new Set<string>();
        for (let offset = 0; offset < dayCount; offset += 1) {
          const key = periodContaining(rule, addDays(fromOn, offset))?.key;
          if (key !== undefined) ofDays.add(key);
        }
        expect(periodsBetween(rule, fromOn, addDays(fromOn, dayCount)).map(({ key }) => key)).toEqual([...ofDays]);
      }),
      { numRuns: 60 },
    );
  });

  test('nine months and the last quarter make up the year', () => {
    fc.assert(
      fc.property(closeDay, anyDay, (close, day) => {
        const year = periodContaining(months('year', close), day);
        const nine = periodContaining(months('nineMonths', close), day);
        const quarter = periodContaining(months('quarter', close), day);
        expect(nine === undefined).toBe(quarter?.key.endsWith('Q4'));
        expect(nine === undefined ? quarter?.endOn : nine.startOn).toBe(
          nine === undefined ? year?.endOn : year?.startOn,
        );
      }),
    );
  });
});
