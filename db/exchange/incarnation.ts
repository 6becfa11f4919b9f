import { saveMeta } from '../queries/op.ts';
import { incarnationName } from '../sync/certificate.ts';
import type { Exchange } from './exchange.ts';
import { signOwnLogs } from './judge.ts';

/**
 * Begins a new life of the database, after it was restored or copied: new ops get a name that no other copy uses. What the
 * old life had written and not yet signed is signed first, so that it can still go out; the caller is in a transaction.
 */
export function beginIncarnation(exchange: Exchange): { incarnation: string; salt: string } {
  const { db, crypto, keys } = exchange;
  signOwnLogs(exchange);
  const salt = crypto.randomHex(16);
  const incarnation = incarnationName(crypto, keys.signing.publicKey, salt);
  saveMeta(db, 'incarnation', incarnation);
  saveMeta(db, 'salt', salt);
  saveMeta(db, 'ackNumber', '0');
  return { incarnation, salt };
}
