import { z } from 'zod';
import type { ApiError } from '../errors.ts';
import { Id } from '../types.ts';

/** Most rows of a sheet that are checked or saved at once. */
export const maxSheetRows = 2000;

/** Most records that one edit of many touches. */
export const maxPatch = 5000;

/** Most records that an edit of all that a filter finds may touch. */
export const maxMatching = 100_000;

/** Longest text of a cell: detail of a task. */
export const maxCell = 10_000;

/** What is said about one cell of a sheet or of a paste; `refused` carries the error that the single command would give. */
export const CellProblemCode = z.enum([
  'required',
  'tooLong',
  'unsafe',
  'noSuchDay',
  'notANumber',
  'notAChoice',
  'notAllowed',
  'kindUnknown',
  'directiveUnknown',
  'directiveAmbiguous',
  'unitUnknown',
  'unitAmbiguous',
  'unitEnded',
  'unitGuessed',
  'oddNumber',
  'duplicate',
  'duplicateInSheet',
  'refused',
]);
export type CellProblemCode = z.output<typeof CellProblemCode>;

export const CellProblem = z.object({
  /** Name of the column. */
  field: z.string(),
  /** A warning is told and saved all the same. */
  level: z.enum(['error', 'warning']),
  code: CellProblemCode,
  /** What the sentence names: the text that was typed, a limit, the name that was understood. */
  values: z.array(z.string()),
  /** What it could have meant; `picks` of the row says which. */
  choices: z.array(z.object({ id: Id, name: z.string() })),
  error: z.custom<ApiError>().nullable(),
});
export type CellProblem = z.output<typeof CellProblem>;

/** Cells as typed or pasted, by column; days and numbers in any form a person writes. */
export const cellsOf = <C extends readonly [string, ...string[]]>(columns: C) =>
  z.partialRecord(z.enum(columns), z.string().max(maxCell));

/** Rows of a sheet as typed: `key` is the caller's own, unique among them. */
export const rowsInput = <C extends readonly [string, ...string[]]>(columns: C) => ({
  rows: z
    .array(
      z.strictObject({
        key: z.string().min(1).max(50),
        cells: cellsOf(columns),
        /** Which of the choices is meant: text of the cell (or of one name in it) → id. */
        picks: z.record(z.string().max(500), Id).default({}),
      }),
    )
    .min(1)
    .max(maxSheetRows)
    .refine((rows) => new Set(rows.map((row) => row.key)).size === rows.length, { error: 'key_twice' }),
  /** What an empty cell stands for. */
  defaults: cellsOf(columns).default({}),
});

/** good: can be saved; duplicate: can be, but it is there already; error: cannot. */
export const RowState = z.enum(['good', 'duplicate', 'error']);

export const CheckedRow = z.object({
  key: z.string(),
  state: RowState,
  problems: z.array(CellProblem),
  /** What the cells were understood to mean, by column, where that is not what they say. */
  resolved: z.record(z.string(), z.string()),
});
export type CheckedRow = z.output<typeof CheckedRow>;

/** Which rows are saved: all or none (errors refuse, ROWS_REFUSED), or those that can be. */
export const Keep = z.enum(['all', 'good']).default('all');

export const SavedRow = CheckedRow.pick({ key: true, state: true, problems: true }).extend({
  /** The record made of it; null for a row that was left. */
  id: Id.nullable(),
});

/** Values of a patch: as a person types them, or as a form has them; null and '' empty the cell. */
const PatchCells = <C extends readonly [string, ...string[]]>(columns: C) =>
  z
    .partialRecord(z.enum(columns), z.union([z.string().max(maxCell), z.number(), z.null()]))
    .refine((fields) => Object.keys(fields).length > 0, { error: 'required' });

/** Cells of named records, or one value for all that match a filter; `expectedCount` is how many the user was told. */
export const patchInput = <C extends readonly [string, ...string[]], F extends z.ZodType>(columns: C, filter: F) => ({
  changes: z
    .array(
      z.strictObject({
        id: Id,
        /** `changedAtMs` as the user saw it; left out, the last word wins. */
        changedAtMs: z.int().optional(),
        fields: PatchCells(columns),
      }),
    )
    .min(1)
    .max(maxPatch)
    .optional(),
  matching: z
    .strictObject({ filter, fields: PatchCells(columns), expectedCount: z.int().min(0).max(maxMatching) })
    .optional(),
});

/** Exactly one of the two ways to name records. */
export const isOneWay = (input: { changes?: unknown; ids?: unknown; matching?: unknown }): boolean =>
  ((input.changes ?? input.ids) === undefined) !== (input.matching === undefined);

export const PatchResult = z.object({
  /** Records that changed, and those that had the value already. */
  done: z.int(),
  unchanged: z.int(),
  refused: z.array(z.object({ id: Id, problems: z.array(CellProblem) })),
});
export type PatchResult = z.output<typeof PatchResult>;

/** Most rows that a preview shows; the counts are of all. */
export const previewLimit = 200;

export const PatchPreview = z.object({
  count: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** Refused rows first, then those that change. */
  rows: z.array(
    z.object({
      id: Id,
      name: z.string(),
      cells: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
      problems: z.array(CellProblem),
    }),
  ),
});
export type PatchPreview = z.output<typeof PatchPreview>;
