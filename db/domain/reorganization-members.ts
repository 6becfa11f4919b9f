import type { EventCreated, EventMember } from '../api/contract/reorganization.ts';
import { goingOn, type Member, refuse, versionBefore, type Work } from './reorganization-work.ts';
import { lifeOf, versionOn } from './unit.ts';
import { isKindOf } from './unit-kind.ts';

/** Reads who takes part, and refuses what cannot take part at all. */
export function readMembers(work: Work): void {
  for (const created of work.plan.created) addCreated(work, created);
  for (const member of work.plan.members) {
    if (work.members.has(member.unitId)) refuse(work, 'UNIT_TWICE', member.unitId);
    else addMember(work, member, true);
  }
  const natures = new Set([
    ...[...work.members.values()].map(({ unit }) => unit.nature),
    ...[...work.created.values()].map(({ nature }) => nature),
  ]);
  if (natures.size > 1) refuse(work, 'NATURES_MIXED');
  if (work.plan.signedOn !== null && work.plan.signedOn > work.on)
    refuse(work, 'SIGNED_AFTER_EFFECT', null, work.plan.signedOn);
}

function addCreated(work: Work, created: EventCreated): void {
  if (work.createdIds.has(created.key) || work.organisation.unit(created.key) !== undefined) {
    work.problems.push({ code: 'UNIT_TWICE', unitKey: created.key, detail: created.facts.fullName });
    return;
  }
  const id = work.context.newId();
  work.createdIds.set(created.key, id);
  work.created.set(id, created);
  const { nature, level, areaId, facts } = created;
  if (!isKindOf(nature, level, facts.kind)) refuse(work, 'KIND_OF_LEVEL', id);
  if (areaId !== null && nature !== 'police') refuse(work, 'NATURES_MIXED', id);
}

/** Takes a unit in; undefined when it does not live then. */
export function addMember(work: Work, { unitId, fate, patch }: EventMember, isNamed: boolean): Member | undefined {
  const unit = work.organisation.unit(unitId);
  const versions = unit?.versions ?? [];
  const before = versionBefore(versions, work.on);
  if (unit === undefined || !livesOn(work, unitId, fate)) {
    const begins = fate === 'ends' && versionOn(versions, work.on) !== undefined;
    refuse(work, begins ? 'VERSION_ENDS_BEFORE_START' : 'UNIT_NOT_ALIVE', unitId);
    return undefined;
  }
  const member: Member = { id: unitId, unit, fate, patch, before, isNamed };
  work.members.set(unitId, member);
  if (fate === 'ends') refuseEnd(work, member);
  const { kind } = patch;
  if (kind !== undefined && !isKindOf(unit.nature, unit.level, kind)) refuse(work, 'KIND_OF_LEVEL', unitId);
  return member;
}

/**
 * Who ends must have lived on the day before; who goes on must live on the day. A unit that ended on the very day may live on
 * only where the event puts right the one that ended it: then its life has no gap and it is the same unit. From the next day
 * on it would have one, so that what a later correction brings back is a new unit, with edges from the wrong heir and, if its
 * figures shall go there too, from the unit that ended (DOMAIN 5.2.1).
 */
function livesOn(work: Work, unitId: string, fate: EventMember['fate']): boolean {
  const versions = work.organisation.unit(unitId)?.versions ?? [];
  const before = versionBefore(versions, work.on);
  if (fate === 'ends') return before !== undefined;
  if (versionOn(versions, work.on) !== undefined) return true;
  return work.plan.correctsEventId !== null && before !== undefined;
}

/** What is known of later days, versions or events with it, would hang in the air; and so would what it was given on the day. */
function refuseEnd(work: Work, { id, unit }: Member): void {
  const edges = work.organisation.edges(id);
  const received = edges.filter(
    (edge) => edge.toUnitId === id && edge.fromUnitId !== id && edge.effectiveOn === work.on,
  );
  const later = [
    ...unit.versions.map(({ validFrom }) => validFrom),
    ...edges.map(({ effectiveOn }) => effectiveOn),
  ].filter((day) => day > work.on);
  later.push(...received.map(({ effectiveOn }) => effectiveOn));
  const [first] = later.sort();
  if (first !== undefined) refuse(work, 'HAS_LATER_VERSIONS', id, first);
  const isOver = lifeOf(unit.versions)?.validTo === work.on;
  if (id === work.context.officeUnitId && !isOver)
    refuse(work, 'OFFICE_ENDS', id, work.plan.kind === 'merge' ? 'absorb' : '');
}

/** Fields of which at least one must change for an event of the kind. */
const fieldsOfKind = {
  rename: ['name', 'fullName', 'shortName', 'symbol'],
  changeKind: ['kind'],
  moveParent: ['parentId'],
} as const;

/** Renames that rename nothing, and so on; also where the new state is here already, and the event only tells why. */
export function checkPatches(work: Work): void {
  const { kind } = work.plan;
  if (kind !== 'rename' && kind !== 'changeKind' && kind !== 'moveParent') return;
  for (const { id, before } of goingOn(work)) {
    const after = versionOn(work.drafts.get(id)?.versions ?? [], work.on);
    const changes = fieldsOfKind[kind].some((field) => before?.[field] !== after?.[field]);
    if (!changes && after !== undefined && before !== undefined) refuse(work, 'NOTHING_CHANGES', id);
  }
}
