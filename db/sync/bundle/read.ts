import { z } from 'zod';
import { isSame, readU32, textOf, toHex, utf8 } from '../bytes.ts';
import { isIncarnationOf, type Trust, type TrustedCertificate } from '../certificate.ts';
import { documentJsonLimits, opJsonLimits, parseJson, readCanonical, readJson } from '../json.ts';
import {
  documentBytesLimit,
  documentCountLimit,
  frameByteLimit,
  freeDiskShare,
  headerByteLimit,
  manifestByteLimit,
  opBytesLimit,
  opCountLimit,
  ratioFreeBytes,
  ratioLimit,
  sealHeaderByteLimit,
  storedFrameByteLimit,
  volumeByteLimit,
} from '../limits.ts';
import { Op, opByteLimit, opText, type StoredOp } from '../op.ts';
import type { Codec, Platform, SealingKey } from '../primitives.ts';
import { must, Refusal } from '../refusal.ts';
import { SignedDocument } from '../signed.ts';
import {
  bundleFormat,
  coreOf,
  type FrameEntry,
  frameHeadBytes,
  frameKind,
  Header,
  headerBytes,
  headerId,
  keyId,
  Manifest,
  magic,
  type Section,
  signatureBytes,
} from './format.ts';
import { ByteReader } from './reader.ts';
import { piecesOf, signedManifest } from './write.ts';

/** Who opens a bundle. */
export interface Receiver {
  readonly unit: string;
  readonly keys: readonly SealingKey[];
  /** What this PC trusts, with the statements a bundle brings along. */
  readonly trustWith: (chain: readonly SignedDocument[]) => Trust;
  /** A person decided to look into what a withdrawn PC had sent: what came after the withdrawal is set aside anyway. */
  readonly takesRevoked?: boolean;
  /** Room on the disk that the contents will go to. */
  readonly freeBytes?: number;
}

/** An op as it came: checked, and with the bytes that are to be stored. */
export interface ReceivedOp {
  readonly op: StoredOp;
  readonly bytes: Uint8Array;
}

export type Part =
  | { readonly kind: 'documents'; readonly documents: readonly SignedDocument[] }
  | { readonly kind: 'ops'; readonly ops: readonly ReceivedOp[] }
  | {
      readonly kind: 'blob';
      readonly sha256: string;
      readonly offset: number;
      readonly bytes: Uint8Array;
      readonly isLast: boolean;
    };

export interface OpenedBundle {
  readonly header: Header;
  readonly manifest: Manifest;
  readonly certificate: TrustedCertificate;
  /** Bytes before the body, for other programs: from there on it is an age file. */
  readonly prefixByteCount: number;
  /**
   * The contents in the order of the manifest, each part checked by itself. What came counts only once the last part
   * has been handed out: the end of the file is checked then. Errors: Refusal.
   */
  readonly parts: () => AsyncGenerator<Part>;
}

/** Header of a bundle, before anything is opened: enough to say from whom and for whom it is. */
export interface Prefix {
  readonly header: Header;
  readonly prefixByteCount: number;
}

const AnyHeader = z.object({ format: z.int(), minReader: z.int(), minApp: z.string() });

