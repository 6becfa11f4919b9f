import { areaKey } from './catalogue-line.ts';
import type { OrganisationUnit } from './reorganization.ts';
import {
  basePlan,
  changeOf,
  type DayPlan,
  edgeTo,
  factsOf,
  hasEdge,
  type ImportItem,
  type ImportSituation,
  type ItemUnit,
  inheritsPolice,
} from './reorganization-import.ts';
import { joinMapping, type MappingEdge, type NewWard } from './reorganization-import-mapping.ts';
import { offeredOf, planProvince } from './reorganization-import-provinces.ts';
import { errorOf, type MappingRow, noticeOf } from './reorganization-import-read.ts';
import {
  type Member,
  memberLimit,
  membersOf,
  type Place,
  refuse,
  sameName,
  type Work,
} from './reorganization-import-work.ts';

/** Events of a mapping of old wards to new ones on its day: provinces, then wards, then the districts that are left empty. */
export function planMapping(situation: ImportSituation, rows: readonly MappingRow[]): DayPlan {
  const mapping = joinMapping(situation, rows);
  const [items, faults, parents, settled, moved] = [[], [...mapping.faults], new Map(), new Set<string>(), new Map()];
  const work: Work = { ...situation, mapping, items, faults, parents, settled, moved, sameCount: 0 };
  for (const province of mapping.provinces.values()) planProvince(work, province);
  for (const ward of mapping.wards) planWard(work, ward);
  for (const [code, list] of work.moved) planMoves(work, code, list);
  planDistricts(work, rows);
  return {
    items,
    faults,
    provinces: offeredOf(work),
    splits: splitsOf(work),
    sameCount: work.sameCount,
    outsideCount: mapping.outsideCount,
  };
}

function planWard(work: Work, ward: NewWard): void {
  const { code, row, edges } = ward;
  const subject = areaKey('commune', code);
  if (refuse(work, subject)) return;
  const about = { unitCode: code, name: row.newName.fullName };
  const parent = work.parents.get(row.provinceCode);
  if (parent === undefined) {
    work.faults.push(errorOf(row.line, 'PARENT_UNKNOWN', { ...about, detail: row.provinceCode }));
    return;
  }
  const known = work.day.find('commune', code);
  const isThere = known !== undefined && work.eve.version(known.id) === undefined;
  if (isThere && !sameName(work.day.nameOf(known.id), row.newName.fullName)) {
    work.faults.push(errorOf(row.line, 'NEW_ALREADY_THERE', { ...about, detail: work.day.nameOf(known.id) }));
    return;
  }
  const [only, ...others] = edges;
  if (only === undefined) return;
  const goesOn =
    ward.isWhole &&
    !ward.isPartial &&
    others.length === 0 &&
    only.row.part === 'whole' &&
    only.old.level === 'commune' &&
    work.mapping.byOld.get(only.old.id)?.length === 1;
  const other = goesOn ? undefined : edges.find(({ old }) => hasEdge(work.organisation, work.day.on, old.id, old.id));
  if (other !== undefined) {
    work.faults.push(errorOf(row.line, 'RECORDED_OTHERWISE', { ...about, detail: work.eve.nameOf(other.old.id) }));
    return;
  }
  for (const { old } of edges) work.settled.add(old.id);
  if (goesOn && !isThere) goOn(work, ward, only, parent);
  else makeWard(work, ward, parent, isThere ? known : undefined);
}

function goOn(work: Work, { code, row }: NewWard, { old }: MappingEdge, parent: Place): void {
  const on = work.day.on;
  const version = work.day.version(old.id);
  const line = row.line;
  if (version === undefined) {
    work.faults.push(errorOf(line, 'UNIT_NOT_ALIVE', { unitCode: code, name: work.eve.nameOf(old.id) }));
    return;
  }
  const change = changeOf(version, row.newName, parent.key, sameName);
  const isCoded = version.officialCode === code;
  if (change === undefined && isCoded) {
    work.sameCount += 1;
    return;
  }
  const isMoved = row.isKept && change?.patch.parentId !== undefined && change.event === 'rename';
  const event = isMoved ? 'moveParent' : (change?.event ?? 'rename');
  const patch = { ...change?.patch, ...(isCoded ? {} : { officialCode: code }) };
  const from = [{ fullName: work.eve.nameOf(old.id), part: 'whole' as const }];
  const { fullName } = row.newName;
  const unit: ItemUnit = {
    key: old.id,
    subject: areaKey('commune', code),
    line,
    on,
    event,
    outcome: 'goesOn',
    level: 'commune',
    code,
    fullName,
    parentName: parent.fullName,
    from,
  };
  const member: Member = { unitId: old.id, fate: 'continues', patch };
  const list = work.moved.get(row.provinceCode) ?? [];
  list.push({ unit, member });
  work.moved.set(row.provinceCode, list);
}

/** Wards that only change hands are one event of their province; one that is renamed or raised has a clause of its own. */
function planMoves(
  work: Work,
  _code: string,
  list: readonly { readonly unit: ItemUnit; readonly member: Member }[],
): void {
  const moves = list.filter(({ unit }) => unit.event === 'moveParent');
  const others = list.filter(({ unit }) => unit.event !== 'moveParent');
  const parts = [...others.map((one) => [one]), ...slices(moves, memberLimit)];
  for (const part of parts) {
    const [first] = part;
    if (first === undefined) continue;
    const members = part.map(({ member }) => member);
    const plan = { ...basePlan(work.choices, work.day.on), kind: first.unit.event, members };
    work.items.push({ plan, units: part.map(({ unit }) => unit) });
  }
}

