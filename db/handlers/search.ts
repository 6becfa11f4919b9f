import type { Checked, Output } from '../api/contract/index.ts';
import { type searchContract, searchCountLimit } from '../api/contract/search.ts';
import { type SearchKind, searchKinds } from '../api/search-kinds.ts';
import type { Ctx } from '../context.ts';
import { numberSortKey } from '../domain/document-number.ts';
import { newerFirst } from '../domain/search-doc.ts';
import { matchExpression } from '../domain/search-match.ts';
import {
  holdsAll,
  holdsMarked,
  indexText,
  markedWords,
  type Phrase,
  phrasesOf,
  QUOTES,
  wordsOf,
} from '../domain/search-text.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import {
  countKinds,
  expressionOf,
  findDocOf,
  keepMatching,
  listNewest,
  listTitled,
  recordsOf,
  type Wanted,
} from '../queries/search-find.ts';
import { findStatuses, keepUnits, listDirectivesNumbered, listNames } from '../queries/search-hit.ts';
import { clearSearch, searchBacklog } from '../queries/search-index.ts';
import type { HandlersOf } from './define.ts';
import { byKind, showHits, showPreview, textsOfDocs } from './search-hits.ts';

export const searchHandlers: HandlersOf<typeof searchContract> = {
  'search.find': find,
  'search.preview': (ctx, { kind, id, text, on }) => showPreview(ctx, kind, id, phrasesOf(text), on),
  'search.status': (ctx) => searchBacklog(ctx.db),
  'search.rebuild': (ctx) => {
    clearSearch(ctx.db);
    return {};
  },
};

/** Among this many of the newest hits those with the marks as typed come first. */
const windowSize = 200;
/** Of those that hold all that was typed in one piece, so many come first. */
const wholeSize = 100;
/** Hits that are looked through for a filter the index cannot answer, before a page is given as it is. */
const scanLimit = 6000;
const scanStep = 300;
/** Titles that hold what was typed, of each kind, among which an exact one is looked for. */
const titledLimit = 30;

/** A search under way. */
interface Search {
  readonly ctx: Ctx;
  readonly input: Checked<'search.find'>;
  readonly phrases: readonly Phrase[];
  readonly wanted: Wanted;
  readonly kinds: readonly SearchKind[];
  /** Asked of each hit, where the index cannot say it. */
  readonly passes: ((docIds: readonly number[]) => number[]) | undefined;
}

function find(ctx: Ctx, input: Checked<'search.find'>): Output<'search.find'> {
  const phrases = phrasesOf(input.text);
  if (phrases.length === 0) return { hits: [], next: null, counts: [] };
  const search = prepareSearch(ctx, input, phrases);
  const exact = findExact(search);
  const cursor = input.after === undefined ? undefined : readCursor(input.after, 2);
  const best = ranked(search, exact);
  const page =
    cursor?.[0] === 'older'
      ? olderPage(search, [...exact, ...best.docIds], Number(cursor[1]))
      : firstPages(search, exact, best, Number(cursor?.[1] ?? 0));
  return {
    hits: showHits(ctx, page.docIds, phrases, input.on, new Set(exact)),
    next: page.next,
    counts: cursor === undefined ? countAll(search) : [],
  };
}

function prepareSearch(ctx: Ctx, input: Checked<'search.find'>, phrases: readonly Phrase[]): Search {
  const { unitId, on, statuses, from = null, to = null } = input;
  const under = unitId === undefined ? undefined : { unitId, on };
  const { match, unitIds } = expressionOf(ctx.db, phrases, under);
  const passes = (docIds: readonly number[]): number[] => {
    const kept = new Set<number>();
    for (const [kind, records] of byKind(recordsOf(ctx.db, docIds))) {
      const ids = [...records.values()];
      const ofUnits = unitIds === undefined ? undefined : keepUnits(ctx.db, kind, ids, unitIds);
      const states = statuses.length === 0 ? undefined : findStatuses(ctx.db, kind, ids, on);
      for (const [docId, id] of records) {
        const status = states?.get(id);
        if (ofUnits?.has(id) === false) continue;
        if (states === undefined || (status !== undefined && statuses.includes(status))) kept.add(docId);
      }
    }
    return docIds.filter((docId) => kept.has(docId));
  };
  const kinds = input.kinds.length === 0 ? searchKinds : searchKinds.filter((kind) => input.kinds.includes(kind));
  const isAsked = unitIds !== undefined || statuses.length > 0;
  return { ctx, input, phrases, wanted: { match, from, to }, kinds, passes: isAsked ? passes : undefined };
}

/** Documents whose whole number, name, code or subject is what was typed. */
function findExact({ ctx, input, wanted, kinds, passes }: Search): number[] {
  const words = wordsOf(input.text).map(({ word }) => word);
  const whole = words.join(' ');
  const phrase = matchExpression([{ words, isPrefix: false }]);
  const found = new Set<number>();
  if (kinds.includes('directive')) {
    for (const id of listDirectivesNumbered(ctx.db, numberSortKey(input.text))) {
      const docId = findDocOf(ctx.db, 'directive', id);
      if (docId !== undefined) found.add(docId);
    }
  }
  for (const kind of kinds) {
    if (kind === 'report') continue;
    const records = recordsOf(ctx.db, listTitled(ctx.db, wanted, phrase, kind, titledLimit));
    const names = listNames(ctx.db, kind, [...records.values()]);
    const called = new Set(names.filter(({ name }) => indexText(name) === whole).map(({ id }) => id));
    for (const [docId, id] of records) if (called.has(id)) found.add(docId);
  }
  const matching = keepMatching(ctx.db, wanted, [...found]);
  return passes === undefined ? matching : passes(matching);
}

