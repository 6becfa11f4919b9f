import { z } from 'zod';
import { LineagePart } from '../api/contract/unit-words.ts';
import { Flag, Id, Line } from '../api/types.ts';
import { defineEntity } from './define.ts';

/**
 * One edge of a reorganisation: many predecessors, many successors, whole or part. Every unit an event touches is an edge:
 * from a unit to itself where it goes on, from nothing where it is new, to nothing where it ends without an heir.
 */
export const unitLineage = defineEntity({
  name: 'unitLineage',
  fields: z.strictObject({
    eventId: Id,
    fromUnitId: Id.nullable(),
    toUnitId: Id.nullable(),
    part: LineagePart,
    isMainHeir: Flag,
    /** Share of the predecessor as a decimal text, only where a document gives it. */
    ratio: Line(20).nullable(),
  }),
  audience: () => 'all',
  frozen: ['eventId', 'fromUnitId', 'toUnitId'],
  mayDelete: true,
  conflict: 'flag',
  isSound: ({ fromUnitId, toUnitId }) => fromUnitId !== null || toUnitId !== null,
});
