import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Row } from '../entities/index.ts';
import { findPointingAt } from '../queries/reference.ts';
import { findPost } from '../queries/staffing.ts';
import { assertMayKeep, audienceOf, checkPost } from './staffing-rules.ts';

/** Errors: NOT_FOUND, FORBIDDEN. */
function getPost(ctx: Ctx, id: string, name: string): Row<'post'> {
  const post = findPost(ctx.db, id);
  if (post === undefined) throw new AppError('NOT_FOUND', { entity: 'post', id });
  assertMayKeep(ctx, post.unitId, name);
  return post;
}

export function createPost(
  ctx: Ctx,
  { unitId, post, audience }: Checked<'staffing.createPost'>,
): Output<'staffing.createPost'> {
  assertMayKeep(ctx, unitId, 'staffing.createPost');
  const id = ctx.newId();
  const warnings = checkPost(ctx, { ...post, id, unitId });
  commit(ctx, [create('post', id, { ...post, unitId, audience: audienceOf(ctx, unitId, audience) })]);
  return { id, warnings };
}

export function correctPost(
  ctx: Ctx,
  { id, changedAtMs, post }: Checked<'staffing.correctPost'>,
): Output<'staffing.correctPost'> {
  const before = getPost(ctx, id, 'staffing.correctPost');
  if (before.changedAtMs !== changedAtMs) throw new AppError('CHANGED_MEANWHILE', { entity: 'post', id });
  const warnings = checkPost(ctx, { ...post, id, unitId: before.unitId });
  commit(ctx, [update('post', id, post)]);
  return { warnings };
}

export function endPost(ctx: Ctx, { id, toOn, note }: Checked<'staffing.endPost'>): Output<'staffing.endPost'> {
  const post = getPost(ctx, id, 'staffing.endPost');
  checkPost(ctx, { ...post, toOn });
  commit(ctx, [update('post', id, { toOn, ...(note === undefined ? {} : { note }) })]);
  return {};
}

/** A post that a hand-over names stays, or its record would point at nothing. */
export function removePost(ctx: Ctx, { id }: Checked<'staffing.removePost'>): Output<'staffing.removePost'> {
  getPost(ctx, id, 'staffing.removePost');
  const pointing = findPointingAt(ctx.db, 'post', [id]);
  if (pointing !== undefined) throw new AppError('POST_IN_USE', { count: pointing.count });
  commit(ctx, [remove('post', id)]);
  return {};
}
