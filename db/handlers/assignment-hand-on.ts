import type { Checked } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Row } from '../entities/index.ts';
import { listLeadUnits, listOpenSupports } from '../queries/assignment-step.ts';
import { assertAlive, assertNotAssigned } from './assignment-rules.ts';
import { getStanding, type Standing, stepChanges } from './assignment-steps.ts';

type HandOn = Checked<'assignment.handOn'>;

/**
 * Hands an assignment to the unit that succeeds: the old one ends as Chuyển đơn vị kế thừa, a new one carries the same
 * original deadline, and the supports that are still open move along. Returns the new assignment's id.
 */
export function handOn(ctx: Ctx, input: HandOn): string {
  const standing = getStanding(ctx, input.id);
  const { assignment, state } = standing;
  assertAlive(ctx, [input.toUnitId], input.onDay);
  assertSuccessor(ctx, standing, input.toUnitId);
  const dueOn = input.dueOn ?? state.currentDueOn;
  assertDue(assignment, dueOn);
  const heirId = ctx.newId();
  const changes = stepChanges(ctx, {
    assignmentId: input.id,
    kind: 'handOn',
    onDay: input.onDay,
    toAssignmentId: heirId,
    reason: input.reason,
  });
  changes.push(
    ...successor(ctx, assignment, {
      ...input,
      heirId,
      dueOn,
      leadId: assignment.leadId,
      unitId: input.toUnitId,
    }),
  );
  for (const support of assignment.role === 'lead' ? listOpenSupports(ctx.db, assignment.id) : []) {
    changes.push(...moveSupport(ctx, support, { ...input, leadId: heirId }));
  }
  commit(ctx, changes);
  return heirId;
}

/** A lead is not yet the task's elsewhere; a support is neither its lead nor another support of it. */
function assertSuccessor(ctx: Ctx, { assignment }: Standing, toUnitId: string): void {
  const { role, taskId, leadId } = assignment;
  assertNotAssigned(ctx, role === 'lead' ? listLeadUnits(ctx.db, taskId) : listUnitsOfShare(ctx, leadId ?? ''), [
    toUnitId,
  ]);
}

/** Units that lead or still support one share. */
const listUnitsOfShare = (ctx: Ctx, leadId: string): string[] => [
  getStanding(ctx, leadId).assignment.unitId,
  ...listOpenSupports(ctx.db, leadId).map((support) => support.unitId),
];

function assertDue({ originalDueOn }: Row<'assignment'>, dueOn: Day | null): void {
  if (originalDueOn !== null && dueOn !== null && dueOn < originalDueOn)
    throw new AppError('EXTENSION_NOT_LATER', { dueOn: originalDueOn });
}

interface Heir {
  readonly heirId: string;
  readonly unitId: string;
  readonly leadId: string | null;
  readonly dueOn: Day | null;
  readonly onDay: Day;
  readonly reason: string;
}

/** The new assignment; a deadline later than the original one is a step, so that both stay visible. */
function successor(ctx: Ctx, old: Row<'assignment'>, heir: Heir): Change[] {
  const { taskId, role, originalDueOn, note } = old;
  const { heirId, unitId, leadId, dueOn, onDay, reason } = heir;
  const changes = [
    create('assignment', heirId, {
      taskId,
      unitId,
      role,
      leadId,
      assignedOn: onDay,
      originalDueOn,
      note,
    }),
  ];
  if (originalDueOn !== null && dueOn !== null && dueOn > originalDueOn) {
    const step = {
      assignmentId: heirId,
      unitId,
      kind: 'grantExtension',
      side: 'issuer',
      onDay,
      dueOn,
      reason,
    } as const;
    changes.push(
      create('assignmentStep', ctx.newId(), {
        ...step,
        doneOn: null,
        reportId: null,
        toAssignmentId: null,
      }),
    );
  }
  return changes;
}

/** A support follows its lead; the unit that now leads needs no support by itself. */
function moveSupport(
  ctx: Ctx,
  support: Row<'assignment'> & { currentDueOn: Day | null },
  to: HandOn & { leadId: string },
): Change[] {
  const { onDay, reason } = to;
  if (support.unitId === to.toUnitId)
    return stepChanges(ctx, {
      assignmentId: support.id,
      kind: 'cancel',
      onDay,
      reason,
    });
  const heirId = ctx.newId();
  const heir = {
    heirId,
    unitId: support.unitId,
    leadId: to.leadId,
    dueOn: support.currentDueOn,
    onDay,
    reason,
  };
  return [
    ...stepChanges(ctx, {
      assignmentId: support.id,
      kind: 'handOn',
      onDay,
      toAssignmentId: heirId,
      reason,
    }),
    ...successor(ctx, support, heir),
  ];
}
