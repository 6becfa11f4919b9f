import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Bridge } from '../../renderer/bridge.ts';
import * as double from '../helpers/electron-double.ts';
import { newFolder, newOffice, password } from '../helpers/host.ts';

declare const window: Window & typeof globalThis & { readonly bridge: Bridge };

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { settings, asked } = double;
const root = newFolder();
let page: Page;
let main: { opened: { bundle: string | undefined } };
let shown: double.BrowserWindow;

beforeAll(async () => {
  process.argv = ['electron', '.', '--data', root, 'C:\\Goi\\tuan-21.goi'];
  main = await import(at('out/main.mjs'));
  await vi.waitFor(() => expect(asked).toContain('show'), { timeout: 30_000 });
  [shown] = double.BrowserWindow.getAllWindows() as [double.BrowserWindow];
  page = shown.webContents.page as Page;
  await page.locator('#root :is(h1, form, button)').first().waitFor();
});

const ownFrame = { url: 'app://bundle/index.html', parent: null };
const event = (senderFrame: unknown) => ({ sender: shown.webContents, senderFrame });
const status = { name: 'office.status', input: {}, callId: 'a' };
const call = (name: string, input: unknown) =>
  page.evaluate(([each, given]) => window.bridge.call(each as string, given, crypto.randomUUID()), [name, input]);

afterAll(async () => {
  await page.context().close();
});

test('2–4: the sandbox is on before anything else; the window has no Node, no webview, its own world', () => {
  expect(asked[0]).toBe('enableSandbox');
  expect(shown.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
  for (const name of ['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures']) {
    expect(shown.options.webPreferences, name).not.toHaveProperty(name);
  }
});

test('1, 18: the page comes from app://bundle, a standard, secure scheme and nothing more', async () => {
  expect(settings.schemes).toEqual([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  expect(page.url()).toMatch(/^https:\/\/bundle\.app\.invalid\/index\.html/);
});

test('7: the policy of the page is in a header, with a nonce of its own', async () => {
  const [first, second] = await page.evaluate(() =>
    Promise.all([1, 2].map(async () => (await fetch('/index.html')).headers.get('content-security-policy'))),
  );
  expect(first).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]{22}'; .*require-trusted-types-for 'script'; trusted-types default$/,
  );
  expect(first).not.toBe(second);
});

test('7: inline scripts, eval and markup from text are refused by the page itself', async () => {
  const tried = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve)); // what the debugger itself calls may use eval
    const attempt = (work: () => unknown): string => {
      try {
        return String(work());
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      attempt(() => {
        const script = document.createElement('script');
        script.append('window.stolen = 1');
        document.body.append(script);
        return (window as { stolen?: number }).stolen;
      }),
      // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
      attempt(() => globalThis.eval('1')),
      attempt(() => {
        document.body.insertAdjacentHTML('beforeend', '<img src=x>');
        return 'let in';
      }),
    ];
  });
  expect(tried[0]).not.toBe('1');
  expect(tried[1]).toBe('EvalError');
  expect(tried[2]).toBe('TypeError');
});

test('20: the page sees four functions, frozen, and nothing of Electron or Node', async () => {
  const seen = await page.evaluate(() => ({
    keys: Object.keys(window.bridge),
    isFrozen: Object.isFrozen(window.bridge),
    others: ['require', 'process', 'module', 'ipcRenderer', 'electron', 'electronInvoke', 'Buffer'].filter(
      (name) => name in window,
    ),
  }));
  expect(seen).toEqual({ keys: ['call', 'cancel', 'onEvent', 'pickFile'], isFrozen: true, others: [] });
});

test('a call travels to the data and back, and events reach the page', async () => {
  expect(await call('office.status', {})).toMatchObject({ ok: true, value: { state: 'none' } });
  const heard = page.evaluate(
    () => new Promise((resolve) => window.bridge.onEvent((each) => each.type === 'opened' && resolve(each))),
  );
  expect(await call('office.create', newOffice)).toMatchObject({ ok: true });
  expect(await heard).toEqual({ type: 'opened' });
  expect(await call('draft.list', {})).toEqual({ ok: true, value: [] });
});

