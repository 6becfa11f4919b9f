import { beforeEach, describe, expect, test } from 'vitest';
import type { ApiName, GateName, Input } from '../../db/api/contract/index.ts';
import { create, update } from '../../db/commit.ts';
import type { Fields } from '../../db/entities/index.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { actingFor, addUnit, assignOne, countOps, dated, write } from '../helpers/tasks.ts';

type Plain = Exclude<ApiName, GateName>;

let coordinator: TestOffice;
let commander: TestOffice;
let commune: string;
let id: string;

beforeEach(() => {
  coordinator = office('coordinator');
  commander = coordinator.as('commander');
  commune = addUnit(coordinator, { name: 'Kim Sơn' });
  id = assignOne(coordinator, commune);
});

const view = (on: string, of = id) => coordinator.get('assignment.get', { id: of, on });
const accept = (onDay = '2026-05-03'): unknown => coordinator.get('assignment.accept', { id, onDay });
const submit = (doneOn: string, onDay = doneOn): unknown =>
  coordinator.get('assignment.submitResult', { id, onDay, doneOn });
const approve = (onDay: string): unknown => commander.get('assignment.decide', { id, kind: 'approveResult', onDay });
const askForDays = (dueOn = '2026-06-15', onDay = '2026-05-24'): unknown =>
  coordinator.get('assignment.requestExtension', {
    id,
    onDay,
    dueOn,
    reason: 'Chờ quyết định bổ nhiệm',
  });

/** Refused with the code, and nothing was written. */
function expectRefused<N extends Plain>(o: TestOffice, name: N, input: Input<N>, code: string): void {
  const before = countOps(o);
  expect(o.call(name, input)).toMatchObject({ ok: false, error: { code } });
  expect([countOps(o), o.logged]).toEqual([before, []]);
}

describe('scenario 10: deadlines', () => {
  test('due 31/5 and done 31/5 is on time, though reported and approved later', () => {
    accept();
    submit('2026-05-31', '2026-06-01');
    approve('2026-06-03');
    expect(view('2026-06-03')).toMatchObject({
      processing: 'done',
      timeliness: 'doneOnTime',
      originalTimeliness: 'doneOnTime',
      daysLate: 0,
      percent: 100,
    });
  });

  test('extended on 25/5 to 15/6 and done 10/6: on time by the new deadline, late by the original one', () => {
    accept();
    askForDays();
    expect(view('2026-05-24')).toMatchObject({
      currentDueOn: '2026-05-31',
      requestedDueOn: '2026-06-15',
    });
    commander.get('assignment.decide', {
      id,
      kind: 'approveExtension',
      onDay: '2026-05-25',
    });
    submit('2026-06-10');
    approve('2026-06-12');
    expect(view('2026-06-12')).toMatchObject({
      currentDueOn: '2026-06-15',
      originalDueOn: '2026-05-31',
      timeliness: 'doneOnTime',
      originalTimeliness: 'doneLate',
    });
    expect(coordinator.get('assignment.list', { on: '2026-06-12' }).rows[0]).toMatchObject({
      timeliness: 'doneOnTime',
      originalTimeliness: 'doneLate',
    });
  });

  test('the same assignment is on time on one date of view and late on another', () => {
    accept();
    expect(
      [view('2026-05-20'), view('2026-05-31'), view('2026-06-12')].map(({ timeliness, daysLate }) => [
        timeliness,
        daysLate,
      ]),
    ).toEqual([
      ['notYetDue', 0],
      ['dueSoon', 0],
      ['overdue', 12],
    ]);
  });
});

test('the timeline tells who did what, for whom and until when', () => {
  accept();
  commander.get('assignment.remind', {
    ids: [id],
    onDay: '2026-05-20',
    reason: 'Sắp đến hạn',
  });
  askForDays();
  commander.get('assignment.decide', {
    id,
    kind: 'approveExtension',
    onDay: '2026-05-25',
    dueOn: '2026-06-10',
  });
  const detail = view('2026-05-25');
  expect(detail.steps.map(({ kind, side, onDay, dueOn }) => [kind, side, onDay, dueOn])).toEqual([
    ['accept', 'unit', '2026-05-03', null],
    ['remind', 'issuer', '2026-05-20', null],
    ['requestExtension', 'unit', '2026-05-24', '2026-06-15'],
    ['approveExtension', 'issuer', '2026-05-25', '2026-06-10'],
  ]);
  expect(detail.steps.map((step) => step.byName)).toEqual([
    'Người dùng coordinator',
    'Người dùng commander',
    'Người dùng coordinator',
    'Người dùng commander',
  ]);
  expect(detail).toMatchObject({
    currentDueOn: '2026-06-10',
    reminderCount: 1,
    lastRemindedOn: '2026-05-20',
    unitName: 'CAX Kim Sơn',
  });
  expect(detail.steps.every((step) => step.isEffective && step.officeName === 'CAT Bình Minh')).toBe(true);
});

