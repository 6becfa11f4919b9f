import { expect, test } from 'vitest';
import { HistoryEntity } from '../../db/api/contract/history.ts';
import type { Output } from '../../db/api/contract/index.ts';
import { apply, whileOpen } from '../../db/apply.ts';
import { update } from '../../db/commit.ts';
import { entities } from '../../db/entities/index.ts';
import { advanceLog, ensureLog, readOp } from '../../db/queries/op.ts';
import { addDirective, kindId, newDirective } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { addCommunes, addUnit, assignOne, countOps, dated } from '../helpers/tasks.ts';
import { person, write } from '../helpers/work.ts';

const on = '2026-05-04';
type Entity = Parameters<typeof historyOf>[1];
const historyOf = (o: TestOffice, entity: (typeof HistoryEntity.options)[number], id: string, related = false) =>
  o.get('history.ofRecord', { entity, id, on, related }).rows;

/** Hash of the n-th op of a record, the first being 0. */
const hashOf = (o: TestOffice, entity: Entity, id: string, n: number): string =>
  historyOf(o, entity, id).toReversed()[n]?.hash ?? '';

const edit = (o: TestOffice, id: string, patch: Record<string, unknown>) => {
  const { changedAtMs } = o.get('directive.get', { id, on });
  o.get('directive.update', { id, seenAtMs: changedAtMs, patch });
};
const problemOf = (result: ReturnType<TestOffice['call']>): unknown => (result.ok ? undefined : result.error);

test('every kind of record that is exchanged has a history', () => {
  expect([...HistoryEntity.options].sort()).toEqual(Object.keys(entities).sort());
});

test('an edit shows who, on which PC, and each field from what to what, the newest first', () => {
  const o = office();
  const id = addDirective(o, { subject: 'Cũ' });
  edit(o, id, { subject: 'Mới', kindId: kindId(o, 'KH') });
  const [newest, oldest] = historyOf(o, 'directive', id);
  expect(newest).toMatchObject({
    kind: 'update',
    title: '',
    byName: 'Người dùng admin',
    officeName: 'CAT Bình Minh',
    isThisPc: 1,
    changes: [
      { field: 'kindId', from: { label: 'Chỉ thị' }, to: { label: 'Kế hoạch' } },
      { field: 'subject', from: { raw: 'Cũ', label: null }, to: { raw: 'Mới' } },
    ],
  });
  expect(oldest?.kind).toBe('create');
  expect(oldest?.changes.every(({ from }) => from === null)).toBe(true);
  expect(oldest?.changes.some(({ field }) => field === 'ownerId')).toBe(false);
});

test('removal and return are both there, and the record names the same afterwards', () => {
  const o = office();
  const id = addDirective(o);
  o.get('directive.remove', { id });
  expect(o.get('history.record', { entity: 'directive', id, on })).toMatchObject({
    subject: { isHere: 0 },
    restorable: [],
  });
  o.get('activity.undo', {});
  expect(historyOf(o, 'directive', id).map(({ kind }) => kind)).toEqual(['revive', 'delete', 'create']);
  expect(o.get('history.record', { entity: 'directive', id, on }).subject.isHere).toBe(1);
});

test('the history of a whole has its parts, those taken off too', () => {
  const o = office();
  const newer = addDirective(o, { number: '2/KH' });
  const older = addDirective(o, { number: '1/CT' });
  const { id: relationId } = o.get('directive.relate', {
    fromId: newer,
    toId: older,
    kind: 'guides',
    isWhole: 1,
    note: '',
  });
  o.get('directive.unrelate', { id: relationId });
  expect(historyOf(o, 'directive', older).map((row) => row.kind)).toEqual(['create']);
  expect(historyOf(o, 'directive', older, true).map((row) => [row.entity, row.kind])).toEqual([
    ['directiveRelation', 'delete'],
    ['directiveRelation', 'create'],
    ['directive', 'create'],
  ]);
  o.get('activity.undo', {});
  expect(o.db.prepare('SELECT count(*) FROM removed').pluck().get()).toBe(0);
});

