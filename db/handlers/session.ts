import type { Checked, Output } from '../api/contract/index.ts';
import type { Session } from '../api/contract/session.ts';
import { AppError } from '../api/errors.ts';
import { appVersion } from '../app-version.ts';
import { commit } from '../commit.ts';
import type { Caller, Ctx } from '../context.ts';
import { randomHex, randomKey } from '../crypto.ts';
import {
  type KeyFile,
  loginKey,
  newRecoveryCode,
  normalRecoveryCode,
  unwrapKey,
  waitAfter,
  waitLeft,
  wrapKey,
} from '../keys.ts';
import { probeCipher } from '../open.ts';
import { findMeta, saveMeta } from '../queries/op.ts';
import { findUser, findUserByLogin, insertUser } from '../queries/user.ts';
import { seedChanges } from '../seed.ts';
import type { Db } from '../sql.ts';
import { blobsOf, officeOf, type Vault } from '../vault.ts';
import type { GateCtx } from './define.ts';
import { showUser } from './user.ts';

export const defaultAutoLockMinutes = 15;

/** What to show first; never says who may log in. */
export async function officeStatus(ctx: GateCtx): Promise<Output<'office.status'>> {
  const keys = ctx.vault.readKeys();
  const session = ctx.caller !== undefined && ctx.vault.isOpen ? sessionOf(ctx.vault.db, ctx.caller.userId) : null;
  const state = keys === undefined ? 'none' : session === null ? 'locked' : 'open';
  return { state, officeName: keys?.officeName ?? '', session, appVersion };
}

/** Errors: OFFICE_EXISTS. A failure half-way leaves no office behind. */
export async function createOffice(ctx: GateCtx, input: Checked<'office.create'>): Promise<Output<'office.create'>> {
  const { vault } = ctx;
  if (vault.readKeys() !== undefined) throw new AppError('OFFICE_EXISTS', {});
  vault.discard(); // a database without its key file is the rest of a creation that was killed
  const { name, login: loginName, position, password } = input.user;
  const userId = ctx.newId();
  const dataKey = randomKey();
  const recoveryCode = newRecoveryCode();
  const keys: KeyFile = {
    v: 1,
    officeName: input.office.name,
    cipher: probeCipher(),
    users: [{ userId, login: loginKey(loginName), wrap: await wrapKey(password, userId, dataKey) }],
    recovery: await wrapKey(normalRecoveryCode(recoveryCode), 'recovery', dataKey),
    failures: { count: 0, lastAtMs: 0 },
  };
  try {
    vault.open(dataKey, keys.cipher);
    const unitId = ctx.newId();
    const { db } = vault;
    db.transaction(() => {
      saveMeta(db, 'officeUnitId', unitId);
      saveMeta(db, 'deviceId', ctx.newId());
      saveMeta(db, 'incarnation', randomHex(16));
      saveMeta(db, 'officeName', input.office.name);
      saveMeta(db, 'autoLockMinutes', String(defaultAutoLockMinutes));
      const user = {
        id: userId,
        login: loginName,
        loginKey: loginKey(loginName),
        name,
        position,
        role: 'admin' as const,
      };
      insertUser(db, { ...user, unitId: null, isActive: 1, createdAtMs: ctx.now() });
      const caller = { userId, role: 'admin' as const, unitId, sessionId: ctx.newId() };
      commit(firstCtx(ctx, db, caller), seedChanges(input.office, unitId, ctx.newId));
    }).immediate();
    vault.writeKeys(keys);
    vault.mark(); // before anybody can copy it
    return { recoveryCode, session: sessionOf(db, userId) };
  } catch (error) {
    vault.discard();
    throw error;
  }
}

const firstCtx = (ctx: GateCtx, db: Db, caller: Caller): Ctx => ({
  db,
  caller,
  office: officeOf(db),
  now: ctx.now,
  newId: ctx.newId,
  step: () => {},
  path: () => {
    throw new AppError('FILE_NOT_FOUND', {});
  },
  blobs: blobsOf(ctx.vault.folders, ctx.vault.key),
  scratch: ctx.vault.folders.scratch,
});

