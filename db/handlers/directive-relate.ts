import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create, remove } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { checkRelation, findCycle, type RelationEdge } from '../domain/directive.ts';
import { type DirectiveDays, findDirectiveDays } from '../queries/directive.ts';
import { findRelation, listEdgesBelow } from '../queries/directive-relation.ts';

export type NewRelation = Omit<Checked<'directive.relate'>, 'fromId'>;

/** Errors: NOT_FOUND, RELATION_SELF, RELATION_BEFORE_TARGET, RELATION_EXISTS, RELATION_CYCLE. */
export function relate(ctx: Ctx, { fromId, ...relation }: Checked<'directive.relate'>): Output<'directive.relate'> {
  const from = daysOf(ctx, fromId);
  const change = relationChange(ctx, from, relation, (id) => listEdgesBelow(ctx.db, id));
  commit(ctx, [change]);
  return { id: change.id };
}

/** Errors: NOT_FOUND, NOT_OWNER. */
export function unrelate(ctx: Ctx, { id }: Checked<'directive.unrelate'>): Output<'directive.unrelate'> {
  commit(ctx, [remove('directiveRelation', id)]);
  return {};
}

/**
 * The relations that come with a new document: nothing speaks of it yet, so no circle can close.
 * Errors: NOT_FOUND, RELATION_BEFORE_TARGET, RELATION_EXISTS.
 */
export function firstRelations(ctx: Ctx, from: DirectiveDays, relations: readonly NewRelation[]): Change[] {
  const seen = new Set<string>();
  return relations.map((relation) => {
    const key = `${relation.toId} ${relation.kind}`;
    if (seen.has(key)) throw new AppError('RELATION_EXISTS', {});
    seen.add(key);
    return relationChange(ctx, from, relation, () => []);
  });
}

function relationChange(
  ctx: Ctx,
  from: DirectiveDays,
  relation: NewRelation,
  edgesBelow: (id: string) => readonly RelationEdge[],
): Change {
  const { toId, kind, isWhole, note } = relation;
  const to = daysOf(ctx, toId);
  const problem = checkRelation(from, to);
  if (problem?.code === 'RELATION_SELF') throw new AppError('RELATION_SELF', {});
  if (problem !== undefined) {
    throw new AppError('RELATION_BEFORE_TARGET', {
      issuedOn: problem.fromIssuedOn,
      targetIssuedOn: problem.toIssuedOn,
    });
  }
  if (findRelation(ctx.db, from.id, toId, kind) !== undefined) throw new AppError('RELATION_EXISTS', {});
  const cycle = findCycle(edgesBelow(toId), { fromId: from.id, toId });
  if (cycle !== undefined) throw new AppError('RELATION_CYCLE', { path: cycle.map((id) => nameOf(daysOf(ctx, id))) });
  const audience = narrower(from.audience, to.audience);
  return create('directiveRelation', ctx.newId(), { fromId: from.id, toId, kind, isWhole, note, audience });
}

const nameOf = (directive: DirectiveDays): string => directive.number || directive.subject;

function daysOf(ctx: Ctx, id: string): DirectiveDays {
  const days = findDirectiveDays(ctx.db, id);
  if (days === undefined) throw new AppError('NOT_FOUND', { entity: 'directive', id });
  return days;
}

/** Whoever reads a relation must have both documents; where neither audience holds the other, nobody but the office does. */
function narrower(a: string, b: string): string {
  if (a === b || b === 'all') return a;
  return a === 'all' ? b : 'office';
}
