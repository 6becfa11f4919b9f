import { describe, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { roles } from '../../db/api/define.ts';
import { create, update } from '../../db/commit.ts';
import { dispatch } from '../../db/dispatch.ts';
import { addDirective, opCount } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { actingFor, addCommunes, addUnit, dated, write } from '../helpers/tasks.ts';
import { contentOf, inSession, unsound } from '../helpers/undo.ts';

const on = '2026-05-04';
type New = Input<'stocktake.create'>;

const names = (fullName: string) => ({ name: fullName, fullName, shortName: '', symbol: '' });
const place = {
  officialCode: null,
  isKey: 0,
  hasPolice: 0,
  orderNumber: null,
  basisDirectiveId: null,
  basisText: '',
} as const;

/** A provincial police unit under the ministry, with the names it had. */
function addProvince(o: TestOffice, ministryId: string, fullName: string, to: string | null = null): string {
  const unitId = o.ctx.newId();
  const version = { unitId, validFrom: '1989-07-01', validTo: to, kind: 'province', parentId: ministryId } as const;
  write(o, [
    create('unit', unitId, { nature: 'police', level: 'province', areaId: null }),
    create('unitVersion', o.ctx.newId(), { ...version, ...names(fullName), ...place }),
  ]);
  return unitId;
}

/** The ministry and three provinces: on 1/7/2025 Quảng Bình is joined to Quảng Trị, and Huế goes on under another name. */
function country(o: TestOffice) {
  const ministry = o.ctx.newId();
  const version = { unitId: ministry, validFrom: '1953-02-16', validTo: null, kind: 'other', parentId: null } as const;
  write(o, [
    create('unit', ministry, { nature: 'police', level: 'ministry', areaId: null }),
    create('unitVersion', o.ctx.newId(), { ...version, ...names('Bộ Công an'), ...place }),
  ]);
  const binh = addProvince(o, ministry, 'Công an tỉnh Quảng Bình', '2025-07-01');
  const tri = addProvince(o, ministry, 'Công an tỉnh Quảng Trị');
  const hue = addProvince(o, ministry, 'Công an tỉnh Thừa Thiên Huế', '2025-01-01');
  const later = { unitId: hue, validFrom: '2025-01-01', validTo: null, kind: 'province', parentId: ministry } as const;
  const eventId = o.ctx.newId();
  write(o, [
    create('unitVersion', o.ctx.newId(), { ...later, ...names('Công an thành phố Huế'), ...place }),
    create('unitEvent', eventId, event('2025-07-01')),
    create('unitLineage', o.ctx.newId(), edge(eventId, binh, tri, 1)),
    create('unitLineage', o.ctx.newId(), edge(eventId, tri, tri, 1)),
  ]);
  return { ministry, binh, tri, hue };
}

const event = (effectiveOn: string) => ({
  kind: 'merge' as const,
  signedOn: null,
  announcedOn: null,
  effectiveOn,
  basisDirectiveId: null,
  basisText: 'Sắp xếp đơn vị hành chính cấp tỉnh năm 2025',
  note: '',
  correctsEventId: null,
  heirsUnknown: 0 as const,
});
const edge = (eventId: string, fromUnitId: string | null, toUnitId: string | null, isMainHeir: 0 | 1) => ({
  eventId,
  fromUnitId,
  toUnitId,
  part: 'whole' as 'whole' | 'part',
  isMainHeir,
  ratio: null,
});

/** Tổng kết 10 năm Chỉ thị 03 of 23/6/2020. */
const tenYears = (directiveId: string, more: Partial<New> = {}): New => ({
  kind: 'final',
  title: 'Hội nghị trực tuyến tổng kết 10 năm thực hiện Chỉ thị số 03/CT-BCA-X11',
  directiveIds: [directiveId],
  fromOn: '2009-04-10',
  toOn: '2019-04-10',
  heldOn: '2020-06-23',
  form: 'onlineMeeting',
  ...more,
});

const given = (o: TestOffice, id: string) => o.get('stocktake.get', { id, on });

describe('the story of Chỉ thị 03', () => {
  test('ten years looked back on in 2020 keep the names of 2020, and three tasks follow from the conclusion', () => {
    const o = office();
    const { ministry, binh, tri, hue } = country(o);
    const directiveId = addDirective(o);
    const { id } = o.get(
      'stocktake.create',
      tenYears(directiveId, {
        place: 'Hà Nội',
        hostUnitId: ministry,
        chair: 'Lãnh đạo Bộ Công an',
        sites: [binh, tri, hue].map((unitId) => ({ unitId, place: 'Hội trường Công an tỉnh' })),
        agenda: ['Kết quả 10 năm', 'Khó khăn, vướng mắc, nguyên nhân', 'Bài học kinh nghiệm'],
      }),
    );
    const units = addCommunes(o, 2);
    const contents = [
      'Quán triệt và triển khai thực hiện Chỉ thị 05',
      'Huy động hệ thống chính trị ở địa phương',
      'Tăng cường phối hợp với Quân đội nhân dân, Mặt trận Tổ quốc, cơ quan tư pháp, ban, ngành, đoàn thể',
    ];
    const seenAtMs = given(o, id).changedAtMs;
    o.as('commander').get('stocktake.conclude', { id, seenAtMs, conclusion: contents.join('\n') });
    const { tasks } = o.as('commander').get('stocktake.giveTasks', {
      id,
      tasks: contents.map((content) => ({
        task: dated({ content, directiveId, assignedOn: '2021-12-01' }),
        dueOn: '2021-12-31',
        leads: units.map((unitId) => ({ unitId })),
      })),
    });
    expect(tasks.map(({ assignmentIds }) => assignmentIds.length)).toEqual([2, 2, 2]);

    const shown = given(o, id);
    expect(shown.sites.map(({ name, endedOn, now }) => ({ name, endedOn, now }))).toEqual([
      {
        name: 'Công an tỉnh Quảng Bình',
        endedOn: '2025-07-01',
        now: [{ id: tri, fullName: 'Công an tỉnh Quảng Trị' }],
      },
      { name: 'Công an tỉnh Quảng Trị', endedOn: null, now: [] },
      { name: 'Công an tỉnh Thừa Thiên Huế', endedOn: null, now: [{ id: hue, fullName: 'Công an thành phố Huế' }] },
    ]);
    expect(shown).toMatchObject({
      kind: 'final',
      host: { name: 'Bộ Công an', now: [] },
      directives: [{ id: directiveId, number: '03/CT-BCA-X11' }],
      conclusion: contents.join('\n'),
      letterhead: { above: '', office: 'Công an tỉnh Bình Minh' },
      isOwn: 1,
    });
    expect(
      shown.tasks.map(({ content, dueOn, leadNames, leadCount, overdueCount }) => ({
        content,
        dueOn,
        leadNames,
        leadCount,
        overdueCount,
      })),
    ).toEqual(
      contents.map((content) => ({
        content,
        dueOn: '2021-12-31',
        leadNames: ['Công an xã Xã số 001', 'Công an xã Xã số 002'],
        leadCount: 2,
        overdueCount: 2,
      })),
    );
    expect(o.get('stocktake.list', { directiveId }).rows).toMatchObject([
      { id, siteCount: 3, taskCount: 3, openTaskCount: 3, hasConclusion: 1, directiveNumbers: ['03/CT-BCA-X11'] },
    ]);
    expect(unsound(o)).toEqual([]);
  });

  test('one review may look back on several programmes', () => {
    const o = office('coordinator');
    const first = addDirective(o, { number: '', subject: 'Công an xã, thị trấn chính quy' });
    const second = addDirective(o, {
      number: '',
      subject: 'Công an phường điển hình, kiểu mẫu',
      issuedOn: '2021-03-17',
    });
    const { id } = o.get('stocktake.create', {
      ...tenYears(first),
      kind: 'interim',
      directiveIds: [second, first],
      fromOn: '2018-03-15',
      toOn: '2021-05-31',
      heldOn: '2021-05-31',
    });
    expect(given(o, id).directives.map(({ subject }) => subject)).toEqual([
      'Công an phường điển hình, kiểu mẫu',
      'Công an xã, thị trấn chính quy',
    ]);
    for (const directiveId of [first, second])
      expect(o.get('stocktake.list', { directiveId }).rows.map((row) => row.id)).toEqual([id]);
  });
});

describe('what is refused', () => {
  const refused = (o: TestOffice, act: () => unknown, error: unknown): void => {
    const before = opCount(o);
    expect(act()).toMatchObject({ ok: false, error });
    expect(opCount(o)).toBe(before);
  };

  test('a unit that did not exist on the day, a place twice, days out of order, records nobody knows', () => {
    const o = office();
    const directiveId = addDirective(o);
    const { binh } = country(o);
    const young = addUnit(o, { name: 'Mới', from: '2025-07-01' });
    const make = (more: Partial<New>) => () => o.call('stocktake.create', tenYears(directiveId, more));
    const unit = (unitId: string) => ({ unitId, place: '' });
    refused(o, make({ sites: [unit(young)] }), {
      code: 'UNIT_NOT_ALIVE',
      details: { unitId: young, on: '2020-06-23' },
    });
    refused(o, make({ hostUnitId: binh, heldOn: '2025-07-01' }), { code: 'UNIT_NOT_ALIVE', details: { unitId: binh } });
    refused(o, make({ sites: [unit(binh), unit(binh)] }), {
      code: 'INVALID_INPUT',
      details: { issues: [{ path: 'sites.1', code: 'site_twice' }] },
    });
    refused(o, make({ toOn: '2009-04-09' }), { code: 'DATES_OUT_OF_ORDER' });
    refused(o, make({ heldOn: '2009-04-09' }), { code: 'DATES_OUT_OF_ORDER' });
    refused(o, make({ directiveIds: [o.ctx.newId()] }), { code: 'NOT_FOUND', details: { entity: 'directive' } });
    refused(o, make({ hostUnitId: o.ctx.newId() }), { code: 'NOT_FOUND', details: { entity: 'unit' } });
  });

  test('an edit over another one, an edit that moves the day before a place existed, a task before the day', () => {
    const o = office();
    const { hue } = country(o);
    const young = addUnit(o, { name: 'Mới', from: '2020-06-01' });
    const { id } = o.get('stocktake.create', tenYears(addDirective(o), { sites: [{ unitId: young, place: '' }] }));
    const seenAtMs = given(o, id).changedAtMs;
    refused(o, () => o.call('stocktake.update', { id, seenAtMs: 0, patch: {} }), { code: 'CHANGED_MEANWHILE' });
    refused(o, () => o.call('stocktake.conclude', { id, seenAtMs: 0, conclusion: '' }), { code: 'CHANGED_MEANWHILE' });
    refused(o, () => o.call('stocktake.update', { id, seenAtMs, patch: { heldOn: '2020-05-31' } }), {
      code: 'UNIT_NOT_ALIVE',
    });
    const task = dated({ assignedOn: '2020-06-22' });
    refused(
      o,
      () => o.call('stocktake.giveTasks', { id, tasks: [{ task, dueOn: '2020-07-01', leads: [{ unitId: hue }] }] }),
      {
        code: 'DATES_OUT_OF_ORDER',
        details: { first: '2020-06-23', second: '2020-06-22' },
      },
    );
    const good = { task: dated({ assignedOn: '2020-06-23' }), dueOn: '2020-07-01', leads: [{ unitId: hue }] };
    refused(o, () => o.call('stocktake.giveTasks', { id, tasks: [good, { ...good, dueOn: null }] }), {
      code: 'INVALID_INPUT',
    });
    refused(o, () => o.call('stocktake.linkTasks', { id, taskIds: [o.ctx.newId()] }), { code: 'NOT_FOUND' });
    refused(o, () => o.call('stocktake.get', { id: o.ctx.newId(), on }), { code: 'NOT_FOUND' });
    refused(o, () => o.call('stocktake.remove', { id: o.ctx.newId() }), { code: 'NOT_FOUND' });
    refused(o, () => o.call('stocktake.unlinkTask', { linkId: o.ctx.newId() }), { code: 'NOT_FOUND' });
  });

  test('who may write it, and who may conclude; nobody who does the work of one unit', () => {
    const o = office();
    const { id } = o.get('stocktake.create', tenYears(addDirective(o)));
    for (const role of roles) {
      const other = o.as(role);
      const mayWrite = role === 'admin' || role === 'coordinator';
      expect(other.call('stocktake.create', tenYears(addDirective(o))).ok).toBe(mayWrite);
      const { changedAtMs: seenAtMs } = other.get('stocktake.get', { id, on });
      expect(other.call('stocktake.update', { id, seenAtMs, patch: { place: role } }).ok).toBe(mayWrite);
      const now = given(o, id).changedAtMs;
      expect(other.call('stocktake.conclude', { id, seenAtMs: now, conclusion: role }).ok).toBe(
        mayWrite || role === 'commander',
      );
    }
    const unitId = addUnit(o, { name: 'Kim Sơn' });
    const seenAtMs = given(o, id).changedAtMs;
    const below = actingFor(o, unitId);
    expect(below('stocktake.conclude', { id, seenAtMs, conclusion: '' })).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
    expect(below('stocktake.create', tenYears(addDirective(o)))).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });

  test('one of another office is only read', () => {
    const o = office();
    const { id } = o.get('stocktake.create', tenYears(addDirective(o)));
    const seenAtMs = given(o, id).changedAtMs;
    const unitId = addUnit(o, { name: 'Khác' });
    const ctx = { ...o.ctx, office: { ...o.ctx.office, unitId }, caller: { ...o.ctx.caller, unitId } };
    expect(dispatch(ctx, 'stocktake.update', { id, seenAtMs, patch: {} }, String)).toMatchObject({
      error: { code: 'NOT_OWNER' },
    });
  });
});

describe('what hangs on it', () => {
  test('a document and a unit that it names count as used, and cannot be withdrawn beneath it', () => {
    const o = office();
    const directiveId = addDirective(o);
    const { binh } = country(o);
    o.get('stocktake.create', tenYears(directiveId, { sites: [{ unitId: binh, place: '' }] }));
    expect(o.call('directive.remove', { id: directiveId })).toMatchObject({
      error: { code: 'DIRECTIVE_IN_USE', details: { count: 1 } },
    });
    const call = inSession(o);
    const made = call('directive.create', { ...tenYearsDirective(o), number: '05' }) as { value: { id: string } };
    expect(o.call('stocktake.create', tenYears(made.value.id)).ok).toBe(true);
    expect(call('activity.undo', {})).toMatchObject({
      error: { code: 'UNDO_BLOCKED', details: { entity: 'directive', by: 'stocktake', count: 1 } },
    });
  });

  test('undo takes back a meeting with its tasks, and redo brings all of it again', () => {
    const o = office();
    const directiveId = addDirective(o);
    const [unitId = ''] = addCommunes(o, 1);
    const call = inSession(o);
    const empty = contentOf(o.db);
    const { value } = call('stocktake.create', tenYears(directiveId)) as { value: { id: string } };
    const bare = contentOf(o.db);
    const task = { task: dated({ assignedOn: '2022-01-01' }), dueOn: '2022-02-01', leads: [{ unitId }] };
    expect(call('stocktake.giveTasks', { id: value.id, tasks: [task, task, task] }).ok).toBe(true);
    const full = contentOf(o.db);
    expect(call('activity.undo', {}).ok).toBe(true);
    expect(contentOf(o.db)).toEqual(bare);
    expect(call('activity.redo', {}).ok).toBe(true);
    expect(contentOf(o.db)).toEqual(full);
    expect(call('stocktake.remove', { id: value.id }).ok).toBe(true);
    expect(o.get('task.list', { on }).total).toBe(3);
    expect(call('activity.undo', {}).ok).toBe(true);
    expect(contentOf(o.db)).toEqual(full);
    for (let step = 0; step < 2; step += 1) expect(call('activity.undo', {}).ok).toBe(true);
    expect(contentOf(o.db)).toEqual(empty);
    expect(unsound(o)).toEqual([]);
  });

  test('a task is tied once, may be untied, and goes without leaving its tie behind', () => {
    const o = office();
    const { id } = o.get('stocktake.create', tenYears(addDirective(o)));
    const { taskId } = o.get('task.create', { task: dated(), dueOn: '2026-05-31' });
    expect(o.get('stocktake.linkTasks', { id, taskIds: [taskId, taskId] })).toEqual({ linked: 1 });
    expect(o.get('stocktake.linkTasks', { id, taskIds: [taskId] })).toEqual({ linked: 0 });
    expect(o.get('stocktake.list', { taskId }).rows.map((row) => row.id)).toEqual([id]);
    const linkId = given(o, id).tasks[0]?.linkId ?? '';
    o.get('stocktake.unlinkTask', { linkId });
    expect(given(o, id).tasks).toEqual([]);
    o.get('stocktake.linkTasks', { id, taskIds: [taskId] });
    o.get('task.remove', { id: taskId });
    expect(given(o, id).tasks).toEqual([]);
    expect(unsound(o)).toEqual([]);
  });

  test('a value of its history is set back by its own rules', () => {
    const o = office();
    const { id } = o.get('stocktake.create', tenYears(addDirective(o), { place: 'Hà Nội' }));
    o.get('stocktake.update', { id, seenAtMs: given(o, id).changedAtMs, patch: { place: 'Huế' } });
    const { rows } = o.get('history.ofRecord', { entity: 'stocktake', id, on });
    expect(rows[1]?.changes.find(({ field }) => field === 'directiveIds')?.to.label).toBe(
      'Chỉ thị 03/CT-BCA-X11 · Xây dựng toàn diện Công an cấp huyện đáp ứng nhiệm vụ bảo vệ an ninh, trật tự trong tình hình mới',
    );
    expect(rows.map((row) => row.kind)).toEqual(['update', 'create']);
    o.get('history.restore', { entity: 'stocktake', id, hash: rows[1]?.hash ?? '', fields: ['place'] });
    expect(given(o, id).place).toBe('Hà Nội');
  });
});

const tenYearsDirective = (o: TestOffice) => {
  const { rows } = o.get('directive.list', { on });
  const { kindId, issuer, issuedOn, subject } = rows[0] ?? { kindId: '', issuer: '', issuedOn: '', subject: '' };
  return { direction: 'incoming' as const, kindId, issuer, issuedOn, subject, number: '' };
};

describe('the list', () => {
  test('pages by key, the latest first, narrowed by words without marks, kind, form, days and what is unconcluded', () => {
    const o = office();
    const directiveId = addDirective(o);
    const ids = Array.from({ length: 25 }, (_, index) => {
      const day = `2021-01-${String((index % 5) + 1).padStart(2, '0')}`;
      const isEven = index % 2 === 0;
      const { id } = o.get('stocktake.create', {
        ...tenYears(directiveId),
        kind: isEven ? 'interim' : 'final',
        form: isEven ? 'written' : 'meeting',
        title: isEven ? `Sơ kết lần ${index}` : `Tổng kết lần ${index}`,
        heldOn: day,
        conclusion: index === 0 ? 'Đã kết luận' : '',
      });
      return id;
    });
    const walked: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = o.get('stocktake.list', { limit: 7, ...(after === undefined ? {} : { after }) });
      expect(page.total).toBe(25);
      walked.push(...page.rows.map((row) => row.id));
      after = page.next;
    }
    expect(walked.toSorted()).toEqual(ids.toSorted());
    const days = walked.map((id) => given(o, id).heldOn);
    expect(days).toEqual(days.toSorted().reverse());
    const count = (filter: Input<'stocktake.list'>): number => o.get('stocktake.list', filter).total;
    expect(count({ text: 'so ket' })).toBe(13);
    expect(count({ text: 'TONG KET 11' })).toBe(1);
    expect(count({ kinds: ['final'] })).toBe(12);
    expect(count({ forms: ['written', 'onlineMeeting'] })).toBe(13);
    expect(count({ heldFrom: '2021-01-05' })).toBe(5);
    expect(count({ heldTo: '2021-01-01' })).toBe(5);
    expect(count({ isUnconcluded: true })).toBe(24);
    expect(count({ directiveId: o.ctx.newId() })).toBe(0);
  });
});

