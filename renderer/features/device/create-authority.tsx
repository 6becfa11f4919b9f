import { Modal } from '@mantine/core';
import { useState } from 'react';
import { deviceContract } from '../../../db/api/contract/device.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { go } from '../../navigate.ts';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { Page } from '../../ui/page.tsx';
import { useAppForm, useIssues } from '../../ui/use-form.ts';
import { useCommand } from '../../use-api.ts';
import { readAgain } from './read-again.ts';
import { SecretSheet } from './secret-sheet.tsx';

const Form = deviceContract['authority.create'].input;

/** The office begins an exchange of its own; its secrets are shown once. No draft is kept. */
export function CreateAuthority({ onCreated }: { onCreated: () => void }) {
  const { create: t, sheet, title } = useText().device;
  const officeName = useSession((s) => s.officeName);
  const form = useAppForm(Form, { deviceName: '' });
  const place = useIssues(form);
  const { run, isRunning } = useCommand('authority.create');
  const [error, setError] = useState<ApiError>();
  const [made, setMade] = useState<Output<'authority.create'>['paper']>();
  const save = form.handleSubmit(async (input) => {
    const result = await run(input, { quiet: true });
    if (result.ok) return setMade(result.value.paper);
    if (!place(result.error)) setError(result.error);
  });
  const finish = (): void => {
    setMade(undefined);
    notifyDone(t.done);
    go('/devices', { replace: true });
    onCreated();
    readAgain();
  };
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
      <SheetDialog title={sheet.title} isOpen={made !== undefined}>
        {made !== undefined && (
          <SecretSheet
            officeName={officeName}
            deviceName={form.getValues('deviceName')}
            secrets={[
              { kind: 'authority', value: made.authoritySecret },
              { kind: 'paper', value: made.paperKey },
            ]}
            fingerprint={made.fingerprint}
            doneLabel={sheet.done}
            onDone={finish}
          />
        )}
      </SheetDialog>
    </Page>
  );
}

/** Sentences one below the other. */
export function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="vm-device-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Around a sheet that is shown once: no key and no press beside it closes it before it was put away. */
export function SheetDialog({
  title,
  isOpen,
  children,
}: {
  title: string;
  isOpen: boolean;
  children: React.ReactNode;
}) {
  return (
    <Modal
      opened={isOpen}
      onClose={() => {}}
      title={title}
      size="lg"
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      {children}
    </Modal>
  );
}
