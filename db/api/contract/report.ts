import { z } from 'zod';
import { anyone, command, job, query, type Role } from '../define.ts';
import type { ApiError } from '../errors.ts';
import { Day, Fences, Flag, Id, Line, limits, Name, Page, PageInput, Prose } from '../types.ts';
import { maxMatching } from './many.ts';
import { AssignmentRole, Processing, ReportStatus, ReviewKind, TaskKind } from './task-words.ts';

/** Cán bộ who write a report; of a unit without a PC only the first three, unless it is the user's own unit. */
export const reporters: readonly Role[] = ['admin', 'clerk', 'coordinator', 'personnel'];
/** Who speak for the assigning office: duyệt, trả lại, chốt. */
export const reviewers: readonly Role[] = ['coordinator', 'commander'];

/** A number in a report, as the unit gave it; names are unique within a report. */
export const Figure = z.strictObject({ name: Name(limits.name), value: z.number(), unit: Line(40) });
export type Figure = z.output<typeof Figure>;

/** Key of a period (`2026-M05`); it exists or not by the period rule of the task. */
const PeriodKey = Line(20).min(1);

/** Key of a draft of a report; the form writes it through draft.save, submitting removes it. */
export const reportDraftKey = (assignmentId: string, periodKey: string | null): string =>
  `report:${assignmentId}:${periodKey ?? '-'}`;

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * A report as sent: `on` is the caller's today, against which slips of the keyboard are caught. `doneOn` says that the whole
 * task is finished; then percent is 100. `correctsId` names the version it replaces; without it a report of a task that is
 * not periodic is simply the next one. Codes of INVALID_INPUT: done_percent, content_required, nothing_with_figures, figure_twice.
 */
export const SubmitReport = z
  .strictObject({
    assignmentId: Id,
    periodKey: PeriodKey.nullable(),
    on: Day,
    reportedOn: Day,
    doneOn: Day.nullable(),
    percent: z.int().min(0).max(100),
    content: Prose(limits.content),
    difficulties: Prose(limits.content),
    proposals: Prose(limits.content),
    figures: z.array(Figure).max(limits.figures),
    isNothing: Flag,
    correctsId: Id.nullable(),
  })
  .refine((r) => r.doneOn === null || r.percent === 100, { path: ['percent'], error: 'done_percent' })
  .refine((r) => r.isNothing === 1 || r.content !== '' || r.figures.length > 0, {
    path: ['content'],
    error: 'content_required',
  })
  .refine((r) => r.isNothing === 0 || r.figures.length === 0, { path: ['figures'], error: 'nothing_with_figures' })
  .refine((r) => r.figures.every((one, at) => r.figures.findIndex((other) => isSame(one.name, other.name)) === at), {
    path: ['figures'],
    error: 'figure_twice',
  });

/** One reporting period; `endOn` is its last day, `dueOn` the day the report has to be there. */
export const ReportPeriod = z.object({ key: z.string(), startOn: Day, endOn: Day, dueOn: Day });
export type ReportPeriod = z.output<typeof ReportPeriod>;

const ReportHead = z.object({
  id: Id,
  assignmentId: Id,
  unitId: Id,
  periodKey: z.string().nullable(),
  version: z.int(),
  status: ReportStatus,
  /** The newest version for its assignment and period; only it is decided on. */
  isLatest: Flag,
  /** Nộp sau hạn, or after the unit itself had ended. */
  isLate: Flag,
  /** First day without the unit, where it handed this in on that day or later; null for all others. */
  afterEndOn: Day.nullable(),
  reportedOn: Day,
  doneOn: Day.nullable(),
  percent: z.int(),
  isNothing: Flag,
  /** Empty for a person of another office. */
  createdByName: z.string(),
  createdAtMs: z.int(),
});
export type ReportHead = z.output<typeof ReportHead>;

const Review = z.object({
  id: Id,
  kind: ReviewKind,
  onDay: Day,
  reason: z.string(),
  byName: z.string(),
  atMs: z.int(),
});
export type Review = z.output<typeof Review>;

