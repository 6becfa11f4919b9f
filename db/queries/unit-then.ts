import type { UnitThen } from '../api/contract/stocktake.ts';
import type { Day } from '../api/day.ts';
import { type LineageGraph, livesOn, successorsOn } from '../domain/lineage.ts';
import type { Db } from '../sql.ts';
import { listNamesOn, nameKey, readLineageAround } from './lineage.ts';

/** Itself while it lives, else who took it over when it ended: what it gave away while it lived is not what it became. */
const becameOn = (graph: LineageGraph, id: string, on: Day): string[] =>
  livesOn(graph, id, on) ? [id] : successorsOn(graph, id, on, graph.lives.get(id)?.validTo ?? undefined);

/** Units by their names on a day, with what has become of them by the day of view; in the order of the ids. */
export function listUnitsThen(db: Db, ids: readonly string[], { heldOn, on }: { heldOn: Day; on: Day }): UnitThen[] {
  const graph = readLineageAround(db, ids);
  const heirs = new Map(ids.map((id) => [id, becameOn(graph, id, on)]));
  const then = listNamesOn(
    db,
    ids.map((id) => ({ id, on: heldOn })),
  );
  const today = listNamesOn(
    db,
    [...new Set([...heirs.values()].flat())].map((id) => ({ id, on })),
  );
  return ids.map((unitId) => {
    const name = then.get(nameKey(unitId, heldOn))?.fullName ?? '';
    const end = graph.lives.get(unitId)?.validTo ?? null;
    const now = (heirs.get(unitId) ?? []).flatMap((id) => {
      const fullName = today.get(nameKey(id, on))?.fullName ?? '';
      return id === unitId && fullName === name ? [] : [{ id, fullName }];
    });
    const endedOn = end !== null && end <= on ? end : null;
    return { unitId, name, endedOn, now: now.toSorted((a, b) => a.fullName.localeCompare(b.fullName, 'vi')) };
  });
}
