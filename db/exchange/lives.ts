import { removePrepared } from '../queries/exchange.ts';
import { findMeta, saveMeta } from '../queries/op.ts';
import type { Db } from '../sql.ts';
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
