import { beforeEach, describe, expect, test } from 'vitest';
import type { Input, Output } from '../../db/api/contract/index.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { actingFor, addUnit } from '../helpers/tasks.ts';
import { inSession, unsound } from '../helpers/undo.ts';

type Post = Input<'staffing.createPost'>['post'];
type Count = Input<'staffing.recordHeadcount'>['count'];
type NormInput = Input<'staffing.saveNorm'>['norm'];

let o: TestOffice;
let kimSon: string;
let banMai: string;

beforeEach(() => {
  o = office('personnel');
  kimSon = addUnit(o, { name: 'Kim Sơn', from: '2019-01-01' });
  banMai = addUnit(o, { name: 'Ban Mai', from: '2019-01-01' });
});

const post = (fields: Partial<Post> = {}): Post => ({
  ...{ title: 'officer', holder: '', isActing: 0, isInvestigator: 0, isPartyCommittee: 0, fromOn: '2021-06-01' },
  ...{ toOn: null, basisDirectiveId: null, basisText: '', note: '' },
  ...fields,
});
const count = (fields: Partial<Count> = {}): Count => ({
  ...{ onDay: '2021-05-31', establishment: null, present: 4, chiefs: 1, deputies: 1, investigators: null, note: '' },
  ...fields,
});
const norm = (fields: Partial<NormInput> = {}): NormInput => ({
  ...{ name: 'Ít nhất 5', level: 'commune', unitKind: null, underUnitId: null, isKeyOnly: 0, validFrom: '2021-05-31' },
  ...{ validTo: null, minTotal: 5, maxTotal: null, chiefs: 1, maxDeputies: null, minInvestigators: null, isBinding: 1 },
  ...{ basisDirectiveId: null, basisText: '' },
  ...fields,
});

const addPost = (unitId: string, fields: Partial<Post> = {}) =>
  o.get('staffing.createPost', { unitId, post: post(fields) }).id;
const addCount = (unitId: string, fields: Partial<Count> = {}) =>
  o.get('staffing.recordHeadcount', { unitId, count: count(fields) }).id;
const addNorm = (fields: Partial<NormInput> = {}) => o.get('staffing.saveNorm', { id: null, norm: norm(fields) }).id;
const list = (on: string, more: Partial<Input<'staffing.list'>> = {}) => o.get('staffing.list', { on, ...more }).rows;
const namesOf = (rows: Output<'staffing.list'>['rows']) => rows.map(({ unitName }) => unitName);
const verdictOf = (unitId: string, on: string) => o.get('staffing.ofUnit', { unitId, on }).row?.verdict;
const problem = (result: ReturnType<TestOffice['call']>) => (result.ok ? undefined : result.error);

