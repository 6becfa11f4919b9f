import type { UnitKind, UnitLevel, UnitNature } from '../db/api/contract/unit-words.ts';

/** What a unit of a level may be, in the order of the list. */
const kindsOf: Record<UnitLevel, readonly UnitKind[]> = {
  ministry: ['ministry'],
  province: ['province', 'centralCity'],
  district: ['ruralDistrict', 'urbanDistrict', 'town', 'provincialCity', 'post'],
  commune: ['ward', 'commune', 'township', 'specialZone', 'post'],
  department: ['department'],
  team: ['team', 'post'],
  other: ['other'],
};
const partnerKinds: readonly UnitKind[] = ['army', 'front', 'judiciary', 'agency', 'association', 'other'];

/** The levels of a tree, from the top. */
export const levelsOf: Record<UnitNature, readonly UnitLevel[]> = {
  police: ['ministry', 'province', 'department', 'district', 'commune', 'team'],
  area: ['province', 'district', 'commune'],
  partner: ['ministry', 'province', 'district', 'commune', 'other'],
};

/** Kinds that a unit of a tree and level may have, the likeliest first. */
export const kindChoices = (nature: UnitNature, level: UnitLevel): readonly UnitKind[] =>
  nature === 'partner' ? partnerKinds : kindsOf[level].filter((kind) => kind !== 'post' || nature === 'police');
