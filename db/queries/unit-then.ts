import type { UnitThen } from '../api/contract/stocktake.ts';
import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';
import { fullNameOn } from './unit-on.ts';

const alive = 'version.validFrom <= @on AND (version.validTo IS NULL OR version.validTo > @on)';

/**
 * Who carries on what these units were, on a day: themselves while they live, else along the events that ended them. Of a
 * unit that was divided all the heirs, of one that ended without heir none.
 */
const heirsOn = `
  WITH RECURSIVE heir (unitId, heirId) AS (
    SELECT value, value FROM json_each(@ids)
    UNION
    SELECT heir.unitId, edge.toUnitId FROM heir JOIN unitLineage edge ON edge.fromUnitId = heir.heirId
      JOIN unitEvent event ON event.id = edge.eventId
    WHERE edge.toUnitId <> edge.fromUnitId AND event.effectiveOn <= @on
      AND event.effectiveOn = (SELECT max(validTo) FROM unitVersion WHERE unitId = heir.heirId)
      AND NOT EXISTS (SELECT 1 FROM unitVersion version WHERE version.unitId = heir.heirId AND ${alive}))
  SELECT heir.unitId, heirId, version.fullName FROM heir JOIN unitVersion version ON version.unitId = heirId AND ${alive}
  ORDER BY version.sortKey, heirId`;

/** Units by their names on a day, with what has become of them by the day of view; in the order of the ids. */
export function listUnitsThen(db: Db, ids: readonly string[], { heldOn, on }: { heldOn: Day; on: Day }): UnitThen[] {
  const named = JSON.stringify(ids);
  const rows = prepare(
    db,
    `SELECT value AS unitId, coalesce(${fullNameOn('value', '@heldOn')}, '') AS name,
       (SELECT max(validTo) FROM unitVersion WHERE unitId = value
        HAVING sum(validTo IS NULL) = 0 AND max(validTo) <= @on) AS endedOn
     FROM json_each(@ids) ORDER BY key`,
  ).all({ ids: named, heldOn, on }) as Omit<UnitThen, 'now'>[];
  const heirs = prepare(db, heirsOn).all({ ids: named, on }) as { unitId: string; heirId: string; fullName: string }[];
  return rows.map((row) => ({
    ...row,
    now: heirs
      .filter((heir) => heir.unitId === row.unitId && (heir.heirId !== row.unitId || heir.fullName !== row.name))
      .map(({ heirId, fullName }) => ({ id: heirId, fullName })),
  }));
}