/** Reads what stands before the body. Errors: NOT_A_BUNDLE, CUT, TOO_BIG, MALFORMED, NEWER_FORMAT. */
export async function readPrefix(reader: ByteReader): Promise<Prefix> {
  const start = await reader.take(magic.length);
  must(start.length > 0 && isSame(start, magic.subarray(0, start.length)), 'NOT_A_BUNDLE', {});
  const length = await reader.take(4);
  const byteCount = readU32(length, 0);
  if (length.length === 4)
    must(byteCount <= headerByteLimit, 'TOO_BIG', { what: 'header', size: byteCount, limit: headerByteLimit });
  const bytes = await reader.take(byteCount);
  const prefixByteCount = magic.length + 4 + byteCount;
  must(length.length === 4 && bytes.length === byteCount, 'CUT', {
    expectedBytes: prefixByteCount,
    foundBytes: reader.position,
  });
  const value = readCanonical(textOf(bytes, 'header'), documentJsonLimits, 'header');
  const any = AnyHeader.safeParse(value);
  must(any.success, 'MALFORMED', { what: 'header', why: 'shape' });
  const { format, minReader, minApp } = any.data;
  must(minReader <= bundleFormat, 'NEWER_FORMAT', { format, minApp });
  const header = Header.safeParse(value);
  must(header.success, 'MALFORMED', { what: 'header', why: 'shape' });
  const size = prefixByteCount + header.data.body.byteCount;
  must(size <= volumeByteLimit, 'TOO_BIG', { what: 'volume', size, limit: volumeByteLimit });
  return { header: header.data, prefixByteCount };
}

/**
 * Opens a bundle up to its signed list of contents: from here it is known who sent it and that nothing in it is larger
 * than declared. Nothing is kept in memory but a frame. The stream is closed when the bundle is refused, read to its end
 * or no longer asked for parts. Errors: every Refusal; what the stream itself throws.
 */
export async function openBundle(
  platform: Platform,
  receiver: Receiver,
  chunks: AsyncIterable<Uint8Array>,
): Promise<OpenedBundle> {
  const outer = new ByteReader(chunks);
  try {
    return await openFrom(platform, receiver, outer);
  } catch (error) {
    await outer.close();
    throw error;
  }
}

async function openFrom(platform: Platform, receiver: Receiver, outer: ByteReader): Promise<OpenedBundle> {
  const { header, prefixByteCount } = await readPrefix(outer);
  refuseEarly(platform, receiver, header);
  const body = sealedBody(platform, outer, header);
  const inner = new ByteReader(await body.open(receiver.keys.map(({ identity }) => identity)));
  const manifestBytes = await takeFrame(inner, frameKind.manifest, 'manifest', manifestByteLimit);
  const signature = await takeFrame(inner, frameKind.signature, 'signature', signatureBytes);
  const manifest = readManifest(manifestBytes);
  const certificate = authenticate(platform, receiver, { header, manifest, manifestBytes, signature });
  checkBudget(platform, receiver, header, manifest, inner.position);
  return { header, manifest, certificate, prefixByteCount, parts };

  async function* parts(): AsyncGenerator<Part> {
    const codec = platform.codecOf(header.codec) as Codec;
    const chain = new ChainCheck(manifest.sections);
    try {
      for (const entry of manifest.frames)
        yield readFrame(platform, codec, entry, chain, await takeEntry(inner, entry));
      chain.end();
      yield* readBlobs(platform, inner, manifest);
      for await (const extra of inner.remaining()) must(extra.length === 0, 'NOT_AS_LISTED', { what: 'end' });
      body.end();
    } finally {
      await outer.close();
    }
  }
}

/** What can be said without a key: cheap, so it comes first. */
function refuseEarly({ crypto }: Platform, { keys, trustWith, takesRevoked }: Receiver, header: Header): void {
  const mine = keys.map(({ recipient }) => keyId(crypto, recipient));
  must(
    header.recipients.some((id) => mine.includes(id)),
    'WRONG_RECIPIENT',
    { recipients: header.recipients.length },
  );
  const trust = trustWith([]);
  const sender = trust.byHash.get(header.sender);
  if (sender !== undefined) refuseRevoked(trust, sender, takesRevoked);
}

function refuseRevoked(trust: Trust, { device }: TrustedCertificate, takesRevoked = false): void {
  must(takesRevoked || trust.devices.get(device)?.revoked === undefined, 'REVOKED_SENDER', { device });
}

interface SealedBody {
  open(identities: readonly string[]): Promise<AsyncIterable<Uint8Array>>;
  /** Called when all was read: the bytes must be those the header names. */
  end(): void;
}

