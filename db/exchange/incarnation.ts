import { removePrepared } from '../queries/exchange.ts';
import { findMeta, saveMeta } from '../queries/op.ts';
import type { Db } from '../sql.ts';
import { incarnationName } from '../sync/certificate.ts';
import type { Exchange } from './exchange.ts';
import { signOwnLogs } from './judge.ts';
import type { LineageState } from './lineage.ts';

/** A life of this database that has ended, and why: what the mark of this PC said, or others that held more of it. */
export interface Life {
  readonly inc: string;
  readonly endedAtMs: number;
  readonly why: Exclude<LineageState, 'same'> | 'peers';
}

/** The oldest first. */
export const listLives = (db: Db): Life[] => JSON.parse(findMeta(db, 'lives') ?? '[]') as Life[];

/** Notes that a life has ended and gives the next its name; the caller is in a transaction. */
export function endLife(db: Db, next: { inc: string; salt: string }, why: Life['why'], atMs: number): void {
  const inc = findMeta(db, 'incarnation') ?? '';
  saveMeta(db, 'lives', JSON.stringify([...listLives(db), { inc, endedAtMs: atMs, why } satisfies Life]));
  saveMeta(db, 'incarnation', next.inc);
  saveMeta(db, 'salt', next.salt);
  saveMeta(db, 'ackNumber', '0');
  // Bundles carry the name of the life that prepared them; these are prepared again.
  removePrepared(db);
}

/**
 * Begins a new life of the database, after it was restored or copied: new ops get a name that no other copy uses. What the
 * old life had written and not yet signed is signed first, so that it can still go out; the caller is in a transaction.
 */
export function beginIncarnation(
  exchange: Exchange,
  why: Life['why'] = 'restored',
): { incarnation: string; salt: string } {
  signOwnLogs(exchange);
  return nextIncarnation(exchange, why);
}

/** The same without a word on what the old life wrote last: others may hold something else in its place. */
export function nextIncarnation(
  { db, crypto, keys, now }: Exchange,
  why: Life['why'],
): { incarnation: string; salt: string } {
  const salt = crypto.randomHex(16);
  const incarnation = incarnationName(crypto, keys.signing.publicKey, salt);
  endLife(db, { inc: incarnation, salt }, why, now());
  return { incarnation, salt };
}
