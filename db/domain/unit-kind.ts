import type { UnitKind, UnitLevel, UnitNature } from '../api/contract/unit-words.ts';

/** What a unit of a level may be; police units may besides be posts. */
const kindsOfLevel: Readonly<Record<UnitLevel, readonly UnitKind[]>> = {
  ministry: ['ministry'],
  province: ['province', 'centralCity'],
  district: ['ruralDistrict', 'urbanDistrict', 'town', 'provincialCity', 'post'],
  commune: ['commune', 'ward', 'township', 'specialZone', 'post'],
  department: ['department'],
  team: ['team', 'post'],
  other: ['army', 'front', 'judiciary', 'agency', 'association', 'other'],
};

/** A partner has the level at which it works and is of a kind of its own. */
export const isKindOf = (nature: UnitNature, level: UnitLevel, kind: UnitKind): boolean =>
  kindsOfLevel[nature === 'partner' ? 'other' : level].includes(kind);
