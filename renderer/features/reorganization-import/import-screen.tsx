import { Button, Checkbox } from '@mantine/core';
import { ArrowLeft } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Input, Output } from '../../../db/api/contract/index.ts';
import type { ReorganizationPreview } from '../../../db/api/contract/reorganization-import.ts';
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
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useJob } from '../../use-api.ts';
import { type Choices, ImportChoices } from './import-choices.tsx';
import { ImportGroups } from './import-groups.tsx';
import './import-screen.css';

type Result = Output<'reorganization.import'>;

const nothingChosen: Choices = {
  on: null,
  fromOn: null,
  toOn: null,
  provinceCodes: null,
  signedOn: null,
  announcedOn: null,
  basisText: '',
  withPolice: true,
};

/** Nhập bảng sắp xếp, at `/reorganize/import`: choose a file → see what it would do → import → result. Nothing is written before. */
export default function ReorganizationImport() {
  const t = useText().reorganizationImport;
  const back = (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<ArrowLeft size={16} aria-hidden />}
      onClick={() => go('/reorganize')}
    >
      {t.toList}
    </Button>
  );
  return (
    <Page title={t.title} actions={back}>
      <Body />
    </Page>
  );
}

/** A date in the name of the file is most often the effective day. */
const dayInName = (name: string): string | undefined => (/\d{4}-\d{2}-\d{2}/.exec(name) ?? []).find(isDay);

/** The state of one import, from the file to the result. */
function useImport() {
  const t = useText().reorganizationImport;
  const today = useViewDate((s) => s.today);
  const [file, setFile] = useState<Picked>();
  const [choices, setChoices] = useState(nothingChosen);
  const [preview, setPreview] = useState<ReorganizationPreview>();
  const [result, setResult] = useState<Result>();
  const [error, setError] = useState<ApiError>();
  const [skipErrors, setSkipErrors] = useState(false);
  const reading = useJob('reorganization.previewImport');
  const writing = useJob('reorganization.import');
  const inputOf = (picked: Picked, chosen: Choices): Input<'reorganization.previewImport'> => ({
    file: picked.handle,
    ...chosen,
    provinceCodes: chosen.provinceCodes ?? 'all',
  });

  // An answer about a file or choices that are no longer on the screen is dropped.
  const asked = useRef(0);
  const read = async (picked: Picked, chosen: Choices): Promise<void> => {
    setError(undefined);
    setPreview(undefined);
    setSkipErrors(false);
    const place = (asked.current += 1);
    if (reading.isRunning) reading.cancel();
    const answer = await reading.run(inputOf(picked, chosen), t.previewLabel, { quiet: true });
    if (place !== asked.current) return;
    if (answer.ok) setPreview(answer.value);
    else setError(answer.error);
  };
  const choose = (picked: Picked | undefined): void => {
    if (picked === undefined) return;
    const chosen = { ...choices, provinceCodes: null, on: dayInName(picked.name) ?? choices.on ?? today };
    setFile(picked);
    setChoices(chosen);
    void read(picked, chosen);
  };
  const change = (next: Choices): void => {
    setChoices(next);
    if (file !== undefined) void read(file, next);
  };
  const write = async (): Promise<void> => {
    if (file === undefined || preview === undefined) return;
    const { sha256 } = preview;
    const answer = await writing.run({ ...inputOf(file, choices), sha256, skipErrors }, t.running, { quiet: true });
    if (answer.ok) setResult(answer.value);
    else if (answer.error.code === 'CANCELLED') notifyInfo(t.cancelled);
    else setError(answer.error);
  };
  const again = (): void => {
    setFile(undefined);
    setPreview(undefined);
    setResult(undefined);
    setChoices(nothingChosen);
  };
  const readAgain = (): void => {
    if (file !== undefined) void read(file, choices);
  };
  return {
    ...{ file, choices, preview, result, error, skipErrors, reading, writing },
    ...{ choose, change, write, again, readAgain, setSkipErrors },
  };
}

