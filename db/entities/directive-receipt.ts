import { z } from 'zod';
import { Day, Id, Line, limits } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** Quán triệt: when a unit received a directive, read it, and made it known to its people. */
export const directiveReceipt = defineEntity({
  name: 'directiveReceipt',
  fields: z.strictObject({
    directiveId: Id,
    unitId: Id,
    receivedOn: Day.nullable(),
    readOn: Day.nullable(),
    disseminatedOn: Day.nullable(),
    note: Line(limits.description),
  }),
  audience: (fields) => ({ up: fields.unitId }),
  frozen: ['directiveId', 'unitId'],
  mayDelete: false,
  conflict: 'merge',
});
