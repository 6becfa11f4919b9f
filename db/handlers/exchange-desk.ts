import type { Output } from '../api/contract/index.ts';
import type { Ctx } from '../context.ts';
import { findOwnAuthority } from '../exchange/authority.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findDeviceKeys } from '../exchange/keeping.ts';
import { treeOf } from '../exchange/tree.ts';
import { countConflictRecords } from '../queries/conflict.ts';
import { countHeldOps } from '../queries/exchange-held.ts';
import { countHeld } from '../queries/exchange-status.ts';
import { listInvitations } from '../queries/invitation.ts';
import { listLateWork } from '../queries/late-work.ts';
import { findLatestName } from '../queries/unit.ts';
import { isBelow, type Tree } from '../sync/channel.ts';
import type { InvitationState } from '../sync/identity.ts';
import { invitationTries } from '../sync/limits.ts';
import { exchangeStatus } from './exchange-status.ts';

type Line = Output<'desk.today'>['exchange']['rows'][number];

/** Late changes are told for so long. */
const lateMs = 30 * 86_400_000;

const nothingMore = { amount: 0, unitName: '', heirNames: [] };

const counted = (kind: Line['kind'], count: number, more: Partial<Line> = {}): Line[] =>
  count > 0 ? [{ kind, count, ...nothingMore, ...more }] : [];

/** What the exchange wants of a person today, the pressing first. */
export function exchangeDesk(ctx: Ctx): Line[] {
  const { db, office } = ctx;
  const conflicts = counted('conflicts', countConflictRecords(db, { ownerId: office.unitId }));
  if (findDeviceKeys(db) === undefined) return conflicts;
  const exchange = exchangeOf(ctx);
  const trust = trustOf(exchange);
  if (!trust.devices.has(exchange.keys.device)) return [...counted('waiting', 1), ...conflicts];
  return [
    ...conflicts,
    ...counted('refused', countHeld(db, 'quarantined')),
    ...counted('newer', countHeldOps(db, { status: 'pending', reason: 'schema' })),
    ...officeLines(ctx),
    ...lateLines(ctx, treeOf(db, trust)),
    ...counted('invited', ctx.caller.role === 'admin' ? countUnanswered(exchange) : 0),
  ];
}

/** One line for all offices of a kind: a province has a hundred and more of them. */
function officeLines(ctx: Ctx): Line[] {
  const offices = exchangeStatus(ctx);
  const missing = offices.filter(({ missingOps }) => missingOps > 0).sort((a, b) => b.missingOps - a.missingOps);
  const silent = offices.filter(({ isSilent }) => isSilent).sort((a, b) => daysOf(b) - daysOf(a));
  const backlog = offices.filter(({ backlog: { isTooMuch } }) => isTooMuch);
  const amount = missing.reduce((sum, { missingOps }) => sum + missingOps, 0);
  return [
    ...counted('missing', missing.length, { amount, unitName: missing[0]?.unitName ?? '' }),
    ...counted('silent', silent.length, { amount: daysOf(silent[0]), unitName: silent[0]?.unitName ?? '' }),
    ...counted('backlog', backlog.length, { unitName: backlog[0]?.unitName ?? '' }),
  ];
}

const daysOf = (office: Output<'exchange.status'>[number] | undefined): number => office?.silentDays ?? 0;

/** Invitations that nobody has answered yet, where this PC keeps the authority. */
const countUnanswered = (exchange: Exchange): number =>
  findOwnAuthority(exchange) === undefined ? 0 : listInvitations(exchange.db).filter(isOpen).length;

const isOpen = ({ usedBy, failures }: InvitationState): boolean => usedBy === undefined && failures < invitationTries;

/** Told to the office that carries the work on, and to those above it. */
function lateLines({ db, office, now }: Ctx, tree: Tree): Line[] {
  return listLateWork(db, now() - lateMs).flatMap(({ unitId, opCount, heirIds }): Line[] => {
    const isTold = [unitId, ...heirIds].some((id) => id === office.unitId || isBelow(tree, id, office.unitId));
    if (!isTold) return [];
    const heirNames = heirIds.map((id) => findLatestName(db, id));
    return counted('late', opCount, { unitName: findLatestName(db, unitId), heirNames });
  });
}
