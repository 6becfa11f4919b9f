import { Button } from '@mantine/core';
import { FilePen, FileText } from 'lucide-react';
import { handoverKeepers } from '../../../db/api/contract/handover.ts';
import { go } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import type { EventUnits } from './event-units.ts';
import { handoverEntities } from './words.ts';

/** Who gave what to whom, and the minutes of it. */
export function MinutesTab({ data }: { data: EventUnits }) {
  const words = useText().handover;
  const t = words.minutes;
  const { eventId } = data.event;
  const mayKeep = useMayFor(handoverKeepers);
  const pairs = useApi('handover.minutesList', { eventId }, { entities: handoverEntities, keep: true });
  if (pairs.data === undefined)
    return pairs.error === undefined ? <LoadingState /> : <ErrorState error={pairs.error} onRetry={pairs.reload} />;
  if (pairs.data.length === 0) return <EmptyState icon={FileText} title={t.emptyTitle} hint={t.emptyHint} />;
  return (
    <div className="vm-handover-tab vm-handover-scroll">
      <table className="vm-handover-table" aria-label={t.label}>
        <thead>
          <tr>
            <th scope="col">{words.minutesFields.fromUnitId}</th>
            <th scope="col">{words.minutesFields.toUnitId}</th>
            <th scope="col" data-number>
              {t.lines}
            </th>
            <th scope="col">{t.number}</th>
            <th scope="col">{words.minutesFields.onDay}</th>
            <th scope="col">{words.settled.actions}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.data.map(({ fromUnitId, fromName, toUnitId, toName, id, number, onDay, lineCount }) => (
            <tr key={`${fromUnitId} ${toUnitId}`}>
              <th scope="row">{fromName}</th>
              <td>{toName}</td>
              <td data-number>{showNumber(lineCount)}</td>
              <td>{id === null ? <span className="vm-page-note">{t.none}</span> : number || '—'}</td>
              <td>{onDay === null ? '—' : showDay(onDay)}</td>
              <td>
                <Button
                  variant="default"
                  size="compact-sm"
                  leftSection={
                    id === null && mayKeep ? <FilePen size={14} aria-hidden /> : <FileText size={14} aria-hidden />
                  }
                  onClick={() => go(`/handover/${eventId}/minutes/${fromUnitId}/${toUnitId}`)}
                >
                  {id === null && mayKeep ? t.draw : t.open}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
