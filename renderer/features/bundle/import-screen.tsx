import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { takeFiles, useIncomingFiles } from '../../stores/incoming-files.ts';
import { useText } from '../../text/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { BundleLinks } from './bundle-links.tsx';
import { chooseBundles, DropZone } from './drop-zone.tsx';
import { FoundNote } from './found-note.tsx';
import { ImportPanel } from './import-panel.tsx';
import { ImportQueue } from './import-queue.tsx';
import { addFiles, takeAll, useImport } from './import-store.ts';
import { Joined } from './joined.tsx';
import { countTakeable, isRunning } from './queue.ts';
import '../../ui/form-panel.css';
import './bundle.css';

/** Nhập gói: files are checked, looked at, taken in one by one; nothing changes before it is confirmed. */
export default function ImportScreen() {
  useKeptFocus();
  const t = useText().bundle.import;
  const hasItems = useImport((s) => s.items.length > 0);
  const add = hasItems && (
    <Button
      variant="default"
      leftSection={<Plus size="1rem" aria-hidden />}
      onClick={() => void chooseBundles(true).then(addFiles)}
    >
      {t.more}
    </Button>
  );
  return (
    <Page
      title={t.title}
      actions={
        <>
          {add}
          <BundleLinks />
        </>
      }
    >
      <Joined states={['waiting']}>{({ state }) => <Body isWaiting={state === 'waiting'} />}</Joined>
    </Page>
  );
}

/** Files handed over from elsewhere come onto the list as soon as the screen is there. */
function useHandedOver(): void {
  const files = useIncomingFiles((s) => s.files);
  useEffect(() => {
    if (files.length > 0) addFiles(takeFiles());
  }, [files]);
}

function Body({ isWaiting }: { isWaiting: boolean }) {
  const t = useText().bundle.import;
  useHandedOver();
  const items = useImport((s) => s.items);
  const chosen = useImport((s) => s.items.find(({ key }) => key === s.chosen));
  return (
    <div className="vm-bundle-import">
      {isWaiting && (
        <p className="vm-bundle-note" data-meaning="blue">
          {t.waitingForCertificate}
        </p>
      )}
      <FoundNote />
      {items.length === 0 ? (
        <DropZone title={t.choose} hint={t.drop} note={t.dropNote} multiple onFiles={addFiles} />
      ) : (
        <div className="vm-bundle-work">
          <SplitView
            name="import"
            defaultPercent={30}
            list={<Queue />}
            detail={chosen !== undefined && <ImportPanel key={chosen.key} item={chosen} />}
          />
        </div>
      )}
    </div>
  );
}

function Queue() {
  const t = useText().bundle.import;
  const { items, isTakingAll } = useImport();
  const [isAsking, setAsking] = useState(false);
  const count = countTakeable(items);
  const mayTakeAll = count > 1 && !isTakingAll && !items.some(isRunning);
  return (
    <div className="vm-bundle-queue">
      <ImportQueue />
      {count > 1 && (
        <footer className="vm-form-footer">
          <Button variant="default" disabled={!mayTakeAll} onClick={() => setAsking(true)}>
            {t.takeAll(count)}
          </Button>
        </footer>
      )}
      <ConfirmDialog
        opened={isAsking}
        title={t.takeAllTitle}
        confirmLabel={t.takeAll(count)}
        onConfirm={() => {
          setAsking(false);
          void takeAll();
        }}
        onClose={() => setAsking(false)}
      >
        {t.takeAllText(count)}
      </ConfirmDialog>
    </div>
  );
}