describe('norms through time (DOMAIN 5.3.5)', () => {
  test('4 of 5 lack 1 in 2021; the norm of 1/3/2025 makes 6 officers lack 6 from that day', () => {
    addNorm({ validTo: '2025-03-01' });
    addNorm({ name: 'Ít nhất 12', validFrom: '2025-03-01', minTotal: 12 });
    addCount(kimSon);
    addCount(kimSon, { onDay: '2022-01-01', present: 6 });
    expect(verdictOf(kimSon, '2021-05-31')).toMatchObject({ state: 'below', missing: 1 });
    expect(verdictOf(kimSon, '2025-02-28')).toMatchObject({ state: 'met' });
    expect(verdictOf(kimSon, '2025-03-01')).toMatchObject({ state: 'below', missing: 6 });
    expect(namesOf(list('2025-03-01', { state: 'below' }))).toEqual(['CAX Kim Sơn']);
    expect(namesOf(list('2025-02-28', { state: 'below' }))).toEqual([]);
    expect(namesOf(list('2025-03-01', { state: 'noData' }))).toEqual(['CAX Ban Mai']);
  });

  test('the course of 2021 to 2025 stays as it was when a norm is added in 2025', () => {
    addNorm({ validTo: '2025-03-01' });
    addCount(kimSon);
    addCount(banMai, { onDay: '2022-01-01', present: 7 });
    const course = (to: string) => o.get('staffing.trend', { from: '2020-01-01', to, by: 'month' }).rows;
    const before = course('2025-02-28');
    addNorm({ name: 'Ít nhất 12', validFrom: '2025-03-01', minTotal: 12 });
    addCount(kimSon, { onDay: '2025-03-01', present: 9 });
    expect(course('2025-02-28')).toEqual(before);
    const through = course('2025-06-01');
    expect(through.filter(({ day }) => day < '2025-02-28')).toEqual(before.slice(0, -1));
    const at = (day: string) => through.find((row) => row.day === day);
    expect(at('2020-06-01')).toMatchObject({ units: 2, counted: 0, total: 0, required: 0, noData: 2 });
    expect(at('2021-05-31')).toMatchObject({ counted: 1, total: 4, required: 5, below: 1 });
    expect(at('2022-02-01')).toMatchObject({
      counted: 2,
      total: 11,
      judged: 2,
      judgedTotal: 11,
      required: 10,
      below: 1,
    });
    expect(at('2025-03-01')).toMatchObject({ counted: 2, total: 16, required: 24, below: 2, missing: 8 });
  });

  test('a preview says who would be below, and the saved norm says the same', () => {
    addCount(kimSon, { present: 6 });
    addCount(banMai, { present: 14 });
    addNorm();
    const wanted = norm({ name: 'Ít nhất 12', validFrom: '2025-03-01', minTotal: 12 });
    const told = o.get('staffing.previewNorm', { id: null, norm: wanted, on: '2022-01-01' });
    expect(told).toMatchObject({ on: '2025-03-01', units: 2, below: 1, belowBefore: 0, belowAfter: 1, noData: 0 });
    expect(told.newlyBelow).toEqual([{ unitId: kimSon, unitName: 'CAX Kim Sơn', total: 6, missing: 6 }]);
    const id = addNorm(wanted);
    const row = o.get('staffing.norms', { on: '2022-01-01' }).find((one) => one.id === id);
    expect(row).toMatchObject({ judgedOn: '2025-03-01', unitCount: 2, belowCount: 1 });
    const eased = { ...wanted, minTotal: 6 };
    expect(o.get('staffing.previewNorm', { id, norm: eased, on: '2025-03-01' })).toMatchObject({
      ...{ belowBefore: 1, belowAfter: 0 },
    });
    // Moved to another kind: nothing is left of what it was.
    const elsewhere = { ...wanted, unitKind: 'ward' as const };
    expect(o.get('staffing.previewNorm', { id, norm: elsewhere, on: '2025-03-01' })).toMatchObject({
      ...{ units: 0, belowBefore: 1, belowAfter: 0 },
    });
  });

  test('a norm under a unit is for that unit alone, and a planned one judges nobody', () => {
    addCount(kimSon);
    addCount(banMai);
    addNorm({ minTotal: 30, isBinding: 0 });
    addNorm({ minTotal: 6, underUnitId: kimSon });
    expect([verdictOf(kimSon, '2022-01-01')?.state, verdictOf(banMai, '2022-01-01')?.state]).toEqual([
      'below',
      'noNorm',
    ]);
    expect(o.get('staffing.ofUnit', { unitId: banMai, on: '2022-01-01' }).planned).toHaveLength(1);
  });

  test('the published norms come when asked for, once, each with its source', () => {
    expect(o.get('staffing.norms', { on: '2025-07-01' })).toEqual([]);
    expect(o.get('staffing.loadPublishedNorms', {})).toEqual({ added: 3, skipped: 0 });
    expect(o.get('staffing.loadPublishedNorms', {})).toEqual({ added: 0, skipped: 3 });
    const norms = o.get('staffing.norms', { on: '2025-07-01' });
    expect(norms.map(({ validFrom, minTotal, isBinding }) => [validFrom, minTotal, isBinding])).toEqual([
      ['2025-07-01', 30, 0],
      ['2025-03-01', 12, 1],
      ['2021-05-31', 5, 1],
    ]);
    expect(norms.every(({ basisText }) => basisText !== '')).toBe(true);
  });

  test('numbers and days that cannot be are refused', () => {
    const refused = (fields: Partial<NormInput>) =>
      problem(o.call('staffing.saveNorm', { id: null, norm: norm(fields) }))?.code;
    expect(refused({ maxTotal: 4 })).toBe('NORM_RANGE');
    expect(refused({ validTo: '2021-05-31' })).toBe('DATES_OUT_OF_ORDER');
    const id = addNorm();
    expect(problem(o.call('staffing.endNorm', { id, validTo: '2021-01-01' }))?.code).toBe('DATES_OUT_OF_ORDER');
    o.get('staffing.endNorm', { id, validTo: '2025-03-01' });
    expect(o.get('staffing.norms', { on: '2025-07-01' })[0]?.validTo).toBe('2025-03-01');
    o.get('staffing.removeNorm', { id });
    expect(o.get('staffing.norms', { on: '2025-07-01' })).toEqual([]);
  });
});

