import type { Checked, Output } from '../api/contract/index.ts';
import type { EventEdge, EventProblem, FullEventPlan } from '../api/contract/reorganization.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { commit } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { type EventOutcome, Organisation } from '../domain/reorganization.ts';
import { planEvent } from '../domain/reorganization-plan.ts';
import { mirrorForPolice } from '../domain/reorganization-police.ts';
import { showTrees } from '../domain/reorganization-tree.ts';
import type { Fields } from '../entities/index.ts';
import { listLaterRecords } from '../queries/later-record.ts';
import { countOpenItems } from '../queries/open-item.ts';
import { findName } from '../queries/unit.ts';
import { organisationSource } from '../queries/unit-event.ts';
import { findRecord } from '../tables.ts';
import { eventChanges, unitChanges } from './reorganization-write.ts';
import { assertTreeOwner } from './unit-rules.ts';

interface Planned {
  readonly plan: FullEventPlan;
  readonly outcome: EventOutcome;
}

/** The event, and that of the police units where it is asked for. */
function planAll(ctx: Ctx, input: FullEventPlan): { organisation: Organisation; area: Planned; police?: Planned } {
  const organisation = new Organisation(organisationSource(ctx.db));
  const context = { officeUnitId: ctx.office.unitId, newId: ctx.newId };
  const area = { plan: input, outcome: planEvent(organisation, input, context) };
  const mirror = input.withPolice ? mirrorForPolice(organisation, input, area.outcome, context) : undefined;
  if (mirror === undefined) return { organisation, area };
  const outcome = planEvent(organisation, mirror.plan, { ...context, areaIds: mirror.areaIds });
  return { organisation, area, police: { plan: mirror.plan, outcome } };
}

/** Writes nothing. */
export function previewEvent(ctx: Ctx, input: Checked<'reorganization.preview'>): Output<'reorganization.preview'> {
  const { organisation, area, police } = planAll(ctx, input);
  const trees = [area, ...(police === undefined ? [] : [police])].map(({ plan, outcome }) =>
    showTrees(organisation, plan, outcome),
  );
  const endedIds = [...area.outcome.endedIds, ...(police?.outcome.endedIds ?? [])];
  const counts = countOpenItems(ctx.db, endedIds, input.effectiveOn);
  return {
    problems: problemsOf(ctx, area, police),
    before: trees.flatMap(({ before }) => before),
    after: trees.flatMap(({ after }) => after),
    open: endedIds.map((unitId) => ({
      unitId,
      fullName: findName(ctx.db, unitId, input.effectiveOn),
      openCount: counts.get(unitId) ?? 0,
    })),
    policeCount: police?.outcome.writes.length ?? 0,
    edges: showEdges(area.outcome),
  };
}

const problemsOf = (ctx: Ctx, area: Planned, police: Planned | undefined): EventProblem[] =>
  [area, ...(police === undefined ? [] : [police])].flatMap(({ plan, outcome }) => [
    ...outcome.problems,
    ...laterRecords(ctx, plan.effectiveOn, outcome),
  ]);

/** Postings, counts and assessments from the day on are of a unit that lives: they are moved before it can have ended. */
function laterRecords(ctx: Ctx, on: Day, { endedIds, writes }: EventOutcome): EventProblem[] {
  const written = new Set(writes.map(({ id }) => id));
  const ending = endedIds.filter((id) => written.has(id));
  return listLaterRecords(ctx.db, ending, on).map(({ unitId, day }) => ({
    code: 'HAS_LATER_RECORDS',
    unitKey: unitId,
    detail: day,
  }));
}

function showEdges({ edges, createdIds }: EventOutcome): EventEdge[] {
  const keys = new Map([...createdIds].map(([key, id]) => [id, key]));
  const keyOf = (id: string | null): string | null => (id === null ? null : (keys.get(id) ?? id));
  return edges.map(({ fromUnitId, toUnitId, ...rest }) => ({ from: keyOf(fromUnitId), to: keyOf(toUnitId), ...rest }));
}

/** Errors: EVENT_REFUSED, TREE_NOT_OWN, NOT_FOUND (the basis or the event put right), NOT_OWNER. */
export function recordEvent(ctx: Ctx, input: Checked<'reorganization.record'>): Output<'reorganization.record'> {
  assertTreeOwner(ctx);
  assertHere(ctx, 'directive', input.basisDirectiveId);
  assertHere(ctx, 'unitEvent', input.correctsEventId);
  const { area, police } = planAll(ctx, input);
  const problems = problemsOf(ctx, area, police);
  if (problems.length > 0) throw new AppError('EVENT_REFUSED', { problems });
  const id = writeEvent(ctx, area);
  return { id, policeEventId: police === undefined ? null : writeEvent(ctx, police) };
}

export function assertHere(ctx: Ctx, entity: 'directive' | 'unitEvent', id: string | null): void {
  if (id !== null && findRecord(ctx.db, entity, id) === undefined) throw new AppError('NOT_FOUND', { entity, id });
}

/** Writes a planned event with all it does; the plan has no problems. */
export function writeEvent(ctx: Ctx, { plan, outcome }: Planned): string {
  const id = ctx.newId();
  commit(ctx, [...eventChanges(id, eventFields(plan), outcome.edges, ctx.newId), ...unitChanges(outcome.writes)]);
  return id;
}

/** What an event says of itself, without its units. */
export function eventFields(plan: FullEventPlan): Fields<'unitEvent'> {
  const { kind, signedOn, announcedOn, effectiveOn, basisDirectiveId, basisText, note, correctsEventId, heirsUnknown } =
    plan;
  return { kind, signedOn, announcedOn, effectiveOn, basisDirectiveId, basisText, note, correctsEventId, heirsUnknown };
}
