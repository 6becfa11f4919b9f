import { AppError } from '../api/errors.ts';

/** Where a page ended, as opaque text: the values of its last row in the order of the sort. */
export const showCursor = (values: readonly (string | number)[]): string => JSON.stringify(values);

/** The values of a cursor; undefined for the first page. Errors: INVALID_INPUT when it is not one of this list's. */
export function readCursor(text: string | undefined, length: number): (string | number)[] | undefined {
  if (text === undefined) return undefined;
  const values = parse(text);
  const isValue = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
  if (Array.isArray(values) && values.length === length && values.every(isValue)) return values as (string | number)[];
  throw new AppError('INVALID_INPUT', {
    issues: [{ path: 'after', code: 'cursor' }],
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
