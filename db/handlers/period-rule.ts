import type { Checked, Output } from '../api/contract/index.ts';
import type { periodRuleContract } from '../api/contract/period-rule.ts';
import { addDays } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { type Period, periodAfter, periodContaining } from '../domain/period.ts';
import { countTasksOfRule, findPeriodRule, listPeriodRules, toPeriodRule } from '../queries/period-rule.ts';
import type { HandlersOf } from './define.ts';

/** Periods shown for a rule still in its form. */
const PREVIEW_COUNT = 4;

/** Days within which every rule has a period, the gap after nine months included. */
const LONGEST_GAP_DAYS = 100;

export const periodRuleHandlers: HandlersOf<typeof periodRuleContract> = {
  'periodRule.list': (ctx, { on }) =>
    listPeriodRules(ctx.db).map((rule) => ({
      ...rule,
      current: periodContaining(toPeriodRule(rule), on) ?? null,
      taskCount: countTasksOfRule(ctx.db, rule.id),
    })),
  'periodRule.save': saveRule,
  'periodRule.remove': (ctx, { id }) => {
    getRule(ctx, id);
    const count = countTasksOfRule(ctx.db, id);
    if (count > 0) throw new AppError('PERIOD_RULE_IN_USE', { count });
    commit(ctx, [remove('periodRule', id)]);
    return {};
  },
  'periodRule.preview': previewRule,
};

function getRule(ctx: Ctx, id: string): NonNullable<ReturnType<typeof findPeriodRule>> {
  const rule = findPeriodRule(ctx.db, id);
  if (rule === undefined) throw new AppError('NOT_FOUND', { entity: 'periodRule', id });
  return rule;
}

/** A rule that tasks follow keeps its due day, or what was on time would become late afterwards. */
function saveRule(ctx: Ctx, { id, rule }: Checked<'periodRule.save'>): Output<'periodRule.save'> {
  if (id === null) {
    const newId = ctx.newId();
    commit(ctx, [create('periodRule', newId, rule)]);
    return { id: newId };
  }
  const before = getRule(ctx, id);
  const count = countTasksOfRule(ctx.db, id);
  if (count > 0 && before.dueOffsetDays !== rule.dueOffsetDays) throw new AppError('PERIOD_RULE_IN_USE', { count });
  commit(ctx, [update('periodRule', id, rule)]);
  return { id };
}

function previewRule(_ctx: Ctx, { rule: fields, on }: Checked<'periodRule.preview'>): Output<'periodRule.preview'> {
  const rule = toPeriodRule(fields);
  const periods: Period[] = [];
  let period = periodContaining(rule, on) ?? periodContaining(rule, addDays(on, LONGEST_GAP_DAYS));
  while (period !== undefined && periods.length < PREVIEW_COUNT) {
    periods.push(period);
    period = periodAfter(rule, period);
  }
  return periods;
}
