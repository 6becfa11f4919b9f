import type { z } from 'zod';
import type { TaskWarning } from '../api/contract/task.ts';
import type { Day } from '../api/day.ts';
import type { Ctx } from '../context.ts';
import { findTaskDueOn } from '../queries/assignment-step.ts';
import { findTask } from '../queries/task.ts';

/** A task should be due no later than the one it was split off from (DOMAIN 5.2.6): told, not refused. */
export function warningsOf(ctx: Ctx, taskId: string, dueOns: readonly (Day | null)[]): z.output<typeof TaskWarning>[] {
  const parentId = findTask(ctx.db, taskId)?.parentId ?? null;
  const parentDueOn = parentId === null ? null : findTaskDueOn(ctx.db, parentId);
  const latest = dueOns.reduce(
    (last, dueOn) => (dueOn !== null && (last === null || dueOn > last) ? dueOn : last),
    null,
  );
  if (parentDueOn === null || latest === null || latest <= parentDueOn) return [];
  return [{ code: 'DUE_AFTER_PARENT', dueOn: latest, parentDueOn }];
}
