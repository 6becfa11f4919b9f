import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { catalogue, testWithCatalogues } from '../helpers/catalogues.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const heading = 'level,code,kind,name,full_name,parent_code';

function importPath(o: TestOffice, path: string, on: string, choices: Partial<Input<'unit.previewImport'>> = {}) {
  const input = { on, ...choices, file: o.hand(path) };
  return o.get('unit.import', { ...input, sha256: o.get('unit.previewImport', input).sha256 });
}
let count = 0;
function importRows(o: TestOffice, on: string, rows: string[], choices: Partial<Input<'unit.previewImport'>> = {}) {
  const path = join(o.ctx.scratch, `${count++}.csv`);
  writeFileSync(path, [heading, ...rows].join('\n'));
  return importPath(o, path, on, choices);
}
const make = (o: TestOffice, on: string, choices: Partial<Input<'unit.makePolice'>> = {}) =>
  o.get('unit.makePolice', { provinceIds: 'all', on, ...choices });
/** The police tree of a day, each unit as `parent > unit`. */
const tree = (o: TestOffice, on: string): string[] =>
  o
    .get('unit.list', { on, nature: 'police', limit: 200 })
    .rows.map((row) => `${row.parentName} > ${row.fullName}`)
    .sort();
const areaId = (o: TestOffice, text: string, on: string) =>
  o.get('unit.search', { text, on, nature: 'area' }).rows[0]?.id ?? '';
const countOps = (o: TestOffice) => o.db.prepare('SELECT count(*) FROM op').pluck().get();

const of2021 = [
  'tinh,99,Tỉnh,Bình Minh,Tỉnh Bình Minh,',
  'huyen,991,Thị xã,Yên Sơn,Thị xã Yên Sơn,99',
  'xa,99001,Phường,Hòa Bình,Phường Hòa Bình,991',
  'xa,99002,Thị trấn,Sơn Đông,Thị trấn Sơn Đông,991',
];
const of2025 = [
  'tinh,99,Tỉnh,Bình Minh,Tỉnh Bình Minh,',
  'xa,99001,Phường,Hòa Bình,Phường Hòa Bình,99',
  'xa,99002,Xã,Sơn Đông,Xã Sơn Đông,99',
  'xa,99003,Đặc khu,Đảo Ngọc,Đặc khu Đảo Ngọc,99',
];

testWithCatalogues('the country of 2026 has 34 + 3,319 police units when two areas are marked as having none', () => {
  const o = office();
  importPath(o, catalogue('units_2026-04-30_34_provinces_3321_wards.csv'), '2026-04-30');
  const none = ['Đặc khu Hoàng Sa', 'Đặc khu Trường Sa'].map((name) => areaId(o, name, '2026-04-30'));
  o.get('unit.setHasPolice', { unitIds: none, hasPolice: 0, on: '2026-04-30' });
  const expected = {
    withoutPolice: 2,
    officeArea: null,
    gone: 0,
    goneKept: 0,
    rows: [
      { level: 'province', created: 34, changed: 0, same: 0 },
      { level: 'commune', created: 3319, changed: 0, same: 0 },
    ],
  };
  expect(o.get('unit.previewPolice', { provinceIds: 'all', on: '2026-04-30' })).toEqual(expected);
  expect(make(o, '2026-04-30')).toEqual(expected);
  const before = countOps(o);
  expect(make(o, '2026-04-30').rows).toEqual([
    { level: 'province', created: 0, changed: 0, same: 34 },
    { level: 'commune', created: 0, changed: 0, same: 3319 },
  ]);
  expect(countOps(o)).toBe(before);
  const hanoi = o.get('unit.search', { text: 'Công an thành phố Hà Nội', on: '2026-05-01' }).rows[0];
  expect(hanoi).toMatchObject({ shortName: 'CATP Hà Nội', parentName: 'Bộ Công an', kind: 'centralCity' });
  expect(o.get('unit.idsUnder', { unitId: hanoi?.id ?? '', level: 'commune', on: '2026-05-01' })).toHaveLength(126);
});

