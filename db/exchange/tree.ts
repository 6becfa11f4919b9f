import { findLastParent } from '../queries/exchange-tree.ts';
import type { Db } from '../sql.ts';
import type { Trust } from '../sync/certificate.ts';
import type { Tree } from '../sync/channel.ts';

/**
 * The police units as they stood last, and which of them have a PC: what decides who may read what. It follows from the records
 * alone and asks no clock, so that PCs that hold the same decide the same.
 */
export function treeOf(db: Db, trust: Trust): Tree {
  const parents = new Map<string, string | undefined>();
  const offices = new Map<string, string | undefined>();
  for (const { revoked, current } of trust.devices.values())
    if (revoked === undefined) offices.set(current.unit, trust.authorities.get(current.authority)?.unit);
  return {
    // Before the tree itself has come, a PC knows but who let it in. Looked up when it is asked for: most units never are.
    parentOf(unitId) {
      if (!parents.has(unitId)) {
        const parent = findLastParent(db, unitId);
        parents.set(unitId, parent === undefined ? notItself(unitId, offices.get(unitId)) : (parent ?? undefined));
      }
      return parents.get(unitId);
    },
    hasOffice: (unitId) => offices.has(unitId),
  };
}

const notItself = (unitId: string, above: string | undefined): string | undefined =>
  above === unitId ? undefined : above;
