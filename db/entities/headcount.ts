import { z } from 'zod';
import { Day, Id, Line, limits } from '../api/types.ts';
import { AudienceField, defineEntity, isOfUnit, parseAudience } from './define.ts';

/** Quân số of a unit counted on a day, for offices that do not keep posts by person. It stands until the next count. */
export const headcount = defineEntity({
  name: 'headcount',
  fields: z.strictObject({
    unitId: Id,
    onDay: Day,
    /** Biên chế giao. */
    establishment: z.int().min(0).max(100_000).nullable(),
    /** Hiện có. */
    present: z.int().min(0).max(100_000),
    chiefs: z.int().min(0).max(1000).nullable(),
    deputies: z.int().min(0).max(1000).nullable(),
    investigators: z.int().min(0).max(100_000).nullable(),
    note: Line(limits.description),
    audience: AudienceField,
  }),
  audience: (fields) => parseAudience(fields.audience),
  frozen: ['unitId', 'audience'],
  mayDelete: true,
  conflict: 'flag',
  isSound: isOfUnit,
});
