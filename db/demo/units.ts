import type { UnitKind, UnitLevel, UnitNature } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import { type Change, create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import type { Random } from './random.ts';
import { communesJoin, policeDistrictsEnd, type Reorganised } from './reorganisation.ts';
import { districtNames, formerNames, kindWords, partners, placeNames } from './words.ts';

/** Dates of the law: the district police ended, then the districts and the thị trấn. */
const start = '2015-01-01';
export const districtPoliceEnd = '2025-03-01';
export const districtEnd = '2025-07-01';

/** A unit that is given work. */
export interface DemoUnit {
  readonly id: string;
  readonly name: string;
  /** Place of its district in the list of those. */
  readonly district: number;
  readonly isKey: 0 | 1;
  /** First day without it, where it ended. */
  readonly untilOn?: Day;
}

export interface DemoUnits {
  readonly changes: readonly Change[];
  /** Police units of communes that live today. */
  readonly communes: readonly DemoUnit[];
  /** Police units of communes that went into others on districtEnd. */
  readonly former: readonly DemoUnit[];
  /** Police units of the districts, which ended on districtPoliceEnd. */
  readonly districts: readonly DemoUnit[];
  readonly partners: readonly string[];
}

interface Making {
  readonly changes: Change[];
  readonly newId: () => string;
}

const version = (
  unitId: string,
  validFrom: Day,
  fields: Partial<Fields<'unitVersion'>> & Pick<Fields<'unitVersion'>, 'kind' | 'name' | 'fullName'>,
): Fields<'unitVersion'> => ({
  ...{ unitId, validFrom, validTo: null, shortName: '', symbol: '', officialCode: null, parentId: null },
  ...{ isKey: 0, hasPolice: 1, orderNumber: null, basisDirectiveId: null, basisText: '' },
  ...fields,
});

function addUnit(making: Making, nature: UnitNature, level: UnitLevel, areaId: string | null): string {
  const id = making.newId();
  making.changes.push(create('unit', id, { nature, level, areaId }));
  return id;
}
const addVersion = (making: Making, fields: Fields<'unitVersion'>): void =>
  void making.changes.push(create('unitVersion', making.newId(), fields));

const policeWords = (kind: UnitKind, name: string) => {
  const words = kindWords[kind];
  return {
    name,
    fullName: `${words?.police} ${name}`,
    shortName: `${words?.short} ${name}`,
    symbol: words?.short ?? '',
  };
};

/** A province of `count` communes under eight districts, and its police: from 2015, through the end of the district level. */
export function demoUnits(officeUnitId: string, count: number, random: Random, newId: () => string): DemoUnits {
  const making: Making = { changes: [], newId };
  const provinceId = addUnit(making, 'area', 'province', null);
  const province = { kind: 'province' as const, name: 'Bình Minh', fullName: 'Tỉnh Bình Minh', officialCode: '99' };
  addVersion(making, version(provinceId, start, province));
  const districts = districtNames.map((name, index) => addDistrict(making, provinceId, officeUnitId, name, index));
  const districtOf = (index: number): District => {
    const district = districts[index % districts.length];
    if (district === undefined) throw new Error('a province has districts');
    return district;
  };
  const added = placeNames.slice(0, count).map((name, index) => {
    const isKey = random.chance(0.2) ? 1 : 0;
    return addCommune(making, { name, index, provinceId, officeUnitId, district: districtOf(index), isKey });
  });
  const former = formerNames.slice(0, Math.ceil(count / 8)).map((name, place): Former => {
    const index = place * 8 + 3;
    // One in three was divided between two; the heirs lie in the same district.
    const heirs = [added[index % count], ...(place % 3 === 2 ? [added[(index + districts.length) % count]] : [])];
    return {
      ...addFormer(making, { name, place, district: districtOf(index) }),
      heirs: heirs.flatMap((heir) => heir ?? []),
    };
  });
  making.changes.push(...eventsOf(districts, added, former, newId));
  const partnerIds = partners.map(({ name, kind }) => {
    const id = addUnit(making, 'partner', 'other', null);
    addVersion(making, version(id, start, { kind, name, fullName: name, hasPolice: 0 }));
    return id;
  });
  const districtUnits = districts.map(({ policeId, name }, district) => ({
    id: policeId,
    name,
    district,
    isKey: 0 as const,
  }));
  return {
    changes: making.changes,
    communes: added.map(({ unit }) => unit),
    former: former.map(({ unit }) => unit),
    districts: districtUnits,
    partners: partnerIds,
  };
}

/** The same story for the areas and for the police units that serve them, who lost their district level four months earlier. */
function eventsOf(
  districts: readonly District[],
  communes: readonly Commune[],
  former: readonly Former[],
  newId: () => string,
): Change[] {
  const areas: Reorganised = {
    districts: districts.map(({ areaId }) => areaId),
    communes: communes.map(({ areaId: id, kindBefore, kindAfter }) => ({ id, kindBefore, kindAfter })),
    former: former.map(({ areaId: id, heirs }) => ({ id, heirs: heirs.map((heir) => heir.areaId) })),
  };
  const police: Reorganised = {
    districts: districts.map(({ policeId }) => policeId),
    communes: communes.map(({ unit, kindBefore, kindAfter }) => ({ id: unit.id, kindBefore, kindAfter })),
    former: former.map(({ unit, heirs }) => ({ id: unit.id, heirs: heirs.map((heir) => heir.unit.id) })),
  };
  const moved = {
    ...police,
    communes: [...police.communes, ...police.former.map(({ id }) => ({ id, ...wasCommune }))],
  };
  return [
    ...policeDistrictsEnd(newId, moved, districtPoliceEnd),
    ...communesJoin(newId, areas, districtEnd),
    ...communesJoin(newId, { ...police, districts: [] }, districtEnd),
  ];
}

const wasCommune = { kindBefore: 'commune', kindAfter: 'commune' } as const;

interface District {
  readonly index: number;
  readonly officeUnitId: string;
  readonly name: string;
  readonly areaId: string;
  readonly policeId: string;
}

function addDistrict(making: Making, provinceId: string, officeUnitId: string, name: string, index: number): District {
  const kind = index === 0 ? 'provincialCity' : 'ruralDistrict';
  const areaId = addUnit(making, 'area', 'district', null);
  const area = { kind, name, fullName: `${kindWords[kind]?.full} ${name}`, officialCode: String(900 + index) } as const;
  addVersion(making, { ...version(areaId, start, area), parentId: provinceId, validTo: districtEnd });
  const policeId = addUnit(making, 'police', 'district', areaId);
  const police = { kind, ...policeWords(kind, name) } as const;
  const basisText = 'Kết thúc hoạt động của Công an cấp huyện từ ngày 01/3/2025';
  addVersion(making, {
    ...version(policeId, start, police),
    parentId: officeUnitId,
    validTo: districtPoliceEnd,
    basisText,
  });
  return { index, officeUnitId, name: police.fullName, areaId, policeId };
}

interface NewCommune {
  readonly name: string;
  readonly index: number;
  readonly provinceId: string;
  readonly officeUnitId: string;
  readonly district: District;
  readonly isKey: 0 | 1;
}

/** A commune of today with its area. */
interface Commune {
  readonly unit: DemoUnit;
  readonly areaId: string;
  readonly kindBefore: UnitKind;
  readonly kindAfter: UnitKind;
}

/** A commune of before districtEnd. */
interface Former {
  readonly unit: DemoUnit;
  readonly areaId: string;
  readonly heirs: readonly Commune[];
}

function addCommune(making: Making, commune: NewCommune): Commune {
  const { name, index, provinceId, officeUnitId, district, isKey } = commune;
  const before: UnitKind = index % 8 === 0 ? 'ward' : index % 11 === 0 ? 'township' : 'commune';
  const after: UnitKind = before === 'township' ? 'commune' : before; // thị trấn ended with the districts
  const officialCode = String(99_001 + index * 3);
  const areaId = addUnit(making, 'area', 'commune', null);
  const area = (kind: UnitKind) => ({ kind, name, fullName: `${kindWords[kind]?.full} ${name}`, officialCode, isKey });
  addVersion(making, { ...version(areaId, start, area(before)), parentId: district.areaId, validTo: districtEnd });
  addVersion(making, { ...version(areaId, districtEnd, area(after)), parentId: provinceId });
  const id = addUnit(making, 'police', 'commune', areaId);
  const police = (kind: UnitKind) => ({ kind, ...policeWords(kind, name), isKey });
  addVersion(making, {
    ...version(id, start, police(before)),
    parentId: district.policeId,
    validTo: districtPoliceEnd,
  });
  const isRenamed = before !== after;
  const end = isRenamed ? districtEnd : null;
  addVersion(making, { ...version(id, districtPoliceEnd, police(before)), parentId: officeUnitId, validTo: end });
  if (isRenamed) addVersion(making, { ...version(id, districtEnd, police(after)), parentId: officeUnitId });
  const unit = { id, name: policeWords(after, name).fullName, district: index % districtNames.length, isKey };
  return { unit, areaId, kindBefore: before, kindAfter: after };
}

function addFormer(
  making: Making,
  { name, place, district }: { readonly name: string; readonly place: number; readonly district: District },
): Omit<Former, 'heirs'> {
  const kind: UnitKind = place % 4 === 3 ? 'township' : 'commune';
  const officialCode = String(99_701 + place * 3);
  const areaId = addUnit(making, 'area', 'commune', null);
  const area = { kind, name, fullName: `${kindWords[kind]?.full} ${name}`, officialCode };
  addVersion(making, { ...version(areaId, start, area), parentId: district.areaId, validTo: districtEnd });
  const id = addUnit(making, 'police', 'commune', areaId);
  const police = { kind, ...policeWords(kind, name) };
  const { policeId, officeUnitId } = district;
  addVersion(making, { ...version(id, start, police), parentId: policeId, validTo: districtPoliceEnd });
  const after = { ...version(id, districtPoliceEnd, police), parentId: officeUnitId, validTo: districtEnd };
  addVersion(making, after);
  const unit = { id, name: police.fullName, district: district.index, isKey: 0, untilOn: districtEnd } as const;
  return { unit, areaId };
}