test('a unit is shown by the name it has on the date of view, and after its end by its last', () => {
  const { id: versionId, ...first } = coordinator.db
    .prepare('SELECT * FROM unitVersion WHERE unitId = ?')
    .get(commune) as { id: string; kind: 'ward' };
  const {
    ownerId,
    createdLam,
    createdAtMs,
    createdBy,
    changedAtMs,
    changedBy,
    searchKey,
    sortKey,
    nameKey,
    ...fields
  } = first as never as Fields<'unitVersion'> & Record<string, unknown>;
  write(coordinator, [
    update('unitVersion', versionId, { validTo: '2026-05-10' }),
    create('unitVersion', coordinator.ctx.newId(), {
      ...fields,
      validFrom: '2026-05-10',
      validTo: '2026-07-01',
      shortName: 'CAP Kim Sơn',
    }),
  ]);
  expect(['2026-05-09', '2026-05-10', '2026-08-01', '2020-01-01'].map((on) => view(on).unitName)).toEqual([
    'CAX Kim Sơn',
    'CAP Kim Sơn',
    'CAP Kim Sơn',
    'CAX Kim Sơn',
  ]);
});

describe('who may do what', () => {
  test('a viewer reads and does nothing', () => {
    const viewer = coordinator.as('viewer');
    expect(viewer.get('assignment.get', { id, on: '2026-05-04' }).allowed).toEqual([]);
    expectRefused(viewer, 'assignment.accept', { id, onDay: '2026-05-03' }, 'FORBIDDEN');
  });

  test.each(['clerk', 'personnel', 'admin'] as const)('%s decides nothing', (role) => {
    accept();
    expectRefused(
      coordinator.as(role),
      'assignment.decide',
      { id, kind: 'cancel', onDay: '2026-05-04', reason: 'Thôi' },
      'FORBIDDEN',
    );
    expectRefused(coordinator.as(role), 'assignment.remind', { ids: [id], onDay: '2026-05-04' }, 'FORBIDDEN');
  });

  test('for a unit without a PC its office enters, but not whoever decides alone', () => {
    expectRefused(commander, 'assignment.accept', { id, onDay: '2026-05-03' }, 'FORBIDDEN');
    expectRefused(coordinator.as('personnel'), 'assignment.accept', { id, onDay: '2026-05-03' }, 'FORBIDDEN');
    expect(coordinator.as('clerk').call('assignment.accept', { id, onDay: '2026-05-03' }).ok).toBe(true);
  });

  test('who handed the result in approves it neither alone nor in a row of others', () => {
    accept();
    submit('2026-05-20');
    expect(view('2026-05-21')).toMatchObject({
      isOwnWork: true,
      processing: 'awaitingApproval',
    });
    expect(view('2026-05-21').allowed).not.toContain('approveResult');
    expectRefused(coordinator, 'assignment.decide', { id, kind: 'approveResult', onDay: '2026-05-21' }, 'OWN_WORK');
    expect(
      coordinator.get('assignment.decideMany', {
        ids: [id],
        kind: 'approveResult',
        onDay: '2026-05-21',
      }),
    ).toEqual({ doneCount: 0, skipped: [{ id, code: 'OWN_WORK' }] });
    expect(commander.get('assignment.get', { id, on: '2026-05-21' })).toMatchObject({
      isOwnWork: false,
      allowed: expect.arrayContaining(['approveResult', 'returnResult']),
    });
  });

  test('who asked for days grants them neither as an answer nor unasked', () => {
    accept();
    askForDays();
    for (const kind of ['approveExtension', 'refuseExtension', 'grantExtension'] as const) {
      expectRefused(
        coordinator,
        'assignment.decide',
        { id, kind, onDay: '2026-05-25', dueOn: '2026-06-15', reason: 'x' },
        'OWN_WORK',
      );
    }
  });

  test('who acts for the unit does not judge its work, though another entered it', () => {
    accept();
    submit('2026-05-20');
    const forUnit = actingFor(coordinator.as('coordinator'), commune);
    expect(
      forUnit('assignment.decide', {
        id,
        kind: 'approveResult',
        onDay: '2026-05-21',
      }),
    ).toMatchObject({ ok: false, error: { code: 'OWN_WORK' } });
    expect(
      forUnit('assignment.decide', {
        id,
        kind: 'returnResult',
        onDay: '2026-05-21',
        reason: 'x',
      }),
    ).toMatchObject({ ok: false, error: { code: 'OWN_WORK' } });
  });

  test('who acts for one unit neither enters for another nor decides nor gives work out', () => {
    const other = addUnit(coordinator, { name: 'Khác' });
    const forOther = actingFor(coordinator.as('coordinator'), other);
    const forbidden = { ok: false, error: { code: 'FORBIDDEN' } };
    const before = countOps(coordinator);
    expect(forOther('assignment.accept', { id, onDay: '2026-05-03' })).toMatchObject(forbidden);
    expect(forOther('assignment.decide', { id, kind: 'cancel', onDay: '2026-05-03', reason: 'x' })).toMatchObject(
      forbidden,
    );
    expect(forOther('task.create', { task: dated() })).toMatchObject(forbidden);
    const { taskId } = view('2026-05-04');
    const assign = { taskId, unitIds: [other], assignedOn: '2026-05-03', dueOn: '2026-05-31' };
    expect(forOther('task.assign', assign)).toMatchObject(forbidden);
    expect(forOther('task.remove', { id: taskId })).toMatchObject(forbidden);
    expect(countOps(coordinator)).toBe(before);
  });

  test('who acts for the unit writes its steps, whatever the role but viewer', () => {
    expect(
      actingFor(coordinator.as('personnel'), commune)('assignment.accept', {
        id,
        onDay: '2026-05-03',
      }).ok,
    ).toBe(true);
    expect(
      actingFor(coordinator.as('viewer'), commune)('assignment.start', {
        id,
        onDay: '2026-05-03',
      }),
    ).toMatchObject({ ok: false });
  });

  test('another office neither decides on it nor enters for its unit', () => {
    coordinator.db.exec(
      `UPDATE syncContext SET isOpen = 1; UPDATE assignment SET ownerId = '${coordinator.ctx.newId()}'; UPDATE syncContext SET isOpen = 0`,
    );
    expectRefused(
      commander,
      'assignment.decide',
      { id, kind: 'cancel', onDay: '2026-05-04', reason: 'x' },
      'NOT_OWNER',
    );
    expectRefused(coordinator, 'assignment.accept', { id, onDay: '2026-05-04' }, 'FORBIDDEN');
  });
});

