import type { Checked } from '../api/contract/index.ts';
import { TaskText } from '../api/contract/task.ts';
import type { TaskPatchColumn } from '../api/contract/task-many.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import type { Row } from '../entities/index.ts';
import { findTask, findTaskDirective, listTaskIds } from '../queries/task.ts';
import { readerOf, refusal, tellIssues } from './many-cells.ts';
import { cellsOfPatch, type PatchPlan, type PatchWish, planAll, wishesOf } from './many-patch.ts';
import { planTaskUpdate } from './task.ts';
import { directiveReader } from './task-cells.ts';

type ReadDirective = ReturnType<typeof directiveReader>;

/** What an edit of many tasks would do. Errors: COUNT_CHANGED. */
export function plansOf(ctx: Ctx, input: Checked<'task.previewPatch'>): PatchPlan[] {
  const wishes = wishesOf(input, (filter, count) => listTaskIds(ctx.db, filter, count));
  const readDirective = directiveReader(ctx);
  return planAll(ctx, wishes, (wish) => planPatch(ctx, readDirective, wish));
}

const TaskEdit = TaskText.partial();

function planPatch(ctx: Ctx, readDirective: ReadDirective, { id, changedAtMs, fields }: PatchWish): PatchPlan {
  const reader = readerOf({ cells: cellsOfPatch(fields) });
  const { problems } = reader;
  const columns = Object.keys(fields) as TaskPatchColumn[];
  const values: Record<string, unknown> = {};
  for (const column of columns) {
    if (column === 'directive') values['directiveId'] = readDirective(reader, column)?.id ?? null;
    else values[column] = column === 'detail' ? reader.prose(column) : reader.line(column);
  }
  // Only what was given: the schema would fill the rest with its defaults.
  const parsed = TaskEdit.safeParse(values);
  if (!parsed.success)
    tellIssues(problems, parsed.error, (path) => path.replace('directiveId', 'directive'), reader.line);
  const plan: PatchPlan = { id, name: findTask(ctx.db, id)?.content ?? '', cells: [], problems, changes: [] };
  if (!parsed.success || problems.length > 0) return plan;
  const task = Object.fromEntries(
    Object.keys(values).map((key) => [key, parsed.data[key as keyof typeof parsed.data]]),
  );
  try {
    const { current, change } = planTaskUpdate(ctx, { id, changedAtMs, task });
    const cells = cellsChanged(ctx, columns, current, { ...current, ...task });
    return { ...plan, cells, changes: cells.length === 0 ? [] : [change] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const isDirective = error.code === 'NOT_FOUND' && (error.details as { entity: string }).entity === 'directive';
    problems.push(refusal(isDirective ? 'directive' : (columns[0] ?? 'content'), error));
    return plan;
  }
}

function cellsChanged(
  ctx: Ctx,
  columns: readonly TaskPatchColumn[],
  before: Row<'task'>,
  after: Row<'task'>,
): PatchPlan['cells'] {
  const textOf = (task: Row<'task'>, column: TaskPatchColumn): string => {
    if (column !== 'directive') return task[column];
    return task.directiveId === null ? '' : (findTaskDirective(ctx.db, task.directiveId)?.number ?? '');
  };
  const isChanged = (column: TaskPatchColumn): boolean =>
    column === 'directive' ? before.directiveId !== after.directiveId : before[column] !== after[column];
  return columns.filter(isChanged).map((field) => ({ field, from: textOf(before, field), to: textOf(after, field) }));
}
