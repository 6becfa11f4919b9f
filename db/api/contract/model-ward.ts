import { z } from 'zod';
import { anyone, command, query, type Role } from '../define.ts';
import { Day, Flag, Id, Line, limits, Name, Nothing, Page, PageInput, Prose } from '../types.ts';
import { AssessmentKind, CriterionMark, Outcome, RegistrationState } from './model-ward-words.ts';
import { UnitThen } from './stocktake.ts';
import { UnitKind } from './unit-words.ts';

/** Quản trị and Cán bộ tổng hợp keep the criteria and the registrations. */
export const modelWardWriters: readonly Role[] = ['admin', 'coordinator'];
/** Chỉ huy too inspects and recognises. */
export const assessors: readonly Role[] = ['admin', 'coordinator', 'commander'];

/** Most criteria of a set, as many as an assessment can mark. */
export const criterionLimit = 200;
/** Most units that are registered in one step. */
export const registerLimit = 1000;

const Year = z.int().min(2000).max(2100);
const Basis = { basisDirectiveId: Id.nullable().default(null), basisText: Line(limits.description).default('') };

/** Bộ tiêu chí of a stretch of days; new wording is a new set. */
export const SetFields = z.strictObject({
  name: Name(limits.name),
  validFrom: Day,
  validTo: Day.nullable().default(null),
  ...Basis,
});

const CriterionRow = z.object({
  id: Id,
  orderNumber: z.int(),
  groupName: z.string(),
  /** Empty until the office writes it from the document it has. */
  content: z.string(),
  isRequired: Flag,
});
export type CriterionRow = z.output<typeof CriterionRow>;

export const CriterionSetRow = z.object({
  id: Id,
  name: z.string(),
  validFrom: Day,
  validTo: Day.nullable(),
  basisDirectiveId: Id.nullable(),
  basisText: z.string(),
  criterionCount: z.int(),
  requiredCount: z.int(),
  /** Criteria that nobody has worded yet. */
  unwordedCount: z.int(),
  registrationCount: z.int(),
  isOwn: Flag,
  changedAtMs: z.int(),
});
export type CriterionSetRow = z.output<typeof CriterionSetRow>;

/** What the marks of an assessment come to: "21/22 đạt, 1 không đạt". What was not entered is not what was not met. */
export const AssessmentResult = z.object({
  total: z.int(),
  met: z.int(),
  notMet: z.int(),
  notEntered: z.int(),
  outcome: Outcome,
});
export type AssessmentResult = z.output<typeof AssessmentResult>;

const Mark = z.strictObject({ criterionId: Id, mark: CriterionMark, note: Line(limits.description).default('') });

export const RegistrationFields = z.strictObject({
  year: Year,
  registeredOn: Day,
  target: Line(limits.description),
  basisDirectiveId: Id.nullable(),
  basisText: Line(limits.description),
  note: Line(limits.description),
});

const Summary = AssessmentResult.extend({ onDay: Day }).nullable();

export const RegistrationRow = z.object({
  id: Id,
  unitId: Id,
  /** As it was called on the day it was registered. */
  unitName: z.string(),
  /** First day without the unit, when that has come by the day of view. */
  unitEndedOn: Day.nullable(),
  year: z.int(),
  setId: Id,
  setName: z.string(),
  registeredOn: Day,
  endedOn: Day.nullable(),
  state: RegistrationState,
  /** The latest assessment of each kind by the day of view. */
  self: Summary,
  inspection: Summary,
  appraisal: Summary,
  recognisedOn: Day.nullable(),
});
export type RegistrationRow = z.output<typeof RegistrationRow>;

export const AssessmentRow = z.object({
  id: Id,
  kind: AssessmentKind,
  onDay: Day,
  marks: z.array(z.object({ criterionId: Id, mark: CriterionMark, note: z.string() })),
  isRecognised: Flag,
  conclusion: z.string(),
  result: AssessmentResult,
  isOwn: Flag,
  changedAtMs: z.int(),
});
export type AssessmentRow = z.output<typeof AssessmentRow>;