test('a task has its shares and their steps, a share its steps and reports, a unit its versions', () => {
  const o = office();
  const unitId = addUnit(o, { name: 'Kim Sơn' });
  const assignmentId = assignOne(o, unitId);
  o.get('assignment.accept', { id: assignmentId, onDay: '2026-05-03', reason: '' });
  const taskId = String(o.db.prepare('SELECT taskId FROM assignment').pluck().get());
  expect(historyOf(o, 'task', taskId, true).map((row) => row.entity)).toEqual(['assignmentStep', 'assignment', 'task']);
  expect(historyOf(o, 'assignment', assignmentId, true).map((row) => [row.entity, row.title])).toEqual([
    ['assignmentStep', 'CAX Kim Sơn · Kiện toàn chức danh Trưởng Công an xã'],
    ['assignment', ''],
  ]);
  const life = historyOf(o, 'unit', unitId, true);
  expect(life.map((row) => row.entity)).toEqual(['unitVersion', 'unit']);
  // A version is set back from the history of its unit, but not its days, which hang together with its neighbours'.
  expect(life[0]?.restorable).toContain('name');
  expect(life[0]?.restorable).not.toContain('validFrom');
  expect(life[1]?.restorable).toEqual([]);
});

test('long histories come page by page', () => {
  const o = office();
  const units = addCommunes(o, 30);
  const { taskId } = o.get('task.create', {
    task: dated(),
    dueOn: '2026-05-31',
    leads: units.map((unitId) => ({ unitId })),
  });
  const seen: string[] = [];
  let after: string | undefined;
  for (;;) {
    const asked = { entity: 'task' as const, id: taskId, on, related: true, limit: 7 };
    const page: Output<'history.ofRecord'> = o.get(
      'history.ofRecord',
      after === undefined ? asked : { ...asked, after },
    );
    expect(page.total).toBe(31);
    seen.push(...page.rows.map((row) => row.hash));
    if (page.next === null) break;
    after = page.next;
  }
  expect(new Set(seen).size).toBe(31);
});

test('two versions stand side by side, only where they differ', () => {
  const o = office();
  const id = addDirective(o, { subject: 'Một' });
  edit(o, id, { subject: 'Hai', signer: 'Trần Văn Mẫu' });
  edit(o, id, { subject: 'Một' });
  const first = hashOf(o, 'directive', id, 0);
  const compared = o.get('history.compare', {
    entity: 'directive',
    id,
    on,
    first,
    second: hashOf(o, 'directive', id, 2),
  });
  expect(compared.fields).toEqual([
    { field: 'signer', first: { raw: '', label: null }, second: { raw: 'Trần Văn Mẫu', label: null } },
  ]);
  expect(compared.first).toMatchObject({ hash: first, byName: 'Người dùng admin' });
});

test('what several PCs wrote without seeing each other is kept, every value', () => {
  const o = office();
  const id = addDirective(o);
  const op = readOp(
    o.db.prepare('SELECT hash, bytes FROM op WHERE entityId = ?').get(id) as { hash: Buffer; bytes: Buffer },
  );
  write(o, update('directive', id, { subject: 'Của máy này' }));
  const other = {
    ...op,
    inc: 'f'.repeat(32),
    seq: 1,
    prev: '',
    lam: op.lam + 5,
    kind: 'update' as const,
    base: [op.hash],
  };
  const bytes = Buffer.from(JSON.stringify({ ...other, fields: { subject: 'Của máy kia' }, hash: undefined }));
  const receive = (): void => {
    const log = ensureLog(o.db, other.inc, other.ch);
    const received = { ...other, fields: { subject: 'Của máy kia' } };
    whileOpen(o.db, (touched) =>
      apply(o.db, touched, { op: received, logId: log.logId, bytes, hash: Buffer.alloc(32, 9) }),
    );
    advanceLog(o.db, log.logId, 1, '09'.repeat(32));
  };
  o.db.transaction(receive).immediate();
  const { conflicts } = o.get('history.record', { entity: 'directive', id, on });
  expect(conflicts).toMatchObject([{ field: 'subject', values: [{ raw: 'Của máy này' }, { raw: 'Của máy kia' }] }]);
});

