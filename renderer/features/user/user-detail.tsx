import { Button, Modal } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { passwordMinLength, sessionContract, type User } from '../../../db/api/contract/session.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { useSession } from '../../stores/session.ts';
import { errorText, useText } from '../../text/index.ts';
import { FieldRow, FlagField, PasswordField, SelectField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import { roleChoices } from './role-choices.ts';
import { UnitField } from './unit-field.tsx';

const Form = sessionContract['user.update'].input;

interface UserDetailProps {
  user: User;
  onClose: () => void;
  onSaved: () => void;
}

/** An account: its words, its role, whether it may log in, and a new password. */
export function UserDetail({ user, onClose, onSaved }: UserDetailProps) {
  const t = useText();
  const own = useSession((s) => s.session?.user.id === user.id);
  const { login, ...values } = user;
  const form = useAppForm(Form, values);
  const { run, isRunning } = useCommand('user.update');
  const [error, setError] = useState<ApiError>();
  const [isSetting, setSetting] = useState(false);
  const place = useIssues(form);
  const role = form.watch('role');

  const save = form.handleSubmit(async (input) => {
    const result = await run(input, { quiet: true, done: t.common.saved });
    if (!result.ok) return place(result.error) ? setError(undefined) : setError(result.error);
    setError(undefined);
    onSaved();
    if (own) await useSession.getState().refresh();
  });
  return (
    <>
      <FormPanel
        title={own ? `${user.name} (${t.user.you})` : user.name}
        onSave={save}
        onCancel={onClose}
        isSaving={isRunning}
        error={error}
      >
        <p className="vm-page-note">
          {t.user.login}: {login}
        </p>
        <FieldRow>
          <TextField control={form.control} name="name" label={t.user.name} required maxLength={limits.person} />
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
        <FlagField control={form.control} name="isActive" label={t.user.isActive} hint={t.user.isActiveHint} />
        <div>
          <Button variant="default" leftSection={<KeyRound size="1rem" aria-hidden />} onClick={() => setSetting(true)}>
            {t.user.setPassword}
          </Button>
        </div>
      </FormPanel>
      <Modal
        opened={isSetting}
        onClose={() => setSetting(false)}
        title={t.user.setPassword}
        size="sm"
        closeButtonProps={{ 'aria-label': t.common.actions.close }}
      >
        <SetPassword
          id={user.id}
          onDone={() => {
            setSetting(false);
            onSaved();
          }}
        />
      </Modal>
    </>
  );
}

function SetPassword({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText();
  const form = useAppForm(sessionContract['user.setPassword'].input, { id, newPassword: '' });
  const { run, isRunning } = useCommand('user.setPassword');
  const [error, setError] = useState<ApiError>();
  const submit = form.handleSubmit(async (input) => {
    const result = await run(input, { quiet: true, done: t.user.setPasswordDone });
    if (result.ok) onDone();
    else setError(result.error);
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <PasswordField
        control={form.control}
        name="newPassword"
        label={t.session.newPassword}
        hint={t.session.passwordHint(passwordMinLength)}
        required
        autoFocus
      />
      {error !== undefined && (
        <p className="vm-form-error" role="alert">
          {errorText(error)}
        </p>
      )}
      <div className="vm-dialog-buttons">
        <Button type="submit" loading={isRunning}>
          {t.user.setPassword}
        </Button>
      </div>
    </form>
  );
}
