import { z } from 'zod';
import { Day, Id, Line, limits, Prose } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** Biên bản bàn giao between a unit that ended and one successor (Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.9). */
export const handoverMinutes = defineEntity({
  name: 'handoverMinutes',
  fields: z.strictObject({
    eventId: Id,
    fromUnitId: Id,
    toUnitId: Id,
    number: Line(limits.symbol),
    onDay: Day,
    place: Line(limits.description),
    handedBy: Line(limits.description),
    receivedBy: Line(limits.description),
    witness: Line(limits.description),
    content: Prose(limits.content),
  }),
  audience: (fields) => ({ down: fields.toUnitId }),
  frozen: ['eventId', 'fromUnitId', 'toUnitId'],
  mayDelete: true,
  conflict: 'merge',
});
