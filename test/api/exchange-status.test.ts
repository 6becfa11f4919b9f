import fc from 'fast-check';
import { expect, test } from 'vitest';
import { create, update } from '../../db/commit.ts';
import { Readers } from '../../db/exchange/readers.ts';
import { mayRead, type Tree } from '../../db/sync/channel.ts';
import { deliver, exchange, type Office, provinceWith, unitIdOf } from '../helpers/stations.ts';
import type { Cargo } from '../sync/model/station.ts';

const [P, A, B] = [unitIdOf(1), unitIdOf(2), unitIdOf(3)];
const dayMs = 86_400_000;
const startMs = 1_800_000_000_000;

const memo = (content: string, audience: string) => ({
  ...{ directiveId: null, clause: '', content, detail: '', product: '', kind: 'dated' as const, periodRuleId: null },
  ...{ periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-01-01', audience },
});
const write = ({ station }: Office, audience: string, count = 1): void => {
  for (let n = 0; n < count; n += 1) station.write(create('task', station.newId(), memo(`việc ${n}`, audience)));
};
const statusOf = (office: Office, unitId: string) => {
  const found = office.get('exchange.status', {}).find((one) => one.unitId === unitId);
  if (found === undefined) throw new Error(`no line of ${unitId}`);
  return found;
};
const after = ({ station }: Office, days: number): void => {
  station.clock = () => startMs + days * dayMs;
};

/** What a PC was given, kept beside its database: which ops, and up to where somebody signed. */
class Shadow {
  readonly held = new Map<string, Set<number>>();
  readonly claims = new Map<string, number>();

  take({ documents }: Cargo, ops: Cargo['ops'], reader: string, tree: Tree): void {
    for (const { text } of documents) {
      const statement = JSON.parse(text) as { kind: string; device: string; ch: string; seq: number };
      if (statement.kind !== 'checkpoint' || !isFor(statement.device, statement.ch, reader, tree)) continue;
      const name = `${statement.device} ${statement.ch}`;
      this.claims.set(name, Math.max(statement.seq, this.claims.get(name) ?? 0));
    }
    for (const { bytes } of ops) {
      const { dev, ch, seq } = JSON.parse(Buffer.from(bytes).toString()) as { dev: string; ch: string; seq: number };
      const name = `${dev} ${ch}`;
      this.held.set(name, (this.held.get(name) ?? new Set()).add(seq));
    }
  }

  /** Every number that was signed for and did not come. */
  get missing(): string[] {
    return [...this.claims].flatMap(([name, claimed]) =>
      Array.from({ length: claimed }, (_, index) => index + 1)
        .filter((seq) => this.held.get(name)?.has(seq) !== true)
        .map((seq) => `${name} ${seq}`),
    );
  }
}

const officeOfDevice: Record<string, string> = { 'device-0': P, 'device-1': A, 'device-2': B };
const isFor = (device: string, ch: string, reader: string, tree: Tree): boolean =>
  mayRead(tree, reader, officeOfDevice[device] ?? '', ch);

/** The reported gaps, number by number; the names of PCs are `Máy n` of `device-n`. */
const reported = (office: Office): string[] =>
  office.get('exchange.status', {}).flatMap(({ gaps, missingOps }) => {
    const all = gaps.flatMap(({ deviceName, channel, from, to }) =>
      Array.from({ length: to - from + 1 }, (_, n) => `device-${deviceName.slice(4)} ${channel} ${from + n}`),
    );
    expect(missingOps).toBe(all.length);
    return all;
  });

const Step = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    at: fc.nat(2),
    to: fc.nat(2),
    count: fc.integer({ min: 1, max: 4 }),
  }),
  // Of the ops only those whose place in the bundle is not lost: a bundle comes in volumes, and some never come.
  fc.record({
    kind: fc.constant('carry' as const),
    at: fc.nat(2),
    to: fc.nat(2),
    lost: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  }),
);

