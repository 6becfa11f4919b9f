import type { UserRow } from '../schema.ts';
import { all, type Db, one, q, run } from '../sql.ts';

/** By login. */
export const listAllUsers = (db: Db): UserRow[] => all(db, q.selectFrom('user').selectAll().orderBy('loginKey'));

export const findUser = (db: Db, id: string): UserRow | undefined =>
  one(db, q.selectFrom('user').selectAll().where('id', '=', id));

export const findUserByLogin = (db: Db, loginKey: string): UserRow | undefined =>
  one(db, q.selectFrom('user').selectAll().where('loginKey', '=', loginKey));

export function insertUser(db: Db, user: UserRow): void {
  run(db, q.insertInto('user').values(user));
}

export function updateUser(db: Db, id: string, patch: Partial<UserRow>): void {
  run(db, q.updateTable('user').set(patch).where('id', '=', id));
}

/** Users who can administer the office. */
export const countActiveAdmins = (db: Db): number =>
  one(
    db,
    q
      .selectFrom('user')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('role', '=', 'admin')
      .where('isActive', '=', 1),
  )?.n ?? 0;
