import { incarnationName } from '../sync/certificate.ts';
import type { Exchange } from './exchange.ts';
import { signOwnLogs } from './judge.ts';
import { endLife, type Life } from './lives.ts';

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
