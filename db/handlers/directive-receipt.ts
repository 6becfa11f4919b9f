import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { type DirectiveDays, findDirectiveDays } from '../queries/directive.ts';
import { listOwnReceipts, type OwnReceipt } from '../queries/directive-receipt.ts';
import { findAlive, findUnitName, listKnownUnits } from '../queries/unit-on.ts';

type Days = Pick<OwnReceipt, 'receivedOn' | 'readOn' | 'disseminatedOn'>;
const nothingYet: Days = { receivedOn: null, readOn: null, disseminatedOn: null };

/**
 * Marks many units at once with the day they received, read or made known a document; a null day takes the mark off.
 * Errors: NOT_FOUND, UNIT_NOT_ALIVE, DATES_OUT_OF_ORDER.
 */
export function saveReceipts(ctx: Ctx, input: Checked<'directive.saveReceipts'>): Output<'directive.saveReceipts'> {
  const directive = findDirectiveDays(ctx.db, input.id);
  if (directive === undefined) throw new AppError('NOT_FOUND', { entity: 'directive', id: input.id });
  const unitIds = [...new Set(input.unitIds)];
  assertUnits(ctx, unitIds, input.day);
  const own = new Map(listOwnReceipts(ctx.db, input.id, ctx.office.unitId).map((receipt) => [receipt.unitId, receipt]));
  const changes = unitIds.flatMap((unitId) => {
    const receipt = own.get(unitId);
    const days: Days = { ...(receipt ?? nothingYet), [input.step]: input.day };
    assertInOrder(directive, days);
    return changeOf(ctx, directive, unitId, receipt, days);
  });
  return { changed: commit(ctx, changes) };
}

function changeOf(
  ctx: Ctx,
  directive: DirectiveDays,
  unitId: string,
  receipt: OwnReceipt | undefined,
  days: Days,
): Change[] {
  const { receivedOn, readOn, disseminatedOn } = days;
  const marks = { receivedOn, readOn, disseminatedOn };
  if (receipt !== undefined) return [update('directiveReceipt', receipt.id, marks)];
  if (receivedOn === null && readOn === null && disseminatedOn === null) return [];
  const audience = directive.audience === 'office' ? 'office' : `up:${unitId}`;
  return [create('directiveReceipt', ctx.newId(), { directiveId: directive.id, unitId, ...marks, note: '', audience })];
}

function assertUnits(ctx: Ctx, unitIds: readonly string[], day: string | null): void {
  const known = new Set(listKnownUnits(ctx.db, unitIds));
  const unknown = unitIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw new AppError('NOT_FOUND', { entity: 'unit', id: unknown });
  if (day === null) return;
  const alive = findAlive(ctx.db, unitIds, day);
  const gone = unitIds.find((id) => !alive.has(id));
  if (gone !== undefined)
    throw new AppError('UNIT_NOT_ALIVE', { unitId: gone, name: findUnitName(ctx.db, gone, day) ?? '', on: day });
}

/** Issued, received, read, made known: each on the day of the one before or later. */
function assertInOrder({ issuedOn }: DirectiveDays, days: Days): void {
  let first = issuedOn;
  for (const second of [days.receivedOn, days.readOn, days.disseminatedOn]) {
    if (second === null) continue;
    if (second < first) throw new AppError('DATES_OUT_OF_ORDER', { first, second });
    first = second;
  }
}
