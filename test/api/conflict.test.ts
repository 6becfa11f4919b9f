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
  const { one, two, id } = clash();
  const [field] = ask(one, id).fields;
  const seen = field?.values.map(({ hash }) => hash) ?? [];
  const choices = [{ field: 'content', keep: seen[0] as string, seen }];
  two.station.write(update('task', id, { content: 'mới' }));
  exchange(two, one);
  expect(one.codeOf('conflict.settle', { entity: 'task', entityId: id, choices })).toBe('CONFLICT_GONE');
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