export const Registration = RegistrationRow.extend({
  unit: UnitThen,
  criteria: z.array(CriterionRow),
  /** The latest first; also those after the day of view. */
  assessments: z.array(AssessmentRow),
  target: z.string(),
  basisDirectiveId: Id.nullable(),
  basisDirectiveNumber: z.string().nullable(),
  basisText: z.string(),
  endReason: z.string(),
  note: z.string(),
  isOwn: Flag,
  changedAtMs: z.int(),
});
export type Registration = z.output<typeof Registration>;

/** What narrows the list of registrations; states are those of the day `on`. */
export const RegistrationFilter = z.strictObject({
  on: Day,
  year: Year.nullable().default(null),
  setId: Id.nullable().default(null),
  states: z.array(RegistrationState).max(10).default([]),
  text: Line(200).default(''),
});
export type RegistrationFilter = z.output<typeof RegistrationFilter>;

/** One year of the way: how many units of the kinds there were at its end, and how many of these are recognised. */
export const RoadmapYear = z.object({
  year: z.int(),
  /** The day it was counted on: the last of the year, or the day of view. */
  on: Day,
  units: z.int(),
  registered: z.int(),
  /** Recognised in the year. */
  recognised: z.int(),
  /** Alive on the day and recognised by then. */
  recognisedInAll: z.int(),
  /** Of the units, with two decimals; null where there were none. */
  percent: z.number().nullable(),
});
export type RoadmapYear = z.output<typeof RoadmapYear>;

const seen = { id: Id, seenAtMs: z.int() };
const Saved = z.object({ changedAtMs: z.int() });

