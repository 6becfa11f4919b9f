import { useMemo, useState } from 'react';
import type { Input, Output } from '../../../db/api/contract/index.ts';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import type { FigureColumn } from '../../ui/figure-table.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { Charted } from './charted.tsx';

type Row = Output<'overview.missing'>['rows'][number];

interface MissingTabProps {
  reports: Output<'overview.missing'> | undefined;
  look: Input<'overview.missing'>;
  about: string;
}

/** Đã nộp 42/45 of each periodic task, and the names of those that have not. */
export function MissingTab({ reports, look, about }: MissingTabProps) {
  const t = useText().overview;
  const [chosen, setChosen] = useState<string>();
  const rows = reports?.rows ?? [];
  const open =
    rows.find(({ taskId, missing }) => taskId === chosen && missing > 0) ?? rows.find(({ missing }) => missing > 0);
  const columns = useMemo(() => missingColumns(t, setChosen), [t]);
  if (reports !== undefined && rows.length === 0)
    return <EmptyState title={t.missing.none} hint={t.missing.noneHint} />;
  return (
    <div className="vm-overview-missing">
      <div className="vm-overview-stack">
        <p className="vm-overview-intro">{t.missing.intro}</p>
        <Charted
          title={t.tabs.missing}
          about={about}
          file="bao-cao-chua-nop"
          columns={columns}
          rows={rows}
          rowKey={({ taskId }) => taskId}
          empty={null}
        />
      </div>
      {open === undefined ? (
        <p className="vm-overview-intro">{t.cards.allThere}</p>
      ) : (
        <Units row={open} look={look} about={about} />
      )}
    </div>
  );
}

export const missingColumns = (
  t: ReturnType<typeof useText>['overview'],
  choose: (taskId: string) => void,
): FigureColumn<Row>[] => [
  { key: 'task', header: t.columns.task, value: (row) => row.content },
  {
    key: 'directive',
    header: t.columns.directive,
    value: (row) => row.directiveNumber ?? '',
  },
  {
    key: 'period',
    header: t.columns.period,
    value: (row) => row.startOn,
    text: (row) => t.missing.period(row.startOn, row.endOn),
  },
  { key: 'dueOn', header: t.columns.dueOn, value: (row) => row.dueOn, text: (row) => showDay(row.dueOn) },
  {
    key: 'submitted',
    header: t.columns.submitted,
    value: (row) => row.submitted,
    text: (row) => t.cards.ratio(row.submitted, row.expected),
  },
  {
    key: 'missing',
    header: t.columns.missing,
    value: (row) => row.missing,
    render: (row) =>
      row.missing === 0 ? (
        <span className="vm-figure-none">0</span>
      ) : (
        <button
          type="button"
          className="vm-figure-link"
          data-meaning="red"
          aria-label={`${row.content}: ${t.missing.show(row.missing)}`}
          onClick={() => choose(row.taskId)}
        >
          {showNumber(row.missing)}
        </button>
      ),
  },
];

function Units({ row, look, about }: { row: Row; look: Input<'overview.missing'>; about: string }) {
  const t = useText().overview;
  const { taskId, periodKey } = row;
  const units = useApi(
    'overview.missingUnits',
    { ...look, taskId, periodKey },
    { entities: ['report', 'reportReview', 'assignment', 'assignmentStep', 'unitVersion'] },
  );
  const columns: FigureColumn<Output<'overview.missingUnits'>[number]>[] = [
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
  ];
  if (units.error !== undefined) return <ErrorState error={units.error} onRetry={units.reload} />;
  if (units.data === undefined) return <LoadingState />;
  return (
    <Charted
      title={t.missing.units(row.content)}
      note={showNumber(units.data.length)}
      about={about}
      file="don-vi-chua-nop"
      columns={columns}
      rows={units.data}
      rowKey={({ assignmentId }) => assignmentId}
      empty={<EmptyState title={t.cards.allThere} />}
    />
  );
}
