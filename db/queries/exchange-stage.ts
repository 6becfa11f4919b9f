import type { Db } from '../sql.ts';

/* The file beside the database in which an opened bundle waits until a person has looked at it. */

export const makeStageTables = (db: Db): void =>
  void db.exec(`CREATE TABLE head (body TEXT NOT NULL);
    CREATE TABLE document (place INTEGER PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE op (place INTEGER PRIMARY KEY, hash TEXT NOT NULL, bytes BLOB NOT NULL)`);

export const saveStageHead = (db: Db, body: string): void => void db.prepare('INSERT INTO head VALUES (?)').run(body);

export const addStageDocuments = (db: Db, bodies: readonly string[]): void => {
  const insert = db.prepare('INSERT INTO document (body) VALUES (?)');
  for (const body of bodies) insert.run(body);
};

export const addStageOps = (db: Db, ops: readonly { hash: string; bytes: Buffer }[]): void => {
  const insert = db.prepare('INSERT INTO op (hash, bytes) VALUES (?, ?)');
  for (const { hash, bytes } of ops) insert.run(hash, bytes);
};

export const findStageHead = (db: Db): string => db.prepare('SELECT body FROM head').pluck().get() as string;

export const eachStageDocument = (db: Db): IterableIterator<string> =>
  db.prepare('SELECT body FROM document ORDER BY place').pluck().iterate() as IterableIterator<string>;

export const eachStageOp = (db: Db): IterableIterator<{ hash: string; bytes: Buffer }> =>
  db.prepare('SELECT hash, bytes FROM op ORDER BY place').iterate() as IterableIterator<{
    hash: string;
    bytes: Buffer;
  }>;
