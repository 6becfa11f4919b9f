import { z } from 'zod';
import { RelationKind } from '../api/contract/directive-words.ts';
import { Flag, Id, Line, limits } from '../api/types.ts';
import { AudienceField, defineEntity, parseAudience } from './define.ts';

/** "from" replaces, continues, guides … "to". */
export const directiveRelation = defineEntity({
  name: 'directiveRelation',
  fields: z.strictObject({
    fromId: Id,
    toId: Id,
    kind: RelationKind,
    /** The whole of "to", or a part of it. */
    isWhole: Flag,
    note: Line(limits.description),
    /** The narrower of both documents': whoever reads the relation has both. */
    audience: AudienceField,
  }),
  audience: (fields) => parseAudience(fields.audience),
  frozen: ['fromId', 'toId', 'kind', 'audience'],
  mayDelete: true,
  conflict: 'merge',
  isSound: ({ fromId, toId }) => fromId !== toId,
});
