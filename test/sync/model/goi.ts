import { platform, primitives } from '../../../db/crypto.ts';
import {
  coreOf,
  frameHead,
  frameKind,
  type Header,
  type HeaderCore,
  headerBytes,
  headerId,
  type Manifest,
  magic,
} from '../../../db/sync/bundle/format.ts';
import { type BlobSource, type PackedOp, packDocuments, packOps, packVolumes } from '../../../db/sync/bundle/pack.ts';
import { openBundle, type Part, type Receiver, readWhole } from '../../../db/sync/bundle/read.ts';
import { bundleBytes, type Envelope, piecesOf, signedManifest, writeBundle } from '../../../db/sync/bundle/write.ts';
import { concat, fromHex, u32, utf8 } from '../../../db/sync/bytes.ts';
import { buildTrust, incarnationName, type Pin, type Trust } from '../../../db/sync/certificate.ts';
import { signCheckpoint } from '../../../db/sync/checkpoint.ts';
import { canonicalJson } from '../../../db/sync/json.ts';
import { type Op, opText } from '../../../db/sync/op.ts';
import type { Platform, SealingKey, SigningKey } from '../../../db/sync/primitives.ts';
import { Refusal, type RefusalCode } from '../../../db/sync/refusal.ts';
import type { SignedDocument } from '../../../db/sync/signed.ts';
import { documentHash } from '../../../db/sync/signed.ts';
import { chainOf } from '../../../db/sync/statement.ts';
import { type Pc, World } from './world.ts';

/* A province that writes real bundles for one commune, sealed with real keys. */

export interface Scene {
  readonly world: World;
  readonly sender: Pc;
  readonly receiver: Pc;
  readonly receiverKeys: readonly SealingKey[];
  readonly salt: string;
  readonly inc: string;
}

export async function newScene(): Promise<Scene> {
  const world = new World();
  world.addUnit('C', 'P');
  const sender = world.admit('P-0', 'P', await primitives.newSealingKey());
  const sealing = await primitives.newSealingKey();
  const receiver = world.admit('C-0', 'C', sealing);
  const salt = '00112233445566778899aabbccddeeff';
  const inc = incarnationName(primitives, sender.keys.signing.publicKey, salt);
  return { world, sender, receiver, receiverKeys: [sealing], salt, inc };
}

/** Ops of one log, chained. */
export function opsOf(
  inc: string,
  count: number,
  body: (seq: number) => string = (seq) => `việc số ${seq}`,
): PackedOp[] {
  const ops: PackedOp[] = [];
  let prev = '';
  for (let seq = 1; seq <= count; seq += 1) {
    const op: Op = {
      ...{ v: 1, inc, ch: 'down', seq, prev, lam: seq, actor: 'u', dev: 'P-0', wall: 1_800_000_000_000 },
      ...{ entity: 'notice', id: `n${seq}`, kind: 'create', base: [], schema: 1 },
      fields: { body: body(seq), ownerId: 'P' },
    } as Op;
    const bytes = utf8(opText(op));
    const hash = primitives.sha256(bytes);
    ops.push({ inc, ch: 'down', seq, prev, hash, bytes });
    prev = hash;
  }
  return ops;
}

export function checkpointOf({ sender, salt, inc }: Scene, ops: readonly PackedOp[]): SignedDocument {
  const last = ops.at(-1);
  const body = { device: sender.keys.device, inc, salt, ch: 'down', seq: last?.seq ?? 1, head: last?.hash ?? '' };
  return signCheckpoint(primitives, body, sender.keys.signing);
}

export function envelopeOf(scene: Scene, change: Partial<Envelope> = {}): Envelope {
  const { world, sender, receiverKeys, salt, inc } = scene;
  const documents = new Map(world.documents.map((each) => [documentHash(primitives, each), each]));
  const trust = world.trust();
  const certificate = trust.byHash.get(sender.certificate);
  return {
    set: 'ab'.repeat(16),
    sender: sender.certificate,
    key: sender.keys.signing,
    unit: 'P',
    device: sender.keys.device,
    ...{ inc, salt, to: 'C', number: 1, previous: '', volume: { k: 1, n: 1 }, schema: 1, app: '0.1.0' },
    recipients: receiverKeys.map(({ recipient }) => recipient),
    wall: 1_800_000_000_000,
    chain: certificate === undefined ? [] : chainOf(trust, certificate, documents),
    ...change,
  };
}

export interface Content {
  readonly ops?: readonly PackedOp[];
  readonly documents?: readonly SignedDocument[];
  readonly blobs?: readonly BlobSource[];
}

