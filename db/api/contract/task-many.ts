import { z } from 'zod';
import { anyone, job, query } from '../define.ts';
import { Day, Id, limits } from '../types.ts';
import {
  CellProblem,
  CheckedRow,
  isOneWay,
  Keep,
  PatchPreview,
  PatchResult,
  patchInput,
  rowsInput,
  SavedRow,
} from './many.ts';
import { assigners, TaskFilter } from './task.ts';

/**
 * Columns of the fast-entry sheet. `directive` is a number or an id; `leads` and `supports` are units by full or short name,
 * code or id, several parted by semicolons; `kind` is `dated` or `standing`, empty where a deadline tells it.
 */
export const taskColumns = [
  'content',
  'directive',
  'clause',
  'product',
  'leads',
  'supports',
  'assignedOn',
  'dueOn',
  'kind',
  'assignedBy',
  'note',
  'detail',
] as const;
export type TaskColumn = (typeof taskColumns)[number];

/** What cells of the list of tasks may change. */
export const taskPatchColumns = ['content', 'directive', 'clause', 'product', 'assignedBy', 'detail'] as const;
export type TaskPatchColumn = (typeof taskPatchColumns)[number];

const sheet = { ...rowsInput(taskColumns), on: Day };

const patch = z.strictObject({ ...patchInput(taskPatchColumns, TaskFilter), keep: Keep });

/** Many tasks with their assignments at once. */
export const taskManyContract = {
  /** Reads the rows as createMany will. Where the day of giving is empty, names of units are read for `on`. */
  'task.checkRows': query({
    roles: assigners,
    input: z.strictObject(sheet),
    output: z.object({ rows: z.array(CheckedRow), taskCount: z.int(), assignmentCount: z.int() }),
  }),
  /**
   * One step for all. Rows with the same words, document and day are one task given to all their units, so that its text is
   * kept once. The laws of task.create hold for every row. Errors: ROWS_REFUSED, FORBIDDEN.
   */
  'task.createMany': job({
    roles: assigners,
    writes: true,
    input: z.strictObject({ ...sheet, keep: Keep, saveDuplicates: z.boolean().default(false) }),
    output: z.object({ saved: z.int(), rows: z.array(SavedRow), taskCount: z.int(), assignmentCount: z.int() }),
  }),
  /** One step for all; the laws of task.update hold for every task. Errors: ROWS_REFUSED, COUNT_CHANGED. */
  'task.patchMany': job({
    roles: assigners,
    writes: true,
    input: patch.refine(isOneWay, { error: 'one_way' }),
    output: PatchResult,
  }),
  /** What patchMany would do. */
  'task.previewPatch': query({
    roles: assigners,
    input: patch.omit({ keep: true }).refine(isOneWay, { error: 'one_way' }),
    output: PatchPreview,
  }),
  /** What written names of units mean on a day: one answer per text, in its order. */
  'unit.readNames': query({
    roles: anyone,
    input: z.strictObject({ texts: z.array(z.string().max(limits.name)).max(5000), on: Day }),
    output: z.array(
      z.object({ unit: z.object({ id: Id, name: z.string() }).nullable(), problem: CellProblem.nullable() }),
    ),
  }),
};
