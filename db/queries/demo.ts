import { type Db, prepare } from '../sql.ts';

/** Rows of one of the tables the demo fills. */
export const countRows = (db: Db, table: 'unit' | 'directive' | 'assignment' | 'report'): number =>
  prepare(db, `SELECT count(*) FROM ${table}`).pluck().get() as number;

/** The first kind of document with that abbreviation; every office is seeded with them. */
export function findKindId(db: Db, abbreviation: string): string {
  const id = prepare(db, 'SELECT id FROM documentKind WHERE abbreviation = ? ORDER BY orderNumber LIMIT 1')
    .pluck()
    .get(abbreviation);
  if (typeof id !== 'string') throw new Error(`no kind of document is abbreviated ${abbreviation}`);
  return id;
}

/** The rule of the police week, Thursday to Wednesday, which every office is seeded with. */
export function findWeekRuleId(db: Db): string {
  const id = prepare(
    db,
    "SELECT id FROM periodRule WHERE unit = 'week' AND startWeekday = 4 ORDER BY orderNumber LIMIT 1",
  )
    .pluck()
    .get();
  if (typeof id !== 'string') throw new Error('no rule for the police week');
  return id;
}
