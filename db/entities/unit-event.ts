import { z } from 'zod';
import { UnitEventKind } from '../api/contract/unit-words.ts';
import { Day, Flag, Id, Line, limits, Prose } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** A change of the organisation; signed, announced and effective are three dates. */
export const unitEvent = defineEntity({
  name: 'unitEvent',
  fields: z.strictObject({
    kind: UnitEventKind,
    signedOn: Day.nullable(),
    announcedOn: Day.nullable(),
    effectiveOn: Day,
    basisDirectiveId: Id.nullable(),
    basisText: Line(limits.description),
    note: Prose(limits.reason),
    /** The event that this one puts right, once that one is in force or known elsewhere. */
    correctsEventId: Id.nullable(),
    /** What became of the units that end is not known yet: a person must say so, nothing is guessed. */
    heirsUnknown: Flag,
  }),
  defaults: { correctsEventId: null, heirsUnknown: 0 },
  audience: () => 'all',
  frozen: ['kind'],
  mayDelete: true,
  conflict: 'flag',
});
