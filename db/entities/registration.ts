import { z } from 'zod';
import { Day, Id, Line, limits } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** Đăng ký: a unit means to become a model one (điển hình, kiểu mẫu) in a year, by one set of criteria. */
export const registration = defineEntity({
  name: 'registration',
  fields: z.strictObject({
    unitId: Id,
    setId: Id,
    year: z.int().min(2000).max(2100),
    registeredOn: Day,
    target: Line(limits.description),
    basisDirectiveId: Id.nullable(),
    basisText: Line(limits.description),
    /** First day on which it no longer runs: withdrawn, or carried on by a successor. */
    endedOn: Day.nullable(),
    endReason: Line(limits.reason),
    note: Line(limits.description),
  }),
  audience: (fields) => ({ up: fields.unitId }),
  frozen: ['unitId', 'setId'],
  mayDelete: true,
  conflict: 'flag',
});
