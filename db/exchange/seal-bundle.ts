import { closeSync, createReadStream, fsync, fsyncSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { type BlobStore, readBlobPiece } from '../blobs.ts';
import { newSha256, platform } from '../crypto.ts';
import type { BlobEntry } from '../sync/bundle/format.ts';
import type { Frame } from '../sync/bundle/pack.ts';
import { ByteReader } from '../sync/bundle/reader.ts';
import { type Envelope, writeBundle } from '../sync/bundle/write.ts';
import { must } from '../sync/refusal.ts';
import { forget, openOrdinary, temporaryOf } from './stick.ts';

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
 * compared, and only then renamed. Whoever stops asking for messages leaves nothing behind.
 * Errors: ENOSPC and the like from the disk; DAMAGED where the stick gives back other bytes.
 */
export async function* sealTo(order: SealBundleOrder): AsyncGenerator<SealedMessage> {
  const temporary = temporaryOf(order.path);
  let isWhole = false;
  try {
    const prefix = yield* write(order, temporary);
    yield* check(temporary, prefix);
    renameSync(temporary, order.path);
    isWhole = true;
    settleFolder(dirname(order.path));
  } finally {
    if (!isWhole) forget(temporary);
  }
}

/** Beside the thread: a slow stick takes minutes, in which the thread must go on giving signs of life. */
const toDisk = promisify(fsync);
/** Written bytes are brought to the stick this often, so that progress tells what is there and not what waits in memory. */
const toDiskBytes = 16 * 1024 * 1024;

async function* write(order: SealBundleOrder, temporary: string): AsyncGenerator<SealedMessage, Uint8Array> {
  const { envelope, frames, sections, blobs, store } = order;
  const draft = await writeBundle(platform, envelope, {
    sections,
    frames: frames.map(({ entry, bytes, sections: own }) => ({ entry, sections: own, read: () => bytes })),
    blobs: blobs.map((entry) => ({ ...entry, read: (offset) => readBlobPiece(store, entry, offset) })),
  });
  forget(temporary);
  // Made anew: a link that a stranger laid under this name is not followed.
  const file = openSync(temporary, 'wx', 0o600);
  try {
    let position = writeSync(file, new Uint8Array(draft.prefixByteCount));
    let onDisk = 0;
    for await (const chunk of draft.body) {
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at, chunk.length - at, position + at);
      position += chunk.length;
      if (position - onDisk > toDiskBytes) {
        await toDisk(file);
        onDisk = position;
      }
      yield { type: 'written', done: position, total: draft.byteCount * 2 };
    }
    const prefix = draft.prefix();
    writeSync(file, prefix, 0, prefix.length, 0);
    await toDisk(file);
    return prefix;
  } finally {
    closeSync(file);
  }
}

/** Reads the file back: what stands before the body as it was written, and the body that it names. */
async function* check(temporary: string, prefix: Uint8Array): AsyncGenerator<SealedMessage> {
  const total = statSync(temporary).size * 2;
  const reader = new ByteReader(createReadStream('', { fd: openOrdinary(temporary), highWaterMark: 256 * 1024 }));
  try {
    const found = Buffer.from(await reader.take(prefix.length));
    must(found.equals(prefix), 'DAMAGED', { where: 'stick' });
    const hash = newSha256();
    for await (const chunk of reader.remaining()) {
      hash.update(chunk);
      yield { type: 'checked', done: total / 2 + reader.position, total };
    }
    const { body } = JSON.parse(found.toString('utf8', 12)) as { body: { sha256: string } };
    must(hash.digest('hex') === body.sha256, 'DAMAGED', { where: 'stick' });
  } finally {
    await reader.close();
  }
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
