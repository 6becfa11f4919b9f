import { type Change, commit, commitSettlement, remove } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { AreaVersion } from '../domain/catalogue.ts';
import type { Row } from '../entities/index.ts';
import { listConflictsOf } from '../queries/conflict.ts';
import { listOpsOf } from '../queries/op.ts';
import { listDecisions, listSupportEnds } from '../queries/rival.ts';
import { listVersions } from '../queries/unit.ts';
import { listEdges, listEdgesOn } from '../queries/unit-event-list.ts';
import { fold } from '../sync/fold.ts';
import type { StoredOp } from '../sync/op.ts';
import { findRecord } from '../tables.ts';
import { correctTrace } from './reorganization-trace.ts';
import { assertStands, unitOf, versionChanges } from './unit-rules.ts';

/* What follows when one of several records that cannot all hold is kept: what was written together with a rival goes with it. */

const birthOf = (ctx: Ctx, entity: 'reportReview' | 'assignmentStep' | 'unitVersion' | 'unitEvent', id: string) =>
  fold(listOpsOf(ctx.db, entity, id)).created;

/** Decisions that were not kept go, and with each what it did to the work: approved or sent back, and supports that ended with it. */
export function dropReviews(ctx: Ctx, reviewIds: readonly string[]): void {
  commit(
    ctx,
    reviewIds.flatMap((id): Change[] => [
      remove('reportReview', id),
      ...stepsWith(ctx, id).map((stepId) => remove('assignmentStep', stepId)),
    ]),
  );
}

const stepOf = { approve: 'approveResult', return: 'returnResult', close: undefined } as const;

/** The steps that were written in one go with a decision: by the same PC, one right after the other. */
function stepsWith(ctx: Ctx, reviewId: string): string[] {
  const review = findRecord(ctx.db, 'reportReview', reviewId) as Row<'reportReview'> | undefined;
  const decided = birthOf(ctx, 'reportReview', reviewId);
  const kind = review && stepOf[review.kind];
  if (review === undefined || decided === undefined || kind === undefined) return [];
  const after = (last: StoredOp) => (id: string) => {
    const op = birthOf(ctx, 'assignmentStep', id);
    return op !== undefined && op.inc === last.inc && op.lam === last.lam + 1 ? [{ id, op }] : [];
  };
  const [step] = listDecisions(ctx.db, review.reportId, kind).flatMap(after(decided));
  if (step === undefined) return [];
  const found = [step.id];
  const ends = listSupportEnds(ctx.db, step.id);
  for (let last: StoredOp | undefined = step.op; last !== undefined; ) {
    const [next]: { id: string; op: StoredOp }[] = ends.flatMap(after(last));
    if (next !== undefined) found.push(next.id);
    last = next?.op;
  }
  return found;
}

/**
 * One version of a unit is kept: those that stand against it go with the events that were recorded for them, and the version before
 * it lasts until it begins. Errors: the rules of units over time.
 */
export function keepVersion(ctx: Ctx, unitId: string, keptId: string, rivalIds: readonly string[]): void {
  const unit = unitOf(ctx.db, unitId);
  const before = listVersions(ctx.db, unitId);
  const kept = before.find(({ id }) => id === keptId) as AreaVersion;
  const gone = new Set(rivalIds.filter((id) => !isNeighbour(ctx, keptId, id)));
  const rest = before.filter(({ id }) => !gone.has(id));
  const place = rest.indexOf(kept);
  const after = rest.map((version, index) => {
    if (index === place - 1) return { ...version, validTo: kept.validFrom };
    return index === place + 1 && kept.validTo !== null ? { ...version, validFrom: kept.validTo } : version;
  });
  dropTraces(ctx, unitId, before, { kept, gone });
  assertStands(ctx.db, unit, after);
  commit(ctx, versionChanges(before, after));
  const previous = after[place - 1];
  // Says the day once more where the PCs had left it in two ways and the one shown is right already.
  if (
    previous !== undefined &&
    listConflictsOf(ctx.db, 'unitVersion', previous.id).some(({ field }) => field === 'validTo')
  )
    commitSettlement(ctx, 'unitVersion', previous.id, { kind: 'update', fields: { validTo: kept.validFrom } });
  correctTrace(ctx, unitId, before, after);
}

/** Whoever wrote one of the two knew the other: they follow each other, and only the day between them is in question. */
function isNeighbour(ctx: Ctx, a: string, b: string): boolean {
  const [first, second] = [birthOf(ctx, 'unitVersion', a), birthOf(ctx, 'unitVersion', b)];
  if (first === undefined || second === undefined) return false;
  const knew = (later: StoredOp, id: string): boolean =>
    listOpsOf(ctx.db, 'unitVersion', id).some(({ inc, lam }) => inc === later.inc && lam < later.lam);
  return first.lam < second.lam ? knew(second, a) : knew(first, b);
}

/** Of two changes from one day on, the event that was recorded with the one that goes. */
function dropTraces(
  ctx: Ctx,
  unitId: string,
  versions: readonly AreaVersion[],
  { kept, gone }: { kept: AreaVersion; gone: ReadonlySet<string> },
): void {
  for (const { id } of versions.filter((version) => gone.has(version.id) && version.validFrom === kept.validFrom)) {
    const writer = birthOf(ctx, 'unitVersion', id)?.inc;
    const traces = listEdgesOn(ctx.db, unitId, kept.validFrom).filter(
      ({ eventId, fromUnitId, toUnitId }) =>
        fromUnitId === unitId &&
        toUnitId === unitId &&
        listEdges(ctx.db, [eventId]).length === 1 &&
        birthOf(ctx, 'unitEvent', eventId)?.inc === writer,
    );
    commit(
      ctx,
      traces.flatMap(({ id: edgeId, eventId }) => [remove('unitLineage', edgeId), remove('unitEvent', eventId)]),
    );
  }
}
