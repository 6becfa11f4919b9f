import { beforeEach, describe, expect, test } from 'vitest';
import { office, type TestOffice } from '../helpers/office.ts';
import { actingFor, addCommunes, addUnit, countOps, dated } from '../helpers/tasks.ts';

const on = '2026-05-04';
let o: TestOffice;
let ids: string[];

beforeEach(() => {
  o = office('coordinator');
  const leads = addCommunes(o, 5).map((unitId) => ({ unitId }));
  ids = o.get('task.create', { task: dated(), dueOn: '2026-05-31', leads }).assignmentIds;
});

const all = (expectedCount: number) => ({ matching: { filter: {}, on, expectedCount } });
const get = (id = ids[0] ?? '') => o.get('assignment.get', { id, on });

describe('steps for all that a filter finds', () => {
  test('reminded, extended, decided: as many as the user was told, else nothing', () => {
    const before = countOps(o);
    const extension = { dueOn: '2026-06-15', onDay: on, reason: 'Chờ hướng dẫn' };
    for (const wrong of [4, 6]) {
      expect(o.call('assignment.remind', { ...all(wrong), onDay: on })).toMatchObject({
        error: { code: 'COUNT_CHANGED' },
      });
      expect(o.call('assignment.extendMany', { ...all(wrong), ...extension })).toMatchObject({ ok: false });
      expect(
        o.call('assignment.decideMany', { ...all(wrong), kind: 'cancel', onDay: on, reason: 'Hủy' }),
      ).toMatchObject({
        ok: false,
      });
    }
    expect(countOps(o)).toBe(before);
    expect(o.get('assignment.remind', { ...all(5), onDay: on })).toEqual({ doneCount: 5, skipped: [] });
    expect(o.get('assignment.extendMany', { ...all(5), ...extension })).toEqual({ doneCount: 5, skipped: [] });
    expect(get()).toMatchObject({ reminderCount: 1, currentDueOn: '2026-06-15', originalDueOn: '2026-05-31' });
    const cancelled = o.get('assignment.decideMany', {
      ...all(5),
      kind: 'cancel',
      onDay: on,
      reason: 'Thu hồi văn bản',
    });
    expect([cancelled.doneCount, get().processing]).toEqual([5, 'cancelled']);
  });

  test('the filter narrows: only those due before a day', () => {
    const matching = { filter: { dueTo: '2026-05-31' }, on, expectedCount: 0 };
    expect(o.get('assignment.remind', { matching, onDay: on })).toEqual({ doneCount: 0, skipped: [] });
  });

  test('a preview names old and new deadlines and what stands against them', () => {
    o.get('assignment.decide', { id: ids[0] ?? '', kind: 'cancel', onDay: on, reason: 'Hủy' });
    const before = countOps(o);
    const wish = { ...all(5), kind: 'grantExtension' as const, dueOn: '2026-06-15', onDay: on, reason: 'Chờ' };
    const preview = o.get('assignment.previewStep', wish);
    expect(preview).toMatchObject({ count: 5, changed: 4, refused: 1 });
    expect(preview.rows[0]).toMatchObject({ id: ids[0], problems: [{ error: { code: 'STEP_NOT_ALLOWED' } }] });
    expect(preview.rows[1]).toMatchObject({ cells: [{ field: 'dueOn', from: '2026-05-31', to: '2026-06-15' }] });
    expect(countOps(o)).toBe(before);
  });

  test('ids or a filter, not both and not neither; only deciders', () => {
    for (const targets of [{}, { ids, ...all(5) }])
      expect(o.call('assignment.remind', { ...targets, onDay: on })).toMatchObject({
        error: { code: 'INVALID_INPUT' },
      });
    for (const role of ['viewer', 'personnel', 'clerk', 'admin'] as const)
      expect(o.as(role).call('assignment.remind', { ...all(5), onDay: on })).toMatchObject({
        error: { code: 'FORBIDDEN' },
      });
  });
});

