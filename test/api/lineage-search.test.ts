import { expect, test } from 'vitest';
import { indexAll } from '../../db/queries/search-index.ts';
import { eventWith, unitWith } from '../helpers/lineage.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const on = '2026-11-22';
const merged = '2023-01-01';
const split = '2025-07-01';

/** Tam Phú became Tam Tân, which was divided between Đông Hải and Tây Hải; An Lạc went whole to Phú Hải. */
function scene() {
  const o = office();
  const tamPhu = unitWith(o, { name: 'Tam Phú', from: '2021-11-01', to: merged });
  const tamTan = unitWith(o, { name: 'Tam Tân', from: merged, to: split });
  const dong = unitWith(o, { name: 'Đông Hải', from: split });
  const tay = unitWith(o, { name: 'Tây Hải', from: split });
  const anLac = unitWith(o, { name: 'An Lạc', from: '2021-11-01', to: split });
  const phuHai = unitWith(o, { name: 'Phú Hải', from: split, kind: 'ward' });
  eventWith(o, { kind: 'merge', on: merged, edges: [{ from: tamPhu, to: tamTan }] });
  eventWith(o, {
    kind: 'divide',
    on: split,
    edges: [dong, tay].map((to) => ({ from: tamTan, to, part: 'part' as const })),
  });
  eventWith(o, { kind: 'absorb', on: split, edges: [{ from: anLac, to: phuHai }] });
  indexAll(o.db);
  return { o, tamPhu, tamTan, dong, tay, anLac, phuHai };
}

const search = (o: TestOffice, text: string, includeEnded: boolean, day = on) =>
  o.get('unit.search', { text, on: day, includeEnded }).rows;

test('an old name is found with its end and all living units that carry it on', () => {
  const { o, tamPhu, dong, tay } = scene();
  expect(search(o, 'tam phu', true)).toMatchObject([
    { id: tamPhu, endedOn: merged, heirs: [{ id: dong, fullName: 'Công an xã Đông Hải' }, { id: tay }] },
  ]);
  expect(search(o, 'tam phu', true, '2022-01-01')).toMatchObject([{ id: tamPhu, endedOn: null, heirs: [] }]);
});

test('who looks for living units by an old name is offered those that carry it on', () => {
  const { o, dong, tay, phuHai, tamTan } = scene();
  expect(search(o, 'Tam Phú', false).map(({ id, formerName }) => [id, formerName])).toEqual([
    [dong, 'Công an xã Tam Phú'],
    [tay, 'Công an xã Tam Phú'],
  ]);
  expect(search(o, 'an lac', false)).toMatchObject([{ id: phuHai, formerName: 'Công an xã An Lạc' }]);
  expect(search(o, 'Tam Phú', false, '2024-01-01')).toMatchObject([{ id: tamTan }]);
  expect(
    o
      .get('unit.list', { on, text: 'tam phú' })
      .rows.map(({ id }) => id)
      .toSorted(),
  ).toEqual([dong, tay].toSorted());
  expect(o.get('unit.list', { on, text: 'an lạc', isCounted: true }).total).toBe(1);
});

test('a unit that lives is not joined by what was once taken from it', () => {
  const o = office();
  const rest = unitWith(o, { name: 'Còn Lại', from: '2021-11-01' });
  const part = unitWith(o, { name: 'Mới Tách', from: split });
  eventWith(o, {
    kind: 'separate',
    on: split,
    edges: [rest, part].map((to) => ({ from: rest, to, part: 'part' as const })),
  });
  expect(search(o, 'còn lại', false).map(({ id }) => id)).toEqual([rest]);
});

test('the full text search leads to the one heir, and names all heirs of a unit that was split', () => {
  const { o, tamTan, anLac, phuHai, dong, tay } = scene();
  const find = (text: string) => o.get('search.find', { text, on, kinds: ['unit'] }).hits;
  expect(find('an lạc')[0]).toMatchObject({ id: anLac, open: { id: phuHai }, heirs: [], oldName: { until: split } });
  expect(find('tam tân')[0]).toMatchObject({
    ...{ id: tamTan, open: { id: tamTan }, status: 'ended' },
    heirs: [{ id: dong }, { id: tay }],
  });
});
