import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Stamps } from '../entities/define.ts';
import type { Fields } from '../entities/index.ts';
import { countMarked, findCriterionSet, listCriteria } from '../queries/model-ward.ts';
import { listGone } from '../queries/reference.ts';
import { findRecord } from '../tables.ts';
import { assertForOffice } from './assignment-rules.ts';

type SetFields = Fields<'criterionSet'>;

/** The set, if this office owns it and the caller acts for the office. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
function getOwnSet(ctx: Ctx, id: string, name: string): SetFields & Stamps {
  assertForOffice(ctx, name);
  const record = findRecord(ctx.db, 'criterionSet', id) as (SetFields & Stamps) | undefined;
  if (record === undefined) throw new AppError('NOT_FOUND', { entity: 'criterionSet', id });
  if (record.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'criterionSet' });
  return record;
}

/** Errors: NOT_FOUND. */
export function assertBasis(ctx: Ctx, basisDirectiveId: string | null): void {
  if (basisDirectiveId !== null && listGone(ctx.db, 'directive', [basisDirectiveId]).length > 0)
    throw new AppError('NOT_FOUND', { entity: 'directive', id: basisDirectiveId });
}

function assertSpan({ validFrom, validTo }: Pick<SetFields, 'validFrom' | 'validTo'>): void {
  if (validTo !== null && validTo <= validFrom) throw new AppError('VERSION_ENDS_BEFORE_START', { validFrom, validTo });
}

/** Errors: see the contract. */
export function createSet(ctx: Ctx, input: Checked<'modelWard.createSet'>): Output<'modelWard.createSet'> {
  const { set, emptyCount, copyOfId } = input;
  assertForOffice(ctx, 'modelWard.createSet');
  assertSpan(set);
  assertBasis(ctx, set.basisDirectiveId);
  const id = ctx.newId();
  const changes: Change[] = [create('criterionSet', id, set)];
  const empty = Array.from({ length: emptyCount }, () => ({ groupName: '', content: '', isRequired: 0 as const }));
  const wanted = copyOfId === null ? empty : copied(ctx, copyOfId, set.validFrom, changes);
  for (const [index, { groupName, content, isRequired }] of wanted.entries())
    changes.push(
      create('criterion', ctx.newId(), { setId: id, orderNumber: index + 1, groupName, content, isRequired }),
    );
  commit(ctx, changes);
  return { id };
}

/** The criteria of the set that the new one follows; that one ends where the new one begins. */
function copied(ctx: Ctx, id: string, validFrom: string, changes: Change[]) {
  const old = findCriterionSet(ctx.db, id);
  if (old === undefined) throw new AppError('NOT_FOUND', { entity: 'criterionSet', id });
  if (old.validTo === null && old.isOwn === 1) {
    if (validFrom <= old.validFrom)
      throw new AppError('DATES_OUT_OF_ORDER', { first: old.validFrom, second: validFrom });
    changes.push(update('criterionSet', id, { validTo: validFrom }));
  }
  return listCriteria(ctx.db, id);
}

/** Errors: see the contract. */
export function updateSet(ctx: Ctx, input: Checked<'modelWard.updateSet'>): Output<'modelWard.updateSet'> {
  const { id, seenAtMs, patch } = input;
  const current = getOwnSet(ctx, id, 'modelWard.updateSet');
  if (current.changedAtMs !== seenAtMs) throw new AppError('CHANGED_MEANWHILE', { entity: 'criterionSet', id });
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const next = { ...current, ...given } as SetFields;
  assertSpan(next);
  assertBasis(ctx, next.basisDirectiveId);
  commit(ctx, [update('criterionSet', id, given)]);
  return { changedAtMs: findCriterionSet(ctx.db, id)?.changedAtMs ?? 0 };
}

/** Its criteria go with it. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, CRITERION_SET_IN_USE. */
export function removeSet(ctx: Ctx, { id }: Checked<'modelWard.removeSet'>): Output<'modelWard.removeSet'> {
  getOwnSet(ctx, id, 'modelWard.removeSet');
  const count = findCriterionSet(ctx.db, id)?.registrationCount ?? 0;
  if (count > 0) throw new AppError('CRITERION_SET_IN_USE', { count });
  commit(ctx, [...listCriteria(ctx.db, id).map((one) => remove('criterion', one.id)), remove('criterionSet', id)]);
  return {};
}

/** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, CRITERION_IN_USE, INVALID_INPUT. */
export function saveCriteria(ctx: Ctx, input: Checked<'modelWard.saveCriteria'>): Output<'modelWard.saveCriteria'> {
  const { setId, rows, removedIds } = input;
  getOwnSet(ctx, setId, 'modelWard.saveCriteria');
  const known = new Set(listCriteria(ctx.db, setId).map(({ id }) => id));
  const foreign = [...removedIds, ...rows.flatMap(({ id }) => id ?? [])].find((id) => !known.has(id));
  if (foreign !== undefined) throw new AppError('NOT_FOUND', { entity: 'criterion', id: foreign });
  const count = countMarked(ctx.db, removedIds);
  if (count > 0) throw new AppError('CRITERION_IN_USE', { count });
  commit(ctx, [
    ...rows.map(({ id, ...fields }) =>
      id === null ? create('criterion', ctx.newId(), { setId, ...fields }) : update('criterion', id, fields),
    ),
    ...removedIds.map((id) => remove('criterion', id)),
  ]);
  return {};
}
