import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { catalogueByteLimit, catalogueRowLimit } from '../../db/api/contract/unit-import.ts';
import { AppError } from '../../db/api/errors.ts';
import { dispatch } from '../../db/dispatch.ts';
import { nameKey } from '../../db/domain/text.ts';
import { compareDigests, rebuild } from '../../db/rebuild.ts';
import { catalogue, testWithCatalogues } from '../helpers/catalogues.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const of2021 = catalogue('units_2021-11-01_63_provinces_705_districts_10599_wards.csv');
const of2025March = catalogue('units_2025-03-01_63_provinces_696_districts_10035_wards.csv');
const of2025July = catalogue('units_2025-07-01_34_provinces_3321_wards.csv');
const of2026 = catalogue('units_2026-04-30_34_provinces_3321_wards.csv');
const levels = { tinh: 'province', huyen: 'district', xa: 'commune' } as const;
const kinds: Record<string, string> = {
  'tinh Tỉnh': 'province',
  'tinh Thành phố trực thuộc trung ương': 'centralCity',
  'huyen Huyện': 'ruralDistrict',
  'huyen Quận': 'urbanDistrict',
  'huyen Thị xã': 'town',
  'huyen Thành phố thuộc tỉnh': 'provincialCity',
  'huyen Thành phố thuộc thành phố trực thuộc trung ương': 'provincialCity',
  'xa Xã': 'commune',
  'xa Phường': 'ward',
  'xa Thị trấn': 'township',
  'xa Đặc khu': 'specialZone',
};

type Choices = Partial<Omit<Input<'unit.previewImport'>, 'file' | 'on'>>;

function importFile(o: TestOffice, path: string, on: string, choices: Choices = {}, skipErrors = false) {
  const input = { file: o.hand(path), on, ...choices };
  const { sha256 } = o.get('unit.previewImport', input);
  return o.get('unit.import', { ...input, sha256, skipErrors });
}

/** What the file says of every unit, straight from its bytes: the data files have no quoted cell. */
function expectedRows(path: string): string[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines
    .map((line) => line.split(',') as [keyof typeof levels, string, string, string, string, string])
    .map(([level, code, kind, name, fullName, parent]) =>
      [levels[level], code, kinds[`${level} ${kind}`], name, fullName, parent].join(','),
    )
    .sort();
}

/** What the database says of every area on a day. */
const storedRows = (o: TestOffice, on: string): string[] =>
  (
    o.db
      .prepare(
        `SELECT level, version.officialCode || ',' || kind || ',' || name || ',' || fullName || ',' || coalesce((
           SELECT officialCode FROM unitVersion parent WHERE parent.unitId = version.parentId
           AND parent.validFrom <= @on AND (parent.validTo IS NULL OR parent.validTo > @on)), '') AS rest
         FROM unitVersion version JOIN unit ON unit.id = version.unitId
         WHERE nature = 'area' AND version.validFrom <= @on AND (version.validTo IS NULL OR version.validTo > @on)`,
      )
      .all({ on }) as { level: string; rest: string }[]
  )
    .map(({ level, rest }) => `${level},${rest}`)
    .sort();

/** Rows blind to where a tone stands and to capitals, in which the releases differ among themselves. */
const spelledAlike = (rows: string[]): string[] => rows.map(nameKey).sort();

let fileCount = 0;
function file(o: TestOffice, content: string | Buffer): string {
  const path = join(o.ctx.scratch, `catalogue-${fileCount++}.csv`);
  writeFileSync(path, content);
  return path;
}
const heading = 'level,code,kind,name,full_name,parent_code';
const csv = (...rows: string[]): string => `${[heading, ...rows].join('\n')}\n`;
const province = 'tinh,99,Tỉnh,Bình Minh,Tỉnh Bình Minh,';
const ward = 'xa,99001,Phường,Hoà Bình,Phường Hoà Bình,99';
const commune = 'xa,99002,Xã,Sơn Đông,Xã Sơn Đông,99';
const preview = (o: TestOffice, content: string | Buffer, choices: Choices = {}, on = '2026-04-30') =>
  o.call('unit.previewImport', { file: o.hand(file(o, content)), on, ...choices });
