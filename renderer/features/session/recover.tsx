import { Button } from '@mantine/core';
import { useState } from 'react';
import { passwordMinLength, sessionContract } from '../../../db/api/contract/session.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { useSession } from '../../stores/session.ts';
import { errorText, useText } from '../../text/index.ts';
import { Card } from '../../ui/card.tsx';
import { PasswordField, TextField } from '../../ui/fields.tsx';
import { differ, PasswordAgain, sameTwice } from '../../ui/new-password.ts';
import { useAppForm } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import { useWait, waitOf } from './login.tsx';

const Form = sessionContract['session.recover'].input
  .extend({ passwordAgain: PasswordAgain })
  .refine(sameTwice('newPassword'), differ);

/** A new password for someone who forgot theirs, by the code from the sealed envelope. */
export function Recover({ onBack }: { onBack: () => void }) {
  const t = useText().session;
  const enter = useSession((s) => s.enter);
  const form = useAppForm(Form, { code: '', login: '', newPassword: '', passwordAgain: '' });
  const { run, isRunning } = useCommand('session.recover');
  const [error, setError] = useState<ApiError>();
  const [wait, startWait] = useWait();
  const submit = form.handleSubmit(async ({ passwordAgain: _again, ...input }) => {
    setError(undefined);
    const result = await run(input, { quiet: true });
    if (result.ok) return enter(result.value);
    setError(result.error);
    startWait(waitOf(result.error));
  });
  const problem =
    wait > 0 ? t.enter.waiting(wait) : error !== undefined && waitOf(error) === 0 ? errorText(error) : undefined;
  return (
    <Card title={t.recover.title} intro={t.recover.intro} isWide>
      <form className="vm-gate-form" noValidate onSubmit={(event) => void submit(event)}>
        <TextField control={form.control} name="code" label={t.recover.code} hint={t.recover.codeHint} autoFocus />
        <TextField control={form.control} name="login" label={t.login} />
        <PasswordField
          control={form.control}
          name="newPassword"
          label={t.newPassword}
          hint={t.passwordHint(passwordMinLength)}
        />
        <PasswordField control={form.control} name="passwordAgain" label={t.passwordAgain} />
        {problem !== undefined && (
          <p className="vm-gate-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="vm-gate-buttons">
          <Button type="submit" loading={isRunning} disabled={wait > 0}>
            {wait > 0 ? t.enter.wait(wait) : t.recover.submit}
          </Button>
          <Button variant="subtle" color="gray" onClick={onBack}>
            {t.recover.back}
          </Button>
        </div>
      </form>
    </Card>
  );
}
