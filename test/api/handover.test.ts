import { beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { countOpenItems } from '../../db/queries/open-item.ts';
import { compareDigests, rebuild } from '../../db/rebuild.ts';
import { endOn, eventOf, type MergeScene, mergeScene, postOf, registrationOf, supportOf } from '../helpers/handover.ts';
import { month } from '../helpers/report.ts';
import { assignTo, person, taskOf, unitUnder } from '../helpers/work.ts';

type Settle = Omit<Input<'handover.settle'>, 'eventId' | 'items'>;
const reason = 'Bàn giao theo Nghị quyết sắp xếp';
const toHeir: Settle = { resolution: 'handOver', toUnitId: null, onDay: endOn, reason };
const close: Settle = { resolution: 'close', onDay: endOn, reason: 'Không còn đối tượng' };
const keep: Settle = { resolution: 'keep', onDay: endOn, reason: 'Giữ để quyết toán' };

let s: MergeScene;
beforeEach(() => {
  s = mergeScene();
});

const open = (eventId = s.eventId) =>
  s.keeper.get('handover.items', { eventId }).rows.map(({ kind, recordId }) => `${kind} ${recordId}`);
const key = (kind: 'assignment' | 'draft' | 'post' | 'registration', recordId: string) => ({ kind, recordId });
const settle = (items: ReturnType<typeof key>[], how: Settle, eventId = s.eventId) =>
  s.keeper.get('handover.settle', { eventId, items, ...how });
const lines = () => s.keeper.get('handover.settled', { eventId: s.eventId }).rows;
const one = <T>(sql: string, ...args: unknown[]): T => s.o.db.prepare(sql).get(...args) as T;
const stateOf = (id: string) =>
  one<{ processing: string }>('SELECT processing FROM assignmentState WHERE assignmentId = ?', id).processing;

describe('handing over', () => {
  test('work goes to the heir with its deadline, and both that had the same task end in one', () => {
    const [fromA, fromB] = [assignTo(s.o, s.taskId, s.a), assignTo(s.o, s.taskId, s.b)];
    expect(settle([key('assignment', fromA), key('assignment', fromB)], toHeir)).toMatchObject({
      doneCount: 2,
      skippedCount: 0,
    });
    const [later, first] = lines();
    expect(first).toMatchObject({
      recordId: fromA,
      toUnitId: s.c,
      toName: 'Công an xã Sơn Hà',
      resolution: 'handOver',
    });
    expect(later?.toRecordId).toBe(first?.toRecordId);
    expect([stateOf(fromA), stateOf(fromB)]).toEqual(['handedOn', 'handedOn']);
    const heir = s.keeper.get('assignment.get', { id: first?.toRecordId ?? '', on: endOn });
    expect(heir).toMatchObject({ unitId: s.c, originalDueOn: '2026-05-31', processing: 'new' });
    expect(heir.sources.map(({ assignmentId }) => assignmentId)).toEqual([fromA, fromB]);
    expect(open()).toEqual([]);
  });

  test('a support whose lead goes to the same heir goes on under that lead, whichever comes first', () => {
    for (const order of ['support first', 'lead first']) {
      s = mergeScene();
      const lead = assignTo(s.o, s.taskId, s.a);
      const support = supportOf(s.o, lead, s.b);
      const items = [key('assignment', lead), key('assignment', support)];
      if (order === 'support first') expect(settle(items, toHeir).skipped).toEqual([]);
      else {
        settle([items[0] as (typeof items)[0]], toHeir);
        const [left] = s.keeper.get('handover.items', { eventId: s.eventId }).rows;
        expect(left?.unitId).toBe(s.b);
        expect(settle([key('assignment', left?.recordId ?? '')], toHeir).skipped).toEqual([]);
      }
      expect(open()).toEqual([]);
      const count = one<{ n: number }>(
        'SELECT count(*) AS n FROM assignmentState WHERE unitId = ? AND isEnded = 0',
        s.c,
      );
      expect([order, count.n]).toEqual([order, 1]);
    }
  });

  test('drafts go along: a copy for what the heir reports, none for a period that closed before the end', () => {
    const taskId = taskOf(s.o, { rule: month });
    const old = assignTo(s.o, taskId, s.a, null);
    for (const period of ['2026-M05', '2026-M07'])
      s.keeper.get('draft.save', { key: `report:${old}:${period}`, body: `{"content":"${period}"}` });
    expect(open()).toEqual([`assignment ${old}`, `draft ${old}`]);
    expect(settle([key('draft', old)], toHeir)).toMatchObject({ doneCount: 2 });
    expect(open()).toEqual([]);
    const heir = lines()[0]?.toRecordId;
    const keys = s.keeper.get('draft.list', {}).map((draft) => draft.key);
    expect(keys.toSorted()).toEqual(
      [`report:${heir}:2026-M07`, `report:${old}:2026-M05`, `report:${old}:2026-M07`].toSorted(),
    );
    // What the heir goes on with is shown once.
    expect(
      s.keeper
        .get('report.drafts', { on: endOn })
        .map(({ key: shown }) => shown)
        .toSorted(),
    ).toEqual([`report:${heir}:2026-M07`, `report:${old}:2026-M05`].toSorted());
  });

  test('a post goes on at the heir from the day, unbroken; one that was to begin later begins there', () => {
    const post = postOf(s.o, s.a, { toOn: '2027-01-01', isInvestigator: 1 });
    const later = postOf(s.o, s.a, { holder: 'Cán bộ 02', fromOn: '2026-08-01', audience: `up:${s.a}` });
    settle([key('post', post), key('post', later)], toHeir);
    const at = s.o.db.prepare(
      'SELECT holder, fromOn, toOn, isInvestigator, audience FROM post WHERE unitId = ? ORDER BY holder',
    );
    expect(at.all(s.c)).toEqual([
      { holder: 'Cán bộ 01', fromOn: endOn, toOn: '2027-01-01', isInvestigator: 1, audience: 'office' },
      { holder: 'Cán bộ 02', fromOn: '2026-08-01', toOn: null, isInvestigator: 0, audience: `up:${s.c}` },
    ]);
    expect(at.all(s.a)).toMatchObject([{ holder: 'Cán bộ 01', toOn: endOn }]);
    expect(open()).toEqual([]);
  });

  test('a unit gets one chief: the second needs another title', () => {
    const [first, second] = [
      postOf(s.o, s.a, { title: 'chief' }),
      postOf(s.o, s.b, { title: 'chief', holder: 'Trưởng 02' }),
    ];
    expect(settle([key('post', first), key('post', second)], toHeir)).toMatchObject({
      doneCount: 1,
      skipped: [{ key: { recordId: second }, problem: { code: 'CHIEF_TWICE' } }],
    });
    settle([key('post', second)], { ...toHeir, postTitle: 'deputyChief' });
    const titles = s.o.db.prepare('SELECT holder, title FROM post WHERE unitId = ? ORDER BY title').all(s.c);
    expect(titles).toEqual([
      { holder: 'Cán bộ 01', title: 'chief' },
      { holder: 'Trưởng 02', title: 'deputyChief' },
    ]);
  });

  test('a registration is carried on once, also when both had one by the same criteria', () => {
    const fromA = registrationOf(s.o, s.a);
    const { setId } = one<{ setId: string }>('SELECT setId FROM registration WHERE id = ?', fromA);
    const fromB = registrationOf(s.o, s.b, { setId });
    settle([key('registration', fromA), key('registration', fromB)], toHeir);
    const rows = s.o.db.prepare('SELECT unitId, year, endedOn, target FROM registration WHERE unitId = ?').all(s.c);
    expect(rows).toEqual([{ unitId: s.c, year: 2026, endedOn: null, target: 'Kiểu mẫu' }]);
    expect(one('SELECT endedOn, endReason FROM registration WHERE id = ?', fromB)).toEqual({
      endedOn: endOn,
      endReason: reason,
    });
    expect(open()).toEqual([]);
  });

  test('a unit that has nothing to do with the event is refused unless it was chosen on purpose', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    const stranger = { ...toHeir, toUnitId: s.d };
    const input = { eventId: s.eventId, items: [key('assignment', id)], ...stranger };
    expect(s.keeper.call('handover.settle', input)).toMatchObject({
      error: { code: 'HANDOVER_STRANGER', details: { name: 'Công an xã Yên Lập' } },
    });
    expect(settle([key('assignment', id)], { ...stranger, isOnPurpose: true }).doneCount).toBe(1);
    expect(lines()[0]?.toUnitId).toBe(s.d);
  });

  test('an heir that is not alive yet, a day before the event, and a successor that has finished are refused', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    const input = { eventId: s.eventId, items: [key('assignment', id)], ...toHeir };
    expect(s.keeper.call('handover.settle', { ...input, onDay: '2026-06-30' })).toMatchObject({
      error: { code: 'DATES_OUT_OF_ORDER' },
    });
    const gone = unitUnder(s.o, s.o.unitId, 'Đã hết', '2021-11-01', '2026-01-01');
    expect(s.keeper.call('handover.settle', { ...input, toUnitId: gone })).toMatchObject({
      error: { code: 'UNIT_NOT_ALIVE' },
    });
    expect(open()).toEqual([`assignment ${id}`]);
  });
});

