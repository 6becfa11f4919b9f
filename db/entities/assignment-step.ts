import { z } from 'zod';
import { StepKind, StepSide } from '../api/contract/task-words.ts';
import { Day, Id, limits, Prose } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** Something that happened to an assignment, added and never changed; its state is the fold of its steps. */
export const assignmentStep = defineEntity({
  name: 'assignmentStep',
  fields: z.strictObject({
    assignmentId: Id,
    unitId: Id,
    kind: StepKind,
    side: StepSide,
    onDay: Day,
    /** Extensions: the deadline asked for or granted. */
    dueOn: Day.nullable(),
    /** Results: the day the work was done. */
    doneOn: Day.nullable(),
    reportId: Id.nullable(),
    /** Handing on: the assignment that carries the work further. */
    toAssignmentId: Id.nullable(),
    reason: Prose(limits.reason),
  }),
  audience: (fields) => (fields.side === 'unit' ? { up: fields.unitId } : { down: fields.unitId }),
  frozen: 'all',
  // A decision on a report that was not kept takes its step with it.
  mayDelete: true,
  conflict: 'flag',
});
