import { AppError } from '../api/errors.ts';
import { listStatements } from '../queries/exchange.ts';
import type { Db } from '../sql.ts';
import type { Certificate, RecoveryKey, Revocation, TrustedAuthority } from '../sync/certificate.ts';
import { documentHash, type SignedDocument, signDocument } from '../sync/signed.ts';
import { readStatement } from '../sync/statement.ts';
import { type Exchange, trustOf } from './exchange.ts';
import { rejudge } from './judge.ts';
import { type AuthorityKeys, findAuthorityKeys } from './keeping.ts';
import { learn } from './take-in.ts';

/** The authority whose key this PC keeps, as everyone knows it. Errors: AUTHORITY_MISSING. */
export function ownAuthority(exchange: Exchange): { keys: AuthorityKeys; authority: TrustedAuthority } {
  const keys = findAuthorityKeys(exchange.db);
  const authority = keys && trustOf(exchange).authorities.get(keys.id);
  if (keys === undefined || authority === undefined) throw new AppError('AUTHORITY_MISSING', {});
  return { keys, authority };
}

/** One more than the highest version of anything the authority has said: there are no dates in the chain of trust. */
export function nextVersion(db: Db, authorityId: string): number {
  const versions = listStatements(db).map(({ document }) => {
    const statement = readStatement(document);
    const isOurs = statement !== undefined && 'authority' in statement && statement.authority === authorityId;
    return isOurs && 'version' in statement ? statement.version : 0;
  });
  return Math.max(0, ...versions) + 1;
}

type Said = Certificate | RecoveryKey | Revocation;

/** Signs for the authority and takes its word in at once, with all that follows from it; the caller is in a transaction. */
export function say(exchange: Exchange, ...statements: readonly Said[]): string[] {
  const { keys } = ownAuthority(exchange);
  const documents = statements.map((body) => signDocument(exchange.crypto, body, keys.keys));
  rejudge(exchange, learn(exchange, documents));
  return documents.map((document) => documentHash(exchange.crypto, document));
}

/** The authority and those above it, the one that a newcomer will trust last. */
export function lineOf(exchange: Exchange, authority: TrustedAuthority): SignedDocument[] {
  const byHash = new Map(listStatements(exchange.db).map(({ hash, document }) => [hash, document]));
  const line: SignedDocument[] = [];
  const trust = trustOf(exchange);
  for (let each: TrustedAuthority | undefined = authority; each !== undefined; ) {
    line.push(byHash.get(each.hash) as SignedDocument);
    each = each.parent === null ? undefined : trust.authorities.get(each.parent);
  }
  return line;
}
