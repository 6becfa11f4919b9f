import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  app,
  BrowserWindow,
  dialog,
  session as electronSession,
  type IpcMainInvokeEvent,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
} from 'electron';
import { z } from 'zod';
import { bundleIn, defaultDataFolder, fileLog } from './data-folder.ts';
import { CallId, CallRequest, type Picked, PickOptions, Session } from './session.ts';
import { quietHeaders, serveStatic } from './static-files.ts';

/*
 * The window. Hardened after Electron's security checklist: the page comes from app://bundle and reaches nothing else;
 * test/worker/electron.test.ts drives this very file against a stand-in of Electron.
 */

app.enableSandbox();

const origin = 'app://bundle';
const outFolder = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({ args: process.argv.slice(1), options: { data: { type: 'string' } }, strict: false });
const givenFolder = typeof values.data === 'string' ? values.data : undefined;
const root = givenFolder ?? defaultDataFolder();
// Another office is another program: its own lock and its own profile.
if (givenFolder !== undefined)
  app.setPath('userData', join(app.getPath('userData'), root.replace(/[^A-Za-z0-9]+/g, '_').slice(-80)));

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

/** The bundle file that the user opened last in the file manager. */
export const opened: { bundle: string | undefined } = { bundle: bundleIn(process.argv) };

let offer = (path: string): void => {
  opened.bundle = path;
};
const offerFrom = (argv: readonly string[]): void => {
  const path = bundleIn(argv);
  if (path !== undefined) offer(path);
};

const isOwn = (url: string): boolean =>
  URL.canParse(url) && `${new URL(url).protocol}//${new URL(url).host}` === origin;

/** Answers one channel for our own page only. Errors thrown: the page sees that it was refused, not why. */
function handle(
  channel: 'call' | 'cancel' | 'pickFile',
  work: (argument: unknown, window: BrowserWindow) => unknown,
): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, ...args: unknown[]) => {
    const frame = event.senderFrame;
    const window = BrowserWindow.fromWebContents(event.sender);
    if (frame === null || frame.parent !== null || !isOwn(frame.url) || window === null || args.length !== 1)
      throw new Error('refused');
    return work(args[0], window);
  });
}

function parse<T>(
  shape: { safeParse: (value: unknown) => { success: true; data: T } | { success: false } },
  value: unknown,
): T {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw new Error('malformed');
  return parsed.data;
}

const Pick = z.strictObject({ options: PickOptions, path: z.string().max(4096).nullable() });

/** Files from a dialog, or one dropped on the window. A dropped network path is refused: opening it would tell a server who asks. */
async function pickFile(office: Session, argument: unknown, window: BrowserWindow): Promise<Picked[]> {
  const { options, path } = parse(Pick, argument);
  if (path !== null) return path === '' || /^[\\/]{2}/.test(path) ? [] : [await office.hand(path, 'open')];
  if (options.mode === 'opened') return office.takeOffered();
  if (options.mode === 'folder') {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openDirectory', 'createDirectory'],
    });
    // One on another machine too: what is to be done with it says why not.
    const [folder = ''] = canceled ? [] : filePaths;
    return folder === '' ? [] : [await office.hand(folder, 'folder')];
  }
  if (options.mode === 'save') {
    const ending = extname(options.name).slice(1);
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: options.name.replace(/[\\/:*?"<>|]/g, '_'),
      // A name typed without its ending gets it.
      filters: ending === '' ? [] : [{ name: `.${ending}`, extensions: [ending] }],
    });
    return canceled ? [] : [await office.hand(filePath, 'save')];
  }
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: options.multiple === true ? ['openFile', 'multiSelections'] : ['openFile'],
    filters: [
      { name: options.extensions.map((extension) => `.${extension}`).join(' '), extensions: options.extensions },
    ],
  });
  return canceled ? [] : Promise.all(filePaths.map((path) => office.hand(path, 'open')));
}

/** Nothing may leave this PC: no permission, no download, no proxy but one that leads nowhere. */
function seal({ defaultSession }: typeof electronSession): void {
  const own = new Set(['app:', 'blob:', 'data:', ...(app.isPackaged ? [] : ['devtools:'])]);
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(permission === 'clipboard-sanitized-write' && isOwn(requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, asking) => permission === 'clipboard-sanitized-write' && isOwn(asking),
  );
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.setDisplayMediaRequestHandler(null);
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !URL.canParse(url) || !own.has(new URL(url).protocol) }),
  );
  defaultSession.on('will-download', (event) => event.preventDefault());
  void defaultSession.setProxy({ mode: 'fixed_servers', proxyRules: '127.0.0.1:9' });
}

app.on('web-contents-created', (_event, contents) => {
  const stay = (event: { url?: string; preventDefault: () => void }, url = event.url ?? ''): void => {
    if (!isOwn(url)) event.preventDefault();
  };
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => stay(event));
  contents.on('will-frame-navigate', (event) => stay(event));
  contents.on('will-redirect', (event) => stay(event));
  contents.on('will-attach-webview', (event) => event.preventDefault());
});

async function answerPage(request: Request): Promise<Response> {
  if (request.method !== 'GET' || !request.url.startsWith(`${origin}/`))
    return new Response('', { status: 403, headers: quietHeaders });
  const path = request.url.slice(origin.length).split(/[?#]/, 1)[0] ?? '/';
  const { status, headers, body } = await serveStatic(join(outFolder, 'renderer'), path);
  return new Response(new Uint8Array(body), { status, headers });
}

function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 600,
    show: false,
    webPreferences: {
      preload: join(outFolder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${origin}/index.html`);
  return window;
}

async function start(): Promise<void> {
  await app.whenReady();
  seal(electronSession);
  protocol.handle('app', answerPage);
  // The menu bar is the page's: a native one would need a channel into the page and its words in here.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  const office = await Session.start({ root, workerUrl: new URL('./worker.mjs', import.meta.url), log: fileLog(root) });
  handle('call', (argument) => office.call(parse(CallRequest, argument) as Parameters<Session['call']>[0]));
  handle('cancel', (argument) => office.cancel(parse(CallId, argument)));
  handle('pickFile', (argument, window) => pickFile(office, argument, window));
  office.onEvent((event) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send('event', event);
  });
  powerMonitor.on('lock-screen', () => void office.lock());
  powerMonitor.on('suspend', () => void office.lock());
  offer = (path) => {
    opened.bundle = path;
    office.offer(path);
  };
  if (opened.bundle !== undefined) offer(opened.bundle);
  const window = openWindow();
  app.on('second-instance', (_event, argv) => {
    offerFrom(argv);
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    isClosed = true;
    void office.close().finally(() => app.quit());
  });
}

app.on('window-all-closed', () => app.quit());
app.on('open-file', (event, path) => {
  event.preventDefault();
  offerFrom([path]);
});
if (app.requestSingleInstanceLock()) void start();
else app.quit();
