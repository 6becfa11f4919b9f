import { z } from 'zod';
import { anyone, command, job, query, type Role, workers } from '../define.ts';
import { Day, Fences, Id, limits, Nothing, Page, PageInput, Prose } from '../types.ts';
import { isOneWay, Keep, maxMatching, PatchPreview, PatchResult, patchInput } from './many.ts';
import { assigners, TaskWarning, TimelinessCounts } from './task.ts';
import { AssignmentRole, Processing, StepKind, TaskKind, Timeliness } from './task-words.ts';
import { TreeMode, UnitLevel } from './unit-words.ts';

/** Who decides for the issuer: Cán bộ tổng hợp, Chỉ huy. */
export const deciders: readonly Role[] = ['coordinator', 'commander'];

/** Who may enter what a unit without a PC says, besides those who act for the unit itself. */
export const clerksOfUnits: readonly Role[] = ['admin', 'clerk', 'coordinator'];

/** Most assignments in one bulk step. */
export const maxBulk = 5000;

const Reason = Prose(limits.reason).default('');

export const assignmentSorts = ['due', 'unit', 'changed'] as const;

/** What narrows the list and its counts; all of them together. */
export const AssignmentFilter = z.strictObject({
  /** Words of the task, the number or subject of its directive, or a unit's name, with or without marks. */
  text: z.string().max(200).optional(),
  directiveId: Id.optional(),
  /** False: only tasks that follow from no document. */
  hasDirective: z.boolean().optional(),
  taskId: Id.optional(),
  unitId: Id.optional(),
  /** With unitId: also every unit below it, as the tree stands on the date of view unless `tree` says otherwise. */
  isUnder: z.boolean().default(false),
  /**
   * With unitId, as the overview counts. Of the time: work that is below the unit in the tree of its deadline's day. Of today:
   * also work of ended units that it carries on, and none that is carried on elsewhere; `level` is then that of who carries on.
   */
  tree: TreeMode.optional(),
  /** Of the time, besides unitId: work that is also below this unit in the tree of its deadline's day. */
  withinId: Id.optional(),
  /** With unitId: also what the predecessors of those units left, each record once. */
  withPredecessors: z.boolean().optional(),
  timeliness: z.array(Timeliness).max(7).optional(),
  processing: z.array(Processing).max(10).optional(),
  /** Chờ duyệt: a result, a return or an extension waits for the issuer's word. */
  awaitsDecision: z.boolean().optional(),
  taskKind: TaskKind.optional(),
  periodRuleId: Id.optional(),
  dueFrom: Day.optional(),
  /** Not itself included. */
  dueTo: Day.optional(),
  /** Days past the deadline in force, to completion or else to the date of view; work that is not late has 0. */
  lateFrom: z.int().min(0).max(100_000).optional(),
  /** Itself included. */
  lateThrough: z.int().min(0).max(100_000).optional(),
  /** Level of the unit that has the work. */
  level: UnitLevel.optional(),
  /** Leads unless told: a row of the grid is a lead with its supports behind it. */
  role: z.enum(['lead', 'support', 'any']).default('lead'),
});
export type AssignmentFilter = z.output<typeof AssignmentFilter>;

export const AssignmentRow = z.object({
  id: Id,
  taskId: Id,
  content: z.string(),
  taskKind: TaskKind,
  directiveId: Id.nullable(),
  directiveNumber: z.string().nullable(),
  unitId: Id,
  /** As the unit is called on the date of view. */
  unitName: z.string(),
  /** The first day without the unit, when that has come by the date of view. */
  unitEndedOn: Day.nullable(),
  role: AssignmentRole,
  supportCount: z.int(),
  currentDueOn: Day.nullable(),
  originalDueOn: Day.nullable(),
  note: z.string(),
  percent: z.int(),
  processing: Processing,
  timeliness: Timeliness,
  /** Against the deadline first set, which stays for ever. */
  originalTimeliness: Timeliness,
  daysLate: z.int(),
  reminderCount: z.int(),
  requestedDueOn: Day.nullable(),
  latestReportId: Id.nullable(),
  /** Periodic work: periods past due on the date of view without a report; 0 for other work. */
  missingCount: z.int(),
});

