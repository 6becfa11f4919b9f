import { expect, test } from 'vitest';
import { create, remove, update } from '../../db/commit.ts';
import { digestOfAll } from '../../db/rebuild.ts';
import { exchange, type Office, provinceWith, unitIdOf } from '../helpers/stations.ts';

const [P, A] = [unitIdOf(1), unitIdOf(2)];

const memo = (content: string, audience = 'office') => ({
  ...{ directiveId: null, clause: '', content, detail: '', product: '', kind: 'dated' as const, periodRuleId: null },
  ...{ periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-01-01', audience },
});

interface Scene {
  readonly province: Office;
  readonly one: Office;
  readonly two: Office;
  readonly id: string;
}

/** A commune with two PCs that share one task. */
function twoPcs(audience = 'office'): Scene {
  const { offices, join } = provinceWith(1);
  const [province, one] = offices as [Office, Office];
  const two = join(A, 'Máy hai');
  const id = one.station.newId();
  one.station.write(create('task', id, memo('gốc', audience)));
  exchange(one, two);
  return { province, one, two, id };
}

/** Both wrote the content apart, and have told each other. */
function clash(audience = 'office'): Scene {
  const scene = twoPcs(audience);
  scene.one.station.write(update('task', scene.id, { content: 'máy một' }));
  scene.two.station.write(update('task', scene.id, { content: 'máy hai', product: 'báo cáo' }));
  exchange(scene.one, scene.two);
  return scene;
}

const ask = (office: Office, id: string) => office.get('conflict.get', { entity: 'task', entityId: id });
const hashOf = (office: Office, id: string, value: unknown, field = 'content'): string => {
  const shown = ask(office, id).fields.find((one) => one.field === field);
  return shown?.values.find((one) => one.value.raw === value)?.hash ?? '';
};
const contentOf = ({ station }: Office, id: string) =>
  station.db.prepare('SELECT content FROM task WHERE id = ?').pluck().get(id);
const openIn = (office: Office): string[] => office.get('conflict.list', {}).rows.flatMap(({ fields }) => fields);

test('two PCs of one office wrote a field apart: the list counts the record once and shows both values with their base', () => {
  const { one, two, id } = clash();
  for (const office of [one, two]) {
    expect(office.get('conflict.list', {})).toMatchObject({
      total: 1,
      rows: [
        { entity: 'task', entityId: id, fields: ['content'], kinds: ['field'], isOwn: true, ownerName: 'Công an xã 1' },
      ],
    });
    const [field] = ask(office, id).fields;
    expect(field).toMatchObject({ field: 'content', kind: 'field', base: { raw: 'gốc' } });
    expect(field?.values.map(({ value }) => value.raw).sort()).toEqual(['máy hai', 'máy một']);
    expect(field?.values.filter(({ isShown }) => isShown).map(({ value }) => value.raw)).toEqual([
      contentOf(office, id),
    ]);
    expect(office.get('exchange.badge', {})).toMatchObject({ state: 'joined', conflicts: 1 });
  }
  expect(ask(one, id).fields[0]?.values.map(({ deviceName, isThisPc }) => [deviceName, isThisPc])).toEqual(
    expect.arrayContaining([
      ['Máy 1', true],
      ['Máy hai', false],
    ]),
  );
  expect(ask(one, id).title).toBe(contentOf(one, id));
});

test.each(['máy một', 'máy hai', 'giá trị thứ ba'])(
  'settled with “%s”, it is closed on both PCs, and the losers stay in the history',
  (wanted) => {
    const { one, two, id } = clash();
    const keep = hashOf(one, id, wanted);
    const choice = keep === '' ? { value: wanted } : { keep };
    one.get('conflict.settle', { entity: 'task', entityId: id, choices: [{ field: 'content', ...choice }] });
    expect(openIn(one)).toEqual([]);
    exchange(one, two);
    for (const office of [one, two]) {
      expect(contentOf(office, id)).toBe(wanted);
      expect(openIn(office)).toEqual([]);
      const history = office.get('history.ofRecord', { entity: 'task', id, on: '2026-05-04' });
      const written = history.rows.flatMap(({ changes }) => changes.map(({ to }) => to.raw));
      expect(written).toEqual(expect.arrayContaining(['gốc', 'máy một', 'máy hai']));
    }
    expect(digestOfAll(one.station.db)).toBe(digestOfAll(two.station.db));
  },
);

test('settled on both PCs at once in two ways, it is open once more between the two settlements, and then no more', () => {
  const { one, two, id } = clash();
  const settle = (office: Office, value: string) =>
    office.get('conflict.settle', {
      entity: 'task',
      entityId: id,
      choices: [{ field: 'content', keep: hashOf(office, id, value) }],
    });
  settle(one, 'máy một');
  settle(two, 'máy hai');
  exchange(one, two);
  expect(ask(one, id).fields[0]?.values).toHaveLength(2);
  settle(one, 'máy một');
  for (let round = 0; round < 3; round += 1) exchange(one, two);
  expect([openIn(one), openIn(two), contentOf(one, id), contentOf(two, id)]).toEqual([[], [], 'máy một', 'máy một']);
});

test('settled on both PCs at once in the same way, it is closed', () => {
  const { one, two, id } = clash();
  for (const office of [one, two])
    office.get('conflict.settle', {
      entity: 'task',
      entityId: id,
      choices: [{ field: 'content', keep: hashOf(office, id, 'máy hai') }],
    });
  exchange(one, two);
  expect([openIn(one), openIn(two)]).toEqual([[], []]);
});

test('a value that the one who settles had not seen stays open', () => {
  const { one, two, id } = clash();
  two.station.write(update('task', id, { content: 'máy hai nữa' }));
  one.get('conflict.settle', {
    entity: 'task',
    entityId: id,
    choices: [{ field: 'content', keep: hashOf(one, id, 'máy một') }],
  });
  exchange(one, two);
  expect(
    ask(one, id)
      .fields[0]?.values.map(({ value }) => value.raw)
      .sort(),
  ).toEqual(['máy hai nữa', 'máy một']);
});

test('what came between looking and settling is not settled with it', () => {
  const { offices, join } = provinceWith(1);
  const one = offices[1] as Office;
  const [two, three] = [join(A, 'Máy hai'), join(A, 'Máy ba')];
  const id = one.station.newId();
  one.station.write(create('task', id, memo('gốc')));
  for (const other of [two, three]) exchange(one, other);
  one.station.write(update('task', id, { content: 'máy một' }));
  two.station.write(update('task', id, { content: 'máy hai' }));
  three.station.write(update('task', id, { content: 'máy ba' }));
  exchange(one, two);
  const seen = ask(one, id).fields[0]?.values.map(({ hash }) => hash) ?? [];
  const asked = { entity: 'task', entityId: id, choices: [{ field: 'content', keep: seen[0] as string, seen }] };
  exchange(one, three);
  expect(one.codeOf('conflict.settle', asked)).toBe('CONFLICT_GONE');
  expect(ask(one, id).fields[0]?.values).toHaveLength(3);
});

test('only the office that owns the record settles, and nobody twice', () => {
  const { province, one, two, id } = clash(`up:${A}`);
  exchange(one, province);
  const choices = [{ field: 'content', keep: hashOf(one, id, 'máy một') }];
  expect(province.get('conflict.list', {})).toMatchObject({ total: 1, rows: [{ isOwn: false }] });
  expect(province.get('exchange.badge', {}).conflicts).toBe(0);
  expect(province.get('conflict.list', { isOwn: true }).total).toBe(0);
  expect(province.codeOf('conflict.settle', { entity: 'task', entityId: id, choices })).toBe('NOT_OWNER');
  expect(two.codeOf('conflict.settle', { entity: 'task', entityId: id, choices }, 'viewer')).toBe('FORBIDDEN');
  two.get('conflict.settle', { entity: 'task', entityId: id, choices });
  expect(two.codeOf('conflict.settle', { entity: 'task', entityId: id, choices })).toBe('CONFLICT_GONE');
  expect(P).not.toBe(A);
});

test.each([
  [{ field: 'content' }, 'INVALID_INPUT'],
  [{ field: 'content', value: '' }, 'INVALID_INPUT'],
  [{ field: 'content', value: 7 }, 'INVALID_INPUT'],
  [{ field: 'product', value: 'x' }, 'CONFLICT_GONE'],
  [{ field: 'content', keep: 'f'.repeat(64) }, 'CONFLICT_GONE'],
])('%j is no way to settle: %s', (choice, code) => {
  const { one, id } = clash();
  expect(one.codeOf('conflict.settle', { entity: 'task', entityId: id, choices: [choice] })).toBe(code);
  expect(openIn(one)).toEqual(['content']);
});

/** One removes, the other goes on with it. */
function removedAndEdited(): Scene {
  const scene = twoPcs();
  scene.one.station.write(remove('task', scene.id));
  scene.two.station.write(update('task', scene.id, { content: 'vẫn làm' }));
  exchange(scene.one, scene.two);
  return scene;
}

test('an edit that did not see the removal survives it, and is shown as open until somebody says what holds', () => {
  const { one, two, id } = removedAndEdited();
  for (const office of [one, two]) {
    expect(contentOf(office, id)).toBe('vẫn làm');
    expect(openIn(office)).toEqual(['*removal']);
  }
  // Going on with the record is no word on it.
  two.station.write(update('task', id, { product: 'báo cáo' }));
  exchange(one, two);
  expect(openIn(one)).toEqual(['*removal']);
  expect(ask(one, id).fields).toMatchObject([{ kind: 'removal', base: null }]);
});

test.each([
  ['kept', 'vẫn làm'],
  ['removed', undefined],
])('an edit against a removal settled as %s', (word, content) => {
  const { one, two, id } = removedAndEdited();
  two.get('conflict.settle', {
    entity: 'task',
    entityId: id,
    choices: [{ field: '*removal', keep: hashOf(two, id, word, '*removal') }],
  });
  for (let round = 0; round < 2; round += 1) exchange(one, two);
  for (const office of [one, two]) {
    expect(contentOf(office, id)).toBe(content);
    expect(openIn(office)).toEqual([]);
  }
});

test.each(['máy một', 'máy hai', 'giá trị thứ ba'])(
  'the settlement with “%s” taken back is open again on both PCs as it was; done again it is closed',
  (wanted) => {
    const { one, two, id } = clash();
    const before = ask(one, id).fields[0];
    const keep = hashOf(one, id, wanted);
    one.get('conflict.settle', {
      entity: 'task',
      entityId: id,
      choices: [{ field: 'content', ...(keep === '' ? { value: wanted } : { keep }) }],
    });
    one.get('activity.undo', {});
    exchange(one, two);
    for (const office of [one, two]) {
      expect(openIn(office)).toEqual(['content']);
      expect(contentOf(office, id)).toBe(before?.values.find(({ isShown }) => isShown)?.value.raw);
      const values = ask(office, id).fields[0]?.values ?? [];
      expect(values.map(({ value, deviceName }) => [value.raw, deviceName]).sort()).toEqual([
        ['máy hai', 'Máy hai'],
        ['máy một', 'Máy 1'],
      ]);
    }
    expect(digestOfAll(one.station.db)).toBe(digestOfAll(two.station.db));
    one.get('activity.redo', {});
    exchange(one, two);
    for (const office of [one, two]) expect([openIn(office), contentOf(office, id)]).toEqual([[], wanted]);
  },
);

test.each(['kept', 'removed'])('the word that a record is %s can be taken back: it is open again', (word) => {
  const { one, two, id } = removedAndEdited();
  two.get('conflict.settle', {
    entity: 'task',
    entityId: id,
    choices: [{ field: '*removal', keep: hashOf(two, id, word, '*removal') }],
  });
  two.get('activity.undo', {});
  exchange(one, two);
  for (const office of [one, two]) expect([openIn(office), contentOf(office, id)]).toEqual([['*removal'], 'vẫn làm']);
});

const version = (unitId: string, validFrom: string, validTo: string | null, name: string) => ({
  ...{ unitId, validFrom, validTo, kind: 'commune' as const, name, fullName: name, shortName: name, symbol: 'CA' },
  ...{ officialCode: null, parentId: P, isKey: 0 as const, hasPolice: 1 as const, orderNumber: null },
  ...{ basisDirectiveId: null, basisText: '' },
});

test('edits of different fields of a unit join only after a person has looked at them', () => {
  const { offices, join } = provinceWith(1);
  const [one] = offices as [Office];
  const two = join(P, 'Máy hai');
  const id = A.replace('ffff', 'eeee');
  one.station.write(update('unitVersion', id, { symbol: 'CAX' }));
  two.station.write(update('unitVersion', id, { basisText: 'Nghị quyết 01' }));
  exchange(one, two);
  expect(one.get('conflict.list', {}).rows).toMatchObject([{ entity: 'unitVersion', fields: ['basisText', 'symbol'] }]);
  const shown = one.get('conflict.get', { entity: 'unitVersion', entityId: id });
  expect(shown.title).toBe('Công an xã 1');
  expect(shown.fields.map(({ values }) => values.map(({ value }) => value.raw).sort())).toEqual([
    ['', 'Nghị quyết 01'],
    ['CA', 'CAX'],
  ]);
  const choices = shown.fields.map(({ field, values }) => ({
    field,
    keep: values.find(({ isShown }) => isShown)?.hash as string,
  }));
  one.get('conflict.settle', { entity: 'unitVersion', entityId: id, choices });
  exchange(one, two);
  expect([openIn(one), openIn(two)]).toEqual([[], []]);
  expect(two.station.db.prepare('SELECT symbol, basisText FROM unitVersion WHERE id = ?').get(id)).toEqual({
    symbol: 'CAX',
    basisText: 'Nghị quyết 01',
  });
});

test('two PCs let a unit live on in two ways: its versions stand side by side until one is kept', () => {
  const { offices, join } = provinceWith(1);
  const [one] = offices as [Office];
  const two = join(P, 'Máy hai');
  for (const [office, name] of [
    [one, 'Công an xã Một'],
    [two, 'Công an xã Hai'],
  ] as const)
    office.station.write(
      update('unitVersion', A.replace('ffff', 'eeee'), { validTo: '2026-03-01' }),
      create('unitVersion', office.station.newId(), version(A, '2026-03-01', null, name)),
    );
  exchange(one, two);
  expect(digestOfAll(one.station.db)).toBe(digestOfAll(two.station.db));
  expect(two.get('conflict.list', {}).rows).toMatchObject([
    { entity: 'unit', entityId: A, kinds: ['overlap'], isOwn: true },
  ]);
  const [overlap] = two.get('conflict.get', { entity: 'unit', entityId: A }).fields;
  expect(overlap?.values.map(({ fields }) => fields[0]?.value.raw).sort()).toEqual([
    'Công an xã Hai',
    'Công an xã Một',
  ]);
  const kept = overlap?.values.find(({ fields }) => fields[0]?.value.raw === 'Công an xã Hai')?.hash as string;
  two.get('conflict.settle', { entity: 'unit', entityId: A, choices: [{ field: '*overlap', keep: kept }] });
  exchange(one, two);
  for (const office of [one, two]) {
    expect(openIn(office)).toEqual([]);
    expect(
      office.station.db.prepare('SELECT fullName FROM unitVersion WHERE unitId = ? ORDER BY validFrom').pluck().all(A),
    ).toEqual(['Công an xã 1', 'Công an xã Hai']);
  }
  two.get('activity.undo', {});
  expect(openIn(two)).toEqual(['*overlap']);
});

test('two decisions on one report that did not know of each other are shown; the same one twice is not', () => {
  const { offices, join } = provinceWith(1);
  const [one, commune] = offices as [Office, Office];
  const two = join(P, 'Máy hai');
  const [taskId, assignmentId] = [one.station.newId(), one.station.newId()];
  one.station.write(
    create('task', taskId, memo('Rà soát', `down:${A}`)),
    create('assignment', assignmentId, {
      taskId,
      unitId: A,
      role: 'lead',
      leadId: null,
      assignedOn: '2026-01-01',
      originalDueOn: null,
      note: '',
    }),
  );
  exchange(one, commune);
  const reportIds = [commune.station.newId(), commune.station.newId()];
  const report = {
    ...{ assignmentId, unitId: A, periodKey: null, correctsId: null, reportedOn: '2026-02-01', doneOn: null },
    ...{ percent: 50, content: 'đã làm', difficulties: '', proposals: '', figures: [], isNothing: 0 as const },
  };
  commune.station.write(...reportIds.map((id, index) => create('report', id, { ...report, version: index + 1 })));
  exchange(commune, one);
  exchange(one, two);
  const review = (office: Office, reportId: string, kind: 'approve' | 'return', reason: string) =>
    office.station.write(
      create('reportReview', office.station.newId(), { reportId, unitId: A, kind, onDay: '2026-02-02', reason }),
    );
  review(one, reportIds[0] as string, 'approve', '');
  review(two, reportIds[0] as string, 'return', 'thiếu số liệu');
  review(one, reportIds[1] as string, 'approve', '');
  review(two, reportIds[1] as string, 'approve', '');
  exchange(one, two);
  exchange(one, commune);
  expect(one.get('conflict.list', {}).rows).toMatchObject([
    {
      entity: 'report',
      entityId: reportIds[0],
      kinds: ['review'],
      isOwn: true,
      title: expect.stringContaining('Rà soát'),
    },
  ]);
  expect(commune.get('conflict.list', {}).rows).toMatchObject([{ entityId: reportIds[0], isOwn: false }]);
  const asked = { entity: 'report', entityId: reportIds[0] as string };
  const [rivals] = one.get('conflict.get', asked).fields;
  const kept = rivals?.values.find(({ fields }) => fields[0]?.value.raw === 'return')?.hash as string;
  one.get('conflict.settle', { ...asked, choices: [{ field: '*review', keep: kept }] });
  exchange(one, two);
  exchange(one, commune);
  for (const office of [one, two, commune]) {
    expect(openIn(office)).toEqual([]);
    expect(
      office.station.db.prepare('SELECT status FROM reportState WHERE reportId = ?').pluck().get(reportIds[0]),
    ).toBe('returned');
  }
});
