import type { Day } from '../api/day.ts';
import {
  findCommon,
  findGap,
  findOverlap,
  findUncovered,
  type Interval,
  isEmpty,
  isInside,
  sortByStart,
} from './interval.ts';

/** What the rules need of one version of a unit: it says what the unit is on the days `[validFrom, validTo)`. */
export interface UnitVersionLife extends Interval {
  readonly id: string;
  readonly unitId: string;
  /** The unit it stands under during this version; null for the top of the tree. */
  readonly parentId: string | null;
}

/** Why versions of units cannot stand: the code, the records concerned and the first day on which it shows (DOMAIN 5.2.1). */
export type UnitProblem =
  | { readonly code: 'VERSION_ENDS_BEFORE_START'; readonly versionId: string; readonly on: Day }
  | { readonly code: 'VERSIONS_OVERLAP'; readonly versionIds: readonly [string, string]; readonly on: Day }
  | { readonly code: 'VERSIONS_GAP'; readonly versionIds: readonly [string, string]; readonly on: Day }
  | { readonly code: 'PARENT_NOT_ALIVE'; readonly versionId: string; readonly parentId: string; readonly on: Day }
  | { readonly code: 'PARENT_CYCLE'; readonly unitIds: readonly string[]; readonly on: Day }
  | { readonly code: 'CHILD_OUTLIVES_PARENT'; readonly unitId: string; readonly versionId: string; readonly on: Day };

/** All versions of one unit, in any order; empty when the unit is unknown. */
export type VersionLookup = (unitId: string) => readonly UnitVersionLife[];

/** The problem of the versions of ONE unit among themselves: an empty version, two on one day, or days without one. */
export function checkVersions(versions: readonly UnitVersionLife[]): UnitProblem | undefined {
  const empty = versions.find(isEmpty);
  if (empty) return { code: 'VERSION_ENDS_BEFORE_START', versionId: empty.id, on: empty.validFrom };
  const overlap = findOverlap(versions);
  if (overlap) {
    return {
      code: 'VERSIONS_OVERLAP',
      versionIds: [overlap.first.id, overlap.second.id],
      on: overlap.second.validFrom,
    };
  }
  const gap = findGap(versions);
  if (gap === undefined || gap.first.validTo === null) return undefined;
  return { code: 'VERSIONS_GAP', versionIds: [gap.first.id, gap.second.id], on: gap.first.validTo };
}

/** The life of a unit, from its first version to its last; undefined without versions. */
export function lifeOf(versions: readonly Interval[]): Interval | undefined {
  const [first, ...others] = sortByStart(versions);
  if (first === undefined) return undefined;
  let { validTo } = first;
  for (const other of others) {
    if (validTo !== null && (other.validTo === null || other.validTo > validTo)) validTo = other.validTo;
  }
  return { validFrom: first.validFrom, validTo };
}

/** What the unit was on a day; undefined outside its life. */
export const versionOn = <T extends Interval>(versions: readonly T[], day: Day): T | undefined =>
  versions.find((version) => isInside(version, day));

function findCycle(
  path: readonly string[],
  during: Interval,
  versions: readonly UnitVersionLife[],
  lookup: VersionLookup,
): UnitProblem | undefined {
  for (const version of sortByStart(versions)) {
    const common = findCommon(version, during);
    if (common === undefined || version.parentId === null) continue;
    const above = [...path, version.parentId];
    if (path.includes(version.parentId)) return { code: 'PARENT_CYCLE', unitIds: above, on: common.validFrom };
    const problem = findCycle(above, common, lookup(version.parentId), lookup);
    if (problem) return problem;
  }
  return undefined;
}

/**
 * The problem of one unit's versions with the units above: a parent that does not exist on every day of the version, or a
 * unit above itself on any day; `lookup` gives the stored versions of the other units.
 */
export function checkParents(versions: readonly UnitVersionLife[], lookup: VersionLookup): UnitProblem | undefined {
  for (const version of sortByStart(versions)) {
    const { id: versionId, unitId, parentId } = version;
    if (parentId === null) continue;
    const problem = findCycle([unitId], version, [version], lookup);
    if (problem) return problem;
    const on = findUncovered(version, lookup(parentId));
    if (on !== undefined) return { code: 'PARENT_NOT_ALIVE', versionId, parentId, on };
  }
  return undefined;
}

/** The problem of a unit's life with the versions of other units that stand under it: a child on a day on which the unit does not exist. */
export function checkChildren(life: Interval, childVersions: readonly UnitVersionLife[]): UnitProblem | undefined {
  for (const child of sortByStart(childVersions)) {
    const on = findUncovered(child, [life]);
    if (on !== undefined) return { code: 'CHILD_OUTLIVES_PARENT', unitId: child.unitId, versionId: child.id, on };
  }
  return undefined;
}

/** The fields of a version that a change of the unit may set: all but its identity and its interval. */
export type VersionPatch<T extends UnitVersionLife> = Partial<Omit<T, 'id' | 'unitId' | 'validFrom' | 'validTo'>>;

/**
 * All versions of the unit once something (name, kind, parent …) changes from a day: the version of that day is closed and a
 * new one with `newId` runs until the next known change, which stays as it is; a second change on one day edits that version.
 * Undefined when the unit does not exist on the day.
 */
export function changeFrom<T extends UnitVersionLife>(
  versions: readonly T[],
  day: Day,
  newId: string,
  patch: VersionPatch<T>,
): T[] | undefined {
  const current = versionOn(versions, day);
  if (current === undefined) return undefined;
  const others = versions.filter((version) => version !== current);
  if (current.validFrom === day) return sortByStart([...others, { ...current, ...patch }]);
  const closed = { ...current, validTo: day };
  const opened = { ...current, ...patch, id: newId, validFrom: day };
  return sortByStart([...others, closed, opened]);
}

/**
 * All versions of the unit once it ends, `day` being the first day without it; versions planned from then on go.
 * Undefined when the unit would have had no day at all or had already ended before.
 */
export function endFrom<T extends UnitVersionLife>(versions: readonly T[], day: Day): T[] | undefined {
  const life = lifeOf(versions);
  if (life === undefined || day <= life.validFrom || (life.validTo !== null && life.validTo < day)) return undefined;
  return sortByStart(versions.filter((version) => version.validFrom < day)).map((version) =>
    version.validTo === null || version.validTo > day ? { ...version, validTo: day } : version,
  );
}
