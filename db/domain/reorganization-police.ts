import type { EventCreated, EventEdge, EventMember, FullEventPlan } from '../api/contract/reorganization.ts';
import type { Day } from '../api/day.ts';
import type { AreaVersion } from './catalogue.ts';
import { districtPoliceEndedOn, policeFacts } from './police.ts';
import type { EventOutcome, Organisation, OrganisationUnit, PlannedEdge } from './reorganization.ts';
import { isSelf, type PlanContext, versionBefore } from './reorganization-work.ts';
import { nameKey } from './text.ts';
import { versionOn } from './unit.ts';

/** The event of police units that follows from one of areas: to be planned with `areaIds` in its context. */
export interface PoliceEvent {
  readonly plan: FullEventPlan;
  readonly areaIds: ReadonlyMap<string, string>;
}

interface Mirror {
  readonly organisation: Organisation;
  readonly plan: FullEventPlan;
  readonly outcome: EventOutcome;
  readonly on: Day;
  readonly officeUnitId: string | null;
  /** By area: the key of the police unit that serves it from the day on. */
  readonly serving: Map<string, string>;
  readonly ended: ReadonlySet<string>;
  readonly created: EventCreated[];
  readonly areaIds: Map<string, string>;
}

/**
 * Does with the police units what an event does with their areas, on the same day and with the same papers. Areas without
 * police have none; a name written by hand stays. The office's own unit goes on in any case: it takes the place of the police
 * unit of the area that carries on its own. Undefined where nothing happens to police units.
 */
export function mirrorForPolice(
  organisation: Organisation,
  plan: FullEventPlan,
  outcome: EventOutcome,
  { officeUnitId }: Pick<PlanContext, 'officeUnitId'>,
): PoliceEvent | undefined {
  const mirror: Mirror = {
    organisation,
    plan,
    outcome,
    on: plan.effectiveOn,
    officeUnitId,
    serving: new Map(),
    ended: new Set(outcome.endedIds),
    created: [],
    areaIds: new Map(),
  };
  const displaced = placeOffice(mirror);
  makeCreated(mirror);
  const edges = mirrorEdges(mirror, displaced);
  const members = mirrorMembers(mirror, displaced, edges);
  if (members.length + mirror.created.length === 0) return undefined;
  const { created, areaIds } = mirror;
  const kind = kindOf(plan, members, created, edges);
  return {
    plan: { ...plan, kind, members, created, edges, correctsEventId: null, withPolice: false },
    areaIds,
  };
}

/** The police unit that serves an area on the eve of the day, or begins with it. */
function policeOf({ organisation, on }: Mirror, areaId: string): OrganisationUnit | undefined {
  const units = [...organisation.policeIds(areaId)].flatMap((id) => organisation.unit(id) ?? []);
  const serving = units.filter(({ nature, areaId: served }) => nature === 'police' && served === areaId);
  return (
    serving.find(({ versions }) => versionBefore(versions, on) !== undefined) ??
    serving.find(({ versions }) => versionOn(versions, on) !== undefined)
  );
}

/** Lets the office's unit serve the area that carries on its own; gives back the police unit that served it till then. */
function placeOffice(mirror: Mirror): { readonly from: string; readonly to: string } | undefined {
  const { organisation, officeUnitId, outcome, ended, serving, areaIds } = mirror;
  const areaId = officeUnitId === null ? null : (organisation.unit(officeUnitId)?.areaId ?? null);
  if (officeUnitId === null || areaId === null || !ended.has(areaId)) return undefined;
  const heirId = outcome.edges.find((edge) => edge.fromUnitId === areaId && edge.isMainHeir === 1)?.toUnitId;
  if (heirId === undefined || heirId === null) return undefined;
  serving.set(heirId, officeUnitId);
  areaIds.set(officeUnitId, heirId);
  const before = policeOf(mirror, heirId);
  return before === undefined || before.id === officeUnitId ? undefined : { from: before.id, to: officeUnitId };
}

/** What an area says from the day on, once the event is carried out. */
function areaAfter({ organisation, outcome, on }: Mirror, areaId: string): AreaVersion | undefined {
  const write = outcome.writes.find(({ id }) => id === areaId);
  return versionOn((write ?? organisation.unit(areaId))?.versions ?? [], on);
}

