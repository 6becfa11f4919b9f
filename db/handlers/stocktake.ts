import type { Checked, Output } from '../api/contract/index.ts';
import type { stocktakeContract } from '../api/contract/stocktake.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { findLetterhead, listDirectiveLabels, listStocktakes, listStocktakeTasks } from '../queries/stocktake.ts';
import { findAlive } from '../queries/unit-on.ts';
import { listUnitsThen } from '../queries/unit-then.ts';
import { findUser } from '../queries/user.ts';
import type { HandlersOf } from './define.ts';
import { giveTasks, linkTasks, unlinkTask } from './stocktake-tasks.ts';
import {
  concludeStocktake,
  createStocktake,
  findStocktake,
  removeStocktake,
  updateStocktake,
} from './stocktake-write.ts';

export const stocktakeHandlers: HandlersOf<typeof stocktakeContract> = {
  'stocktake.list': (ctx, input) => listStocktakes(ctx.db, input),
  'stocktake.get': getStocktake,
  'stocktake.unitsOn': (ctx, { unitIds, heldOn }) => {
    const alive = findAlive(ctx.db, unitIds, heldOn);
    const units = listUnitsThen(ctx.db, unitIds, { heldOn, on: heldOn });
    return units.map(({ unitId, name }) => ({ unitId, name, isAlive: alive.has(unitId) ? 1 : 0 }));
  },
  'stocktake.create': createStocktake,
  'stocktake.update': updateStocktake,
  'stocktake.conclude': concludeStocktake,
  'stocktake.remove': removeStocktake,
  'stocktake.giveTasks': giveTasks,
  'stocktake.linkTasks': linkTasks,
  'stocktake.unlinkTask': unlinkTask,
};

/** Errors: NOT_FOUND. */
function getStocktake(ctx: Ctx, { id, on }: Checked<'stocktake.get'>): Output<'stocktake.get'> {
  const { db, office } = ctx;
  const record = findStocktake(ctx, id);
  if (record === undefined) throw new AppError('NOT_FOUND', { entity: 'stocktake', id });
  const { kind, title, fromOn, toOn, heldOn, form, place, chair, agenda, conclusion, audience, changedAtMs } = record;
  const { directiveIds, hostUnitId, sites, ownerId, changedBy } = record;
  const days = { heldOn, on };
  const units = listUnitsThen(
    db,
    sites.map(({ unitId }) => unitId),
    days,
  );
  const host = hostUnitId === null ? undefined : listUnitsThen(db, [hostUnitId], days)[0];
  return {
    ...{ id, kind, title, fromOn, toOn, heldOn, form, place, chair, agenda, conclusion, audience, changedAtMs },
    directives: listDirectiveLabels(db, directiveIds),
    host: host ?? null,
    sites: units.map((unit, index) => ({ ...unit, place: sites[index]?.place ?? '' })),
    tasks: listStocktakeTasks(db, id, on),
    letterhead: findLetterhead(db, ownerId, heldOn),
    isOwn: ownerId === office.unitId ? 1 : 0,
    changedBy: findUser(db, changedBy)?.name ?? '',
  };
}
