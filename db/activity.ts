import type { Ctx } from './context.ts';
import {
  countRecords,
  dropUndone,
  findFirstOp,
  findLastCovered,
  findLastOpId,
  insertActivity,
} from './queries/activity.ts';

/** Notes what a command or job has written since `opId`, if anything, in the same transaction; an undo notes itself. */
export function noteActivity(ctx: Ctx, name: string, opId: number): void {
  const opTo = findLastOpId(ctx.db);
  // A bundle may also take away: what another PC had written and no longer counts.
  if (opTo <= opId || findLastCovered(ctx.db) >= opTo) return;
  dropUndone(ctx.db, ctx.caller.sessionId);
  addActivity(ctx, name, opId + 1, opTo, null);
}

/** One row for a range of ops, with what a list shows of it. */
export function addActivity(ctx: Ctx, name: string, opFrom: number, opTo: number, targetId: number | null): number {
  const first = findFirstOp(ctx.db, opFrom, opTo);
  if (first === undefined) throw new Error(`no op ${opFrom}`);
  const { kind } = first.fields;
  return insertActivity(ctx.db, {
    atMs: ctx.now(),
    userId: ctx.caller.userId,
    sessionId: ctx.caller.sessionId,
    name,
    opFrom,
    opTo,
    targetId,
    state: 'done',
    counts: JSON.stringify(countRecords(ctx.db, opFrom, opTo)),
    firstEntity: first.entity,
    firstId: first.id,
    isNew: first.kind === 'create' ? 1 : 0,
    word: typeof kind === 'string' ? kind : '',
  });
}
