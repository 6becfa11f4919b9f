import { partsOfDay, showDay } from '../../../db/api/day.ts';
import { readTypedDay, type TypedDay } from '../day-text.ts';
import { fold } from '../fold.ts';
import type { CellKind, CellValue } from './types.ts';

/** Why a text is no value of its cell. */
export type CellProblem =
  | { readonly problem: 'day'; readonly typed: Exclude<TypedDay, { kind: 'day' | 'empty' }> }
  | { readonly problem: 'dayRange'; readonly min: string | undefined; readonly max: string | undefined }
  | { readonly problem: 'number'; readonly typed: string }
  | { readonly problem: 'numberRange'; readonly min: number | undefined; readonly max: number | undefined }
  | { readonly problem: 'decimals'; readonly decimals: number }
  | { readonly problem: 'choice'; readonly typed: string; readonly labels: readonly string[] }
  | { readonly problem: 'reference'; readonly typed: string }
  | { readonly problem: 'length'; readonly most: number; readonly length: number };

export type CellReading = { readonly value: CellValue } | CellProblem;

export const isProblem = (reading: CellReading): reading is CellProblem => 'problem' in reading;

/** Reads `1.234,5`, `1234.5`, `1 234,5` and `-3`: a single separator with exactly three digits behind it groups, as in Vietnamese. */
export function readNumber(text: string): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(/\u2212/g, '-');
  if (!/^[-+]?[\d.,]*\d[\d.,]*%?$/.test(bare)) return undefined;
  const digits = bare.replace(/%$/, '');
  const decimal = decimalMark(digits);
  const whole = decimal === undefined ? digits : digits.slice(0, digits.lastIndexOf(decimal));
  const part = decimal === undefined ? '' : digits.slice(digits.lastIndexOf(decimal) + 1);
  const groups = whole.replace(/^[-+]/, '').split(/[.,]/);
  if (
    groups.length > 1 &&
    groups.some((group, index) => (index === 0 ? !/^\d{1,3}$/.test(group) : !/^\d{3}$/.test(group)))
  )
    return undefined;
  if (!/^\d*$/.test(part)) return undefined;
  const value = Number(`${whole.startsWith('-') ? '-' : ''}${groups.join('')}.${part === '' ? '0' : part}`);
  return Number.isFinite(value) ? value : undefined;
}

function decimalMark(digits: string): '.' | ',' | undefined {
  const [dots, commas] = [digits.split('.').length - 1, digits.split(',').length - 1];
  if (dots > 0 && commas > 0) return digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  if (dots + commas !== 1) return undefined;
  const mark = dots === 1 ? '.' : ',';
  const [before = '', after = ''] = digits.split(mark);
  const isGroup = mark === '.' && /^[-+]?[1-9]\d{0,2}$/.test(before) && /^\d{3}$/.test(after);
  return isGroup ? undefined : mark;
}

/** Reads what was typed or pasted. A reference is resolved elsewhere: its text alone says nothing. */
export function readCell(kind: CellKind, raw: string): CellReading {
  const text = raw.normalize('NFC');
  const trimmed = text.trim();
  if (trimmed === '') return { value: kind.kind === 'text' || kind.kind === 'longText' ? '' : null };
  switch (kind.kind) {
    case 'text':
      return readText(trimmed.replace(/\s*[\r\n]+\s*/g, ' '), kind.maxLength);
    case 'longText':
      return readText(text.replace(/\r\n?/g, '\n').trim(), kind.maxLength);
    case 'day':
      return readDay(trimmed, kind);
    case 'number':
      return readQuantity(trimmed, kind);
    case 'choice': {
      const wanted = fold(trimmed);
      const found =
        kind.choices.find(({ label }) => fold(label) === wanted) ?? kind.choices.find(({ value }) => value === trimmed);
      if (found !== undefined) return { value: found.value };
      return { problem: 'choice', typed: trimmed, labels: kind.choices.map(({ label }) => label) };
    }
    case 'reference':
      return { problem: 'reference', typed: trimmed };
  }
}

function readText(text: string, most: number | undefined): CellReading {
  return most !== undefined && text.length > most ? { problem: 'length', most, length: text.length } : { value: text };
}

function readDay(text: string, { min, max }: CellKind & { kind: 'day' }): CellReading {
  // Excel gives a day with its time, ISO or not.
  const typed = readTypedDay(text.replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AP]M)?Z?$/i, ''));
  if (typed.kind === 'empty') return { value: null };
  if (typed.kind !== 'day') return { problem: 'day', typed };
  if ((min !== undefined && typed.day < min) || (max !== undefined && typed.day > max))
    return { problem: 'dayRange', min, max };
  return { value: typed.day };
}

function readQuantity(text: string, { min, max, decimals }: CellKind & { kind: 'number' }): CellReading {
  const value = readNumber(text);
  if (value === undefined) return { problem: 'number', typed: text };
  if ((min !== undefined && value < min) || (max !== undefined && value > max))
    return { problem: 'numberRange', min, max };
  if (decimals !== undefined && Number(value.toFixed(decimals)) !== value) return { problem: 'decimals', decimals };
  return { value };
}

const number = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 12 });

/** A value as it is shown and typed: dd/MM/yyyy, 1.234,5, the label of a choice. */
export function showCell(kind: CellKind, value: CellValue): string {
  if (value === null) return '';
  if (kind.kind === 'day') return isDayText(value) ? showDay(value) : String(value);
  if (kind.kind === 'number') return typeof value === 'number' ? number.format(value) : String(value);
  if (kind.kind === 'choice') return kind.choices.find((choice) => choice.value === value)?.label ?? String(value);
  return String(value);
}

export function isDayText(value: CellValue): value is string {
  if (typeof value !== 'string') return false;
  try {
    partsOfDay(value);
    return true;
  } catch {
    return false;
  }
}