describe('closing, keeping, taking back', () => {
  test('closed work is cancelled with its reason; a closed post and registration end with the unit', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    const [post, registration] = [postOf(s.o, s.a), registrationOf(s.o, s.a)];
    settle([key('assignment', id), key('post', post), key('registration', registration)], close);
    expect(stateOf(id)).toBe('cancelled');
    expect(one('SELECT toOn FROM post WHERE id = ?', post)).toEqual({ toOn: endOn });
    expect(one('SELECT endedOn FROM registration WHERE id = ?', registration)).toEqual({ endedOn: endOn });
    expect(open()).toEqual([]);
    expect(lines().map(({ resolution, mayRemove }) => [resolution, mayRemove])).toEqual(
      Array(3).fill(['close', false]),
    );
    expect(s.keeper.call('handover.removeLine', { id: lines()[0]?.id ?? '' })).toMatchObject({
      error: { code: 'HANDOVER_DONE' },
    });
  });

  test('kept things stay as they are, and are open again when their line is taken off', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    s.keeper.get('draft.save', { key: `report:${id}:-`, body: '{}' });
    expect(settle([key('assignment', id)], keep).doneCount).toBe(2);
    expect([open(), stateOf(id)]).toEqual([[], 'new']);
    for (const { id: lineId } of lines()) s.keeper.get('handover.removeLine', { id: lineId });
    expect(open()).toEqual([`assignment ${id}`, `draft ${id}`]);
  });

  test('undo opens everything again, and redo settles it', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    const post = postOf(s.o, s.a);
    const before = open();
    settle([key('assignment', id), key('post', post)], toHeir);
    s.keeper.get('activity.undo', {});
    expect(open()).toEqual(before);
    expect([stateOf(id), lines()]).toEqual(['new', []]);
    s.keeper.get('activity.redo', {});
    expect(open()).toEqual([]);
    expect(lines()).toHaveLength(2);
  });

  test('work opened anew is open again, and settling it anew writes over its line', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    settle([key('assignment', id)], close);
    person(s.o, 'commander').get('assignment.decide', { id, kind: 'reopen', onDay: endOn, reason: 'Còn phải làm' });
    expect(open()).toEqual([`assignment ${id}`]);
    expect(s.keeper.get('handover.units', { eventId: s.eventId }).event).toMatchObject({
      openCount: 1,
      settledCount: 0,
    });
    settle([key('assignment', id)], toHeir);
    expect(lines().map(({ resolution }) => resolution)).toEqual(['handOver']);
  });

  test('what somebody has settled meanwhile is told, and nothing is written twice', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    settle([key('assignment', id)], keep);
    expect(settle([key('assignment', id)], toHeir)).toMatchObject({
      doneCount: 0,
      skipped: [{ problem: { code: 'HANDOVER_NOT_OPEN' } }],
    });
    expect(lines()).toHaveLength(1);
  });

  test('what another office owns can only be kept', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    const other = s.o.ctx.newId();
    s.o.db.exec(`UPDATE syncContext SET isOpen = 1; UPDATE assignment SET ownerId = '${other}' WHERE id = '${id}';
      UPDATE syncContext SET isOpen = 0`);
    expect(settle([key('assignment', id)], toHeir)).toMatchObject({ skipped: [{ problem: { code: 'NOT_OWNER' } }] });
    expect(settle([key('assignment', id)], close)).toMatchObject({ skipped: [{ problem: { code: 'NOT_OWNER' } }] });
    expect(settle([key('assignment', id)], keep).doneCount).toBe(1);
  });

  test('only who keeps hand-overs settles', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    const input = { eventId: s.eventId, items: [key('assignment', id)], ...toHeir };
    for (const role of ['clerk', 'viewer'] as const)
      expect(person(s.o, role).call('handover.settle', input)).toMatchObject({ error: { code: 'FORBIDDEN' } });
    const ofUnit = person(s.o, 'personnel', s.c);
    expect(ofUnit.call('handover.settle', input)).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });
});

