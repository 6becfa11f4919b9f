import { closeSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { backupContract } from '../api/contract/backup.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { appVersion } from '../app-version.ts';
import { type BackupPart, readBackupIndex, settleFolder, unpackBackup, writeBackup } from '../backup-file.ts';
import { openChosen } from '../blobs.ts';
import type { Ctx } from '../context.ts';
import { randomHex } from '../crypto.ts';
import { readKeyFile } from '../keys.ts';
import { putBackPath } from '../lineage.ts';
import { schemaVersion } from '../migrations/index.ts';
import { copyDatabase, faultsOf } from '../open.ts';
import { findMeta } from '../queries/op.ts';
import { foldersOf } from '../vault.ts';
import { listForks, rehomeBranches } from './backup-forks.ts';
import type { GateCtx, HandlersOf } from './define.ts';

/** Errors: DATABASE_DAMAGED, BACKUP_WRITE_FAILED, CANCELLED. */
function createBackup(ctx: Ctx, input: Checked<'backup.create'>): Output<'backup.create'> {
  const [fault] = faultsOf(ctx.db);
  if (fault !== undefined) throw new AppError('DATABASE_DAMAGED', { detail: fault });
  const target = ctx.path(input.target);
  const folders = foldersOf(dirname(ctx.blobs.folder));
  const copy = join(ctx.scratch, `backup-${randomHex(8)}.db`);
  try {
    ctx.step(0, 1);
    orNoRoom('ownDisk', () => {
      mkdirSync(ctx.scratch, { recursive: true });
      copyDatabase(ctx.db, copy);
    });
    const parts: BackupPart[] = [
      part('office.db', copy),
      part('keys.json', folders.keyFile),
      ...blobNames(folders.blobs).map((name) => part(`blobs/${name}`, join(folders.blobs, name))),
    ];
    const about = {
      ...{ officeName: findMeta(ctx.db, 'officeName') ?? '', madeAtMs: ctx.now() },
      ...{ app: appVersion, schema: schemaVersion },
    };
    return { fileName: basename(target), byteCount: writeBackup(target, about, parts, ctx.step) };
  } finally {
    rmSync(copy, { force: true });
  }
}

/** A full disk of this PC, told with what it was wanted for. Errors: BACKUP_WRITE_FAILED. */
function orNoRoom<T>(reason: 'ownDisk' | 'restore', work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? '');
    throw ['ENOSPC', 'EDQUOT', 'EFBIG', 'SQLITE_FULL', 'SQLITE_IOERR_WRITE'].includes(code)
      ? new AppError('BACKUP_WRITE_FAILED', { reason })
      : error;
  }
}

const part = (name: string, path: string): BackupPart => ({ name, path, byteCount: statSync(path).size });

/** Files of records; what is only on its way in is none. */
const blobNames = (folder: string): string[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder)
        .filter((first) => /^[0-9a-f]{2}$/.test(first))
        .flatMap((first) => readdirSync(join(folder, first)).map((name) => `${first}/${name}`))
        .filter((name) => /\/[0-9a-f]{64}$/.test(name))
        .sort();

/**
 * Errors: OFFICE_EXISTS, BACKUP_DAMAGED, BACKUP_WRITE_FAILED, DATABASE_NEWER, CANCELLED. The key file comes last: until it is
 * there, this PC has no office, whatever lies in the folder.
 */
export async function restoreBackup(ctx: GateCtx, input: Checked<'backup.restore'>): Promise<Output<'backup.restore'>> {
  const { vault } = ctx;
  if (vault.readKeys() !== undefined) throw new AppError('OFFICE_EXISTS', {});
  const { root } = vault.folders;
  const folder = join(root, 'put-back.tmp');
  const file = openChosen(ctx.path(input.file));
  try {
    const index = readBackupIndex(file);
    if (index.schema > schemaVersion)
      throw new AppError('DATABASE_NEWER', { fileVersion: index.schema, appVersion: schemaVersion });
    rmSync(folder, { recursive: true, force: true });
    const total = index.files.reduce((sum, { byteCount }) => sum + byteCount, 0);
    orNoRoom('restore', () => unpackBackup(file, index, folder, (done) => ctx.step?.(done, total)));
    const { officeName } = keysIn(folder);
    vault.discard(); // the rest of an office that was never finished
    moveIn(
      folder,
      root,
      index.files.map(({ name }) => name),
      index.madeAtMs,
    );
    return { officeName, madeAtMs: index.madeAtMs };
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}

function keysIn(folder: string): { officeName: string } {
  try {
    const keys = readKeyFile(join(folder, 'keys.json'));
    if (keys !== undefined && existsSync(join(folder, 'office.db'))) return keys;
  } catch {
    // no key file of ours
  }
  throw new AppError('BACKUP_DAMAGED', { detail: 'keys' });
}

function moveIn(from: string, root: string, names: readonly string[], madeAtMs: number): void {
  for (const name of names.filter((each) => each !== 'keys.json')) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    renameSync(join(from, name), join(root, name));
  }
  writeFileSync(putBackPath(root), JSON.stringify({ id: randomHex(16), madeAtMs }), { flush: true });
  settleFolder(root);
  renameSync(join(from, 'keys.json'), join(root, 'keys.json'));
  settleFolder(root);
}

export const backupHandlers: HandlersOf<typeof backupContract> = {
  'backup.create': createBackup,
  'fork.list': listForks,
  'fork.rehome': rehomeBranches,
};
