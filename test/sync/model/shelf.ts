import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Db } from '../../../db/sql.ts';
import { memoryDb } from '../../helpers/office.ts';

/** Where one database of a simulation lies; it may be closed between two looks at it. */
export interface Slot {
  readonly db: Db;
  /** Its file, if it lies in one. */
  readonly path?: string;
  /** Its bytes, for a copy. */
  image(): Buffer;
  /** Another database in its place. */
  put(image: Buffer): void;
  copyOf(other: Slot): void;
  drop(): void;
}

let empty: Buffer | undefined;
/** A database with all tables and nothing in them. */
export const emptyImage = (): Buffer => {
  empty ??= memoryDb().serialize();
  return empty;
};

const openMemory = (image: Buffer): Db => {
  const db = new Database(image);
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  return db;
};

/** A database in memory, open all the time. */
export function memorySlot(image = emptyImage()): Slot {
  let db = openMemory(image);
  const slot: Slot = {
    get db() {
      return db;
    },
    image: () => db.serialize(),
    put(next) {
      db.close();
      db = openMemory(next);
    },
    copyOf: (other) => slot.put(other.image()),
    drop: () => void db.close(),
  };
  return slot;
}

/**
 * Databases in files of a folder of their own, of which so many are open at once: the ones used last. What they hold needs no safety from
 * power failures here; that is proven elsewhere. Copies are made of the files: the image that `serialize` gives is only freed when the
 * event loop turns, which hundreds of copies in one go do not wait for.
 */
export class Shelf {
  readonly folder = mkdtempSync(join(tmpdir(), 'vm-shelf-'));
  readonly #limit: number;
  readonly #open = new Map<string, Db>();
  #count = 0;
  opened = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  slot(image = emptyImage()): Slot {
    this.#count += 1;
    const path = join(this.folder, `${this.#count}.db`);
    writeFileSync(path, image);
    const dbNow = (): Db => this.#dbAt(path);
    const put = (next: Uint8Array): void => {
      this.#close(path);
      writeFileSync(path, next);
    };
    return {
      path,
      get db() {
        return dbNow();
      },
      // Without a write-ahead log the file is whole between two transactions.
      image: () => readFileSync(path),
      put,
      copyOf: (other) => {
        if (other.path === undefined) return put(other.image());
        this.#close(path);
        copyFileSync(other.path, path);
      },
      drop: () => {
        this.#close(path);
        rmSync(path, { force: true });
      },
    };
  }

  #dbAt(path: string): Db {
    const known = this.#open.get(path);
    if (known !== undefined) {
      this.#open.delete(path);
      this.#open.set(path, known);
      return known;
    }
    for (const [oldest, db] of this.#open) {
      if (this.#open.size < this.#limit) break;
      if (!db.inTransaction) this.#close(oldest);
    }
    const db = new Database(path);
    this.opened += 1;
    for (const pragma of ['journal_mode = MEMORY', 'synchronous = OFF', 'cache_size = -512', 'temp_store = MEMORY'])
      db.pragma(pragma);
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    this.#open.set(path, db);
    return db;
  }

  #close(path: string): void {
    this.#open.get(path)?.close();
    this.#open.delete(path);
  }

  remove(): void {
    for (const path of [...this.#open.keys()]) this.#close(path);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
