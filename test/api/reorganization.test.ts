import { describe, expect, test } from 'vitest';
import type { EventProblem } from '../../db/api/contract/reorganization.ts';
import {
  addUnit,
  type Country,
  country,
  type EventInput,
  edge,
  edgesOf,
  ends,
  eventOf,
  goesOn,
  made,
  merging,
  namesUnder,
} from '../helpers/events.ts';

const day = '2025-07-01';
const eve = '2025-06-30';
const record = ({ at }: Country, plan: EventInput): string => at.get('reorganization.record', plan).id;
const spans = ({ at }: Country, id: string) =>
  at
    .get('unit.get', { id, on: day })
    .versions.map(({ validFrom, validTo, fullName }) => [validFrom, validTo, fullName]);

describe('each kind of event', () => {
  test('thành lập: a new unit comes from nowhere', () => {
    const all = country();
    const id = record(all, eventOf('establish', { created: [made('x', 'Xã Mới', all.district)] }));
    expect(edgesOf(all.at, id)).toEqual(['∅ → Xã Mới whole']);
    expect(namesUnder(all.at, all.district, eve)).not.toContain('Xã Mới');
    expect(namesUnder(all.at, all.district, day)).toContain('Xã Mới');
  });

  test('giải thể: without an heir, or into units that stand; children move up', () => {
    const all = country();
    const id = record(all, eventOf('dissolve', { members: [ends(all.district)], children: 'moveUp' }));
    expect(edgesOf(all.at, id)).toEqual([
      'Huyện Đông → ∅ whole',
      ...['An', 'Bình', 'Chánh', 'Định'].map((name) => `Xã ${name} → Xã ${name} whole chính`),
    ]);
    expect(namesUnder(all.at, all.province, day)).toEqual(['Xã An', 'Xã Bình', 'Xã Chánh', 'Xã Định']);
    expect(namesUnder(all.at, all.district, eve)).toHaveLength(4);
    const parts = [edge(all.a, all.b, { part: 'part', isMainHeir: 1 }), edge(all.a, all.c, { part: 'part' })];
    const into = eventOf('dissolve', { effectiveOn: '2026-01-01', members: [ends(all.a)], edges: parts });
    expect(edgesOf(all.at, record(all, into))).toEqual([
      'Xã An → Xã Bình part chính',
      'Xã An → Xã Chánh part',
      'Xã Bình → Xã Bình whole chính',
      'Xã Chánh → Xã Chánh whole chính',
    ]);
  });

  test('nhập: the heir goes on, with a new name if it gets one', () => {
    const all = country();
    const members = [ends(all.a), goesOn(all.b, { name: 'Bình An', fullName: 'Xã Bình An' })];
    const id = record(all, eventOf('absorb', { members }));
    expect(edgesOf(all.at, id)).toEqual(['Xã An → Xã Bình An whole chính', 'Xã Bình → Xã Bình An whole chính']);
    expect(spans(all, all.a)).toEqual([['2020-01-01', day, 'Xã An']]);
    expect(spans(all, all.b)).toEqual([
      ['2020-01-01', day, 'Xã Bình'],
      [day, null, 'Xã Bình An'],
    ]);
  });

  test('hợp nhất: units end, one is made under a code of theirs, and both sides are told', () => {
    const all = country();
    const { at, a, b } = all;
    const preview = at.get('reorganization.preview', merging(all));
    expect(preview.problems).toEqual([]);
    expect(preview.before.map(({ fullName, mark, depth }) => [fullName, mark, depth])).toEqual([
      ['Tỉnh Bình Minh', 'same', 0],
      ['Huyện Đông', 'same', 1],
      ['Xã An', 'ends', 2],
      ['Xã Bình', 'ends', 2],
    ]);
    expect(preview.after.map(({ fullName, mark, otherChildren }) => [fullName, mark, otherChildren])).toEqual([
      ['Tỉnh Bình Minh', 'same', 0],
      ['Huyện Đông', 'same', 2],
      ['Xã An Bình', 'new', 0],
    ]);
    expect(preview.edges).toMatchObject([
      { from: a, to: 'x' },
      { from: b, to: 'x' },
    ]);
    const id = record(all, merging(all));
    expect(edgesOf(at, id)).toEqual(['Xã An → Xã An Bình whole chính', 'Xã Bình → Xã An Bình whole chính']);
    expect(at.get('reorganization.get', { id, on: day }).ended.map((unit) => unit.id)).toEqual([a, b]);
  });

  test('chia: the old unit ends in parts, and nobody is made its main heir by guess', () => {
    const all = country();
    const created = [made('x', 'Xã An Đông', all.district), made('y', 'Xã An Tây', all.district)];
    const id = record(all, eventOf('divide', { members: [ends(all.a)], created }));
    expect(edgesOf(all.at, id)).toEqual(['Xã An → Xã An Đông part', 'Xã An → Xã An Tây part']);
  });

  test('tách: the old unit goes on beside the new one', () => {
    const all = country();
    const created = [made('x', 'Xã An Tây', all.district)];
    const id = record(all, eventOf('separate', { members: [goesOn(all.a)], created }));
    expect(edgesOf(all.at, id)).toEqual(['Xã An → Xã An Tây part', 'Xã An → Xã An part chính']);
    expect(spans(all, all.a)).toEqual([['2020-01-01', null, 'Xã An']]);
  });

  test('điều chỉnh địa giới: a part changes hands, nobody changes', () => {
    const all = country();
    const edges = [edge(all.a, all.b, { part: 'partArea' })];
    const id = record(all, eventOf('boundary', { members: [goesOn(all.a), goesOn(all.b)], edges }));
    expect(edgesOf(all.at, id)).toEqual([
      'Xã An → Xã Bình partArea',
      'Xã An → Xã An part chính',
      'Xã Bình → Xã Bình whole chính',
    ]);
    expect(spans(all, all.a)).toHaveLength(1);
  });

  test('đổi tên, đổi loại hình, chuyển cấp quản lý: one line of history each', () => {
    const all = country();
    const { at, a, b, province } = all;
    const names = { name: 'An Phú', fullName: 'Xã An Phú' };
    expect(edgesOf(at, record(all, eventOf('rename', { members: [goesOn(a, names)] })))).toEqual([
      'Xã An → Xã An Phú whole chính',
    ]);
    const ward = { kind: 'ward' as const, fullName: 'Phường An Phú' };
    record(all, eventOf('changeKind', { effectiveOn: '2026-04-30', members: [goesOn(a, ward)] }));
    record(all, eventOf('moveParent', { members: [goesOn(b, { parentId: province })] }));
    expect(spans(all, a).map(([, , name]) => name)).toEqual(['Xã An', 'Xã An Phú', 'Phường An Phú']);
    expect(namesUnder(at, province, day)).toEqual(['Huyện Đông', 'Xã Bình']);
    expect(at.get('unit.get', { id: a, on: day }).versions[1]?.basisText).toBe('Nghị quyết 1660/NQ-UBTVQH15');
  });

  test('a split unit told clause by clause: several events of one day name it', () => {
    const all = country();
    const { at, a, b, c, district } = all;
    const first = eventOf('merge', {
      members: [ends(a), ends(b)],
      created: [made('x', 'Xã An Bình', district)],
      edges: [edge(a, 'x', { part: 'part' })],
    });
    const second = eventOf('merge', {
      members: [ends(a), ends(c)],
      created: [made('y', 'Xã An Chánh', district)],
      edges: [edge(a, 'y', { part: 'part', isMainHeir: 1, ratio: '0.4' })],
    });
    expect(edgesOf(at, record(all, first))).toEqual(['Xã An → Xã An Bình part', 'Xã Bình → Xã An Bình whole chính']);
    expect(edgesOf(at, record(all, second))).toEqual([
      'Xã An → Xã An Chánh part chính',
      'Xã Chánh → Xã An Chánh whole chính',
    ]);
    expect(namesUnder(at, district, day)).toEqual(['Xã An Bình', 'Xã An Chánh', 'Xã Định']);
  });

  test('later versions of a unit take a change over; of one that goes on nothing is lost', () => {
    const all = country();
    record(all, eventOf('rename', { effectiveOn: '2026-01-01', members: [goesOn(all.a, { shortName: 'AN' })] }));
    record(all, eventOf('moveParent', { members: [goesOn(all.a, { parentId: all.province })] }));
    const versions = all.at.get('unit.get', { id: all.a, on: day }).versions;
    expect(versions.map(({ parentName, shortName }) => [parentName, shortName])).toEqual([
      ['Huyện Đông', ''],
      ['Tỉnh Bình Minh', ''],
      ['Tỉnh Bình Minh', 'AN'],
    ]);
  });

  test('children follow the main heir when nothing else is said', () => {
    const all = country();
    const other = addUnit(all.at, 'Huyện Tây', all.province, { level: 'district', kind: 'ruralDistrict' });
    record(all, eventOf('absorb', { members: [ends(all.district), goesOn(other)] }));
    expect(namesUnder(all.at, other, day)).toHaveLength(4);
  });
});

