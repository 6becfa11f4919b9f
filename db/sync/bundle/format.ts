import { z } from 'zod';
import { concat, u32, utf8 } from '../bytes.ts';
import { canonicalJson } from '../json.ts';
import { frameCountLimit, recipientLimit, sectionLimit, volumeCountLimit } from '../limits.ts';
import { Wall } from '../op.ts';
import type { Primitives } from '../primitives.ts';
import { Hash, Incarnation, Name, Salt, Seq, SignedDocument } from '../signed.ts';

/*
 * A bundle: magic[8] · u32 length · header (JSON) · body (age v1). Inside the body frames follow each other, each
 * kind (u8) · length (u32) · bytes: the manifest, its signature, then documents, ops and files exactly as the manifest
 * lists them. There are no names of files and nothing nests. Numbers have their highest byte first.
 */

/** Not text, and changed by whatever changes line ends: "\x89GOI\r\n\x1a\n". */
export const magic = Uint8Array.of(0x89, 0x47, 0x4f, 0x49, 0x0d, 0x0a, 0x1a, 0x0a);

export const bundleFormat = 1;
/** First release that opens this format. */
export const bundleMinApp = '0.1.0';

export const frameKind = { manifest: 1, signature: 2, documents: 3, ops: 4, blob: 5 } as const;
export const frameHeadBytes = 5;
export const signatureBytes = 64;
export const manifestKind = 'bundle-manifest';

/** What is signed of a header before the body exists; its hash is the header's id, which the manifest repeats. */
const core = {
  format: z.literal(bundleFormat),
  minReader: z.literal(bundleFormat),
  minApp: z.string().max(20),
  /** Random, the same for all volumes: the bundle's name. */
  set: Incarnation,
  /** Hash of the sender's certificate. */
  sender: Hash,
  /** One per key that opens the body, see `keyId`; sorted. */
  recipients: z.array(Incarnation).min(1).max(recipientLimit),
  number: Seq.min(1),
  volume: z.strictObject({ k: z.int().min(1).max(volumeCountLimit), n: z.int().min(1).max(volumeCountLimit) }),
  codec: z.enum(['zstd', 'gzip']),
} as const;
export const HeaderCore = z.strictObject(core);
export type HeaderCore = z.output<typeof HeaderCore>;

export const Header = z.strictObject({
  ...core,
  body: z.strictObject({ byteCount: z.int().min(1), sha256: Hash }),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Header = z.output<typeof Header>;

/** A run of ops of one log: what it continues and what it ends in. */
export const Section = z.strictObject({
  inc: Incarnation,
  ch: Name,
  from: Seq.min(1),
  to: Seq.min(1),
  prev: z.union([Hash, z.literal('')]),
  head: Hash,
});
export type Section = z.output<typeof Section>;

export const FrameEntry = z.strictObject({
  kind: z.enum(['documents', 'ops']),
  /** Documents or ops in it. */
  items: z.int().min(1),
  storedBytes: z.int().min(1),
  rawBytes: z.int().min(1),
  /** Of the stored bytes. */
  sha256: Hash,
});
export type FrameEntry = z.output<typeof FrameEntry>;

export const BlobEntry = z.strictObject({ sha256: Hash, byteCount: z.int().min(1) });
export type BlobEntry = z.output<typeof BlobEntry>;

export const Manifest = z.strictObject({
  kind: z.literal(manifestKind),
  v: z.literal(1),
  /** Id of the header this was signed for. */
  header: Hash,
  unit: Name,
  device: z.string().min(1).max(36),
  inc: Incarnation,
  salt: Salt,
  /** The office it is for. */
  to: Name,
  /** Set of the bundle before this one, from the same incarnation to the same office; '' for the first. */
  previous: z.union([Incarnation, z.literal('')]),
  schema: z.int().min(1),
  app: z.string().max(20),
  /** The sender's clock; shown, never compared. */
  wall: Wall,
  sections: z.array(Section).max(sectionLimit),
  frames: z.array(FrameEntry).max(frameCountLimit),
  blobs: z.array(BlobEntry).max(frameCountLimit),
  /** Statements that lead from the authority to the sender's certificate; empty when the receiver has them. */
  chain: z.array(SignedDocument).max(40),
});
export type Manifest = z.output<typeof Manifest>;

export const coreOf = ({ body: _body, signature: _signature, ...rest }: Header): HeaderCore => rest;

export const headerId = (crypto: Primitives, header: HeaderCore): string =>
  crypto.sha256(`vung-manh/bundle-id/1\n${canonicalJson(header)}`);

/** What the sender signs of the header once the body is written. */
export const headerBytes = (header: HeaderCore, body: Header['body']): Uint8Array =>
  utf8(`vung-manh/bundle-header/1\n${canonicalJson({ ...header, body })}`);

/** How a header names a key that opens the body. */
export const keyId = (crypto: Primitives, recipient: string): string =>
  crypto.sha256(`vung-manh/recipient/1\n${recipient}`).slice(0, 32);

/** Everything before the body. */
export function prefixOf(header: Header): Uint8Array {
  const text = utf8(canonicalJson(header));
  return concat(magic, u32(text.length), text);
}

export const frameHead = (kind: number, byteCount: number): Uint8Array => concat(Uint8Array.of(kind), u32(byteCount));
