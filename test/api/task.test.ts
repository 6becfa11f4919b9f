import { beforeEach, describe, expect, test } from 'vitest';
import type { ApiName, GateName, Input } from '../../db/api/contract/index.ts';
import { create } from '../../db/commit.ts';
import { compareDigests, rebuild } from '../../db/rebuild.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { addCommunes, addUnit, assignOne, countOps, dated, ruleNamed, write } from '../helpers/tasks.ts';

type Plain = Exclude<ApiName, GateName>;

let o: TestOffice;
beforeEach(() => {
  o = office('coordinator');
});

function expectRefused<N extends Plain>(
  from: TestOffice,
  name: N,
  input: Input<N>,
  error: { code: string; details?: object },
): void {
  const before = countOps(from);
  expect(from.call(name, input)).toMatchObject({ ok: false, error });
  expect([countOps(from), from.logged]).toEqual([before, []]);
}

describe('giving a task out', () => {
  test('to every commune of a province in one step: one task, 168 leads', () => {
    const communes = addCommunes(o, 168);
    addUnit(o, { name: 'Đã giải thể', to: '2025-07-01' });
    addUnit(o, { name: 'Phòng Tham mưu', level: 'other' });
    addUnit(o, { name: 'Mặt trận', nature: 'partner' });
    const { taskId } = o.get('task.create', { task: dated() });
    const under = {
      unitId: o.unitId,
      level: 'commune',
      on: '2026-05-02',
    } as const;
    const made = o.get('task.assign', {
      taskId,
      under,
      assignedOn: '2026-05-02',
      dueOn: '2026-05-31',
    });
    expect(made.assignmentIds).toHaveLength(168);
    const page = o.get('assignment.list', {
      on: '2026-05-04',
      filter: { taskId },
      limit: 200,
    });
    expect(new Set(page.rows.map((row) => row.unitId))).toEqual(new Set(communes));
    expect(o.get('task.list', { on: '2026-06-01' }).rows).toMatchObject([
      {
        id: taskId,
        nextDueOn: '2026-05-31',
        counts: { total: 168, overdue: 168 },
      },
    ]);
  });

  test('again to all skips those that have it, when asked to', () => {
    const [first = ''] = addCommunes(o, 3);
    const { taskId } = o.get('task.create', {
      task: dated(),
      dueOn: '2026-05-31',
      leads: [{ unitId: first }],
    });
    const input = {
      taskId,
      under: { unitId: o.unitId, level: 'commune', on: '2026-05-03' } as const,
      assignedOn: '2026-05-03',
      dueOn: '2026-05-31',
    };
    expectRefused(o, 'task.assign', input, { code: 'UNIT_ASSIGNED_TWICE' });
    expect(o.get('task.assign', { ...input, skipAssigned: true })).toMatchObject({
      skippedCount: 1,
      assignmentIds: [expect.any(String), expect.any(String)],
    });
  });

  test('with supports for every share, and again to a unit whose share was cancelled', () => {
    const [first = '', second = ''] = addCommunes(o, 2);
    const army = addUnit(o, {
      name: 'Quân đội',
      nature: 'partner',
      parentId: null,
    });
    const id = assignOne(o, first);
    const { taskId } = o.get('assignment.get', { id, on: '2026-05-04' });
    o.as('commander').get('assignment.decide', {
      id,
      kind: 'cancel',
      onDay: '2026-05-04',
      reason: 'Nhầm thời hạn',
    });
    const made = o.get('task.assign', {
      taskId,
      unitIds: [first, second],
      assignedOn: '2026-05-05',
      dueOn: '2026-06-30',
      supports: [{ unitId: army }],
    });
    for (const leadId of made.assignmentIds) {
      expect(o.get('assignment.get', { id: leadId, on: '2026-05-05' }).supports).toMatchObject([
        { unitId: army, originalDueOn: '2026-06-30' },
      ]);
    }
  });

  test.each(['admin', 'clerk', 'coordinator', 'commander'] as const)('%s may', (role) => {
    expect(o.as(role).call('task.create', { task: dated() }).ok).toBe(true);
  });

  test.each(['personnel', 'viewer'] as const)('%s may not', (role) => {
    expectRefused(o.as(role), 'task.create', { task: dated() }, { code: 'FORBIDDEN' });
  });

  test('tables are the fold of the ops afterwards', () => {
    const [unitId = ''] = addCommunes(o, 1);
    const id = assignOne(o, unitId);
    o.get('assignment.accept', { id, onDay: '2026-05-03' });
    o.as('commander').get('assignment.remind', {
      ids: [id],
      onDay: '2026-05-04',
    });
    const copy = rebuild(o.db, `${o.ctx.scratch}/copy.db`, () => {});
    expect(compareDigests(o.db, copy).filter((table) => !table.same)).toEqual([]);
    copy.close();
  });
});

