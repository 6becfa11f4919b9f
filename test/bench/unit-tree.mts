/*
 * What the tree of a day costs with three generations of the country loaded (63 + 705 + 10,599 units of 2021, 34 + 3,321 of 2025
 * and of 2026, areas and police): every branch opened, and one branch, as a ratio to reading the same rows by their ids bare;
 * and keeping the heirs of ended units (unitSuccession) for a bulk and for one edge. Median of alternating rounds.
 * Run: node test/bench/unit-tree.mts (Node 24)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnitNode } from '../../db/api/contract/unit.ts';
import { commit, create } from '../../db/commit.ts';
import type { Ctx } from '../../db/context.ts';
import { dispatch } from '../../db/dispatch.ts';
import { newId } from '../../db/ids.ts';
import { openWriter, probeCipher } from '../../db/open.ts';
import { saveMeta } from '../../db/queries/op.ts';
import { listChildren } from '../../db/queries/unit-tree.ts';
import { seedChanges } from '../../db/seed.ts';

const rounds = 9;
const data = new URL('../../../shared/data/', import.meta.url).pathname;
const catalogues = [
  ['2021-11-01', 'units_2021-11-01_63_provinces_705_districts_10599_wards.csv'],
  ['2025-07-01', 'units_2025-07-01_34_provinces_3321_wards.csv'],
  ['2026-04-30', 'units_2026-04-30_34_provinces_3321_wards.csv'],
] as const;
const folder = mkdtempSync(join(tmpdir(), 'vm-bench-'));
const id = (): string => newId(Date.now());
const db = openWriter({ path: join(folder, 'tree.db'), key: Buffer.alloc(32, 3), cipher: probeCipher() });
const unitId = id();
saveMeta(db, 'officeUnitId', unitId);
const ctx: Ctx = {
  db,
  caller: { userId: id(), role: 'admin', unitId, sessionId: id() },
  office: { unitId, deviceId: id(), incarnation: 'b'.repeat(32) },
  now: Date.now,
  newId: id,
  step: () => {},
  path: (handle) => handle,
  blobs: { folder, key: Buffer.alloc(32) },
  scratch: folder,
};

function run(name: string, input: object): void {
  const result = dispatch(ctx, name, input, (error) => {
    throw error;
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
}

const timed = (work: () => void): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const report = (name: string, ours: number[], bare: number[]): void => {
  const [a, b] = [median(ours), median(bare)];
  console.log(`${name}: ${a.toFixed(2)} ms, bare ${b.toFixed(2)} ms, ratio ${(a / b).toFixed(2)}`);
};

const ministry = {
  name: 'Bộ Công an',
  shortName: 'BCA',
  symbol: 'BCA',
  level: 'ministry' as const,
  validFrom: '2020-01-01',
};
db.transaction(() => commit(ctx, seedChanges(ministry, unitId, id))).immediate();
for (const [on, file] of catalogues) {
  const choices = on === '2021-11-01' ? {} : { codeReuse: 'newUnit', missing: 'endAll' };
  console.log(
    on,
    'imported in',
    Math.round(timed(() => run('unit.import', { file: data + file, on, ...choices }))),
    'ms',
  );
  console.log(on, 'police in', Math.round(timed(() => run('unit.makePolice', { provinceIds: 'all', on }))), 'ms');
}

/** Every branch of the tree of a day, as if a person opened them all. */
function wholeTree(on: string, nature: 'area' | 'police'): UnitNode[] {
  const found: UnitNode[] = [];
  const open: (string | null)[] = [null];
  for (let parentId = open.pop(); parentId !== undefined; parentId = open.pop()) {
    const children = listChildren(db, { parentId, nature, on, includeEnded: 0 });
    found.push(...children);
    open.push(...children.filter(({ childCount }) => childCount > 0).map((child) => child.id));
  }
  return found;
}

