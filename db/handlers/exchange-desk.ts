import type { Output } from '../api/contract/index.ts';
import type { Ctx } from '../context.ts';
import { trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findDeviceKeys } from '../exchange/keeping.ts';
import { treeOf } from '../exchange/tree.ts';
import { countConflictRecords } from '../queries/conflict.ts';
import { countHeld, listEnrolments, listLastTaken } from '../queries/exchange-status.ts';
import { listLateWork } from '../queries/late-work.ts';
import { findLatestName } from '../queries/unit.ts';
import { isBelow, type Tree } from '../sync/channel.ts';
import { silentDayLimit } from '../sync/limits.ts';
import { daysSince } from './exchange-status.ts';

type Line = Output<'desk.today'>['exchange']['rows'][number];

/** Late changes are told for so long. */
const lateMs = 30 * 86_400_000;

/** What the exchange wants of a person today, the pressing first. */
export function exchangeDesk(ctx: Ctx): Line[] {
  const { db, office } = ctx;
  const own = { unitName: '', heirNames: [] };
  const counted = (kind: Line['kind'], count: number): Line[] => (count > 0 ? [{ kind, count, ...own }] : []);
  const conflicts = counted('conflicts', countConflictRecords(db, { ownerId: office.unitId }));
  if (findDeviceKeys(db) === undefined) return conflicts;
  const exchange = exchangeOf(ctx);
  const trust = trustOf(exchange);
  if (!trust.devices.has(exchange.keys.device)) return [{ kind: 'waiting', count: 1, ...own }, ...conflicts];
  const live = [...trust.devices.values()].filter(({ revoked }) => revoked === undefined);
  const others = new Set(live.map(({ current }) => current.unit).filter((unitId) => unitId !== office.unitId));
  return [
    ...conflicts,
    ...counted('refused', countHeld(db, 'quarantined')),
    ...lateLines(ctx, treeOf(db, trust)),
    ...silentLines(ctx, others),
  ];
}

function silentLines(ctx: Ctx, offices: Iterable<string>): Line[] {
  const taken = listLastTaken(ctx.db);
  const enrolled = listEnrolments(ctx.db);
  const silent = [...offices].flatMap((unitId) => {
    const sinceMs = taken.get(unitId) ?? enrolled.get(unitId);
    const days = sinceMs === undefined ? 0 : daysSince(ctx, sinceMs);
    return days >= silentDayLimit ? { unitId, days } : [];
  });
  return silent
    .sort((a, b) => b.days - a.days || (a.unitId < b.unitId ? -1 : 1))
    .map(({ unitId, days }) => ({
      kind: 'silent',
      count: days,
      unitName: findLatestName(ctx.db, unitId),
      heirNames: [],
    }));
}

/** Told to the office that carries the work on, and to those above it. */
function lateLines({ db, office, now }: Ctx, tree: Tree): Line[] {
  return listLateWork(db, now() - lateMs).flatMap(({ unitId, opCount, heirIds }): Line[] => {
    const isTold = [unitId, ...heirIds].some((id) => id === office.unitId || isBelow(tree, id, office.unitId));
    if (!isTold) return [];
    const heirNames = heirIds.map((id) => findLatestName(db, id));
    return [{ kind: 'late', count: opCount, unitName: findLatestName(db, unitId), heirNames }];
  });
}