describe('refused, and nothing is written', () => {
  let unitId: string;
  beforeEach(() => {
    unitId = addUnit(o, { name: 'Kim Sơn' });
  });
  const make = (more: Partial<Input<'task.create'>>): Input<'task.create'> => ({
    task: dated(),
    dueOn: '2026-05-31',
    leads: [{ unitId }],
    ...more,
  });
  const none = '0190ffff-0000-7000-8000-000000000000';

  test('a unit that has ceased, and one not yet born', () => {
    const gone = addUnit(o, { name: 'Cũ', to: '2026-05-02' });
    const coming = addUnit(o, { name: 'Mới', from: '2026-05-03' });
    expectRefused(o, 'task.create', make({ leads: [{ unitId: gone }] }), {
      code: 'UNIT_NOT_ALIVE',
      details: { unitId: gone, name: 'CAX Cũ', on: '2026-05-02' },
    });
    expectRefused(o, 'task.create', make({ leads: [{ unitId: coming }] }), {
      code: 'UNIT_NOT_ALIVE',
    });
    expectRefused(o, 'task.create', make({ leads: [{ unitId, supports: [{ unitId: gone }] }] }), {
      code: 'UNIT_NOT_ALIVE',
    });
  });

  test('the same unit twice: as two leads, as lead and support, as two supports, in a second step', () => {
    const other = addUnit(o, { name: 'Khác' });
    const twice = { code: 'UNIT_ASSIGNED_TWICE', details: { unitId } };
    expectRefused(o, 'task.create', make({ leads: [{ unitId }, { unitId }] }), twice);
    expectRefused(o, 'task.create', make({ leads: [{ unitId, supports: [{ unitId }] }] }), twice);
    expectRefused(
      o,
      'task.create',
      make({
        leads: [{ unitId, supports: [{ unitId: other }, { unitId: other }] }],
      }),
      { code: 'UNIT_ASSIGNED_TWICE' },
    );
    const { taskId } = o.get('task.create', make({}));
    expectRefused(
      o,
      'task.assign',
      {
        taskId,
        unitIds: [unitId],
        assignedOn: '2026-05-02',
        dueOn: '2026-05-31',
      },
      twice,
    );
  });

  test.each<[string, () => Partial<Input<'task.create'>>, string]>([
    ['dated work without a deadline', () => ({ dueOn: null }), 'required'],
    ['standing work with one', () => ({ task: dated({ kind: 'standing' }) }), 'not_allowed'],
    [
      'periodic work without a rule',
      () => ({
        task: dated({ kind: 'periodic', periodFromOn: '2026-05-02' }),
        dueOn: null,
      }),
      'required',
    ],
    ['dated work with a rule', () => ({ task: dated({ periodRuleId: none }) }), 'not_allowed'],
    ['no words', () => ({ task: dated({ content: '  ' }) }), 'too_small'],
  ])('%s', (_name, more, code) => {
    expectRefused(o, 'task.create', make(more()), {
      code: 'INVALID_INPUT',
      details: { issues: [expect.objectContaining({ code })] },
    });
  });

  test('a deadline before the day of assigning, an end of periods before their start, more given before the task', () => {
    expectRefused(o, 'task.create', make({ dueOn: '2026-05-01' }), {
      code: 'DATES_OUT_OF_ORDER',
    });
    const rule = ruleNamed(o, 'Tháng (15 – 14)');
    const task = dated({
      kind: 'periodic',
      periodRuleId: rule.id,
      periodFromOn: '2026-05-15',
      periodToOn: '2026-05-15',
    });
    expectRefused(o, 'task.create', { task, leads: [] }, { code: 'DATES_OUT_OF_ORDER' });
    const { taskId } = o.get('task.create', { task: dated() });
    expectRefused(
      o,
      'task.assign',
      {
        taskId,
        unitIds: [unitId],
        assignedOn: '2026-05-01',
        dueOn: '2026-05-31',
      },
      { code: 'DATES_OUT_OF_ORDER' },
    );
  });

  test('what is not there', () => {
    expectRefused(o, 'task.create', make({ task: dated({ directiveId: none }) }), {
      code: 'NOT_FOUND',
      details: { entity: 'directive' },
    });
    expectRefused(o, 'task.create', make({ task: dated({ parentId: none }) }), {
      code: 'NOT_FOUND',
      details: { entity: 'task' },
    });
    expectRefused(o, 'task.create', make({ leads: [{ unitId: none }] }), {
      code: 'NOT_FOUND',
      details: { entity: 'unit' },
    });
    const task = dated({
      kind: 'periodic',
      periodRuleId: none,
      periodFromOn: '2026-05-15',
    });
    expectRefused(o, 'task.create', { task }, { code: 'NOT_FOUND', details: { entity: 'periodRule' } });
    expectRefused(o, 'task.get', { id: none, on: '2026-05-04' }, { code: 'NOT_FOUND' });
    expectRefused(
      o,
      'task.assign',
      { taskId: none, unitIds: [unitId], assignedOn: '2026-05-02' },
      { code: 'NOT_FOUND' },
    );
    expectRefused(o, 'task.remove', { id: none }, { code: 'NOT_FOUND' });
  });

  test('a task of another office', () => {
    const { taskId } = o.get('task.create', make({}));
    o.db.exec(
      `UPDATE syncContext SET isOpen = 1; UPDATE task SET ownerId = '${none}'; UPDATE syncContext SET isOpen = 0`,
    );
    expectRefused(
      o,
      'task.assign',
      {
        taskId,
        unitIds: [unitId],
        assignedOn: '2026-05-02',
        dueOn: '2026-05-31',
      },
      { code: 'NOT_OWNER' },
    );
    expectRefused(o, 'task.remove', { id: taskId }, { code: 'NOT_OWNER' });
  });
});

