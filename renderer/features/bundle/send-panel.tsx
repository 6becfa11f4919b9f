import { Button, Checkbox } from '@mantine/core';
import { CircleCheckBig, Usb } from 'lucide-react';
import { useState } from 'react';
import { writesInPlace } from '../../api.ts';
import { useJobs } from '../../stores/jobs.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showBytes, showInstant, showNumber } from '../../text/show.ts';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { clear, forget, prepare, type Receiver, resume, type Sending, useExport, write } from './export-store.ts';
import { PlainTable } from './kind-table.tsx';
import { lastOf } from './receiver-list.tsx';
import { isDue, kindName, sendErrorText } from './words.ts';

/** One receiver: what waits for it, and its bundle from being prepared to lying on the stick. */
export function SendPanel({ receiver }: { receiver: Receiver }) {
  const t = useText().bundle;
  const sending = useExport((s) => s.sendings[receiver.unitId]);
  return (
    <Panel title={receiver.unitName} note={t.relations[receiver.relation]}>
      <div className="vm-bundle-panel">
        {sending === undefined ? (
          <Before receiver={receiver} />
        ) : sending.phase === 'written' ? (
          <Written sending={sending} receiver={receiver} />
        ) : (
          <UnderWay sending={sending} receiver={receiver} />
        )}
      </div>
    </Panel>
  );
}

/** What would go, before anything is made. */
function Before({ receiver }: { receiver: Receiver }) {
  const t = useText();
  const words = t.bundle.export;
  const today = useViewDate((s) => s.today);
  const [isFull, setFull] = useState(false);
  const { opCount, byteCount, days, deviceCount, isTooMuch, prepared } = receiver;
  return (
    <>
      {prepared !== null && (
        <div className="vm-bundle-note" data-meaning="blue" role="status">
          <p>{words.found(prepared.number, showInstant(prepared.madeAtMs))}</p>
          <div className="vm-bundle-buttons">
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                resume(receiver);
                void write(receiver.unitId);
              }}
            >
              {words.write}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              title={words.forgetHint}
              onClick={() => {
                resume(receiver);
                void forget(receiver.unitId);
              }}
            >
              {words.forget}
            </Button>
          </div>
        </div>
      )}
      <Facts
        items={[
          { label: words.facts.ops, value: t.bundle.changes(opCount) },
          { label: words.facts.size, value: showBytes(byteCount) },
          { label: words.facts.days, value: opCount === 0 ? '' : words.days(days) },
          { label: words.facts.pcs, value: showNumber(deviceCount) },
          { label: words.facts.last, value: lastOf(t, receiver, today) },
        ]}
      />
      {opCount === 0 && <p>{reasonOf(words, receiver)}</p>}
      {isTooMuch && (
        <p className="vm-bundle-note" data-meaning="amber">
          {words.tooMuch}
        </p>
      )}
      <Checkbox
        label={words.full}
        description={words.fullHint}
        checked={isFull}
        onChange={(event) => setFull(event.currentTarget.checked)}
      />
      <div className="vm-bundle-buttons">
        <Button
          variant={isDue(receiver) || isFull ? 'filled' : 'default'}
          onClick={() => void prepare(receiver, isFull)}
        >
          {opCount > 0 || isFull ? words.prepare : words.prepareReceipt}
        </Button>
      </div>
    </>
  );
}

/** What a bundle without changes is good for, or that none is needed. */
function reasonOf(words: Text['bundle']['export'], receiver: Receiver): string {
  const { fileCount, documentCount, isReceiptDue } = receiver;
  if (fileCount > 0) return words.onlyFiles(fileCount);
  if (documentCount > 0) return words.onlyDocuments;
  return isReceiptDue ? words.onlyReceipt : words.nothing;
}

/** Being prepared, ready, being written, or stopped on the way. */
function UnderWay({ sending, receiver }: { sending: Sending; receiver: Receiver }) {
  const t = useText();
  const words = t.bundle.export;
  const job = useJobs((s) => s.jobs.find(({ callId }) => callId === sending.callId));
  const { phase, bundle, error, unitId } = sending;
  const isBusy = phase === 'preparing' || phase === 'writing';
  return (
    <>
      {bundle !== undefined && <Contents bundle={bundle} />}
      {phase === 'cancelled' && (
        <p className="vm-bundle-note" data-meaning="grey" role="status">
          {words.cancelled}
        </p>
      )}
      {phase === 'failed' && error !== undefined && (
        <p className="vm-bundle-note" data-meaning="red" role="alert">
          {sendErrorText(t, error)}
        </p>
      )}
      {isBusy ? (
        <div className="vm-bundle-progress">{job !== undefined && <ProgressPanel job={job} />}</div>
      ) : (
        <div className="vm-bundle-buttons">
          {bundle !== undefined ? (
            <Button leftSection={<Usb size="1rem" aria-hidden />} onClick={() => void write(unitId)} data-next>
              {phase === 'prepared' ? words.write : words.writeAgain}
            </Button>
          ) : (
            <Button onClick={() => void prepare(receiver, false)}>{words.prepare}</Button>
          )}
          <Button
            variant="default"
            title={words.forgetHint}
            onClick={() => (bundle === undefined ? clear(unitId) : void forget(unitId))}
          >
            {words.forget}
          </Button>
        </div>
      )}
    </>
  );
}

/** "What will go" by kind of record. */
function Contents({ bundle }: { bundle: NonNullable<Sending['bundle']> }) {
  const t = useText();
  const words = t.bundle.export;
  const { number, opCount, fileCount, entities, fileName } = bundle;
  return (
    <Section title={words.prepared(number)}>
      <p className="vm-page-note" role="status">
        {opCount + fileCount === 0 ? words.receiptOnly : words.preparedNote(opCount, fileCount)} · {fileName}
      </p>
      {entities.length > 0 && (
        <PlainTable
          label={t.bundle.kinds.label}
          headers={[t.bundle.kinds.kind, t.bundle.kinds.count]}
          rows={entities.map(({ entity, count }) => ({
            key: entity,
            cells: [kindName(t, entity), showNumber(count)],
          }))}
        />
      )}
    </Section>
  );
}

/** The end, in big calm words: what is there, that it is right, and what to do now. */
function Written({ sending, receiver }: { sending: Sending; receiver: Receiver }) {
  const words = useText().bundle.export;
  const { fileNames = [], byteCount = 0, unitName, unitId } = sending;
  return (
    <div className="vm-bundle-done" role="status">
      <CircleCheckBig size="2rem" strokeWidth={1.75} aria-hidden />
      <h3>{writesInPlace ? words.mayPull : words.savedInBrowser}</h3>
      <ul>
        {fileNames.map((name) => (
          <li key={name}>
            <strong>{name}</strong>
          </li>
        ))}
      </ul>
      <StatusBadge meaning="green" label={`${words.saved} (${showBytes(byteCount)})`} />
      {fileNames.length > 1 && <p>{words.volumes(fileNames.length)}</p>}
      {!writesInPlace && <p>{words.pullInBrowser}</p>}
      <p>{receiver.relation === 'own' ? words.nextOwn : words.next(unitName)}</p>
      <p className="vm-page-note">{words.keep}</p>
      <div className="vm-bundle-buttons">
        <Button variant="default" onClick={() => clear(unitId)} data-next>
          {words.finished}
        </Button>
      </div>
    </div>
  );
}
