import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError, type WriteReason } from '../api/errors.ts';
import { appVersion } from '../app-version.ts';
import type { Ctx } from '../context.ts';
import { platform } from '../crypto.ts';
import { sealBundle } from '../exchange/bundle-file.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { opsOfRuns } from '../exchange/hand-out.ts';
import { exchangeOf } from '../exchange/keeping.ts';
import { forgetOutgoing, noteOutgoing } from '../exchange/outgoing.ts';
import { forget, freeBytesOf, freeName, freeNames, isNetworkPath, sweepTemporary } from '../exchange/stick.ts';
import { treeOf } from '../exchange/tree.ts';
import { schemaVersion } from '../migrations/index.ts';
import { findSent, listHeldLogs, listStatements, type SentBundle } from '../queries/exchange.ts';
import { findLatestName } from '../queries/unit.ts';
import { packDocuments, packOps, packVolumes, type Volume } from '../sync/bundle/pack.ts';
import { mayRead } from '../sync/channel.ts';
import { chainOf } from '../sync/statement.ts';
import { logKey } from '../sync/vector.ts';
import { devicesOf, endedName, ownCertificate } from './bundle-out.ts';

type Step = (done: number, total: number) => void;

interface WrittenFiles {
  readonly paths: readonly string[];
  readonly byteCount: number;
}

/** Errors: STAGE_GONE, EXCHANGE_NOT_JOINED, BUNDLE_WRITE_FAILED, CANCELLED. What was begun is taken away again. */
export function writeBundle(ctx: Ctx, input: Checked<'bundle.write'>): Output<'bundle.write'> {
  const exchange = exchangeOf(ctx);
  const sent = findSent(ctx.db, input.id);
  if (sent?.state !== 'prepared') throw new AppError('STAGE_GONE', {});
  const target = ctx.path(input.target);
  assertPlace(target);
  const path = isFolder(target) ? freeName(target, endedName(ctx, sent.unitId, sent)) : target;
  sweepTemporary(dirname(path));
  const { paths, byteCount } = writeSent(ctx, exchange, sent, path, input.volumeBytes, ctx.step);
  return { fileNames: paths.map((each) => basename(each)), byteCount };
}

/** What ended the writing for all that follow: a stick that is full or gone, or a person. */
type Stop = WriteReason | 'CANCELLED';

/** Errors: EXCHANGE_NOT_JOINED, BUNDLE_WRITE_FAILED. Stopped, what is on the stick already is good and is told; the rest is not begun. */
export function writeMany(ctx: Ctx, input: Checked<'bundle.writeMany'>): Output<'bundle.writeMany'> {
  const exchange = exchangeOf(ctx);
  const folder = ctx.path(input.folder);
  assertPlace(folder);
  if (!isFolder(folder)) throw new AppError('BUNDLE_WRITE_FAILED', { reason: 'gone' });
  sweepTemporary(folder);
  const total = input.ids.length * 100;
  let stopped: Stop | null = null;
  const rows = input.ids.map((id, index) => {
    const sent = findSent(ctx.db, id);
    const nothing = { id, unitId: sent?.unitId ?? '', fileNames: [], byteCount: 0 };
    if (sent?.state !== 'prepared') return { ...nothing, problem: 'STAGE_GONE' as const };
    if (stopped !== null) return { ...nothing, problem: stopped };
    try {
      ctx.step(index * 100, total);
      const path = freeName(folder, endedName(ctx, sent.unitId, sent));
      const step: Step = (done, of) => ctx.step(index * 100 + Math.floor((done / Math.max(1, of)) * 100), total);
      const { paths, byteCount } = writeSent(ctx, exchange, sent, path, input.volumeBytes, step);
      return { ...nothing, fileNames: paths.map((each) => basename(each)), byteCount, problem: null };
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      if (isForAll(problem)) stopped = problem;
      return { ...nothing, problem };
    }
  });
  return { rows };
}

type Problem = Exclude<Output<'bundle.writeMany'>['rows'][number]['problem'], null>;

/** What goes wrong with one receiver, or with the stick; undefined for what ends the whole job. */
function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof AppError)) return undefined;
  if (error.code === 'BUNDLE_WRITE_FAILED') return (error as AppError<'BUNDLE_WRITE_FAILED'>).details.reason;
  const { code } = error;
  return code === 'STAGE_GONE' || code === 'RECEIVER_WITHOUT_PC' || code === 'CANCELLED' ? code : undefined;
}

const ofOneReceiver: ReadonlySet<Problem> = new Set(['attachment', 'STAGE_GONE', 'RECEIVER_WITHOUT_PC']);
const isForAll = (problem: Problem): problem is Stop => !ofOneReceiver.has(problem);

