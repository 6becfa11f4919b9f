/*
 * What taking a bundle in costs once it is open: 100,000 new tasks judged, folded and committed into an encrypted database on the disk
 * (WAL, FULL), against the same rows inserted bare into one; the same again; a delta of 100 onto the 100,000, against judging the whole log;
 * handing the 100,000 out, against reading their bytes. Processor time, medians, so that a busy machine does not tell lies.
 * Run: node test/bench/take-in.mts [ops [rounds]]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from '../../db/commit.ts';
import { primitives } from '../../db/crypto.ts';
import { openWriter } from '../../db/open.ts';
import type { Db } from '../../db/sql.ts';
import { memo, unitIdOf, unitOf } from '../sync/model/records.ts';
import type { Slot } from '../sync/model/shelf.ts';
import { type Cargo, Station } from '../sync/model/station.ts';
import { World } from '../sync/model/world.ts';

const [opCount = 100_000, rounds = 3] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'vm-bench-'));
const key = Buffer.alloc(32, 7);
let count = 0;
function diskSlot(): Slot {
  count += 1;
  const db = openWriter({ path: join(folder, `${count}.db`), key, cipher: 'aegis' });
  const never = (): never => {
    throw new Error('not copied here');
  };
  return { db, image: never, put: never, copyOf: never, drop: () => void db.close() };
}

const [P, A] = [unitIdOf(1), unitIdOf(2)];
const world = new World(primitives, P);
world.addUnit(A, P);
const [ofProvince, ofCommune] = [world.admit('device-p', P), world.admit('device-a', A)];
const p = new Station(world, ofProvince, world.documents, 0, diskSlot());
p.write(...unitOf(P, 'province', null, 'Công an tỉnh'), ...unitOf(A, 'commune', P, 'Công an xã'));

function write(howMany: number): void {
  for (let done = 0; done < howMany; done += 10_000)
    p.write(
      ...Array.from({ length: Math.min(10_000, howMany - done) }, (_, n) =>
        create('task', p.newId(), memo(`Đôn đốc, báo cáo tiến độ thực hiện nhiệm vụ số ${done + n}`, `down:${A}`)),
      ),
    );
}

function cpuMs(work: () => void): number {
  const begun = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
const middle = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const median = (work: () => void): number => middle(Array.from({ length: rounds }, () => cpuMs(work)));
const line = (what: string, ms: number, bareMs: number, bare: string): void =>
  console.log(
    `${what}: ${ms.toFixed(0)} ms of processor, ${(ms / bareMs).toFixed(1)} × ${bare} (${bareMs.toFixed(0)} ms)`,
  );

/** The same rows without log, guards, judgement: as many columns and indexes, one commit, the same file format. */
function insertBare(db: Db): void {
  const rows = p.db.prepare("SELECT * FROM task WHERE content LIKE 'Đôn đốc%'").raw().all() as unknown[][];
  const columns = (rows[0] as unknown[]).map((_, n) => `c${n}`);
  db.exec(
    `CREATE TABLE bare (${columns.join(', ')}); CREATE INDEX bare_1 ON bare (c1); CREATE UNIQUE INDEX bare_0 ON bare (c0);`,
  );
  const insert = db.prepare(`INSERT INTO bare VALUES (${columns.map(() => '?').join(', ')})`);
  bare.push(
    cpuMs(() => {
      db.transaction(() => {
        for (const row of rows) insert.run(...row);
      }).immediate();
      db.pragma('wal_checkpoint(TRUNCATE)');
    }),
  );
}

write(opCount);
let cargo: Cargo = p.export(A, []);
const bytes = cargo.ops.reduce((sum, op) => sum + op.bytes.length, 0);
console.log(`${cargo.ops.length} ops, ${(bytes / 2 ** 20).toFixed(1)} MiB`);
const bare: number[] = [];
const taken: number[] = [];
const again: number[] = [];
let last: Station | undefined;
for (let round = 0; round < rounds; round += 1) {
  const slot = diskSlot();
  insertBare(slot.db);
  slot.drop();
  last?.slot.drop();
  const a = new Station(world, ofCommune, world.documents, 10 + round, diskSlot());
  taken.push(
    cpuMs(() => {
      a.import(cargo);
      a.db.pragma('wal_checkpoint(TRUNCATE)');
    }),
  );
  again.push(cpuMs(() => a.import(cargo)));
  last = a;
}
const a = last as Station;
line('taking in', middle(taken), middle(bare), 'the bare rows');
line('the same again', middle(again), middle(bare), 'the bare rows');
const read = median(() => {
  for (const row of p.db.prepare('SELECT bytes FROM op').iterate()) void row;
});
line(
  'handing out',
  median(() => void p.export(A, [])),
  read,
  'reading the bytes',
);
p.import(a.export(P, [p.inc]));
const deltas = Array.from({ length: rounds }, () => {
  write(100);
  cargo = p.export(A, [a.inc]);
  return cpuMs(() => a.import(cargo));
});
write(100);
cargo = p.export(A, [a.inc]);
a.db.prepare('UPDATE log SET judgedBy = NULL').run();
const whole = cpuMs(() => a.import(cargo));
line('a hundred more', middle(deltas), whole, 'with the whole log judged');
for (const station of [p, a]) station.slot.drop();
rmSync(folder, { recursive: true });
