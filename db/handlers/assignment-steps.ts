import { clerksOfUnits } from '../api/contract/assignment.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { type AssignmentState, canStep, foldAssignment, SIDE_BY_STEP, type StepKind } from '../domain/assignment.ts';
import type { Row } from '../entities/index.ts';
import { findAssignment, listOpenSupports, listStepsOf, type WrittenStep } from '../queries/assignment-step.ts';
import { actsForOffice } from './assignment-rules.ts';

/** A step someone wants to write; `reason` may be missing where the rules ask for none. */
export interface NewStep {
  readonly assignmentId: string;
  readonly kind: StepKind;
  readonly onDay: Day;
  readonly dueOn?: Day | null | undefined;
  readonly doneOn?: Day | null | undefined;
  readonly reportId?: string | null | undefined;
  readonly toAssignmentId?: string | null | undefined;
  readonly reason?: string | undefined;
}

/** An assignment with its steps and where they led. */
export interface Standing {
  readonly assignment: Row<'assignment'>;
  readonly steps: readonly WrittenStep[];
  readonly state: AssignmentState;
}

/** Errors: NOT_FOUND. */
export function getStanding(ctx: Pick<Ctx, 'db'>, id: string): Standing {
  const assignment = findAssignment(ctx.db, id);
  if (assignment === undefined) throw new AppError('NOT_FOUND', { entity: 'assignment', id });
  const steps = listStepsOf(ctx.db, id);
  return { assignment, steps, state: foldAssignment(assignment, steps) };
}

/** What a decision answers: nobody may give the answer to a request of their own (DOMAIN 5.2.6). */
const ANSWERS: { readonly [K in StepKind]?: StepKind } = {
  approveExtension: 'requestExtension',
  refuseExtension: 'requestExtension',
  grantExtension: 'requestExtension',
  approveReturn: 'requestReturn',
  refuseReturn: 'requestReturn',
  approveResult: 'submitResult',
  returnResult: 'submitResult',
};

/** True when the step would judge what the caller, or the unit the caller acts for, has asked for or handed in. */
export function isOwnWork(ctx: Ctx, { assignment, steps, state }: Standing, kind: StepKind): boolean {
  const asked = ANSWERS[kind];
  if (asked === undefined || (kind === 'grantExtension' && state.extensionRequestedDueOn === null)) return false;
  const actsForUnit = ctx.caller.unitId === assignment.unitId && assignment.unitId !== assignment.ownerId;
  return actsForUnit || steps.findLast((step) => step.kind === asked)?.createdBy === ctx.caller.userId;
}

/**
 * Steps of the unit are written by those who act for it, or entered for a unit without a PC by the office that gave the
 * work; the log shows who. Steps of the issuer are written by those who act for the office that owns the assignment.
 */
export function mayWrite(ctx: Ctx, { assignment }: Pick<Standing, 'assignment'>, kind: StepKind): boolean {
  const isIssuer = assignment.ownerId === ctx.office.unitId && actsForOffice(ctx);
  if (SIDE_BY_STEP[kind] === 'issuer') return isIssuer;
  return ctx.caller.unitId === assignment.unitId || (isIssuer && clerksOfUnits.includes(ctx.caller.role));
}

function assertMayWrite(ctx: Ctx, standing: Standing, kind: StepKind): void {
  if (isOwnWork(ctx, standing, kind)) throw new AppError('OWN_WORK', {});
  if (mayWrite(ctx, standing, kind)) return;
  const isOthers = SIDE_BY_STEP[kind] === 'issuer' && standing.assignment.ownerId !== ctx.office.unitId;
  if (isOthers) throw new AppError('NOT_OWNER', { entity: 'assignment' });
  throw new AppError('FORBIDDEN', { role: ctx.caller.role, name: `assignment.${kind}` });
}

