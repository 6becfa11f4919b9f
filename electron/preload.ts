import { contextBridge, ipcRenderer, webUtils } from 'electron';

/* All that a window can reach. Sandboxed, so it imports nothing of ours; main.ts checks every argument again. */

type Listener = (event: unknown) => void;

const listeners = new Set<Listener>();
ipcRenderer.on('event', (_electron, event: unknown) => {
  for (const listener of listeners) listener(event);
});

contextBridge.exposeInMainWorld(
  'bridge',
  Object.freeze({
    call: (name: unknown, input: unknown, callId: unknown): Promise<unknown> =>
      ipcRenderer.invoke('call', { name, input, callId }),
    cancel: (callId: unknown): Promise<unknown> => ipcRenderer.invoke('cancel', callId),
    onEvent: (listener: Listener): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    // A page cannot make up a dropped file: only what the user let fall on the window has a path.
    pickFile: (options: unknown, dropped?: File): Promise<unknown> =>
      ipcRenderer.invoke('pickFile', {
        options,
        path: dropped === undefined ? null : webUtils.getPathForFile(dropped),
      }),
  }),
);
