import type { Checked, Output } from '../api/contract/index.ts';
import type { EventEdge, EventMember, FullEventPlan } from '../api/contract/reorganization.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { Organisation, type PlannedEdge } from '../domain/reorganization.ts';
import { planEvent } from '../domain/reorganization-plan.ts';
import type { Row } from '../entities/index.ts';
import { listVersions } from '../queries/unit.ts';
import { organisationSource } from '../queries/unit-event.ts';
import { type EdgeRow, listEdges, listEnded } from '../queries/unit-event-list.ts';
import { findRecord } from '../tables.ts';
import { assertHere } from './reorganization-record.ts';
import { assertTreeOwner } from './unit-rules.ts';

function eventOf(ctx: Ctx, id: string): Row<'unitEvent'> {
  const event = findRecord(ctx.db, 'unitEvent', id) as Row<'unitEvent'> | undefined;
  if (event === undefined) throw new AppError('NOT_FOUND', { entity: 'unitEvent', id });
  return event;
}

/** Errors: NOT_FOUND, NOT_OWNER, TREE_NOT_OWN, EVENT_REFUSED where it would be signed after its day. */
export function amendEvent(ctx: Ctx, input: Checked<'reorganization.amend'>): Output<'reorganization.amend'> {
  assertTreeOwner(ctx);
  const { effectiveOn } = eventOf(ctx, input.id);
  const patch = Object.fromEntries(Object.entries(input.patch).filter(([, value]) => value !== undefined));
  const { signedOn, basisDirectiveId } = input.patch;
  assertHere(ctx, 'directive', basisDirectiveId ?? null);
  if (signedOn !== undefined && signedOn !== null && signedOn > effectiveOn) {
    const problem = { code: 'SIGNED_AFTER_EFFECT', unitKey: null, detail: signedOn } as const;
    throw new AppError('EVENT_REFUSED', { problems: [problem] });
  }
  commit(ctx, [update('unitEvent', input.id, patch)]);
  return {};
}

/**
 * The edges given are all that the event shall have between units; those that follow from its kind are added as when it was
 * recorded, and what it did to the units stays. Errors: NOT_FOUND, NOT_OWNER, TREE_NOT_OWN, EVENT_REFUSED.
 */
export function setHeirs(ctx: Ctx, input: Checked<'reorganization.setHeirs'>): Output<'reorganization.setHeirs'> {
  assertTreeOwner(ctx);
  const event = eventOf(ctx, input.id);
  const stored = listEdges(ctx.db, [event.id]);
  const plan: FullEventPlan = {
    ...event,
    heirsUnknown: input.heirsUnknown,
    members: membersOf(ctx, event, stored, input.edges),
    created: [],
    edges: input.edges,
    children: 'refuse',
    withPolice: false,
  };
  const organisation = new Organisation(organisationSource(ctx.db));
  const { edges, problems } = planEvent(organisation, plan, {
    officeUnitId: ctx.office.unitId,
    newId: ctx.newId,
    ownEventId: event.id,
  });
  if (problems.length > 0) throw new AppError('EVENT_REFUSED', { problems: [...problems] });
  commit(ctx, [
    update('unitEvent', event.id, { heirsUnknown: input.heirsUnknown }),
    ...edgeChanges(ctx, event.id, stored, edges),
  ]);
  return {};
}

/** Who took part, as the edges of the event tell it; one that was named only as an heir, and is none now, took no part. */
function membersOf(
  ctx: Ctx,
  { id, effectiveOn }: Row<'unitEvent'>,
  edges: readonly EdgeRow[],
  wanted: readonly EventEdge[],
): EventMember[] {
  const ended = new Set(listEnded(ctx.db, [id]).map(({ unitId }) => unitId));
  const named = new Set(wanted.flatMap(({ from, to }) => [from, to]));
  const isOldHeir = (unitId: string): boolean =>
    !named.has(unitId) &&
    edges.some(({ fromUnitId, toUnitId }) => toUnitId === unitId && fromUnitId !== null && fromUnitId !== unitId) &&
    !listVersions(ctx.db, unitId).some(({ validFrom }) => validFrom === effectiveOn);
  const unitIds = new Set(edges.flatMap(({ fromUnitId, toUnitId }) => [fromUnitId ?? [], toUnitId ?? []].flat()));
  return [...unitIds].flatMap((unitId) => {
    const fate = ended.has(unitId) ? 'ends' : 'continues';
    return fate === 'continues' && isOldHeir(unitId) ? [] : [{ unitId, fate, patch: {} }];
  });
}

const pairOf = ({ fromUnitId, toUnitId }: PlannedEdge): string => `${fromUnitId} ${toUnitId}`;

function edgeChanges(ctx: Ctx, eventId: string, before: readonly EdgeRow[], after: readonly PlannedEdge[]): Change[] {
  const known = new Map(before.map((edge) => [pairOf(edge), edge]));
  const kept = new Set(after.map(pairOf));
  return [
    ...before.filter((edge) => !kept.has(pairOf(edge))).map(({ id }) => remove('unitLineage', id)),
    ...after.map((edge) => {
      const old = known.get(pairOf(edge));
      const { part, isMainHeir, ratio } = edge;
      return old === undefined
        ? create('unitLineage', ctx.newId(), { eventId, ...edge })
        : update('unitLineage', old.id, { part, isMainHeir, ratio });
    }),
  ];
}
