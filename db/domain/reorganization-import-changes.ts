import type { ImportFault } from '../api/contract/reorganization-import.ts';
import { areaKey, areaLevels, splitFullName } from './catalogue-line.ts';
import type { OrganisationUnit } from './reorganization.ts';
import {
  basePlan,
  changeOf,
  type DayPlan,
  edgeTo,
  factsOf,
  type ImportItem,
  type ImportSituation,
  type ItemUnit,
} from './reorganization-import.ts';
import { groupBy } from './reorganization-import-mapping.ts';
import { type ChangeRow, errorOf, noticeOf } from './reorganization-import-read.ts';
import { slices } from './reorganization-import-wards.ts';
import { nameKey } from './text.ts';

type Plan = ImportItem['plan'];
type Member = Plan['members'][number];
type Created = Plan['created'][number];

/** What one row comes to: a unit of an event, which others of its day, basis, kind and province share. */
interface Part {
  readonly row: ChangeRow;
  readonly kind: 'establish' | 'dissolve' | 'changeKind' | 'rename' | 'moveParent';
  readonly province: string;
  readonly unit: ItemUnit;
  readonly member: Member | undefined;
  readonly created: Created | undefined;
}

interface Work extends ImportSituation {
  readonly byKey: ReadonlyMap<string, ChangeRow>;
  readonly parts: Part[];
  readonly faults: ImportFault[];
  sameCount: number;
  outsideCount: number;
}

/** Largest number of units that one event takes. */
const memberLimit = 2000;
const createdLimit = 500;
const sameName = (a: string, b: string): boolean => nameKey(a) === nameKey(b);

/** Events of one day of a file of changes: what begins, what changes, then what ends, from the top down and back up. */
export function planChanges(situation: ImportSituation, rows: readonly ChangeRow[]): DayPlan {
  const { eve } = situation;
  const faults: ImportFault[] = [];
  const byKey = new Map<string, ChangeRow>();
  const work: Work = { ...situation, byKey, parts: [], faults, sameCount: 0, outsideCount: 0 };
  for (const row of rows) {
    const key = areaKey(row.level, row.code);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, row);
    else
      faults.push(
        errorOf(row.line, isSameRow(known, row) ? 'ROW_TWICE' : 'ROWS_DISAGREE', {
          ...aboutRow(row),
          detail: String(known.line),
        }),
      );
  }
  const ordered = areaLevels.flatMap((level) => [...byKey.values()].filter((row) => row.level === level));
  for (const change of ['added', 'changed'] as const)
    for (const row of ordered) if (row.change === change) planRow(work, row);
  for (const row of ordered.toReversed()) if (row.change === 'removed') planRow(work, row);
  const items = [
    ...groupBy(work.parts, ({ row, kind, province }) => [row.basisText, kind, province].join('\n')).values(),
  ].flatMap((parts) =>
    slices(parts, parts[0]?.kind === 'establish' ? createdLimit : memberLimit).map((part) => itemOf(work, part)),
  );
  // A unit that is moved must find its new parent, and one that ends must have lost its children: the order of the parts is kept.
  const provinces = eve.units.flatMap(({ id, level }) =>
    level === 'province' ? { code: eve.codeOf(id), fullName: eve.nameOf(id), oldNames: [] } : [],
  );
  return { items, faults, provinces, splits: [], sameCount: work.sameCount, outsideCount: work.outsideCount };
}

const isSameRow = (a: ChangeRow, b: ChangeRow): boolean =>
  JSON.stringify({ ...a, line: 0 }) === JSON.stringify({ ...b, line: 0 });

const aboutRow = (row: ChangeRow) => ({ unitCode: row.code, name: row.facts?.fullName ?? row.oldFullName });

function planRow(work: Work, row: ChangeRow): void {
  const provinceCode = provinceCodeOf(work, row);
  const { provinceCodes } = work.choices;
  if (provinceCodes !== 'all' && !provinceCodes.has(provinceCode)) {
    work.outsideCount += 1;
    return;
  }
  const fault = work.refused.get(`${row.on} ${areaKey(row.level, row.code)}`);
  if (fault !== undefined) work.faults.push({ ...fault, line: row.line });
  else if (row.change === 'added') planAdded(work, row, provinceCode);
  else if (row.change === 'removed') planRemoved(work, row, provinceCode);
  else planChanged(work, row, provinceCode);
}

