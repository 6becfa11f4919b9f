import type { HeadcountFields, PostFields, PostWarning } from '../api/contract/staffing.ts';
import { addDays, type Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { findOtherChief } from '../domain/staffing.ts';
import { findHeadcountOf, listChiefs, listHolderPosts, type Reader } from '../queries/staffing.ts';
import { findUnitName, listLives } from '../queries/unit-on.ts';
import { actsForOffice, assertAlive } from './assignment-rules.ts';

/** Who asks, as the queries need it. */
export const readerOf = (ctx: Ctx): Reader => ({ isOffice: actsForOffice(ctx) ? 1 : 0, unitId: ctx.caller.unitId });

/** Who works for one unit below keeps the staffing of that unit alone. Errors: FORBIDDEN. */
export function assertMayKeep(ctx: Ctx, unitId: string, name: string): void {
  if (!actsForOffice(ctx) && ctx.caller.unitId !== unitId)
    throw new AppError('FORBIDDEN', { role: ctx.caller.role, name });
}

/** The channel of a record about a unit: inside the office, or between the office and that unit. */
export function audienceOf(ctx: Ctx, unitId: string, choice: 'office' | 'unit'): string {
  if (choice === 'office') return 'office';
  return unitId === ctx.office.unitId ? `up:${unitId}` : `down:${unitId}`;
}

/** A post lies inside the life of its unit; one without an end may outlast it, and is then an open item of the hand-over. */
function assertInLife(ctx: Ctx, unitId: string, fromOn: Day, toOn: Day | null): void {
  assertAlive(ctx, [unitId], fromOn);
  const endsOn = listLives(ctx.db, [unitId])[0]?.validTo ?? null;
  if (endsOn === null || toOn === null || toOn <= endsOn) return;
  const name = findUnitName(ctx.db, unitId, fromOn) ?? '';
  throw new AppError('UNIT_NOT_ALIVE', { unitId, name, on: addDays(toOn, -1) });
}

/**
 * Whatever must hold of a post; what only is worth a look comes back.
 * Errors: DATES_OUT_OF_ORDER, NOT_FOUND, UNIT_NOT_ALIVE, CHIEF_TWICE.
 */
export function checkPost(ctx: Ctx, post: PostFields & { id: string; unitId: string }): PostWarning[] {
  const { id, unitId, fromOn, toOn } = post;
  if (toOn !== null && toOn <= fromOn) throw new AppError('DATES_OUT_OF_ORDER', { first: fromOn, second: toOn });
  assertInLife(ctx, unitId, fromOn, toOn);
  const other = findOtherChief(post, listChiefs(ctx.db, unitId));
  if (other !== undefined) {
    const unitName = findUnitName(ctx.db, unitId, fromOn) ?? '';
    throw new AppError('CHIEF_TWICE', { unitName, holder: other.holder, fromOn: other.fromOn, toOn: other.toOn });
  }
  return post.isActing === 1 ? [] : listHolderPosts(ctx.db, { holder: post.holder, fromOn, toOn, exceptId: id });
}

/** Errors: COUNT_OVER_PRESENT, NOT_FOUND, UNIT_NOT_ALIVE. */
export function checkCount(ctx: Ctx, unitId: string, count: HeadcountFields): void {
  const { chiefs, deputies, investigators, present, onDay } = count;
  if ((chiefs ?? 0) + (deputies ?? 0) > present || (investigators ?? 0) > present)
    throw new AppError('COUNT_OVER_PRESENT', { present });
  assertAlive(ctx, [unitId], onDay);
}

/** One count per unit and day. Errors: HEADCOUNT_EXISTS. */
export function assertNotCounted(ctx: Ctx, unitId: string, onDay: Day, exceptId?: string): void {
  const there = findHeadcountOf(ctx.db, unitId, onDay);
  if (there === undefined || there.id === exceptId) return;
  throw new AppError('HEADCOUNT_EXISTS', { name: findUnitName(ctx.db, unitId, onDay) ?? '', on: onDay });
}
