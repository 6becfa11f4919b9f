import { attachmentByteLimit } from '../api/contract/attachment.ts';
import type { BundleHead as HeadShown, TakenShown } from '../api/contract/bundle.ts';
import type { Checked, Output } from '../api/contract/index.ts';
import { AppError } from '../api/errors.ts';
import { adoptBlob, hasBlob, lookAside } from '../blobs.ts';
import type { Ctx } from '../context.ts';
import { randomHex } from '../crypto.ts';
import { takeBundle } from '../exchange/bundle-file.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import type { Move } from '../exchange/judge.ts';
import { exchangeOf, openingKeysOf } from '../exchange/keeping.ts';
import type { BundleHead } from '../exchange/open-bundle.ts';
import { followWord } from '../exchange/own-standing.ts';
import { dropStage, filesAside, type Stage, StageWriter, withStages } from '../exchange/stage.ts';
import { type TakenIn, takeIn } from '../exchange/take-in.ts';
import { treeOf } from '../exchange/tree.ts';
import { exchangeName } from '../exchange/unit-name.ts';
import { findFileType, isKeptType } from '../file-type.ts';
import { listRecordsOfFile, saveBlob } from '../queries/attachment.ts';
import { countAllRecords } from '../queries/bundle.ts';
import { countConflicts, countHeldSince, lastHeldRowId, listHeldLogs, listStatements } from '../queries/exchange.ts';
import type { Header } from '../sync/bundle/format.ts';
import { mayRead } from '../sync/channel.ts';
import { officeOf } from '../vault.ts';
import { bundlePath } from './bundle-found.ts';

/** More records gone than this, or than this share of all, ask for a second word. */
const removalLimit = 50;
const removalShare = 0.05;

const isMuch = (removals: number, records: number): boolean =>
  removals > removalLimit || removals > records * removalShare;

export function showHead(ctx: Ctx, { header, manifest, opCount, certificate }: BundleHead): HeadShown {
  const exchange = exchangeOf(ctx);
  return {
    set: header.set,
    ...{ unitId: manifest.unit, unitName: exchangeName(exchange, manifest.unit), deviceName: certificate.name },
    ...{ number: header.number, volume: header.volume, madeAtMs: manifest.wall, appVersion: manifest.app, opCount },
    ...{ fileCount: manifest.blobs.length, byteCount: header.body.byteCount },
    toUnitName: exchangeName(exchange, manifest.to),
  };
}

/** Errors: EXCHANGE_NOT_JOINED, BUNDLE_REFUSED, CANCELLED; ENOSPC from the disk. */
export function openBundle(ctx: Ctx, input: Checked<'bundle.open'>): Output<'bundle.open'> {
  const exchange = exchangeOf(ctx);
  const stageId = randomHex(16);
  const stage = new StageWriter(ctx, stageId);
  let header: Header | undefined;
  let head: BundleHead | undefined;
  let done = 0;
  try {
    takeBundle(
      {
        ...{ path: bundlePath(ctx, input), unitId: ctx.office.unitId, device: exchange.keys.device },
        ...{ keys: openingKeysOf(exchange), pin: exchange.pin },
        documents: listStatements(ctx.db).map(({ document }) => document),
        ...{ takesRevoked: false, isHeadOnly: false },
      },
      ctx.blobs,
      {
        aside: filesAside(ctx, stageId),
        wants: ({ byteCount }) => byteCount <= attachmentByteLimit,
        header: (told) => {
          header = told;
        },
        head: (told) => {
          head = told;
          stage.head(told);
        },
        documents: (documents) => stage.documents(documents),
        ops: (ops) => {
          stage.ops(ops);
          done += ops.length;
        },
      },
      () => ctx.step(done, Math.max(done, head?.opCount ?? 1)),
    );
    stage.end();
  } catch (error) {
    stage.drop();
    dropStage(ctx, stageId);
    throw toldOf(exchange, header, error);
  }
  if (head === undefined) throw new AppError('STAGE_GONE', {});
  return { stageId, head: showHead(ctx, head) };
}

/** A refusal with what is known of the sender and the number, so that a person knows whom to telephone. */
export function toldOf(exchange: Exchange, header: Header | undefined, error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'BUNDLE_REFUSED' || header === undefined) return error;
  const sender = trustOf(exchange).byHash.get(header.sender);
  const from = sender && { fromName: exchangeName(exchange, sender.unit), deviceName: sender.name };
  const { details } = error as AppError<'BUNDLE_REFUSED'>;
  return new AppError('BUNDLE_REFUSED', { ...details, number: header.number, ...from });
}

