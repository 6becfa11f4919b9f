import { AppError } from '../api/errors.ts';
import type { Office } from '../context.ts';
import { primitives } from '../crypto.ts';
import { findMeta, saveMeta } from '../queries/op.ts';
import type { Db } from '../sql.ts';
import type { Pin } from '../sync/certificate.ts';
import type { DeviceKeys } from '../sync/identity.ts';
import type { SealingKey, SigningKey } from '../sync/primitives.ts';
import type { Exchange } from './exchange.ts';
import { entityRules } from './rules.ts';

/*
 * What this PC keeps of the exchange beside the records: its own keys, whom it trusts, and on one PC of the province the key of
 * the authority. All of it lies in the encrypted database, none of it is ever an op.
 */

const read = <T>(db: Db, key: string): T | undefined => {
  const text = findMeta(db, key);
  return text === undefined ? undefined : (JSON.parse(text) as T);
};

export const findDeviceKeys = (db: Db): DeviceKeys | undefined => read(db, 'deviceKeys');
export const saveDeviceKeys = (db: Db, keys: DeviceKeys): void => saveMeta(db, 'deviceKeys', JSON.stringify(keys));

export const findPin = (db: Db): Pin | undefined => read(db, 'pin');
export const savePin = (db: Db, pin: Pin): void => saveMeta(db, 'pin', JSON.stringify(pin));

/** The authority whose key this PC keeps. */
export interface AuthorityKeys {
  readonly id: string;
  readonly keys: readonly SigningKey[];
}
export const findAuthorityKeys = (db: Db): AuthorityKeys | undefined => read(db, 'authorityKeys');
export const saveAuthorityKeys = (db: Db, keys: AuthorityKeys): void =>
  saveMeta(db, 'authorityKeys', JSON.stringify(keys));

/** Keys this PC has asked a certificate for, and those it used before: bundles are still sealed for the one and the other. */
export const findSpareKeys = (db: Db): readonly DeviceKeys[] => read(db, 'spareKeys') ?? [];
export const saveSpareKeys = (db: Db, keys: readonly DeviceKeys[]): void =>
  saveMeta(db, 'spareKeys', JSON.stringify(keys));

/** Every key that may open what is sent to this PC, the one in force first. */
export const openingKeysOf = ({ db, keys }: Pick<Exchange, 'db' | 'keys'>): SealingKey[] =>
  [keys, ...findSpareKeys(db)].map(({ sealing }) => sealing);

/** The request that waits for an answer, as it was written to the stick. */
export const findRequest = (db: Db): string | undefined => findMeta(db, 'joinRequest');
export const saveRequest = (db: Db, text: string): void => saveMeta(db, 'joinRequest', text);

/** This PC in the exchange. Errors: EXCHANGE_NOT_JOINED. */
export function exchangeOf({
  db,
  office,
  now,
}: {
  readonly db: Db;
  readonly office: Office;
  readonly now: () => number;
}): Exchange {
  const keys = findDeviceKeys(db);
  const pin = findPin(db);
  if (keys === undefined || pin === undefined) throw new AppError('EXCHANGE_NOT_JOINED', {});
  return { db, office, now, keys, pin, salt: findMeta(db, 'salt') ?? '', crypto: primitives, rules: entityRules };
}

/** Folder in which this PC looks for bundles; '' for none. */
export const findWatchFolder = (db: Db): string => findMeta(db, 'watchFolder') ?? '';
export const saveWatchFolder = (db: Db, folder: string): void => saveMeta(db, 'watchFolder', folder);
