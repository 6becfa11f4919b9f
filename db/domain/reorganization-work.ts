import type { EventCreated, EventMember, EventProblem, FullEventPlan } from '../api/contract/reorganization.ts';
import { addDays, type Day } from '../api/day.ts';
import type { AreaVersion } from './catalogue.ts';
import type { Organisation, OrganisationUnit, PlannedEdge } from './reorganization.ts';
import { versionOn } from './unit.ts';

export interface PlanContext {
  /** Unit of the office at this PC: it goes on, whatever becomes of the others. */
  readonly officeUnitId: string | null;
  readonly newId: () => string;
  /** Units that other events of the same batch will end on the day: what stands under them and bears their codes is let be. */
  readonly endingIds?: ReadonlySet<string> | undefined;
  /** The event that is planned anew, because its heirs become known: its own edges do not count against it. */
  readonly ownEventId?: string | undefined;
  /** Police units that go on, and the area that they serve from the day on. */
  readonly areaIds?: ReadonlyMap<string, string> | undefined;
}

/** A unit of the event that stood before, or began on the very day by what was recorded earlier. */
export interface Member {
  readonly id: string;
  readonly unit: OrganisationUnit;
  readonly fate: EventMember['fate'];
  readonly patch: EventMember['patch'];
  /** What it was on the day before; undefined for one that begins on the day. */
  readonly before: AreaVersion | undefined;
  /** Named by the plan, not only by an edge or as a child of a unit that ends. */
  readonly isNamed: boolean;
}

/** What planning one event has found so far. */
export interface Work {
  readonly organisation: Organisation;
  readonly plan: FullEventPlan;
  readonly context: PlanContext;
  readonly on: Day;
  readonly members: Map<string, Member>;
  /** By id. */
  readonly created: Map<string, EventCreated>;
  readonly createdIds: Map<string, string>;
  readonly edges: PlannedEdge[];
  /** Units as the event leaves them. */
  readonly drafts: Map<string, OrganisationUnit>;
  readonly problems: EventProblem[];
}

export function startWork(organisation: Organisation, plan: FullEventPlan, context: PlanContext): Work {
  const [members, created, createdIds, drafts] = [new Map(), new Map(), new Map(), new Map()];
  const on = plan.effectiveOn;
  return { organisation, plan, context, on, members, created, createdIds, drafts, edges: [], problems: [] };
}

/** Notes a problem once. */
export function refuse(work: Work, code: EventProblem['code'], unitId: string | null = null, detail?: string): void {
  const unitKey = unitId === null ? null : (work.created.get(unitId)?.key ?? unitId);
  if (work.problems.some((known) => known.code === code && known.unitKey === unitKey)) return;
  work.problems.push({ code, unitKey, detail: detail ?? (unitId === null ? '' : nameIn(work, unitId)) });
}

/** Name of a unit for a sentence: that of the day before, else its last. */
export function nameIn(work: Work, unitId: string): string {
  const created = work.created.get(unitId);
  if (created !== undefined) return created.facts.fullName;
  const versions = work.organisation.unit(unitId)?.versions ?? [];
  return (lastBefore(versions, work.on) ?? versions[0])?.fullName ?? '';
}

const lastBefore = (versions: readonly AreaVersion[], on: Day): AreaVersion | undefined =>
  versions.findLast((version) => version.validFrom < on);

/** What a unit was on the eve of a day. */
export const versionBefore = <T extends AreaVersion>(versions: readonly T[], on: Day): T | undefined =>
  versionOn(versions, addDays(on, -1));

export const unitIn = (work: Work, id: string): OrganisationUnit | undefined =>
  work.drafts.get(id) ?? work.organisation.unit(id);

export const versionsIn = (work: Work, id: string): readonly AreaVersion[] => unitIn(work, id)?.versions ?? [];

export const ending = (work: Work): Member[] => [...work.members.values()].filter(({ fate }) => fate === 'ends');

/** Units that stood before and go on. */
export const goingOn = (work: Work): Member[] =>
  [...work.members.values()].filter(({ fate, before }) => fate === 'continues' && before !== undefined);

/** Units that begin on the day: those made by the event, and those that are here already and named by it. */
export const beginning = (work: Work): string[] => [
  ...work.created.keys(),
  ...[...work.members.values()]
    .filter(({ fate, before }) => fate === 'continues' && before === undefined)
    .map(({ id }) => id),
];

/** Joins a unit to itself: it goes on. */
export const isSelf = (edge: PlannedEdge): boolean => edge.fromUnitId === edge.toUnitId;
