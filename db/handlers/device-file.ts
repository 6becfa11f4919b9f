import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { writeReasonOf } from '../exchange/stick.ts';
import { documentByteLimit } from '../sync/limits.ts';
import { Refusal } from '../sync/refusal.ts';
import { SignedDocument } from '../sync/signed.ts';

/** What the authority has said of one PC, for a stick of its own: a withdrawn PC opens no bundle that would tell it. */
export const NoticeFile = z.strictObject({
  kind: z.literal('notice'),
  v: z.literal(1),
  documents: z.array(SignedDocument).min(1).max(200),
});

export type NoticeFile = z.output<typeof NoticeFile>;

const AnyFile = z.union([SignedDocument, NoticeFile]);

/** Authorities list what they keep; a few of them fit. */
const noticeByteLimit = documentByteLimit * 16;

function readSmallFile<T>(path: string, byteLimit: number, schema: z.ZodType<T>): T {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new AppError('FILE_NOT_FOUND', {});
  if (statSync(path).size > byteLimit) throw new AppError('JOIN_FILE_WRONG', {});
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    // A stick that cannot be read is no wrong file; the door has its words for what the disk says.
    throw error instanceof SyntaxError || error instanceof z.ZodError ? new AppError('JOIN_FILE_WRONG', {}) : error;
  }
}

/** A signed statement from a small file that a person chose. Errors: FILE_NOT_FOUND, JOIN_FILE_WRONG. */
export const readSignedFile = (path: string): SignedDocument =>
  readSmallFile(path, documentByteLimit * 2, SignedDocument);

/** Errors: FILE_NOT_FOUND, JOIN_FILE_WRONG. */
export const readNoticeFile = (path: string): SignedDocument[] =>
  readSmallFile(path, noticeByteLimit, NoticeFile).documents;

/** Runs what reads a foreign statement; whatever is wrong with it is the file's fault. */
export function orWrongFile<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) throw new AppError('JOIN_FILE_WRONG', {});
    throw error;
  }
}

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
    AnyFile.parse(JSON.parse(text));
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
