import type { UnitKind } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import type { AreaUnit, AreaVersion, UnitWrite } from './catalogue.ts';
import { areaLevels } from './catalogue-line.ts';
import { foldText, nameKey } from './text.ts';
import { changeFrom, endFrom, lifeOf, versionOn } from './unit.ts';

/** Day from which there is no Công an cấp huyện (DOMAIN 1.1); the administrative districts lasted until 1/7/2025. */
export const districtPoliceEndedOn: Day = '2025-03-01';

/** What everyone calls the top of the tree. */
const ministry = {
  kind: 'ministry' as const,
  name: 'Bộ Công an',
  fullName: 'Bộ Công an',
  shortName: 'BCA',
  symbol: 'BCA',
};

const symbols: Partial<Record<UnitKind, string>> = {
  province: 'CAT',
  centralCity: 'CATP',
  ruralDistrict: 'CAH',
  urbanDistrict: 'CAQ',
  town: 'CATX',
  provincialCity: 'CATP',
  commune: 'CAX',
  ward: 'CAP',
  township: 'CATT',
  specialZone: 'CAĐK',
};

const fullNameLimit = 200;
const shortNameLimit = 60;

/** Names of the police unit of an area: Công an phường Long Thành, CAP Long Thành, symbol CAP. */
export function policeFacts(area: Pick<AreaVersion, 'kind' | 'name' | 'fullName'>) {
  const symbol = symbols[area.kind] ?? 'CA';
  const fullName = `Công an ${area.fullName.charAt(0).toLowerCase()}${area.fullName.slice(1)}`.slice(0, fullNameLimit);
  return {
    kind: area.kind,
    name: area.name,
    fullName,
    shortName: `${symbol} ${area.name}`.slice(0, shortNameLimit),
    symbol,
  };
}

/** A police unit as stored; `areaId` is the area it serves. */
export interface PoliceUnit extends AreaUnit {
  readonly areaId: string | null;
}

export interface PoliceChoices {
  readonly on: Day;
  readonly provinceIds: 'all' | readonly string[];
  readonly officeUnitId: string;
  readonly officeAreaId: string | null;
  readonly basisText: string;
  /** Units with unfinished work: never ended here, because their work must be handed on first (DOMAIN 5.2.3). */
  readonly openWork: ReadonlySet<string>;
  /** Ends the units whose area has ceased. */
  readonly endGone: boolean;
}

/** A unit to write; `areaId` too, where it changes. */
export interface PoliceWrite extends UnitWrite {
  readonly areaId: string | null;
}

export interface PolicePlan {
  readonly writes: readonly PoliceWrite[];
  readonly outcomes: readonly { readonly level: string; readonly outcome: 'created' | 'changed' | 'same' }[];
  readonly withoutPolice: number;
  readonly officeAreaId: string | null;
  /** Units whose area has ceased, by level: those that can end on the day, and the number of those that have work or units below. */
  readonly gone: readonly string[];
  readonly goneKept: number;
}

interface Work {
  readonly areas: ReadonlyMap<string, AreaUnit>;
  readonly police: ReadonlyMap<string, PoliceUnit>;
  readonly choices: PoliceChoices;
  readonly newId: () => string;
  readonly writes: Map<string, PoliceWrite>;
  /** By area: the police unit that serves it. */
  readonly policeByArea: Map<string, string>;
  readonly rootId: string;
}

/**
 * Police units for the areas of some provinces alive on a day, with the names, parents and ends that follow from what is known
 * of the areas from that day on. Units that exist are dated back or follow their area where their name was made, not written by hand.
 */