test('what is reported missing is exactly what was signed for and did not come, whatever was lost on the way (I9)', () => {
  fc.assert(
    fc.property(fc.array(Step, { minLength: 4, maxLength: 14 }), (steps) => {
      const { world, offices } = provinceWith(2);
      const [p, a, b] = offices as [Office, Office, Office];
      const all = [p, a, b];
      const shadows = all.map(() => new Shadow());
      // What provinceWith has delivered already.
      const first = p.station.export(A, []);
      for (const index of [1, 2]) shadows[index]?.take(first, first.ops, all[index]?.station.pc.unit ?? '', world.tree);
      for (const step of steps) {
        const from = all[step.at] as Office;
        const to = all[step.to] as Office;
        if (step.kind === 'write') {
          const own = from.station.pc.unit;
          write(from, own === P ? `down:${step.to === 0 ? A : to.station.pc.unit}` : `up:${own}`, step.count);
        } else if (from !== to) {
          const cargo = from.station.export(to.station.pc.unit, [to.station.inc]);
          const size = Math.ceil(cargo.ops.length / 4) || 1;
          const ops = cargo.ops.filter((_, index) => step.lost[Math.floor(index / size)] !== true);
          const readable = ops.filter(({ bytes }) => {
            const { dev, ch } = JSON.parse(Buffer.from(bytes).toString()) as { dev: string; ch: string };
            return isFor(dev, ch, to.station.pc.unit, world.tree);
          });
          to.station.import({ ...cargo, ops });
          shadows[step.to]?.take(cargo, readable, to.station.pc.unit, world.tree);
        }
      }
      for (const [index, office] of all.entries()) {
        const own = office.station.pc.keys.device;
        const truth = (shadows[index]?.missing ?? []).filter((name) => !name.startsWith(`${own} `));
        expect(reported(office).sort()).toEqual(truth.sort());
      }
    }),
    { numRuns: 20 },
  );
});

test('readers found by channel are those that the rules name, in any tree', () => {
  const Parents = fc.array(fc.nat(6), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(Parents, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), (parents, hasPc) => {
      const units = parents.map((_, index) => `u${index}`);
      // A parent comes before its children, so there is no loop.
      const parentOf = (unit: string): string | undefined => {
        const index = units.indexOf(unit);
        const parent = parents[index] ?? 0;
        return index > parent ? units[parent] : undefined;
      };
      const offices = units.filter((_, index) => hasPc[index]);
      const tree: Tree = { parentOf, hasOffice: (unit) => offices.includes(unit) };
      const readers = new Readers(tree, offices);
      for (const author of units)
        for (const channel of [
          'nat',
          'down',
          ...units.flatMap((unit) => [`down:${unit}`, `up:${unit}`, `int:${unit}`]),
        ]) {
          const all = offices.filter((office) => mayRead(tree, office, author, channel));
          expect([...readers.of(author, channel)].sort()).toEqual(all.sort());
        }
    }),
    { numRuns: 60 },
  );
});

test('a bundle that never came is named by its number, with the later one that made it good', () => {
  const { offices } = provinceWith(1);
  const [p, a] = offices as [Office, Office];
  const bundles = [1, 2, 3].map(() => {
    write(a, `up:${A}`);
    return a.station.export(P, [p.station.inc]);
  });
  p.station.import(bundles[0] as Cargo);
  p.station.import(bundles[2] as Cargo);
  expect(statusOf(p, A)).toMatchObject({
    relation: 'below',
    missingOps: 0,
    devices: [{ lastInNumber: 3, missingBundles: [2], coveredBy: 3, state: 'active' }],
  });
  expect(statusOf(a, P)).toMatchObject({ relation: 'above', devices: [{ missingBundles: [], coveredBy: null }] });
  p.station.import(bundles[1] as Cargo);
  expect(statusOf(p, A).devices).toMatchObject([{ missingBundles: [], coveredBy: null }]);
});

