import { describe, expect, test } from 'vitest';
import type { Input, Output } from '../../db/api/contract/index.ts';
import { roles } from '../../db/api/define.ts';
import { create } from '../../db/commit.ts';
import { addDirective, opCount } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { actingFor, addUnit, write } from '../helpers/tasks.ts';
import { contentOf, inSession, unsound } from '../helpers/undo.ts';

const on = '2026-05-04';

/** A ward's police unit under the office. */
function addWard(o: TestOffice, name: string, from = '2021-11-01', to: string | null = null): string {
  const unitId = o.ctx.newId();
  const names = { name, fullName: `Công an phường ${name}`, shortName: `CAP ${name}`, symbol: 'CAP' };
  const place = { parentId: o.unitId, officialCode: null, isKey: 0, hasPolice: 0, orderNumber: null } as const;
  const version = {
    unitId,
    validFrom: from,
    validTo: to,
    kind: 'ward',
    basisDirectiveId: null,
    basisText: '',
  } as const;
  write(o, [
    create('unit', unitId, { nature: 'police', level: 'commune', areaId: null }),
    create('unitVersion', o.ctx.newId(), { ...version, ...names, ...place }),
  ]);
  return unitId;
}

/** "Tạo bộ 22 tiêu chí trống", by QĐ 5764 of 13/7/2021. */
const emptySet = (o: TestOffice, more: Partial<Input<'modelWard.createSet'>['set']> = {}): string =>
  o.get('modelWard.createSet', {
    set: {
      name: 'Bộ tiêu chí tạm thời',
      validFrom: '2021-07-13',
      basisText: 'Quyết định số 5764/QĐ-BCA-V05 ngày 13/7/2021',
      ...more,
    },
    emptyCount: 22,
  }).id;

const criteriaOf = (o: TestOffice, setId: string) => o.get('modelWard.set', { id: setId }).criteria;
const registerOne = (
  o: TestOffice,
  unitId: string,
  setId: string,
  more: Partial<Input<'modelWard.register'>> = {},
): string =>
  o.get('modelWard.register', { unitIds: [unitId], setId, year: 2022, registeredOn: '2022-01-15', ...more }).ids[0] ??
  '';

type Marks = Input<'modelWard.assess'>['marks'];
/** Marks of all criteria: met, but for those told otherwise. */
const marks = (o: TestOffice, setId: string, other: Record<number, 'notMet' | 'notEntered'> = {}): Marks =>
  criteriaOf(o, setId).map(({ id, orderNumber }) => ({ criterionId: id, mark: other[orderNumber] ?? 'met' }));
const given = (o: TestOffice, id: string, day = on): Output<'modelWard.get'> => o.get('modelWard.get', { id, on: day });

/** The call fails with that error and not one op is written. */
function refused(o: TestOffice, act: () => unknown, error: unknown): void {
  const before = opCount(o);
  expect(act()).toMatchObject({ ok: false, error });
  expect(opCount(o)).toBe(before);
}

