import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Input, Output } from '../../db/api/contract/index.ts';
import { AppError } from '../../db/api/errors.ts';
import { dispatch } from '../../db/dispatch.ts';
import { compareDigests, rebuild } from '../../db/rebuild.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const fixture = (name: string): string => new URL(`../fixtures/${name}`, import.meta.url).pathname;
const unitsFile = fixture('reorganization-units.csv');
const mappingText = readFileSync(fixture('reorganization-mapping-2025-07-01.csv'), 'utf8');
const changesText = readFileSync(fixture('reorganization-changes.csv'), 'utf8');

type Choices = Partial<Omit<Input<'reorganization.previewImport'>, 'file'>>;
const on = '2025-07-01';

/** The fictional provinces Hải Âu (96), Sao Mai (97) and Bình Minh (98) as the file has them. */
function provinces(): TestOffice {
  const o = office();
  o.get('unit.import', { file: o.hand(unitsFile), on: '2021-11-01' });
  return o;
}

let fileCount = 0;
function file(o: TestOffice, text: string): string {
  const path = join(o.ctx.scratch, `reorganization-${fileCount++}.csv`);
  writeFileSync(path, text);
  return o.hand(path);
}

const preview = (o: TestOffice, text: string, choices: Choices = {}): Output<'reorganization.previewImport'> =>
  o.get('reorganization.previewImport', { file: file(o, text), on, ...choices });

function run(o: TestOffice, text: string, choices: Choices = {}, skipErrors = false): Output<'reorganization.import'> {
  const input = { file: file(o, text), on, ...choices };
  const { sha256 } = o.get('reorganization.previewImport', input);
  return o.get('reorganization.import', { ...input, sha256, skipErrors });
}

/** The tables are what the log says. */
function expectSound(o: TestOffice): void {
  const copy = rebuild(o.db, `${o.ctx.scratch}/copy.db`, () => {});
  expect(compareDigests(o.db, copy).filter((table) => !table.same)).toEqual([]);
  copy.close();
}

const countOps = (o: TestOffice) => o.db.prepare('SELECT count(*) FROM op').pluck().get();

/** Units of a nature alive on a day: code or short name, full name, and whom they stand under. */
const alive = (o: TestOffice, day: string, nature = 'area'): string[] =>
  o.db
    .prepare(
      `SELECT coalesce(v.officialCode || ' ', '') || v.fullName || ' < ' || coalesce((SELECT p.fullName FROM unitVersion p
         WHERE p.unitId = v.parentId AND p.validFrom <= @day AND (p.validTo IS NULL OR p.validTo > @day)), '')
       FROM unitVersion v JOIN unit ON unit.id = v.unitId
       WHERE nature = @nature AND v.validFrom <= @day AND (v.validTo IS NULL OR v.validTo > @day) ORDER BY 1`,
    )
    .pluck()
    .all({ day, nature }) as string[];

/** Events in the order in which they were recorded, each with its edges by the last name of each unit. */
function eventList(o: TestOffice, nature = 'area'): string[] {
  const name = (id: string): string =>
    `(SELECT fullName FROM unitVersion WHERE unitId = ${id} ORDER BY validFrom DESC LIMIT 1)`;
  const rows = o.db
    .prepare(
      `SELECT unitEvent.kind || ' ' || effectiveOn || ': ' || group_concat(edge, '; ') FROM (
         SELECT eventId, coalesce(${name('fromUnitId')}, '∅') || ' ' || part || ' ' || isMainHeir || ' > '
           || coalesce(${name('toUnitId')}, '∅') AS edge
         FROM unitLineage JOIN unit ON unit.id = coalesce(toUnitId, fromUnitId) WHERE nature = ? ORDER BY edge)
       JOIN unitEvent ON unitEvent.id = eventId GROUP BY eventId ORDER BY unitEvent.createdLam`,
    )
    .pluck();
  return rows.all(nature) as string[];
}

const stateOfJuly = [
  '96 Tỉnh Hải Âu < ',
  '96001 Xã Gió Hòa < Tỉnh Hải Âu',
  '96004 Xã Hồ Mới < Tỉnh Hải Âu',
  '96007 Xã Inh < Tỉnh Hải Âu',
  '97001 Xã An Bình < Tỉnh Bình Minh',
  '98 Tỉnh Bình Minh < ',
  '98001 Phường Cát Dừa < Tỉnh Bình Minh',
  '98007 Xã Én Dừa < Tỉnh Bình Minh',
  '98010 Đặc khu Đảo Yến < Tỉnh Bình Minh',
];