describe('by rule', () => {
  const rules = (over: Partial<Record<'assignment' | 'post' | 'registration', string>> = {}) =>
    (['assignment', 'post', 'registration'] as const).map((kind) => ({
      kind,
      action: (over[kind] ?? 'toHeir') as 'toHeir',
    }));
  const scope = () => ({ eventId: s.eventId });

  test('says what it would do by kind, then does that', () => {
    for (const unit of [s.a, s.b]) {
      for (let n = 0; n < 3; n += 1) assignTo(s.o, taskOf(s.o), unit);
      postOf(s.o, unit);
      registrationOf(s.o, unit);
    }
    const asked = { scope: scope(), rules: rules({ post: 'keep', registration: 'leave' }), onDay: endOn };
    const preview = s.keeper.get('handover.previewRule', asked);
    expect(preview.kinds.map((row) => [row.kind, row.open, row.handOver, row.keep, row.leave])).toEqual([
      ['assignment', 6, 6, 0, 0],
      ['post', 2, 0, 2, 0],
      ['registration', 2, 0, 0, 2],
    ]);
    expect([preview.unitCount, preview.eventCount]).toEqual([2, 1]);
    expect(s.keeper.call('handover.settleByRule', { ...asked, reason, expectedCount: 9 })).toMatchObject({
      error: { code: 'COUNT_CHANGED', details: { expected: 9, found: 10 } },
    });
    expect(s.keeper.get('handover.settleByRule', { ...asked, reason, expectedCount: 10 })).toMatchObject({
      doneCount: 8,
    });
    expect(open().map((text) => text.split(' ')[0])).toEqual(['registration', 'registration']);
    expect(s.keeper.get('handover.units', { eventId: s.eventId }).event).toMatchObject({
      openCount: 2,
      settledCount: 8,
    });
    s.keeper.get('activity.undo', {});
    expect(open()).toHaveLength(10);
  });

  test('of a unit that was split nothing is guessed, unless one heir is the main one', () => {
    const split = unitUnder(s.o, s.o.unitId, 'Chia đôi', '2021-11-01', endOn);
    const eventId = eventOf(s.o, [
      { from: split, to: s.c, part: 'part' },
      { from: split, to: s.d, part: 'part' },
    ]);
    const id = assignTo(s.o, s.taskId, split);
    expect(s.keeper.get('handover.items', { eventId }).rows[0]?.suggestedHeirId).toBeNull();
    const asked = { scope: { eventId }, rules: rules(), onDay: endOn };
    expect(s.keeper.get('handover.previewRule', asked).kinds).toMatchObject([{ open: 1, noHeir: 1, handOver: 0 }]);
    expect(settle([key('assignment', id)], toHeir, eventId)).toMatchObject({
      skipped: [{ problem: { code: 'HANDOVER_HEIR_MISSING' } }],
    });
    expect(settle([key('assignment', id)], { ...toHeir, toUnitId: s.d }, eventId).doneCount).toBe(1);
    const other = unitUnder(s.o, s.o.unitId, 'Chia ba', '2021-11-01', endOn);
    const second = eventOf(s.o, [
      { from: other, to: s.c, part: 'part', isMainHeir: 1 },
      { from: other, to: s.d, part: 'part' },
    ]);
    assignTo(s.o, s.taskId, other);
    expect(s.keeper.get('handover.items', { eventId: second }).rows[0]?.suggestedHeirId).toBe(s.c);
  });

  test('all events of a day, of the units that stood under one', () => {
    const district = unitUnder(s.o, s.o.unitId, 'Huyện', '2021-11-01', endOn);
    const inside = unitUnder(s.o, district, 'Trong', '2021-11-01', endOn);
    eventOf(s.o, [{ from: inside, to: s.c }]);
    for (const unit of [s.a, inside]) assignTo(s.o, taskOf(s.o), unit);
    const preview = (underId: string | null, effectiveOn = endOn) =>
      s.keeper.get('handover.previewRule', { scope: { effectiveOn, underId }, rules: rules(), onDay: endOn });
    expect([preview(null).eventCount, preview(null).kinds[0]?.open]).toEqual([2, 2]);
    expect([preview(district).eventCount, preview(district).kinds[0]?.open]).toEqual([1, 1]);
    expect(preview(null, '2026-07-02').kinds).toEqual([]);
    s.keeper.get('handover.settleByRule', {
      scope: { effectiveOn: endOn, underId: null },
      ...{ rules: rules(), onDay: endOn, reason, expectedCount: 2 },
    });
    expect(s.keeper.get('handover.events', { on: endOn }).rows).toEqual([]);
  });

  test('a unit named by the rule that is no successor is told before and refused without a purpose', () => {
    assignTo(s.o, s.taskId, s.a);
    const toUnit = [{ kind: 'assignment' as const, action: 'toUnit' as const, toUnitId: s.d }];
    const asked = { scope: scope(), rules: toUnit, onDay: endOn };
    expect(s.keeper.get('handover.previewRule', asked).strangers).toEqual([
      { id: s.d, fullName: 'Công an xã Yên Lập' },
    ]);
    const doing = { ...asked, reason, expectedCount: 1 };
    expect(s.keeper.call('handover.settleByRule', doing)).toMatchObject({ error: { code: 'HANDOVER_STRANGER' } });
    expect(s.keeper.get('handover.settleByRule', { ...doing, isOnPurpose: true }).doneCount).toBe(1);
  });
});

