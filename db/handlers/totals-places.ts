import type { TreeMode, UnitLevel } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import { convert, type LineageGraph } from '../domain/lineage.ts';
import type { Locate, Located } from '../domain/totals.ts';
import { readLineageAround } from '../queries/lineage.ts';
import { listStanding, type StandingVersion } from '../queries/totals.ts';
import type { Db } from '../sql.ts';

/** What is asked about: a unit whose children are the rows; `isAll`: and whatever stands nowhere below it, each root a row. */
export interface Scope {
  readonly unitId: string;
  readonly isAll: boolean;
}

/** Deeper than any tree: a circle in bad data ends here. */
const maxDepth = 30;

/** Units over time, with all that ever stood above them. */
export class Standing {
  private readonly versions = new Map<string, readonly StandingVersion[]>();

  readonly db: Db;

  constructor(db: Db) {
    this.db = db;
  }

  /** Reads what is not known yet, in one go. */
  learn(unitIds: Iterable<string>): void {
    const unknown = [...new Set(unitIds)].filter((id) => !this.versions.has(id));
    if (unknown.length === 0) return;
    for (const id of unknown) this.versions.set(id, []);
    for (const [id, list] of Map.groupBy(listStanding(this.db, unknown), ({ unitId }) => unitId))
      this.versions.set(id, list);
  }

  /** The version a unit had on a day: the last one begun by then, so that an ended unit stands where it stood last; else its first. */
  on(unitId: string, day: Day): StandingVersion | undefined {
    const list = this.versions.get(unitId) ?? [];
    return list.findLast(({ validFrom }) => validFrom <= day) ?? list[0];
  }

  /** First day without the unit, where that has come by a day. */
  endedOn(unitId: string, day: Day): Day | null {
    const last = (this.versions.get(unitId) ?? []).at(-1);
    return last !== undefined && last.validTo !== null && last.validTo <= day ? last.validTo : null;
  }

  /** The row a unit belongs to in the tree of a day: the child of the scope above it, the scope itself, or a root. */
  rowOf(unitId: string, day: Day, { unitId: scopeId, isAll }: Scope): string | undefined {
    let at = unitId;
    for (let depth = 0; depth < maxDepth; depth += 1) {
      if (at === scopeId) return at;
      const parentId = this.on(at, day)?.parentId ?? null;
      if (parentId === scopeId) return at;
      if (parentId === null) return isAll ? at : undefined;
      at = parentId;
    }
    return undefined;
  }
}

const levelOrder: readonly UnitLevel[] = ['ministry', 'province', 'department', 'district', 'commune', 'team', 'other'];
/** After every number that an office gives. */
const unnumbered = 10_000;

/** The order of the tree: staff departments, districts, communes, teams; by official order, else by name. */
export function inTreeOrder(a: StandingVersion | undefined, b: StandingVersion | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  const levels = levelOrder.indexOf(a.level) - levelOrder.indexOf(b.level);
  const numbers = (a.orderNumber ?? unnumbered) - (b.orderNumber ?? unnumbered);
  return levels || numbers || compare(a.sortKey, b.sortKey) || compare(a.unitId, b.unitId);
}

/** Plain order of texts. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Theo đơn vị tại thời điểm: every figure stands with its unit, in the tree of its day. */
const locateOfTheTime =
  (standing: Standing, scope: Scope): Locate =>
  (unitId, treeOn) => {
    const rowId = standing.rowOf(unitId, treeOn, scope);
    return rowId === undefined ? [] : [{ rowId, reason: null, share: '1', isBelow: rowId !== unitId }];
  };

/** Quy đổi về đơn vị hiện nay: every figure goes to the units that carry on; what cannot stays with its unit, and says why. */
function locateOfToday(standing: Standing, scope: Scope, graph: LineageGraph, on: Day): Locate {
  return (unitId, treeOn, isDivisible) =>
    convert(graph, unitId, treeOn, on, isDivisible).flatMap((part): Located[] => {
      const at = 'unitId' in part ? part.unitId : part.lastUnitId;
      standing.learn([at]);
      const rowId = standing.rowOf(at, on, scope);
      if (rowId === undefined) return [];
      const { share } = part;
      return 'unitId' in part
        ? [{ rowId, reason: null, share, isBelow: rowId !== at }]
        : [{ rowId: unitId, reason: part.notConvertible, share, isBelow: false }];
    });
}

const remembered = (locate: Locate): Locate => {
  const known = new Map<string, readonly Located[]>();
  return (unitId, treeOn, isDivisible) => {
    const key = `${unitId} ${treeOn} ${isDivisible}`;
    const located = known.get(key) ?? locate(unitId, treeOn, isDivisible);
    known.set(key, located);
    return located;
  };
};

/** Where figures of these units belong, in one of the two ways. */
export function locateBy(
  tree: TreeMode,
  standing: Standing,
  scope: Scope,
  on: Day,
  unitIds: readonly string[],
): Locate {
  if (tree === 'ofTheTime') return remembered(locateOfTheTime(standing, scope));
  return remembered(locateOfToday(standing, scope, readLineageAround(standing.db, unitIds), on));
}