test('a mapping becomes one event for each new unit, units that wholly become one go on, and districts end', () => {
  const o = provinces();
  const seen = preview(o, mappingText);
  expect(seen).toMatchObject({
    fileKind: 'mapping',
    rowCount: 10,
    errorCount: 0,
    noticeCount: 0,
    days: [on],
    sameCount: 0,
  });
  expect(seen.provinces).toEqual([
    { code: '96', fullName: 'Tỉnh Hải Âu', oldNames: ['Tỉnh Hải Âu'] },
    { code: '98', fullName: 'Tỉnh Bình Minh', oldNames: ['Tỉnh Sao Mai', 'Tỉnh Bình Minh'] },
  ]);
  expect(seen.splits).toEqual([{ code: '98004', fullName: 'Xã Dừa', heirs: ['Phường Cát Dừa', 'Xã Én Dừa'] }]);
  expect(seen.events).toEqual([
    { kind: 'merge', count: 5, created: 5, changed: 0, ended: 8 },
    { kind: 'rename', count: 1, created: 0, changed: 1, ended: 0 },
    { kind: 'changeKind', count: 1, created: 0, changed: 1, ended: 0 },
    { kind: 'moveParent', count: 1, created: 0, changed: 1, ended: 0 },
    { kind: 'dissolve', count: 2, created: 0, changed: 0, ended: 3 },
  ]);
  expect(run(o, mappingText)).toMatchObject({ events: 10, created: 5, changed: 3, ended: 11, skipped: 0, splits: 1 });
  expect(alive(o, on)).toEqual(stateOfJuly);
  expect(alive(o, '2025-06-30')).toHaveLength(15);
  expect(eventList(o)).toEqual([
    'merge 2025-07-01: Tỉnh Bình Minh whole 1 > Tỉnh Bình Minh; Tỉnh Sao Mai whole 1 > Tỉnh Bình Minh',
    'merge 2025-07-01: Xã An whole 1 > Xã An Bình; Xã Bình whole 1 > Xã An Bình',
    'merge 2025-07-01: Phường Cát whole 1 > Phường Cát Dừa; Xã Dừa part 0 > Phường Cát Dừa',
    'merge 2025-07-01: Xã Dừa partArea 0 > Xã Én Dừa; Xã Én whole 1 > Xã Én Dừa',
    'merge 2025-07-01: Huyện Đảo Yến whole 1 > Đặc khu Đảo Yến',
    'rename 2025-07-01: Xã Hồ Mới whole 1 > Xã Hồ Mới',
    'changeKind 2025-07-01: Xã Inh whole 1 > Xã Inh',
    'moveParent 2025-07-01: Xã Gió Hòa whole 1 > Xã Gió Hòa',
    'dissolve 2025-07-01: Huyện Tây whole 0 > ∅; Huyện Đông whole 0 > ∅',
    'dissolve 2025-07-01: Huyện Bắc whole 0 > ∅',
  ]);
});

test('the same file again changes nothing and says so; the log tells the same story', () => {
  const o = provinces();
  run(o, mappingText);
  const before = countOps(o);
  expect(preview(o, mappingText)).toMatchObject({ days: [], events: [], units: [], sameCount: 10, errorCount: 0 });
  expect(run(o, mappingText)).toMatchObject({ events: 0, created: 0, changed: 0, ended: 0, same: 10 });
  expect(countOps(o)).toBe(before);
  expectSound(o);
});

const [heading = '', ...mapping] = mappingText.trim().split('\n');
/** The file with one of its rows (by line) replaced, left out, or followed by others. */
const changed = (edits: Record<number, string | null>, ...more: string[]): string =>
  `${[heading, ...mapping.flatMap((row, index) => edits[index + 2] ?? (edits[index + 2] === null ? [] : row)), ...more].join('\n')}\n`;
const line = (number: number): string => mapping[number - 2] ?? '';
const brief = (seen: Output<'reorganization.previewImport'>, isError = true) =>
  seen.faults
    .filter((fault) => fault.isError === isError)
    .map((fault) => [fault.line, fault.problem ?? fault.code, fault.unitCode, fault.detail]);
