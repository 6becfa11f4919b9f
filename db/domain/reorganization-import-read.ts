import type { ImportErrorCode, ImportFault, ImportNoticeCode } from '../api/contract/reorganization-import.ts';
import type { LineagePart } from '../api/contract/unit-words.ts';
import { type Day, isDay } from '../api/day.ts';
import {
  type AreaLevel,
  codeDigits,
  findAreaLevel,
  nameLimit,
  type SplitName,
  splitFullName,
  unsafeText,
} from './catalogue-line.ts';
import { foldText } from './text.ts';

/** One row of a file; a column that the file does not have is empty. */
export interface ImportCells {
  /** From 1, the heading being line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Cells beyond the last heading that are not empty. */
  readonly extraCells: number;
}

/** Columns that are read where a file of the kind has them. */
export const mappingCells = [
  ...[
    'old_ward_code',
    'old_ward_code_fixed',
    'old_ward_name',
    'old_district_code',
    'old_district_name',
    'old_province_code',
  ],
  ...[
    'old_province_name',
    'change_type',
    'note_vi',
    'new_ward_code',
    'new_ward_name',
    'new_province_code',
    'new_province_name',
  ],
] as const;
export const changesCells = [
  ...[
    'effective_date',
    'legal_basis',
    'level',
    'code',
    'change',
    'old_full_name',
    'old_parent',
    'new_full_name',
    'new_parent',
  ],
] as const;

/** One old unit and what it, or a part of it, becomes. */
export interface MappingRow {
  readonly line: number;
  /** Empty where a district without communes, or a place without a unit, becomes something. */
  readonly oldCode: string;
  readonly oldName: string;
  readonly districtCode: string;
  readonly districtName: string;
  readonly oldProvinceCode: string;
  readonly part: LineagePart;
  /** "Giữ nguyên": another spelling of the name is no renaming. */
  readonly isKept: boolean;
  readonly newCode: string;
  readonly newName: SplitName;
  readonly provinceCode: string;
  readonly provinceName: string;
}

/** One unit that begins, ends or changes on a day. */
export interface ChangeRow {
  readonly line: number;
  readonly on: Day;
  readonly basisText: string;
  readonly level: AreaLevel;
  readonly code: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly oldFullName: string;
  readonly oldParentCode: string;
  /** What it is from the day on; null for one that ends. */
  readonly facts: SplitName | null;
  readonly parentCode: string;
}

export interface Read<T> {
  readonly rows: readonly T[];
  readonly faults: readonly ImportFault[];
}

type About = Partial<Pick<ImportFault, 'unitCode' | 'name' | 'detail' | 'problem'>>;
const textLimit = 200;

const makeFault = (isError: boolean, line: number, code: ImportFault['code'], about: About): ImportFault => ({
  line,
  code,
  isError,
  unitCode: (about.unitCode ?? '').slice(0, 40),
  name: (about.name ?? '').slice(0, textLimit),
  detail: (about.detail ?? '').slice(0, textLimit),
  problem: about.problem ?? null,
});

/** What keeps a row or a unit out of the import. */
export const errorOf = (line: number, code: ImportErrorCode, about: About = {}): ImportFault =>
  makeFault(true, line, code, about);

/** What a person should know, though nothing is left out. */
export const noticeOf = (line: number, code: ImportNoticeCode, about: About = {}): ImportFault =>
  makeFault(false, line, code, about);

/** Reads rows of a kind; a row with an error is left out, one with a notice is not. */
function readRows<T>(
  rows: readonly ImportCells[],
  read: (row: Row, note: (fault: ImportFault) => void) => T | undefined,
): Read<T> {
  const [found, faults]: [T[], ImportFault[]] = [[], []];
  for (const raw of rows) {
    const cells = Object.fromEntries(
      Object.entries(raw.cells).map(([key, text]) => [key, text.normalize('NFC').trim()]),
    );
    const row: Row = { line: raw.line, cell: (name) => cells[name] ?? '' };
    if (raw.extraCells > 0) faults.push(errorOf(raw.line, 'FIELD_COUNT', { detail: String(raw.extraCells) }));
    else if (Object.values(cells).some((text) => unsafeText.test(text))) faults.push(errorOf(raw.line, 'TEXT_UNSAFE'));
    else {
      const value = read(row, (fault) => {
        faults.push(fault);
      });
      if (value !== undefined) found.push(value);
    }
  }
  return { rows: found, faults };
}

interface Row {
  readonly line: number;
  readonly cell: (name: string) => string;
}

/** A code as it must be written: a spreadsheet that took codes for numbers has dropped their first zeros. */
function codeFault(line: number, level: AreaLevel, code: string, name: string): ImportFault | undefined {
  if (code === '') return errorOf(line, 'CODE_MISSING', { name });
  if (!/^\d+$/.test(code) || code.length >= codeDigits[level]) return undefined;
  return errorOf(line, 'CODE_ZEROS_LOST', { unitCode: code, name, detail: code });
}

/** A full name with the word of its kind, or why it cannot be read. */
function readName(line: number, level: AreaLevel, code: string, text: string): SplitName | ImportFault {
  const about = { unitCode: code, name: text };
  if (text === '') return errorOf(line, 'NAME_MISSING', about);
  if (text.length > nameLimit) return errorOf(line, 'NAME_TOO_LONG', { ...about, detail: String(text.length) });
  return splitFullName(level, text) ?? errorOf(line, 'KIND_UNKNOWN', { ...about, detail: text });
}

const isFault = (value: SplitName | ImportFault): value is ImportFault => 'isError' in value;

