import type { ApiEvent, Bridge, Picked, PickOptions } from './bridge.ts';

const bearerKey = 'bearer';

/** Spoken when the host answers, but not to us: the program must open the page anew. */
export class ReopenNeeded extends Error {}

const headers = (): Record<string, string> => ({
  'x-vung-manh': '1',
  authorization: `Bearer ${sessionStorage.getItem(bearerKey) ?? ''}`,
});

async function post(path: string, body: unknown): Promise<Response> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return sound(response);
}

function sound(response: Response): Response {
  if (response.status === 401 || response.status === 403) throw new ReopenNeeded(String(response.status));
  if (!response.ok) throw new Error(`host answered ${response.status}`);
  return response;
}

/** Exchanges the one-time token of the address for a bearer, and takes it out of the address at once. */
async function open(): Promise<void> {
  const token = /^#t=(.+)$/.exec(location.hash)?.[1];
  if (token === undefined) return;
  history.replaceState(null, '', location.pathname);
  sessionStorage.removeItem(bearerKey);
  const response = await post('/open', { token });
  const { bearer } = (await response.json()) as { bearer: string };
  sessionStorage.setItem(bearerKey, bearer);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Reads events line by line until `isStopped`; opens the stream again when it ends. */
async function follow(
  opened: Promise<void>,
  listen: (event: ApiEvent) => void,
  isStopped: () => boolean,
): Promise<void> {
  let isAgain = false;
  while (!isStopped()) {
    try {
      await opened;
      const response = sound(await fetch('/events', { headers: headers() }));
      if (isAgain) listen({ type: 'opened' }); // whatever happened in between was missed
      isAgain = true;
      await readLines(response, (line) => {
        const event = JSON.parse(line) as ApiEvent | { type: 'beat' };
        if (event.type !== 'beat') listen(event);
      });
    } catch (error) {
      if (error instanceof ReopenNeeded) return;
    }
    await pause(1000);
  }
}

async function readLines(response: Response, onLine: (line: string) => void): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) return;
    const lines = (rest + chunk.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line);
  }
}

/** The browser's own file dialog; it must open within the user's click, so nothing is awaited before. */
function chooseFiles(extensions: readonly string[], multiple: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = multiple;
    input.accept = extensions.map((extension) => `.${extension}`).join(',');
    input.hidden = true;
    const end = (files: File[]): void => {
      input.remove();
      resolve(files);
    };
    input.addEventListener('change', () => end([...(input.files ?? [])]));
    input.addEventListener('cancel', () => end([]));
    // An input that hangs nowhere may be collected as garbage while the dialog is open, and its answer with it.
    document.body.append(input);
    input.click();
  });
}

async function upload(file: File): Promise<Picked> {
  const response = await fetch(`/file?name=${encodeURIComponent(file.name.normalize('NFC'))}`, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/octet-stream' },
    body: file,
  });
  return (await sound(response).json()) as Picked;
}

async function pickFile(options: PickOptions): Promise<Picked[]> {
  if (options.mode === 'save') return [(await (await post('/save', { name: options.name })).json()) as Picked];
  if (options.mode === 'folder')
    return [(await (await post('/folder', { purpose: options.purpose })).json()) as Picked];
  if (options.mode === 'opened') return [];
  const { extensions, multiple = false, file } = options;
  const files = file === undefined ? await chooseFiles(extensions, multiple) : [file];
  const picked: Picked[] = [];
  for (const one of files) picked.push(await upload(one));
  return picked;
}

async function deliver(picked: Picked, name?: string): Promise<void> {
  const which = name === undefined ? '' : `?name=${encodeURIComponent(name)}`;
  const response = sound(await fetch(`/file/${encodeURIComponent(picked.handle)}${which}`, { headers: headers() }));
  download(await response.blob(), name ?? picked.name);
}

/** Puts a file into the browser's download folder. */
export function download(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The bridge of a plain browser: HTTP to the loopback host that served this page. */
export function httpBridge(): Bridge {
  const opened = open();
  opened.catch(() => {}); // each call tells it
  window.addEventListener('hashchange', () => {
    if (location.hash.startsWith('#t=')) location.reload(); // a new address, opened over this page
  });
  return {
    call: async (name, input, callId) => {
      await opened;
      return (await post('/call', { name, input, callId })).json();
    },
    // An answer that is never read would count as broken off when the page is left.
    cancel: async (callId) => void (await (await post('/cancel', { callId })).text()),
    onEvent: (listen) => {
      let stopped = false;
      void follow(opened, listen, () => stopped);
      return () => {
        stopped = true;
      };
    },
    pickFile,
    deliver,
  };
}
