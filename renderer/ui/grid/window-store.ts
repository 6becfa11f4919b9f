import type { ApiError, Result } from '../../../db/api/errors.ts';
import type { ReadOptions, ReadRows, RowSource } from './types.ts';

/** Rows of one page; a cursor says where it ends. */
export interface PageOf<R> {
  readonly rows: readonly R[];
  readonly next: string | null;
}

/** Where the rows come from. */
export interface PageSource<R> {
  /** A page after a cursor, the first without one. */
  readonly page: (after: string | undefined) => Promise<Result<PageOf<R>>>;
  /** How many rows match. */
  readonly count: () => Promise<Result<number>>;
  /** The cursors after every page, long work that stops at the signal; a list without it is walked page by page. */
  readonly fences?: ((signal: AbortSignal) => Promise<Result<readonly string[]>>) | undefined;
}

interface Page<R> {
  rows: readonly R[];
  next: string | null;
  /** False after a change: shown until it has been read again. */
  isFresh: boolean;
}

export const pageRows = 200;
/** Pages kept in memory: 8,000 rows. */
const keptPages = 40;
/** A page this far beyond what is known is walked to; farther ones wait for the fences. */
const walkedPages = 4;
/** Fences are worth a walk of the whole list from this many pages. */
const fencedFrom = 4;
/** Changes often come in rows; the list of cursors is made again when they have stopped. */
const settleMs = 1500;

export const pageAt = (index: number): number => Math.floor(index / pageRows);

/**
 * Rows of a list that may be a million long, by pages of 200: those on the screen and around it are read by cursor, the
 * others are known only by where their pages begin. Nothing is ever read by its number.
 */
export class WindowStore<R> {
  readonly #source: PageSource<R>;
  readonly #pages = new Map<number, Page<R>>();
  /** Where each page begins; the first has no cursor. */
  readonly #starts: (string | undefined)[] = [undefined];
  readonly #listeners = new Set<() => void>();
  #wanted: number[] = [0];
  #busy: number | undefined;
  #total: number | undefined;
  #error: ApiError | undefined;
  #isEnded = false;
  /** Grows with every change: what was asked before it may be old. */
  #generation = 0;
  #fencing: AbortController | undefined;
  #hasFences = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #snapshot: RowSource<R>;

  constructor(source: PageSource<R>) {
    this.#source = source;
    this.#snapshot = this.#shot();
    this.#pump();
  }

