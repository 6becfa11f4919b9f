import type { FullEventPlan } from '../api/contract/reorganization.ts';
import type { EventOutcome, EventWrite, Organisation } from './reorganization.ts';
import { checkDrafts } from './reorganization-check.ts';
import { checkEdges, completeEdges, readEdges } from './reorganization-edges.ts';
import { checkPatches, readMembers } from './reorganization-members.ts';
import { checkShape } from './reorganization-shape.ts';
import { ending, type PlanContext, startWork, type Work } from './reorganization-work.ts';
import { draftVersions } from './reorganization-writes.ts';

/**
 * What an event would do, without doing it; whatever is wrong with it is told in `problems`, never thrown. The cost follows
 * the event and what stands under the units that end, not the size of the country.
 */
export function planEvent(organisation: Organisation, plan: FullEventPlan, context: PlanContext): EventOutcome {
  const work = startWork(organisation, plan, context);
  readMembers(work);
  readEdges(work);
  checkShape(work);
  completeEdges(work);
  checkEdges(work);
  draftVersions(work);
  checkPatches(work);
  checkDrafts(work);
  return {
    effectiveOn: work.on,
    problems: work.problems,
    edges: work.edges,
    writes: writesOf(work),
    createdIds: work.createdIds,
    endedIds: ending(work).map(({ id }) => id),
  };
}

function writesOf(work: Work): EventWrite[] {
  return [...work.drafts.values()].flatMap((unit) => {
    const known = work.organisation.unit(unit.id);
    const areaIdBefore = known?.areaId ?? null;
    if (known !== undefined && known.versions === unit.versions && areaIdBefore === unit.areaId) return [];
    const write = { ...unit, isNew: work.created.has(unit.id), before: known?.versions ?? [], areaIdBefore };
    return write.isNew || JSON.stringify(write.before) !== JSON.stringify(unit.versions) || areaIdBefore !== unit.areaId
      ? [write]
      : [];
  });
}