describe('refused, and nothing is written', () => {
  test.each<[string, () => void, () => [TestOffice, 'assignment.decide', Input<'assignment.decide'>], string]>([
    [
      'cancel without a reason',
      () => {},
      () => [commander, 'assignment.decide', { id, kind: 'cancel', onDay: '2026-05-04', reason: '  ' }],
      'REASON_REQUIRED',
    ],
    [
      'approve what was not handed in',
      () => accept(),
      () => [commander, 'assignment.decide', { id, kind: 'approveResult', onDay: '2026-05-04' }],
      'STEP_NOT_ALLOWED',
    ],
    [
      'grant what was not asked for',
      () => accept(),
      () => [
        commander,
        'assignment.decide',
        {
          id,
          kind: 'approveExtension',
          onDay: '2026-05-04',
          dueOn: '2026-06-15',
        },
      ],
      'STEP_NOT_ALLOWED',
    ],
    [
      'give days backwards',
      () => accept(),
      () => [
        commander,
        'assignment.decide',
        {
          id,
          kind: 'grantExtension',
          onDay: '2026-05-04',
          dueOn: '2026-05-30',
          reason: 'x',
        },
      ],
      'EXTENSION_NOT_LATER',
    ],
    [
      'decide before it was given',
      () => {},
      () => [commander, 'assignment.decide', { id, kind: 'cancel', onDay: '2026-05-01', reason: 'x' }],
      'DATES_OUT_OF_ORDER',
    ],
    [
      'decide on what is not there',
      () => {},
      () => [commander, 'assignment.decide', { id: commune, kind: 'cancel', onDay: '2026-05-04', reason: 'x' }],
      'NOT_FOUND',
    ],
  ])('%s', (_name, before, ask, code) => {
    before();
    const [o, name, input] = ask();
    expectRefused(o, name, input, code);
  });

  test('an extension is asked for by the due day, to a later one, with a reason', () => {
    accept();
    const ask = {
      id,
      onDay: '2026-05-31',
      dueOn: '2026-06-15',
      reason: 'Thiếu người',
    };
    expectRefused(coordinator, 'assignment.requestExtension', { ...ask, onDay: '2026-06-01' }, 'EXTENSION_AFTER_DUE');
    expectRefused(coordinator, 'assignment.requestExtension', { ...ask, dueOn: '2026-05-31' }, 'EXTENSION_NOT_LATER');
    expectRefused(coordinator, 'assignment.requestExtension', { ...ask, reason: '' }, 'REASON_REQUIRED');
    expect(coordinator.call('assignment.requestExtension', ask).ok).toBe(true);
  });

  test('a result done before it was given or after it is told', () => {
    accept();
    expectRefused(
      coordinator,
      'assignment.submitResult',
      { id, onDay: '2026-05-20', doneOn: '2026-05-01' },
      'DATES_OUT_OF_ORDER',
    );
    expectRefused(
      coordinator,
      'assignment.submitResult',
      { id, onDay: '2026-05-20', doneOn: '2026-05-21' },
      'DATES_OUT_OF_ORDER',
    );
  });
});

