import { z } from 'zod';
import { anyone, command, job, query, type Role } from '../define.ts';
import { Day, Fences, Flag, Id, Line, limits, Name, Nothing, Page, PageInput } from '../types.ts';
import { CheckedRow, Keep, rowsInput, SavedRow } from './many.ts';
import { PostTitle } from './staffing-words.ts';
import { UnitKind, UnitLevel } from './unit-words.ts';

/** Quản trị and Cán bộ tổ chức keep staffing; everyone reads it. */
export const staffingKeepers: readonly Role[] = ['admin', 'personnel'];

/** Who may be told: nobody outside the office (staffing may be on the list of secrets), or the unit it is about as well. */
export const StaffAudience = z.enum(['office', 'unit']);

const postShape = {
  title: PostTitle,
  holder: Line(limits.person),
  isActing: Flag,
  isInvestigator: Flag,
  isPartyCommittee: Flag,
  fromOn: Day,
  toOn: Day.nullable(),
  basisDirectiveId: Id.nullable(),
  basisText: Line(limits.description),
  note: Line(limits.description),
};
/** What a person says of a post; whose it is and who may read it stay. */
export const PostFields = z.strictObject(postShape);
export type PostFields = z.output<typeof PostFields>;

const countShape = {
  onDay: Day,
  establishment: z.int().min(0).max(100_000).nullable(),
  present: z.int().min(0).max(100_000),
  chiefs: z.int().min(0).max(1000).nullable(),
  deputies: z.int().min(0).max(1000).nullable(),
  investigators: z.int().min(0).max(100_000).nullable(),
  note: Line(limits.description),
};
/** What a person says of a count. The leaders and the investigators are among those present. */
export const HeadcountFields = z.strictObject(countShape);
export type HeadcountFields = z.output<typeof HeadcountFields>;

const normShape = {
  name: Name(limits.name),
  level: UnitLevel,
  unitKind: UnitKind.nullable(),
  underUnitId: Id.nullable(),
  isKeyOnly: Flag,
  validFrom: Day,
  validTo: Day.nullable(),
  minTotal: z.int().min(0).max(100_000),
  maxTotal: z.int().min(0).max(100_000).nullable(),
  chiefs: z.int().min(0).max(100),
  maxDeputies: z.int().min(0).max(1000).nullable(),
  minInvestigators: z.int().min(0).max(1000).nullable(),
  isBinding: Flag,
  basisDirectiveId: Id.nullable(),
  basisText: Line(limits.description),
};
export const NormFields = z.strictObject(normShape);
export type NormFields = z.output<typeof NormFields>;

/** Chưa có số liệu, khuyết Trưởng, dưới định mức, quá số Phó, đạt. */
export const StaffingState = z.enum(['noData', 'chiefVacant', 'below', 'deputiesOver', 'met']);
export type StaffingState = z.output<typeof StaffingState>;

/** Units of a level that exist on a day, under a unit (itself included) as the tree stood then; without one all. */
const scope = {
  on: Day,
  underId: Id.nullable().default(null),
  level: UnitLevel.default('commune'),
};
const filter = { ...scope, state: StaffingState.optional(), text: z.string().max(200).optional() };

/** As db/domain/staffing.ts says. */
const VerdictShape = z.object({
  state: z.enum(['noData', 'noNorm', 'below', 'met']),
  missing: z.int(),
  over: z.int(),
  isChiefVacant: z.boolean(),
  deputiesOver: z.int(),
  investigatorsMissing: z.int(),
});

const known = z.int().nullable();

/** A unit's staffing on a day against the norm of that day. */
export const StaffingRow = z.object({
  unitId: Id,
  unitName: z.string(),
  kind: UnitKind,
  /** Who holds the post of chief, and who acts for one; '' where nobody is named. */
  chiefName: z.string(),
  source: z.enum(['posts', 'headcount', 'none']),
  countedOn: Day.nullable(),
  ageDays: known,
  establishment: known,
  total: known,
  chiefs: known,
  actingChiefs: z.int(),
  deputies: known,
  investigators: known,
  others: known,
  normId: Id.nullable(),
  minTotal: known,
  verdict: VerdictShape,
});
export type StaffingRow = z.output<typeof StaffingRow>;

/** Numbers of units by what is found, and the sums of those that are counted. */
export const StaffingSum = z.object({
  units: z.int(),
  counted: z.int(),
  total: z.int(),
  judged: z.int(),
  judgedTotal: z.int(),
  required: z.int(),
  noData: z.int(),
  noNorm: z.int(),
  below: z.int(),
  missing: z.int(),
  chiefVacant: z.int(),
  deputiesOver: z.int(),
});

