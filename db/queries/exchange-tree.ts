import { type Db, prepare } from '../sql.ts';

/**
 * The unit under which a unit stood last, null for one at the top, undefined for one that is not known here. Uses index
 * unitVersion_by_unit; of two versions of one day every PC takes the same.
 */
export const findLastParent = (db: Db, unitId: string): string | null | undefined =>
  prepare(db, 'SELECT parentId FROM unitVersion WHERE unitId = ? ORDER BY validFrom DESC, id DESC LIMIT 1')
    .pluck()
    .get(unitId) as string | null | undefined;
