import { Button } from '@mantine/core';
import { deliver, pickFile } from '../../api.ts';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { showBytes } from '../../text/show.ts';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { notifyDone, notifyError } from '../../ui/notify.ts';
import { Section } from '../../ui/page.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { useJob } from '../../use-api.ts';
import './backup.css';

/** Sao lưu, among what keeps the office safe. */
export default function BackupSection() {
  useKeptFocus();
  const t = useText().backup.create;
  const officeName = useSession((s) => s.officeName);
  const backup = useJob('backup.create');
  const start = async (): Promise<void> => {
    const [place] = await pickFile({ mode: 'save', name: t.fileName(officeName, new Date()) }).catch(() => {
      notifyError({ code: 'FOLDER_READ_ONLY', details: {} });
      return [];
    });
    if (place === undefined) return;
    const result = await backup.run({ target: place.handle }, t.label);
    if (!result.ok) return;
    await deliver(place);
    notifyDone(t.done(place.name, showBytes(result.value.byteCount)));
  };
  return (
    <Section level={2} title={t.title}>
      <p>{t.text}</p>
      <ul className="vm-backup-notes">
        {t.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {backup.job === undefined ? (
        <Button variant="default" disabled={backup.isRunning} onClick={() => void start()}>
          {t.start}
        </Button>
      ) : (
        <ProgressPanel job={backup.job} />
      )}
    </Section>
  );
}