test('what gives a part away and ends on the same day still says what became of the rest', () => {
  const all = country();
  const { a, b } = all;
  const edges = [edge(a, b, { part: 'partArea' })];
  record(all, eventOf('boundary', { members: [goesOn(a), goesOn(b)], edges }));
  const id = record(all, eventOf('dissolve', { members: [ends(a)] }));
  expect(edgesOf(all.at, id)).toEqual(['Xã An → ∅ part']);
});

test('what is planned for a child goes along too: its later versions leave the unit that ends', () => {
  const all = country();
  const { at, a, district, province } = all;
  record(all, eventOf('rename', { effectiveOn: '2026-01-01', members: [goesOn(a, { fullName: 'Xã An Phú' })] }));
  record(all, eventOf('dissolve', { members: [ends(district)], children: 'moveUp' }));
  expect(
    at.get('unit.get', { id: a, on: day }).versions.map(({ validFrom, parentId }) => [validFrom, parentId]),
  ).toEqual([
    ['2020-01-01', district],
    [day, province],
    ['2026-01-01', province],
  ]);
});

describe('what cannot be, told with the unit and without writing', () => {
  type Refusal = [EventProblem['code'], (all: Country) => EventInput, ((all: Country) => string | null)?];
  const newUnit = (all: Country, more = {}) => made('x', 'Xã Mới', all.district, more);
  const early = { effectiveOn: '2019-01-01', signedOn: null };
  const refusals: Refusal[] = [
    ['MEMBERS_MISSING', () => eventOf('establish')],
    ['MEMBERS_MISSING', (all) => eventOf('merge', { members: [ends(all.a)], created: [newUnit(all)] })],
    ['MEMBERS_MISSING', (all) => eventOf('dissolve', { members: [goesOn(all.a)] })],
    [
      'MEMBERS_TOO_MANY',
      (all) =>
        eventOf('absorb', {
          members: [ends(all.a), ends(all.b), goesOn(all.c), goesOn(all.d)],
          edges: [edge(all.a, all.c), edge(all.b, all.d)],
        }),
    ],
    [
      'MEMBERS_TOO_MANY',
      (all) =>
        eventOf('divide', {
          members: [ends(all.a), ends(all.b)],
          created: [newUnit(all), made('y', 'Xã Khác', all.district)],
        }),
      (all) => all.b,
    ],
    ['HEIRS_MISSING', (all) => eventOf('absorb', { members: [ends(all.a)] })],
    ['HEIRS_MISSING', (all) => eventOf('merge', { members: [ends(all.a), ends(all.b)] })],
    ['HEIRS_MISSING', (all) => eventOf('divide', { members: [ends(all.a)], created: [newUnit(all)] })],
    [
      'CREATED_NOT_ALLOWED',
      (all) => eventOf('absorb', { members: [ends(all.a), goesOn(all.b)], created: [newUnit(all)] }),
      () => 'x',
    ],
    [
      'CREATED_NOT_ALLOWED',
      (all) => ({ ...merging(all), created: [newUnit(all), made('y', 'Xã Khác', all.district)] }),
      () => 'y',
    ],
    [
      'MUST_END',
      (all) =>
        eventOf('divide', { members: [goesOn(all.a)], created: [newUnit(all), made('y', 'Xã Khác', all.district)] }),
      (all) => all.a,
    ],
    ['MUST_CONTINUE', (all) => eventOf('rename', { members: [ends(all.a)] }), (all) => all.a],
    ['NOTHING_CHANGES', (all) => eventOf('rename', { members: [goesOn(all.a, { isKey: 1 })] }), (all) => all.a],
    ['NATURES_MIXED', (all) => eventOf('absorb', { members: [ends(all.a), goesOn(all.at.unitId)] })],
    [
      'UNIT_TWICE',
      (all) => eventOf('absorb', { members: [ends(all.a), goesOn(all.a), goesOn(all.b)] }),
      (all) => all.a,
    ],
    ['EDGE_UNKNOWN', (all) => ({ ...merging(all), edges: [edge(all.c, 'x', { part: 'part' })] }), (all) => all.c],
    ['EDGE_UNKNOWN', (all) => ({ ...merging(all), edges: [edge(null, all.c)] }), (all) => all.c],
    ['EDGE_MISSING', (all) => eventOf('boundary', { members: [goesOn(all.a), goesOn(all.b)] })],
    [
      'EDGE_MISSING',
      (all) => eventOf('absorb', { members: [ends(all.a), goesOn(all.b), goesOn(all.c)] }),
      (all) => all.a,
    ],
    [
      'MAIN_HEIR_TWICE',
      (all) =>
        eventOf('dissolve', {
          members: [ends(all.a)],
          edges: [
            edge(all.a, all.b, { part: 'part', isMainHeir: 1 }),
            edge(all.a, all.c, { part: 'part', isMainHeir: 1 }),
          ],
        }),
      (all) => all.a,
    ],
    [
      'WHOLE_TWICE',
      (all) =>
        eventOf('dissolve', {
          members: [ends(all.a)],
          edges: [edge(all.a, all.b), edge(all.a, all.c, { part: 'part' })],
        }),
      (all) => all.a,
    ],
    [
      'WHOLE_MUST_END',
      (all) => eventOf('boundary', { members: [goesOn(all.a), goesOn(all.b)], edges: [edge(all.a, all.b)] }),
      (all) => all.a,
    ],
    [
      'RATIOS_DISAGREE',
      (all) =>
        eventOf('dissolve', {
          members: [ends(all.a)],
          edges: [
            edge(all.a, all.b, { part: 'part', ratio: '0.6' }),
            edge(all.a, all.c, { part: 'part', ratio: '0.5' }),
          ],
        }),
      (all) => all.a,
    ],
    [
      'RATIOS_DISAGREE',
      (all) =>
        eventOf('absorb', { members: [ends(all.a), goesOn(all.b)], edges: [edge(all.a, all.b, { ratio: '0.6' })] }),
      (all) => all.a,
    ],
    ['SIGNED_AFTER_EFFECT', (all) => merging(all, { signedOn: '2025-07-02' })],
    [
      'OFFICE_ENDS',
      (all) => eventOf('dissolve', { effectiveOn: '2025-07-01', members: [ends(all.at.unitId)] }),
      (all) => all.at.unitId,
    ],
    [
      'UNIT_NOT_ALIVE',
      (all) => eventOf('rename', { ...early, members: [goesOn(all.a, { fullName: 'Xã A' })] }),
      (all) => all.a,
    ],
    [
      'UNIT_NOT_ALIVE',
      () => eventOf('dissolve', { members: [ends('01900000-0000-7000-8000-ffffffffffff')] }),
      () => '01900000-0000-7000-8000-ffffffffffff',
    ],
    [
      'VERSION_ENDS_BEFORE_START',
      (all) =>
        eventOf('dissolve', { effectiveOn: '2020-01-01', signedOn: null, announcedOn: null, members: [ends(all.a)] }),
      (all) => all.a,
    ],
    ['CODE_TAKEN', (all) => ({ ...merging(all), created: [newUnit(all, { officialCode: '00003' })] }), () => 'x'],
    [
      'PARENT_OTHER_NATURE',
      (all) => eventOf('establish', { created: [made('x', 'Xã Mới', all.at.unitId)] }),
      () => 'x',
    ],
    ['PARENT_OF_LEVEL', (all) => eventOf('establish', { created: [made('x', 'Xã Mới', all.a)] }), () => 'x'],
    ['KIND_OF_LEVEL', (all) => eventOf('establish', { created: [newUnit(all, { kind: 'province' })] }), () => 'x'],
    [
      'PARENT_NOT_ALIVE',
      () => eventOf('establish', { created: [made('x', 'Xã Mới', '01900000-0000-7000-8000-ffffffffffff')] }),
      () => 'x',
    ],
    [
      'PARENT_CYCLE',
      (all) => eventOf('moveParent', { members: [goesOn(all.at.unitId, { parentId: all.at.unitId })] }),
      (all) => all.at.unitId,
    ],
    [
      'CHILD_OUTLIVES_PARENT',
      (all) => eventOf('dissolve', { members: [ends(all.district)], children: 'refuse' }),
      (all) => all.a,
    ],
    ['CHILD_OUTLIVES_PARENT', (all) => eventOf('dissolve', { members: [ends(all.district)] }), (all) => all.a],
  ];
  test.each(refusals)('%s', (code, planOf, unitOf = () => null) => {
    const all = country();
    const count = () => all.at.db.prepare('SELECT count(*) FROM op').pluck().get();
    const before = count();
    const plan = planOf(all);
    const { problems } = all.at.get('reorganization.preview', plan);
    expect(problems).toContainEqual(expect.objectContaining({ code, unitKey: unitOf(all) }));
    const refused = all.at.call('reorganization.record', plan);
    expect(refused).toMatchObject({ ok: false, error: { code: 'EVENT_REFUSED', details: { problems } } });
    expect(count()).toBe(before);
  });

  test('what is known of later days would hang in the air: versions, and what was given to it', () => {
    const all = country();
    record(all, eventOf('rename', { effectiveOn: '2026-01-01', members: [goesOn(all.a, { fullName: 'Xã A' })] }));
    record(all, eventOf('absorb', { effectiveOn: '2026-02-01', members: [ends(all.c), goesOn(all.b)] }));
    const { problems } = all.at.get('reorganization.preview', merging(all));
    expect(problems).toEqual([
      { code: 'HAS_LATER_VERSIONS', unitKey: all.a, detail: '2026-01-01' },
      { code: 'HAS_LATER_VERSIONS', unitKey: all.b, detail: '2026-02-01' },
    ]);
  });

  test('shares of all events of the day are told together', () => {
    const all = country();
    record(all, eventOf('absorb', { members: [ends(all.a), goesOn(all.b)] }));
    const again = eventOf('absorb', {
      members: [ends(all.a), goesOn(all.c)],
      edges: [edge(all.a, all.c, { part: 'part' })],
    });
    expect(all.at.get('reorganization.preview', again).problems).toMatchObject([
      { code: 'WHOLE_TWICE', unitKey: all.a },
    ]);
  });

  test('the office whose unit would end is told how it goes on instead', () => {
    const { at } = country();
    const other = addUnit(at, 'Công an tỉnh Hải Sơn', null, {
      nature: 'police',
      level: 'province',
      kind: 'province',
      validFrom: '2021-11-01',
    });
    const created = [
      made('x', 'Công an tỉnh Minh Sơn', null, { nature: 'police', level: 'province', kind: 'province' }),
    ];
    const merge = eventOf('merge', { members: [ends(at.unitId), ends(other)], created });
    expect(at.get('reorganization.preview', merge).problems).toEqual([
      { code: 'OFFICE_ENDS', unitKey: at.unitId, detail: 'absorb' },
    ]);
    const names = { name: 'Minh Sơn', fullName: 'Công an tỉnh Minh Sơn' };
    const { id } = at.get(
      'reorganization.record',
      eventOf('absorb', { members: [goesOn(at.unitId, names), ends(other)] }),
    );
    expect(edgesOf(at, id)).toEqual([
      'Công an tỉnh Hải Sơn → Công an tỉnh Minh Sơn whole chính',
      'Công an tỉnh Bình Minh → Công an tỉnh Minh Sơn whole chính',
    ]);
  });
});

