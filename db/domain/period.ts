import {
  addDays,
  type Day,
  daysBetween,
  daysInMonth,
  FIRST_YEAR,
  findDay,
  LAST_YEAR,
  partsOfDay,
  weekdayOf,
} from '../api/day.ts';

/** Lengths of regular reporting periods: tuần, tháng, quý, 6 tháng, 9 tháng, năm. */
export type PeriodUnit = 'week' | 'month' | 'quarter' | 'halfYear' | 'nineMonths' | 'year';

/** Reporting weeks; `startDay` is the weekday 1 (Monday) to 7 of the first day: the traffic police's Thursday to Wednesday is 4. */
export interface WeekRule {
  readonly unit: 'week';
  readonly startDay: number;
  /** Days from the last day of the period to the day the report is due; negative when it is due before the period closes. */
  readonly dueOffsetDays: number;
}

/**
 * Reporting periods of whole months; `closeDay` (1 to 31) is the day of the last month that closes the figures: 14 by Nghị
 * định 09/2019/NĐ-CP, null for the end of the month; a month without that day closes on its last.
 */
export interface MonthsRule {
  readonly unit: Exclude<PeriodUnit, 'week'>;
  readonly closeDay: number | null;
  /** As in WeekRule. */
  readonly dueOffsetDays: number;
}

/** How the periods of a report are cut and when the report is due; periods never overlap or gap, but nineMonths is one a year. */
export type PeriodRule = WeekRule | MonthsRule;

/** One period; `endOn` is its last day, inside it. Keys: `2026-W05`, `2026-M03`, `2026-Q1`, `2026-H1`, `2026-9M`, `2026-Y`. */
export interface Period {
  /** Unique within a rule; named for the month it closes in, a week for the year that holds its fourth day (as ISO 8601 does). */
  readonly key: string;
  readonly startOn: Day;
  readonly endOn: Day;
  readonly dueOn: Day;
}

const MONTH_COUNT: { readonly [U in MonthsRule['unit']]: number } = {
  month: 1,
  quarter: 3,
  halfYear: 6,
  nineMonths: 9,
  year: 12,
};

const padTwo = (value: number): string => String(value).padStart(2, '0');

const makePeriod = (rule: PeriodRule, key: string, startOn: Day, endOn: Day): Period => ({
  key,
  startOn,
  endOn,
  dueOn: addDays(endOn, rule.dueOffsetDays),
});

function weekStarting(rule: WeekRule, startOn: Day): Period {
  const { year } = partsOfDay(addDays(startOn, 3));
  const number = Math.floor(daysBetween(`${year}-01-01`, addDays(startOn, 3)) / 7) + 1;
  return makePeriod(rule, `${year}-W${padTwo(number)}`, startOn, addDays(startOn, 6));
}

const startOfWeek = (rule: WeekRule, day: Day): Day => addDays(day, -((weekdayOf(day) - rule.startDay + 7) % 7));

// Months are counted from year 0, so that 12 of them are a year whichever month a period closes in.
function closingDay(rule: MonthsRule, monthIndex: number): Day {
  const year = Math.floor(monthIndex / 12);
  const month = (monthIndex % 12) + 1;
  const lastDay = daysInMonth(year, month);
  const day = findDay(year, month, Math.min(rule.closeDay ?? lastDay, lastDay));
  if (day === undefined) throw new RangeError(`not a closing day: ${rule.closeDay}`);
  return day;
}

function monthsKey(unit: MonthsRule['unit'], monthIndex: number): string {
  const year = Math.floor(monthIndex / 12);
  const month = (monthIndex % 12) + 1;
  const names = {
    month: `M${padTwo(month)}`,
    quarter: `Q${month / 3}`,
    halfYear: `H${month / 6}`,
    nineMonths: '9M',
    year: 'Y',
  };
  return `${year}-${names[unit]}`;
}

function monthsClosingIn(rule: MonthsRule, monthIndex: number): Period {
  const startOn = addDays(closingDay(rule, monthIndex - MONTH_COUNT[rule.unit]), 1);
  return makePeriod(rule, monthsKey(rule.unit, monthIndex), startOn, closingDay(rule, monthIndex));
}

function closingMonthAfter(rule: MonthsRule, day: Day): number {
  const { year, month } = partsOfDay(day);
  const thisMonth = year * 12 + month - 1;
  const month0 = day <= closingDay(rule, thisMonth) ? thisMonth : thisMonth + 1;
  const step = MONTH_COUNT[rule.unit];
  if (rule.unit !== 'nineMonths') return month0 + (step - 1 - (month0 % step));
  return month0 + ((12 + 8 - (month0 % 12)) % 12);
}

/** The first period that ends on a day or later; throws RangeError when `day` is no day or `closeDay` no day of a month. */
function periodEndingFrom(rule: PeriodRule, day: Day): Period {
  return rule.unit === 'week'
    ? weekStarting(rule, startOfWeek(rule, day))
    : monthsClosingIn(rule, closingMonthAfter(rule, day));
}

/** The one period a day lies in; undefined only for nineMonths between one closing and the next start (15/9 to 14/12). */
export function periodContaining(rule: PeriodRule, day: Day): Period | undefined {
  const period = periodEndingFrom(rule, day);
  return period.startOn <= day ? period : undefined;
}

/** The period that follows another of the same rule; of nineMonths, next year's. */
export const periodAfter = (rule: PeriodRule, period: Period): Period =>
  periodEndingFrom(rule, addDays(period.endOn, 1));

/** The period before another of the same rule; of nineMonths, last year's. */
export function periodBefore(rule: PeriodRule, period: Period): Period {
  if (rule.unit === 'week') return weekStarting(rule, addDays(period.startOn, -7));
  const { year, month } = partsOfDay(period.endOn);
  return monthsClosingIn(rule, year * 12 + month - 1 - (rule.unit === 'nineMonths' ? 12 : MONTH_COUNT[rule.unit]));
}

/** Every period that has a day in `[fromOn, toOn)`, earliest first; empty when the stretch is. */
export function periodsBetween(rule: PeriodRule, fromOn: Day, toOn: Day): Period[] {
  const periods: Period[] = [];
  if (fromOn >= toOn) return periods;
  for (let period = periodEndingFrom(rule, fromOn); period.startOn < toOn; period = periodAfter(rule, period))
    periods.push(period);
  return periods;
}

function weekByKey(rule: WeekRule, key: string): Period | undefined {
  const number = /^\d{4}-W(\d{2})$/.exec(key)?.[1];
  if (number === undefined) return undefined;
  // 4 January lies in the first week of its year on whichever weekday weeks begin.
  const firstOn = startOfWeek(rule, `${key.slice(0, 4)}-01-04`);
  const week = weekStarting(rule, addDays(firstOn, (Number(number) - 1) * 7));
  return week.key === key ? week : undefined;
}

/** The period a key names under a rule; undefined for a key of another unit, one the year does not have (`2026-W54`), or a year no day has. */
export function periodByKey(rule: PeriodRule, key: string): Period | undefined {
  const year = /^\d{4}-/.test(key) ? Number(key.slice(0, 4)) : 0;
  // One year more on each side: the periods of the first and the last days reach over.
  if (year < FIRST_YEAR - 1 || year > LAST_YEAR + 1) return undefined;
  if (rule.unit === 'week') return weekByKey(rule, key);
  const step = MONTH_COUNT[rule.unit];
  for (let month = step; month <= 12; month += step) {
    const monthIndex = year * 12 + month - 1;
    if (monthsKey(rule.unit, monthIndex) === key) return monthsClosingIn(rule, monthIndex);
  }
  return undefined;
}
