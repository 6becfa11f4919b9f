import { useState } from 'react';
import { deviceContract } from '../../../db/api/contract/device.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { Page } from '../../ui/page.tsx';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import { Lines } from './lines.tsx';
import { readAgain } from './read-again.ts';
import { useSheet } from './sheet-store.ts';

const Form = deviceContract['authority.create'].input;

/** The office begins an exchange of its own; its secrets are shown once. No draft is kept. */
export function CreateAuthority({ onCreated }: { onCreated: () => void }) {
  const { create: t, title } = useText().device;
  const form = useAppForm(Form, { deviceName: '' });
  const place = useIssues(form);
  const { run, isRunning } = useCommand('authority.create');
  const [error, setError] = useState<ApiError>();
  const save = form.handleSubmit(async (input) => {
    const result = await run(input, { quiet: true });
    if (!result.ok) return place(result.error) ? undefined : setError(result.error);
    const { authoritySecret, paperKey, fingerprint } = result.value.paper;
    useSheet.getState().show({
      deviceName: input.deviceName,
      secrets: [
        { kind: 'authority', value: authoritySecret },
        { kind: 'paper', value: paperKey },
      ],
      fingerprint,
      done: t.done,
    });
    go('/devices', { replace: true });
    onCreated();
    readAgain();
  });
  return (
    <Page title={title}>
      <div className="vm-device-form">
        <FormPanel
          title={t.title}
          saveLabel={t.submit}
          onSave={save}
          onCancel={() => go('/devices')}
          isSaving={isRunning}
          error={error}
        >
          <Lines lines={t.text} />
          <TextField
            control={form.control}
            name="deviceName"
            label={t.deviceName}
            hint={t.deviceNameHint}
            required
            autoFocus
            maxLength={limits.name}
          />
        </FormPanel>
      </div>
    </Page>
  );
}