describe('Khuyết Trưởng (DOMAIN 5.3.6)', () => {
  test('appointing from a date empties the list from that date only', () => {
    for (const unitId of [kimSon, banMai]) addPost(unitId, { title: 'constable' });
    const vacant = (on: string) => namesOf(list(on, { state: 'chiefVacant' }));
    expect(vacant('2021-06-01')).toEqual(['CAX Ban Mai', 'CAX Kim Sơn']);
    addPost(kimSon, { title: 'chief', holder: 'Cán bộ A', fromOn: '2021-07-01' });
    addPost(banMai, { title: 'chief', isActing: 1, fromOn: '2021-07-01' });
    expect(vacant('2021-06-30')).toEqual(['CAX Ban Mai', 'CAX Kim Sơn']);
    expect(vacant('2021-07-01')).toEqual(['CAX Ban Mai']);
    expect(list('2021-07-01').map(({ chiefName, actingChiefs }) => [chiefName, actingChiefs])).toEqual([
      ['', 1],
      ['Cán bộ A', 0],
    ]);
    expect(o.get('staffing.counts', { on: '2021-07-01' })).toMatchObject({ units: 2, chiefVacant: 1, total: 3 });
  });

  test('two chiefs on one day are refused unless they hand over', () => {
    addPost(kimSon, { title: 'chief', holder: 'Cán bộ A', toOn: '2023-01-01' });
    const second = post({ title: 'chief', holder: 'Cán bộ B', fromOn: '2022-12-25' });
    expect(problem(o.call('staffing.createPost', { unitId: kimSon, post: second }))).toMatchObject({
      code: 'CHIEF_TWICE',
      details: { unitName: 'CAX Kim Sơn', holder: 'Cán bộ A', fromOn: '2021-06-01', toOn: '2023-01-01' },
    });
    addPost(kimSon, { ...second, note: 'Bàn giao công việc đến 01/01/2023' });
    const { posts } = o.get('staffing.ofUnit', { unitId: kimSon, on: '2022-12-26' });
    expect(posts.map(({ holder }) => holder)).toEqual(['Cán bộ B', 'Cán bộ A']);
    const [later] = posts;
    if (later === undefined) throw new Error('there are two');
    const { id, changedAtMs } = later;
    const plain = { ...second, note: '' };
    expect(problem(o.call('staffing.correctPost', { id, changedAtMs, post: plain }))?.code).toBe('CHIEF_TWICE');
  });

  test('one holder with two main posts is told and not refused; who acts besides is not', () => {
    addPost(banMai, { title: 'deputyChief', holder: 'Cán bộ Hòa' });
    const told = o.get('staffing.createPost', {
      unitId: kimSon,
      post: post({ title: 'chief', holder: 'cán bộ  Hoà', fromOn: '2022-01-01' }),
    });
    expect(told.warnings).toMatchObject([{ code: 'HOLDER_TWICE', unitName: 'CAX Ban Mai', title: 'deputyChief' }]);
    const acting = post({ title: 'chief', holder: 'Cán bộ Hòa', isActing: 1 });
    expect(o.get('staffing.createPost', { unitId: banMai, post: acting }).warnings).toEqual([]);
  });
});

