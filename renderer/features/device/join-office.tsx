import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { deviceContract } from '../../../db/api/contract/device.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import type { Picked } from '../../bridge.ts';
import { errorText, useText } from '../../text/index.ts';
import { Card } from '../../ui/card.tsx';
import { useCommand } from '../../use-api.ts';
import { FileDrop } from './file-drop.tsx';
import { JoinMade } from './join-made.tsx';
import { CodeStep, type Seat, UserStep } from './join-steps.tsx';
import type { Invitation, Joined } from './join-types.ts';
import './device.css';

type User = z.input<(typeof deviceContract)['office.join']['input']>['user'];

type Step = 'file' | 'code' | 'user';

/** First run by an invitation: the file, the code with the PC's name, the first user; then what has to be written down and sent back. */
export default function JoinOffice({ ways }: { ways: ReactNode }) {
  const t = useText().device.join;
  const [step, setStep] = useState<Step>('file');
  const [picked, setPicked] = useState<Picked>();
  const [invitation, setInvitation] = useState<Invitation>();
  const [seat, setSeat] = useState<Seat>({ code: '', deviceName: '' });
  const hasSeat = seat.code !== '';
  const [made, setMade] = useState<Joined>();
  const [error, setError] = useState<ApiError>();
  const join = useCommand('office.join');

  const finish = async (user: User): Promise<void> => {
    if (picked === undefined) return;
    setError(undefined);
    const result = await join.run({ file: picked.handle, ...seat, user }, { quiet: true });
    if (result.ok) return setMade(result.value);
    setError(result.error);
    if (result.error.code === 'JOIN_CODE_WRONG') setStep('code');
  };
  if (made !== undefined) return <JoinMade made={made} deviceName={seat.deviceName} />;
  return (
    <Card top={ways} title={t.title} {...(step === 'file' ? { intro: t.intro } : {})} isWide>
      <ol className="vm-gate-steps">
        {(['file', 'code', 'user'] as const).map((name, index) => (
          <li key={name} aria-current={name === step ? 'step' : undefined}>
            <span>{index + 1}</span>
            {t.steps[name]}
          </li>
        ))}
      </ol>
      {step === 'file' && (
        <FileStep
          onRead={(file, read) => {
            setPicked(file);
            setSeat((old) => ({ ...old, code: '' }));
            setInvitation(read);
            setError(undefined);
            setStep('code');
          }}
        />
      )}
      {step === 'code' && invitation !== undefined && (
        <CodeStep
          invitation={invitation}
          before={seat}
          refusal={error?.code === 'JOIN_CODE_WRONG' ? errorText(error) : undefined}
          onBack={() => setStep('file')}
          onNext={(next) => {
            setSeat(next);
            setError(undefined);
            setStep('user');
          }}
        />
      )}
      {hasSeat && (
        // Kept while the code is put right: nobody types their name and password twice.
        <div hidden={step !== 'user'}>
          <UserStep
            error={error}
            isRunning={join.isRunning}
            onBack={() => setStep('code')}
            onSubmit={(user) => void finish(user)}
          />
        </div>
      )}
    </Card>
  );
}

function FileStep({ onRead }: { onRead: (file: Picked, invitation: Invitation) => void }) {
  const t = useText().device.join;
  const reading = useCommand('office.readInvitation');
  const [error, setError] = useState<ApiError>();
  const read = async (picked: Picked): Promise<void> => {
    const result = await reading.run({ file: picked.handle }, { quiet: true });
    if (result.ok) onRead(picked, result.value);
    else setError(result.error);
  };
  return (
    <div className="vm-device-parts">
      <FileDrop title={t.drop} onPicked={(picked) => void read(picked)} />
      {error !== undefined && (
        <p className="vm-gate-problem" role="alert">
          {errorText(error)}
        </p>
      )}
    </div>
  );
}
