import { Ban, CalendarClock, CircleCheck, CircleMinus, CircleSlash } from 'lucide-react';
import type { DirectiveRow } from '../../../db/api/contract/directive.ts';
import { useText } from '../../text/index.ts';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';

type Effect = DirectiveRow['effect'];

export const effectMeaning: Record<Effect, Meaning> = {
  notYet: 'blue',
  inForce: 'green',
  partly: 'amber',
  expired: 'grey',
  objectGone: 'grey',
};

const icons = {
  notYet: CalendarClock,
  inForce: CircleCheck,
  partly: CircleMinus,
  expired: CircleSlash,
  objectGone: Ban,
};

/** Effect of a document on the day of view: icon, word and colour. */
export function EffectBadge({ effect, isPlain = false }: { effect: Effect; isPlain?: boolean }) {
  const t = useText().directive;
  return (
    <StatusBadge meaning={effectMeaning[effect]} icon={icons[effect]} label={t.effects[effect]} isPlain={isPlain} />
  );
}
