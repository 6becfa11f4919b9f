import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dispatch, dispatchGate } from '../../db/dispatch.ts';
import { newId } from '../../db/ids.ts';
import { openReader, openWriter } from '../../db/open.ts';
import { blobsOf, foldersOf, officeOf, Vault } from '../../db/vault.ts';

const office = {
  name: 'Công an tỉnh Bình Minh',
  shortName: 'CAT Bình Minh',
  symbol: 'CAT',
  level: 'province',
  validFrom: '2021-11-01',
};
const id = (): string => newId(Date.now());
const log = (error: unknown): string => {
  throw error;
};
const create = (vault: Vault, password: string) => {
  const user = { login: 'quantri', name: 'Nguyễn Thử Dùng', position: '', password };
  return dispatchGate(
    { vault, caller: undefined, now: Date.now, newId: id, path: (handle: string) => handle },
    'office.create',
    { office, user },
    log,
  );
};
const newVault = (): Vault => new Vault(mkdtempSync(join(tmpdir(), 'vm-vault-')));

test('four signs that take eight places are no password of eight, and no office is left behind', async () => {
  const vault = newVault();
  const issues = [{ path: 'user.password', code: 'too_small', limit: 8 }];
  expect(await create(vault, '🔑🔑🔑🔑')).toEqual({ ok: false, error: { code: 'INVALID_INPUT', details: { issues } } });
  expect([existsSync(vault.folders.keyFile), existsSync(vault.folders.database)]).toEqual([false, false]);
});

test('a database that another program holds is called busy; when it lets go the same save succeeds', async () => {
  const vault = newVault();
  expect(await create(vault, 'matkhau123')).toMatchObject({ ok: true });
  const { db, key } = vault;
  const { unitId } = officeOf(db);
  const ctx = {
    ...{
      db,
      caller: { userId: id(), role: 'admin' as const, unitId, sessionId: id() },
      office: officeOf(db),
      now: Date.now,
      newId: id,
    },
    ...{ step: () => {}, path: (handle: string) => handle, blobs: blobsOf(vault.folders, key), scratch: '' },
  };
  const save = () => dispatch(ctx, 'draft.save', { key: 'directive:new', body: 'x' }, log);
  const cipher = vault.readKeys()?.cipher ?? 'chacha20';
  const other = openWriter({ path: vault.folders.database, key, cipher });
  other.exec('BEGIN IMMEDIATE');
  expect(save()).toEqual({ ok: false, error: { code: 'DATABASE_BUSY', details: {} } });
  other.exec('ROLLBACK');
  expect(save()).toMatchObject({ ok: true });
  other.close();
  vault.close();
});

test('closing folds the write-ahead log into the one file, though a reader still has it open, and takes the handed files away', async () => {
  const vault = newVault();
  await create(vault, 'matkhau123');
  const { database, scratch } = foldersOf(vault.folders.root);
  // The last connection to close would fold the log anyway; here it is not the last.
  const cipher = vault.readKeys()?.cipher ?? 'chacha20';
  const reader = openReader({ path: database, key: Buffer.from(vault.key), cipher });
  expect(statSync(`${database}-wal`).size).toBeGreaterThan(0);
  vault.close();
  expect([statSync(`${database}-wal`).size, existsSync(scratch)]).toEqual([0, false]);
  reader.close();
});
