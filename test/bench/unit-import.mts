/*
 * What importing the catalogue of 2021 (11,367 units) costs: reading, planning, checking and writing through the log, as a ratio to the
 * same rows written by bare SQL into the same kind of file (encrypted, WAL, FULL) with the same indexes, median of alternating rounds.
 * Run: node build/run.mjs node test/bench/unit-import.mts [FILE]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ctx } from '../../db/context.ts';
import { dispatch } from '../../db/dispatch.ts';
import { newId } from '../../db/ids.ts';
import { openWriter, probeCipher } from '../../db/open.ts';
import { saveMeta } from '../../db/queries/op.ts';
import type { Db } from '../../db/sql.ts';

const rounds = 5;
const file =
  process.argv[2] ??
  new URL('../../../shared/data/units_2021-11-01_63_provinces_705_districts_10599_wards.csv', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'vm-bench-'));
const id = (): string => newId(Date.now());
const open = (name: string): Db =>
  openWriter({ path: join(folder, `${name}.db`), key: Buffer.alloc(32, 3), cipher: probeCipher() });

function office(name: string): Ctx {
  const db = open(name);
  const unitId = id();
  saveMeta(db, 'officeUnitId', unitId);
  const identity = { unitId, deviceId: id(), incarnation: 'b'.repeat(32) };
  const caller = { userId: id(), role: 'admin' as const, unitId, sessionId: id() };
  const blobs = { folder, key: Buffer.alloc(32) };
  return {
    db,
    caller,
    office: identity,
    now: Date.now,
    newId: id,
    step: () => {},
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
const call = (ctx: Ctx, name: string): void => {
  const result = dispatch(ctx, name, { file, on: '2021-11-01' }, (error) => {
    throw error;
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
};

/** The tables of units alone, with their indexes and no log, filled with the rows of a finished import. */
function writeBare(name: string, rows: readonly (readonly [string, Record<string, unknown>[]])[]): void {
  const db = open(name);
  db.exec('UPDATE syncContext SET isOpen = 1');
  db.transaction(() => {
    for (const [table, records] of rows) {
      const columns = Object.keys(records[0] ?? {});
      const insert = db.prepare(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
      );
      for (const record of records) insert.run(record);
    }
  }).immediate();
  db.close();
}

const first = office('first');
call(first, 'unit.import');
const rows = ['unit', 'unitVersion'].map(
  (table) => [table, first.db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]] as const,
);
const [imports, previews, bare]: [number[], number[], number[]] = [[], [], []];
for (let round = 0; round < rounds; round += 1) {
  const ctx = office(`live-${round}`);
  previews.push(timed(() => call(ctx, 'unit.previewImport')));
  imports.push(timed(() => call(ctx, 'unit.import')));
  ctx.db.close();
  bare.push(timed(() => writeBare(`bare-${round}`, rows)));
}
const count = rows[0]?.[1].length ?? 0;
const [whole, preview, raw] = [median(imports), median(previews), median(bare)];
console.log(
  `${count} units: import ${whole.toFixed(0)} ms, of it reading and planning ${preview.toFixed(0)} ms; bare rows ${raw.toFixed(0)} ms`,
);
console.log(
  `ratio of the import to bare rows ${(whole / raw).toFixed(2)}; of its writing alone ${((whole - preview) / raw).toFixed(2)} (target 2)`,
);
first.db.close();
rmSync(folder, { recursive: true, force: true });
