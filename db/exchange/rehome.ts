import { applyLater, whileOpen } from '../apply.ts';
import { type HeldLogRow, iterateAll, listHeldLogs } from '../queries/exchange.ts';
import { advanceLog, ensureLog, findLamport, findMeta, saveMeta } from '../queries/op.ts';
import { compareOps } from '../sync/fold.ts';
import type { StoredOp } from '../sync/op.ts';
import type { Exchange } from './exchange.ts';
import { renameOp } from './own-past.ts';

/*
 * Two databases wrote under one name: from there on nobody can tell which of them is meant, and both histories are set aside. A
 * person decides which of it shall count, and this PC writes that once more under the name of its present life.
 */

/** One of the histories after the place where a log split; `head` is its last op. */
export interface Branch {
  readonly head: string;
  readonly channel: string;
  /** From the split to the head. */
  readonly ops: readonly StoredOp[];
  /** All of it has been written again here. */
  readonly isRehomed: boolean;
}

/** The histories of a life whose logs split, longest first. */
export function branchesOf({ db }: Pick<Exchange, 'db'>, inc: string): Branch[] {
  const rehomed = listRehomed(db);
  return listHeldLogs(db)
    .filter(({ incarnation, splitSeq }) => incarnation === inc && splitSeq !== null)
    .flatMap((log) => branchesOfLog(db, log))
    .map((branch) => ({ ...branch, isRehomed: branch.ops.every(({ hash }) => rehomed.has(hash)) }))
    .sort((a, b) => b.ops.length - a.ops.length || (a.head < b.head ? -1 : 1));
}

function branchesOfLog(db: Exchange['db'], { logId, channel, splitSeq }: HeldLogRow): Omit<Branch, 'isRehomed'>[] {
  const ops = [...iterateAll(db, logId, splitSeq ?? 1)].map(({ op }) => op);
  const byHash = new Map(ops.map((op) => [op.hash, op]));
  const followed = new Set(ops.map(({ prev }) => prev));
  return ops
    .filter(({ hash }) => !followed.has(hash))
    .map(({ hash }) => {
      const chain: StoredOp[] = [];
      for (let op = byHash.get(hash); op !== undefined; op = byHash.get(op.prev)) chain.push(op);
      return { head: hash, channel, ops: chain.reverse() };
    });
}

const listRehomed = (db: Exchange['db']): Set<string> =>
  new Set(JSON.parse(findMeta(db, 'rehomed') ?? '[]') as string[]);

/**
 * Writes the chosen histories once more, in the caller's transaction; what was written before is not written twice. Returns how
 * many changes were written.
 */
export function rehome(exchange: Exchange, inc: string, heads: readonly string[]): number {
  const { db, office } = exchange;
  const before = listRehomed(db);
  const chosen = branchesOf(exchange, inc)
    .filter(({ head }) => heads.includes(head))
    .flatMap(({ ops }) => ops);
  const ops = [...new Map(chosen.map((op) => [op.hash, op])).values()]
    .filter(({ hash }) => !before.has(hash))
    .sort(compareOps);
  const renamed = new Map<string, string>();
  let lam = findLamport(db);
  whileOpen(db, (touched) => {
    for (const op of ops) {
      const log = ensureLog(db, office.incarnation, op.ch);
      lam += 1;
      const place = { inc: office.incarnation, seq: log.seq + 1, prev: log.head, lam, dev: office.deviceId };
      const stored = renameOp(op, place, renamed);
      applyLater(db, touched, { ...stored, logId: log.logId });
      advanceLog(db, log.logId, stored.op.seq, stored.hash.toString('hex'));
    }
  });
  saveMeta(db, 'lamport', String(lam));
  saveMeta(db, 'rehomed', JSON.stringify([...before, ...ops.map(({ hash }) => hash)]));
  return ops.length;
}
