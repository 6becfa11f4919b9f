import { basename, dirname, extname, join } from 'node:path';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { appVersion } from '../app-version.ts';
import { hasBlob } from '../blobs.ts';
import type { Ctx } from '../context.ts';
import { platform } from '../crypto.ts';
import { safeFileName } from '../domain/file-name.ts';
import { foldText } from '../domain/text.ts';
import { sealBundle } from '../exchange/bundle-file.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { handOut, opsOfRuns } from '../exchange/hand-out.ts';
import { exchangeOf } from '../exchange/keeping.ts';
import { schemaVersion } from '../migrations/index.ts';
import { findSent, listPeersOf, listStatements, removeSent, type SentBundle, saveSent } from '../queries/exchange.ts';
import { saveWritten } from '../queries/exchange-status.ts';
import { findLatestName } from '../queries/unit.ts';
import type { PeerState } from '../sync/ack.ts';
import { type PackedOp, packDocuments, packOps, packVolumes } from '../sync/bundle/pack.ts';
import type { TrustedCertificate, TrustedDevice } from '../sync/certificate.ts';
import type { Op } from '../sync/op.ts';
import type { PlannedRun } from '../sync/plan.ts';
import { chainOf } from '../sync/statement.ts';
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
const devicesOf = (exchange: Exchange, unitId: string): TrustedDevice[] =>
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

/** Errors: EXCHANGE_NOT_JOINED, DEVICE_REVOKED, RECEIVER_WITHOUT_PC. */
export function prepareBundle(ctx: Ctx, input: Checked<'bundle.prepare'>): Output<'bundle.prepare'> {
  const exchange = exchangeOf(ctx);
  ownCertificate(exchange);
  const { unitId } = input;
  const name = findLatestName(ctx.db, unitId);
  if (devicesOf(exchange, unitId).length === 0) throw new AppError('RECEIVER_WITHOUT_PC', { name });
  const { place, plan, documents, ops } = handOut(exchange, unitId, input.isFull ? [] : targetsOf(exchange, unitId));
  const madeAtMs = ctx.now();
  const counts = new Map<string, number>();
  let opCount = 0;
  for (const { bytes } of ops()) {
    if (opCount % 1000 === 0) ctx.step(opCount, opCount + 1000);
    const { entity } = JSON.parse(Buffer.from(bytes).toString()) as Op;
    counts.set(entity, (counts.get(entity) ?? 0) + 1);
    opCount += 1;
  }
  saveSent(ctx.db, {
    ...{ setId: place.set, unitId, inc: ctx.office.incarnation, number: place.number, previous: place.previous },
    ...{ madeAtMs, opCount, byteCount: 0, volumeCount: 0, userId: ctx.caller.userId },
    ...{ state: 'prepared', runs: plan.runs, documents },
  });
  return {
    ...{
      id: place.set,
      fileName: endedName(ctx, unitId, { number: place.number, madeAtMs }),
      number: place.number,
      opCount,
      volumeCount: 1,
    },
    fileCount: filesOf(ctx, plan.runs).length,
    entities: [...counts].map(([entity, count]) => ({ entity, count })).sort((a, b) => b.count - a.count),
  };
}

/** This PC's certificate. Errors: EXCHANGE_NOT_JOINED before it came, DEVICE_REVOKED after it was withdrawn. */
function ownCertificate(exchange: Exchange): TrustedCertificate {
  const device = trustOf(exchange).devices.get(exchange.keys.device);
  if (device === undefined) throw new AppError('EXCHANGE_NOT_JOINED', {});
  if (device.revoked !== undefined) throw new AppError('DEVICE_REVOKED', {});
  return device.current;
}

