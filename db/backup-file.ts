import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from './api/errors.ts';
import { chunksOf, readFully, type Step } from './blobs.ts';
import { newSha256, sha256Bytes } from './crypto.ts';
import { forget, writeReasonOf } from './exchange/stick.ts';
import { magic as bundleMagic } from './sync/bundle/format.ts';

/*
 * A backup: magic · files one after another · index (JSON) · its SHA-256 · its length. All of it is sealed already: the database
 * and the attachments by the office's key, that key by its people's passwords and its recovery code.
 */

const magic = Buffer.from('VMBACKUP1\r\n\u001a\n', 'latin1');
const indexLimit = 64 * 1024 * 1024;

/** Only these names are ever written to a disk, so that a forged file reaches nothing else. */
const fileName = /^(office\.db|keys\.json|blobs\/[0-9a-f]{2}\/[0-9a-f]{64})$/;

const BackupIndex = z.strictObject({
  v: z.literal(1),
  officeName: z.string(),
  madeAtMs: z.int(),
  app: z.string(),
  schema: z.int(),
  files: z.array(
    z.strictObject({ name: z.string().regex(fileName), byteCount: z.int().min(0), sha256: z.string().length(64) }),
  ),
});
export type BackupIndex = z.output<typeof BackupIndex>;

/** A file that goes into a backup: where it lies, and its name in there. */
export interface BackupPart {
  readonly name: string;
  readonly path: string;
  readonly byteCount: number;
}

const damaged = (detail: string): AppError<'BACKUP_DAMAGED'> => new AppError('BACKUP_DAMAGED', { detail });

/**
 * Writes a backup under another name, to the disk, reads all of it back and only then gives it its name: a torn one is never
 * taken for whole. Returns its size. Errors: BACKUP_WRITE_FAILED, and what `step` throws.
 */
export function writeBackup(
  path: string,
  about: Omit<BackupIndex, 'v' | 'files'>,
  parts: readonly BackupPart[],
  step: Step,
): number {
  const temporary = `${path}.tmp`;
  const total = parts.reduce((sum, { byteCount }) => sum + byteCount, 0) * 2;
  try {
    forget(temporary); // of a backup that was cut off
    const byteCount = writeAll(temporary, about, parts, (done) => step(done, total));
    readBack(temporary, (done) => step(total / 2 + done, total));
    atPlace(() => renameSync(temporary, path));
    settleFolder(dirname(path));
    return byteCount;
  } catch (error) {
    forget(temporary);
    throw error;
  }
}

function readBack(temporary: string, step: (done: number) => void): void {
  const file = atPlace(() => openSync(temporary, 'r'));
  try {
    atPlace(() => checkBackup(file, readBackupIndex(file), step));
  } catch (error) {
    const isChanged = error instanceof AppError && error.code === 'BACKUP_DAMAGED';
    throw isChanged ? new AppError('BACKUP_WRITE_FAILED', { reason: 'changed' }) : error;
  } finally {
    closeSync(file);
  }
}

/** What the stick or disk says while it is written to, as a person can act on it. Errors: BACKUP_WRITE_FAILED. */
function atPlace<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = writeReasonOf(String((error as { code?: unknown }).code ?? ''));
    throw new AppError('BACKUP_WRITE_FAILED', {
      reason: reason === 'attachment' || reason === 'network' ? 'gone' : reason,
    });
  }
}

function writeAll(
  temporary: string,
  about: Omit<BackupIndex, 'v' | 'files'>,
  parts: readonly BackupPart[],
  step: (done: number) => void,
): number {
  const target = atPlace(() => openSync(temporary, 'wx', 0o600));
  let position = 0;
  const add = (bytes: Buffer): void => {
    atPlace(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(target, bytes, at, bytes.length - at, position + at);
    });
    position += bytes.length;
  };
  try {
    add(magic);
    const files = parts.map(({ name, path }) => {
      const start = position;
      const sha256 = eachChunk(path, (chunk) => {
        add(chunk);
        step(position);
      });
      return { name, byteCount: position - start, sha256 };
    });
    const index = Buffer.from(JSON.stringify({ v: 1, ...about, files } satisfies BackupIndex));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(index.length);
    add(Buffer.concat([index, sha256Bytes(index), length]));
    atPlace(() => fsyncSync(target));
    return position;
  } finally {
    closeSync(target);
  }
}

/** Hands a file over piece by piece and returns its hash. */
function eachChunk(path: string, take: (chunk: Buffer) => void): string {
  const file = openSync(path, 'r');
  const hash = newSha256();
  try {
    for (const chunk of chunksOf(file)) {
      hash.update(chunk);
      take(chunk);
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** What a backup says it holds. Errors: BACKUP_DAMAGED: 'bundle' or 'other' for another kind of file. */
export function readBackupIndex(file: number): BackupIndex {
  const head = Buffer.alloc(magic.length);
  readFully(file, head, 0);
  if (head.subarray(0, bundleMagic.length).equals(bundleMagic)) throw damaged('bundle');
  if (!head.equals(magic)) throw damaged('other');
  const size = fstatSync(file).size;
  const tail = Buffer.alloc(36);
  readSync(file, tail, 0, 36, Math.max(0, size - 36));
  const length = tail.readUInt32BE(32);
  if (length > indexLimit || length > size - 36 - magic.length) throw damaged('cut');
  const bytes = Buffer.alloc(length);
  readFully(file, bytes, size - 36 - length);
  if (!sha256Bytes(bytes).equals(tail.subarray(0, 32))) throw damaged('index');
  let index: BackupIndex;
  try {
    index = BackupIndex.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw damaged('index');
  }
  const sum = index.files.reduce((all, { byteCount }) => all + byteCount, 0);
  if (sum !== size - 36 - length - magic.length) throw damaged('sizes');
  return index;
}

/** Walks through all files of a backup, each checked as it ends. Errors: BACKUP_DAMAGED. */
function walk(
  file: number,
  { files }: BackupIndex,
  onFile: (name: string) => { take: (chunk: Buffer) => void; end: () => void },
  step: (done: number) => void,
): void {
  let position = magic.length;
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  for (const { name, byteCount, sha256 } of files) {
    const hash = newSha256();
    const sink = onFile(name);
    try {
      for (let left = byteCount; left > 0; ) {
        const chunk = buffer.subarray(0, Math.min(left, buffer.length));
        if (readFully(file, chunk, position) !== chunk.length) throw damaged('cut');
        hash.update(chunk);
        sink.take(chunk);
        position += chunk.length;
        left -= chunk.length;
        step(position);
      }
    } finally {
      sink.end();
    }
    if (hash.digest('hex') !== sha256) throw damaged(name);
  }
}

/** Reads all of a backup and compares it with its index. Errors: BACKUP_DAMAGED. */
export const checkBackup = (file: number, index: BackupIndex, step: (done: number) => void): void =>
  walk(file, index, () => ({ take: () => {}, end: () => {} }), step);

/** Writes the files of a backup below a folder, each to the disk. Errors: BACKUP_DAMAGED; ENOSPC from the disk. */
export function unpackBackup(file: number, index: BackupIndex, folder: string, step: (done: number) => void): void {
  walk(
    file,
    index,
    (name) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      const target = openSync(path, 'wx', 0o600);
      return {
        take: (chunk) => {
          for (let at = 0; at < chunk.length; ) at += writeSync(target, chunk, at);
        },
        end: () => {
          fsyncSync(target);
          closeSync(target);
        },
      };
    },
    step,
  );
}

/** Makes new names durable; not every file system lets a folder be opened. */
export function settleFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    // Windows and FAT: the rename is written with the file
  }
}