test('a unit that was divided is carried on by all its heirs, along any number of events', () => {
  const o = office();
  const { ministry, binh, tri, hue } = country(o);
  // A part that was given away while the unit went on is not what it became.
  const parting = o.ctx.newId();
  write(o, [
    create('unitEvent', parting, event('2022-01-01')),
    create('unitLineage', o.ctx.newId(), edge(parting, binh, binh, 1)),
    create('unitLineage', o.ctx.newId(), { ...edge(parting, binh, hue, 0), part: 'part' }),
  ]);
  const east = addProvince(o, ministry, 'Công an tỉnh Đông Trị');
  const west = addProvince(o, ministry, 'Công an tỉnh Tây Trị');
  const split = o.ctx.newId();
  const versionId = o.db.prepare('SELECT id FROM unitVersion WHERE unitId = ?').pluck().get(tri) as string;
  write(o, [
    update('unitVersion', versionId, { validTo: '2026-01-01' }),
    create('unitEvent', split, event('2026-01-01')),
    create('unitLineage', o.ctx.newId(), edge(split, tri, east, 0)),
    create('unitLineage', o.ctx.newId(), edge(split, tri, west, 1)),
  ]);
  const { id } = o.get('stocktake.create', tenYears(addDirective(o), { sites: [{ unitId: binh, place: '' }] }));
  const nowOf = (day: string): string[] =>
    o.get('stocktake.get', { id, on: day }).sites[0]?.now.map(({ fullName }) => fullName) ?? [];
  expect(nowOf('2025-06-30')).toEqual([]);
  expect(nowOf('2025-07-01')).toEqual(['Công an tỉnh Quảng Trị']);
  expect(nowOf('2026-01-01')).toEqual(['Công an tỉnh Đông Trị', 'Công an tỉnh Tây Trị']);
});
