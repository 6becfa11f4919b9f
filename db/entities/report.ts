import { z } from 'zod';
import { Figure } from '../api/contract/report.ts';
import { Day, Flag, Id, Line, limits, Prose } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** A submitted progress report; it never changes, a correction is the next version. Drafts are kept apart and never leave the PC. */
export const report = defineEntity({
  name: 'report',
  fields: z.strictObject({
    assignmentId: Id,
    unitId: Id,
    /** Periodic tasks: the period it is for. */
    periodKey: Line(20).min(1).nullable(),
    version: z.int().min(1),
    correctsId: Id.nullable(),
    reportedOn: Day,
    /** Given when the work is finished: the day it was done. */
    doneOn: Day.nullable(),
    percent: z.int().min(0).max(100),
    content: Prose(limits.content),
    difficulties: Prose(limits.content),
    proposals: Prose(limits.content),
    figures: z.array(Figure).max(limits.figures),
    /** "Không phát sinh": nothing happened, which is not the same as nothing reported. */
    isNothing: Flag,
  }),
  audience: (fields) => ({ up: fields.unitId }),
  frozen: 'all',
  mayDelete: false,
  conflict: 'flag',
});