describe('changing a task', () => {
  const words = { content: 'Việc mới', clause: 'Điểm a khoản 2' };
  const read = (id: string) => o.get('task.get', { id, on: '2026-05-04' });

  test('new words are found by search and stand in the log', () => {
    const { taskId } = o.get('task.create', { task: dated() });
    o.get('task.update', {
      id: taskId,
      changedAtMs: read(taskId).changedAtMs,
      task: words,
    });
    expect(read(taskId)).toMatchObject({
      ...words,
      kind: 'dated',
      assignedOn: '2026-05-02',
    });
    expect(o.get('task.list', { on: '2026-05-04', text: 'viec moi' }).total).toBe(1);
  });

  test('what someone else changed in the meantime is not overwritten', () => {
    const { taskId } = o.get('task.create', { task: dated() });
    const { changedAtMs } = read(taskId);
    o.get('task.update', { id: taskId, changedAtMs, task: words });
    expectRefused(
      o,
      'task.update',
      { id: taskId, changedAtMs, task: { content: 'Khác' } },
      { code: 'CHANGED_MEANWHILE' },
    );
  });

  test('a task does not stand below itself', () => {
    const { taskId: top } = o.get('task.create', { task: dated() });
    const { taskId: below } = o.get('task.create', {
      task: dated({ parentId: top }),
    });
    for (const parentId of [top, below]) {
      expectRefused(
        o,
        'task.update',
        {
          id: top,
          changedAtMs: read(top).changedAtMs,
          task: { ...words, parentId },
        },
        { code: 'PARENT_TASK_CYCLE' },
      );
    }
    expect(read(top).children).toMatchObject([{ id: below }]);
    expect(o.get('task.list', { on: '2026-05-04', notBelow: top }).total).toBe(0);
  });

  test('only a task given to nobody is removed', () => {
    const { taskId } = o.get('task.create', { task: dated() });
    o.get('task.remove', { id: taskId });
    expect(o.call('task.get', { id: taskId, on: '2026-05-04' }).ok).toBe(false);
    const given = o.get('assignment.get', {
      id: assignOne(o, addUnit(o, { name: 'A' })),
      on: '2026-05-04',
    }).taskId;
    expectRefused(o, 'task.remove', { id: given }, { code: 'TASK_IN_USE', details: { count: 1 } });
  });
});

