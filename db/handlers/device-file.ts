import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { writeReasonOf } from '../exchange/stick.ts';
import { SignedDocument } from '../sync/signed.ts';

/** Only signed statements are written: the page gets no way of its own to the disk. Errors: JOIN_FILE_WRONG, BUNDLE_WRITE_FAILED. */
export function saveDeviceFile(ctx: Ctx, input: Checked<'device.saveFile'>): Output<'device.saveFile'> {
  assertSigned(input.file);
  const path = ctx.path(input.target);
  const temporary = `${path}.tmp`;
  const bytes = Buffer.from(input.file);
  try {
    writeThrough(temporary, bytes);
    if (!readFileSync(temporary).equals(bytes)) throw new AppError('BUNDLE_WRITE_FAILED', { reason: 'changed' });
    renameSync(temporary, path);
  } catch (error) {
    forget(temporary);
    throw isOfDisk(error) ? error : new AppError('BUNDLE_WRITE_FAILED', { reason: writeReasonOf(codeOf(error)) });
  }
  return { byteCount: bytes.length };
}

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? 'UNKNOWN');

/** What the door has its own sentence for. */
const isOfDisk = (error: unknown): boolean => error instanceof AppError || ['ENOSPC', 'EDQUOT'].includes(codeOf(error));

function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // the stick is gone, and the half file with it
  }
}

function assertSigned(text: string): void {
  try {
    SignedDocument.parse(JSON.parse(text));
  } catch {
    throw new AppError('JOIN_FILE_WRONG', {});
  }
}

/** Resolves only when the stick has it: who is told that the stick may be pulled must not lose the file. */
function writeThrough(path: string, bytes: Buffer): void {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
