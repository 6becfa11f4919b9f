import fc from 'fast-check';
import { addDays, type Day } from '../../db/api/day.ts';

const FIRST_ON = '1960-01-01';
const LAST_OFFSET = 80_000;

/** Any day from 1960 to 2179: far enough from the limits that a test may add decades. */
export const anyDay: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: LAST_OFFSET })
  .map((offset) => addDays(FIRST_ON, offset));

/** One of a few neighbouring days, so that random histories collide often. */
export const nearDay: fc.Arbitrary<Day> = fc
  .integer({ min: 0, max: 14 })
  .map((offset) => addDays('2025-02-22', offset));