test('17: only our own page, in its own frame, is answered', async () => {
  const strangers = [
    null,
    { url: 'https://evil.test/', parent: null },
    { url: 'app://other/index.html', parent: null },
    { url: 'app://bundle.evil.test/', parent: null },
    { url: 'file:///index.html', parent: null },
    { url: 'about:blank', parent: null },
    { url: '', parent: null },
    { ...ownFrame, parent: ownFrame },
  ];
  for (const channel of double.handlers.keys()) {
    for (const frame of strangers)
      await expect(double.invoke(channel, event(frame), status), `${channel} ${JSON.stringify(frame)}`).rejects.toThrow(
        'refused',
      );
    await expect(double.invoke(channel, { sender: {}, senderFrame: ownFrame }, status), channel).rejects.toThrow(
      'refused',
    );
  }
  expect(await double.invoke('call', event(ownFrame), status)).toMatchObject({ ok: true });
});

test('17: there are three channels, and each looks at its argument', async () => {
  expect([...double.handlers.keys()]).toEqual(['call', 'cancel', 'pickFile']);
  const junk = [
    undefined,
    null,
    1,
    'x'.repeat(100),
    [],
    {},
    { name: 1, input: {}, callId: 'a' },
    { ...status, callId: '../a' },
    { ...status, caller: {} },
    { mode: 'open', extensions: ['../x'] },
    { mode: 'save', name: '' },
  ];
  for (const channel of double.handlers.keys()) {
    for (const argument of junk)
      await expect(
        double.invoke(channel, event(ownFrame), argument),
        `${channel} ${JSON.stringify(argument)}`,
      ).rejects.toThrow('malformed');
    await expect(double.invoke(channel, event(ownFrame), status, 'more'), channel).rejects.toThrow('refused');
    await expect(double.invoke(channel, event(ownFrame)), channel).rejects.toThrow('refused');
  }
  await expect(page.evaluate(() => window.bridge.call('office.status', () => 1, 'a'))).rejects.toThrow(
    'could not be cloned',
  );
});

test('18: no path leaves the folder of the renderer, and nothing is posted to it', async () => {
  const statuses = await page.evaluate(() =>
    Promise.all(
      ['/..%2fmain.mjs', '/%2e%2e%2fpreload.cjs', '/..%5cmain.mjs', '/%00', '/assets'].map(
        async (path) => (await fetch(path)).status,
      ),
    ),
  );
  expect(statuses.every((each) => each === 403 || each === 404)).toBe(true);
  expect(await page.evaluate(async () => (await fetch('/index.html', { method: 'POST' })).status)).toBe(403);
  const headers = await page.evaluate(async () => (await fetch('/index.html')).headers.get('x-content-type-options'));
  expect(headers).toBe('nosniff');
});

test('nothing outside is reached: not by fetch, not by a picture', async () => {
  const tried = await page.evaluate(() =>
    Promise.all([
      fetch('https://example.invalid/').then(
        () => 'reached',
        () => 'blocked',
      ),
      new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve('reached');
        image.onerror = () => resolve('blocked');
        image.src = 'https://example.invalid/a.png';
      }),
    ]),
  );
  expect(tried).toEqual(['blocked', 'blocked']);
});

test('nothing outside is asked for, whatever the policy lets through', () => {
  const isCancelled = (url: string): boolean => {
    let verdict = false;
    settings.beforeRequest?.({ url }, ({ cancel }) => (verdict = cancel));
    return verdict;
  };
  for (const url of [
    'http://a/',
    'https://a/',
    'ws://a/',
    'wss://a/',
    'file:///etc/passwd',
    'ftp://a/',
    'chrome-extension://a/',
    'devtools://a/',
    'rubbish',
  ]) {
    expect(isCancelled(url), url).toBe(true);
  }
  for (const url of ['app://bundle/index.html', 'blob:app://bundle/1', 'data:text/plain,a'])
    expect(isCancelled(url), url).toBe(false);
  expect(settings.proxy).toEqual({ mode: 'fixed_servers', proxyRules: '127.0.0.1:9' });
});

test('13: the page cannot be led elsewhere', async () => {
  const before = page.url();
  await page.evaluate(() => void (location.href = 'https://evil.invalid/'));
  await vi.waitFor(() => expect(asked).toContain('navigation denied https://evil.invalid/'));
  expect(page.url()).toBe(before);
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    for (const [url, isStopped] of [
      ['https://a/', true],
      ['file:///a', true],
      ['app://other/', true],
      ['javascript:1', true],
      ['', true],
      ['app://bundle/index.html', false],
    ] as const) {
      const preventDefault = vi.fn();
      shown.webContents.emit(name, { url, preventDefault });
      expect(preventDefault.mock.calls.length === 1, `${name} ${url}`).toBe(isStopped);
    }
  }
});