describe('sets of criteria', () => {
  test('an empty set has 22 rows to be worded, one by one or all at once; nothing is invented', () => {
    const o = office('coordinator');
    const id = emptySet(o);
    const [set] = o.get('modelWard.sets', {});
    expect(set).toMatchObject({
      id,
      criterionCount: 22,
      unwordedCount: 22,
      requiredCount: 0,
      registrationCount: 0,
      isOwn: 1,
    });
    const rows = criteriaOf(o, id);
    expect(rows.map(({ orderNumber }) => orderNumber)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
    o.get('modelWard.saveCriteria', {
      setId: id,
      rows: [
        {
          ...(rows[0] as (typeof rows)[number]),
          content: 'Không có cán bộ, chiến sĩ bị kỷ luật',
          isRequired: 1,
          groupName: 'I',
        },
        { id: null, orderNumber: 23, groupName: 'I', content: 'Tiêu chí thêm', isRequired: 0 },
      ],
      removedIds: [rows[21]?.id ?? ''],
    });
    expect(o.get('modelWard.set', { id })).toMatchObject({ criterionCount: 22, requiredCount: 1, unwordedCount: 20 });
    expect(unsound(o)).toEqual([]);
  });

  test('a new version takes over the criteria and ends the one before; dates run forward', () => {
    const o = office();
    const first = emptySet(o);
    const set = { name: 'Bộ tiêu chí 2025', validFrom: '2025-07-01' };
    const { id } = o.get('modelWard.createSet', { set, copyOfId: first });
    expect(o.get('modelWard.sets', {}).map((one) => [one.id, one.validFrom, one.validTo, one.criterionCount])).toEqual([
      [id, '2025-07-01', null, 22],
      [first, '2021-07-13', '2025-07-01', 22],
    ]);
    refused(o, () => o.call('modelWard.createSet', { set: { ...set, validFrom: '2025-06-30' }, copyOfId: id }), {
      code: 'DATES_OUT_OF_ORDER',
    });
    refused(o, () => o.call('modelWard.createSet', { set: { ...set, validTo: '2025-07-01' } }), {
      code: 'VERSION_ENDS_BEFORE_START',
    });
  });

  test('what was marked is not taken out, and a set that is used is not deleted', () => {
    const o = office();
    const setId = emptySet(o);
    const unitId = addWard(o, 'Hoa Mai');
    const registrationId = registerOne(o, unitId, setId);
    const [first, second] = criteriaOf(o, setId).map(({ id }) => id);
    const assessed = { kind: 'self', onDay: '2022-06-30' } as const;
    o.get('modelWard.assess', {
      ...{ registrationId, ...assessed },
      marks: [
        { criterionId: first ?? '', mark: 'notMet' },
        { criterionId: second ?? '', mark: 'notEntered' },
      ],
    });
    const out = (id: string | undefined) => () =>
      o.call('modelWard.saveCriteria', { setId, rows: [], removedIds: [id ?? ''] });
    refused(o, out(first), { code: 'CRITERION_IN_USE', details: { count: 1 } });
    expect(out(second)()).toMatchObject({ ok: true });
    refused(o, () => o.call('modelWard.removeSet', { id: setId }), {
      code: 'CRITERION_SET_IN_USE',
      details: { count: 1 },
    });
    refused(o, () => o.call('modelWard.removeRegistration', { id: registrationId }), { code: 'REGISTRATION_IN_USE' });
    const other = emptySet(o);
    refused(o, () => o.call('modelWard.saveCriteria', { setId: other, rows: [], removedIds: [first ?? ''] }), {
      code: 'NOT_FOUND',
      details: { entity: 'criterion' },
    });
    o.get('modelWard.removeSet', { id: other });
    expect(o.get('modelWard.sets', {})).toHaveLength(1);
    expect(unsound(o)).toEqual([]);
  });
});

describe('registrations', () => {
  test('many wards are registered in one step; those that are there are skipped or told', () => {
    const o = office('coordinator');
    const setId = emptySet(o);
    const units = ['A', 'B', 'C', 'D'].map((name) => addWard(o, name));
    const asked = { setId, year: 2024, registeredOn: '2024-01-10' };
    expect(o.get('modelWard.register', { ...asked, unitIds: units.slice(0, 2) }).ids).toHaveLength(2);
    refused(o, () => o.call('modelWard.register', { ...asked, unitIds: units }), {
      code: 'REGISTRATION_EXISTS',
      details: { name: 'CAP A', year: 2024 },
    });
    expect(o.get('modelWard.register', { ...asked, unitIds: units, skipRegistered: true })).toMatchObject({
      skippedCount: 2,
      ids: [expect.any(String), expect.any(String)],
    });
    const { rows, total } = o.get('modelWard.list', { on, year: 2024 });
    expect(total).toBe(4);
    expect(rows.map((row) => [row.unitName, row.state])).toEqual(
      ['A', 'B', 'C', 'D'].map((name) => [`Công an phường ${name}`, 'registered']),
    );
    expect(o.get('modelWard.counts', { on })).toEqual([{ year: 2024, state: 'registered', count: 4 }]);
  });

  test('a unit that has ended is registered no more, a late one for a day of its life is allowed; the set must be in force', () => {
    const o = office();
    const setId = emptySet(o, { validTo: '2025-07-01' });
    const unitId = addWard(o, 'Điện Biên', '2021-11-01', '2025-07-01');
    const on2025 = { unitIds: [unitId], setId, year: 2025 };
    refused(o, () => o.call('modelWard.register', { ...on2025, registeredOn: '2021-07-12' }), {
      code: 'SET_NOT_IN_FORCE',
    });
    refused(o, () => o.call('modelWard.register', { ...on2025, registeredOn: '2025-07-01' }), {
      code: 'SET_NOT_IN_FORCE',
    });
    const later = emptySet(o);
    refused(o, () => o.call('modelWard.register', { ...on2025, setId: later, registeredOn: '2025-07-01' }), {
      code: 'UNIT_NOT_ALIVE',
      details: { unitId },
    });
    const registrationId = registerOne(o, unitId, setId, { year: 2025, registeredOn: '2025-06-30' });
    const assess = (onDay: string) => () =>
      o.call('modelWard.assess', { registrationId, kind: 'self', onDay, marks: marks(o, setId) });
    refused(o, assess('2025-07-01'), { code: 'UNIT_NOT_ALIVE' });
    refused(o, assess('2025-06-29'), { code: 'DATES_OUT_OF_ORDER' });
    expect(assess('2025-06-30')()).toMatchObject({ ok: true, value: { result: { outcome: 'met' } } });
  });

  test('one that has ended is assessed no more and may run again; its end has a reason and lies after its assessments', () => {
    const o = office();
    const setId = emptySet(o);
    const unitId = addWard(o, 'Hoa Mai');
    const id = registerOne(o, unitId, setId);
    o.get('modelWard.assess', { registrationId: id, kind: 'self', onDay: '2022-06-30', marks: [] });
    const end =
      (endedOn: string | null, endReason = 'Rút đăng ký') =>
      () =>
        o.call('modelWard.endRegistration', { id, seenAtMs: given(o, id).changedAtMs, endedOn, endReason });
    refused(o, end('2022-07-01', ''), { code: 'REASON_REQUIRED' });
    refused(o, end('2022-06-30'), { code: 'DATES_OUT_OF_ORDER' });
    expect(end('2022-07-01')()).toMatchObject({ ok: true });
    expect(given(o, id)).toMatchObject({ state: 'ended', endedOn: '2022-07-01', endReason: 'Rút đăng ký' });
    expect(given(o, id, '2022-06-30').state).toBe('selfAssessed');
    refused(
      o,
      () => o.call('modelWard.assess', { registrationId: id, kind: 'inspection', onDay: '2022-07-01', marks: [] }),
      {
        code: 'REGISTRATION_ENDED',
      },
    );
    const again = registerOne(o, unitId, setId, { registeredOn: '2022-08-01' });
    refused(o, end(null), { code: 'REGISTRATION_EXISTS' });
    o.get('modelWard.removeRegistration', { id: again });
    expect(end(null)()).toMatchObject({ ok: true });
    expect(given(o, id)).toMatchObject({ endedOn: null, endReason: '' });
    const seenAtMs = given(o, id).changedAtMs;
    refused(o, () => o.call('modelWard.updateRegistration', { id, seenAtMs, patch: { registeredOn: '2022-07-01' } }), {
      code: 'DATES_OUT_OF_ORDER',
    });
    o.get('modelWard.updateRegistration', { id, seenAtMs, patch: { target: 'Đạt 22/22 tiêu chí' } });
    expect(given(o, id).target).toBe('Đạt 22/22 tiêu chí');
    refused(o, () => o.call('modelWard.updateRegistration', { id, seenAtMs, patch: {} }), {
      code: 'CHANGED_MEANWHILE',
    });
  });
});

describe('assessments', () => {
  test('self beside inspection: 21 of 22, one not met, and one not entered is not one not met', () => {
    const o = office('commander');
    const writer = o.as('coordinator');
    const setId = emptySet(writer);
    const id = registerOne(writer, addWard(o, 'Hoa Mai'), setId);
    o.get('modelWard.assess', {
      registrationId: id,
      kind: 'self',
      onDay: '2022-06-30',
      marks: marks(o, setId, { 22: 'notEntered' }),
    });
    o.get('modelWard.assess', {
      registrationId: id,
      kind: 'inspection',
      onDay: '2022-10-15',
      marks: marks(o, setId, { 7: 'notMet' }),
    });
    expect(given(o, id)).toMatchObject({
      state: 'notMet',
      self: { onDay: '2022-06-30', total: 22, met: 21, notMet: 0, notEntered: 1, outcome: 'incomplete' },
      inspection: { total: 22, met: 21, notMet: 1, notEntered: 0, outcome: 'notMet' },
      appraisal: null,
    });
    expect(given(o, id, '2022-06-30').state).toBe('selfAssessed');
  });

  test('a precondition fails the whole; recognition wants everything met, by an appraisal', () => {
    const o = office();
    const setId = emptySet(o);
    const id = registerOne(o, addWard(o, 'Hoa Mai'), setId);
    const [first] = criteriaOf(o, setId);
    o.get('modelWard.saveCriteria', { setId, rows: [{ ...(first as NonNullable<typeof first>), isRequired: 1 }] });
    const day = { registrationId: id, onDay: '2022-12-01' };
    const failed = o.get('modelWard.assess', {
      ...day,
      kind: 'inspection',
      marks: [{ criterionId: first?.id ?? '', mark: 'notMet' }],
    });
    expect(failed.result).toEqual({ total: 22, met: 0, notMet: 1, notEntered: 21, outcome: 'preconditionNotMet' });
    const appraise = (more: Partial<Input<'modelWard.assess'>>) => () =>
      o.call('modelWard.assess', { ...day, kind: 'appraisal', isRecognised: 1, marks: marks(o, setId), ...more });
    refused(o, appraise({ marks: marks(o, setId, { 2: 'notMet', 3: 'notEntered', 4: 'notEntered' }) }), {
      code: 'RECOGNITION_NOT_MET',
      details: { notMet: 1, notEntered: 2 },
    });
    refused(o, appraise({ kind: 'inspection' }), { code: 'INVALID_INPUT' });
    refused(o, appraise({ marks: [...marks(o, setId), ...marks(o, setId).slice(0, 1)] }), { code: 'INVALID_INPUT' });
    refused(o, appraise({ marks: [{ criterionId: id, mark: 'met' }] }), { code: 'NOT_FOUND' });
    expect(appraise({})()).toMatchObject({ ok: true });
    expect(given(o, id)).toMatchObject({ state: 'recognised', recognisedOn: '2022-12-01' });
    const appraisal = given(o, id).assessments.find(({ kind }) => kind === 'appraisal');
    const seen = { id: appraisal?.id ?? '', seenAtMs: appraisal?.changedAtMs ?? 0 };
    refused(o, () => o.call('modelWard.updateAssessment', { ...seen, patch: { marks: [] } }), {
      code: 'RECOGNITION_NOT_MET',
    });
    o.get('modelWard.updateAssessment', { ...seen, patch: { marks: [], isRecognised: 0 } });
    refused(o, () => o.call('modelWard.updateAssessment', { ...seen, patch: {} }), { code: 'CHANGED_MEANWHILE' });
    o.get('modelWard.removeAssessment', { id: seen.id });
    expect(given(o, id).assessments.map(({ kind }) => kind)).toEqual(['inspection']);
  });

  test('who may write, and nobody who does the work of one unit', () => {
    const o = office();
    const setId = emptySet(o);
    const unitId = addWard(o, 'Hoa Mai');
    const id = registerOne(o, unitId, setId);
    for (const role of roles) {
      const other = o.as(role);
      const mayWrite = role === 'admin' || role === 'coordinator';
      const set = { name: 'Bộ khác', validFrom: '2021-07-13' };
      expect(other.call('modelWard.createSet', { set }).ok).toBe(mayWrite);
      const year = 2030 + roles.indexOf(role);
      expect(other.call('modelWard.register', { unitIds: [unitId], setId, year, registeredOn: '2026-01-01' }).ok).toBe(
        mayWrite,
      );
      const self = { registrationId: id, kind: 'self' as const, onDay: '2022-06-30', marks: [] };
      expect(other.call('modelWard.assess', self).ok).toBe(mayWrite || role === 'commander');
      expect(other.call('modelWard.get', { id, on }).ok).toBe(true);
    }
    const below = actingFor(o, unitId);
    const self = { registrationId: id, kind: 'self' as const, onDay: '2022-06-30', marks: [] };
    expect(below('modelWard.assess', self)).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });
});

describe('through time', () => {
  test('an assessment of Phường Điện Biên of 2022 stays with it, and is found from what carried it on', () => {
    const o = office();
    const setId = emptySet(o);
    const old = addWard(o, 'Điện Biên', '2021-11-01', '2025-07-01');
    const other = addWard(o, 'Kim Mã', '2021-11-01', '2025-07-01');
    const heir = addWard(o, 'Ba Đình', '2025-07-01');
    const id = registerOne(o, old, setId);
    o.get('modelWard.assess', {
      registrationId: id,
      kind: 'appraisal',
      onDay: '2022-12-20',
      marks: marks(o, setId),
      isRecognised: 1,
    });
    registerOne(o, other, setId, { year: 2023, registeredOn: '2023-01-05' });
    const eventId = o.ctx.newId();
    const papers = { signedOn: null, announcedOn: null, basisDirectiveId: null, basisText: '', note: '' };
    write(o, [
      create('unitEvent', eventId, {
        ...papers,
        ...{ kind: 'merge', effectiveOn: '2025-07-01', correctsEventId: null, heirsUnknown: 0 },
      }),
      ...[old, other].map((fromUnitId) =>
        create('unitLineage', o.ctx.newId(), {
          ...{ eventId, fromUnitId, toUnitId: heir, part: 'whole', isMainHeir: 1, ratio: null },
        }),
      ),
    ]);
    expect(o.get('modelWard.ofUnit', { unitId: heir, on }).map((row) => [row.unitName, row.year, row.state])).toEqual([
      ['Công an phường Kim Mã', 2023, 'registered'],
      ['Công an phường Điện Biên', 2022, 'recognised'],
    ]);
    expect(o.get('modelWard.ofUnit', { unitId: heir, on: '2025-06-30' })).toEqual([]);
    expect(o.get('modelWard.ofUnit', { unitId: old, on }).map((row) => row.id)).toEqual([id]);
    expect(given(o, id)).toMatchObject({
      unitId: old,
      unitName: 'Công an phường Điện Biên',
      unitEndedOn: '2025-07-01',
      unit: { name: 'Công an phường Điện Biên', now: [{ id: heir, fullName: 'Công an phường Ba Đình' }] },
    });
    expect(given(o, id, '2025-06-30')).toMatchObject({ unitEndedOn: null, unit: { now: [] } });
  });

  test('the roadmap counts the wards that lived at the end of each year, and of these the recognised', () => {
    const o = office();
    const setId = emptySet(o);
    const units = ['A', 'B', 'C', 'D'].map((name, index) =>
      addWard(o, name, '2021-11-01', index === 3 ? '2024-07-01' : null),
    );
    addWard(o, 'E', '2024-07-01');
    addUnit(o, { name: 'Không phải phường' });
    for (const [index, day] of [
      [0, '2022-12-20'],
      [3, '2023-12-20'],
      [1, '2024-12-31'],
    ] as const) {
      const year = Number(day.slice(0, 4));
      const registrationId = registerOne(o, units[index] ?? '', setId, { year, registeredOn: `${year}-01-05` });
      o.get('modelWard.assess', {
        registrationId,
        kind: 'appraisal',
        onDay: day,
        marks: marks(o, setId),
        isRecognised: 1,
      });
    }
    const rows = o.get('modelWard.roadmap', { on: '2024-12-31' });
    expect(
      rows.map((row) => [row.year, row.units, row.registered, row.recognised, row.recognisedInAll, row.percent]),
    ).toEqual([
      [2022, 4, 1, 1, 1, 25],
      [2023, 4, 1, 1, 2, 50],
      [2024, 4, 1, 1, 2, 50],
    ]);
    expect(o.get('modelWard.roadmap', { on: '2024-12-30' }).at(-1)).toMatchObject({
      on: '2024-12-30',
      recognisedInAll: 1,
      percent: 25,
    });
    expect(o.get('modelWard.roadmap', { on: '2024-12-31', kinds: ['commune'] }).at(-1)).toMatchObject({
      units: 1,
      percent: 0,
    });
  });
});

test('the list is paged by key and narrowed by year, state, set and the names that units ever had', () => {
  const o = office();
  const setId = emptySet(o);
  const units = Array.from({ length: 23 }, (_, index) => addWard(o, `Số ${String(index).padStart(2, '0')}`));
  for (const year of [2023, 2024])
    o.get('modelWard.register', { unitIds: units.toReversed(), setId, year, registeredOn: `${year}-01-05` });
  const walked: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = o.get('modelWard.list', { on, limit: 10, ...(after === undefined ? {} : { after }) });
    expect(page.total).toBe(46);
    walked.push(...page.rows.map((row) => `${row.year} ${row.unitName}`));
    after = page.next;
  }
  const names = units.map((_, index) => `Công an phường Số ${String(index).padStart(2, '0')}`);
  expect(walked).toEqual([...names.map((name) => `2024 ${name}`), ...names.map((name) => `2023 ${name}`)]);
  const { rows } = o.get('modelWard.list', { on, year: 2024, text: 'so 07' });
  expect(rows.map((row) => row.unitName)).toEqual(['Công an phường Số 07']);
  o.get('modelWard.assess', { registrationId: rows[0]?.id ?? '', kind: 'self', onDay: '2024-06-30', marks: [] });
  expect(o.get('modelWard.list', { on, states: ['selfAssessed'] }).total).toBe(1);
  expect(o.get('modelWard.list', { on: '2024-06-29', states: ['selfAssessed'] }).total).toBe(0);
  expect(o.get('modelWard.list', { on, states: ['registered'], year: 2024 }).total).toBe(22);
  expect(o.get('modelWard.list', { on, setId: o.ctx.newId() }).total).toBe(0);
});

