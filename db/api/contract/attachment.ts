import { z } from 'zod';
import { anyone, command, job, query, workers } from '../define.ts';
import { FileHandle, Flag, Id, Nothing } from '../types.ts';

/** Largest file kept with a record; longer ones stay on the shared drive. */
export const attachmentByteLimit = 50_000_000;

/** Longest name of a file in characters, as shown. */
export const fileNameLength = 200;

/** The kinds of files that are kept, told by their content, each with the endings its names may have. */
export const fileTypes = {
  'application/pdf': ['pdf'],
  'application/msword': ['doc'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx', 'docm'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx', 'xlsm'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx', 'pptm'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'text/plain': ['txt', 'csv'],
} as const;

/** What a file may hang on. */
export const AttachmentParent = z.enum(['directive', 'task', 'report']);

export const Attachment = z.object({
  id: Id,
  name: z.string(),
  byteCount: z.int(),
  mediaType: z.string(),
  /** Warn before saving it out: the file carries macros. */
  hasMacros: Flag,
  /** Its bytes are on this PC; 0 while only its record has come from another office. */
  isHere: Flag,
  isOwn: Flag,
  addedAtMs: z.int(),
  addedBy: z.string(),
});

const Parent = { parentEntity: AttachmentParent, parentId: Id };

/** Tệp kèm: kept under the SHA-256 of the content, encrypted; never opened by the app, only saved out. */
export const attachmentContract = {
  /** Oldest first. */
  'attachment.list': query({ roles: anyone, input: z.strictObject(Parent), output: z.array(Attachment) }),
  /**
   * Keeps a copy of a file. `name` is only shown: separators, reserved names and false endings are taken out of it.
   * Files of a directive are added by those who write directives.
   */
  'attachment.add': job({
    roles: workers,
    writes: true,
    input: z.strictObject({ ...Parent, file: FileHandle, name: z.string().max(1000) }),
    output: Attachment,
  }),
  /** Writes the bytes, checked against their hash, to the place the user chose. */
  'attachment.export': job({
    roles: anyone,
    writes: false,
    input: z.strictObject({ id: Id, file: FileHandle }),
    output: z.object({ byteCount: z.int() }),
  }),
  /** Takes the file off its record; the bytes stay, since the log still names them. */
  'attachment.remove': command({ roles: workers, input: z.strictObject({ id: Id }), output: Nothing }),
};
