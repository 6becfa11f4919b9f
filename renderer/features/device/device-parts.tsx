import { Button } from '@mantine/core';
import { KeyRound, MailCheck, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Section } from '../../ui/page.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { SaveFile } from './save-file.tsx';

/** What the authority says of a PC, as a file for it alone: a withdrawn one opens no bundle. */
export function NoticeFor({ device }: { device: string }) {
  const t = useText().device.notice;
  const { data } = useApi('device.notice', { device });
  return (
    <Section title={t.outTitle}>
      <p className="vm-page-note">{t.outText}</p>
      {data !== undefined && <SaveFile label={t.save} {...data} />}
    </Section>
  );
}

/** What can be done about the PC one is sitting at. */
export function OwnActions() {
  const t = useText().device;
  return (
    <Section title={t.thisPc}>
      <div className="vm-device-save">
        <Button
          variant="default"
          leftSection={<KeyRound size="1rem" aria-hidden />}
          onClick={() => go('/devices/renew')}
        >
          {t.renew.action}
        </Button>
        <Button
          variant="default"
          leftSection={<MailCheck size="1rem" aria-hidden />}
          onClick={() => go('/devices/notice')}
        >
          {t.notice.action}
        </Button>
      </div>
    </Section>
  );
}

/** Puts a mistaken withdrawal right. */
export function Reinstate({ device, onDone }: { device: string; onDone: () => void }) {
  const t = useText().device.reinstate;
  const [isAsking, setAsking] = useState(false);
  const { run } = useCommand('device.reinstate');
  return (
    <>
      <Button variant="default" leftSection={<ShieldCheck size="1rem" aria-hidden />} onClick={() => setAsking(true)}>
        {t.action}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t.action}
        confirmLabel={t.action}
        isDangerous
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          const result = await run({ device }, { done: t.done });
          setAsking(false);
          if (result.ok) onDone();
        }}
      >
        {t.text}
      </ConfirmDialog>
    </>
  );
}
