import { expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { create } from '../../db/commit.ts';
import { reportWith, valuesOf } from '../helpers/figures.ts';
import { eventWith, unitWith, write } from '../helpers/lineage.ts';
import { office } from '../helpers/office.ts';
import { taskOf } from '../helpers/work.ts';

const ended = '2025-03-01';
const merged = '2025-07-01';
const split = '2026-01-01';

/**
 * Huyện Đông ends on 1/3/2025 and its communes A, B come under the province; C stood there always. On 1/7/2025 A and B become
 * AB. On 1/1/2026 AB is divided into P and Q, by a document 0,6 to 0,4; C into R and S, and no document says how.
 */
function province() {
  const o = office('admin');
  const district = unitWith(o, {
    name: 'Đông',
    kind: 'ruralDistrict',
    from: '2021-11-01',
    to: ended,
    parentId: o.unitId,
  });
  const inDistrict = (name: string) =>
    unitWith(
      o,
      { name, from: '2021-11-01', to: ended, parentId: district },
      { name, from: ended, to: merged, parentId: o.unitId },
    );
  const [a, b] = [inDistrict('A'), inDistrict('B')];
  const c = unitWith(o, { name: 'C', from: '2021-11-01', to: split });
  const ab = unitWith(o, { name: 'AB', from: merged, to: split });
  const [p, q, r, s] = ['P', 'Q', 'R', 'S'].map((name) => unitWith(o, { name, from: split })) as [
    string,
    string,
    string,
    string,
  ];
  eventWith(o, {
    kind: 'dissolve',
    on: ended,
    edges: [
      { from: district, to: null },
      { from: a, to: a },
      { from: b, to: b },
    ],
  });
  eventWith(o, {
    kind: 'merge',
    on: merged,
    edges: [
      { from: a, to: ab },
      { from: b, to: ab },
    ],
  });
  eventWith(o, {
    kind: 'divide',
    on: split,
    edges: [
      { from: ab, to: p, part: 'part', ratio: '0.6' },
      { from: ab, to: q, part: 'part', isMain: 0, ratio: '0.4' },
    ],
  });
  eventWith(o, {
    kind: 'divide',
    on: split,
    edges: [
      { from: c, to: r, part: 'part' },
      { from: c, to: s, part: 'part', isMain: 0 },
    ],
  });
  const taskId = taskOf(o, { rule: 'Tháng (theo lịch)', periodFromOn: '2024-01-01', assignedOn: '2023-12-01' });
  return { o, taskId, units: { district, a, b, c, ab, p, q, r, s } };
}

type Place = ReturnType<typeof province>;

/** The unit's share of the task, given on a day. */
function giveTo({ o, taskId }: Place, unitId: string, assignedOn = '2023-12-01'): string {
  const id = o.ctx.newId();
  const share = { taskId, unitId, role: 'lead', leadId: null, assignedOn, originalDueOn: null, note: '' } as const;
  write(o, create('assignment', id, share));
  return id;
}

const asking = (taskId: string, periodKeys: string[], more: Partial<Input<'totals.figures'>> = {}) =>
  ({ on: '2026-06-30', taskId, periodKeys, tree: 'ofTheTime', ...more }) as const;

/** Reports for May 2024: A 10, B 20, the district itself 1, C 5; each on the last day of the month. */
function may2024(place: Place) {
  const { o, units } = place;
  const tell = (unitId: string, value: number) => {
    const share = { assignmentId: giveTo(place, unitId), unitId, periodKey: '2024-M05' };
    return reportWith(o, { ...share, reportedOn: '2024-05-31', figures: { 'Số vụ': value } });
  };
  return { a: tell(units.a, 10), b: tell(units.b, 20), district: tell(units.district, 1), c: tell(units.c, 5) };
}

test('theo đơn vị tại thời điểm: a district that is no more sums its communes of the time, under the names of the time', () => {
  const place = province();
  const { o, taskId, units } = place;
  const reports = may2024(place);
  const totals = o.get('totals.figures', asking(taskId, ['2024-M05']));
  expect(valuesOf(totals, 'Số vụ')).toEqual({
    rows: { 'CAH Đông': '31', 'CAX C': '5' },
    notConvertible: {},
    total: '36',
  });
  expect(totals.rows[0]).toMatchObject({
    endedOn: ended,
    hasBelow: true,
    handed: { expected: 3, submitted: 3, missing: 0 },
  });
  const within = o.get('totals.figures', asking(taskId, ['2024-M05'], { unitId: units.district }));
  expect(valuesOf(within, 'Số vụ').rows).toEqual({ 'CAH Đông': '1', 'CAX A': '10', 'CAX B': '20' });
  expect(within.rows.find(({ unitName }) => unitName === 'CAH Đông')).toMatchObject({ isScope: true, hasBelow: false });
  const behind = o.get('totals.reports', { ...asking(taskId, ['2024-M05']), rowId: units.district });
  expect(new Set(behind)).toEqual(new Set([reports.a, reports.b, reports.district]));
});

test('quy đổi về đơn vị hiện nay: merged, then divided by a document 0,6 to 0,4; divided without one stays apart; the total is the same', () => {
  const place = province();
  const { o, taskId, units } = place;
  const reports = may2024(place);
  const now = o.get('totals.figures', asking(taskId, ['2024-M05'], { tree: 'ofToday' }));
  expect(valuesOf(now, 'Số vụ')).toEqual({
    rows: { 'CAX P': '18', 'CAX Q': '12' },
    notConvertible: { 'CAX C: split': '5', 'CAH Đông: none': '1' },
    total: '36',
  });
  // A day before the division AB carried all of both, and C was whole.
  const before = o.get('totals.figures', asking(taskId, ['2024-M05'], { tree: 'ofToday', on: '2025-12-31' }));
  expect(valuesOf(before, 'Số vụ').rows).toEqual({ 'CAX AB': '30', 'CAX C': '5' });
  // A report behind two rows is one report of the total.
  expect(now.total).toMatchObject({ cells: [{ reports: 4 }], handed: { expected: 4, submitted: 4 } });
  const behind = (more: object) =>
    new Set(o.get('totals.reports', { ...asking(taskId, ['2024-M05'], { tree: 'ofToday' }), ...more }));
  expect(behind({ rowId: units.q })).toEqual(new Set([reports.a, reports.b]));
  expect(behind({ rowId: units.c, notConvertible: 'split' })).toEqual(new Set([reports.c]));
  expect(behind({})).toEqual(new Set(Object.values(reports)));
});

test('chưa nộp is not 0: 2 of 4, "không phát sinh" is handed in, what was sent back is not, the missing are named', () => {
  const place = province();
  const { o, taskId, units } = place;
  const [a, b, c] = [giveTo(place, units.a), giveTo(place, units.b), giveTo(place, units.c)];
  giveTo(place, units.district);
  const share = { periodKey: '2024-M05', reportedOn: '2024-06-02' };
  reportWith(o, { ...share, assignmentId: a, unitId: units.a, figures: { 'Số vụ': 4 } });
  reportWith(o, { ...share, assignmentId: b, unitId: units.b, isNothing: 1 });
  reportWith(o, { ...share, assignmentId: c, unitId: units.c, figures: { 'Số vụ': 7 }, review: 'return' });
  const input = asking(taskId, ['2024-M05']);
  const totals = o.get('totals.figures', input);
  expect(totals.total.handed).toEqual({ expected: 4, submitted: 2, missing: 2, waiting: 0, nothing: 1, extra: 0 });
  expect(valuesOf(totals, 'Số vụ')).toMatchObject({ rows: { 'CAH Đông': '4', 'CAX C': null }, total: '4' });
  const names = (more: object = {}) => o.get('totals.missing', { ...input, ...more }).map(({ unitName }) => unitName);
  expect(names()).toEqual(['CAH Đông', 'CAX C']);
  expect(names({ rowId: units.c })).toEqual(['CAX C']);
});

test('only what is approved counts, until what waits is asked for; of a correction that waits, the version before', () => {
  const place = province();
  const { o, taskId, units } = place;
  const assignmentId = giveTo(place, units.c);
  const share = { assignmentId, unitId: units.c, periodKey: '2024-M05' };
  const first = reportWith(o, {
    ...share,
    reportedOn: '2024-06-01',
    figures: { 'Số vụ': 4 },
    reviewedOn: '2024-06-05',
  });
  const second = reportWith(o, {
    ...share,
    version: 2,
    reportedOn: '2024-06-10',
    figures: { 'Số vụ': 9 },
    review: null,
  });
  const seen = (more: Partial<Input<'totals.figures'>>) =>
    valuesOf(o.get('totals.figures', asking(taskId, ['2024-M05'], more)), 'Số vụ').total;
  const behind = (more: Partial<Input<'totals.figures'>>) =>
    o.get('totals.reports', { ...asking(taskId, ['2024-M05'], more), rowId: units.c, columnKey: 'số vụ|vụ' });
  expect([seen({}), seen({ withSubmitted: true })]).toEqual(['4', '9']);
  expect([behind({}), behind({ withSubmitted: true })]).toEqual([[first], [second]]);
  // Seen between handing in and approval, nothing counts yet.
  const early = o.get('totals.figures', asking(taskId, ['2024-M05'], { on: '2024-06-04' }));
  expect(early.total.handed).toMatchObject({ submitted: 1, waiting: 1 });
  expect(early.columns).toEqual([]);
});

test('a late report of a unit that has ended counts for its own time, and for who carries on today', () => {
  const place = province();
  const { o, taskId, units } = place;
  const share = { assignmentId: giveTo(place, units.a), unitId: units.a };
  // For June 2025 (A ends with the month's last day over), handed in a month after its end.
  reportWith(o, { ...share, periodKey: '2025-M06', reportedOn: '2025-08-01', figures: { 'Số vụ': 10 } });
  // For a period that it did not live to see the end of: not owed, and yet counted.
  reportWith(o, { ...share, periodKey: '2025-M07', reportedOn: '2025-08-01', figures: { 'Số vụ': 1 } });
  const both = asking(taskId, ['2025-M06', '2025-M07']);
  const then = o.get('totals.figures', both);
  expect(valuesOf(then, 'Số vụ')).toMatchObject({ rows: { 'CAX A': '11' }, total: '11' });
  expect(then.total.handed).toMatchObject({ expected: 1, submitted: 1, extra: 1 });
  const now = o.get('totals.figures', { ...both, tree: 'ofToday' });
  expect(valuesOf(now, 'Số vụ')).toMatchObject({ rows: { 'CAX P': '6.6', 'CAX Q': '4.4' }, total: '11' });
});

test('a tree that changes inside a year: each month in the tree of its last day', () => {
  const place = province();
  const { o, taskId, units } = place;
  const assignmentId = giveTo(place, units.a);
  for (const [month, value] of [
    ['01', 1],
    ['02', 2],
    ['03', 4],
    ['06', 8],
  ] as const)
    reportWith(o, {
      ...{ assignmentId, unitId: units.a, periodKey: `2025-M${month}` },
      ...{ reportedOn: `2025-${month}-28`, figures: { 'Số vụ': value } },
    });
  const year = ['2025-M01', '2025-M02', '2025-M03', '2025-M06'];
  const totals = o.get('totals.figures', asking(taskId, year));
  expect(valuesOf(totals, 'Số vụ')).toMatchObject({ rows: { 'CAH Đông': '3', 'CAX A': '12' }, total: '15' });
  const district = o.get('totals.figures', asking(taskId, year, { unitId: units.district }));
  expect(valuesOf(district, 'Số vụ')).toMatchObject({ rows: { 'CAX A': '3' }, total: '3' });
});

test('sums are exact, names are one whatever the placement of the tone, measures are apart, shares are not added up', () => {
  const place = province();
  const { o, taskId, units } = place;
  const send = (unitId: string, figures: Input<'report.submit'>['figures']) =>
    reportWith(o, {
      assignmentId: giveTo(place, unitId),
      unitId,
      periodKey: '2024-M05',
      reportedOn: '2024-05-31',
      figures,
    });
  send(units.a, [
    { name: 'Hòa giải', value: 0.1, unit: 'tỷ đồng' },
    { name: 'Tỷ lệ điều tra', value: 80, unit: '' },
    { name: 'Khám phá', value: 70, unit: '%' },
    { name: 'Rất nhỏ', value: 1e-7, unit: 'kg' },
  ]);
  send(units.b, [
    { name: 'HOÀ  GIẢI', value: 0.2, unit: 'Tỷ đồng' },
    { name: 'Hòa giải', value: 3, unit: 'vụ' },
    { name: 'Tỷ lệ điều tra', value: 90, unit: '' },
  ]);
  const totals = o.get('totals.figures', asking(taskId, ['2024-M05']));
  const cells = totals.columns.map(({ name, measure, isAdditive }, at) => [
    name,
    measure,
    isAdditive,
    totals.total.cells[at]?.value,
  ]);
  expect(cells).toEqual([
    ['Hòa giải', 'tỷ đồng', true, '0.3'],
    ['Tỷ lệ điều tra', '', false, null],
    ['Khám phá', '%', false, '70'],
    ['Rất nhỏ', 'kg', true, '0.0000001'],
    ['Hòa giải', 'vụ', true, '3'],
  ]);
  // A share stands at each unit by itself; two of them are two reports and no number.
  const district = o.get('totals.figures', asking(taskId, ['2024-M05'], { unitId: units.district }));
  expect(valuesOf(district, 'Tỷ lệ điều tra')).toEqual({
    rows: { 'CAX A': '80', 'CAX B': '90' },
    notConvertible: {},
    total: null,
  });
  expect(totals.rows[0]?.cells[1]).toMatchObject({ value: null, reports: 2 });
});

test('so với cùng kỳ: the same period a year before, in the same way', () => {
  const place = province();
  const { o, taskId, units } = place;
  const c = { assignmentId: giveTo(place, units.c), unitId: units.c };
  const a = { assignmentId: giveTo(place, units.a), unitId: units.a };
  const ab = { assignmentId: giveTo(place, units.ab, merged), unitId: units.ab };
  reportWith(o, { ...c, periodKey: '2024-M08', reportedOn: '2024-08-31', figures: { 'Số vụ': 5 } });
  reportWith(o, { ...a, periodKey: '2024-M08', reportedOn: '2024-08-31', figures: { 'Số vụ': 7 } });
  reportWith(o, { ...c, periodKey: '2025-M08', reportedOn: '2025-08-31', figures: { 'Số vụ': 6 } });
  reportWith(o, { ...ab, periodKey: '2025-M08', reportedOn: '2025-08-31', figures: { 'Số vụ': 9 } });
  const befores = (tree: 'ofTheTime' | 'ofToday') => {
    const totals = o.get('totals.figures', asking(taskId, ['2025-M08'], { tree, on: '2025-12-31' }));
    expect(totals.beforeKeys).toEqual(['2024-M08']);
    return [...totals.rows, { unitName: 'all', ...totals.total }].map(({ unitName, cells }) => [
      unitName,
      cells[0]?.value,
      cells[0]?.before,
    ]);
  };
  expect(befores('ofTheTime')).toEqual([
    ['CAX AB', '9', null],
    ['CAX C', '6', '5'],
    ['all', '15', '12'],
  ]);
  expect(befores('ofToday')).toEqual([
    ['CAX AB', '9', '7'],
    ['CAX C', '6', '5'],
    ['all', '15', '12'],
  ]);
  expect(o.get('totals.figures', asking(taskId, ['2024-M08'])).beforeKeys).toEqual([]);
});

test('a task that is not periodic: the newest report of each unit; what was handed on stands at the heir only', () => {
  const place = province();
  const { o, units } = place;
  const taskId = taskOf(o, { assignedOn: '2025-01-01' });
  const shares = { ...place, taskId };
  const c = { assignmentId: giveTo(shares, units.c, '2025-01-01'), unitId: units.c };
  const a = { assignmentId: giveTo(shares, units.a, '2025-01-01'), unitId: units.a };
  reportWith(o, { ...c, periodKey: null, reportedOn: '2025-02-01', figures: { 'Số vụ': 1 } });
  reportWith(o, { ...c, periodKey: null, version: 2, reportedOn: '2025-03-01', figures: { 'Số vụ': 3 } });
  reportWith(o, { ...a, periodKey: null, reportedOn: '2025-03-01', figures: { 'Số vụ': 4 } });
  const totals = o.get('totals.figures', asking(taskId, [], { on: '2025-06-01' }));
  expect(valuesOf(totals, 'Số vụ')).toMatchObject({ rows: { 'CAX A': '4', 'CAX C': '3' }, total: '7' });
  o.as('commander').get('assignment.handOn', {
    id: a.assignmentId,
    toUnitId: units.ab,
    onDay: '2025-07-02',
    reason: 'Bàn giao',
  });
  const later = o.get('totals.figures', asking(taskId, [], { on: '2025-07-10' }));
  expect(valuesOf(later, 'Số vụ')).toMatchObject({ rows: { 'CAX AB': null, 'CAX C': '3' }, total: '3' });
  expect(later.total.handed).toMatchObject({ expected: 2, submitted: 1, missing: 1 });
});

test('an unknown period or task is refused by name', () => {
  const { o, taskId } = province();
  const code = (input: Input<'totals.figures'>) => {
    const result = o.call('totals.figures', input);
    return result.ok ? 'ok' : result.error.code;
  };
  expect(code(asking(taskId, ['2024-M13']))).toBe('PERIOD_UNKNOWN');
  expect(code(asking(o.ctx.newId(), ['2024-M05']))).toBe('NOT_FOUND');
});
