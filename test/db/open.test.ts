import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { entities } from '../../db/entities/index.ts';
import { migrations, schemaVersion } from '../../db/migrations/index.ts';
import { assertEncrypted, copyDatabase, keepCopy, openReader, openWriter, probeCipher } from '../../db/open.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'vm-open-'));
const key = Buffer.alloc(32, 1);

test.each([probeCipher(), 'chacha20' as const])(
  '%s: nothing in the file or its log can be read without the key',
  (cipher) => {
    const path = join(folder(), 'office.db');
    const db = openWriter({ path, key, cipher });
    db.prepare("INSERT INTO meta VALUES ('canary', 'Kim Sơn canary text')").run();
    for (const file of [path, `${path}-wal`]) {
      const bytes = readFileSync(file);
      expect(bytes.includes('canary')).toBe(false);
      expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    }
    db.close();
    expect(() => openReader({ path, key: Buffer.alloc(32, 2), cipher })).toThrow('not a database');
    const reader = openReader({ path, key, cipher });
    expect(reader.prepare("SELECT value FROM meta WHERE key = 'canary'").pluck().get()).toBe('Kim Sơn canary text');
    reader.close();
  },
);

test('copies kept before much is removed: the newest three, as they were, under the same key; a failed one leaves nothing', () => {
  const root = folder();
  const cipher = probeCipher();
  const db = openWriter({ path: join(root, 'office.db'), key, cipher });
  const copies = (): string[] =>
    readdirSync(root)
      .filter((name) => name.startsWith('before-take-'))
      .sort();
  const noted = (name: string): unknown => {
    assertEncrypted(join(root, name));
    const copy = openReader({ path: join(root, name), key, cipher });
    const value = copy.prepare("SELECT value FROM meta WHERE key = 'n'").pluck().get();
    copy.close();
    return value;
  };
  for (let n = 1; n <= 5; n += 1) {
    db.prepare("INSERT OR REPLACE INTO meta VALUES ('n', ?)").run(String(n));
    keepCopy(db);
  }
  expect(copies().map(noted)).toEqual(['3', '4', '5']);
  expect(readdirSync(root).filter((name) => !/^(office|before-take-\d+)\.db(-wal|-shm)?$/.test(name))).toEqual([]);
  expect(() => copyDatabase(db, join(root, 'nowhere', 'copy.db'))).toThrow('unable to open');
  // A file that is there stays as it is.
  expect(() => copyDatabase(db, join(root, copies()[0] ?? ''))).toThrow('is there');
  expect(copies().map(noted)).toEqual(['3', '4', '5']);
  db.close();
});

test('a plain SQLite file is not taken for an office', () => {
  const path = join(folder(), 'office.db');
  const plain = new Database(path);
  plain.exec('CREATE TABLE t (a)');
  plain.close();
  expect(() => openWriter({ path, key, cipher: 'aegis' })).toThrow('not a database');
  expect(readFileSync(path).subarray(0, 15).toString('latin1')).toBe('SQLite format 3');
});

test('a file that any SQLite can read is never called encrypted', () => {
  const path = join(folder(), 'office.db');
  const plain = new Database(path);
  plain.exec('CREATE TABLE t (a)');
  plain.close();
  expect(() => assertEncrypted(path)).toThrow('DATABASE_NOT_ENCRYPTED');
});

test('a file from a newer program is refused and left as it is', () => {
  const path = join(folder(), 'office.db');
  const cipher = probeCipher();
  const db = openWriter({ path, key, cipher });
  db.pragma('user_version = 999');
  db.close();
  expect(() => openWriter({ path, key, cipher })).toThrow(
    expect.objectContaining({ code: 'DATABASE_NEWER', details: { fileVersion: 999, appVersion: schemaVersion } }),
  );
  const reader = openReader({ path, key, cipher });
  expect(reader.pragma('user_version', { simple: true })).toBe(999);
  reader.close();
});

test('migrations are numbered 1, 2, 3 …, and a file that needs none is not copied', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  const dir = folder();
  const path = join(dir, 'office.db');
  openWriter({ path, key, cipher: 'chacha20' }).close();
  expect(existsSync(join(dir, `before-${schemaVersion}-from-${schemaVersion}.db`))).toBe(false);
});

test('every synced table is guarded, strict and stamped', () => {
  const db = openWriter({ path: join(folder(), 'office.db'), key, cipher: 'chacha20' });
  const tables = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%createdLam%'")
    .all() as { name: string; sql: string }[];
  expect(tables).toHaveLength(Object.keys(entities).length);
  for (const { name, sql } of tables) {
    expect(sql).toMatch(/STRICT$/);
    const guards = db
      .prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?")
      .pluck()
      .get(name);
    expect(guards, name).toBe(3);
  }
  db.close();
});

test.each([
  ['the ops of one record', "SELECT hash FROM op WHERE entityId = 'x' AND entity = 'y' ORDER BY lam", 'op_by_record'],
  [
    'the children of a unit',
    "SELECT unitId FROM unitVersion WHERE parentId = 'x' AND validFrom <= '2026-01-01'",
    'unitVersion_by_parent',
  ],
  ['the newest directives', 'SELECT id FROM directive ORDER BY issuedOn DESC, id LIMIT 100', 'directive_by_issued'],
  ['possible duplicates of a directive', "SELECT id FROM directive WHERE duplicateKey = 'x'", 'directive_by_duplicate'],
  [
    'the reports of an assignment',
    "SELECT id FROM report WHERE assignmentId = 'x' AND periodKey IS NULL",
    'report_by_assignment',
  ],
  [
    'the open assignments by deadline',
    'SELECT assignmentId FROM assignmentState WHERE isEnded = 0 AND currentDueOn < ?',
    'assignmentState_by_due',
  ],
])('%s are found by an index', (_name, sql, index) => {
  const db = openWriter({ path: join(folder(), 'office.db'), key, cipher: 'chacha20' });
  const statement = db.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  const plan = (sql.includes('?') ? statement.all('2026-01-01') : statement.all()) as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join()).toContain(index);
  db.close();
});
