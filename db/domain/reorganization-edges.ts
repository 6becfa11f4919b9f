import type { EventEdge } from '../api/contract/reorganization.ts';
import type { PlannedEdge } from './reorganization.ts';
import { addMember } from './reorganization-members.ts';
import { beginning, ending, goingOn, isSelf, type Member, refuse, type Work } from './reorganization-work.ts';
import { versionOn } from './unit.ts';

/** Takes the edges that the plan gives, and refuses those that lead nowhere. */
export function readEdges(work: Work): void {
  for (const edge of work.plan.edges) {
    const fromUnitId = edge.from === null ? null : idOf(work, edge.from);
    const toUnitId = edge.to === null ? null : idOf(work, edge.to);
    const isKnown = mayGive(work, fromUnitId, toUnitId) && mayTake(work, fromUnitId, toUnitId);
    if (!isKnown) {
      work.problems.push({ code: 'EDGE_UNKNOWN', unitKey: edge.from ?? edge.to, detail: edge.to ?? '' });
    } else work.edges.push({ fromUnitId, toUnitId, ...sharesOf(edge, fromUnitId === toUnitId) });
  }
}

const idOf = (work: Work, key: string): string => work.createdIds.get(key) ?? key;

/** One heir of the whole is the main heir by itself. */
const sharesOf = ({ part, isMainHeir, ratio, to }: EventEdge, self: boolean) => {
  const isMain = self || (part === 'whole' && to !== null) ? 1 : isMainHeir;
  return { part, isMainHeir: to === null ? 0 : isMain, ratio } as const;
};

/** A correcting event may also say where a unit goes that ended before: it gives without taking part. */
function mayGive(work: Work, from: string | null, to: string | null): boolean {
  if (from === null) return to !== null && beginning(work).includes(to);
  const member = work.members.get(from);
  if (member !== undefined) return to !== null || member.fate === 'ends';
  return work.plan.correctsEventId !== null && to !== null && work.organisation.unit(from) !== undefined;
}

/** An heir that the plan does not name goes on as it is, as long as it lives on the day. */
function mayTake(work: Work, from: string | null, to: string | null): boolean {
  if (to === null) return from !== null;
  if (work.created.has(to)) return true;
  const member =
    work.members.get(to) ??
    (work.organisation.unit(to) && addMember(work, { unitId: to, fate: 'continues', patch: {} }, false));
  return member?.fate === 'continues';
}

const link = (fromUnitId: string | null, toUnitId: string | null, part: PlannedEdge['part']): PlannedEdge => ({
  fromUnitId,
  toUnitId,
  part,
  isMainHeir: toUnitId !== null && fromUnitId !== null && part === 'whole' ? 1 : 0,
  ratio: null,
});

/** Units that the kind makes heirs of what ends, where no edge says so. */
export function heirsByKind(work: Work): string[] {
  const given = new Set(work.edges.filter((edge) => !isSelf(edge)).flatMap(({ toUnitId }) => toUnitId ?? []));
  switch (work.plan.kind) {
    case 'absorb':
      return given.size > 0 ? [...given] : goingOn(work).map(({ id }) => id);
    case 'merge':
      return beginning(work);
    case 'divide':
    case 'separate':
      return [...new Set([...beginning(work), ...given])];
    default:
      return [];
  }
}

/** Adds the edges that follow from the kind, so that every unit of the event is named by one. */
export function completeEdges(work: Work): void {
  const heirs = heirsByKind(work);
  for (const member of ending(work)) if (!isTold(work, member)) addEnd(work, member.id, heirs);
  if (work.plan.kind === 'separate') addSeparated(work);
  for (const id of beginning(work)) if (!hasEdge(work, id, 'toUnitId')) work.edges.push(link(null, id, 'whole'));
  for (const { id } of goingOn(work)) addSelf(work, id);
}

/** An edge says where it goes: one of this event, or of the event that has ended it on the day already. */
function isTold(work: Work, { id, unit }: Member): boolean {
  const isOver = versionOn(unit.versions, work.on) === undefined;
  const isGiven = work.edges.some((edge) => edge.fromUnitId === id && !isSelf(edge));
  return isGiven || (isOver && hasEdge(work, id, 'fromUnitId'));
}

