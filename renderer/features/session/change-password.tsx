import { Button } from '@mantine/core';
import { useState } from 'react';
import { passwordMinLength, sessionContract } from '../../../db/api/contract/session.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { errorText, useText } from '../../text/index.ts';
import { PasswordField } from '../../ui/fields.tsx';
import { differ, PasswordAgain, sameTwice } from '../../ui/new-password.ts';
import { useAppForm } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import '../../ui/card.css';

const Form = sessionContract['session.changePassword'].input
  .extend({ passwordAgain: PasswordAgain })
  .refine(sameTwice('newPassword'), differ);

/** Another password for whoever is logged in. */
export default function ChangePassword({ onDone }: { onDone: () => void }) {
  const t = useText().session;
  const form = useAppForm(Form, { oldPassword: '', newPassword: '', passwordAgain: '' });
  const { run, isRunning } = useCommand('session.changePassword');
  const [error, setError] = useState<ApiError>();
  const submit = form.handleSubmit(async ({ passwordAgain: _again, ...input }) => {
    const result = await run(input, { quiet: true, done: t.changePassword.done });
    if (result.ok) return onDone();
    setError(result.error);
  });
  return (
    <form className="vm-gate-form" noValidate onSubmit={(event) => void submit(event)}>
      <PasswordField
        control={form.control}
        name="oldPassword"
        label={t.oldPassword}
        kind="current-password"
        autoFocus
      />
      <PasswordField
        control={form.control}
        name="newPassword"
        label={t.newPassword}
        hint={t.passwordHint(passwordMinLength)}
      />
      <PasswordField control={form.control} name="passwordAgain" label={t.passwordAgain} />
      {error !== undefined && (
        <p className="vm-gate-problem" role="alert">
          {errorText(error)}
        </p>
      )}
      <div className="vm-gate-buttons">
        <Button type="submit" loading={isRunning}>
          {t.changePassword.submit}
        </Button>
      </div>
    </form>
  );
}