const PostShown = z.object({
  ...postShape,
  id: Id,
  basisNumber: z.string().nullable(),
  audience: z.string(),
  isOwn: z.boolean(),
  changedAtMs: z.int(),
});
export type PostShown = z.output<typeof PostShown>;

const HeadcountShown = z.object({
  ...countShape,
  id: Id,
  audience: z.string(),
  isOwn: z.boolean(),
  changedAtMs: z.int(),
});
export type HeadcountShown = z.output<typeof HeadcountShown>;

const NormBrief = z.object({ ...normShape, id: Id });

const NormRow = NormBrief.extend({
  underUnitName: z.string(),
  basisNumber: z.string().nullable(),
  isOwn: z.boolean(),
  changedAtMs: z.int(),
  /** On the day of view, or the first day of one that has not begun. */
  judgedOn: Day,
  /** Units it judges on that day, and those of them that are below it. */
  unitCount: z.int(),
  belowCount: z.int(),
});
export type NormRow = z.output<typeof NormRow>;

/** Facts worth a look that refuse nothing: somebody of the same name holds another main post on one of the days. */
export const PostWarning = z.object({
  code: z.literal('HOLDER_TWICE'),
  holder: z.string(),
  unitName: z.string(),
  title: PostTitle,
  fromOn: Day,
  toOn: Day.nullable(),
});
export type PostWarning = z.output<typeof PostWarning>;

const Seen = { id: Id, changedAtMs: z.int() };

/** Columns of the sheet of headcounts; the unit by code, full or short name. */
export const headcountColumns = [
  'unit',
  'onDay',
  'establishment',
  'present',
  'chiefs',
  'deputies',
  'investigators',
  'note',
] as const;
export type HeadcountColumn = (typeof headcountColumns)[number];

/** Most days in one course of time. */
export const maxTrendDays = 400;

