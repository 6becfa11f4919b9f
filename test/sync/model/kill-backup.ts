import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBackup, readBackupIndex, unpackBackup } from '../../../db/backup-file.ts';
import type { Ctx } from '../../../db/context.ts';
import { sha256 } from '../../../db/crypto.ts';
import { backupHandlers, restoreBackup } from '../../../db/handlers/backup.ts';
import { newId } from '../../../db/ids.ts';
import { wrapKey, writeKeyFile } from '../../../db/keys.ts';
import { openReader } from '../../../db/open.ts';
import { digestOfAll } from '../../../db/rebuild.ts';
import type { Db } from '../../../db/sql.ts';
import { blobsOf, foldersOf, Vault } from '../../../db/vault.ts';
import { filesBelow } from '../../helpers/host.ts';

/* Backups and putting them back, with the operations themselves, in processes that are killed; and what is wrong with what they leave. */

export const databaseKey = Buffer.alloc(32, 9);
const cipher = 'aegis';
/** The stick that backups go to, the new PC that one is put back on, and the backup that is put back, below the folder of a cycle. */
const stickIn = (folder: string): string => join(folder, 'stick');
const newPcIn = (folder: string): string => join(folder, 'new-pc');
const chosenIn = (folder: string): string => join(folder, 'chosen.vmbackup');

/** Gives an office what a backup takes along beside its database: keys and files attached. */
export async function furnish(root: string): Promise<void> {
  const { keyFile, blobs } = foldersOf(root);
  // As slow as a password of a test may be.
  const wrap = await wrapKey('mật khẩu', 'u', databaseKey, { memoryKib: 64, passes: 1, lanes: 1 });
  writeKeyFile(keyFile, {
    ...{ v: 1, officeName: 'Công an xã', cipher, recovery: wrap, failures: { count: 0, lastAtMs: 0 } },
    users: [{ userId: 'u', login: 'quantri', wrap }],
  });
  for (const n of [1, 2, 3]) {
    const name = sha256(`blob ${n}`);
    mkdirSync(join(blobs, name.slice(0, 2)), { recursive: true });
    writeFileSync(join(blobs, name.slice(0, 2), name), Buffer.alloc(200_000 * n, name));
  }
}

/** Writes the one backup that every putting back starts from. */
export function makeBackup(root: string, db: Db, path: string): void {
  mkdirSync(stickIn(root), { recursive: true });
  backupHandlers['backup.create'](ctxOf(root, db), { target: path });
}

function ctxOf(root: string, db: Db): Ctx {
  const folders = foldersOf(root);
  return {
    ...{ db, now: Date.now, newId: () => newId(Date.now()), step: () => {}, path: (path) => path },
    caller: { userId: 'u', role: 'admin', unitId: '', sessionId: 's' },
    office: { unitId: '', deviceId: '', incarnation: '' },
    blobs: blobsOf(folders, databaseKey),
    scratch: folders.scratch,
  };
}

/** One backup after another, in turn over three names: the third time each name is written over. */
export function backUp(root: string, db: Db, tell: (line: string) => void): void {
  mkdirSync(stickIn(root), { recursive: true });
  for (let n = 0; ; n += 1) {
    const target = join(stickIn(root), `xa-${n % 3}.vmbackup`);
    tell(backupHandlers['backup.create'](ctxOf(root, db), { target }).fileName);
  }
}

const vaultOn = (folder: string): Vault =>
  new Vault(newPcIn(folder), () => {}, { marks: join(folder, 'marks'), machine: 'another PC' });

/** Puts the backup back on a PC without an office. */
export async function putBack(folder: string, tell: (line: string) => void): Promise<void> {
  const ctx = { vault: vaultOn(folder), caller: undefined, now: Date.now, newId: () => newId(Date.now()) };
  await restoreBackup({ ...ctx, path: (path) => path }, { file: chosenIn(folder) });
  tell('put back');
}

export const chooseBackup = (from: string, folder: string): void => copyFileSync(from, chosenIn(folder));

/** Whatever has the name of a backup must be whole and hold the office as it was. */
export function lookAtBackups(folder: string, digest: string, told: readonly string[]): string[] {
  const stick = stickIn(folder);
  const names = existsSync(stick) ? readdirSync(stick).filter((name) => name.endsWith('.vmbackup')) : [];
  const wrong = told.filter((name) => !names.includes(name)).map((name) => `${name} was said to be written`);
  for (const name of names) {
    const fault = faultOf(join(stick, name), digest);
    if (fault !== undefined) wrong.push(`${name}: ${fault}`);
  }
  return wrong;
}

function faultOf(path: string, digest: string): string | undefined {
  const file = openSync(path, 'r');
  const aside = mkdtempSync(join(tmpdir(), 'vm-kill-look-'));
  try {
    const index = readBackupIndex(file);
    checkBackup(file, index, () => {});
    unpackBackup(file, index, aside, () => {});
    return lookInside(aside, digest);
  } catch (error) {
    return `has its name and does not open: ${error}`;
  } finally {
    closeSync(file);
    rmSync(aside, { recursive: true });
  }
}

function lookInside(root: string, digest: string): string | undefined {
  const { database, keyFile, blobs } = foldersOf(root);
  const files = existsSync(blobs) ? filesBelow(blobs) : [];
  if (!existsSync(keyFile) || files.length !== 3) return `keys or files are not there, of 3 files ${files.length}`;
  for (const path of files) if (readFileSync(path).length % 200_000 !== 0) return `a file is cut: ${path}`;
  const db = openReader({ path: database, key: databaseKey, cipher });
  try {
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') return 'the database is damaged';
    return digestOfAll(db) === digest ? undefined : 'the database is another';
  } finally {
    db.close();
  }
}

/** Either there is no office and putting back works from here on, or there is a whole one; either way it knows what it is. */
export async function lookAtPutBack(folder: string, digest: string, told: readonly string[]): Promise<string[]> {
  const root = newPcIn(folder);
  const isThere = existsSync(foldersOf(root).keyFile);
  if (told.length > 0 && !isThere) return ['it said it was done'];
  if (!isThere) {
    try {
      await putBack(folder, () => {});
    } catch (error) {
      return [`it cannot be put back any more: ${error}`];
    }
  }
  const inside = lookInside(root, digest);
  if (inside !== undefined) return [inside];
  const vault = vaultOn(folder);
  vault.open(Buffer.from(databaseKey), cipher);
  const state = vault.halted?.state;
  vault.close();
  return state === 'restored' ? [] : [`it takes itself for ${state ?? 'what it was'}`];
}
