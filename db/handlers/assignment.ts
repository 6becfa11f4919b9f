import { type assignmentContract, clerksOfUnits, deciders } from '../api/contract/assignment.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { StepKind } from '../api/contract/task-words.ts';
import { addDays, type Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { type AssignmentStep, applyStep, canStep, newAssignment, SIDE_BY_STEP } from '../domain/assignment.ts';
import { countAssignments, listAssignmentFences, listAssignments, listSharesBy } from '../queries/assignment.ts';
import { listSources, listStepRows } from '../queries/assignment-step.ts';
import { findTaskWords } from '../queries/task.ts';
import { findUnitName } from '../queries/unit-on.ts';
import { handOn } from './assignment-hand-on.ts';
import { plansOfCells, plansOfSteps, stepsOf } from './assignment-many.ts';
import {
  appendStep,
  appendToMany,
  getStanding,
  isOwnWork,
  mayWrite,
  type NewStep,
  type Standing,
} from './assignment-steps.ts';
import type { HandlersOf } from './define.ts';
import { previewOf, runPatch } from './many-patch.ts';
import { countMissing } from './task-periods.ts';
import { warningsOf } from './task-warnings.ts';

type UnitStep = {
  id: string;
  onDay: Day;
  reason: string;
  dueOn?: Day;
  doneOn?: Day;
};

/** A handler that writes one step of the unit. */
const unitStep =
  (kind: StepKindName) =>
  (ctx: Ctx, { id, ...step }: UnitStep): Record<string, never> => {
    appendStep(ctx, { assignmentId: id, kind, ...step });
    return {};
  };
type StepKindName = NewStep['kind'];

export const assignmentHandlers: HandlersOf<typeof assignmentContract> = {
  'assignment.list': (ctx, input) => {
    const page = listAssignments(ctx.db, input);
    return { ...page, rows: withMissing(ctx, page.rows, input.on) };
  },
  'assignment.fences': (ctx, input) => ({
    cursors: listAssignmentFences(ctx.db, input, (done) => ctx.step(done, 0)),
  }),
  'assignment.counts': (ctx, input) => countAssignments(ctx.db, input.on, input.filter),
  'assignment.get': getAssignment,

  'assignment.accept': unitStep('accept'),
  'assignment.start': unitStep('start'),
  'assignment.requestReturn': unitStep('requestReturn'),
  'assignment.requestExtension': unitStep('requestExtension'),
  'assignment.submitResult': unitStep('submitResult'),

  'assignment.decide': (ctx, { id, ...step }) => {
    appendStep(ctx, { assignmentId: id, ...step });
    const { assignment, state } = getStanding(ctx, id);
    return {
      warnings: warningsOf(ctx, assignment.taskId, [state.currentDueOn]),
    };
  },
  'assignment.handOn': (ctx, input) => ({ assignmentId: handOn(ctx, input) }),
  'assignment.remind': (ctx, input) => appendToMany(ctx, stepsOf(ctx, { ...input, kind: 'remind' })),
  'assignment.extendMany': (ctx, input) => appendToMany(ctx, stepsOf(ctx, { ...input, kind: 'grantExtension' })),
  'assignment.decideMany': (ctx, input) => appendToMany(ctx, stepsOf(ctx, input)),
  'assignment.previewStep': (ctx, input) => previewOf(plansOfSteps(ctx, stepsOf(ctx, input))),
  'assignment.patchMany': (ctx, input) => runPatch(ctx, plansOfCells(ctx, input), input.keep),
  'assignment.previewPatch': (ctx, input) => previewOf(plansOfCells(ctx, input)),
};

/** Rows with the number of periods past due for which nothing was handed in. */
function withMissing<R extends { id: string; taskKind: string }>(
  ctx: Ctx,
  rows: readonly R[],
  on: Day,
): (R & { missingCount: number })[] {
  const counts = countMissing(
    ctx,
    rows.filter((row) => row.taskKind === 'periodic').map((row) => row.id),
    on,
  );
  return rows.map((row) => ({ ...row, missingCount: counts.get(row.id) ?? 0 }));
}

function getAssignment(ctx: Ctx, { id, on }: Checked<'assignment.get'>): Output<'assignment.get'> {
  const standing = getStanding(ctx, id);
  const { assignment } = standing;
  const [row] = withMissing(ctx, listSharesBy(ctx.db, 'id', id, on), on);
  const words = findTaskWords(ctx.db, assignment.taskId);
  if (row === undefined || words === undefined) throw new AppError('NOT_FOUND', { entity: 'assignment', id });
  const allowed = allowedSteps(ctx, standing, on);
  return {
    ...row,
    ...words,
    assignedOn: assignment.assignedOn,
    note: assignment.note,
    ownerId: assignment.ownerId,
    ownerName: findUnitName(ctx.db, assignment.ownerId, on) ?? '',
    lastRemindedOn: standing.state.lastRemindedOn,
    lead:
      assignment.leadId === null
        ? null
        : (withMissing(ctx, listSharesBy(ctx.db, 'id', assignment.leadId, on), on)[0] ?? null),
    supports: withMissing(ctx, listSharesBy(ctx.db, 'leadId', id, on), on),
    sources: listSources(ctx.db, assignment, on),
    steps: stepRows(ctx, standing),
    allowed: allowed.filter((kind) => !isOwnWork(ctx, standing, kind)),
    isOwnWork: allowed.some((kind) => isOwnWork(ctx, standing, kind)),
  };
}

/** Steps that fit the state, the day and the caller's role; what a person still has to give (a reason, a day) is taken as given. */
function allowedSteps(ctx: Ctx, standing: Standing, on: Day): StepKindName[] {
  const { state } = standing;
  const late = state.currentDueOn !== null && state.currentDueOn > on ? state.currentDueOn : on;
  const dueOn = addDays(late, 1);
  const { role, unitId } = ctx.caller;
  return StepKind.options.filter((kind) => {
    if (kind === 'finish') return false; // follows from the lead's result, nobody writes it by itself
    const side = SIDE_BY_STEP[kind];
    const isUnitRole = role !== 'viewer' && (unitId === standing.assignment.unitId || clerksOfUnits.includes(role));
    const hasRole = side === 'issuer' ? deciders.includes(role) : isUnitRole;
    return (
      hasRole &&
      mayWrite(ctx, standing, kind) &&
      canStep(state, {
        kind,
        side,
        onDay: on,
        dueOn,
        doneOn: on,
        reason: kind,
      }) === true
    );
  });
}

/** The timeline; a step that another office had overtaken is shown and marked. */
function stepRows(ctx: Ctx, { assignment }: Standing): Output<'assignment.get'>['steps'] {
  let state = newAssignment(assignment.originalDueOn);
  return listStepRows(ctx.db, assignment.id).map((row) => {
    const next = applyStep(state, row as AssignmentStep);
    const isEffective = next !== state;
    state = next;
    return { ...row, isEffective };
  });
}