describe('cells', () => {
  test('notes, and deadlines as extensions with a reason; one op each', () => {
    const [a = '', b = ''] = ids;
    const before = countOps(o);
    const result = o.get('assignment.patchMany', {
      changes: [
        { id: a, fields: { note: ' Ưu tiên ' } },
        { id: b, fields: { note: 'Cùng đoàn', dueOn: '15/6/2026' } },
        { id: ids[2] ?? '', fields: { note: '', dueOn: '31/5/2026' } },
      ],
      onDay: on,
      reason: 'Chờ hướng dẫn',
    });
    expect([result, countOps(o) - before]).toEqual([{ done: 2, unchanged: 1, refused: [] }, 3]);
    expect(get(a)).toMatchObject({ note: 'Ưu tiên', currentDueOn: '2026-05-31' });
    expect(get(b)).toMatchObject({ note: 'Cùng đoàn', currentDueOn: '2026-06-15', originalDueOn: '2026-05-31' });
  });

  test.each([
    ['a note of 501 characters', { note: 'a'.repeat(501) }, { onDay: on, reason: 'r' }, 'note tooLong'],
    ['31/02', { dueOn: '31/02/2026' }, { onDay: on, reason: 'r' }, 'dueOn noSuchDay'],
    ['no deadline', { dueOn: '' }, { onDay: on, reason: 'r' }, 'dueOn required'],
    ['an earlier deadline', { dueOn: '1/5/2026' }, { onDay: on, reason: 'r' }, 'EXTENSION_NOT_LATER'],
    ['no reason', { dueOn: '15/6/2026' }, { onDay: on }, 'REASON_REQUIRED'],
    ['no day', { dueOn: '15/6/2026' }, { reason: 'r' }, 'dueOn required'],
    ['a day before the giving', { dueOn: '15/6/2026' }, { onDay: '2026-05-01', reason: 'r' }, 'DATES_OUT_OF_ORDER'],
  ] as const)('%s is refused, and nothing is written', (_name, fields, more, told) => {
    const changes = [
      { id: ids[0] ?? '', fields },
      { id: ids[1] ?? '', fields: { note: 'Ghi chú' } },
    ];
    const before = countOps(o);
    expect(o.call('assignment.patchMany', { changes, ...more })).toMatchObject({ error: { code: 'ROWS_REFUSED' } });
    expect(countOps(o)).toBe(before);
    const { done, refused } = o.get('assignment.patchMany', { changes, ...more, keep: 'good' });
    expect([done, countOps(o) - before]).toEqual([1, 1]);
    expect(refused[0]?.problems.map(({ field, code, error }) => error?.code ?? `${field} ${code}`)).toEqual([told]);
  });

  test('a clerk writes notes and extends nothing; a viewer neither; nobody who acts for one unit', () => {
    const [id = ''] = ids;
    const clerk = o.as('clerk');
    const dueOn = { changes: [{ id, fields: { dueOn: '15/6/2026' } }], onDay: on, reason: 'r', keep: 'good' as const };
    expect(clerk.get('assignment.patchMany', { changes: [{ id, fields: { note: 'x' } }] }).done).toBe(1);
    expect(clerk.get('assignment.patchMany', dueOn).refused[0]?.problems[0]?.error?.code).toBe('FORBIDDEN');
    expect(o.as('viewer').call('assignment.patchMany', dueOn)).toMatchObject({ error: { code: 'FORBIDDEN' } });
    const unit = addUnit(o, { name: 'Kim Sơn' });
    const result = actingFor(o, unit)('assignment.patchMany', {
      changes: [{ id, fields: { note: 'y' } }],
      keep: 'good',
    });
    expect(result).toMatchObject({ value: { refused: [{ problems: [{ error: { code: 'FORBIDDEN' } }] }] } });
  });

  test('what changed meanwhile and what nobody knows', () => {
    const changes = [
      { id: ids[0] ?? '', changedAtMs: 1, fields: { note: 'a' } },
      { id: o.ctx.newId(), fields: { note: 'a' } },
    ];
    const { refused } = o.get('assignment.patchMany', { changes, keep: 'good' });
    expect(refused.map(({ problems }) => problems[0]?.error?.code)).toEqual(['CHANGED_MEANWHILE', 'NOT_FOUND']);
  });

  test('one note for all that a filter finds', () => {
    const matching = { filter: { filter: {}, on }, fields: { note: 'Báo cáo trước 10 giờ' }, expectedCount: 5 };
    expect(o.get('assignment.previewPatch', { matching })).toMatchObject({ count: 5, changed: 5 });
    expect(o.get('assignment.patchMany', { matching })).toMatchObject({ done: 5 });
    expect(o.get('assignment.patchMany', { matching })).toMatchObject({ done: 0, unchanged: 5 });
  });
});
