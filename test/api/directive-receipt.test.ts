import { expect, test } from 'vitest';
import type { Day } from '../../db/api/day.ts';
import { roles } from '../../db/api/define.ts';
import { commit, create } from '../../db/commit.ts';
import { addDirective, opCount } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const on = '2026-05-04';

/** Communes below the office, each alive from a day and perhaps to one. */
function addUnits(
  o: TestOffice,
  names: readonly string[],
  validFrom: Day = '2021-11-01',
  validTo: Day | null = null,
): string[] {
  const units = names.map((name) => ({ name, id: o.ctx.newId() }));
  o.db
    .transaction(() =>
      commit(
        o.ctx,
        units.flatMap(({ id, name }) => [
          create('unit', id, { nature: 'police', level: 'commune', areaId: null }),
          create('unitVersion', o.ctx.newId(), {
            unitId: id,
            validFrom,
            validTo,
            kind: 'commune',
            name,
            fullName: `Công an xã ${name}`,
            shortName: `CAX ${name}`,
            symbol: 'CAX',
            officialCode: null,
            parentId: o.unitId,
            isKey: 0,
            hasPolice: 0,
            orderNumber: null,
            basisDirectiveId: null,
            basisText: '',
          }),
        ]),
      ),
    )
    .immediate();
  return units.map(({ id }) => id);
}

function addressed(o: TestOffice, unitIds: readonly string[]): string {
  const recipients = [
    ...unitIds.map((unitId) => ({ purpose: 'act' as const, name: 'Công an xã', unitId })),
    { purpose: 'know' as const, name: 'Thường trực Tỉnh ủy', unitId: null },
    { purpose: 'file' as const, name: 'VT', unitId: o.unitId },
  ];
  return addDirective(o, { issuedOn: '2026-03-01', recipients });
}

test('lists who must carry it out, who was assigned, and who was marked besides, in the order of names', () => {
  const o = office('coordinator');
  const [kimSon, anBinh, datDo, other] = addUnits(o, ['Kim Sơn', 'An Bình', 'Đất Đỏ', 'Ba Đồn']) as [
    string,
    string,
    string,
    string,
  ];
  const id = addressed(o, [kimSon, anBinh]);
  const taskId = o.ctx.newId();
  const task = {
    directiveId: id,
    clause: '',
    content: 'Quán triệt',
    detail: '',
    product: '',
    kind: 'standing',
    periodRuleId: null,
    periodFromOn: null,
    periodToOn: null,
    parentId: null,
    assignedBy: '',
    assignedOn: on,
    audience: 'all',
  } as const;
  const share = {
    taskId,
    unitId: datDo,
    role: 'lead',
    leadId: null,
    originalDueOn: null,
    assignedOn: on,
    note: '',
  } as const;
  o.db
    .transaction(() => commit(o.ctx, [create('task', taskId, task), create('assignment', o.ctx.newId(), share)]))
    .immediate();
  o.get('directive.saveReceipts', { id, unitIds: [other], step: 'receivedOn', day: on });
  const { rows, counts } = o.get('directive.receipts', { id, on });
  expect(rows.map((row) => [row.unitName, row.isAddressed, row.isAssigned, row.receivedOn])).toEqual([
    ['CAX An Bình', 1, 0, null],
    ['CAX Ba Đồn', 0, 0, on],
    ['CAX Đất Đỏ', 0, 1, null],
    ['CAX Kim Sơn', 1, 0, null],
  ]);
  expect(counts).toEqual({ units: 4, received: 1, read: 0, disseminated: 0 });
  expect(o.get('directive.get', { id, on }).receipts).toEqual(counts);
});

test('"đã quán triệt 42/45": many units at once, each step on its day', () => {
  const o = office('clerk');
  const units = addUnits(
    o,
    Array.from({ length: 45 }, (_, n) => `Xã ${n}`),
  );
  const id = addressed(o, units);
  const mark = (unitIds: string[], step: 'receivedOn' | 'readOn' | 'disseminatedOn', day: Day | null) =>
    o.get('directive.saveReceipts', { id, unitIds, step, day }).changed;
  expect(mark(units, 'receivedOn', '2026-03-02')).toBe(45);
  expect(mark(units.slice(0, 42), 'disseminatedOn', '2026-03-20')).toBe(42);
  expect(mark(units.slice(0, 42), 'disseminatedOn', '2026-03-20')).toBe(0);
  expect(o.get('directive.receipts', { id, on }).counts).toEqual({
    units: 45,
    received: 45,
    read: 42,
    disseminated: 42,
  });
  expect(mark(units.slice(0, 2), 'disseminatedOn', null)).toBe(2);
  expect(mark(units.slice(0, 1), 'receivedOn', null)).toBe(1);
  expect(o.get('directive.receipts', { id, on }).counts).toEqual({
    units: 45,
    received: 44,
    read: 40,
    disseminated: 40,
  });
  expect(o.db.prepare('SELECT count(*) FROM directiveReceipt').pluck().get()).toBe(45);
});

