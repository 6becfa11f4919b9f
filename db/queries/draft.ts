import { all, type Db, one, q, run } from '../sql.ts';

/** Newest first. */
export const listDraftsOf = (db: Db, userId: string): { key: string; savedAtMs: number }[] =>
  all(db, q.selectFrom('draft').select(['key', 'savedAtMs']).where('userId', '=', userId).orderBy('savedAtMs', 'desc'));

/** With what is in them, newest first. */
export const listBodies = (db: Db, userId: string): { key: string; body: string; savedAtMs: number }[] =>
  all(
    db,
    q
      .selectFrom('draft')
      .select(['key', 'body', 'savedAtMs'])
      .where('userId', '=', userId)
      .orderBy('savedAtMs', 'desc'),
  );

export const findDraft = (db: Db, userId: string, key: string): { body: string; savedAtMs: number } | undefined =>
  one(db, q.selectFrom('draft').select(['body', 'savedAtMs']).where('userId', '=', userId).where('key', '=', key));

export function upsertDraft(db: Db, draft: { key: string; userId: string; body: string; savedAtMs: number }): void {
  const { body, savedAtMs } = draft;
  run(
    db,
    q
      .insertInto('draft')
      .values(draft)
      .onConflict((c) => c.columns(['key', 'userId']).doUpdateSet({ body, savedAtMs })),
  );
}

export function deleteDraft(db: Db, userId: string, key: string): void {
  run(db, q.deleteFrom('draft').where('userId', '=', userId).where('key', '=', key));
}

/** The newest full name of a unit. */
export const findFullName = (db: Db, unitId: string): string | undefined =>
  one(
    db,
    q.selectFrom('unitVersion').select('fullName').where('unitId', '=', unitId).orderBy('validFrom', 'desc').limit(1),
  )?.fullName;
