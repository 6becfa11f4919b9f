import { Button, Progress } from '@mantine/core';
import { CircleCheckBig, FolderOutput } from 'lucide-react';
import { useJobs } from '../../stores/jobs.ts';
import { errorText, type Text, useText } from '../../text/index.ts';
import { showBytes, showNumber } from '../../text/show.ts';
import { Facts, Panel } from '../../ui/page.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';
import {
  clearMany,
  type Receiver,
  type Sending,
  type SendPhase,
  sendMany,
  stopMany,
  useExport,
} from './export-store.ts';
import { writesStraight } from './places.ts';

interface SendManyProps {
  /** Those that are ticked now. */
  receivers: readonly Receiver[];
  all: readonly Receiver[];
  onClear: () => void;
}

/** Several receivers at once: one file each, all into one folder. */
export function SendMany({ receivers, all, onClear }: SendManyProps) {
  const t = useText().bundle.export.many;
  const many = useExport((s) => s.many);
  const leave = (): void => {
    clearMany();
    onClear();
  };
  const count = many?.unitIds.length ?? receivers.length;
  return (
    <Panel
      title={t.title(count)}
      actions={
        many?.isRunning !== true && (
          <Button variant="subtle" color="gray" onClick={leave}>
            {t.clear}
          </Button>
        )
      }
    >
      <div className="vm-bundle-panel">
        {many === undefined ? <Before receivers={receivers} /> : <Running all={all} />}
      </div>
    </Panel>
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function Before({ receivers }: { receivers: readonly Receiver[] }) {
  const t = useText().bundle;
  const words = t.export.many;
  return (
    <>
      <Facts
        items={[
          { label: words.ops, value: showNumber(sum(receivers.map(({ opCount }) => opCount))) },
          { label: words.bytes, value: showBytes(sum(receivers.map(({ byteCount }) => byteCount))) },
        ]}
      />
      <p>{words.chosen}</p>
      <ul className="vm-bundle-names">
        {receivers.map(({ unitId, unitName, opCount }) => (
          <li key={unitId}>
            <span>{unitName}</span>
            <span className="vm-page-note">{t.changes(opCount)}</span>
          </li>
        ))}
      </ul>
      <div className="vm-bundle-buttons">
        <Button leftSection={<FolderOutput size="1rem" aria-hidden />} onClick={() => void sendMany(receivers)}>
          {words.start(receivers.length)}
        </Button>
      </div>
    </>
  );
}

const meanings: Record<SendPhase, Meaning> = {
  waiting: 'grey',
  preparing: 'blue',
  prepared: 'grey',
  writing: 'blue',
  written: 'green',
  failed: 'red',
  cancelled: 'grey',
};

function Running({ all }: { all: readonly Receiver[] }) {
  const words = useText().bundle.export.many;
  const { many, sendings } = useExport();
  const rows = (many?.unitIds ?? []).flatMap((id) => sendings[id] ?? []);
  const done = rows.filter(({ phase }) => phase === 'written').length;
  const job = useJobs((s) => s.jobs.find(({ callId }) => rows.some((row) => row.callId === callId)));
  const rest = all.filter(({ unitId }) => rows.some((row) => row.unitId === unitId && row.phase !== 'written'));
  const isRunning = many?.isRunning === true;
  return (
    <>
      {isRunning ? (
        <div className="vm-bundle-progress">
          <div className="vm-progress-line">
            <span role="status">{words.running(Math.min(done + 1, rows.length), rows.length)}</span>
            <Button variant="default" size="compact-xs" disabled={many.isStopping} onClick={stopMany}>
              {many.isStopping ? words.stopping : words.stop}
            </Button>
          </div>
          <Progress value={(100 * done) / Math.max(1, rows.length)} size="sm" aria-label={words.resultLabel} />
          {job !== undefined && <ProgressPanel job={job} />}
        </div>
      ) : (
        <Ended done={done} total={rows.length} rest={rest} folderName={many?.folderName ?? ''} />
      )}
      <ul className="vm-bundle-names" aria-label={words.resultLabel}>
        {rows.map((row) => (
          <Row key={row.unitId} row={row} words={words} />
        ))}
      </ul>
    </>
  );
}

function Row({ row, words }: { row: Sending; words: Text['bundle']['export']['many'] }) {
  return (
    <li>
      <span className="vm-bundle-name">
        {row.unitName}
        {row.fileNames !== undefined && <small className="vm-page-note">{row.fileNames.join(', ')}</small>}
        {row.phase === 'failed' && row.error !== undefined && <small>{errorText(row.error)}</small>}
      </span>
      <StatusBadge meaning={meanings[row.phase]} label={words.state[row.phase]} isPlain />
    </li>
  );
}

interface EndedProps {
  done: number;
  total: number;
  rest: readonly Receiver[];
  folderName: string;
}

function Ended({ done, total, rest, folderName }: EndedProps) {
  const words = useText().bundle.export;
  const isWhole = done === total;
  return (
    <div className="vm-bundle-done" role="status">
      {isWhole && <CircleCheckBig size="2rem" strokeWidth={1.75} aria-hidden />}
      <h3>{isWhole ? words.many.done(done) : words.many.part(done, total)}</h3>
      {done > 0 && (
        <>
          <p>{words.many.folder(folderName)}</p>
          <p>{writesStraight ? words.mayPull : words.pullInBrowser}</p>
        </>
      )}
      {isWhole && <p>{words.many.next}</p>}
      {rest.length > 0 && <Button onClick={() => void sendMany(rest)}>{words.many.rest(rest.length)}</Button>}
    </div>
  );
}
