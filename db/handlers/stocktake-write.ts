import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { commit, create, remove, update } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Stamps } from '../entities/define.ts';
import type { Fields } from '../entities/index.ts';
import { listGone } from '../queries/reference.ts';
import { listStocktakeLinks } from '../queries/stocktake.ts';
import { findRecord } from '../tables.ts';
import { assertAlive, assertForOffice } from './assignment-rules.ts';

type StocktakeFields = Fields<'stocktake'>;
export type StoredStocktake = StocktakeFields & Stamps & { readonly id: string };

export const findStocktake = (ctx: Ctx, id: string): StoredStocktake | undefined =>
  findRecord(ctx.db, 'stocktake', id) as StoredStocktake | undefined;

/** The record, if this office owns it and the caller acts for the office. Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
export function getOwnStocktake(ctx: Ctx, id: string, name: string): StoredStocktake {
  assertForOffice(ctx, name);
  const record = findStocktake(ctx, id);
  if (record === undefined) throw new AppError('NOT_FOUND', { entity: 'stocktake', id });
  if (record.ownerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'stocktake' });
  return record;
}

/** Errors: FORBIDDEN, NOT_FOUND (document, unit), UNIT_NOT_ALIVE, DATES_OUT_OF_ORDER, INVALID_INPUT (a place twice). */
export function createStocktake(ctx: Ctx, input: Checked<'stocktake.create'>): Output<'stocktake.create'> {
  assertForOffice(ctx, 'stocktake.create');
  const { audience, ...rest } = input;
  const fields: StocktakeFields = { ...rest, audience: audience === 'up' ? `up:${ctx.office.unitId}` : audience };
  assertStands(ctx, fields);
  const id = ctx.newId();
  commit(ctx, [create('stocktake', id, fields)]);
  return { id };
}

/** Errors: CHANGED_MEANWHILE, NOT_OWNER, and those of createStocktake. */
export function updateStocktake(ctx: Ctx, input: Checked<'stocktake.update'>): Output<'stocktake.update'> {
  const { id, seenAtMs, patch } = input;
  const current = getOwnStocktake(ctx, id, 'stocktake.update');
  assertUnchanged(current, seenAtMs);
  const changes = Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Partial<StocktakeFields>;
  assertStands(ctx, { ...current, ...changes });
  commit(ctx, [update('stocktake', id, changes)]);
  return { changedAtMs: findStocktake(ctx, id)?.changedAtMs ?? 0 };
}

/** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER, CHANGED_MEANWHILE. */
export function concludeStocktake(ctx: Ctx, input: Checked<'stocktake.conclude'>): Output<'stocktake.conclude'> {
  const { id, seenAtMs, conclusion } = input;
  assertUnchanged(getOwnStocktake(ctx, id, 'stocktake.conclude'), seenAtMs);
  commit(ctx, [update('stocktake', id, { conclusion })]);
  return { changedAtMs: findStocktake(ctx, id)?.changedAtMs ?? 0 };
}

/** Errors: FORBIDDEN, NOT_FOUND, NOT_OWNER. */
export function removeStocktake(ctx: Ctx, { id }: Checked<'stocktake.remove'>): Output<'stocktake.remove'> {
  getOwnStocktake(ctx, id, 'stocktake.remove');
  const links = listStocktakeLinks(ctx.db, { stocktakeId: id });
  commit(ctx, [...links.map((link) => remove('stocktakeTask', link.id)), remove('stocktake', id)]);
  return {};
}

function assertUnchanged(record: StoredStocktake, seenAtMs: number): void {
  if (record.changedAtMs !== seenAtMs) throw new AppError('CHANGED_MEANWHILE', { entity: 'stocktake', id: record.id });
}

/** Every law of one: its days follow one another, its documents are known, its units existed on the day it was held. */
function assertStands(ctx: Ctx, fields: StocktakeFields): void {
  const { fromOn, toOn, heldOn, directiveIds, hostUnitId, sites } = fields;
  const late = [toOn, heldOn].find((day) => day < fromOn);
  if (late !== undefined) throw new AppError('DATES_OUT_OF_ORDER', { first: fromOn, second: late });
  const missing = listGone(ctx.db, 'directive', directiveIds)[0];
  if (missing !== undefined) throw new AppError('NOT_FOUND', { entity: 'directive', id: missing });
  const unitIds = sites.map(({ unitId }) => unitId);
  const twice = unitIds.findIndex((unitId, index) => unitIds.indexOf(unitId) !== index);
  if (twice >= 0) throw new AppError('INVALID_INPUT', { issues: [{ path: `sites.${twice}`, code: 'site_twice' }] });
  assertAlive(ctx, hostUnitId === null ? unitIds : [hostUnitId, ...unitIds], heldOn);
}
