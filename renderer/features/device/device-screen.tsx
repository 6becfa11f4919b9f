import { usePlace } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { Alone } from './alone.tsx';
import { Machines } from './machines.tsx';
import { Waiting } from './waiting.tsx';
import './device.css';

/**
 * Đồng bộ › Thiết bị. Places: `/devices`, `/devices/<pc>`, `/devices/create`, `/devices/invite`, `/devices/admit`,
 * `/devices/rotate`, `/devices/renew`, `/devices/notice`, `/devices/invitations`, `/devices/invitations/<id>`.
 */
export default function DeviceScreen() {
  useKeptFocus();
  const t = useText().device;
  const [, place] = usePlace();
  const { data, error, reload } = useApi('device.status', {});
  if (data === undefined)
    return (
      <Page title={t.title}>
        {error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />}
      </Page>
    );
  if (data.state === 'alone') return <Alone isCreating={place === 'create'} onCreated={reload} />;
  if (data.state === 'waiting') return <Waiting onChanged={reload} />;
  return <Machines status={data} onChanged={reload} />;
}