export const blobOf = (bytes: Uint8Array): BlobSource => ({
  sha256: primitives.sha256(bytes),
  byteCount: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

export function volumeOf(content: Content, use: Platform = platform) {
  const packer = { crypto: use.crypto, codec: use.codec };
  const frames = [...packDocuments(packer, content.documents ?? []), ...packOps(packer, content.ops ?? [])];
  const [volume] = packVolumes(frames, content.blobs ?? []);
  if (volume === undefined) throw new Error('there is always a volume');
  return volume;
}

export const write = async (scene: Scene, content: Content, change: Partial<Envelope> = {}): Promise<Uint8Array> =>
  bundleBytes(await writeBundle(platform, envelopeOf(scene, change), volumeOf(content)));

export async function* inPieces(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export function receiverOf(scene: Pick<Scene, 'world' | 'receiverKeys'>, change: Partial<Receiver> = {}): Receiver {
  const { world, receiverKeys } = scene;
  return { unit: 'C', keys: receiverKeys, trustWith: trustFrom(world.pin, world.documents.slice(0, 1)), ...change };
}

/** Trust of a PC that holds these statements, with what a bundle brings. */
export const trustFrom =
  (pin: Pin, known: readonly SignedDocument[]) =>
  (chain: readonly SignedDocument[]): Trust =>
    buildTrust(primitives, pin, [...known, ...chain]);

export async function read(scene: Scene, bytes: Uint8Array, change: Partial<Receiver> = {}): Promise<Part[]> {
  return readWhole(await openBundle(platform, receiverOf(scene, change), inPieces(bytes)));
}

/** The code with which the work is refused; undefined when it is not. Any other error is thrown on. */
export async function codeOf(work: Promise<unknown>): Promise<RefusalCode | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

export async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** What a forger may change; each gets the honest value. */
export interface Forgery {
  readonly core?: (core: HeaderCore) => unknown;
  readonly manifest?: (manifest: Manifest) => unknown;
  /** The text that stands for the manifest, signed as it is. */
  readonly manifestText?: (text: string) => string | Uint8Array;
  readonly frames?: (frames: [kind: number, bytes: Uint8Array][]) => [kind: number, bytes: Uint8Array][];
  readonly plain?: (plain: Uint8Array) => Uint8Array;
  /** What the header says of the body, signed as it is. */
  readonly body?: (about: Header['body']) => Header['body'];
  readonly header?: (header: Header) => unknown;
  /** The whole prefix as text. */
  readonly headerText?: (text: string) => string | Uint8Array;
  readonly manifestKey?: SigningKey;
  readonly headerKey?: SigningKey;
  /** Keys the body is really sealed for. */
  readonly recipients?: readonly string[];
}

/** Writes a bundle as the format says, with whatever lies are asked for, signed with the sender's real key unless told otherwise. */
export async function forge(scene: Scene, content: Content, forgery: Forgery): Promise<Uint8Array> {
  const { crypto, sealing } = platform;
  const envelope = envelopeOf(scene);
  const volume = volumeOf(content);
  const honest = await openBundle(platform, receiverOf(scene), inPieces(await write(scene, content)));
  const core = (forgery.core ?? ((same) => same))(coreOf(honest.header)) as HeaderCore;
  const manifest = (forgery.manifest ?? ((same) => same))({ ...honest.manifest, header: headerId(crypto, core) });
  const text = (forgery.manifestText ?? ((same) => same))(canonicalJson(manifest));
  const manifestBytes = typeof text === 'string' ? utf8(text) : text;
  const signed = crypto.sign((forgery.manifestKey ?? envelope.key).secretKey, signedManifest(manifestBytes));
  const frames: [number, Uint8Array][] = [
    [frameKind.manifest, manifestBytes],
    [frameKind.signature, fromHex(signed)],
    ...volume.frames.map(({ entry, read: bytes }): [number, Uint8Array] => [frameKind[entry.kind], bytes()]),
  ];
  for (const blob of volume.blobs)
    for (const { offset, length } of piecesOf(blob.byteCount))
      frames.push([frameKind.blob, await blob.read(offset, length)]);
  const laid = (forgery.frames ?? ((same) => same))(frames).flatMap(([kind, bytes]) => [
    frameHead(kind, bytes.length),
    bytes,
  ]);
  const plain = (forgery.plain ?? ((same) => same))(concat(...laid));
  const sealed = await sealing.seal(forgery.recipients ?? envelope.recipients, inPieces(plain), plain.length);
  const chunks: Uint8Array[] = [];
  for await (const chunk of sealed.body) chunks.push(chunk);
  const body = concat(...chunks);
  const about = (forgery.body ?? ((same) => same))({ byteCount: body.length, sha256: crypto.sha256(body) });
  const signature = crypto.sign((forgery.headerKey ?? envelope.key).secretKey, headerBytes(core, about));
  const header = (forgery.header ?? ((same) => same))({ ...core, body: about, signature });
  const headerText = (forgery.headerText ?? ((same) => same))(canonicalJson(header));
  const headBytes = typeof headerText === 'string' ? utf8(headerText) : headerText;
  return concat(magic, u32(headBytes.length), headBytes, body);
}
