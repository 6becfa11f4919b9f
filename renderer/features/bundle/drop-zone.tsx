import { pickFile } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { text } from '../../text/index.ts';
import { DropPlace } from '../../ui/drop-place.tsx';
import { notifyError, notifyInfo } from '../../ui/notify.ts';
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
  return (
    <div className="vm-import-choose">
      <DropPlace
        title={title}
        hint={hint}
        onChoose={() => void chooseBundles(multiple).then(onFiles)}
        onDrop={(files) => void dropBundles(multiple ? files : files.slice(0, 1)).then(onFiles)}
      />
      <p className="vm-page-note">{note}</p>
    </div>
  );
}
