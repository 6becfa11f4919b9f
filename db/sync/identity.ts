import { z } from 'zod';
import { utf8 } from './bytes.ts';
import { Authority, type Certificate, type Pin, Recipient, type TrustedCertificate } from './certificate.ts';
import { canonicalJson } from './json.ts';
import { invitationTries } from './limits.ts';
import type { Primitives, SealingKey, SigningKey } from './primitives.ts';
import {
  documentHash,
  Hash,
  Incarnation,
  isSignedBy,
  Label,
  Name,
  readDocument,
  SignedDocument,
  signDocument,
} from './signed.ts';

/*
 * How a PC joins, by two trips of a stick: the authority hands out an invitation and, by another way (paper, telephone),
 * a code; the PC makes its keys and answers with a request that proves the code; people on both ends compare the
 * fingerprint; the authority issues a certificate.
 */

/** The keys of one PC: for signing what it writes and for opening what it is sent. The secret halves never leave it. */
export interface DeviceKeys {
  readonly device: string;
  readonly signing: SigningKey;
  readonly sealing: SealingKey;
}

export async function newDeviceKeys(crypto: Primitives, device: string): Promise<DeviceKeys> {
  return { device, signing: crypto.newSigningKey(), sealing: await crypto.newSealingKey() };
}

/** Six groups of five digits (about 100 bits) for people to compare over the telephone. */
export function fingerprint(crypto: Primitives, text: string): string {
  const digest = crypto.sha256(`vung-manh/fingerprint/1\n${text}`);
  const groups = Array.from({ length: 6 }, (_, index) => {
    const number = Number.parseInt(digest.slice(index * 10, index * 10 + 10), 16) % 100_000;
    return String(number).padStart(5, '0');
  });
  return groups.join(' ');
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford: no I, L, O, U to mistake on paper

/** 16 signs in four groups: 80 random bits, so that nobody can find the code by trying against the files. */
export function newInvitationCode(crypto: Primitives): string {
  const bits = BigInt(`0x${crypto.randomHex(10)}`);
  const signs = Array.from({ length: 16 }, (_, index) => alphabet[Number((bits >> BigInt(index * 5)) & 31n)]);
  return [0, 4, 8, 12].map((from) => signs.slice(from, from + 4).join('')).join('-');
}

/** What a person typed, as it was made: case, spaces, dashes and look-alike signs forgiven. */
export const normalCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/[^0-9A-Z]/g, '');

/** What a code proves: the secret half of an invitation, kept by the authority instead of the code itself. */
export const codeKey = (crypto: Primitives, code: string, invitation: string): string =>
  crypto.mac(crypto.deriveKey(utf8(normalCode(code)), 'invitation-code'), invitation);

const macOf = (crypto: Primitives, key: string, purpose: string, text: string): string =>
  crypto.mac(crypto.deriveKey(utf8(key), purpose), text);

/** A seat offered to one office. It may be copied: without the code it is worth nothing. */
export const Invitation = z.strictObject({
  kind: z.literal('invitation'),
  v: z.literal(1),
  id: Incarnation,
  unit: Name,
  unitName: Label,
  /** The authority and those above it, the root last; what the new PC will trust. */
  authorities: z.array(SignedDocument).min(1).max(8),
  pin: z.strictObject({ id: Incarnation, hash: Hash }),
  /** The office has a key on paper already; its next PCs make none. */
  hasPaper: z.boolean(),
  /** Proves by the code that the invitation is the authority's, and tells at once when a code was mistyped. */
  codeCheck: Hash,
});
export type Invitation = z.output<typeof Invitation>;

/** What the authority keeps of an invitation. */
export interface InvitationState {
  readonly id: string;
  readonly unit: string;
  readonly codeKey: string;
  readonly failures: number;
  /** Hash of the one request that was accepted. */
  readonly usedBy: string | undefined;
}