/** Code of the province a row belongs to: by the tree, or by the parent it names. */
function provinceCodeOf({ eve, day, byKey }: Work, row: ChangeRow): string {
  if (row.level === 'province') return row.code;
  const known = eve.find(row.level, row.code) ?? day.find(row.level, row.code);
  const parentCode = row.change === 'added' ? row.parentCode : row.oldParentCode;
  const parent = eve.find('district', parentCode) ?? eve.find('province', parentCode);
  const from = known ?? parent;
  const province = from && (eve.provinceOf(from.id) ?? day.provinceOf(from.id));
  if (province !== undefined) return eve.codeOf(province.id) || day.codeOf(province.id);
  return byKey.get(areaKey('district', parentCode))?.parentCode ?? parentCode;
}

interface Place {
  /** Id, or the key of a unit that the day makes. */
  readonly key: string | null;
  readonly fullName: string;
}

/** The unit a row puts its own under; a district before a province, what the day makes before what stands. */
function placeOf(work: Work, row: ChangeRow): Place | undefined {
  if (row.level === 'province') return { key: null, fullName: '' };
  for (const level of row.level === 'commune' ? (['district', 'province'] as const) : (['province'] as const)) {
    const key = areaKey(level, row.parentCode);
    const change = work.byKey.get(key);
    if (change?.change === 'added' && work.parts.some(({ unit }) => unit.key === key))
      return { key, fullName: change.facts?.fullName ?? '' };
    const known = work.day.find(level, row.parentCode);
    if (known !== undefined && change?.change !== 'removed')
      return { key: known.id, fullName: change?.facts?.fullName ?? work.day.nameOf(known.id) };
  }
  return undefined;
}

const unitOf = (
  row: ChangeRow,
  key: string,
  parentName: string,
  rest: Pick<ItemUnit, 'event' | 'outcome' | 'from'>,
  fullName: string,
): ItemUnit => ({
  key,
  subject: `${row.on} ${areaKey(row.level, row.code)}`,
  line: row.line,
  on: row.on,
  level: row.level,
  code: row.code,
  fullName,
  parentName,
  ...rest,
});

function planAdded(work: Work, row: ChangeRow, province: string): void {
  const { day, eve } = work;
  const about = aboutRow(row);
  const { facts } = row;
  if (facts === null) return;
  const known = day.find(row.level, row.code);
  const before = eve.find(row.level, row.code);
  if (before !== undefined) {
    work.faults.push(errorOf(row.line, 'CODE_TAKEN', { ...about, detail: eve.nameOf(before.id) }));
    return;
  }
  if (known !== undefined && !sameName(day.nameOf(known.id), facts.fullName)) {
    work.faults.push(errorOf(row.line, 'NEW_ALREADY_THERE', { ...about, detail: day.nameOf(known.id) }));
    return;
  }
  if (
    known !== undefined &&
    work.organisation.edges(known.id).some((edge) => edge.effectiveOn === row.on && edge.toUnitId === known.id)
  ) {
    work.sameCount += 1;
    return;
  }
  const place = placeOf(work, row);
  if (place === undefined) {
    work.faults.push(errorOf(row.line, 'PARENT_UNKNOWN', { ...about, detail: row.parentCode }));
    return;
  }
  work.faults.push(noticeOf(row.line, 'PREDECESSORS_UNKNOWN', about));
  const key = known?.id ?? areaKey(row.level, row.code);
  const unit = unitOf(row, key, place.fullName, { event: 'establish', outcome: 'new', from: [] }, facts.fullName);
  const created: Created = {
    key,
    nature: 'area',
    level: row.level,
    areaId: null,
    facts: factsOf(facts, row.code, place.key, 1),
  };
  const member: Member = { unitId: key, fate: 'continues', patch: {} };
  work.parts.push({
    row,
    kind: 'establish',
    province,
    unit,
    member: known && member,
    created: known === undefined ? created : undefined,
  });
}

