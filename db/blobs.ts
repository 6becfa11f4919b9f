import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from './api/errors.ts';
import type { Ctx } from './context.ts';
import { newSha256, randomHex, seal, unseal } from './crypto.ts';
import type { FileContent } from './file-type.ts';
import { blobName } from './keys.ts';

/*
 * Files kept with records: one encrypted file per content, named by a keyed hash so that a stolen folder does not tell
 * what is in it. A blob is a row of sealed chunks; the label of each binds the content's hash, the chunk's place and
 * whether it is the last, so chunks cannot be swapped, moved to another blob or cut off.
 */

/** Bytes of plain text in each chunk but the last. */
export const blobChunkBytes = 1024 * 1024;
/** Nonce and tag around each chunk, see crypto.ts. */
const sealBytes = 28;

export type BlobStore = Ctx['blobs'];

/** Reports bytes done of a total; throws to stop. */
export type Step = (done: number, total: number) => void;

export interface StoredBlob {
  readonly sha256: string;
  readonly byteCount: number;
  /** False when the same content was here already. */
  readonly isNew: boolean;
}

/** Where the blob of that content lies. */
export function blobPath(store: BlobStore, sha256: string): string {
  const name = blobName(store.key, sha256);
  return join(store.folder, name.slice(0, 2), name);
}

const labelOf = (sha256: string, index: number, isLast: boolean): string =>
  `blob/${sha256}/${index}/${isLast ? 'last' : 'more'}`;

/** Opens a file that a person chose. Errors: FILE_NOT_FOUND for a missing or unreadable one. */
export function openChosen(path: string): number {
  try {
    if (statSync(path).isFile()) return openSync(path, 'r');
  } catch {
    // gone, or not ours to read: the person chooses again
  }
  throw new AppError('FILE_NOT_FOUND', {});
}

/** Every chunk of an open file in order, from its beginning; each is valid until the next. */
export function* chunksOf(file: number, chunkBytes = blobChunkBytes): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let position = 0; ; ) {
    const length = readFully(file, buffer, position);
    if (length === 0) return;
    yield buffer.subarray(0, length);
    position += length;
  }
}

/** Fills the buffer from a place in the file, less at its end. */
export function readFully(file: number, buffer: Buffer, position: number): number {
  let length = 0;
  while (length < buffer.length) {
    const count = readSync(file, buffer, length, buffer.length - length, position + length);
    if (count === 0) break;
    length += count;
  }
  return length;
}

