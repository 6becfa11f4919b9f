import type { UnitKind, UnitLevel } from '../api/contract/unit-words.ts';
import { foldText, nameKey } from './text.ts';

/** Levels of đơn vị hành chính, from the top. */
export type AreaLevel = Extract<UnitLevel, 'province' | 'district' | 'commune'>;
export const areaLevels: readonly AreaLevel[] = ['province', 'district', 'commune'];

/** The cells of one row as the file has them; `line` counts from 1, the heading being line 1. */
export interface CatalogueCells {
  readonly line: number;
  readonly level: string;
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly fullName: string;
  readonly parentCode: string;
  /** Cells beyond the last heading that are not empty. */
  readonly extraCells: number;
}

/** One unit as the catalogue states it. */
export interface CatalogueLine {
  readonly line: number;
  readonly level: AreaLevel;
  readonly code: string;
  readonly kind: UnitKind;
  /** Bare name: Long Thành. */
  readonly name: string;
  /** As printed: Phường Long Thành. */
  readonly fullName: string;
  /** Null for a province only. */
  readonly parentCode: string | null;
}

/** Why a row cannot be read; what the plan adds to it is in catalogue.ts. */
export type RowProblem =
  | 'FIELD_COUNT'
  | 'LEVEL_UNKNOWN'
  | 'CODE_MISSING'
  | 'CODE_TOO_LONG'
  | 'CODE_ZEROS_LOST'
  | 'CODE_TWICE'
  | 'KIND_UNKNOWN'
  | 'KIND_OF_OTHER_LEVEL'
  | 'NAME_MISSING'
  | 'NAME_TOO_LONG'
  | 'NAMES_DISAGREE'
  | 'TEXT_UNSAFE'
  | 'PARENT_MISSING'
  | 'PARENT_NOT_ALLOWED';

/** A row that cannot be used: what is wrong, and the cell or line it is about. */
export interface RowError {
  readonly cells: CatalogueCells;
  readonly problem: RowProblem;
  readonly detail: string;
}

/** Longest name of a unit. */
export const nameLimit = 200;
const codeLimit = 20;

/** Digits of the codes of the General Statistics Office (Quyết định 124/2004/QĐ-TTg): two, three, five. */
export const codeDigits: Record<AreaLevel, number> = { province: 2, district: 3, commune: 5 };

const levelByWord = new Map<string, AreaLevel>([
  ['tinh', 'province'],
  ['huyen', 'district'],
  ['xa', 'commune'],
]);

const kinds: readonly (readonly [word: string, level: AreaLevel, kind: UnitKind])[] = [
  ['Tỉnh', 'province', 'province'],
  ['Thành phố trực thuộc trung ương', 'province', 'centralCity'],
  ['Thành phố', 'province', 'centralCity'],
  ['Huyện', 'district', 'ruralDistrict'],
  ['Quận', 'district', 'urbanDistrict'],
  ['Thị xã', 'district', 'town'],
  ['Thành phố', 'district', 'provincialCity'],
  ['Thành phố thuộc tỉnh', 'district', 'provincialCity'],
  ['Thành phố thuộc thành phố trực thuộc trung ương', 'district', 'provincialCity'],
  ['Xã', 'commune', 'commune'],
  ['Phường', 'commune', 'ward'],
  ['Thị trấn', 'commune', 'township'],
  ['Đặc khu', 'commune', 'specialZone'],
];
const kindByWord = new Map(kinds.map(([word, level, kind]) => [`${level}:${nameKey(word)}`, kind]));
const kindWords = new Set(kinds.map(([word]) => nameKey(word)));

/** What a one-line field of any record refuses: control characters and signs that turn or hide text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
export const unsafeText = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/;

/** The level that a word of the file names: tinh, huyen or xa, with or without marks. */
export const findAreaLevel = (word: string): AreaLevel | undefined => levelByWord.get(foldText(word));

/** Level and code of a unit: what the catalogue calls it, on one day. Codes are reused over time (DOMAIN 0.2). */
export const areaKey = (level: string, code: string): string => `${level}:${code}`;

/** Rows that can be used and rows that cannot, each row in exactly one of the two. */
export function readCatalogue(rows: readonly CatalogueCells[]): { lines: CatalogueLine[]; errors: RowError[] } {
  const lines: CatalogueLine[] = [];
  const errors: RowError[] = [];
  const cellsByKey = new Map<string, CatalogueCells[]>();
  for (const raw of rows) {
    const cells = tidy(raw);
    const read = readLine(cells);
    if ('problem' in read) errors.push(read);
    else {
      const key = areaKey(read.level, read.code);
      cellsByKey.set(key, [...(cellsByKey.get(key) ?? []), cells]);
      lines.push(read);
    }
  }
  const refused = new Set<number>();
  for (const same of cellsByKey.values()) {
    for (const error of repeated(same)) {
      errors.push(error);
      refused.add(error.cells.line);
    }
  }
  return {
    lines: lines.filter(({ line }) => !refused.has(line)),
    errors: errors.sort((a, b) => a.cells.line - b.cells.line),
  };
}

