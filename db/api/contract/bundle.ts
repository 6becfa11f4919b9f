import { z } from 'zod';
import { anyone, command, job, query, workers } from '../define.ts';
import { bundleReasonNames, writeReasons } from '../errors.ts';
import { FileHandle, Id, Nothing, Page, PageInput } from '../types.ts';

/** Records by kind: new here, changed here. */
export const EntityCount = z.object({ entity: z.string(), created: z.int(), changed: z.int(), removed: z.int() });

/** What a bundle holds, as its signed list says. */
export const BundleHead = z.object({
  /** The same for all volumes of a bundle. */
  set: z.string(),
  unitId: Id,
  unitName: z.string(),
  deviceName: z.string(),
  number: z.int(),
  volume: z.object({ k: z.int(), n: z.int() }),
  madeAtMs: z.int(),
  appVersion: z.string(),
  opCount: z.int(),
  fileCount: z.int(),
  byteCount: z.int(),
  toUnitName: z.string(),
});
export type BundleHead = z.output<typeof BundleHead>;

/** Where a bundle stands in the sequence of its sender; `missing` are numbers of earlier bundles that never came. */
export const BundleOrder = z.object({
  kind: z.enum(['next', 'part', 'again', 'late', 'ahead', 'forked']),
  missing: z.array(z.int()),
  /** Of this bundle: volumes that have not come yet. */
  missingVolumes: z.array(z.int()),
});

/** What taking a bundle in does, or did: the same numbers before and after (I15). */
export const TakenShown = z.object({
  head: BundleHead,
  order: BundleOrder,
  /** Changes not held before, and of these: those that count, wait, are refused, are not for this office. */
  fresh: z.int(),
  admitted: z.int(),
  waiting: z.array(z.object({ reason: z.string(), count: z.int() })),
  refused: z.array(z.object({ reason: z.string(), count: z.int() })),
  notForUs: z.int(),
  entities: z.array(EntityCount),
  /** Fields that stand in conflict after it and did not before. */
  newConflicts: z.int(),
  /** Records that it removes; more than 50 or 5 % ask a second time. */
  removals: z.int(),
  needsSecondWord: z.boolean(),
  /** Changes that somebody signed for and that are still not here. */
  missingOps: z.int(),
  /** Files that are not kept: of a size or a kind that nobody may attach, or other than their record says. */
  refusedFiles: z.array(z.object({ name: z.string(), reason: z.enum(['size', 'type']) })),
});
export type TakenShown = z.output<typeof TakenShown>;

/** What goes to one office. */
const Prepared = z.object({
  id: z.string(),
  fileName: z.string(),
  number: z.int(),
  opCount: z.int(),
  fileCount: z.int(),
  entities: z.array(z.object({ entity: z.string(), count: z.int() })),
});
export type Prepared = z.output<typeof Prepared>;

const Settled = z.strictObject({
  id: z.string().max(64),
  isWritten: z.boolean(),
  byteCount: z.int().min(0).default(0),
  volumeCount: z.int().min(1).default(1),
});

/** An opened volume, and others of the same bundle to go with it, in any order. */
const Stages = { stageId: z.string().max(64), others: z.array(z.string().max(64)).max(998).default([]) };

/** A file that the host handed out, or one that `bundle.found` has named. */
const BundleFile = z.union([
  z.strictObject({ file: FileHandle }),
  z.strictObject({ found: z.string().min(1).max(255) }),
]);

/** Largest file, for sticks and ways that take no more; one GiB is the most that anybody takes in. */
const VolumeBytes = z
  .int()
  .min(64 * 1024)
  .max(1024 ** 3)
  .default(1024 ** 3);

/** A bundle that has its number and its contents and is on no stick yet. */
export const PreparedBundle = z.object({
  id: z.string(),
  fileName: z.string(),
  number: z.int(),
  madeAtMs: z.int(),
  opCount: z.int(),
});

