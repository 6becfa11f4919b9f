import { Button, TextInput } from '@mantine/core';
import { Check, CircleDashed, FileOutput, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import type { Picked } from '../../bridge.ts';
import { go } from '../../navigate.ts';
import { errorText, useText } from '../../text/index.ts';
import { Facts, Panel } from '../../ui/page.tsx';
import { useCommand } from '../../use-api.ts';
import { CloseButton } from './device-detail.tsx';
import { FileDrop } from './file-drop.tsx';
import { compareGroups, isSamePrint } from './groups.ts';

type Request = Output<'device.readRequest'>;

interface AdmitProps {
  onAdmitted: () => void;
  onClose: () => void;
}

/** A request: who asks; the number is typed as it is heard over the telephone, never shown beforehand; then the PC is let in. */
export function Admit({ onAdmitted, onClose }: AdmitProps) {
  const t = useText().device.admit;
  const [read, setRead] = useState<{ file: Picked; request: Request }>();
  const [isAdmitted, setAdmitted] = useState(false);
  const [error, setError] = useState<ApiError>();
  const reading = useCommand('device.readRequest');
  const open = async (file: Picked): Promise<void> => {
    const result = await reading.run({ file: file.handle }, { quiet: true });
    setError(result.ok ? undefined : result.error);
    if (result.ok) setRead({ file, request: result.value });
  };
  const again = (): void => {
    setRead(undefined);
    setAdmitted(false);
  };
  return (
    <Panel title={t.title} actions={<CloseButton onClose={onClose} />}>
      <div className="vm-device-parts">
        {read === undefined && (
          <>
            <p>{t.text}</p>
            <FileDrop title={t.drop} onPicked={(file) => void open(file)} />
            {error !== undefined && (
              <p className="vm-device-problem" role="alert">
                {errorText(error)}
              </p>
            )}
          </>
        )}
        {read !== undefined && !isAdmitted && (
          <Compare
            file={read.file}
            request={read.request}
            onAgain={again}
            onAdmitted={() => {
              setAdmitted(true);
              onAdmitted();
            }}
          />
        )}
        {read !== undefined && isAdmitted && <Admitted request={read.request} onAgain={again} />}
      </div>
    </Panel>
  );
}

interface CompareProps {
  file: Picked;
  request: Request;
  onAgain: () => void;
  onAdmitted: () => void;
}

function Compare({ file, request, onAgain, onAdmitted }: CompareProps) {
  const words = useText().device;
  const t = words.admit;
  const [heard, setHeard] = useState('');
  const [error, setError] = useState<ApiError>();
  const { run, isRunning } = useCommand('device.admit');
  const groups = compareGroups(heard, request.fingerprint);
  const isSame = isSamePrint(heard, request.fingerprint);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isSame) return;
    const result = await run({ file: file.handle, fingerprint: heard }, { quiet: true });
    if (result.ok) onAdmitted();
    else setError(result.error);
  };
  return (
    <form className="vm-device-parts" noValidate onSubmit={(event) => void submit(event)}>
      <Facts
        items={[
          { label: t.who, value: request.name },
          { label: t.unit, value: request.unitName },
        ]}
      />
      {request.kind === 'renew' && <p>{t.renew}</p>}
      {request.hasSparePaper && <p className="vm-device-warning">{t.sparePaper}</p>}
      <p>{t.call(request.unitName)}</p>
      <TextInput
        classNames={{ input: 'vm-device-heard' }}
        label={t.heard}
        description={t.heardHint}
        value={heard}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        autoFocus
        onChange={(event) => {
          setHeard(event.currentTarget.value);
          setError(undefined);
        }}
      />
      <ol className="vm-device-compare" aria-label={t.groups}>
        {groups.map(({ typed, state }, index) => (
          <li key={index} data-state={state}>
            <span className="vm-device-mono">{typed === '' ? '·····' : typed}</span>
            <span className="vm-device-verdict">
              {state === 'same' ? (
                <Check size="0.875rem" aria-hidden />
              ) : state === 'different' ? (
                <X size="0.875rem" aria-hidden />
              ) : (
                <CircleDashed size="0.875rem" aria-hidden />
              )}
              {t.group[state]}
            </span>
          </li>
        ))}
      </ol>
      <p role="status" className="vm-device-problem">
        {groups.some(({ state }) => state === 'different') && t.different}
      </p>
      {error !== undefined && (
        <p className="vm-device-problem" role="alert">
          {errorText(error)}
        </p>
      )}
      <div className="vm-device-save">
        <Button type="submit" disabled={!isSame} loading={isRunning}>
          {t.submit}
        </Button>
        <Button variant="subtle" color="gray" onClick={onAgain}>
          {words.file.another}
        </Button>
      </div>
    </form>
  );
}

function Admitted({ request, onAgain }: { request: Request; onAgain: () => void }) {
  const t = useText().device.admit;
  return (
    <>
      <p role="status" className="vm-device-saved">
        <Check size="1rem" aria-hidden />
        <span>{t.done(request.name, request.unitName)}</span>
      </p>
      <div>
        <h3 className="vm-device-heading">{t.nextTitle}</h3>
        <p>{t.next}</p>
      </div>
      <div className="vm-device-save">
        <Button
          leftSection={<FileOutput size="1rem" aria-hidden />}
          onClick={() => go(`/export/${request.unitId}`)}
          autoFocus
        >
          {t.export}
        </Button>
        <Button variant="default" onClick={onAgain}>
          {t.another}
        </Button>
      </div>
    </>
  );
}