interface Taken {
  readonly docIds: number[];
  /** The last one looked at; undefined when there are no more. */
  readonly last: number | undefined;
}

/** The next documents after one, newest first, without those already shown as exact. */
function take(
  search: Search,
  kinds: readonly SearchKind[],
  after: number | undefined,
  count: number,
  skip: readonly number[],
): Taken {
  const { ctx, wanted, passes } = search;
  const docIds: number[] = [];
  let last = after;
  for (let scanned = 0; scanned < scanLimit; ) {
    const step = passes === undefined ? count - docIds.length + skip.length : scanStep;
    const found = listNewest(ctx.db, wanted, kinds, last, step);
    const kept = (passes === undefined ? found : passes(found)).filter((docId) => !skip.includes(docId));
    scanned += found.length;
    for (const docId of kept) {
      if (docIds.length === count) return { docIds, last: docIds.at(-1) };
      docIds.push(docId);
    }
    if (found.length < step) return { docIds, last: undefined };
    last = found.at(-1);
    if (docIds.length === count) return { docIds, last };
  }
  return { docIds, last };
}

const olderCursor = (last: number | undefined): string | null =>
  last === undefined ? null : showCursor(['older', last]);

function olderPage(search: Search, skip: readonly number[], after: number): { docIds: number[]; next: string | null } {
  const { docIds, last } = take(search, search.kinds, after, search.input.limit, skip);
  return { docIds, next: olderCursor(last) };
}

/**
 * The newest hits, best first: those that hold all that was typed in one piece and with its marks, those that hold it in
 * one piece, those that have the marks, the others. Nothing to rank by: only as many as are shown.
 */
function ranked(search: Search, exact: readonly number[]): Taken {
  const { input, kinds, phrases, wanted, ctx } = search;
  const whole = wholeOf(input.text, phrases);
  const marked = markedWords(input.text);
  if (whole === undefined && marked.length === 0)
    return take(search, kinds, undefined, Math.max(0, input.limit - exact.length), exact);
  const newest = take(search, kinds, undefined, windowSize, exact);
  const inOnePiece = whole === undefined ? [] : takeWhole(search, wanted, whole, exact);
  const docIds = [...new Set([...inOnePiece, ...newest.docIds])].sort(newerFirst);
  const texts = textsOfDocs(ctx, docIds);
  const scores = new Map(docIds.map((docId) => [docId, scoreOf(texts.get(docId) ?? '', whole, marked)]));
  return { docIds: docIds.sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0)), last: newest.last };
}

function scoreOf(text: string, whole: Phrase | undefined, marked: readonly (readonly string[])[]): number {
  const isWhole = whole === undefined || holdsAll(text, [whole]);
  const isMarked = marked.length > 0 && holdsMarked(text, marked);
  return (isWhole ? 2 : 0) + (isMarked ? 1 : 0);
}

/** Several words typed one after the other, without quotes, as one phrase. */
function wholeOf(text: string, phrases: readonly Phrase[]): Phrase | undefined {
  if (phrases.length < 2 || QUOTES.test(text)) return undefined;
  return { words: phrases.flatMap(({ words }) => words), isPrefix: phrases.at(-1)?.isPrefix ?? false };
}

/** The newest that hold it in one piece, however many newer ones hold its words apart. */
function takeWhole(search: Search, wanted: Wanted, whole: Phrase, exact: readonly number[]): number[] {
  const match = `${expressionOf(search.ctx.db, [whole], undefined).match} AND ${wanted.match}`;
  return take({ ...search, wanted: { ...wanted, match } }, search.kinds, undefined, wholeSize, exact).docIds;
}

/** Exact ones, then the ranked, page by page; after them the older ones. */
function firstPages(
  { input }: Search,
  exact: readonly number[],
  best: Taken,
  offset: number,
): { docIds: number[]; next: string | null } {
  const ordered = [...exact, ...best.docIds];
  const end = offset + input.limit;
  const next = end < ordered.length ? showCursor(['window', end]) : olderCursor(best.last);
  return { docIds: ordered.slice(offset, end), next };
}

function countAll(search: Search): Output<'search.find'>['counts'] {
  const { ctx, wanted, passes } = search;
  if (passes === undefined) {
    return countKinds(ctx.db, wanted, searchCountLimit + 1).map(({ kind, count }) => ({
      kind,
      count: Math.min(count, searchCountLimit),
      isMore: count > searchCountLimit,
    }));
  }
  return searchKinds.map((kind) => {
    const { docIds, last } = take(search, [kind], undefined, searchCountLimit, []);
    return { kind, count: docIds.length, isMore: last !== undefined };
  });
}
