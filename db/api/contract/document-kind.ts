import { z } from 'zod';
import { anyone, command, query, type Role } from '../define.ts';
import { Flag, Id, Line, Name, Nothing } from '../types.ts';
import { DocumentGroup } from './directive-words.ts';

/** Quản trị and Văn thư keep the catalogue of kinds. */
const keepers: readonly Role[] = ['admin', 'clerk'];

export const DocumentKind = z.object({
  id: Id,
  name: z.string(),
  abbreviation: z.string(),
  grouping: DocumentGroup,
  orderNumber: z.int(),
  isActive: Flag,
  /** False for a kind that another office gave; only that office changes it. */
  isOwn: Flag,
  directiveCount: z.int(),
});

/** Loại văn bản: a free list, begun with Nghị định 30/2020/NĐ-CP, Điều 7. */
export const documentKindContract = {
  /** In the office's order; inactive ones too, since old documents have them. */
  'documentKind.list': query({ roles: anyone, input: Nothing, output: z.array(DocumentKind) }),
  /** Adds a kind at the end of its list (`id` null) or changes one. */
  'documentKind.save': command({
    roles: keepers,
    input: z.strictObject({
      id: Id.nullable(),
      name: Name(100),
      abbreviation: Line(20),
      grouping: DocumentGroup,
      isActive: Flag,
    }),
    output: z.object({ id: Id }),
  }),
  /** Only a kind that no document has; otherwise it is made inactive. */
  'documentKind.remove': command({ roles: keepers, input: z.strictObject({ id: Id }), output: Nothing }),
  /** The order of the office's own kinds, all of them named. */
  'documentKind.reorder': command({
    roles: keepers,
    input: z.strictObject({ ids: z.array(Id).min(1).max(1000) }),
    output: Nothing,
  }),
};
