import { useState } from 'react';
import type { ApiError } from '../../../db/api/errors.ts';
import type { Picked } from '../../bridge.ts';
import { errorText, useText } from '../../text/index.ts';
import { Panel } from '../../ui/page.tsx';
import { useCommand } from '../../use-api.ts';
import { CloseButton } from './device-detail.tsx';
import { FileDrop } from './file-drop.tsx';

/** Takes in what the authority says of this PC alone. */
export function TakeNotice({ onTaken, onClose }: { onTaken: () => void; onClose: () => void }) {
  const t = useText().device.notice;
  const { run } = useCommand('device.takeNotice');
  const [error, setError] = useState<ApiError>();
  const take = async (file: Picked): Promise<void> => {
    const result = await run({ file: file.handle }, { quiet: true, done: ({ state }) => t.done[state] });
    if (!result.ok) return setError(result.error);
    onTaken();
    onClose();
  };
  return (
    <Panel title={t.title} actions={<CloseButton onClose={onClose} />}>
      <div className="vm-device-parts">
        <p>{t.text}</p>
        <FileDrop title={t.drop} onPicked={(file) => void take(file)} />
        {error !== undefined && (
          <p className="vm-device-problem" role="alert">
            {errorText(error)}
          </p>
        )}
      </div>
    </Panel>
  );
}
