import { dayOfInstant, isDay, showDay as showCivilDay } from '../../db/api/day.ts';

/** A day as `dd/MM/yyyy`; text that is no day is shown as it is, so that a message never fails. */
export const showDay = (day: string): string => (isDay(day) ? showCivilDay(day) : day);

const inVietNam = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant as `HH:mm`, in Viet Nam's time. */
export const showTime = (instantMs: number): string => inVietNam.format(instantMs);

/** An instant as `HH:mm dd/MM/yyyy`, in Viet Nam's time. */
export const showInstant = (instantMs: number): string => `${showTime(instantMs)} ${showDay(dayOfInstant(instantMs))}`;

const formats = {
  vi: new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
};
let numbers = formats.vi;

/** From now on numbers are written as this language groups them. Dates stay as the office's papers have them. */
export const writeNumbersIn = (language: keyof typeof formats): void => {
  numbers = formats[language];
};

/** The signs of a number field in the language of the screen. */
export const numberSigns = (): { thousandSeparator: string; decimalSeparator: string } =>
  numbers === formats.vi
    ? { thousandSeparator: '.', decimalSeparator: ',' }
    : { thousandSeparator: ',', decimalSeparator: '.' };

/** A number as Vietnamese papers print it, 3.319 and 98,62; in English 3,319 and 98.62. */
export const showNumber = (value: number): string => numbers.format(value);

/** A decimal text (`-1234.5`) with every digit it has, in the signs of the language: -1.234,5. */
export function showDecimal(text: string): string {
  const { thousandSeparator, decimalSeparator } = numberSigns();
  const [whole = '', part = ''] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousandSeparator);
  return part === '' ? grouped : `${grouped}${decimalSeparator}${part}`;
}

/** A size as people read it: 812 B, 12 kB, 3,4 MB. */
export function showBytes(byteCount: number): string {
  if (byteCount < 1000) return `${byteCount} B`;
  if (byteCount < 1_000_000) return `${showNumber(Math.round(byteCount / 1000))} kB`;
  return `${showNumber(Math.round(byteCount / 100_000) / 10)} MB`;
}
