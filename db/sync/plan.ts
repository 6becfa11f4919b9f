import { compareText } from './bytes.ts';
import { isBelow, mayRead, type Tree } from './channel.ts';
import { backlogByteLimit, backlogDayLimit } from './limits.ts';
import type { StoredOp } from './op.ts';
import { type LogKey, logOf, seqIn, type Vector } from './vector.ts';

/** What the planner knows of one log. */
export interface HeldLog {
  readonly key: LogKey;
  /** Office that writes it. A log whose writer is not known yet goes to nobody. */
  readonly author: string;
  /** Held and signed for without a hole or a split. */
  readonly upTo: number;
  /** Places that the author signed for, in any order. */
  readonly checkpoints: readonly number[];
  /** First place with two histories; infinite for a plain log. */
  readonly splitSeq: number;
}

/** Ops of one log to send, both ends included; beyond a split all that is held, of every history. */
export interface PlannedRun {
  readonly key: LogKey;
  readonly from: number;
  readonly to: number;
  readonly isSplit: boolean;
}

export interface Plan {
  readonly runs: readonly PlannedRun[];
  /** Checkpoints to send: log and place. */
  readonly checkpoints: readonly { readonly key: LogKey; readonly seq: number }[];
}

/**
 * What a bundle for `reader` must hold: of every log that office may read, all that is signed for and that it has not
 * acknowledged, whoever wrote it. A bundle that was lost is so made good by the next one.
 */
export function planExport(tree: Tree, reader: string, logs: readonly HeldLog[], acked: Vector): Plan {
  const runs: PlannedRun[] = [];
  const checkpoints: { key: LogKey; seq: number }[] = [];
  const readable = logs.filter(({ key, author }) => mayRead(tree, reader, author, logOf(key).ch));
  for (const log of [...readable].sort((a, b) => compareText(a.key, b.key))) {
    const known = seqIn(acked, log.key);
    const unknown = log.checkpoints.filter((seq) => seq > known || seq >= log.splitSeq);
    const to = highest(unknown.filter((seq) => seq <= log.upTo));
    if (to > known) runs.push({ key: log.key, from: known + 1, to, isSplit: false });
    // Each history of a split log goes out whole and again every time: everyone has to see both.
    if (Number.isFinite(log.splitSeq))
      runs.push({
        key: log.key,
        from: Math.min(log.splitSeq, Math.max(to, known) + 1),
        to: Number.MAX_SAFE_INTEGER,
        isSplit: true,
      });
    const useful = unknown.filter((seq) => seq === to || seq >= log.splitSeq || seq === highest(unknown));
    for (const seq of new Set(useful)) checkpoints.push({ key: log.key, seq });
  }
  return { runs, checkpoints };
}

const highest = (seqs: readonly number[]): number => seqs.reduce((most, seq) => Math.max(most, seq), 0);

/** Ops of one log as runs that follow each other by hash: one for a plain log, one per history of a split one. */
export function chainRuns(ops: readonly StoredOp[]): StoredOp[][] {
  const sorted = [...ops].sort((a, b) => a.seq - b.seq || compareText(a.hash, b.hash));
  const open = new Map<string, StoredOp[]>();
  const runs: StoredOp[][] = [];
  for (const op of sorted) {
    const run = open.get(op.prev);
    const continues = run !== undefined && run.at(-1)?.seq === op.seq - 1;
    const grown = continues ? run : [];
    grown.push(op);
    if (continues) open.delete(op.prev);
    else runs.push(grown);
    open.set(op.hash, grown);
  }
  return runs;
}

/** What a statement that is not an op concerns, as far as sending it goes. */
export type Concern =
  /** The chain of authorities: everyone needs it. */
  | { readonly kind: 'all' }
  /** A PC of that unit: those who read what it writes. */
  | { readonly kind: 'unit'; readonly unit: string }
  /** Said to one office. */
  | { readonly kind: 'to'; readonly unit: string };

/**
 * May the office be told? Of the PCs of its own office, of offices above, whose word it takes, and of those below, whose
 * work it reads; never of its neighbours.
 */
export function concerns(tree: Tree, reader: string, concern: Concern): boolean {
  if (concern.kind === 'all') return true;
  if (concern.unit === reader) return true;
  return concern.kind === 'unit' && (isBelow(tree, reader, concern.unit) || isBelow(tree, concern.unit, reader));
}

/** A statement by its hash, and whom it concerns. */
export interface ConcernedDocument {
  readonly hash: string;
  readonly concern: Concern;
}

/** Statements to send: those the office may know and that some receiving PC has not acknowledged (by the tags it gave). */
export function planDocuments<D extends ConcernedDocument>(
  tree: Tree,
  reader: string,
  documents: readonly D[],
  acknowledged: readonly ReadonlySet<string>[],
  tagOf: (hash: string) => string,
): D[] {
  const isKnown = (hash: string): boolean =>
    acknowledged.length > 0 && acknowledged.every((tags) => tags.has(tagOf(hash)));
  return documents.filter(({ hash, concern }) => concerns(tree, reader, concern) && !isKnown(hash));
}

export interface Backlog {
  readonly byteCount: number;
  readonly days: number;
  /** Told to a person, who is offered a full copy for the receiver. */
  readonly isTooMuch: boolean;
}

/** How much a receiver has not acknowledged, and for how long (by this PC's own count of days). */
export const backlogOf = (byteCount: number, days: number): Backlog => ({
  byteCount,
  days,
  isTooMuch: byteCount > backlogByteLimit || days > backlogDayLimit,
});