export const AssignmentCounts = TimelinessCounts.extend({
  awaitsDecision: z.int(),
});

/** One thing that happened, in the order in which it came to be. */
export const StepRow = z.object({
  id: Id,
  kind: StepKind,
  side: z.enum(['unit', 'issuer']),
  onDay: Day,
  dueOn: Day.nullable(),
  doneOn: Day.nullable(),
  reportId: Id.nullable(),
  reason: z.string(),
  /** Name of the user; empty when another office wrote it. */
  byName: z.string(),
  /** Office that wrote it, as it was called on that day; so is the unit the work was handed on to. */
  officeName: z.string(),
  atMs: z.int(),
  toAssignmentId: Id.nullable(),
  toUnitName: z.string().nullable(),
  /** False when it came too late to count: another office had meanwhile decided otherwise. */
  isEffective: z.boolean(),
});

const Share = AssignmentRow.pick({
  id: true,
  taskKind: true,
  unitId: true,
  unitName: true,
  unitEndedOn: true,
  role: true,
  currentDueOn: true,
  originalDueOn: true,
  percent: true,
  processing: true,
  timeliness: true,
  originalTimeliness: true,
  daysLate: true,
  reminderCount: true,
  requestedDueOn: true,
  missingCount: true,
});

export const AssignmentDetail = AssignmentRow.extend({
  clause: z.string(),
  detail: z.string(),
  product: z.string(),
  directiveSubject: z.string().nullable(),
  assignedBy: z.string(),
  assignedOn: Day,
  note: z.string(),
  completedOn: Day.nullable(),
  lastRemindedOn: Day.nullable(),
  ownerId: Id,
  ownerName: z.string(),
  /** The lead this one supports; null for a lead. */
  lead: Share.nullable(),
  supports: z.array(Share),
  /** The assignments whose work was handed on to this one. */
  sources: z.array(z.object({ assignmentId: Id, unitName: z.string() })),
  steps: z.array(StepRow),
  /** Kinds of steps this caller may write on the date of view. */
  allowed: z.array(StepKind),
  /** True when a decision is open to the caller's role but the request is the caller's own. */
  isOwnWork: z.boolean(),
});

/** A step by the unit, or entered for it by the office that gave the work. */
const UnitStep = z.strictObject({ id: Id, onDay: Day, reason: Reason });

/** Decisions of the issuer on one assignment. */
export const DecisionKind = z.enum([
  'approveExtension',
  'refuseExtension',
  'grantExtension',
  'approveReturn',
  'refuseReturn',
  'approveResult',
  'returnResult',
  'cancel',
  'reopen',
]);

/** What a bulk step did; the others are named with the code that stood against them, and stay as they were. */
export const BulkResult = z.object({
  doneCount: z.int(),
  skipped: z.array(z.object({ id: Id, code: z.string() })),
});

/** Named ones, or all that a filter finds on a day; `expectedCount` is how many the user was told (COUNT_CHANGED). */
const targets = {
  ids: z.array(Id).min(1).max(maxBulk).optional(),
  matching: z
    .strictObject({ filter: AssignmentFilter, on: Day, expectedCount: z.int().min(0).max(maxMatching) })
    .optional(),
};

/** What cells of the list of assignments may change. */
export const assignmentPatchColumns = ['note', 'dueOn'] as const;
export type AssignmentPatchColumn = (typeof assignmentPatchColumns)[number];

const patch = {
  ...patchInput(assignmentPatchColumns, z.strictObject({ filter: AssignmentFilter, on: Day })),
  onDay: Day.optional(),
  reason: Reason,
};

const list = {
  on: Day,
  filter: AssignmentFilter.prefault({}),
  sort: z.enum(assignmentSorts).default('due'),
};

/**
 * What can be done with an assignment: one unit's share of a task. Errors of every step: NOT_FOUND, NOT_OWNER,
 * FORBIDDEN, STEP_NOT_ALLOWED, REASON_REQUIRED, EXTENSION_AFTER_DUE, EXTENSION_NOT_LATER, OWN_WORK, DATES_OUT_OF_ORDER.
 */
