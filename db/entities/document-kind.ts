import { z } from 'zod';
import { DocumentGroup } from '../api/contract/directive-words.ts';
import { Flag, Line, Name } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** Kind of document (tên loại) with its abbreviation: Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III, and what the office adds. */
export const documentKind = defineEntity({
  name: 'documentKind',
  fields: z.strictObject({
    name: Name(100),
    abbreviation: Line(20),
    grouping: DocumentGroup,
    orderNumber: z.int().min(0).max(9999),
    isActive: Flag,
  }),
  audience: () => 'all',
  frozen: [],
  mayDelete: true,
  conflict: 'merge',
});
