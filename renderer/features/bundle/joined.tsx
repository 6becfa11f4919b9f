import { Button } from '@mantine/core';
import { Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { workers } from '../../../db/api/define.ts';
import { go } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { EmptyState, ErrorState, ForbiddenState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';

type Standing = Output<'device.status'>;

interface JoinedProps {
  /** Beside joined: states in which there is something to do here; in the others the way to join is shown. */
  states: readonly Standing['state'][];
  /** True where looking needs no right to send or take in. */
  isOpenToAll?: boolean;
  children: (standing: Standing) => ReactNode;
}

/** What the exchange needs before anything else: the right to work with bundles, and a PC that has joined. */
export function Joined({ states, isOpenToAll = false, children }: JoinedProps) {
  const mayWork = useMayFor(workers);
  const { data, error, isLoading, reload } = useApi('device.status', {});
  if (!mayWork && !isOpenToAll) return <ForbiddenState />;
  if (data === undefined)
    return isLoading || error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const { state } = data;
  return state === 'joined' || states.includes(state) ? children(data) : <NotJoined state={state} />;
}

/** Why nothing can be exchanged yet, and where to begin. */
function NotJoined({ state }: { state: Exclude<Standing['state'], 'joined'> }) {
  const t = useText().bundle.notJoined;
  return (
    <EmptyState
      icon={Unplug}
      title={t.title[state]}
      hint={t.hint[state]}
      action={<Button onClick={() => go('/devices')}>{t.toDevices}</Button>}
    />
  );
}
