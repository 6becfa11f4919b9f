import { ActionIcon, Button } from '@mantine/core';
import { ShieldOff, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DeviceShown } from '../../../db/api/contract/device.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { useKeys } from '../../ui/keys.ts';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { NoticeFor, OwnActions, Reinstate } from './device-parts.tsx';
import { Fingerprint } from './fingerprint.tsx';
import { shortLife } from './groups.ts';
import { DeviceState, heardText } from './machine-list.tsx';
import { Revoke } from './revoke.tsx';

interface DeviceDetailProps {
  machine: DeviceShown;
  /** The authority withdraws; never the PC it is working on. */
  mayRevoke: boolean;
  isAdmin: boolean;
  onChanged: () => void;
  onClose: () => void;
}

/** One PC: its number to compare by telephone, what is held of it, and the way to withdraw it or one of its lives. */
export function DeviceDetail({ machine, mayRevoke, isAdmin, onChanged, onClose }: DeviceDetailProps) {
  const words = useText();
  const t = words.device;
  const { name, unitName, state, isThisPc, fingerprint, heardAtMs, opCount, version, lives, wasRevoked } = machine;
  const [asked, setAsked] = useState<{ life: string | null }>();
  const canRevoke = mayRevoke && !isThisPc && state !== 'revoked';
  return (
    <Panel
      title={isThisPc ? `${name} · ${t.thisPc}` : name}
      note={unitName}
      actions={
        <>
          {canRevoke && (
            <Button
              variant="default"
              leftSection={<ShieldOff size="1rem" aria-hidden />}
              onClick={() => setAsked({ life: null })}
            >
              {t.detail.revoke}
            </Button>
          )}
          {mayRevoke && state === 'revoked' && <Reinstate device={machine.device} onDone={onChanged} />}
          <CloseButton onClose={onClose} />
        </>
      }
    >
      <Facts
        items={[
          { label: t.list.state, value: <DeviceState state={state} /> },
          { label: t.list.heard, value: heardText(heardAtMs, isThisPc, t.list.never) },
          { label: t.list.ops, value: showNumber(opCount) },
          { label: t.detail.certificate, value: showNumber(version) },
        ]}
      />
      {state === 'suspended' && <p className="vm-device-warning">{t.detail.suspendedText}</p>}
      {state === 'revoked' && <p className="vm-page-note">{t.detail.revokedText}</p>}
      <Section title={t.print}>
        <Fingerprint value={fingerprint} label={t.print} isLarge />
        <p className="vm-page-note">{t.detail.printText}</p>
      </Section>
      {(lives.length > 1 || state === 'suspended') && (
        // Of a PC with a copy its one life is what is withdrawn.
        <Section title={t.detail.lives}>
          <p className="vm-page-note">{t.detail.livesText}</p>
          <ul className="vm-device-lives">
            {lives.map(({ incarnation, opCount: count }) => (
              <li key={incarnation}>
                <span className="vm-device-mono">{t.detail.life(shortLife(incarnation))}</span>
                <span>{t.detail.lifeOps(showNumber(count))}</span>
                {canRevoke && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t.detail.revokeLife(shortLife(incarnation))}
                    onClick={() => setAsked({ life: incarnation })}
                  >
                    {t.revoke.submit}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {isThisPc && isAdmin && <OwnActions />}
      {mayRevoke && !isThisPc && wasRevoked && <NoticeFor device={machine.device} />}
      {asked !== undefined && (
        <Revoke
          machine={machine}
          life={asked.life}
          onClose={() => setAsked(undefined)}
          onRevoked={() => {
            setAsked(undefined);
            onChanged();
          }}
        />
      )}
    </Panel>
  );
}

/** Leaves the list the whole room again. */
export function CloseButton({ onClose, isByKey = true }: { onClose: () => void; isByKey?: boolean }) {
  const t = useText().common.actions;
  const root = useRef<HTMLButtonElement>(null);
  useKeys({ escape: isByKey ? onClose : undefined }, root);
  return (
    <ActionIcon ref={root} aria-label={t.close} title={t.close} onClick={onClose}>
      <X size="1rem" aria-hidden />
    </ActionIcon>
  );
}