function Body() {
  const t = useText().reorganizationImport;
  const work = useImport();
  const { file, choices, preview, result, error, reading, writing } = work;
  // The kind and the provinces of the file stay while it is read again.
  const last = useRef<ReorganizationPreview>(undefined);
  if (preview !== undefined) last.current = preview;
  else if (file === undefined) last.current = undefined;
  const step = result !== undefined ? 3 : writing.isRunning ? 2 : preview !== undefined ? 1 : 0;
  return (
    <div className="vm-import">
      <ImportSteps label={t.stepsLabel} steps={t.steps} current={step} />
      {result !== undefined ? (
        <Done result={result} onAgain={work.again} />
      ) : file === undefined ? (
        <ImportDrop title={t.choose} hint={t.drop} note={t.columns} onPicked={work.choose} />
      ) : (
        <>
          <div className="vm-import-head">
            <FileLine file={file} preview={preview} disabled={writing.isRunning} onPicked={work.choose} />
            <ImportChoices
              choices={choices}
              fileKind={last.current?.fileKind}
              provinces={last.current?.provinces ?? []}
              disabled={writing.isRunning}
              onChange={work.change}
            />
          </div>
          {error !== undefined && error.code !== 'CANCELLED' && (
            <div className="vm-import-error" role="alert">
              <StatusBadge meaning="red" label={errorText(error)} />
              <Button size="compact-xs" variant="default" onClick={work.readAgain}>
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
          {preview === undefined && error?.code === 'CANCELLED' && (
            <div className="vm-import-error">
              <Button variant="default" onClick={work.readAgain}>
                {t.previewAgain}
              </Button>
            </div>
          )}
          {preview !== undefined && <ImportGroups preview={preview} />}
          {preview !== undefined && (
            <Footer
              preview={preview}
              isBusy={writing.isRunning || reading.isRunning}
              skipErrors={work.skipErrors}
              onSkip={work.setSkipErrors}
              onRun={() => void work.write()}
            />
          )}
        </>
      )}
    </div>
  );
}

interface FileLineProps {
  file: Picked;
  preview: ReorganizationPreview | undefined;
  disabled: boolean;
  onPicked: (picked: Picked | undefined) => void;
}

function FileLine({ file, preview, disabled, onPicked }: FileLineProps) {
  const t = useText().reorganizationImport;
  return (
    <div className="vm-import-file">
      <strong>{file.name}</strong>
      {preview !== undefined && (
        <span className="vm-page-note">
          {t.fileNote(t.files[preview.fileKind], preview.rowCount, preview.encoding.toUpperCase())}
        </span>
      )}
      <Button size="compact-xs" variant="default" disabled={disabled} onClick={() => void pickTable().then(onPicked)}>
        {t.chooseOther}
      </Button>
    </div>
  );
}

interface FooterProps {
  preview: ReorganizationPreview;
  isBusy: boolean;
  skipErrors: boolean;
  onSkip: (skip: boolean) => void;
  onRun: () => void;
}

function Footer({ preview, isBusy, skipErrors, onSkip, onRun }: FooterProps) {
  const t = useText().reorganizationImport;
  const { errorCount, events } = preview;
  const eventCount = events.reduce((sum, row) => sum + row.count, 0);
  return (
    <footer className="vm-form-footer vm-import-footer">
      {eventCount === 0 && errorCount === 0 && <span role="status">{t.nothingToDo}</span>}
      {errorCount > 0 && eventCount > 0 && (
        <Checkbox
          size="xs"
          label={t.skipErrors(errorCount)}
          checked={skipErrors}
          disabled={isBusy}
          onChange={(event) => onSkip(event.currentTarget.checked)}
        />
      )}
      <Button
        className="vm-import-run"
        disabled={isBusy || eventCount === 0 || (errorCount > 0 && !skipErrors)}
        onClick={onRun}
      >
        {t.run(eventCount)}
      </Button>
    </footer>
  );
}

const shownResults = [
  ...(['events', 'policeEvents', 'created', 'changed', 'ended', 'same'] as const),
  ...(['skipped', 'splits', 'heirsUnknown', 'openUnits'] as const),
];

function Done({ result, onAgain }: { result: Result; onAgain: () => void }) {
  const t = useText().reorganizationImport;
  const shown = shownResults.map((key) => ({ label: t.result[key], value: showNumber(result[key]) }));
  // The tree is shown for the last day of the file if that lies ahead.
  const openTree = (): void => {
    const { today, setOn } = useViewDate.getState();
    const last = result.days.at(-1) ?? today;
    if (last > today) setOn(last);
    go('/units');
  };
  return (
    <div className="vm-import-done">
      <StatusBadge meaning="green" label={t.done} />
      <Facts items={shown} />
      <p>{t.next}</p>
      <div className="vm-form-buttons">
        <Button onClick={() => go('/reorganize')}>{t.toEvents}</Button>
        <Button variant="default" onClick={openTree}>
          {t.toTree}
        </Button>
        <Button variant="subtle" color="gray" onClick={onAgain}>
          {t.another}
        </Button>
      </div>
    </div>
  );
}
