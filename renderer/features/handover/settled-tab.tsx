import { Button } from '@mantine/core';
import { PencilLine, Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { handoverKeepers, type SettledRow } from '../../../db/api/contract/handover.ts';
import { useMayFor } from '../../stores/may.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useCommand } from '../../use-api.ts';
import type { EventUnits } from './event-units.ts';
import { ChangeLine } from './line-dialog.tsx';
import { handoverEntities, itemTitle, kindWord } from './words.ts';

/** What was handed over, closed or kept, newest first; the chosen line is mended or taken off. */
export function SettledTab({ data }: { data: EventUnits }) {
  const t = useText();
  const words = t.handover.settled;
  const mayKeep = useMayFor(handoverKeepers);
  const rows = usePages('handover.settled', { eventId: data.event.eventId }, { entities: handoverEntities });
  const columns = useMemo(() => columnsOf(t), [t]);
  const [openId, setOpenId] = useState<string>();
  const [isEditing, setEditing] = useState(false);
  const line = rows.rows.find(({ id }) => id === openId);
  return (
    <div className="vm-handover-tab">
      {mayKeep && line?.mayRemove === true && (
        <Actions line={line} onEdit={() => setEditing(true)} onGone={() => setOpenId(undefined)} />
      )}
      <div className="vm-handover-grid">
        <Grid
          label={words.label}
          name="handover-settled"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          openKey={openId}
          onOpen={(row) => setOpenId(row.id)}
          empty={<EmptyState title={words.emptyTitle} hint={words.emptyHint} />}
        />
      </div>
      {isEditing && line !== undefined && <ChangeLine line={line} onClose={() => setEditing(false)} />}
    </div>
  );
}

function Actions({ line, onEdit, onGone }: { line: SettledRow; onEdit: () => void; onGone: () => void }) {
  const t = useText();
  const words = t.handover.settled;
  const remove = useCommand('handover.removeLine');
  const takeOff = async (): Promise<void> => {
    const result = await remove.run({ id: line.id }, { done: t.handover.line.removed });
    if (result.ok) onGone();
  };
  return (
    <div className="vm-handover-bulk" role="group" aria-label={words.actions}>
      <span className="vm-handover-chosen">{itemTitle(t, line)}</span>
      {line.kind === 'other' && (
        <Button variant="default" leftSection={<PencilLine size={14} aria-hidden />} onClick={onEdit}>
          {words.edit}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<Undo2 size={14} aria-hidden />}
        loading={remove.isRunning}
        onClick={() => void takeOff()}
      >
        {line.kind === 'other' ? words.remove : words.removeKept}
      </Button>
    </div>
  );
}

function columnsOf(t: Text): Column<SettledRow>[] {
  const words = t.handover.settled;
  const plain = (key: string, header: string, width: number, textOf: (row: SettledRow) => string, grow = 0) => ({
    ...{ key, header, width, grow, text: textOf },
    render: (row: SettledRow) => <span title={textOf(row)}>{textOf(row) || '—'}</span>,
  });
  return [
    {
      key: 'on',
      header: words.on,
      width: 96,
      kind: { kind: 'day' },
      value: (row) => row.onDay,
      render: (row) => showDay(row.onDay),
    },
    plain('title', t.handover.open.content, 200, (row) => itemTitle(t, row), 3),
    plain('kind', t.handover.open.kind, 176, (row) => kindWord(t, row)),
    plain('from', words.from, 140, (row) => row.fromName, 1),
    plain('how', words.how, 150, (row) => t.handover.resolutions[row.resolution]),
    plain('to', words.to, 140, (row) => row.toName ?? '', 1),
    plain('reason', t.handover.fields.reason, 110, (row) => row.reason, 1),
    { ...plain('by', words.by, 140, (row) => row.byName), isHidden: true },
  ];
}