/** Công an phường điển hình, kiểu mẫu: criteria, registrations, assessments. */
export const modelWardContract = {
  /** The latest valid first. */
  'modelWard.sets': query({ roles: anyone, input: Nothing, output: z.array(CriterionSetRow) }),
  /** Errors: NOT_FOUND. */
  'modelWard.set': query({
    roles: anyone,
    input: z.strictObject({ id: Id }),
    output: CriterionSetRow.extend({ criteria: z.array(CriterionRow) }),
  }),
  /**
   * A new set, with so many empty criteria, or with those of the set it follows: that one then ends the day before, if it had
   * no end. Errors: FORBIDDEN, NOT_FOUND, VERSION_ENDS_BEFORE_START, DATES_OUT_OF_ORDER.
   */
  'modelWard.createSet': command({
    roles: modelWardWriters,
    input: z.strictObject({
      set: SetFields,
      emptyCount: z.int().min(0).max(criterionLimit).default(0),
      copyOfId: Id.nullable().default(null),
    }),
    output: z.object({ id: Id }),
  }),
  /** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, CHANGED_MEANWHILE, VERSION_ENDS_BEFORE_START. */
  'modelWard.updateSet': command({
    roles: modelWardWriters,
    input: z.strictObject({ ...seen, patch: SetFields.partial() }),
    output: Saved,
  }),
  /** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, CRITERION_SET_IN_USE. */
  'modelWard.removeSet': command({ roles: modelWardWriters, input: z.strictObject({ id: Id }), output: Nothing }),
  /** Writes, adds and takes out criteria in one step. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, CRITERION_IN_USE, INVALID_INPUT. */
  'modelWard.saveCriteria': command({
    roles: modelWardWriters,
    input: z.strictObject({
      setId: Id,
      rows: z
        .array(
          z.strictObject({
            id: Id.nullable(),
            orderNumber: z.int().min(1).max(999),
            groupName: Line(limits.name),
            content: Line(limits.subject),
            isRequired: Flag,
          }),
        )
        .max(criterionLimit),
      removedIds: z.array(Id).max(criterionLimit).default([]),
    }),
    output: Nothing,
  }),
  /** By year, the latest first, then by the names of the units. */
  'modelWard.list': query({
    roles: anyone,
    input: PageInput.extend(RegistrationFilter.shape),
    output: Page(RegistrationRow),
  }),
  /** How many registrations there are by year and state on a day. */
  'modelWard.counts': query({
    roles: anyone,
    input: z.strictObject({ on: Day }),
    output: z.array(z.object({ year: z.int(), state: RegistrationState, count: z.int() })),
  }),
  /** Errors: NOT_FOUND. */
  'modelWard.get': query({ roles: anyone, input: z.strictObject({ id: Id, on: Day }), output: Registration }),
  /** Registrations of a unit and of those that it carries on, the latest first. Errors: NOT_FOUND. */
  'modelWard.ofUnit': query({
    roles: anyone,
    input: z.strictObject({ unitId: Id, on: Day }),
    output: z.array(RegistrationRow),
  }),
  /** Year by year, the earliest first, for the units of these kinds below the office. */
  'modelWard.roadmap': query({
    roles: anyone,
    input: z.strictObject({ on: Day, kinds: z.array(UnitKind).min(1).max(10).default(['ward']) }),
    output: z.array(RoadmapYear),
  }),
  /**
   * Registers units for a year, one or all at once. Those registered for the year by the set are refused, or skipped.
   * Errors: FORBIDDEN, NOT_FOUND, UNIT_NOT_ALIVE, SET_NOT_IN_FORCE, REGISTRATION_EXISTS.
   */
  'modelWard.register': command({
    roles: modelWardWriters,
    input: z.strictObject({
      unitIds: z.array(Id).min(1).max(registerLimit),
      setId: Id,
      year: Year,
      registeredOn: Day,
      target: Line(limits.description).default(''),
      ...Basis,
      note: Line(limits.description).default(''),
      skipRegistered: z.boolean().default(false),
    }),
    output: z.object({ ids: z.array(Id), skippedCount: z.int() }),
  }),
  /** Errors: as register, NOT_OWNER, CHANGED_MEANWHILE, DATES_OUT_OF_ORDER (an assessment lies before the new day). */
  'modelWard.updateRegistration': command({
    roles: modelWardWriters,
    input: z.strictObject({ ...seen, patch: RegistrationFields.partial() }),
    output: Saved,
  }),
  /** `endedOn` is the first day on which it no longer runs; null lets it run again. Errors: DATES_OUT_OF_ORDER, REASON_REQUIRED. */
  'modelWard.endRegistration': command({
    roles: modelWardWriters,
    input: z.strictObject({
      ...seen,
      endedOn: Day.nullable(),
      endReason: Line(limits.reason).default(''),
    }),
    output: Saved,
  }),
  /** Only one that nobody has assessed. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, REGISTRATION_IN_USE. */
  'modelWard.removeRegistration': command({
    roles: modelWardWriters,
    input: z.strictObject({ id: Id }),
    output: Nothing,
  }),
  /**
   * Tự chấm, kiểm tra or thẩm định of a day in the unit's life; criteria that are not named are not entered. Only an appraisal
   * recognises, and only what meets everything. Errors: FORBIDDEN, NOT_FOUND, UNIT_NOT_ALIVE, DATES_OUT_OF_ORDER,
   * REGISTRATION_ENDED, RECOGNITION_NOT_MET, INVALID_INPUT.
   */
  'modelWard.assess': command({
    roles: assessors,
    input: z.strictObject({
      registrationId: Id,
      kind: AssessmentKind,
      onDay: Day,
      marks: z.array(Mark).max(criterionLimit),
      isRecognised: Flag.default(0),
      conclusion: Prose(limits.content).default(''),
    }),
    output: z.object({ id: Id, result: AssessmentResult }),
  }),
  /** Errors: as assess, NOT_OWNER, CHANGED_MEANWHILE. */
  'modelWard.updateAssessment': command({
    roles: assessors,
    input: z.strictObject({
      ...seen,
      patch: z.strictObject({
        onDay: Day.optional(),
        marks: z.array(Mark).max(criterionLimit).optional(),
        isRecognised: Flag.optional(),
        conclusion: Prose(limits.content).optional(),
      }),
    }),
    output: Saved.extend({ result: AssessmentResult }),
  }),
  /** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
  'modelWard.removeAssessment': command({ roles: assessors, input: z.strictObject({ id: Id }), output: Nothing }),
};
