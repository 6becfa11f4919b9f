import { z } from 'zod';
import { compareText } from './bytes.ts';
import { keepsLimit } from './limits.ts';
import type { Primitives } from './primitives.ts';
import { Refusal } from './refusal.ts';
import {
  documentHash,
  Hash,
  Incarnation,
  isSignedBy,
  Label,
  Name,
  readDocument,
  Seq,
  type SignedDocument,
} from './signed.ts';

const Version = z.int().min(1);
export const Recipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);
const Device = z.string().min(1).max(36);

/**
 * Who may let PCs into the exchange: the province's office, or a ministry above it. Version n + 1 is signed by the keys
 * of version n (or by the authority above, when they were lost) and by its own; `keeps` are the hashes of what earlier
 * keys signed and still holds, so that a stolen old key can add nothing. There are no dates: only the newest version.
 */
export const Authority = z.strictObject({
  kind: z.literal('authority'),
  v: z.literal(1),
  id: Incarnation,
  unit: Name,
  name: Label,
  parent: Incarnation.nullable(),
  version: Version,
  keys: z.array(Hash).min(1).max(8),
  threshold: z.int().min(1).max(8),
  keeps: z.array(Hash).max(keepsLimit),
});
export type Authority = z.output<typeof Authority>;

/**
 * What one PC of an office may do in the exchange. An incarnation of its database belongs to it when its name follows
 * from the signing key (`incarnationName`) or is in `adopted` (databases older than their keys); forks of a `retired`
 * one no longer suspend the PC.
 */
export const Certificate = z.strictObject({
  kind: z.literal('certificate'),
  v: z.literal(1),
  authority: Incarnation,
  version: Version,
  unit: Name,
  device: Device,
  name: Label,
  signingKey: Hash,
  sealingKey: Recipient,
  adopted: z.array(Incarnation).max(64),
  retired: z.array(Incarnation).max(64),
  channels: z.array(Name).max(200),
  entities: z.array(Name).max(200),
});
export type Certificate = z.output<typeof Certificate>;

export const Cut = z.strictObject({ inc: Incarnation, ch: Name, seq: Seq.min(1), head: Hash });
export type Cut = z.output<typeof Cut>;

/**
 * Withdraws a PC, or one incarnation of it: of each log only what leads to the named head stays valid, of logs not
 * named nothing. The head, not only its number, is named, so that a thief's other history cannot fork the honest one.
 */
export const Revocation = z.strictObject({
  kind: z.literal('revocation'),
  v: z.literal(1),
  authority: Incarnation,
  version: Version,
  device: Device,
  incarnation: Incarnation.nullable(),
  cuts: z.array(Cut).max(2000),
});
export type Revocation = z.output<typeof Revocation>;

/** The key on an office's paper: everything sealed for the office can be opened with it when all its PCs are lost. */
export const RecoveryKey = z.strictObject({
  kind: z.literal('recovery-key'),
  v: z.literal(1),
  authority: Incarnation,
  version: Version,
  unit: Name,
  sealingKey: Recipient,
});
export type RecoveryKey = z.output<typeof RecoveryKey>;

const TrustStatement = z.discriminatedUnion('kind', [Authority, Certificate, Revocation, RecoveryKey]);

/** The authority a PC was told to trust when it joined: one exact version of it. */
export interface Pin {
  readonly id: string;
  readonly hash: string;
  /** Hashes of the versions it has gone along with since: where keys were rotated twice it stays with those. */
  readonly followed?: readonly string[];
}

export interface TrustedAuthority extends Authority {
  readonly hash: string;
  /** 0 for the root, one more for each authority below. */
  readonly rank: number;
  /** Hashes of its versions from the first that is trusted to this one: what another PC needs to follow. */
  readonly lineage: readonly string[];
  /** All keys it has had from there on. */
  readonly everKeys: readonly string[];
}