export const assignmentContract = {
  'assignment.list': query({
    roles: anyone,
    input: PageInput.extend(list),
    output: Page(AssignmentRow),
  }),
  /** Where the pages of the list begin, so that a far row is read without all before it. */
  'assignment.fences': job({ roles: anyone, writes: false, input: z.strictObject(list), output: Fences }),
  'assignment.counts': query({
    roles: anyone,
    input: z.strictObject({ on: Day, filter: AssignmentFilter.prefault({}) }),
    output: AssignmentCounts,
  }),
  'assignment.get': query({
    roles: anyone,
    input: z.strictObject({ id: Id, on: Day }),
    output: AssignmentDetail,
  }),

  'assignment.accept': command({
    roles: workers,
    input: UnitStep,
    output: Nothing,
  }),
  'assignment.start': command({
    roles: workers,
    input: UnitStep,
    output: Nothing,
  }),
  'assignment.requestReturn': command({
    roles: workers,
    input: UnitStep,
    output: Nothing,
  }),
  'assignment.requestExtension': command({
    roles: workers,
    input: UnitStep.extend({ dueOn: Day }),
    output: Nothing,
  }),
  /** Without a report; report.submit writes the same step with one. */
  'assignment.submitResult': command({
    roles: workers,
    input: UnitStep.extend({ doneOn: Day }),
    output: Nothing,
  }),

  /** The supports still open end with their lead: finished by approveResult, cancelled by cancel and approveReturn. */
  'assignment.decide': command({
    roles: deciders,
    input: z.strictObject({
      id: Id,
      kind: DecisionKind,
      onDay: Day,
      dueOn: Day.optional(),
      reason: Reason,
    }),
    output: z.object({ warnings: z.array(TaskWarning) }),
  }),
  /** The successor works on under an assignment of its own (same original deadline, the deadline in force or `dueOn`), or under the one it has open for the same task; open supports move along. Also UNIT_NOT_ALIVE, UNIT_ASSIGNED_TWICE (it has finished its share already). */
  'assignment.handOn': command({
    roles: deciders,
    input: z.strictObject({
      id: Id,
      toUnitId: Id,
      dueOn: Day.optional(),
      onDay: Day,
      reason: Reason,
    }),
    output: z.object({ assignmentId: Id }),
  }),
  'assignment.remind': job({
    roles: deciders,
    writes: true,
    input: z.strictObject({ ...targets, onDay: Day, reason: Reason }).refine(isOneWay, { error: 'one_way' }),
    output: BulkResult,
  }),
  /** To one day for all; where an extension was asked for, this is the answer to it. */
  'assignment.extendMany': job({
    roles: deciders,
    writes: true,
    input: z
      .strictObject({ ...targets, dueOn: Day, onDay: Day, reason: Reason })
      .refine(isOneWay, { error: 'one_way' }),
    output: BulkResult,
  }),
  /** approveExtension: each to the day it asked for. */
  'assignment.decideMany': job({
    roles: deciders,
    writes: true,
    input: z
      .strictObject({
        ...targets,
        kind: z.enum(['approveExtension', 'approveResult', 'cancel']),
        onDay: Day,
        reason: Reason,
      })
      .refine(isOneWay, { error: 'one_way' }),
    output: BulkResult,
  }),
  /** What one of the three above would do. */
  'assignment.previewStep': query({
    roles: deciders,
    input: z
      .strictObject({
        ...targets,
        kind: z.enum(['remind', 'grantExtension', 'approveExtension', 'approveResult', 'cancel']),
        dueOn: Day.optional(),
        onDay: Day,
        reason: Reason,
      })
      .refine(isOneWay, { error: 'one_way' }),
    output: PatchPreview,
  }),
  /**
   * Cells of the list, in one step. A new `dueOn` is an extension by the issuer: it takes `reason` and `onDay`, and the
   * original deadline stays. Errors: ROWS_REFUSED, COUNT_CHANGED.
   */
  'assignment.patchMany': job({
    roles: assigners,
    writes: true,
    input: z.strictObject({ ...patch, keep: Keep }).refine(isOneWay, { error: 'one_way' }),
    output: PatchResult,
  }),
  /** What patchMany would do. */
  'assignment.previewPatch': query({
    roles: assigners,
    input: z.strictObject(patch).refine(isOneWay, { error: 'one_way' }),
    output: PatchPreview,
  }),
};
