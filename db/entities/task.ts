import { z } from 'zod';
import { TaskKind } from '../api/contract/task-words.ts';
import { Day, Id, Line, limits, Name, Prose } from '../api/types.ts';
import { foldText } from '../domain/text.ts';
import { AudienceField, defineEntity, parseAudience } from './define.ts';

/** What is to be done, out of a directive or of none; who does it are its assignments. */
export const task = defineEntity({
  name: 'task',
  fields: z.strictObject({
    directiveId: Id.nullable(),
    /** Điểm, khoản of the directive that orders it. */
    clause: Line(100),
    content: Name(limits.subject),
    detail: Prose(limits.content),
    product: Line(limits.description),
    kind: TaskKind,
    periodRuleId: Id.nullable(),
    periodFromOn: Day.nullable(),
    periodToOn: Day.nullable(),
    parentId: Id.nullable(),
    assignedBy: Line(limits.person),
    assignedOn: Day,
    audience: AudienceField,
  }),
  audience: (fields) => parseAudience(fields.audience),
  frozen: ['kind', 'audience'],
  mayDelete: true,
  conflict: 'merge',
  derive: (fields) => ({ searchKey: foldText([fields.content, fields.clause, fields.product].join(' ')) }),
});