export interface TrustedCertificate extends Certificate {
  readonly hash: string;
  /** Of the office: an office outranks those whose PCs it lets in. */
  readonly rank: number;
}

export interface TrustedDevice {
  readonly device: string;
  /** One per signing key, each in its newest version; the last is the one in force. */
  readonly certificates: readonly TrustedCertificate[];
  readonly current: TrustedCertificate;
  /** Set while the whole PC is withdrawn. */
  readonly revoked: Revocation | undefined;
  /** The newest withdrawal of the whole PC, also one that a later certificate has lifted for its key. */
  readonly withdrawal: Revocation | undefined;
  readonly revokedIncarnations: ReadonlyMap<string, Revocation>;
}

/** What a set of signed statements amounts to, from one pinned authority. */
export interface Trust {
  readonly authorities: ReadonlyMap<string, TrustedAuthority>;
  readonly devices: ReadonlyMap<string, TrustedDevice>;
  /** Every certificate in force, by the hash of its text. */
  readonly byHash: ReadonlyMap<string, TrustedCertificate>;
  readonly recovery: ReadonlyMap<string, RecoveryKey>;
  /** Incarnation → the PC it was adopted for. */
  readonly adopted: ReadonlyMap<string, string>;
  /** Highest version of any list of withdrawals: "danh sách thu hồi: phiên bản n". */
  readonly revocationVersion: number;
  /** Hash → why a statement counts for nothing (yet). */
  readonly refused: ReadonlyMap<string, string>;
}

export interface TrustPolicy {
  /** May an authority of that unit let in PCs of this one? Usually: is it the same, or below. */
  readonly mayCertify?: (authorityUnit: string, unit: string) => boolean;
}

interface Read<T> {
  readonly body: T;
  readonly document: SignedDocument;
  readonly hash: string;
}

/**
 * Folds signed statements into what they amount to: a function of their set, whatever the order or repetition in which
 * they came. Statements of other kinds are passed over; those not (yet) backed by the pinned authority are refused.
 */
export function buildTrust(
  crypto: Primitives,
  pin: Pin,
  documents: Iterable<SignedDocument>,
  policy: TrustPolicy = {},
): Trust {
  const refused = new Map<string, string>();
  const read = readAll(crypto, documents, refused);
  const authorities = trustAuthorities(crypto, pin, ofKind(read, 'authority'), refused);
  const backed = <T extends { readonly kind: string; readonly authority: string }>(
    items: readonly Read<T>[],
  ): Read<T>[] => items.filter((item) => isBacked(crypto, authorities.get(item.body.authority), item, refused));
  const certificates = trustCertificates(authorities, backed(ofKind(read, 'certificate')), policy, refused);
  const revocations = backed(ofKind(read, 'revocation'));
  const devices = trustDevices(authorities, certificates, revocations, refused);
  return {
    authorities,
    devices,
    byHash: new Map(certificates.map((certificate) => [certificate.hash, certificate])),
    recovery: newestByUnit(authorities, backed(ofKind(read, 'recovery-key')), policy, refused),
    adopted: adoptedBy(certificates),
    revocationVersion: Math.max(0, ...revocations.map(({ body }) => body.version)),
    refused,
  };
}

type Statement = z.output<typeof TrustStatement>;

function readAll(
  crypto: Primitives,
  documents: Iterable<SignedDocument>,
  refused: Map<string, string>,
): Read<Statement>[] {
  const read = new Map<string, Read<Statement>>();
  for (const document of documents) {
    const hash = documentHash(crypto, document);
    const known = read.get(hash);
    // The same statement may come with signatures of other keys: all of them count.
    const whole = known === undefined ? document : joinSignatures(known.document, document);
    const body = known?.body ?? bodyOf(document, hash, refused);
    if (body !== undefined) read.set(hash, { body, document: whole, hash });
  }
  return [...read.values()].sort((a, b) => compareText(a.hash, b.hash));
}

