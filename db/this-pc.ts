import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from './crypto.ts';

/** What stands for a PC: a folder for marks of its offices, and a name that other PCs do not have. */
export interface ThisPc {
  readonly marks: string;
  /** '' where it cannot be told. */
  readonly machine: string;
}

/** The place for what belongs to the PC and not to an office: beside the offices' usual folder, in none of them, for all who use the PC. */
export function marksFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): string {
  const given = env['VUNG_MANH_MARKS'];
  if (given !== undefined && given !== '') return given;
  const home = homedir();
  if (platform === 'win32') return join(env['ProgramData'] ?? env['LOCALAPPDATA'] ?? home, 'VungManhMay');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'VungManhMay');
  return join(env['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'vung-manh');
}

/** What the system calls this PC: the same until it is installed anew, another on every PC. */
function systemName(platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
    const told = execFileSync('reg', ['query', key, '/v', 'MachineGuid'], { timeout: 5000, windowsHide: true });
    return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(told.toString())?.[1] ?? '';
  }
  if (platform === 'darwin') {
    const told = execFileSync('ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'], { timeout: 5000 });
    return /"IOPlatformUUID" = "([^"]+)"/.exec(told.toString())?.[1] ?? '';
  }
  return readFileSync('/etc/machine-id', 'utf8').trim();
}

/** The name of this PC, hidden by a hash; '' where the system does not tell it. */
function machineName(platform: NodeJS.Platform): string {
  try {
    const name = systemName(platform);
    return name === '' ? '' : sha256(`vung-manh/machine\n${name}`).slice(0, 32);
  } catch {
    return ''; // then only the folder and the openings are compared
  }
}

export const thisPc = (): ThisPc => ({ marks: marksFolder(), machine: machineName(process.platform) });