function planChanged(work: Work, row: ChangeRow, province: string): void {
  const { day, eve } = work;
  const about = aboutRow(row);
  const { facts } = row;
  if (facts === null) return;
  const old = eve.find(row.level, row.code);
  const version = old && day.version(old.id);
  if (old === undefined || version === undefined) {
    work.faults.push(errorOf(row.line, 'UNIT_NOT_ALIVE', about));
    return;
  }
  const place = placeOf(work, row);
  if (place === undefined) {
    work.faults.push(errorOf(row.line, 'PARENT_UNKNOWN', { ...about, detail: row.parentCode }));
    return;
  }
  const change = changeOf(version, facts, place.key, sameName);
  if (change === undefined) {
    work.sameCount += 1;
    return;
  }
  if (!isAsRowSays(work, row, old)) return;
  const from = [{ fullName: eve.nameOf(old.id), part: 'whole' as const }];
  const unit = unitOf(row, old.id, place.fullName, { event: change.event, outcome: 'goesOn', from }, facts.fullName);
  const member: Member = { unitId: old.id, fate: 'continues', patch: change.patch };
  work.parts.push({ row, kind: change.event, province, unit, member, created: undefined });
}

/** Kind and parent must be what the row says they were: else it speaks of another unit under the same code, or of another day. */
function isAsRowSays({ eve, faults }: Work, row: ChangeRow, old: OrganisationUnit): boolean {
  const version = eve.version(old.id);
  const parentCode = eve.codeOf(version?.parentId ?? '');
  const about = { unitCode: row.code, name: eve.nameOf(old.id) };
  const isOfKind = row.oldFullName === '' || splitFullName(row.level, row.oldFullName)?.kind === version?.kind;
  const isPlaced = row.oldFullName === '' || row.oldParentCode === parentCode;
  if (!isOfKind || !isPlaced) {
    faults.push(
      errorOf(row.line, 'OTHER_STATE', {
        ...about,
        detail: `${row.oldFullName} (${row.oldParentCode}) / ${about.name} (${parentCode})`,
      }),
    );
    return false;
  }
  if (row.oldFullName !== '' && !sameName(row.oldFullName, about.name))
    faults.push(noticeOf(row.line, 'OLD_NAME_DIFFERS', { ...about, detail: row.oldFullName }));
  return true;
}

function planRemoved(work: Work, row: ChangeRow, province: string): void {
  const { eve, day, byKey } = work;
  const old = eve.find(row.level, row.code);
  if (old === undefined) {
    work.faults.push(errorOf(row.line, 'UNIT_NOT_ALIVE', aboutRow(row)));
    return;
  }
  if (
    work.organisation
      .edges(old.id)
      .some((edge) => edge.effectiveOn === row.on && edge.fromUnitId === old.id && edge.toUnitId !== old.id) &&
    day.version(old.id) === undefined
  ) {
    work.sameCount += 1;
    return;
  }
  if (!isAsRowSays(work, row, old)) return;
  const fullName = eve.nameOf(old.id);
  const about = { unitCode: row.code, name: fullName };
  const left = eve.childrenOf(old.id).find((child) => {
    const change = byKey.get(areaKey(child.level, eve.codeOf(child.id)));
    const isPlanned = work.parts.some(({ unit }) => unit.key === child.id);
    const isStill = day.version(child.id)?.parentId === old.id;
    return (
      isStill &&
      !(isPlanned && (change?.change === 'removed' || (change?.change === 'changed' && change.parentCode !== row.code)))
    );
  });
  if (left !== undefined) {
    work.faults.push(errorOf(row.line, 'CHILDREN_REMAIN', { ...about, detail: eve.nameOf(left.id) }));
    return;
  }
  work.faults.push(noticeOf(row.line, 'HEIRS_UNKNOWN', about));
  const parentName = eve.nameOf(eve.version(old.id)?.parentId ?? '');
  const unit = unitOf(row, old.id, parentName, { event: 'dissolve', outcome: 'ends', from: [] }, fullName);
  work.parts.push({
    row,
    kind: 'dissolve',
    province,
    unit,
    member: { unitId: old.id, fate: 'ends', patch: {} },
    created: undefined,
  });
}

function itemOf({ choices }: Work, parts: readonly Part[]): ImportItem {
  const [{ row, kind }] = parts as readonly [Part, ...Part[]];
  const isEnd = kind === 'dissolve';
  const plan: Plan = {
    ...basePlan(choices, row.on, row.basisText),
    kind,
    heirsUnknown: isEnd ? 1 : 0,
    members: parts.flatMap(({ member }) => member ?? []),
    created: parts.flatMap(({ created }) => created ?? []),
    edges: isEnd ? parts.map(({ unit }) => edgeTo(unit.key, null, 'whole')) : [],
    children: 'moveUp',
  };
  return { plan, units: parts.map(({ unit }) => unit) };
}
