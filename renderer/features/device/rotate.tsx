import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { useText } from '../../text/index.ts';
import { FormPanel } from '../../ui/form-panel.tsx';
import { useCommand } from '../../use-api.ts';
import { secretLength, signsOf, typedSecret } from './groups.ts';
import { useSheet } from './sheet-store.ts';

interface RotateProps {
  status: Output<'device.status'>;
  onRotated: () => void;
  onClose: () => void;
}

/** New keys for the authority, by those this PC has or by those typed from the sheet; then the new sheet, once. */
export function Rotate({ status, onRotated, onClose }: RotateProps) {
  const { rotate: t } = useText().device;
  const [typed, setTyped] = useState('');
  const [isTold, setTold] = useState(false);
  const [error, setError] = useState<ApiError>();
  const { run, isRunning } = useCommand('authority.rotate');
  const count = signsOf(typed).length;
  const isShort = !status.isAuthority && count !== secretLength;
  const submit = async (): Promise<void> => {
    setTold(true);
    if (isShort) return;
    const result = await run(status.isAuthority ? {} : { authoritySecret: typedSecret(typed) }, { quiet: true });
    if (!result.ok) return setError(result.error);
    setTyped('');
    const { authoritySecret, fingerprint } = result.value.paper;
    useSheet.getState().show({
      deviceName: status.name,
      secrets: [{ kind: 'authority', value: authoritySecret }],
      fingerprint,
      done: t.done,
    });
    onRotated();
    onClose();
  };
  return (
    <FormPanel
      title={t.title}
      saveLabel={t.submit}
      onSave={submit}
      onCancel={onClose}
      isSaving={isRunning}
      error={error}
    >
      <p>{t.when}</p>
      <p>{t.text}</p>
      {!status.isAuthority && (
        <>
          <p className="vm-device-warning">{t.lost}</p>
          <Textarea
            classNames={{ input: 'vm-device-mono' }}
            label={t.secret}
            description={t.secretHint(count, secretLength)}
            withAsterisk
            value={typed}
            minRows={4}
            autosize
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            error={isTold && isShort ? t.secretShort : undefined}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setTold(false);
              setError(undefined);
            }}
          />
        </>
      )}
    </FormPanel>
  );
}
