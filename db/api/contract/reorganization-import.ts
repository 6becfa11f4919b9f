import { z } from 'zod';
import { job, type Role } from '../define.ts';
import { Day, FileHandle, Id, Line, limits } from '../types.ts';
import { EventProblem } from './reorganization.ts';
import { LineagePart, UnitEventKind, UnitLevel } from './unit-words.ts';

const keepers: readonly Role[] = ['admin', 'personnel'];

/** The two files that tell of a reorganisation: old wards to new ones on one day, or changes by code on many days. */
export const ReorganizationFile = z.enum(['mapping', 'changes']);
export type ReorganizationFile = z.output<typeof ReorganizationFile>;

/** Columns without which a file of each kind cannot be read; more are read where they are there. */
export const mappingColumns = ['old_ward_code', 'new_ward_code', 'new_ward_name', 'new_province_code'] as const;
export const changesColumns = ['effective_date', 'level', 'code', 'change', 'new_full_name', 'new_parent'] as const;

/** Largest number of rows and of bytes, and how many units, splits and faults a preview shows; the counts are of all. */
export const reorganizationRowLimit = 100_000;
export const reorganizationByteLimit = 50 * 1024 * 1024;
export const reorganizationLineLimit = 12_000;

/** What stands in the way of a row or a unit: it is left out until a person mends the file or the tree. */
export const ImportErrorCode = z.enum([
  'FIELD_COUNT',
  'TEXT_UNSAFE',
  'DAY_WRONG',
  'LEVEL_UNKNOWN',
  'CHANGE_UNKNOWN',
  'CODE_MISSING',
  'CODE_ZEROS_LOST',
  'NAME_MISSING',
  'NAME_TOO_LONG',
  'KIND_UNKNOWN',
  'PART_UNKNOWN',
  'OLD_UNIT_MISSING',
  'OLD_CODE_UNKNOWN',
  'ROW_TWICE',
  'ROWS_DISAGREE',
  'WHOLE_AND_MORE',
  'OLD_NOT_NAMED',
  'NEW_NOT_FORMED',
  'NEW_ALREADY_THERE',
  'RECORDED_OTHERWISE',
  'PROVINCE_NAME_MISSING',
  'PARENT_UNKNOWN',
  'CODE_TAKEN',
  'UNIT_NOT_ALIVE',
  'OTHER_STATE',
  'CHILDREN_REMAIN',
  'EVENT_REFUSED',
]);
export type ImportErrorCode = z.output<typeof ImportErrorCode>;

/** What a person should know, though the row is imported. */
export const ImportNoticeCode = z.enum([
  'CODE_CORRECTED',
  'OLD_NAME_DIFFERS',
  'NEW_NAME_SPELLED',
  'DISTRICT_DIFFERS',
  'PROVINCE_DIFFERS',
  'PART_UNCLEAR',
  'DISTRICT_STAYS',
  'HEIRS_UNKNOWN',
  'PREDECESSORS_UNKNOWN',
]);
export type ImportNoticeCode = z.output<typeof ImportNoticeCode>;

export const ImportFault = z.object({
  /** Line of the file; 0 where it is about a unit that no line names. */
  line: z.int(),
  code: z.union([ImportErrorCode, ImportNoticeCode]),
  isError: z.boolean(),
  /** Official code and name of the unit it is about, as far as the file or the tree tells. */
  unitCode: z.string(),
  name: z.string(),
  /** What the sentence needs besides: the other line, the name in the tree, the rule that an event breaks. */
  detail: z.string(),
  /** EVENT_REFUSED: the rule that the event would break. */
  problem: EventProblem.shape.code.nullable(),
});
export type ImportFault = z.output<typeof ImportFault>;

