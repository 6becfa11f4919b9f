import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { AppError, type BundleReason, type WriteReason } from '../api/errors.ts';

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