test('a share due after the task above it is told, not refused', () => {
  const unitId = addUnit(o, { name: 'A' });
  const parentId = o.get('assignment.get', {
    id: assignOne(o, unitId, '2026-05-31'),
    on: '2026-05-04',
  }).taskId;
  const made = o.get('task.create', {
    task: dated({ parentId }),
    dueOn: '2026-06-15',
    leads: [{ unitId }],
  });
  expect(made.warnings).toEqual([
    {
      code: 'DUE_AFTER_PARENT',
      dueOn: '2026-06-15',
      parentDueOn: '2026-05-31',
    },
  ]);
  expect(
    o.get('task.create', {
      task: dated({ parentId }),
      dueOn: '2026-05-31',
      leads: [{ unitId }],
    }).warnings,
  ).toEqual([]);
});

test('the list of tasks is paged, newest first, and narrowed by words and kind', () => {
  for (let day = 1; day <= 9; day += 1)
    o.get('task.create', {
      task: dated({ assignedOn: `2026-05-0${day}`, content: `Việc ${day}` }),
    });
  o.get('task.create', {
    task: dated({ kind: 'standing', assignedOn: '2026-01-01' }),
  });
  const days: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = o.get('task.list', {
      on: '2026-05-04',
      limit: 4,
      ...(after === undefined ? {} : { after }),
    });
    days.push(...page.rows.map((row) => row.assignedOn));
    after = page.next;
  }
  expect(days).toEqual(
    ['09', '08', '07', '06', '05', '04', '03', '02', '01'].map((day) => `2026-05-${day}`).concat('2026-01-01'),
  );
  expect(o.get('task.list', { on: '2026-05-04', text: 'viec 7' }).rows).toMatchObject([{ content: 'Việc 7' }]);
  expect(o.get('task.list', { on: '2026-05-04', kind: 'standing' }).total).toBe(1);
  const plan = o.db
    .prepare(
      'EXPLAIN QUERY PLAN SELECT id FROM task WHERE (assignedOn, id) < (?, ?) ORDER BY assignedOn DESC, id DESC LIMIT 9',
    )
    .all('2026-05-04', 'x') as { detail: string }[];
  expect(plan.map((row) => row.detail)).toEqual([expect.stringContaining('task_by_assigned')]);
});