const choices = {
  file: FileHandle,
  /** First day of the new state; a file of changes has its own days. */
  on: Day.nullable().default(null),
  /** A file of changes: only those in force on or after, and before or on, these days. */
  fromOn: Day.nullable().default(null),
  toOn: Day.nullable().default(null),
  /** Official codes of old or new provinces; a new province is always taken with all it is made of, and an old one with all it becomes. */
  provinceCodes: z.union([z.literal('all'), z.array(Line(limits.officialCode).min(1)).min(1).max(100)]).default('all'),
  signedOn: Day.nullable().default(null),
  announcedOn: Day.nullable().default(null),
  basisDirectiveId: Id.nullable().default(null),
  /** Căn cứ of events whose row names none. */
  basisText: Line(limits.description).default(''),
  /** Does the same with the police units of the areas. */
  withPolice: z.boolean().default(false),
};

/** A unit that the import makes, changes or ends, each with its event. */
export const ImportedUnit = z.object({
  line: z.int(),
  on: Day,
  event: UnitEventKind,
  outcome: z.enum(['new', 'goesOn', 'ends']),
  level: UnitLevel,
  code: z.string(),
  fullName: z.string(),
  parentName: z.string(),
  /** What it is made of, or what it was called. */
  from: z.array(z.object({ fullName: z.string(), part: LineagePart })),
});
export type ImportedUnit = z.output<typeof ImportedUnit>;

export const ReorganizationPreview = z.object({
  /** Of the file's bytes; the import refuses another file. */
  sha256: z.string(),
  encoding: z.string(),
  delimiter: z.string(),
  fileKind: ReorganizationFile,
  rowCount: z.int(),
  /** Rows of provinces, or of days, that were not chosen. */
  outsideCount: z.int(),
  /** Rows whose units are already as the file says. */
  sameCount: z.int(),
  /** Days on which something changes, oldest first. */
  days: z.array(Day),
  /** Provinces the file speaks of, to choose from. */
  provinces: z.array(z.object({ code: z.string(), fullName: z.string(), oldNames: z.array(z.string()) })),
  /** By kind of event: how many, and the units that begin, go on otherwise, and end with them. */
  events: z.array(
    z.object({ kind: UnitEventKind, count: z.int(), created: z.int(), changed: z.int(), ended: z.int() }),
  ),
  policeEventCount: z.int(),
  units: z.array(ImportedUnit),
  /** Old units whose parts go to several new ones; none of them is known as the main heir. */
  splits: z.array(z.object({ code: z.string(), fullName: z.string(), heirs: z.array(z.string()) })),
  faults: z.array(ImportFault),
  errorCount: z.int(),
  noticeCount: z.int(),
  /** Of units, splits and faults not all are listed. */
  isCut: z.boolean(),
  /** Units that end with unfinished work, to be handed over afterwards. */
  openUnitCount: z.int(),
});
export type ReorganizationPreview = z.output<typeof ReorganizationPreview>;

/** A whole reorganisation out of a file: old wards to new ones, or changes by code. */
export const reorganizationImportContract = {
  /** Errors: those of a file and of a CSV, CATALOGUE_EMPTY, EFFECTIVE_DAY_MISSING. */
  'reorganization.previewImport': job({
    roles: keepers,
    writes: false,
    input: z.strictObject(choices),
    output: ReorganizationPreview,
  }),
  /** All or nothing. Errors: those of the preview, TREE_NOT_OWN, NOT_FOUND, IMPORT_CHANGED, IMPORT_HAS_ERRORS unless `skipErrors`. */
  'reorganization.import': job({
    roles: keepers,
    writes: true,
    input: z.strictObject({
      ...choices,
      sha256: z.string().length(64).optional(),
      skipErrors: z.boolean().default(false),
    }),
    output: z.object({
      rowCount: z.int(),
      events: z.int(),
      policeEvents: z.int(),
      created: z.int(),
      changed: z.int(),
      ended: z.int(),
      same: z.int(),
      skipped: z.int(),
      splits: z.int(),
      heirsUnknown: z.int(),
      /** Units that ended with unfinished work. */
      openUnits: z.int(),
      days: z.array(Day),
    }),
  }),
};
