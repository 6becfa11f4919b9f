import { Button } from '@mantine/core';
import { ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { create } from 'zustand';
import type { Output } from '../../../db/api/contract/index.ts';
import { useText } from '../../text/index.ts';
import { showInstant, showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Page } from '../../ui/page.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useCommand, useJob } from '../../use-api.ts';
import './check-screen.css';

type Report = Output<'data.check'>;
type TableRow = Report['tables'][number];

/** The last result stays until the window closes: it is a statement about a moment, not data. */
const useLastCheck = create<{ report?: Report; atMs?: number }>()(() => ({}));

/** Kiểm tra dữ liệu: rebuilds everything from the log of changes and compares. */
export default function CheckScreen() {
  const t = useText().check;
  const { report, atMs } = useLastCheck();
  const { run, job, isRunning } = useJob('data.check');
  const start = async (): Promise<void> => {
    const result = await run({}, t.label);
    if (result.ok) useLastCheck.setState({ report: result.value, atMs: Date.now() });
  };
  const button = (
    <Button onClick={() => void start()} disabled={isRunning}>
      {report === undefined ? t.run : t.again}
    </Button>
  );
  return (
    <Page
      title={t.title}
      note={atMs === undefined ? undefined : t.lastRun(showInstant(atMs))}
      actions={report === undefined ? undefined : button}
    >
      <div className="vm-check">
        {job !== undefined && (
          <div className="vm-check-part">
            <ProgressPanel job={job} />
          </div>
        )}
        {report === undefined ? (
          job === undefined && (
            <EmptyState icon={ShieldCheck} title={t.never} hint={`${t.intro} ${t.neverHint}`} action={button} />
          )
        ) : (
          <Result report={report} />
        )}
      </div>
    </Page>
  );
}

function Result({ report }: { report: Report }) {
  const t = useText().check;
  const rows = useMemo(
    () => allRows<TableRow>({ data: report.tables, error: undefined, isLoading: false, reload: () => {} }),
    [report],
  );
  const columns = useMemo<Column<TableRow>[]>(
    () => [
      { key: 'table', header: t.table, width: 260, grow: 1, render: (row) => t.tables[row.table] ?? row.table },
      { key: 'rows', header: t.rows, width: 120, align: 'right', render: (row) => showNumber(row.rows) },
      {
        key: 'result',
        header: t.result,
        width: 160,
        render: (row) => (
          <StatusBadge meaning={row.same ? 'green' : 'red'} label={row.same ? t.same : t.differs} isPlain />
        ),
      },
    ],
    [t],
  );
  return (
    <>
      <div className="vm-check-part" role="status">
        <StatusBadge meaning={report.ok ? 'green' : 'red'} label={report.ok ? t.good : t.bad} />
        <p>{report.ok ? t.goodText(report.opCount, report.logCount) : t.badText}</p>
        <Findings
          title={t.brokenLogs}
          lines={report.brokenLogs.map(({ incarnation, channel, seq }) => t.brokenLog(incarnation, channel, seq))}
        />
        <Findings title={t.storage} lines={report.storage} />
        <SearchFinding search={report.search} />
      </div>
      <div className="vm-check-grid">
        <Grid label={t.title} columns={columns} rows={rows} rowKey={(row) => row.table} empty={null} />
      </div>
    </>
  );
}

/** The index of the search is no part of the data: out of step, it is simply made anew. */
function SearchFinding({ search }: { search: Report['search'] }) {
  const t = useText().check;
  const rebuild = useCommand('search.rebuild');
  const [isStarted, setStarted] = useState(false);
  const start = async (): Promise<void> => {
    const result = await rebuild.run({}, { done: t.search.started });
    setStarted(result.ok);
  };
  if (search.isSound && search.waiting === 0) return null;
  return (
    <>
      <h2>{t.search.title}</h2>
      <p>{search.isSound ? t.search.waiting(search.waiting) : t.search.outOfStep(search.indexed, search.records)}</p>
      {!search.isSound && (
        <Button variant="default" loading={rebuild.isRunning} disabled={isStarted} onClick={() => void start()}>
          {t.search.rebuild}
        </Button>
      )}
    </>
  );
}

function Findings({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
