import { useState } from 'react';
import { passwordMinLength, sessionContract } from '../../../db/api/contract/session.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { useText } from '../../text/index.ts';
import { FieldRow, PasswordField, SelectField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { beginAgain, useAppForm, useIssues } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import { roleChoices } from './role-choices.ts';
import { UnitField } from './unit-field.tsx';

const Form = sessionContract['user.create'].input;
const empty = { login: '', name: '', position: '', password: '', role: 'clerk' as const, unitId: null };

interface NewUserProps {
  onClose: () => void;
  onCreated: () => void;
  onOpen: (id: string) => void;
}

/** A new account. No draft is kept: it would hold a password. */
export function NewUser({ onClose, onCreated, onOpen }: NewUserProps) {
  const t = useText();
  const form = useAppForm(Form, empty);
  const { run, isRunning } = useCommand('user.create');
  const [error, setError] = useState<ApiError>();
  const place = useIssues(form);
  const role = form.watch('role');

  const save = (isNext: boolean) =>
    form.handleSubmit(async (input) => {
      const result = await run(input, { quiet: true, done: t.user.created(input.name) });
      if (!result.ok) return place(result.error) ? setError(undefined) : setError(result.error);
      setError(undefined);
      if (!isNext) return onOpen(result.value.id);
      onCreated();
      beginAgain(form, { ...empty, role: input.role }, 'name');
    });
  return (
    <FormPanel
      title={t.user.create}
      onSave={save(false)}
      onSaveAndNext={save(true)}
      onCancel={onClose}
      isSaving={isRunning}
      error={error}
    >
      <FieldRow>
        <TextField
          control={form.control}
          name="name"
          label={t.user.name}
          required
          autoFocus
          maxLength={limits.person}
        />
        <TextField control={form.control} name="position" label={t.user.position} maxLength={limits.position} />
      </FieldRow>
      <SelectField
        control={form.control}
        name="role"
        label={t.user.role}
        choices={roleChoices(t)}
        hint={t.user.roleHints[role]}
        required
      />
      <UnitField control={form.control} name="unitId" />
      <FieldRow>
        <TextField
          control={form.control}
          name="login"
          label={t.user.login}
          hint={t.user.loginHint}
          required
          maxLength={40}
        />
        <PasswordField
          control={form.control}
          name="password"
          label={t.user.password}
          hint={t.session.passwordHint(passwordMinLength)}
          required
        />
      </FieldRow>
    </FormPanel>
  );
}