export function planPolice(
  areas: readonly AreaUnit[],
  police: readonly PoliceUnit[],
  choices: PoliceChoices,
  newId: () => string,
): PolicePlan {
  const areaById = new Map(areas.map((area) => [area.id, area]));
  const wanted = areasWanted(areaById, choices);
  const officeAreaId = findOfficeArea(wanted, police, choices);
  const policeById = new Map(police.map((unit) => [unit.id, unit]));
  const policeByArea = new Map(
    police.flatMap((unit) => (unit.areaId === null ? [] : [[unit.areaId, unit.id] as const])),
  );
  if (officeAreaId !== null) policeByArea.set(officeAreaId, choices.officeUnitId);
  const root = findRoot(police);
  const writes = new Map<string, PoliceWrite>();
  const work = {
    areas: areaById,
    police: policeById,
    choices,
    newId,
    writes,
    policeByArea,
    rootId: root?.id ?? newId(),
  };
  ensureRoot(work, root);
  const outcomes: PolicePlan['outcomes'][number][] = [];
  let withoutPolice = 0;
  for (const area of wanted) {
    if (versionOn(area.versions, choices.on)?.hasPolice === 0) withoutPolice += 1;
    else if (area.level !== 'district' || choices.on < districtPoliceEndedOn)
      outcomes.push({ level: area.level, outcome: planUnit(work, area) });
  }
  const { ends, keptCount } = findGone(work);
  if (choices.endGone) for (const write of ends) writes.set(write.unitId, write);
  const gone = ends.map((write) => write.level);
  return { writes: [...writes.values()], outcomes, withoutPolice, officeAreaId, gone, goneKept: keptCount };
}

/** Ends for the units whose area has ceased by the day, as far as nothing alive stands under them and no work is open. */
function findGone(work: Work): { ends: PoliceWrite[]; keptCount: number } {
  const { on, officeUnitId, openWork } = work.choices;
  const after = (unit: PoliceUnit): readonly AreaVersion[] => work.writes.get(unit.id)?.versions ?? unit.versions;
  const isGone = (unit: PoliceUnit): boolean => {
    const life = lifeOf(work.areas.get(unit.areaId ?? '')?.versions ?? []);
    return (
      life !== undefined && life.validTo !== null && life.validTo <= on && versionOn(after(unit), on) !== undefined
    );
  };
  const gone = [...work.police.values()].filter((unit) => unit.id !== officeUnitId && isGone(unit));
  const ending = new Map<string, PoliceWrite>();
  for (const unit of gone) {
    const versions =
      openWork.has(unit.id) || after(unit).some((version) => version.validFrom > on)
        ? undefined
        : endFrom(after(unit), on);
    if (versions !== undefined)
      ending.set(unit.id, { unitId: unit.id, level: unit.level, isNew: false, areaId: unit.areaId, versions });
  }
  const all = [...new Set([...work.police.keys(), ...work.writes.keys()])];
  for (let before = -1; before !== ending.size; ) {
    before = ending.size;
    for (const id of all) {
      if (ending.has(id)) continue;
      const versions = work.writes.get(id)?.versions ?? work.police.get(id)?.versions ?? [];
      for (const { parentId, validTo } of versions)
        if (parentId !== null && (validTo === null || validTo > on)) ending.delete(parentId);
    }
  }
  return { ends: [...ending.values()], keptCount: gone.length - ending.size };
}

/** Areas alive on the day in the provinces chosen, parents before children. */
function areasWanted(areas: ReadonlyMap<string, AreaUnit>, { on, provinceIds }: PoliceChoices): AreaUnit[] {
  const provinces = provinceIds === 'all' ? undefined : new Set(provinceIds);
  const isWanted = (area: AreaUnit): boolean => {
    let top: AreaUnit | undefined = area;
    let version = versionOn(area.versions, on);
    if (version === undefined) return false;
    for (let steps = 0; version?.parentId && steps < areaLevels.length; steps += 1) {
      top = areas.get(version.parentId);
      version = top && versionOn(top.versions, on);
    }
    return top !== undefined && (provinces === undefined || provinces.has(top.id));
  };
  const wanted = [...areas.values()].filter(isWanted);
  return areaLevels.flatMap((level) => wanted.filter((area) => area.level === level));
}

