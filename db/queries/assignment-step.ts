import type { z } from 'zod';
import type { StepRow } from '../api/contract/assignment.ts';
import type { Day } from '../api/day.ts';
import type { AssignmentStep, StepKind } from '../domain/assignment.ts';
import type { Row } from '../entities/index.ts';
import { all, type Db, one, prepare, q } from '../sql.ts';
import { unitNameOn } from './unit-on.ts';

export const findAssignment = (db: Db, id: string): Row<'assignment'> | undefined =>
  one(db, q.selectFrom('assignment').selectAll().where('id', '=', id));

/** A step as the fold reads it, and who wrote it. */
export type WrittenStep = AssignmentStep & {
  readonly createdBy: string;
  readonly kind: StepKind;
};

/** Those of the unit that has it, in the order in which they came to be. Uses index assignmentStep_by_assignment. */
export const listStepsOf = (db: Db, assignmentId: string): WrittenStep[] =>
  all(
    db,
    q
      .selectFrom('assignmentStep')
      .select(['kind', 'side', 'onDay', 'dueOn', 'doneOn', 'reason', 'createdBy'])
      .where('assignmentId', '=', assignmentId)
      .where('unitId', '=', (e) => e.selectFrom('assignment').select('unitId').where('id', '=', assignmentId))
      .orderBy('createdLam')
      .orderBy('id'),
  );

type Shown = Omit<z.output<typeof StepRow>, 'isEffective'>;

const nameThen = (column: string): string => unitNameOn(column).replaceAll('@on', 'step.onDay');

/** The same with the names of people, and of offices and successors as they were called on the day of the step. */
export const listStepRows = (db: Db, assignmentId: string): Shown[] =>
  prepare(
    db,
    `SELECT step.id, step.kind, step.side, step.onDay, step.dueOn, step.doneOn, step.reportId, step.reason,
       coalesce(user.name, '') AS byName, coalesce(${nameThen('step.ownerId')}, '') AS officeName, step.createdAtMs AS atMs,
       step.toAssignmentId, ${nameThen('heir.unitId')} AS toUnitName
     FROM assignmentStep step LEFT JOIN user ON user.id = step.createdBy LEFT JOIN assignment heir ON heir.id = step.toAssignmentId
     WHERE step.assignmentId = @assignmentId AND step.unitId = (SELECT unitId FROM assignment WHERE id = @assignmentId)
     ORDER BY step.createdLam, step.id`,
  ).all({ assignmentId }) as Shown[];

/** The assignments that were handed on to this one, in the order in which they were given. */
export const listSources = (
  db: Db,
  assignment: { id: string; taskId: string },
  on: Day,
): { assignmentId: string; unitName: string }[] =>
  prepare(
    db,
    `SELECT DISTINCT a.id AS assignmentId, ${unitNameOn('a.unitId')} AS unitName
     FROM assignment a JOIN assignmentStep step ON step.assignmentId = a.id
     WHERE a.taskId = @taskId AND step.kind = 'handOn' AND step.toAssignmentId = @id ORDER BY a.createdLam, a.id`,
  ).all({ id: assignment.id, taskId: assignment.taskId, on }) as { assignmentId: string; unitName: string }[];

/** Supports of a lead on which work is still expected. */
export const listOpenSupports = (db: Db, leadId: string): (Row<'assignment'> & { currentDueOn: Day | null })[] =>
  prepare(
    db,
    `SELECT a.*, state.currentDueOn FROM assignment a JOIN assignmentState state ON state.assignmentId = a.id
     WHERE a.leadId = ? AND state.isEnded = 0 ORDER BY a.createdLam, a.id`,
  ).all(leadId) as (Row<'assignment'> & { currentDueOn: Day | null })[];

/** The share of a unit in a task (of a support: under one lead) on which work is still expected. */
export const findOpenShare = (
  db: Db,
  share: { taskId: string; unitId: string; role: 'lead' | 'support'; leadId: string | null },
): string | undefined =>
  prepare(
    db,
    `SELECT a.id FROM assignment a JOIN assignmentState state ON state.assignmentId = a.id
     WHERE a.taskId = @taskId AND a.unitId = @unitId AND a.role = @role AND a.leadId IS @leadId AND state.isEnded = 0 LIMIT 1`,
  )
    .pluck()
    .get(share) as string | undefined;

/** Leads of a task that were not returned, handed on or cancelled, by unit. */
export const listLeadUnits = (db: Db, taskId: string): string[] =>
  prepare(
    db,
    `SELECT a.unitId FROM assignment a JOIN assignmentState state ON state.assignmentId = a.id
     WHERE a.taskId = ? AND a.role = 'lead' AND state.processing NOT IN ('returned', 'handedOn', 'cancelled')`,
  )
    .pluck()
    .all(taskId) as string[];

/** True when a unit has, or has had and finished, the lead of a task. Uses index assignment_by_task. */
export const isLead = (db: Db, taskId: string, unitId: string): boolean =>
  prepare(
    db,
    `SELECT 1 FROM assignment a JOIN assignmentState state ON state.assignmentId = a.id
     WHERE a.taskId = ? AND a.unitId = ? AND a.role = 'lead' AND state.processing NOT IN ('returned', 'handedOn', 'cancelled')`,
  ).get(taskId, unitId) !== undefined;

/** Latest deadline in force among the leads of a task that still count; null without one. */
export const findTaskDueOn = (db: Db, taskId: string): Day | null =>
  prepare(
    db,
    `SELECT max(state.currentDueOn) FROM assignment a JOIN assignmentState state ON state.assignmentId = a.id
     WHERE a.taskId = ? AND a.role = 'lead' AND state.processing NOT IN ('returned', 'handedOn', 'cancelled')`,
  )
    .pluck()
    .get(taskId) as Day | null;
