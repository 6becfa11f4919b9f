import { Button, SegmentedControl } from '@mantine/core';
import { ClipboardCheck, KeyRound, MailCheck, UserRoundPlus } from 'lucide-react';
import { type ReactNode, Suspense, useCallback, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { go, usePlace } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { slot } from '../../stores/slots.ts';
import { useText } from '../../text/index.ts';
import { ListSearch } from '../../ui/list-filters.tsx';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { useApi } from '../../use-api.ts';
import { Admit } from './admit.tsx';
import { DeviceDetail } from './device-detail.tsx';
import { InvitationDetail, InvitationList } from './invitations.tsx';
import { Invite } from './invite.tsx';
import { MachineList } from './machine-list.tsx';
import { readAgain } from './read-again.ts';
import { Renew } from './renew.tsx';
import { Rotate } from './rotate.tsx';
import { TakeNotice } from './take-notice.tsx';

type Status = Output<'device.status'>;

interface MachinesProps {
  status: Status;
  onChanged: () => void;
}

/** The PCs of the exchange by office, and for the authority: invitations, requests, withdrawals. */
export function Machines({ status, onChanged }: MachinesProps) {
  const t = useText().device;
  const Forks = slot('forkedMachines');
  const [, place, id] = usePlace();
  const isAdmin = useMayFor(['admin']);
  const mayLet = isAdmin && status.isAuthority && status.state === 'joined';
  const mayRotate = isAdmin && status.isAuthorityOffice && status.state === 'joined';
  const [text, setText] = useState('');
  const search = useCallback((part: { text: string }) => setText(part.text), []);
  const machines = useApi('device.list', {});
  const invitations = useApi('device.invitations', {}, { enabled: mayLet });
  const changed = (): void => {
    machines.reload();
    invitations.reload();
    onChanged();
    readAgain();
  };
  const isInviting = mayLet && (place === 'invitations' || place === 'invite');
  const all = machines.data ?? [];
  const offices = new Set(all.map(({ unitId }) => unitId)).size;
  const note = [
    ...(all.length === 0 ? [] : [t.list.count(all.length, offices)]),
    status.isAuthority ? t.list.keeper : t.list.authority(status.authorityName),
    t.revocationList(status.revocationVersion),
  ].join(' · ');
  return (
    <Page
      title={t.title}
      actions={<Actions mayLet={mayLet} mayRotate={mayRotate} isRevoked={isAdmin && status.state === 'revoked'} />}
      filters={
        <>
          {mayLet && (
            <SegmentedControl
              size="xs"
              aria-label={t.list.view}
              value={isInviting ? 'invitations' : 'machines'}
              data={[
                { value: 'machines', label: t.list.machines },
                { value: 'invitations', label: t.list.invitations },
              ]}
              onChange={(view) => go(view === 'invitations' ? '/devices/invitations' : '/devices')}
            />
          )}
          <ListSearch className="vm-device-find" label={t.list.find} text={text} set={search} />
          <span className="vm-page-note">{note}</span>
        </>
      }
    >
      {/* What is done about it is done in the panel, which needs the room. */}
      <Suspense fallback={null}>{Forks !== undefined && place === undefined && <Forks />}</Suspense>
      <SplitView
        name="devices"
        defaultPercent={58}
        list={
          isInviting ? (
            <InvitationList list={invitations} text={text} onClear={() => setText('')} />
          ) : (
            <MachineList list={machines} text={text} onClear={() => setText('')} />
          )
        }
        detail={detailOf({
          place,
          id,
          mayLet,
          mayRotate,
          isAdmin,
          status,
          machines: all,
          invitations: invitations.data ?? [],
          onChanged: changed,
        })}
      />
    </Page>
  );
}

function Actions({ mayLet, mayRotate, isRevoked }: { mayLet: boolean; mayRotate: boolean; isRevoked: boolean }) {
  const { list: t, notice } = useText().device;
  return (
    <>
      {isRevoked && (
        <Button leftSection={<MailCheck size="1rem" aria-hidden />} onClick={() => go('/devices/notice')}>
          {notice.action}
        </Button>
      )}
      {mayRotate && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<KeyRound size="1rem" aria-hidden />}
          onClick={() => go('/devices/rotate')}
        >
          {t.rotate}
        </Button>
      )}
      {mayLet && (
        <>
          <Button
            variant="default"
            leftSection={<ClipboardCheck size="1rem" aria-hidden />}
            onClick={() => go('/devices/admit')}
          >
            {t.admit}
          </Button>
          <Button leftSection={<UserRoundPlus size="1rem" aria-hidden />} onClick={() => go('/devices/invite')}>
            {t.invite}
          </Button>
        </>
      )}
    </>
  );
}

interface DetailOrder {
  place: string | undefined;
  id: string | undefined;
  mayLet: boolean;
  mayRotate: boolean;
  isAdmin: boolean;
  status: Status;
  machines: Output<'device.list'>;
  invitations: Output<'device.invitations'>;
  onChanged: () => void;
}

const close = (): void => go('/devices');
const closeInvitation = (): void => go('/devices/invitations');

/** What stands beside the list; nothing where the address names nothing that is there. */
function detailOf({
  place,
  id,
  mayLet,
  mayRotate,
  isAdmin,
  status,
  machines,
  invitations,
  onChanged,
}: DetailOrder): ReactNode {
  if (place === 'invite' && mayLet) return <Invite onMade={onChanged} onClose={closeInvitation} />;
  if (place === 'admit' && mayLet) return <Admit onAdmitted={onChanged} onClose={close} />;
  if (place === 'rotate' && mayRotate) return <Rotate status={status} onRotated={onChanged} onClose={close} />;
  if (place === 'renew' && isAdmin) return <Renew deviceName={status.name} onClose={close} />;
  if (place === 'notice' && isAdmin) return <TakeNotice onTaken={onChanged} onClose={close} />;
  if (place === 'invitations') {
    const invitation = invitations.find((one) => one.id === id);
    return (
      invitation && (
        <InvitationDetail key={invitation.id} invitation={invitation} onChanged={onChanged} onClose={closeInvitation} />
      )
    );
  }
  const machine = machines.find(({ device }) => device === place);
  return (
    machine && (
      <DeviceDetail
        key={machine.device}
        machine={machine}
        mayRevoke={mayLet}
        isAdmin={isAdmin}
        onChanged={onChanged}
        onClose={close}
      />
    )
  );
}
