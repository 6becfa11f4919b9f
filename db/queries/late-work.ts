import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';

/** Of these units, those whose life has ended by a day. */
export const endedOffices = (db: Db, unitIds: ReadonlySet<string>, on: Day): Set<string> =>
  new Set(
    prepare(
      db,
      `SELECT unitId FROM unitVersion WHERE unitId IN (SELECT value FROM json_each(?)) GROUP BY unitId
       HAVING max(coalesce(validTo, '9999-12-31')) <= ?`,
    )
      .pluck()
      .all(JSON.stringify([...unitIds]), on) as string[],
  );

/** Notes that so many changes of an ended unit have come. */
export const addLateWork = (db: Db, unitId: string, opCount: number, atMs: number): void =>
  void prepare(
    db,
    `INSERT INTO lateWork VALUES (@unitId, @opCount, @atMs) ON CONFLICT (unitId) DO UPDATE SET
       opCount = iif(lastAtMs < @atMs - ${'30 * 86400000'}, 0, opCount) + excluded.opCount, lastAtMs = excluded.lastAtMs`,
  ).run({ unitId, opCount, atMs });

/** Changes of ended units that came since, with those who carry on their work. */
export const listLateWork = (
  db: Db,
  sinceMs: number,
): { unitId: string; opCount: number; lastAtMs: number; heirIds: string[] }[] =>
  (
    prepare(
      db,
      `SELECT unitId, opCount, lastAtMs, (SELECT json_group_array(heirId) FROM unitSuccession heir
         WHERE heir.unitId = lateWork.unitId AND toOn IS NULL AND heirId IS NOT NULL) AS heirIds
       FROM lateWork WHERE lastAtMs >= ? ORDER BY lastAtMs DESC, unitId`,
    ).all(sinceMs) as { unitId: string; opCount: number; lastAtMs: number; heirIds: string }[]
  ).map(({ heirIds, ...row }) => ({ ...row, heirIds: JSON.parse(heirIds) as string[] }));
