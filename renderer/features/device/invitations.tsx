import { Button } from '@mantine/core';
import { MailX, Ticket } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { go, usePlace } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fold } from '../../ui/fold.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Facts, Panel } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge, statusIcons } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { type ApiState, useCommand } from '../../use-api.ts';
import { CloseButton } from './device-detail.tsx';

type Invitation = Output<'device.invitations'>[number];

const rowKey = ({ id }: Invitation): string => id;

interface InvitationListProps {
  list: ApiState<Invitation[]>;
  text: string;
  onClear: () => void;
}

/** Every invitation, with what became of it. */
export function InvitationList({ list, text, onClear }: InvitationListProps) {
  const t = useText().device;
  const [, , place] = usePlace();
  const words = useMemo(() => fold(text).split(' ').filter(Boolean), [text]);
  const lines = useMemo(
    () => list.data?.filter(({ unitName }) => words.every((word) => fold(unitName).includes(word))),
    [list.data, words],
  );
  const rows = useMemo(() => allRows<Invitation>({ ...list, data: lines }), [list.error, list.isLoading, lines]);
  const columns = useColumns();
  return (
    <Grid
      label={t.list.invitations}
      name="invitations"
      columns={columns}
      rows={rows}
      rowKey={rowKey}
      openKey={place}
      onOpen={({ id }) => go(`/devices/invitations/${id}`)}
      isFiltered={words.length > 0}
      onClearFilters={onClear}
      empty={<EmptyState icon={Ticket} title={t.invitation.empty} />}
    />
  );
}

const meanings = { open: 'blue', used: 'green', void: 'grey' } as const;

function InvitationState({ state, isPlain = false }: { state: Invitation['state']; isPlain?: boolean }) {
  const t = useText().device.invitation.states;
  return (
    <StatusBadge
      meaning={meanings[state]}
      label={t[state]}
      isPlain={isPlain}
      {...(state === 'void' ? { icon: statusIcons.ban } : {})}
    />
  );
}

function useColumns(): Column<Invitation>[] {
  const t = useText().device;
  return useMemo(
    () => [
      { key: 'unit', header: t.list.unit, width: 200, grow: 2, render: ({ unitName }) => <span>{unitName}</span> },
      {
        key: 'state',
        header: t.list.state,
        width: 136,
        render: ({ state }) => <InvitationState state={state} isPlain />,
      },
      {
        key: 'made',
        header: t.invitation.made,
        width: 148,
        render: ({ madeAtMs }) => <span>{showInstant(madeAtMs)}</span>,
      },
      {
        key: 'failures',
        header: t.invitation.failures,
        width: 96,
        align: 'right',
        render: ({ failures }) => (failures === 0 ? '' : t.invitation.failureCount(failures)),
      },
    ],
    [t],
  );
}

interface InvitationDetailProps {
  invitation: Invitation;
  onChanged: () => void;
  onClose: () => void;
}

/** One invitation: how it stands, and the way to take it back. */
export function InvitationDetail({ invitation, onChanged, onClose }: InvitationDetailProps) {
  const t = useText().device;
  const { id, unitName, state, madeAtMs, failures } = invitation;
  const [isAsking, setAsking] = useState(false);
  const cancel = useCommand('device.voidInvitation');
  const texts = { open: t.invitation.openText, used: t.invitation.usedText, void: t.invitation.voidText };
  return (
    <Panel
      title={t.invite.made(unitName)}
      actions={
        <>
          {state === 'open' && (
            <Button variant="default" leftSection={<MailX size="1rem" aria-hidden />} onClick={() => setAsking(true)}>
              {t.invitation.cancel}
            </Button>
          )}
          <CloseButton onClose={onClose} />
        </>
      }
    >
      <Facts
        items={[
          { label: t.list.state, value: <InvitationState state={state} /> },
          { label: t.invitation.made, value: showInstant(madeAtMs) },
          { label: t.invitation.failures, value: t.invitation.failureCount(failures) },
        ]}
      />
      <p>{texts[state]}</p>
      {failures > 0 && state === 'open' && <p className="vm-device-warning">{t.invitation.failureText(failures)}</p>}
      <ConfirmDialog
        opened={isAsking}
        title={t.invitation.cancel}
        confirmLabel={t.invitation.cancel}
        isDangerous
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          const result = await cancel.run({ id }, { done: t.invitation.cancelled });
          setAsking(false);
          if (result.ok) onChanged();
        }}
      >
        {t.invitation.cancelText}
      </ConfirmDialog>
    </Panel>
  );
}
