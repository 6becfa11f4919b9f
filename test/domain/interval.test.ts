import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../db/api/day.ts';
import {
  contains,
  findCommon,
  findGap,
  findOverlap,
  findUncovered,
  type Interval,
  isEmpty,
  isInside,
  overlaps,
  sortByStart,
} from '../../db/domain/interval.ts';
import { nearDay } from './arbitrary.ts';

const interval: fc.Arbitrary<Interval> = fc
  .tuple(nearDay, fc.option(nearDay))
  .map(([validFrom, validTo]) => ({ validFrom, validTo }));
const intervals = fc.array(interval, { maxLength: 5 });
// One day beyond both ends of nearDay stands for all days outside.
const DAYS: Day[] = Array.from({ length: 17 }, (_, index) => addDays('2025-02-21', index));
const daysIn = (list: readonly Interval[]): Day[] => DAYS.filter((day) => list.some((one) => isInside(one, day)));
const of = (validFrom: Day, validTo: Day | null): Interval => ({ validFrom, validTo });

test('the first day is inside and the last is not', () => {
  const life = of('2025-03-01', '2025-07-01');
  expect(['2025-02-28', '2025-03-01', '2025-06-30', '2025-07-01'].map((day) => isInside(life, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isInside(of('2025-03-01', null), '2199-12-31')).toBe(true);
});

test('common days, overlap and containment say the same as looking at every day', () => {
  fc.assert(
    fc.property(interval, interval, (a, b) => {
      const common = DAYS.filter((day) => isInside(a, day) && isInside(b, day));
      const found = findCommon(a, b);
      expect(found === undefined ? [] : daysIn([found])).toEqual(common);
      expect(overlaps(a, b)).toBe(common.length > 0);
      if (!isEmpty(a) && !isEmpty(b)) expect(contains(a, b)).toBe(daysIn([b]).every((day) => isInside(a, day)));
    }),
    { numRuns: 2000 },
  );
});

test('an overlap is found exactly when some day lies in two intervals', () => {
  fc.assert(
    fc.property(intervals, (list) => {
      const pair = findOverlap(list);
      expect(pair !== undefined).toBe(DAYS.some((day) => list.filter((one) => isInside(one, day)).length > 1));
      if (pair) expect(overlaps(pair.first, pair.second)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('a gap is found exactly when days between the first and the last are in no interval', () => {
  fc.assert(
    fc.property(intervals, (list) => {
      const inside = daysIn(list);
      const holes = DAYS.filter(
        (day) => day > (inside[0] ?? '9') && day < (inside.at(-1) ?? '0') && !inside.includes(day),
      );
      const pair = findGap(list);
      expect(pair !== undefined).toBe(holes.length > 0);
      if (pair) expect(pair.first.validTo).toBe(holes[0]);
    }),
    { numRuns: 1000 },
  );
});

test('the first uncovered day is the first that lies in none', () => {
  fc.assert(
    fc.property(interval, intervals, (outer, list) => {
      expect(findUncovered(outer, list)).toBe(
        DAYS.find((day) => isInside(outer, day) && !list.some((one) => isInside(one, day))),
      );
    }),
    { numRuns: 1000 },
  );
});

test('sorting is by first day and leaves the list it was given alone', () => {
  const list = Object.freeze([of('2025-07-01', null), of('2025-03-01', '2025-07-01')]);
  expect(sortByStart(list).map((one) => one.validFrom)).toEqual(['2025-03-01', '2025-07-01']);
});