function makeCreated(mirror: Mirror): void {
  const { plan, outcome, on, serving, created } = mirror;
  for (const { key, level, nature, facts } of plan.created) {
    const areaId = outcome.createdIds.get(key);
    const hasNone = facts.hasPolice === 0 || (level === 'district' && on >= districtPoliceEndedOn);
    if (areaId === undefined || nature !== 'area' || hasNone || serving.has(areaId)) continue;
    const policeKey = `police:${key}`;
    serving.set(areaId, policeKey);
    const rest = { officialCode: null, isKey: 0, hasPolice: 0, orderNumber: null } as const;
    const basis = { basisDirectiveId: plan.basisDirectiveId, basisText: plan.basisText };
    const named = { ...policeFacts(facts), ...rest, ...basis, parentId: null };
    created.push({ key: policeKey, nature: 'police', level, areaId, facts: named });
  }
  for (const [index, unit] of created.entries()) {
    const parentId = servingAbove(mirror, areaAfter(mirror, unit.areaId ?? '')?.parentId ?? null);
    created[index] = {
      ...unit,
      facts: { ...unit.facts, parentId: parentId ?? oldParentOf(mirror, unit.areaId ?? '') },
    };
  }
}

/** The police unit next above from the day on: areas without police are passed over. */
function servingAbove(mirror: Mirror, areaId: string | null): string | null {
  let id = areaId;
  for (let steps = 0; id !== null && steps < 5; steps += 1) {
    const key = keyOf(mirror, id);
    if (key !== null) return key;
    id = areaAfter(mirror, id)?.parentId ?? null;
  }
  return null;
}

/** Key of the police unit that serves an area from the day on; null for an area that ends or has none. */
function keyOf(mirror: Mirror, areaId: string): string | null {
  const known = mirror.serving.get(areaId);
  if (known !== undefined) return known;
  const unit = mirror.ended.has(areaId) ? undefined : policeOf(mirror, areaId);
  return unit !== undefined && versionOn(unit.versions, mirror.on) !== undefined ? unit.id : null;
}

/** Where nothing of police stands above: under what the predecessor stood under, the ministry for a province. */
function oldParentOf(mirror: Mirror, areaId: string): string | null {
  for (const { fromUnitId, toUnitId } of mirror.outcome.edges) {
    if (toUnitId !== areaId || fromUnitId === null) continue;
    const before = versionBefore(policeOf(mirror, fromUnitId)?.versions ?? [], mirror.on);
    if (before !== undefined) return before.parentId;
  }
  return null;
}

type Displaced = ReturnType<typeof placeOffice>;

function mirrorEdges(mirror: Mirror, displaced: Displaced): EventEdge[] {
  const edges: EventEdge[] = [];
  const add = (
    from: string,
    to: string | null,
    { part, isMainHeir, ratio }: Pick<PlannedEdge, 'part' | 'isMainHeir' | 'ratio'>,
  ): void => {
    const isKnown = edges.some((edge) => edge.from === from && edge.to === to);
    if (from !== to && !isKnown) edges.push({ from, to, part, isMainHeir, ratio });
  };
  if (displaced !== undefined) add(displaced.from, displaced.to, { part: 'whole', isMainHeir: 1, ratio: null });
  for (const edge of mirror.outcome.edges) {
    if (isSelf(edge) || edge.fromUnitId === null) continue;
    const from = policeOf(mirror, edge.fromUnitId)?.id;
    const to = edge.toUnitId === null ? null : keyOf(mirror, edge.toUnitId);
    if (from === undefined || to === null || from === displaced?.from) continue;
    // What is left of an office that goes on is not the whole of it.
    const goesOn = from === mirror.officeUnitId && edge.part === 'whole';
    add(from, to, goesOn ? { ...edge, part: 'part' } : edge);
  }
  for (const areaId of mirror.ended) {
    const police = policeOf(mirror, areaId);
    const hasEdge = police === undefined || edges.some(({ from }) => from === police.id);
    const isOver = police !== undefined && versionOn(police.versions, mirror.on) === undefined;
    if (isOver || hasEdge || police.id === mirror.officeUnitId) continue;
    const hasGiven = mirror.organisation
      .edges(police.id)
      .some((edge) => edge.fromUnitId === police.id && !isSelf(edge) && edge.effectiveOn === mirror.on);
    add(police.id, null, { part: hasGiven ? 'part' : 'whole', isMainHeir: 0, ratio: null });
  }
  return edges;
}

