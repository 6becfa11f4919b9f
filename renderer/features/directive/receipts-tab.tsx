import { Button, Progress, SegmentedControl } from '@mantine/core';
import { Megaphone } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type Directive, receiptWriters } from '../../../db/api/contract/directive.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import { isDay } from '../../../db/api/day.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useApi, useCommand } from '../../use-api.ts';

type Row = Output<'directive.receipts'>['rows'][number];
type Step = 'receivedOn' | 'readOn' | 'disseminatedOn';
const steps: readonly Step[] = ['receivedOn', 'readOn', 'disseminatedOn'];

const columnsOf = (t: Text['directive']['receipt']): Column<Row>[] => [
  {
    key: 'unit',
    header: t.unit,
    width: 150,
    grow: 1,
    value: (row) => row.unitName,
    render: (row) => (
      <span title={row.unitName}>
        {row.unitName}
        {row.isEnded === 1 && <small className="vm-page-note"> · {t.ended}</small>}
        {row.isAssigned === 1 && <small className="vm-page-note"> · {t.assigned}</small>}
      </span>
    ),
  },
  ...steps.map(
    (step): Column<Row> => ({
      key: step,
      header: t[step],
      width: 116,
      kind: { kind: 'day' },
      value: (row) => row[step],
      render: (row) => (row[step] === null ? '—' : showDay(row[step])),
    }),
  ),
];

/** Quán triệt: who has received, read and made known the document; many units are marked at once. */
export function ReceiptsTab({ directive }: { directive: Directive }) {
  const t = useText().directive.receipt;
  const on = useViewDate((s) => s.on);
  const role = useSession((s) => s.session?.user.role);
  const canMark = role !== undefined && receiptWriters.includes(role);
  const state = useApi(
    'directive.receipts',
    { id: directive.id, on },
    { entities: ['directive', 'directiveReceipt', 'task', 'assignment', 'unitVersion'], keep: true },
  );
  const [selection, setSelection] = useState<Set<string>>(new Set());
  const columns = useMemo(() => columnsOf(t), [t]);
  const { units, received, read, disseminated } = state.data?.counts ?? directive.receipts;
  const rows = allRows({ ...state, data: state.data?.rows });
  return (
    <div className="vm-receipts">
      <div className="vm-receipts-summary">
        <strong>{t.summary(disseminated, units)}</strong>
        <span className="vm-page-note">
          {t.received(received)} · {t.read(read)}
        </span>
        <Progress
          value={units === 0 ? 0 : (100 * disseminated) / units}
          size="sm"
          aria-label={t.summary(disseminated, units)}
        />
      </div>
      {canMark && units > 0 && (
        <MarkForm directive={directive} rows={rows.rows} selection={selection} onSelect={setSelection} />
      )}
      <div className="vm-receipts-grid">
        <Grid
          label={t.label}
          name="receipts"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.unitId}
          rowLabel={(row) => row.unitName}
          empty={<EmptyState icon={Megaphone} title={t.empty} hint={t.emptyHint} />}
          {...(canMark ? { selection, onSelect: setSelection } : {})}
        />
      </div>
    </div>
  );
}

interface MarkFormProps {
  directive: Directive;
  rows: readonly Row[];
  selection: ReadonlySet<string>;
  onSelect: (selection: Set<string>) => void;
}

/** One step and one day for all chosen units. */
function MarkForm({ directive, rows, selection, onSelect }: MarkFormProps) {
  const texts = useText();
  const t = texts.directive.receipt;
  const today = useViewDate((s) => s.today);
  const [step, setStep] = useState<Step>('receivedOn');
  const [day, setDay] = useState<string | null>(today);
  const { run, isRunning } = useCommand('directive.saveReceipts');
  const unitIds = [...selection];
  const isSound = day !== null && isDay(day) && day >= directive.issuedOn;
  const save = async (chosen: string | null): Promise<void> => {
    const result = await run(
      { id: directive.id, unitIds, step, day: chosen },
      { done: ({ changed }) => t.done(changed) },
    );
    if (result.ok) onSelect(new Set());
  };
  return (
    <div className="vm-receipts-mark" role="group" aria-label={t.mark}>
      <SegmentedControl
        size="xs"
        aria-label={t.step}
        value={step}
        onChange={(next) => setStep(next as Step)}
        data={steps.map((value) => ({ value, label: t.steps[value] }))}
      />
      <DayInput label={t.day} value={day} onChange={setDay} min={directive.issuedOn} max={today} />
      <Button
        variant="default"
        onClick={() =>
          onSelect(new Set(rows.filter((row) => row[step] === null && row.isEnded === 0).map((row) => row.unitId)))
        }
      >
        {t.onlyMissing}
      </Button>
      <Button loading={isRunning} disabled={unitIds.length === 0 || !isSound} onClick={() => void save(day)}>
        {unitIds.length === 0 ? t.mark : t.markSelected(unitIds.length)}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        disabled={unitIds.length === 0 || isRunning}
        onClick={() => void save(null)}
      >
        {t.clearSelected}
      </Button>
    </div>
  );
}
