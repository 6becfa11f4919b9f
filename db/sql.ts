import type Database from 'better-sqlite3';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Tables } from './schema.ts';

export type Db = Database.Database;
export type Statement = Database.Statement;
export type Value = string | number | bigint | Buffer | null;

/** Builds queries, never runs them: an awaited query inside a transaction would wait for its own connection for ever. */
export const q = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** What Kysely's builders compile to, with the type of a row. */
export interface Compilable<O> {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[]; readonly query?: unknown };
  execute(): Promise<O[]>;
}

const caches = new WeakMap<Db, Map<string, Statement>>();
const cacheLimit = 500;

/** The prepared statement of that text, from the connection's cache. Hot paths keep it in hand. */
export function prepare(db: Db, sql: string): Statement {
  let cache = caches.get(db);
  if (cache === undefined) caches.set(db, (cache = new Map()));
  let statement = cache.get(sql);
  if (statement === undefined) {
    if (cache.size >= cacheLimit) cache.clear();
    cache.set(sql, (statement = db.prepare(sql)));
  }
  return statement;
}

/** All rows. */
export function all<O>(db: Db, query: Compilable<O>): O[] {
  const { sql, parameters } = query.compile();
  return prepare(db, sql).all(...parameters) as O[];
}

/** The first row, or undefined. */
export function one<O>(db: Db, query: Compilable<O>): O | undefined {
  const { sql, parameters } = query.compile();
  return prepare(db, sql).get(...parameters) as O | undefined;
}

/** Runs a statement that returns no rows; only for the office's own tables, synced tables go through commit. */
export function run(
  db: Db,
  query: { compile(): { readonly sql: string; readonly parameters: readonly unknown[] } },
): number {
  const { sql, parameters } = query.compile();
  return prepare(db, sql).run(...parameters).changes;
}