function bodyOf(document: SignedDocument, hash: string, refused: Map<string, string>): Statement | undefined {
  try {
    return readDocument(TrustStatement, document);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused.set(hash, 'unread');
    return undefined;
  }
}

const joinSignatures = (a: SignedDocument, b: SignedDocument): SignedDocument => ({
  text: a.text,
  signatures: [...a.signatures, ...b.signatures],
});

const ofKind = <K extends Statement['kind']>(read: readonly Read<Statement>[], kind: K) =>
  read.filter((item) => item.body.kind === kind) as Read<Extract<Statement, { kind: K }>>[];

/** From the pinned version of the root to its newest, then the authorities below it, level by level. */
function trustAuthorities(
  crypto: Primitives,
  pin: Pin,
  all: readonly Read<Authority>[],
  refused: Map<string, string>,
): Map<string, TrustedAuthority> {
  const trusted = new Map<string, TrustedAuthority>();
  const pinned = all.find(({ hash, body }) => hash === pin.hash && body.id === pin.id);
  if (pinned === undefined || !isSignedByOwn(crypto, pinned)) return refuseAll(all, trusted, refused);
  const follow = { crypto, all, followed: new Set(pin.followed) };
  trusted.set(pin.id, newest(follow, { ...pinned, rank: 0 }, undefined));
  for (let level = [pin.id]; level.length > 0; ) {
    const next: string[] = [];
    for (const parentId of level) {
      const parent = trusted.get(parentId);
      for (const child of all) {
        if (parent === undefined || child.body.parent !== parentId || trusted.has(child.body.id)) continue;
        if (child.body.version !== 1 && !parent.keeps.includes(child.hash)) continue;
        if (!isBackedBy(crypto, parent, child) || !isSignedByOwn(crypto, child)) continue;
        trusted.set(child.body.id, newest(follow, { ...child, rank: parent.rank + 1 }, parent));
        next.push(child.body.id);
      }
    }
    level = next;
  }
  return refuseAll(all, trusted, refused);
}

function refuseAll(
  all: readonly Read<Authority>[],
  trusted: Map<string, TrustedAuthority>,
  refused: Map<string, string>,
): Map<string, TrustedAuthority> {
  for (const { body, hash } of all) {
    const current = trusted.get(body.id);
    if (current === undefined || (body.version >= current.version && hash !== current.hash))
      refused.set(hash, 'authority');
  }
  return trusted;
}

const isSignedByOwn = (crypto: Primitives, { document, body }: Read<Authority>): boolean =>
  isSignedBy(crypto, 'authority', document, body.keys, body.threshold);

interface Follow {
  readonly crypto: Primitives;
  readonly all: readonly Read<Authority>[];
  readonly followed: ReadonlySet<string>;
}

/**
 * Follows rotations: each next version signed by its own keys and by those before it, or by the authority above. Of two that both
 * are, the one this PC has gone along with stays: an old key that was stolen takes nobody back who knows of the new one.
 */
function newest(
  { crypto, all, followed }: Follow,
  first: Read<Authority> & { readonly rank: number },
  parent: TrustedAuthority | undefined,
): TrustedAuthority {
  const { body, hash, rank } = first;
  let current: TrustedAuthority = { ...body, hash, rank, lineage: [hash], everKeys: body.keys };
  for (;;) {
    const { id, version, keys, threshold, lineage, everKeys } = current;
    const able = all.filter(
      (item) =>
        item.body.id === id &&
        item.body.version === version + 1 &&
        isSignedByOwn(crypto, item) &&
        (isSignedBy(crypto, 'authority', item.document, keys, threshold) ||
          (parent !== undefined && isBackedBy(crypto, parent, item))),
    );
    const next = able.find((item) => followed.has(item.hash)) ?? able[0];
    if (next === undefined) return current;
    current = {
      ...next.body,
      ...{ hash: next.hash, rank, lineage: [...lineage, next.hash], everKeys: [...everKeys, ...next.body.keys] },
    };
  }
}

