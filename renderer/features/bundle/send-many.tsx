import { Button, Checkbox } from '@mantine/core';
import { CircleCheckBig, FolderOutput } from 'lucide-react';
import { useState } from 'react';
import { writesInPlace } from '../../api.ts';
import { useJobs } from '../../stores/jobs.ts';
import { errorText, type Text, useText } from '../../text/index.ts';
import { showBytes, showNumber } from '../../text/show.ts';
import { Facts, Panel } from '../../ui/page.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { type Meaning, StatusBadge } from '../../ui/status-badge.tsx';
import { clearMany, type Many, type ManyRow, type Receiver, sendMany, useExport } from './export-store.ts';
import { isDue, sendErrorText } from './words.ts';

interface SendManyProps {
  /** Those that are ticked now. */
  receivers: readonly Receiver[];
  onClear: () => void;
}

/** Several receivers at once: one file each, all into one folder. */
export function SendMany({ receivers, onClear }: SendManyProps) {
  const t = useText().bundle.export.many;
  const many = useExport((s) => s.many);
  const leave = (): void => {
    clearMany();
    onClear();
  };
  const isRunning = many !== undefined && many.step !== 'ended';
  return (
    <Panel
      title={t.title(many?.rows.length ?? receivers.length)}
      actions={
        !isRunning && (
          <Button variant="subtle" color="gray" onClick={leave}>
            {many === undefined ? t.clear : t.close}
          </Button>
        )
      }
    >
      <div className="vm-bundle-panel">
        {many === undefined ? (
          <Before receivers={receivers} />
        ) : isRunning ? (
          <Running many={many} />
        ) : (
          <Ended many={many} />
        )}
      </div>
    </Panel>
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function Before({ receivers }: { receivers: readonly Receiver[] }) {
  const t = useText().bundle;
  const words = t.export.many;
  const [isAll, setAll] = useState(false);
  const idle = receivers.filter((receiver) => !isDue(receiver));
  const chosen = isAll ? receivers : receivers.filter(isDue);
  return (
    <>
      <Facts
        items={[
          { label: words.ops, value: showNumber(sum(chosen.map(({ opCount }) => opCount))) },
          { label: words.bytes, value: showBytes(sum(chosen.map(({ byteCount }) => byteCount))) },
        ]}
      />
      <p>{words.chosen}</p>
      {idle.length > 0 && (
        <Checkbox
          label={words.withIdle(idle.length)}
          description={words.withIdleHint}
          checked={isAll}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      )}
      <div className="vm-bundle-buttons">
        <Button
          leftSection={<FolderOutput size="1rem" aria-hidden />}
          disabled={chosen.length === 0}
          onClick={() => void sendMany(chosen)}
        >
          {chosen.length === 0 ? words.nothing : words.start(chosen.length)}
        </Button>
      </div>
      <ul className="vm-bundle-names" aria-label={words.chosenLabel}>
        {receivers.map((receiver) => (
          <li key={receiver.unitId}>
            <span>{receiver.unitName}</span>
            <span className="vm-page-note">{isDue(receiver) ? dueOf(t, receiver) : words.idle}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const dueOf = (t: Text['bundle'], { opCount }: Receiver): string =>
  opCount > 0 ? t.changes(opCount) : t.export.many.receipt;

/** Each bundle counts a hundred while it is written, one while it is prepared. */
const perBundle = 100;

function Running({ many }: { many: Many }) {
  const words = useText().bundle.export.many;
  const job = useJobs((s) => s.jobs.find(({ callId }) => callId === many.callId));
  const writing = many.rows.filter(({ phase }) => phase === 'waiting');
  const each = many.step === 'writing' ? perBundle : 1;
  const now = writing[Math.floor((job?.done ?? 0) / each)];
  return (
    <div className="vm-bundle-progress">
      {job !== undefined && <ProgressPanel job={job} per={each} />}
      <p className="vm-page-note">{now?.unitName ?? ' '}</p>
      <p className="vm-page-note">{many.step === 'writing' ? words.stopHint : words.prepareHint}</p>
    </div>
  );
}

const meanings: Record<ManyRow['phase'], Meaning> = {
  waiting: 'grey',
  written: 'green',
  failed: 'red',
  cancelled: 'grey',
};

/** Those that failed stand first: they are what is left to do. */
const places: readonly ManyRow['phase'][] = ['failed', 'cancelled', 'waiting', 'written'];

function Ended({ many }: { many: Many }) {
  const words = useText().bundle.export;
  const { rows, folderName, error } = many;
  const done = rows.filter(({ phase }) => phase === 'written').length;
  const rest = rows.filter(({ phase }) => phase !== 'written');
  const sorted = [...rows].sort((a, b) => places.indexOf(a.phase) - places.indexOf(b.phase));
  return (
    <>
      <div className="vm-bundle-done" role="status">
        {rest.length === 0 && <CircleCheckBig size="2rem" strokeWidth={1.75} aria-hidden />}
        <h3>{rest.length === 0 ? words.many.done(done) : words.many.part(done, rows.length)}</h3>
        {done > 0 && (
          <p>
            {words.many.folder(folderName)} {writesInPlace ? `${words.mayPull}.` : words.pullInBrowser}
          </p>
        )}
        {done > 0 && <p className="vm-page-note">{words.many.next}</p>}
      </div>
      {error !== undefined && (
        <p className="vm-bundle-note" data-meaning="red" role="alert">
          {errorText(error)}
        </p>
      )}
      {rest.length > 0 && (
        <div className="vm-bundle-buttons">
          <Button onClick={() => void sendMany(rest)}>{words.many.rest(rest.length)}</Button>
        </div>
      )}
      <ul className="vm-bundle-names" aria-label={words.many.resultLabel}>
        {sorted.map((row) => (
          <Row key={row.unitId} row={row} />
        ))}
      </ul>
    </>
  );
}

function Row({ row }: { row: ManyRow }) {
  const t = useText();
  const words = t.bundle.export.many;
  return (
    <li>
      <span className="vm-bundle-name">
        {row.unitName}
        {row.fileNames !== undefined && <small className="vm-page-note">{row.fileNames.join(', ')}</small>}
        {row.error !== undefined && <small>{sendErrorText(t, row.error)}</small>}
      </span>
      <StatusBadge meaning={meanings[row.phase]} label={words.state[row.phase]} isPlain />
    </li>
  );
}
