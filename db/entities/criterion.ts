import { z } from 'zod';
import { Flag, Id, Line, limits } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** One tiêu chí; its wording stays empty until an office writes it from the document it has. */
export const criterion = defineEntity({
  name: 'criterion',
  fields: z.strictObject({
    setId: Id,
    orderNumber: z.int().min(1).max(999),
    groupName: Line(limits.name),
    content: Line(limits.subject),
    /** Điều kiện tiên quyết: without it nothing else counts. */
    isRequired: Flag,
  }),
  audience: () => 'all',
  frozen: ['setId'],
  mayDelete: true,
  conflict: 'merge',
});
