import type { Office } from '../context.ts';
import type { Db } from '../sql.ts';
import { type Exchange, trustOf } from './exchange.ts';
import { beginIncarnation } from './incarnation.ts';
import { signOwnLogs } from './judge.ts';
import { exchangeOf, findDeviceKeys, findPin, findSpareKeys, saveDeviceKeys, saveSpareKeys } from './keeping.ts';

/** alone: no keys yet; waiting: asked to join, no certificate (in force) yet; revoked: withdrawn by the authority. */
export type OwnState = 'alone' | 'waiting' | 'joined' | 'revoked';

/** Where this PC stands in the exchange. */
export function ownStateOf(db: Db, office: Office): OwnState {
  if (findDeviceKeys(db) === undefined || findPin(db) === undefined) return 'alone';
  const exchange = exchangeOf({ db, office, now: Date.now });
  const device = trustOf(exchange).devices.get(exchange.keys.device);
  if (device === undefined) return 'waiting';
  return device.revoked === undefined ? 'joined' : 'revoked';
}

/**
 * Follows what was said of this PC, in the caller's transaction and as its last step: a certificate for keys it asked for puts
 * them in force, a withdrawal of the life its database is in begins another. What was written so far is signed first.
 */
export function followWord(exchange: Exchange): void {
  const { db, keys, office } = exchange;
  const device = trustOf(exchange).devices.get(keys.device);
  const spare = findSpareKeys(db);
  const next = spare.find(({ signing }) => signing.publicKey === device?.current.signingKey);
  if (next !== undefined && next.signing.publicKey !== keys.signing.publicKey) {
    signOwnLogs(exchange);
    saveDeviceKeys(db, next);
    saveSpareKeys(db, [keys, ...spare.filter((each) => each !== next)]);
    beginIncarnation({ ...exchange, keys: next });
  } else if (device?.revokedIncarnations.has(office.incarnation) === true) beginIncarnation(exchange);
}
