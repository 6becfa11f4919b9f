import { utf8 } from '../bytes.ts';
import {
  documentBytesLimit,
  frameByteLimit,
  opBytesLimit,
  opCountLimit,
  ratioFreeBytes,
  ratioLimit,
  sectionLimit,
  volumeByteLimit,
} from '../limits.ts';
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

/** What a volume holds so far: bytes as they are stored, and what its contents are once they are expanded. */
interface Load {
  readonly byteCount: number;
  readonly opCount: number;
  readonly opBytes: number;
  readonly documentBytes: number;
  readonly sectionCount: number;
}

const noLoad: Load = { byteCount: 0, opCount: 0, opBytes: 0, documentBytes: 0, sectionCount: 0 };

function loadOf({ entry: { kind, items, storedBytes, rawBytes }, sections }: Frame): Load {
  const isOps = kind === 'ops';
  return {
    byteCount: storedBytes + frameHeadBytes,
    opCount: isOps ? items : 0,
    opBytes: isOps ? rawBytes : 0,
    documentBytes: isOps ? 0 : rawBytes,
    sectionCount: sections.length,
  };
}

const loadNames = Object.keys(noLoad) as (keyof Load)[];
const plus = (a: Load, b: Load): Load =>
  Object.fromEntries(loadNames.map((name) => [name, a[name] + b[name]])) as unknown as Load;

/**
 * Spreads frames and files over volumes that fit the limits, each readable by itself; always at least one. Documents come
 * first, and all go into the first volume unless they are more than one may hold.
 */
export function packVolumes(
  frames: Iterable<Frame>,
  blobs: readonly BlobSource[],
  byteLimit = volumeByteLimit,
): Volume[] {
  const volumes: Volume[] = [];
  let current = { frames: [] as Frame[], blobs: [] as BlobSource[], load: noLoad };
  const room: Load = {
    // Sealing, manifest and header take their part; a sixteenth is far more than they ever need.
    byteCount: byteLimit - byteLimit / 16,
    ...{ opCount: opCountLimit, opBytes: opBytesLimit, documentBytes: documentBytesLimit, sectionCount: sectionLimit },
  };
  const close = (): void => {
    const sections = joinSections(current.frames.flatMap((frame) => frame.sections));
    volumes.push({ sections, frames: current.frames, blobs: current.blobs });
    current = { frames: [], blobs: [], load: noLoad };
  };
  const makeRoom = (load: Load): void => {
    const next = plus(current.load, load);
    const isFull = loadNames.some((name) => next[name] > room[name]);
    if (isFull && current.load.byteCount > 0) close();
    current.load = plus(current.load, load);
  };
  for (const frame of frames) {
    makeRoom(loadOf(frame));
    current.frames.push(frame);
  }
  for (const blob of blobs) {
    makeRoom({ ...noLoad, byteCount: blob.byteCount + frameHeadBytes });
    current.blobs.push(blob);
  }
  close();
  return volumes;
}
