import { z } from 'zod';
import { AssignmentRole } from '../api/contract/task-words.ts';
import { Day, Id, Line, limits } from '../api/types.ts';
import { defineEntity } from './define.ts';

/**
 * One unit's share of a task (Nghị định 30/2020/NĐ-CP, Điều 23.2: one đơn vị chủ trì, any number of đơn vị phối hợp, a
 * time limit for each). A support hangs on exactly one lead, so a share can never have two leads.
 * `originalDueOn` is kept for ever; the current deadline follows from the steps.
 */
export const assignment = defineEntity({
  name: 'assignment',
  fields: z.strictObject({
    taskId: Id,
    unitId: Id,
    role: AssignmentRole,
    leadId: Id.nullable(),
    /** The day this unit was given it; a task may go to more units later. */
    assignedOn: Day,
    originalDueOn: Day.nullable(),
    note: Line(limits.description),
  }),
  audience: (fields) => ({ down: fields.unitId }),
  frozen: ['taskId', 'unitId', 'role', 'leadId', 'assignedOn', 'originalDueOn'],
  mayDelete: false,
  conflict: 'merge',
  isSound: ({ role, leadId }) => (role === 'lead') === (leadId === null),
});
