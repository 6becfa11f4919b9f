import { Button } from '@mantine/core';
import { Maximize2 } from 'lucide-react';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { Section } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { HandoverWork } from './handover-work.tsx';
import { handoverEntities } from './words.ts';
import './handover.css';

/** Bàn giao inside the page of its event; nothing where no unit ended. */
export default function EventHandover({ eventId }: { eventId: string }) {
  const t = useText().handover;
  const { data, error, reload } = useApi('handover.units', { eventId }, { entities: handoverEntities, keep: true });
  if (data !== undefined && data.units.length === 0) return null;
  const open = (
    <Button
      variant="default"
      leftSection={<Maximize2 size={14} aria-hidden />}
      onClick={() => go(`/handover/${eventId}`)}
    >
      {t.whole}
    </Button>
  );
  return (
    <Section title={t.title} actions={open}>
      {data !== undefined ? (
        <div className="vm-handover-inside">
          <HandoverWork data={data} />
        </div>
      ) : error === undefined ? (
        <LoadingState />
      ) : (
        <ErrorState error={error} onRetry={reload} />
      )}
    </Section>
  );
}