const nowhere = '00001,,Xã Lạ,,,98,,nhap_toan_bo,,98001,Phường Cát Dừa,98,Tỉnh Bình Minh';
const empty = ',,Bãi bồi,981,Huyện Tây,98,,nhap_toan_bo,,98001,Phường Cát Dừa,98,Tỉnh Bình Minh';

test.each([
  {
    name: 'a code that is not in the tree',
    text: changed({}, nowhere),
    faults: [[12, 'OLD_CODE_UNKNOWN', '00001', 'Phường Cát Dừa']],
  },
  {
    name: 'a place that is no unit',
    text: changed({}, empty),
    faults: [[12, 'OLD_UNIT_MISSING', '', 'Phường Cát Dừa']],
  },
  { name: 'a row twice', text: changed({}, line(2)), faults: [[12, 'ROW_TWICE', '97001', '2']] },
  {
    name: 'a row twice with another part',
    text: changed({}, line(2).replace('nhap_toan_bo,Nhập toàn bộ', 'nhap_mot_phan,Nhập một phần')),
    faults: [[12, 'ROWS_DISAGREE', '97001', '2']],
  },
  {
    name: 'the whole to one and a part to another',
    text: changed({}, line(2).replace('97001,Xã An Bình', '98001,Phường Cát Dừa')),
    faults: [
      [2, 'WHOLE_AND_MORE', '97001', '12'],
      [12, 'WHOLE_AND_MORE', '97001', '2'],
    ],
  },
  {
    name: 'a new unit under two names',
    text: changed({ 3: line(3).replace('Xã An Bình', 'Xã Yên Bình') }),
    faults: [
      [2, 'NEW_NOT_FORMED', '97001', ''],
      [3, 'ROWS_DISAGREE', '97001', '2'],
    ],
  },
  {
    name: 'an old unit that no row names',
    text: changed({ 3: null }),
    faults: [[0, 'OLD_NOT_NAMED', '97004', 'Huyện Đông']],
  },
  {
    name: 'a kind that does not exist',
    text: changed({ 11: line(11).replace('Xã Inh', 'Làng Inh') }),
    faults: [[11, 'KIND_UNKNOWN', '96007', 'Làng Inh']],
  },
  {
    name: 'an unknown part',
    text: changed({ 11: line(11).replace('doi_loai_hinh,Đổi loại hình', 'x,Chưa rõ') }),
    faults: [[11, 'PART_UNKNOWN', '96007', 'Chưa rõ']],
  },
  {
    name: 'a code without its zeros',
    text: changed({ 11: line(11).replace('96007,Xã Inh', '607,Xã Inh') }),
    faults: [[11, 'CODE_ZEROS_LOST', '607', '607']],
  },
  {
    name: 'no new code',
    text: changed({ 11: line(11).replace('96007,Xã Inh', ',Xã Inh') }),
    faults: [[11, 'CODE_MISSING', '', '']],
  },
  {
    name: 'no new name',
    text: changed({ 11: line(11).replace('Xã Inh', '') }),
    faults: [[11, 'NAME_MISSING', '96007', '']],
  },
  {
    name: 'a name too long',
    text: changed({ 11: line(11).replace('Xã Inh', `Xã ${'A'.repeat(300)}`) }),
    faults: [[11, 'NAME_TOO_LONG', '96007', '303']],
  },
  { name: 'a cell too many', text: changed({ 11: `${line(11)},x` }), faults: [[11, 'FIELD_COUNT', '', '1']] },
  {
    name: 'text that hides',
    text: changed({ 11: line(11).replace('Xã Inh', 'Xã In\u202eh') }),
    faults: [[11, 'TEXT_UNSAFE', '', '']],
  },
  {
    name: 'a new province that is not named',
    text: mappingText.replaceAll(/98,Tỉnh Bình Minh$/gm, '98,'),
    faults: [
      [2, 'PROVINCE_NAME_MISSING', '98', ''],
      ...[
        [2, '97001'],
        [4, '98001'],
        [6, '98007'],
        [8, '98010'],
      ].map(([at, code]) => [at, 'PARENT_UNKNOWN', code, '98']),
    ],
  },
  {
    name: 'a code that another unit keeps on the day',
    text: changed({
      2: line(2).replace('97001,Xã An Bình', '96001,Xã An Bình'),
      3: line(3).replace('97001,Xã An Bình', '96001,Xã An Bình'),
      9: null,
    }),
    faults: [
      [0, 'OLD_NOT_NAMED', '96001', 'Huyện Bắc'],
      [2, 'CODE_TAKEN', '96001', 'Xã Gió Hòa'],
    ],
  },
])('$name: told with its line, nothing is written unless a person says so', ({ text, faults }) => {
  const o = provinces();
  const before = countOps(o);
  const input = { file: file(o, text), on };
  const seen = o.get('reorganization.previewImport', input);
  expect(brief(seen)).toEqual(expect.arrayContaining(faults));
  const count = seen.errorCount;
  expect(o.call('reorganization.import', input)).toEqual({
    ok: false,
    error: { code: 'IMPORT_HAS_ERRORS', details: { count } },
  });
  expect(countOps(o)).toBe(before);
  expect(o.get('reorganization.import', { ...input, skipErrors: true })).toMatchObject({ skipped: count });
  expectSound(o);
});