test('a value is set back by the update of its noun: one deed, and undone like one', () => {
  const o = office();
  const id = addDirective(o, { subject: 'Cũ', signer: 'Trần Văn Mẫu' });
  edit(o, id, { subject: 'Mới', signer: '' });
  o.get('history.restore', { entity: 'directive', id, hash: hashOf(o, 'directive', id, 0), fields: ['subject'] });
  expect(o.get('directive.get', { id, on })).toMatchObject({ subject: 'Cũ', signer: '' });
  expect(o.get('activity.recent', { on }).rows[0]).toMatchObject({ name: 'history.restore', subject: { id } });
  o.get('activity.undo', {});
  expect(o.get('directive.get', { id, on }).subject).toBe('Mới');
});

const seen = (o: TestOffice, id: string) => o.get('directive.get', { id, on }).changedAtMs;

test.each<[string, (o: TestOffice) => [Entity, string, string[]], (o: TestOffice, id: string) => unknown, unknown]>([
  [
    'the mark "hết đối tượng điều chỉnh"',
    (o) => {
      const id = addDirective(o);
      o.get('directive.setObjectGone', {
        id,
        seenAtMs: seen(o, id),
        objectGoneOn: '2026-01-01',
        objectGoneNote: 'Bỏ cấp huyện',
      });
      return ['directive', id, ['objectGoneOn', 'objectGoneNote']];
    },
    (o, id) => o.get('directive.get', { id, on }).objectGoneOn,
    null,
  ],
  [
    'the words of a task',
    (o) => {
      const { taskId } = o.get('task.create', { task: dated({ content: 'Cũ' }) });
      const { changedAtMs } = o.get('task.get', { id: taskId, on });
      o.get('task.update', { id: taskId, changedAtMs, task: { content: 'Mới' } });
      return ['task', taskId, ['content']];
    },
    (o, id) => o.get('task.get', { id, on }).content,
    'Cũ',
  ],
  [
    'a kind of document',
    (o) => {
      const kind = { abbreviation: 'GB', grouping: 'other', isActive: 1 } as const;
      const { id } = o.get('documentKind.save', { id: null, name: 'Giấy báo', ...kind });
      o.get('documentKind.save', { id, name: 'Giấy đi', ...kind });
      return ['documentKind', id, ['name']];
    },
    (o, id) => o.get('documentKind.list', {}).find((kind) => kind.id === id)?.name,
    'Giấy báo',
  ],
  [
    'a period rule',
    (o) => {
      const rule = {
        name: 'Tuần',
        unit: 'week',
        startWeekday: 1,
        closeDay: null,
        dueOffsetDays: 0,
        orderNumber: 99,
        isActive: 1,
      } as const;
      const { id } = o.get('periodRule.save', { id: null, rule });
      o.get('periodRule.save', { id, rule: { ...rule, dueOffsetDays: 2 } });
      return ['periodRule', id, ['dueOffsetDays']];
    },
    (o, id) => o.get('periodRule.list', { on }).find((rule) => rule.id === id)?.dueOffsetDays,
    0,
  ],
  [
    'the name of a unit in one of its versions',
    (o) => {
      const unitId = addUnit(o, { name: 'Kim Sơn' });
      const versionId = String(o.db.prepare('SELECT id FROM unitVersion WHERE unitId = ?').pluck().get(unitId));
      o.get('unit.correct', { versionId, patch: { name: 'Kim Son' } });
      return ['unitVersion', versionId, ['name']];
    },
    (o, id) => o.db.prepare('SELECT name FROM unitVersion WHERE id = ?').pluck().get(id),
    'Kim Sơn',
  ],
])('sets back %s', (_name, make, read, expected) => {
  const o = office();
  const [entity, id, fields] = make(o);
  expect(read(o, id)).not.toEqual(expected);
  o.get('history.restore', { entity, id, hash: hashOf(o, entity, id, 0), fields });
  expect(read(o, id)).toEqual(expected);
});

