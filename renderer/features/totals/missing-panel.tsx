import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import type { Input } from '../../../db/api/contract/index.ts';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { type FigureColumn, FigureTable } from '../../ui/figure-table.tsx';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import type { Line } from './rows.ts';

type Missing = { assignmentId: string; unitName: string; periodKey: string | null };

/** Who has not handed in, each leading to its share of the task. */
export function MissingPanel({
  asked,
  line,
  onClose,
}: {
  asked: Input<'totals.figures'>;
  line: Line;
  onClose: () => void;
}) {
  const text = useText();
  const t = text.totals;
  const { unitId, reason, name } = line;
  const missing = useApi(
    'totals.missing',
    {
      ...asked,
      ...(unitId === null ? {} : { rowId: unitId }),
      ...(reason === null ? {} : { notConvertible: reason }),
    },
    { entities: ['report', 'reportReview', 'assignment', 'assignmentStep', 'unitVersion', 'unitLineage'] },
  );
  const columns: FigureColumn<Missing>[] = [
    {
      key: 'unit',
      header: t.columns.unit,
      value: ({ unitName }) => unitName,
      render: ({ unitName, assignmentId }) => (
        <button type="button" className="vm-figure-link" onClick={() => go(`/tasks/${assignmentId}`)}>
          {unitName}
        </button>
      ),
    },
    {
      key: 'period',
      header: text.report.columns.period,
      value: ({ periodKey }) => periodKey,
      text: ({ periodKey }) => (periodKey === null ? '—' : text.task.periodName(periodKey)),
    },
  ];
  return (
    <aside className="vm-totals-missing" aria-label={t.missingTitle(name)}>
      <Panel
        title={t.missingTitle(name)}
        note={t.missingNote}
        actions={
          <ActionIcon aria-label={t.close} onClick={onClose}>
            <X size="1rem" aria-hidden />
          </ActionIcon>
        }
      >
        {missing.error !== undefined ? (
          <ErrorState error={missing.error} onRetry={missing.reload} />
        ) : missing.data === undefined ? (
          <LoadingState />
        ) : (
          <FigureTable
            label={t.missingTitle(name)}
            columns={columns}
            rows={missing.data}
            rowKey={({ assignmentId, periodKey }) => `${assignmentId} ${periodKey ?? ''}`}
            empty={<EmptyState title={text.overview.cards.allThere} />}
          />
        )}
      </Panel>
    </aside>
  );
}