test('what is corrected or only written otherwise is told and imported', () => {
  const text = changed({
    2: line(2).replace('97001,97001,Xã An,971', '99999,97001,Xã Ân,972'),
    11: line(11).replace('Xã Inh', 'Xa Inh'),
    9: line(9).replace('961,Huyện Bắc,96', '961,Huyện Bắc,97'),
    7: line(7).replace('Nhập toàn bộ', 'Nhập toàn bộ diện tích'),
  });
  const o = provinces();
  const seen = preview(o, text);
  expect(brief(seen)).toEqual([]);
  expect(brief(seen, false)).toEqual([
    [2, 'CODE_CORRECTED', '97001', '99999'],
    [2, 'OLD_NAME_DIFFERS', '97001', 'Xã Ân'],
    [2, 'DISTRICT_DIFFERS', '97001', '972 Huyện Đông / 971 Huyện Đông'],
    [7, 'PART_UNCLEAR', '98007', 'Nhập toàn bộ diện tích'],
    [9, 'PROVINCE_DIFFERS', '96001', '97 / 96 Tỉnh Hải Âu'],
    [11, 'NEW_NAME_SPELLED', '96007', 'Xa Inh'],
  ]);
  run(o, text);
  expect(alive(o, on)).toEqual(stateOfJuly);
});

test('what lost a row to a fault stays as it was, with its district, or is made without it; the mended file does the rest', () => {
  const o = provinces();
  const text = changed({
    3: line(3).replaceAll('97004,', '97999,'),
    7: line(7).replace('98007,98007,Xã Én,', '98999,98999,Xã Én,'),
  });
  const seen = preview(o, text);
  expect(brief(seen)).toEqual([
    [0, 'OLD_NOT_NAMED', '97004', 'Huyện Đông'],
    [0, 'OLD_NOT_NAMED', '98007', 'Huyện Tây'],
    [3, 'OLD_CODE_UNKNOWN', '97999', 'Xã An Bình'],
    [6, 'CODE_TAKEN', '98007', 'Xã Én'],
    [7, 'OLD_CODE_UNKNOWN', '98999', 'Xã Én Dừa'],
  ]);
  expect(brief(seen, false)).toEqual([
    [0, 'DISTRICT_STAYS', '971', 'Xã Bình'],
    [0, 'DISTRICT_STAYS', '981', 'Xã Én'],
  ]);
  run(o, text, {}, true);
  expect(alive(o, on)).toEqual(
    expect.arrayContaining([
      '97001 Xã An Bình < Tỉnh Bình Minh',
      '97004 Xã Bình < Huyện Đông',
      '971 Huyện Đông < Tỉnh Bình Minh',
      '98007 Xã Én < Huyện Tây',
    ]),
  );
  expect(run(o, mappingText)).toMatchObject({ events: 3, created: 1, changed: 1, ended: 5, same: 7, skipped: 0 });
  expect(alive(o, on)).toEqual(stateOfJuly);
  expect(eventList(o).slice(-3)).toEqual([
    'absorb 2025-07-01: Xã Bình whole 1 > Xã An Bình',
    'merge 2025-07-01: Xã Dừa partArea 0 > Xã Én Dừa; Xã Én whole 1 > Xã Én Dừa',
    'dissolve 2025-07-01: Huyện Tây whole 0 > ∅; Huyện Đông whole 0 > ∅',
  ]);
  expectSound(o);
});

