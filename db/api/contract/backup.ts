import { z } from 'zod';
import { gate, job } from '../define.ts';
import { FileHandle, Nothing } from '../types.ts';

/** Sao lưu, khôi phục, nhân bản. */
export const backupContract = {
  /** One encrypted file with database, keys (wrapped) and attachments, read back and checked. Errors: DISK_FULL, CANCELLED. */
  'backup.create': job({
    roles: ['admin'],
    writes: false,
    input: z.strictObject({ target: FileHandle }),
    output: z.object({ fileName: z.string(), byteCount: z.int() }),
  }),
  /** On a PC without an office. Errors: OFFICE_EXISTS, BACKUP_DAMAGED, DATABASE_NEWER. */
  'backup.restore': gate({
    roles: [],
    input: z.strictObject({ file: FileHandle }),
    output: z.object({ officeName: z.string(), madeAtMs: z.int() }),
  }),
  /** Whether the database that was opened is the one this PC wrote last, or a restored or copied one. */
  'office.lineage': gate({
    roles: [],
    input: Nothing,
    output: z.object({ state: z.enum(['same', 'restored', 'copied', 'rewound']), lastAtMs: z.int().nullable() }),
  }),
  /**
   * Goes on with a restored or copied database as a new life of it; what was lost comes back from the others. Asks for one's own
   * password. Errors: LOGIN_WRONG.
   */
  'office.continue': gate({
    roles: ['admin'],
    input: z.strictObject({ password: z.string().min(1).max(200) }),
    output: Nothing,
  }),
};
