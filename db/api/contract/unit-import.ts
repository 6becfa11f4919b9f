import { z } from 'zod';
import { job, type Role } from '../define.ts';
import { Day, FileHandle, Id, Line, limits } from '../types.ts';
import { UnitLevel } from './unit-words.ts';

const keepers: readonly Role[] = ['admin', 'personnel'];

/** Largest catalogue file and longest list of it; 34 provinces with 3,321 communes are 157 kB. */
export const catalogueByteLimit = 50 * 1024 * 1024;
export const catalogueRowLimit = 100_000;
/** Columns a catalogue must have, in any order. */
export const catalogueColumns = ['level', 'code', 'kind', 'name', 'full_name', 'parent_code'] as const;
/** Lines of one outcome that a preview shows; the counts are always of all. */
export const previewLineLimit = 12_000;

export const LineOutcome = z.enum(['new', 'changed', 'same', 'error', 'missing']);
export type LineOutcome = z.output<typeof LineOutcome>;

/** Why a line cannot be imported, or a missing unit not be ended. */
export const LineProblem = z.enum([
  'FIELD_COUNT',
  'LEVEL_UNKNOWN',
  'CODE_MISSING',
  'CODE_TOO_LONG',
  'CODE_ZEROS_LOST',
  'CODE_TWICE',
  'KIND_UNKNOWN',
  'KIND_OF_OTHER_LEVEL',
  'NAME_MISSING',
  'NAME_TOO_LONG',
  'NAMES_DISAGREE',
  'TEXT_UNSAFE',
  'PARENT_MISSING',
  'PARENT_NOT_ALLOWED',
  'PARENT_UNKNOWN',
  'PARENT_HAS_ERROR',
  'CODE_REUSED',
  'HAS_LATER_VERSIONS',
  'STARTS_SAME_DAY',
  'VERSION_ENDS_BEFORE_START',
  'VERSIONS_OVERLAP',
  'VERSIONS_GAP',
  'PARENT_NOT_ALIVE',
  'PARENT_CYCLE',
  'CHILD_OUTLIVES_PARENT',
]);
export type LineProblem = z.output<typeof LineProblem>;

const choices = {
  file: FileHandle,
  /** First day on which the catalogue holds. */
  on: Day,
  /** For a catalogue older than one already here: the first day on which it no longer holds. */
  until: Day.nullable().default(null),
  /** A code that stands for quite another name: ask line by line, one renamed unit, or a new unit (codes are reused). */
  codeReuse: z.enum(['ask', 'rename', 'newUnit']).default('ask'),
  /** `level:code` → decision for that line. */
  decisions: z.record(z.string().max(40), z.enum(['rename', 'newUnit'])).default({}),
  /** Units the file does not name: absence alone never ends anything. */
  missing: z.enum(['keep', 'endInProvinces', 'endAll']).default('keep'),
  basisText: Line(limits.description).default(''),
};

export const ImportLine = z.object({
  /** Line of the file; 0 for a unit that the file does not name. */
  line: z.int(),
  level: UnitLevel.nullable(),
  code: z.string(),
  fullName: z.string(),
  parentName: z.string(),
  outcome: LineOutcome,
  changes: z.array(
    z.object({ field: z.enum(['kind', 'name', 'fullName', 'parent', 'validFrom']), from: z.string(), to: z.string() }),
  ),
  problem: z.object({ code: LineProblem, detail: z.string() }).nullable(),
  /** Missing units: this import ends it. */
  willEnd: z.boolean(),
});
export type ImportLine = z.output<typeof ImportLine>;

export const ImportPreview = z.object({
  /** Of the file's bytes; the import refuses another file. */
  sha256: z.string(),
  encoding: z.string(),
  delimiter: z.string(),
  rowCount: z.int(),
  counts: z.array(z.object({ level: UnitLevel.nullable(), outcome: LineOutcome, count: z.int() })),
  lines: z.array(ImportLine),
  /** Outcomes of which not every line is in `lines`. */
  cut: z.array(LineOutcome),
  willEndCount: z.int(),
  /** First day after `on` from which an already imported catalogue holds; null when there is none. */
  laterOn: Day.nullable(),
});
export type ImportPreview = z.output<typeof ImportPreview>;

const policeChoices = {
  provinceIds: z.union([z.literal('all'), z.array(Id).min(1).max(100)]),
  on: Day,
  /** The area that the office itself serves; without it, the one whose police unit would have the office's name. */
  officeAreaId: Id.nullable().default(null),
  /** Ends, on that day, the police units whose area has ceased; those with open work or units below stay. */
  endGone: z.boolean().default(false),
  basisText: Line(limits.description).default(''),
};

const PoliceCounts = z.object({
  /** Police units to make; to rename, move or date back; and those left as they are. */
  rows: z.array(z.object({ level: UnitLevel, created: z.int(), changed: z.int(), same: z.int() })),
  /** Areas marked as having no police of their own. */
  withoutPolice: z.int(),
  /** The area that becomes the office's own; null when none is found. */
  officeArea: z.object({ id: Id, fullName: z.string() }).nullable(),
  /** Police units whose area has ceased: those that can end on the day, and those that have open work or units below. */
  gone: z.int(),
  goneKept: z.int(),
});
export type PoliceCounts = z.output<typeof PoliceCounts>;

/** The national catalogue of đơn vị hành chính, and the police units that follow from it. */
export const unitImportContract = {
  /** Errors: FILE_NOT_FOUND, FILE_EMPTY, FILE_TOO_LARGE, CSV_ENCODING, CSV_COLUMNS_MISSING, CSV_QUOTES, CSV_TOO_MANY_ROWS. */
  'unit.previewImport': job({ roles: keepers, writes: false, input: z.strictObject(choices), output: ImportPreview }),
  /**
   * All or nothing. `sha256` of the preview, if given, must still be the file's. Errors: those of the preview, IMPORT_CHANGED,
   * IMPORT_HAS_ERRORS unless `skipErrors`.
   */
  'unit.import': job({
    roles: keepers,
    writes: true,
    input: z.strictObject({
      ...choices,
      sha256: z.string().length(64).optional(),
      skipErrors: z.boolean().default(false),
    }),
    output: z.object({
      rowCount: z.int(),
      created: z.int(),
      changed: z.int(),
      same: z.int(),
      ended: z.int(),
      skipped: z.int(),
    }),
  }),
  'unit.previewPolice': job({
    roles: keepers,
    writes: false,
    input: z.strictObject(policeChoices),
    output: PoliceCounts,
  }),
  /**
   * Công an units for the areas of provinces on a day: made, renamed with their area, or dated back; units whose name a person
   * wrote are left alone. Errors: CATALOGUE_EMPTY, NOT_FOUND, UNIT_NOT_ALIVE.
   */
  'unit.makePolice': job({ roles: keepers, writes: true, input: z.strictObject(policeChoices), output: PoliceCounts }),
};
