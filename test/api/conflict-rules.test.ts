import { expect, test } from 'vitest';
import { create, remove, update } from '../../db/commit.ts';
import { digestOfAll } from '../../db/rebuild.ts';
import { exchange, type Office, provinceWith, unitIdOf } from '../helpers/stations.ts';

/* A conflict is settled under the rules of the record it is about, and what hangs on a value goes with it. */

const [P, A] = [unitIdOf(1), unitIdOf(2)];

const memo = (content: string, audience = 'office') => ({
  ...{ directiveId: null, clause: '', content, detail: '', product: '', kind: 'dated' as const, periodRuleId: null },
  ...{ periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-01-01', audience },
});
const openIn = (office: Office): string[] => office.get('conflict.list', {}).rows.flatMap(({ fields }) => fields);

/** A document both PCs know, with its days. */
const letter = (kindId: string) => ({
  ...{ direction: 'outgoing' as const, kindId, number: '1/KH', issuer: 'Công an xã 1', issuerUnitId: A },
  ...{ issuedOn: '2026-01-10', effectiveOn: '2026-02-01', expiresOn: '2026-06-01', objectGoneOn: null },
  ...{ objectGoneNote: '', subject: 'Kế hoạch', field: '', urgency: 'normal' as const, secrecy: 'normal' as const },
  ...{
    signer: '',
    signerPosition: '',
    drafter: '',
    recipients: [],
    audience: 'office',
    arrivedOn: null,
    arrivalNumber: '',
  },
  ...{ replyDueOn: null, pageCount: null, language: '', description: '' },
});

/** Both moved the day a document holds from, one that it holds to. */
function clashOfDays(): { one: Office; two: Office; id: string } {
  const { offices, join } = provinceWith(1);
  const one = offices[1] as Office;
  const two = join(A, 'Máy hai');
  const [id, kindId] = [one.station.newId(), one.station.newId()];
  const kind = { name: 'Kế hoạch thử', abbreviation: 'KHT', grouping: 'administrative' as const, orderNumber: 1 };
  one.station.write(create('documentKind', kindId, { ...kind, isActive: 1 }), create('directive', id, letter(kindId)));
  exchange(one, two);
  one.station.write(update('directive', id, { effectiveOn: '2026-05-01', expiresOn: '2026-05-20' }));
  two.station.write(update('directive', id, { effectiveOn: '2026-08-01', expiresOn: '2026-09-01' }));
  exchange(one, two);
  return { one, two, id };
}

/** Two PCs of a commune that hold the same tasks. */
function twoWithTasks(count: number): { one: Office; two: Office; ids: string[] } {
  const { offices, join } = provinceWith(1);
  const one = offices[1] as Office;
  const two = join(A, 'Máy hai');
  const ids = Array.from({ length: count }, () => one.station.newId());
  one.station.write(...ids.map((id) => create('task', id, memo('gốc'))));
  exchange(one, two);
  return { one, two, ids };
}

test('another value stands under the rules of the record, and so do values of two PCs put together', () => {
  const { one, two, id } = clashOfDays();
  const where = { entity: 'directive', entityId: id };
  const { fields } = one.get('conflict.get', where);
  const hash = (field: string, value: string): string =>
    fields.find((each) => each.field === field)?.values.find((each) => each.value.raw === value)?.hash ?? '';
  const settle = (...choices: { field: string; keep?: string; value?: unknown }[]) =>
    one.codeOf('conflict.settle', { ...where, choices });
  const [from, to] = ['effectiveOn', 'expiresOn'] as const;
  // Later than the day it ends on.
  expect(settle({ field: from, value: '2026-12-01' }, { field: to, keep: hash(to, '2026-09-01') })).toBe(
    'DATES_OUT_OF_ORDER',
  );
  // Each was right beside the other of its own PC.
  expect(settle({ field: from, keep: hash(from, '2026-08-01') }, { field: to, keep: hash(to, '2026-05-20') })).toBe(
    'DATES_OUT_OF_ORDER',
  );
  expect(openIn(one)).toEqual([from, to]);
  expect(settle({ field: from, keep: hash(from, '2026-05-01') }, { field: to, value: '2026-10-01' })).toBeUndefined();
  exchange(one, two);
  for (const { station } of [one, two])
    expect(station.db.prepare('SELECT effectiveOn, expiresOn FROM directive WHERE id = ?').get(id)).toEqual({
      effectiveOn: '2026-05-01',
      expiresOn: '2026-10-01',
    });
  expect([openIn(one), openIn(two)]).toEqual([[], []]);
});

test('where no operation writes a field alone, one of the values is kept', () => {
  const { offices, join } = provinceWith(1);
  const [one] = offices as [Office];
  const two = join(P, 'Máy hai');
  const id = A.replace('ffff', 'eeee');
  one.station.write(update('unitVersion', id, { validFrom: '2025-07-02' }));
  two.station.write(update('unitVersion', id, { validFrom: '2025-07-03' }));
  exchange(one, two);
  const where = { entity: 'unitVersion', entityId: id };
  const third = { ...where, choices: [{ field: 'validFrom', value: '2025-08-01' }] };
  expect(one.codeOf('conflict.settle', third)).toBe('CONFLICT_NO_OTHER');
});

test('what others hang on cannot be settled as removed', () => {
  const { one, two, ids } = twoWithTasks(1);
  const [id] = ids as [string];
  one.station.write(remove('task', id));
  const share = { role: 'lead' as const, leadId: null, assignedOn: '2026-01-01', originalDueOn: null, note: '' };
  two.station.write(
    update('task', id, { content: 'vẫn làm' }),
    create('assignment', two.station.newId(), { taskId: id, unitId: A, ...share }),
  );
  exchange(one, two);
  const where = { entity: 'task', entityId: id };
  const [removal] = one.get('conflict.get', where).fields;
  const hashOf = (word: string) => removal?.values.find(({ value }) => value.raw === word)?.hash as string;
  const choice = (word: string) => ({ ...where, choices: [{ field: '*removal', keep: hashOf(word) }] });
  expect(one.codeOf('conflict.settle', choice('removed'))).toBe('CONFLICT_IN_USE');
  expect(one.codeOf('conflict.settle', choice('kept'))).toBeUndefined();
});

test.each([
  ['Công an xã Một', '2026-03-01'],
  ['Công an xã Hai', '2026-04-01'],
])(
  'of two changes of a unit from two days “%s” is kept: its life has no hole, and only its event is told',
  (name, day) => {
    const { offices, join } = provinceWith(1);
    const [one] = offices as [Office];
    const two = join(P, 'Máy hai');
    const rename = (office: Office, from: string, fullName: string) =>
      office.get('unit.change', { unitId: A, from, patch: { fullName, name: fullName } });
    rename(one, '2026-03-01', 'Công an xã Một');
    rename(two, '2026-04-01', 'Công an xã Hai');
    exchange(one, two);
    const [overlap] = one.get('conflict.get', { entity: 'unit', entityId: A }).fields;
    expect(overlap?.values).toHaveLength(2);
    const keep = overlap?.values.find(({ fields }) => fields[0]?.value.raw === name)?.hash as string;
    one.get('conflict.settle', { entity: 'unit', entityId: A, choices: [{ field: '*overlap', keep }] });
    exchange(one, two);
    for (const office of [one, two]) {
      const { db } = office.station;
      expect(openIn(office)).toEqual([]);
      expect(
        db.prepare('SELECT fullName, validFrom, validTo FROM unitVersion WHERE unitId = ? ORDER BY validFrom').all(A),
      ).toEqual([
        { fullName: 'Công an xã 1', validFrom: '2025-07-01', validTo: day },
        { fullName: name, validFrom: day, validTo: null },
      ]);
      expect(db.prepare('SELECT effectiveOn FROM unitEvent').pluck().all()).toEqual([day]);
    }
    expect(digestOfAll(one.station.db)).toBe(digestOfAll(two.station.db));
    one.get('activity.undo', {});
    exchange(one, two);
    expect(openIn(two)).toContain('*overlap');
  },
);

test.each([
  ['approve', 'done', 'done'],
  ['return', 'sentBack', 'new'],
] as const)(
  'of two decisions on a result “%s” is kept: the work stands where that one led, its supports too',
  (word, lead, support) => {
    const { offices, join } = provinceWith(2);
    const [one, commune] = offices as [Office, Office];
    const two = join(P, 'Máy hai');
    const [taskId, leadId, supportId] = [one.station.newId(), one.station.newId(), one.station.newId()];
    const share = { taskId, assignedOn: '2026-01-01', originalDueOn: null, note: '' };
    one.station.write(
      create('task', taskId, memo('Rà soát', 'all')),
      create('assignment', leadId, { ...share, unitId: A, role: 'lead', leadId: null }),
      create('assignment', supportId, { ...share, unitId: unitIdOf(3), role: 'support', leadId }),
    );
    exchange(one, commune);
    const told = { periodKey: null, on: '2026-02-02', reportedOn: '2026-02-01', doneOn: '2026-02-01', percent: 100 };
    const { reportId } = commune.get('report.submit', {
      ...{ assignmentId: leadId, ...told, correctsId: null, content: 'Đã xong', difficulties: '', proposals: '' },
      ...{ figures: [], isNothing: 0 },
    });
    exchange(commune, one);
    exchange(one, two);
    one.get('report.review', { reportId, kind: 'approve', onDay: '2026-02-02', reason: '' }, 'commander');
    two.get('report.review', { reportId, kind: 'return', onDay: '2026-02-02', reason: 'thiếu số liệu' }, 'commander');
    exchange(one, two);
    const [rivals] = two.get('conflict.get', { entity: 'report', entityId: reportId }).fields;
    const keep = rivals?.values.find(({ fields }) => fields[0]?.value.raw === word)?.hash as string;
    two.get('conflict.settle', { entity: 'report', entityId: reportId, choices: [{ field: '*review', keep }] });
    exchange(one, two);
    exchange(two, commune);
    const stateOf = ({ station }: Office, id: string) =>
      station.db.prepare('SELECT processing FROM assignmentState WHERE assignmentId = ?').pluck().get(id);
    for (const office of [one, two, commune]) expect([openIn(office), stateOf(office, leadId)]).toEqual([[], lead]);
    for (const office of [one, two]) expect(stateOf(office, supportId)).toBe(support);
    expect(digestOfAll(one.station.db)).toBe(digestOfAll(two.station.db));
    two.get('activity.undo', {});
    exchange(one, two);
    expect([openIn(one), openIn(two)]).toEqual([['*review'], ['*review']]);
    expect(digestOfAll(one.station.db)).toBe(digestOfAll(two.station.db));
  },
);

test('one side is kept for many records in one deed; what is refused stays open, and one undo opens all again', () => {
  const { one, two, ids } = twoWithTasks(3);
  for (const id of ids) one.station.write(update('task', id, { content: 'máy một' }));
  for (const id of ids) two.station.write(update('task', id, { content: 'máy hai', product: 'báo cáo' }));
  exchange(one, two);
  const { total, rows } = one.get('conflict.several', {});
  expect([total, rows.map(({ entityId }) => entityId)]).toEqual([3, [...ids].sort()]);
  const records = rows.map(({ entity, entityId, fields }) => ({
    ...{ entity, entityId },
    choices: fields.map(({ field, values }) => ({
      field,
      keep: values.find(({ isThisPc }) => !isThisPc)?.hash as string,
      seen: values.map(({ hash }) => hash),
    })),
  }));
  const [first, ...others] = records as [(typeof records)[number], ...typeof records];
  const stale = { ...first, choices: first.choices.map((choice) => ({ ...choice, keep: 'f'.repeat(64) })) };
  expect(one.get('conflict.settleMany', { records: [stale, ...others] })).toMatchObject({
    done: 2,
    refused: [{ entityId: first.entityId, problem: { code: 'CONFLICT_GONE' } }],
  });
  exchange(one, two);
  for (const office of [one, two]) expect(office.get('conflict.list', {}).total).toBe(1);
  one.get('activity.undo', {});
  exchange(one, two);
  for (const office of [one, two]) expect(office.get('conflict.list', {}).total).toBe(3);
});

test('settled with another value and taken back, then with one of the two and taken back: only the two are offered', () => {
  const { one, two, ids } = twoWithTasks(1);
  const [id] = ids as [string];
  one.station.write(update('task', id, { content: 'máy một' }));
  two.station.write(update('task', id, { content: 'máy hai' }));
  exchange(one, two);
  const where = { entity: 'task', entityId: id };
  const valuesOf = (office: Office) => office.get('conflict.get', where).fields[0]?.values ?? [];
  one.get('conflict.settle', { ...where, choices: [{ field: 'content', value: 'khác' }] });
  one.get('activity.undo', {});
  const keep = valuesOf(one).find(({ isThisPc }) => !isThisPc)?.hash as string;
  one.get('conflict.settle', { ...where, choices: [{ field: 'content', keep }] });
  one.get('activity.undo', {});
  exchange(one, two);
  for (const office of [one, two])
    expect(
      valuesOf(office)
        .map(({ value }) => value.raw)
        .sort(),
    ).toEqual(['máy hai', 'máy một']);
});

test('the day between was settled for the other change first: the version before is cut, not dropped', () => {
  const { offices, join } = provinceWith(1);
  const [one] = offices as [Office];
  const two = join(P, 'Máy hai');
  for (const [office, from, name] of [
    [one, '2026-03-01', 'Công an xã Một'],
    [two, '2026-04-01', 'Công an xã Hai'],
  ] as const)
    office.get('unit.change', { unitId: A, from, patch: { fullName: name } });
  exchange(one, two);
  const before = { entity: 'unitVersion', entityId: A.replace('ffff', 'eeee') };
  const { fields } = one.get('conflict.get', before);
  const choices = fields.map(({ field, values }) => ({
    field,
    keep: (values.find(({ value }) => value.raw === '2026-04-01') ?? values[0])?.hash as string,
  }));
  one.get('conflict.settle', { ...before, choices });
  const [overlap] = one.get('conflict.get', { entity: 'unit', entityId: A }).fields;
  const keep = overlap?.values.find((value) => value.fields[0]?.value.raw === 'Công an xã Một')?.hash as string;
  one.get('conflict.settle', { entity: 'unit', entityId: A, choices: [{ field: '*overlap', keep }] });
  exchange(one, two);
  for (const { station } of [one, two])
    expect(
      station.db
        .prepare('SELECT fullName, validFrom, validTo FROM unitVersion WHERE unitId = ? ORDER BY validFrom')
        .all(A),
    ).toEqual([
      { fullName: 'Công an xã 1', validFrom: '2025-07-01', validTo: '2026-03-01' },
      { fullName: 'Công an xã Một', validFrom: '2026-03-01', validTo: null },
    ]);
  expect([openIn(one), openIn(two)]).toEqual([[], []]);
});