export interface InvitationOffer {
  readonly id: string;
  readonly unit: string;
  readonly unitName: string;
  readonly authorities: readonly SignedDocument[];
  readonly pin: Pin;
  readonly hasPaper: boolean;
  readonly code: string;
}

/** Makes an invitation, signed by the authority, and what to remember of it. The code goes another way. */
export function invite(
  crypto: Primitives,
  { code, ...offer }: InvitationOffer,
  keys: readonly SigningKey[],
): { readonly document: SignedDocument; readonly state: InvitationState } {
  const key = codeKey(crypto, code, offer.id);
  const codeCheck = checkOf(crypto, key, offer);
  const document = signDocument(crypto, { kind: 'invitation', v: 1, ...offer, codeCheck } as Invitation, keys);
  return { document, state: { id: offer.id, unit: offer.unit, codeKey: key, failures: 0, usedBy: undefined } };
}

/** Reads an invitation and checks that the authority named last in it signed it. Errors: MALFORMED. */
export function readInvitation(crypto: Primitives, document: SignedDocument): Invitation | undefined {
  const invitation = readDocument(Invitation, document);
  const signers = invitation.authorities.map((each) => readDocument(Authority, each));
  const first = signers[0] as Authority;
  const isWhole =
    isSignedBy(crypto, 'invitation', document, first.keys, first.threshold) &&
    invitation.authorities.some((each) => documentHash(crypto, each) === invitation.pin.hash);
  return isWhole ? invitation : undefined;
}

/** Binds to the code what the new PC is going to trust: an invitation exchanged on the way does not fit the code. */
const checkOf = (crypto: Primitives, key: string, { id, unit, pin }: Pick<Invitation, 'id' | 'unit' | 'pin'>): string =>
  macOf(crypto, key, 'invitation-check', canonicalJson({ id, unit, pin }));

/** Is this the code of the invitation? Said before a request is made, so that a slip costs no trip. */
export const isCodeOf = (crypto: Primitives, invitation: Invitation, code: string): boolean =>
  checkOf(crypto, codeKey(crypto, code, invitation.id), invitation) === invitation.codeCheck;

/** A PC asking for its certificate: its public keys, bound to the invitation by the code. */
export const JoinRequest = z.strictObject({
  kind: z.literal('join-request'),
  v: z.literal(1),
  invitation: Incarnation,
  unit: Name,
  device: z.string().min(1).max(36),
  name: Label,
  signingKey: Hash,
  sealingKey: Recipient,
  /** The office's paper key, given by its first PC. */
  recoveryKey: Recipient.nullable(),
  /** Incarnations of a database that is older than the keys. */
  adopts: z.array(Incarnation).max(64),
  mac: Hash,
});
export type JoinRequest = z.output<typeof JoinRequest>;

export interface JoinContent {
  readonly name: string;
  readonly recoveryKey: string | null;
  readonly adopts: readonly string[];
}

const macOfRequest = (crypto: Primitives, key: string, { mac: _mac, ...rest }: JoinRequest): string =>
  macOf(crypto, key, 'join-request', canonicalJson(rest));

/** Answers an invitation; signed by the new key too, which proves that the PC has it. */
export function requestToJoin(
  crypto: Primitives,
  { id, unit }: Pick<Invitation, 'id' | 'unit'>,
  code: string,
  keys: DeviceKeys,
  content: JoinContent,
): SignedDocument {
  const body: JoinRequest = {
    kind: 'join-request',
    v: 1,
    invitation: id,
    unit,
    device: keys.device,
    signingKey: keys.signing.publicKey,
    sealingKey: keys.sealing.recipient,
    ...content,
    adopts: [...content.adopts],
    mac: '',
  };
  const mac = macOfRequest(crypto, codeKey(crypto, code, id), body);
  return signDocument(crypto, { ...body, mac }, [keys.signing]);
}