/** Quân số, phân công và định mức biên chế. */
export const staffingContract = {
  /** In the order of names. */
  'staffing.list': query({ roles: anyone, input: PageInput.extend(filter), output: Page(StaffingRow) }),
  'staffing.fences': job({ roles: anyone, writes: false, input: z.strictObject(filter), output: Fences }),
  'staffing.counts': query({ roles: anyone, input: z.strictObject(scope), output: StaffingSum }),
  /** One unit on a day, and all its posts and headcounts over time, the latest first. Errors: NOT_FOUND. */
  'staffing.ofUnit': query({
    roles: anyone,
    input: z.strictObject({ unitId: Id, on: Day }),
    output: z.object({
      unitId: Id,
      unitName: z.string(),
      /** Null on a day on which the unit does not exist. */
      row: StaffingRow.nullable(),
      norm: NormBrief.nullable(),
      planned: z.array(NormBrief),
      validFrom: Day,
      validTo: Day.nullable(),
      posts: z.array(PostShown),
      headcounts: z.array(HeadcountShown),
    }),
  }),
  /**
   * What was true on each day with the norm of that day, from the first of the months to the last, on days of change, or of
   * one unit. A day of change more than `maxTrendDays` falls back to months.
   */
  'staffing.trend': query({
    roles: anyone,
    input: z.strictObject({
      from: Day,
      to: Day,
      by: z.enum(['month', 'change']).default('month'),
      underId: Id.nullable().default(null),
      level: UnitLevel.default('commune'),
      /** This unit alone, whatever its level. */
      unitId: Id.nullable().default(null),
    }),
    output: z.object({ by: z.enum(['month', 'change']), rows: z.array(StaffingSum.extend({ day: Day })) }),
  }),
  /** Who else of that name holds a main post on one of the days; for the form. */
  'staffing.holderPosts': query({
    roles: anyone,
    input: z.strictObject({
      holder: Line(limits.person),
      fromOn: Day,
      toOn: Day.nullable(),
      exceptId: Id.nullable().default(null),
    }),
    output: z.array(PostWarning),
  }),
  /** Errors: NOT_FOUND, FORBIDDEN, DATES_OUT_OF_ORDER, UNIT_NOT_ALIVE, CHIEF_TWICE. */
  'staffing.createPost': command({
    roles: staffingKeepers,
    input: z.strictObject({ unitId: Id, post: PostFields, audience: StaffAudience.default('office') }),
    output: z.object({ id: Id, warnings: z.array(PostWarning) }),
  }),
  /** What was written wrongly. Errors: NOT_FOUND, NOT_OWNER, CHANGED_MEANWHILE, DATES_OUT_OF_ORDER, UNIT_NOT_ALIVE, CHIEF_TWICE. */
  'staffing.correctPost': command({
    roles: staffingKeepers,
    input: z.strictObject({ ...Seen, post: PostFields }),
    output: z.object({ warnings: z.array(PostWarning) }),
  }),
  /** The first day on which it is no longer held. Errors: NOT_FOUND, NOT_OWNER, DATES_OUT_OF_ORDER, UNIT_NOT_ALIVE. */
  'staffing.endPost': command({
    roles: staffingKeepers,
    input: z.strictObject({ id: Id, toOn: Day, note: Line(limits.description).optional() }),
    output: Nothing,
  }),
  /** A post that never was. Errors: NOT_FOUND, NOT_OWNER, POST_IN_USE. */
  'staffing.removePost': command({ roles: staffingKeepers, input: z.strictObject({ id: Id }), output: Nothing }),
  /** Errors: NOT_FOUND, FORBIDDEN, UNIT_NOT_ALIVE, HEADCOUNT_EXISTS, COUNT_OVER_PRESENT. */
  'staffing.recordHeadcount': command({
    roles: staffingKeepers,
    input: z.strictObject({ unitId: Id, count: HeadcountFields, audience: StaffAudience.default('office') }),
    output: z.object({ id: Id }),
  }),
  /** Errors: NOT_FOUND, NOT_OWNER, CHANGED_MEANWHILE, UNIT_NOT_ALIVE, HEADCOUNT_EXISTS, COUNT_OVER_PRESENT. */
  'staffing.correctHeadcount': command({
    roles: staffingKeepers,
    input: z.strictObject({ ...Seen, count: HeadcountFields }),
    output: Nothing,
  }),
  /** Errors: NOT_FOUND, NOT_OWNER. */
  'staffing.removeHeadcount': command({ roles: staffingKeepers, input: z.strictObject({ id: Id }), output: Nothing }),
  /** Reads rows as recordMany will: per cell what is wrong, what is doubtful, what was understood. */
  'staffing.checkRows': query({
    roles: staffingKeepers,
    input: z.strictObject(rowsInput(headcountColumns)),
    output: z.object({ rows: z.array(CheckedRow) }),
  }),
  /** One step for all; a unit counted twice on a day is a duplicate, and takes the new numbers if wanted. Errors: ROWS_REFUSED. */
  'staffing.recordMany': job({
    roles: staffingKeepers,
    writes: true,
    input: z.strictObject({
      ...rowsInput(headcountColumns),
      keep: Keep,
      saveDuplicates: z.boolean().default(false),
      audience: StaffAudience.default('office'),
    }),
    output: z.object({ saved: z.int(), rows: z.array(SavedRow) }),
  }),
  /** The latest first; those that have ended too. */
  'staffing.norms': query({ roles: anyone, input: z.strictObject({ on: Day }), output: z.array(NormRow) }),
  /** What a norm as it stands in a form would mean on the first day of view on which it holds. */
  'staffing.previewNorm': query({
    roles: anyone,
    input: z.strictObject({ id: Id.nullable(), norm: NormFields, on: Day }),
    output: z.object({
      on: Day,
      /** Units it would judge, and those below it; of all units of its level: below as it is now, and then. */
      units: z.int(),
      below: z.int(),
      belowBefore: z.int(),
      belowAfter: z.int(),
      noData: z.int(),
      /** Units that would be below and are not now, at most 200. */
      newlyBelow: z.array(z.object({ unitId: Id, unitName: z.string(), total: z.int(), missing: z.int() })),
    }),
  }),
  /** A new norm (`id` null) or a changed one. Errors: NOT_FOUND, NOT_OWNER, DATES_OUT_OF_ORDER, NORM_RANGE. */
  'staffing.saveNorm': command({
    roles: staffingKeepers,
    input: z.strictObject({ id: Id.nullable(), norm: NormFields }),
    output: z.object({ id: Id }),
  }),
  /** The first day without it. Errors: NOT_FOUND, NOT_OWNER, DATES_OUT_OF_ORDER. */
  'staffing.endNorm': command({
    roles: staffingKeepers,
    input: z.strictObject({ id: Id, validTo: Day }),
    output: Nothing,
  }),
  /** A norm that never was. Errors: NOT_FOUND, NOT_OWNER. */
  'staffing.removeNorm': command({ roles: staffingKeepers, input: z.strictObject({ id: Id }), output: Nothing }),
  /** Enters the norms that were published, those that are not there yet; only when a person asks for it. */
  'staffing.loadPublishedNorms': command({
    roles: staffingKeepers,
    input: Nothing,
    output: z.object({ added: z.int(), skipped: z.int() }),
  }),
};
