import { z } from 'zod';
import { ReviewKind } from '../api/contract/task-words.ts';
import { Day, Id, limits, Prose } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** The assigning office's word on a report: duyệt, trả lại, chốt. */
export const reportReview = defineEntity({
  name: 'reportReview',
  fields: z.strictObject({
    reportId: Id,
    unitId: Id,
    kind: ReviewKind,
    onDay: Day,
    reason: Prose(limits.reason),
  }),
  audience: (fields) => ({ down: fields.unitId }),
  frozen: 'all',
  // Of two decisions that did not know of each other, a person keeps one.
  mayDelete: true,
  conflict: 'flag',
});
