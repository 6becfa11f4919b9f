import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { safeFileName } from '../domain/file-name.ts';
import { foldText } from '../domain/text.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { handOut } from '../exchange/hand-out.ts';
import { exchangeOf } from '../exchange/keeping.ts';
import { forgetOutgoing, isOutgoing } from '../exchange/outgoing.ts';
import { filesFor, noteSentFiles } from '../exchange/sent-files.ts';
import { countEntitiesOfRuns } from '../queries/bundle.ts';
import { findSent, listPeersOf, listPreparedFor, removeSent, type SentBundle, saveSent } from '../queries/exchange.ts';
import { saveWritten } from '../queries/exchange-status.ts';
import { findLatestName } from '../queries/unit.ts';
import type { PeerState } from '../sync/ack.ts';
import type { TrustedCertificate, TrustedDevice } from '../sync/certificate.ts';
import { logOf } from '../sync/vector.ts';

/** From whom, to whom, which number, which day: no stick needs to be opened to know what is on it. */
export function endedName(ctx: Ctx, unitId: string, sent: { number: number; madeAtMs: number }): string {
  const [from, to] = [ctx.office.unitId, unitId].map((id) => plainName(findLatestName(ctx.db, id)).slice(0, 40));
  const number = String(sent.number).padStart(3, '0');
  return safeFileName(`${from}_den_${to}_so-${number}_${dayIn(sent.madeAtMs)}.goi`, ['goi'], 120);
}

/** Letters without marks: a stick of another system keeps them as they are. */
const plainName = (name: string): string =>
  foldText(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** The civil day of the office, UTC+7. */
const dayIn = (atMs: number): string => new Date(atMs + 7 * 3_600_000).toISOString().slice(0, 10);

/** PCs of an office that may open what is sent to it. */
export const devicesOf = (exchange: Exchange, unitId: string): TrustedDevice[] =>
  [...trustOf(exchange).devices.values()].filter(
    ({ current, revoked }) =>
      current.unit === unitId && revoked === undefined && current.device !== exchange.keys.device,
  );

/** The life that each PC of an office said last that it is in; one that never said anything gets everything. */
export function targetsOf(exchange: Exchange, unitId: string): string[] {
  const peers = listPeersOf(exchange.db, unitId);
  return devicesOf(exchange, unitId).map(({ current }) => {
    const lives = peers.filter(({ device }) => device === current.device);
    // A life that another one holds logs of is over: the other began from it.
    const isOver = ({ inc }: PeerState): boolean =>
      lives.some((other) => other.inc !== inc && [...other.vector.keys()].some((key) => logOf(key).inc === inc));
    return (lives.findLast((life) => !isOver(life)) ?? lives.at(-1))?.inc ?? '';
  });
}

/** This PC's certificate. Errors: EXCHANGE_NOT_JOINED before it came, DEVICE_REVOKED after it was withdrawn. */
export function ownCertificate(exchange: Exchange): TrustedCertificate {
  const device = trustOf(exchange).devices.get(exchange.keys.device);
  if (device === undefined) throw new AppError('EXCHANGE_NOT_JOINED', {});
  if (device.revoked !== undefined) throw new AppError('DEVICE_REVOKED', {});
  return device.current;
}

type Prepared = Output<'bundle.prepare'>;

/** What was prepared for the office before is given up. Errors: EXCHANGE_NOT_JOINED, DEVICE_REVOKED, RECEIVER_WITHOUT_PC. */
export function prepareBundle(ctx: Ctx, input: Checked<'bundle.prepare'>): Prepared {
  const exchange = exchangeOf(ctx);
  ownCertificate(exchange);
  ctx.step(0, 1);
  const prepared = prepareFor(ctx, exchange, input.unitId, input.isFull);
  ctx.step(1, 1);
  return prepared;
}

/** Each receiver for itself: one that has no PC does not hold up the others. Errors: EXCHANGE_NOT_JOINED. */
export function prepareMany(ctx: Ctx, input: Checked<'bundle.prepareMany'>): Output<'bundle.prepareMany'> {
  const exchange = exchangeOf(ctx);
  ownCertificate(exchange);
  const unitIds = [...new Set(input.unitIds)];
  const rows = unitIds.map((unitId, index) => {
    ctx.step(index, unitIds.length);
    const unitName = findLatestName(ctx.db, unitId);
    try {
      const prepared = prepareFor(ctx, exchange, unitId, input.isFull);
      return { unitId, unitName, prepared, problem: null };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'RECEIVER_WITHOUT_PC') throw error;
      return { unitId, unitName, prepared: null, problem: 'RECEIVER_WITHOUT_PC' as const };
    }
  });
  return { rows };
}

function prepareFor(ctx: Ctx, exchange: Exchange, unitId: string, isFull: boolean): Prepared {
  const name = findLatestName(ctx.db, unitId);
  if (devicesOf(exchange, unitId).length === 0) throw new AppError('RECEIVER_WITHOUT_PC', { name });
  for (const before of listPreparedFor(ctx.db, unitId, ctx.office.incarnation)) giveUp(ctx, before);
  const targets = isFull ? [] : targetsOf(exchange, unitId);
  const { place, plan, documents } = handOut(exchange, unitId, targets);
  const files = filesFor(exchange, ctx.blobs, unitId, plan.runs, targets);
  const entities = countEntitiesOfRuns(ctx.db, plan.runs);
  const opCount = entities.reduce((sum, { count }) => sum + count, 0);
  const madeAtMs = ctx.now();
  saveSent(ctx.db, {
    ...{ setId: place.set, unitId, inc: ctx.office.incarnation, number: place.number, previous: place.previous },
    ...{ madeAtMs, opCount, byteCount: 0, volumeCount: 0, userId: ctx.caller.userId },
    ...{ state: 'prepared', runs: plan.runs, documents, files },
  });
  return {
    ...{ id: place.set, fileName: endedName(ctx, unitId, { number: place.number, madeAtMs }), number: place.number },
    ...{ opCount, entities, fileCount: files.filter(({ isHere }) => isHere).length },
  };
}

/** Errors: STAGE_GONE. */
export function settleBundle(ctx: Ctx, input: Checked<'bundle.settle'>): Output<'bundle.settle'> {
  settleOne(ctx, input);
  return {};
}

export function settleMany(ctx: Ctx, input: Checked<'bundle.settleMany'>): Output<'bundle.settleMany'> {
  for (const one of input.rows) settleOne(ctx, one);
  return {};
}

function settleOne(ctx: Ctx, { id, isWritten, byteCount, volumeCount }: Checked<'bundle.settle'>): void {
  const sent = findSent(ctx.db, id);
  if (sent === undefined) throw new AppError('STAGE_GONE', {});
  if (sent.state !== 'prepared') return;
  if (!isWritten) {
    giveUp(ctx, sent);
    return;
  }
  saveWritten(ctx.db, sent.runs);
  noteSentFiles(ctx.db, sent);
  saveSent(ctx.db, { ...sent, state: 'written', byteCount, volumeCount, runs: [], documents: [], files: [] });
  forgetOutgoing(ctx, id);
}

/** What was never on a stick gives its number back; what may be on one keeps it, so that no other bundle ever bears it. */
function giveUp(ctx: Ctx, sent: SentBundle): void {
  if (isOutgoing(ctx, sent.setId)) saveSent(ctx.db, { ...sent, state: 'lost', runs: [], documents: [], files: [] });
  else removeSent(ctx.db, sent.setId);
}