test('sets back the day a unit received a document', () => {
  const o = office('clerk');
  const unitId = addUnit(o, { name: 'Kim Sơn' });
  const id = addDirective(o);
  const mark = (day: string) => o.get('directive.saveReceipts', { id, unitIds: [unitId], step: 'receivedOn', day });
  mark('2026-05-01');
  mark('2026-05-03');
  const receiptId = String(o.db.prepare('SELECT id FROM directiveReceipt').pluck().get());
  const hash = hashOf(o, 'directiveReceipt', receiptId, 0);
  o.get('history.restore', { entity: 'directiveReceipt', id: receiptId, hash, fields: ['receivedOn'] });
  expect(o.get('directive.receipts', { id, on }).rows[0]?.receivedOn).toBe('2026-05-01');
});

test('the rules of the noun hold: a day out of order, a name that is taken, a day that decides what was late', () => {
  const o = office();
  const older = addDirective(o, { number: '1/CT', issuedOn: '2026-02-01' });
  const newer = addDirective(o, { number: '2/KH', issuedOn: '2026-01-01' });
  edit(o, newer, { issuedOn: '2026-03-01' });
  o.get('directive.relate', { fromId: newer, toId: older, kind: 'guides', isWhole: 1, note: '' });
  const ops = countOps(o);
  const hash = hashOf(o, 'directive', newer, 0);
  expect(
    problemOf(o.call('history.restore', { entity: 'directive', id: newer, hash, fields: ['issuedOn'] })),
  ).toMatchObject({
    code: 'RELATION_BEFORE_TARGET',
  });
  expect(countOps(o)).toBe(ops);
});

test('what never changes, hangs together with neighbours, or is not of the record is refused in words', () => {
  const o = office();
  const unitId = addUnit(o, { name: 'Kim Sơn' });
  const versionId = String(o.db.prepare('SELECT id FROM unitVersion WHERE unitId = ?').pluck().get(unitId));
  const directiveId = addDirective(o);
  const refused = (entity: Entity, id: string, field: string) =>
    problemOf(o.call('history.restore', { entity, id, hash: hashOf(o, entity, id, 0), fields: [field] }));
  expect(refused('unitVersion', versionId, 'validFrom')).toMatchObject({
    code: 'RESTORE_REFUSED',
    details: { field: 'validFrom' },
  });
  expect(refused('directive', directiveId, 'audience')).toMatchObject({ code: 'RESTORE_REFUSED' });
  expect(refused('directive', directiveId, 'searchKey')).toMatchObject({ code: 'RESTORE_REFUSED' });
  const other = addDirective(o, newDirective(o, { number: '9/CT' }));
  const hash = hashOf(o, 'directive', other, 0);
  const foreign = o.call('history.restore', { entity: 'directive', id: directiveId, hash, fields: ['subject'] });
  expect(problemOf(foreign)).toMatchObject({ code: 'NOT_FOUND' });
});

test('who may not edit may not restore, and is not offered it; a record of another office neither', () => {
  const o = office();
  const id = addDirective(o, { subject: 'Cũ' });
  edit(o, id, { subject: 'Mới' });
  const chief = person(o, 'commander');
  const hash = hashOf(o, 'directive', id, 0);
  expect(o.get('history.record', { entity: 'directive', id, on }).restorable).toContain('subject');
  expect(chief.get('history.record', { entity: 'directive', id, on }).restorable).toEqual([]);
  expect(
    problemOf(chief.call('history.restore', { entity: 'directive', id, hash, fields: ['subject'] })),
  ).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(problemOf(o.call('history.record', { entity: 'directive', id: o.unitId, on }))).toMatchObject({
    code: 'NOT_FOUND',
  });
});