test('14: no window can be opened', () => {
  expect(shown.webContents.openHandler?.({ url: 'app://bundle/index.html' })).toEqual({ action: 'deny' });
});

test('11–12: no webview, no download', () => {
  const preventDefault = vi.fn();
  shown.webContents.emit('will-attach-webview', { preventDefault });
  double.session.defaultSession.emit('will-download', { preventDefault });
  expect(preventDefault).toHaveBeenCalledTimes(2);
});

test('5: every permission is denied but writing plain text to the clipboard from our page', () => {
  const request = (permission: string, requestingUrl: string): boolean => {
    let isGiven = false;
    (settings.permissionRequest as unknown as (c: unknown, p: string, a: (given: boolean) => void, d: object) => void)(
      {},
      permission,
      (given) => (isGiven = given),
      { requestingUrl },
    );
    return isGiven;
  };
  const check = settings.permissionCheck as unknown as (
    contents: unknown,
    permission: string,
    origin: string,
  ) => boolean;
  const page_ = 'app://bundle/index.html';
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'midi',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'hid',
    'serial',
    'usb',
    'storage-access',
    'unknown',
  ]) {
    expect([request(permission, page_), check({}, permission, 'app://bundle')], permission).toEqual([false, false]);
  }
  expect([
    request('clipboard-sanitized-write', page_),
    check({}, 'clipboard-sanitized-write', 'app://bundle/'),
  ]).toEqual([true, true]);
  expect([
    request('clipboard-sanitized-write', 'https://evil.test/'),
    check({}, 'clipboard-sanitized-write', 'https://evil.test'),
  ]).toEqual([false, false]);
  expect((settings.devicePermission as () => boolean)()).toBe(false);
  expect(settings.displayMedia).toBeNull();
});

test('files come and go by handle: the page never sees or says a path', async () => {
  const path = join(newFolder(), 'bảng.csv');
  writeFileSync(path, 'a;b');
  settings.openDialog = { canceled: false, filePaths: [path] };
  const picked = await page.evaluate(() => window.bridge.pickFile({ mode: 'open', extensions: ['csv'] }));
  expect(picked).toEqual([{ handle: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'bảng.csv', byteCount: 3 }]);
  expect(settings.dialogOptions).toMatchObject({ properties: ['openFile'], filters: [{ extensions: ['csv'] }] });
  settings.saveDialog = { canceled: false, filePath: join(root, 'ra.csv') };
  const place = await page.evaluate(() => window.bridge.pickFile({ mode: 'save', name: '..\\..\\ra:*.csv' }));
  expect(place).toEqual([{ handle: expect.any(String), name: 'ra.csv', byteCount: 0 }]);
  expect(settings.dialogOptions).toEqual({
    defaultPath: '.._.._ra__.csv',
    filters: [{ name: '.csv', extensions: ['csv'] }],
  });
  settings.openDialog = { canceled: true, filePaths: [] };
  expect(
    await page.evaluate(() => window.bridge.pickFile({ mode: 'open', extensions: ['csv'], multiple: true })),
  ).toEqual([]);
});

test('a file dropped on the window is handed in without a dialog; a network path or a made-up file is not', async () => {
  const path = join(newFolder(), 'thả.csv');
  writeFileSync(path, 'a;b');
  const drop = (droppedFrom: string | null) =>
    page.evaluate((from) => {
      const file = Object.assign(new File(['x'], 'thả.csv'), from === null ? {} : { droppedFrom: from });
      const { pickFile } = window.bridge as unknown as { pickFile: (options: unknown, file: File) => Promise<unknown> };
      return pickFile({ mode: 'open', extensions: ['csv'] }, file);
    }, droppedFrom);
  expect(await drop(path)).toEqual([{ handle: expect.any(String), name: 'thả.csv', byteCount: 3 }]);
  expect(await drop('\\\\may-chu\\chung\\a.csv')).toEqual([]);
  expect(await drop('//may-chu/chung/a.csv')).toEqual([]);
  expect(await drop(null)).toEqual([]);
});