const countOps = (o: TestOffice) => o.db.prepare('SELECT count(*) FROM op').pluck().get();

testWithCatalogues('the catalogue of 2026: 34 + 3,321 units, every code, kind, name and parent as in the file', () => {
  const o = office();
  expect(importFile(o, of2026, '2026-04-30')).toEqual({
    rowCount: 3355,
    created: 3355,
    changed: 0,
    same: 0,
    ended: 0,
    skipped: 0,
  });
  expect(storedRows(o, '2026-05-01')).toEqual(expectedRows(of2026));
  expect(storedRows(o, '2026-04-29')).toEqual([]);
});

testWithCatalogues(
  'the catalogue of 2021: 63 + 705 + 10,599 units, every code, kind, name and parent as in the file',
  () => {
    const o = office();
    expect(importFile(o, of2021, '2021-11-01').created).toBe(63 + 705 + 10_599);
    expect(storedRows(o, '2021-11-01')).toEqual(expectedRows(of2021));
  },
);

testWithCatalogues(
  'four catalogues one after another: each day has its own units, and importing the last again changes nothing',
  () => {
    const o = office();
    const files = [
      [of2021, '2021-11-01'],
      [of2025March, '2025-03-01'],
      [of2025July, '2025-07-01'],
      [of2026, '2026-04-30'],
    ] as const;
    for (const [path, on] of files) importFile(o, path, on, { codeReuse: 'newUnit', missing: 'endAll' });
    for (const [path, on] of files) expect(spelledAlike(storedRows(o, on))).toEqual(spelledAlike(expectedRows(path)));
    const before = countOps(o);
    expect(importFile(o, of2026, '2026-04-30', { missing: 'endAll' })).toMatchObject({
      same: 3355,
      created: 0,
      changed: 0,
      ended: 0,
    });
    expect(countOps(o)).toBe(before);
    const copy = rebuild(o.db, `${o.ctx.scratch}/copy.db`, () => {});
    expect(compareDigests(o.db, copy).filter((table) => !table.same)).toEqual([]);
    copy.close();
  },
  180_000,
);

testWithCatalogues(
  'an older catalogue goes under a newer one: one unit per code and name, units of both days as in their files',
  () => {
    const o = office();
    importFile(o, of2026, '2026-04-30');
    const older = { until: '2026-04-30', codeReuse: 'newUnit' } as const;
    expect(o.get('unit.previewImport', { file: o.hand(of2025July), on: '2025-07-01' }).laterOn).toBe('2026-04-30');
    importFile(o, of2025July, '2025-07-01', older);
    expect(spelledAlike(storedRows(o, '2025-07-01'))).toEqual(spelledAlike(expectedRows(of2025July)));
    expect(storedRows(o, '2026-04-30')).toEqual(expectedRows(of2026));
    expect(o.db.prepare("SELECT count(*) FROM unit WHERE nature = 'area'").pluck().get()).toBe(3355);
  },
);

test('a renamed unit stays one unit; the same day again mends, a later day makes a version', () => {
  const o = office();
  importFile(o, file(o, csv(province, ward)), '2025-07-01');
  expect(importFile(o, file(o, csv(province, ward.replaceAll('Hoà', 'Hòa'))), '2025-07-01')).toMatchObject({
    changed: 1,
    created: 0,
  });
  const asCommune = ward.replaceAll('Phường', 'Xã').replaceAll('Hoà', 'Hòa');
  expect(importFile(o, file(o, csv(province, asCommune)), '2026-04-30')).toMatchObject({
    changed: 1,
    created: 0,
    same: 1,
  });
  const versions = o.db.prepare(
    "SELECT validFrom, validTo, kind, name FROM unitVersion WHERE officialCode = '99001' ORDER BY validFrom",
  );
  expect(versions.all()).toEqual([
    { validFrom: '2025-07-01', validTo: '2026-04-30', kind: 'ward', name: 'Hòa Bình' },
    { validFrom: '2026-04-30', validTo: null, kind: 'commune', name: 'Hòa Bình' },
  ]);
});

