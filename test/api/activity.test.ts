import { expect, test } from 'vitest';
import { noteActivity } from '../../db/activity.ts';
import type { Output } from '../../db/api/contract/index.ts';
import { commit, create, update } from '../../db/commit.ts';
import { type EntityName, entities } from '../../db/entities/index.ts';
import { migrate } from '../../db/migrations/index.ts';
import { findLastOpId } from '../../db/queries/activity.ts';
import { pointers } from '../../db/queries/reference.ts';
import { addDirective, newDirective } from '../helpers/directive.ts';
import { memoryDb, office, type TestOffice } from '../helpers/office.ts';
import { addCommunes, addUnit, assignOne, countOps, dated } from '../helpers/tasks.ts';
import { contentOf, inSession, unsound } from '../helpers/undo.ts';
import { write } from '../helpers/work.ts';

const on = '2026-05-04';
const recent = (o: TestOffice, input: Partial<Parameters<typeof o.get<'activity.recent'>>[1]> = {}) =>
  o.get('activity.recent', { on, ...input });
const refusal = (result: ReturnType<TestOffice['call']>): unknown => (result.ok ? undefined : result.error.code);

const kind = {
  name: 'Thông báo kết luận',
  abbreviation: 'TBKL',
  grouping: 'party',
  orderNumber: 90,
  isActive: 1,
} as const;
const newKind = { id: null, name: 'Giấy báo', abbreviation: 'GB', grouping: 'other', isActive: 1 } as const;

test('a command leaves one row that says who, what, how much and where to look', () => {
  const o = office();
  const units = addCommunes(o, 3);
  const { taskId } = o.get('task.create', {
    task: dated(),
    dueOn: '2026-05-31',
    leads: units.map((unitId) => ({ unitId })),
  });
  const { rows, total } = recent(o);
  expect(total).toBe(1);
  expect(rows[0]).toMatchObject({
    name: 'task.create',
    action: 'do',
    state: 'done',
    userName: 'Người dùng admin',
    counts: [
      { entity: 'task', count: 1 },
      { entity: 'assignment', count: 3 },
    ],
    isNew: 1,
    subject: { entity: 'task', id: taskId, title: 'Kiện toàn chức danh Trưởng Công an xã', isHere: 1 },
    isNextUndo: 1,
    isNextRedo: 0,
  });
});

test('what writes nothing leaves no row: a refused command, equal values, a draft, a query', () => {
  const o = office();
  const id = addDirective(o);
  const { subject, changedAtMs } = o.get('directive.get', { id, on });
  o.get('directive.update', { id, seenAtMs: changedAtMs, patch: { subject } });
  o.call('directive.update', { id, seenAtMs: 1, patch: { subject: 'Khác' } });
  o.get('draft.save', { key: 'directive', body: '{}' });
  expect(recent(o).rows.map((row) => row.name)).toEqual(['directive.create']);
});

test('a row opens the record that people know: a step its share of the task, a relation its document', () => {
  const o = office();
  const unitId = addUnit(o, { name: 'Kim Sơn' });
  const assignmentId = assignOne(o, unitId);
  o.get('assignment.accept', { id: assignmentId, onDay: '2026-05-03', reason: '' });
  const newer = addDirective(o, { number: '2/KH' });
  const older = addDirective(o, { number: '1/CT' });
  o.get('directive.relate', { fromId: newer, toId: older, kind: 'guides', isWhole: 1, note: '' });
  const rows = recent(o).rows;
  expect(rows.find((row) => row.name === 'assignment.accept')).toMatchObject({
    word: 'accept',
    subject: { entity: 'assignment', id: assignmentId, title: 'CAX Kim Sơn · Kiện toàn chức danh Trưởng Công an xã' },
  });
  expect(rows[0]?.subject).toMatchObject({ entity: 'directive', id: newer });
  expect(rows[0]?.subject.title).toMatch(/^Chỉ thị 2\/KH · Xây dựng toàn diện/);
});

test('since a day means since midnight in Viet Nam; pages follow one another without gap or double', () => {
  const o = office();
  for (let n = 0; n < 7; n += 1) o.get('documentKind.save', { ...newKind, name: `Loại ${n}` });
  // The office's clock stands at 08:00 on 04/05/2026 in Viet Nam.
  expect(recent(o, { since: '2026-05-04' }).total).toBe(7);
  expect(recent(o, { since: '2026-05-05' }).rows).toEqual([]);
  const all = recent(o).rows;
  expect(recent(o, { since: all[2]?.atMs ?? 0 }).total).toBe(3);
  const seen: number[] = [];
  let after: string | undefined;
  for (;;) {
    const page: Output<'activity.recent'> = recent(o, { limit: 3, ...(after === undefined ? {} : { after }) });
    seen.push(...page.rows.map((row) => row.activityId));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen).toEqual(all.map((row) => row.activityId));
});

