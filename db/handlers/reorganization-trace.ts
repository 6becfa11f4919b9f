import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { commit, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { AreaVersion } from '../domain/catalogue.ts';
import type { PlannedEdge } from '../domain/reorganization.ts';
import { versionBefore } from '../domain/reorganization-work.ts';
import type { Fields } from '../entities/index.ts';
import { organisationSource } from '../queries/unit-event.ts';
import { listEdges, listEdgesOn } from '../queries/unit-event-list.ts';
import { eventChanges } from './reorganization-write.ts';

/* What the unit screen does to one unit leaves the same trace as an event that was recorded as such. */

const eventOn = (
  kind: Fields<'unitEvent'>['kind'],
  effectiveOn: Day,
  basis: Pick<Fields<'unitEvent'>, 'basisDirectiveId' | 'basisText' | 'heirsUnknown'>,
): Fields<'unitEvent'> => ({
  kind,
  effectiveOn,
  ...basis,
  signedOn: null,
  announcedOn: null,
  note: '',
  correctsEventId: null,
});

const write = (ctx: Ctx, event: Fields<'unitEvent'>, edges: readonly PlannedEdge[]): void =>
  void commit(ctx, eventChanges(ctx.newId(), event, edges, ctx.newId));

const toSelf = (unitId: string): PlannedEdge => ({
  fromUnitId: unitId,
  toUnitId: unitId,
  part: 'whole',
  isMainHeir: 1,
  ratio: null,
});

function kindOf(was: AreaVersion, is: AreaVersion): Fields<'unitEvent'>['kind'] | undefined {
  if (was.parentId !== is.parentId) return 'moveParent';
  if (was.kind !== is.kind) return 'changeKind';
  const names = ['name', 'fullName', 'shortName', 'symbol'] as const;
  return names.some((field) => was[field] !== is[field]) ? 'rename' : undefined;
}

/**
 * What follows from what changed since the eve: another parent, kind or name. None for the first day of a life, for other
 * fields, and where an event of the day tells of the unit already.
 */
export function recordChange(
  ctx: Ctx,
  unitId: string,
  { versions, now }: { versions: readonly AreaVersion[]; now: AreaVersion },
): void {
  const was = versionBefore(versions, now.validFrom);
  const kind = was && kindOf(was, now);
  if (kind === undefined || listEdgesOn(ctx.db, unitId, now.validFrom).length > 0) return;
  const { basisDirectiveId, basisText } = now;
  write(ctx, eventOn(kind, now.validFrom, { basisDirectiveId, basisText, heirsUnknown: 0 }), [toSelf(unitId)]);
}

interface End {
  readonly endedIds: readonly string[];
  readonly movedIds: readonly string[];
  readonly on: Day;
  readonly basisText: string;
}

/** Nobody has said who carries on what ends here, so a person must still say it. */
export function recordEnd(ctx: Ctx, { endedIds, movedIds, on, basisText }: End): void {
  const isTold = (unitId: string): boolean =>
    listEdgesOn(ctx.db, unitId, on).some(({ fromUnitId, toUnitId }) => fromUnitId === unitId && toUnitId !== unitId);
  const edges = endedIds
    .filter((unitId) => !isTold(unitId))
    .map((unitId): PlannedEdge => ({ ...toSelf(unitId), toUnitId: null, isMainHeir: 0 }));
  if (edges.length === 0) return;
  const source = organisationSource(ctx.db);
  const moved = movedIds.filter((id) => versionBefore(source.unit(id)?.versions ?? [], on) !== undefined);
  write(ctx, eventOn('dissolve', on, { basisDirectiveId: null, basisText, heirsUnknown: 1 }), [
    ...edges,
    ...moved.map(toSelf),
  ]);
}

/**
 * Lets the events that tell of one unit alone go along when its versions are corrected: to the day on which a change really was,
 * or away with a change that never was. What an event says of other units too stays; it is put right as an event.
 */
export function correctTrace(
  ctx: Ctx,
  unitId: string,
  before: readonly AreaVersion[],
  after: readonly AreaVersion[],
): void {
  const startById = new Map(after.map(({ id, validFrom }) => [id, validFrom]));
  const starts = new Set(startById.values());
  for (const { id, validFrom } of before.slice(1)) {
    const moved = startById.get(id) ?? null;
    if (moved !== validFrom && !starts.has(validFrom))
      shiftTrace(ctx, { unitId, toUnitId: unitId, on: validFrom }, moved);
  }
  const [end, endAfter] = [before.at(-1)?.validTo ?? null, after.at(-1)?.validTo ?? null];
  if (end !== null && end !== endAfter) shiftTrace(ctx, { unitId, toUnitId: null, on: end }, endAfter);
}

interface Trace {
  readonly unitId: string;
  /** Itself where it went on, nothing where it ended. */
  readonly toUnitId: string | null;
  readonly on: Day;
}

function shiftTrace(ctx: Ctx, { unitId, toUnitId, on }: Trace, to: Day | null): void {
  for (const edge of listEdgesOn(ctx.db, unitId, on)) {
    const isAlone = listEdges(ctx.db, [edge.eventId]).length === 1;
    if (!isAlone || edge.fromUnitId !== unitId || edge.toUnitId !== toUnitId) continue;
    const { eventId } = edge;
    commit(
      ctx,
      to === null
        ? [remove('unitLineage', edge.id), remove('unitEvent', eventId)]
        : [update('unitEvent', eventId, { effectiveOn: to })],
    );
  }
}

/**
 * An end that is taken back never was: its edge goes, and with the last one the event. Where an event names heirs, taking the
 * end back alone would contradict it. Errors: EVENT_IN_FORCE.
 */
export function dropEnd(ctx: Ctx, unitId: string, on: Day): void {
  const told = listEdgesOn(ctx.db, unitId, on).filter(
    ({ fromUnitId, toUnitId }) => fromUnitId === unitId && toUnitId !== unitId,
  );
  if (told.some(({ toUnitId }) => toUnitId !== null)) throw new AppError('EVENT_IN_FORCE', { effectiveOn: on });
  const gone = new Set(told.map(({ id }) => id));
  const empty = told.filter(({ eventId }) => listEdges(ctx.db, [eventId]).every(({ id }) => gone.has(id)));
  commit(ctx, [
    ...told.map(({ id }) => remove('unitLineage', id)),
    ...[...new Set(empty.map(({ eventId }) => eventId))].map((id) => remove('unitEvent', id)),
  ]);
}
