import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { browser } from './browser.ts';

/*
 * A stand-in for Electron: the built main.mjs and preload.cjs run unchanged, windows are pages of a real Chromium,
 * app:// is served by the program's own protocol handler, and IPC crosses as JSON does. What it cannot show: that
 * Electron itself keeps the preload's world apart from the page's; for that the settings are asserted.
 */

type Listener = (...args: never[]) => unknown;
type Handler = (event: unknown, ...args: unknown[]) => unknown;
interface Frame {
  readonly url: string;
  readonly parent: unknown;
}

/** What the program asked of Electron, in order. */
export const asked: string[] = [];
export const handlers = new Map<string, Handler>();
const schemes = new Map<string, (request: Request) => Promise<Response>>();
const windows: BrowserWindow[] = [];

// Chromium knows no app://; every address crosses as https://<host>.app.invalid.
const outward = (url: string): string => url.replace(/^app:\/\/([^/]+)/, 'https://$1.app.invalid');
const inward = (url: string): string => url.replace(/^https:\/\/([^/]+)\.app\.invalid/, 'app://$1');

/** Keeps what was set, for the test to call. */
export const settings = {
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  permissionRequest: undefined as Listener | undefined,
  permissionCheck: undefined as Listener | undefined,
  devicePermission: undefined as Listener | undefined,
  displayMedia: undefined as unknown,
  beforeRequest: undefined as
    | ((details: { url: string }, answer: (verdict: { cancel: boolean }) => void) => void)
    | undefined,
  proxy: undefined as unknown,
  menu: undefined as unknown,
  paths: new Map<string, string>(),
  hasLock: true,
  openDialog: { canceled: true, filePaths: [] as string[] },
  saveDialog: { canceled: true, filePath: '' },
  dialogOptions: undefined as unknown,
};

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  enableSandbox: () => void asked.push('enableSandbox'),
  requestSingleInstanceLock: () => settings.hasLock,
  whenReady: async () => void asked.push('whenReady'),
  getPath: (name: string) => settings.paths.get(name) ?? `/double/${name}`,
  setPath: (name: string, path: string) => void settings.paths.set(name, path),
  quit: () => void asked.push('quit'),
});

export const protocol = {
  registerSchemesAsPrivileged: (list: typeof settings.schemes) => {
    asked.push('registerSchemes');
    settings.schemes.push(...list);
  },
  handle: (scheme: string, answer: (request: Request) => Promise<Response>) => void schemes.set(scheme, answer),
};

const defaultSession = Object.assign(new EventEmitter(), {
  setPermissionRequestHandler: (handler: Listener) => void (settings.permissionRequest = handler),
  setPermissionCheckHandler: (handler: Listener) => void (settings.permissionCheck = handler),
  setDevicePermissionHandler: (handler: Listener) => void (settings.devicePermission = handler),
  setDisplayMediaRequestHandler: (handler: unknown) => void (settings.displayMedia = handler),
  setProxy: async (proxy: unknown) => void (settings.proxy = proxy),
  webRequest: {
    onBeforeRequest: (handler: NonNullable<typeof settings.beforeRequest>) => void (settings.beforeRequest = handler),
  },
});
export const session = { defaultSession };

export const ipcMain = { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) };
export const powerMonitor = new EventEmitter();
export const Menu = { setApplicationMenu: (menu: unknown) => void (settings.menu = menu) };
export const dialog = {
  showOpenDialog: async (_window: unknown, options: unknown) => {
    settings.dialogOptions = options;
    return settings.openDialog;
  },
  showSaveDialog: async (_window: unknown, options: unknown) => {
    settings.dialogOptions = options;
    return settings.saveDialog;
  },
};

const mustBe = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
};

class WebContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  page: Page | undefined;

  setWindowOpenHandler(handler: NonNullable<WebContents['openHandler']>): void {
    this.openHandler = handler;
  }

  send(channel: string, payload: unknown): void {
    const event = JSON.stringify([channel, payload]);
    const deliver = (text: string): void =>
      (globalThis as unknown as { electronDouble: (...event: unknown[]) => void }).electronDouble(...JSON.parse(text));
    this.page?.evaluate(deliver, event).catch(() => {});
  }
}

export interface WindowOptions {
  readonly webPreferences: Record<string, unknown> & { readonly preload: string };
}