/** The area chosen; else the one the office already serves, or the only one whose police unit would bear the office's name. */
function findOfficeArea(
  wanted: readonly AreaUnit[],
  police: readonly PoliceUnit[],
  { on, officeUnitId, officeAreaId }: PoliceChoices,
): string | null {
  const office = police.find((unit) => unit.id === officeUnitId);
  if (office === undefined || office.level === 'ministry') return null;
  if (office.areaId !== null) return office.areaId;
  if (officeAreaId !== null) return officeAreaId;
  const names = new Set(office.versions.map((version) => foldText(version.fullName)));
  const same = wanted.filter((area) => {
    const version = versionOn(area.versions, on);
    return area.level === office.level && version !== undefined && names.has(foldText(policeFacts(version).fullName));
  });
  return same.length === 1 ? (same[0]?.id ?? null) : null;
}

const findRoot = (police: readonly PoliceUnit[]): PoliceUnit | undefined =>
  police.find((unit) => unit.level === 'ministry');

const earliest = (versions: readonly AreaVersion[]): AreaVersion | undefined =>
  versions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0];

/** Bộ Công an, from the first day on which anything stands under it. */
function ensureRoot(work: Work, root: PoliceUnit | undefined): void {
  const { choices, rootId } = work;
  const officeFrom = earliest(work.police.get(choices.officeUnitId)?.versions ?? [])?.validFrom ?? choices.on;
  const from = officeFrom < choices.on ? officeFrom : choices.on;
  const first = earliest(root?.versions ?? []);
  if (root === undefined || first === undefined) {
    const version = newVersion(work, rootId, { ...ministry, parentId: null }, from, null);
    work.writes.set(rootId, { unitId: rootId, level: 'ministry', isNew: true, areaId: null, versions: [version] });
  } else if (first.validFrom > from) {
    const versions = root.versions.map((version) => (version === first ? { ...first, validFrom: from } : version));
    work.writes.set(rootId, { unitId: rootId, level: root.level, isNew: false, areaId: root.areaId, versions });
  }
}

type Stated = ReturnType<typeof policeFacts> & { readonly parentId: string | null };

function newVersion(
  work: Work,
  unitId: string,
  stated: Omit<Stated, 'kind'> & { kind: UnitKind },
  validFrom: Day,
  validTo: Day | null,
): AreaVersion {
  const rest = { officialCode: null, isKey: 0, hasPolice: 0, orderNumber: null, basisDirectiveId: null } as const;
  return { id: work.newId(), unitId, validFrom, validTo, ...stated, ...rest, basisText: work.choices.basisText };
}

function planUnit(work: Work, area: AreaUnit): 'created' | 'changed' | 'same' {
  const known = work.police.get(work.policeByArea.get(area.id) ?? '');
  if (known === undefined) {
    const unitId = work.newId();
    const versions = historyOf(work, area).map(({ stated, from, to }) => newVersion(work, unitId, stated, from, to));
    if (versions.length === 0) return 'same';
    work.policeByArea.set(area.id, unitId);
    work.writes.set(unitId, { unitId, level: area.level, isNew: true, areaId: area.id, versions });
    return 'created';
  }
  const versions = follow(work, area, known);
  const isLinked = known.areaId === area.id;
  if (isLinked && JSON.stringify(versions) === JSON.stringify(known.versions)) return 'same';
  work.writes.set(known.id, { unitId: known.id, level: known.level, isNew: false, areaId: area.id, versions });
  return 'changed';
}

interface Stretch {
  readonly stated: Stated;
  readonly from: Day;
  readonly to: Day | null;
}

/** What the police unit of an area is from the day on, as far as the areas are known: names and parents change with them. */
function historyOf(work: Work, area: AreaUnit): Stretch[] {
  const stretches: Stretch[] = [];
  const days = daysOfChange(work, area);
  for (const [index, from] of days.entries()) {
    const version = versionOn(area.versions, from);
    if (version === undefined || (area.level === 'district' && from >= districtPoliceEndedOn)) break;
    const stated = { ...policeFacts(version), parentId: parentOn(work, version.parentId, from) };
    const to = days[index + 1] ?? null;
    const last = stretches.at(-1);
    if (last !== undefined && JSON.stringify(last.stated) === JSON.stringify(stated))
      stretches.splice(-1, 1, { ...last, to });
    else stretches.push({ stated, from, to });
  }
  return stretches;
}

