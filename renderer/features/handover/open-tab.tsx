import { Button, Select } from '@mantine/core';
import { ArrowRightLeft, Ban, Pin } from 'lucide-react';
import { useMemo, useState } from 'react';
import { handoverKeepers, type ItemKey, type OpenRow } from '../../../db/api/contract/handover.ts';
import type { HandoverResolution } from '../../../db/api/contract/handover-words.ts';
import { useMayFor } from '../../stores/may.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { usePages } from '../../ui/use-pages.ts';
import type { EventUnits } from './event-units.ts';
import { SettleDialog } from './settle-dialog.tsx';
import { handoverEntities, itemTitle, kindWord } from './words.ts';

const keyOf = ({ kind, recordId }: ItemKey): string => `${kind} ${recordId}`;

/** What a key of the grid names. */
const itemOf = (key: string): ItemKey => {
  const [kind = '', recordId = ''] = key.split(' ');
  return { kind: kind as ItemKey['kind'], recordId };
};

const kinds = ['assignment', 'draft', 'post', 'registration'] as const;

interface Asked {
  readonly resolution: HandoverResolution;
  readonly items: readonly ItemKey[];
}

/** What is open, unit by unit; what is chosen is settled together. */
export function OpenTab({ data }: { data: EventUnits }) {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const { eventId, effectiveOn } = data.event;
  const mayKeep = useMayFor(handoverKeepers) && on >= effectiveOn;
  const [unitId, setUnitId] = useState<string | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked>();
  const filter = {
    ...(unitId === null ? {} : { unitId }),
    ...(kind === null ? {} : { kinds: [kind as ItemKey['kind']] }),
  };
  const rows = usePages('handover.items', { eventId, ...filter }, { entities: handoverEntities });
  const columns = useMemo(() => columnsOf(t, data), [t, data]);
  const words = t.handover.open;
  const narrow = (change: () => void): void => {
    setSelection(new Set());
    change();
  };
  const chosen = [...selection].map(itemOf);
  return (
    <div className="vm-handover-tab">
      <div className="vm-handover-filters">
        {data.units.length > 1 && (
          <Select
            aria-label={words.unit}
            placeholder={words.allUnits}
            data={data.units
              .filter(({ openCount }) => openCount > 0)
              .map(({ id, fullName, openCount }) => ({ value: id, label: words.unitOption(fullName, openCount) }))}
            value={unitId}
            onChange={(next) => narrow(() => setUnitId(next))}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t.common.actions.clear }}
          />
        )}
        <Select
          aria-label={words.kind}
          placeholder={words.allKinds}
          data={kinds.map((one) => ({ value: one, label: t.handover.itemKinds[one] }))}
          value={kind}
          onChange={(next) => narrow(() => setKind(next))}
          clearable
          clearButtonProps={{ 'aria-label': t.common.actions.clear }}
        />
        {mayKeep && chosen.length > 0 && (
          <Bulk data={data} items={chosen} onAsk={(resolution) => setAsked({ resolution, items: chosen })} />
        )}
      </div>
      <div className="vm-handover-grid">
        <Grid
          label={words.label}
          name="handover-open"
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          rowLabel={(row) => itemTitle(t, row)}
          {...(mayKeep
            ? {
                selection,
                onSelect: setSelection,
                onOpen: (row: OpenRow) => setAsked({ resolution: row.isOwn ? 'handOver' : 'keep', items: [row] }),
              }
            : {})}
          isFiltered={unitId !== null || kind !== null}
          onClearFilters={() =>
            narrow(() => {
              setUnitId(null);
              setKind(null);
            })
          }
          empty={<EmptyState title={words.emptyTitle} hint={words.emptyHint} />}
        />
      </div>
      {asked !== undefined && (
        <SettleDialog
          data={data}
          items={asked.items.map(({ kind: one, recordId }) => ({ kind: one, recordId }))}
          resolution={asked.resolution}
          onDone={() => setSelection(new Set())}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

/** Above the list while items are chosen. */
function Bulk({
  data,
  items,
  onAsk,
}: {
  data: EventUnits;
  items: readonly ItemKey[];
  onAsk: (resolution: HandoverResolution) => void;
}) {
  const t = useText().handover.bulk;
  const [only, ...others] = data.heirs;
  const toHeir = only === undefined || others.length > 0 ? t.handOver : t.toHeir(only.fullName);
  return (
    <div className="vm-handover-bulk" role="group" aria-label={t.label}>
      <span role="status">{t.chosen(items.length)}</span>
      <Button leftSection={<ArrowRightLeft size={14} aria-hidden />} onClick={() => onAsk('handOver')}>
        {toHeir}
      </Button>
      <Button variant="default" leftSection={<Ban size={14} aria-hidden />} onClick={() => onAsk('close')}>
        {t.close}
      </Button>
      <Button variant="default" leftSection={<Pin size={14} aria-hidden />} onClick={() => onAsk('keep')}>
        {t.keep}
      </Button>
    </div>
  );
}

function columnsOf(t: Text, data: EventUnits): Column<OpenRow>[] {
  const words = t.handover.open;
  const heirs = new Map(data.heirs.map(({ id, fullName }) => [id, fullName]));
  const heirOf = (row: OpenRow): string => (row.suggestedHeirId === null ? '' : (heirs.get(row.suggestedHeirId) ?? ''));
  return [
    {
      key: 'unit',
      header: words.unit,
      width: 170,
      grow: 1,
      text: (row) => row.unitName,
      render: (row) => <span title={row.unitName}>{row.unitName}</span>,
    },
    {
      key: 'kind',
      header: words.kind,
      width: 180,
      text: (row) => kindWord(t, row),
      render: (row) => kindWord(t, row),
    },
    {
      key: 'title',
      header: words.content,
      width: 220,
      grow: 3,
      text: (row) => itemTitle(t, row),
      render: (row) => <span title={itemTitle(t, row)}>{itemTitle(t, row)}</span>,
    },
    {
      key: 'due',
      header: words.due,
      width: 96,
      kind: { kind: 'day' },
      value: (row) => row.dueOn,
      render: (row) => (row.dueOn === null ? '—' : showDay(row.dueOn)),
    },
    {
      key: 'heir',
      header: words.heir,
      width: 170,
      grow: 1,
      text: (row) => (row.isOwn ? heirOf(row) || words.choose : words.notOwn),
      render: (row) =>
        !row.isOwn ? (
          <StatusBadge meaning="grey" label={words.notOwn} isPlain />
        ) : heirOf(row) === '' ? (
          <StatusBadge meaning="amber" label={words.choose} isPlain />
        ) : (
          <span title={heirOf(row)}>{heirOf(row)}</span>
        ),
    },
  ];
}
