import type { Day } from '../api/day.ts';

/** A stretch of civil days `[validFrom, validTo)`; `validTo` null means it has no end yet. */
export interface Interval {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** Two neighbours of a list that break a rule, the earlier first. */
export interface IntervalPair<T extends Interval> {
  readonly first: T;
  readonly second: T;
}

const endsBy = (end: Day | null, day: Day): boolean => end !== null && end <= day;

/** True when the day lies in the interval; the day of `validTo` does not. */
export const isInside = (interval: Interval, day: Day): boolean =>
  interval.validFrom <= day && !endsBy(interval.validTo, day);

/** True when the interval holds no day, because it ends on or before its first day. */
export const isEmpty = (interval: Interval): boolean => endsBy(interval.validTo, interval.validFrom);

/** The days two intervals have in common, or undefined when there are none. */
export function findCommon(a: Interval, b: Interval): Interval | undefined {
  const validFrom = a.validFrom > b.validFrom ? a.validFrom : b.validFrom;
  const validTo = a.validTo === null || (b.validTo !== null && b.validTo < a.validTo) ? b.validTo : a.validTo;
  const common = { validFrom, validTo };
  return isEmpty(common) ? undefined : common;
}

/** True when two intervals have at least one day in common. */
export const overlaps = (a: Interval, b: Interval): boolean => findCommon(a, b) !== undefined;

/** True when every day of `inner` lies in `outer`. */
export const contains = (outer: Interval, inner: Interval): boolean =>
  outer.validFrom <= inner.validFrom &&
  (outer.validTo === null || (inner.validTo !== null && inner.validTo <= outer.validTo));

/** A new list ordered by first day; equal first days keep their order. */
export const sortByStart = <T extends Interval>(list: readonly T[]): T[] =>
  list.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0));

/** The earliest two intervals of a list, in any order, that have a day in common, or undefined. */
export function findOverlap<T extends Interval>(list: readonly T[]): IntervalPair<T> | undefined {
  let furthest: T | undefined;
  for (const next of sortByStart(list)) {
    if (isEmpty(next)) continue;
    if (furthest !== undefined && !endsBy(furthest.validTo, next.validFrom)) return { first: furthest, second: next };
    furthest = next;
  }
  return undefined;
}

/** The first hole between the first and the last day of a list in any order, as the intervals on both sides of it, or undefined. */
export function findGap<T extends Interval>(list: readonly T[]): IntervalPair<T> | undefined {
  let furthest: T | undefined;
  for (const next of sortByStart(list)) {
    if (isEmpty(next)) continue;
    if (furthest === undefined) furthest = next;
    else if (furthest.validTo !== null && furthest.validTo < next.validFrom) return { first: furthest, second: next };
    else if (furthest.validTo !== null && (next.validTo === null || next.validTo > furthest.validTo)) furthest = next;
  }
  return undefined;
}

/** The first day of `interval` that no interval of the list covers, or undefined when all of it is covered. */
export function findUncovered(interval: Interval, list: readonly Interval[]): Day | undefined {
  let reachedOn = interval.validFrom;
  for (const cover of sortByStart(list)) {
    if (cover.validFrom > reachedOn) break;
    if (cover.validTo === null) return undefined;
    if (cover.validTo > reachedOn) reachedOn = cover.validTo;
  }
  return endsBy(interval.validTo, reachedOn) ? undefined : reachedOn;
}
