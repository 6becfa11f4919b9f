import { type Change, create, update } from '../commit.ts';
import type { EventWrite, PlannedEdge } from '../domain/reorganization.ts';
import type { Fields } from '../entities/index.ts';
import { versionChanges } from './unit-rules.ts';

/** The ops that bring units to where an event, or many of them (`mergeWrites`), leave them. */
export const unitChanges = (writes: Iterable<EventWrite>): Change[] =>
  [...writes].flatMap(({ id, nature, level, areaId, areaIdBefore, isNew, before, versions }): Change[] => {
    const identity = isNew ? [create('unit', id, { nature, level, areaId })] : [];
    const link = !isNew && areaId !== areaIdBefore ? [update('unit', id, { areaId })] : [];
    return [...identity, ...link, ...versionChanges(before, versions)];
  });

/** The ops that record an event with its edges. */
export const eventChanges = (
  id: string,
  event: Fields<'unitEvent'>,
  edges: readonly PlannedEdge[],
  newId: () => string,
): Change[] => [
  create('unitEvent', id, event),
  ...edges.map((edge) => create('unitLineage', newId(), { eventId: id, ...edge })),
];