/** A version with all its text, and what was decided on it, oldest first. */
export const ReportFull = ReportHead.extend({
  content: z.string(),
  difficulties: z.string(),
  proposals: z.string(),
  figures: z.array(Figure),
  correctsId: Id.nullable(),
  reviews: z.array(Review),
});
export type ReportFull = z.output<typeof ReportFull>;

/** Whose work the report is about; the unit is named as on the day asked about. */
const ReportSubject = z.object({
  assignmentId: Id,
  taskId: Id,
  taskContent: z.string(),
  taskKind: TaskKind,
  product: z.string(),
  directiveId: Id.nullable(),
  directiveNumber: z.string(),
  unitId: Id,
  unitName: z.string(),
  role: AssignmentRole,
  assignedOn: Day,
  originalDueOn: Day.nullable(),
  currentDueOn: Day.nullable(),
  processing: Processing,
});
export type ReportSubject = z.output<typeof ReportSubject>;

/** A row of the list; the unit by its short name on the day of the report. */
const ReportRow = ReportHead.extend({
  taskId: Id,
  taskContent: z.string(),
  directiveNumber: z.string(),
  unitName: z.string(),
  /** The first day without the unit, when that has come by the date of view. */
  unitEndedOn: Day.nullable(),
});
export type ReportRow = z.output<typeof ReportRow>;

/** Most reports that a list can be asked for by id. */
export const maxReportIds = 20_000;

/** What the list and its counts are narrowed by; `on` is the date for which "under a unit" is read. */
const filter = {
  on: Day,
  unitId: Id.optional(),
  underUnitId: Id.optional(),
  /** With unitId or underUnitId: also the reports of the predecessors of those units, each once. */
  withPredecessors: z.boolean().optional(),
  directiveId: Id.optional(),
  taskId: Id.optional(),
  periodKey: PeriodKey.optional(),
  /** Days of reporting, both inside. */
  from: Day.optional(),
  to: Day.optional(),
  text: Line(200).optional(),
  /** These reports and no others: those behind a number that was added up. */
  ids: z.array(Id).max(maxReportIds).optional(),
  /** 1: the newest version of each report only. */
  isLatest: Flag.default(1),
  /** True: only what a unit handed in after its own end. */
  isAfterEnd: z.literal(true).optional(),
};

export const Problem = z.custom<ApiError>().nullable();

const list = {
  ...filter,
  status: ReportStatus.optional(),
  order: z.enum(['newest', 'oldest']).default('newest'),
};

