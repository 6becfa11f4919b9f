import { Button } from '@mantine/core';
import { KeyRound, MailOpen } from 'lucide-react';
import { go } from '../../navigate.ts';
import { useHelp } from '../../stores/help.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { CreateAuthority } from './create-authority.tsx';

interface AloneProps {
  isCreating: boolean;
  onCreated: () => void;
}

/** A PC without keys: what the exchange is, and the two ways into it. */
export function Alone({ isCreating, onCreated }: AloneProps) {
  const { alone: t, title, adminOnly } = useText().device;
  const isAdmin = useMayFor(['admin']);
  if (isCreating && isAdmin) return <CreateAuthority onCreated={onCreated} />;
  return (
    <Page title={title} scrolls isOnlyRead={!isAdmin}>
      <div className="vm-device-alone">
        <h2>{t.title}</h2>
        <p>{t.intro}</p>
        <div className="vm-device-ways">
          <section>
            <h3>
              <KeyRound size="1.125rem" strokeWidth={1.75} aria-hidden /> {t.province.title}
            </h3>
            <p>{t.province.text}</p>
            {isAdmin ? (
              <Button onClick={() => go('/devices/create')}>{t.province.action}</Button>
            ) : (
              <p className="vm-page-note">{adminOnly}</p>
            )}
          </section>
          <section>
            <h3>
              <MailOpen size="1.125rem" strokeWidth={1.75} aria-hidden /> {t.commune.title}
            </h3>
            <p>{t.commune.text}</p>
            <Button variant="default" onClick={() => useHelp.getState().open({ topic: 'join', anchor: undefined })}>
              {t.help}
            </Button>
          </section>
        </div>
      </div>
    </Page>
  );
}
