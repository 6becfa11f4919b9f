import { z } from 'zod';
import { attachmentByteLimit, fileTypes } from '../api/contract/attachment.ts';
import { Flag, Id, Name } from '../api/types.ts';
import { endingOf } from '../domain/file-name.ts';
import { foldText } from '../domain/text.ts';
import { AudienceField, defineEntity, parseAudience } from './define.ts';

const mediaTypes = Object.keys(fileTypes) as (keyof typeof fileTypes)[];
const endings: ReadonlySet<string> = new Set(Object.values(fileTypes).flat());

/** A name under which nothing can be saved that runs when it is opened. */
const hasKeptEnding = (name: string): boolean => endings.has(endingOf(name));

/** A file kept with a record; its bytes live in the blob store under their SHA-256. */
export const attachment = defineEntity({
  name: 'attachment',
  fields: z.strictObject({
    parentEntity: z.enum(['directive', 'task', 'report']),
    parentId: Id,
    name: Name(255).refine(hasKeptEnding, 'ending'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    byteCount: z.int().min(1).max(attachmentByteLimit),
    mediaType: z.enum(mediaTypes),
    /** An Office file that carries macros: people are warned before they save it out. */
    hasMacros: Flag,
    /** Copied from the parent: whoever may read the record may read its files. */
    audience: AudienceField,
  }),
  audience: (fields) => parseAudience(fields.audience),
  frozen: ['parentEntity', 'parentId', 'sha256', 'byteCount', 'mediaType', 'hasMacros', 'audience'],
  mayDelete: true,
  conflict: 'merge',
  derive: (fields) => ({ searchKey: foldText(fields.name) }),
});
