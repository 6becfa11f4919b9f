import { z } from 'zod';
import { anyone, query } from '../define.ts';
import { Day, Id } from '../types.ts';
import { NotConvertible, TreeMode, UnitLevel } from './unit-words.ts';

/** Most periods added up at once: the weeks of a year and some. */
export const maxTotalPeriods = 60;

/** Whose figures are added up, and how. */
const TotalsInput = z.strictObject({
  on: Day,
  taskId: Id,
  /** Periods of a periodic task; none for any other task, whose newest report counts. */
  periodKeys: z.array(z.string().max(20)).max(maxTotalPeriods),
  /** The unit whose children are the rows; without it the office, and every figure there is. */
  unitId: Id.optional(),
  tree: TreeMode,
  /** Also what nobody has approved yet; otherwise approved and closed reports only. */
  withSubmitted: z.boolean().default(false),
});
export type TotalsInput = z.output<typeof TotalsInput>;

/** A decimal number as text, exact: `-12`, `0.25`. */
const DecimalText = z.string().regex(/^-?\d+(\.\d+)?$/);

/** Figures by name and unit of measure; the same name with another measure is another column. */
const TotalsColumn = z.object({
  key: z.string(),
  name: z.string(),
  measure: z.string(),
  /** False: a share or an average. Shown where one report stands behind it, never added up. */
  isAdditive: z.boolean(),
});
export type TotalsColumn = z.output<typeof TotalsColumn>;

/** What stands in a cell; null: no report gives this figure, or several give one that cannot be added up. Nothing is not 0. */
const TotalsCell = z.object({
  value: DecimalText.nullable(),
  /** Reports behind it. */
  reports: z.int(),
  /** The same of the same period a year before, in the same way. */
  before: DecimalText.nullable(),
});
export type TotalsCell = z.output<typeof TotalsCell>;

/** Reports owed and handed in ("không phát sinh" counts, what was sent back does not). */
const TotalsHanded = z.object({
  expected: z.int(),
  submitted: z.int(),
  /** Owed and not there; never a figure of 0. */
  missing: z.int(),
  /** Handed in, but not counted: nobody has approved it yet. */
  waiting: z.int(),
  /** Counted and said "không phát sinh". */
  nothing: z.int(),
  /** Counted though not owed: of a unit that ended before the period did, or was released from the work. */
  extra: z.int(),
});
export type TotalsHanded = z.output<typeof TotalsHanded>;

const Cells = z.array(TotalsCell);

const TotalsRow = z.object({
  unitId: Id,
  /** Of the time: as on the last day of the (last) period; of today: as on the date of view. */
  unitName: z.string(),
  level: UnitLevel,
  /** First day without the unit, where that has come by the date of view. */
  endedOn: Day.nullable(),
  /** The unit asked about itself, without its children. */
  isScope: z.boolean(),
  /** Units below it have figures of their own. */
  hasBelow: z.boolean(),
  cells: Cells,
  handed: TotalsHanded,
});
export type TotalsRow = z.output<typeof TotalsRow>;

const NotConvertibleRow = z.object({
  unitId: Id,
  unitName: z.string(),
  endedOn: Day.nullable(),
  reason: NotConvertible,
  cells: Cells,
  handed: TotalsHanded,
});

const TotalsSum = z.object({ cells: Cells, handed: TotalsHanded });
export type TotalsSum = z.output<typeof TotalsSum>;

/** Tổng hợp số liệu: what units reported, added up in one of two ways. */
export const totalsContract = {
  /**
   * Rows are the children of the unit asked about, each with all below it. Of today, what cannot be carried over stands in
   * `notConvertible`, and the total is both together: the same total in both ways wherever the unit asked about is the office.
   * Errors: NOT_FOUND, PERIOD_UNKNOWN.
   */
  'totals.figures': query({
    roles: anyone,
    input: TotalsInput,
    output: z.object({
      columns: z.array(TotalsColumn),
      rows: z.array(TotalsRow),
      notConvertible: z.array(NotConvertibleRow),
      /** All rows together; all that stands apart together; both together. A report that is divided among rows counts once in each. */
      converted: TotalsSum,
      apart: TotalsSum,
      total: TotalsSum,
      /** The periods compared with, none where the task had none a year before. */
      beforeKeys: z.array(z.string()),
    }),
  }),
  /** The periods of a task that have begun by the date of view, newest first; none of a task that is not periodic. Errors: NOT_FOUND. */
  'totals.periods': query({
    roles: anyone,
    input: z.strictObject({ taskId: Id, on: Day }),
    output: z.array(z.object({ key: z.string(), startOn: Day, endOn: Day })),
  }),
  /** Chưa nộp: who owes a report that is not there, by period and name; with `rowId` those of one row, and with `notConvertible` those of a unit that cannot be carried over. */
  'totals.missing': query({
    roles: anyone,
    input: TotalsInput.extend({ rowId: Id.optional(), notConvertible: NotConvertible.optional() }),
    output: z.array(z.object({ assignmentId: Id, unitId: Id, unitName: z.string(), periodKey: z.string().nullable() })),
  }),
  /** The reports behind a number: of a row, of a unit that cannot be carried over, or of all; of one figure, or whatever was counted. */
  'totals.reports': query({
    roles: anyone,
    input: TotalsInput.extend({
      rowId: Id.optional(),
      notConvertible: NotConvertible.optional(),
      columnKey: z.string().max(500).optional(),
    }),
    output: z.array(Id),
  }),
};
