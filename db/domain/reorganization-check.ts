import type { AreaVersion } from './catalogue.ts';
import { overlaps } from './interval.ts';
import type { OrganisationUnit } from './reorganization.ts';
import { ending, nameIn, refuse, unitIn, versionsIn, type Work } from './reorganization-work.ts';
import { checkChildren, checkParents, checkVersions, endFrom, lifeOf } from './unit.ts';

/** Rules of units over time (DOMAIN 5.2.1) on what the event leaves, looking only at what it changes. */
export function checkDrafts(work: Work): void {
  const index = indexDrafts(work);
  for (const unit of work.drafts.values()) {
    const changed = changedVersions(work, unit);
    if (changed.length === 0) continue;
    const own = checkVersions(unit.versions);
    if (own !== undefined) refuse(work, own.code, unit.id, own.on);
    for (const version of changed) checkPlace(work, index, unit, version);
    const above = checkParents(changed, (id) => versionsIn(work, id));
    if (above !== undefined) refuse(work, above.code, unit.id, above.on);
  }
  for (const { id } of ending(work)) checkBelow(work, index, id);
}

/** Units of the event by the codes they bear and the units they stand under. */
interface DraftIndex {
  readonly byCode: Map<string, Set<string>>;
  readonly byParent: Map<string, Set<string>>;
}

function indexDrafts(work: Work): DraftIndex {
  const index: DraftIndex = { byCode: new Map(), byParent: new Map() };
  const add = (map: Map<string, Set<string>>, key: string | null, id: string): void => {
    if (key !== null) map.set(key, (map.get(key) ?? new Set()).add(id));
  };
  for (const { id, versions } of work.drafts.values())
    for (const { officialCode, parentId } of versions) {
      add(index.byCode, officialCode, id);
      add(index.byParent, parentId, id);
    }
  return index;
}

function changedVersions(work: Work, unit: OrganisationUnit): AreaVersion[] {
  const before = new Set(work.organisation.unit(unit.id)?.versions.map((version) => JSON.stringify(version)));
  return unit.versions.filter((version) => !before.has(JSON.stringify(version)));
}

/** Areas hang from the level above; other trees are free. */
const areaRank: Partial<Record<OrganisationUnit['level'], number>> = { province: 1, district: 2, commune: 3 };

/** A parent of another nature, or of a level that is not above an area's. */
export function findPlaceProblem(
  unit: Pick<OrganisationUnit, 'nature' | 'level'>,
  parent: Pick<OrganisationUnit, 'nature' | 'level'>,
): 'PARENT_OTHER_NATURE' | 'PARENT_OF_LEVEL' | undefined {
  if (parent.nature !== unit.nature) return 'PARENT_OTHER_NATURE';
  const isAbove = (areaRank[parent.level] ?? 0) < (areaRank[unit.level] ?? 9);
  return unit.nature === 'area' && !isAbove ? 'PARENT_OF_LEVEL' : undefined;
}

function checkPlace(work: Work, index: DraftIndex, unit: OrganisationUnit, version: AreaVersion): void {
  const { parentId, officialCode } = version;
  const parent = parentId === null || parentId === unit.id ? undefined : unitIn(work, parentId);
  const problem = parent && findPlaceProblem(unit, parent);
  if (problem !== undefined) refuse(work, problem, unit.id, nameIn(work, parentId ?? ''));
  if (officialCode === null) return;
  const holderIds = new Set([
    ...work.organisation.codeHolderIds(officialCode),
    ...(index.byCode.get(officialCode) ?? []),
  ]);
  for (const holderId of holderIds) {
    const holder = holderId === unit.id ? undefined : unitIn(work, holderId);
    if (holder === undefined || holder.nature !== unit.nature || holder.level !== unit.level) continue;
    const isTaken = livesOf(work, holder).some(
      (other) => other.officialCode === officialCode && overlaps(other, version),
    );
    if (isTaken) refuse(work, 'CODE_TAKEN', unit.id, nameIn(work, holderId));
  }
}

const livesOf = (work: Work, unit: OrganisationUnit): readonly AreaVersion[] =>
  work.context.endingIds?.has(unit.id) ? (endFrom(unit.versions, work.on) ?? unit.versions) : unit.versions;

/** Children that stay behind under a unit that ends; those whose own end another event of the batch brings are let be. */
function checkBelow(work: Work, index: DraftIndex, id: string): void {
  const life = lifeOf(versionsIn(work, id));
  const childIds = [...new Set([...work.organisation.childIds(id), ...(index.byParent.get(id) ?? [])])];
  const below = childIds
    .filter((childId) => !work.context.endingIds?.has(childId))
    .flatMap((childId) => versionsIn(work, childId).filter((version) => version.parentId === id));
  const problem = life && checkChildren(life, below);
  if (problem?.code === 'CHILD_OUTLIVES_PARENT') refuse(work, problem.code, problem.unitId);
}
