import { type Day, daysBetween } from '../api/day.ts';
import { type SearchKind, searchKinds } from '../api/search-kinds.ts';

/** The full-text table of each kind. */
export const textTable = {
  unit: 'searchUnit',
  directive: 'searchDirective',
  task: 'searchTask',
  report: 'searchReport',
  attachment: 'searchAttachment',
} as const satisfies Record<SearchKind, string>;

/*
 * A document's id says its kind, its day and its place within the day, so that walking ids backwards is walking a kind
 * from newest to oldest, and a span of days is a span of ids. 3 + 18 + 28 bits: below 2^53.
 */
const COUNT_SPAN = 2 ** 28;
const DAY_LIMIT = 2 ** 18;
const KIND_SPAN = COUNT_SPAN * DAY_LIMIT;
const FIRST_DAY: Day = '1800-01-01';

const dayNumber = (day: Day): number => Math.min(Math.max(daysBetween(FIRST_DAY, day), 0), DAY_LIMIT - 1);

/** A span of ids, both ends included. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

const kindStart = (kind: SearchKind): number => (searchKinds.indexOf(kind) + 1) * KIND_SPAN;

/** The ids of a kind from one day to another, both included; null leaves an end open. */
export function spanOf(kind: SearchKind, from: Day | null = null, to: Day | null = null): Span {
  const start = kindStart(kind);
  return {
    low: start + (from === null ? 0 : dayNumber(from) * COUNT_SPAN),
    high: start + (to === null ? KIND_SPAN : (dayNumber(to) + 1) * COUNT_SPAN) - 1,
  };
}

/** The kind of a document. */
export const kindOfDoc = (docId: number): SearchKind => searchKinds[Math.floor(docId / KIND_SPAN) - 1] ?? 'unit';

/** Newest first; of one day and place, kinds in their order. */
export const newerFirst = (a: number, b: number): number => (b % KIND_SPAN) - (a % KIND_SPAN) || a - b;

/** The last id of a kind that comes after a document in that order. */
export const beforeDoc = (kind: SearchKind, docId: number): number => {
  const rest = docId % KIND_SPAN;
  return kindStart(kind) + (kindStart(kind) > docId - rest ? rest : rest - 1);
};