describe('periodic work', () => {
  let units: string[];
  let taskId: string;
  let leads: string[];
  beforeEach(() => {
    units = addCommunes(o, 3);
    const task = dated({
      kind: 'periodic',
      periodRuleId: ruleNamed(o, 'Tháng (15 – 14)').id,
      periodFromOn: '2026-04-15',
      assignedOn: '2026-04-20',
    });
    ({ taskId, assignmentIds: leads } = o.get('task.create', {
      task,
      leads: units.map((unitId) => ({ unitId })),
    }));
  });

  const hand = (index: number, periodKey: string, reportedOn: string): string => {
    const id = o.ctx.newId();
    const text = {
      content: '',
      difficulties: '',
      proposals: '',
      figures: [],
      isNothing: 0 as const,
    };
    const report = {
      assignmentId: leads[index] ?? '',
      unitId: units[index] ?? '',
      periodKey,
      version: 1,
      correctsId: null,
      reportedOn,
      doneOn: null,
      percent: 0,
    };
    write(o, [create('report', id, { ...report, ...text })]);
    return id;
  };
  const review = (reportId: string, kind: 'approve' | 'return', onDay: string): void => {
    write(o, [
      create('reportReview', o.ctx.newId(), {
        reportId,
        unitId: units[0] ?? '',
        kind,
        onDay,
        reason: 'x',
      }),
    ]);
  };
  const periods = (on: string) => o.get('task.periods', { taskId, from: '2026-01-01', to: '2026-06-20', on });

  test('has a period per closing day, each with who reported, late, and who has not', () => {
    review(hand(0, '2026-M05', '2026-05-15'), 'approve', '2026-05-16');
    hand(1, '2026-M05', '2026-05-18');
    expect(periods('2026-05-20')).toEqual([
      {
        key: '2026-M07',
        startOn: '2026-06-15',
        endOn: '2026-07-14',
        dueOn: '2026-07-16',
        expectedCount: 3,
        submittedCount: 0,
        approvedCount: 0,
        lateCount: 0,
        missingCount: 0,
      },
      {
        key: '2026-M06',
        startOn: '2026-05-15',
        endOn: '2026-06-14',
        dueOn: '2026-06-16',
        expectedCount: 3,
        submittedCount: 0,
        approvedCount: 0,
        lateCount: 0,
        missingCount: 0,
      },
      {
        key: '2026-M05',
        startOn: '2026-04-15',
        endOn: '2026-05-14',
        dueOn: '2026-05-16',
        expectedCount: 3,
        submittedCount: 2,
        approvedCount: 1,
        lateCount: 1,
        missingCount: 1,
      },
    ]);
    expect(
      o.get('task.missing', {
        taskId,
        periodKey: '2026-M05',
        on: '2026-05-20',
      }),
    ).toMatchObject([{ assignmentId: leads[2], unitName: 'CAX Xã số 003', reminderCount: 0 }]);
  });

  test('shows in the list of assignments how many periods past due each unit still owes', () => {
    hand(0, '2026-M05', '2026-05-15');
    const missing = (on: string) =>
      o.get('assignment.list', { on, filter: { taskId }, sort: 'unit' }).rows.map((row) => row.missingCount);
    expect(['2026-05-16', '2026-05-17', '2026-06-16', '2026-06-17'].map(missing)).toEqual([
      [0, 0, 0],
      [0, 1, 1],
      [0, 1, 1],
      [1, 2, 2],
    ]);
    expect(o.get('assignment.get', { id: leads[2] ?? '', on: '2026-06-17' }).missingCount).toBe(2);
  });

  test('on an earlier day, what was handed in later is still missing', () => {
    hand(0, '2026-M05', '2026-05-15');
    hand(1, '2026-M05', '2026-05-18');
    expect(periods('2026-05-17').at(-1)).toMatchObject({
      submittedCount: 1,
      missingCount: 2,
    });
    expect(periods('2026-05-16').at(-1)).toMatchObject({
      submittedCount: 1,
      missingCount: 0,
    });
  });

  test('a report sent back is missing again', () => {
    review(hand(0, '2026-M05', '2026-05-15'), 'return', '2026-05-16');
    expect(
      o.get('task.missing', {
        taskId,
        periodKey: '2026-M05',
        on: '2026-05-20',
      }),
    ).toHaveLength(3);
  });

  test('who was released, got it later or has ceased owes nothing for that period', () => {
    o.as('commander').get('assignment.decide', {
      id: leads[0] ?? '',
      kind: 'cancel',
      onDay: '2026-05-14',
      reason: 'Thôi',
    });
    o.get('task.assign', {
      taskId,
      unitIds: [addUnit(o, { name: 'Sau' })],
      assignedOn: '2026-05-15',
    });
    o.get('task.assign', {
      taskId,
      unitIds: [addUnit(o, { name: 'Mất', to: '2026-05-14' })],
      assignedOn: '2026-05-01',
    });
    expect(periods('2026-05-20').map((period) => period.expectedCount)).toEqual([3, 3, 2]);
  });

  test('has no deadline of its own, and other work has no periods', () => {
    expect(o.get('assignment.counts', { on: '2027-01-01' })).toMatchObject({
      total: 3,
      noDeadline: 3,
    });
    const other = o.get('task.create', { task: dated() }).taskId;
    expectRefused(
      o,
      'task.periods',
      { taskId: other, from: '2026-01-01', to: '2026-06-20', on: '2026-05-20' },
      { code: 'TASK_NOT_PERIODIC' },
    );
    expectRefused(o, 'task.missing', { taskId, periodKey: '2026-Q1', on: '2026-05-20' }, { code: 'PERIOD_UNKNOWN' });
  });

  test('may be ended, and no period begins after that', () => {
    const { changedAtMs, content } = o.get('task.get', {
      id: taskId,
      on: '2026-05-04',
    });
    o.get('task.update', {
      id: taskId,
      changedAtMs,
      task: { content, periodToOn: '2026-06-15' },
    });
    expect(periods('2026-05-20').map((period) => period.key)).toEqual(['2026-M06', '2026-M05']);
    const late = o.get('task.get', {
      id: taskId,
      on: '2026-05-04',
    }).changedAtMs;
    expectRefused(
      o,
      'task.update',
      {
        id: taskId,
        changedAtMs: late,
        task: { content, periodToOn: '2026-04-15' },
      },
      { code: 'DATES_OUT_OF_ORDER' },
    );
  });
});

