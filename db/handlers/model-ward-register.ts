import type { Checked, Output } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Row } from '../entities/index.ts';
import { findCriterionSet, findRegistration, listAssessments, listRegisteredUnits } from '../queries/model-ward.ts';
import { findUnitName } from '../queries/unit-on.ts';
import { assertAlive, assertForOffice } from './assignment-rules.ts';
import { assertBasis } from './model-ward-sets.ts';

/** The registration, if this office owns it and the caller acts for the office. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
export function getOwnRegistration(ctx: Ctx, id: string, name: string): Row<'registration'> {
  assertForOffice(ctx, name);
  const record = findRegistration(ctx.db, id);
  if (record === undefined) throw new AppError('NOT_FOUND', { entity: 'registration', id });
  if (record.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'registration' });
  return record;
}

/** A set is used for what is registered while it is valid. Errors: NOT_FOUND, SET_NOT_IN_FORCE. */
function assertInForce(ctx: Ctx, setId: string, on: Day): void {
  const set = findCriterionSet(ctx.db, setId);
  if (set === undefined) throw new AppError('NOT_FOUND', { entity: 'criterionSet', id: setId });
  if (on < set.validFrom || (set.validTo !== null && on >= set.validTo))
    throw new AppError('SET_NOT_IN_FORCE', { name: set.name, on });
}

/** Errors: see the contract. */
export function register(ctx: Ctx, input: Checked<'modelWard.register'>): Output<'modelWard.register'> {
  const { unitIds, skipRegistered, ...fields } = input;
  assertForOffice(ctx, 'modelWard.register');
  assertInForce(ctx, fields.setId, fields.registeredOn);
  assertBasis(ctx, fields.basisDirectiveId);
  const asked = [...new Set(unitIds)];
  assertAlive(ctx, asked, fields.registeredOn);
  const taken = new Set(listRegisteredUnits(ctx.db, fields));
  const twice = skipRegistered ? undefined : asked.find((unitId) => taken.has(unitId));
  if (twice !== undefined) {
    const name = findUnitName(ctx.db, twice, fields.registeredOn) ?? '';
    throw new AppError('REGISTRATION_EXISTS', { name, year: fields.year });
  }
  const wanted = asked.filter((unitId) => !taken.has(unitId));
  const ids = wanted.map(() => ctx.newId());
  commit(
    ctx,
    wanted.map((unitId, index) =>
      create('registration', ids[index] ?? '', { ...fields, unitId, endedOn: null, endReason: '' }),
    ),
  );
  return { ids, skippedCount: asked.length - wanted.length };
}

/** Errors: see the contract. */
export function updateRegistration(
  ctx: Ctx,
  { id, seenAtMs, patch }: Checked<'modelWard.updateRegistration'>,
): Output<'modelWard.updateRegistration'> {
  const current = getOwnRegistration(ctx, id, 'modelWard.updateRegistration');
  assertUnchanged(current, seenAtMs);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const next = { ...current, ...given } as Row<'registration'>;
  assertInForce(ctx, next.setId, next.registeredOn);
  assertBasis(ctx, next.basisDirectiveId);
  assertAlive(ctx, [next.unitId], next.registeredOn);
  if (next.year !== current.year && listRegisteredUnits(ctx.db, next).includes(next.unitId)) {
    const name = findUnitName(ctx.db, next.unitId, next.registeredOn) ?? '';
    throw new AppError('REGISTRATION_EXISTS', { name, year: next.year });
  }
  const first = listAssessments(ctx.db, [id]).at(-1)?.onDay;
  const early = [first, next.endedOn ?? undefined].find((day) => day !== undefined && day < next.registeredOn);
  if (early !== undefined) throw new AppError('DATES_OUT_OF_ORDER', { first: next.registeredOn, second: early });
  commit(ctx, [update('registration', id, given)]);
  return { changedAtMs: findRegistration(ctx.db, id)?.changedAtMs ?? 0 };
}

/** Errors: see the contract. */
export function endRegistration(
  ctx: Ctx,
  { id, seenAtMs, endedOn, endReason }: Checked<'modelWard.endRegistration'>,
): Output<'modelWard.endRegistration'> {
  const current = getOwnRegistration(ctx, id, 'modelWard.endRegistration');
  assertUnchanged(current, seenAtMs);
  if (endedOn !== null && endReason === '') throw new AppError('REASON_REQUIRED', {});
  const last = listAssessments(ctx.db, [id])[0]?.onDay ?? current.registeredOn;
  if (endedOn !== null && endedOn <= last) throw new AppError('DATES_OUT_OF_ORDER', { first: last, second: endedOn });
  if (endedOn === null && current.endedOn !== null && listRegisteredUnits(ctx.db, current).includes(current.unitId)) {
    const name = findUnitName(ctx.db, current.unitId, current.registeredOn) ?? '';
    throw new AppError('REGISTRATION_EXISTS', { name, year: current.year });
  }
  commit(ctx, [update('registration', id, { endedOn, endReason: endedOn === null ? '' : endReason })]);
  return { changedAtMs: findRegistration(ctx.db, id)?.changedAtMs ?? 0 };
}

/** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, REGISTRATION_IN_USE. */
export function removeRegistration(
  ctx: Ctx,
  { id }: Checked<'modelWard.removeRegistration'>,
): Output<'modelWard.removeRegistration'> {
  getOwnRegistration(ctx, id, 'modelWard.removeRegistration');
  const count = listAssessments(ctx.db, [id]).length;
  if (count > 0) throw new AppError('REGISTRATION_IN_USE', { count });
  commit(ctx, [remove('registration', id)]);
  return {};
}

function assertUnchanged({ id, changedAtMs }: Row<'registration'>, seenAtMs: number): void {
  if (changedAtMs !== seenAtMs) throw new AppError('CHANGED_MEANWHILE', { entity: 'registration', id });
}
