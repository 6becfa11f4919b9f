import { AppError } from '../api/errors.ts';
import { listStatements } from '../queries/exchange.ts';
import type { Authority, Certificate, RecoveryKey, Revocation, Trust, TrustedAuthority } from '../sync/certificate.ts';
import { keepsLimit } from '../sync/limits.ts';
import type { SigningKey } from '../sync/primitives.ts';
import { type SignedDocument, signDocument } from '../sync/signed.ts';
import { readStatement, type Statement } from '../sync/statement.ts';
import { type Exchange, trustOf } from './exchange.ts';
import { rejudge } from './judge.ts';
import { type AuthorityKeys, findAuthorityKeys, saveAuthorityKeys } from './keeping.ts';
import { signLogsBeforeKeys } from './own-logs.ts';
import { learn } from './take-in.ts';

interface OwnAuthority {
  readonly keys: AuthorityKeys;
  readonly authority: TrustedAuthority;
}

/** The authority whose key in force this PC keeps, as everyone knows it; keys that were rotated elsewhere are no keys any more. */
export function findOwnAuthority(exchange: Exchange): OwnAuthority | undefined {
  const keys = findAuthorityKeys(exchange.db);
  const authority = keys && trustOf(exchange).authorities.get(keys.id);
  const isInForce = keys?.keys.some(({ publicKey }) => authority?.keys.includes(publicKey)) === true;
  return keys === undefined || authority === undefined || !isInForce ? undefined : { keys, authority };
}

/** Errors: AUTHORITY_MISSING. */
export function ownAuthority(exchange: Exchange): OwnAuthority {
  const own = findOwnAuthority(exchange);
  if (own === undefined) throw new AppError('AUTHORITY_MISSING', {});
  return own;
}

/** What the authority itself has said, under any of its keys that counted; a forged statement is not among it. */
function* saidBy({ db }: Exchange, trust: Trust, authorityId: string): Generator<{ hash: string; said: Statement }> {
  for (const { hash, document } of listStatements(db)) {
    const said = readStatement(document);
    const isOurs = said !== undefined && 'authority' in said && said.authority === authorityId;
    const isChild = said?.kind === 'authority' && said.parent === authorityId;
    if ((isOurs && trust.refused.get(hash) !== 'signature') || (isChild && !trust.refused.has(hash)))
      yield { hash, said };
  }
}

/** One more than the highest version of anything the authority has said: there are no dates in the chain of trust. */
export function nextVersion(exchange: Exchange, authorityId: string): number {
  let highest = 0;
  for (const { said } of saidBy(exchange, trustOf(exchange), authorityId))
    if (said.kind !== 'authority' && 'version' in said) highest = Math.max(highest, said.version);
  return highest + 1;
}

type Said = Authority | Certificate | RecoveryKey | Revocation;

/** Signs for the authority and takes its word in at once, with all that follows from it; the caller is in a transaction. */
export function say(exchange: Exchange, ...statements: readonly Said[]): void {
  const { keys } = ownAuthority(exchange);
  const documents = statements.map((body) => signDocument(exchange.crypto, body, keys.keys));
  hear(exchange, documents);
}

/** Takes statements in with all that follows from them; the caller is in a transaction. */
export function hear(exchange: Exchange, documents: readonly SignedDocument[]): void {
  rejudge(exchange, learn(exchange, documents));
}

/** The first statements of an authority, on the PC that makes it; the caller is in a transaction. */
export function found(exchange: Exchange, documents: readonly SignedDocument[]): void {
  const touched = learn(exchange, documents);
  signLogsBeforeKeys(exchange);
  rejudge(exchange, touched);
}

/**
 * New keys for the authority, signed by the old ones; what they signed so far stays. Whoever has an old key can add nothing
 * from here on. Returns the statement that says so; the caller is in a transaction. Errors: AUTHORITY_FULL, before anything is changed:
 * nobody could read new keys that name more.
 */
export function rotate(
  exchange: Exchange,
  authority: TrustedAuthority,
  old: readonly SigningKey[],
  next: SigningKey,
): SignedDocument {
  const { hash: _hash, rank: _rank, lineage: _lineage, everKeys: _everKeys, ...body } = authority;
  const keeps = [...saidBy(exchange, trustOf(exchange), authority.id)].map(({ hash }) => hash);
  if (keeps.length > keepsLimit) throw new AppError('AUTHORITY_FULL', { count: keeps.length, limit: keepsLimit });
  const renewed: Authority = { ...body, version: body.version + 1, keys: [next.publicKey], keeps };
  const document = signDocument(exchange.crypto, renewed, [...old, next]);
  saveAuthorityKeys(exchange.db, { id: authority.id, keys: [next] });
  hear(exchange, [document]);
  return document;
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
