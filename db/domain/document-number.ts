import type { Day } from '../api/day.ts';
import { foldText } from './text.ts';

/** Abbreviations of document kinds in numbers: Nghị định 30/2020/NĐ-CP, Phụ lục III (with the three kinds of copies), then legal and Party kinds that arrive too; a free list, others exist. */
export const KIND_ABBREVIATIONS: readonly string[] = [
  'NQ',
  'QĐ',
  'CT',
  'QC',
  'QyĐ',
  'TC',
  'TB',
  'HD',
  'CTr',
  'KH',
  'PA',
  'ĐA',
  'DA',
  'BC',
  'BB',
  'TTr',
  'HĐ',
  'CĐ',
  'BGN',
  'BTT',
  'GUQ',
  'GM',
  'GGT',
  'GNP',
  'PG',
  'PC',
  'PB',
  'SY',
  'TrS',
  'SL',
  'NĐ',
  'TT',
  'TTLT',
  'PL',
  'KL',
];

/** A number taken apart: `03/CT-BCA-X11` is number `03` (value 3), symbol `CT-BCA-X11`. */
export interface DocumentNumber {
  /** As written, with its leading zeros and its letter if it has one (`05a`). */
  readonly number: string;
  readonly numberValue: number;
  readonly symbol: string;
}

// Beyond this many digits a number is a slip, and a float would no longer hold it exactly.
const MAX_DIGIT_COUNT = 11;
const NUMBER_AND_SYMBOL = /^(\d+)([a-zA-Z]?)\/(.+)$/;

const tidy = (original: string): string =>
  original
    .normalize('NFC')
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/\p{Pd}/gu, '-')
    .replace(/ ?([/-]) ?/g, '$1');

/**
 * The parts of a document's number (Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I), blind to stray spaces and long dashes;
 * undefined for an odd one, which is still a valid number: keep and show the original always.
 */
export function parseDocumentNumber(original: string): DocumentNumber | undefined {
  const match = NUMBER_AND_SYMBOL.exec(tidy(original));
  const [, digits = '', letter = '', symbol = ''] = match ?? [];
  if (match === null || digits.length > MAX_DIGIT_COUNT) return undefined;
  return { number: digits + letter, numberValue: Number(digits), symbol };
}

/**
 * Key for "was this document entered already?" (Nghị định 30/2020/NĐ-CP, Phụ lục VI): number, issuer and year of issue,
 * without marks, capitals, spaces and leading zeros. For a warning only: `HD` and `HĐ` fold alike.
 */
export function duplicateKey(original: string, issuer: string, issuedOn: Day): string {
  const number = foldText(tidy(original))
    .replaceAll(' ', '')
    .replace(/^0+(?=\d)/, '');
  return [number, foldText(issuer), issuedOn.slice(0, 4)].join('|');
}

/** Text whose binary order is the natural order of numbers: 9/KH before 10/KH, without marks and capitals. */
export const numberSortKey = (original: string): string =>
  foldText(tidy(original)).replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(MAX_DIGIT_COUNT, '0'));

/**
 * The kind a number names, of those the office has: the one whose abbreviation begins the symbol and of which most parts
 * are in it (`22-NQ/TW` → `NQ/TW` rather than `NQ`); undefined for công văn and for numbers without a symbol.
 */
export function chooseKind<K extends { readonly abbreviation: string }>(
  original: string,
  kinds: readonly K[],
): K | undefined {
  const partsOf = (text: string): string[] => tidy(text).toUpperCase().split(/[/-]/);
  const parts = partsOf(original).filter((part) => !/^\d+[A-Z]?$/.test(part));
  const fits = ({ abbreviation }: K): boolean => {
    const wanted = partsOf(abbreviation);
    return abbreviation !== '' && wanted[0] === parts[0] && wanted.every((part) => parts.includes(part));
  };
  return kinds.filter(fits).toSorted((a, b) => partsOf(b.abbreviation).length - partsOf(a.abbreviation).length)[0];
}

const kindByCapitals = new Map(KIND_ABBREVIATIONS.map((kind) => [kind.normalize('NFC').toUpperCase(), kind]));

/**
 * The abbreviation of the document's kind in a symbol or a whole number (`CT-BCA-X11` → `CT`, `2021/TT-BCA` and
 * `22-NQ/TW` likewise); undefined for công văn, which has none, and for kinds outside KIND_ABBREVIATIONS.
 */
export function findKind(symbol: string): string | undefined {
  const firstWord = tidy(symbol)
    .split(/[/-]/)
    .find((part) => !/^\d+[a-zA-Z]?$/.test(part));
  return kindByCapitals.get(firstWord?.toUpperCase() ?? '');
}
