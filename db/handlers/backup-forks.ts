import type { Checked, Output } from '../api/contract/index.ts';
import { dayOfInstant } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { type EntityName, findEntity } from '../entities/index.ts';
import { trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findAuthorityKeys, findDeviceKeys } from '../exchange/keeping.ts';
import { type Branch, branchesOf, rehome } from '../exchange/rehome.ts';
import { listAllOf, listHeldLogs } from '../queries/exchange.ts';
import { labelFrom } from '../queries/record-label.ts';
import { findLatestName } from '../queries/unit.ts';
import { fold } from '../sync/fold.ts';
import type { StoredOp } from '../sync/op.ts';
import { writerOf } from './conflict.ts';

type Fork = Output<'fork.list'>[number];

/** Titles of a history that a list shows. */
const titleLimit = 5;

/** PCs whose name two databases have used, with what each wrote under it. */
export function listForks(ctx: Ctx): Fork[] {
  if (findDeviceKeys(ctx.db) === undefined) return [];
  const exchange = exchangeOf(ctx);
  const trust = trustOf(exchange);
  const lives = new Map<string, string>();
  for (const { incarnation, splitSeq, forkedDevice, logId } of listHeldLogs(ctx.db)) {
    if (splitSeq === null) continue;
    const device = forkedDevice ?? lives.get(incarnation) ?? deviceOf(ctx, logId);
    if (device !== undefined) lives.set(incarnation, device);
  }
  return [...lives].map(([incarnation, device]) => {
    const known = trust.devices.get(device);
    const isSettled =
      known?.revoked !== undefined ||
      known?.revokedIncarnations.has(incarnation) === true ||
      known?.current.retired.includes(incarnation) === true;
    const unitId = known?.current.unit ?? '';
    return {
      ...{ device, deviceName: known?.current.name ?? '', unitId, unitName: findLatestName(ctx.db, unitId) },
      ...{
        incarnation,
        isThisPc: device === exchange.keys.device,
        isOwnOffice: unitId === ctx.office.unitId,
        isSettled,
      },
      mayWithdraw: findAuthorityKeys(ctx.db) !== undefined,
      branches: branchesOf(exchange, incarnation).map((branch) => branchShown(ctx, branch)),
    };
  });
}

/** Of a log whose split is settled already: the PC that its ops name. */
const deviceOf = (ctx: Ctx, logId: number): string | undefined => {
  const log = listHeldLogs(ctx.db).find((each) => each.logId === logId);
  return log === undefined ? undefined : branchesOf(ctx, log.incarnation)[0]?.ops[0]?.dev;
};

function branchShown(ctx: Ctx, { head, ops, isRehomed }: Branch): Fork['branches'][number] {
  const walls = ops.map(({ wall }) => wall);
  return {
    ...{ head, opCount: ops.length, isRehomed },
    ...{ fromMs: Math.min(...walls), toMs: Math.max(...walls) },
    people: [...new Set(ops.map((op) => writerOf(ctx, op).userName))]
      .filter((name) => name !== '')
      .slice(0, titleLimit),
    titles: [...new Set(ops.map((op) => titleOf(ctx, op)))].filter((title) => title !== '').slice(0, titleLimit),
  };
}

function titleOf(ctx: Ctx, op: StoredOp): string {
  if (findEntity(op.entity) === undefined) return '';
  const name = op.entity as EntityName;
  const { fields } = fold(listAllOf(ctx.db, name, op.id).map((at) => at.op));
  return labelFrom(ctx.db, name, op.id, { ...fields, ...op.fields }, dayOfInstant(ctx.now())).title;
}

/** Errors: NOT_FOUND for a life that is not this PC's own, or is its present one. */
export function rehomeBranches(ctx: Ctx, input: Checked<'fork.rehome'>): Output<'fork.rehome'> {
  const exchange = exchangeOf(ctx);
  const fork = listForks(ctx).find(({ incarnation }) => incarnation === input.incarnation);
  if (fork?.isThisPc !== true || input.incarnation === ctx.office.incarnation)
    throw new AppError('NOT_FOUND', { entity: 'device', id: input.incarnation });
  return { count: rehome(exchange, input.incarnation, input.heads) };
}
