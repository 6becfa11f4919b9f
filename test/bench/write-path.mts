/*
 * What the write path costs: each figure is a ratio to the same rows written by bare SQL into the same kind of file
 * (encrypted, WAL, FULL) in the same run, median of alternating rounds.
 * Run: node build/run.mjs node test/bench/write-path.mts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commit, create, update } from '../../db/commit.ts';
import type { Ctx } from '../../db/context.ts';
import { newId } from '../../db/ids.ts';
import { openWriter, probeCipher } from '../../db/open.ts';
import { saveMeta } from '../../db/queries/op.ts';
import type { Db } from '../../db/sql.ts';

const rounds = 9;
const folder = mkdtempSync(join(tmpdir(), 'vm-bench-'));
const id = (): string => newId(Date.now());

function office(name: string): Ctx {
  const db = openWriter({ path: join(folder, `${name}.db`), key: Buffer.alloc(32, 3), cipher: probeCipher() });
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

const inTransaction = (db: Db, work: () => void): void => db.transaction(work).immediate();
const timed = (work: () => void): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function compare(name: string, target: number, ours: () => void, bare: () => void): void {
  const [a, b]: [number[], number[]] = [[], []];
  ours();
  bare();
  for (let round = 0; round < rounds; round += 1) {
    a.push(timed(ours));
    b.push(timed(bare));
  }
  const [our, raw] = [median(a), median(b)];
  console.log(
    `${name.padEnd(44)} ${our.toFixed(2).padStart(9)} ms  bare ${raw.toFixed(2).padStart(9)} ms  ratio ${(our / raw).toFixed(2)}  (target ${target})`,
  );
}

const live = office('live');
const bare = openWriter({ path: join(folder, 'bare.db'), key: Buffer.alloc(32, 3), cipher: probeCipher() });
bare.exec(
  'CREATE TABLE kind (id TEXT PRIMARY KEY, name TEXT, abbreviation TEXT, grouping TEXT, orderNumber INTEGER, isActive INTEGER) STRICT',
);
bare.exec(
  'CREATE TABLE share (id TEXT PRIMARY KEY, taskId TEXT, unitId TEXT, role TEXT, leadId TEXT, assignedOn TEXT, originalDueOn TEXT, note TEXT) STRICT',
);
bare.exec(
  'CREATE TABLE version (id TEXT PRIMARY KEY, unitId TEXT, validFrom TEXT, validTo TEXT, kind TEXT, name TEXT, fullName TEXT, shortName TEXT, symbol TEXT, officialCode TEXT, parentId TEXT, isKey INTEGER, hasPolice INTEGER) STRICT',
);

const kindId = id();
const kind = { name: 'Thông báo', abbreviation: 'TB', grouping: 'other', orderNumber: 1, isActive: 1 } as const;
inTransaction(live.db, () => void commit(live, [create('documentKind', kindId, kind)]));
bare.prepare('INSERT INTO kind VALUES (?, ?, ?, ?, ?, ?)').run(kindId, 'Thông báo', 'TB', 'other', 1, 1);
let value = 0;
const saves = 200;
const rename = bare.prepare('UPDATE kind SET orderNumber = ? WHERE id = ?');
compare(
  `save one field, ${saves} commits, each on a fresh record`,
  1.3,
  () => {
    for (let n = 0; n < saves; n += 1) {
      const fresh = id();
      inTransaction(live.db, () => void commit(live, [create('documentKind', fresh, kind)]));
      inTransaction(
        live.db,
        () => void commit(live, [update('documentKind', fresh, { orderNumber: (value += 1) % 9000 })]),
      );
    }
  },
  () => {
    for (let n = 0; n < saves; n += 1) {
      const fresh = id();
      inTransaction(
        bare,
        () =>
          void bare.prepare('INSERT INTO kind VALUES (?, ?, ?, ?, ?, ?)').run(fresh, 'Thông báo', 'TB', 'other', 1, 1),
      );
      inTransaction(bare, () => void rename.run((value += 1) % 9000, fresh));
    }
  },
);

const unitIds = Array.from({ length: 168 }, id);
const blank = {
  shortName: '',
  symbol: '',
  parentId: null,
  isKey: 0,
  hasPolice: 1,
  orderNumber: null,
  basisDirectiveId: null,
  basisText: '',
} as const;
const versionOf = (unitId: string) =>
  ({
    ...blank,
    unitId,
    validFrom: '2025-07-01',
    validTo: null,
    kind: 'commune',
    name: 'Bình Minh',
    fullName: 'Xã Bình Minh',
    officialCode: '00001',
  }) as const;
const units = (ids: string[]) =>
  ids.flatMap((unitId) => [
    create('unit', unitId, { nature: 'police', level: 'commune', areaId: null }),
    create('unitVersion', id(), versionOf(unitId)),
  ]);
inTransaction(live.db, () => void commit(live, units(unitIds)));

const task = {
  directiveId: null,
  clause: '',
  content: 'Kiện toàn',
  detail: '',
  product: '',
  kind: 'dated',
  periodRuleId: null,
  periodFromOn: null,
  periodToOn: null,
  parentId: null,
  assignedBy: '',
  assignedOn: '2026-01-01',
  audience: 'all',
} as const;
const share = (taskId: string, unitId: string) =>
  ({
    taskId,
    unitId,
    role: 'lead',
    leadId: null,
    assignedOn: '2026-01-01',
    originalDueOn: '2026-02-01',
    note: '',
  }) as const;
const insertShare = bare.prepare('INSERT INTO share VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
compare(
  'assign to 168 communes, one commit',
  2,
  () => {
    const taskId = id();
    inTransaction(
      live.db,
      () =>
        void commit(live, [
          create('task', taskId, task),
          ...unitIds.map((unitId) => create('assignment', id(), share(taskId, unitId))),
        ]),
    );
  },
  () =>
    inTransaction(bare, () => {
      for (const unitId of unitIds) insertShare.run(id(), 't', unitId, 'lead', null, '2026-01-01', '2026-02-01', '');
    }),
);

const insertVersion = bare.prepare('INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
compare(
  'catalogue of 3,355 units with versions',
  2,
  () => inTransaction(live.db, () => void commit(live, units(Array.from({ length: 3355 }, id)))),
  () =>
    inTransaction(bare, () => {
      for (let n = 0; n < 3355; n += 1) {
        const unitId = id();
        insertShare.run(unitId, '', '', '', null, '', '', '');
        insertVersion.run(
          id(),
          unitId,
          '2025-07-01',
          null,
          'commune',
          'Bình Minh',
          'Xã Bình Minh',
          '',
          '',
          '00001',
          null,
          0,
          1,
        );
      }
    }),
);

live.db.close();
bare.close();
rmSync(folder, { recursive: true });