test('undo takes all of it back, step by step, and a document that a set rests on counts as used', () => {
  const o = office();
  const directiveId = addDirective(o);
  const units = ['A', 'B'].map((name) => addWard(o, name));
  const call = inSession(o);
  const before = contentOf(o.db);
  const set = { name: 'Bộ', validFrom: '2021-07-13', basisDirectiveId: directiveId };
  const { value } = call('modelWard.createSet', { set, emptyCount: 22 }) as { value: { id: string } };
  const registered = call('modelWard.register', {
    unitIds: units,
    setId: value.id,
    year: 2024,
    registeredOn: '2024-01-05',
  }) as {
    value: { ids: string[] };
  };
  expect(
    call('modelWard.assess', {
      registrationId: registered.value.ids[0],
      kind: 'self',
      onDay: '2024-06-30',
      marks: marks(o, value.id),
    }),
  ).toMatchObject({ ok: true });
  expect(o.call('directive.remove', { id: directiveId })).toMatchObject({ error: { code: 'DIRECTIVE_IN_USE' } });
  for (let step = 0; step < 3; step += 1) expect(call('activity.undo', {})).toMatchObject({ ok: true });
  expect(contentOf(o.db)).toEqual(before);
  for (let step = 0; step < 3; step += 1) expect(call('activity.redo', {})).toMatchObject({ ok: true });
  expect(o.get('modelWard.list', { on, states: ['selfAssessed'] }).total).toBe(1);
  expect(unsound(o)).toEqual([]);
});
