import { z } from 'zod';
import { anyone, gate, job, query } from '../define.ts';
import { FileHandle, Id, Nothing } from '../types.ts';

/** Sao lưu, khôi phục, nhân bản. */
export const backupContract = {
  /** One encrypted file with database, keys (wrapped) and attachments, read back and checked. Errors: BACKUP_WRITE_FAILED, CANCELLED. */
  'backup.create': job({
    roles: ['admin'],
    writes: false,
    isBare: true,
    input: z.strictObject({ target: FileHandle }),
    output: z.object({ fileName: z.string(), byteCount: z.int() }),
  }),
  /** On a PC without an office. Errors: OFFICE_EXISTS, BACKUP_DAMAGED, BACKUP_WRITE_FAILED, DATABASE_NEWER. */
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
  /**
   * Máy bị trùng danh tính: PCs under whose name two databases wrote, after one was put back or copied unnoticed. What each wrote
   * since stands aside; the longest history first.
   */
  'fork.list': query({
    roles: anyone,
    input: Nothing,
    output: z.array(
      z.object({
        device: z.string(),
        deviceName: z.string(),
        unitId: z.union([Id, z.literal('')]),
        unitName: z.string(),
        incarnation: z.string(),
        isThisPc: z.boolean(),
        isOwnOffice: z.boolean(),
        /** The life has been withdrawn: nobody is suspended for it any more. */
        isSettled: z.boolean(),
        /** This PC keeps the key of the authority, and may withdraw it. */
        mayWithdraw: z.boolean(),
        branches: z.array(
          z.object({
            head: z.string(),
            opCount: z.int(),
            fromMs: z.int(),
            toMs: z.int(),
            people: z.array(z.string()),
            titles: z.array(z.string()),
            /** It has been written again here. */
            isRehomed: z.boolean(),
          }),
        ),
      }),
    ),
  }),
  /** Writes the chosen histories of a life of this PC once more, under the name of its present life. Errors: NOT_FOUND. */
  'fork.rehome': job({
    roles: ['admin'],
    writes: true,
    isLoose: true,
    input: z.strictObject({
      incarnation: z.string().length(32),
      heads: z.array(z.string().length(64)).min(1).max(100),
    }),
    output: z.object({ count: z.int() }),
  }),
};
