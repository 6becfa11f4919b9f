import { createReadStream } from 'node:fs';
import { AppError } from '../api/errors.ts';
import { platform } from '../crypto.ts';
import type { Header, Manifest } from '../sync/bundle/format.ts';
import { openBundle, type Part, type Receiver, readPrefix } from '../sync/bundle/read.ts';
import { ByteReader } from '../sync/bundle/reader.ts';
import { buildTrust, type Pin } from '../sync/certificate.ts';
import type { SealingKey } from '../sync/primitives.ts';
import type { SignedDocument } from '../sync/signed.ts';
import { openOrdinary } from './stick.ts';

/** What the thread needs to open a file: no more than this PC's keys and what it trusts. */
export interface OpenBundleOrder {
  readonly kind: 'open';
  readonly path: string;
  readonly unitId: string;
  /** This PC: what it made itself is told apart from what is sealed for others. */
  readonly device: string;
  readonly keys: readonly SealingKey[];
  readonly pin: Pin;
  readonly documents: readonly SignedDocument[];
  readonly takesRevoked: boolean;
  readonly freeBytes: number;
  /** Only who sent it and what it lists. */
  readonly isHeadOnly: boolean;
}

/** Who sent a bundle and what it says it holds. */
export interface BundleHead {
  readonly header: Header;
  readonly manifest: Omit<Manifest, 'frames' | 'chain'>;
  readonly opCount: number;
  readonly rawByteCount: number;
  readonly certificate: { readonly unit: string; readonly device: string; readonly name: string };
}

export type OpenedMessage =
  | { readonly type: 'header'; readonly header: Header; readonly isLast?: boolean }
  | { readonly type: 'head'; readonly head: BundleHead; readonly isLast?: boolean }
  | { readonly type: 'part'; readonly part: Part; readonly isLast?: boolean };

/** Opens a file and hands out its contents, checked piece by piece. Errors: every Refusal; AppError and what the disk throws. */
export async function* openForeign(order: OpenBundleOrder): AsyncGenerator<OpenedMessage> {
  const { crypto } = platform;
  const receiver: Receiver = {
    unit: order.unitId,
    keys: order.keys,
    trustWith: (chain) => buildTrust(crypto, order.pin, [...order.documents, ...chain]),
    takesRevoked: order.takesRevoked,
    freeBytes: order.freeBytes,
  };
  const { header } = await readPrefix(new ByteReader(chunksOf(order.path)));
  yield { type: 'header', header };
  const sender = receiver.trustWith([]).byHash.get(header.sender);
  if (sender?.device === order.device) throw new AppError('BUNDLE_REFUSED', { reason: 'OWN_BUNDLE' });
  const opened = await openBundle(platform, receiver, chunksOf(order.path));
  const { frames, chain: _chain, ...manifest } = opened.manifest;
  const { unit, device, name } = opened.certificate;
  const ops = frames.filter(({ kind }) => kind === 'ops');
  yield {
    type: 'head',
    head: {
      header: opened.header,
      manifest,
      opCount: ops.reduce((sum, { items }) => sum + items, 0),
      rawByteCount: frames.reduce((sum, { rawBytes }) => sum + rawBytes, 0),
      certificate: { unit, device, name },
    },
  };
  if (order.isHeadOnly) return;
  for await (const part of opened.parts()) yield { type: 'part', part };
}

const chunksOf = (path: string) => createReadStream('', { fd: openOrdinary(path), highWaterMark: 256 * 1024 });