describe('the catalogue of periods', () => {
  const week = {
    name: 'Tuần giao thông',
    unit: 'week',
    startWeekday: 4,
    closeDay: null,
    dueOffsetDays: 1,
    orderNumber: 50,
    isActive: 1,
  } as const;

  test('is kept by Quản trị and Cán bộ tổng hợp', () => {
    const { id } = o.get('periodRule.save', { id: null, rule: week });
    o.as('admin').get('periodRule.save', {
      id,
      rule: { ...week, name: 'Tuần (thứ Năm)' },
    });
    expect(ruleNamed(o, 'Tuần (thứ Năm)')).toMatchObject({
      id,
      taskCount: 0,
      current: {
        key: '2026-W18',
        startOn: '2026-04-30',
        endOn: '2026-05-06',
        dueOn: '2026-05-07',
      },
    });
    o.get('periodRule.remove', { id });
    expectRefused(o, 'periodRule.remove', { id }, { code: 'NOT_FOUND' });
    expectRefused(o.as('commander'), 'periodRule.save', { id: null, rule: week }, { code: 'FORBIDDEN' });
  });

  test('a week has a first weekday and no closing day, a month the other way round', () => {
    const misfit = { code: 'INVALID_INPUT' };
    expectRefused(o, 'periodRule.save', { id: null, rule: { ...week, startWeekday: null } }, misfit);
    expectRefused(o, 'periodRule.save', { id: null, rule: { ...week, closeDay: 14 } }, misfit);
    expectRefused(o, 'periodRule.save', { id: null, rule: { ...week, unit: 'month' } }, misfit);
  });

  test('how periods are cut never changes, and a rule that tasks follow keeps its due day', () => {
    const { id, current: _current, taskCount: _taskCount, ...rule } = ruleNamed(o, 'Tháng (15 – 14)');
    expectRefused(o, 'periodRule.save', { id, rule: { ...rule, closeDay: 20 } }, { code: 'IMMUTABLE' });
    o.get('task.create', {
      task: dated({
        kind: 'periodic',
        periodRuleId: id,
        periodFromOn: '2026-05-02',
      }),
    });
    expectRefused(
      o,
      'periodRule.save',
      { id, rule: { ...rule, dueOffsetDays: 9 } },
      { code: 'PERIOD_RULE_IN_USE', details: { count: 1 } },
    );
    expectRefused(o, 'periodRule.remove', { id }, { code: 'PERIOD_RULE_IN_USE' });
    expect(o.call('periodRule.save', { id, rule: { ...rule, isActive: 0 } }).ok).toBe(true);
  });

  test('shows the coming periods of a rule still in its form, over the gap after nine months too', () => {
    expect(o.get('periodRule.preview', { rule: week, on: '2026-05-04' }).map((period) => period.startOn)).toEqual([
      '2026-04-30',
      '2026-05-07',
      '2026-05-14',
      '2026-05-21',
    ]);
    const nine = {
      ...week,
      unit: 'nineMonths',
      startWeekday: null,
      closeDay: 14,
    } as const;
    expect(o.get('periodRule.preview', { rule: nine, on: '2026-10-01' })[0]).toMatchObject({
      key: '2027-9M',
      startOn: '2026-12-15',
    });
  });
});
