import type { HandoverRule, RuleCount } from '../api/contract/handover.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { type OpenItem, openKinds } from '../queries/open-item.ts';
import { findName } from '../queries/unit.ts';
import { type EventToHandOver, eventsIn } from './handover-event.ts';
import { assertDecision, type Decision, inOrderOfSettling, openItemsIn, Settlement } from './handover-settle.ts';

type Rules = ReadonlyMap<OpenItem['kind'], HandoverRule>;

/** Drafts follow the work they are about, so its rule is theirs. */
function rulesByKind(rules: readonly HandoverRule[]): Rules {
  const given = new Map<OpenItem['kind'], HandoverRule>(rules.map((rule) => [rule.kind, rule]));
  const work = given.get('assignment');
  return work === undefined ? given : given.set('draft', work);
}

/** What a rule does with one thing: a decision, or why it stays open. */
type Verdict = { readonly left: 'leave' | 'noHeir' | 'notOwn' } | Pick<Decision, 'resolution' | 'toUnitId'>;

function verdictOf(ctx: Ctx, to: EventToHandOver, rules: Rules, item: OpenItem): Verdict {
  const { action = 'leave', toUnitId = null } = rules.get(item.kind) ?? {};
  if (action === 'leave') return { left: 'leave' };
  if (action === 'keep') return { resolution: 'keep', toUnitId: null };
  if (item.ownerId !== ctx.office.unitId) return { left: 'notOwn' };
  if (action === 'close') return { resolution: 'close', toUnitId: null };
  const heirId = action === 'toUnit' ? toUnitId : to.suggested(item.unitId);
  return heirId === null ? { left: 'noHeir' } : { resolution: 'handOver', toUnitId: heirId };
}

/** What the rules would do, by kind. Errors: NOT_FOUND. */
export function previewRule(ctx: Ctx, input: Checked<'handover.previewRule'>): Output<'handover.previewRule'> {
  const rules = rulesByKind(input.rules);
  const events = eventsIn(ctx.db, input.scope);
  const zero = { open: 0, handOver: 0, close: 0, keep: 0, leave: 0, noHeir: 0, notOwn: 0 };
  const counts = new Map(openKinds.map((kind) => [kind, { kind, ...zero } as RuleCount]));
  const units = new Set<string>();
  for (const [place, { to, items }] of openItemsIn(ctx, events).entries()) {
    ctx.step(place, events.length);
    for (const item of items) {
      const count = counts.get(item.kind) as RuleCount;
      const verdict = verdictOf(ctx, to, rules, item);
      count.open += 1;
      count['left' in verdict ? verdict.left : verdict.resolution] += 1;
      units.add(item.unitId);
    }
  }
  const named = [
    ...new Set(input.rules.flatMap(({ action, toUnitId }) => (action === 'toUnit' ? [toUnitId ?? ''] : []))),
  ];
  const strangers = named.filter((id) => !events.some((to) => to.isHeir(id)));
  return {
    kinds: [...counts.values()].filter(({ open }) => open > 0),
    unitCount: units.size,
    eventCount: events.length,
    strangers: strangers.map((id) => ({ id, fullName: findName(ctx.db, id, input.onDay) })),
  };
}

/**
 * Settles all that the rules decide, in one step that can be taken back whole. Errors: NOT_FOUND, COUNT_CHANGED,
 * DATES_OUT_OF_ORDER, UNIT_NOT_ALIVE, HANDOVER_STRANGER, CANCELLED.
 */
export function settleByRule(ctx: Ctx, input: Checked<'handover.settleByRule'>): Output<'handover.settleByRule'> {
  const { onDay, reason, isOnPurpose } = input;
  const rules = rulesByKind(input.rules);
  const events = openItemsIn(ctx, eventsIn(ctx.db, input.scope));
  const total = events.reduce((sum, { items }) => sum + items.length, 0);
  if (total !== input.expectedCount)
    throw new AppError('COUNT_CHANGED', { expected: input.expectedCount, found: total });
  const open = new Map(events.flatMap(({ items }) => items.map((item) => [`${item.kind} ${item.recordId}`, item])));
  const run = new Settlement(ctx, open);
  let seen = 0;
  for (const { to, items } of events) {
    for (const { toUnitId } of input.rules.filter(({ action }) => action === 'toUnit'))
      assertDecision(ctx, to, { resolution: 'handOver', toUnitId, onDay, isOnPurpose });
    assertDecision(ctx, to, { resolution: 'keep', toUnitId: null, onDay, isOnPurpose });
    for (const item of inOrderOfSettling(items)) {
      if (seen % 50 === 0) ctx.step(seen, total);
      seen += 1;
      const verdict = verdictOf(ctx, to, rules, item);
      if (!('left' in verdict)) run.settle(to, item, { ...verdict, onDay, reason });
    }
  }
  return run.result();
}
