import { Button } from '@mantine/core';
import { FolderSearch } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { call, pickFile } from '../../api.ts';
import { useText } from '../../text/index.ts';
import { perform } from '../../use-api.ts';
import { addFiles, useImport } from './import-store.ts';
import { noteBundles } from './run.ts';

type Found = Output<'bundle.found'>;

const lookEveryMs = 15_000;

/** What lies in the watched folder; asked again while the window is looked at, and after anything was taken in. */
function useFound(): { found: Found | undefined; look: () => void } {
  const [found, setFound] = useState<Found>();
  const taken = useImport((s) => s.items.filter(({ phase }) => phase === 'taken').length);
  const look = useCallback((): void => {
    if (document.visibilityState !== 'visible') return;
    void call('bundle.found', {}).then((result) => {
      if (result.ok) setFound(result.value);
    });
  }, []);
  useEffect(() => {
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [look, taken]);
  return { found, look };
}

/** The folder in which bundles are looked for, mostly that of a stick, and what is new in it. */
export function FoundNote() {
  const t = useText().bundle.import.watch;
  const { found, look } = useFound();
  const listed = useImport((s) => s.items);
  if (found === undefined) return null;
  const fresh = found.files.filter(
    ({ name, state }) => state === 'new' && !listed.some((item) => item.isFound === true && item.name === name),
  );
  const watch = async (folder: string | null): Promise<void> => {
    await perform('bundle.watch', { folder });
    noteBundles();
    look();
  };
  const choose = async (): Promise<void> => {
    const [folder] = await pickFile({ mode: 'folder', purpose: 'in' }).catch(() => []);
    if (folder !== undefined) await watch(folder.handle);
  };
  const take = (): void =>
    addFiles(fresh.map(({ name, byteCount }) => ({ name, byteCount, handle: name, isFound: true })));
  const { folderName, isThere } = found;
  return (
    <div className="vm-bundle-found">
      <FolderSearch size="1rem" aria-hidden />
      <span role="status">
        {folderName === null
          ? t.off
          : !isThere
            ? t.away(folderName)
            : fresh.length === 0
              ? t.nothing(folderName)
              : t.found(fresh.length, folderName)}
      </span>
      {fresh.length > 0 && (
        <Button size="compact-sm" onClick={take}>
          {t.take}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => void choose()}>
        {folderName === null ? t.choose : t.change}
      </Button>
      {folderName !== null && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void watch(null)}>
          {t.stop}
        </Button>
      )}
    </div>
  );
}
