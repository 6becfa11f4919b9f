import { beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { compareDigests, rebuild } from '../../db/rebuild.ts';
import { office, type TestOffice } from '../helpers/office.ts';

type Facts = Input<'unit.create'>['facts'];
const facts = (over: Partial<Facts> = {}): Facts => ({
  kind: 'commune',
  name: 'Sơn Đông',
  fullName: 'Xã Sơn Đông',
  shortName: '',
  symbol: '',
  officialCode: null,
  parentId: null,
  isKey: 0,
  hasPolice: 1,
  orderNumber: null,
  basisDirectiveId: null,
  basisText: '',
  ...over,
});

let o: TestOffice;
/** Tỉnh Bình Minh with huyện Yên Sơn and two communes under it, from 2021. */
let provinceId: string;
let districtId: string;
let communeId: string;
let otherId: string;
const start = '2021-11-01';
const area = (level: 'province' | 'district' | 'commune', over: Partial<Facts>, validFrom = start): string =>
  o.get('unit.create', { nature: 'area', level, validFrom, facts: facts(over) }).id;
const countOps = () => o.db.prepare('SELECT count(*) FROM op').pluck().get();
const names = (parentId: string | null, on: string, includeEnded = false) =>
  o.get('unit.children', { parentId, nature: 'area', on, includeEnded }).map((node) => node.fullName);
const spans = (id: string) =>
  o
    .get('unit.get', { id, on: start })
    .versions.map((version) => [version.validFrom, version.validTo, version.fullName]);

beforeEach(() => {
  o = office();
  provinceId = area('province', {
    kind: 'province',
    name: 'Bình Minh',
    fullName: 'Tỉnh Bình Minh',
    officialCode: '99',
  });
  districtId = area('district', {
    kind: 'ruralDistrict',
    name: 'Yên Sơn',
    fullName: 'Huyện Yên Sơn',
    parentId: provinceId,
  });
  communeId = area('commune', { parentId: districtId, officialCode: '99001' });
  otherId = area('commune', { name: 'Hòa Lạc', fullName: 'Xã Hòa Lạc', parentId: districtId });
});

describe('changes over time', () => {
  test('a rename from a day: each day has its own name, and the old one leads to the unit', () => {
    o.get('unit.change', {
      unitId: communeId,
      from: '2024-03-01',
      patch: { kind: 'ward', name: 'Đông Sơn', fullName: 'Phường Đông Sơn' },
    });
    expect(names(districtId, '2024-02-29')).toEqual(['Xã Hòa Lạc', 'Xã Sơn Đông']);
    expect(names(districtId, '2024-03-01')).toEqual(['Phường Đông Sơn', 'Xã Hòa Lạc']);
    expect(spans(communeId)).toEqual([
      ['2021-11-01', '2024-03-01', 'Xã Sơn Đông'],
      ['2024-03-01', null, 'Phường Đông Sơn'],
    ]);
    expect(o.get('unit.search', { text: 'SON DONG', on: '2026-01-01' }).rows).toMatchObject([
      { id: communeId, fullName: 'Phường Đông Sơn', formerName: 'Xã Sơn Đông' },
    ]);
  });

  test('a change before known ones lasts until the version that says otherwise anyway', () => {
    o.get('unit.change', { unitId: communeId, from: '2025-01-01', patch: { isKey: 1 } });
    o.get('unit.change', { unitId: communeId, from: '2026-01-01', patch: { name: 'Sơn Nam', fullName: 'Xã Sơn Nam' } });
    o.get('unit.change', { unitId: communeId, from: '2023-01-01', patch: { name: 'Sơn Tây', fullName: 'Xã Sơn Tây' } });
    expect(spans(communeId)).toEqual([
      ['2021-11-01', '2023-01-01', 'Xã Sơn Đông'],
      ['2023-01-01', '2025-01-01', 'Xã Sơn Tây'],
      ['2025-01-01', '2026-01-01', 'Xã Sơn Tây'],
      ['2026-01-01', null, 'Xã Sơn Nam'],
    ]);
  });

  test('a change that changes nothing makes no version; the basis of one version is not that of the next', () => {
    const before = countOps();
    o.get('unit.change', { unitId: communeId, from: '2024-03-01', patch: { name: 'Sơn Đông', basisText: 'QĐ 1' } });
    expect(countOps()).toBe(before);
    o.get('unit.change', { unitId: communeId, from: '2024-03-01', patch: { isKey: 1, basisText: 'QĐ 1' } });
    o.get('unit.change', { unitId: communeId, from: '2025-03-01', patch: { isKey: 0 } });
    expect(o.get('unit.get', { id: communeId, on: start }).versions.map((version) => version.basisText)).toEqual([
      '',
      'QĐ 1',
      '',
    ]);
  });

  test('a correction mends one version, and a moved day moves its neighbour', () => {
    const { versionId } = o.get('unit.change', {
      unitId: communeId,
      from: '2024-03-01',
      patch: { name: 'Đông Sơn', fullName: 'Xã Đông Sơn' },
    });
    o.get('unit.correct', {
      versionId,
      patch: { name: 'Đông Sơn 1', fullName: 'Xã Đông Sơn 1', validFrom: '2024-04-01' },
    });
    expect(spans(communeId)).toEqual([
      ['2021-11-01', '2024-04-01', 'Xã Sơn Đông'],
      ['2024-04-01', null, 'Xã Đông Sơn 1'],
    ]);
  });

  test('a change taken back gives its days to its neighbour', () => {
    const { versionId } = o.get('unit.change', { unitId: communeId, from: '2024-03-01', patch: { isKey: 1 } });
    o.get('unit.removeVersion', { versionId });
    expect(spans(communeId)).toEqual([['2021-11-01', null, 'Xã Sơn Đông']]);
    const [first] = o.get('unit.get', { id: communeId, on: start }).versions;
    o.get('unit.change', { unitId: communeId, from: '2024-03-01', patch: { name: 'A', fullName: 'Xã A' } });
    o.get('unit.removeVersion', { versionId: first?.id ?? '' });
    expect(spans(communeId)).toEqual([['2021-11-01', null, 'Xã A']]);
  });

  test('an ended unit is where it was until its day, is found after it, and can be opened again', () => {
    expect(o.get('unit.end', { unitId: communeId, on: '2025-07-01', basisText: 'NQ 1' })).toEqual({
      ended: 1,
      moved: 0,
    });
    expect(names(districtId, '2025-06-30')).toEqual(['Xã Hòa Lạc', 'Xã Sơn Đông']);
    expect(names(districtId, '2025-07-01')).toEqual(['Xã Hòa Lạc']);
    expect(names(districtId, '2025-07-01', true)).toEqual(['Xã Hòa Lạc', 'Xã Sơn Đông']);
    expect(o.get('unit.search', { text: 'son dong', on: '2025-07-01' }).rows).toMatchObject([
      { endedOn: '2025-07-01', parentName: 'Huyện Yên Sơn' },
    ]);
    expect(o.get('unit.search', { text: 'son dong', on: '2025-07-01', includeEnded: false }).total).toBe(0);
    expect(o.get('unit.get', { id: communeId, on: '2026-01-01' })).toMatchObject({
      versionId: null,
      validTo: '2025-07-01',
      path: [{ fullName: 'Tỉnh Bình Minh' }, { fullName: 'Huyện Yên Sơn' }],
    });
    o.get('unit.reopen', { unitId: communeId });
    expect(names(districtId, '2025-07-01')).toEqual(['Xã Hòa Lạc', 'Xã Sơn Đông']);
  });

  test('ending a unit ends those below, or puts them under its parent, from that day on', () => {
    expect(o.get('unit.end', { unitId: districtId, on: '2025-03-01', children: 'moveUp' })).toEqual({
      ended: 1,
      moved: 2,
    });
    expect(names(provinceId, '2025-03-01')).toEqual(['Xã Hòa Lạc', 'Xã Sơn Đông']);
    expect(names(districtId, '2025-02-28')).toEqual(['Xã Hòa Lạc', 'Xã Sơn Đông']);
    expect(o.get('unit.end', { unitId: provinceId, on: '2025-07-01', children: 'end' })).toEqual({
      ended: 3,
      moved: 0,
    });
    expect(names(null, '2025-07-01')).toEqual([]);
    expect(names(null, '2025-06-30')).toEqual(['Tỉnh Bình Minh']);
  });

  test('the tables follow from the log after all of it', () => {
    o.get('unit.change', { unitId: communeId, from: '2024-03-01', patch: { isKey: 1 } });
    o.get('unit.end', { unitId: districtId, on: '2025-03-01', children: 'moveUp' });
    const copy = rebuild(o.db, `${o.ctx.scratch}/copy.db`, () => {});
    expect(compareDigests(o.db, copy).filter((table) => !table.same)).toEqual([]);
    copy.close();
  });
});

describe('what the rules of units over time refuse, writing nothing', () => {
  const version = (id: string) => o.get('unit.get', { id, on: start }).versions[0]?.id ?? '';
  const change = (patch: Partial<Facts>, unitId = communeId, from = '2024-03-01') =>
    o.call('unit.change', { unitId, from, patch });
  const unknown = '01900000-0000-7000-8000-ffffffffffff';
  const refusals: [string, () => ReturnType<TestOffice['call']>, object][] = [
    [
      'an end on the first day',
      () =>
        o.call('unit.create', {
          nature: 'area',
          level: 'province',
          validFrom: start,
          validTo: start,
          facts: facts({ kind: 'province' }),
        }),
      { code: 'VERSION_ENDS_BEFORE_START', details: { validFrom: start, validTo: start } },
    ],
    [
      'an end before the start',
      () => o.call('unit.correct', { versionId: version(communeId), patch: { validTo: '2020-01-01' } }),
      { code: 'VERSION_ENDS_BEFORE_START', details: { validFrom: start, validTo: '2020-01-01' } },
    ],
    [
      'a parent that begins later',
      () =>
        o.call('unit.create', {
          nature: 'area',
          level: 'commune',
          validFrom: '2020-01-01',
          facts: facts({ parentId: districtId }),
        }),
      { code: 'PARENT_NOT_ALIVE', details: { parentName: 'Huyện Yên Sơn', validFrom: '2020-01-01' } },
    ],
    [
      'a district under a commune',
      () => change({ parentId: communeId }, districtId),
      { code: 'PARENT_OF_LEVEL', details: { parentName: 'Xã Sơn Đông' } },
    ],
    [
      'a parent of another tree',
      () => change({ parentId: o.unitId }),
      { code: 'PARENT_OTHER_NATURE', details: { parentName: 'Công an tỉnh Bình Minh' } },
    ],
    [
      'an unknown parent',
      () => change({ parentId: unknown }),
      { code: 'NOT_FOUND', details: { entity: 'unit', id: unknown } },
    ],
    [
      'a code in use at the time',
      () => change({ officialCode: '99001' }, otherId),
      { code: 'OFFICIAL_CODE_TAKEN', details: { officialCode: '99001', name: 'Xã Sơn Đông' } },
    ],
    [
      'a kind of another level',
      () => change({ kind: 'urbanDistrict' }),
      { code: 'INVALID_INPUT', details: { issues: [{ path: 'kind', code: 'kind_of_level' }] } },
    ],
    [
      'an end with units below',
      () => o.call('unit.end', { unitId: districtId, on: '2025-03-01' }),
      { code: 'CHILD_OUTLIVES_PARENT', details: { count: 2, endsOn: '2025-03-01' } },
    ],
    [
      'an end before the life',
      () => o.call('unit.end', { unitId: communeId, on: '2020-01-01' }),
      { code: 'UNIT_NOT_ALIVE', details: { name: 'Xã Sơn Đông', on: '2020-01-01' } },
    ],
    [
      'an end on the first day of the life',
      () => o.call('unit.end', { unitId: communeId, on: start }),
      { code: 'UNIT_NOT_ALIVE', details: { on: start } },
    ],
    [
      'an end of the office itself',
      () => o.call('unit.end', { unitId: o.unitId, on: '2025-03-01' }),
      { code: 'IMMUTABLE' },
    ],
    ['a change before the life', () => change({ isKey: 1 }, communeId, '2020-01-01'), { code: 'UNIT_NOT_ALIVE' }],
    [
      'taking back the only version',
      () => o.call('unit.removeVersion', { versionId: version(communeId) }),
      { code: 'ONLY_VERSION' },
    ],
    [
      'opening what has not ended',
      () => o.call('unit.reopen', { unitId: communeId }),
      { code: 'UNIT_NOT_ENDED', details: { name: 'Xã Sơn Đông' } },
    ],
    ['an unknown unit', () => o.call('unit.get', { id: unknown, on: start }), { code: 'NOT_FOUND' }],
    [
      'a name of 5,000 characters',
      () => change({ name: 'A'.repeat(5000) }),
      { code: 'INVALID_INPUT', details: { issues: [{ path: 'patch.name', code: 'too_big', limit: 200 }] } },
    ],
    ['31/02', () => change({ isKey: 1 }, communeId, '2026-02-31'), { code: 'INVALID_INPUT' }],
    [
      'a name that turns the writing round',
      () => change({ name: 'A\u202eB' }),
      { code: 'INVALID_INPUT', details: { issues: [{ path: 'patch.name', code: 'unsafe_text' }] } },
    ],
  ];
  test.each(refusals)('%s', (_name, call, error) => {
    const before = countOps();
    expect(call()).toMatchObject({ ok: false, error });
    expect(countOps()).toBe(before);
    expect(o.logged).toEqual([]);
  });

  test('versions that would overlap', () => {
    const { versionId } = o.get('unit.change', { unitId: communeId, from: '2024-03-01', patch: { isKey: 1 } });
    const before = countOps();
    const overlap = (patch: Input<'unit.correct'>['patch'], id = versionId) =>
      o.call('unit.correct', { versionId: id, patch });
    expect(overlap({ validFrom: '2021-10-01' })).toMatchObject({
      ok: false,
      error: { code: 'VERSIONS_OVERLAP', details: { validFrom: '2021-10-01', otherFrom: start } },
    });
    expect(overlap({ validTo: null }, version(communeId))).toMatchObject({
      ok: false,
      error: { code: 'VERSIONS_OVERLAP' },
    });
    expect(countOps()).toBe(before);
  });

  test('a parent that ends before its child, opened or moved', () => {
    o.get('unit.end', { unitId: communeId, on: '2025-01-01' });
    o.get('unit.end', { unitId: districtId, on: '2025-03-01', children: 'end' });
    expect(o.call('unit.reopen', { unitId: communeId })).toMatchObject({
      ok: false,
      error: { code: 'PARENT_NOT_ALIVE', details: { validFrom: '2025-03-01' } },
    });
    expect(
      o.call('unit.change', { unitId: provinceId, from: '2026-01-01', patch: { parentId: provinceId } }),
    ).toMatchObject({ ok: false, error: { code: 'PARENT_CYCLE' } });
  });

  test('a unit above itself, at any distance', () => {
    const police = (name: string, parentId: string | null) =>
      o.get('unit.create', {
        nature: 'police',
        level: 'team',
        validFrom: start,
        facts: facts({ kind: 'team', name, fullName: name, parentId }),
      }).id;
    const top = police('Tổ 1', null);
    const middle = police('Tổ 2', top);
    const low = police('Tổ 3', middle);
    expect(o.call('unit.change', { unitId: top, from: '2024-01-01', patch: { parentId: low } })).toMatchObject({
      ok: false,
      error: { code: 'PARENT_CYCLE' },
    });
  });

  test('an end while work is open', () => {
    const unitId = o.get('unit.create', {
      nature: 'police',
      level: 'commune',
      validFrom: start,
      facts: facts({ fullName: 'Công an xã Sơn Đông' }),
    }).id;
    const task = {
      content: 'Kiện toàn chức danh',
      kind: 'dated',
      assignedBy: 'Giám đốc',
      assignedOn: '2024-01-02',
    } as const;
    o.get('task.create', { task, dueOn: '2024-02-01', leads: [{ unitId }] });
    const before = countOps();
    expect(o.call('unit.end', { unitId, on: '2025-03-01' })).toEqual({
      ok: false,
      error: { code: 'UNIT_HAS_OPEN_WORK', details: { count: 1 } },
    });
    expect(o.get('unit.get', { id: unitId, on: '2024-01-02' }).openWorkCount).toBe(1);
    expect(countOps()).toBe(before);
  });

  test('other roles than Quản trị and Cán bộ tổ chức write nothing and read all', () => {
    for (const role of ['clerk', 'coordinator', 'commander', 'viewer'] as const) {
      const other = o.as(role);
      const forbidden = { ok: false, error: { code: 'FORBIDDEN' } };
      expect(
        other.call('unit.create', { nature: 'area', level: 'commune', validFrom: start, facts: facts() }),
      ).toMatchObject(forbidden);
      expect(other.call('unit.change', { unitId: communeId, from: start, patch: {} })).toMatchObject(forbidden);
      expect(other.call('unit.correct', { versionId: version(communeId), patch: {} })).toMatchObject(forbidden);
      expect(other.call('unit.removeVersion', { versionId: version(communeId) })).toMatchObject(forbidden);
      expect(other.call('unit.end', { unitId: communeId, on: '2025-01-01' })).toMatchObject(forbidden);
      expect(other.call('unit.reopen', { unitId: communeId })).toMatchObject(forbidden);
      expect(other.call('unit.setHasPolice', { unitIds: [communeId], hasPolice: 0, on: start })).toMatchObject(
        forbidden,
      );
      expect(other.get('unit.get', { id: communeId, on: start }).id).toBe(communeId);
    }
  });
});

describe('reading', () => {
  test('numbers in names are sorted as numbers, letters as the dictionary has them', () => {
    for (const name of ['Phường 10', 'Phường 2', 'Phường Đông', 'Phường Dương', 'Phường An'])
      area('commune', { kind: 'ward', name, fullName: name, parentId: districtId });
    expect(names(districtId, start).filter((name) => name.startsWith('Phường'))).toEqual([
      'Phường 2',
      'Phường 10',
      'Phường An',
      'Phường Dương',
      'Phường Đông',
    ]);
  });

  test('search takes signs as they are, finds codes, and what begins with the text comes first', () => {
    area('commune', { name: 'Bình Sơn', fullName: 'Xã Bình Sơn', parentId: districtId });
    expect(o.get('unit.search', { text: '99001', on: start }).rows.map((row) => row.id)).toEqual([communeId]);
    expect(o.get('unit.search', { text: '100%_\\', on: start })).toEqual({ rows: [], total: 0 });
    expect(o.get('unit.search', { text: 'sơn', on: start, nature: 'area' }).total).toBe(3);
    expect(o.get('unit.search', { text: 'xa son', on: start }).rows[0]?.id).toBe(communeId);
  });

  test('pickers page without losing or repeating a unit, within a unit and a level', () => {
    for (let number = 1; number <= 25; number += 1)
      area('commune', { name: `Tân ${number}`, fullName: `Xã Tân ${number}`, parentId: districtId });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = o.get('unit.list', {
        on: start,
        nature: 'area',
        underId: provinceId,
        level: 'commune',
        limit: 10,
        ...(after === undefined ? {} : { after }),
      });
      expect(page.total).toBe(27);
      seen.push(...page.rows.map((row) => row.id));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(27);
    expect(o.get('unit.idsUnder', { unitId: provinceId, level: 'commune', on: start })).toEqual(seen);
    expect(o.get('unit.idsUnder', { unitId: provinceId, level: null, on: '2021-10-31' })).toEqual([]);
    expect(o.get('unit.list', { on: start, nature: 'area', text: 'tan 2' }).rows[0]).toMatchObject({
      fullName: 'Xã Tân 2',
      parentName: 'Huyện Yên Sơn',
    });
  });

  test('counts of a day, and areas marked as having no police', () => {
    expect(o.get('unit.setHasPolice', { unitIds: [communeId, otherId], hasPolice: 0, on: start })).toEqual({
      changed: 2,
    });
    o.get('unit.change', { unitId: otherId, from: '2024-01-01', patch: { isKey: 1 } });
    const counts = o.get('unit.counts', { on: '2024-01-01' });
    expect(counts).toMatchObject({ areasWithoutPolice: 2, keyUnits: 1 });
    expect(counts.rows.filter((row) => row.nature === 'area')).toEqual([
      { nature: 'area', level: 'commune', kind: 'commune', count: 2 },
      { nature: 'area', level: 'district', kind: 'ruralDistrict', count: 1 },
      { nature: 'area', level: 'province', kind: 'province', count: 1 },
    ]);
  });
});