/** The body, counted and hashed while it is opened. Damage shows as DAMAGED, a short file as CUT. */
function sealedBody({ crypto, sealing }: Platform, outer: ByteReader, header: Header): SealedBody {
  const { byteCount, sha256 } = header.body;
  const hash = crypto.newSha256();
  let found = 0;
  let cause: unknown;
  async function* counted(): AsyncGenerator<Uint8Array> {
    try {
      const head = await outer.take(Math.min(sealHeaderByteLimit, byteCount));
      const isCut = head.length < Math.min(sealHeaderByteLimit, byteCount);
      must(!isCut, 'CUT', { expectedBytes: byteCount, foundBytes: head.length });
      must(hasSealHeader(head), 'DAMAGED', { where: 'seal' });
      yield* count(head);
      for await (const chunk of outer.remaining()) yield* count(chunk);
      must(found === byteCount, 'CUT', { expectedBytes: byteCount, foundBytes: found });
    } catch (error) {
      cause = error;
      throw error;
    }
  }
  function* count(chunk: Uint8Array): Generator<Uint8Array> {
    found += chunk.length;
    must(found <= byteCount, 'NOT_AS_LISTED', { what: 'size' });
    hash.update(chunk);
    yield chunk;
  }
  // The file's own failure (a stick pulled out) goes before what opening it makes of that.
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch {
      if (cause !== undefined) throw cause;
      throw new Refusal('DAMAGED', { where: 'body' });
    }
  };
  return {
    async open(identities) {
      const plain = await guarded(() => sealing.open(identities, counted()));
      must(plain !== undefined, 'WRONG_RECIPIENT', { recipients: header.recipients.length });
      return guardedChunks(plain, guarded);
    },
    end() {
      must(hash.digest() === sha256, 'DAMAGED', { where: 'body' });
    },
  };
}

async function* guardedChunks(
  chunks: AsyncIterable<Uint8Array>,
  guarded: <T>(work: () => Promise<T>) => Promise<T>,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  for (;;) {
    const next = await guarded(() => iterator.next());
    if (next.done === true) return;
    yield next.value;
  }
}

/** The text header of an age file ends within what 64 recipients need; without this check a reader would look for ever. */
function hasSealHeader(head: Uint8Array): boolean {
  const last = utf8('\n--- ');
  for (let at = head.indexOf(10); at !== -1; at = head.indexOf(10, at + 1))
    if (isSame(head.subarray(at, at + last.length), last)) return true;
  return false;
}

async function takeFrame(reader: ByteReader, kind: number, what: string, limit: number): Promise<Uint8Array> {
  const head = await reader.take(frameHeadBytes);
  must(head.length === frameHeadBytes && head[0] === kind, 'NOT_AS_LISTED', { what });
  const size = readU32(head, 1);
  must(size <= limit, 'TOO_BIG', { what, size, limit });
  const bytes = await reader.take(size);
  must(bytes.length === size, 'NOT_AS_LISTED', { what });
  return bytes;
}

function readManifest(bytes: Uint8Array): Manifest {
  const value = readCanonical(textOf(bytes, 'manifest'), documentJsonLimits, 'manifest');
  const manifest = Manifest.safeParse(value);
  must(manifest.success, 'MALFORMED', { what: 'manifest', why: 'shape' });
  return manifest.data;
}