/** Files of the records that are sent, as far as they are here. */
function filesOf(ctx: Ctx, runs: readonly PlannedRun[]): { sha256: string; byteCount: number }[] {
  const files = new Map<string, number>();
  for (const { bytes } of opsOfRuns(ctx.db, runs)) {
    const { entity, kind, fields } = JSON.parse(Buffer.from(bytes).toString()) as Op;
    if (entity !== 'attachment' || kind !== 'create') continue;
    const { sha256, byteCount } = fields as { sha256: string; byteCount: number };
    if (hasBlob(ctx.blobs, sha256)) files.set(sha256, byteCount);
  }
  return [...files].map(([sha256, byteCount]) => ({ sha256, byteCount }));
}

/** Errors: STAGE_GONE, DISK_FULL, BUNDLE_REFUSED where the stick returned other bytes. */
export function writeBundle(ctx: Ctx, input: Checked<'bundle.write'>): Output<'bundle.write'> {
  const exchange = exchangeOf(ctx);
  const sent = findSent(ctx.db, input.id);
  if (sent === undefined) throw new AppError('STAGE_GONE', {});
  const packed: Iterable<PackedOp> = opsOfRuns(ctx.db, sent.runs);
  const frames = [...packDocuments(platform, sent.documents), ...packOps(platform, packed)];
  const files = filesOf(ctx, sent.runs).map((file) => ({ ...file, read: neverHere }));
  const volumes = packVolumes(frames, files);
  const target = ctx.path(input.target);
  let byteCount = 0;
  const fileNames = volumes.map((volume, index) => {
    const path = volumes.length === 1 ? target : volumePath(target, index + 1);
    sealBundle(
      {
        path,
        envelope: envelopeOf(exchange, sent, { k: index + 1, n: volumes.length }),
        sections: volume.sections,
        frames: volume.frames.map(({ entry, sections, read }) => ({ entry, sections, bytes: read() })),
        blobs: volume.blobs.map(({ sha256, byteCount: size }) => ({ sha256, byteCount: size })),
        store: ctx.blobs,
      },
      (done, total) => ctx.step(index * total + done, total * volumes.length),
    );
    byteCount += volume.frames.reduce((sum, { entry }) => sum + entry.storedBytes, 0);
    return basename(path);
  });
  return { fileNames, byteCount };
}

/** Files are read by the thread that seals them. */
const neverHere = (): never => {
  throw new Error('read beside the seal');
};

const volumePath = (target: string, k: number): string =>
  join(dirname(target), `${basename(target, extname(target))}.${k}${extname(target)}`);

function envelopeOf(exchange: Exchange, sent: SentBundle, volume: { k: number; n: number }) {
  const { db, keys, salt, office } = exchange;
  const trust = trustOf(exchange);
  const certificate = ownCertificate(exchange);
  const paper = trust.recovery.get(sent.unitId)?.sealingKey;
  const sealing = devicesOf(exchange, sent.unitId).map(({ current }) => current.sealingKey);
  const documents = new Map(listStatements(db).map(({ hash, document }) => [hash, document]));
  return {
    ...{ set: sent.setId, sender: certificate.hash, key: keys.signing, unit: office.unitId, device: keys.device },
    ...{ inc: sent.inc, salt, to: sent.unitId, recipients: paper === undefined ? sealing : [...sealing, paper] },
    ...{ number: sent.number, previous: sent.previous, volume, schema: schemaVersion, app: appVersion },
    wall: sent.madeAtMs,
    chain: chainOf(trust, certificate, documents),
  };
}

export function settleBundle(ctx: Ctx, input: Checked<'bundle.settle'>): Output<'bundle.settle'> {
  const sent = findSent(ctx.db, input.id);
  if (sent === undefined) throw new AppError('STAGE_GONE', {});
  // What was never on a stick gives its number back; everything else keeps it.
  if (!input.isWritten && sent.state === 'prepared') removeSent(ctx.db, sent.setId);
  if (input.isWritten) {
    saveWritten(ctx.db, sent.runs);
    saveSent(ctx.db, {
      ...sent,
      state: 'written',
      byteCount: input.byteCount,
      volumeCount: 1,
      runs: [],
      documents: [],
    });
  }
  return {};
}
