import { concat, fromHex, utf8 } from '../bytes.ts';
import { canonicalJson } from '../json.ts';
import { frameByteLimit, headerByteLimit, manifestByteLimit } from '../limits.ts';
import type { Platform, RunningHash, SigningKey } from '../primitives.ts';
import { must } from '../refusal.ts';
import { type SignedDocument, signedBytes } from '../signed.ts';
import {
  bundleFormat,
  bundleMinApp,
  frameHead,
  frameHeadBytes,
  frameKind,
  type Header,
  type HeaderCore,
  headerBytes,
  headerId,
  keyId,
  type Manifest,
  manifestKind,
  prefixOf,
  signatureBytes,
} from './format.ts';
import type { BlobSource, Volume } from './pack.ts';

/** Who sends a bundle to whom. */
export interface Envelope {
  readonly set: string;
  /** Hash of the sender's certificate, and the key it names. */
  readonly sender: string;
  readonly key: SigningKey;
  readonly unit: string;
  readonly device: string;
  readonly inc: string;
  readonly salt: string;
  readonly to: string;
  /** Keys that open it: all PCs of the receiving office and its paper. */
  readonly recipients: readonly string[];
  readonly number: number;
  readonly previous: string;
  readonly volume: { readonly k: number; readonly n: number };
  readonly schema: number;
  readonly app: string;
  readonly wall: number;
  readonly chain: readonly SignedDocument[];
}

/**
 * A bundle about to be written: first leave `prefixByteCount` bytes free (zeros, which are no bundle), then write the
 * body, then put the prefix into its place. What is cut off at any moment is so refused by every reader.
 */
export interface BundleDraft {
  readonly prefixByteCount: number;
  readonly byteCount: number;
  readonly body: AsyncIterable<Uint8Array>;
  /** Everything before the body; only after the body was read to its end. */
  readonly prefix: () => Uint8Array;
}

/** Seals one volume. Memory stays at a frame and the manifest. Errors: TOO_BIG for a manifest beyond the limit. */
export async function writeBundle(platform: Platform, envelope: Envelope, volume: Volume): Promise<BundleDraft> {
  const { crypto, sealing } = platform;
  const core = headerOf(platform, envelope);
  const manifest = utf8(canonicalJson(manifestOf(headerId(crypto, core), envelope, volume)));
  must(manifest.length <= manifestByteLimit, 'TOO_BIG', {
    what: 'manifest',
    size: manifest.length,
    limit: manifestByteLimit,
  });
  const signature = fromHex(crypto.sign(envelope.key.secretKey, signedManifest(manifest)));
  const plain = framesOf(manifest, signature, volume);
  const sealed = await sealing.seal(envelope.recipients, plain, plainByteCount(manifest, volume));
  const hash = crypto.newSha256();
  let digest: string | undefined;
  const blank: Header = {
    ...core,
    body: { byteCount: sealed.byteCount, sha256: '0'.repeat(64) },
    signature: '0'.repeat(128),
  };
  const prefixByteCount = prefixOf(blank).length;
  must(prefixByteCount <= headerByteLimit, 'TOO_BIG', {
    what: 'header',
    size: prefixByteCount,
    limit: headerByteLimit,
  });
  return {
    prefixByteCount,
    byteCount: prefixByteCount + sealed.byteCount,
    body: hashed(sealed.body, hash, (hex) => {
      digest = hex;
    }),
    prefix: () => {
      if (digest === undefined) throw new Error('the body is written before its header');
      const body = { ...blank.body, sha256: digest };
      const signed = crypto.sign(envelope.key.secretKey, headerBytes(core, body));
      return prefixOf({ ...core, body, signature: signed });
    },
  };
}

export const signedManifest = (manifest: Uint8Array): Uint8Array => concat(signedBytes(manifestKind, ''), manifest);

function headerOf({ crypto, codec }: Platform, envelope: Envelope): HeaderCore {
  return {
    format: bundleFormat,
    minReader: bundleFormat,
    minApp: bundleMinApp,
    set: envelope.set,
    sender: envelope.sender,
    recipients: envelope.recipients.map((recipient) => keyId(crypto, recipient)).sort(),
    number: envelope.number,
    volume: { ...envelope.volume },
    codec: codec.name,
  };
}

const manifestOf = (header: string, envelope: Envelope, { sections, frames, blobs }: Volume): Manifest => ({
  kind: manifestKind,
  v: 1,
  header,
  unit: envelope.unit,
  device: envelope.device,
  inc: envelope.inc,
  salt: envelope.salt,
  to: envelope.to,
  previous: envelope.previous,
  schema: envelope.schema,
  app: envelope.app,
  wall: envelope.wall,
  sections: [...sections],
  frames: frames.map(({ entry }) => entry),
  blobs: blobs.map(({ sha256, byteCount }) => ({ sha256, byteCount })),
  chain: [...envelope.chain],
});

/** Pieces of a file: full frames and the rest. */
export function* piecesOf(byteCount: number): Generator<{ offset: number; length: number }> {
  for (let offset = 0; offset < byteCount; offset += frameByteLimit)
    yield { offset, length: Math.min(frameByteLimit, byteCount - offset) };
}

function plainByteCount(manifest: Uint8Array, { frames, blobs }: Volume): number {
  let sum = manifest.length + signatureBytes + 2 * frameHeadBytes;
  for (const { entry } of frames) sum += frameHeadBytes + entry.storedBytes;
  for (const { byteCount } of blobs) sum += byteCount + frameHeadBytes * Math.ceil(byteCount / frameByteLimit);
  return sum;
}

async function* framesOf(manifest: Uint8Array, signature: Uint8Array, volume: Volume): AsyncGenerator<Uint8Array> {
  yield concat(frameHead(frameKind.manifest, manifest.length), manifest);
  yield concat(frameHead(frameKind.signature, signature.length), signature);
  for (const { entry, read } of volume.frames)
    yield concat(frameHead(frameKind[entry.kind], entry.storedBytes), read());
  for (const blob of volume.blobs) yield* blobFrames(blob);
}

async function* blobFrames(blob: BlobSource): AsyncGenerator<Uint8Array> {
  for (const { offset, length } of piecesOf(blob.byteCount))
    yield concat(frameHead(frameKind.blob, length), await blob.read(offset, length));
}

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  hash: RunningHash,
  whole: (hex: string) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  whole(hash.digest());
}

/** A whole small bundle in memory: receipts, tests. */
export async function bundleBytes({ body, prefix }: BundleDraft): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return concat(prefix(), ...chunks);
}
