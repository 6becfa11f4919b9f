import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { loginKey, newRecoveryCode, normalRecoveryCode, unwrapKey, wrapKey } from '../keys.ts';
import { countActiveAdmins, findUser, findUserByLogin, insertUser, updateUser } from '../queries/user.ts';
import type { Db } from '../sql.ts';
import type { GateCtx } from './define.ts';
import { keysOf } from './session.ts';

/*
 * Users live in the database, their wraps of the key in the key file. The wrap is written first and taken away last, so
 * that a power cut between the two leaves a wrap that opens nothing for anyone, never a user who cannot enter.
 */

/** Errors: LOGIN_TAKEN. */
export async function createUser(ctx: GateCtx, input: Checked<'user.create'>): Promise<Output<'user.create'>> {
  const { vault } = ctx;
  const { login, name, position, role, unitId, password } = input;
  if (findUserByLogin(vault.db, loginKey(login)) !== undefined) throw new AppError('LOGIN_TAKEN', { login });
  const id = ctx.newId();
  await saveWrap(ctx, id, login, password);
  inTransaction(vault.db, () =>
    insertUser(vault.db, {
      id,
      login,
      loginKey: loginKey(login),
      name,
      position,
      role,
      unitId,
      isActive: 1,
      createdAtMs: ctx.now(),
    }),
  );
  return { id };
}

/** Errors: NOT_FOUND, LAST_ADMIN. */
export async function updateUserAccount(ctx: GateCtx, input: Checked<'user.update'>): Promise<Output<'user.update'>> {
  const { id, ...patch } = input;
  const { db } = ctx.vault;
  inTransaction(db, () => {
    requireUser(db, id);
    updateUser(db, id, patch);
    if (countActiveAdmins(db) === 0) throw new AppError('LAST_ADMIN', {});
  });
  if (input.isActive === 0) {
    const keys = keysOf(ctx.vault);
    ctx.vault.writeKeys({ ...keys, users: keys.users.filter((entry) => entry.userId !== id) });
  }
  return {};
}

/** Errors: NOT_FOUND. */
export async function setPassword(
  ctx: GateCtx,
  input: Checked<'user.setPassword'>,
): Promise<Output<'user.setPassword'>> {
  const user = requireUser(ctx.vault.db, input.id);
  await saveWrap(ctx, user.id, user.login, input.newPassword);
  return {};
}

/** Errors: LOGIN_WRONG. */
export async function changePassword(
  ctx: GateCtx,
  input: Checked<'session.changePassword'>,
): Promise<Output<'session.changePassword'>> {
  const user = await assertOwnPassword(ctx, input.oldPassword);
  await saveWrap(ctx, user.id, user.login, input.newPassword);
  return {};
}

/** Errors: LOGIN_WRONG. */
export async function renewRecovery(
  ctx: GateCtx,
  input: Checked<'session.renewRecovery'>,
): Promise<Output<'session.renewRecovery'>> {
  await assertOwnPassword(ctx, input.password);
  const recoveryCode = newRecoveryCode();
  const recovery = await wrapKey(normalRecoveryCode(recoveryCode), 'recovery', ctx.vault.key);
  ctx.vault.writeKeys({ ...keysOf(ctx.vault), recovery });
  return { recoveryCode };
}

/** Asks whoever is logged in for their password once more. Errors: LOGIN_WRONG. */
export async function assertOwnPassword(ctx: GateCtx, password: string): Promise<{ id: string; login: string }> {
  const user = requireUser(ctx.vault.db, ctx.caller?.userId ?? '');
  const entry = keysOf(ctx.vault).users.find((each) => each.userId === user.id);
  const key = entry === undefined ? undefined : await unwrapKey(password, user.id, entry.wrap);
  if (key === undefined) throw new AppError('LOGIN_WRONG', { waitSeconds: 0 });
  key.fill(0); // the vault has its own
  return user;
}

async function saveWrap(ctx: GateCtx, userId: string, login: string, password: string): Promise<void> {
  const wrap = await wrapKey(password, userId, ctx.vault.key);
  const keys = keysOf(ctx.vault);
  const others = keys.users.filter((entry) => entry.userId !== userId);
  ctx.vault.writeKeys({ ...keys, users: [...others, { userId, login: loginKey(login), wrap }] });
}

function requireUser(db: Db, id: string): { id: string; login: string } {
  const user = findUser(db, id);
  if (user === undefined) throw new AppError('NOT_FOUND', { entity: 'user', id });
  return user;
}

const inTransaction = (db: Db, work: () => void): void => db.transaction(work).immediate();