test('names, short names and symbols by kind; the office becomes the police of its province instead of a second unit', () => {
  const o = office();
  importRows(o, '2021-11-01', of2021);
  const made = make(o, '2021-11-01');
  expect(made).toMatchObject({
    officeArea: { fullName: 'Tỉnh Bình Minh' },
    rows: [
      { level: 'province', created: 0, changed: 1 },
      { level: 'district', created: 1 },
      { level: 'commune', created: 2 },
    ],
  });
  expect(tree(o, '2021-11-01')).toEqual([
    ' > Bộ Công an',
    'Bộ Công an > Công an tỉnh Bình Minh',
    'Công an thị xã Yên Sơn > Công an phường Hòa Bình',
    'Công an thị xã Yên Sơn > Công an thị trấn Sơn Đông',
    'Công an tỉnh Bình Minh > Công an thị xã Yên Sơn',
  ]);
  expect(o.get('unit.get', { id: o.unitId, on: '2021-11-01' })).toMatchObject({
    isOffice: true,
    counterparts: [{ fullName: 'Tỉnh Bình Minh' }],
  });
  const stored = o.db.prepare(
    "SELECT DISTINCT shortName, symbol FROM unitVersion JOIN unit ON unit.id = unitId WHERE nature = 'police' AND level = 'commune' ORDER BY shortName",
  );
  expect(stored.all()).toEqual([
    { shortName: 'CAP Hòa Bình', symbol: 'CAP' },
    { shortName: 'CATT Sơn Đông', symbol: 'CATT' },
  ]);
});

test('Công an cấp huyện ends on 1/3/2025 and its communes pass to the province', () => {
  const o = office();
  importRows(o, '2021-11-01', of2021);
  make(o, '2021-11-01');
  expect(tree(o, '2025-02-28')).toContain('Công an thị xã Yên Sơn > Công an phường Hòa Bình');
  expect(tree(o, '2025-03-01')).toEqual([
    ' > Bộ Công an',
    'Bộ Công an > Công an tỉnh Bình Minh',
    'Công an tỉnh Bình Minh > Công an phường Hòa Bình',
    'Công an tỉnh Bình Minh > Công an thị trấn Sơn Đông',
  ]);
});

test('made again after a new catalogue: new areas get a unit, renamed ones a new version, names written by hand stay', () => {
  const o = office();
  importRows(o, '2021-11-01', of2021);
  make(o, '2021-11-01');
  const ward = o.get('unit.search', { text: 'Công an phường Hòa Bình', on: '2021-11-01' }).rows[0]?.id ?? '';
  o.get('unit.change', { unitId: ward, from: '2023-01-01', patch: { kind: 'post', fullName: 'Đồn Công an Hòa Bình' } });
  importRows(o, '2025-07-01', of2025, { missing: 'endAll' });
  expect(make(o, '2025-07-01').rows).toEqual([
    { level: 'province', created: 0, changed: 0, same: 1 },
    { level: 'commune', created: 1, changed: 1, same: 1 },
  ]);
  expect(tree(o, '2025-06-30')).toContain('Công an tỉnh Bình Minh > Công an thị trấn Sơn Đông');
  expect(tree(o, '2025-07-01')).toEqual([
    ' > Bộ Công an',
    'Bộ Công an > Công an tỉnh Bình Minh',
    'Công an tỉnh Bình Minh > Công an xã Sơn Đông',
    'Công an tỉnh Bình Minh > Công an đặc khu Đảo Ngọc',
    'Công an tỉnh Bình Minh > Đồn Công an Hòa Bình',
  ]);
});

test('an older catalogue dates the units back, with the names of their time', () => {
  const o = office();
  importRows(o, '2025-07-01', of2025);
  make(o, '2025-07-01');
  importRows(o, '2021-11-01', of2021, { until: '2025-07-01' });
  expect(make(o, '2021-11-01').rows).toEqual([
    { level: 'province', created: 0, changed: 0, same: 1 },
    { level: 'district', created: 1, changed: 0, same: 0 },
    { level: 'commune', created: 0, changed: 2, same: 0 },
  ]);
  expect(tree(o, '2021-11-01')).toEqual([
    ' > Bộ Công an',
    'Bộ Công an > Công an tỉnh Bình Minh',
    'Công an thị xã Yên Sơn > Công an phường Hòa Bình',
    'Công an thị xã Yên Sơn > Công an thị trấn Sơn Đông',
    'Công an tỉnh Bình Minh > Công an thị xã Yên Sơn',
  ]);
  expect(tree(o, '2025-03-01')).toContain('Công an tỉnh Bình Minh > Công an thị trấn Sơn Đông');
  expect(tree(o, '2025-07-01')).toContain('Công an tỉnh Bình Minh > Công an xã Sơn Đông');
});

