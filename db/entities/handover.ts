import { z } from 'zod';
import { HandoverResolution, OpenItemKind } from '../api/contract/handover-words.ts';
import { Day, Id, Line, limits, Name } from '../api/types.ts';
import { defineEntity } from './define.ts';

/**
 * Bàn giao of one thing that was open when a unit ended: given to a successor, closed, or kept with the old unit by decision.
 * Things that the program does not hold (seals, files, property) are lines of their own, without a record.
 */
export const handover = defineEntity({
  name: 'handover',
  fields: z.strictObject({
    eventId: Id,
    fromUnitId: Id,
    /** Null for what was closed or kept. */
    toUnitId: Id.nullable(),
    itemKind: OpenItemKind,
    /** The record that was open; null for a line written by hand. */
    recordId: Id.nullable(),
    /** What carries it on at the successor, where that is another record. */
    toRecordId: Id.nullable(),
    /** As printed in the biên bản. */
    title: Name(limits.subject),
    resolution: HandoverResolution,
    onDay: Day,
    reason: Line(limits.reason),
  }),
  audience: (fields) => ({ down: fields.toUnitId ?? fields.fromUnitId }),
  frozen: ['eventId', 'fromUnitId', 'itemKind', 'recordId'],
  mayDelete: true,
  conflict: 'flag',
});
