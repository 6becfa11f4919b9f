import { closeSync, createReadStream, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type BlobStore, readBlobPiece } from '../blobs.ts';
import { newSha256, platform } from '../crypto.ts';
import type { BlobEntry } from '../sync/bundle/format.ts';
import type { Frame } from '../sync/bundle/pack.ts';
import { readPrefix } from '../sync/bundle/read.ts';
import { ByteReader } from '../sync/bundle/reader.ts';
import { type Envelope, writeBundle } from '../sync/bundle/write.ts';
import { must } from '../sync/refusal.ts';

/** One volume to seal: what goes into it and where it goes. */
export interface SealBundleOrder {
  readonly kind: 'seal';
  readonly path: string;
  readonly envelope: Envelope;
  readonly frames: readonly (Omit<Frame, 'read'> & { readonly bytes: Uint8Array })[];
  readonly sections: readonly Frame['sections'][number][];
  readonly blobs: readonly BlobEntry[];
  readonly store: BlobStore;
}

export interface SealedMessage {
  readonly type: 'written' | 'checked';
  readonly done: number;
  readonly total: number;
  readonly isLast?: boolean;
}

/**
 * Writes one volume to a stick so that nobody can mistake a torn one for whole: under another name, to the disk, read back and
 * compared, and only then renamed. Errors: ENOSPC and the like from the disk; DAMAGED where the stick gives back other bytes.
 */
export async function* sealTo(order: SealBundleOrder): AsyncGenerator<SealedMessage> {
  const temporary = `${order.path}.tmp`;
  try {
    yield* write(order, temporary);
    yield* check(temporary);
    renameSync(temporary, order.path);
    settleFolder(dirname(order.path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

async function* write(order: SealBundleOrder, temporary: string): AsyncGenerator<SealedMessage> {
  const { envelope, frames, sections, blobs, store } = order;
  const draft = await writeBundle(platform, envelope, {
    sections,
    frames: frames.map(({ entry, bytes, sections: own }) => ({ entry, sections: own, read: () => bytes })),
    blobs: blobs.map((entry) => ({ ...entry, read: (offset, count) => readBlobPiece(store, entry, offset, count) })),
  });
  const file = openSync(temporary, 'w');
  try {
    let position = writeSync(file, new Uint8Array(draft.prefixByteCount));
    for await (const chunk of draft.body) {
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at, chunk.length - at, position + at);
      position += chunk.length;
      yield { type: 'written', done: position, total: draft.byteCount * 2 };
    }
    writeSync(file, draft.prefix(), 0, draft.prefixByteCount, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Reads the file back: the bytes must be those that the header names. */
async function* check(temporary: string): AsyncGenerator<SealedMessage> {
  const total = statSync(temporary).size * 2;
  const reader = new ByteReader(createReadStream(temporary, { highWaterMark: 256 * 1024 }));
  const { header } = await readPrefix(reader);
  const hash = newSha256();
  for await (const chunk of reader.remaining()) {
    hash.update(chunk);
    yield { type: 'checked', done: total / 2 + reader.position, total };
  }
  must(hash.digest('hex') === header.body.sha256, 'DAMAGED', { where: 'stick' });
}

/** Makes the new name durable; not every file system lets a folder be opened. */
function settleFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    // Windows and FAT: the rename is written with the file
  }
}