test('a code that stands for quite another name is asked about, and each answer does what it says', () => {
  const other = 'xa,99001,Phường,Sài Gòn,Phường Sài Gòn,99';
  const start = () => {
    const o = office();
    importFile(o, file(o, csv(province, ward)), '2025-07-01');
    return o;
  };
  const asked = preview(start(), csv(province, other));
  expect(asked.ok && asked.value.lines.find((line) => line.outcome === 'error')?.problem).toEqual({
    code: 'CODE_REUSED',
    detail: 'Phường Hoà Bình',
  });
  const renamed = start();
  expect(
    importFile(renamed, file(renamed, csv(province, other)), '2026-04-30', {
      decisions: { 'commune:99001': 'rename' },
    }),
  ).toMatchObject({ changed: 1, created: 0 });
  const made = start();
  expect(importFile(made, file(made, csv(province, other)), '2026-04-30', { codeReuse: 'newUnit' })).toMatchObject({
    changed: 0,
    created: 1,
  });
  expect(made.get('unit.search', { text: 'hoa binh', on: '2026-05-01' }).rows).toMatchObject([
    { fullName: 'Phường Hoà Bình', endedOn: '2026-04-30' },
  ]);
});

test('absence ends nothing; ended on request in the provinces of the file only, or everywhere', () => {
  const start = () => {
    const o = office();
    importFile(
      o,
      file(o, csv(province, ward, commune, 'tinh,98,Tỉnh,Sơn Hải,Tỉnh Sơn Hải,', 'xa,98001,Xã,Tân An,Xã Tân An,98')),
      '2025-07-01',
    );
    return o;
  };
  const counts = (missing: NonNullable<Choices['missing']>) => {
    const o = start();
    const { ended } = importFile(o, file(o, csv(province, ward)), '2026-04-30', { missing });
    return [ended, storedRows(o, '2026-04-30').length, storedRows(o, '2026-04-29').length];
  };
  expect(counts('keep')).toEqual([0, 5, 5]);
  expect(counts('endInProvinces')).toEqual([1, 4, 5]);
  expect(counts('endAll')).toEqual([3, 2, 5]);
});

test('a unit is not ended while one that stays stands under it', () => {
  const o = office();
  importFile(
    o,
    file(o, csv(province, 'huyen,991,Huyện,Yên Sơn,Huyện Yên Sơn,99', 'xa,99002,Xã,Sơn Đông,Xã Sơn Đông,991')),
    '2021-11-01',
  );
  o.get('unit.create', {
    nature: 'area',
    level: 'commune',
    validFrom: '2021-11-01',
    facts: {
      ...facts,
      officialCode: '99777',
      parentId: o.get('unit.search', { text: 'yen son', on: '2021-11-01' }).rows[0]?.id ?? '',
    },
  });
  const result = preview(
    o,
    csv(province, 'xa,99002,Xã,Sơn Đông,Xã Sơn Đông,99', 'xa,99777,Xã,Tân Lập,Xã Tân Lập,991'),
    { missing: 'endAll' },
  );
  expect(
    result.ok && result.value.lines.filter((line) => line.outcome === 'error' || line.outcome === 'missing'),
  ).toMatchObject([
    {
      code: '991',
      outcome: 'missing',
      willEnd: false,
      problem: { code: 'CHILD_OUTLIVES_PARENT', detail: 'Xã Tân Lập' },
    },
  ]);
});
const facts = {
  kind: 'commune' as const,
  name: 'Tân Lập',
  fullName: 'Xã Tân Lập',
  shortName: '',
  symbol: '',
  isKey: 0 as const,
  hasPolice: 1 as const,
  orderNumber: null,
  basisDirectiveId: null,
  basisText: '',
};

test('a unit is not ended on its first day, nor when later versions of it are known', () => {
  const o = office();
  importFile(o, file(o, csv(province, ward, commune)), '2025-07-01');
  const missing = (on: string) => {
    const found = preview(o, csv(province, ward), { missing: 'endAll' }, on);
    return (
      found.ok &&
      found.value.lines
        .filter((line) => line.outcome === 'missing')
        .map((line) => [line.willEnd, line.problem?.code, line.problem?.detail])
    );
  };
  expect(missing('2025-07-01')).toEqual([[false, 'STARTS_SAME_DAY', '2025-07-01']]);
  importFile(o, file(o, csv(province, commune.replaceAll('Xã', 'Phường'))), '2026-04-30');
  expect(missing('2026-01-01')).toEqual([[false, 'HAS_LATER_VERSIONS', '2026-04-30']]);
  const versions = o.db.prepare("SELECT count(*) FROM unitVersion WHERE officialCode = '99002'").pluck();
  importFile(o, file(o, csv(province, ward)), '2026-01-01', { missing: 'endAll' });
  expect(versions.get()).toBe(2);
});

