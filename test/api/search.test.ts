import { expect, test } from 'vitest';
import type { Input, Output } from '../../db/api/contract/index.ts';
import { searchCountLimit } from '../../db/api/contract/search.ts';
import { create, remove, update } from '../../db/commit.ts';
import { countSearchable, indexAll, indexSlice } from '../../db/queries/search-index.ts';
import { addDirective } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { scene } from '../helpers/report.ts';
import { assignTo, taskOf, unitUnder, write } from '../helpers/work.ts';

const on = '2026-11-22';
type Hits = Output<'search.find'>['hits'];

function search(o: TestOffice, text: string, more: Partial<Input<'search.find'>> = {}): Output<'search.find'> {
  indexAll(o.db);
  return o.get('search.find', { text, on, ...more });
}
const find = (o: TestOffice, text: string, more: Partial<Input<'search.find'>> = {}): Hits =>
  search(o, text, more).hits;
const titles = (hits: Hits): string[] => hits.map((hit) => hit.title.text);
const marked = ({ text, marks }: Hits[number]['title']): string[] => marks.map(([from, to]) => text.slice(from, to));

test('words are found with and without marks, capitals or đ, and wherever the tone is written', () => {
  const o = office();
  addDirective(o, { subject: 'Đẩy mạnh hòa giải ở cơ sở' });
  for (const text of ['hòa giải', 'hoà giải', 'hoa giai', 'HÒA GIẢI', 'day manh', 'Đẩy', 'co so hoa', 'ho', 'đ'])
    expect(find(o, text), text).toHaveLength(1);
  expect(find(o, 'hoan giai')).toEqual([]);
});

test('a document number is found however it is written, whole or in part, and comes first', () => {
  const o = office();
  const id = addDirective(o, { number: '118/KH-CAT-PX01', issuedOn: '2020-01-01', subject: 'Kế hoạch năm' });
  addDirective(o, { number: '19/KH', issuedOn: '2026-01-01', subject: 'Thực hiện Kế hoạch số 118/KH-CAT-PX01' });
  for (const text of ['118/KH-CAT-PX01', '118/kh-cat-px01', ' 118 / KH-CAT-PX01 ', '0118/KH-CAT-PX01'].slice(0, 3)) {
    const [first, ...rest] = find(o, text);
    expect(first, text).toMatchObject({ id, isExact: true });
    expect(rest, text).toHaveLength(1);
  }
  expect(find(o, '118/KH').map((hit) => hit.isExact)).toEqual([false, false]);
  expect(find(o, 'PX01')).toHaveLength(2);
  expect(find(o, '118/KH-PX01')).toEqual([]);
});

test('quotes make a phrase; without them the words may stand anywhere', () => {
  const o = office();
  addDirective(o, { number: '1', subject: 'Kiện toàn tổ chức bộ máy' });
  addDirective(o, { number: '2', subject: 'Tổ công tác, chức danh cần kiện toàn' });
  expect(find(o, 'tổ chức')).toHaveLength(2);
  for (const text of ['"tổ chức"', '“tổ chức”', '"to chuc']) expect(find(o, text), text).toHaveLength(1);
});

test.each([
  '"',
  '""',
  '*',
  'AND',
  'a OR',
  'NOT',
  'NEAR(a b)',
  '{head} : zz',
  '^zz',
  "zz'--",
  '-zz',
  ')(',
  '\0',
  '%',
  '\ue000',
])('what looks like syntax is looked for as words: %s', (text) => {
  const o = office();
  addDirective(o, { subject: 'Kiện toàn' });
  expect(find(o, text).map((hit) => hit.kind)).not.toContain('directive');
});

