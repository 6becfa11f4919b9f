import { type Day, FIRST_YEAR, isDay, LAST_YEAR, parseDay, showDay } from '../../db/api/day.ts';

/** What a typed date is: a day, nothing, or why it is none. */
export type TypedDay =
  | { kind: 'day'; day: Day }
  | { kind: 'empty' }
  | { kind: 'incomplete' }
  | { kind: 'impossible'; typed: string }
  | { kind: 'year'; typed: string }
  | { kind: 'notADate'; typed: string };

const THREE_NUMBERS = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})$/;
const EIGHT_DIGITS = /^(\d{2})(\d{2})(\d{4})$/;

/** Reads what a person typed; every case has its own sentence, and none falls back to an older date. */
export function readTypedDay(raw: string): TypedDay {
  const typed = raw.trim();
  if (typed === '') return { kind: 'empty' };
  const day = parseDay(typed);
  if (day !== undefined) return { kind: 'day', day };
  const parts = THREE_NUMBERS.exec(typed) ?? EIGHT_DIGITS.exec(typed);
  if (parts !== null) return isYearOutside(parts) ? { kind: 'year', typed } : { kind: 'impossible', typed };
  return /^[\d/.\s-]+$/.test(typed) ? { kind: 'incomplete' } : { kind: 'notADate', typed };
}

function isYearOutside(parts: RegExpExecArray): boolean {
  const [first = '', , last = ''] = parts.slice(1);
  const year = Number(first.length === 4 ? first : last);
  return (first.length === 4 || last.length === 4) && (year < FIRST_YEAR || year > LAST_YEAR);
}

/** A form's value as it stands in the field: `dd/MM/yyyy` of a day, or the text that is no day yet. */
export const showFieldDay = (value: string | null | undefined): string =>
  value === null || value === undefined ? '' : isDay(value) ? showDay(value) : value;
