import type { Day } from '../api/day.ts';
import type { AreaVersion } from './catalogue.ts';
import { type AreaLevel, areaKey } from './catalogue-line.ts';
import type { Organisation, OrganisationUnit } from './reorganization.ts';
import { versionOn } from './unit.ts';

/** The administrative units alive on one day, by code and by place. */
export interface AreaBook {
  readonly on: Day;
  readonly units: readonly OrganisationUnit[];
  readonly find: (level: AreaLevel, code: string) => OrganisationUnit | undefined;
  /** What a unit is on the day. */
  readonly version: (unitId: string) => AreaVersion | undefined;
  readonly provinceOf: (unitId: string) => OrganisationUnit | undefined;
  readonly childrenOf: (unitId: string) => readonly OrganisationUnit[];
  readonly codeOf: (unitId: string) => string;
  readonly nameOf: (unitId: string) => string;
}

export function buildBook(organisation: Organisation, areaIds: Iterable<string>, on: Day): AreaBook {
  const byKey = new Map<string, OrganisationUnit>();
  const versions = new Map<string, AreaVersion>();
  const children = new Map<string, OrganisationUnit[]>();
  const units: OrganisationUnit[] = [];
  for (const id of areaIds) {
    const unit = organisation.unit(id);
    const version = unit && versionOn(unit.versions, on);
    if (unit === undefined || version === undefined) continue;
    units.push(unit);
    versions.set(id, version);
    if (version.officialCode !== null) byKey.set(areaKey(unit.level, version.officialCode), unit);
    if (version.parentId === null) continue;
    const siblings = children.get(version.parentId);
    if (siblings === undefined) children.set(version.parentId, [unit]);
    else siblings.push(unit);
  }
  const provinceOf = (unitId: string): OrganisationUnit | undefined => {
    let unit = organisation.unit(unitId);
    for (let steps = 0; unit !== undefined && unit.level !== 'province' && steps < 4; steps += 1)
      unit = organisation.unit(versions.get(unit.id)?.parentId ?? '');
    return unit?.level === 'province' ? unit : undefined;
  };
  return {
    on,
    units,
    find: (level, code) => byKey.get(areaKey(level, code)),
    version: (unitId) => versions.get(unitId),
    provinceOf,
    childrenOf: (unitId) => children.get(unitId) ?? [],
    codeOf: (unitId) => versions.get(unitId)?.officialCode ?? '',
    nameOf: (unitId) => versions.get(unitId)?.fullName ?? '',
  };
}
