/*
 * What importing the mapping of the whole country (10,571 rows: 10,794 units end or go on, 3,355 stand afterwards) costs: reading,
 * planning 3,275 events, checking and writing through the log, as a ratio to the same rows written by bare SQL into a copy of the same
 * file (encrypted, WAL, FULL) with the same indexes, median of alternating rounds.
 * Run: node build/run.mjs node test/bench/reorganization-import.mts [rounds]
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commit } from '../../db/commit.ts';
import type { Ctx } from '../../db/context.ts';
import { dispatch } from '../../db/dispatch.ts';
import { newId } from '../../db/ids.ts';
import { openWriter, probeCipher } from '../../db/open.ts';
import { saveMeta } from '../../db/queries/op.ts';
import { seedChanges } from '../../db/seed.ts';
import type { Db } from '../../db/sql.ts';

const rounds = Number(process.argv[2] ?? 5);
const data = new URL('../../../shared/data/', import.meta.url).pathname;
const units = `${data}units_2025-03-01_63_provinces_696_districts_10035_wards.csv`;
const mapping = `${data}mapping_2025-07-01_old_to_new_wards.csv`;
const folder = mkdtempSync(join(tmpdir(), 'vm-bench-'));
const id = (): string => newId(Date.now());
const pathOf = (name: string): string => join(folder, `${name}.db`);
const open = (name: string): Db => openWriter({ path: pathOf(name), key: Buffer.alloc(32, 3), cipher: probeCipher() });
const identity = { unitId: id(), deviceId: id(), incarnation: 'b'.repeat(32) };

function ctxOf(db: Db): Ctx {
  const caller = { userId: id(), role: 'admin' as const, unitId: identity.unitId, sessionId: id() };
  const blobs = { folder, key: Buffer.alloc(32) };
  const step = (): void => {};
  return {
    db,
    caller,
    office: identity,
    now: Date.now,
    newId: id,
    step,
    path: (handle) => handle,
    blobs,
    scratch: folder,
  };
}

const timed = (work: () => void): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
function call(ctx: Ctx, name: string, input: object): void {
  const result = dispatch(ctx, name, input, (error) => {
    throw error;
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
}
const choices = { file: mapping, on: '2025-07-01', skipErrors: true };
const { skipErrors: _skip, ...previewChoices } = choices;

/** The country before the reorganisation, closed and whole, to be copied for each round. */
function prepare(): void {
  const db = open('before');
  saveMeta(db, 'officeUnitId', identity.unitId);
  const ctx = ctxOf(db);
  const office = {
    name: 'Công an tỉnh A',
    shortName: 'CAT A',
    symbol: 'CAT',
    level: 'province' as const,
    validFrom: '2021-11-01',
  };
  db.transaction(() => commit(ctx, seedChanges(office, identity.unitId, id))).immediate();
  call(ctx, 'unit.import', { file: units, on: '2025-03-01' });
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

function copy(name: string): Db {
  copyFileSync(pathOf('before'), pathOf(name));
  return open(name);
}

type Rows = readonly (readonly [table: string, rows: Record<string, unknown>[]])[];
const tables = ['unit', 'unitVersion', 'unitEvent', 'unitLineage', 'unitSuccession'] as const;

/** Rows that the import added, and those it changed. */
function difference(before: Db, after: Db): { added: Rows; changed: Rows } {
  const [added, changed]: [[string, Record<string, unknown>[]][], [string, Record<string, unknown>[]][]] = [[], []];
  for (const table of tables) {
    const known = new Map(
      (before.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]).map((row) => [
        row['id'] ?? row['unitId'],
        JSON.stringify(row),
      ]),
    );
    const rows = after.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
    const keyOf = (row: Record<string, unknown>): unknown => row['id'] ?? row['unitId'];
    added.push([table, rows.filter((row) => !known.has(keyOf(row)))]);
    changed.push([table, rows.filter((row) => known.has(keyOf(row)) && known.get(keyOf(row)) !== JSON.stringify(row))]);
  }
  return { added, changed };
}

/** The same rows by bare SQL: no log, no checks. */
function writeBare(db: Db, { added, changed }: { added: Rows; changed: Rows }): void {
  db.exec('UPDATE syncContext SET isOpen = 1');
  db.transaction(() => {
    for (const [table, rows] of added) {
      const columns = Object.keys(rows[0] ?? {});
      if (columns.length === 0) continue;
      const insert = db.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
      );
      for (const row of rows) insert.run(row);
    }
    for (const [table, rows] of changed) {
      const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id');
      if (columns.length === 0) continue;
      const update = db.prepare(
        `UPDATE ${table} SET ${columns.map((column) => `${column} = @${column}`).join(', ')} WHERE id = @id`,
      );
      for (const row of rows) update.run(row);
    }
  }).immediate();
}

prepare();
const first = copy('first');
call(ctxOf(first), 'reorganization.import', choices);
const before = copy('still');
const rows = difference(before, first);
before.close();
first.close();
const [imports, previews, bare]: [number[], number[], number[]] = [[], [], []];
for (let round = 0; round < rounds; round += 1) {
  const live = copy(`live-${round}`);
  previews.push(timed(() => call(ctxOf(live), 'reorganization.previewImport', previewChoices)));
  imports.push(timed(() => call(ctxOf(live), 'reorganization.import', choices)));
  live.close();
  const raw = copy(`bare-${round}`);
  bare.push(timed(() => writeBare(raw, rows)));
  raw.close();
}
const count = (list: Rows): string => list.map(([table, found]) => `${table} ${found.length}`).join(', ');
const [whole, preview, raw] = [median(imports), median(previews), median(bare)];
console.log(`added: ${count(rows.added)}; changed: ${count(rows.changed)}`);
console.log(
  `import ${whole.toFixed(0)} ms, of it reading and planning ${preview.toFixed(0)} ms; bare rows ${raw.toFixed(0)} ms`,
);
console.log(
  `ratio of the import to bare rows ${(whole / raw).toFixed(2)}; of its writing alone ${((whole - preview) / raw).toFixed(2)} (target 2)`,
);
rmSync(folder, { recursive: true, force: true });
