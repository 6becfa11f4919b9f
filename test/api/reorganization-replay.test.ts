import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { splitFullName } from '../../db/domain/catalogue-line.ts';
import { nameKey } from '../../db/domain/text.ts';
import { catalogue, testWithCatalogues } from '../helpers/catalogues.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const of2021 = catalogue('units_2021-11-01_63_provinces_705_districts_10599_wards.csv');
const of2025March = catalogue('units_2025-03-01_63_provinces_696_districts_10035_wards.csv');
const of2025July = catalogue('units_2025-07-01_34_provinces_3321_wards.csv');
const of2026 = catalogue('units_2026-04-30_34_provinces_3321_wards.csv');
const changes = catalogue('changes_2021-11_to_2026-04_by_code.csv');
const mapping = catalogue('mapping_2025-07-01_old_to_new_wards.csv');
const levels = { tinh: 'province', huyen: 'district', xa: 'commune' } as const;
/** The one row of the mapping that names no unit at all: a mudflat run by a district. */
const rowWithoutUnit = {
  line: 4732,
  code: 'OLD_UNIT_MISSING',
  name: 'Khu vực bãi bồi ven biển do huyện Kim Sơn quản lý',
};

type Choices = Omit<Input<'reorganization.import'>, 'file'>;

const bring = (o: TestOffice, path: string, choices: Choices) =>
  o.get('reorganization.import', { file: o.hand(path), skipErrors: true, ...choices });

/** Kind, full name and code of the parent, and the same blind to where a tone stands. */
interface Told {
  readonly text: string;
  readonly key: string;
}
const tell = (kind: string, fullName: string, parent: string): Told => ({
  text: `${fullName} < ${parent}`,
  key: `${kind} ${nameKey(fullName)} < ${parent}`,
});

/** By level and code, as a file has them. */
function unitsOf(path: string): Map<string, Told> {
  const [, ...lines] = readFileSync(path, 'utf8').normalize('NFC').trim().split('\n');
  const units = lines.map((line) => line.split(',') as [keyof typeof levels, string, string, string, string, string]);
  return new Map(
    units.map(([level, code, , , fullName, parent]) => {
      const { kind = '' } = splitFullName(levels[level], fullName) ?? {};
      return [`${levels[level]} ${code}`, tell(kind, fullName, parent)];
    }),
  );
}

/** The same of the units of the database on a day. */
function unitsOn(o: TestOffice, on: string): Map<string, Told> {
  const rows = o.db
    .prepare(
      `SELECT level || ' ' || v.officialCode AS key, kind, fullName, coalesce((SELECT officialCode FROM unitVersion parent
         WHERE parent.unitId = v.parentId AND parent.validFrom <= @on AND (parent.validTo IS NULL OR parent.validTo > @on)), '') AS parent
       FROM unitVersion v JOIN unit ON unit.id = v.unitId
       WHERE nature = 'area' AND v.validFrom <= @on AND (v.validTo IS NULL OR v.validTo > @on)`,
    )
    .all({ on }) as { key: string; kind: string; fullName: string; parent: string }[];
  return new Map(rows.map(({ key, kind, fullName, parent }) => [key, tell(kind, fullName, parent)]));
}

/** Units that the two tell otherwise. */
const differences = (told: Map<string, Told>, stored: Map<string, Told>): string[] =>
  [...new Set([...told.keys(), ...stored.keys()])]
    .filter((key) => told.get(key)?.key !== stored.get(key)?.key)
    .map((key) => `${key}: ${told.get(key)?.text} | ${stored.get(key)?.text}`)
    .sort();

function countOn(o: TestOffice, nature: string, on: string): Record<string, number> {
  const rows = o.db
    .prepare(
      `SELECT level, count(*) AS count FROM unitVersion v JOIN unit ON unit.id = unitId
       WHERE nature = @nature AND validFrom <= @on AND (validTo IS NULL OR validTo > @on) AND level <> 'ministry'
         AND unitId <> @office GROUP BY level`,
    )
    .all({ nature, on, office: o.unitId }) as { level: string; count: number }[];
  return Object.fromEntries(rows.map(({ level, count }) => [level, count]));
}

const areaIds = (o: TestOffice, codes: string[], on: string): string[] =>
  o.db
    .prepare(
      `SELECT unitId FROM unitVersion JOIN unit ON unit.id = unitId WHERE nature = 'area' AND level <> 'province'
       AND officialCode IN (SELECT value FROM json_each(?)) AND validFrom <= ? AND (validTo IS NULL OR validTo > ?)`,
    )
    .pluck()
    .all(JSON.stringify(codes), on, on) as string[];

const log = (o: TestOffice): unknown => o.db.prepare('SELECT count(*) FROM op').pluck().get();