test('a return is asked for and granted; refused, the work goes on where it stood', () => {
  accept();
  coordinator.get('assignment.requestReturn', {
    id,
    onDay: '2026-05-05',
    reason: 'Không thuộc thẩm quyền',
  });
  expect(view('2026-05-05')).toMatchObject({ processing: 'returnRequested' });
  commander.get('assignment.decide', {
    id,
    kind: 'refuseReturn',
    onDay: '2026-05-06',
    reason: 'Đúng thẩm quyền',
  });
  expect(view('2026-05-06')).toMatchObject({ processing: 'accepted' });
  coordinator.get('assignment.requestReturn', {
    id,
    onDay: '2026-05-07',
    reason: 'Đề nghị xem lại',
  });
  commander.get('assignment.decide', {
    id,
    kind: 'approveReturn',
    onDay: '2026-05-08',
  });
  expect(view('2026-05-08')).toMatchObject({
    processing: 'returned',
    timeliness: 'stopped',
  });
});

test('a result sent back is done again, and a finished one can be opened again', () => {
  accept();
  submit('2026-05-20');
  commander.get('assignment.decide', {
    id,
    kind: 'returnResult',
    onDay: '2026-05-21',
    reason: 'Thiếu số liệu',
  });
  expect(view('2026-05-21')).toMatchObject({ processing: 'sentBack' });
  submit('2026-06-02');
  approve('2026-06-04');
  expect(view('2026-06-04')).toMatchObject({
    timeliness: 'doneLate',
    daysLate: 2,
    completedOn: '2026-06-02',
  });
  commander.get('assignment.decide', {
    id,
    kind: 'reopen',
    onDay: '2026-06-05',
    reason: 'Phát hiện sai số liệu',
  });
  expect(view('2026-06-05')).toMatchObject({
    processing: 'inProgress',
    completedOn: null,
    timeliness: 'overdue',
  });
});