function mirrorMembers(mirror: Mirror, displaced: Displaced, edges: readonly EventEdge[]): EventMember[] {
  const members = new Map<string, EventMember>();
  if (displaced !== undefined) members.set(displaced.from, { unitId: displaced.from, fate: 'ends', patch: {} });
  for (const areaId of mirror.ended) {
    const police = policeOf(mirror, areaId);
    const goesOn = police !== undefined && mirror.areaIds.has(police.id);
    const isHere = police !== undefined && versionBefore(police.versions, mirror.on) !== undefined;
    if (isHere && !goesOn) members.set(police.id, { unitId: police.id, fate: 'ends', patch: {} });
  }
  for (const areaId of [...goingOnAreas(mirror), ...mirror.areaIds.values()]) {
    const unitId = keyOf(mirror, areaId);
    const unit = unitId === null ? undefined : mirror.organisation.unit(unitId);
    if (unit === undefined || members.has(unit.id)) continue;
    const patch = patchOf(mirror, areaId, unit);
    const isNamed = edges.some(({ from, to }) => from === unit.id || to === unit.id);
    if (isNamed || Object.keys(patch).length > 0) members.set(unit.id, { unitId: unit.id, fate: 'continues', patch });
  }
  return [...members.values()];
}

const goingOnAreas = ({ outcome, ended }: Mirror): string[] => {
  const created = new Set(outcome.createdIds.values());
  const named = new Set(outcome.edges.flatMap(({ fromUnitId, toUnitId }) => [fromUnitId, toUnitId]));
  return [...named].flatMap((id) => (id === null || ended.has(id) || created.has(id) ? [] : [id]));
};

/** The new name where the old one was made of the area's, and the new parent where the area has one. */
function patchOf(mirror: Mirror, areaId: string, unit: OrganisationUnit): EventMember['patch'] {
  const { organisation, on, areaIds, officeUnitId } = mirror;
  const after = areaAfter(mirror, areaId);
  const now = versionOn(unit.versions, on);
  if (after === undefined || now === undefined) return {};
  const isTaken = unit.id === officeUnitId && areaIds.has(unit.id);
  const served = organisation.unit(isTaken ? (unit.areaId ?? '') : areaId)?.versions ?? [];
  const isMade = served.some((version) => nameKey(policeFacts(version).fullName) === nameKey(now.fullName));
  const names = policeFacts(after);
  const differs = nameKey(names.fullName) !== nameKey(now.fullName) || names.kind !== now.kind;
  const { kind, ...called } = names;
  const named = isMade && differs ? (kind === now.kind ? called : names) : {};
  const movedFrom = versionBefore(organisation.unit(areaId)?.versions ?? [], on)?.parentId;
  const parentId = movedFrom === after.parentId ? null : servingAbove(mirror, after.parentId);
  return parentId === null || parentId === now.parentId || parentId === unit.id ? named : { ...named, parentId };
}

/** The kind that fits what is left of the event among police units. */
function kindOf(
  plan: FullEventPlan,
  members: readonly EventMember[],
  created: readonly EventCreated[],
  edges: readonly EventEdge[],
): FullEventPlan['kind'] {
  const endCount = members.filter(({ fate }) => fate === 'ends').length;
  const heirs = new Set(edges.flatMap(({ to }) => to ?? []));
  if (endCount > 0 && created.length === 0) return heirs.size === 1 ? 'absorb' : 'dissolve';
  if (endCount > 0) return created.length === 1 && heirs.size <= 1 ? 'merge' : endCount === 1 ? 'divide' : plan.kind;
  if (created.length > 0) return heirs.size > 0 ? 'separate' : 'establish';
  if (heirs.size > 0) return 'boundary';
  const changes = (field: 'kind' | 'fullName'): boolean => members.some(({ patch }) => patch[field] !== undefined);
  if (plan.kind === 'rename' && changes('fullName')) return 'rename';
  if (changes('kind') && members.every(({ patch }) => patch.kind !== undefined)) return 'changeKind';
  return changes('fullName') ? 'rename' : 'moveParent';
}
