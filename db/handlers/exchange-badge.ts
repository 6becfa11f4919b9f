import type { Output } from '../api/contract/index.ts';
import { dayOfInstant, daysBetween } from '../api/day.ts';
import type { Ctx } from '../context.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findDeviceKeys } from '../exchange/keeping.ts';
import { Readers } from '../exchange/readers.ts';
import { treeOf } from '../exchange/tree.ts';
import { countConflictRecords } from '../queries/conflict.ts';
import { countHeld, findLastTakenAt, findWriter, listUnwritten } from '../queries/exchange-status.ts';
import type { Trust } from '../sync/certificate.ts';

/** For the frame of every screen: nothing here reads more than a few rows of what is asked. */
export function exchangeBadge(ctx: Ctx): Output<'exchange.badge'> {
  const { db, office } = ctx;
  const conflicts = countConflictRecords(db, { ownerId: office.unitId });
  if (findDeviceKeys(db) === undefined)
    return { state: 'alone', unsent: 0, lastInDays: null, conflicts, refused: 0, waiting: 0 };
  const exchange = exchangeOf(ctx);
  const trust = trustOf(exchange);
  const device = trust.devices.get(exchange.keys.device);
  const lastAtMs = findLastTakenAt(db);
  return {
    state: device === undefined ? 'waiting' : device.revoked === undefined ? 'joined' : 'revoked',
    unsent: countUnsent(exchange, trust),
    lastInDays:
      lastAtMs === undefined ? null : Math.max(0, daysBetween(dayOfInstant(lastAtMs), dayOfInstant(ctx.now()))),
    conflicts,
    ...{ refused: countHeld(db, 'quarantined'), waiting: countHeld(db, 'pending') },
  };
}

/** Changes made on this PC that were never written into a bundle, of logs that another PC may read. */
function countUnsent({ db, office, keys }: Exchange, trust: Trust): number {
  const logs = listUnwritten(db);
  if (logs.length === 0) return 0;
  const others = [...trust.devices.values()].filter(
    ({ current, revoked }) => revoked === undefined && current.device !== keys.device,
  );
  const readers = new Readers(
    treeOf(db, trust),
    others.map(({ current }) => current.unit),
  );
  return logs.reduce((sum, { logId, incarnation, channel, seq, author, writtenSeq }) => {
    const mayBeOwn = incarnation === office.incarnation || author === office.unitId;
    const isOwn = mayBeOwn && (incarnation === office.incarnation || findWriter(db, logId) === keys.device);
    return isOwn && readers.of(office.unitId, channel).length > 0 ? sum + seq - writtenSeq : sum;
  }, 0);
}
