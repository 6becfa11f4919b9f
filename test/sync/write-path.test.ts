import { expect, test } from 'vitest';
import { commit, create, remove, update } from '../../db/commit.ts';
import { compareDigests, rebuild } from '../../db/rebuild.ts';
import type { TestOffice } from '../helpers/office.ts';
import { office } from '../helpers/office.ts';

const inTransaction = (o: TestOffice, work: () => unknown) => o.db.transaction(work).immediate();
const kind = {
  name: 'Thông báo kết luận',
  abbreviation: 'TBKL',
  grouping: 'party',
  orderNumber: 90,
  isActive: 1,
} as const;

test('a write outside apply is refused by the table itself', () => {
  const { db } = office();
  expect(() => db.exec("UPDATE documentKind SET name = 'x'")).toThrow('write outside apply');
  expect(() => db.exec('DELETE FROM op')).toThrow('append-only');
});

test('an update writes an op with only what changed, and cites the head it saw', () => {
  const o = office();
  const id = o.ctx.newId();
  inTransaction(o, () => commit(o.ctx, [create('documentKind', id, kind)]));
  inTransaction(o, () => commit(o.ctx, [update('documentKind', id, { name: 'Thông báo', isActive: 1 })]));
  const ops = o.db.prepare('SELECT bytes FROM op WHERE entityId = ? ORDER BY seq').pluck().all(id) as Buffer[];
  const [first, second] = ops.map((bytes) => JSON.parse(bytes.toString()));
  expect(second.fields).toEqual({ name: 'Thông báo' });
  expect(second.base).toHaveLength(1);
  expect(second.lam).toBeGreaterThan(first.lam);
});

test('an update that changes nothing writes nothing', () => {
  const o = office();
  const id = o.ctx.newId();
  inTransaction(o, () => commit(o.ctx, [create('documentKind', id, kind)]));
  expect(inTransaction(o, () => commit(o.ctx, [update('documentKind', id, { name: kind.name })]))).toBe(0);
});

test('logs are dense and chained, one per channel', () => {
  const o = office();
  const rows = o.db.prepare('SELECT seq, hash, bytes FROM op ORDER BY logId, seq').all() as {
    seq: number;
    hash: Buffer;
    bytes: Buffer;
  }[];
  let previous = '';
  for (const [index, { seq, hash, bytes }] of rows.entries()) {
    const op = JSON.parse(bytes.toString());
    expect([op.seq, op.prev, seq]).toEqual([index + 1, previous, index + 1]);
    previous = hash.toString('hex');
  }
  expect(o.db.prepare('SELECT head FROM log').pluck().get()).toBe(previous);
});

test('a record of another office is not edited here', () => {
  const o = office();
  const id = o.ctx.newId();
  inTransaction(o, () => commit(o.ctx, [create('documentKind', id, kind)]));
  const other = { ...o.ctx, office: { ...o.ctx.office, unitId: o.ctx.newId() } };
  expect(() => inTransaction(o, () => commit(other, [update('documentKind', id, { name: 'x' })]))).toThrow('NOT_OWNER');
  expect(o.db.prepare('SELECT isOpen FROM syncContext').pluck().get()).toBe(0);
});

test('tables are the fold of the ops: a rebuild gives the same digests', () => {
  const o = office();
  const ids = Array.from({ length: 20 }, () => o.ctx.newId());
  inTransaction(o, () =>
    commit(
      o.ctx,
      ids.map((id) => create('documentKind', id, kind)),
    ),
  );
  inTransaction(o, () =>
    commit(
      o.ctx,
      ids.slice(5).map((id, index) => update('documentKind', id, { orderNumber: index })),
    ),
  );
  inTransaction(o, () =>
    commit(
      o.ctx,
      ids.slice(15).map((id) => remove('documentKind', id)),
    ),
  );
  const copy = rebuild(o.db, `${o.ctx.scratch}/copy.db`, () => {});
  expect(compareDigests(o.db, copy).filter((table) => !table.same)).toEqual([]);
  expect(copy.prepare('SELECT count(*) FROM documentKind').pluck().get()).toBe(37 + 15);
  copy.close();
});

test('"Kiểm tra dữ liệu" finds a row that was changed behind the log', () => {
  const o = office();
  expect(o.get('data.check', {}).ok).toBe(true);
  o.db.exec(
    'UPDATE syncContext SET isOpen = 1; UPDATE documentKind SET orderNumber = 77 WHERE orderNumber = 3; UPDATE syncContext SET isOpen = 0',
  );
  const found = o.get('data.check', {});
  expect(found.ok).toBe(false);
  expect(found.tables.filter((table) => !table.same).map((table) => table.table)).toEqual(['documentKind']);
});

test('"Kiểm tra dữ liệu" finds an op whose bytes were changed', () => {
  const o = office();
  o.db.exec('DROP TRIGGER op_is_never_changed');
  o.db.exec(
    `UPDATE op SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Kế hoạch', 'Kế hoach') AS BLOB) WHERE CAST(bytes AS TEXT) LIKE '%Kế hoạch%'`,
  );
  expect(o.get('data.check', {}).brokenLogs).toMatchObject([{ channel: 'down' }]);
});