export class BrowserWindow extends EventEmitter {
  readonly options: WindowOptions;
  readonly webContents = new WebContents();
  isFocused = false;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    for (const [name, value] of Object.entries(mustBe)) {
      if (options.webPreferences[name] !== value) throw new Error(`unsafe webPreferences.${name}`);
    }
    if (options.webPreferences['webSecurity'] === false || options.webPreferences['experimentalFeatures'] === true)
      throw new Error('unsafe webPreferences');
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows = (): BrowserWindow[] => windows;
  static fromWebContents = (contents: unknown): BrowserWindow | null =>
    windows.find((each) => each.webContents === contents) ?? null;
  isMinimized = (): boolean => false;
  restore = (): void => {};
  show = (): void => void asked.push('show');
  focus = (): void => void (this.isFocused = true);

  async loadURL(url: string): Promise<void> {
    const context = await (await browser()).newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
    const page = await context.newPage();
    this.webContents.page = page;
    await this.#route(page);
    await this.#bridge(page);
    await page.goto(outward(url));
    this.emit('ready-to-show');
  }

  /** Requests go where Electron would take them: past webRequest, then to the program's own protocol or nowhere. */
  async #route(page: Page): Promise<void> {
    await page.route('**/*', async (route) => {
      const request = route.request();
      const url = inward(request.url());
      if (request.isNavigationRequest() && page.url() !== 'about:blank' && this.#isNavigationStopped(url)) {
        asked.push(`navigation denied ${url}`);
        return route.fulfill({ status: 204 }); // an abort would show an error page
      }
      let cancel = false;
      settings.beforeRequest?.({ url }, (verdict) => (cancel = verdict.cancel));
      const answer = schemes.get(new URL(url).protocol.slice(0, -1));
      if (cancel || answer === undefined) {
        asked.push(`request blocked ${url}`);
        return route.abort();
      }
      const response = await answer(new Request(url, { method: request.method() }));
      const body = Buffer.from(await response.arrayBuffer());
      return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
    });
  }

  #isNavigationStopped(url: string): boolean {
    let stopped = false;
    const event = { url, isMainFrame: true, preventDefault: () => (stopped = true) };
    this.webContents.emit('will-navigate', event, url);
    this.webContents.emit('will-frame-navigate', event);
    return stopped;
  }

  async #bridge(page: Page): Promise<void> {
    await page.exposeBinding('electronInvoke', async ({ frame }, channel: string, args: string) => {
      try {
        const senderFrame: Frame = { url: inward(frame.url()), parent: frame.parentFrame() };
        return {
          value: JSON.stringify(
            (await invoke(channel, { sender: this.webContents, senderFrame }, ...JSON.parse(args))) ?? null,
          ),
        };
      } catch (error) {
        return { error: error instanceof Error ? error.message : 'failed' };
      }
    });
    const preload = readFileSync(this.options.webPreferences.preload, 'utf8');
    await page.addInitScript(`(() => {
      const invoke = window.electronInvoke;
      delete window.electronInvoke;
      const listeners = [];
      Object.defineProperty(window, 'electronDouble', { value: (channel, payload) => listeners.forEach(([to, hear]) => to === channel && hear({}, payload)) });
      const electron = {
        // The real one knows the path of a file that came from outside; a page sets it here in its place.
        webUtils: { getPathForFile: (file) => file.droppedFrom ?? '' },
        contextBridge: { exposeInMainWorld: (key, value) => Object.defineProperty(window, key, { value, enumerable: true }) },
        ipcRenderer: {
          invoke: async (channel, ...args) => {
            const { value, error } = await invoke(channel, JSON.stringify(args.map((arg) => structuredClone(arg))));
            if (error) throw new Error("Error invoking remote method '" + channel + "': " + error);
            return JSON.parse(value);
          },
          on: (channel, hear) => listeners.push([channel, hear]),
        },
      };
      ((require, exports, module) => { ${preload}\n })((name) => { if (name === 'electron') return electron; throw new Error('no ' + name); }, {}, {});
    })()`);
  }
}

/** Calls a channel as a frame of some page would. */
export async function invoke(channel: string, event: unknown, ...args: unknown[]): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  return structuredClone(await handler(event, ...args));
}
