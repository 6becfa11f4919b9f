import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { workers } from '../../../db/api/define.ts';
import { onEvent, pickFile } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { go } from '../../navigate.ts';
import { offerFiles } from '../../stores/incoming-files.ts';
import { useMayFor } from '../../stores/may.ts';
import { useText } from '../../text/index.ts';
import { dropBundles } from './drop-zone.tsx';
import '../../ui/form-panel.css';
import './bundle.css';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

const take = (files: readonly Picked[]): void => {
  if (files.length === 0) return;
  offerFiles(files);
  go('/import');
};

/** A bundle opened in the file manager, before the program was there or now. */
function useOpenedOutside(may: boolean): void {
  useEffect(() => {
    if (!may) return;
    const ask = (): void => void pickFile({ mode: 'opened' }).then(take, () => {});
    ask();
    return onEvent((event) => {
      if (event.type === 'offered') ask();
    });
  }, [may]);
}

/** Bundle files dropped anywhere on the window lead to the import; places with a drop of their own keep theirs. */
export default function DropAnywhere() {
  const t = useText().bundle.import;
  const [isOver, setOver] = useState(false);
  const may = useMayFor(workers);
  useOpenedOutside(may);
  useEffect(() => {
    if (!may) return;
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (event.defaultPrevented || !carriesFiles(event)) return;
      event.preventDefault();
      void dropBundles([...(event.dataTransfer?.files ?? [])]).then(take);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [may]);
  if (!isOver) return null;
  return (
    <div className="vm-bundle-over">
      <p>
        <FileDown size="1.25rem" aria-hidden /> {t.dropAnywhere}
      </p>
    </div>
  );
}