describe('events', () => {
  test('an event is listed until nothing is left, with how far it is', () => {
    const [fromA, post] = [assignTo(s.o, s.taskId, s.a), postOf(s.o, s.b)];
    const listed = (state: 'open' | 'all' = 'open') => s.keeper.get('handover.events', { on: endOn, state });
    expect(listed()).toMatchObject({
      total: 1,
      openCount: 2,
      rows: [
        { eventId: s.eventId, fromNames: ['Công an xã Sơn Đông', 'Công an xã Sơn Tây'], openCount: 2, settledCount: 0 },
      ],
    });
    settle([key('assignment', fromA)], toHeir);
    expect(listed().rows[0]).toMatchObject({ openCount: 1, settledCount: 1 });
    settle([key('post', post)], close);
    expect(listed().rows).toEqual([]);
    expect(listed('all').rows[0]).toMatchObject({ openCount: 0, settledCount: 2 });
    expect(countOpenItems(s.o.db, [s.a, s.b], endOn)).toEqual(
      new Map([
        [s.a, 0],
        [s.b, 0],
      ]),
    );
  });

  test('an event that puts another right of the same day says who the heirs are, and lists nothing twice', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    const again = eventOf(s.o, [{ from: s.a, to: s.d, isMainHeir: 1 }], { correctsEventId: s.eventId });
    expect(s.keeper.get('handover.items', { eventId: again }).rows).toEqual([]);
    expect(s.keeper.get('handover.items', { eventId: s.eventId }).rows).toMatchObject([
      { recordId: id, suggestedHeirId: s.d },
    ]);
    expect(s.keeper.get('handover.events', { on: endOn }).rows).toHaveLength(1);
  });

  test('pages of open things and of events follow one another', () => {
    for (let n = 0; n < 5; n += 1) assignTo(s.o, taskOf(s.o), n % 2 === 0 ? s.a : s.b);
    const first = s.keeper.get('handover.items', { eventId: s.eventId, limit: 3 });
    expect(first.total).toBe(5);
    const rest = s.keeper.get('handover.items', { eventId: s.eventId, limit: 3, after: first.next ?? '' });
    expect([...first.rows, ...rest.rows].map(({ recordId }) => `assignment ${recordId}`)).toEqual(open());
    const gone = unitUnder(s.o, s.o.unitId, 'Khác', '2021-11-01', '2026-08-01');
    eventOf(s.o, [{ from: gone, to: s.d }], { effectiveOn: '2026-08-01' });
    assignTo(s.o, s.taskId, gone);
    // Not yet in force on the day before.
    expect(s.keeper.get('handover.events', { on: '2026-07-31' }).total).toBe(1);
    expect(s.keeper.get('handover.events', { on: '2026-07-31', state: 'all' }).total).toBe(2);
    const page = s.keeper.get('handover.events', { on: '2026-08-01', limit: 1 });
    expect([page.rows[0]?.effectiveOn, page.total]).toEqual(['2026-08-01', 2]);
    expect(
      s.keeper.get('handover.events', { on: '2026-08-01', limit: 1, after: page.next ?? '' }).rows[0]?.eventId,
    ).toBe(s.eventId);
  });
});

