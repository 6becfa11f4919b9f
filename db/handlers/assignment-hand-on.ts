import type { Checked } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Row } from '../entities/index.ts';
import { findOpenShare, isLead, listOpenSupports } from '../queries/assignment-step.ts';
import { assertAlive, assertNotAssigned } from './assignment-rules.ts';
import { getStanding, stepChanges } from './assignment-steps.ts';

type HandOn = Checked<'assignment.handOn'>;

/**
 * Hands an assignment to the unit that succeeds: the old one ends as Chuyển đơn vị kế thừa, a new one carries the same
 * original deadline, and the supports that are still open move along. A successor that is at work on the same task
 * already (two communes became one) goes on under the assignment it has. Returns the id of what carries the work on.
 */
export function handOn(ctx: Ctx, input: HandOn): string {
  const { heirId, changes } = planHandOn(ctx, input);
  commit(ctx, changes);
  return heirId;
}

/** What handOn writes, for those who write more with it. Errors: those of assignment.handOn. */
export function planHandOn(ctx: Ctx, input: HandOn): { heirId: string; changes: Change[] } {
  const { assignment, state } = getStanding(ctx, input.id);
  assertAlive(ctx, [input.toUnitId], input.onDay);
  assertNotAssigned(ctx, [assignment.unitId], [input.toUnitId]);
  const { taskId, role, leadId } = assignment;
  const own = findOpenShare(ctx.db, { taskId, role, leadId, unitId: input.toUnitId });
  if (own === undefined) assertSuccessor(ctx, assignment, input.toUnitId);
  const dueOn = input.dueOn ?? state.currentDueOn;
  assertDue(assignment, dueOn);
  const heirId = own ?? ctx.newId();
  const { onDay, reason } = input;
  const changes = stepChanges(ctx, { assignmentId: input.id, kind: 'handOn', onDay, toAssignmentId: heirId, reason });
  if (own === undefined)
    changes.push(...successor(ctx, assignment, { ...input, heirId, dueOn, leadId, unitId: input.toUnitId }));
  for (const support of role === 'lead' ? listOpenSupports(ctx.db, assignment.id) : []) {
    changes.push(...moveSupport(ctx, support, { ...input, leadId: heirId }));
  }
  return { heirId, changes };
}

/** A share that the successor has finished is not taken up again by itself, and a support does not lead what it supports. */
function assertSuccessor(ctx: Ctx, { role, taskId, leadId }: Row<'assignment'>, toUnitId: string): void {
  const isTaken =
    role === 'lead' ? isLead(ctx.db, taskId, toUnitId) : getStanding(ctx, leadId ?? '').assignment.unitId === toUnitId;
  if (isTaken) assertNotAssigned(ctx, [toUnitId], [toUnitId]);
}

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

/** A support follows its lead; the unit that now leads needs no support by itself, and one that supports it already is enough. */
function moveSupport(
  ctx: Ctx,
  support: Row<'assignment'> & { currentDueOn: Day | null },
  to: HandOn & { leadId: string },
): Change[] {
  const { onDay, reason, leadId } = to;
  const { id: assignmentId, unitId, taskId, currentDueOn: dueOn } = support;
  if (unitId === to.toUnitId) return stepChanges(ctx, { assignmentId, kind: 'cancel', onDay, reason });
  const own = findOpenShare(ctx.db, { taskId, role: 'support', leadId, unitId });
  const heirId = own ?? ctx.newId();
  const changes = stepChanges(ctx, { assignmentId, kind: 'handOn', onDay, toAssignmentId: heirId, reason });
  if (own === undefined) changes.push(...successor(ctx, support, { heirId, unitId, leadId, dueOn, onDay, reason }));
  return changes;
}
