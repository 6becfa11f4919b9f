import { Button } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { pickFile } from '../../api.ts';
import { useSession } from '../../stores/session.ts';
import { errorText, useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { Card } from '../../ui/card.tsx';
import { notifyError } from '../../ui/notify.ts';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { useJob } from '../../use-api.ts';
import '../../ui/import-file.css';
import './backup.css';

/** First run out of a backup: the file, then the way in with one's own password. */
export default function RestoreOffice({ ways }: { ways: ReactNode }) {
  const t = useText().backup.restore;
  const restore = useJob('backup.restore');
  const [error, setError] = useState<ApiError>();
  const [made, setMade] = useState<Output<'backup.restore'>>();
  const start = async (): Promise<void> => {
    const [picked] = await pickFile({ mode: 'open', extensions: ['vmbackup'] }).catch(() => {
      notifyError({ code: 'FILE_NOT_FOUND', details: {} });
      return [];
    });
    if (picked === undefined) return;
    setError(undefined);
    const result = await restore.run({ file: picked.handle }, t.label, { quiet: true });
    if (result.ok) setMade(result.value);
    else if (result.error.code !== 'CANCELLED') setError(result.error);
  };
  if (made !== undefined) {
    return (
      <Card title={t.doneTitle} isWide>
        <p>{t.done(made.officeName, showInstant(made.madeAtMs))}</p>
        <p>{t.doneNext}</p>
        <div className="vm-gate-buttons">
          <Button autoFocus onClick={() => void useSession.getState().refresh()}>
            {t.enter}
          </Button>
        </div>
      </Card>
    );
  }
  return (
    <Card top={ways} title={t.title} intro={t.intro} isWide>
      {restore.job === undefined ? (
        <button
          type="button"
          className="vm-import-drop vm-backup-drop"
          disabled={restore.isRunning}
          onClick={() => void start()}
        >
          <FileUp size="2rem" strokeWidth={1.5} aria-hidden />
          <strong>{t.choose}</strong>
          <span>{t.hint}</span>
        </button>
      ) : (
        <ProgressPanel job={restore.job} />
      )}
      {error !== undefined && (
        <p className="vm-gate-problem" role="alert">
          {errorText(error)}
        </p>
      )}
    </Card>
  );
}