interface Claims {
  readonly header: Header;
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** Who signed the list of contents, and was it for this file and this office? */
function authenticate({ crypto }: Platform, receiver: Receiver, claims: Claims): TrustedCertificate {
  const { header, manifest, manifestBytes, signature } = claims;
  const trust = receiver.trustWith(manifest.chain);
  const certificate = trust.byHash.get(header.sender);
  must(certificate !== undefined, 'UNKNOWN_SENDER', { sender: header.sender });
  refuseRevoked(trust, certificate, receiver.takesRevoked);
  const signedBy = (bytes: Uint8Array, hex: string): boolean => crypto.verify(certificate.signingKey, bytes, hex);
  must(signature.length === signatureBytes, 'SIGNATURE_WRONG', { what: 'manifest' });
  must(signedBy(signedManifest(manifestBytes), toHex(signature)), 'SIGNATURE_WRONG', { what: 'manifest' });
  must(manifest.header === headerId(crypto, coreOf(header)), 'RE_ADDRESSED', { what: 'header' });
  must(manifest.to === receiver.unit, 'RE_ADDRESSED', { what: 'unit' });
  const isOwn =
    manifest.unit === certificate.unit &&
    manifest.device === certificate.device &&
    isIncarnationOf(crypto, trust, certificate, manifest);
  must(isOwn, 'SIGNATURE_WRONG', { what: 'sender' });
  must(signedBy(headerBytes(coreOf(header), header.body), header.signature), 'SIGNATURE_WRONG', { what: 'header' });
  return certificate;
}

/** Every size is known and signed by now: whatever is too much is refused before it is inflated. */
function checkBudget(platform: Platform, receiver: Receiver, header: Header, manifest: Manifest, read: number): void {
  must(platform.codecOf(header.codec) !== undefined, 'NEWER_FORMAT', { format: header.format, minApp: header.minApp });
  let rawBytes = 0;
  let storedBytes = read;
  const items = { ops: 0, documents: 0 };
  const bytes = { ops: 0, documents: 0 };
  for (const frame of manifest.frames) {
    limit('frame', frame.storedBytes, storedFrameByteLimit);
    limit('frame', frame.rawBytes, frameByteLimit);
    const isHonest = frame.rawBytes <= ratioFreeBytes || frame.rawBytes <= frame.storedBytes * ratioLimit;
    must(isHonest, 'RATIO', { storedBytes: frame.storedBytes, rawBytes: frame.rawBytes });
    rawBytes += frame.rawBytes;
    storedBytes += frameHeadBytes + frame.storedBytes;
    items[frame.kind] += frame.items;
    bytes[frame.kind] += frame.rawBytes;
  }
  for (const { byteCount } of manifest.blobs) {
    rawBytes += byteCount;
    storedBytes += byteCount + frameHeadBytes * Math.ceil(byteCount / frameByteLimit);
  }
  limit('ops', items.ops, opCountLimit);
  limit('ops', bytes.ops, opBytesLimit);
  limit('documents', items.documents, documentCountLimit);
  limit('documents', bytes.documents, documentBytesLimit);
  limit('body', storedBytes, header.body.byteCount);
  if (receiver.freeBytes !== undefined) limit('disk', rawBytes, receiver.freeBytes * freeDiskShare);
}

function limit(what: string, size: number, most: number): void {
  must(size <= most, 'TOO_BIG', { what, size, limit: most });
}

async function takeEntry(reader: ByteReader, entry: FrameEntry): Promise<Uint8Array> {
  const bytes = await takeFrame(reader, frameKind[entry.kind], 'frame', entry.storedBytes);
  must(bytes.length === entry.storedBytes, 'NOT_AS_LISTED', { what: 'frame' });
  return bytes;
}

function readFrame({ crypto }: Platform, codec: Codec, entry: FrameEntry, chain: ChainCheck, stored: Uint8Array): Part {
  must(crypto.sha256(stored) === entry.sha256, 'DAMAGED', { where: 'frame' });
  const lines = linesOf(expand(codec, entry, stored), entry);
  if (entry.kind === 'documents') return { kind: 'documents', documents: lines.map(readDocumentLine) };
  const ops = lines.map((line) => readOpLine(crypto.sha256(line), line));
  for (const { op } of ops) chain.next(op);
  return { kind: 'ops', ops };
}

function expand(codec: Codec, entry: FrameEntry, stored: Uint8Array): Uint8Array {
  let raw: Uint8Array;
  try {
    raw = codec.expand(stored, entry.rawBytes);
  } catch {
    throw new Refusal('DAMAGED', { where: 'inflate' });
  }
  must(raw.length === entry.rawBytes, 'NOT_AS_LISTED', { what: 'raw size' });
  return raw;
}

function linesOf(raw: Uint8Array, { items }: FrameEntry): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < raw.length; ) {
    const end = raw.indexOf(10, from);
    must(end !== -1 && lines.length < items, 'NOT_AS_LISTED', { what: 'items' });
    lines.push(raw.subarray(from, end));
    from = end + 1;
  }
  must(lines.length === items, 'NOT_AS_LISTED', { what: 'items' });
  return lines;
}