/** The day of the plan and every later one on which the area, or one above it, changes. */
function daysOfChange({ areas, choices }: Work, area: AreaUnit): Day[] {
  const days = new Set([choices.on, districtPoliceEndedOn]);
  const visit = (unit: AreaUnit | undefined, depth: number): void => {
    if (unit === undefined || depth === 0) return;
    for (const version of unit.versions) {
      days.add(version.validFrom);
      if (version.validTo !== null) days.add(version.validTo);
      if (version.parentId !== null) visit(areas.get(version.parentId), depth - 1);
    }
  };
  visit(area, areaLevels.length);
  return [...days].filter((day) => day >= choices.on).sort();
}

/** The police unit next above on a day: areas without police, and districts from their end on, are passed over. */
function parentOn(work: Work, areaId: string | null, day: Day): string {
  let id = areaId;
  for (let steps = 0; id !== null && steps < areaLevels.length; steps += 1) {
    const area = work.areas.get(id);
    const version = area && versionOn(area.versions, day);
    const policeId = work.policeByArea.get(id);
    const police =
      policeId === undefined ? [] : (work.writes.get(policeId)?.versions ?? work.police.get(policeId)?.versions ?? []);
    if (policeId !== undefined && versionOn(police, day) !== undefined) return policeId;
    id = version?.parentId ?? null;
  }
  return work.rootId;
}

/** Versions of an existing unit once it begins early enough and, unless a person named it, follows its area on the day. */
function follow(work: Work, area: AreaUnit, known: PoliceUnit): readonly AreaVersion[] {
  const { on } = work.choices;
  const [now] = historyOf(work, area);
  const first = earliest(known.versions);
  if (now === undefined || first === undefined) return known.versions;
  const isOffice = known.id === work.choices.officeUnitId;
  const placed = isOffice
    ? known.versions.map((version) => ({ ...version, parentId: version.parentId ?? now.stated.parentId }))
    : known.versions;
  if (first.validFrom > on) return dateBack(work, area, placed, first);
  const current = versionOn(placed, on);
  if (current === undefined || !isMade(area, current)) return placed;
  const differs =
    nameKey(current.fullName) !== nameKey(now.stated.fullName) ||
    current.kind !== now.stated.kind ||
    current.parentId !== now.stated.parentId;
  if (!differs) return placed;
  const patch = { ...now.stated, basisDirectiveId: null, basisText: work.choices.basisText };
  return changeFrom(placed, on, work.newId(), patch) ?? placed;
}

/** True when the names are those this module makes of one of the area's versions. */
const isMade = (area: AreaUnit, version: AreaVersion): boolean =>
  area.versions.some((of) => nameKey(policeFacts(of).fullName) === nameKey(version.fullName));

function dateBack(
  work: Work,
  area: AreaUnit,
  versions: readonly AreaVersion[],
  first: AreaVersion,
): readonly AreaVersion[] {
  const before = historyOf(work, area).filter(({ from }) => from < first.validFrom);
  const last = before.at(-1);
  if (last === undefined) return versions;
  const begun = versions.find((version) => version.id === first.id) ?? first;
  const isSame = nameKey(last.stated.fullName) === nameKey(begun.fullName) && last.stated.parentId === begun.parentId;
  const others = versions.filter((version) => version.id !== first.id);
  const kept = isSame ? before.slice(0, -1) : before;
  const added = kept.map(({ stated, from, to }) =>
    newVersion(work, begun.unitId, stated, from, to === null || to > first.validFrom ? first.validFrom : to),
  );
  return [...added, isSame ? { ...begun, validFrom: last.from } : begun, ...others];
}
