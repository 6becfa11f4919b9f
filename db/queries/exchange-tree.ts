import { type Db, prepare } from '../sql.ts';

/** Of every unit that ever stood under another: the one it stood under last. */
export function listLastParents(db: Db): Map<string, string> {
  const rows = prepare(
    db,
    `SELECT unitId, parentId FROM unitVersion version WHERE parentId IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM unitVersion newer WHERE newer.unitId = version.unitId AND newer.validFrom > version.validFrom)`,
  ).raw();
  return new Map(rows.all() as [string, string][]);
}