/** Signed by the authority's keys in force, or kept by it from earlier ones. */
const isBackedBy = (
  crypto: Primitives,
  authority: TrustedAuthority,
  { body, document, hash }: Read<{ readonly kind: string }>,
): boolean =>
  authority.keeps.includes(hash) || isSignedBy(crypto, body.kind, document, authority.keys, authority.threshold);

function isBacked(
  crypto: Primitives,
  authority: TrustedAuthority | undefined,
  item: Read<{ readonly kind: string }>,
  refused: Map<string, string>,
): boolean {
  if (authority !== undefined && isBackedBy(crypto, authority, item)) return true;
  refused.set(item.hash, 'signature');
  return false;
}

/** In the order in which they count: the higher authority first, then the earlier version, then the hash. */
function trustCertificates(
  authorities: ReadonlyMap<string, TrustedAuthority>,
  items: readonly Read<Certificate>[],
  policy: TrustPolicy,
  refused: Map<string, string>,
): TrustedCertificate[] {
  const all = items
    .map(({ body, hash }) => {
      const authority = authorities.get(body.authority) as TrustedAuthority;
      const rank = authority.rank + (body.unit === authority.unit ? 0 : 1);
      return { certificate: { ...body, hash, rank }, authority };
    })
    .sort(
      (a, b) =>
        a.authority.rank - b.authority.rank ||
        a.certificate.version - b.certificate.version ||
        compareText(a.certificate.hash, b.certificate.hash),
    );
  const owners = new Map<string, string>();
  const homes = new Map<string, string>();
  return all
    .filter(({ certificate, authority }) => {
      const { signingKey, unit, device } = certificate;
      const why = whyNot();
      if (why !== undefined) refused.set(certificate.hash, why);
      return why === undefined;

      function whyNot(): string | undefined {
        if (policy.mayCertify?.(authority.unit, unit) === false) return 'scope';
        // A key speaks for one PC, a PC for one unit under one authority, for life: else history would change hands.
        const home = `${authority.id} ${unit}`;
        if ((homes.get(device) ?? home) !== home) return 'device';
        if ((owners.get(signingKey) ?? device) !== device) return 'key';
        homes.set(device, home);
        owners.set(signingKey, device);
        return undefined;
      }
    })
    .map(({ certificate }) => certificate);
}

function trustDevices(
  authorities: ReadonlyMap<string, TrustedAuthority>,
  certificates: readonly TrustedCertificate[],
  revocations: readonly Read<Revocation>[],
  refused: Map<string, string>,
): Map<string, TrustedDevice> {
  const newestOfKey = new Map<string, Map<string, TrustedCertificate>>();
  for (const certificate of certificates) {
    const keys = newestOfKey.get(certificate.device) ?? new Map<string, TrustedCertificate>();
    // Delete first, so that the newest stands last.
    keys.delete(certificate.signingKey);
    newestOfKey.set(certificate.device, keys.set(certificate.signingKey, certificate));
  }
  const devices = new Map<string, TrustedDevice>();
  for (const [device, keys] of newestOfKey) {
    const list = [...keys.values()];
    const current = list.at(-1) as TrustedCertificate;
    const valid = revocations.filter(
      ({ body }) => body.device === device && isSameOrAbove(authorities, body.authority, current.authority),
    );
    const strongest = [...valid].sort(
      (a, b) =>
        rankOf(authorities, a.body) - rankOf(authorities, b.body) ||
        b.body.version - a.body.version ||
        compareText(a.hash, b.hash),
    );
    const revokedIncarnations = new Map<string, Revocation>();
    for (const { body } of strongest.toReversed())
      if (body.incarnation !== null) revokedIncarnations.set(body.incarnation, body);
    const withdrawal = strongest.find(({ body }) => body.incarnation === null)?.body;
    const revoked = isLifted(withdrawal, current) ? undefined : withdrawal;
    devices.set(device, { device, certificates: list, current, revoked, withdrawal, revokedIncarnations });
  }
  for (const { body, hash } of revocations) if (!devices.has(body.device)) refused.set(hash, 'device');
  return devices;
}

