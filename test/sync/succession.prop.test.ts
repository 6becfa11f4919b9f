import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply, whileOpen } from '../../db/apply.ts';
import { type Change, commit, create, remove, update } from '../../db/commit.ts';
import { ensureLog, readOp } from '../../db/queries/op.ts';
import { digestOf, rebuild } from '../../db/rebuild.ts';
import type { Db } from '../../db/sql.ts';
import { eventWith, unitWith, versionOf } from '../helpers/lineage.ts';
import { memoryDb, office, type TestOffice } from '../helpers/office.ts';

const uuid = (group: number, n: number): string =>
  `0190${group.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const unitIds = Array.from({ length: 6 }, (_, n) => uuid(1, n));
const dayOf = (n: number): string => `2025-01-${String(n + 10).padStart(2, '0')}`;

interface Act {
  readonly what: 'end' | 'revive' | 'event' | 'edge' | 'move' | 'unknown' | 'dropEdge' | 'dropEvent';
  readonly a: number;
  readonly b: number;
  readonly day: number;
}
const acts = fc.array(
  fc.record<Act>({
    what: fc.constantFrom(
      ...([
        'end',
        'end',
        'revive',
        'event',
        'edge',
        'edge',
        'edge',
        'move',
        'unknown',
        'dropEdge',
        'dropEvent',
      ] as const),
    ),
    a: fc.nat(5),
    b: fc.nat(6),
    day: fc.nat(6),
  }),
  { maxLength: 22 },
);

const scene = (): Change[] =>
  unitIds.flatMap((id, n) => [
    create('unit', id, { nature: 'police', level: 'commune', areaId: null }),
    create('unitVersion', uuid(2, n), versionOf(id, { name: `X${n}`, from: '2020-01-01' })),
  ]);

const event = (day: number) => ({
  ...({ kind: 'merge', signedOn: null, announcedOn: null, effectiveOn: dayOf(day), basisDirectiveId: null } as const),
  ...({ basisText: '', note: '', correctsEventId: null, heirsUnknown: 0 } as const),
});

/** Acts as changes of what exists; an edge hangs on the latest event, a unit may end without one. */
function changesOf(list: readonly Act[]): Change[] {
  const events: string[] = [];
  const edges: { id: string; eventId: string }[] = [];
  return list.flatMap(({ what, a, b, day }, n): Change[] => {
    const eventId = events.at(-1);
    if (what === 'end' || what === 'revive')
      return [update('unitVersion', uuid(2, a), { validTo: what === 'end' ? dayOf(day) : null })];
    if (what === 'event') {
      events.push(uuid(3, n));
      return [create('unitEvent', uuid(3, n), event(day))];
    }
    if (eventId === undefined) return [];
    if (what === 'edge') {
      edges.push({ id: uuid(4, n), eventId });
      const ends = { fromUnitId: unitIds[a] ?? null, toUnitId: unitIds[b] ?? null };
      return [create('unitLineage', uuid(4, n), { eventId, ...ends, part: 'part', isMainHeir: 0, ratio: null })];
    }
    if (what === 'move') return [update('unitEvent', eventId, { effectiveOn: dayOf(day) })];
    if (what === 'unknown') return [update('unitEvent', eventId, { heirsUnknown: 1 })];
    const gone = what === 'dropEdge' ? edges.splice(a % 3, 1) : edges.filter((edge) => edge.eventId === eventId);
    if (what === 'dropEdge') return gone.map(({ id }) => remove('unitLineage', id));
    events.pop();
    for (const edge of gone) edges.splice(edges.indexOf(edge), 1);
    return [...gone.map(({ id }) => remove('unitLineage', id)), remove('unitEvent', eventId)];
  });
}

const inTransaction = (o: TestOffice, changes: readonly Change[]): unknown =>
  o.db.transaction(() => commit(o.ctx, changes)).immediate();
const digest = (db: Db) => digestOf(db, 'unitSuccession', 'unitId, fromOn');

/** The ops of `db` in another order, a record's own in theirs, brought up to date after every few. */
function received(db: Db, seed: number): Db {
  const copy = memoryDb();
  const rows = db.prepare('SELECT hash, bytes FROM op ORDER BY opId').all() as { hash: Buffer; bytes: Buffer }[];
  const ops = rows.map((row) => ({ ...row, op: readOp(row) }));
  const place = new Map<string, number>();
  const keyed = ops.map((each, n) => {
    const least = place.get(each.op.id) ?? 0;
    const key = Math.max(least, Math.imul(n + seed, 2654435761) >>> 0);
    place.set(each.op.id, key);
    return { ...each, key, n };
  });
  keyed.sort((x, y) => x.key - y.key || x.n - y.n);
  copy
    .transaction(() => {
      for (let n = 0; n < keyed.length; n += 3)
        whileOpen(copy, (touched) => {
          for (const { op, bytes, hash } of keyed.slice(n, n + 3))
            apply(copy, touched, { op, logId: ensureLog(copy, op.inc, op.ch).logId, bytes, hash });
        });
    })
    .immediate();
  return copy;
}

test('heirs are the same written at once, step by step, received in another order, and rebuilt from the log', () => {
  fc.assert(
    fc.property(acts, fc.nat(1000), (list, seed) => {
      const [atOnce, stepwise] = [office(), office()];
      const changes = [...scene(), ...changesOf(list)];
      inTransaction(atOnce, changes);
      for (const change of changes) inTransaction(stepwise, [change]);
      const rebuilt = rebuild(stepwise.db, `${stepwise.ctx.scratch}/copy.db`, () => {});
      const other = received(stepwise.db, seed);
      expect(digest(stepwise.db)).toEqual(digest(atOnce.db));
      expect(digest(rebuilt)).toEqual(digest(stepwise.db));
      expect(digest(other)).toEqual(digest(stepwise.db));
      for (const db of [atOnce.db, stepwise.db, rebuilt, other]) db.close();
    }),
    { numRuns: 25 },
  );
});

test('a bulk that is computed as a whole says what its parts say', () => {
  const [bulk, parts] = [office(), office()];
  const count = 320;
  const changes = Array.from({ length: count }, (_, n): Change[] => [
    create('unit', uuid(1, n), { nature: 'police', level: 'commune', areaId: null }),
    create('unitVersion', uuid(2, n), {
      ...versionOf(uuid(1, n), { name: `X${n}`, from: '2020-01-01', to: n % 2 === 0 ? dayOf(0) : null }),
    }),
  ]).flat();
  const edges = Array.from({ length: count / 2 }, (_, n) =>
    create('unitLineage', uuid(4, n), {
      ...{ eventId: uuid(3, 0), fromUnitId: uuid(1, 2 * n), toUnitId: uuid(1, 2 * ((n * 7) % (count / 2)) + 1) },
      ...{ part: 'whole', isMainHeir: 1, ratio: null },
    }),
  );
  inTransaction(bulk, [...changes, create('unitEvent', uuid(3, 0), event(0)), ...edges]);
  inTransaction(parts, changes.slice(0, 200));
  inTransaction(parts, changes.slice(200, 500));
  inTransaction(parts, changes.slice(500));
  inTransaction(parts, [create('unitEvent', uuid(3, 0), event(0))]);
  for (const edge of edges) inTransaction(parts, [edge]);
  expect(digest(bulk.db).rows).toBe(count / 2);
  expect(digest(parts.db)).toEqual(digest(bulk.db));
});

test('a day that is put right, an heir that ends, and an event taken back are followed', () => {
  const o = office();
  const c = unitWith(o, { name: 'C', from: '2025-07-01' });
  const a = unitWith(o, { name: 'A', from: '2021-11-01', to: '2025-07-01' });
  const rows = () =>
    o.db.prepare('SELECT fromOn, toOn, heirId, reason FROM unitSuccession WHERE unitId = ? ORDER BY fromOn').all(a);
  expect(rows()).toEqual([{ fromOn: '2025-07-01', toOn: null, heirId: null, reason: 'unknown' }]);
  const eventId = eventWith(o, { kind: 'absorb', on: '2025-07-01', edges: [{ from: a, to: c }] });
  expect(rows()).toEqual([{ fromOn: '2025-07-01', toOn: null, heirId: c, reason: null }]);
  const versionId = o.db.prepare('SELECT id FROM unitVersion WHERE unitId = ?').pluck().get(c) as string;
  inTransaction(o, [update('unitVersion', versionId, { validTo: '2026-04-30' })]);
  expect(rows()).toEqual([
    { fromOn: '2025-07-01', toOn: '2026-04-30', heirId: c, reason: null },
    { fromOn: '2026-04-30', toOn: null, heirId: null, reason: 'unknown' },
  ]);
  inTransaction(o, [update('unitEvent', eventId, { effectiveOn: '2025-08-01' })]);
  expect(rows()).toHaveLength(3);
  expect(rows()[0]).toEqual({ fromOn: '2025-07-01', toOn: '2025-08-01', heirId: null, reason: 'unknown' });
});
