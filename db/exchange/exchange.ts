import type { Office } from '../context.ts';
import { randomHex } from '../crypto.ts';
import { listStatements } from '../queries/exchange.ts';
import { findMeta, saveMeta } from '../queries/op.ts';
import type { Db } from '../sql.ts';
import type { Rules } from '../sync/authority.ts';
import { buildTrust, type Pin, type Trust } from '../sync/certificate.ts';
import { isBelow, type Tree } from '../sync/channel.ts';
import type { DeviceKeys } from '../sync/identity.ts';
import type { ConcernedDocument } from '../sync/plan.ts';
import type { Primitives } from '../sync/primitives.ts';
import type { SignedDocument } from '../sync/signed.ts';
import { concernOf, readStatement } from '../sync/statement.ts';
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
  /** What this release knows of kinds of records. */
  readonly rules: Rules;
  readonly now: () => number;
}

interface Known {
  readonly stamp: string;
  readonly trust: Trust;
  /** What can be handed on, with whom it concerns. */
  readonly concerned: readonly Concerned[];
}

export type Concerned = ConcernedDocument & { readonly document: SignedDocument };
const known = new WeakMap<Db, Known>();

/** What the statements held amount to; read anew only after one has come. */
export const trustOf = (exchange: Pick<Exchange, 'db' | 'crypto' | 'pin'>): Trust => knownTo(exchange).trust;

/** Statements that are handed on to those whom they concern. */
export const concernedOf = (exchange: Pick<Exchange, 'db' | 'crypto' | 'pin'>): readonly Concerned[] =>
  knownTo(exchange).concerned;

function knownTo({ db, crypto, pin }: Pick<Exchange, 'db' | 'crypto' | 'pin'>): Known {
  const stamp = findMeta(db, 'trustStamp') ?? '0';
  const found = known.get(db);
  if (found?.stamp === stamp) return found;
  const statements = listStatements(db);
  const documents = statements.map(({ document }) => document);
  const first = buildTrust(crypto, pin, documents);
  const tree = treeOf(db, first);
  const trust = buildTrust(crypto, pin, documents, {
    mayCertify: (authority, unit) => mayCertify(tree, authority, unit),
  });
  const concerned = statements.flatMap(({ hash, document }) => {
    // What nobody trusted has signed is neither handed on nor acknowledged: the right signature may still be on its way.
    if (unsigned.has(trust.refused.get(hash))) return [];
    const statement = readStatement(document);
    const concern = statement === undefined ? undefined : concernOf(trust, statement);
    return concern === undefined ? [] : { hash, concern, document };
  });
  const now = { stamp, trust, concerned };
  known.set(db, now);
  return now;
}

const unsigned: ReadonlySet<string | undefined> = new Set(['signature', 'authority']);

/**
 * An authority lets in its own PCs and those of units below it; units that are not known here yet are not judged by it. One that
 * stands above it is known, also where nothing stands above that.
 */
const mayCertify = (tree: Tree, authority: string, unit: string): boolean =>
  authority === unit ||
  isBelow(tree, unit, authority) ||
  (tree.parentOf(unit) === undefined && !isBelow(tree, authority, unit));

/** Called in the transaction that takes a statement in. A stamp is never used twice: a preview is rolled back, what it read is not. */
export const noteTrustChanged = (db: Db): void => saveMeta(db, 'trustStamp', randomHex(8));
