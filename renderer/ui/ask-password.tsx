import { Button } from '@mantine/core';
import { useState } from 'react';
import { z } from 'zod';
import type { ApiError } from '../../db/api/errors.ts';
import { errorText } from '../text/index.ts';
import { PasswordField } from './fields.tsx';
import { useAppForm } from './use-form.ts';
import './card.css';

const Form = z.strictObject({ password: z.string().min(1).max(200) });

interface AskPasswordProps {
  label: string;
  submitLabel: string;
  isRunning: boolean;
  /** Does what the password is asked for; an error is told here, and the field is ready for another try. */
  onSubmit: (input: { password: string }) => Promise<ApiError | undefined>;
}

/** Asks whoever is logged in for their own password once more, before something that cannot be taken back. */
export function AskPassword({ label, submitLabel, isRunning, onSubmit }: AskPasswordProps) {
  const form = useAppForm(Form, { password: '' });
  const [error, setError] = useState<ApiError>();
  const submit = form.handleSubmit(async (input) => {
    setError(undefined);
    const refused = await onSubmit(input);
    if (refused === undefined) return;
    setError(refused);
    form.resetField('password');
    form.setFocus('password');
  });
  return (
    <form className="vm-gate-form" noValidate onSubmit={(event) => void submit(event)}>
      <PasswordField control={form.control} name="password" label={label} kind="current-password" required autoFocus />
      {error !== undefined && (
        <p className="vm-gate-problem" role="alert">
          {errorText(error)}
        </p>
      )}
      <div className="vm-gate-buttons">
        <Button type="submit" loading={isRunning}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
