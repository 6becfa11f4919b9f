import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';

/** Records that say something of a unit on a day of its own; work is not among them, for it is handed on. */
const dated = [
  { table: 'post', day: 'fromOn' },
  { table: 'headcount', day: 'onDay' },
  { table: 'registration', day: 'registeredOn' },
  { table: 'assessment', day: 'onDay' },
] as const;

/** Of these units, those with records from a day on, and the first day of one: the unit cannot have ended before. */
export function listLaterRecords(db: Db, unitIds: readonly string[], on: Day): { unitId: string; day: Day }[] {
  const found = dated.map(
    ({ table, day }) => `SELECT unitId, ${day} AS day FROM ${table}
      WHERE unitId IN (SELECT value FROM json_each(@unitIds)) AND ${day} >= @on`,
  );
  return prepare(
    db,
    `SELECT unitId, min(day) AS day FROM (${found.join(' UNION ALL ')}) GROUP BY unitId ORDER BY unitId`,
  ).all({ unitIds: JSON.stringify(unitIds), on }) as { unitId: string; day: Day }[];
}
