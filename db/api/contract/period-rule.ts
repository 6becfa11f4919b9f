import { z } from 'zod';
import { anyone, command, query, type Role } from '../define.ts';
import { Day, Flag, Id, Name, Nothing } from '../types.ts';
import { PeriodRuleRow } from './task.ts';
import { PeriodUnit } from './task-words.ts';

const keepers: readonly Role[] = ['admin', 'coordinator'];

/** Weeks have a first weekday, longer periods may have a closing day; see db/entities/period-rule.ts. */
export const PeriodRuleFields = z
  .strictObject({
    name: Name(100),
    unit: PeriodUnit,
    startWeekday: z.int().min(1).max(7).nullable(),
    closeDay: z.int().min(1).max(28).nullable(),
    dueOffsetDays: z.int().min(-31).max(60),
    orderNumber: z.int().min(0).max(9999),
    isActive: Flag,
  })
  .superRefine((rule, at) => {
    const isWeek = rule.unit === 'week';
    const misfit = (path: string, code: string): void => at.addIssue({ code: 'custom', path: [path], message: code });
    if ((rule.startWeekday !== null) !== isWeek) misfit('startWeekday', isWeek ? 'required' : 'not_allowed');
    if (rule.closeDay !== null && isWeek) misfit('closeDay', 'not_allowed');
  });

/** One period: its first and last day (both inside) and the day its report is due. */
export const Period = z.object({
  key: z.string(),
  startOn: Day,
  endOn: Day,
  dueOn: Day,
});

/** What can be done with the catalogue of reporting periods. */
export const periodRuleContract = {
  /** In the order of the catalogue, with the period `on` lies in (null in the gap after nine months). */
  'periodRule.list': query({
    roles: anyone,
    input: z.strictObject({ on: Day }),
    output: z.array(PeriodRuleRow.extend({ current: Period.nullable(), taskCount: z.int() })),
  }),
  /** A new rule (`id` null) or a changed one. Errors: NOT_FOUND, IMMUTABLE, PERIOD_RULE_IN_USE (its due day decides what was late). */
  'periodRule.save': command({
    roles: keepers,
    input: z.strictObject({ id: Id.nullable(), rule: PeriodRuleFields }),
    output: z.object({ id: Id }),
  }),
  /** Errors: NOT_FOUND, PERIOD_RULE_IN_USE. */
  'periodRule.remove': command({
    roles: keepers,
    input: z.strictObject({ id: Id }),
    output: Nothing,
  }),
  /** The period a day lies in and the three after it, for a rule as it stands in a form. */
  'periodRule.preview': query({
    roles: anyone,
    input: z.strictObject({ rule: PeriodRuleFields, on: Day }),
    output: z.array(Period),
  }),
};