function assertCanStep({ assignment, state }: Standing, step: NewStep): void {
  const { kind, onDay, dueOn, doneOn, reason } = step;
  const verdict = canStep(state, {
    kind,
    side: SIDE_BY_STEP[kind],
    onDay,
    dueOn,
    doneOn,
    reason,
  });
  const currentDueOn = state.currentDueOn ?? '';
  if (verdict === 'STEP_NOT_ALLOWED') throw new AppError(verdict, { step: kind, state: state.processing });
  if (verdict === 'REASON_REQUIRED') throw new AppError(verdict, {});
  if (verdict !== true) throw new AppError(verdict, { dueOn: currentDueOn });
  const early = onDay < assignment.assignedOn ? onDay : (doneOn ?? onDay) < assignment.assignedOn ? doneOn : undefined;
  if (early)
    throw new AppError('DATES_OUT_OF_ORDER', {
      first: assignment.assignedOn,
      second: early,
    });
  if (doneOn && doneOn > onDay) throw new AppError('DATES_OUT_OF_ORDER', { first: doneOn, second: onDay });
}

const makeStep = (ctx: Ctx, { unitId }: Row<'assignment'>, step: NewStep): Change =>
  create('assignmentStep', ctx.newId(), {
    assignmentId: step.assignmentId,
    unitId,
    kind: step.kind,
    side: SIDE_BY_STEP[step.kind],
    onDay: step.onDay,
    dueOn: step.dueOn ?? null,
    doneOn: step.doneOn ?? null,
    reportId: step.reportId ?? null,
    toAssignmentId: step.toAssignmentId ?? null,
    reason: step.reason ?? '',
  });

/**
 * The changes that write a step the caller may write now; the end of a lead ends the supports still open with it.
 * Errors: NOT_FOUND, NOT_OWNER, FORBIDDEN, OWN_WORK, STEP_NOT_ALLOWED, REASON_REQUIRED, EXTENSION_AFTER_DUE,
 * EXTENSION_NOT_LATER, DATES_OUT_OF_ORDER.
 */
export function stepChanges(ctx: Ctx, asked: NewStep): Change[] {
  const standing = getStanding(ctx, asked.assignmentId);
  const step = withWhatIsDecided(standing.state, asked);
  assertMayWrite(ctx, standing, step.kind);
  assertCanStep(standing, step);
  return [makeStep(ctx, standing.assignment, step), ...endOfSupports(ctx, step)];
}

/** How the supports that are still open end with their lead: with its result, or for nothing. */
const SUPPORTS_END: { readonly [K in StepKind]?: StepKind } = {
  approveResult: 'finish',
  cancel: 'cancel',
  approveReturn: 'cancel',
};

function endOfSupports(ctx: Ctx, { assignmentId, kind, onDay, doneOn, reason }: NewStep): Change[] {
  const end = SUPPORTS_END[kind];
  if (end === undefined) return [];
  return listOpenSupports(ctx.db, assignmentId).map((support) =>
    makeStep(ctx, support, {
      assignmentId: support.id,
      kind: end,
      onDay,
      doneOn: end === 'finish' ? doneOn : null,
      reason,
    }),
  );
}

/** An answer names what it answers: the unit may meanwhile have asked for another day that the issuer has not seen. */
function withWhatIsDecided(state: AssignmentState, step: NewStep): NewStep {
  if (step.kind === 'approveResult') return { ...step, doneOn: step.doneOn ?? state.submittedDoneOn };
  if (step.kind === 'approveExtension') return { ...step, dueOn: step.dueOn ?? state.extensionRequestedDueOn };
  return step;
}

/** Writes a step, for handlers of other nouns too (report.submit writes submitResult). Errors: as stepChanges. */
export function appendStep(ctx: Ctx, step: NewStep): void {
  commit(ctx, stepChanges(ctx, step));
}

/** Writes one step per assignment; those that may not be written are told with the code and left as they were. */
export function appendToMany(
  ctx: Ctx,
  steps: readonly NewStep[],
): { doneCount: number; skipped: { id: string; code: string }[] } {
  const changes: Change[] = [];
  const skipped: { id: string; code: string }[] = [];
  const once = new Map(steps.map((step) => [step.assignmentId, step]));
  for (const [id, step] of once) {
    try {
      changes.push(...stepChanges(ctx, step));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      skipped.push({ id, code: error.code });
    }
  }
  commit(ctx, changes);
  return { doneCount: once.size - skipped.length, skipped };
}