test('one province only, and the office where it says', () => {
  const o = office();
  importRows(o, '2025-07-01', [
    ...of2025,
    'tinh,98,Thành phố trực thuộc trung ương,Sơn Hải,Thành phố Sơn Hải,',
    'xa,98001,Phường,Tân An,Phường Tân An,98',
  ]);
  const chosen = areaId(o, 'Sơn Hải', '2025-07-01');
  expect(make(o, '2025-07-01', { provinceIds: [chosen], officeAreaId: chosen }).rows).toEqual([
    { level: 'province', created: 0, changed: 1, same: 0 },
    { level: 'commune', created: 1, changed: 0, same: 0 },
  ]);
  expect(tree(o, '2025-07-01')).toEqual([
    ' > Bộ Công an',
    'Bộ Công an > Công an tỉnh Bình Minh',
    'Công an tỉnh Bình Minh > Công an phường Tân An',
  ]);
});

test('refused without a catalogue, for an unknown province, for one that has ended, and to other roles', () => {
  const o = office();
  const call = (input: Partial<Input<'unit.makePolice'>>) =>
    o.call('unit.makePolice', { provinceIds: 'all', on: '2026-01-01', ...input });
  expect(call({})).toEqual({ ok: false, error: { code: 'CATALOGUE_EMPTY', details: { on: '2026-01-01' } } });
  importRows(o, '2025-07-01', [...of2025, 'tinh,98,Tỉnh,Sơn Hải,Tỉnh Sơn Hải,']);
  const ended = areaId(o, 'Sơn Hải', '2025-07-01');
  o.get('unit.end', { unitId: ended, on: '2025-12-01' });
  const before = countOps(o);
  expect(call({ provinceIds: ['01900000-0000-7000-8000-ffffffffffff'] })).toMatchObject({
    ok: false,
    error: { code: 'NOT_FOUND' },
  });
  expect(call({ provinceIds: [ended] })).toMatchObject({
    ok: false,
    error: { code: 'UNIT_NOT_ALIVE', details: { name: 'Tỉnh Sơn Hải' } },
  });
  expect(o.as('clerk').call('unit.makePolice', { provinceIds: 'all', on: '2026-01-01' })).toMatchObject({
    ok: false,
    error: { code: 'FORBIDDEN' },
  });
  expect(countOps(o)).toBe(before);
});

test('police units of areas that have ceased end on request; those with open work, or with units below, stay', () => {
  const o = office();
  importRows(o, '2021-11-01', [...of2021, 'xa,99004,Xã,Tân Lập,Xã Tân Lập,991', 'xa,99005,Xã,Yên Hòa,Xã Yên Hòa,991']);
  make(o, '2021-11-01');
  const idOf = (text: string) => o.get('unit.search', { text, on: '2025-06-30', nature: 'police' }).rows[0]?.id ?? '';
  const task = {
    content: 'Kiện toàn chức danh',
    kind: 'dated',
    assignedBy: 'Giám đốc',
    assignedOn: '2024-01-02',
  } as const;
  o.get('task.create', { task, dueOn: '2024-02-01', leads: [{ unitId: idOf('Công an xã Tân Lập') }] });
  const team = {
    kind: 'team',
    name: 'Tổ 1',
    fullName: 'Tổ 1',
    shortName: '',
    symbol: '',
    officialCode: null,
    parentId: idOf('Công an xã Yên Hòa'),
  } as const;
  const facts = { ...team, isKey: 0, hasPolice: 0, orderNumber: null, basisDirectiveId: null, basisText: '' } as const;
  const { id: teamId } = o.get('unit.create', { nature: 'police', level: 'team', validFrom: '2022-01-01', facts });
  importRows(o, '2025-07-01', of2025, { missing: 'endAll' });
  expect(make(o, '2025-07-01')).toMatchObject({ gone: 0, goneKept: 2 });
  o.get('unit.end', { unitId: teamId, on: '2025-07-01' });
  expect(make(o, '2025-07-01')).toMatchObject({ gone: 1, goneKept: 1 });
  expect(tree(o, '2025-07-01')).toContain('Công an tỉnh Bình Minh > Công an xã Yên Hòa');
  expect(make(o, '2025-07-01', { endGone: true })).toMatchObject({ gone: 1, goneKept: 1 });
  expect(tree(o, '2025-06-30')).toContain('Công an tỉnh Bình Minh > Công an xã Yên Hòa');
  expect(tree(o, '2025-07-01').filter((line) => /Yên Hòa|Tân Lập/.test(line))).toEqual([
    'Công an tỉnh Bình Minh > Công an xã Tân Lập',
  ]);
});