/** Rows of a mapping of old wards to new ones, with what is wrong with them by themselves. */
export const readMapping = (rows: readonly ImportCells[]): Read<MappingRow> =>
  readRows(rows, ({ line, cell }, note) => {
    const [typed, fixed] = [cell('old_ward_code'), cell('old_ward_code_fixed')];
    const oldCode = fixed === '' ? typed : fixed;
    const oldName = cell('old_ward_name');
    const [newCode, provinceCode] = [cell('new_ward_code'), cell('new_province_code')];
    const newName = readName(line, 'commune', newCode, cell('new_ward_name'));
    const part = readPart(cell('change_type'), cell('note_vi'));
    const codes = [
      oldCode === '' ? undefined : codeFault(line, 'commune', oldCode, oldName),
      codeFault(line, 'commune', newCode, cell('new_ward_name')),
      codeFault(line, 'province', provinceCode, cell('new_province_name')),
    ].find((fault) => fault !== undefined);
    const fault = codes ?? (isFault(newName) ? newName : undefined);
    if (fault !== undefined) note(fault);
    if (part === undefined)
      note(
        errorOf(line, 'PART_UNKNOWN', {
          unitCode: oldCode,
          name: oldName,
          detail: cell('note_vi') || cell('change_type'),
        }),
      );
    if (fault !== undefined || isFault(newName) || part === undefined) return undefined;
    if (fixed !== '' && fixed !== typed)
      note(noticeOf(line, 'CODE_CORRECTED', { unitCode: fixed, name: oldName, detail: typed }));
    if (newName.isMended)
      note(
        noticeOf(line, 'NEW_NAME_SPELLED', {
          unitCode: newCode,
          name: newName.fullName,
          detail: cell('new_ward_name'),
        }),
      );
    if (part === 'part' && wholeAreaOnly(cell('note_vi')))
      note(noticeOf(line, 'PART_UNCLEAR', { unitCode: oldCode, name: oldName, detail: cell('note_vi') }));
    const [districtCode, districtName] = [cell('old_district_code'), cell('old_district_name')];
    const [oldProvinceCode, provinceName] = [cell('old_province_code'), cell('new_province_name')];
    const old = { oldCode, oldName, districtCode, districtName, oldProvinceCode };
    const isKept = [cell('change_type'), cell('note_vi')].some(
      (text) => foldText(text).replaceAll('_', ' ') === 'giu nguyen',
    );
    return { line, ...old, part, isKept, newCode, newName, provinceCode, provinceName };
  });

const partByType = new Map<string, LineagePart>([
  ['nhap_toan_bo', 'whole'],
  ['giu_nguyen', 'whole'],
  ['doi_ten', 'whole'],
  ['doi_loai_hinh', 'whole'],
  ['nhap_mot_phan', 'part'],
  ['nhap_mot_phan_dien_tich', 'partArea'],
  ['nhap_mot_phan_dan_so', 'partPopulation'],
  ['nhap_mot_phan_dien_tich_toan_bo_dan_so', 'partAreaWholePopulation'],
]);

/** "Nhập toàn bộ diện tích" says nothing of the people, who may have gone elsewhere. */
const wholeAreaOnly = (note: string): boolean => foldText(note) === 'nhap toan bo dien tich';

/** How much of the old unit goes over, by the type of the row and the words beside it; undefined where they say nothing known. */
function readPart(type: string, note: string): LineagePart | undefined {
  const words = foldText(note);
  const said = partByType.get(foldText(type).replaceAll(' ', '_')) ?? partByType.get(words.replace(/,? /g, '_'));
  if (wholeAreaOnly(note)) return 'part';
  // "Đổi tên từ một phần Phường 15": what kept the name is not the whole.
  return said === 'whole' && /\bmot phan\b/.test(words) ? 'part' : said;
}

/** Rows of changes by code, with what is wrong with them by themselves. */
export const readChanges = (rows: readonly ImportCells[]): Read<ChangeRow> =>
  readRows(rows, ({ line, cell }, note) => {
    const [on, code] = [cell('effective_date'), cell('code')];
    const [oldFullName, newFullName] = [cell('old_full_name'), cell('new_full_name')];
    const refuse = (fault: ImportFault): undefined => {
      note(fault);
    };
    const about = { unitCode: code, name: newFullName || oldFullName };
    if (!isDay(on)) return refuse(errorOf(line, 'DAY_WRONG', { ...about, detail: on }));
    const level = findAreaLevel(cell('level'));
    if (level === undefined) return refuse(errorOf(line, 'LEVEL_UNKNOWN', { ...about, detail: cell('level') }));
    const wrongCode = codeFault(line, level, code, about.name);
    if (wrongCode !== undefined) return refuse(wrongCode);
    const change = (['added', 'removed', 'changed'] as const).find((word) => cell('change').split(':')[0] === word);
    if (change === undefined) return refuse(errorOf(line, 'CHANGE_UNKNOWN', { ...about, detail: cell('change') }));
    const facts = change === 'removed' ? null : readName(line, level, code, newFullName);
    if (facts !== null && isFault(facts)) return refuse(facts);
    if (facts?.isMended === true)
      note(noticeOf(line, 'NEW_NAME_SPELLED', { ...about, name: facts.fullName, detail: newFullName }));
    const [basisText, oldParentCode, parentCode] = [cell('legal_basis'), cell('old_parent'), cell('new_parent')];
    return { line, on, basisText, level, code, change, oldFullName, oldParentCode, facts, parentCode };
  });
