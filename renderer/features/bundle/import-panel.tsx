import { Button } from '@mantine/core';
import { useState } from 'react';
import type { BundleHead, TakenShown } from '../../../db/api/contract/bundle.ts';
import { useJobs } from '../../stores/jobs.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { errorText, useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { Panel } from '../../ui/page.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { chooseBundles } from './drop-zone.tsx';
import { ImportCards } from './import-cards.tsx';
import { addFiles, remove, retry, take, useImport } from './import-store.ts';
import { Order } from './order-line.tsx';
import { type Incoming, isRunning } from './queue.ts';
import { Receipt } from './receipt.tsx';
import { RefusedFiles } from './refused-files.tsx';
import { SecondWord } from './second-word.tsx';
import { ageOf, isNothingNew, isReceiptOnly, isUnanswered, numberOf } from './words.ts';

/** One file: being checked, what it would do, what it did. */
export function ImportPanel({ item }: { item: Incoming }) {
  const job = useJobs((s) => s.jobs.find(({ callId }) => callId === item.callId));
  const t = useText().bundle.import;
  const { head, shown, phase, name } = item;
  // When all are taken in one after another, most of them were not looked at before.
  const isUnseen = phase !== 'taking' || shown === undefined;
  const volumes = volumeNumbers(
    useImport((s) => s.items),
    item,
  );
  return (
    <Panel
      title={head === undefined ? name : <Route head={head} />}
      note={head && <HeadLine head={shown?.head ?? head} volumes={volumes} />}
    >
      <div className="vm-bundle-panel">
        {isRunning(item) && isUnseen && job !== undefined && <ProgressPanel job={job} />}
        {(phase === 'waiting' || phase === 'opened') && <p className="vm-page-note">{t.phases[phase]}</p>}
        {(phase === 'failed' || phase === 'cancelled') && <Failed item={item} />}
        {phase === 'taken' && shown !== undefined && <Receipt item={item} shown={shown} />}
        {(phase === 'ready' || phase === 'taking') && shown !== undefined && <Preview item={item} shown={shown} />}
      </div>
    </Panel>
  );
}

function Route({ head }: { head: BundleHead }) {
  return <>{useText().bundle.import.from(head.unitName, head.toUnitName)}</>;
}

/** Volumes of the same bundle on the list. */
const volumeNumbers = (items: readonly Incoming[], { head }: Incoming): number[] =>
  items.flatMap((item) => (item.head !== undefined && item.head.set === head?.set ? item.head.volume.k : []));

/** CAX Kim Sơn → Công an tỉnh · gói số 18 · tạo 3 ngày trước · chữ ký hợp lệ ✓ · 214 thay đổi */
function HeadLine({ head, volumes }: { head: BundleHead; volumes: readonly number[] }) {
  const t = useText();
  const words = t.bundle.import.head;
  const today = useViewDate((s) => s.today);
  const facts = [
    numberOf(t, head, volumes),
    words.made(ageOf(t, head.madeAtMs, today)),
    head.deviceName,
    words.ops(head.opCount),
    ...(head.fileCount > 0 ? [words.files(head.fileCount)] : []),
  ];
  return (
    <span className="vm-bundle-facts">
      <span title={showInstant(head.madeAtMs)}>{facts.join(' · ')}</span>
      <StatusBadge meaning="green" label={words.signed} isPlain />
    </span>
  );
}

/** What could not be done with this file, and the ways on. It stays on the list. */
function Failed({ item }: { item: Incoming }) {
  const t = useText().bundle.import;
  const { phase, error, key } = item;
  const isStopped = phase === 'cancelled';
  const isUnknown = error !== undefined && isUnanswered(error);
  return (
    <>
      <div className="vm-bundle-note" data-meaning={isStopped ? 'grey' : 'red'} role={isStopped ? 'status' : 'alert'}>
        <p>{isStopped || error === undefined ? t.cancelledHint : errorText(error)}</p>
        {!isStopped && !isUnknown && <p className="vm-page-note">{t.staysListed}</p>}
      </div>
      <div className="vm-bundle-buttons">
        <Button onClick={() => retry(key)}>{t.retry}</Button>
        <Button variant="default" onClick={() => void chooseBundles(true).then(addFiles)}>
          {t.chooseOther}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => remove(key)}>
          {t.cancel}
        </Button>
      </div>
    </>
  );
}

function Preview({ item, shown }: { item: Incoming; shown: TakenShown }) {
  const t = useText();
  const words = t.bundle.import;
  const [isAsking, setAsking] = useState(false);
  const job = useJobs((s) => s.jobs.find(({ callId }) => callId === item.callId));
  const isAgain = isNothingNew(shown);
  const begin = (): void => {
    if (shown.needsSecondWord) setAsking(true);
    else void take(item.key);
  };
  return (
    <>
      <Order shown={shown} />
      {item.error !== undefined && (
        <p className="vm-bundle-note" data-meaning="grey" role="status">
          {errorText(item.error)}
        </p>
      )}
      {isAgain || isReceiptOnly(shown) ? (
        <p className="vm-page-note">{isAgain ? words.nothingNewHint : words.receiptOnly}</p>
      ) : (
        <>
          <ImportCards shown={shown} />
          <RefusedFiles files={shown.refusedFiles} />
          {shown.needsSecondWord && (
            <p className="vm-bundle-note" data-meaning="amber">
              {words.removalsWarn(shown.removals)}
            </p>
          )}
        </>
      )}
      {isRunning(item) ? (
        <div className="vm-bundle-progress">{job !== undefined && <ProgressPanel job={job} />}</div>
      ) : isAgain ? (
        <div className="vm-bundle-buttons">
          <Button onClick={() => remove(item.key)}>{words.cancel}</Button>
          <Button variant="default" onClick={() => void chooseBundles(true).then(addFiles)}>
            {words.chooseOther}
          </Button>
        </div>
      ) : (
        <div className="vm-bundle-buttons">
          <Button onClick={begin}>{isReceiptOnly(shown) ? words.takeReceipt : words.take(shown.admitted)}</Button>
          <Button variant="default" onClick={() => remove(item.key)}>
            {words.cancel}
          </Button>
        </div>
      )}
      {isAsking && (
        <SecondWord
          unitName={shown.head.unitName}
          count={shown.removals}
          onConfirm={() => {
            setAsking(false);
            void take(item.key, true);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
