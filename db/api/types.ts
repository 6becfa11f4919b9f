import { z } from 'zod';

/** Text of one line: NFC, trimmed, no control characters, no characters that turn the direction of writing. */
export const Line = (max: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .max(max)
    .refine((text) => !unsafeInLine.test(text), { error: 'unsafe_text' });

/** As Line, and not empty. */
export const Name = (max: number) => Line(max).min(1);

/** Text of several lines: NFC, trimmed at the end, line breaks and tabs allowed. */
export const Prose = (max: number) =>
  z
    .string()
    .normalize('NFC')
    .trim()
    .max(max)
    .refine((text) => !unsafeInProse.test(text), { error: 'unsafe_text' });

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
const unsafeInLine = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
const unsafeInProse = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/;

/** UUIDv7 text, made offline. */
export const Id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** Civil date of the office (UTC+7), `YYYY-MM-DD`, 1900..2199; 31/02 is refused. */
export const Day = z.iso.date().refine((day) => day >= '1900-01-01' && day < '2200-01-01', { error: 'day_range' });

/** SQLite has no boolean: 0 or 1 everywhere, so that a row is the object. */
export const Flag = z.union([z.literal(0), z.literal(1)]);

/** A file that the host handed out (chosen in a dialog, uploaded, or named on the command line); never a path. */
export const FileHandle = z.string().min(1).max(4096);

export const Nothing = z.strictObject({});

/** Limits in characters, from the fields' lengths of Nghị định 30/2020/NĐ-CP, Phụ lục VI, or the form's own. */
export const limits = {
  name: 200,
  shortName: 60,
  symbol: 60,
  officialCode: 20,
  documentNumber: 60,
  issuer: 200,
  subject: 500,
  description: 500,
  person: 50,
  position: 100,
  reason: 1000,
  content: 10_000,
  figures: 200,
  pageRows: 200,
} as const;

/** One page of a list, newest or first rows first. `after` is the cursor of the previous page; no offset anywhere. */
export const PageInput = z.strictObject({
  after: z.string().max(500).optional(),
  limit: z.int().min(1).max(limits.pageRows).default(100),
  /** False: the rows only, and `total` is 0. Counting may cost more than a page, and one count serves all pages of a filter. */
  isCounted: z.boolean().default(true),
});

/** Rows, the cursor of the next page (null at the end) and the number of rows in all that match. */
export const Page = <R extends z.ZodType>(row: R) =>
  z.object({ rows: z.array(row), next: z.string().nullable(), total: z.int() });

/** The cursors after every `limits.pageRows` rows of a list, in its order: where each page but the first begins. */
export const Fences = z.object({ cursors: z.array(z.string()) });