export const reportContract = {
  /** All a form needs. periodKey null on a periodic task picks the period to report on now: the last one that has closed and has no report, else the running one. */
  'report.form': query({
    roles: anyone,
    input: z.strictObject({ assignmentId: Id, periodKey: PeriodKey.nullable(), on: Day }),
    output: z.object({
      subject: ReportSubject,
      period: ReportPeriod.nullable(),
      /** The periods that have begun by the day, newest first, with the state of their newest report. */
      periods: z.array(ReportPeriod.extend({ status: ReportStatus.nullable() })),
      dueOn: Day.nullable(),
      /** To show beside: of the period before, or for other tasks the report before. */
      previous: ReportFull.nullable(),
      latest: ReportFull.nullable(),
      /** What correctsId has to be when the newest version is corrected; null when the next report is a new one. */
      correctsId: Id.nullable(),
      /** Why no report can be sent now. */
      problem: Problem,
    }),
  }),
  /** Errors: NOT_FOUND, FORBIDDEN, STEP_NOT_ALLOWED, REPORT_AFTER_END, PERIOD_UNKNOWN, REPORT_DAY_OUTSIDE, REPORT_STATE, CHANGED_MEANWHILE. */
  'report.submit': command({
    roles: reporters,
    input: SubmitReport,
    output: z.object({ reportId: Id, version: z.int(), isLate: Flag }),
  }),
  /** Errors: NOT_FOUND, NOT_OWNER, OWN_WORK, REPORT_STATE, REASON_REQUIRED, REPORT_DAY_OUTSIDE, STEP_NOT_ALLOWED. */
  'report.review': command({
    roles: reviewers,
    input: z.strictObject({ reportId: Id, kind: ReviewKind, onDay: Day, reason: Prose(limits.reason) }),
    output: z.object({ status: ReportStatus }),
  }),
  /** Duyệt or chốt many at once: each stands for itself, a refused one does not hold up the others. */
  'report.reviewMany': command({
    roles: reviewers,
    input: z.strictObject({ ids: z.array(Id).min(1).max(500), kind: z.enum(['approve', 'close']), onDay: Day }),
    output: z.object({ done: z.int(), outcomes: z.array(z.object({ id: Id, problem: Problem })) }),
  }),
  /** Duyệt or chốt all reports that a filter finds; each stands for itself. Errors: COUNT_CHANGED. */
  'report.reviewMatching': job({
    roles: reviewers,
    writes: true,
    input: z.strictObject({
      filter: z.strictObject({ ...filter, status: ReportStatus.optional() }),
      expectedCount: z.int().min(0).max(maxMatching),
      kind: z.enum(['approve', 'close']),
      onDay: Day,
    }),
    output: z.object({ done: z.int(), refused: z.array(z.object({ id: Id, problem: Problem })) }),
  }),
  'report.list': query({
    roles: anyone,
    input: PageInput.extend(list),
    output: Page(ReportRow),
  }),
  'report.fences': job({ roles: anyone, writes: false, input: z.strictObject(list), output: Fences }),
  'report.counts': query({
    roles: anyone,
    input: z.strictObject(filter),
    output: z.object({ submitted: z.int(), approved: z.int(), returned: z.int(), closed: z.int(), drafts: z.int() }),
  }),
  /** Bản nháp của tôi: the caller's own drafts of reports, newest first, with what they are about. */
  'report.drafts': query({
    roles: anyone,
    input: z.strictObject({ on: Day }),
    output: z.array(
      z.object({
        key: z.string(),
        assignmentId: Id,
        periodKey: z.string().nullable(),
        taskContent: z.string(),
        unitName: z.string(),
        savedAtMs: z.int(),
      }),
    ),
  }),
  'report.get': query({
    roles: anyone,
    input: z.strictObject({ id: Id }),
    output: z.object({
      report: ReportFull,
      subject: ReportSubject,
      period: ReportPeriod.nullable(),
      previous: ReportFull.nullable(),
      /** Every version for the same period, newest first; for other tasks every report. */
      versions: z.array(ReportHead),
      /** What the caller may decide now, and why not. */
      may: z.object({ approve: Problem, return: Problem, close: Problem }),
    }),
  }),
  /** Every report of an assignment, by period, newest period first, versions newest first. */
  'report.ofAssignment': query({
    roles: anyone,
    input: z.strictObject({ assignmentId: Id, on: Day }),
    output: z.object({
      subject: ReportSubject,
      groups: z.array(
        z.object({ periodKey: z.string().nullable(), period: ReportPeriod.nullable(), reports: z.array(ReportFull) }),
      ),
    }),
  }),
  /** Field by field, what differs between two reports of one assignment. Errors: NOT_FOUND. */
  'report.compare': query({
    roles: anyone,
    input: z.strictObject({ aId: Id, bId: Id }),
    output: z.object({
      a: ReportHead,
      b: ReportHead,
      fields: z.array(
        z.object({
          field: z.enum(['reportedOn', 'doneOn', 'percent', 'isNothing', 'content', 'difficulties', 'proposals']),
          a: z.union([z.string(), z.number()]).nullable(),
          b: z.union([z.string(), z.number()]).nullable(),
        }),
      ),
      /** Figures that one of them lacks, or whose value or unit differs. */
      figures: z.array(z.object({ name: z.string(), a: Figure.nullable(), b: Figure.nullable() })),
    }),
  }),
};