/** By this event or by another of the day. */
function hasEdge(work: Work, unitId: string, side: 'fromUnitId' | 'toUnitId'): boolean {
  return (
    work.edges.some((edge) => edge[side] === unitId && !isSelf(edge)) ||
    recordedOn(work, unitId).some((edge) => edge[side] === unitId && !isSelf(edge))
  );
}

const recordedOn = (work: Work, unitId: string) =>
  work.organisation
    .edges(unitId)
    .filter(({ effectiveOn, eventId }) => effectiveOn === work.on && !isReplaced(work, eventId));

const isReplaced = (work: Work, eventId: string | null): boolean =>
  eventId !== null && (eventId === work.plan.correctsEventId || eventId === work.context.ownEventId);

function addEnd(work: Work, id: string, heirs: readonly string[]): void {
  const { kind } = work.plan;
  const others = heirs.filter((heir) => heir !== id);
  // What has given a part away on the day has no whole to give.
  const part = hasEdge(work, id, 'fromUnitId') ? 'part' : 'whole';
  if (kind === 'dissolve') work.edges.push(link(id, null, part));
  else if (kind === 'divide') for (const heir of others) work.edges.push(link(id, heir, 'part'));
  else if ((kind === 'absorb' || kind === 'merge') && others.length === 1)
    work.edges.push(link(id, others[0] ?? null, part));
  else if (kind === 'absorb' && others.length > 1) refuse(work, 'EDGE_MISSING', id);
}

function addSeparated(work: Work): void {
  const givers = goingOn(work).filter(({ isNamed }) => isNamed);
  for (const id of beginning(work)) {
    if (hasEdge(work, id, 'toUnitId')) continue;
    const [giver] = givers;
    if (givers.length === 1 && giver !== undefined) work.edges.push(link(giver.id, id, 'part'));
    else refuse(work, 'EDGE_MISSING', id);
  }
}

/** What goes on is an edge to itself; the whole of it, unless it gives something away on the day. */
export function addSelf(work: Work, id: string): void {
  if (work.edges.some((edge) => isSelf(edge) && edge.fromUnitId === id)) return;
  const part = hasEdge(work, id, 'fromUnitId') ? 'part' : 'whole';
  work.edges.push({ ...link(id, id, part), isMainHeir: 1 });
}

/** What may not be said of one unit, taking all its edges of the day together, of whatever event. */
export function checkEdges(work: Work): void {
  const givers = new Set(work.edges.filter((edge) => !isSelf(edge)).flatMap(({ fromUnitId }) => fromUnitId ?? []));
  for (const id of givers) {
    const isMine = (edge: PlannedEdge): boolean => edge.fromUnitId === id && !isSelf(edge);
    const edges = [...work.edges.filter(isMine), ...recordedOn(work, id).filter(isMine)];
    const wholes = edges.filter(({ part }) => part === 'whole');
    if (wholes.length > 1 || (wholes.length === 1 && edges.length > 1)) refuse(work, 'WHOLE_TWICE', id);
    else if (edges.filter(({ isMainHeir }) => isMainHeir === 1).length > 1) refuse(work, 'MAIN_HEIR_TWICE', id);
    if (wholes.length > 0 && work.members.get(id)?.fate === 'continues') refuse(work, 'WHOLE_MUST_END', id);
    if (!doRatiosAgree(edges)) refuse(work, 'RATIOS_DISAGREE', id);
  }
}

/** Shares of one unit are never more than the whole, and the whole is all of it. */
function doRatiosAgree(edges: readonly PlannedEdge[]): boolean {
  const sum = edges.reduce((total, { ratio }) => total + (ratio === null ? 0 : Number(ratio)), 0);
  const isPartOfWhole = edges.some(({ part, ratio }) => part === 'whole' && ratio !== null && Number(ratio) !== 1);
  return sum <= 1 + 1e-9 && !isPartOfWhole;
}

/** The one unit that carries on what a unit was, as far as the edges of the day say it: the heir of the whole, or the main heir. */
export function mainHeirOf(work: Work, unitId: string): string | undefined {
  const edges = [...work.edges, ...recordedOn(work, unitId)].filter(
    (edge) => edge.fromUnitId === unitId && !isSelf(edge) && edge.toUnitId !== null,
  );
  return edges.find(({ isMainHeir }) => isMainHeir === 1)?.toUnitId ?? undefined;
}
