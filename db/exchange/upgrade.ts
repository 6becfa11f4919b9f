import type { Office } from '../context.ts';
import { schemaVersion } from '../migrations/index.ts';
import { findMeta, saveMeta } from '../queries/op.ts';
import type { Db } from '../sql.ts';
import { replayWaiting } from './judge.ts';
import { exchangeOf, findDeviceKeys } from './keeping.ts';
import { inOneGo } from './take-in.ts';

/**
 * Reads what an older release had kept unread, once after each upgrade: records, fields and values that it did not know. Nothing
 * is asked of the offices that wrote them. Returns how many changes count now.
 */
export function readAfterUpgrade(db: Db, office: Office, now: () => number, version = schemaVersion): number {
  if (findDeviceKeys(db) === undefined || findMeta(db, 'readBySchema') === String(version)) return 0;
  const exchange = exchangeOf({ db, office, now });
  return inOneGo(exchange, () => {
    const moves = replayWaiting(exchange);
    saveMeta(db, 'readBySchema', String(version));
    return moves.filter(({ to }) => to === null).length;
  });
}
