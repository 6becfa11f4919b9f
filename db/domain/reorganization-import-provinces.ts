import { areaKey, splitFullName } from './catalogue-line.ts';
import type { OrganisationUnit } from './reorganization.ts';
import { basePlan, changeOf, type DayPlan, edgeTo, factsOf, hasEdge, inheritsPolice } from './reorganization-import.ts';
import type { NewProvince } from './reorganization-import-mapping.ts';
import { errorOf } from './reorganization-import-read.ts';
import { membersOf, refuse, sameName, type Work } from './reorganization-import-work.ts';

/** A unit goes on where it alone, and wholly, becomes one unit: both ways one to one. */
export function planProvince(work: Work, province: NewProvince): void {
  const { code, row } = province;
  const subject = areaKey('province', code);
  if (refuse(work, subject)) return;
  const on = work.day.on;
  const known = work.day.find('province', code);
  const isNew = known !== undefined && work.eve.version(known.id) === undefined;
  const from = [...province.from.values()];
  const [first] = from;
  const heirs = (old: OrganisationUnit): NewProvince[] =>
    [...work.mapping.provinces.values()].filter((other) => other.from.has(old.id));
  const facts = row.provinceName === '' ? undefined : splitFullName('province', row.provinceName);
  if (first === undefined) {
    if (known !== undefined) work.parents.set(code, { key: known.id, fullName: work.day.nameOf(known.id) });
    return;
  }
  if (!isNew && from.length === 1 && heirs(first).length === 1) {
    goOnProvince(work, province, first);
    return;
  }
  const key = isNew ? known.id : subject;
  const fullName = facts?.fullName ?? (isNew ? work.day.nameOf(known.id) : '');
  if (fullName === '') {
    work.faults.push(errorOf(row.line, 'PROVINCE_NAME_MISSING', { unitCode: code, name: row.provinceName }));
    return;
  }
  work.parents.set(code, { key, fullName });
  const olds = from.filter((old) => !isNew || !hasEdge(work.organisation, on, old.id, key));
  if (olds.length === 0) return;
  const kind = isNew && (olds.length < from.length || from.length === 1) ? 'absorb' : 'merge';
  const edges = olds.map((old) => edgeTo(old.id, key, heirs(old).length === 1 ? 'whole' : 'part'));
  const created = facts === undefined || isNew ? undefined : factsOf(facts, code, null, inheritsPolice(work.eve, from));
  const shown = {
    key,
    subject,
    line: row.line,
    on,
    event: kind,
    level: 'province',
    code,
    fullName,
    parentName: '',
  } as const;
  work.items.push({
    plan: {
      ...basePlan(work.choices, on),
      kind,
      members: membersOf(olds, isNew ? known : undefined),
      created: created === undefined ? [] : [{ key, nature: 'area', level: 'province', areaId: null, facts: created }],
      edges,
    },
    units: [
      {
        ...shown,
        outcome: isNew ? 'goesOn' : 'new',
        from: olds.map((old, index) => ({ fullName: work.eve.nameOf(old.id), part: edges[index]?.part ?? 'whole' })),
      },
    ],
  });
}

function goOnProvince(work: Work, { code, row }: NewProvince, old: OrganisationUnit): void {
  const on = work.day.on;
  const version = work.day.version(old.id);
  const facts = row.provinceName === '' ? undefined : splitFullName('province', row.provinceName);
  const fullName = facts?.fullName ?? work.eve.nameOf(old.id);
  work.parents.set(code, { key: old.id, fullName });
  const change = version && facts && changeOf(version, facts, null, sameName);
  if (change === undefined || change.event === 'moveParent') return;
  const { event, patch } = change;
  const from = [{ fullName: work.eve.nameOf(old.id), part: 'whole' as const }];
  const unit = {
    key: old.id,
    subject: areaKey('province', code),
    line: row.line,
    on,
    event,
    outcome: 'goesOn',
    level: 'province',
    code,
    fullName,
    parentName: '',
    from,
  } as const;
  work.items.push({
    plan: {
      ...basePlan(work.choices, on),
      kind: event,
      members: [{ unitId: old.id, fate: 'continues', patch }],
    },
    units: [unit],
  });
}

/** New provinces of the file, to choose from. */
export const offeredOf = ({ mapping, eve, day }: Work): DayPlan['provinces'] =>
  mapping.offered.map(({ code, row, from }) => ({
    code,
    fullName: row.provinceName || day.nameOf(day.find('province', code)?.id ?? '') || code,
    oldNames: [...from.keys()].map((id) => eve.nameOf(id)),
  }));