test('a row that is left out of the file cannot be missed: what goes on alone is not ended by a second file', () => {
  const o = provinces();
  run(o, changed({ 3: null }), {}, true);
  expect(alive(o, on)).toEqual(
    expect.arrayContaining(['97001 Xã An Bình < Tỉnh Bình Minh', '97004 Xã Bình < Huyện Đông']),
  );
  const seen = preview(o, mappingText);
  expect(brief(seen)).toEqual([[2, 'RECORDED_OTHERWISE', '97001', 'Xã An']]);
});

test('one province: the new one with all it is made of, by its code or by an old one, and nothing else', () => {
  for (const code of ['97', '98']) {
    const o = provinces();
    const choices = { provinceCodes: [code] };
    expect(preview(o, mappingText, choices)).toMatchObject({ outsideCount: 3, errorCount: 0 });
    run(o, mappingText, choices);
    expect(alive(o, on).filter((unit) => unit.startsWith('96'))).toEqual([
      '96 Tỉnh Hải Âu < ',
      '96001 Xã Gió Hòa < Huyện Bắc',
      '96004 Xã Hồ < Huyện Bắc',
      '96007 Thị trấn Inh < Huyện Bắc',
      '961 Huyện Bắc < Tỉnh Hải Âu',
    ]);
    expect(alive(o, on).filter((unit) => !unit.startsWith('96'))).toEqual(
      stateOfJuly.filter((unit) => !unit.startsWith('96')),
    );
    run(o, mappingText);
    expect(alive(o, on)).toEqual(stateOfJuly);
  }
});

test('after the catalogue of the new day, the mapping only tells what became of what', () => {
  const o = provinces();
  const catalogue = stateOfJuly.map((unit) => /^(\d+) (\S+( khu)?) (.*) < (.*)$/.exec(unit) ?? []);
  const rows = catalogue.map(([, code = '', kind, , name, parent]) =>
    [
      code.length === 2 ? 'tinh' : 'xa',
      code,
      kind,
      name,
      `${kind} ${name}`,
      { '': '', 'Tỉnh Hải Âu': '96' }[parent ?? ''] ?? '98',
    ].join(','),
  );
  const path = join(o.ctx.scratch, 'catalogue.csv');
  writeFileSync(path, `level,code,kind,name,full_name,parent_code\n${rows.join('\n')}\n`);
  const decisions = { 'commune:96004': 'rename', 'province:98': 'newUnit' } as const;
  o.get('unit.import', { file: o.hand(path), on, missing: 'endAll', codeReuse: 'newUnit', decisions });
  expect(alive(o, on)).toEqual(stateOfJuly);
  const seen = preview(o, mappingText);
  expect(brief(seen)).toEqual([]);
  run(o, mappingText);
  expect(alive(o, on)).toEqual(stateOfJuly);
  expect(eventList(o)).toEqual([
    'merge 2025-07-01: Tỉnh Bình Minh whole 1 > Tỉnh Bình Minh; Tỉnh Sao Mai whole 1 > Tỉnh Bình Minh',
    'merge 2025-07-01: Xã An whole 1 > Xã An Bình; Xã Bình whole 1 > Xã An Bình',
    'merge 2025-07-01: Phường Cát whole 1 > Phường Cát Dừa; Xã Dừa part 0 > Phường Cát Dừa',
    'merge 2025-07-01: Xã Dừa partArea 0 > Xã Én Dừa; Xã Én whole 1 > Xã Én Dừa',
    'merge 2025-07-01: Huyện Đảo Yến whole 1 > Đặc khu Đảo Yến',
    'dissolve 2025-07-01: Huyện Tây whole 0 > ∅; Huyện Đông whole 0 > ∅',
    'dissolve 2025-07-01: Huyện Bắc whole 0 > ∅',
  ]);
  const before = countOps(o);
  expect(run(o, mappingText)).toMatchObject({ events: 0 });
  expect(countOps(o)).toBe(before);
});

