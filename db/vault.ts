import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from './api/errors.ts';
import type { Office } from './context.ts';
import { randomHex } from './crypto.ts';
import { findDeviceKeys } from './exchange/keeping.ts';
import { endLife } from './exchange/lives.ts';
import { readAfterUpgrade } from './exchange/upgrade.ts';
import { blobKeyOf, type KeyFile, readKeyFile, writeKeyFile } from './keys.ts';
import {
  findHalted,
  type Halted,
  lineageOf,
  type Marked,
  noteOpened,
  noteSettled,
  saveHalted,
  writeMark,
} from './lineage.ts';
import { type Cipher, openWriter } from './open.ts';
import { findMeta } from './queries/op.ts';
import type { Db } from './sql.ts';
import { type ThisPc, thisPc } from './this-pc.ts';

/** Where an office keeps its data. */
export interface Folders {
  readonly root: string;
  readonly database: string;
  readonly keyFile: string;
  readonly blobs: string;
  readonly scratch: string;
}

export const foldersOf = (root: string): Folders => ({
  root,
  database: join(root, 'office.db'),
  keyFile: join(root, 'keys.json'),
  blobs: join(root, 'blobs'),
  // Of this process: the terminal may work on the same folder while the window is open.
  scratch: join(root, 'scratch', String(process.pid)),
});

/** What another thread needs to open the same database. */
export interface Opening {
  readonly path: string;
  readonly key: Buffer;
  readonly cipher: Cipher;
}

/** The office's key and its open database on the writer thread; without the key there is nothing to see. */
export class Vault {
  readonly folders: Folders;
  readonly #onChange: (opening: Opening | undefined) => void;
  readonly #pc: ThisPc;
  #db: Db | undefined;
  #key: Buffer | undefined;
  #isNoted = false;

  constructor(root: string, onChange: (opening: Opening | undefined) => void = () => {}, pc: ThisPc = thisPc()) {
    this.folders = foldersOf(root);
    this.#onChange = onChange;
    this.#pc = pc;
  }

  /** The open database. Errors: NOT_LOGGED_IN. */
  get db(): Db {
    if (this.#db === undefined) throw new AppError('NOT_LOGGED_IN', {});
    return this.#db;
  }
  get isOpen(): boolean {
    return this.#db !== undefined;
  }
  /** The data key. Errors: NOT_LOGGED_IN. */
  get key(): Buffer {
    if (this.#key === undefined) throw new AppError('NOT_LOGGED_IN', {});
    return this.#key;
  }
  /** The key file, or undefined where there is no office yet. */
  readKeys(): KeyFile | undefined {
    return readKeyFile(this.folders.keyFile);
  }
  writeKeys(keys: KeyFile): void {
    writeKeyFile(this.folders.keyFile, keys);
  }

  /** Opens the database with its key, which is the vault's from here on. Errors: DATABASE_NEWER, DATABASE_DAMAGED, DATABASE_NOT_ENCRYPTED. */
  open(key: Buffer, cipher: Cipher): void {
    if (this.#db !== undefined) {
      if (key !== this.#key) key.fill(0);
      return;
    }
    mkdirSync(this.folders.blobs, { recursive: true });
    removeDeadScratch(dirname(this.folders.scratch));
    mkdirSync(this.folders.scratch, { recursive: true });
    const opening = { path: this.folders.database, key, cipher };
    this.#db = openWriter(opening);
    this.#key = key;
    this.#settleLineage();
    this.#readAfterUpgrade(this.#db);
    this.#onChange(opening);
  }

  /** What came from newer releases and could not be read counts from the upgrade on. */
  #readAfterUpgrade(db: Db): void {
    if (findMeta(db, 'officeUnitId') !== undefined && this.halted === undefined)
      readAfterUpgrade(db, officeOf(db), Date.now);
  }

  /** Set while a restored or copied database waits for a person's word; nothing can be written meanwhile. */
  get halted(): Halted | undefined {
    return this.#db === undefined ? undefined : findHalted(this.#db);
  }

  /** Writes the mark of this PC after what was written; a new office gets its first one. */
  mark(): void {
    if (this.#db === undefined || !hasIdentity(this.#db) || this.halted !== undefined) return;
    if (this.#isNoted) writeMark(this.#marked, Date.now);
    else this.noteOpened();
  }

  #markAtLast(): void {
    try {
      this.mark();
    } catch {
      // on a full disk the mark stays behind, which is no alarm
    }
  }

  /** The office goes on from here: counted as an opening, and marked. */
  noteOpened(): void {
    noteOpened(this.#marked, Date.now);
    this.#isNoted = true;
  }

  get #marked(): Marked {
    return { db: this.db, key: this.key, root: this.folders.root, pc: this.#pc };
  }

  #settleLineage(): void {
    const { db } = this;
    this.#isNoted = false;
    if (!hasIdentity(db)) return;
    const { state, lastAtMs } = lineageOf(this.#marked);
    if (state === 'same') {
      this.noteOpened();
    } else if (findDeviceKeys(db) !== undefined) {
      saveHalted(db, { state, lastAtMs });
    } else {
      // Nobody else has anything of it: there is nothing to ask.
      db.transaction(() => {
        endLife(db, { inc: randomHex(16), salt: '' }, state, Date.now());
        noteSettled(db, this.folders.root);
      }).immediate();
      this.noteOpened();
    }
  }

  /** Closes the database and forgets the key. */
  close(): void {
    this.#markAtLast();
    if (this.#db !== undefined) foldLog(this.#db);
    this.#db?.close();
    this.#db = undefined;
    this.#key?.fill(0);
    this.#key = undefined;
    rmSync(this.folders.scratch, { recursive: true, force: true }); // files handed in are for this session only
    this.#onChange(undefined);
  }

  /** Takes away an office whose creation failed half-way, so that it can be tried again. */
  discard(): void {
    this.close();
    for (const path of [this.folders.database, `${this.folders.database}-wal`, `${this.folders.database}-shm`]) {
      if (existsSync(path)) rmSync(path);
    }
  }
}

const hasIdentity = (db: Db): boolean => findMeta(db, 'deviceId') !== undefined;

/** Moves what stands in the write-ahead log into the one file, so that a copy of it is a copy of the office. */
function foldLog(db: Db): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // On a full disk it stays beside the file and is read from there; locking goes on.
  }
}

/** Takes away what processes that were killed left behind; their ids are the folders' names. */
function removeDeadScratch(folder: string): void {
  if (!existsSync(folder)) return;
  for (const pid of readdirSync(folder)) {
    if (!isRunning(Number(pid))) rmSync(join(folder, pid), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

/** The identity of the open database. */
export function officeOf(db: Db): Office {
  const unitId = findMeta(db, 'officeUnitId');
  const deviceId = findMeta(db, 'deviceId');
  const incarnation = findMeta(db, 'incarnation');
  if (unitId === undefined || deviceId === undefined || incarnation === undefined) {
    throw new AppError('DATABASE_DAMAGED', { detail: 'office identity' });
  }
  return { unitId, deviceId, incarnation };
}

export const blobsOf = (folders: Folders, key: Buffer): { folder: string; key: Buffer } => ({
  folder: folders.blobs,
  key: blobKeyOf(key),
});
