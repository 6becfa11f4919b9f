import { compareText } from './bytes.ts';
import { Refusal } from './refusal.ts';

export interface JsonLimits {
  readonly depth: number;
  readonly keys: number;
  readonly stringChars: number;
}

/** What one op may hold; a longer text belongs in an attachment. */
export const opJsonLimits: JsonLimits = { depth: 8, keys: 200, stringChars: 32 * 1024 };
/** Signed documents and headers are flat, but hold long lists. */
export const documentJsonLimits: JsonLimits = { depth: 8, keys: 200, stringChars: 512 * 1024 };

const reservedNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads JSON that is exactly what `JSON.stringify` writes: so no name stands twice, no number loses a digit and no two
 * texts mean the same. Errors: MALFORMED with why = syntax, form (spaces, a repeated name, an odd number or escape),
 * name, depth, keys, string, surrogate, number.
 */
export function readJson(text: string, limits: JsonLimits, what: string): unknown {
  const value = parseJson(text, limits, what);
  if (JSON.stringify(value) !== text) throw new Refusal('MALFORMED', { what, why: 'form' });
  return value;
}

/** Reads JSON that is exactly what `canonicalJson` writes. Errors: as `readJson`, and why = order. */
export function readCanonical(text: string, limits: JsonLimits, what: string): unknown {
  const value = parseJson(text, limits, what);
  if (canonicalJson(value) === text) return value;
  throw new Refusal('MALFORMED', { what, why: JSON.stringify(value) === text ? 'order' : 'form' });
}

/** Reads JSON within limits, whatever its form: the caller compares the text with what it would write itself. */
export function parseJson(text: string, limits: JsonLimits, what: string): unknown {
  const refuse = (why: string): never => {
    throw new Refusal('MALFORMED', { what, why });
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('syntax');
  }
  walk(value, limits, 1, refuse);
  return value;
}

/** Why a value that is about to be written would be refused where it is read; undefined when it would not. */
export function whyNotJson(value: unknown, limits: JsonLimits): string | undefined {
  if (typeof value === 'string' && value.length <= limits.stringChars && value.isWellFormed()) return undefined;
  try {
    // As it will be read: inside the fields of an op.
    walk({ fields: { value: JSON.parse(JSON.stringify(value ?? null)) as unknown } }, limits, 1, (why) => {
      throw new Refusal('MALFORMED', { what: 'value', why });
    });
    return undefined;
  } catch (error) {
    return (error as Refusal<'MALFORMED'>).details.why;
  }
}

function walk(value: unknown, limits: JsonLimits, depth: number, refuse: (why: string) => never): void {
  if (typeof value === 'string') checkString(value, limits, refuse);
  else if (typeof value === 'number') {
    if (!isExact(value)) refuse('number');
  } else if (typeof value === 'object' && value !== null) {
    if (depth > limits.depth) refuse('depth');
    if (Array.isArray(value)) for (const item of value) walk(item, limits, depth + 1, refuse);
    else walkObject(value as Record<string, unknown>, limits, depth, refuse);
  }
}

function walkObject(
  value: Record<string, unknown>,
  limits: JsonLimits,
  depth: number,
  refuse: (why: string) => never,
): void {
  const names = Object.keys(value);
  if (names.length > limits.keys) refuse('keys');
  for (const name of names) {
    if (reservedNames.has(name)) refuse('name');
    checkString(name, limits, refuse);
    walk(value[name], limits, depth + 1, refuse);
  }
}

function checkString(text: string, limits: JsonLimits, refuse: (why: string) => never): void {
  if (text.length > limits.stringChars) refuse('string');
  if (!text.isWellFormed()) refuse('surrogate');
}

/** Whole numbers up to 2^53 − 1, and fractions: every PC reads them as the same value. */
const isExact = (value: number): boolean =>
  Number.isInteger(value) ? Number.isSafeInteger(value) && !Object.is(value, -0) : Number.isFinite(value);

/** JSON with the names of every object in order and no spaces: what is signed. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
