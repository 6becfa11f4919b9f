import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { ThisPc } from '../../db/this-pc.ts';
import { startWeb } from '../../electron/web.ts';
import { browser } from './browser.ts';
import { host, type TestHost } from './host.ts';

/** The whole program on a folder of its own: data threads, loopback host, and a page in a real Chromium. */
export interface App {
  /** Opened with a token and ready. */
  readonly page: Page;
  /** The data side, for what a test needs to find or to look up; it shares the page's session. */
  readonly host: TestHost;
  readonly context: BrowserContext;
  /** What the page complained about: errors, refused scripts and styles, failed requests. A test expects []. */
  readonly problems: string[];
  /** A fresh address that opens the app once. */
  readonly newAddress: () => string;
  readonly close: () => Promise<void>;
}

export interface AppOptions extends BrowserContextOptions {
  /** Data folder; a new one if none is given. */
  readonly dataDir?: string;
  /** The PC it runs on, for a folder that was made on it; this one if none is given. */
  readonly pc?: ThisPc;
  /** Runs before the page opens: to make an office, log in, fill it. */
  readonly prepare?: (host: TestHost) => Promise<unknown>;
  /** True: the tour is offered, as to anyone who logs in for the first time. */
  readonly isNewcomer?: boolean;
}

/** Tells the page that everybody has been shown around. */
function knowsTheWay(): void {
  // A page that is not ours yet has no storage.
  if (location.protocol === 'http:') localStorage.setItem('tour', '{"state":{"doneBy":["*"]},"version":1}');
}

const renderer = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** Starts the program and opens its page at 1366 × 768, in Vietnamese, in the time zone of Việt Nam. */
export async function startApp({ dataDir, pc, prepare, isNewcomer, ...options }: AppOptions = {}): Promise<App> {
  const data = await host({ ...(dataDir === undefined ? {} : { root: dataDir }), ...(pc === undefined ? {} : { pc }) });
  await prepare?.(data);
  const web = await startWeb({ session: data.session, renderer });
  const context = await (await browser()).newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
    ...options,
  });
  if (isNewcomer !== true) await context.addInitScript(knowsTheWay);
  const problems: string[] = [];
  context.on('page', (page) => watch(page, problems));
  const page = await context.newPage();
  await page.goto(web.newAddress());
  await page.locator('#root :is(h1, button, form, main)').first().waitFor();
  const close = async (): Promise<void> => {
    await context.close();
    await web.close();
    await data.session.close();
  };
  return { page, host: data, context, problems, newAddress: web.newAddress, close };
}

function watch(page: Page, problems: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || /Security Policy|TrustedHTML/.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // Aborted is what the page itself gave up: a question it no longer asks, or one under way when it was left.
    if (why !== 'net::ERR_ABORTED') problems.push(`${request.url()} ${why}`);
  });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What the page as it stands breaks of WCAG 2.2 AA, or of the rules named: one line per rule and element; [] when nothing. */
export async function axeOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Through the debugger, which no policy of the page stops.
  const debuggerOfPage = await page.context().newCDPSession(page);
  await debuggerOfPage.send('Runtime.evaluate', { expression: axeSource });
  await debuggerOfPage.detach();
  const { violations } = await page.evaluate(
    async (runOnly) =>
      await (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({ runOnly }),
    rules === undefined ? { type: 'tag', values: wcag } : { type: 'rule', values: [...rules] },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}
