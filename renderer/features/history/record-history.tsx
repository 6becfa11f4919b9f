import { Button, Checkbox, Select } from '@mantine/core';
import { GitCompareArrows, Printer } from 'lucide-react';
import { useState } from 'react';
import type { HistoryEntity, HistoryRow as Row } from '../../../db/api/contract/history.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import { fieldText, ShownValue } from '../../show-value.tsx';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { printOnly } from '../../ui/print.ts';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { useMore } from '../../use-more.ts';
import { Compare } from './compare.tsx';
import { HistoryRow } from './history-row.tsx';
import './history.css';

/** Records that others belong to. */
const wholes: readonly HistoryEntity[] = ['unit', 'directive', 'task', 'assignment', 'report'];

/** Lịch sử of a record: every change, two points compared, a value taken back. */
export default function RecordHistory({ entity, id }: { entity: HistoryEntity; id: string }) {
  return <History key={`${entity} ${id}`} entity={entity} id={id} />;
}

function History({ entity, id }: { entity: HistoryEntity; id: string }) {
  const t = useText().history;
  const on = useViewDate((s) => s.on);
  const [related, setRelated] = useState(entity === 'unit');
  const [field, setField] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isComparing, setComparing] = useState(false);
  const record = useApi('history.record', { entity, id, on }, { keep: true });
  const list = useMore('history.ofRecord', { entity, id, on, related });
  const { run } = useCommand('history.restore');
  const restorable = record.data?.restorable ?? [];
  const restore = (of: Pick<Row, 'entity' | 'id' | 'hash'>, name: string): void =>
    void run({ entity: of.entity, id: of.id, hash: of.hash, fields: [name] }, { done: t.restored });

  if (list.isLoading) return <LoadingState />;
  if (list.rows.length === 0)
    return list.error === undefined ? (
      <EmptyState {...t.empty} />
    ) : (
      <ErrorState error={list.error} onRetry={list.reload} />
    );
  const own = list.rows.filter((row) => row.id === id);
  const points = own.filter((row) => chosen.includes(row.hash)).map((row) => row.hash);
  const [newer, older] = points;
  if (isComparing && newer !== undefined && older !== undefined)
    return (
      <div className="vm-history">
        <Compare
          {...{ entity, id, restorable }}
          first={older}
          second={newer}
          onRestore={(hash, name) => restore({ entity, id, hash }, name)}
          onBack={() => setComparing(false)}
        />
      </div>
    );
  const shown = field === null ? list.rows : own.filter((row) => row.changes.some((change) => change.field === field));
  return (
    <div className="vm-history">
      <Bar
        {...{ entity, related, field, own }}
        total={list.total}
        onRelated={setRelated}
        onField={setField}
        chosenCount={points.length}
        onCompare={() => setComparing(true)}
      />
      <Conflicts entity={entity} record={record.data} />
      {shown.length === 0 && <p className="vm-page-note">{t.noMatch}</p>}
      <ol className="vm-changes" aria-label={t.listLabel}>
        {shown.map((row) => (
          <HistoryRow
            key={row.hash}
            row={row}
            field={field}
            isOwn={row.id === id}
            isChosen={points.includes(row.hash)}
            onChoose={
              points.length < 2 || points.includes(row.hash) ? () => setChosen(toggled(points, row.hash)) : undefined
            }
            restorable={row.restorable.filter((name) => isPast(list.rows, row, name))}
            onRestore={(name) => restore(row, name)}
          />
        ))}
      </ol>
      {list.loadMore !== undefined && (
        <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t.more}
        </Button>
      )}
    </div>
  );
}

const toggled = (points: readonly string[], hash: string): string[] =>
  points.includes(hash) ? points.filter((one) => one !== hash) : [...points, hash];

const textOf = (row: Row | undefined, field: string): string =>
  JSON.stringify(row?.changes.find((change) => change.field === field)?.to.raw);

/** True when a later change gave the field another value, so that there is something to take back. */
function isPast(rows: readonly Row[], row: Row, field: string): boolean {
  const latest = rows.find((one) => one.id === row.id && one.changes.some((change) => change.field === field));
  return row.changes.some((change) => change.field === field) && textOf(latest, field) !== textOf(row, field);
}

interface BarProps {
  entity: HistoryEntity;
  own: readonly Row[];
  total: number;
  related: boolean;
  onRelated: (related: boolean) => void;
  field: string | null;
  onField: (field: string | null) => void;
  chosenCount: number;
  onCompare: () => void;
}

/** Narrow the list, compare two of it, print it. */
function Bar({ entity, own, total, related, onRelated, field, onField, chosenCount, onCompare }: BarProps) {
  const text = useText();
  const t = text.history;
  const changed = [...new Set(own.flatMap((row) => row.changes.map((change) => change.field)))];
  const options = changed.map((name) => ({ value: name, label: fieldText(text, entity, name) }));
  return (
    <div className="vm-history-bar vm-no-print">
      <Select
        size="xs"
        w="10rem"
        searchable
        clearable
        aria-label={t.field}
        placeholder={t.anyField}
        data={options}
        value={field}
        onChange={onField}
        clearButtonProps={{ 'aria-label': t.anyField }}
      />
      {wholes.includes(entity) && (
        <Checkbox
          size="xs"
          label={t.related}
          checked={related}
          onChange={(event) => onRelated(event.currentTarget.checked)}
        />
      )}
      <span className="vm-page-note">{t.count(total)}</span>
      <span className="vm-history-end">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<GitCompareArrows size="0.875rem" aria-hidden />}
          disabled={chosenCount < 2}
          title={chosenCount === 0 ? t.chooseHint : chosenCount === 1 ? t.chosenOne : undefined}
          onClick={onCompare}
        >
          {t.compare}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Printer size="0.875rem" aria-hidden />}
          onClick={printHistory}
        >
          {t.print}
        </Button>
      </span>
    </div>
  );
}

/** On paper goes only the history, not the screen around it. */
const printHistory = (): void => printOnly('history');

/** Values that several PCs wrote without seeing each other: none is lost. */
function Conflicts({ entity, record }: { entity: HistoryEntity; record: Output<'history.record'> | undefined }) {
  const text = useText();
  if (record === undefined || record.conflicts.length === 0) return null;
  return (
    <div className="vm-history-conflicts" role="note">
      <strong>{text.history.conflicts}</strong>
      <dl className="vm-change-fields">
        {record.conflicts.map(({ field, values }) => (
          <div key={field}>
            <dt>{fieldText(text, entity, field)}</dt>
            <dd>
              {values.map((value, index) => (
                <span key={`${index} ${String(value.raw)}`}>
                  <ShownValue entity={entity} field={field} value={value} />
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
