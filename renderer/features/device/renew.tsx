import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { useText } from '../../text/index.ts';
import { FormPanel } from '../../ui/form-panel.tsx';
import { Panel } from '../../ui/page.tsx';
import { useCommand } from '../../use-api.ts';
import { CloseButton } from './device-detail.tsx';
import { RequestParts } from './request-parts.tsx';
import { useSheet } from './sheet-store.ts';

/** New keys for this PC: a request that the authority admits like one to join. */
export function Renew({ deviceName, onClose }: { deviceName: string; onClose: () => void }) {
  const t = useText().device.renew;
  const [hasNewPaper, setNewPaper] = useState(false);
  const [made, setMade] = useState<Output<'device.renew'>>();
  const [error, setError] = useState<ApiError>();
  const { run, isRunning } = useCommand('device.renew');
  const submit = async (): Promise<void> => {
    const result = await run({ hasNewPaper }, { quiet: true });
    if (!result.ok) return setError(result.error);
    const { paperKey } = result.value;
    // The secret goes to the sheet and stays nowhere else.
    setMade({ ...result.value, paperKey: null });
    if (paperKey !== null)
      useSheet.getState().show({ deviceName, secrets: [{ kind: 'paper', value: paperKey }], done: t.done });
  };
  if (made !== undefined)
    return (
      <Panel title={t.action} actions={<CloseButton onClose={onClose} />}>
        <RequestParts file={made.file} fileName={made.fileName} fingerprint={made.fingerprint} next={t.next} />
      </Panel>
    );
  return (
    <FormPanel
      title={t.action}
      saveLabel={t.submit}
      onSave={submit}
      onCancel={onClose}
      isSaving={isRunning}
      error={error}
    >
      <p>{t.text}</p>
      <Checkbox
        label={t.paper}
        description={t.paperHint}
        checked={hasNewPaper}
        onChange={(event) => setNewPaper(event.currentTarget.checked)}
      />
    </FormPanel>
  );
}
