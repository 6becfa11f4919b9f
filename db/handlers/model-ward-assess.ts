import type { Checked, Output } from '../api/contract/index.ts';
import type { AssessmentResult } from '../api/contract/model-ward.ts';
import { AppError } from '../api/errors.ts';
import { judge } from '../api/judge.ts';
import { commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Stamps } from '../entities/define.ts';
import type { Fields } from '../entities/index.ts';
import { findRegistration, listCriteria } from '../queries/model-ward.ts';
import { findRecord } from '../tables.ts';
import { assertAlive, assertForOffice } from './assignment-rules.ts';

type Assessment = Fields<'assessment'>;

/** Errors: see the contract. */
export function assess(ctx: Ctx, input: Checked<'modelWard.assess'>): Output<'modelWard.assess'> {
  assertForOffice(ctx, 'modelWard.assess');
  const registration = findRegistration(ctx.db, input.registrationId);
  if (registration === undefined) throw new AppError('NOT_FOUND', { entity: 'registration', id: input.registrationId });
  const fields = { ...input, unitId: registration.unitId };
  const result = assertStands(ctx, fields);
  const id = ctx.newId();
  commit(ctx, [create('assessment', id, fields)]);
  return { id, result };
}

/** Errors: see the contract. */
export function updateAssessment(
  ctx: Ctx,
  { id, seenAtMs, patch }: Checked<'modelWard.updateAssessment'>,
): Output<'modelWard.updateAssessment'> {
  const current = getOwnAssessment(ctx, id, 'modelWard.updateAssessment');
  if (current.changedAtMs !== seenAtMs) throw new AppError('CHANGED_MEANWHILE', { entity: 'assessment', id });
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const result = assertStands(ctx, { ...current, ...given } as Assessment);
  commit(ctx, [update('assessment', id, given)]);
  const { changedAtMs } = findRecord(ctx.db, 'assessment', id) as unknown as Stamps;
  return { changedAtMs, result };
}

/** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
export function removeAssessment(
  ctx: Ctx,
  { id }: Checked<'modelWard.removeAssessment'>,
): Output<'modelWard.removeAssessment'> {
  getOwnAssessment(ctx, id, 'modelWard.removeAssessment');
  commit(ctx, [remove('assessment', id)]);
  return {};
}

function getOwnAssessment(ctx: Ctx, id: string, name: string): Assessment & Stamps {
  assertForOffice(ctx, name);
  const record = findRecord(ctx.db, 'assessment', id) as (Assessment & Stamps) | undefined;
  if (record === undefined) throw new AppError('NOT_FOUND', { entity: 'assessment', id });
  if (record.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'assessment' });
  return record;
}

/**
 * Every law of an assessment; gives what it comes to. It may be written down late, but its day lies in the life of the unit
 * and of the registration; only an appraisal recognises, and only what meets every criterion.
 */
function assertStands(ctx: Ctx, fields: Assessment): AssessmentResult {
  const { registrationId, unitId, kind, onDay, marks, isRecognised } = fields;
  const registration = findRegistration(ctx.db, registrationId);
  if (registration === undefined) throw new AppError('NOT_FOUND', { entity: 'registration', id: registrationId });
  const { registeredOn, endedOn, setId } = registration;
  assertAlive(ctx, [unitId], onDay);
  if (onDay < registeredOn) throw new AppError('DATES_OUT_OF_ORDER', { first: registeredOn, second: onDay });
  if (endedOn !== null && onDay >= endedOn) throw new AppError('REGISTRATION_ENDED', { endedOn });
  const criteria = listCriteria(ctx.db, setId);
  const known = new Set(criteria.map(({ id }) => id));
  const seen = new Set<string>();
  for (const [index, { criterionId }] of marks.entries()) {
    if (!known.has(criterionId)) throw new AppError('NOT_FOUND', { entity: 'criterion', id: criterionId });
    if (seen.has(criterionId))
      throw new AppError('INVALID_INPUT', { issues: [{ path: `marks.${index}.criterionId`, code: 'mark_twice' }] });
    seen.add(criterionId);
  }
  const result = judge(criteria, marks);
  if (isRecognised === 1 && kind !== 'appraisal')
    throw new AppError('INVALID_INPUT', { issues: [{ path: 'isRecognised', code: 'not_allowed' }] });
  if (isRecognised === 1 && result.outcome !== 'met')
    throw new AppError('RECOGNITION_NOT_MET', { notMet: result.notMet, notEntered: result.notEntered });
  return result;
}
