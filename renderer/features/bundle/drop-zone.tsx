import { FileUp } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { pickFile } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { text } from '../../text/index.ts';
import { notifyError, notifyInfo } from '../../ui/notify.ts';
import '../../ui/import-file.css';
import { isBundleName } from './queue.ts';

/** Asks the host for bundle files. */
export async function chooseBundles(multiple: boolean): Promise<readonly Picked[]> {
  return bundlesOf(await pickFile({ mode: 'open', extensions: ['goi'], multiple }).catch(noFile));
}

/** Hands in what was dropped; whatever is no bundle by its name is told and left out. */
export async function dropBundles(files: readonly File[]): Promise<readonly Picked[]> {
  const picked: Picked[] = [];
  tellOthers(files.filter(({ name }) => !isBundleName(name)).map(({ name }) => name));
  for (const file of files.filter(({ name }) => isBundleName(name)))
    picked.push(...(await pickFile({ mode: 'open', extensions: ['goi'], file }).catch(noFile)));
  return picked;
}

function noFile(): Picked[] {
  notifyError({ code: 'FILE_NOT_FOUND', details: {} });
  return [];
}

/** A dialog lets people type any name. */
function bundlesOf(files: readonly Picked[]): Picked[] {
  tellOthers(files.filter(({ name }) => !isBundleName(name)).map(({ name }) => name));
  return files.filter(({ name }) => isBundleName(name));
}

function tellOthers(names: readonly string[]): void {
  if (names.length > 0) notifyInfo(text().bundle.import.notBundles(names.join(', ')));
}

interface DropZoneProps {
  title: string;
  hint: string;
  note: string;
  multiple: boolean;
  onFiles: (files: readonly Picked[]) => void;
}

/** The place to choose bundle files, or to drop them on. */
export function DropZone({ title, hint, note, multiple, onFiles }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    void dropBundles(multiple ? files : files.slice(0, 1)).then(onFiles);
  };
  return (
    <div className="vm-import-choose">
      <button
        type="button"
        className="vm-import-drop"
        data-over={isOver || undefined}
        onClick={() => void chooseBundles(multiple).then(onFiles)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp size={32} strokeWidth={1.5} aria-hidden />
        <strong>{title}</strong>
        <span>{hint}</span>
      </button>
      <p className="vm-page-note">{note}</p>
    </div>
  );
}
