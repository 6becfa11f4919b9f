import { Award } from 'lucide-react';
import type { RegistrationRow } from '../../../db/api/contract/model-ward.ts';
import { useText } from '../../text/index.ts';
import { type Meaning, StatusBadge, statusIcons } from '../../ui/status-badge.tsx';

type State = RegistrationRow['state'];

const meanings: Record<State, Meaning> = {
  registered: 'grey',
  selfAssessed: 'blue',
  inspecting: 'blue',
  notMet: 'red',
  qualified: 'green',
  recognised: 'green',
  ended: 'grey',
};
const icons = { recognised: Award, ended: statusIcons.ban, registered: statusIcons.circle };

/** How far a registration is. */
export function StateBadge({ state, isPlain = false }: { state: State; isPlain?: boolean }) {
  const t = useText().modelWard;
  const icon = icons[state as keyof typeof icons];
  return (
    <StatusBadge
      meaning={meanings[state]}
      label={t.states[state]}
      isPlain={isPlain}
      {...(icon === undefined ? {} : { icon })}
    />
  );
}