/** Errors: BUNDLE_WRITE_FAILED for a place on another machine. */
function assertPlace(path: string): void {
  if (isNetworkPath(path)) throw new AppError('BUNDLE_WRITE_FAILED', { reason: 'network' });
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Takes back what was written. A whole file that stays because its stick is gone may be taken in all the same. */
function takeBack(ctx: Ctx, setId: string, paths: readonly string[]): void {
  for (const path of paths) forget(path);
  const isReached = paths.every((path) => existsSync(dirname(path)));
  if (isReached && !paths.some((path) => existsSync(path))) forgetOutgoing(ctx, setId);
}

/** All volumes of a bundle, or none of them. */
function writeSent(
  ctx: Ctx,
  exchange: Exchange,
  sent: SentBundle,
  path: string,
  volumeBytes: number,
  step: Step,
): WrittenFiles {
  assertStillReadable(exchange, sent);
  const frames = [...packDocuments(platform, sent.documents), ...packOps(platform, opsOfRuns(ctx.db, sent.runs))];
  const files = (sent.files ?? []).filter(({ isHere }) => isHere).map((file) => ({ ...file, read: neverHere }));
  const volumes = packVolumes(frames, files, volumeBytes);
  assertRoom(dirname(path), volumes);
  const paths = volumes.length === 1 ? [path] : volumePaths(path, volumes.length);
  const envelope = envelopeOf(exchange, sent);
  let byteCount = 0;
  noteOutgoing(ctx, sent.setId);
  try {
    for (const [index, volume] of volumes.entries()) {
      const volumeFile = paths[index] ?? path;
      sealBundle(
        {
          path: volumeFile,
          envelope: { ...envelope, volume: { k: index + 1, n: volumes.length } },
          sections: volume.sections,
          frames: volume.frames.map(({ entry, sections, read }) => ({ entry, sections, bytes: read() })),
          blobs: volume.blobs.map(({ sha256, byteCount: size }) => ({ sha256, byteCount: size })),
          store: ctx.blobs,
        },
        (done, total) => step(index * total + done, total * volumes.length),
      );
      byteCount += statSync(volumeFile).size;
    }
  } catch (error) {
    takeBack(ctx, sent.setId, paths);
    throw error;
  }
  return { paths, byteCount };
}

/** Between the making and the writing the tree may have changed: what the office may no longer read stays here. */
function assertStillReadable(exchange: Exchange, { unitId, runs }: SentBundle): void {
  const tree = treeOf(exchange.db, trustOf(exchange));
  const logs = new Map(listHeldLogs(exchange.db).map((log) => [logKey(log.incarnation, log.channel), log]));
  for (const { key } of runs) {
    const log = logs.get(key);
    if (log === undefined || log.author === null || !mayRead(tree, unitId, log.author, log.channel))
      throw new AppError('STAGE_GONE', {});
  }
}

/** Files are read by the thread that seals them. */
const neverHere = (): never => {
  throw new Error('read beside the seal');
};

/** What a volume takes beside its contents: seal, list, signatures, and the blocks of a stick. */
const besideBytes = 256 * 1024;

/** A stick that is too small is told before anything is written. Errors: BUNDLE_WRITE_FAILED (full, gone). */
function assertRoom(folder: string, volumes: readonly Volume[]): void {
  const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
  const needBytes = sum(
    volumes.flatMap(({ frames, blobs }) => [
      besideBytes,
      ...frames.map(({ entry }) => entry.storedBytes),
      ...blobs.map(({ byteCount }) => byteCount),
    ]),
  );
  const freeBytes = roomOn(folder);
  if (freeBytes < needBytes) throw new AppError('BUNDLE_WRITE_FAILED', { reason: 'full', needBytes, freeBytes });
}

function roomOn(folder: string): number {
  try {
    return freeBytesOf(folder);
  } catch {
    throw new AppError('BUNDLE_WRITE_FAILED', { reason: 'gone' });
  }
}

/** Only the name of the whole was asked for. */
const volumePaths = (path: string, n: number): string[] =>
  freeNames(
    dirname(path),
    basename(path),
    Array.from({ length: n }, (_, index) => `_tap-${index + 1}-${n}`),
  );

/** Errors: RECEIVER_WITHOUT_PC when all PCs of the office were withdrawn meanwhile. */
function envelopeOf(exchange: Exchange, sent: SentBundle) {
  const { db, keys, salt, office } = exchange;
  const trust = trustOf(exchange);
  const certificate = ownCertificate(exchange);
  const paper = trust.recovery.get(sent.unitId)?.sealingKey;
  const sealing = devicesOf(exchange, sent.unitId).map(({ current }) => current.sealingKey);
  if (sealing.length === 0) throw new AppError('RECEIVER_WITHOUT_PC', { name: findLatestName(db, sent.unitId) });
  const documents = new Map(listStatements(db).map(({ hash, document }) => [hash, document]));
  return {
    ...{ set: sent.setId, sender: certificate.hash, key: keys.signing, unit: office.unitId, device: keys.device },
    ...{ inc: sent.inc, salt, to: sent.unitId, recipients: paper === undefined ? sealing : [...sealing, paper] },
    ...{ number: sent.number, previous: sent.previous, schema: schemaVersion, app: appVersion },
    wall: sent.madeAtMs,
    chain: chainOf(trust, certificate, documents),
  };
}
