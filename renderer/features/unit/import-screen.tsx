import { Button, Checkbox } from '@mantine/core';
import { ArrowLeft } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Input, Output } from '../../../db/api/contract/index.ts';
import type { ImportPreview } from '../../../db/api/contract/unit-import.ts';
import { isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import type { Picked } from '../../bridge.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { errorText, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { ImportDrop, ImportSteps, pickTable } from '../../ui/import-file.tsx';
import { notifyInfo } from '../../ui/notify.ts';
import { Facts, Page } from '../../ui/page.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { ForbiddenState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useJob } from '../../use-api.ts';
import { type Choices, ImportChoices } from './import-choices.tsx';
import { ImportLines } from './import-lines.tsx';
import { useCanKeep } from './keep.ts';

type Result = Output<'unit.import'>;
type Decision = 'rename' | 'newUnit';
type Decisions = Readonly<Record<string, Decision>>;

/** Nhập danh mục: choose a file → see line by line what it would change → import → result. Nothing is written before the third step. */
export function ImportScreen() {
  const t = useText();
  const canKeep = useCanKeep();
  return (
    <Page
      title={t.unit.import.title}
      actions={
        <Button
          variant="subtle"
          color="gray"
          leftSection={<ArrowLeft size={16} aria-hidden />}
          onClick={() => go('/units')}
        >
          {t.unit.import.toTree}
        </Button>
      }
    >
      {canKeep ? <ImportBody /> : <ForbiddenState />}
    </Page>
  );
}

/** A date in the name of the file is most often the day of its catalogue. */
const dayInName = (name: string): string | undefined => (/\d{4}-\d{2}-\d{2}/.exec(name) ?? []).find(isDay);

function ImportBody() {
  const t = useText().unit.import;
  const today = useViewDate((s) => s.today);
  const [file, setFile] = useState<Picked>();
  const [choices, setChoices] = useState<Choices>({
    on: today,
    until: null,
    codeReuse: 'ask',
    missing: 'keep',
    basisText: '',
  });
  const [decisions, setDecisions] = useState<Decisions>({});
  const [preview, setPreview] = useState<ImportPreview>();
  const [result, setResult] = useState<Result>();
  const [error, setError] = useState<ApiError>();
  const [skipErrors, setSkipErrors] = useState(false);
  const reading = useJob('unit.previewImport');
  const writing = useJob('unit.import');

  // An answer about a file or choices that are no longer on the screen is dropped.
  const asked = useRef(0);
  const inputOf = (picked: Picked, chosen: Choices, decided: Decisions): Input<'unit.previewImport'> => ({
    file: picked.handle,
    ...chosen,
    decisions: decided,
  });
  const read = async (picked: Picked, chosen: Choices, decided: Decisions): Promise<ImportPreview | undefined> => {
    setError(undefined);
    setPreview(undefined);
    setSkipErrors(false);
    if (!isDay(chosen.on)) return undefined;
    const place = (asked.current += 1);
    if (reading.isRunning) reading.cancel();
    const answer = await reading.run(inputOf(picked, chosen, decided), t.previewLabel, { quiet: true });
    if (place !== asked.current) return undefined;
    if (answer.ok) setPreview(answer.value);
    else setError(answer.error);
    return answer.ok ? answer.value : undefined;
  };
  const choose = (picked: Picked | undefined): void => {
    if (picked === undefined) return;
    const chosen = { ...choices, until: null, on: dayInName(picked.name) ?? choices.on };
    setFile(picked);
    setChoices(chosen);
    setDecisions({});
    void readFirst(picked, chosen);
  };
  /** Under a newer catalogue, an older one holds until that one begins, unless the user says otherwise. */
  const readFirst = async (picked: Picked, chosen: Choices): Promise<void> => {
    const found = await read(picked, chosen, {});
    if (found === undefined || found.laterOn === null || found.laterOn === chosen.until) return;
    const next = { ...chosen, until: found.laterOn };
    setChoices(next);
    await read(picked, next, {});
  };
  const change = (next: Choices): void => {
    setChoices(next);
    if (file !== undefined) void read(file, next, decisions);
  };
  const write = async (): Promise<void> => {
    if (file === undefined || preview === undefined) return;
    const { sha256 } = preview;
    const answer = await writing.run({ ...inputOf(file, choices, decisions), sha256, skipErrors }, t.running, {
      quiet: true,
    });
    if (answer.ok) setResult(answer.value);
    else if (answer.error.code === 'CANCELLED') notifyInfo(t.cancelled);
    else setError(answer.error);
  };
  const again = (): void => {
    setFile(undefined);
    setPreview(undefined);
    setResult(undefined);
    setDecisions({});
    setChoices((old) => ({ ...old, until: null }));
  };

  const step = result !== undefined ? 3 : writing.isRunning ? 2 : preview !== undefined ? 1 : 0;
  return (
    <div className="vm-import">
      <ImportSteps label={t.stepsLabel} steps={t.steps} current={step} />
      {result !== undefined ? (
        <Done result={result} on={choices.on} onAgain={again} />
      ) : file === undefined ? (
        <ImportDrop title={t.choose} hint={t.drop} note={t.columns} onPicked={choose} />
      ) : (
        <>
          <div className="vm-import-head">
            <div className="vm-import-file">
              <strong>{file.name}</strong>
              {preview !== undefined && (
                <span className="vm-page-note">{t.fileNote(preview.rowCount, preview.encoding.toUpperCase())}</span>
              )}
              <Button
                size="compact-xs"
                variant="default"
                disabled={writing.isRunning}
                onClick={() => void pickTable().then(choose)}
              >
                {t.chooseOther}
              </Button>
            </div>
            <ImportChoices
              choices={choices}
              laterOn={preview?.laterOn ?? choices.until}
              disabled={writing.isRunning}
              onChange={change}
            />
          </div>
          {error !== undefined && error.code !== 'CANCELLED' && (
            <div className="vm-import-error" role="alert">
              <StatusBadge meaning="red" label={errorText(error)} />
              <Button size="compact-xs" variant="default" onClick={() => void read(file, choices, decisions)}>
                {t.previewAgain}
              </Button>
            </div>
          )}
          {(reading.job ?? writing.job) !== undefined && (
            <div className="vm-import-progress">
              {[reading.job, writing.job].map(
                (job) => job !== undefined && <ProgressPanel key={job.callId} job={job} />,
              )}
              {writing.isRunning && <p className="vm-page-note">{t.runningNote}</p>}
            </div>
          )}
          {preview !== undefined && (
            <ImportLines
              preview={preview}
              decisions={decisions}
              onDecide={(key, decision) => setDecisions((old) => ({ ...old, [key]: decision }))}
            />
          )}
          {preview !== undefined && (
            <Footer
              preview={preview}
              decidedCount={Object.keys(decisions).length}
              isBusy={writing.isRunning || reading.isRunning}
              skipErrors={skipErrors}
              onSkip={setSkipErrors}
              onAgain={() => void read(file, choices, decisions)}
              onRun={() => void write()}
            />
          )}
        </>
      )}
    </div>
  );
}

interface FooterProps {
  preview: ImportPreview;
  decidedCount: number;
  isBusy: boolean;
  skipErrors: boolean;
  onSkip: (skip: boolean) => void;
  onAgain: () => void;
  onRun: () => void;
}

function Footer({ preview, decidedCount, isBusy, skipErrors, onSkip, onAgain, onRun }: FooterProps) {
  const t = useText().unit.import;
  const countOf = (outcome: string): number =>
    preview.counts.filter((row) => row.outcome === outcome).reduce((sum, row) => sum + row.count, 0);
  const errorCount = countOf('error');
  const changeCount = countOf('new') + countOf('changed') + preview.willEndCount;
  const undecided = preview.lines.some((line) => line.problem?.code === 'CODE_REUSED');
  return (
    <footer className="vm-form-footer vm-import-footer">
      {changeCount === 0 && errorCount === 0 && <span role="status">{t.nothingToDo}</span>}
      {errorCount > 0 && (
        <Checkbox
          size="xs"
          label={t.skipErrors(errorCount)}
          checked={skipErrors}
          disabled={isBusy}
          onChange={(event) => onSkip(event.currentTarget.checked)}
        />
      )}
      {undecided && decidedCount > 0 && (
        <>
          <span className="vm-page-note">{t.decided(decidedCount)}</span>
          <Button variant="default" disabled={isBusy} onClick={onAgain}>
            {t.previewAgain}
          </Button>
        </>
      )}
      <Button
        className="vm-import-run"
        disabled={isBusy || changeCount === 0 || (errorCount > 0 && !skipErrors)}
        onClick={onRun}
      >
        {t.run(changeCount)}
      </Button>
    </footer>
  );
}

function Done({ result, on, onAgain }: { result: Result; on: string; onAgain: () => void }) {
  const t = useText().unit.import;
  const shown = (['created', 'changed', 'same', 'ended', 'skipped'] as const).map((key) => ({
    label: t.result[key],
    value: showNumber(result[key]),
  }));
  // The tree and the next step are shown for the day of the catalogue if it lies ahead.
  const open = (path: string) => (): void => {
    const { today, setOn } = useViewDate.getState();
    if (on > today) setOn(on);
    go(path);
  };
  return (
    <div className="vm-import-done">
      <StatusBadge meaning="green" label={t.done} />
      <Facts items={shown} />
      <p>{t.next}</p>
      <div className="vm-form-buttons">
        <Button onClick={open(`/units/police/${on}`)}>{t.toPolice}</Button>
        <Button variant="default" onClick={open('/units')}>
          {t.toTree}
        </Button>
        <Button variant="subtle" color="gray" onClick={onAgain}>
          {t.another}
        </Button>
      </div>
    </div>
  );
}
