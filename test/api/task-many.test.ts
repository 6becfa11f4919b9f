import { beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { addDirective } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { actingFor, addUnit, countOps } from '../helpers/tasks.ts';

type Rows = Input<'task.checkRows'>['rows'];
type Cells = Rows[number]['cells'];

const on = '2026-05-04';
let o: TestOffice;
let kimSon: string;
let baDon: string;

beforeEach(() => {
  o = office('clerk');
  kimSon = addUnit(o, { name: 'Kim Sơn' });
  baDon = addUnit(o, { name: 'Ba Đồn' });
  addDirective(o, { number: '05/CT-BCA', issuedOn: '2020-06-19' });
});

const good: Cells = {
  content: 'Kiện toàn chức danh Trưởng Công an xã',
  directive: '05/CT-BCA',
  leads: 'CAX Kim Sơn',
  assignedOn: '2/5/2026',
  dueOn: '31/5/2026',
};
const rowsOf = (...cells: Cells[]): Rows => cells.map((one, index) => ({ key: `r${index + 1}`, cells: one }));
const check = (...cells: Cells[]) => o.get('task.checkRows', { rows: rowsOf(...cells), on });
const problemsOf = (cells: Cells): string[] =>
  check(cells).rows[0]?.problems.map(
    ({ field, code, level }) => `${field} ${code}${level === 'warning' ? ' ?' : ''}`,
  ) ?? [];
const shares = () => o.get('assignment.list', { on, filter: { role: 'any' } }).rows;

describe('checking rows', () => {
  test('a row as a clerk types it is good, and says what it was understood as', () => {
    expect(check(good)).toEqual({
      rows: [{ key: 'r1', state: 'good', problems: [], resolved: { leads: 'Công an xã Kim Sơn' } }],
      taskCount: 1,
      assignmentCount: 1,
    });
  });

  test.each([
    'Công an xã Kim Sơn',
    'cax kim sơn',
    'CAX. Kim Sơn',
    'CA xã Kim Sơn',
    'Cong an xa Kim Son',
    'xã Kim Sơn',
    'Kim Sơn',
  ])('%s is the unit, sure or guessed', (leads) => {
    const [row] = check({ ...good, leads }).rows;
    expect(row?.problems.filter(({ level }) => level === 'error')).toEqual([]);
    expect(row?.problems.some(({ code }) => code === 'unitGuessed')).toBe(!/^(Công an|cax kim sơn|CAX)/.test(leads));
  });

  test.each([
    ['no content', { ...good, content: '' }, 'content required'],
    ['no unit', { ...good, leads: '' }, 'leads required'],
    ['no day of giving', { ...good, assignedOn: '' }, 'assignedOn required'],
    ['no deadline', { ...good, dueOn: '' }, 'dueOn required'],
    ['a deadline before the giving', { ...good, dueOn: '1/5/2026' }, 'dueOn refused'],
    ['a deadline for standing work', { ...good, kind: 'standing' }, 'dueOn notAllowed'],
    ['31/02', { ...good, dueOn: '31/02/2026' }, 'dueOn noSuchDay'],
    ['content of 501 characters', { ...good, content: 'a'.repeat(501) }, 'content tooLong'],
    ['a note of 501 characters', { ...good, note: 'a'.repeat(501) }, 'note tooLong'],
    ['a unit nobody knows', { ...good, leads: 'CAX Trên Trời' }, 'leads unitUnknown'],
    ['a directive nobody knows', { ...good, directive: '99/CT-BCA' }, 'directive directiveUnknown'],
    ['a unit twice', { ...good, leads: 'CAX Kim Sơn; Công an xã Kim Sơn' }, 'leads refused'],
    ['a support that leads', { ...good, supports: 'CAX Kim Sơn' }, 'supports refused'],
    ['a kind that is none', { ...good, kind: 'gấp' }, 'kind notAChoice'],
    ['periodic work, which needs a rule', { ...good, kind: 'periodic' }, 'kind notAChoice'],
  ] as const)('%s: %s', (_name, cells, told) => {
    expect(problemsOf(cells)[0]).toBe(told);
  });

  test('a unit is read as of the day of giving: one that had ended by then is told', () => {
    addUnit(o, { name: 'Phố Cũ', to: '2025-07-01' });
    expect(problemsOf({ ...good, leads: 'CAX Phố Cũ', assignedOn: '1/5/2025', dueOn: '1/6/2025' })).toEqual([]);
    expect(problemsOf({ ...good, leads: 'CAX Phố Cũ' })).toEqual(['leads unitEnded']);
  });

  test('two units of one name are told with both, and a choice settles it', () => {
    const other = addUnit(o, { name: 'Kim Sơn' });
    const [row] = check(good).rows;
    expect(row?.problems).toMatchObject([
      { field: 'leads', code: 'unitAmbiguous', values: ['CAX Kim Sơn'], choices: [{ id: kimSon }, { id: other }] },
    ]);
    const picked = o.get('task.checkRows', { rows: [{ key: 'a', cells: good, picks: { 'CAX Kim Sơn': other } }], on });
    expect(picked.rows[0]?.state).toBe('good');
    expect(problemsOf({ ...good, leads: kimSon })).toEqual([]);
  });

  test('marks decide between names that differ in them only', () => {
    addUnit(o, { name: 'Kim Són' });
    expect(problemsOf(good)).toEqual([]);
    expect(problemsOf({ ...good, leads: 'CAX Kim Son' })).toEqual(['leads unitAmbiguous']);
  });

  test('several units in a cell: by semicolons, lines, or commas where no unit is called so', () => {
    const phong = addUnit(o, { name: 'Phòng Tổ chức, cán bộ', level: 'other' });
    const fullName = 'Công an xã Phòng Tổ chức, cán bộ';
    for (const leads of ['CAX Kim Sơn; CAX Ba Đồn', 'CAX Kim Sơn\nCAX Ba Đồn', '- CAX Kim Sơn, CAX Ba Đồn'])
      expect(check({ ...good, leads }).assignmentCount).toBe(2);
    expect(check({ ...good, leads: fullName })).toMatchObject({ assignmentCount: 1 });
    expect(phong).not.toBe('');
  });

  test('a unit nobody knows is told with those that may be meant', () => {
    const [row] = check({ ...good, leads: 'Đồn Kim Sơn' }).rows;
    expect(row?.problems[0]?.choices).toEqual([{ id: kimSon, name: 'Công an xã Kim Sơn' }]);
  });

  test('two directives of one number are told with both', () => {
    addDirective(o, { number: '5/CT-BCA', issuedOn: '2021-01-01', issuer: 'Ai đó' });
    expect(check(good).rows[0]?.problems).toMatchObject([{ code: 'directiveAmbiguous', choices: [{}, {}] }]);
  });

  test('who may give work out may check, and nobody who acts for one unit', () => {
    for (const role of ['viewer', 'personnel'] as const)
      expect(o.as(role).call('task.checkRows', { rows: rowsOf(good), on })).toMatchObject({ ok: false });
    const result = actingFor(o, kimSon)('task.checkRows', { rows: rowsOf(good), on });
    expect(result).toMatchObject({ value: { rows: [{ problems: [{ error: { code: 'FORBIDDEN' } }] }] } });
  });
});

describe('saving rows', () => {
  test('rows in the same words are one task given to all their units', () => {
    const saved = o.get('task.createMany', {
      rows: rowsOf(
        { ...good, note: 'Ưu tiên' },
        { ...good, leads: 'CAX Ba Đồn', dueOn: '15/6/2026' },
        { ...good, content: 'Việc khác' },
      ),
      on,
    });
    expect(saved).toMatchObject({ saved: 3, taskCount: 2, assignmentCount: 3 });
    expect(saved.rows[0]?.id).toBe(saved.rows[1]?.id);
    const due = shares().map(({ unitId, currentDueOn, content }) => [unitId, currentDueOn, content.slice(0, 4)]);
    expect(due.toSorted()).toEqual(
      [
        [kimSon, '2026-05-31', 'Kiện'],
        [kimSon, '2026-05-31', 'Việc'],
        [baDon, '2026-06-15', 'Kiện'],
      ].toSorted(),
    );
  });

  test('supports, document, clause and product arrive', () => {
    const rows = rowsOf({
      ...good,
      supports: 'CAX Ba Đồn',
      clause: 'Điểm a',
      product: 'Báo cáo',
      assignedBy: 'Giám đốc',
    });
    const { rows: saved } = o.get('task.createMany', { rows, on });
    expect(o.get('task.get', { id: saved[0]?.id ?? '', on })).toMatchObject({
      directiveNumber: '05/CT-BCA',
      clause: 'Điểm a',
      product: 'Báo cáo',
      assignedBy: 'Giám đốc',
      kind: 'dated',
      assignedOn: '2026-05-02',
    });
    expect(
      shares()
        .map(({ role, unitId }) => [role, unitId])
        .toSorted(),
    ).toEqual([
      ['lead', kimSon],
      ['support', baDon],
    ]);
  });

  test('standing work has no deadline', () => {
    o.get('task.createMany', { rows: rowsOf({ ...good, dueOn: '', kind: 'standing' }), on });
    expect(shares()[0]).toMatchObject({ taskKind: 'standing', currentDueOn: null });
  });

  test('one bad row refuses all, unless the good ones are wanted', () => {
    const rows = rowsOf(good, { ...good, leads: 'CAX Trên Trời' }, { ...good, leads: 'CAX Ba Đồn' });
    const before = countOps(o);
    expect(o.call('task.createMany', { rows, on })).toMatchObject({
      error: { code: 'ROWS_REFUSED', details: { count: 1, rows: [{ id: 'r2', problems: [{ code: 'unitUnknown' }] }] } },
    });
    expect(countOps(o)).toBe(before);
    expect(o.get('task.createMany', { rows, on, keep: 'good' })).toMatchObject({ saved: 2, taskCount: 1 });
    expect(countOps(o) - before).toBe(3);
  });

  test('a unit twice in one task is refused in the later row; a stored double is left unless it is wanted', () => {
    expect(check(good, good).rows.map(({ state }) => state)).toEqual(['good', 'error']);
    expect(check(good, good).rows[1]?.problems[0]?.error?.code).toBe('UNIT_ASSIGNED_TWICE');
    const rows = rowsOf(good);
    o.get('task.createMany', { rows, on });
    expect(check(good).rows[0]).toMatchObject({
      state: 'duplicate',
      problems: [{ code: 'duplicate', level: 'warning' }],
    });
    expect(o.get('task.createMany', { rows, on }).saved).toBe(0);
    expect(o.get('task.createMany', { rows, on, saveDuplicates: true }).saved).toBe(1);
  });

  test('nobody who may not give work out', () => {
    const before = countOps(o);
    for (const role of ['viewer', 'personnel'] as const)
      expect(o.as(role).call('task.createMany', { rows: rowsOf(good), on })).toMatchObject({
        error: { code: 'FORBIDDEN' },
      });
    expect(actingFor(o, kimSon)('task.createMany', { rows: rowsOf(good), on })).toMatchObject({ ok: false });
    expect(countOps(o)).toBe(before);
  });
});

describe('editing many', () => {
  let ids: string[];
  beforeEach(() => {
    const rows = rowsOf(good, { ...good, content: 'Việc khác' });
    ids = o.get('task.createMany', { rows, on }).rows.map(({ id }) => id ?? '');
  });

  test('cells, the document by its number, or none', () => {
    const [a = '', b = ''] = ids;
    addDirective(o, { number: '12/KH-BCA' });
    const changes = [
      { id: a, fields: { directive: '12/KH-BCA', product: 'Báo cáo' } },
      { id: b, fields: { directive: '' } },
    ];
    expect(o.get('task.previewPatch', { changes })).toMatchObject({
      changed: 2,
      rows: [{ cells: [{ field: 'directive', from: '05/CT-BCA', to: '12/KH-BCA' }, { field: 'product' }] }, {}],
    });
    expect(o.get('task.patchMany', { changes })).toEqual({ done: 2, unchanged: 0, refused: [] });
    expect(o.get('task.get', { id: a, on })).toMatchObject({ directiveNumber: '12/KH-BCA', product: 'Báo cáo' });
    expect(o.get('task.get', { id: b, on })).toMatchObject({ directiveId: null, content: 'Việc khác' });
  });

  test.each([
    ['no content', { content: '' }, 'content required'],
    ['a clause of 101 characters', { clause: 'a'.repeat(101) }, 'clause tooLong'],
    ['an unknown document', { directive: 'xyz' }, 'directive directiveUnknown'],
  ] as const)('%s is refused, and nothing is written', (_name, fields, told) => {
    const [a = '', b = ''] = ids;
    const changes = [
      { id: a, fields },
      { id: b, fields: { clause: 'Điểm a' } },
    ];
    const before = countOps(o);
    expect(o.call('task.patchMany', { changes })).toMatchObject({ error: { code: 'ROWS_REFUSED' } });
    expect(countOps(o)).toBe(before);
    const kept = o.get('task.patchMany', { changes, keep: 'good' });
    expect(kept.refused[0]?.problems.map(({ field, code }) => `${field} ${code}`)).toEqual([told]);
    expect([kept.done, countOps(o) - before]).toEqual([1, 1]);
  });

  test('what changed meanwhile, what nobody knows, who acts for one unit', () => {
    const [id = ''] = ids;
    const changes = [
      { id, changedAtMs: 1, fields: { clause: 'a' } },
      { id: o.ctx.newId(), fields: { clause: 'a' } },
    ];
    const { refused } = o.get('task.patchMany', { changes, keep: 'good' });
    expect(refused.map(({ problems }) => problems[0]?.error?.code)).toEqual(['CHANGED_MEANWHILE', 'NOT_FOUND']);
    const result = actingFor(o, kimSon)('task.patchMany', { changes: [{ id, fields: { clause: 'a' } }], keep: 'good' });
    expect(result).toMatchObject({ value: { done: 0, refused: [{ problems: [{ error: { code: 'FORBIDDEN' } }] }] } });
  });

  test('one value for all that a filter finds', () => {
    const wish = (expectedCount: number) => ({
      matching: { filter: { text: 'viec khac' }, fields: { assignedBy: 'Giám đốc' }, expectedCount },
    });
    expect(o.call('task.patchMany', wish(2))).toMatchObject({
      error: { code: 'COUNT_CHANGED', details: { found: 1 } },
    });
    expect(o.get('task.patchMany', wish(1))).toMatchObject({ done: 1 });
  });
});

test('names of units are read for whoever pastes them', () => {
  const read = o.as('viewer').get('unit.readNames', { texts: ['CAX Kim Sơn', 'nơi nào đó', 'Ba Don'], on });
  expect(read).toMatchObject([
    { unit: { id: kimSon, name: 'Công an xã Kim Sơn' }, problem: null },
    { unit: null, problem: { code: 'unitUnknown' } },
    { unit: { id: baDon }, problem: { code: 'unitGuessed', level: 'warning' } },
  ]);
});
