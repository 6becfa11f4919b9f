import type { sessionContract, User } from '../api/contract/session.ts';
import { saveMeta } from '../queries/op.ts';
import { listAllUsers } from '../queries/user.ts';
import type { UserRow } from '../schema.ts';
import type { HandlersOf } from './define.ts';

export const userHandlers: HandlersOf<typeof sessionContract> = {
  'user.list': (ctx) => listAllUsers(ctx.db).map(showUser),

  'office.saveSettings': (ctx, input) => {
    saveMeta(ctx.db, 'autoLockMinutes', String(input.autoLockMinutes));
    return {};
  },
};

/** What of a user may be shown. */
export const showUser = ({ id, login, name, position, role, unitId, isActive }: UserRow): User => ({
  id,
  login,
  name,
  position,
  role,
  unitId,
  isActive,
});
