import { z } from 'zod';
import { Day, Id, Line, limits, Name } from '../api/types.ts';
import { defineEntity, isStretch } from './define.ts';

/** Bộ tiêu chí of a programme during [validFrom, validTo). */
export const criterionSet = defineEntity({
  name: 'criterionSet',
  fields: z.strictObject({
    name: Name(limits.name),
    validFrom: Day,
    validTo: Day.nullable(),
    basisDirectiveId: Id.nullable(),
    basisText: Line(limits.description),
  }),
  audience: () => 'all',
  frozen: [],
  mayDelete: true,
  conflict: 'flag',
  isSound: ({ validFrom, validTo }) => isStretch(validFrom, validTo),
});