test('a new command drops what was undone before it, and only that', () => {
  const o = office();
  const save = (name: string) => o.get('documentKind.save', { ...newKind, name });
  save('A');
  save('B');
  save('C');
  o.get('activity.undo', {});
  o.get('activity.undo', {});
  save('D');
  expect(refusal(o.call('activity.redo', {}))).toBe('REDO_NOTHING');
  o.get('activity.undo', {});
  expect(o.get('activity.redo', {}).subject.title).toBe('D');
  o.get('activity.undo', {});
  expect(o.get('activity.undo', {}).subject.title).toBe('A');
  expect(o.get('activity.redo', {}).subject.title).toBe('A');
  expect(o.get('activity.redo', {}).subject.title).toBe('D');
  expect(refusal(o.call('activity.redo', {}))).toBe('REDO_NOTHING');
  const rows = recent(o).rows;
  expect(rows.filter((row) => row.action === 'do').map((row) => [row.subject.title, row.state])).toEqual([
    ['D', 'done'],
    ['C', 'dropped'],
    ['B', 'dropped'],
    ['A', 'done'],
  ]);
  expect(rows[0]).toMatchObject({ action: 'redo', name: 'documentKind.save' });
});

test('the stack is of one login: another one neither sees nor undoes it', () => {
  const o = office();
  o.get('documentKind.save', newKind);
  const other = o.as('admin');
  expect(other.get('activity.stack', {})).toEqual({ undo: null, redo: null });
  expect(refusal(other.call('activity.undo', {}))).toBe('UNDO_NOTHING');
  expect(recent(other).total).toBe(1);
  expect(recent(other, { mine: true }).total).toBe(0);
});

test('whoever lost the right to do a thing has lost the right to undo it', () => {
  const o = office();
  const admin = inSession(o);
  const viewer = inSession(o, { role: 'viewer' });
  admin('documentKind.save', newKind);
  expect(admin('activity.stack', {})).toMatchObject({ value: { undo: { refusal: null } } });
  expect(viewer('activity.stack', {})).toMatchObject({ value: { undo: { refusal: 'FORBIDDEN' } } });
  expect(viewer('activity.undo', {})).toMatchObject({ ok: false, error: { code: 'FORBIDDEN' } });
});

test('undo writes; it never erases', () => {
  const o = office();
  const { id } = o.get('documentKind.save', newKind);
  const ops = countOps(o);
  o.get('activity.undo', {});
  expect(countOps(o)).toBe(ops + 1);
  expect(o.db.prepare('SELECT count(*) FROM documentKind WHERE id = ?').pluck().get(id)).toBe(0);
  o.get('activity.redo', {});
  expect(countOps(o)).toBe(ops + 2);
  expect(unsound(o)).toEqual([]);
});

test('a field that someone else has changed since is not touched, and neither is anything else', () => {
  const o = office();
  const id = addDirective(o);
  const { changedAtMs } = o.get('directive.get', { id, on });
  o.get('directive.update', { id, seenAtMs: changedAtMs, patch: { subject: 'Của tôi', field: 'Xây dựng lực lượng' } });
  write(o, update('directive', id, { subject: 'Của người khác' }));
  const before = contentOf(o.db);
  const ops = countOps(o);
  expect(o.call('activity.undo', {})).toEqual({
    ok: false,
    error: { code: 'UNDO_CHANGED', details: { entity: 'directive' } },
  });
  expect(contentOf(o.db)).toEqual(before);
  expect(countOps(o)).toBe(ops);
});

test('another field that someone changed since stays as they left it', () => {
  const o = office();
  const id = addDirective(o);
  const { changedAtMs, subject } = o.get('directive.get', { id, on });
  o.get('directive.update', { id, seenAtMs: changedAtMs, patch: { subject: 'Của tôi' } });
  write(o, update('directive', id, { signer: 'Trần Văn Mẫu' }));
  o.get('activity.undo', {});
  expect(o.get('directive.get', { id, on })).toMatchObject({ subject, signer: 'Trần Văn Mẫu' });
});

test('a record that has left this PC is not withdrawn, and the refusal shows beforehand', () => {
  const o = office();
  o.get('documentKind.save', newKind);
  expect(o.get('activity.stack', {}).undo).toMatchObject({ name: 'documentKind.save', refusal: null });
  o.db.exec('UPDATE log SET exportedSeq = seq');
  expect(o.get('activity.stack', {}).undo).toMatchObject({ refusal: 'UNDO_EXPORTED' });
  expect(o.call('activity.undo', {})).toEqual({
    ok: false,
    error: { code: 'UNDO_EXPORTED', details: { entity: 'documentKind' } },
  });
});

test('a change of a record that has left is taken back all the same: the opposite follows it out', () => {
  const o = office();
  const { id } = o.get('documentKind.save', newKind);
  o.get('documentKind.save', { ...newKind, id, name: 'Giấy nháp' });
  o.get('documentKind.remove', { id });
  o.db.exec('UPDATE log SET exportedSeq = seq');
  o.get('activity.undo', {});
  o.get('activity.undo', {});
  expect(o.get('documentKind.list', {}).find((row) => row.id === id)?.name).toBe('Giấy báo');
  o.get('activity.redo', {});
  o.get('activity.redo', {});
  expect(o.get('documentKind.list', {}).some((row) => row.id === id)).toBe(false);
});

