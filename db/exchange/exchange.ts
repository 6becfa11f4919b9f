import type { Office } from '../context.ts';
import { randomHex } from '../crypto.ts';
import { listStatements } from '../queries/exchange.ts';
import { findMeta, saveMeta } from '../queries/op.ts';
import type { Db } from '../sql.ts';
import { buildTrust, type Pin, type Trust } from '../sync/certificate.ts';
import { isBelow, type Tree } from '../sync/channel.ts';
import type { DeviceKeys } from '../sync/identity.ts';
import type { Primitives } from '../sync/primitives.ts';
import { treeOf } from './tree.ts';

/** What taking in and handing out need of this PC. */
export interface Exchange {
  readonly db: Db;
  readonly office: Office;
  /** Makes the name of the incarnation follow from the signing key; '' for a database older than its keys. */
  readonly salt: string;
  readonly keys: DeviceKeys;
  readonly pin: Pin;
  readonly crypto: Primitives;
  readonly now: () => number;
}

interface Known {
  readonly stamp: string;
  readonly trust: Trust;
}
const known = new WeakMap<Db, Known>();

/** What the statements held amount to; read anew only after one has come. */
export function trustOf({ db, crypto, pin }: Pick<Exchange, 'db' | 'crypto' | 'pin'>): Trust {
  const stamp = findMeta(db, 'trustStamp') ?? '0';
  const found = known.get(db);
  if (found?.stamp === stamp) return found.trust;
  const documents = listStatements(db).map(({ document }) => document);
  const first = buildTrust(crypto, pin, documents);
  const tree = treeOf(db, first);
  const trust = buildTrust(crypto, pin, documents, {
    mayCertify: (authority, unit) => mayCertify(tree, authority, unit),
  });
  known.set(db, { stamp, trust });
  return trust;
}

/** An authority lets in its own PCs and those of units below it; units that are not known here yet are not judged by it. */
const mayCertify = (tree: Tree, authority: string, unit: string): boolean =>
  authority === unit || tree.parentOf(unit) === undefined || isBelow(tree, unit, authority);

/** Called in the transaction that takes a statement in. A stamp is never used twice: a preview is rolled back, what it read is not. */
export const noteTrustChanged = (db: Db): void => saveMeta(db, 'trustStamp', randomHex(8));
