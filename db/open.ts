import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from './api/errors.ts';
import { migrate, schemaVersion, versionOf } from './migrations/index.ts';
import type { Db } from './sql.ts';

/** AEGIS needs the processor's AES instructions; a PC without them names the other in its key file. */
export type Cipher = 'aegis' | 'chacha20';

export interface OpenOptions {
  readonly path: string;
  readonly key: Buffer;
  readonly cipher: Cipher;
}

const pageCacheKib = 16 * 1024;

function connect({ path, key, cipher }: OpenOptions, readonly: boolean): Db {
  const db = new Database(path, { readonly, timeout: 5000 });
  try {
    db.pragma(`cipher='${cipher}'`);
    db.pragma(`key='raw:${key.toString('hex')}'`);
    // An ordinary SQLite build ignores `key` without a word and would write plain text.
    db.prepare('SELECT sqlite3mc_version()').get();
    db.pragma(`cache_size = -${pageCacheKib}`);
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('foreign_keys = ON');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens the office's database for writing, migrates it (after a copy) and asserts the settings it relies on.
 * Errors: DATABASE_NEWER, DATABASE_NOT_ENCRYPTED; SQLITE_NOTADB for a wrong key or a file that is none.
 */
export function openWriter(options: OpenOptions): Db {
  const isNew = !existsSync(options.path);
  mkdirSync(dirname(options.path), { recursive: true });
  const db = connect(options, false);
  try {
    if (isNew) db.pragma('page_size = 8192');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL'); // a lost report is worse than a slow save
    keepTempInMemory(db);
    if (!isNew) backUpBefore(db, options.path);
    migrate(db);
    assertSettings(db);
    assertEncrypted(options.path);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A second connection that sees committed data only. */
export function openReader(options: OpenOptions): Db {
  return connect(options, true);
}

/**
 * Every guarded insert keeps a small journal of its own; in files those cost more than the insert, and would lie outside
 * the encrypted database. For writers only: a reader's sort over a whole log must be able to leave the memory.
 */
const keepTempInMemory = (db: Db): unknown => db.pragma('temp_store = MEMORY');

function backUpBefore(db: Db, path: string): void {
  const version = versionOf(db);
  if (version === 0 || version >= schemaVersion) return;
  const copy = join(dirname(path), `before-${schemaVersion}-from-${version}.db`);
  rmSync(copy, { force: true });
  copyDatabase(db, copy);
}

/** A consistent copy of what is committed, under the same key; outside of a transaction. A copy that fails leaves no half file. */
export function copyDatabase(db: Db, path: string): void {
  if (existsSync(path)) throw new Error(`${path} is there`);
  try {
    db.prepare('VACUUM INTO ?').run(path);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** What SQLite's own check finds wrong; empty when all is well. */
export const faultsOf = (db: Db): string[] =>
  (db.pragma('quick_check(20)') as { quick_check: string }[])
    .map((row) => row.quick_check)
    .filter((line) => line !== 'ok');

/** Copies kept beside the database from before bundles that removed much. */
const copiesKept = 3;

/** Keeps a copy beside the database, and the newest few of the earlier ones. */
export function keepCopy(db: Db): void {
  if (db.memory) return;
  const folder = dirname(db.name);
  const isCopy = (name: string): boolean => /^before-take-\d+\.db$/.test(name);
  copyDatabase(db, join(folder, freshName(folder, Date.now())));
  const names = readdirSync(folder).filter(isCopy).sort();
  for (const name of names.slice(0, -copiesKept)) rmSync(join(folder, name), { force: true });
}

function freshName(folder: string, atMs: number): string {
  const name = `before-take-${atMs}.db`;
  return existsSync(join(folder, name)) ? freshName(folder, atMs + 1) : name;
}

function assertSettings(db: Db): void {
  const expected = {
    ...{ journal_mode: 'wal', synchronous: 2, foreign_keys: 1, trusted_schema: 0, cell_size_check: 1 },
    temp_store: 2,
  };
  for (const [name, value] of Object.entries(expected)) {
    const actual = db.pragma(name, { simple: true });
    if (actual !== value) throw new Error(`pragma ${name} is ${String(actual)}, not ${String(value)}`);
  }
}

/** Errors: DATABASE_NOT_ENCRYPTED for a file that any SQLite can read. */
export function assertEncrypted(path: string): void {
  const head = Buffer.alloc(16);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, 16, 0);
  } finally {
    closeSync(file);
  }
  if (head.toString('latin1').startsWith('SQLite format 3')) throw new AppError('DATABASE_NOT_ENCRYPTED', {});
}

/** The fastest cipher that this PC's processor and this build offer. */
export function probeCipher(): Cipher {
  const db = new Database(':memory:');
  try {
    return db.pragma("cipher='aegis'", { simple: true }) === 'aegis' ? 'aegis' : 'chacha20';
  } finally {
    db.close();
  }
}

/** An encrypted database for work that is thrown away: no durability, so that it is fast. */
export function openScratch(path: string, key: Buffer): Db {
  const db = connect({ path, key, cipher: probeCipher() }, false);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  keepTempInMemory(db);
  return db;
}

/**
 * Lets records name others that are not here: what a bundle brings may come before what it hangs on. Outside of a transaction,
 * because SQLite reads the setting only there. What dangles is counted by `foreign_key_check`.
 */
export function withoutForeignKeys<T>(db: Db, work: () => T): T {
  db.pragma('foreign_keys = OFF');
  try {
    return work();
  } finally {
    db.pragma('foreign_keys = ON');
  }
}
