import { expect, test } from 'vitest';
import { AppError } from '../../db/api/errors.ts';
import { apply, whileOpen } from '../../db/apply.ts';
import { create, update } from '../../db/commit.ts';
import { sha256Bytes } from '../../db/crypto.ts';
import { entities } from '../../db/entities/index.ts';
import { readAfterUpgrade } from '../../db/exchange/upgrade.ts';
import { schemaVersion } from '../../db/migrations/index.ts';
import { saveHeld } from '../../db/queries/exchange.ts';
import { advanceLog, ensureLog, findLamport, saveMeta } from '../../db/queries/op.ts';
import { heardLamportLimit, lamportLimit } from '../../db/sync/limits.ts';
import { type Op, opText } from '../../db/sync/op.ts';
import { deliver as deliverFile, exchanging, joinAs } from '../helpers/exchange.ts';
import type { TestOffice } from '../helpers/office.ts';
import { deliver, exchange, type Office, provinceWith, unitIdOf } from '../helpers/stations.ts';
import { Station } from '../sync/model/station.ts';

const A = unitIdOf(2);

const memo = (content: string, audience = 'office') => ({
  ...{ directiveId: null, clause: '', content, detail: '', product: '', kind: 'dated' as const, periodRuleId: null },
  ...{ periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-01-01', audience },
});
const kind = (name: string) => ({
  ...{
    name,
    abbreviation: name.slice(0, 3),
    grouping: 'administrative' as const,
    orderNumber: 1,
    isActive: 1 as const,
  },
});

/** A commune was withdrawn after its first task; two more of it came. */
function refused(): { p: Office; a: Office } {
  const { world, offices } = provinceWith(1);
  const [p, a] = offices as [Office, Office];
  a.station.write(create('task', a.station.newId(), memo('trước', `up:${A}`)));
  deliver(a, p);
  const { seq, head } = p.station.db.prepare('SELECT seq, head FROM log WHERE channel = ?').get(`up:${A}`) as {
    seq: number;
    head: string;
  };
  world.revoke('device-1', [{ inc: a.station.inc, ch: `up:${A}`, seq, head }]);
  p.station.learn(world.documents);
  const id = a.station.newId();
  a.station.write(create('task', id, { ...memo('sau khi thu hồi', `up:${A}`), detail: 'x'.repeat(500) }));
  a.station.write(update('task', id, { product: 'báo cáo' }));
  deliver(a, p);
  return { p, a };
}

test('what was refused is listed with why, whose it is, from which PC and what it says', () => {
  const { p } = refused();
  const held = p.get('exchange.held', { status: 'quarantined' });
  expect(held).toMatchObject({
    total: 2,
    reasons: [{ reason: 'revoked', count: 2 }],
    entities: [{ entity: 'task', count: 2 }],
  });
  expect(held.rows.map((row) => [row.kind, row.title, row.unitName, row.deviceName, row.isKnownEntity])).toEqual([
    ['update', 'sau khi thu hồi', 'Công an xã 1', 'Máy 1', true],
    ['create', 'sau khi thu hồi', 'Công an xã 1', 'Máy 1', true],
  ]);
  const [edit, made] = held.rows;
  expect(edit).toMatchObject({
    reason: 'revoked',
    fields: [{ field: 'product', value: { raw: 'báo cáo' } }],
    text: 'báo cáo',
  });
  expect(made?.text).toContain('sau khi thu hồi');
  expect(made?.text.length).toBeLessThanOrEqual(200);
  expect(p.get('exchange.badge', {})).toMatchObject({ refused: 2, waiting: 0 });
  expect(p.get('exchange.held', { status: 'pending' }).rows).toEqual([]);
});

test('the list of refused changes goes page by page and is narrowed by reason and kind of record', () => {
  const { p } = refused();
  const first = p.get('exchange.held', { status: 'quarantined', limit: 1 });
  const second = p.get('exchange.held', {
    status: 'quarantined',
    limit: 1,
    after: first.next as string,
    isCounted: false,
  });
  expect([...first.rows, ...second.rows].map((row) => row.kind)).toEqual(['update', 'create']);
  expect([second.next, second.total]).toEqual([null, 0]);
  expect(p.get('exchange.held', { status: 'quarantined', reason: 'owner' }).total).toBe(0);
  expect(p.get('exchange.held', { status: 'quarantined', reason: 'revoked', entity: 'task' }).total).toBe(2);
  expect(p.get('exchange.held', { status: 'quarantined', entity: 'report' }).rows).toEqual([]);
});

test('what waits for a certificate says so, and counts once it has come', () => {
  const { world, offices } = provinceWith(1);
  const [p] = offices as [Office];
  const known = [...world.documents];
  const late = world.admit('device-9', A, undefined, { name: 'Máy mới' });
  expect(known.length).toBeLessThan(world.documents.length);
  const second = new Station(world, late, world.documents, 9);
  deliver(p.station, second);
  second.write(create('task', second.newId(), memo('sớm', `up:${A}`)));
  const cargo = second.export(p.station.pc.unit, []);
  p.station.import({
    ...cargo,
    documents: cargo.documents.filter(({ text }) => !text.includes('"kind":"certificate"')),
  });
  expect(p.get('exchange.held', { status: 'pending' }).rows).toMatchObject([
    { reason: 'certificate', title: 'sớm', unitName: 'Công an xã 1', deviceName: '' },
  ]);
  p.station.learn(world.documents);
  expect(p.get('exchange.badge', {}).waiting).toBe(0);
});

/** Writes as a newer release would, into the log of this PC. */
function writeNewer(
  { db, ctx }: Pick<TestOffice, 'db' | 'ctx'>,
  change: Pick<Op, 'entity' | 'id' | 'kind' | 'base' | 'fields'>,
): string {
  return db
    .transaction(() =>
      whileOpen(db, (touched) => {
        const { logId, seq, head } = ensureLog(db, ctx.office.incarnation, 'down');
        const lam = findLamport(db) + 1;
        const op: Op = {
          ...{ v: 1, inc: ctx.office.incarnation, ch: 'down', seq: seq + 1, prev: head, lam, actor: ctx.caller.userId },
          ...{ dev: ctx.office.deviceId, wall: ctx.now(), schema: schemaVersion + 1 },
          ...change,
        };
        const bytes = Buffer.from(opText(op));
        const hash = sha256Bytes(bytes);
        apply(db, touched, { op, logId, bytes, hash });
        advanceLog(db, logId, op.seq, hash.toString('hex'));
        saveMeta(db, 'lamport', String(lam));
        return hash.toString('hex');
      }),
    )
    .immediate();
}

const unread = (pc: TestOffice): string[] =>
  pc.db
    .prepare("SELECT hex(hash) || ' ' || hex(bytes) AS line FROM heldOp WHERE reason = 'schema' ORDER BY line")
    .pluck()
    .all() as string[];

test('what only a newer release can read is kept as it came, shown, and handed on unchanged in real files', async () => {
  const { province, communes } = await exchanging();
  const [commune] = communes as [(typeof communes)[number]];
  const second = await joinAs(province, commune.unitId, 'Máy hai');
  const ownerId = province.unitId;
  const known = province.ctx.newId();
  const { id: old } = province.get('documentKind.save', {
    ...{ id: null, name: 'Thông tri thử', abbreviation: 'TTT', grouping: 'administrative', isActive: 1 },
  });
  const hashes = [
    writeNewer(province, {
      entity: 'weather',
      id: province.ctx.newId(),
      kind: 'create',
      base: [],
      fields: { sky: 'nắng', ownerId },
    }),
    writeNewer(province, {
      entity: 'documentKind',
      id: known,
      kind: 'create',
      base: [],
      fields: { ...kind('Mới'), colour: 'đỏ', ownerId },
    }),
  ];
  deliverFile(province, commune);
  const held = commune.get('exchange.held', { status: 'pending' });
  expect(held.reasons).toEqual([{ reason: 'schema', count: 2 }]);
  expect(held.rows.map(({ entity, isKnownEntity, text }) => [entity, isKnownEntity, text]).sort()).toEqual([
    ['documentKind', true, expect.stringContaining('Mới')],
    ['weather', false, 'nắng'],
  ]);
  expect(commune.db.prepare('SELECT name FROM documentKind WHERE id IN (?, ?)').pluck().all(old, known)).toEqual([
    'Thông tri thử',
  ]);
  deliverFile(commune, second);
  expect(unread(second)).toEqual(unread(commune));
  expect(
    unread(second)
      .map((line) => line.slice(0, 64).toLowerCase())
      .sort(),
  ).toEqual(hashes.sort());
});

test('an edit with a word only a newer release knows leaves the record as it was, is told by its words, and concerns the desk', async () => {
  const { province, communes } = await exchanging();
  const [commune] = communes as [(typeof communes)[number]];
  const { id } = province.get('documentKind.save', {
    ...{ id: null, name: 'Thông tri thử', abbreviation: 'TTT', grouping: 'administrative', isActive: 1 },
  });
  deliverFile(province, commune);
  const base = commune.db.prepare('SELECT lower(hex(hash)) FROM op WHERE entityId = ?').pluck().all(id) as string[];
  const fields = { grouping: 'quantum', name: 'Thông tri mới', colour: 'đỏ' };
  writeNewer(province, { entity: 'documentKind', id, kind: 'update', base, fields });
  deliverFile(province, commune);
  const nameOf = () => commune.db.prepare('SELECT name, grouping FROM documentKind WHERE id = ?').get(id);
  expect(nameOf()).toEqual({ name: 'Thông tri thử', grouping: 'administrative' });
  const [row] = commune.get('exchange.held', { status: 'pending' }).rows;
  expect(row).toMatchObject({ reason: 'schema', title: 'Thông tri mới', text: 'quantum · đỏ · Thông tri mới' });
  expect(row?.fields.map(({ field }) => field)).toEqual(['grouping', 'colour', 'name']);
  const { exchange: desk } = commune.get('desk.today', { on: '2026-05-04' });
  expect(desk.rows).toMatchObject([{ kind: 'newer', count: 1 }]);
  expect(commune.get('exchange.held', { status: 'pending', reason: 'schema' }).total).toBe(desk.rows[0]?.count);
});

test('whatever a change says, the list of what is held shows it', () => {
  const { offices } = provinceWith(1);
  const [p] = offices as [Office];
  const { db, ctx } = p.station;
  const junk: unknown[] = [7, 'x', null, [null], [7], [{ name: 7 }], { a: [{}] }, ['x']];
  let count = 0;
  db.transaction(() => {
    const { logId } = ensureLog(db, 'a'.repeat(32), 'down');
    for (const [entity, { fields }] of Object.entries(entities))
      for (const value of [undefined, ...junk]) {
        count += 1;
        const said =
          value === undefined ? {} : Object.fromEntries(Object.keys(fields.shape).map((name) => [name, value]));
        const op: Op = {
          ...{ v: 1, inc: 'a'.repeat(32), ch: 'down', seq: count, prev: '', lam: count, actor: 'u', dev: 'd', wall: 0 },
          ...{ entity, id: ctx.newId(), kind: 'create', base: [], schema: 1, fields: { ...said, ownerId: 7 } },
        };
        const bytes = Buffer.from(opText(op));
        const hash = sha256Bytes(bytes);
        const held = { status: 'quarantined', reason: 'shape', byRecord: true } as const;
        saveHeld(db, logId, { op: { ...op, hash: hash.toString('hex') }, hash, bytes }, held, count);
      }
  }).immediate();
  let after: string | undefined;
  let shown = 0;
  do {
    const page = p.get('exchange.held', {
      status: 'quarantined',
      limit: 100,
      ...(after === undefined ? {} : { after }),
    });
    shown += page.rows.length;
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(shown).toBe(count);
});

test('after an upgrade what was kept unread counts, once', () => {
  const { offices } = provinceWith(1);
  const [p, a] = offices as [Office, Office];
  const id = p.station.newId();
  p.station.write(
    create('norm', id, {
      ...{ name: 'Định mức mới', level: 'commune', unitKind: null, underUnitId: null, isKeyOnly: 0 },
      ...{ validFrom: '2026-01-01', validTo: null, minTotal: 5, maxTotal: null, chiefs: 1, maxDeputies: null },
      ...{ minInvestigators: null, isBinding: 1, basisDirectiveId: null, basisText: '' },
    }),
  );
  const cargo = p.station.export(A, [a.station.inc]);
  // A release that does not know the kind of record yet.
  const { norm } = entities;
  Reflect.deleteProperty(entities, 'norm');
  try {
    a.station.import(cargo);
  } finally {
    Object.assign(entities, { norm });
  }
  const { db, ctx } = a.station;
  expect(a.get('exchange.held', { status: 'pending' })).toMatchObject({
    total: 1,
    rows: [{ reason: 'schema', entity: 'norm' }],
  });
  expect(readAfterUpgrade(db, ctx.office, ctx.now)).toBe(1);
  expect(db.prepare('SELECT name FROM norm').pluck().all()).toContain('Định mức mới');
  expect(a.get('exchange.held', { status: 'pending' }).total).toBe(0);
  expect(readAfterUpgrade(db, ctx.office, ctx.now)).toBe(0);
});

test('a PC whose count has run away does not take the others with it', () => {
  const { offices, join } = provinceWith(1);
  const [p, one] = offices as [Office, Office];
  const wild = join(A, 'Máy hai');
  const [ours, theirs] = [one.station.newId(), wild.station.newId()];
  one.station.write(create('task', ours, memo('của máy một', `up:${A}`)));
  exchange(one, wild);
  saveMeta(wild.station.db, 'lamport', String(lamportLimit - 1));
  wild.station.write(create('task', theirs, memo('chạy trước', `up:${A}`)));
  exchange(one, wild);
  expect(findLamport(one.station.db)).toBe(heardLamportLimit);
  // What it wrote counts and stays as it is; all else goes on.
  expect(() => one.station.write(update('task', theirs, { content: 'sửa' }))).toThrow(AppError);
  one.station.write(
    update('task', ours, { content: 'vẫn sửa được' }),
    create('task', one.station.newId(), memo('việc nữa', `up:${A}`)),
  );
  deliver(one, p);
  const contents = p.station.db.prepare('SELECT content FROM task').pluck().all();
  expect(contents.sort()).toEqual(['chạy trước', 'vẫn sửa được', 'việc nữa'].sort());
  expect(p.get('exchange.badge', {})).toMatchObject({ refused: 0, waiting: 0 });
});

test('nobody writes what others would refuse: the field and the limit are named', () => {
  const { offices } = provinceWith(1);
  const [, a] = offices as [Office, Office];
  const id = a.station.newId();
  a.station.write(create('task', id, memo('gốc')));
  const long = 'ệ'.repeat(10_000);
  const issuesOf = (work: () => void): unknown => {
    try {
      work();
    } catch (error) {
      if (error instanceof AppError) return (error.details as { issues: unknown }).issues;
      throw error;
    }
    return undefined;
  };
  const report = {
    ...{
      assignmentId: id,
      unitId: A,
      periodKey: null,
      version: 1,
      correctsId: null,
      reportedOn: '2026-02-01',
      doneOn: null,
    },
    ...{
      percent: 50,
      content: long,
      difficulties: long,
      proposals: `${long.slice(1)}`,
      figures: [],
      isNothing: 0 as const,
    },
  };
  expect(issuesOf(() => a.station.write(create('report', a.station.newId(), report)))).toEqual([
    { path: 'content', code: 'too_big', limit: 64 * 1024 },
  ]);
  expect(a.station.db.prepare('SELECT count(*) FROM report').pluck().get()).toBe(0);
});
