import type { EventEdge, EventProblem } from '../api/contract/reorganization.ts';
import type { UnitLevel, UnitNature } from '../api/contract/unit-words.ts';
import type { Day } from '../api/day.ts';
import type { AreaVersion } from './catalogue.ts';

/** A unit with all its versions, oldest first. */
export interface OrganisationUnit {
  readonly id: string;
  readonly nature: UnitNature;
  readonly level: UnitLevel;
  readonly areaId: string | null;
  readonly versions: readonly AreaVersion[];
}

/** What a plan does with units: one edge, by ids. */
export interface PlannedEdge {
  readonly fromUnitId: string | null;
  readonly toUnitId: string | null;
  readonly part: EventEdge['part'];
  readonly isMainHeir: 0 | 1;
  readonly ratio: string | null;
}

/** An edge of an event that is recorded already, or carried out before in the same batch (then without the event's id). */
export interface RecordedEdge extends PlannedEdge {
  readonly eventId: string | null;
  readonly effectiveOn: Day;
}

/** Where an organisation is read from: rows in memory or queries. Every list may hold too much, never too little. */
export interface OrganisationSource {
  unit(id: string): OrganisationUnit | undefined;
  /** Units with a version that stands under the unit, at any time. */
  childIds(parentId: string): Iterable<string>;
  /** Units with a version that bears the official code, at any time. */
  codeHolderIds(officialCode: string): Iterable<string>;
  /** Units that serve an area. */
  policeIds(areaId: string): Iterable<string>;
  /** Edges that name the unit on either side. */
  edges(unitId: string): Iterable<RecordedEdge>;
}

/** All versions that a unit has once an event is carried out. */
export interface EventWrite extends OrganisationUnit {
  readonly isNew: boolean;
  /** Versions before the event; empty for a new unit. */
  readonly before: readonly AreaVersion[];
  /** The area it served before. */
  readonly areaIdBefore: string | null;
}

/** What an event does. With problems it cannot be carried out; the rest then shows what it would come to. */
export interface EventOutcome {
  readonly effectiveOn: Day;
  readonly problems: readonly EventProblem[];
  /** All of them: those given and those that follow from the kind. */
  readonly edges: readonly PlannedEdge[];
  readonly writes: readonly EventWrite[];
  /** By the key of a unit that is made: its id. */
  readonly createdIds: ReadonlyMap<string, string>;
  /** Units whose life ends on the day by this event, those too that had ended that day already. */
  readonly endedIds: readonly string[];
}

/** The units as they stand while events are planned one after another; what is not changed yet comes from the source. */
export class Organisation {
  readonly #source: OrganisationSource;
  readonly #units = new Map<string, OrganisationUnit | undefined>();
  readonly #children = new Map<string, Set<string>>();
  readonly #holders = new Map<string, Set<string>>();
  readonly #police = new Map<string, Set<string>>();
  readonly #edges = new Map<string, RecordedEdge[]>();

  constructor(source: OrganisationSource) {
    this.#source = source;
  }

  unit(id: string): OrganisationUnit | undefined {
    if (!this.#units.has(id)) this.#units.set(id, this.#source.unit(id));
    return this.#units.get(id);
  }

  childIds(parentId: string): Set<string> {
    return keep(this.#children, parentId, () => new Set(this.#source.childIds(parentId)));
  }

  codeHolderIds(officialCode: string): Set<string> {
    return keep(this.#holders, officialCode, () => new Set(this.#source.codeHolderIds(officialCode)));
  }

  policeIds(areaId: string): Set<string> {
    return keep(this.#police, areaId, () => new Set(this.#source.policeIds(areaId)));
  }

  edges(unitId: string): RecordedEdge[] {
    return keep(this.#edges, unitId, () => [...this.#source.edges(unitId)]);
  }

  put(unit: OrganisationUnit): void {
    const { id, areaId, versions } = unit;
    this.#units.set(id, unit);
    if (areaId !== null) this.policeIds(areaId).add(id);
    for (const { parentId, officialCode } of versions) {
      if (parentId !== null) this.childIds(parentId).add(id);
      if (officialCode !== null) this.codeHolderIds(officialCode).add(id);
    }
  }

  addEdge(edge: RecordedEdge): void {
    for (const unitId of new Set([edge.fromUnitId, edge.toUnitId])) if (unitId !== null) this.edges(unitId).push(edge);
  }
}

function keep<T>(known: Map<string, T>, key: string, find: () => T): T {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = find()));
  return value;
}

/** An organisation held in memory: for plans of thousands of events one after another. */
export function buildOrganisation(units: Iterable<OrganisationUnit>, edges: Iterable<RecordedEdge> = []): Organisation {
  const nothing: OrganisationSource = {
    unit: () => undefined,
    childIds: () => [],
    codeHolderIds: () => [],
    policeIds: () => [],
    edges: () => [],
  };
  const organisation = new Organisation(nothing);
  for (const unit of units) organisation.put(unit);
  for (const edge of edges) organisation.addEdge(edge);
  return organisation;
}

/** Applies an event in memory, so that the next one is planned on top of it; one with problems leaves everything as it was. */
export function carryOut(organisation: Organisation, outcome: EventOutcome): boolean {
  if (outcome.problems.length > 0) return false;
  for (const { id, nature, level, areaId, versions } of outcome.writes)
    organisation.put({ id, nature, level, areaId, versions });
  for (const edge of outcome.edges) organisation.addEdge({ ...edge, eventId: null, effectiveOn: outcome.effectiveOn });
  return true;
}

/** What the writes of many events come to, one for each unit, in the order in which units were first touched. */
export function mergeWrites(outcomes: Iterable<EventOutcome>): EventWrite[] {
  const merged = new Map<string, EventWrite>();
  for (const { writes } of outcomes)
    for (const write of writes) {
      const first = merged.get(write.id) ?? write;
      const { before, isNew, areaIdBefore } = first;
      merged.set(write.id, { ...write, before, isNew, areaIdBefore });
    }
  return [...merged.values()];
}