function writeFully(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** Size of an open file before it is read. Errors: FILE_EMPTY, FILE_TOO_LARGE. */
export function assertSize(file: number, limitBytes: number): number {
  const byteCount = fstatSync(file).size;
  if (byteCount === 0) throw new AppError('FILE_EMPTY', {});
  if (byteCount > limitBytes) throw new AppError('FILE_TOO_LARGE', { byteCount, limitBytes });
  return byteCount;
}

/** Hash and size of an open file; it may grow while it is read. Errors: FILE_EMPTY, FILE_TOO_LARGE. */
function measure(file: number, limitBytes: number, step: Step): { sha256: string; byteCount: number } {
  const expected = assertSize(file, limitBytes);
  const hash = newSha256();
  let byteCount = 0;
  for (const chunk of chunksOf(file)) {
    byteCount += chunk.length;
    if (byteCount > limitBytes) throw new AppError('FILE_TOO_LARGE', { byteCount, limitBytes });
    step(byteCount, Math.max(byteCount, expected) * 2);
    hash.update(chunk);
  }
  if (byteCount === 0) throw new AppError('FILE_EMPTY', {});
  return { sha256: hash.digest('hex'), byteCount };
}

/**
 * Keeps the content of an open file; the same content is kept once. What a power cut or a full disk leaves is a
 * temporary file, which the next call takes away: there is one writer.
 * Errors: FILE_EMPTY, FILE_TOO_LARGE, FILE_CHANGED; ENOSPC from the disk.
 */
export function storeBlob(store: BlobStore, file: number, limitBytes: number, step: Step): StoredBlob {
  const { sha256, byteCount } = measure(file, limitBytes, step);
  if (isSound(store, sha256, byteCount)) return { sha256, byteCount, isNew: false };
  const temporary = join(store.folder, 'tmp', randomHex(8));
  rmSync(dirname(temporary), { recursive: true, force: true });
  mkdirSync(dirname(temporary), { recursive: true });
  const path = blobPath(store, sha256);
  mkdirSync(dirname(path), { recursive: true });
  replaceWith(temporary, path, (target) => sealInto(store, file, target, { sha256, byteCount }, step));
  return { sha256, byteCount, isNew: true };
}

function sealInto(
  store: BlobStore,
  file: number,
  target: number,
  blob: { sha256: string; byteCount: number },
  step: Step,
): void {
  const hash = newSha256();
  let done = 0;
  let index = 0;
  for (const chunk of chunksOf(file)) {
    done += chunk.length;
    if (done > blob.byteCount) throw new AppError('FILE_CHANGED', {});
    step(blob.byteCount + done, blob.byteCount * 2);
    hash.update(chunk);
    writeFully(target, seal(store.key, chunk, labelOf(blob.sha256, index, done === blob.byteCount)));
    index += 1;
  }
  if (hash.digest('hex') !== blob.sha256) throw new AppError('FILE_CHANGED', {});
}

/** Writes a file so that after any interruption the old one or the whole new one is there; `write` gets the open file. */
function replaceWith(temporary: string, path: string, write: (target: number) => void): void {
  const target = openSync(temporary, 'wx', 0o600);
  try {
    try {
      write(target);
      fsyncSync(target);
    } finally {
      closeSync(target);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Makes a rename survive a power cut; Windows cannot open folders and needs no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The plain chunks of a blob, each checked; undefined at the first that is damaged, missing or in the wrong place. */
function* openChunks(store: BlobStore, file: number, sha256: string): Generator<Buffer | undefined> {
  const size = fstatSync(file).size;
  let position = 0;
  let index = 0;
  do {
    const sealed = Buffer.allocUnsafe(Math.min(blobChunkBytes + sealBytes, size - position));
    const length = readFully(file, sealed, position);
    position += length;
    yield length === 0
      ? undefined
      : unseal(store.key, sealed.subarray(0, length), labelOf(sha256, index, position >= size));
    index += 1;
  } while (position < size);
}

/** Hands the content of a blob over piece by piece; true when all of it was sound. */
function readInto(
  store: BlobStore,
  blob: { sha256: string; byteCount: number },
  take: (plain: Buffer) => void,
): boolean {
  const file = openSync(blobPath(store, blob.sha256), 'r');
  const hash = newSha256();
  let byteCount = 0;
  try {
    for (const plain of openChunks(store, file, blob.sha256)) {
      if (plain === undefined) return false;
      hash.update(plain);
      byteCount += plain.length;
      take(plain);
    }
  } finally {
    closeSync(file);
  }
  return byteCount === blob.byteCount && hash.digest('hex') === blob.sha256;
}

/** True when the blob is here and every byte of it is as it was stored. */
export const isSound = (store: BlobStore, sha256: string, byteCount: number): boolean =>
  existsSync(blobPath(store, sha256)) && readInto(store, { sha256, byteCount }, () => {});

/** An open file as content to look at. */
export const contentOf = (file: number): FileContent => ({
  byteCount: fstatSync(file).size,
  read: (position, byteCount) => {
    const buffer = Buffer.alloc(byteCount);
    return buffer.subarray(0, readFully(file, buffer, position));
  },
});

/** Looks at a blob that was kept aside (sealed as in the store); undefined when it is not there. Errors: ATTACHMENT_DAMAGED. */
export function lookAside<T>(
  store: BlobStore,
  aside: string,
  { sha256, byteCount }: { sha256: string; byteCount: number },
  look: (content: FileContent) => T,
): T | undefined {
  const path = join(aside, blobName(store.key, sha256));
  if (!existsSync(path)) return undefined;
  const file = openSync(path, 'r');
  let open: { readonly index: number; readonly plain: Buffer } | undefined;
  const chunk = (index: number): Buffer => {
    if (open?.index !== index) open = { index, plain: openChunk(store, file, { sha256, byteCount }, index) };
    return open.plain;
  };
  const read = (position: number, length: number): Buffer => {
    const parts: Buffer[] = [];
    for (let at = position; at < Math.min(position + length, byteCount); ) {
      const part = chunk(Math.floor(at / blobChunkBytes))
        .subarray(at % blobChunkBytes)
        .subarray(0, position + length - at);
      parts.push(part);
      at += part.length;
    }
    return Buffer.concat(parts);
  };
  try {
    return look({ byteCount, read });
  } finally {
    closeSync(file);
  }
}

/** True when the blob's file is here; its content is checked when it is read. */
export const hasBlob = (store: BlobStore, sha256: string): boolean => existsSync(blobPath(store, sha256));

/**
 * Writes the content of a blob to a path a person chose; a damaged blob leaves nothing there.
 * Errors: ATTACHMENT_NOT_HERE, ATTACHMENT_DAMAGED; ENOSPC from the disk.
 */
export function exportBlob(
  store: BlobStore,
  blob: { sha256: string; byteCount: number; name: string },
  path: string,
  step: Step,
): void {
  const { name } = blob;
  if (!hasBlob(store, blob.sha256)) throw new AppError('ATTACHMENT_NOT_HERE', { name });
  replaceWith(`${path}.${randomHex(4)}.tmp`, path, (target) => {
    let done = 0;
    const isWhole = readInto(store, blob, (plain) => {
      step((done += plain.length), blob.byteCount);
      writeFully(target, plain);
    });
    if (!isWhole) throw new AppError('ATTACHMENT_DAMAGED', { name });
  });
}

/** One chunk of an open blob. Errors: ATTACHMENT_DAMAGED. */
function openChunk(
  store: BlobStore,
  file: number,
  { sha256, byteCount }: { sha256: string; byteCount: number },
  index: number,
): Buffer {
  const left = byteCount - index * blobChunkBytes;
  const sealed = Buffer.allocUnsafe(Math.min(blobChunkBytes, left) + sealBytes);
  readFully(file, sealed, index * (blobChunkBytes + sealBytes));
  const plain = unseal(store.key, sealed, labelOf(sha256, index, left <= blobChunkBytes));
  if (plain === undefined) throw new AppError('ATTACHMENT_DAMAGED', { name: '' });
  return plain;
}

/** One chunk of a blob by where it begins; `offset` is a multiple of blobChunkBytes. Errors: ATTACHMENT_NOT_HERE, ATTACHMENT_DAMAGED. */
export function readBlobPiece(store: BlobStore, blob: { sha256: string; byteCount: number }, offset: number): Buffer {
  if (!hasBlob(store, blob.sha256)) throw new AppError('ATTACHMENT_NOT_HERE', { name: '' });
  const file = openSync(blobPath(store, blob.sha256), 'r');
  try {
    return openChunk(store, file, blob, offset / blobChunkBytes);
  } finally {
    closeSync(file);
  }
}

/** Brings a blob that was kept aside (sealed as in the store) into the store. Nothing to do when it is there already, or is not here. */
export function adoptBlob(store: BlobStore, aside: string, sha256: string): void {
  const from = join(aside, blobName(store.key, sha256));
  if (!existsSync(from)) return;
  const path = blobPath(store, sha256);
  mkdirSync(dirname(path), { recursive: true });
  renameSync(from, path);
  syncFolder(dirname(path));
}

/**
 * Takes in a blob that comes piece by piece from a bundle, which has checked its hash, into a folder aside of the store; nothing is
 * there before `end`.
 */
export class BlobSink {
  readonly #store: BlobStore;
  readonly #sha256: string;
  readonly #path: string;
  readonly #temporary: string;
  readonly #file: number;
  #index = 0;

  constructor(store: BlobStore, sha256: string, aside: string) {
    this.#store = store;
    this.#sha256 = sha256;
    this.#path = join(aside, blobName(store.key, sha256));
    this.#temporary = `${this.#path}.tmp`;
    mkdirSync(aside, { recursive: true });
    this.#file = openSync(this.#temporary, 'wx', 0o600);
  }

  /** The next chunk: blobChunkBytes long, the last one shorter. */
  add(plain: Uint8Array, isLast: boolean): void {
    writeFully(this.#file, seal(this.#store.key, plain, labelOf(this.#sha256, this.#index, isLast)));
    this.#index += 1;
  }

  end(): void {
    fsyncSync(this.#file);
    closeSync(this.#file);
    renameSync(this.#temporary, this.#path);
  }

  drop(): void {
    closeSync(this.#file);
    rmSync(this.#temporary, { force: true });
  }
}
