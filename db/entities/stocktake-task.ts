import { z } from 'zod';
import { Id } from '../api/types.ts';
import { AudienceField, defineEntity, parseAudience } from './define.ts';

/** A task that the conclusion of a sơ kết or tổng kết gave. */
export const stocktakeTask = defineEntity({
  name: 'stocktakeTask',
  fields: z.strictObject({ stocktakeId: Id, taskId: Id, audience: AudienceField }),
  audience: (fields) => parseAudience(fields.audience),
  frozen: 'all',
  mayDelete: true,
  conflict: 'merge',
});
