import { z } from 'zod';
import { anyone, query } from '../define.ts';
import { Day, Id } from '../types.ts';
import { NotConvertible, TreeMode, UnitLevel } from './unit-words.ts';

/** Most documents, tasks or days in one answer; the number of all is always told. */
export const maxOverviewRows = 500;

/** What is looked at: work whose deadline in force lies in [from, to), as it stands on a day; leads only. */
const OverviewInput = z.strictObject({
  on: Day,
  from: Day,
  to: Day,
  /** This unit and all below it; without it the whole office. */
  unitId: Id.optional(),
  /**
   * Of the time: work is its unit's own, and below the unit asked about in the tree of the deadline's day (a report's: of the
   * last day of its period). Of today: work of a unit that ended is that of the unit which carries on, in today's tree.
   */
  tree: TreeMode.default('ofTheTime'),
});

const Bands = z.array(z.int()).length(4).readonly();

/** As db/domain/overview.ts defines every figure. */
export const WorkCountsShape = z.object({
  doneOnTime: z.int(),
  doneLate: z.int(),
  overdue: z.int(),
  within: z.int(),
  lateByAge: Bands,
  overdueByAge: Bands,
  longestDaysLate: z.int(),
  /** doneOnTime + doneLate. */
  done: z.int(),
  /** Đến hạn: done + overdue. */
  due: z.int(),
  /** due + within. */
  given: z.int(),
  /** doneOnTime / due, 0 to 1; null of nothing, as the next two. */
  onTimeShare: z.number().nullable(),
  /** overdue / due. */
  overdueShare: z.number().nullable(),
  /** doneLate / done. */
  doneLateShare: z.number().nullable(),
});
export type Work = z.output<typeof WorkCountsShape>;

/** Days late of each band, both ends inside. */
export const ageingBands = [
  { from: 1, through: 30 },
  { from: 31, through: 60 },
  { from: 61, through: 120 },
  { from: 121, through: null },
] as const;

const ReportCounts = z.object({
  /** Reports owed, handed in (not sent back; "không phát sinh" counts), and not there though their day has passed. */
  expected: z.int(),
  submitted: z.int(),
  missing: z.int(),
});

/** The reports of one periodic task for the last of its periods that has come due. */
const MissingRow = ReportCounts.extend({
  taskId: Id,
  content: z.string(),
  directiveNumber: z.string().nullable(),
  periodKey: z.string(),
  startOn: Day,
  endOn: Day,
  dueOn: Day,
});

/** What has to be done on one day of one task. */
const DeadlineRow = WorkCountsShape.pick({ doneOnTime: true, doneLate: true, overdue: true, within: true }).extend({
  dueOn: Day,
  taskId: Id,
  content: z.string(),
  directiveNumber: z.string().nullable(),
  assignedOn: Day,
});

/** Toàn cảnh chỉ huy. Every number says which rows it counts, and assignment.list gives exactly those. */
export const overviewContract = {
  /** The figures of the period, the same period a year before, twelve months, levels of units. */
  'overview.figures': query({
    roles: anyone,
    input: OverviewInput,
    output: z.object({
      total: WorkCountsShape,
      before: WorkCountsShape,
      /** The twelve months that end with the date of view, by the month of the deadline. */
      months: z.array(WorkCountsShape.extend({ month: z.string() })),
      levels: z.array(WorkCountsShape.extend({ level: UnitLevel })),
    }),
  }),
  /**
   * One row per unit that has such work of its own, or of today carries it on; what is overdue longest and most comes first.
   * Of the time, units have the names of the last day looked at, the date of view at the latest.
   */
  'overview.units': query({
    roles: anyone,
    input: OverviewInput,
    output: z.array(
      WorkCountsShape.extend({
        unitId: Id,
        unitName: z.string(),
        level: UnitLevel,
        /** First day without the unit, where that has come by the date of view. */
        endedOn: Day.nullable(),
        /** Of today: why the work of this ended unit is nobody's. */
        reason: NotConvertible.nullable(),
        ...ReportCounts.shape,
      }),
    ),
  }),
  /** One row per directing document, most overdue first; work without a document is one row with null. */
  'overview.directives': query({
    roles: anyone,
    input: OverviewInput,
    output: z.object({
      rows: z.array(
        WorkCountsShape.extend({
          directiveId: Id.nullable(),
          number: z.string().nullable(),
          subject: z.string().nullable(),
        }),
      ),
      total: z.int(),
    }),
  }),
  /** Chưa nộp: of each periodic task, the last period whose day of handing in lies in the period looked at and has passed. */
  'overview.missing': query({
    roles: anyone,
    input: OverviewInput,
    output: ReportCounts.extend({ rows: z.array(MissingRow) }),
  }),
  /** Who has not handed in, of one task and period, in the order of names. */
  'overview.missingUnits': query({
    roles: anyone,
    input: OverviewInput.extend({ taskId: Id, periodKey: z.string().max(20) }),
    output: z.array(z.object({ assignmentId: Id, unitId: Id, unitName: z.string() })),
  }),
  /** Lịch thời hạn: what falls due, by day and task, earliest first. */
  'overview.deadlines': query({
    roles: anyone,
    input: OverviewInput,
    output: z.object({ rows: z.array(DeadlineRow), total: z.int() }),
  }),
};
