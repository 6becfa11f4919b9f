import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create, remove } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { listGone } from '../queries/reference.ts';
import { listStocktakeLinks } from '../queries/stocktake.ts';
import { findRecord } from '../tables.ts';
import { assertForOffice } from './assignment-rules.ts';
import { getOwnStocktake, type StoredStocktake } from './stocktake-write.ts';
import { assertNewTask, planTask } from './task-assign.ts';
import { warningsOf } from './task-warnings.ts';

/** Errors: those of task.create, NOT_FOUND, NOT_OWNER. */
export function giveTasks(ctx: Ctx, { id, tasks }: Checked<'stocktake.giveTasks'>): Output<'stocktake.giveTasks'> {
  const stocktake = getOwnStocktake(ctx, id, 'stocktake.giveTasks');
  for (const input of tasks) {
    const { assignedOn } = input.task;
    if (assignedOn < stocktake.heldOn)
      throw new AppError('DATES_OUT_OF_ORDER', { first: stocktake.heldOn, second: assignedOn });
    assertNewTask(ctx, input);
  }
  const plans = tasks.map((input) => planTask(ctx, input));
  commit(
    ctx,
    plans.flatMap(({ taskId, changes }) => [...changes, tie(ctx, stocktake, taskId)]),
  );
  return {
    tasks: plans.map(({ taskId, assignmentIds }) => ({ taskId, assignmentIds })),
    warnings: plans.flatMap(({ taskId, leads }) =>
      warningsOf(
        ctx,
        taskId,
        leads.map((lead) => lead.dueOn),
      ),
    ),
  };
}

/** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
export function linkTasks(ctx: Ctx, { id, taskIds }: Checked<'stocktake.linkTasks'>): Output<'stocktake.linkTasks'> {
  const stocktake = getOwnStocktake(ctx, id, 'stocktake.linkTasks');
  const missing = listGone(ctx.db, 'task', taskIds)[0];
  if (missing !== undefined) throw new AppError('NOT_FOUND', { entity: 'task', id: missing });
  const tied = new Set(listStocktakeLinks(ctx.db, { stocktakeId: id }).map(({ taskId }) => taskId));
  const wanted = [...new Set(taskIds)].filter((taskId) => !tied.has(taskId));
  commit(
    ctx,
    wanted.map((taskId) => tie(ctx, stocktake, taskId)),
  );
  return { linked: wanted.length };
}

/** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
export function unlinkTask(ctx: Ctx, { linkId }: Checked<'stocktake.unlinkTask'>): Output<'stocktake.unlinkTask'> {
  assertForOffice(ctx, 'stocktake.unlinkTask');
  if (findRecord(ctx.db, 'stocktakeTask', linkId) === undefined)
    throw new AppError('NOT_FOUND', { entity: 'stocktakeTask', id: linkId });
  commit(ctx, [remove('stocktakeTask', linkId)]);
  return {};
}

/** What ties a task to a conclusion is read by whoever reads the conclusion. */
const tie = (ctx: Ctx, { id, audience }: StoredStocktake, taskId: string): Change =>
  create('stocktakeTask', ctx.newId(), { stocktakeId: id, taskId, audience });
