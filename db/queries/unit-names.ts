import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';

/** What a unit was called during [validFrom, validTo). */
export interface UnitNames {
  readonly unitId: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly name: string;
  readonly fullName: string;
  readonly shortName: string;
  readonly symbol: string;
  readonly officialCode: string | null;
}

/** Every name of the units that can be given work: police and partners. */
export const listUnitNames = (db: Db): UnitNames[] =>
  prepare(
    db,
    `SELECT unitId, validFrom, validTo, version.name, fullName, shortName, symbol, officialCode
     FROM unit JOIN unitVersion version ON version.unitId = unit.id
     WHERE nature IN ('police', 'partner') ORDER BY version.sortKey, version.id`,
  ).all() as UnitNames[];
