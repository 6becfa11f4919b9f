import { z } from 'zod';
import { isIncarnationOf, type Trust } from './certificate.ts';
import type { Primitives, SigningKey } from './primitives.ts';
import { Incarnation, isSignedBy, Name, Salt, Seq, type SignedDocument, signDocument } from './signed.ts';
import { fromWire, lowestOf, toWire, type Vector, WireVector } from './vector.ts';

/**
 * What one incarnation has taken in and made durable, as it tells the office `to`: only of logs that office may read.
 * It is signed, so that it can travel through other hands, and numbered, so that an older one changes nothing.
 */
export const Ack = z.strictObject({
  kind: z.literal('ack'),
  v: z.literal(1),
  device: z.string().min(1).max(36),
  unit: Name,
  inc: Incarnation,
  salt: Salt,
  to: Name,
  number: z.int().min(1),
  logs: WireVector,
  /** Bundles of each sending incarnation: the highest number taken in, and those below it that never came. */
  bundles: z.array(z.tuple([Incarnation, Seq.min(1), z.array(Seq.min(1)).max(1000)])).max(5000),
  /** First 16 signs of the hashes of certificates and the like that it holds. */
  documents: z.array(z.string().regex(/^[0-9a-f]{16}$/)).max(20_000),
});
export type Ack = z.output<typeof Ack>;

export interface AckContent extends Omit<Ack, 'kind' | 'v' | 'logs'> {
  readonly logs: Vector;
}

export const signAck = (crypto: Primitives, { logs, ...content }: AckContent, key: SigningKey): SignedDocument =>
  signDocument(crypto, { kind: 'ack', v: 1, ...content, logs: toWire(logs) } as Ack, [key]);

/** Did the PC it names say so, for an incarnation of its own? */
export const isAckTrue = (crypto: Primitives, trust: Trust, document: SignedDocument, ack: Ack): boolean =>
  (trust.devices.get(ack.device)?.certificates ?? []).some(
    (certificate) =>
      certificate.unit === ack.unit &&
      isIncarnationOf(crypto, trust, certificate, ack) &&
      isSignedBy(crypto, 'ack', document, [certificate.signingKey]),
  );

/** What is known of one receiving incarnation. */
export interface PeerState {
  readonly inc: string;
  readonly device: string;
  readonly unit: string;
  readonly number: number;
  readonly vector: Vector;
  readonly documents: ReadonlySet<string>;
  /** It has said less than before, or two things under one number: restored or cloned without a new incarnation. */
  readonly isRewound: boolean;
}

/**
 * Takes in what a peer says. A newer word replaces an older one even where it says less: then it has lost something,
 * gets it again, and is marked. Of two words under one number only what both say is believed.
 */
export function acceptAck(known: PeerState | undefined, ack: Ack): PeerState {
  const vector = fromWire(ack.logs);
  const documents = new Set(ack.documents);
  const { inc, device, unit, number } = ack;
  if (known === undefined) return { inc, device, unit, number, vector, documents, isRewound: false };
  if (number < known.number) return known;
  const isLess = [...known.vector].some(([key, seq]) => (vector.get(key) ?? 0) < seq);
  if (number > known.number)
    return { inc, device, unit, number, vector, documents, isRewound: known.isRewound || isLess };
  const isSame =
    !isLess && vector.size === known.vector.size && [...vector].every(([key, seq]) => known.vector.get(key) === seq);
  if (isSame) return known;
  return { ...known, vector: lowestOf([known.vector, vector]), isRewound: true };
}

/** Does a signed claim on my own log go beyond what I hold? Then this database was restored or copied. */
export function isRewoundMyself(myIncarnation: string, mine: Vector, claims: Vector): boolean {
  for (const [key, seq] of claims) if (key.startsWith(myIncarnation) && seq > (mine.get(key) ?? 0)) return true;
  return false;
}

/** Bundles of one sending incarnation to this office: which came, by number and id. */
export type SeenBundles = ReadonlyMap<number, string>;

export type NumberVerdict =
  | { readonly kind: 'next' }
  /** Taken in before; nothing of it is new. */
  | { readonly kind: 'again' }
  /** Comes after a later one: its contents are most likely here already. */
  | { readonly kind: 'late' }
  /** Some before it have not come; what they held is in this one. */
  | { readonly kind: 'ahead'; readonly missing: readonly number[] }
  /** Two bundles under one number, or another one before it than the sender says: the sender was copied or restored. */
  | { readonly kind: 'forked'; readonly number: number };

/** Places a bundle in the sequence of its sender. `previous` is the id of the bundle before it, '' for the first. */
export function judgeNumber(
  seen: SeenBundles,
  bundle: { readonly number: number; readonly id: string; readonly previous: string },
): NumberVerdict {
  const { number, id, previous } = bundle;
  const known = seen.get(number);
  if (known !== undefined) return known === id ? { kind: 'again' } : { kind: 'forked', number };
  const before = seen.get(number - 1);
  if (before !== undefined && before !== previous) return { kind: 'forked', number: number - 1 };
  const highest = Math.max(0, ...seen.keys());
  if (number < highest) return { kind: 'late' };
  const missing = missingNumbers(seen, number - 1);
  return missing.length === 0 ? { kind: 'next' } : { kind: 'ahead', missing };
}

/** Numbers up to `upTo` that have not come; at most a thousand, the newest. */
export function missingNumbers(seen: SeenBundles, upTo: number): number[] {
  const missing: number[] = [];
  for (let number = upTo; number > 0 && missing.length < 1000; number -= 1) if (!seen.has(number)) missing.push(number);
  return missing.reverse();
}

/** How an acknowledgement names a certificate or the like. */
export const documentTag = (hash: string): string => hash.slice(0, 16);