const stateOf2025 = [
  '96 Tỉnh Hải Âu < ',
  '96001 Phường Gió Hòa < Thị xã Bắc',
  '96004 Phường Hồ Gươm < Thị xã Bắc',
  '96007 Thị trấn Inh < Thị xã Bắc',
  '961 Thị xã Bắc < Tỉnh Hải Âu',
  '97 Tỉnh Sao Mai < ',
  '97001 Xã An < Quận Nam',
  '97007 Phường Mới < Quận Nam',
  '972 Quận Nam < Tỉnh Sao Mai',
  '98 Tỉnh Bình Minh < ',
];

test('changes by code become events of their days, kinds and provinces; who ends without an heir waits for a person', () => {
  const o = provinces();
  const seen = preview(o, changesText);
  expect(seen).toMatchObject({ fileKind: 'changes', errorCount: 0, days: ['2023-04-10', '2025-01-01'] });
  expect(brief(seen, false).map(([at, code]) => [at, code])).toEqual([
    [5, 'PREDECESSORS_UNKNOWN'],
    [6, 'HEIRS_UNKNOWN'],
    [8, 'HEIRS_UNKNOWN'],
    [9, 'PREDECESSORS_UNKNOWN'],
  ]);
  expect(run(o, changesText)).toMatchObject({ events: 4, created: 2, changed: 4, ended: 2, heirsUnknown: 1 });
  expect(alive(o, '2025-01-01').filter((unit) => !/^98\d/.test(unit))).toEqual(stateOf2025);
  expect(eventList(o)).toEqual([
    'changeKind 2023-04-10: Phường Gió Hòa whole 1 > Phường Gió Hòa; Phường Hồ Gươm whole 1 > Phường Hồ Gươm; Thị xã Bắc whole 1 > Thị xã Bắc',
    'establish 2025-01-01: ∅ whole 0 > Phường Mới; ∅ whole 0 > Quận Nam',
    'moveParent 2025-01-01: Xã An whole 1 > Xã An',
    'dissolve 2025-01-01: Huyện Đông whole 0 > ∅; Xã Bình whole 0 > ∅',
  ]);
  const bases = o.db.prepare('SELECT DISTINCT basisText, heirsUnknown FROM unitEvent ORDER BY 1, 2').all();
  expect(bases).toEqual([
    { basisText: '1314/NQ-UBTVQH15', heirsUnknown: 0 },
    { basisText: '1314/NQ-UBTVQH15', heirsUnknown: 1 },
    { basisText: '721/NQ-UBTVQH15', heirsUnknown: 0 },
  ]);
  const before = countOps(o);
  expect(run(o, changesText)).toMatchObject({ events: 0, same: 8, skipped: 0 });
  expect(countOps(o)).toBe(before);
  expectSound(o);
});

test('changes of chosen days or provinces only', () => {
  const o = provinces();
  expect(run(o, changesText, { toOn: '2024-12-31' })).toMatchObject({ events: 1, days: ['2023-04-10'] });
  expect(preview(o, changesText, { provinceCodes: ['96'] })).toMatchObject({
    outsideCount: 5,
    sameCount: 3,
    events: [],
  });
  expect(run(o, changesText, { fromOn: '2024-01-01', provinceCodes: ['97'] })).toMatchObject({ events: 3, same: 0 });
});

const row = (...cells: string[]): string => [cells[0], '1/NQ', ...cells.slice(1)].join(',');
test.each([
  {
    text: row('2025-02-30', 'xa', '96001', 'removed', 'Xã Gió Hòa', '961', '', ''),
    fault: ['DAY_WRONG', '2025-02-30'],
  },
  { text: row('2025-01-01', 'ấp', '96001', 'removed', 'Xã Gió Hòa', '961', '', ''), fault: ['LEVEL_UNKNOWN', 'ấp'] },
  { text: row('2025-01-01', 'xa', '96001', 'gone', 'Xã Gió Hòa', '961', '', ''), fault: ['CHANGE_UNKNOWN', 'gone'] },
  { text: row('2025-01-01', 'xa', '96999', 'removed', 'Xã X', '961', '', ''), fault: ['UNIT_NOT_ALIVE', ''] },
  {
    text: row('2025-01-01', 'xa', '96999', 'changed:name', 'Xã X', '961', 'Xã Y', '961'),
    fault: ['UNIT_NOT_ALIVE', ''],
  },
  { text: row('2025-01-01', 'xa', '96001', 'added', '', '', 'Xã Y', '961'), fault: ['CODE_TAKEN', 'Xã Gió Hòa'] },
  { text: row('2025-01-01', 'xa', '96999', 'added', '', '', 'Xã Y', '999'), fault: ['PARENT_UNKNOWN', '999'] },
  {
    text: row('2025-01-01', 'huyen', '961', 'removed', 'Huyện Bắc', '96', '', ''),
    fault: ['CHILDREN_REMAIN', 'Xã Gió Hòa'],
  },
  {
    text: row('2025-01-01', 'xa', '96001', 'changed:kind', 'Phường Gió Hòa', '961', 'Thị trấn Gió Hòa', '961'),
    fault: ['OTHER_STATE', 'Phường Gió Hòa (961) / Xã Gió Hòa (961)'],
  },
])('a change that cannot be: $fault', ({ text, fault: [code, detail] }) => {
  const o = provinces();
  const seen = preview(o, `${changesText.split('\n')[0]}\n${text}\n`);
  expect(seen.faults.filter(({ isError }) => isError)).toMatchObject([{ line: 2, code, detail }]);
  expect(seen.events).toEqual([]);
});

