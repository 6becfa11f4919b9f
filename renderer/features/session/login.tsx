import { Anchor, Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { sessionContract } from '../../../db/api/contract/session.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { useSession } from '../../stores/session.ts';
import { errorText, useText } from '../../text/index.ts';
import { Card } from '../../ui/card.tsx';
import { PasswordField, TextField } from '../../ui/fields.tsx';
import { useAppForm } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';

/** Seconds that the host makes us wait after wrong attempts, counted down. */
export function useWait(): [seconds: number, start: (seconds: number) => void] {
  const [endMs, setEndMs] = useState(0);
  const [nowMs, setNowMs] = useState(0);
  useEffect(() => {
    if (endMs === 0) return;
    const timer = setInterval(() => setNowMs(Date.now()), 250);
    return () => clearInterval(timer);
  }, [endMs]);
  const start = (seconds: number): void => {
    setNowMs(Date.now());
    setEndMs(Date.now() + seconds * 1000);
  };
  return [Math.max(0, Math.ceil((endMs - nowMs) / 1000)), start];
}

/** Seconds to wait that an error speaks of. */
export function waitOf(error: ApiError): number {
  const isWait = error.code === 'LOGIN_WRONG' || error.code === 'LOGIN_WAIT' || error.code === 'RECOVERY_CODE_WRONG';
  return isWait ? error.details.waitSeconds : 0;
}

/** Log in; also what a locked window shows. */
export function Login({ onForgotten }: { onForgotten: () => void }) {
  const t = useText().session;
  const { officeName, enter } = useSession();
  const form = useAppForm(sessionContract['session.login'].input, { login: '', password: '' });
  const { run, isRunning } = useCommand('session.login');
  const [error, setError] = useState<ApiError>();
  const [wait, startWait] = useWait();

  const submit = form.handleSubmit(async (input) => {
    setError(undefined);
    const result = await run(input, { quiet: true });
    if (result.ok) return enter(result.value);
    setError(result.error);
    startWait(waitOf(result.error));
    form.resetField('password');
    form.setFocus('password');
  });
  const problem =
    wait > 0 ? t.enter.waiting(wait) : error !== undefined && waitOf(error) === 0 ? errorText(error) : undefined;
  return (
    <Card title={officeName === '' ? t.enter.title : officeName} intro={t.enter.locked}>
      <form className="vm-gate-form" noValidate onSubmit={(event) => void submit(event)}>
        <TextField control={form.control} name="login" label={t.login} autoFocus />
        <PasswordField control={form.control} name="password" label={t.password} kind="current-password" />
        {problem !== undefined && (
          <p className="vm-gate-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="vm-gate-buttons">
          <Button type="submit" loading={isRunning} disabled={wait > 0}>
            {wait > 0 ? t.enter.wait(wait) : t.enter.submit}
          </Button>
          <Anchor component="button" type="button" size="sm" ms="auto" onClick={onForgotten}>
            {t.enter.forgotten}
          </Anchor>
        </div>
      </form>
    </Card>
  );
}
