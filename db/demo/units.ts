import type { UnitKind, UnitLevel, UnitNature } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import { type Change, create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import type { Random } from './random.ts';
import { districtNames, kindWords, partners, placeNames } from './words.ts';

/** Dates of the law: the district police ended, then the districts and the thị trấn. */
const start = '2015-01-01';
export const districtPoliceEnd = '2025-03-01';
const districtEnd = '2025-07-01';

/** A unit that is given work. */
export interface DemoUnit {
  readonly id: string;
  readonly name: string;
  /** Place of its district in the list of those. */
  readonly district: number;
  readonly isKey: 0 | 1;
}

export interface DemoUnits {
  readonly changes: readonly Change[];
  /** Police units of communes that live today. */
  readonly communes: readonly DemoUnit[];
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
  const communes = placeNames.slice(0, count).map((name, index) => {
    const district = districts[index % districts.length];
    if (district === undefined) throw new Error('a province has districts');
    return addCommune(making, { name, index, provinceId, officeUnitId, district, isKey: random.chance(0.2) ? 1 : 0 });
  });
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
  return { changes: making.changes, communes, districts: districtUnits, partners: partnerIds };
}

interface District {
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
  return { name: police.fullName, areaId, policeId };
}

interface NewCommune {
  readonly name: string;
  readonly index: number;
  readonly provinceId: string;
  readonly officeUnitId: string;
  readonly district: District;
  readonly isKey: 0 | 1;
}

function addCommune(making: Making, commune: NewCommune): DemoUnit {
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
  return { id, name: policeWords(after, name).fullName, district: index % districtNames.length, isKey };
}