test('police units follow their areas; an area without police stays without, and so does what comes of it', () => {
  const o = provinces();
  o.get('unit.makePolice', { provinceIds: 'all', on: '2025-03-01' });
  const island = o.db.prepare("SELECT unitId FROM unitVersion WHERE officialCode = '982'").pluck().get() as string;
  o.get('unit.setHasPolice', { unitIds: [island], on: '2025-03-01', hasPolice: 0 });
  expect(run(o, mappingText, { withPolice: true })).toMatchObject({ events: 10, policeEvents: 6 });
  expect(alive(o, on, 'police').filter((unit) => unit.startsWith('Công an'))).toEqual([
    'Công an phường Cát Dừa < Công an tỉnh Bình Minh',
    'Công an tỉnh Bình Minh < Bộ Công an',
    'Công an tỉnh Hải Âu < Bộ Công an',
    'Công an xã An Bình < Công an tỉnh Bình Minh',
    'Công an xã Gió Hòa < Công an tỉnh Hải Âu',
    'Công an xã Hồ Mới < Công an tỉnh Hải Âu',
    'Công an xã Inh < Công an tỉnh Hải Âu',
    'Công an xã Én Dừa < Công an tỉnh Bình Minh',
  ]);
  expectSound(o);
});

test('cancelled at any step: nothing stays', () => {
  const o = provinces();
  const before = countOps(o);
  const input = { file: file(o, mappingText), on };
  let cancelled = 0;
  for (;;) {
    let left = cancelled;
    const step = (): void => {
      left -= 1;
      if (left < 0) throw new AppError('CANCELLED', {});
    };
    const result = dispatch({ ...o.ctx, step }, 'reorganization.import', input, () => '');
    if (result.ok) break;
    expect(result).toEqual({ ok: false, error: { code: 'CANCELLED', details: {} } });
    expect(countOps(o)).toBe(before);
    cancelled += 1;
  }
  expect(cancelled).toBeGreaterThan(4);
  expect(alive(o, on)).toEqual(stateOfJuly);
});

test('a file that is another than the one seen, or of no kind, and who may not: refused', () => {
  const o = provinces();
  const path = join(o.ctx.scratch, 'seen.csv');
  writeFileSync(path, mappingText);
  const handle = o.hand(path);
  const { sha256 } = o.get('reorganization.previewImport', { file: handle, on });
  writeFileSync(path, changed({}, nowhere));
  expect(o.call('reorganization.import', { file: handle, on, sha256, skipErrors: true })).toMatchObject({
    ok: false,
    error: { code: 'IMPORT_CHANGED' },
  });
  expect(o.call('reorganization.previewImport', { file: handle })).toMatchObject({
    error: { code: 'EFFECTIVE_DAY_MISSING' },
  });
  expect(o.call('reorganization.previewImport', { file: o.hand(unitsFile), on })).toMatchObject({
    error: {
      code: 'CSV_COLUMNS_MISSING',
      details: { missing: ['old_ward_code', 'new_ward_code', 'new_ward_name', 'new_province_code'] },
    },
  });
  expect(office().call('reorganization.previewImport', { file: 'x', on })).toMatchObject({ ok: false });
  for (const role of ['clerk', 'coordinator', 'commander', 'viewer'] as const)
    expect(o.as(role).call('reorganization.import', { file: handle, on })).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
});
