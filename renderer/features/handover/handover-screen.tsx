import { Button } from '@mantine/core';
import { ArrowLeft, GitMerge } from 'lucide-react';
import { go, usePlace } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { EventList } from './event-list.tsx';
import { HandoverWork } from './handover-work.tsx';
import { MinutesPage } from './minutes-page.tsx';
import { handoverEntities } from './words.ts';
import './handover.css';

/** Bàn giao. Places: `/handover`, `/handover/<event>`, `/handover/<event>/minutes/<from>/<to>`. */
export default function HandoverScreen() {
  const [, eventId, what, fromUnitId, toUnitId] = usePlace();
  if (eventId === undefined) return <EventList />;
  if (what === 'minutes' && fromUnitId !== undefined && toUnitId !== undefined)
    return <MinutesPage key={`${fromUnitId} ${toUnitId}`} pair={{ eventId, fromUnitId, toUnitId }} />;
  return <Event key={eventId} eventId={eventId} />;
}

/** The hand-over of one event on the whole screen. */
function Event({ eventId }: { eventId: string }) {
  const t = useText();
  const { data, error, reload } = useApi('handover.units', { eventId }, { entities: handoverEntities, keep: true });
  const title =
    data === undefined
      ? t.handover.title
      : t.handover.titleOf(t.reorganization.kinds[data.event.kind], data.event.effectiveOn);
  const actions = (
    <>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<ArrowLeft size={16} aria-hidden />}
        onClick={() => go('/handover')}
      >
        {t.handover.toList}
      </Button>
      <Button
        variant="default"
        leftSection={<GitMerge size={16} aria-hidden />}
        onClick={() => go(`/reorganize/${eventId}`)}
      >
        {t.handover.toEvent}
      </Button>
    </>
  );
  return (
    <Page
      title={`${t.handover.title}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`}
      note={data?.event.basisText}
      actions={actions}
    >
      {data !== undefined ? (
        <HandoverWork data={data} />
      ) : error === undefined ? (
        <LoadingState />
      ) : (
        <ErrorState error={error} onRetry={reload} />
      )}
    </Page>
  );
}