test('a unit that has ended keeps its line and is marked as ended', () => {
  const o = office('clerk');
  const [old] = addUnits(o, ['Cũ'], '2021-11-01', '2026-04-30') as [string];
  const id = addressed(o, [old]);
  o.get('directive.saveReceipts', { id, unitIds: [old], step: 'readOn', day: '2026-04-01' });
  expect(o.get('directive.receipts', { id, on: '2026-04-29' }).rows).toMatchObject([
    { unitName: 'CAX Cũ', isEnded: 0, readOn: '2026-04-01' },
  ]);
  expect(o.get('directive.receipts', { id, on: '2026-04-30' }).rows).toMatchObject([{ isEnded: 1 }]);
});

test('marks of two offices on one unit join, the earliest day counting', () => {
  const o = office('clerk');
  const [unitId] = addUnits(o, ['An Bình']) as [string];
  const id = addressed(o, [unitId]);
  o.get('directive.saveReceipts', { id, unitIds: [unitId], step: 'receivedOn', day: '2026-03-05' });
  const commune = { ...o.ctx, office: { ...o.ctx.office, unitId } };
  const fields = {
    directiveId: id,
    unitId,
    receivedOn: '2026-03-03',
    readOn: '2026-03-04',
    disseminatedOn: null,
    note: '',
    audience: `up:${unitId}`,
  };
  o.db.transaction(() => commit(commune, [create('directiveReceipt', o.ctx.newId(), fields)])).immediate();
  expect(o.get('directive.receipts', { id, on })).toMatchObject({
    counts: { units: 1, received: 1, read: 1, disseminated: 0 },
    rows: [{ receivedOn: '2026-03-03', readOn: '2026-03-04', disseminatedOn: null }],
  });
});

test('refusals write nothing, not even for the units that were right', () => {
  const o = office('commander');
  const [unitId] = addUnits(o, ['An Bình']) as [string];
  const [ended] = addUnits(o, ['Cũ'], '2021-11-01', '2026-04-01') as [string];
  const id = o.as('clerk').get('directive.create', {
    direction: 'incoming',
    kindId: o.get('documentKind.list', {})[0]?.id ?? '',
    number: '1',
    issuer: 'A',
    issuedOn: '2026-03-01',
    subject: 'S',
  }).id;
  o.get('directive.saveReceipts', { id, unitIds: [unitId], step: 'readOn', day: '2026-03-10' });
  const before = opCount(o);
  const save = (unitIds: string[], step: 'receivedOn' | 'readOn' | 'disseminatedOn', day: Day, directiveId = id) =>
    o.call('directive.saveReceipts', { id: directiveId, unitIds, step, day });
  const late = (first: Day, second: Day) => ({
    ok: false,
    error: { code: 'DATES_OUT_OF_ORDER', details: { first, second } },
  });
  expect(save([unitId], 'receivedOn', '2026-02-28')).toMatchObject(late('2026-03-01', '2026-02-28'));
  expect(save([unitId], 'receivedOn', '2026-03-11')).toMatchObject(late('2026-03-11', '2026-03-10'));
  expect(save([unitId], 'disseminatedOn', '2026-03-09')).toMatchObject(late('2026-03-10', '2026-03-09'));
  expect(save([unitId, ended], 'disseminatedOn', '2026-04-01')).toMatchObject({
    error: { code: 'UNIT_NOT_ALIVE', details: { unitId: ended, name: 'CAX Cũ', on: '2026-04-01' } },
  });
  expect(save([unitId, o.ctx.newId()], 'disseminatedOn', on)).toMatchObject({
    error: { code: 'NOT_FOUND', details: { entity: 'unit' } },
  });
  expect(save([unitId], 'readOn', on, o.ctx.newId())).toMatchObject({
    error: { code: 'NOT_FOUND', details: { entity: 'directive' } },
  });
  expect(save([unitId], 'readOn', '2026-02-30' as Day)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  expect(opCount(o)).toBe(before);
});

test('receipts of a document that stays inside stay inside', () => {
  const o = office('clerk');
  const [unitId] = addUnits(o, ['An Bình']) as [string];
  const id = addDirective(o, { audience: 'office' });
  o.get('directive.saveReceipts', { id, unitIds: [unitId], step: 'readOn', day: on });
  expect(o.db.prepare('SELECT audience FROM directiveReceipt').pluck().get()).toBe('office');
});

test('Văn thư, Cán bộ tổng hợp and Chỉ huy mark, the others do not', () => {
  const o = office('clerk');
  const id = addDirective(o);
  const may = roles.filter(
    (role) => o.as(role).call('directive.saveReceipts', { id, unitIds: [o.unitId], step: 'readOn', day: on }).ok,
  );
  expect(may).toEqual(['clerk', 'coordinator', 'commander']);
});
