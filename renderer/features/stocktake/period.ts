import { addDays, type Day } from '../../../db/api/day.ts';

/** How many years a stretch of days is, where it is that many to the day, either day counted once: 10/04/2009 – 10/04/2019 or – 09/04/2019. */
export function wholeYears(fromOn: Day, toOn: Day): number | null {
  const end = [toOn, addDays(toOn, 1)].find((day) => day.slice(5) === fromOn.slice(5));
  const years = end === undefined ? 0 : Number(end.slice(0, 4)) - Number(fromOn.slice(0, 4));
  return years > 0 ? years : null;
}

/** Lines of a text without what numbers or marks them: what a conclusion orders, one task a line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-–—•*+]|\(?\d{1,2}[.)]|\(?\p{L}[.)])\s+/u, '').trim())
    .filter((line) => line !== '');