describe('police units of the areas', () => {
  const withPolice = () => {
    const all = country();
    const { at, province } = all;
    at.get('unit.makePolice', {
      on: '2025-03-01',
      provinceIds: 'all',
      officeAreaId: province,
      basisText: 'QĐ 1',
      endGone: false,
    });
    return all;
  };

  test('do the same on the same day, under the names that are made of the areas', () => {
    const all = withPolice();
    const { at, unitId } = { at: all.at, unitId: all.at.unitId };
    expect(namesUnder(at, unitId, eve, 'police')).toContain('Công an xã An');
    const plan = merging(all, { withPolice: true });
    expect(at.get('reorganization.preview', plan)).toMatchObject({ problems: [], policeCount: 3 });
    const { policeEventId } = at.get('reorganization.record', plan);
    expect(edgesOf(at, policeEventId ?? '')).toEqual([
      'Công an xã An → Công an xã An Bình whole chính',
      'Công an xã Bình → Công an xã An Bình whole chính',
    ]);
    expect(namesUnder(at, unitId, day, 'police')).toEqual([
      'Công an xã An Bình',
      'Công an xã Chánh',
      'Công an xã Định',
    ]);
    const made = at.get('unit.search', { text: 'Công an xã An Bình', on: day, nature: 'police' }).rows[0];
    expect(at.get('unit.get', { id: made?.id ?? '', on: day }).counterparts).toMatchObject([
      { fullName: 'Xã An Bình' },
    ]);
  });

  test('areas without police have none, a name written by hand stays, another kind follows', () => {
    const all = withPolice();
    const { at, a, b, district } = all;
    const police = at.get('unit.search', { text: 'Công an xã Bình', on: day, nature: 'police' }).rows[0]?.id ?? '';
    at.get('unit.change', { unitId: police, from: '2025-04-01', patch: { fullName: 'Đồn Công an Bình' } });
    const ward = (id: string, name: string) => goesOn(id, { kind: 'ward', fullName: `Phường ${name}` });
    const change = eventOf('changeKind', { members: [ward(a, 'An'), ward(b, 'Bình')], withPolice: true });
    const { policeEventId } = at.get('reorganization.record', change);
    expect(edgesOf(at, policeEventId ?? '')).toEqual(['Công an xã An → Công an phường An whole chính']);
    const island = made('x', 'Đảo Xa', district, { hasPolice: 0 });
    const none = eventOf('establish', { effectiveOn: '2026-01-01', created: [island], withPolice: true });
    expect(at.get('reorganization.record', none).policeEventId).toBeNull();
  });

  test('the office goes on in a merger of provinces and takes the place of the new one', () => {
    const all = withPolice();
    const { at, province } = all;
    const other = addUnit(at, 'Tỉnh Hải Sơn', null, { level: 'province', kind: 'province' });
    const town = addUnit(at, 'Xã Hải', other);
    at.get('unit.makePolice', {
      on: '2025-03-01',
      provinceIds: [other],
      officeAreaId: null,
      basisText: '',
      endGone: false,
    });
    const plan = eventOf('merge', {
      members: [ends(province), ends(other)],
      created: [made('x', 'Tỉnh Minh Sơn', null, { level: 'province', kind: 'province' })],
      edges: [edge(province, 'x'), edge(other, 'x')],
      children: 'toMainHeir',
      withPolice: true,
    });
    expect(at.get('reorganization.preview', plan).problems).toEqual([]);
    const { policeEventId } = at.get('reorganization.record', plan);
    expect(edgesOf(at, policeEventId ?? '')).toEqual(
      expect.arrayContaining([
        'Công an tỉnh Hải Sơn → Công an tỉnh Minh Sơn whole chính',
        'Công an tỉnh Bình Minh → Công an tỉnh Minh Sơn whole chính',
        'Công an xã Hải → Công an xã Hải whole chính',
      ]),
    );
    const office = at.get('unit.get', { id: at.unitId, on: day });
    expect(office.versions.at(-1)?.fullName).toBe('Công an tỉnh Minh Sơn');
    expect(office.counterparts).toMatchObject([{ fullName: 'Tỉnh Minh Sơn' }]);
    expect(namesUnder(at, at.unitId, day, 'police')).toContain('Công an xã Hải');
    expect(at.get('unit.get', { id: town, on: day }).path.map(({ fullName }) => fullName)).toEqual(['Tỉnh Minh Sơn']);
  });
});
