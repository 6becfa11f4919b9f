import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { findAlive, findUnitName, listKnownUnits } from '../queries/unit-on.ts';

/** Errors: NOT_FOUND for what is no unit, UNIT_NOT_ALIVE for one that is none on that day; the first of them. */
export function assertAlive(ctx: Ctx, unitIds: readonly string[], on: Day): void {
  const alive = findAlive(ctx.db, unitIds, on);
  const dead = unitIds.find((id) => !alive.has(id));
  if (dead === undefined) return;
  if (listKnownUnits(ctx.db, [dead]).length === 0) throw new AppError('NOT_FOUND', { entity: 'unit', id: dead });
  throw new AppError('UNIT_NOT_ALIVE', {
    unitId: dead,
    name: findUnitName(ctx.db, dead, on) ?? '',
    on,
  });
}

/** A unit's last name, whatever the day. */
const LATEST: Day = '9999-12-31';

/** Errors: UNIT_ASSIGNED_TWICE for the first unit that is among `taken` or twice in the list. */
export function assertNotAssigned(ctx: Ctx, taken: readonly string[], unitIds: readonly string[]): void {
  const seen = new Set(taken);
  for (const unitId of unitIds) {
    if (seen.has(unitId))
      throw new AppError('UNIT_ASSIGNED_TWICE', {
        unitId,
        name: findUnitName(ctx.db, unitId, LATEST) ?? '',
      });
    seen.add(unitId);
  }
}

/** False for a user who does the work of one unit below: such a user gives no work out and decides nothing. */
export const actsForOffice = (ctx: Ctx): boolean => ctx.caller.unitId === ctx.office.unitId;

/** Errors: FORBIDDEN. */
export function assertForOffice(ctx: Ctx, name: string): void {
  if (!actsForOffice(ctx)) throw new AppError('FORBIDDEN', { role: ctx.caller.role, name });
}