const tidy = (cells: CatalogueCells): CatalogueCells => ({
  ...cells,
  level: cells.level.trim(),
  code: cells.code.trim(),
  kind: cells.kind.trim(),
  name: cells.name.normalize('NFC').trim(),
  fullName: cells.fullName.normalize('NFC').trim(),
  parentCode: cells.parentCode.trim(),
});

/** A code that stands twice: a repeated row is refused from the second on, rows that disagree are all refused. */
function repeated(same: readonly CatalogueCells[]): RowError[] {
  const [first, ...others] = same;
  if (first === undefined || others.length === 0) return [];
  const text = ({ kind, name, fullName, parentCode }: CatalogueCells): string =>
    [kind, name, fullName, parentCode].map(nameKey).join('\n');
  const agree = others.every((other) => text(other) === text(first));
  const list = agree ? others : same;
  return list.map((cells) => ({
    cells,
    problem: 'CODE_TWICE',
    detail: String(cells === first ? others[0]?.line : first.line),
  }));
}

function readLine(cells: CatalogueCells): CatalogueLine | RowError {
  const refuse = (problem: RowProblem, detail = ''): RowError => ({ cells, problem, detail: detail.slice(0, 100) });
  if (cells.extraCells > 0) return refuse('FIELD_COUNT', String(cells.extraCells));
  const unsafeCell = [cells.code, cells.kind, cells.name, cells.fullName, cells.parentCode].find((text) =>
    unsafeText.test(text),
  );
  if (unsafeCell !== undefined) return refuse('TEXT_UNSAFE');
  const level = findAreaLevel(cells.level);
  if (level === undefined) return refuse('LEVEL_UNKNOWN', cells.level);
  const code = checkCode(level, cells.code);
  if (code !== undefined) return refuse(code, cells.code);
  const kind = kindByWord.get(`${level}:${nameKey(cells.kind)}`);
  if (kind === undefined)
    return refuse(kindWords.has(nameKey(cells.kind)) ? 'KIND_OF_OTHER_LEVEL' : 'KIND_UNKNOWN', cells.kind);
  const { name } = cells;
  const fullName = cells.fullName === '' ? `${shortKindWord(kind)} ${name}` : cells.fullName;
  if (name === '') return refuse('NAME_MISSING');
  if (name.length > nameLimit || fullName.length > nameLimit)
    return refuse('NAME_TOO_LONG', String(Math.max(name.length, fullName.length)));
  if (!nameKey(fullName).endsWith(nameKey(name))) return refuse('NAMES_DISAGREE', `${name} / ${fullName}`);
  if (level === 'province' && cells.parentCode !== '') return refuse('PARENT_NOT_ALLOWED', cells.parentCode);
  if (level !== 'province' && cells.parentCode === '') return refuse('PARENT_MISSING');
  const { line } = cells;
  return {
    line,
    level,
    code: cells.code,
    kind,
    name,
    fullName,
    parentCode: cells.parentCode === '' ? null : cells.parentCode,
  };
}

function checkCode(level: AreaLevel, code: string): RowProblem | undefined {
  if (code === '') return 'CODE_MISSING';
  if (code.length > codeLimit) return 'CODE_TOO_LONG';
  // A spreadsheet that took the codes for numbers has dropped their first zeros.
  return /^\d+$/.test(code) && code.length < codeDigits[level] ? 'CODE_ZEROS_LOST' : undefined;
}

const shortWords: Partial<Record<UnitKind, string>> = {
  province: 'Tỉnh',
  centralCity: 'Thành phố',
  ruralDistrict: 'Huyện',
  urbanDistrict: 'Quận',
  town: 'Thị xã',
  provincialCity: 'Thành phố',
  commune: 'Xã',
  ward: 'Phường',
  township: 'Thị trấn',
  specialZone: 'Đặc khu',
};

/** The word that stands before the bare name of an administrative unit: Thành phố, Phường …; empty for other kinds. */
export const shortKindWord = (kind: UnitKind): string => shortWords[kind] ?? '';

/** A full name read as the word of a kind and a bare name. */
export interface SplitName {
  readonly kind: UnitKind;
  readonly name: string;
  readonly fullName: string;
  /** The word of the kind was not written as it is spelled (Xa for Xã), and is mended here. */
  readonly isMended: boolean;
}

/** Kind and bare name out of a full name: Phường Long Thành; undefined where it begins with no kind of the level. */
export function splitFullName(level: AreaLevel, text: string): SplitName | undefined {
  const words = kinds.filter(([word, of, kind]) => of === level && word === shortKindWord(kind));
  for (const fold of [nameKey, foldText]) {
    for (const [word, , kind] of words) {
      const name = text.slice(word.length).trim();
      if (fold(text.slice(0, word.length)) !== fold(word) || name === '' || !/^\s/.test(text.slice(word.length)))
        continue;
      return { kind, name, fullName: `${word} ${name}`, isMended: fold === foldText };
    }
  }
  return undefined;
}
