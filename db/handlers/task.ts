import type { Checked, Output } from '../api/contract/index.ts';
import type { taskContract } from '../api/contract/task.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Row } from '../entities/index.ts';
import { findPeriodRule } from '../queries/period-rule.ts';
import { listStocktakeLinks } from '../queries/stocktake.ts';
import {
  countUsesOfTask,
  findTask,
  findTaskDetail,
  listAncestors,
  listTaskFences,
  listTasks,
} from '../queries/task.ts';
import { assertForOffice } from './assignment-rules.ts';
import type { HandlersOf } from './define.ts';
import { assertDirective, assignTask, createTask } from './task-assign.ts';
import { listMissing, listPeriodsOf } from './task-periods.ts';

export const taskHandlers: HandlersOf<typeof taskContract> = {
  'task.create': createTask,
  'task.assign': assignTask,
  'task.update': updateTask,
  'task.remove': removeTask,
  'task.get': getTask,
  'task.list': (ctx, input) => listTasks(ctx.db, input),
  'task.fences': (ctx, input) => ({ cursors: listTaskFences(ctx.db, input, (done) => ctx.step(done, 0)) }),
  'task.periods': (ctx, input) => listPeriodsOf(ctx, input),
  'task.missing': (ctx, input) => listMissing(ctx, input),
};

/** The task, if this office owns it and the caller acts for the office. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
function getOwnTask(ctx: Ctx, id: string, name: string): Row<'task'> {
  assertForOffice(ctx, name);
  const task = findTask(ctx.db, id);
  if (task === undefined) throw new AppError('NOT_FOUND', { entity: 'task', id });
  if (task.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'task' });
  return task;
}

function updateTask(ctx: Ctx, input: Checked<'task.update'>): Output<'task.update'> {
  commit(ctx, [planTaskUpdate(ctx, input).change]);
  return {};
}

type TaskEdit = Partial<Checked<'task.update'>['task']>;

/**
 * The change that edits a task, if every law holds; nothing is written yet. Without `changedAtMs` the last word wins.
 * Errors: those of task.update.
 */
export function planTaskUpdate(
  ctx: Ctx,
  { id, changedAtMs, task: edit }: { id: string; changedAtMs?: number | undefined; task: TaskEdit },
): { current: Row<'task'>; change: Change } {
  const task = getOwnTask(ctx, id, 'task.update');
  const next = { ...task, ...edit };
  if (changedAtMs !== undefined && task.changedAtMs !== changedAtMs)
    throw new AppError('CHANGED_MEANWHILE', { entity: 'task', id });
  if (next.directiveId !== task.directiveId) assertDirective(ctx, next.directiveId);
  if (next.parentId !== null && listAncestors(ctx.db, next.parentId).includes(id))
    throw new AppError('PARENT_TASK_CYCLE', {});
  if (next.parentId !== null && findTask(ctx.db, next.parentId) === undefined) {
    throw new AppError('NOT_FOUND', { entity: 'task', id: next.parentId });
  }
  if (next.periodToOn !== null && task.periodFromOn !== null && next.periodToOn <= task.periodFromOn) {
    throw new AppError('DATES_OUT_OF_ORDER', {
      first: task.periodFromOn,
      second: next.periodToOn,
    });
  }
  if (next.periodToOn !== null && task.kind !== 'periodic') {
    throw new AppError('INVALID_INPUT', {
      issues: [{ path: 'task.periodToOn', code: 'not_allowed' }],
    });
  }
  return { current: task, change: update('task', id, edit) };
}

function removeTask(ctx: Ctx, { id }: Checked<'task.remove'>): Output<'task.remove'> {
  getOwnTask(ctx, id, 'task.remove');
  const count = countUsesOfTask(ctx.db, id);
  if (count > 0) throw new AppError('TASK_IN_USE', { count });
  const links = listStocktakeLinks(ctx.db, { taskId: id });
  commit(ctx, [...links.map((link) => remove('stocktakeTask', link.id)), remove('task', id)]);
  return {};
}

function getTask(ctx: Ctx, { id, on }: Checked<'task.get'>): Output<'task.get'> {
  const found = findTaskDetail(ctx.db, id, on);
  if (found === undefined) throw new AppError('NOT_FOUND', { entity: 'task', id });
  const { periodRuleId, ...detail } = found;
  return {
    ...detail,
    periodRule: (periodRuleId === null ? undefined : findPeriodRule(ctx.db, periodRuleId)) ?? null,
  };
}