describe('supports', () => {
  let army: string;
  let front: string;
  let leadId: string;
  beforeEach(() => {
    army = addUnit(coordinator, {
      name: 'Ban Chỉ huy quân sự',
      nature: 'partner',
      level: 'other',
      parentId: null,
    });
    front = addUnit(coordinator, {
      name: 'Mặt trận Tổ quốc',
      nature: 'partner',
      level: 'other',
      parentId: null,
    });
    const supports = [{ unitId: army }, { unitId: front, dueOn: '2026-05-25' }];
    leadId =
      coordinator.get('task.create', {
        task: dated(),
        dueOn: '2026-05-31',
        leads: [{ unitId: commune, supports }],
      }).assignmentIds[0] ?? '';
  });
  const supportsOf = (of: string) =>
    view('2026-05-10', of).supports.map(({ unitId, processing, currentDueOn }) => [unitId, processing, currentDueOn]);

  test('hang on one lead, each with a deadline of its own or the lead’s', () => {
    expect(supportsOf(leadId)).toEqual([
      [army, 'new', '2026-05-31'],
      [front, 'new', '2026-05-25'],
    ]);
    expect(view('2026-05-10', view('2026-05-10', leadId).supports[0]?.id)).toMatchObject({
      role: 'support',
      lead: { id: leadId, unitId: commune },
      supports: [],
    });
    expect(
      coordinator.get('assignment.list', {
        on: '2026-05-10',
        filter: { role: 'support' },
      }).total,
    ).toBe(2);
    expect(
      coordinator
        .get('assignment.list', { on: '2026-05-10' })
        .rows.map((row) => row.supportCount)
        .sort(),
    ).toEqual([0, 2]);
  });

  test('are finished with their lead on the day its work was done', () => {
    coordinator.get('assignment.accept', { id: leadId, onDay: '2026-05-03' });
    coordinator.get('assignment.submitResult', { id: leadId, onDay: '2026-05-28', doneOn: '2026-05-27' });
    commander.get('assignment.decide', { id: leadId, kind: 'approveResult', onDay: '2026-05-29' });
    const shown = view('2026-06-05', leadId).supports.map(({ unitId, processing, timeliness }) => [
      unitId,
      processing,
      timeliness,
    ]);
    expect(shown).toEqual([
      [army, 'done', 'doneOnTime'],
      [front, 'done', 'doneLate'],
    ]);
    const supportId = view('2026-06-05', leadId).supports[0]?.id ?? '';
    expect(view('2026-06-05', supportId).allowed).not.toContain('finish');
  });

  test('end with their lead when that is cancelled', () => {
    commander.get('assignment.decide', {
      id: leadId,
      kind: 'cancel',
      onDay: '2026-05-10',
      reason: 'Trùng nhiệm vụ',
    });
    expect(supportsOf(leadId).map((row) => row[1])).toEqual(['cancelled', 'cancelled']);
  });

  test('move along when their lead is handed on', () => {
    const heir = addUnit(coordinator, { name: 'Kim Sơn mới' });
    commander.get('assignment.decide', {
      id: leadId,
      kind: 'grantExtension',
      onDay: '2026-05-09',
      dueOn: '2026-06-15',
      reason: 'Sắp xếp tổ chức',
    });
    const { assignmentId } = commander.get('assignment.handOn', {
      id: leadId,
      toUnitId: heir,
      onDay: '2026-05-10',
      reason: 'Sáp nhập',
    });
    expect(view('2026-05-10', leadId)).toMatchObject({
      processing: 'handedOn',
      timeliness: 'stopped',
    });
    expect(view('2026-05-10', leadId).steps.at(-1)).toMatchObject({
      kind: 'handOn',
      toAssignmentId: assignmentId,
      toUnitName: 'CAX Kim Sơn mới',
    });
    expect(view('2026-05-10', assignmentId)).toMatchObject({
      unitId: heir,
      originalDueOn: '2026-05-31',
      currentDueOn: '2026-06-15',
      sources: [{ assignmentId: leadId, unitName: 'CAX Kim Sơn' }],
      assignedOn: '2026-05-10',
    });
    expect(supportsOf(leadId).map((row) => row[1])).toEqual(['handedOn', 'handedOn']);
    expect(supportsOf(assignmentId)).toEqual([
      [army, 'new', '2026-05-31'],
      [front, 'new', '2026-05-25'],
    ]);
  });

  test('a support that takes the lead over supports no more', () => {
    const { assignmentId } = commander.get('assignment.handOn', {
      id: leadId,
      toUnitId: army,
      onDay: '2026-05-10',
      reason: 'Đổi đầu mối',
    });
    expect(supportsOf(leadId).map((row) => row[1])).toEqual(['cancelled', 'handedOn']);
    expect(supportsOf(assignmentId).map((row) => row[0])).toEqual([front]);
  });

  test('handing on to a unit that has ceased, has the task already, or before the original deadline is refused', () => {
    const gone = addUnit(coordinator, { name: 'Cũ', to: '2026-05-01' });
    const other = addUnit(coordinator, { name: 'Khác' });
    const { taskId } = view('2026-05-10', leadId);
    const given = coordinator.get('task.assign', {
      taskId,
      unitIds: [other],
      assignedOn: '2026-05-03',
      dueOn: '2026-05-31',
    });
    const [finished = ''] = given.assignmentIds;
    coordinator.get('assignment.accept', { id: finished, onDay: '2026-05-03' });
    coordinator.get('assignment.submitResult', { id: finished, onDay: '2026-05-04', doneOn: '2026-05-04' });
    commander.get('assignment.decide', { id: finished, kind: 'approveResult', onDay: '2026-05-05' });
    const to = { id: leadId, onDay: '2026-05-10', reason: 'x' };
    const fresh = addUnit(coordinator, { name: 'Mới' });
    expectRefused(commander, 'assignment.handOn', { ...to, toUnitId: gone }, 'UNIT_NOT_ALIVE');
    expectRefused(commander, 'assignment.handOn', { ...to, toUnitId: other }, 'UNIT_ASSIGNED_TWICE');
    expectRefused(commander, 'assignment.handOn', { ...to, toUnitId: commune }, 'UNIT_ASSIGNED_TWICE');
    expectRefused(
      commander,
      'assignment.handOn',
      { ...to, toUnitId: fresh, dueOn: '2026-05-30' },
      'EXTENSION_NOT_LATER',
    );
    const [supportId = ''] = view('2026-05-10', leadId).supports.map((support) => support.id);
    expectRefused(commander, 'assignment.handOn', { ...to, id: supportId, toUnitId: commune }, 'UNIT_ASSIGNED_TWICE');
  });

  test('two communes become one: the successor goes on under the share it has, and its supports are not doubled', () => {
    const heir = addUnit(coordinator, { name: 'Kim Sơn mới' });
    const { taskId } = view('2026-05-10', leadId);
    const given = coordinator.get('task.assign', {
      taskId,
      unitIds: [heir],
      assignedOn: '2026-05-03',
      dueOn: '2026-06-30',
      supports: [{ unitId: front }],
    });
    const [own = ''] = given.assignmentIds;
    const before = view('2026-05-10', own).supports.map((support) => support.id);
    const handed = commander.get('assignment.handOn', {
      id: leadId,
      toUnitId: heir,
      onDay: '2026-05-10',
      reason: 'Sáp nhập',
    });
    expect(handed.assignmentId).toBe(own);
    expect(view('2026-05-10', leadId).steps.at(-1)).toMatchObject({ kind: 'handOn', toAssignmentId: own });
    const after = view('2026-05-10', own);
    expect(after).toMatchObject({
      currentDueOn: '2026-06-30',
      sources: [{ assignmentId: leadId, unitName: 'CAX Kim Sơn' }],
    });
    expect(after.supports.map((support) => support.unitId).sort()).toEqual([army, front].sort());
    expect(after.supports.map((support) => support.id)).toContain(before[0]);
    expect(coordinator.get('assignment.list', { on: '2026-05-10', filter: { taskId } }).total).toBe(2);
  });
});