test('a later bundle of which some is missing makes nothing good', () => {
  const { offices } = provinceWith(1);
  const [p, a] = offices as [Office, Office];
  write(a, `up:${A}`, 3);
  a.station.export(P, []);
  const second = a.station.export(P, []);
  const isFirst = ({ bytes }: (typeof second.ops)[number]): boolean => {
    const { ch, seq } = JSON.parse(Buffer.from(bytes).toString()) as { ch: string; seq: number };
    return ch === `up:${A}` && seq === 1;
  };
  p.station.import({ ...second, ops: second.ops.filter((op) => !isFirst(op)) });
  expect(statusOf(p, A)).toMatchObject({
    missingOps: 1,
    gaps: [{ deviceName: 'Máy 1', unitName: 'Công an xã 1', channel: `up:${A}`, from: 1, to: 1 }],
    devices: [{ missingBundles: [1], coveredBy: null }],
  });
  expect(p.get('desk.today', { on: '2026-05-04' }).exchange.rows).toMatchObject([
    { kind: 'missing', count: 1, amount: 1, unitName: 'Công an xã 1' },
  ]);
  expect(p.get('exchange.held', { status: 'pending' })).toMatchObject({
    total: 2,
    reasons: [{ reason: 'gap', count: 2 }],
  });
});

test('days without a bundle count from the last one, or from enrolment when nothing ever came', () => {
  const { offices } = provinceWith(2);
  const [p, a] = offices as [Office, Office];
  after(p, 1);
  deliver(a, p);
  after(p, 13);
  expect(statusOf(p, A)).toMatchObject({ silentDays: 12, isSilent: false, lastInAtMs: startMs + dayMs });
  expect(statusOf(p, B)).toMatchObject({ silentDays: 13, isSilent: false, lastInAtMs: null });
  after(p, 21);
  expect(statusOf(p, B)).toMatchObject({ silentDays: 21, isSilent: true });
  expect(p.get('exchange.badge', {}).lastInDays).toBe(20);
  expect(p.get('desk.today', { on: '2026-05-04' }).exchange).toMatchObject({
    total: 1,
    rows: [{ kind: 'silent', count: 2, amount: 21, unitName: 'Công an xã 2' }],
  });
});

test('changes count as not sent until a bundle is written for someone who may read them', () => {
  const { offices, join } = provinceWith(1);
  const [p, a] = offices as [Office, Office];
  const unsent = (office: Office): number => office.get('exchange.badge', {}).unsent;
  expect(unsent(a)).toBe(0);
  write(a, `up:${A}`, 2);
  write(a, 'office');
  expect(unsent(a)).toBe(2); // nobody else may read what is of the office alone
  deliver(a, p);
  expect([unsent(a), unsent(p)]).toEqual([0, 0]); // what was taken in is no own change
  const second = join(A, 'Máy hai');
  expect(unsent(a)).toBe(1);
  exchange(a, second);
  expect([unsent(a), unsent(second)]).toEqual([0, 0]);
});

test('what a receiver has not acknowledged is counted to the op and the byte, and too much of it offers a full copy', () => {
  const { offices } = provinceWith(1);
  const [p, a] = offices as [Office, Office];
  deliver(a, p);
  expect(statusOf(p, A).backlog).toEqual({ opCount: 0, byteCount: 0, days: null, isTooMuch: false });
  write(p, `down:${A}`, 300);
  const bytes = p.station.db
    .prepare('SELECT sum(length(bytes)) FROM op JOIN log USING (logId) WHERE channel = ?')
    .pluck()
    .get(`down:${A}`);
  expect(statusOf(p, A)).toMatchObject({
    backlog: { opCount: 300, byteCount: bytes, days: 0 },
    devices: [{ unacknowledged: 300 }],
  });
  deliver(p, a);
  deliver(a, p);
  write(p, `down:${A}`, 2);
  const rest = p.station.db
    .prepare('SELECT sum(length(bytes)) FROM op JOIN log USING (logId) WHERE channel = ? AND op.seq > 300')
    .pluck()
    .get(`down:${A}`);
  expect(statusOf(p, A).backlog).toMatchObject({ opCount: 2, byteCount: rest, isTooMuch: false });
  after(p, 61);
  expect(statusOf(p, A).backlog).toMatchObject({ days: 61, isTooMuch: true });
  expect(p.get('desk.today', { on: '2026-05-04' }).exchange.rows).toContainEqual(
    expect.objectContaining({ kind: 'backlog', count: 1, unitName: 'Công an xã 1' }),
  );
});

