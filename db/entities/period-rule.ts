import { z } from 'zod';
import { PeriodUnit } from '../api/contract/task-words.ts';
import { Flag, Name } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** How an office counts reporting periods: police weeks, closing days (Nghị định 09/2019/NĐ-CP practice), days to hand in. */
export const periodRule = defineEntity({
  name: 'periodRule',
  fields: z.strictObject({
    name: Name(100),
    unit: PeriodUnit,
    /** Weeks: weekday of the first day, 1 = Monday; else null. */
    startWeekday: z.int().min(1).max(7).nullable(),
    /** Months and longer: day of the month that closes the period; null = last day of the month. */
    closeDay: z.int().min(1).max(28).nullable(),
    /** Days from the last day of the period to the day the report is due; negative = before the close. */
    dueOffsetDays: z.int().min(-31).max(60),
    orderNumber: z.int().min(0).max(9999),
    isActive: Flag,
  }),
  audience: () => 'all',
  frozen: ['unit', 'startWeekday', 'closeDay'],
  mayDelete: true,
  conflict: 'merge',
});
