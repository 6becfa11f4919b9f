import type { AreaVersion } from './catalogue.ts';
import { addSelf, mainHeirOf } from './reorganization-edges.ts';
import { addMember } from './reorganization-members.ts';
import { ending, type Member, refuse, unitIn, versionsIn, type Work } from './reorganization-work.ts';
import { changeFrom, endFrom, versionOn } from './unit.ts';

type Facts = Partial<Omit<AreaVersion, 'id' | 'unitId' | 'validFrom' | 'validTo'>>;

/** Versions of all units of the event as it leaves them, and of those that stand under units that end. */
export function draftVersions(work: Work): void {
  for (const [id, { nature, level, areaId, facts }] of work.created) {
    const basis = facts.basisText === '' && facts.basisDirectiveId === null ? basisOf(work) : {};
    const parentId = facts.parentId === null ? null : (work.createdIds.get(facts.parentId) ?? facts.parentId);
    const version = {
      ...facts,
      ...basis,
      parentId,
      id: work.context.newId(),
      unitId: id,
      validFrom: work.on,
      validTo: null,
    };
    work.drafts.set(id, { id, nature, level, areaId, versions: [version] });
  }
  for (const member of work.members.values()) {
    const versions = member.fate === 'ends' ? endFrom(member.unit.versions, work.on) : goOn(work, member);
    const areaId = work.context.areaIds?.get(member.id) ?? member.unit.areaId;
    work.drafts.set(member.id, { ...member.unit, areaId, versions: versions ?? member.unit.versions });
  }
  for (const { id } of ending(work)) placeChildren(work, id);
}

const basisOf = ({ plan }: Work) => ({ basisDirectiveId: plan.basisDirectiveId, basisText: plan.basisText });

/** Only what is given, so that a partial patch never writes undefined. */
export const given = <T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

function goOn(work: Work, { unit, patch, before }: Member): readonly AreaVersion[] | undefined {
  const facts = given(patch);
  const parentId = facts.parentId;
  const placed =
    typeof parentId === 'string' ? { ...facts, parentId: work.createdIds.get(parentId) ?? parentId } : facts;
  const isRevived = versionOn(unit.versions, work.on) === undefined;
  if (isRevived && before !== undefined) {
    const revived = {
      ...before,
      ...basisOf(work),
      ...placed,
      id: work.context.newId(),
      validFrom: work.on,
      validTo: null,
    };
    return [...unit.versions, revived];
  }
  return changeOnward(unit.versions, work.on, work.context.newId, placed, basisOf(work));
}

/**
 * A change lasts: later versions take it over as long as they say what the unit said before it, so that moving a unit in 2025
 * does not undo its new name of 2023. A change that changes nothing makes no version; a new one rests on its own basis.
 */
export function changeOnward(
  versions: readonly AreaVersion[],
  on: string,
  newId: () => string,
  patch: Facts,
  basis: Pick<AreaVersion, 'basisDirectiveId' | 'basisText'>,
): readonly AreaVersion[] | undefined {
  const current = versionOn(versions, on);
  if (current === undefined) return undefined;
  const { basisDirectiveId: _directive, basisText: _basis, ...facts } = patch;
  const changes = Object.entries(facts).some(([field, value]) => current[field as keyof AreaVersion] !== value);
  if (!changes) return versions;
  const rests = current.validFrom === on ? {} : basis;
  const carried = new Map(Object.entries(facts));
  return (changeFrom(versions, on, newId(), { ...rests, ...patch }) ?? versions).map((version) => {
    if (version.validFrom <= on) return version;
    for (const field of carried.keys())
      if (version[field as keyof AreaVersion] !== current[field as keyof AreaVersion]) carried.delete(field);
    return { ...version, ...Object.fromEntries(carried) };
  });
}

/** Units under one that ends, as far as the event has not placed or ended them: refused, to its parent or to its main heir. */
function placeChildren(work: Work, endedId: string): void {
  const { children } = work.plan;
  for (const childId of work.organisation.childIds(endedId)) {
    if (work.context.endingIds?.has(childId) || work.members.get(childId)?.fate === 'ends') continue;
    if (!standsUnder(work, childId, endedId)) continue;
    const target = children === 'moveUp' ? nextAbove(work, endedId) : mainHeirOf(work, endedId);
    if (children === 'refuse' || target === undefined) refuse(work, 'CHILD_OUTLIVES_PARENT', childId);
    else move(work, childId, endedId, target);
  }
}

const standsUnder = (work: Work, childId: string, parentId: string): boolean =>
  versionsIn(work, childId).some(
    (version) => version.parentId === parentId && (version.validTo === null || version.validTo > work.on),
  );

/** The next unit above that does not end too; null at the top. */
function nextAbove(work: Work, endedId: string): string | null {
  let id: string | null = endedId;
  const seen = new Set<string>();
  while (id !== null && work.members.get(id)?.fate === 'ends' && !seen.has(id)) {
    seen.add(id);
    id = versionsIn(work, id).at(-1)?.parentId ?? null;
  }
  return id;
}

function move(work: Work, childId: string, endedId: string, parentId: string | null): void {
  const unit = unitIn(work, childId);
  if (unit === undefined) return;
  const isUnder = versionOn(unit.versions, work.on)?.parentId === endedId;
  const cut = isUnder
    ? (changeFrom(unit.versions, work.on, work.context.newId(), { ...basisOf(work), parentId }) ?? unit.versions)
    : unit.versions;
  const versions = cut.map((version) =>
    version.validFrom > work.on && version.parentId === endedId ? { ...version, parentId } : version,
  );
  work.drafts.set(childId, { ...unit, versions });
  if (work.created.has(childId) || work.members.has(childId) || !isUnder) return;
  const member = addMember(work, { unitId: childId, fate: 'continues', patch: {} }, false);
  if (member?.before !== undefined) addSelf(work, childId);
}
