import { all, type Db, one, q, run } from '../sql.ts';

export interface SavedViewRow {
  id: string;
  userId: string;
  place: string;
  name: string;
  body: string;
  savedAtMs: number;
}

/** Views of one user in one place. Uses index savedView_by_place. */
export const listSavedViews = (db: Db, userId: string, place: string): SavedViewRow[] =>
  all(db, q.selectFrom('savedView').selectAll().where('userId', '=', userId).where('place', '=', place));

/** One view, if it is this user's. */
export const findSavedView = (db: Db, userId: string, id: string): SavedViewRow | undefined =>
  one(db, q.selectFrom('savedView').selectAll().where('id', '=', id).where('userId', '=', userId));

/** Adds a view, or puts it in the place of the one with its id. */
export function upsertSavedView(db: Db, view: SavedViewRow): void {
  const { name, body, savedAtMs } = view;
  run(
    db,
    q
      .insertInto('savedView')
      .values(view)
      .onConflict((c) => c.column('id').doUpdateSet({ name, body, savedAtMs })),
  );
}

export function deleteSavedView(db: Db, id: string): void {
  run(db, q.deleteFrom('savedView').where('id', '=', id));
}
