import { mkdirSync } from 'node:fs';
import { type ApiError, AppError, type WriteReason } from '../api/errors.ts';
import { BlobSink, type BlobStore, hasBlob } from '../blobs.ts';
import { messagesOf, SideThreadLost } from '../side-thread.ts';
import type { Header } from '../sync/bundle/format.ts';
import type { ReceivedOp } from '../sync/bundle/read.ts';
import { verifySeconds } from '../sync/limits.ts';
import type { SignedDocument } from '../sync/signed.ts';
import type { BundleHead, OpenBundleOrder, OpenedMessage } from './open-bundle.ts';
import { type Refused, toRefused } from './refused.ts';
import type { SealBundleOrder, SealedMessage } from './seal-bundle.ts';
import { forget, freeBytesOf, temporaryOf, writeReasonOf } from './stick.ts';

export type Ended =
  | { readonly type: 'done'; readonly isLast: true }
  | ({ readonly type: 'refused'; readonly isLast: true } & Refused)
  | ({ readonly type: 'told'; readonly isLast: true } & ApiError)
  | { readonly type: 'failed'; readonly code: string; readonly isLast: true };

/** Where the contents of a bundle go while they are checked; nothing of it counts before the end. */
export interface Taker {
  /** Folder aside of the store where the files in it wait; without one they are passed over. */
  readonly aside?: string;
  /** Which of them; all, unless told. */
  readonly wants?: (file: { readonly sha256: string; readonly byteCount: number }) => boolean;
  /** What stands outside, before it is known whether this PC may open it. */
  header?(header: Header): void;
  head(head: BundleHead): void;
  documents(documents: readonly SignedDocument[]): void;
  ops(ops: readonly ReceivedOp[]): void;
}

const openLimitMs = verifySeconds * 1000;

/** Opens a bundle in a thread of its own and hands its contents over. Errors: BUNDLE_REFUSED with the reason; what the disk throws. */
export function takeBundle(
  order: Omit<OpenBundleOrder, 'kind' | 'freeBytes'>,
  store: BlobStore,
  taker: Taker,
  step: () => void,
): void {
  mkdirSync(store.folder, { recursive: true });
  const whole: OpenBundleOrder = { kind: 'open', ...order, freeBytes: freeBytesOf(store.folder) };
  let sink: BlobSink | undefined;
  const unwanted = new Set<string>();
  const noteUnwanted = ({ manifest }: BundleHead): void => {
    for (const file of manifest.blobs) if (taker.wants?.(file) === false) unwanted.add(file.sha256);
  };
  try {
    for (const message of messagesOf<OpenedMessage | Ended>({ order: whole }, { limitMs: openLimitMs, step })) {
      if (message.type === 'header') taker.header?.(message.header);
      else if (message.type === 'head') {
        noteUnwanted(message.head);
        taker.head(message.head);
      } else if (message.type === 'part') sink = takePart(message.part, store, taker, unwanted, sink);
      else if (message.type === 'failed') throw new AppError('BUNDLE_REFUSED', { reason: 'FILE_GONE' });
      else throwUnlessDone(message);
    }
  } catch (error) {
    throw error instanceof SideThreadLost ? new AppError('BUNDLE_REFUSED', { reason: 'TOO_HEAVY' }) : error;
  } finally {
    sink?.drop();
  }
}

function takePart(
  part: Extract<OpenedMessage, { type: 'part' }>['part'],
  store: BlobStore,
  taker: Taker,
  unwanted: ReadonlySet<string>,
  open: BlobSink | undefined,
): BlobSink | undefined {
  if (part.kind === 'documents') taker.documents(part.documents);
  if (part.kind === 'ops') taker.ops(part.ops);
  if (part.kind !== 'blob' || taker.aside === undefined || unwanted.has(part.sha256)) return undefined;
  const isKnown = open === undefined && hasBlob(store, part.sha256);
  if (isKnown) return undefined;
  const sink = open ?? new BlobSink(store, part.sha256, taker.aside);
  sink.add(part.bytes, part.isLast);
  if (!part.isLast) return sink;
  sink.end();
  return undefined;
}

/** Writes one volume, reads it back, and gives it its name. Errors: BUNDLE_WRITE_FAILED with the reason; what `step` throws. Nothing half-written stays. */
export function sealBundle(order: Omit<SealBundleOrder, 'kind'>, step: (done: number, total: number) => void): void {
  let [done, total] = [0, 1];
  const limitMs = Number.POSITIVE_INFINITY; // a slow stick is no fault; a person may cancel
  const whole: SealBundleOrder = { kind: 'seal', ...order };
  const failed = (reason: WriteReason) => new AppError('BUNDLE_WRITE_FAILED', { reason });
  try {
    const messages = messagesOf<SealedMessage | Ended>({ order: whole }, { limitMs, step: () => step(done, total) });
    for (const message of messages) {
      if ('done' in message) ({ done, total } = message);
      // The only thing refused here is what the stick gave back.
      else if (message.type === 'refused') throw failed('changed');
      else if (message.type === 'failed' || message.type === 'told') throw failed(writeReasonOf(message.code));
    }
  } catch (error) {
    // A thread that hung on a slow stick could not tidy up itself.
    forget(temporaryOf(order.path));
    throw error instanceof SideThreadLost ? failed('gone') : error;
  }
}

function throwUnlessDone(ended: Ended): void {
  if (ended.type === 'refused') throw toRefused(ended);
  if (ended.type === 'told') throw new AppError(ended.code, ended.details);
}
