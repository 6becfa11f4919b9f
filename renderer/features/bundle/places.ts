import { deliver, pickFile } from '../../api.ts';
import type { Picked } from '../../bridge.ts';

/** True in the program's own window, where files are written straight to the stick; a browser saves them as downloads. */
export const writesStraight = window.bridge !== undefined;

/** Asks where a file is to be written; undefined when the dialog was closed. */
export const placeFor = async (name: string): Promise<Picked | undefined> =>
  (await pickFile({ mode: 'save', name }).catch(() => []))[0];

/** After it was written: a browser now saves it among its downloads. */
export const finish = (place: Picked): Promise<void> => deliver(place);

/** Where the files of a whole run go, each under its own name; undefined when the dialog was closed. */
export const chooseFolder = async (): Promise<Picked | undefined> =>
  (await pickFile({ mode: 'folder', purpose: 'out' }).catch(() => []))[0];
