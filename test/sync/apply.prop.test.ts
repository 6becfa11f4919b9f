import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply, applyLater, whileOpen, withdraw } from '../../db/apply.ts';
import { type Change, commit, create, remove, update } from '../../db/commit.ts';
import type { Ctx } from '../../db/context.ts';
import { setJudging } from '../../db/queries/exchange.ts';
import { advanceLog, ensureLog, findLamport, readOp, saveMeta } from '../../db/queries/op.ts';
import { digestOfAll } from '../../db/rebuild.ts';
import type { Db } from '../../db/sql.ts';
import { memoryDb, office, type TestOffice } from '../helpers/office.ts';

interface Wire {
  readonly hash: Buffer;
  readonly bytes: Buffer;
}

const opsOf = (db: Db): Wire[] => db.prepare('SELECT hash, bytes FROM op ORDER BY opId').all() as Wire[];

/** What an import will do, without its checks: each log's ops in their order, the logs in any order. */
function receive(db: Db, ops: readonly Wire[]): void {
  const work = () =>
    whileOpen(db, (touched) => {
      for (const { hash, bytes } of ops) {
        const op = readOp({ hash, bytes });
        const log = ensureLog(db, op.inc, op.ch);
        if (op.seq <= log.seq) continue;
        if (op.seq !== log.seq + 1) throw new Error('gap');
        apply(db, touched, { op, logId: log.logId, bytes, hash });
        advanceLog(db, log.logId, op.seq, op.hash);
        saveMeta(db, 'lamport', String(Math.max(findLamport(db), op.lam)));
      }
    });
  db.transaction(work).immediate();
}

/** The same ops with their logs interleaved otherwise. */
function interleaved(ops: readonly Wire[], seed: number): Wire[] {
  const logs = new Map<string, Wire[]>();
  for (const wire of ops) {
    const { inc, ch } = readOp(wire);
    logs.set(inc + ch, [...(logs.get(inc + ch) ?? []), wire]);
  }
  const queues = [...logs.values()];
  const mixed: Wire[] = [];
  for (let n = seed; queues.some((queue) => queue.length > 0); n = Math.imul(n + 1, 2654435761) >>> 0) {
    const next = queues[n % queues.length]?.shift();
    if (next !== undefined) mixed.push(next);
  }
  return mixed;
}

interface Step {
  readonly pc: 0 | 1;
  readonly kind: 'create' | 'update' | 'delete' | 'read';
  readonly which: number;
  readonly value: number;
}
const steps = fc.array(
  fc.record<Step>({
    pc: fc.constantFrom(0, 1),
    kind: fc.constantFrom('create', 'update', 'update', 'update', 'delete', 'read'),
    which: fc.nat(3),
    value: fc.nat(9),
  }),
  { maxLength: 20 },
);

/** Two PCs of one office: the same unit, each with its own lineage. */
function twoPcs(): [TestOffice, TestOffice] {
  const a = office('admin', 1);
  const b = office('admin', 2);
  receive(b.db, opsOf(a.db));
  receive(a.db, opsOf(b.db));
  return [a, b];
}

function play([a, b]: [TestOffice, TestOffice], list: readonly Step[]): void {
  const ids = Array.from({ length: 4 }, (_, index) => `0190aaaa-0000-7000-8000-00000000000${index}`);
  const ctxs: [Ctx, Ctx] = [a.ctx, { ...b.ctx, office: { ...b.ctx.office, unitId: a.unitId } }];
  for (const { pc, kind, which, value } of list) {
    const ctx = ctxs[pc];
    const id = ids[which] ?? '';
    const exists = ctx.db.prepare('SELECT 1 FROM documentKind WHERE id = ?').get(id) !== undefined;
    const known = ctx.db.prepare('SELECT 1 FROM op WHERE entityId = ?').get(id) !== undefined;
    if (kind === 'read') receive(ctx.db, opsOf(ctxs[1 - pc]?.db ?? ctx.db));
    else if (kind === 'create' && !known) write(ctx, create('documentKind', id, fieldsOf(value)));
    else if (kind === 'update' && exists)
      write(ctx, update('documentKind', id, value > 4 ? { name: `T${value}` } : { orderNumber: value }));
    else if (kind === 'delete' && exists) write(ctx, remove('documentKind', id));
  }
}

const fieldsOf = (value: number) => ({
  name: `K${value}`,
  abbreviation: '',
  grouping: 'other' as const,
  orderNumber: value,
  isActive: 1 as const,
});
const write = (ctx: Ctx, change: Change): void => void ctx.db.transaction(() => commit(ctx, [change])).immediate();

test('on real SQLite, every replica that has the same ops shows the same, whatever way they came', () => {
  fc.assert(
    fc.property(steps, fc.nat(), (list, seed) => {
      const [a, b] = twoPcs();
      play([a, b], list);
      receive(a.db, opsOf(b.db));
      receive(b.db, opsOf(a.db));
      const fresh = memoryDb();
      receive(fresh, interleaved(opsOf(a.db), seed));
      const digest = digestOfAll(a.db);
      expect(digestOfAll(b.db)).toBe(digest);
      expect(digestOfAll(fresh)).toBe(digest);
      receive(fresh, interleaved(opsOf(b.db), seed + 1));
      expect(digestOfAll(fresh)).toBe(digest);
      for (const db of [a.db, b.db, fresh]) db.close();
    }),
    { numRuns: 60 },
  );
});

test('two PCs that change one field without seeing each other both keep their value', () => {
  const [a, b] = twoPcs();
  const step = (pc: 0 | 1, kind: Step['kind'], value = 0): Step => ({ pc, kind, which: 0, value });
  play(
    [a, b],
    [step(0, 'create'), step(1, 'read'), step(0, 'update', 1), step(1, 'update', 2), step(0, 'read'), step(1, 'read')],
  );
  const conflicts = (db: Db) =>
    db.prepare('SELECT field, heads FROM conflict').all() as { field: string; heads: string }[];
  expect(
    conflicts(a.db).map(({ field, heads }) => [field, JSON.parse(heads).map((head: { value: number }) => head.value)]),
  ).toEqual([['orderNumber', [1, 2]]]);
  expect(conflicts(b.db)).toEqual(conflicts(a.db));
});

test('a record may leave and come back by another creation in one pass, as where a history is written again by its PC', () => {
  const [a, b] = twoPcs();
  const id = '0190aaaa-0000-7000-8000-000000000009';
  write(a.ctx, create('documentKind', id, fieldsOf(1)));
  write(b.ctx, create('documentKind', id, fieldsOf(2)));
  const created = ({ db }: TestOffice) => {
    const row = db.prepare("SELECT * FROM op WHERE entityId = ? AND entity = 'documentKind'").get(id) as Wire & {
      logId: number;
    };
    return { ...row, op: readOp(row) };
  };
  const [first, second] = [created(a), created(b)];
  const again = (): void =>
    whileOpen(a.db, (touched) => {
      setJudging(a.db, 1);
      withdraw(a.db, touched, first.op, first.logId);
      setJudging(a.db, 0);
      const { logId } = ensureLog(a.db, second.op.inc, second.op.ch);
      applyLater(a.db, touched, { op: second.op, logId, bytes: second.bytes, hash: second.hash });
    });
  a.db.transaction(again).immediate();
  const shown = ({ db }: TestOffice) => db.prepare('SELECT * FROM documentKind WHERE id = ?').get(id);
  expect(shown(a)).toEqual(shown(b));
});
