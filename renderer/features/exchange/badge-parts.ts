import type { Output } from '../../../db/api/contract/index.ts';

export type Badge = Output<'exchange.badge'>;

/** One thing the top bar says about the exchange. */
export interface BadgePart {
  readonly kind: 'conflicts' | 'unsent' | 'lastIn' | 'waiting' | 'revoked' | 'quiet';
  /** Count, or days; null where there is none. */
  readonly value: number | null;
  /** Address it leads to. */
  readonly to: string;
  /** True: somebody has to do something. */
  readonly isUrgent: boolean;
}

/** So many days without a bundle are worth a colour: one round was missed. */
export const lateInDays = 7;

/** What the top bar says: nothing outside of an exchange, one quiet sign when nothing waits. */
export function badgeParts({ state, unsent, lastInDays, conflicts }: Badge): BadgePart[] {
  if (state === 'alone') return [];
  if (state !== 'joined') return [{ kind: state, value: null, to: '/exchange', isUrgent: state === 'revoked' }];
  const isLate = lastInDays === null || lastInDays >= lateInDays;
  const parts: (BadgePart | false)[] = [
    conflicts > 0 && { kind: 'conflicts', value: conflicts, to: '/conflicts', isUrgent: true },
    unsent > 0 && { kind: 'unsent', value: unsent, to: '/export', isUrgent: false },
    (unsent > 0 || isLate) && { kind: 'lastIn', value: lastInDays, to: '/exchange', isUrgent: isLate },
  ];
  const said = parts.filter((part) => part !== false);
  return said.length > 0 ? said : [{ kind: 'quiet', value: null, to: '/exchange', isUrgent: false }];
}