/** Gói đồng bộ `.goi`: xuất, nhập, xem. */
export const bundleContract = {
  /** Offices that this one may send to, with what would go. */
  'bundle.receivers': query({
    roles: anyone,
    input: Nothing,
    output: z.array(
      z.object({
        unitId: Id,
        unitName: z.string(),
        relation: z.enum(['above', 'below', 'own']),
        deviceCount: z.int(),
        /** Changes it may read and has not acknowledged, their size, and for how many days the oldest has waited. */
        opCount: z.int(),
        byteCount: z.int(),
        days: z.int(),
        isTooMuch: z.boolean(),
        /** Files of records that went before and are here now; certificates and withdrawals it has not heard of. */
        fileCount: z.int(),
        documentCount: z.int(),
        /** It has sent changes since it was last told what is held here. */
        isReceiptDue: z.boolean(),
        lastSentAtMs: z.int().nullable(),
        lastNumber: z.int(),
        /** Made and never said to be on a stick: write it again (bundle.write) or forget it (bundle.settle). */
        prepared: PreparedBundle.nullable(),
      }),
    ),
  }),
  /**
   * Signs, numbers and gathers what goes to an office; nothing is on a stick yet. `full`: everything it may read, for a PC that
   * lost its data. Errors: EXCHANGE_NOT_JOINED, DEVICE_REVOKED, RECEIVER_WITHOUT_PC.
   */
  'bundle.prepare': job({
    roles: workers,
    writes: true,
    input: z.strictObject({ unitId: Id, isFull: z.boolean().default(false) }),
    output: Prepared,
  }),
  /** The same for many offices at once; each is numbered for itself. Errors: EXCHANGE_NOT_JOINED. */
  'bundle.prepareMany': job({
    roles: workers,
    writes: true,
    input: z.strictObject({ unitIds: z.array(Id).min(1).max(1000), isFull: z.boolean().default(false) }),
    output: z.object({
      rows: z.array(
        z.object({
          unitId: Id,
          unitName: z.string(),
          prepared: Prepared.nullable(),
          problem: z.literal('RECEIVER_WITHOUT_PC').nullable(),
        }),
      ),
    }),
  }),
  /**
   * Writes a prepared bundle: `*.tmp`, to the disk, read back, renamed: "được phép rút". A place chosen by 'save' gets its name; in
   * a folder it gets its own, and nothing there is written over. More than one file only beyond `volumeBytes` each.
   * Errors: STAGE_GONE, BUNDLE_WRITE_FAILED with the reason, CANCELLED; then nothing of it stays.
   */
  'bundle.write': job({
    roles: workers,
    writes: false,
    input: z.strictObject({ id: z.string().max(64), target: FileHandle, volumeBytes: VolumeBytes }),
    output: z.object({ fileNames: z.array(z.string()), byteCount: z.int() }),
  }),
  /**
   * Writes many into a folder; progress counts a hundred for each. What goes wrong with one receiver does not stop the others; a stick
   * that is full or gone, or a person who stops it, is told for all that are left: what is on the stick by then is good.
   * Errors: BUNDLE_WRITE_FAILED when there is no such folder.
   */
  'bundle.writeMany': job({
    roles: workers,
    writes: false,
    input: z.strictObject({
      ids: z.array(z.string().max(64)).min(1).max(1000),
      folder: FileHandle,
      volumeBytes: VolumeBytes,
    }),
    output: z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          unitId: z.string(),
          fileNames: z.array(z.string()),
          byteCount: z.int(),
          /** Null: it is on the stick. */
          problem: z.enum([...writeReasons, 'STAGE_GONE', 'RECEIVER_WITHOUT_PC', 'CANCELLED']).nullable(),
        }),
      ),
    }),
  }),
  /** Notes that a prepared bundle is on a stick, or forgets it: then its number is given to the next one. Errors: STAGE_GONE. */
  'bundle.settle': command({ roles: workers, input: Settled, output: Nothing }),
  'bundle.settleMany': command({
    roles: workers,
    input: z.strictObject({ rows: z.array(Settled).min(1).max(1000) }),
    output: Nothing,
  }),
  /**
   * Opens a file in a thread of its own, checks every byte, and keeps the contents aside, encrypted. Errors: BUNDLE_REFUSED with
   * the reason, EXCHANGE_NOT_JOINED, DISK_FULL, CANCELLED.
   */
  'bundle.open': job({
    roles: workers,
    writes: false,
    input: BundleFile,
    output: z.object({ stageId: z.string(), head: BundleHead }),
  }),
  /** A dry run: takes it in and takes it all back. Errors: STAGE_GONE, also for volumes that are not of one bundle. */
  'bundle.preview': job({
    roles: workers,
    writes: true,
    isLoose: true,
    input: z.strictObject(Stages),
    output: TakenShown,
  }),
  /** All or nothing. Errors: STAGE_GONE, SECOND_WORD_NEEDED. */
  'bundle.take': job({
    roles: workers,
    writes: true,
    isLoose: true,
    input: z.strictObject({ ...Stages, hasSecondWord: z.boolean().default(false) }),
    output: TakenShown,
  }),
  /** Opens and takes in at once, for scripts: an opened bundle does not outlive the program. Errors: as open and take. */
  'bundle.takeFile': job({
    roles: workers,
    writes: true,
    isLoose: true,
    input: z.strictObject({ file: FileHandle, hasSecondWord: z.boolean().default(false) }),
    output: TakenShown,
  }),
  'bundle.drop': command({ roles: workers, input: z.strictObject({ stageId: z.string().max(64) }), output: Nothing }),
  /**
   * Xem gói: head of any bundle; contents only of those meant for this office, the first 200 changes. Nothing is taken in.
   * Errors: BUNDLE_REFUSED for a file that is no bundle at all, EXCHANGE_NOT_JOINED, CANCELLED.
   */
  'bundle.inspect': job({
    roles: anyone,
    writes: false,
    input: BundleFile,
    output: z.object({
      format: z.int(),
      number: z.int(),
      recipientCount: z.int(),
      isForUs: z.boolean(),
      /** Null where the sender or the contents cannot be told, with the reason. */
      refusal: z.enum(bundleReasonNames).nullable(),
      head: BundleHead.nullable(),
      entities: z.array(z.object({ entity: z.string(), count: z.int() })),
      ops: z.array(
        z.object({ entity: z.string(), kind: z.string(), actor: z.string(), atMs: z.int(), text: z.string() }),
      ),
    }),
  }),
  /** The folder of this PC (mostly that of a stick) in which bundles are looked for; null: none. Errors: BUNDLE_REFUSED. */
  'bundle.watch': command({
    roles: workers,
    input: z.strictObject({ folder: FileHandle.nullable() }),
    output: Nothing,
  }),
  /**
   * Bundles in that folder, the newest first, by what stands outside of them: nothing is opened. A job, so that a slow stick never
   * holds up the screens; asked now and then by a window that is looked at.
   */
  'bundle.found': job({
    roles: anyone,
    writes: false,
    input: Nothing,
    output: z.object({
      /** Null: no folder is watched. */
      folderName: z.string().nullable(),
      /** False while the stick is away. */
      isThere: z.boolean(),
      files: z.array(
        z.object({
          name: z.string(),
          byteCount: z.int(),
          changedAtMs: z.int(),
          /** own: made here. other: for another office. odd: no bundle that this release can read, or still being written. */
          state: z.enum(['new', 'taken', 'own', 'other', 'odd']),
          number: z.int().nullable(),
          volume: z.object({ k: z.int(), n: z.int() }).nullable(),
          fromName: z.string(),
        }),
      ),
    }),
  }),
  /** Bundles sent and taken in, newest first. */
  'bundle.list': query({
    roles: anyone,
    input: PageInput,
    output: Page(
      z.object({
        id: z.string(),
        way: z.enum(['out', 'in']),
        /** Out: prepared (on no stick yet) or written. In: taken, or part while volumes are missing. */
        state: z.enum(['prepared', 'written', 'taken', 'part']),
        volumeCount: z.int(),
        /** In: volumes that have not come. */
        missingVolumes: z.array(z.int()),
        unitId: Id,
        unitName: z.string(),
        number: z.int(),
        atMs: z.int(),
        opCount: z.int(),
        byteCount: z.int(),
        userName: z.string(),
        /** Out: the receiver has said that it holds all of it. */
        isAcknowledged: z.boolean(),
      }),
    ),
  }),
};