describe('posts and headcounts', () => {
  test('a post ends, is corrected, is removed; each day sees its own', () => {
    const id = addPost(kimSon, { title: 'constable' });
    addPost(kimSon, { title: 'officer' });
    o.get('staffing.endPost', { id, toOn: '2022-01-01' });
    const total = (on: string) => o.get('staffing.ofUnit', { unitId: kimSon, on }).row?.total;
    expect([total('2021-05-31'), total('2021-12-31'), total('2022-01-01')]).toEqual([null, 2, 1]);
    const { changedAtMs } = o
      .get('staffing.ofUnit', { unitId: kimSon, on: '2022-01-01' })
      .posts.find((one) => one.id === id) ?? { changedAtMs: 0 };
    o.get('staffing.correctPost', { id, changedAtMs, post: post({ title: 'constable', fromOn: '2021-05-01' }) });
    expect([total('2021-05-31'), total('2022-01-01')]).toEqual([1, 2]);
    expect(problem(o.call('staffing.correctPost', { id, changedAtMs, post: post() }))?.code).toBe('CHANGED_MEANWHILE');
    o.get('staffing.removePost', { id });
    expect(total('2022-01-01')).toBe(1);
  });

  test('a unit that has ended takes nothing after its end, and a running post waits for the hand-over', () => {
    const ended = addUnit(o, { name: 'Cũ', from: '2019-01-01', to: '2025-07-01' });
    const refused = (fields: Partial<Post>) =>
      problem(o.call('staffing.createPost', { unitId: ended, post: post(fields) }));
    expect(refused({ fromOn: '2025-07-01' })).toMatchObject({ code: 'UNIT_NOT_ALIVE', details: { on: '2025-07-01' } });
    expect(refused({ toOn: '2025-07-02' })).toMatchObject({ code: 'UNIT_NOT_ALIVE' });
    expect(refused({ toOn: '2025-07-01' })).toBeUndefined();
    expect(refused({ toOn: null })).toBeUndefined();
    expect(refused({ fromOn: '2018-12-31' })?.code).toBe('UNIT_NOT_ALIVE');
    const late = o.call('staffing.recordHeadcount', { unitId: ended, count: count({ onDay: '2025-07-01' }) });
    expect(problem(late)?.code).toBe('UNIT_NOT_ALIVE');
    expect(namesOf(list('2025-07-01'))).not.toContain('CAX Cũ');
    expect(o.get('staffing.ofUnit', { unitId: ended, on: '2025-07-01' })).toMatchObject({ row: null });
  });

  test('one count per unit and day; what is more than those present is refused', () => {
    const id = addCount(kimSon);
    const again = o.call('staffing.recordHeadcount', { unitId: kimSon, count: count({ present: 9 }) });
    expect(problem(again)).toMatchObject({ code: 'HEADCOUNT_EXISTS', details: { name: 'CAX Kim Sơn' } });
    const odd = count({ onDay: '2022-01-01', present: 3, chiefs: 1, deputies: 3 });
    expect(problem(o.call('staffing.recordHeadcount', { unitId: kimSon, count: odd }))?.code).toBe(
      'COUNT_OVER_PRESENT',
    );
    const { changedAtMs } = o.get('staffing.ofUnit', { unitId: kimSon, on: '2022-01-01' }).headcounts[0] ?? {
      changedAtMs: 0,
    };
    o.get('staffing.correctHeadcount', { id, changedAtMs, count: count({ present: 7 }) });
    expect(list('2022-01-01').find(({ unitId }) => unitId === kimSon)).toMatchObject({
      ...{ total: 7, source: 'headcount', countedOn: '2021-05-31', ageDays: 215, others: 5 },
    });
    o.get('staffing.removeHeadcount', { id });
    expect(list('2022-01-01').find(({ unitId }) => unitId === kimSon)?.source).toBe('none');
  });

  test('taking back, doing again and restoring leave a sound office', () => {
    const call = inSession(o, { role: 'personnel' });
    const made = call('staffing.createPost', { unitId: kimSon, post: post({ title: 'chief' }) });
    const id = made.ok ? (made.value as { id: string }).id : '';
    call('staffing.endPost', { id, toOn: '2022-01-01' });
    const ends = () => o.get('staffing.ofUnit', { unitId: kimSon, on: '2022-02-01' }).posts.map(({ toOn }) => toOn);
    expect(ends()).toEqual(['2022-01-01']);
    expect(call('activity.undo', {})).toMatchObject({ ok: true });
    expect(ends()).toEqual([null]);
    expect(call('activity.undo', {})).toMatchObject({ ok: true });
    expect(ends()).toEqual([]);
    expect([call('activity.redo', {}), call('activity.redo', {})]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(ends()).toEqual(['2022-01-01']);
    const first = o.get('history.ofRecord', { entity: 'post', id, on: '2022-01-01' }).rows.at(-1);
    o.get('history.restore', { entity: 'post', id, hash: first?.hash ?? '', fields: ['toOn'] });
    expect(ends()).toEqual([null]);
    expect(unsound(o)).toEqual([]);
  });

  test('only Quản trị and Cán bộ tổ chức write; who works for one unit keeps and reads his own', () => {
    for (const role of ['clerk', 'coordinator', 'commander', 'viewer'] as const) {
      const other = o.as(role);
      expect(problem(other.call('staffing.createPost', { unitId: kimSon, post: post() }))?.code).toBe('FORBIDDEN');
      expect(other.call('staffing.list', { on: '2022-01-01' }).ok).toBe(true);
    }
    addPost(kimSon);
    o.get('staffing.createPost', { unitId: banMai, post: post(), audience: 'unit' });
    const third = addUnit(o, { name: 'Ba', from: '2019-01-01' });
    const below = actingFor(o, third);
    expect(problem(below('staffing.createPost', { unitId: kimSon, post: post() }))?.code).toBe('FORBIDDEN');
    expect(below('staffing.createPost', { unitId: third, post: post() }).ok).toBe(true);
    const seen = below('staffing.list', { on: '2022-01-01' });
    expect(seen.ok && seen.value.rows.map(({ unitName, total }) => [unitName, total])).toEqual([
      ['CAX Ba', 1],
      ['CAX Ban Mai', 1],
      ['CAX Kim Sơn', null],
    ]);
    const channels = o.db.prepare(
      `SELECT DISTINCT channel FROM log JOIN op USING (logId) WHERE entity = 'post' ORDER BY 1`,
    );
    expect(channels.pluck().all()).toEqual([`down:${banMai}`, `int:${o.unitId}`]);
  });
});

describe('the list', () => {
  test('pages by name, and its fences are where pages begin', () => {
    for (let n = 0; n < 205; n += 1) addUnit(o, { name: `Xã ${n}`, from: '2019-01-01' });
    const first = o.get('staffing.list', { on: '2022-01-01', limit: 200 });
    const second = o.get('staffing.list', { on: '2022-01-01', limit: 200, after: first.next ?? '' });
    expect([first.rows.length, second.rows.length, second.next, first.total]).toEqual([200, 7, null, 207]);
    expect(new Set([...first.rows, ...second.rows].map(({ unitId }) => unitId)).size).toBe(207);
    expect(o.get('staffing.fences', { on: '2022-01-01' }).cursors).toEqual([first.next]);
  });

  test('is of the units under a unit as the tree stood on the day, by name with or without marks', () => {
    const district = addUnit(o, { name: 'Huyện', level: 'district', from: '2019-01-01', to: '2025-03-01' });
    const moved = addUnit(o, { name: 'Nam', from: '2019-01-01', to: '2025-03-01', parentId: district });
    expect(list('2022-01-01', { underId: district }).map(({ unitId }) => unitId)).toEqual([moved]);
    expect(list('2022-01-01', { underId: o.unitId })).toHaveLength(3);
    expect(list('2025-03-01', { underId: o.unitId })).toHaveLength(2);
    expect(namesOf(list('2022-01-01', { text: 'kim son' }))).toEqual(['CAX Kim Sơn']);
    expect(namesOf(list('2022-01-01', { level: 'district' }))).toEqual(['CAX Huyện']);
  });
});

test('drafts of staffing are known again by their unit, with the way to their form', () => {
  const post = addPost(kimSon, { holder: 'Cán bộ A' });
  const drafts = {
    [`post:new:${banMai}`]: { holder: 'Cán bộ B' },
    [`post:${post}`]: { holder: 'Cán bộ A' },
    [`headcount:new:${kimSon}`]: {},
    'norm:new': { name: 'Ít nhất 15' },
    'sheet:headcount': { rows: [{ cells: { unit: 'CAX Ban Mai' } }] },
  };
  for (const [key, body] of Object.entries(drafts)) o.get('draft.save', { key, body: JSON.stringify(body) });
  const told = o.get('draft.overview', {}).map(({ title, path }) => [title, path]);
  expect(told).toHaveLength(5);
  expect(told).toEqual(
    expect.arrayContaining([
      ['CAX Ban Mai', '/staffing/sheet'],
      ['Công an xã Ban Mai – Cán bộ B', `/staffing/${banMai}/post`],
      ['Công an xã Kim Sơn', `/staffing/${kimSon}/count`],
      ['Công an xã Kim Sơn – Cán bộ A', `/staffing/${kimSon}/post/${post}`],
      ['Ít nhất 15', '/norms/new'],
    ]),
  );
});

describe('a pasted block of headcounts', () => {
  const cells = (unit: string, onDay: string, present: string, more: Record<string, string> = {}) => ({
    ...{ unit, onDay, present },
    ...more,
  });
  const rowsOf = (...rows: Record<string, string>[]) => rows.map((one, at) => ({ key: `r${at + 1}`, cells: one }));

  test('is read as people write it, and saved in one step', () => {
    const rows = rowsOf(
      cells('CAX Kim Sơn', '31/5/2021', '4', { establishment: '6', chiefs: '1', deputies: '1', investigators: '0' }),
      cells('Công an xã Ban Mai', '31/5/2021', '5'),
    );
    expect(o.get('staffing.checkRows', { rows }).rows.map(({ state }) => state)).toEqual(['good', 'good']);
    expect(o.get('staffing.recordMany', { rows }).saved).toBe(2);
    expect(list('2021-06-01').map(({ total, establishment, chiefs }) => [total, establishment, chiefs])).toEqual([
      [5, null, null],
      [4, 6, 1],
    ]);
    expect(o.db.prepare('SELECT name FROM activity').pluck().all()).toEqual(['staffing.recordMany']);
  });

  test('an ambiguous name is refused with what it may mean, and a pick tells which', () => {
    const twin = addUnit(o, { name: 'Kim Sơn', from: '2019-01-01' });
    const rows = rowsOf(cells('CAX Kim Sơn', '31/5/2021', '4'));
    const [told] = o.get('staffing.checkRows', { rows }).rows;
    expect(told).toMatchObject({ state: 'error', problems: [{ field: 'unit', code: 'unitAmbiguous' }] });
    expect(told?.problems[0]?.choices.map(({ id }) => id).sort()).toEqual([kimSon, twin].sort());
    expect(problem(o.call('staffing.recordMany', { rows }))?.code).toBe('ROWS_REFUSED');
    const picked = rows.map((row) => ({ ...row, picks: { 'CAX Kim Sơn': twin } }));
    expect(o.get('staffing.recordMany', { rows: picked }).saved).toBe(1);
    expect(list('2021-06-01').find(({ unitId }) => unitId === twin)?.total).toBe(4);
  });

  test('what cannot be is told at its cell; a unit counted that day takes the new numbers only when told so', () => {
    addCount(kimSon);
    const rows = rowsOf(
      cells('CAX Kim Sơn', '31/5/2021', '9'),
      cells('CAX Ban Mai', '31/2/2021', '9'),
      cells('', '31/5/2021', '9'),
      cells('CAX Ban Mai', '31/5/2021', 'chín'),
      cells('CAX Ban Mai', '31/5/2021', '2', { chiefs: '3' }),
      cells('CAX Ban Mai', '1/1/2018', '2'),
      cells('CAX Ban Mai', '1/6/2021', '2'),
      cells('CAX Ban Mai', '1/6/2021', '3'),
    );
    const told = o
      .get('staffing.checkRows', { rows })
      .rows.map(({ state, problems }) => [state, ...problems.map(({ field, code }) => `${field} ${code}`)]);
    expect(told).toEqual([
      ['duplicate', 'onDay duplicate'],
      ['error', 'onDay noSuchDay'],
      ['error', 'unit required'],
      ['error', 'present notANumber'],
      ['error', 'present refused'],
      ['error', 'unit unitEnded'],
      ['good'],
      ['error', 'unit duplicateInSheet'],
    ]);
    expect(o.get('staffing.recordMany', { rows, keep: 'good' }).saved).toBe(1);
    expect(list('2021-05-31').find(({ unitId }) => unitId === kimSon)?.total).toBe(4);
    expect(o.get('staffing.recordMany', { rows, keep: 'good', saveDuplicates: true }).saved).toBe(2);
    expect(list('2021-05-31').find(({ unitId }) => unitId === kimSon)?.total).toBe(9);
  });
});
