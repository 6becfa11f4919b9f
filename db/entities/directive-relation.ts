import { z } from 'zod';
import { RelationKind } from '../api/contract/directive-words.ts';
import { Flag, Id, Line, limits } from '../api/types.ts';
import { defineEntity } from './define.ts';

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
  }),
  audience: () => 'all',
  frozen: ['fromId', 'toId', 'kind'],
  mayDelete: true,
  conflict: 'merge',
});
