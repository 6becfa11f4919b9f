import type { Role } from './api/define.ts';
import type { Db } from './sql.ts';

/** Who is calling, as the host's session knows it; never taken from the caller's own words. */
export interface Caller {
  readonly userId: string;
  readonly role: Role;
  /** Unit whose work the user does: the office's own, or one below that has no PC. */
  readonly unitId: string;
  /** One per login: undo reaches back no further. */
  readonly sessionId: string;
}

/** What makes this database a place of writing in the exchange. */
export interface Office {
  /** The office's own unit. */
  readonly unitId: string;
  readonly deviceId: string;
  /** Random 128 bits in hex, one per lineage of the database. */
  readonly incarnation: string;
}

/** Everything a handler may touch besides its input. Tests pass plain values. */
export interface Ctx {
  readonly db: Db;
  readonly caller: Caller;
  readonly office: Office;
  readonly now: () => number;
  readonly newId: () => string;
  /** Jobs: tells progress; throws CANCELLED when the user pressed cancel, which rolls the transaction back. */
  readonly step: (done: number, total: number) => void;
  /** Path of a file the host handed out. Errors: FILE_NOT_FOUND. */
  readonly path: (handle: string) => string;
  /** Where attachments live, and the key that seals them. */
  readonly blobs: { readonly folder: string; readonly key: Buffer };
  /** Folder for files that live no longer than one job. */
  readonly scratch: string;
}
