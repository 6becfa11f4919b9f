import { deliver, pickFile, writesInPlace } from '../../api.ts';
import type { Picked } from '../../bridge.ts';
import { notifyError } from '../../ui/notify.ts';

/** A host that does not answer: pressing would seem to do nothing. */
function noPlace(): Picked[] {
  notifyError({ code: 'INTERNAL', details: { incident: 'NO-ANSWER' } });
  return [];
}

/** Where a bundle is to be written: asked for in the program's window; a browser gets a folder, since a large bundle is several files. */
export const placeFor = async (name: string): Promise<Picked | undefined> =>
  (await pickFile(writesInPlace ? { mode: 'save', name } : { mode: 'folder', purpose: 'download' }).catch(noPlace))[0];

/** After it was written: a browser now saves each of its files among its downloads. */
export async function finish(place: Picked, fileNames: readonly string[]): Promise<void> {
  for (const name of fileNames) await deliver(place, name);
}

/** Where the files of a whole run go, each under its own name; undefined when the dialog was closed. */
export const chooseFolder = async (): Promise<Picked | undefined> =>
  (await pickFile({ mode: 'folder', purpose: 'out' }).catch(noPlace))[0];