test('a PC that was put back, one that goes on twice, and one that was withdrawn are told apart', () => {
  const { world, offices, join } = provinceWith(2);
  const [p, a, b] = offices as [Office, Office, Office];
  const old = b.station.copy();
  write(p, `down:${B}`);
  deliver(p, b);
  deliver(b, p);
  old.export(P, []);
  deliver(old, p);
  expect(statusOf(p, B).devices).toMatchObject([{ isRewound: true }]);
  expect(statusOf(p, A).devices).toMatchObject([{ isRewound: false, isForked: false }]);
  const clone = a.station.copy();
  write(a, `up:${A}`);
  clone.write(create('task', '01900abc-0000-7000-8000-000000000001', memo('bản chép', `up:${A}`)));
  deliver(a, p);
  deliver(clone, p);
  expect(statusOf(p, A).devices).toMatchObject([{ isForked: true, state: 'suspended' }]);
  const second = join(B, 'Máy hai');
  const { device } = second.station.pc.keys;
  world.revoke(device, []);
  p.station.learn(world.documents);
  expect(statusOf(p, B).devices.map(({ name, state }) => [name, state])).toEqual([
    ['Máy 2', 'active'],
    ['Máy hai', 'revoked'],
  ]);
  expect(p.station.db.prepare('SELECT count(*) FROM op').pluck().get()).toBeGreaterThan(0);
});

test('a PC without an exchange has nothing to say', () => {
  const { offices } = provinceWith(1);
  const [p] = offices as [Office];
  p.station.db.prepare("DELETE FROM meta WHERE key = 'deviceKeys'").run();
  expect(p.get('exchange.status', {})).toEqual([]);
  expect(p.get('exchange.badge', {})).toEqual({
    state: 'alone',
    unsent: 0,
    lastInDays: null,
    conflicts: 0,
    refused: 0,
    waiting: 0,
  });
});

test('late changes of a unit that has ended count, and are told to who carries its work on and to those above', () => {
  const { offices } = provinceWith(2);
  const [p, a] = offices as [Office, Office];
  after(p, 1);
  const { station } = p;
  const eventId = station.newId();
  station.write(
    update('unitVersion', A.replace('ffff', 'eeee'), { validTo: '2026-03-01' }),
    create('unitEvent', eventId, {
      ...{ kind: 'merge', signedOn: null, announcedOn: null, effectiveOn: '2026-03-01', basisDirectiveId: null },
      ...{ basisText: 'Nghị quyết 01', note: '', correctsEventId: null, heirsUnknown: 0 },
    }),
    create('unitLineage', station.newId(), {
      ...{ eventId, fromUnitId: A, toUnitId: B, part: 'whole', isMainHeir: 1, ratio: null },
    }),
  );
  write(a, `up:${A}`, 2);
  deliver(a, p);
  expect(station.db.prepare('SELECT count(*) FROM task WHERE audience = ?').pluck().get(`up:${A}`)).toBe(2);
  const { rows } = p.get('desk.today', { on: '2026-05-04' }).exchange;
  expect(rows).toMatchObject([{ kind: 'late', count: 2, unitName: 'Công an xã 1', heirNames: ['Công an xã 2'] }]);
  deliver(a, p);
  expect(p.get('desk.today', { on: '2026-05-04' }).exchange.rows[0]?.count).toBe(2);
  after(p, 40);
  expect(p.get('desk.today', { on: '2026-05-04' }).exchange.rows.map(({ kind }) => kind)).not.toContain('late');
});