export const slices = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));

/** One event for one new ward: all it is made of are its edges, and each of them ends. What is recorded already is left out. */
function makeWard(work: Work, ward: NewWard, parent: Place, known: OrganisationUnit | undefined): void {
  const on = work.day.on;
  const { code, row } = ward;
  const subject = areaKey('commune', code);
  const key = known?.id ?? subject;
  const edges = ward.edges.filter(
    ({ old }) => known === undefined || !hasEdge(work.organisation, on, old.id, known.id),
  );
  work.sameCount += ward.edges.length - edges.length;
  if (edges.length === 0) return;
  const olds = edges.map(({ old }) => old);
  const facts = factsOf(row.newName, code, parent.key, inheritsPolice(work.eve, olds));
  const kind = known === undefined ? 'merge' : kindOfLate(ward.edges, edges);
  const from = edges.map(({ old, row: { part } }) => ({ fullName: work.eve.nameOf(old.id), part }));
  const { fullName } = row.newName;
  const shown = { key, subject, line: row.line, on, event: kind, level: 'commune', code, fullName, from } as const;
  work.items.push({
    plan: {
      ...basePlan(work.choices, on),
      kind,
      heirsUnknown: ward.isPartial ? 1 : 0,
      members: membersOf(olds, known),
      created: known === undefined ? [{ key, nature: 'area', level: 'commune', areaId: null, facts }] : [],
      edges: edges.map(({ old, row: { part } }) => edgeTo(old.id, key, part)),
    },
    units: [{ ...shown, outcome: known === undefined ? 'new' : 'goesOn', parentName: parent.fullName }],
  });
}

/** A unit that stands already is told what it was made of; what is added later, or a single unit, is taken in by it. */
function kindOfLate(all: readonly unknown[], missing: readonly MappingEdge[]): 'merge' | 'absorb' {
  const [only, ...others] = missing;
  const isOne = others.length === 0 && only?.row.part === 'whole' && only.old.level === 'commune';
  return missing.length < all.length || isOne ? 'absorb' : 'merge';
}

/** Districts of the old provinces end on the day, unless a ward stays under them that no row names. */
function planDistricts(work: Work, rows: readonly MappingRow[]): void {
  const { eve, day } = work;
  const named = new Set(rows.map((row) => row.oldCode));
  for (const [code, province] of work.mapping.provinces) {
    const ends: OrganisationUnit[] = [];
    for (const old of province.from.values()) {
      for (const district of eve.childrenOf(old.id)) {
        const wards = district.level === 'district' ? eve.childrenOf(district.id) : [district];
        for (const ward of wards) nameMissing(work, named, ward);
        if (district.level !== 'district' || work.settled.has(district.id) || refuse(work, `end:${district.id}`))
          continue;
        const stays = wards.find(({ id }) => !work.settled.has(id));
        if (stays === undefined) ends.push(district);
        else
          work.faults.push(
            noticeOf(0, 'DISTRICT_STAYS', {
              unitCode: eve.codeOf(district.id),
              name: eve.nameOf(district.id),
              detail: eve.nameOf(stays.id),
            }),
          );
      }
    }
    const open = ends.filter(({ id }) => !work.settled.has(id) && !hasEdge(work.organisation, day.on, id, null));
    for (const { id } of ends) work.settled.add(id);
    const parentName = work.parents.get(code)?.fullName ?? '';
    for (const part of slices(open, memberLimit)) work.items.push(dissolve(work, part, parentName));
  }
}

function nameMissing({ eve, faults }: Work, named: ReadonlySet<string>, ward: OrganisationUnit): void {
  if (named.has(eve.codeOf(ward.id))) return;
  faults.push(
    errorOf(0, 'OLD_NOT_NAMED', {
      unitCode: eve.codeOf(ward.id),
      name: eve.nameOf(ward.id),
      detail: eve.nameOf(eve.version(ward.id)?.parentId ?? ''),
    }),
  );
}

function dissolve(work: Work, districts: readonly OrganisationUnit[], parentName: string): ImportItem {
  const { eve, day } = work;
  const members: Member[] = districts.map(({ id }) => ({ unitId: id, fate: 'ends', patch: {} }));
  const edges = districts.map(({ id }) => edgeTo(id, null, 'whole'));
  const shown = {
    line: 0,
    on: day.on,
    event: 'dissolve',
    outcome: 'ends',
    level: 'district',
    parentName,
  } as const;
  return {
    plan: { ...basePlan(work.choices, day.on), kind: 'dissolve', members, edges, children: 'moveUp' },
    units: districts.map(({ id }) => ({
      ...shown,
      from: [],
      key: id,
      subject: `end:${id}`,
      code: eve.codeOf(id),
      fullName: eve.nameOf(id),
    })),
  };
}

function splitsOf({ mapping, eve }: Work): DayPlan['splits'] {
  return [...mapping.byOld].flatMap(([id, edges]) => {
    if (edges.length < 2) return [];
    const heirs = edges.map(({ row }) => row.newName.fullName);
    return [{ code: eve.codeOf(id), fullName: eve.nameOf(id), heirs }];
  });
}
