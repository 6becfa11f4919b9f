const shown = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 20 });

/** A figure as Vietnamese papers print it, with every digit that was given: 1.234,5. */
export const showFigure = (value: number): string => shown.format(value);

const GROUPED = /^[+-]?\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?$/;
const PLAIN = /^[+-]?\d+(?:[.,]\d+)?$/;

/**
 * The number a person typed, as written in Viet Nam: dots or spaces between groups of three digits, a comma before the
 * decimals (`1.234,5`); a single dot that cannot stand between thousands is read as a decimal one (`1.5`). Undefined for
 * anything else; what was understood is shown beside the field.
 */
export function parseFigure(text: string): number | undefined {
  const typed = text.trim().replace('−', '-');
  if (GROUPED.test(typed)) return Number(typed.replace(/[. \u00a0]/g, '').replace(',', '.'));
  return PLAIN.test(typed) ? Number(typed.replace(',', '.')) : undefined;
}