test('what is found is told by kind, with the place where it stands', () => {
  const { o, send } = scene({ content: 'Kiện toàn chức danh Trưởng Công an xã', product: 'Quyết định bổ nhiệm' });
  send({ content: 'Đã bố trí 4 đồng chí tại trụ sở mới.', difficulties: 'Thiếu phương tiện tuần tra.' });
  const [report] = find(o, 'phuong tien');
  expect(report).toMatchObject({ kind: 'report', day: '2026-05-12', status: 'submitted' });
  expect(report?.note.text).toContain('CAX Kim Sơn');
  expect(report?.snippet && marked(report.snippet)).toEqual(['phương tiện']);
  const [task] = find(o, 'quyết định');
  expect(task).toMatchObject({ kind: 'task', status: 'overdue' });
  expect(task?.snippet && marked(task.snippet)).toEqual(['Quyết định']);
  expect(search(o, 'kiện toàn').counts.filter(({ count }) => count > 0)).toEqual([
    { kind: 'task', count: 1, isMore: false },
    { kind: 'report', count: 1, isMore: false },
  ]);
  expect(find(o, 'kim son kien toan').map(({ kind }) => kind)).toEqual(['report']);
});

test('newest first, across kinds and pages, each once; a changed date moves the record', () => {
  const o = office();
  const ids = Array.from({ length: 25 }, (_, n) =>
    addDirective(o, {
      number: `${n + 1}`,
      subject: `Phòng cháy ${n}`,
      issuedOn: `2024-01-${String(n + 1).padStart(2, '0')}`,
    }),
  );
  taskOf(o, { content: 'Kiểm tra phòng cháy', assignedOn: '2024-01-20' });
  const seen: Hits = [];
  let after: string | undefined;
  do {
    const page = search(o, 'phòng cháy', { limit: 4, ...(after === undefined ? {} : { after }) });
    seen.push(...page.hits);
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toHaveLength(26);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(26);
  expect(seen.map(({ day }) => day)).toEqual(
    seen
      .map(({ day }) => day)
      .sort()
      .reverse(),
  );
  write(o, update('directive', ids[0] as string, { issuedOn: '2025-06-01' }));
  expect(find(o, 'phong chay')[0]?.id).toBe(ids[0]);
});

test('those with the marks as typed come before newer ones without', () => {
  const o = office();
  const bang = addDirective(o, { number: '1', subject: 'Bảo đảm thông tin', issuedOn: '2020-01-01' });
  addDirective(o, { number: '2', subject: 'Báo cáo thống kê', issuedOn: '2024-01-01' });
  addDirective(o, { number: '3', subject: 'Bao vây', issuedOn: '2025-01-01' });
  expect(find(o, 'bảo')[0]?.id).toBe(bang);
  expect(find(o, 'bao')[0]?.title.text).toBe('Bao vây');
  expect(find(o, 'bảo', { limit: 2 })).toHaveLength(2);
});

test('what stands in one piece comes before newer ones that hold the words apart, however many; none twice', () => {
  const o = office();
  const id = addDirective(o, { number: 'a', subject: 'Kiện toàn tổ chức', issuedOn: '2010-01-01' });
  for (let n = 0; n < 210; n++)
    addDirective(o, { number: `${n}`, subject: `Đủ điều kiện, trên toàn địa bàn ${n}`, issuedOn: '2024-01-01' });
  expect(find(o, 'kien toan')[0]?.id).toBe(id);
  expect(find(o, 'kien toan ')[0]?.id).toBe(id);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = search(o, 'kiện toàn', { limit: 100, ...(after === undefined ? {} : { after }) });
    seen.push(...page.hits.map((hit) => hit.id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toHaveLength(211);
  expect(new Set(seen).size).toBe(211);
});

test('a saved, changed or deleted record is found by what it says now', () => {
  const o = office();
  const id = addDirective(o, { subject: 'Tuần tra ban đêm' });
  expect(find(o, 'tuần tra')).toHaveLength(1);
  write(o, update('directive', id, { subject: 'Tuyên truyền pháp luật' }));
  expect(find(o, 'tuần tra')).toEqual([]);
  expect(titles(find(o, 'tuyên truyền'))).toEqual(['Tuyên truyền pháp luật']);
  write(o, remove('directive', id));
  expect(find(o, 'tuyên truyền')).toEqual([]);
  expect(countSearchable(o.db)).toMatchObject({ records: 1, indexed: 1 });
});

test('a report follows the words of its task and the name of its unit', () => {
  const { o, taskId, communeId, send } = scene();
  send();
  expect(find(o, 'kim sơn kiện toàn', { kinds: ['report'] })).toHaveLength(1);
  write(o, update('task', taskId, { content: 'Rà soát cơ sở cho thuê lưu trú' }));
  expect(find(o, 'kim sơn kiện toàn', { kinds: ['report'] })).toEqual([]);
  expect(find(o, 'kim sơn lưu trú', { kinds: ['report'] })).toHaveLength(1);
  const versionId = o.db.prepare('SELECT id FROM unitVersion WHERE unitId = ?').pluck().get(communeId) as string;
  write(o, update('unitVersion', versionId, { fullName: 'Công an xã Bình Khê', shortName: 'CAX Bình Khê' }));
  expect(find(o, 'kim sơn', { kinds: ['report'] })).toEqual([]);
  expect(find(o, 'bình khê lưu trú', { kinds: ['report'] })).toHaveLength(1);
});

test('an old name leads to the unit as it is called now, and says until when', () => {
  const o = office();
  const unitId = unitUnder(o, o.unitId, 'Cồn Hến', '2021-11-01');
  const versionId = o.db.prepare('SELECT id FROM unitVersion WHERE unitId = ?').pluck().get(unitId) as string;
  const { id: _, ...old } = o.db.prepare('SELECT * FROM unitVersion WHERE id = ?').get(versionId) as Record<
    string,
    never
  >;
  const fields = Object.fromEntries(
    [
      'unitId',
      'kind',
      'symbol',
      'officialCode',
      'parentId',
      'isKey',
      'hasPolice',
      'orderNumber',
      'basisDirectiveId',
      'basisText',
    ].map((name) => [name, old[name]]),
  );
  const name = { name: 'Bến Gỗ', fullName: 'Công an xã Bến Gỗ', shortName: 'CAX Bến Gỗ' };
  write(
    o,
    update('unitVersion', versionId, { validTo: '2025-07-01' }),
    create('unitVersion', o.ctx.newId(), { ...fields, ...name, validFrom: '2025-07-01', validTo: null } as never),
  );
  const [hit] = find(o, 'con hen');
  expect(hit).toMatchObject({
    kind: 'unit',
    title: { text: 'Công an xã Bến Gỗ' },
    open: { kind: 'unit', id: unitId },
    status: 'alive',
    oldName: { name: { text: 'Công an xã Cồn Hến' }, until: '2025-07-01' },
  });
  expect(find(o, 'bến gỗ')[0]?.oldName).toBeNull();
  expect(find(o, 'Cồn Hến')[0]?.isExact).toBe(true);
});

test('a unit that was merged away leads to its heir', () => {
  const o = office();
  const oldId = unitUnder(o, o.unitId, 'Tam Phú', '2021-11-01', '2025-07-01');
  const heirId = unitUnder(o, o.unitId, 'Long Biên', '2025-07-01');
  const eventId = o.ctx.newId();
  const event = { kind: 'merge', signedOn: null, announcedOn: null, effectiveOn: '2025-07-01' } as const;
  write(
    o,
    create('unitEvent', eventId, {
      ...event,
      basisDirectiveId: null,
      basisText: '',
      note: '',
      correctsEventId: null,
      heirsUnknown: 0,
    }),
    create('unitLineage', o.ctx.newId(), {
      eventId,
      fromUnitId: oldId,
      toUnitId: heirId,
      part: 'whole',
      isMainHeir: 1,
      ratio: null,
    }),
  );
  expect(find(o, 'tam phú')[0]).toMatchObject({
    id: oldId,
    title: { text: 'Công an xã Long Biên' },
    open: { id: heirId },
    oldName: { name: { text: 'Công an xã Tam Phú' }, until: '2025-07-01' },
  });
  expect(find(o, 'tam phú', { on: '2024-01-01' })[0]).toMatchObject({
    title: { text: 'Công an xã Tam Phú' },
    oldName: null,
  });
});

test('filters: kind, unit and those below it, days, and where things stand', () => {
  const { o, communeId, send } = scene();
  const otherId = unitUnder(o, o.unitId, 'Bình Khê');
  const taskId = taskOf(o, { content: 'Kiện toàn đội ngũ', assignedOn: '2026-03-01' });
  assignTo(o, taskId, otherId, null);
  send();
  const kinds = (more: Partial<Input<'search.find'>>) => find(o, 'kiện toàn', more).map(({ kind }) => kind);
  expect(kinds({})).toEqual(['report', 'task', 'task']);
  expect(kinds({ kinds: ['task'] })).toEqual(['task', 'task']);
  expect(kinds({ unitId: communeId })).toEqual(['report', 'task']);
  expect(kinds({ unitId: otherId })).toEqual(['task']);
  expect(kinds({ unitId: o.unitId })).toEqual(['report', 'task', 'task']);
  expect(kinds({ from: '2026-03-01', to: '2026-03-01' })).toEqual(['task']);
  expect(kinds({ to: '2026-02-28' })).toEqual(['task']);
  expect(find(o, 'kiện toàn', { statuses: ['open'] }).map(({ title }) => title.text)).toEqual(['Kiện toàn đội ngũ']);
  expect(search(o, 'kiện toàn', { statuses: ['submitted', 'overdue'] }).counts.map(({ count }) => count)).toEqual([
    0, 0, 1, 1, 0,
  ]);
});

test('counts stop at the limit and say so', () => {
  const o = office();
  const words = {
    clause: '',
    detail: '',
    product: '',
    kind: 'standing',
    periodRuleId: null,
    periodFromOn: null,
  } as const;
  const task = {
    ...words,
    periodToOn: null,
    parentId: null,
    directiveId: null,
    assignedBy: '',
    audience: 'all',
  } as const;
  const changes = Array.from({ length: searchCountLimit + 1 }, (_, n) =>
    create('task', o.ctx.newId(), { ...task, content: `Tuần tra ${n}`, assignedOn: '2026-01-01' }),
  );
  write(o, ...changes.slice(1));
  const count = () => search(o, 'tuần tra').counts.find(({ kind }) => kind === 'task');
  expect(count()).toEqual({ kind: 'task', count: searchCountLimit, isMore: false });
  write(o, ...changes.slice(0, 1));
  expect(count()).toEqual({ kind: 'task', count: searchCountLimit, isMore: true });
});

test('a long prefix finds the words it can become, also when there are very many of them', () => {
  const o = office();
  for (let n = 0; n < 100; n++) addDirective(o, { number: `${n}`, subject: `Số hiệu abcd${n}x` });
  addDirective(o, { number: 'x', subject: 'Nghiên cứu' });
  for (const text of ['ngh', 'nghi', 'nghie', 'nghiê', 'nghiên', 'nghiên cứ'])
    expect(find(o, text), text).toHaveLength(1);
  expect(search(o, 'abcd').counts[1]?.count).toBe(100);
  expect(search(o, 'abcd9').counts[1]?.count).toBe(11);
});

test('the index fills in slices, tells how much waits, and can be made anew', () => {
  const o = office();
  for (let n = 0; n < 30; n++) addDirective(o, { number: `${n}`, subject: 'Tuần tra' });
  const waiting = () => o.get('search.status', {}).waiting;
  const before = waiting();
  expect(before).toBeGreaterThanOrEqual(30);
  expect(indexSlice(o.db, { rows: 10, ms: 1000 })).toBe(true);
  expect(waiting()).toBeLessThan(before);
  indexAll(o.db);
  expect(waiting()).toBe(0);
  const { records, indexed } = countSearchable(o.db);
  expect(indexed).toBe(records);
  o.get('search.rebuild', {});
  expect(find(o, 'hieu hao')).toEqual([]);
  expect(search(o, 'tuần tra').counts[1]?.count).toBe(30);
  expect(countSearchable(o.db)).toEqual({ records, indexed });
});
