import { closeSync, constants, existsSync, fstatSync, openSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError, type BundleReason, type WriteReason } from '../api/errors.ts';
import { readFully } from '../blobs.ts';
import { Header, magic } from '../sync/bundle/format.ts';
import { headerByteLimit } from '../sync/limits.ts';

/* What comes from a stick is foreign: only plain files are opened, never what merely points elsewhere. */

const refuse = (reason: BundleReason): never => {
  throw new AppError('BUNDLE_REFUSED', { reason });
};

/** `\\server\share`: only looking at it would send the user's Windows password hash there. */
export const isNetworkPath = (path: string): boolean => /^[\\/]{2}/.test(path);

/**
 * Opens a plain file for reading. Links are not followed and devices are not waited for.
 * Errors: BUNDLE_REFUSED (NETWORK_PATH, NOT_A_FILE, FILE_GONE).
 */
export function openOrdinary(path: string): number {
  if (isNetworkPath(path)) refuse('NETWORK_PATH');
  let file: number;
  try {
    // Windows has neither flag and no links on FAT.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code } = error as { code?: unknown };
    return refuse(code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO' ? 'NOT_A_FILE' : 'FILE_GONE');
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  return refuse('NOT_A_FILE');
}

/** Why a bundle could not be written: the stick is full, gone, locked, or gives other bytes back. */
export function writeReasonOf(code: string): WriteReason {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'readOnly';
  if (code === 'EFBIG') return 'tooLarge';
  if (code.startsWith('ATTACHMENT_')) return 'attachment';
  return 'gone';
}

const temporaryEnding = '.goi.tmp';

/** What a bundle is called until it is whole. */
export const temporaryOf = (path: string): string =>
  join(dirname(path), `${basename(path).replace(/\.goi$/i, '')}${temporaryEnding}`);

/** Takes away what writing that was cut off (a stick pulled out, a power cut) has left in a folder. */
export function sweepTemporary(folder: string): void {
  try {
    for (const name of readdirSync(folder))
      if (name.endsWith(temporaryEnding)) rmSync(join(folder, name), { force: true });
  } catch {
    // a stick that cannot be tidied tells so when it is written to
  }
}

/** A name in a folder that no file has yet: nothing on the stick is written over. */
export const freeName = (folder: string, name: string): string => freeNames(folder, name, [''])[0] as string;

/** The same for files that belong together: the name with each ending. */
export function freeNames(folder: string, name: string, endings: readonly string[]): string[] {
  const stem = name.replace(/\.goi$/i, '');
  for (let n = 1; ; n += 1) {
    const paths = endings.map((ending) => join(folder, `${n === 1 ? stem : `${stem} (${n})`}${ending}.goi`));
    if (!paths.some((path) => existsSync(path))) return paths;
  }
}

/** What a disk or stick has room for. Errors: those of the disk. */
export function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Takes a half-written file away, if it can be reached. */
export function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The stick is gone, and the half file with it: it is taken away when the stick comes back.
  }
}

/** What stands outside of a bundle and how large the whole is, read at once; undefined for what is none that this release knows. */
export function peekHeader(path: string): { readonly header: Header; readonly byteCount: number } | undefined {
  let file: number | undefined;
  try {
    file = openOrdinary(path);
    const start = Buffer.alloc(magic.length + 4);
    if (readFully(file, start, 0) < start.length || !start.subarray(0, magic.length).equals(magic)) return undefined;
    const length = start.readUInt32BE(magic.length);
    if (length > headerByteLimit) return undefined;
    const text = Buffer.alloc(length);
    if (readFully(file, text, start.length) < length) return undefined;
    const header = Header.parse(JSON.parse(text.toString('utf8')));
    return { header, byteCount: start.length + length + header.body.byteCount };
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
