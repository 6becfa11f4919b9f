import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where an office's data lives unless someone says otherwise: shared by all Windows accounts of one PC. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  const home = homedir();
  if (platform === 'win32') return join(env['ProgramData'] ?? env['APPDATA'] ?? home, 'VungManh');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'VungManh');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'vung-manh');
}

const maxLogBytes = 1_000_000;

/** Appends lines to the folder's log, which begins anew at 1 MB and keeps the one before. A log that cannot be written stops nothing. */
export function fileLog(root: string): (line: string) => void {
  const path = join(root, 'program.log');
  return (line) => {
    try {
      mkdirSync(root, { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxLogBytes) renameSync(path, `${path}.1`);
      appendFileSync(path, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
    } catch {
      // a full disk is told to the user by the call that met it
    }
  };
}

/**
 * The bundle file (`.goi`) among a program's arguments, or undefined. A network path is refused: only looking at
 * `\\server\share` would send the user's Windows password hash there.
 */
export const bundleIn = (argv: readonly string[]): string | undefined =>
  argv.find(
    (argument) => argument.toLowerCase().endsWith('.goi') && !/^([\\/]{2}|-|[a-z][a-z0-9+.-]+:)/i.test(argument),
  );

/**
 * The port a data folder is usually served on, in the range free for anyone (RFC 6335: 49152–65535): a browser keeps the
 * look of the window (theme, language, widths) per address.
 */
export function usualPort(root: string): number {
  let hash = 2166136261;
  for (const char of root) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;
  return 49152 + (hash % 16384);
}