function readDocumentLine(line: Uint8Array): SignedDocument {
  const document = SignedDocument.safeParse(readJson(textOf(line, 'document'), documentJsonLimits, 'document'));
  must(document.success, 'MALFORMED', { what: 'document', why: 'shape' });
  return document.data;
}

/** An op is taken only in the exact form in which the program writes it, so that its bytes mean one thing everywhere. */
export function readOpLine(hash: string, line: Uint8Array): ReceivedOp {
  must(line.length <= opByteLimit, 'TOO_BIG', { what: 'op', size: line.length, limit: opByteLimit });
  const text = textOf(line, 'op');
  const value = parseJson(text, opJsonLimits, 'op');
  const parsed = Op.safeParse(value);
  must(parsed.success, 'MALFORMED', { what: 'op', why: 'shape' });
  if (opText(parsed.data) === text) return { op: { ...parsed.data, hash }, bytes: line };
  throw new Refusal('MALFORMED', { what: 'op', why: JSON.stringify(value) === text ? 'order' : 'form' });
}

/** Holds the ops against the runs that the manifest lists: number by number, hash by hash. */
class ChainCheck {
  readonly #sections: readonly Section[];
  #at = 0;
  #seq = 0;
  #head = '';

  constructor(sections: readonly Section[]) {
    this.#sections = sections;
  }

  next(op: StoredOp): void {
    const section = this.#sections[this.#at];
    const { inc, ch, seq } = op;
    must(section !== undefined && section.inc === inc && section.ch === ch, 'OPS_DO_NOT_CHAIN', { inc, ch, seq });
    const isFirst = this.#seq === 0;
    const due = isFirst ? section.from : this.#seq + 1;
    const before = isFirst ? section.prev : this.#head;
    const follows = seq === due && op.prev === before && (seq === 1) === (before === '');
    must(follows, 'OPS_DO_NOT_CHAIN', { inc, ch, seq });
    this.#seq = seq;
    this.#head = op.hash;
    if (seq !== section.to) return;
    must(op.hash === section.head, 'OPS_DO_NOT_CHAIN', { inc, ch, seq });
    this.#at += 1;
    this.#seq = 0;
  }

  end(): void {
    const section = this.#sections[this.#at];
    if (section !== undefined) throw new Refusal('NOT_AS_LISTED', { what: 'sections' });
  }
}

async function* readBlobs({ crypto }: Platform, reader: ByteReader, { blobs }: Manifest): AsyncGenerator<Part> {
  for (const { sha256, byteCount } of blobs) {
    const hash = crypto.newSha256();
    for (const { offset, length } of piecesOf(byteCount)) {
      const bytes = await takeFrame(reader, frameKind.blob, 'blob', length);
      must(bytes.length === length, 'NOT_AS_LISTED', { what: 'blob' });
      hash.update(bytes);
      const isLast = offset + length === byteCount;
      if (isLast) must(hash.digest() === sha256, 'DAMAGED', { where: 'blob' });
      yield { kind: 'blob', sha256, offset, bytes, isLast };
    }
  }
}

/** Opens a bundle and reads it to its end: for small ones, tests and looking into a file. */
export async function readWhole(opened: OpenedBundle): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of opened.parts()) parts.push(part);
  return parts;
}