testWithCatalogues(
  'the files of 2021 to 2026 one after another lead to the catalogue of 2026, with their police units and their history',
  () => {
    const o = office();
    o.get('unit.import', { file: o.hand(of2021), on: '2021-11-01' });
    expect(countOn(o, 'area', '2021-11-01')).toEqual({ province: 63, district: 705, commune: 10_599 });

    const first = bring(o, changes, { toOn: '2025-02-28' });
    expect(first).toMatchObject({ skipped: 0, days: expect.arrayContaining(['2022-04-10', '2025-01-01']) });
    makePoliceOf2025(o);
    expect(bring(o, changes, { fromOn: '2025-03-01', toOn: '2025-03-01' })).toMatchObject({ skipped: 0 });
    expect(differences(unitsOf(of2025March), unitsOn(o, '2025-03-01'))).toEqual([]);
    expect(countOn(o, 'area', '2025-03-01')).toEqual({ province: 63, district: 696, commune: 10_035 });
    endDistrictPolice(o);

    const seen = o.get('reorganization.previewImport', { file: o.hand(mapping), on: '2025-07-01' });
    expect(seen.faults.filter(({ isError }) => isError)).toMatchObject([rowWithoutUnit]);
    expect(seen.splits).toHaveLength(440);
    const whole = bring(o, mapping, { on: '2025-07-01', withPolice: true });
    expect(whole).toMatchObject({ created: 23 + 3189, changed: 132, skipped: 1, splits: 440 });
    expect(countOn(o, 'area', '2025-07-01')).toEqual({ province: 34, commune: 3321 });
    expect(countOn(o, 'police', '2025-07-01')).toEqual({ province: 34, commune: 3319 });
    expect(differences(unitsOf(of2025July), unitsOn(o, '2025-07-01'))).toEqual(spelledOtherwise2025);

    expect(bring(o, changes, { fromOn: '2026-01-01', withPolice: true })).toMatchObject({
      events: 1,
      changed: 11,
      skipped: 0,
    });
    expect(differences(unitsOf(of2026), unitsOn(o, '2026-04-30'))).toEqual(spelledOtherwise2026);
    expect(countOn(o, 'police', '2026-04-30')).toEqual({ province: 34, commune: 3319 });

    const before = log(o);
    expect(bring(o, mapping, { on: '2025-07-01', withPolice: true })).toMatchObject({ events: 0, same: 10_570 });
    expect(bring(o, changes, {})).toMatchObject({ events: 0, same: 1298, skipped: 0 });
    expect(log(o)).toBe(before);
    expectHistory(o);
  },
  180_000,
);

/** The mapping writes three names otherwise than the catalogues: one that 2026 took over, and two apostrophes. */
const apostrophes = [
  "commune 24829: Phường B'Lao < 68 | Phường B’Lao < 68",
  "commune 24934: Xã D'Ran < 68 | Xã D’Ran < 68",
];
const spelledOtherwise2025 = ['commune 00745: Xã Phó Bảng < 08 | Xã Phố Bảng < 08', ...apostrophes];
const spelledOtherwise2026 = apostrophes;

/** Police units for all areas, but for the two island zones without any. */
function makePoliceOf2025(o: TestOffice): void {
  const on = '2025-02-01';
  const zones = o.db
    .prepare(
      `SELECT unitId FROM unitVersion WHERE officialCode IN ('498', '576') OR parentId IN (SELECT unitId FROM unitVersion WHERE officialCode = '576')`,
    )
    .pluck()
    .all() as string[];
  o.get('unit.setHasPolice', { unitIds: zones, on, hasPolice: 0 });
  o.get('unit.makePolice', { provinceIds: 'all', on });
  expect(countOn(o, 'police', on)).toMatchObject({ province: 63, district: 694 });
}

/** 1/3/2025: the police units of districts ended; the event says so, and wards stand under their provinces. */
function endDistrictPolice(o: TestOffice): void {
  const on = '2025-03-01';
  o.get('unit.makePolice', { provinceIds: 'all', on, endGone: true });
  const ids = o.db
    .prepare(
      "SELECT DISTINCT unitId FROM unitVersion JOIN unit ON unit.id = unitId WHERE nature = 'police' AND level = 'district'",
    )
    .pluck()
    .all() as string[];
  o.get('reorganization.record', {
    kind: 'dissolve',
    effectiveOn: on,
    signedOn: null,
    announcedOn: null,
    basisDirectiveId: null,
    basisText: 'Không tổ chức Công an cấp huyện',
    note: '',
    members: ids.map((unitId) => ({ unitId, fate: 'ends' as const })),
    created: [],
    edges: [],
    children: 'moveUp',
  });
  expect(ids).toHaveLength(694);
  expect(countOn(o, 'police', on)).toMatchObject({ province: 63, commune: 10_032 });
  expect(countOn(o, 'police', on)['district']).toBeUndefined();
}

function expectHistory(o: TestOffice): void {
  const longThanh = o.db
    .prepare(
      "SELECT unitId, validFrom, kind FROM unitVersion WHERE officialCode = '26368' AND validFrom >= '2025-07-01' ORDER BY validFrom",
    )
    .all() as { unitId: string; validFrom: string; kind: string }[];
  expect(longThanh).toMatchObject([
    { validFrom: '2025-07-01', kind: 'commune' },
    { validFrom: '2026-04-30', kind: 'ward' },
  ]);
  expect(new Set(longThanh.map(({ unitId }) => unitId)).size).toBe(1);
  expect(areaIds(o, ['26368'], '2025-06-30')).not.toEqual(areaIds(o, ['26368'], '2025-07-01'));
  const heirs = o.db
    .prepare(
      `SELECT heir.fullName FROM unitLineage JOIN unitVersion old ON old.unitId = fromUnitId JOIN unitVersion heir ON heir.unitId = toUnitId
       JOIN unitVersion district ON district.unitId = old.parentId
       WHERE old.fullName = 'Phường Điện Biên' AND district.fullName = 'Quận Ba Đình' AND toUnitId <> fromUnitId ORDER BY 1`,
    )
    .pluck();
  expect(heirs.all()).toEqual([
    'Phường Ba Đình',
    'Phường Hoàn Kiếm',
    'Phường Văn Miếu - Quốc Tử Giám',
    'Phường Ô Chợ Dừa',
  ]);
}
