import type { ActivityRow as Shown, StackEntry } from '../api/contract/activity.ts';
import { type ApiName, type Checked, contract, type Output } from '../api/contract/index.ts';
import { type Day, dayOfInstant, startOfDayMs } from '../api/day.ts';
import type { Role } from '../api/define.ts';
import type { Ctx } from '../context.ts';
import {
  countExportedCreations,
  countRecent,
  findLastRange,
  findNextRedo,
  findNextUndo,
  listRecent,
} from '../queries/activity.ts';
import { readCursor, showCursor } from '../queries/cursor.ts';
import { labelOf } from '../queries/record-label.ts';
import type { ActivityRow } from '../schema.ts';

/** Who may do what was done; an operation of an older release that is gone now is nobody's. */
export const rolesOf = (name: string): readonly Role[] =>
  Object.hasOwn(contract, name) ? contract[name as ApiName].roles : [];

/** What an activity was about, in what words are made of. */
export function deedOf(
  ctx: Ctx,
  { activityId, name, counts, isNew, word, firstEntity, firstId }: ActivityRow,
  on: Day = dayOfInstant(ctx.now()),
): Omit<StackEntry, 'refusal'> {
  const parsed = JSON.parse(counts) as StackEntry['counts'];
  return { activityId, name, counts: parsed, isNew, word, subject: labelOf(ctx.db, firstEntity, firstId, on) };
}

export function listActivities(ctx: Ctx, input: Checked<'activity.recent'>): Output<'activity.recent'> {
  const { sessionId } = ctx.caller;
  const { since, on, limit } = input;
  const filter = {
    sinceMs: typeof since === 'string' ? startOfDayMs(since) : (since ?? 0),
    sessionId: input.mine ? sessionId : null,
  };
  const cursor = readCursor(input.after, 2);
  const before = cursor && { atMs: Number(cursor[0]), activityId: Number(cursor[1]) };
  const found = listRecent(ctx.db, { ...filter, before, limit: limit + 1 });
  const nextUndo = findNextUndo(ctx.db, sessionId)?.activityId;
  const nextRedo = findNextRedo(ctx.db, sessionId)?.activityId;
  const rows = found.slice(0, limit).map(
    (row): Shown => ({
      ...deedOf(ctx, { ...row, name: row.rootName }, on),
      action: row.targetId === null ? 'do' : row.name === 'activity.undo' ? 'undo' : 'redo',
      atMs: row.atMs,
      userId: row.userId,
      userName: row.userName,
      state: row.state,
      isNextUndo: row.activityId === nextUndo ? 1 : 0,
      isNextRedo: row.activityId === nextRedo ? 1 : 0,
    }),
  );
  const last = rows.at(-1);
  const next = found.length > limit && last !== undefined ? showCursor([last.atMs, last.activityId]) : null;
  return { rows, next, total: countRecent(ctx.db, filter) };
}

/** What undo and redo would do, and a refusal that shows beforehand. */
export function showStack(ctx: Ctx): Output<'activity.stack'> {
  const { sessionId } = ctx.caller;
  return { undo: entryOf(ctx, findNextUndo(ctx.db, sessionId)), redo: entryOf(ctx, findNextRedo(ctx.db, sessionId)) };
}

function entryOf(ctx: Ctx, activity: ActivityRow | undefined): StackEntry | null {
  if (activity === undefined) return null;
  const { opFrom, opTo } = findLastRange(ctx.db, activity.activityId) ?? activity;
  const isExported = activity.state === 'done' && countExportedCreations(ctx.db, opFrom, opTo) > 0;
  const refusal = !rolesOf(activity.name).includes(ctx.caller.role) ? 'FORBIDDEN' : isExported ? 'UNDO_EXPORTED' : null;
  return { ...deedOf(ctx, activity), refusal };
}
