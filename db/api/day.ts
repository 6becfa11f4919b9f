/** A civil date of Viet Nam as `YYYY-MM-DD`; two days compare as text. An interval of days is half-open `[from, to)`. */
export type Day = string;

/** First year a person may enter; nothing the police writes today is older than the state that issues it. */
export const FIRST_YEAR = 1945;

/** Last year a person may enter; a later one is a slip of the keyboard. */
export const LAST_YEAR = 2199;

const MS_PER_DAY = 86_400_000;

// Viet Nam has kept UTC+7 without summer time in all of its territory since 1975, so no zone database is needed.
const MS_AHEAD_OF_UTC = 7 * 3_600_000;

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

const dayOfMs = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** Number of days, 28 to 31, in a month (1 to 12) of a year. */
export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The day of a year, month (1 to 12) and day of the month, or undefined when the calendar has no such day. */
export function findDay(year: number, month: number, dayOfMonth: number): Day | undefined {
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return undefined;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

/** Year, month (1 to 12) and day of the month of a day; throws RangeError when the text is no day of the calendar. */
export function partsOfDay(day: Day): { year: number; month: number; dayOfMonth: number } {
  const match = ISO_DAY.exec(day);
  const parts = { year: Number(match?.[1]), month: Number(match?.[2]), dayOfMonth: Number(match?.[3]) };
  if (match === null || findDay(parts.year, parts.month, parts.dayOfMonth) !== day)
    throw new RangeError(`not a day: ${day}`);
  return parts;
}

function msOfDay(day: Day): number {
  const { year, month, dayOfMonth } = partsOfDay(day);
  return Date.UTC(year, month - 1, dayOfMonth);
}

/** True when the text is a real calendar day written `YYYY-MM-DD`, from FIRST_YEAR to LAST_YEAR. */
export function isDay(text: string): boolean {
  const match = ISO_DAY.exec(text);
  if (match === null) return false;
  const year = Number(match[1]);
  return year >= FIRST_YEAR && year <= LAST_YEAR && findDay(year, Number(match[2]), Number(match[3])) !== undefined;
}

/** The day a whole number of days later, or earlier when negative; throws RangeError when `day` is no day. */
export const addDays = (day: Day, dayCount: number): Day => dayOfMs(msOfDay(day) + dayCount * MS_PER_DAY);

/** Days from one day to another, negative when the second is earlier; throws RangeError when either is no day. */
export const daysBetween = (fromOn: Day, toOn: Day): number => (msOfDay(toOn) - msOfDay(fromOn)) / MS_PER_DAY;

/** The civil day in Viet Nam (UTC+7) of an instant in ms since 1970, whatever zone the PC is set to. */
export const dayOfInstant = (instantMs: number): Day => dayOfMs(instantMs + MS_AHEAD_OF_UTC);

/** The instant at which a day begins in Viet Nam, in ms since 1970; throws RangeError when `day` is no day. */
export const startOfDayMs = (day: Day): number => msOfDay(day) - MS_AHEAD_OF_UTC;

/** Weekday 1 (Monday) to 7 (Sunday) of a day. */
export const weekdayOf = (day: Day): number => new Date(msOfDay(day)).getUTCDay() || 7;

/** The last day of the month a day lies in. */
export function lastDayOfMonth(day: Day): Day {
  const { year, month } = partsOfDay(day);
  return `${day.slice(0, 8)}${pad(daysInMonth(year, month), 2)}`;
}

const DAY_FIRST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/;
const EIGHT_DIGITS = /^(\d{2})(\d{2})(\d{4})$/;

function typedParts(text: string): [year: string, month: string, dayOfMonth: string] | undefined {
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return [dayFirst[4] ?? '', dayFirst[3] ?? '', dayFirst[1] ?? ''];
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return [yearFirst[1] ?? '', yearFirst[3] ?? '', yearFirst[4] ?? ''];
  const digits = EIGHT_DIGITS.exec(text);
  return digits ? [digits[3] ?? '', digits[2] ?? '', digits[1] ?? ''] : undefined;
}

/**
 * The day a person typed, day first as Vietnamese papers write it (`3/2/2026`, `3-2-26`, `3.2.2026`, `03022026`) or ISO;
 * two digits of a year mean 20yy; undefined for anything else, a day the calendar lacks, or a year outside FIRST_YEAR to LAST_YEAR.
 */
export function parseDay(text: string): Day | undefined {
  const parts = typedParts(text.trim());
  if (parts === undefined) return undefined;
  const [yearText, month, dayOfMonth] = parts;
  const year = Number(yearText) + (yearText.length === 2 ? 2000 : 0);
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  return findDay(year, Number(month), Number(dayOfMonth));
}

/** A day as `dd/MM/yyyy` for people; throws RangeError when `day` is no day. */
export function showDay(day: Day): string {
  const { year, month, dayOfMonth } = partsOfDay(day);
  return `${pad(dayOfMonth, 2)}/${pad(month, 2)}/${pad(year, 4)}`;
}
