import type { Day } from '../api/day.ts';
import { type Span, spanContaining } from '../api/span.ts';
import { AGEING_BAND_ENDS, type TimedState, timelinessOn } from './assignment.ts';

/** Number of ageing bands: ≤30, 31–60, 61–120, >120 days (DOMAIN 2.4). */
export const BAND_COUNT = AGEING_BAND_ENDS.length + 1;

/** The band 0 to 3 of a number of days late, from 1 up. */
export const bandOf = (daysLate: number): number => {
  const band = AGEING_BAND_ENDS.findIndex((bandEnd) => daysLate <= bandEnd);
  return band === -1 ? AGEING_BAND_ENDS.length : band;
};

/** First and last number of days late of a band; the last band has no end. */
export const bandRange = (band: number): { from: number; through: number | null } => ({
  from: band === 0 ? 1 : (AGEING_BAND_ENDS[band - 1] ?? 0) + 1,
  through: AGEING_BAND_ENDS[band] ?? null,
});

/**
 * Work whose deadline lies in a period, as it stands on a day; what was returned, handed on or cancelled is not counted, nor
 * what has no deadline. The first four together are all of it.
 */
export interface WorkCounts {
  readonly doneOnTime: number;
  readonly doneLate: number;
  readonly overdue: number;
  /** Chưa hoàn thành, trong hạn: not yet due or due soon. */
  readonly within: number;
  /** doneLate by days late at completion, one number per band. */
  readonly lateByAge: readonly number[];
  /** overdue by days late on the day, one number per band. */
  readonly overdueByAge: readonly number[];
  /** Days late on the day of what is overdue longest; 0 when nothing is. */
  readonly longestDaysLate: number;
}

/** A lead as it is counted. */
export type CountedState = TimedState;

/** Nothing counted. */
export const noWork = (): WorkCounts => ({
  ...{ doneOnTime: 0, doneLate: 0, overdue: 0, within: 0, longestDaysLate: 0 },
  lateByAge: Array<number>(BAND_COUNT).fill(0),
  overdueByAge: Array<number>(BAND_COUNT).fill(0),
});

const addAll = (a: readonly number[], b: readonly number[]): number[] => a.map((value, at) => value + (b[at] ?? 0));

/** Both together. */
export const addWork = (a: WorkCounts, b: WorkCounts): WorkCounts => ({
  doneOnTime: a.doneOnTime + b.doneOnTime,
  doneLate: a.doneLate + b.doneLate,
  overdue: a.overdue + b.overdue,
  within: a.within + b.within,
  lateByAge: addAll(a.lateByAge, b.lateByAge),
  overdueByAge: addAll(a.overdueByAge, b.overdueByAge),
  longestDaysLate: Math.max(a.longestDaysLate, b.longestDaysLate),
});

const oneIn = (band: number): number[] => Array.from({ length: BAND_COUNT }, (_, at) => (at === band ? 1 : 0));

function workOf(state: CountedState, { from, to }: Span, day: Day): WorkCounts {
  const { current, daysLate } = timelinessOn(state, null, day);
  if (state.currentDueOn === null || state.currentDueOn < from || state.currentDueOn >= to) return noWork();
  switch (current) {
    case 'doneOnTime':
      return { ...noWork(), doneOnTime: 1 };
    case 'doneLate':
      return { ...noWork(), doneLate: 1, lateByAge: oneIn(bandOf(daysLate)) };
    case 'overdue':
      return { ...noWork(), overdue: 1, overdueByAge: oneIn(bandOf(daysLate)), longestDaysLate: daysLate };
    case 'notYetDue':
    case 'dueSoon':
      return { ...noWork(), within: 1 };
    case 'noDeadline':
    case 'stopped':
      return noWork();
  }
}

/** The definition of every figure of work in the overview; the database counts the same in another way. */
export const countWork = (states: readonly CountedState[], span: Span, day: Day): WorkCounts =>
  states.reduce((counts, state) => addWork(counts, workOf(state, span, day)), noWork());

/** Đã hoàn thành. */
export const doneOf = (counts: WorkCounts): number => counts.doneOnTime + counts.doneLate;

/** Đến hạn: done, or overdue. The Government's denominator of the overdue rate (DOMAIN 2.4). */
export const dueOf = (counts: WorkCounts): number => doneOf(counts) + counts.overdue;

/** Everything whose deadline lies in the period: done, overdue, and not done in time. */
export const givenOf = (counts: WorkCounts): number => dueOf(counts) + counts.within;

/** A share 0 to 1; null of nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Done on time among what has come due. */
export const onTimeShare = (counts: WorkCounts): number | null => shareOf(counts.doneOnTime, dueOf(counts));

/** Overdue and not done among what has come due. */
export const overdueShare = (counts: WorkCounts): number | null => shareOf(counts.overdue, dueOf(counts));

/** Done late among what is done. */
export const doneLateShare = (counts: WorkCounts): number | null => shareOf(counts.doneLate, doneOf(counts));

/** Counts with what is said of them: sums and shares, each over what its function says. */
export type JudgedWork = ReturnType<typeof judged>;

/** The counts and everything the screen says of them, so that no screen has a formula of its own. */
export const judged = (counts: WorkCounts) => ({
  ...counts,
  done: doneOf(counts),
  due: dueOf(counts),
  given: givenOf(counts),
  onTimeShare: onTimeShare(counts),
  overdueShare: overdueShare(counts),
  doneLateShare: doneLateShare(counts),
});

/** How a period falls into calendar months, `YYYY-MM`: those inside it up to the month of the day, those after, and those cut by its ends. */
export interface MonthParts {
  readonly past: readonly string[];
  readonly later: readonly string[];
  readonly cut: readonly string[];
}

/** The months of a period, seen from a day. */
export function monthParts({ from, to }: Span, day: Day): MonthParts {
  const parts = { past: [] as string[], later: [] as string[], cut: [] as string[] };
  if (to <= from) return parts;
  for (let span = spanContaining('month', from); span.from < to; span = spanContaining('month', span.to)) {
    const month = span.from.slice(0, 7);
    const isWhole = from <= span.from && span.to <= to;
    if (!isWhole) parts.cut.push(month);
    else if (month <= day.slice(0, 7)) parts.past.push(month);
    else parts.later.push(month);
  }
  return parts;
}