test.each(['lock-screen', 'suspend'])('the office is locked on %s', async (name) => {
  if (((await call('office.status', {})) as { value: { state: string } }).value.state !== 'open')
    await call('session.login', { login: 'quantri', password });
  expect(await call('draft.list', {})).toMatchObject({ ok: true });
  double.powerMonitor.emit(name);
  await vi.waitFor(async () =>
    expect(await call('draft.list', {})).toMatchObject({ ok: false, error: { code: 'NOT_LOGGED_IN' } }),
  );
});

test('a second start shows the first window, and hands over its file; network paths and options are no files', () => {
  expect(main.opened.bundle).toBe('C:\\Goi\\tuan-21.goi');
  for (const argument of [
    '\\\\server\\share\\a.goi',
    '//server/a.goi',
    'file://server/a.goi',
    '--x=a.goi',
    'a.goi.exe',
    'https://a/a.goi',
  ]) {
    double.app.emit('second-instance', {}, ['electron', '.', argument]);
    expect(main.opened.bundle, argument).toBe('C:\\Goi\\tuan-21.goi');
  }
  double.app.emit('second-instance', {}, ['electron', '.', '/home/a/Gói.GOI']);
  expect(main.opened.bundle).toBe('/home/a/Gói.GOI');
  expect(shown.isFocused).toBe(true);
  expect(double.BrowserWindow.getAllWindows()).toHaveLength(1);
});

test('a bundle opened in the file manager is told to the window, which takes it once; a second one, and the way of macOS, too', async () => {
  const folder = newFolder();
  const [first, second] = ['mot.goi', 'hai.goi'].map((name) => join(folder, name)) as [string, string];
  for (const path of [first, second]) writeFileSync(path, 'gói');
  const takeOpened = () => page.evaluate(() => window.bridge.pickFile({ mode: 'opened' } as never));
  const heard = page.evaluate(
    () =>
      new Promise((resolve) => window.bridge.onEvent((each) => (each.type as string) === 'offered' && resolve(each))),
  );
  double.app.emit('second-instance', {}, ['electron', '.', first]);
  expect(await heard).toEqual({ type: 'offered' });
  expect(await takeOpened()).toEqual([{ handle: expect.any(String), name: 'mot.goi', byteCount: 4 }]);
  expect(await takeOpened()).toEqual([]);
  const preventDefault = vi.fn();
  double.app.emit('open-file', { preventDefault }, second);
  expect(preventDefault).toHaveBeenCalledOnce();
  expect(await takeOpened()).toMatchObject([{ name: 'hai.goi' }]);
  double.app.emit('open-file', { preventDefault }, join(folder, 'khong-con.goi'));
  expect(await takeOpened()).toEqual([]);
});

test('a folder to write to is chosen in a dialog and handed in by handle; one of another machine too, for the work to refuse it', async () => {
  const folder = newFolder();
  const choose = () =>
    page.evaluate(() => window.bridge.pickFile({ mode: 'folder', purpose: 'out' } as never) as Promise<unknown[]>);
  settings.openDialog = { canceled: false, filePaths: [folder] };
  expect(await choose()).toEqual([{ handle: expect.any(String), name: basename(folder), byteCount: 0 }]);
  expect(settings.dialogOptions).toMatchObject({ properties: ['openDirectory', 'createDirectory'] });
  settings.openDialog = { canceled: false, filePaths: ['\\\\may-chu\\chung'] };
  expect(await choose()).toMatchObject([{ handle: expect.any(String) }]);
  settings.openDialog = { canceled: true, filePaths: [] };
  expect(await choose()).toEqual([]);
});

test('another data folder is another program, with a profile of its own', () => {
  expect(settings.paths.get('userData')).toMatch(/^\/double\/userData\/[\w-]+$/);
});

test('the packaged program has no menu, and so no keys for tools of developers', () => {
  expect(settings.menu).toBeNull();
});

test('15: nothing opens the outside, and the pinned Electron is the one that was read', () => {
  const source = ['electron/main.ts', 'electron/preload.ts'].map((path) => readFileSync(at(path), 'utf8')).join('\n');
  expect(source).not.toMatch(
    /openExternal|openPath|\bshell\b|remote|executeJavaScript|file:\/\/|unsafe|webSecurity|loadFile|ipcRenderer\.(send|sendSync)/,
  );
  const { devDependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
});

test('quitting closes the office first', async () => {
  const preventDefault = vi.fn();
  double.app.emit('before-quit', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(asked).toContain('quit'));
  double.app.emit('before-quit', { preventDefault });
  expect(preventDefault).toHaveBeenCalledOnce();
});