test.each([
  ['a document by a task', (o: TestOffice) => [addDirective(o), 'directive', 'task'] as const],
  [
    'a task by a file',
    (o: TestOffice) => [o.get('task.create', { task: dated() }).taskId, 'task', 'attachment'] as const,
  ],
  ['a unit by a document sent to it', (o: TestOffice) => [newUnit(o), 'unit', 'directive'] as const],
])('what is used meanwhile is not withdrawn: %s', (_name, make) => {
  const o = office();
  const [id, entity, by] = make(o);
  use(o, by, id);
  const before = contentOf(o.db);
  expect(o.call('activity.undo', {})).toEqual({
    ok: false,
    error: { code: 'UNDO_BLOCKED', details: { entity, by, count: 1 } },
  });
  expect(contentOf(o.db)).toEqual(before);
});

const newUnit = (o: TestOffice): string =>
  o.get('unit.create', {
    nature: 'police',
    level: 'commune',
    validFrom: '2024-01-01',
    facts: {
      kind: 'commune',
      name: 'Kim Sơn',
      fullName: 'Công an xã Kim Sơn',
      shortName: 'CAX Kim Sơn',
      symbol: 'CAX',
      officialCode: null,
      parentId: o.unitId,
      isKey: 0,
      hasPolice: 0,
      orderNumber: null,
      basisDirectiveId: null,
      basisText: '',
    },
  }).id;

/** Someone else makes a record that names this one. */
function use(o: TestOffice, by: 'task' | 'attachment' | 'directive', id: string): void {
  const other = o.as('admin');
  if (by === 'task') other.get('task.create', { task: dated({ directiveId: id }) });
  if (by === 'directive')
    other.get(
      'directive.create',
      newDirective(o, { recipients: [{ unitId: id, name: 'CAX Kim Sơn', purpose: 'act' }] }),
    );
  const file = {
    name: 'a.pdf',
    sha256: 'a'.repeat(64),
    byteCount: 1,
    mediaType: 'application/pdf',
    hasMacros: 0,
  } as const;
  if (by === 'attachment')
    write(o, create('attachment', o.ctx.newId(), { parentEntity: 'task', parentId: id, ...file, audience: 'all' }));
}

test('a record that is revived must find what it names', () => {
  const o = office();
  const directiveId = addDirective(o);
  o.get('task.create', { task: dated({ directiveId }) });
  o.get('activity.undo', {});
  o.as('admin').get('directive.remove', { id: directiveId });
  expect(o.call('activity.redo', {})).toEqual({
    ok: false,
    error: { code: 'UNDO_CHANGED', details: { entity: 'directive' } },
  });
});

test('one deed that touched a record twice is taken back step by step, the last first', () => {
  const o = office();
  const before = contentOf(o.db);
  const id = o.ctx.newId();
  const deed = (): void => {
    const since = findLastOpId(o.db);
    commit(o.ctx, [create('documentKind', id, kind), update('documentKind', id, { orderNumber: 91 })]);
    commit(o.ctx, [update('documentKind', id, { orderNumber: 92 })]);
    noteActivity(o.ctx, 'documentKind.save', since);
  };
  o.db.transaction(deed).immediate();
  const after = contentOf(o.db);
  o.get('activity.undo', {});
  expect(contentOf(o.db)).toEqual(before);
  o.get('activity.redo', {});
  expect(contentOf(o.db)).toEqual(after);
});

test('every field that names a record is known where withdrawing asks who points here', () => {
  const known = new Set(pointers.map(({ from, column }) => `${from}.${column}`));
  const naming = Object.entries(entities).flatMap(([name, entity]) =>
    Object.keys(entity.fields.shape)
      .filter((field) => field.endsWith('Id'))
      .map((field) => `${name}.${field}`),
  );
  expect(naming.filter((field) => !known.has(field))).toEqual([]);
  const db = memoryDb();
  for (const name of Object.keys(entities) as EntityName[]) {
    const foreign = db.pragma(`foreign_key_list(${name})`) as { from: string; table: string }[];
    for (const { from, table } of foreign)
      expect(pointers.some((one) => one.from === name && one.column === from && one.to === table)).toBe(true);
  }
});

test('a database of the release before gets its list of deeds, and nothing of it has left yet', () => {
  const db = memoryDb(1);
  db.exec("INSERT INTO log (incarnation, channel, seq, head) VALUES ('a', 'down', 7, 'b')");
  migrate(db);
  expect(db.prepare('SELECT seq, exportedSeq FROM log').all()).toEqual([{ seq: 7, exportedSeq: 0 }]);
  expect(db.prepare('SELECT * FROM activity').all()).toEqual([]);
  for (const [sql, index] of [
    ['SELECT * FROM activity WHERE atMs >= 0 ORDER BY atMs DESC, activityId DESC LIMIT 1', 'activity_by_time'],
    ["SELECT * FROM activity WHERE sessionId = 'a' ORDER BY activityId DESC LIMIT 1", 'activity_by_session'],
  ] as const) {
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail).join()).toContain(index);
  }
});
