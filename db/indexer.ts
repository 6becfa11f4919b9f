import { hasSearchBacklog, indexFresh, indexSlice, mergeFor } from './queries/search-index.ts';
import type { Db } from './sql.ts';

interface IndexerHost {
  /** The open database; undefined while it is locked. */
  readonly db: () => Db | undefined;
  /** Runs work after the calls that are waiting already. */
  readonly enqueue: (work: () => void) => void;
  /** All that was written can be found. */
  readonly onDone: () => void;
  readonly onError: (error: unknown) => void;
}

/** After a failed slice (a full disk): long enough not to be in anyone's way, soon enough to catch up by itself. */
const retryMs = 30_000;
/** Joining segments takes turns with indexing, else a long backlog would leave more segments than FTS5 can hold. */
const mergeMs = 10;

/** Keeps the full-text index in step between calls: slice after slice, each giving way to whoever calls. */
export class Indexer {
  readonly #host: IndexerHost;
  #isPlanned = false;
  #mergesNext = false;
  #hasWritten = false;

  constructor(host: IndexerHost) {
    this.#host = host;
  }

  /** A call is answered; `beforeOpId` is the last op before it, undefined when the database was not open yet. */
  after(beforeOpId: number | undefined): void {
    const db = this.#host.db();
    if (db === undefined) return;
    this.#guard(() => {
      if (beforeOpId !== undefined) indexFresh(db, beforeOpId);
      if (!hasSearchBacklog(db)) return;
      // What waited before this call goes on in its own time; what only this call wrote is found at once.
      if (this.#isPlanned) return;
      this.#step(db);
    });
  }

  #step(db: Db): void {
    const hasMore = indexSlice(db);
    this.#hasWritten = true;
    this.#mergesNext = hasMore;
    if (!hasMore) this.#host.onDone();
    this.#plan();
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    // After the messages that came in meanwhile.
    setImmediate(() => this.#host.enqueue(() => this.#guard(() => this.#turn())));
  }

  #turn(): void {
    this.#isPlanned = false;
    const db = this.#host.db();
    if (db === undefined) return;
    const hasBacklog = hasSearchBacklog(db);
    if (hasBacklog && !this.#mergesNext) {
      this.#step(db);
      return;
    }
    this.#mergesNext = false;
    if (this.#hasWritten) this.#hasWritten = mergeFor(db, mergeMs);
    if (hasBacklog || this.#hasWritten) this.#plan();
  }

  /** The index must never fail what people do; it catches up later. */
  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#isPlanned = true;
      this.#host.onError(error);
      setTimeout(() => {
        this.#isPlanned = false;
        this.after(undefined);
      }, retryMs).unref();
    }
  }
}