/** Takes in what waits and says what it did, in the caller's transaction: the volumes of one bundle in their order, told as one. */
function take(ctx: Ctx, stages: readonly Stage[]): { shown: TakenShown; faults: Faults } {
  const { db } = ctx;
  const conflicts = countConflicts(db);
  const recordsBefore = countAllRecords(db);
  const heldBefore = lastHeldRowId(db);
  const total = stages.reduce((sum, { head }) => sum + head.opCount, 0);
  let done = 0;
  const taken = stages.map((stage) => {
    const from = done;
    done += stage.head.opCount;
    return takeVolume(ctx, stage, from, total);
  });
  const held = countHeldSince(db, heldBefore);
  const of = (status: 'pending' | 'quarantined') =>
    held.filter((row) => row.status === status).map(({ reason, count }) => ({ reason, count }));
  const entities = countEntities(taken.flatMap(({ moves }) => moves));
  const removals = entities.reduce((sum, { removed }) => sum + removed, 0);
  const faults = faultsOf(ctx, stages);
  const shown = {
    head: headOfAll(ctx, stages),
    order: orderOf(taken),
    fresh: taken.reduce((sum, { fresh }) => sum + fresh, 0),
    admitted: admittedOf(taken.flatMap(({ moves }) => moves)),
    notForUs: taken.reduce((sum, { refused }) => sum + refused, 0),
    ...{ waiting: of('pending'), refused: of('quarantined'), entities },
    newConflicts: countConflicts(db) - conflicts,
    ...{ removals, needsSecondWord: isMuch(removals, recordsBefore) },
    missingOps: countMissingOps(ctx),
    refusedFiles: [...faults].map(([sha256, reason]) => ({
      name: listRecordsOfFile(ctx.db, sha256)[0]?.name ?? '',
      reason,
    })),
  };
  return { shown, faults };
}

function takeVolume(ctx: Ctx, stage: Stage, from: number, total: number): TakenIn {
  const { header, manifest } = stage.head;
  const taken = takeIn(
    exchangeOf({ ...ctx, office: officeOf(ctx.db) }),
    {
      ...{ unitId: manifest.unit, inc: manifest.inc, madeAtMs: manifest.wall },
      place: { number: header.number, set: header.set, previous: manifest.previous, volume: header.volume },
      byteCount: header.body.byteCount,
      opCount: stage.head.opCount,
      documents: stage.documents(),
      ops: { [Symbol.iterator]: () => stepped(ctx, stage.ops(), from, total) },
    },
    ctx.caller.userId,
  );
  // Taking in may have begun another life.
  followWord(exchangeOf({ ...ctx, office: officeOf(ctx.db) }));
  return taken;
}

/** Volumes that come together are one bundle: it stands where the first of them that is no mere part stands. */
function orderOf(taken: readonly TakenIn[]): TakenShown['order'] {
  const kinds = taken.map(({ number }) => number);
  const number =
    kinds.find(({ kind }) => kind !== 'part' && kind !== 'again') ??
    kinds.find(({ kind }) => kind === 'part') ??
    kinds[0];
  return {
    kind: number?.kind ?? 'again',
    missing: number?.kind === 'ahead' ? [...number.missing] : [],
    missingVolumes: [...(taken.at(-1)?.missingVolumes ?? [])],
  };
}

function headOfAll(ctx: Ctx, stages: readonly Stage[]): HeadShown {
  const heads = stages.map(({ head }) => showHead(ctx, head));
  const sum = (count: (head: HeadShown) => number): number => heads.reduce((all, head) => all + count(head), 0);
  return {
    ...(heads[0] as HeadShown),
    opCount: sum(({ opCount }) => opCount),
    fileCount: sum(({ fileCount }) => fileCount),
    byteCount: sum(({ byteCount }) => byteCount),
  };
}

/** Why files that came may not be kept, by their SHA-256: what could not be attached here is not taken in either. */
type Faults = ReadonlyMap<string, TakenShown['refusedFiles'][number]['reason']>;

function faultsOf(ctx: Ctx, stages: readonly Stage[]): Faults {
  const all = stages.flatMap((stage) => stage.head.manifest.blobs.map((blob) => ({ stage, blob })));
  return new Map(
    all.flatMap(({ stage, blob }) => {
      const fault = faultOf(ctx, stage, blob);
      return fault === undefined ? [] : [[blob.sha256, fault] as const];
    }),
  );
}

function faultOf(ctx: Ctx, { id }: Stage, blob: { sha256: string; byteCount: number }): 'size' | 'type' | undefined {
  if (blob.byteCount > attachmentByteLimit) return 'size';
  const found = lookAside(ctx.blobs, filesAside(ctx, id), blob, (content) => findFileType(content, 'txt'));
  if (found === undefined) return undefined;
  if (!isKeptType(found.mediaType)) return 'type';
  // Macros that its record hides would be saved out without a warning.
  const isAsSaid = listRecordsOfFile(ctx.db, blob.sha256).every(
    ({ mediaType, hasMacros }) => mediaType === found.mediaType && (hasMacros === 1 || !found.hasMacros),
  );
  return isAsSaid ? undefined : 'type';
}