describe('lines by hand and minutes', () => {
  const seal = () =>
    s.keeper.get('handover.addLine', {
      ...{ eventId: s.eventId, fromUnitId: s.a, title: 'Con dấu Công an xã Sơn Đông (01 con dấu)' },
      ...{ resolution: 'handOver' as const, onDay: endOn },
    }).id;

  test('a seal is a line of its own, is changed and taken off, and never keeps an event open', () => {
    const id = seal();
    expect(lines()).toMatchObject([{ id, kind: 'other', toUnitId: s.c, mayRemove: true }]);
    expect(s.keeper.get('handover.units', { eventId: s.eventId }).event).toMatchObject({
      openCount: 0,
      settledCount: 0,
    });
    s.keeper.get('handover.changeLine', { id, patch: { title: 'Con dấu (01)' } });
    expect(lines()[0]?.title).toBe('Con dấu (01)');
    s.keeper.get('handover.removeLine', { id });
    expect(lines()).toEqual([]);
  });

  test('the minutes say what went from one to the other, by kind, with the names of the day', () => {
    const id = assignTo(s.o, s.taskId, s.a);
    assignTo(s.o, taskOf(s.o), s.b);
    const post = postOf(s.o, s.a);
    seal();
    settle([key('post', post), key('assignment', id)], toHeir);
    const pair = { eventId: s.eventId, fromUnitId: s.a, toUnitId: s.c };
    const shown = s.keeper.get('handover.minutes', pair);
    expect(shown.lines.map(({ kind }) => kind)).toEqual(['assignment', 'post', 'other']);
    expect(shown).toMatchObject({
      id: null,
      from: { name: 'Công an xã Sơn Đông' },
      to: { name: 'Công an xã Sơn Hà' },
      superior: 'Công an tỉnh Bình Minh',
      openCount: 0,
      fields: { number: '', onDay: endOn },
    });
    const fields = { ...shown.fields, number: '01/BB-CAX', place: 'Trụ sở Công an xã Sơn Hà', content: 'Không có.' };
    const saved = s.keeper.get('handover.saveMinutes', { ...pair, fields });
    expect(s.keeper.get('handover.saveMinutes', { ...pair, fields: { ...fields, number: '02/BB-CAX' } })).toEqual(
      saved,
    );
    expect(s.keeper.get('handover.minutes', pair)).toMatchObject({ id: saved.id, fields: { number: '02/BB-CAX' } });
    expect(s.keeper.get('handover.minutesList', { eventId: s.eventId })).toEqual([
      {
        ...{ fromUnitId: s.a, fromName: 'Công an xã Sơn Đông', toUnitId: s.c, toName: 'Công an xã Sơn Hà' },
        ...{ id: saved.id, number: '02/BB-CAX', onDay: endOn, lineCount: 3 },
      },
    ]);
    s.keeper.get('handover.removeMinutes', { id: saved.id });
    expect(s.keeper.get('handover.minutes', pair).id).toBeNull();
  });
});

test('a hand-over rebuilt from the log is the same', () => {
  for (const unit of [s.a, s.b]) assignTo(s.o, s.taskId, unit);
  settle(
    [
      key('post', postOf(s.o, s.a)),
      ...open()
        .filter((t) => t.startsWith('a'))
        .map((t) => key('assignment', t.split(' ')[1] ?? '')),
    ],
    toHeir,
  );
  const copy = rebuild(s.o.db, `${s.o.ctx.scratch}/copy.db`, () => {});
  expect(compareDigests(s.o.db, copy).filter((table) => !table.same)).toEqual([]);
});
