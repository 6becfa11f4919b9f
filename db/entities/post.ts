import { z } from 'zod';
import { PostTitle } from '../api/contract/staffing-words.ts';
import { Day, Flag, Id, Line, limits } from '../api/types.ts';
import { AudienceField, defineEntity, isOfUnit, isStretch, parseAudience } from './define.ts';

/** Phân công: one place in a unit, held during [fromOn, toOn). The holder may stay unnamed where an office counts only. */
export const post = defineEntity({
  name: 'post',
  fields: z.strictObject({
    unitId: Id,
    title: PostTitle,
    holder: Line(limits.person),
    /** Phụ trách: does the work without being appointed. */
    isActing: Flag,
    /** Điều tra viên. */
    isInvestigator: Flag,
    /** Tham gia cấp ủy. */
    isPartyCommittee: Flag,
    fromOn: Day,
    toOn: Day.nullable(),
    basisDirectiveId: Id.nullable(),
    basisText: Line(limits.description),
    note: Line(limits.description),
    /** The unit's own channel, or 'office' where staffing does not leave it. */
    audience: AudienceField,
  }),
  audience: (fields) => parseAudience(fields.audience),
  frozen: ['unitId', 'audience'],
  mayDelete: true,
  conflict: 'flag',
  isSound: (fields) => isStretch(fields.fromOn, fields.toOn) && isOfUnit(fields),
});
