import { Button, SegmentedControl } from '@mantine/core';
import { ListChecks, PackageCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type HandoverEvent, handoverKeepers } from '../../../db/api/contract/handover.ts';
import { go } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useApi } from '../../use-api.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { handoverEntities } from './words.ts';

/** The first names and how many more there are. */
const namesOf = (t: Text, { fromNames, fromCount }: HandoverEvent): string => {
  const rest = fromCount - fromNames.length;
  return [fromNames.join(', '), ...(rest > 0 ? [t.handover.events.more(rest)] : [])].join(' ');
};

const progressOf = (t: Text, { openCount, settledCount }: HandoverEvent): string =>
  openCount === 0 ? t.handover.states.done : t.handover.progress(openCount, openCount + settledCount);

const columnsOf = (t: Text): Column<HandoverEvent>[] => [
  {
    key: 'effectiveOn',
    header: t.handover.events.effectiveOn,
    width: 100,
    kind: { kind: 'day' },
    value: (row) => row.effectiveOn,
    render: (row) => showDay(row.effectiveOn),
  },
  {
    key: 'kind',
    header: t.handover.events.kind,
    width: 150,
    text: (row) => t.reorganization.kinds[row.kind],
    render: (row) => t.reorganization.kinds[row.kind],
  },
  {
    key: 'units',
    header: t.handover.events.units,
    width: 240,
    grow: 2,
    text: (row) => namesOf(t, row),
    render: (row) => <span title={namesOf(t, row)}>{namesOf(t, row)}</span>,
  },
  {
    key: 'basis',
    header: t.handover.events.basis,
    width: 160,
    grow: 2,
    text: (row) => row.basisText,
    render: (row) => <span title={row.basisText}>{row.basisText || '—'}</span>,
  },
  {
    key: 'progress',
    header: t.handover.events.progress,
    width: 190,
    text: (row) => progressOf(t, row),
    render: (row) => (
      <StatusBadge meaning={row.openCount === 0 ? 'green' : 'amber'} label={progressOf(t, row)} isPlain />
    ),
  },
];

/** Every event with units that ended, those first that are not through with their hand-over. */
export function EventList() {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const [state, setState] = useState<'open' | 'all'>('open');
  const [isRuling, setRuling] = useState(false);
  const mayKeep = useMayFor(handoverKeepers);
  const rows = usePages('handover.events', { state, on }, { entities: handoverEntities });
  const open = useApi('handover.events', { state: 'open', on, limit: 1 }, { entities: handoverEntities, keep: true });
  const columns = useMemo(() => columnsOf(t), [t]);
  const words = t.handover.events;
  const filters = (
    <SegmentedControl
      aria-label={words.filterLabel}
      value={state}
      onChange={(value) => setState(value === 'all' ? 'all' : 'open')}
      data={[
        { value: 'open', label: words.open },
        { value: 'all', label: words.all },
      ]}
    />
  );
  const day = open.data?.rows[0]?.effectiveOn;
  const actions = mayKeep && day !== undefined && (
    <Button variant="default" leftSection={<ListChecks size={16} aria-hidden />} onClick={() => setRuling(true)}>
      {words.byDay}
    </Button>
  );
  return (
    <Page
      title={t.handover.title}
      note={open.data === undefined ? undefined : words.note(open.data.total, open.data.openCount)}
      actions={actions}
      filters={filters}
    >
      <Grid
        label={state === 'open' ? words.label : words.allLabel}
        name="handover-events"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.eventId}
        onOpen={(row) => go(`/handover/${row.eventId}`)}
        empty={
          <EmptyState
            icon={PackageCheck}
            title={state === 'open' ? words.emptyTitle : words.emptyAll}
            hint={words.emptyHint}
          />
        }
      />
      {isRuling && day !== undefined && (
        <RuleDialog scope={{ effectiveOn: day }} basisText="" onClose={() => setRuling(false)} />
      )}
    </Page>
  );
}
