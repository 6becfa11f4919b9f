import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultDataFolder, fileLog, usualPort } from './data-folder.ts';
import { Session } from './session.ts';
import { startWeb, type WebHost } from './web.ts';

/* Entry of the loopback host: node electron/web-main.ts [--data DIR] [--port N] [--no-open] */

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  },
});
const root = resolve(values.data ?? defaultDataFolder());
const session = await Session.start({
  root,
  workerUrl: new URL('../db/worker.ts', import.meta.url),
  log: fileLog(root),
});
const serve = (port: number): Promise<WebHost> =>
  startWeb({ session, renderer: fileURLToPath(new URL('../out/renderer', import.meta.url)), port });
/** Without a word from the user: the folder's usual port, or any free one if another program has it. */
const host =
  values.port === undefined ? await serve(usualPort(root)).catch(() => serve(0)) : await serve(Number(values.port));

const address = host.newAddress();
console.log(`Dữ liệu · Data: ${root}`);
console.log(`Mở địa chỉ này (dùng một lần) · Open this address (works once):\n\n  ${address}\n`);
if (!values['no-open']) openBrowser(address);
if (process.stdin.isTTY) offerNewAddress(host);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await host.close();
  await session.close();
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

function offerNewAddress({ newAddress }: WebHost): void {
  console.log('Enter: địa chỉ mới · new address.  Ctrl+C: dừng · stop.');
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => console.log(`\n  ${newAddress()}\n`));
  lines.on('SIGINT', () => void stop());
}

/** Shows the address in the user's browser, if this PC has a screen and a browser. */
function openBrowser(url: string): void {
  const opener = browserOpener();
  if (opener === undefined) return;
  const [command, ...args] = opener;
  spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

function browserOpener(): [string, ...string[]] | undefined {
  if (process.platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler'];
  if (process.platform === 'darwin') return ['open'];
  const hasScreen = (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return hasScreen && folders.some((folder) => existsSync(join(folder, 'xdg-open'))) ? ['xdg-open'] : undefined;
}