/** What both people read to each other: it covers everything the certificate will say about the PC. */
export const requestFingerprint = (crypto: Primitives, document: SignedDocument): string =>
  fingerprint(crypto, document.text);

export type RequestVerdict =
  | { readonly kind: 'accepted'; readonly request: JoinRequest; readonly state: InvitationState }
  /** Not made with the code; after five of them the invitation is void. */
  | { readonly kind: 'wrongCode'; readonly triesLeft: number; readonly state: InvitationState }
  | { readonly kind: 'void' | 'used' | 'otherInvitation' | 'keyNotProven'; readonly state: InvitationState };

/** Judges a request against the invitation it answers. Pure: the caller keeps the new state. Errors: MALFORMED. */
export function judgeRequest(crypto: Primitives, state: InvitationState, document: SignedDocument): RequestVerdict {
  const request = readDocument(JoinRequest, document);
  const hash = documentHash(crypto, document);
  if (state.failures >= invitationTries) return { kind: 'void', state };
  if (request.invitation !== state.id || request.unit !== state.unit) return { kind: 'otherInvitation', state };
  if (state.usedBy !== undefined && state.usedBy !== hash) return { kind: 'used', state };
  if (macOfRequest(crypto, state.codeKey, request) !== request.mac) {
    const failures = state.failures + 1;
    const next = { ...state, failures };
    if (failures >= invitationTries) return { kind: 'void', state: next };
    return { kind: 'wrongCode', triesLeft: invitationTries - failures, state: next };
  }
  if (!isSignedBy(crypto, 'join-request', document, [request.signingKey])) return { kind: 'keyNotProven', state };
  return { kind: 'accepted', request, state: { ...state, usedBy: hash } };
}

/** The certificate for an accepted request, as the authority signs it. */
export const certificateFor = (
  request: JoinRequest,
  grant: Pick<Certificate, 'authority' | 'version' | 'channels' | 'entities'>,
): Certificate => ({
  kind: 'certificate',
  v: 1,
  ...grant,
  unit: request.unit,
  device: request.device,
  name: request.name,
  signingKey: request.signingKey,
  sealingKey: request.sealingKey,
  adopted: request.adopts,
  retired: [],
});

/** A PC in force asking for a certificate for new keys of its own; signed by the old ones and the new. */
export const RenewRequest = z.strictObject({
  kind: z.literal('renew-request'),
  v: z.literal(1),
  unit: Name,
  device: z.string().min(1).max(36),
  signingKey: Hash,
  sealingKey: Recipient,
  /** A new paper key for the office. */
  recoveryKey: Recipient.nullable(),
});
export type RenewRequest = z.output<typeof RenewRequest>;

export const requestToRenew = (
  crypto: Primitives,
  unit: string,
  old: DeviceKeys,
  next: DeviceKeys,
  recoveryKey: string | null,
): SignedDocument =>
  signDocument(
    crypto,
    {
      ...{ kind: 'renew-request', v: 1, unit, device: old.device, recoveryKey },
      ...{ signingKey: next.signing.publicKey, sealingKey: next.sealing.recipient },
    } satisfies RenewRequest,
    [old.signing, next.signing],
  );

/** Did the PC itself ask, with the key of its certificate in force, and has it the new one? */
export const isRenewalOf = (
  crypto: Primitives,
  current: TrustedCertificate,
  document: SignedDocument,
  { unit, device, signingKey }: RenewRequest,
): boolean =>
  unit === current.unit &&
  device === current.device &&
  isSignedBy(crypto, 'renew-request', document, [current.signingKey]) &&
  isSignedBy(crypto, 'renew-request', document, [signingKey]);

/** Channels an office of that unit writes: to all below it, to units below it, to the office above, among its own PCs. */
export const channelsOf = (unit: string, servedUnits: readonly string[] = []): string[] => [
  'down',
  'down:*',
  `int:${unit}`,
  ...[unit, ...servedUnits].map((each) => `up:${each}`),
];
