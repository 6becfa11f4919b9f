import { expect, test } from 'vitest';
import { type Change, create, update } from '../../db/commit.ts';
import { digestOfAll } from '../../db/rebuild.ts';
import { Station } from './model/station.ts';
import { standInPrimitives, World } from './model/world.ts';

const unitIdOf = (n: number): string => `0190ffff-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [P, A, B] = [unitIdOf(1), unitIdOf(2), unitIdOf(3)];

const unitOf = (id: string, level: 'province' | 'commune', parentId: string | null, name: string): Change[] => [
  create('unit', id, { nature: 'police', level, areaId: null }),
  create('unitVersion', id.replace('ffff', 'eeee'), {
    ...{ unitId: id, validFrom: '2025-07-01', validTo: null, kind: level === 'province' ? 'province' : 'commune' },
    ...{ name, fullName: name, shortName: name, symbol: 'CA', officialCode: null, parentId, isKey: 0, hasPolice: 1 },
    ...{ orderNumber: null, basisDirectiveId: null, basisText: '' },
  }),
];

const kind = (name: string) => ({
  name,
  abbreviation: name.slice(0, 3),
  grouping: 'administrative' as const,
  orderNumber: 1,
  isActive: 1 as const,
});
const memo = (content: string, audience = 'office') => ({
  ...{ directiveId: null, clause: '', content, detail: '', product: '', kind: 'dated' as const, periodRuleId: null },
  ...{ periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-01-01', audience },
});

function province(): { world: World; p: Station; a: Station; b: Station } {
  const world = new World(standInPrimitives(1), P);
  world.addUnit(A, P);
  world.addUnit(B, P);
  const pcs = [P, A, B].map((unit, n) => world.admit(`device-${n}`, unit));
  const [p, a, b] = pcs.map((pc, n) => new Station(world, pc, world.documents, n)) as [Station, Station, Station];
  p.write(
    ...unitOf(P, 'province', null, 'Công an tỉnh'),
    ...unitOf(A, 'commune', P, 'Công an xã A'),
    ...unitOf(B, 'commune', P, 'Công an xã B'),
  );
  return { world, p, a, b };
}

const deliver = (from: Station, to: Station) => to.import(from.export(to.pc.unit, [to.inc]));
const contentsOf = ({ db }: Station): unknown[] => db.prepare('SELECT id, content FROM task ORDER BY id').all();

test('a commune takes in the tree and what is meant for it, and its report goes up; again changes nothing', () => {
  const { p, a } = province();
  p.write(
    create('documentKind', p.newId(), kind('Chỉ thị')),
    create('task', p.newId(), memo('cho xã A', `down:${A}`)),
    create('task', p.newId(), memo('cho xã B', `down:${B}`)),
  );
  const cargo = p.export(A, [a.inc]);
  expect(a.import(cargo)?.moves.every(({ to }) => to === null)).toBe(true);
  expect(contentsOf(a)).toEqual([{ id: expect.any(String), content: 'cho xã A' }]);
  expect(a.db.prepare('SELECT count(*) FROM unit').pluck().get()).toBe(3);
  const before = digestOfAll(a.db);
  const again = a.import(cargo);
  expect(again).toMatchObject({ number: { kind: 'again' }, fresh: 0, moves: [] });
  expect(digestOfAll(a.db)).toBe(before);
  a.write(create('task', a.newId(), memo('từ xã A', `up:${A}`)));
  expect(deliver(a, p)).toMatchObject({ fresh: 1, refused: 0 });
  expect(contentsOf(p)).toHaveLength(3);
  // What was acknowledged is not sent again.
  expect(p.export(A, [a.inc]).ops).toEqual([]);
});

test('what one commune writes for the province never reaches another, whoever carries it', () => {
  const { p, a, b } = province();
  deliver(p, a);
  deliver(p, b);
  a.write(create('task', a.newId(), memo('canary-A', `up:${A}`)), create('task', a.newId(), memo('canary-int')));
  deliver(a, p);
  const cargo = p.export(B, [b.inc]);
  expect(JSON.stringify(cargo.ops.map(({ bytes }) => Buffer.from(bytes).toString()))).not.toContain('canary');
  // Even a bundle that holds it by mistake leaves nothing behind.
  const wrong = { ...a.export(P, []), to: B };
  expect(b.import(wrong)).toMatchObject({ refused: 1, fresh: 0 });
  expect(b.db.prepare("SELECT count(*) FROM heldOp WHERE bytes LIKE '%canary%'").pluck().get()).toBe(0);
});

test('two PCs of one office edit one field apart: both values are kept, and both PCs show the same', () => {
  const { world, p, a } = province();
  const second = new Station(world, world.admit('device-9', A), world.documents, 9);
  p.learn(world.documents);
  a.learn(world.documents);
  deliver(p, a);
  deliver(p, second);
  const id = a.newId();
  a.write(create('task', id, memo('gốc')));
  deliver(a, second);
  a.write(update('task', id, { content: 'máy một' }));
  second.write(update('task', id, { content: 'máy hai', product: 'báo cáo' }));
  deliver(a, second);
  deliver(second, a);
  expect(digestOfAll(a.db)).toBe(digestOfAll(second.db));
  expect(a.db.prepare('SELECT field FROM conflict').pluck().all()).toEqual(['content']);
  expect(a.db.prepare('SELECT product FROM task WHERE id = ?').pluck().get(id)).toBe('báo cáo');
});

test('a certificate that comes late lets in what waited for it', () => {
  const world = new World(standInPrimitives(2), P);
  world.addUnit(A, P);
  const first = world.admit('device-0', P);
  const early = [...world.documents];
  const p = new Station(world, first, early, 0);
  p.write(...unitOf(P, 'province', null, 'Công an tỉnh'), ...unitOf(A, 'commune', P, 'Công an xã A'));
  const a = new Station(world, world.admit('device-1', A), world.documents, 1);
  deliver(p, a);
  a.write(create('task', a.newId(), memo('sớm', `up:${A}`)));
  const cargo = a.export(P, []);
  const late = { ...cargo, documents: cargo.documents.filter(({ text }) => !text.includes('"kind":"certificate"')) };
  expect(p.import(late)?.moves.map(({ to }) => to?.reason)).toEqual(['certificate']);
  expect(contentsOf(p)).toEqual([]);
  p.learn(world.documents);
  expect(contentsOf(p)).toHaveLength(1);
  expect(p.db.prepare('SELECT count(*) FROM heldOp').pluck().get()).toBe(0);
});

test('what a PC wrote after the place it was withdrawn at leaves the tables again, what it wrote before stays', () => {
  const { world, p, a } = province();
  deliver(p, a);
  a.write(create('task', a.newId(), memo('trước', `up:${A}`)));
  deliver(a, p);
  const kept = p.db.prepare('SELECT seq, head FROM log WHERE channel = ?').get(`up:${A}`) as {
    seq: number;
    head: string;
  };
  a.write(create('task', a.newId(), memo('sau', `up:${A}`)));
  deliver(a, p);
  expect(contentsOf(p)).toHaveLength(2);
  world.revoke('device-1', [{ inc: a.inc, ch: `up:${A}`, ...kept }]);
  p.learn(world.documents);
  expect(contentsOf(p)).toEqual([{ id: expect.any(String), content: 'trước' }]);
  expect(p.db.prepare('SELECT status, reason FROM heldOp').all()).toEqual([
    { status: 'quarantined', reason: 'revoked' },
  ]);
});

test('what a PC has written and not handed out yet stays when it learns of a new PC, and its next change takes the next number', () => {
  const { world, p, a } = province();
  p.write(create('documentKind', p.newId(), kind('Chỉ thị')));
  const log = () => p.db.prepare("SELECT seq, upTo FROM log WHERE channel = 'down'").get();
  const before = log() as { seq: number };
  world.admit('device-9', A);
  p.learn(world.documents);
  expect(p.db.prepare('SELECT name FROM documentKind').pluck().all()).toEqual(['Chỉ thị']);
  expect(log()).toEqual({ seq: before.seq, upTo: before.seq });
  p.write(create('documentKind', p.newId(), kind('Công điện')));
  deliver(p, a);
  expect(a.db.prepare('SELECT name FROM documentKind ORDER BY name').pluck().all()).toEqual(['Chỉ thị', 'Công điện']);
});

test('what a PC writes before it is let in counts there, and goes out once it is', () => {
  const { world, p } = province();
  const early = [...world.documents];
  const C = unitIdOf(4);
  world.addUnit(C, P);
  const c = new Station(world, world.admit('device-7', C), early, 7);
  c.write(create('task', c.newId(), memo('trước khi được duyệt', `up:${C}`)));
  c.learn([...early]);
  expect(contentsOf(c)).toHaveLength(1);
  p.write(...unitOf(C, 'commune', P, 'Công an xã C'));
  p.learn(world.documents);
  deliver(p, c);
  expect(contentsOf(c)).toHaveLength(1);
  expect(deliver(c, p)).toMatchObject({ fresh: 1 });
  expect(contentsOf(p)).toHaveLength(1);
});