/**
 * A certificate that the same authority gave after it withdrew a PC lifts the withdrawal for the key it names, and only for
 * that one: so a mistake is put right, and what a thief signs with an older key stays cut off.
 */
export const isLifted = (withdrawal: Revocation | undefined, certificate: TrustedCertificate): boolean =>
  withdrawal?.authority === certificate.authority && certificate.version > withdrawal.version;

const rankOf = (authorities: ReadonlyMap<string, TrustedAuthority>, body: Revocation): number =>
  (authorities.get(body.authority) as TrustedAuthority).rank;

function isSameOrAbove(authorities: ReadonlyMap<string, TrustedAuthority>, above: string, id: string): boolean {
  for (let at: string | null = id; at !== null; at = authorities.get(at)?.parent ?? null) if (at === above) return true;
  return false;
}

function newestByUnit(
  authorities: ReadonlyMap<string, TrustedAuthority>,
  items: readonly Read<RecoveryKey>[],
  policy: TrustPolicy,
  refused: Map<string, string>,
): Map<string, RecoveryKey> {
  const keys = new Map<string, RecoveryKey>();
  for (const { body, hash } of items) {
    const authority = authorities.get(body.authority) as TrustedAuthority;
    if (policy.mayCertify?.(authority.unit, body.unit) === false) refused.set(hash, 'scope');
    else if (body.version > (keys.get(body.unit)?.version ?? 0)) keys.set(body.unit, body);
  }
  return keys;
}

/** The earliest certificate that names an incarnation has it. */
function adoptedBy(certificates: readonly TrustedCertificate[]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { device, adopted } of certificates)
    for (const incarnation of adopted) if (!owners.has(incarnation)) owners.set(incarnation, device);
  return owners;
}

/**
 * Name of a new incarnation: it follows from the PC's signing key and a salt that goes with every checkpoint, so that
 * nobody can write in the name of another PC's incarnation, and no list of them is needed.
 */
export const incarnationName = (crypto: Primitives, signingKey: string, salt: string): string =>
  crypto.sha256(`vung-manh/incarnation/1\n${signingKey}\n${salt}`).slice(0, 32);

/** May the holder of the certificate speak for the incarnation? `salt` is '' for one that was adopted. */
export const isIncarnationOf = (
  crypto: Primitives,
  trust: Trust,
  { signingKey, device }: TrustedCertificate,
  { inc, salt }: { readonly inc: string; readonly salt: string },
): boolean => (salt === '' ? trust.adopted.get(inc) === device : incarnationName(crypto, signingKey, salt) === inc);

/** All keys that open what is sent to an office: those of its PCs in force, and the one on its paper. */
export function recipientsOf(trust: Trust, unit: string): string[] {
  const keys = [...trust.devices.values()]
    .filter(({ current, revoked }) => current.unit === unit && revoked === undefined)
    .map(({ current }) => current.sealingKey);
  const paper = trust.recovery.get(unit)?.sealingKey;
  return [...new Set(paper === undefined ? keys : [...keys, paper])].sort();
}

/** PCs of an office that are in force. */
export const devicesOf = (trust: Trust, unit: string): TrustedDevice[] =>
  [...trust.devices.values()].filter(({ current, revoked }) => current.unit === unit && revoked === undefined);

/** Every key that a trusted statement can be signed with. */
export const keysOf = (trust: Trust): Set<string> =>
  new Set([
    ...[...trust.authorities.values()].flatMap(({ everKeys }) => everKeys),
    ...[...trust.byHash.values()].map(({ signingKey }) => signingKey),
  ]);