function* stepped<T>(ctx: Ctx, items: Iterable<T>, from: number, total: number): Generator<T> {
  let done = from;
  for (const item of items) {
    if ((done - from) % 500 === 0) ctx.step(done, total);
    done += 1;
    yield item;
  }
}

const admittedOf = (moves: readonly Move[]): number => moves.filter(({ to }) => to === null).length;

function countEntities(moves: readonly Move[]): TakenShown['entities'] {
  const counts = new Map<string, TakenShown['entities'][number]>();
  const add = (entity: string, field: 'created' | 'changed' | 'removed', count = 1): void => {
    const row = counts.get(entity) ?? { entity, created: 0, changed: 0, removed: 0 };
    counts.set(entity, { ...row, [field]: row[field] + count });
  };
  const made = new Set<string>();
  for (const { at, to } of moves) if (to === null && at.op.kind === 'create') made.add(at.op.id);
  for (const { at, to } of moves) {
    const { entity, kind, id } = at.op;
    // What a withdrawal takes back with the whole record is gone as if it had been deleted.
    if (to !== null && at.held === null && kind === 'create') add(entity, 'removed');
    if (to !== null) continue;
    if (kind === 'create') add(entity, 'created');
    if (kind === 'update') add(entity, 'changed');
    if (kind !== 'delete') continue;
    // What comes and goes in one bundle never was here: nobody loses it.
    if (made.delete(id)) add(entity, 'created', -1);
    else add(entity, 'removed');
  }
  return [...counts.values()].sort((a, b) => (a.entity < b.entity ? -1 : 1));
}

/** Changes that somebody signed for, of logs this office may read, that are not here. */
function countMissingOps(ctx: Ctx): number {
  const exchange = exchangeOf(ctx);
  const tree = treeOf(ctx.db, trustOf(exchange));
  return listHeldLogs(ctx.db).reduce((sum, { author, channel, upTo, claimed }) => {
    const isOurs = author !== null && mayRead(tree, ctx.office.unitId, author, channel);
    return sum + (isOurs ? Math.max(0, claimed - upTo) : 0);
  }, 0);
}

/** Carries the dry run out of its transaction. */
class DryRun extends Error {
  readonly shown: TakenShown;
  constructor(shown: TakenShown) {
    super('dry run');
    this.shown = shown;
  }
}

/** Errors: STAGE_GONE. */
export function previewBundle(ctx: Ctx, input: Checked<'bundle.preview'>): Output<'bundle.preview'> {
  return withVolumes(ctx, input, (stages) => {
    try {
      return ctx.db.transaction((): TakenShown => {
        throw new DryRun(take(ctx, stages).shown);
      })();
    } catch (error) {
      if (error instanceof DryRun) return error.shown;
      throw error;
    }
  });
}

/** Opened volumes of one bundle in their order. Errors: STAGE_GONE. */
function withVolumes<T>(
  ctx: Ctx,
  { stageId, others }: Pick<Checked<'bundle.preview'>, 'stageId' | 'others'>,
  work: (stages: readonly Stage[]) => T,
): T {
  return withStages(ctx, [...new Set([stageId, ...others])], (stages) => {
    const [first] = stages;
    if (stages.some(({ head }) => head.header.set !== first?.head.header.set)) throw new AppError('STAGE_GONE', {});
    return work([...stages].sort((a, b) => a.head.header.volume.k - b.head.header.volume.k));
  });
}

/** Errors: STAGE_GONE, SECOND_WORD_NEEDED. */
export function takeStaged(ctx: Ctx, input: Checked<'bundle.take'>): Output<'bundle.take'> {
  return withVolumes(ctx, input, (stages) => {
    const { shown, faults } = take(ctx, stages);
    if (shown.needsSecondWord && !input.hasSecondWord)
      throw new AppError('SECOND_WORD_NEEDED', { count: shown.removals });
    for (const stage of stages) keepFiles(ctx, stage, faults);
    return shown;
  });
}

function keepFiles(ctx: Ctx, stage: Stage, faults: Faults): void {
  for (const { sha256, byteCount } of stage.head.manifest.blobs) {
    if (faults.has(sha256)) continue;
    adoptBlob(ctx.blobs, filesAside(ctx, stage.id), sha256);
    if (hasBlob(ctx.blobs, sha256)) saveBlob(ctx.db, { sha256, byteCount, storedAtMs: ctx.now() });
  }
}

/** Errors: as openBundle and takeStaged. */
export function takeFile(ctx: Ctx, input: Checked<'bundle.takeFile'>): Output<'bundle.takeFile'> {
  const { stageId } = openBundle(ctx, { file: input.file });
  try {
    return takeStaged(ctx, { stageId, others: [], hasSecondWord: input.hasSecondWord });
  } finally {
    dropStage(ctx, stageId);
  }
}