const asUtf16be = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
/** Windows-1258 as Vietnamese offices wrote it: letters with a mark of their own, tones apart. */
const as1258 = (text: string): Buffer => {
  const decoder = new TextDecoder('windows-1258');
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const));
  const letters = [...text.normalize('NFC')].flatMap((char) => (bytes.has(char) ? [char] : apart(char)));
  return Buffer.from(letters.map((char) => bytes.get(char) ?? 0x3f));
};
/** ặ as ă and the dot below. */
const apart = (char: string): string[] => {
  const parts = [...char.normalize('NFD')];
  const tones = parts.filter((part) => '\u0300\u0301\u0303\u0309\u0323'.includes(part));
  return [
    parts
      .filter((part) => !tones.includes(part))
      .join('')
      .normalize('NFC'),
    ...tones,
  ];
};

const sound = csv(province, ward, 'xa,99003,Đặc khu,Phú Quý Đảo Ước Mơ,Đặc khu Phú Quý Đảo Ước Mơ,99');
test.each([
  ['UTF-8', Buffer.from(sound), 'utf-8'],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${sound}`), 'utf-8'],
  ['NFD text', Buffer.from(sound.normalize('NFD')), 'utf-8'],
  ['UTF-16 LE', Buffer.from(`\ufeff${sound}`, 'utf16le'), 'utf-16le'],
  ['UTF-16 LE without a mark', Buffer.from(sound, 'utf16le'), 'utf-16le'],
  ['UTF-16 BE', asUtf16be(sound), 'utf-16be'],
  ['Windows-1258', as1258(sound), 'windows-1258'],
  ['semicolons', Buffer.from(sound.replaceAll(',', ';')), 'utf-8'],
  ['tabs, CRLF', Buffer.from(sound.replaceAll(',', '\t').replaceAll('\n', '\r\n')), 'utf-8'],
  [
    'other order, other columns',
    Buffer.from(
      sound
        .split('\n')
        .filter(Boolean)
        .map((row) => `x,${row.split(',').toReversed().join(',')}`)
        .join('\n')
        .replace('x,', 'ghi_chu,'),
    ),
    'utf-8',
  ],
])('%s is read to the letter', (_name, bytes, encoding) => {
  const o = office();
  const path = file(o, bytes);
  expect(o.get('unit.previewImport', { file: o.hand(path), on: '2026-04-30' })).toMatchObject({
    encoding,
    rowCount: 3,
  });
  importFile(o, path, '2026-04-30');
  expect(storedRows(o, '2026-04-30')).toEqual([
    'commune,99001,ward,Hoà Bình,Phường Hoà Bình,99',
    'commune,99003,specialZone,Phú Quý Đảo Ước Mơ,Đặc khu Phú Quý Đảo Ước Mơ,99',
    'province,99,province,Bình Minh,Tỉnh Bình Minh,',
  ]);
});

test('a line break inside quotes does not shift line numbers', () => {
  const found = preview(
    office(),
    csv(province, '"xa",99001,Phường,"Hoà\nBình",Phường Hoà Bình,99', 'xa,99002,Xã,,Xã Sơn Đông,99'),
  );
  expect(found.ok && found.value.lines.filter((line) => line.outcome === 'error')).toMatchObject([
    { line: 3, problem: { code: 'TEXT_UNSAFE' } },
    { line: 5, problem: { code: 'NAME_MISSING' } },
  ]);
});

const tcvn3 = Buffer.concat([Buffer.from(`${heading}\nxa,99002,X`), Buffer.from([0xb7]), Buffer.from(',A,B,99\n')]);
test.each([
  [
    'columns missing',
    'level,code,name\ntinh,99,Bình Minh\n',
    {
      code: 'CSV_COLUMNS_MISSING',
      details: { missing: ['kind', 'full_name', 'parent_code'], found: ['level', 'code', 'name'] },
    },
  ],
  ['an empty file', '', { code: 'FILE_EMPTY', details: {} }],
  ['a heading and nothing more', `${heading}\n`, { code: 'FILE_EMPTY', details: {} }],
  [
    'a quote never closed',
    csv(province, 'xa,99001,Phường,"Hoà Bình,Phường Hoà Bình,99', commune),
    { code: 'CSV_QUOTES', details: { line: 3 } },
  ],
  ['the font table TCVN3', tcvn3, { code: 'CSV_ENCODING', details: { detail: 'windows-1258 U+00B7' } }],
  [
    'half a UTF-16 pair',
    Buffer.concat([Buffer.from('\ufeff', 'utf16le'), Buffer.from([0x00, 0xd8, 0x41, 0x00])]),
    { code: 'CSV_ENCODING', details: { detail: 'utf-16le' } },
  ],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), { code: 'CSV_ENCODING' }],
  [
    '200,000 rows',
    `${heading}\n${`${commune}\n`.repeat(200_000)}`,
    { code: 'CSV_TOO_MANY_ROWS', details: { rows: 200_000, limit: catalogueRowLimit } },
  ],
  [
    'more than 50 MB',
    Buffer.alloc(catalogueByteLimit + 1, 'a'),
    { code: 'FILE_TOO_LARGE', details: { byteCount: catalogueByteLimit + 1, limitBytes: catalogueByteLimit } },
  ],
])('%s: refused as a whole', (_name, content, error) => {
  const o = office();
  const before = countOps(o);
  expect(preview(o, content)).toMatchObject({ ok: false, error });
  const input = { file: o.hand(file(o, content)), on: '2026-04-30', sha256: '0'.repeat(64), skipErrors: true };
  expect(o.call('unit.import', input)).toMatchObject({ ok: false, error });
  expect(countOps(o)).toBe(before);
});

test('a handle that was never handed out, or whose file is gone, is refused', () => {
  const o = office();
  const error = { code: 'FILE_NOT_FOUND', details: {} };
  expect(o.call('unit.previewImport', { file: '/etc/passwd', on: '2026-04-30' })).toEqual({ ok: false, error });
  expect(o.call('unit.previewImport', { file: o.hand('/nowhere/a.csv'), on: '2026-04-30' })).toEqual({
    ok: false,
    error,
  });
  expect(o.call('unit.previewImport', { file: o.hand(o.ctx.scratch), on: '2026-04-30' })).toEqual({ ok: false, error });
});

const long = 'A'.repeat(5000);
test.each(
  [
    ['tỉn,99003,Xã,A,Xã A,99', 'LEVEL_UNKNOWN', 'tỉn'],
    ['xa,,Xã,A,Xã A,99', 'CODE_MISSING', ''],
    ['xa,9900399003990039900399,Xã,A,Xã A,99', 'CODE_TOO_LONG', '9900399003990039900399'],
    ['xa,4,Xã,A,Xã A,99', 'CODE_ZEROS_LOST', '4'],
    ['xa,99003,Làng,A,Làng A,99', 'KIND_UNKNOWN', 'Làng'],
    ['xa,99003,Huyện,A,Huyện A,99', 'KIND_OF_OTHER_LEVEL', 'Huyện'],
    ['xa,99003,Xã,,Xã A,99', 'NAME_MISSING', ''],
    [`xa,99003,Xã,${long},Xã ${long},99`, 'NAME_TOO_LONG', '5003'],
    ['xa,99003,Xã,A,Xã B,99', 'NAMES_DISAGREE', 'A / Xã B'],
    ['xa,99003,Xã,A\u202eB,Xã A\u202eB,99', 'TEXT_UNSAFE', ''],
    ['xa,99003,Xã,A,Xã A,', 'PARENT_MISSING', ''],
    ['tinh,98,Tỉnh,A,Tỉnh A,99', 'PARENT_NOT_ALLOWED', '99'],
    ['xa,99003,Xã,A,Xã A,77', 'PARENT_UNKNOWN', '77'],
    ['xa,99003,Xã,A,Xã A,99003', 'PARENT_UNKNOWN', '99003'],
    ['xa,99003,Xã,A,Xã A,99,B', 'FIELD_COUNT', '1'],
  ].map(([row = '', code = '', detail = '']) => ({ row, code, detail })),
)('a bad line is named with its number and its fault, and nothing is written: $code', ({ row, code, detail }) => {
  const o = office();
  const path = file(o, csv(province, commune, row));
  const before = countOps(o);
  const found = o.get('unit.previewImport', { file: o.hand(path), on: '2026-04-30' });
  expect(found.lines.filter((line) => line.outcome === 'error')).toMatchObject([
    { line: 4, problem: { code, detail } },
  ]);
  const input = { file: o.hand(path), on: '2026-04-30', sha256: found.sha256 };
  expect(o.call('unit.import', input)).toEqual({
    ok: false,
    error: { code: 'IMPORT_HAS_ERRORS', details: { count: 1 } },
  });
  expect(countOps(o)).toBe(before);
  expect(o.get('unit.import', { ...input, skipErrors: true })).toMatchObject({ created: 2, skipped: 1 });
  expect(storedRows(o, '2026-04-30')).toHaveLength(2);
});

test('a code twice: one of two equal lines stands, of two that disagree neither; what hangs below a bad line waits', () => {
  const errors = (...rows: string[]) => {
    const found = preview(office(), csv(...rows));
    return (
      found.ok &&
      found.value.lines
        .filter((line) => line.outcome === 'error')
        .map((line) => [line.line, line.problem?.code, line.problem?.detail])
    );
  };
  expect(errors(province, commune, commune)).toEqual([[4, 'CODE_TWICE', '3']]);
  expect(errors(province, commune, commune.replaceAll('Đông', 'Tây'))).toEqual([
    [3, 'CODE_TWICE', '4'],
    [4, 'CODE_TWICE', '3'],
  ]);
  expect(errors(province.replace('Tỉnh,', 'Tổng,'), commune)).toEqual([
    [2, 'KIND_UNKNOWN', 'Tổng'],
    [3, 'PARENT_HAS_ERROR', '99'],
  ]);
});

test('a file that is not the one seen in the preview is refused', () => {
  const o = office();
  const path = file(o, csv(province));
  const input = { file: o.hand(path), on: '2026-04-30' };
  const { sha256 } = o.get('unit.previewImport', input);
  writeFileSync(path, csv(province, commune));
  expect(o.call('unit.import', { ...input, sha256 })).toEqual({
    ok: false,
    error: { code: 'IMPORT_CHANGED', details: {} },
  });
});

testWithCatalogues('cancelled half-way: nothing stays', () => {
  const o = office();
  const before = countOps(o);
  const file2026 = o.hand(of2026);
  const { sha256 } = o.get('unit.previewImport', { file: file2026, on: '2026-04-30' });
  const ctx = {
    ...o.ctx,
    step: (done: number, total: number) => {
      if (total > 4 && done >= 3000) throw new AppError('CANCELLED', {});
    },
  };
  const result = dispatch(ctx, 'unit.import', { file: file2026, on: '2026-04-30', sha256 }, () => '');
  expect(result).toEqual({ ok: false, error: { code: 'CANCELLED', details: {} } });
  expect(countOps(o)).toBe(before);
  expect(storedRows(o, '2026-04-30')).toEqual([]);
  expect(o.get('unit.import', { file: file2026, on: '2026-04-30', sha256 }).created).toBe(3355);
});

test('only Quản trị and Cán bộ tổ chức import', () => {
  const o = office();
  const path = o.hand(file(o, csv(province)));
  for (const role of ['clerk', 'coordinator', 'commander', 'viewer'] as const) {
    const other = o.as(role);
    expect(other.call('unit.previewImport', { file: path, on: '2026-04-30' })).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
    expect(other.call('unit.import', { file: path, on: '2026-04-30', sha256: '0'.repeat(64) })).toMatchObject({
      ok: false,
      error: { code: 'FORBIDDEN' },
    });
  }
  expect(o.as('personnel').call('unit.previewImport', { file: path, on: '2026-04-30' }).ok).toBe(true);
});