const bare = db.prepare(
  `SELECT unit.id, nature, unit.level, version.kind, version.fullName, version.shortName, version.officialCode, version.isKey, version.hasPolice
   FROM json_each(@ids) wanted CROSS JOIN unit ON unit.id = wanted.value CROSS JOIN unitVersion version ON version.unitId = unit.id
   WHERE version.validFrom <= @on AND (version.validTo IS NULL OR version.validTo > @on)`,
);
for (const on of ['2022-01-01', '2026-11-22']) {
  for (const nature of ['area', 'police'] as const) {
    const nodes = wholeTree(on, nature);
    const ids = JSON.stringify(nodes.map((node) => node.id));
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let n = 0; n < rounds; n++) {
      ours.push(timed(() => void wholeTree(on, nature)));
      theirs.push(timed(() => void bare.all({ ids, on })));
    }
    report(`tree of ${on}, ${nature}, ${nodes.length} units, every branch`, ours, theirs);
    const branches = nodes.filter(({ childCount }) => childCount > 20).map((node) => node.id);
    const widest =
      branches
        .map((parentId) => listChildren(db, { parentId, nature, on, includeEnded: 0 }))
        .toSorted((a, b) => b.length - a.length)[0] ?? [];
    const parentId =
      branches.find(
        (each) => listChildren(db, { parentId: each, nature, on, includeEnded: 0 })[0]?.id === widest[0]?.id,
      ) ?? null;
    const branchIds = JSON.stringify(widest.map((node) => node.id));
    const [one, rows]: [number[], number[]] = [[], []];
    for (let n = 0; n < rounds; n++) {
      one.push(timed(() => void listChildren(db, { parentId, nature, on, includeEnded: 0 })));
      rows.push(timed(() => void bare.all({ ids: branchIds, on })));
    }
    report(`  its widest branch, ${widest.length} units`, one, rows);
  }
}

const ended = db
  .prepare(`SELECT DISTINCT unitId FROM unitVersion WHERE validTo = '2025-07-01' LIMIT 10000`)
  .pluck()
  .all() as string[];
const alive = db
  .prepare(`SELECT DISTINCT unitId FROM unitVersion WHERE validFrom = '2025-07-01' AND validTo IS NULL`)
  .pluck()
  .all() as string[];
const eventId = id();
const edge = (from: string, n: number, event: string) =>
  create('unitLineage', id(), {
    ...{
      eventId: event,
      fromUnitId: from,
      toUnitId: alive[n % alive.length] ?? null,
      part: 'whole',
      isMainHeir: 1,
      ratio: null,
    },
  });
const event = (key: string) =>
  create('unitEvent', key, {
    ...{ kind: 'merge', signedOn: null, announcedOn: null, effectiveOn: '2025-07-01', basisDirectiveId: null },
    ...{ basisText: '', note: '', correctsEventId: null, heirsUnknown: 0 },
  });
const bulk = timed(() =>
  db.transaction(() => commit(ctx, [event(eventId), ...ended.map((from, n) => edge(from, n, eventId))])).immediate(),
);
console.log(`${ended.length} edges in one commit, heirs kept: ${Math.round(bulk)} ms`);
const single: number[] = [];
for (let n = 0; n < rounds; n++) {
  const key = id();
  single.push(
    timed(() => db.transaction(() => commit(ctx, [event(key), edge(ended[n] ?? '', n + 7, key)])).immediate()),
  );
}
console.log(`one event with one edge: ${median(single).toFixed(2)} ms`);
const lineage: number[] = [];
for (let n = 0; n < rounds; n++)
  lineage.push(timed(() => run('lineage.get', { id: alive[n] ?? '', on: '2026-11-22' })));
console.log(`lineage.get of a unit: ${median(lineage).toFixed(2)} ms`);
for (const text of ['ben nghe', 'tan', 'phuong 1']) {
  const search: number[] = [];
  for (let n = 0; n < rounds; n++) search.push(timed(() => run('unit.search', { text, on: '2026-11-22' })));
  const list: number[] = [];
  for (let n = 0; n < rounds; n++) list.push(timed(() => run('unit.list', { text, on: '2026-11-22', limit: 30 })));
  console.log(`"${text}": unit.search ${median(search).toFixed(1)} ms, unit.list ${median(list).toFixed(1)} ms`);
}
db.close();
rmSync(folder, { recursive: true, force: true });
