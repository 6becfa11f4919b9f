import { z } from 'zod';
import { Day, Id, Line, limits } from '../api/types.ts';
import { AudienceField, defineEntity, isOfUnit, parseAudience } from './define.ts';

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
    /** The unit's own channel, or 'office' for a document that does not leave it. */
    audience: AudienceField,
  }),
  audience: (fields) => parseAudience(fields.audience),
  frozen: ['directiveId', 'unitId', 'audience'],
  mayDelete: false,
  conflict: 'merge',
  isSound: isOfUnit,
});
