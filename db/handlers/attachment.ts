import { closeSync } from 'node:fs';
import { attachmentByteLimit, type attachmentContract, fileNameLength, fileTypes } from '../api/contract/attachment.ts';
import { directiveWriters } from '../api/contract/directive.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { assertSize, contentOf, exportBlob, openChosen, storeBlob } from '../blobs.ts';
import { commit, create, remove } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { endingOf, safeFileName } from '../domain/file-name.ts';
import { findFileType, isKeptType, type MediaType } from '../file-type.ts';
import {
  type AttachmentKey,
  findAttachment,
  findAttachmentKey,
  findParent,
  listAttachments,
  saveBlob,
} from '../queries/attachment.ts';
import type { HandlersOf } from './define.ts';

export const attachmentHandlers: HandlersOf<typeof attachmentContract> = {
  'attachment.list': (ctx, input) => listAttachments(ctx.db, input.parentEntity, input.parentId, ctx.office.unitId),
  'attachment.add': addAttachment,
  'attachment.export': exportAttachment,
  'attachment.remove': removeAttachment,
};

/**
 * Keeps a copy of a file with a record. Errors: NOT_FOUND, FORBIDDEN, NOT_OWNER, FILE_NOT_FOUND, FILE_EMPTY,
 * FILE_TOO_LARGE, FILE_TYPE_REFUSED, FILE_CHANGED, DISK_FULL.
 */
function addAttachment(ctx: Ctx, input: Checked<'attachment.add'>): Output<'attachment.add'> {
  const { parentEntity, parentId } = input;
  const audience = assertMayChange(ctx, parentEntity, parentId, 'attachment.add');
  const file = openChosen(ctx.path(input.file));
  try {
    assertSize(file, attachmentByteLimit);
    const { mediaType, hasMacros } = findFileType(contentOf(file), endingOf(input.name.trim()));
    assertKept(mediaType);
    const { sha256, byteCount } = storeBlob(ctx.blobs, file, attachmentByteLimit, ctx.step);
    saveBlob(ctx.db, { sha256, byteCount, storedAtMs: ctx.now() });
    const name = safeFileName(input.name, fileTypes[mediaType], fileNameLength);
    const fields = {
      parentEntity,
      parentId,
      name,
      sha256,
      byteCount,
      mediaType,
      hasMacros: hasMacros ? 1 : 0,
      audience,
    } as const;
    const id = ctx.newId();
    commit(ctx, [create('attachment', id, fields)]);
    return shownAttachment(ctx, id);
  } finally {
    closeSync(file);
  }
}

/** Errors: FILE_TYPE_REFUSED. */
function assertKept(mediaType: string): asserts mediaType is MediaType {
  if (!isKeptType(mediaType)) throw new AppError('FILE_TYPE_REFUSED', { mediaType });
}

function shownAttachment(ctx: Ctx, id: string): Output<'attachment.add'> {
  const shown = findAttachment(ctx.db, id, ctx.office.unitId);
  if (shown === undefined) throw new AppError('NOT_FOUND', { entity: 'attachment', id });
  return shown;
}

/**
 * Files of a directive are its writers' business; those of a report belong to the office that sent it.
 * Returns who may read the record. Errors: NOT_FOUND, FORBIDDEN, NOT_OWNER.
 */
function assertMayChange(ctx: Ctx, entity: AttachmentKey['parentEntity'], id: string, name: string): string {
  const { role } = ctx.caller;
  if (entity === 'directive' && !directiveWriters.includes(role)) throw new AppError('FORBIDDEN', { role, name });
  const parent = findParent(ctx.db, entity, id);
  if (parent === undefined) throw new AppError('NOT_FOUND', { entity, id });
  if (entity === 'report' && parent.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity });
  return parent.audience;
}

/** Errors: NOT_FOUND, FILE_NOT_FOUND, ATTACHMENT_NOT_HERE, ATTACHMENT_DAMAGED, DISK_FULL, FOLDER_READ_ONLY. */
function exportAttachment(ctx: Ctx, { id, file }: Checked<'attachment.export'>): Output<'attachment.export'> {
  const key = keyOf(ctx, id);
  exportBlob(ctx.blobs, key, ctx.path(file), ctx.step);
  return { byteCount: key.byteCount };
}

/** The blob stays: the log still names it, and other records may have the same file. Errors: NOT_FOUND, FORBIDDEN, NOT_OWNER. */
function removeAttachment(ctx: Ctx, { id }: Checked<'attachment.remove'>): Output<'attachment.remove'> {
  const key = keyOf(ctx, id);
  assertMayChange(ctx, key.parentEntity, key.parentId, 'attachment.remove');
  commit(ctx, [remove('attachment', id)]);
  return {};
}

function keyOf(ctx: Ctx, id: string): AttachmentKey {
  const key = findAttachmentKey(ctx.db, id);
  if (key === undefined) throw new AppError('NOT_FOUND', { entity: 'attachment', id });
  return key;
}