describe('many at once', () => {
  test('reminds each once and tells which could not be reminded', () => {
    const done = assignOne(coordinator, commune);
    commander.get('assignment.decide', {
      id: done,
      kind: 'cancel',
      onDay: '2026-05-04',
      reason: 'Trùng',
    });
    const result = commander.get('assignment.remind', {
      ids: [id, done, id],
      onDay: '2026-05-20',
    });
    expect(result).toEqual({
      doneCount: 1,
      skipped: [{ id: done, code: 'STEP_NOT_ALLOWED' }],
    });
    commander.get('assignment.remind', { ids: [id], onDay: '2026-05-28' });
    expect(view('2026-05-28')).toMatchObject({
      reminderCount: 2,
      lastRemindedOn: '2026-05-28',
    });
  });

  test('extends to one day, as the answer where it was asked for; each keeps its original deadline', () => {
    accept();
    askForDays('2026-06-30');
    const other = assignOne(coordinator, commune, '2026-07-31');
    const result = commander.get('assignment.extendMany', {
      ids: [id, other],
      dueOn: '2026-06-20',
      onDay: '2026-05-25',
      reason: 'Mưa bão',
    });
    expect(result).toEqual({
      doneCount: 1,
      skipped: [{ id: other, code: 'EXTENSION_NOT_LATER' }],
    });
    expect(view('2026-05-25')).toMatchObject({
      currentDueOn: '2026-06-20',
      originalDueOn: '2026-05-31',
      requestedDueOn: null,
    });
  });

  test('grants to each the day it asked for', () => {
    accept();
    askForDays('2026-06-30');
    expect(
      commander.get('assignment.decideMany', {
        ids: [id],
        kind: 'approveExtension',
        onDay: '2026-05-25',
      }).doneCount,
    ).toBe(1);
    expect(view('2026-05-25')).toMatchObject({ currentDueOn: '2026-06-30' });
  });
});
