import { utf8 } from '../bytes.ts';
import { frameByteLimit, opCountLimit, ratioFreeBytes, ratioLimit, sectionLimit, volumeByteLimit } from '../limits.ts';
import type { Codec, Primitives } from '../primitives.ts';
import type { SignedDocument } from '../signed.ts';
import { type BlobEntry, type FrameEntry, frameHeadBytes, type Section } from './format.ts';

/** An op as a log holds it: what chains it, and its stored bytes. */
export interface PackedOp {
  readonly inc: string;
  readonly ch: string;
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly bytes: Uint8Array;
}

/** A compressed frame; where its bytes are kept until they are written is the caller's choice. */
export interface Frame {
  readonly entry: FrameEntry;
  readonly read: () => Uint8Array;
  /** Runs of ops in it; empty for documents. */
  readonly sections: readonly Section[];
}

/** A file to send along: read piece by piece when the bundle is written. */
export interface BlobSource extends BlobEntry {
  read(offset: number, byteCount: number): Uint8Array | Promise<Uint8Array>;
}

/** What goes into one volume. */
export interface Volume {
  readonly sections: readonly Section[];
  readonly frames: readonly Frame[];
  readonly blobs: readonly BlobSource[];
}

interface Packer {
  readonly crypto: Primitives;
  readonly codec: Codec;
  /** Puts the bytes of a frame aside and returns how to get them again; they stay in memory unless told otherwise. */
  readonly keep?: (bytes: Uint8Array) => () => Uint8Array;
}

interface Line {
  readonly bytes: Uint8Array;
  readonly op?: PackedOp;
}

/** Frames of statements, a line each. */
export const packDocuments = (packer: Packer, documents: Iterable<SignedDocument>): Generator<Frame> =>
  packLines(
    packer,
    'documents',
    (function* () {
      for (const { text, signatures } of documents) yield { bytes: utf8(JSON.stringify({ text, signatures })) };
    })(),
  );

/** Frames of ops, a line each: their stored bytes. Ops of a run follow each other. */
export const packOps = (packer: Packer, ops: Iterable<PackedOp>): Generator<Frame> =>
  packLines(
    packer,
    'ops',
    (function* () {
      for (const op of ops) yield { bytes: op.bytes, op };
    })(),
  );

function* packLines(packer: Packer, kind: FrameEntry['kind'], lines: Iterable<Line>): Generator<Frame> {
  let batch: Line[] = [];
  let byteCount = 0;
  for (const line of lines) {
    if (byteCount + line.bytes.length + 1 > frameByteLimit) {
      yield* packBatch(packer, kind, batch);
      batch = [];
      byteCount = 0;
    }
    batch.push(line);
    byteCount += line.bytes.length + 1;
  }
  if (batch.length > 0) yield* packBatch(packer, kind, batch);
}

/** One frame, or several small ones where the text repeats itself more than a receiver lets a frame grow. */
function* packBatch(packer: Packer, kind: FrameEntry['kind'], lines: readonly Line[]): Generator<Frame> {
  const raw = joinLines(lines);
  const stored = packer.codec.compress(raw);
  if (raw.length > ratioFreeBytes && raw.length > stored.length * ratioLimit && lines.length > 1) {
    const half = Math.ceil(lines.length / 2);
    yield* packBatch(packer, kind, lines.slice(0, half));
    yield* packBatch(packer, kind, lines.slice(half));
    return;
  }
  const entry: FrameEntry = {
    kind,
    items: lines.length,
    storedBytes: stored.length,
    rawBytes: raw.length,
    sha256: packer.crypto.sha256(stored),
  };
  const read = packer.keep?.(stored) ?? (() => stored);
  yield { entry, read, sections: joinSections(lines.flatMap(({ op }) => (op === undefined ? [] : sectionOf(op)))) };
}

/** The lines with their line ends, copied once. */
function joinLines(lines: readonly Line[]): Uint8Array {
  const raw = new Uint8Array(lines.reduce((sum, { bytes }) => sum + bytes.length + 1, 0));
  let at = 0;
  for (const { bytes } of lines) {
    raw.set(bytes, at);
    at += bytes.length + 1;
    raw[at - 1] = 10;
  }
  return raw;
}

const sectionOf = ({ inc, ch, seq, prev, hash }: PackedOp): Section => ({
  ...{ inc, ch, prev },
  from: seq,
  to: seq,
  head: hash,
});

/** Runs that continue each other become one. */
export function joinSections(sections: readonly Section[]): Section[] {
  const joined: Section[] = [];
  for (const section of sections) {
    const last = joined.at(-1);
    const continues =
      last?.inc === section.inc && last.ch === section.ch && last.to === section.from - 1 && last.head === section.prev;
    if (continues) {
      last.to = section.to;
      last.head = section.head;
    } else joined.push({ ...section });
  }
  return joined;
}

/**
 * Spreads frames and files over volumes that fit the limit, each readable by itself; always at least one. Documents come
 * first and go into the first volume.
 */
export function packVolumes(
  frames: Iterable<Frame>,
  blobs: readonly BlobSource[],
  byteLimit = volumeByteLimit,
): Volume[] {
  const volumes: Volume[] = [];
  let current = { frames: [] as Frame[], blobs: [] as BlobSource[], byteCount: 0, opCount: 0, sectionCount: 0 };
  // Sealing, manifest and header take their part; a sixteenth is far more than they ever need.
  const room = byteLimit - byteLimit / 16;
  const close = (): void => {
    const sections = joinSections(current.frames.flatMap((frame) => frame.sections));
    volumes.push({ sections, frames: current.frames, blobs: current.blobs });
    current = { frames: [], blobs: [], byteCount: 0, opCount: 0, sectionCount: 0 };
  };
  const makeRoom = (byteCount: number, opCount: number, sectionCount: number): void => {
    const isFull =
      current.byteCount + byteCount > room ||
      current.opCount + opCount > opCountLimit ||
      current.sectionCount + sectionCount > sectionLimit;
    if (isFull && current.byteCount > 0) close();
    current.byteCount += byteCount;
    current.opCount += opCount;
    current.sectionCount += sectionCount;
  };
  for (const frame of frames) {
    const opCount = frame.entry.kind === 'ops' ? frame.entry.items : 0;
    makeRoom(frame.entry.storedBytes + frameHeadBytes, opCount, frame.sections.length);
    current.frames.push(frame);
  }
  for (const blob of blobs) {
    makeRoom(blob.byteCount + frameHeadBytes, 0, 0);
    current.blobs.push(blob);
  }
  close();
  return volumes;
}
