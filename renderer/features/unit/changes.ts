import type { UnitShown, UnitVersionShown } from '../../../db/api/contract/unit.ts';
import type { Day } from '../../../db/api/day.ts';

const named = ['name', 'kind', 'parentId', 'officialCode', 'isKey', 'hasPolice', 'shortName', 'symbol'] as const;
export type NamedChange = (typeof named)[number] | 'other';

/** What one version says otherwise than the one before; nothing for the first. */
export function changesBetween(before: UnitVersionShown | undefined, version: UnitVersionShown): NamedChange[] {
  if (before === undefined) return [];
  const changed: NamedChange[] = named.filter((field) => before[field] !== version[field]);
  // A short name and a symbol follow the kind and the name.
  const main = changed.filter((field) => field !== 'shortName' && field !== 'symbol');
  if (main.length > 0) return main;
  return changed.length > 0 ? changed : ['other'];
}

/** The version of the day of view; outside the unit's life the nearest one. */
export function versionShown(unit: UnitShown, on: Day): UnitVersionShown {
  const { versions, versionId } = unit;
  const shown =
    versions.find((version) => version.id === versionId) ??
    versions.findLast((version) => version.validFrom <= on) ??
    versions[0];
  if (shown === undefined) throw new RangeError('a unit has at least one version');
  return shown;
}