/** Errors: OFFICE_MISSING, LOGIN_WAIT, LOGIN_WRONG, USER_INACTIVE. An unknown login costs the same time as a wrong password. */
export async function login(ctx: GateCtx, input: Checked<'session.login'>): Promise<Output<'session.login'>> {
  const keys = keysOf(ctx.vault);
  assertNoWait(keys, ctx.now());
  const entry = keys.users.find((user) => user.login === loginKey(input.login));
  const { userId, wrap } = entry ?? { userId: '', wrap: keys.recovery };
  const dataKey = await unwrapKey(input.password, userId, wrap);
  if (entry === undefined || dataKey === undefined) {
    const count = noteFailure(ctx, keys);
    throw new AppError('LOGIN_WRONG', { waitSeconds: waitAfter(count) });
  }
  if (keys.failures.count > 0) ctx.vault.writeKeys({ ...keys, failures: { count: 0, lastAtMs: 0 } });
  return enter(ctx, dataKey, keys, userId);
}

/** Errors: OFFICE_MISSING, LOGIN_WAIT, RECOVERY_CODE_WRONG, NOT_FOUND. */
export async function recover(ctx: GateCtx, input: Checked<'session.recover'>): Promise<Output<'session.recover'>> {
  const keys = keysOf(ctx.vault);
  assertNoWait(keys, ctx.now());
  const dataKey = await unwrapKey(normalRecoveryCode(input.code), 'recovery', keys.recovery);
  if (dataKey === undefined) {
    const count = noteFailure(ctx, keys);
    throw new AppError('RECOVERY_CODE_WRONG', { waitSeconds: waitAfter(count) });
  }
  ctx.vault.open(dataKey, keys.cipher);
  const user = findUserByLogin(ctx.vault.db, loginKey(input.login));
  if (user === undefined || user.isActive === 0) {
    ctx.vault.close();
    throw new AppError('NOT_FOUND', { entity: 'user', id: '' });
  }
  const key = ctx.vault.key;
  const wrap = await wrapKey(input.newPassword, user.id, key);
  const others = keys.users.filter((entry) => entry.userId !== user.id);
  const users = [...others, { userId: user.id, login: user.loginKey, wrap }];
  ctx.vault.writeKeys({ ...keys, users, failures: { count: 0, lastAtMs: 0 } });
  return sessionOf(ctx.vault.db, user.id);
}

export async function lock(ctx: GateCtx): Promise<Output<'session.lock'>> {
  ctx.vault.close();
  return {};
}

function enter(ctx: GateCtx, dataKey: Buffer, keys: KeyFile, userId: string): Session {
  ctx.vault.open(dataKey, keys.cipher);
  const user = findUser(ctx.vault.db, userId);
  if (user === undefined || user.isActive === 0) {
    ctx.vault.close();
    throw new AppError('USER_INACTIVE', {});
  }
  return sessionOf(ctx.vault.db, userId);
}

/** The session of a user of the open database. */
export function sessionOf(db: Db, userId: string): Session {
  const user = findUser(db, userId);
  if (user === undefined) throw new AppError('NOT_LOGGED_IN', {});
  const officeUnitId = officeOf(db).unitId;
  return {
    user: showUser(user),
    officeUnitId,
    officeName: findMeta(db, 'officeName') ?? '',
    autoLockMinutes: Number(findMeta(db, 'autoLockMinutes') ?? defaultAutoLockMinutes),
  };
}

/** Errors: OFFICE_MISSING. */
export function keysOf(vault: Vault): KeyFile {
  const keys = vault.readKeys();
  if (keys === undefined) throw new AppError('OFFICE_MISSING', {});
  return keys;
}

function assertNoWait(keys: KeyFile, nowMs: number): void {
  const waitSeconds = waitLeft(keys.failures, nowMs);
  if (waitSeconds > 0) throw new AppError('LOGIN_WAIT', { waitSeconds });
}

function noteFailure(ctx: GateCtx, keys: KeyFile): number {
  const count = keys.failures.count + 1;
  ctx.vault.writeKeys({ ...keys, failures: { count, lastAtMs: ctx.now() } });
  return count;
}