  /** For useSyncExternalStore. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  readonly snapshot = (): RowSource<R> => this.#snapshot;

  /** Ends background work; a list that is no longer shown. */
  readonly dispose = (): void => {
    this.#isEnded = true;
    this.#fencing?.abort();
    clearTimeout(this.#timer);
  };

  /** Something was written: what is shown is read again in place, the rest is forgotten. */
  readonly refresh = (): void => {
    this.#error = undefined;
    this.#generation += 1;
    for (const [number, page] of this.#pages) {
      if (this.#wanted.includes(number)) page.isFresh = false;
      else this.#pages.delete(number);
    }
    // With fences the old ones serve until the new are there; without, what lies beyond is walked to again.
    if (this.#source.fences === undefined) this.#starts.length = Math.max(1, ...this.#wanted.map((page) => page + 1));
    this.#fencing?.abort();
    this.#fencing = undefined;
    this.#hasFences = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#startFences(), settleMs);
    if (this.#total !== undefined && this.#total > pageRows) void this.#count();
    this.#pump();
  };

  readonly #need = (first: number, last: number): void => {
    const seen = range(pageAt(Math.max(0, first)), pageAt(Math.max(0, last)));
    const ahead = (seen.at(-1) ?? 0) + 1;
    const behind = (seen[0] ?? 0) - 1;
    const wanted = [...seen, ahead, behind].filter((page) => page >= 0 && page * pageRows < Math.max(1, this.#known()));
    if (wanted.join() === this.#wanted.join() && this.#busy !== undefined) return;
    this.#wanted = wanted;
    this.#pump();
  };

  /** Rows known of at least: counted, or up to the last page that was read. */
  #known(): number {
    if (this.#total !== undefined) return this.#total;
    let known = 0;
    for (const [number, page] of this.#pages)
      known = Math.max(known, number * pageRows + page.rows.length + Number(page.next !== null));
    return known;
  }

  /** Reads the most wanted page that is missing or old; one at a time, so that a far jump never waits behind others. */
  #pump(): void {
    if (this.#isEnded || this.#busy !== undefined || this.#error !== undefined) return;
    const missing = this.#wanted.find((number) => this.#pages.get(number)?.isFresh !== true);
    const next = missing === undefined ? undefined : this.#reachable(missing);
    if (next === undefined) return;
    void this.#fetch(next);
  }

  async #fetch(number: number): Promise<void> {
    this.#busy = number;
    const generation = this.#generation;
    const result = await this.#source.page(this.#starts[number]);
    this.#busy = undefined;
    if (this.#isEnded) return;
    if (result.ok) this.#keep(number, { ...result.value, isFresh: generation === this.#generation });
    else this.#error = result.error;
    this.#tell();
    this.#pump();
  }

  /** The page itself when its cursor is known, else the nearest before it that is not read yet; undefined: wait for the fences. */
  #reachable(page: number): number | undefined {
    let from = Math.min(page, this.#starts.length - 1);
    while (from > 0 && this.#starts[from] === undefined) from -= 1;
    const isFar = page - from > walkedPages;
    return isFar && this.#source.fences !== undefined && !this.#hasFences ? undefined : from;
  }

  #keep(number: number, page: Page<R>): void {
    this.#pages.delete(number);
    this.#pages.set(number, page);
    if (page.next === null) {
      this.#total = number * pageRows + page.rows.length;
      for (const later of [...this.#pages.keys()]) if (later > number) this.#pages.delete(later);
    } else {
      this.#setStart(number + 1, page.next);
      if (this.#total === undefined || this.#total <= (number + 1) * pageRows) void this.#count();
    }
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) break;
      if (!this.#wanted.includes(old)) this.#pages.delete(old);
    }
  }

  /** A page that begins elsewhere than it did is read again. */
  #setStart(number: number, start: string | undefined): void {
    const page = this.#pages.get(number);
    if (page !== undefined && this.#starts[number] !== start) page.isFresh = false;
    this.#starts[number] = start;
  }

  async #count(): Promise<void> {
    const counted = await this.#source.count();
    if (this.#isEnded || !counted.ok) return;
    this.#total = counted.value;
    if (!this.#hasFences && this.#timer === undefined) this.#startFences();
    this.#tell();
  }

  /** Finds where every page begins, in the background. */
  #startFences(): void {
    this.#timer = undefined;
    const { fences } = this.#source;
    if (this.#isEnded || fences === undefined || (this.#total ?? 0) < fencedFrom * pageRows) return;
    this.#fencing?.abort();
    const fencing = new AbortController();
    this.#fencing = fencing;
    void this.#take(fences(fencing.signal), fencing.signal);
  }

  async #take(found: Promise<Result<readonly string[]>>, signal: AbortSignal): Promise<void> {
    const result = await found;
    if (signal.aborted || this.#isEnded) return;
    this.#hasFences = true;
    if (result.ok) {
      for (const [index, cursor] of result.value.entries()) this.#setStart(index + 1, cursor);
      this.#starts.length = result.value.length + 1;
    }
    this.#tell();
    this.#pump();
  }

  readonly #at = (index: number): R | undefined => this.#pages.get(pageAt(index))?.rows[index % pageRows];

  /** Reads rows in order, page by page, without keeping those that are not shown. */
  readonly #read = async (first: number, last: number, options: ReadOptions = {}): Promise<ReadRows<R>> => {
    const rows: R[] = [];
    let start: { page: number; after: string | undefined } = { page: 0, after: undefined };
    const pages = range(pageAt(first), pageAt(last));
    for (const number of pages) {
      if (options.signal?.aborted === true || this.#isEnded) return { kind: 'stopped' };
      const kept = this.#pages.get(number);
      if (kept?.isFresh === true) {
        rows.push(...cut(kept.rows, number, first, last));
        start = { page: number + 1, after: kept.next ?? undefined };
      } else {
        const found = await this.#walkTo(number, start, options.signal);
        if (found.kind !== 'page') return found;
        rows.push(...cut(found.page.rows, number, first, last));
        start = { page: number + 1, after: found.page.next ?? undefined };
      }
      options.onProgress?.(rows.length, last - first + 1);
      if (number * pageRows + pageRows >= this.#known()) break;
    }
    return { kind: 'rows', rows };
  };

  async #walkTo(
    number: number,
    start: { page: number; after: string | undefined },
    signal: AbortSignal | undefined,
  ): Promise<{ kind: 'page'; page: PageOf<R> } | Exclude<ReadRows<R>, { kind: 'rows' }>> {
    let { page, after } = start.page === number ? start : this.#nearest(number);
    for (;;) {
      const result = await this.#source.page(after);
      if (signal?.aborted === true) return { kind: 'stopped' };
      if (!result.ok) return { kind: 'failed', error: result.error };
      if (page === number || result.value.next === null) return { kind: 'page', page: result.value };
      page += 1;
      after = result.value.next;
    }
  }

  #nearest(number: number): { page: number; after: string | undefined } {
    let page = Math.min(number, this.#starts.length - 1);
    while (page > 0 && this.#starts[page] === undefined) page -= 1;
    return { page, after: this.#starts[page] };
  }

  #tell(): void {
    this.#snapshot = this.#shot();
    for (const listener of this.#listeners) listener();
  }

  #shot(): RowSource<R> {
    const rows: R[] = [];
    for (let number = 0; ; number += 1) {
      const page = this.#pages.get(number);
      if (page === undefined) break;
      rows.push(...page.rows);
      if (page.rows.length < pageRows) break;
    }
    return {
      rows,
      total: this.#known(),
      isCounted: this.#total !== undefined,
      isLoading: this.#pages.size === 0 && this.#error === undefined,
      error: this.#error,
      at: this.#at,
      need: this.#need,
      read: this.#read,
      reload: this.refresh,
    };
  }
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/** The part of a page that lies between two places of the list. */
const cut = <R>(rows: readonly R[], page: number, first: number, last: number): readonly R[] =>
  rows.slice(Math.max(0, first - page * pageRows), Math.max(0, last - page * pageRows + 1));

const seen = (): void => {};

/** Rows that came all at once. */
export function wholeList<R>(state: {
  data: readonly R[] | undefined;
  error: ApiError | undefined;
  isLoading: boolean;
  reload: () => void;
}): RowSource<R> {
  const rows = state.data ?? [];
  return {
    rows,
    total: rows.length,
    isCounted: true,
    isLoading: state.isLoading,
    error: state.error,
    at: (index) => rows[index],
    need: seen,
    read: (first, last) => Promise.resolve({ kind: 'rows', rows: rows.slice(first, last + 1) }),
    reload: state.reload,
  };
}
