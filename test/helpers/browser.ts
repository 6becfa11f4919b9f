import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/* A real Chromium for tests: the PC's own Chrome, Edge or Chromium, or else the one that an npm package carries. */

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
const onPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => [
    join(process.env[name] ?? '/nowhere', 'Google/Chrome/Application/chrome.exe'),
    join(process.env[name] ?? '/nowhere', 'Microsoft/Edge/Application/msedge.exe'),
  ]),
];

function systemBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...onPath.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].find((path) =>
    existsSync(path),
  );
}

/**
 * Unpacks the Chromium of @sparticuz/chromium with the libraries and fonts that a bare server lacks, once. Its own entry
 * would unpack into a folder that every program of the PC shares.
 */
async function packedBrowser(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('tests need Chrome, Edge or Chromium: install one');
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const build = dirname(entry);
  const { version } = createRequire(import.meta.url)(join(build, '../package.json')) as { version: string };
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const { inflate } = (await import(pathToFileURL(join(build, 'lambdafs.js')).href)) as {
    inflate: (path: string) => Promise<string>;
  };
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'chromium-making-'));
  const temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = making;
  try {
    for (const name of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br']) await inflate(join(build, '../bin', name));
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporary;
  }
  try {
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // another process was first
  }
  return folder;
}

/** The package's own configuration looks for its fonts where it would have unpacked them; without any, form fields end the browser. */
function fontsIn(folder: string): string {
  const fonts = join(folder, 'fonts');
  const lines = [
    `<dir>${fonts}</dir>`,
    '<dir>/usr/share/fonts</dir>',
    `<cachedir>${join(folder, 'fonts-cache')}</cachedir>`,
  ];
  writeFileSync(join(fonts, 'fonts.conf'), `<?xml version="1.0"?>\n<fontconfig>${lines.join('')}</fontconfig>\n`);
  return fonts;
}

/** A service has no locale, and without one Chromium cannot read Vietnamese file names. */
const environment = { ...(process.env as Record<string, string>), LC_ALL: 'C.UTF-8' };

async function launchOptions(): Promise<LaunchOptions> {
  const args = ['--disable-gpu', '--disable-background-networking', '--font-render-hinting=none'];
  const path = systemBrowser();
  if (path !== undefined) {
    // As root, in a container, Chromium's own sandbox refuses to start.
    return {
      executablePath: path,
      args: process.getuid?.() === 0 ? [...args, '--no-sandbox'] : args,
      env: environment,
    };
  }
  const folder = await packedBrowser();
  return {
    executablePath: join(folder, 'chromium'),
    args: [...args, '--headless=shell', '--no-sandbox', '--no-zygote'],
    env: {
      ...environment,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: fontsIn(folder),
      HOME: process.env['HOME'] ?? folder,
    },
  };
}

let launching: Promise<Browser> | undefined;

/** The one browser of this test process; it ends with the process. */
export function browser(): Promise<Browser> {
  launching ??= launchOptions().then((options) => chromium.launch({ headless: true, ...options }));
  return launching;
}
