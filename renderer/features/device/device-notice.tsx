import { Hourglass, ShieldOff } from 'lucide-react';
import { useCommands } from '../../commands/use-commands.ts';
import { go, usePlace } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { useApi } from '../../use-api.ts';
import { SheetDialog } from './sheet-dialog.tsx';
import './notice.css';

/** Across the window, on every screen: this PC still waits for its certificate, or was withdrawn; and a sheet to be put away. */
export default function DeviceNotice() {
  return (
    <>
      <Standing />
      <SheetDialog />
    </>
  );
}

function Standing() {
  const t = useText().device;
  const [screen] = usePlace();
  const isAdmin = useMayFor(['admin']);
  const { data } = useApi('device.status', {});
  const may = isAdmin && data?.isAuthority === true;
  useCommands({
    'tools.inviteDevice': may ? { run: () => go('/devices/invite') } : undefined,
    'tools.admitDevice': may ? { run: () => go('/devices/admit') } : undefined,
  });
  if (data?.state === 'waiting')
    return (
      <div className="vm-notice-bar vm-no-print" data-meaning="blue" role="status">
        <Hourglass size="1rem" aria-hidden />
        <span>{t.waiting.banner}</span>
        {screen !== 'devices' && (
          <button type="button" onClick={() => go('/devices')}>
            {t.waiting.open}
          </button>
        )}
      </div>
    );
  if (data?.state === 'revoked')
    return (
      <section className="vm-notice-bar vm-no-print" data-meaning="red" role="alert" aria-label={t.revoked.title}>
        <ShieldOff size="1.125rem" aria-hidden />
        <div>
          <strong>{t.revoked.title}</strong>
          <p>
            {t.revoked.meaning(data.revocationVersion)} {t.revoked.todo}
          </p>
        </div>
        {screen !== 'devices' && (
          <button type="button" onClick={() => go('/devices')}>
            {t.revoked.open}
          </button>
        )}
      </section>
    );
  return null;
}
