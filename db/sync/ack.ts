import { z } from 'zod';
import { isIncarnationOf, type Trust } from './certificate.ts';
import { mayRead, type Tree } from './channel.ts';
import { documentByteLimit } from './limits.ts';
import { type ConcernedDocument, concerns, type HeldLog } from './plan.ts';
import type { Primitives, SigningKey } from './primitives.ts';
import { Incarnation, isSignedBy, Name, Salt, Seq, type SignedDocument, signDocument } from './signed.ts';
import { fromWire, logOf, lowestOf, toWire, type Vector, WireVector } from './vector.ts';

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

/**
 * Did the PC it names say so, for an incarnation of its own? Only the key in force counts, and none of a PC or incarnation that was
 * withdrawn: whoever has an older one would claim to hold everything, and the PC itself would be sent nothing more.
 */
export function isAckTrue(crypto: Primitives, trust: Trust, document: SignedDocument, ack: Ack): boolean {
  const device = trust.devices.get(ack.device);
  if (device === undefined || device.revoked !== undefined || device.revokedIncarnations.has(ack.inc)) return false;
  const { current } = device;
  return (
    current.unit === ack.unit &&
    isIncarnationOf(crypto, trust, current, ack) &&
    isSignedBy(crypto, 'ack', document, [current.signingKey])
  );
}

/** How an acknowledgement names a certificate or the like. */
export const documentTag = (hash: string): string => hash.slice(0, 16);

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

/** One number of a sending incarnation: the bundle that came under it, and which of its volumes. */
export interface SeenBundle {
  readonly set: string;
  readonly volumes: ReadonlySet<number>;
  readonly volumeCount: number;
}

/** Bundles of one sending incarnation to this office, by number. */
export type SeenBundles = ReadonlyMap<number, SeenBundle>;

/** Where a volume says it stands. `previous` is the set of the bundle before it, '' for the first. */
export interface BundlePlace {
  readonly number: number;
  readonly set: string;
  readonly previous: string;
  readonly volume: { readonly k: number; readonly n: number };
}

export type NumberVerdict =
  | { readonly kind: 'next' }
  /** Another volume of a bundle that has begun to come. */
  | { readonly kind: 'part'; readonly missing: readonly number[] }
  /** Taken in before; nothing of it is new. */
  | { readonly kind: 'again' }
  /** Comes after a later one: its contents are most likely here already. */
  | { readonly kind: 'late' }
  /** Some before it have not come; what they held is in this one. */
  | { readonly kind: 'ahead'; readonly missing: readonly number[] }
  /** Two bundles under one number, or another one before it than the sender says: the sender was copied or restored. */
  | { readonly kind: 'forked'; readonly number: number };

/** Places a bundle in the sequence of its sender. */
export function judgeNumber(seen: SeenBundles, { number, set, previous, volume }: BundlePlace): NumberVerdict {
  const known = seen.get(number);
  if (known !== undefined && known.set !== set) return { kind: 'forked', number };
  if (known?.volumes.has(volume.k) === true) return { kind: 'again' };
  const before = seen.get(number - 1);
  if (before !== undefined && before.set !== previous) return { kind: 'forked', number: number - 1 };
  if (known !== undefined)
    return { kind: 'part', missing: missingVolumes({ ...known, volumes: new Set([...known.volumes, volume.k]) }) };
  if (number < Math.max(0, ...seen.keys())) return { kind: 'late' };
  const missing = missingNumbers(seen, number - 1);
  return missing.length === 0 ? { kind: 'next' } : { kind: 'ahead', missing };
}

/** What is known of the sequence once the volume has been taken in. A fork keeps what came first. */
export function withBundle(seen: SeenBundles, { number, set, volume }: BundlePlace): Map<number, SeenBundle> {
  const known = seen.get(number);
  const volumes = new Set(known?.volumes).add(volume.k);
  const next = new Map(seen);
  if (known === undefined || known.set === set) next.set(number, { set, volumes, volumeCount: volume.n });
  return next;
}

/** Volumes of a bundle that have not come. */
export const missingVolumes = ({ volumes, volumeCount }: SeenBundle): number[] =>
  Array.from({ length: volumeCount }, (_, index) => index + 1).filter((k) => !volumes.has(k));

/** Numbers up to `upTo` that have not come whole; at most a thousand, the newest. */
export function missingNumbers(seen: SeenBundles, upTo: number): number[] {
  const missing: number[] = [];
  for (let number = upTo; number > 0 && missing.length < 1000; number -= 1) {
    const known = seen.get(number);
    if (known === undefined || missingVolumes(known).length > 0) missing.push(number);
  }
  return missing.reverse();
}

/** What a PC holds, as far as an acknowledgement may speak of it. */
export interface Holdings {
  readonly logs: readonly HeldLog[];
  readonly documents: readonly ConcernedDocument[];
  /** Sequences of bundles, with the office of the sender. */
  readonly bundles: readonly { readonly inc: string; readonly unit: string; readonly seen: SeenBundles }[];
}

/** What each list of an acknowledgement may take of the largest statement, so that the whole of it can always be read. */
const ackShares = { logs: 0.65, documents: 0.2, bundles: 0.1 } as const;

/** As many as fit into a list; what is left out is merely sent once more. */
function fitting<T>(items: readonly T[], share: number, sizeOf: (item: T) => number): T[] {
  let room = documentByteLimit * share;
  return items.filter((item) => {
    room -= sizeOf(item);
    return room >= 0;
  });
}

const jsonSize = (item: unknown): number => JSON.stringify(item).length + 1;

/** The longest logs first: they are what is not to be sent again. */
function fittingLogs(logs: readonly HeldLog[]): HeldLog[] {
  const named = new Set<string>();
  return fitting(
    [...logs].sort((a, b) => b.upTo - a.upTo),
    ackShares.logs,
    ({ key, upTo }) => {
      const { inc, ch } = logOf(key);
      const head = named.has(inc) ? 0 : jsonSize([inc, []]);
      named.add(inc);
      return head + jsonSize([ch, upTo]);
    },
  );
}

/** What is said to one office: of logs it may read, statements it may know and bundles that it sent, and nothing else. */
export function ackContent(
  tree: Tree,
  holdings: Holdings,
  about: Omit<AckContent, 'logs' | 'bundles' | 'documents'>,
): AckContent {
  const readable = holdings.logs.filter(
    ({ key, author, upTo }) => upTo > 0 && mayRead(tree, about.to, author, logOf(key).ch),
  );
  const documents = holdings.documents.filter(({ concern }) => concerns(tree, about.to, concern));
  const bundles = holdings.bundles
    .filter(({ unit, seen }) => unit === about.to && seen.size > 0)
    .map(({ inc, seen }): [string, number, number[]] => {
      const highest = Math.max(...seen.keys());
      return [inc, highest, missingNumbers(seen, highest)];
    });
  const tags = [...new Set(documents.map(({ hash }) => documentTag(hash)))].sort();
  return {
    ...about,
    logs: new Map(fittingLogs(readable).map(({ key, upTo }) => [key, upTo])),
    documents: fitting(tags, ackShares.documents, jsonSize),
    bundles: fitting(bundles, ackShares.bundles, jsonSize),
  };
}
