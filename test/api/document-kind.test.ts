import { expect, test } from 'vitest';
import { roles } from '../../db/api/define.ts';
import { commit, create } from '../../db/commit.ts';
import { addDirective, kindId, opCount } from '../helpers/directive.ts';
import { office } from '../helpers/office.ts';

const plan = { name: 'Kế hoạch liên tịch', abbreviation: 'KHLT', grouping: 'other', isActive: 1 } as const;

test('an office begins with the 29 kinds of Nghị định 30/2020/NĐ-CP, the copies, and what else arrives', () => {
  const kinds = office().get('documentKind.list', {});
  expect(kinds.filter((kind) => kind.grouping === 'administrative')).toHaveLength(29);
  expect(kinds.filter((kind) => kind.grouping === 'copy').map((kind) => kind.abbreviation)).toEqual([
    'SY',
    'TrS',
    'SL',
  ]);
  expect(kinds[2]).toMatchObject({
    name: 'Chỉ thị',
    abbreviation: 'CT',
    orderNumber: 3,
    isActive: 1,
    isOwn: 1,
    directiveCount: 0,
  });
});

test('a kind is added at the end, changed, made inactive and removed', () => {
  const o = office('clerk');
  const { id } = o.get('documentKind.save', { id: null, ...plan });
  expect(o.get('documentKind.list', {}).at(-1)).toMatchObject({ id, ...plan });
  o.get('documentKind.save', { id, ...plan, name: 'Kế hoạch phối hợp', isActive: 0 });
  expect(o.get('documentKind.list', {}).at(-1)).toMatchObject({ name: 'Kế hoạch phối hợp', isActive: 0 });
  o.get('documentKind.remove', { id });
  expect(o.get('documentKind.list', {}).some((kind) => kind.id === id)).toBe(false);
});

test('the order is the one given; kinds not named follow in theirs', () => {
  const o = office('admin');
  const [first, second, third] = o.get('documentKind.list', {}).map((kind) => kind.id) as [string, string, string];
  o.get('documentKind.reorder', { ids: [third, first] });
  const order = o.get('documentKind.list', {});
  expect(order.slice(0, 3).map((kind) => kind.id)).toEqual([third, first, second]);
  expect(order.map((kind) => kind.orderNumber)).toEqual(order.map((_, index) => index + 1));
});

test('refusals write nothing', () => {
  const o = office('clerk');
  addDirective(o);
  const id = kindId(o, 'CT');
  const before = opCount(o);
  expect(o.call('documentKind.remove', { id })).toEqual({
    ok: false,
    error: { code: 'KIND_IN_USE', details: { count: 1 } },
  });
  expect(o.call('documentKind.save', { id: null, ...plan, name: 'kế  hoạch' })).toEqual({
    ok: false,
    error: { code: 'KIND_EXISTS', details: { name: 'Kế hoạch' } },
  });
  expect(o.call('documentKind.save', { id: o.ctx.newId(), ...plan })).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(o.call('documentKind.remove', { id: o.ctx.newId() })).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(o.call('documentKind.reorder', { ids: [o.ctx.newId()] })).toMatchObject({ error: { code: 'NOT_FOUND' } });
  expect(o.call('documentKind.save', { id: null, ...plan, name: ' ' })).toMatchObject({
    error: { code: 'INVALID_INPUT' },
  });
  expect(opCount(o)).toBe(before);
});

test('a kind given by another office is shown and left alone', () => {
  const o = office('clerk');
  const theirs = { ...o.ctx, office: { ...o.ctx.office, unitId: o.ctx.newId() } };
  const id = o.ctx.newId();
  o.db.transaction(() => commit(theirs, [create('documentKind', id, { ...plan, orderNumber: 99 })])).immediate();
  expect(o.get('documentKind.list', {}).at(-1)).toMatchObject({ id, isOwn: 0 });
  expect(o.call('documentKind.remove', { id })).toMatchObject({ error: { code: 'NOT_OWNER' } });
  expect(o.call('documentKind.save', { id, ...plan, name: 'Khác' })).toMatchObject({ error: { code: 'NOT_OWNER' } });
});

test('Quản trị and Văn thư keep the catalogue; everyone reads it', () => {
  const o = office('admin');
  expect(roles.filter((role) => o.as(role).call('documentKind.list', {}).ok)).toEqual(roles);
  const may = roles.filter(
    (role) => o.as(role).call('documentKind.save', { id: null, ...plan, name: `Loại ${role}` }).ok,
  );
  expect(may).toEqual(['admin', 'clerk']);
});
