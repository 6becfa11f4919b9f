import type { Day } from '../api/day.ts';
import { type DirectiveLife, type Effect, effectOn, type IncomingRelation } from './directive.ts';

/** An incoming relation with the record it comes from, so that the reason can name it. */
export interface NamedRelation extends IncomingRelation {
  readonly id: string;
}

/** Why a directive has its effect on a day, since when, and what comes next. */
export interface EffectExplanation {
  readonly effect: Effect;
  /** First day of the effect; null when nothing came before it. */
  readonly since: Day | null;
  /** `start`: it took effect; `relation`: a newer document (`relationId`) made it so. */
  readonly cause: 'notYet' | 'start' | 'expiry' | 'objectGone' | 'relation';
  readonly relationId: string | null;
  readonly next: { readonly on: Day; readonly effect: Effect } | null;
}

/** Every day on which the effect may change, in order. */
function turningDays(life: DirectiveLife, incoming: readonly IncomingRelation[]): Day[] {
  const days = [
    life.effectiveOn ?? life.issuedOn,
    life.expiresOn,
    life.objectGoneOn,
    ...incoming.map((relation) => relation.fromEffectiveOn),
  ];
  return [...new Set(days.filter((day) => day !== null))].toSorted();
}

/** The effect of a directive on a day as `effectOn` has it, with its reason: nothing here decides, it only looks back and ahead. */
export function explainEffect(life: DirectiveLife, incoming: readonly NamedRelation[], day: Day): EffectExplanation {
  const effect = effectOn(life, incoming, day);
  const days = turningDays(life, incoming);
  let since: Day | null = null;
  for (const turn of days.filter((turning) => turning <= day).toReversed()) {
    if (effectOn(life, incoming, turn) !== effect) break;
    since = turn;
  }
  const nextOn = days.find((turn) => turn > day && effectOn(life, incoming, turn) !== effect);
  const next = nextOn === undefined ? null : { on: nextOn, effect: effectOn(life, incoming, nextOn) };
  if (effect === 'notYet') return { effect, since, cause: 'notYet', relationId: null, next };
  if (effect === 'objectGone') return { effect, since, cause: 'objectGone', relationId: null, next };
  if (effect === 'inForce') return { effect, since, cause: 'start', relationId: null, next };
  // The relation without which the effect on that first day would be another, the oldest one first.
  const cause = incoming
    .toSorted((a, b) => (a.fromEffectiveOn < b.fromEffectiveOn ? -1 : 1))
    .find(
      (relation) => since !== null && relation.fromEffectiveOn <= since && effectOn(life, [relation], since) === effect,
    );
  const isExpiry = effect === 'expired' && life.expiresOn !== null && life.expiresOn === since;
  if (cause === undefined || isExpiry) return { effect, since, cause: 'expiry', relationId: null, next };
  return { effect, since, cause: 'relation', relationId: cause.id, next };
}
