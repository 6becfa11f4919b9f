import type { Output } from '../api/contract/index.ts';
import { dayOfInstant, daysBetween } from '../api/day.ts';
import type { Ctx } from '../context.ts';
import { type Exchange, trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findDeviceKeys } from '../exchange/keeping.ts';
import { bytesBetween } from '../exchange/log-bytes.ts';
import { currentLife } from '../exchange/peers.ts';
import { Readers } from '../exchange/readers.ts';
import { treeOf } from '../exchange/tree.ts';
import { type HeldLogRow, listHeldLogs, listPeers, listSeenOf } from '../queries/exchange.ts';
import {
  findSigner,
  findWall,
  type InLine,
  listEnrolments,
  listHeldSeqs,
  listInLines,
  listOutLines,
} from '../queries/exchange-status.ts';
import { findLatestName } from '../queries/unit.ts';
import { missingNumbers, missingVolumes, type PeerState } from '../sync/ack.ts';
import { isWallDoubtful, suspendedBy } from '../sync/authority.ts';
import type { Trust, TrustedDevice } from '../sync/certificate.ts';
import { isBelow, type Tree } from '../sync/channel.ts';
import { gapsIn } from '../sync/gap.ts';
import { silentDayLimit } from '../sync/limits.ts';
import { backlogOf } from '../sync/plan.ts';
import { logKey, lowestOf, seqIn, type Vector } from '../sync/vector.ts';

type OfficeShown = Output<'exchange.status'>[number];
type DeviceShown = OfficeShown['devices'][number];
type Gap = OfficeShown['gaps'][number];

/** A log with who may read it, and how far it can be handed out. */
interface Log extends HeldLogRow {
  readonly upToHere: number;
  readonly readers: ReadonlySet<string>;
}

/** All that the lines of the offices are made of, read once. */
interface Scene {
  readonly ctx: Ctx;
  readonly exchange: Exchange;
  readonly trust: Trust;
  readonly tree: Tree;
  /** By office: the logs it may read. */
  readonly logsOf: ReadonlyMap<string, readonly Log[]>;
  readonly livesOf: ReadonlyMap<string, readonly PeerState[]>;
  readonly inLines: ReadonlyMap<string, InLine>;
  readonly suspended: ReadonlySet<string>;
  readonly enrolledAtMs: ReadonlyMap<string, number>;
  readonly gaps: ReadonlyMap<string, readonly Gap[]>;
  readonly walls: Map<string, number | undefined>;
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

export function exchangeStatus(ctx: Ctx): Output<'exchange.status'> {
  if (findDeviceKeys(ctx.db) === undefined) return [];
  const scene = sceneOf(ctx);
  const devices = groupBy(scene.trust.devices.values(), ({ current }) => current.unit);
  const outLines = listOutLines(ctx.db);
  const collator = new Intl.Collator('vi');
  const place = { above: 0, own: 1, below: 2 };
  return [...devices]
    .flatMap(([unitId, pcs]) => officeShown(scene, unitId, pcs, outLines.get(unitId)) ?? [])
    .sort(
      (a, b) =>
        place[a.relation] - place[b.relation] ||
        Number(needsLook(b)) - Number(needsLook(a)) ||
        collator.compare(a.unitName, b.unitName),
    );
}

const needsLook = ({ isSilent, missingOps, devices, backlog }: OfficeShown): boolean =>
  isSilent || missingOps > 0 || backlog.isTooMuch || devices.some(({ isForked, isRewound }) => isForked || isRewound);

function sceneOf(ctx: Ctx): Scene {
  const { db, office } = ctx;
  const exchange = exchangeOf(ctx);
  const trust = trustOf(exchange);
  const tree = treeOf(db, trust);
  const live = [...trust.devices.values()].filter(({ revoked }) => revoked === undefined);
  const readers = new Readers(tree, [office.unitId, ...live.map(({ current }) => current.unit)]);
  const logs = listHeldLogs(db).map((row): Log => {
    const author = row.incarnation === office.incarnation ? office.unitId : row.author;
    const upToHere = row.incarnation === office.incarnation ? row.seq : row.upTo;
    return { ...row, upToHere, readers: new Set(author === null ? [] : readers.of(author, row.channel)) };
  });
  const logsOf = new Map<string, Log[]>();
  for (const log of logs)
    for (const reader of log.readers) {
      const group = logsOf.get(reader);
      if (group === undefined) logsOf.set(reader, [log]);
      else group.push(log);
    }
  const forks = logs.flatMap(({ incarnation: inc, channel: ch, splitSeq, forkedDevice }) =>
    forkedDevice === null ? [] : { inc, ch, seq: splitSeq ?? 0, device: forkedDevice },
  );
  return {
    ...{ ctx, exchange, trust, tree, logsOf },
    livesOf: groupBy(listPeers(db), ({ device }) => device),
    inLines: new Map(listInLines(db).map((line) => [line.inc, line])),
    suspended: suspendedBy(trust, forks),
    enrolledAtMs: listEnrolments(db),
    gaps: gapsByOffice(ctx, trust, logsOf.get(office.unitId) ?? []),
    walls: new Map(),
  };
}

/** What somebody signed for and is not here, of logs that this office may read. */
function gapsByOffice({ db, office }: Ctx, trust: Trust, logs: readonly Log[]): Map<string, Gap[]> {
  const gaps = new Map<string, Gap[]>();
  for (const { logId, incarnation, channel, author, upTo, claimed } of logs) {
    if (author === null || incarnation === office.incarnation || claimed <= upTo) continue;
    const beyond = listHeldSeqs(db, logId, upTo + 1, claimed);
    const device = findSigner(db, logId) ?? '';
    const named = {
      deviceName: trust.devices.get(device)?.current.name ?? '',
      unitName: findLatestName(db, author),
      channel,
    };
    const found = gapsIn(logKey(incarnation, channel), { upTo, beyond }, claimed);
    gaps.set(author, [...(gaps.get(author) ?? []), ...found.map(({ from, to }) => ({ ...named, from, to }))]);
  }
  return gaps;
}

function officeShown(
  scene: Scene,
  unitId: string,
  pcs: readonly TrustedDevice[],
  out: { number: number; madeAtMs: number } | undefined,
): OfficeShown | undefined {
  const { ctx, tree } = scene;
  const isOwn = unitId === ctx.office.unitId;
  const gaps = scene.gaps.get(unitId) ?? [];
  const others = pcs.filter(({ current }) => current.device !== ctx.office.deviceId);
  if (isOwn && others.length === 0 && gaps.length === 0) return undefined;
  const missingOps = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const devices = pcs.map((pc) => deviceShown(scene, pc, missingOps === 0));
  const isActive = others.some(({ revoked }) => revoked === undefined);
  const lastInAtMs = devices.reduce<number | null>(
    (last, device) => (device.lastInAtMs === null ? last : Math.max(last ?? 0, device.lastInAtMs)),
    null,
  );
  const sinceMs = lastInAtMs ?? scene.enrolledAtMs.get(unitId);
  const silentDays = isActive && sinceMs !== undefined ? daysSince(ctx, sinceMs) : null;
  return {
    ...{ unitId, unitName: findLatestName(ctx.db, unitId) },
    relation: isOwn ? 'own' : isBelow(tree, ctx.office.unitId, unitId) ? 'above' : 'below',
    ...{ devices, lastOutAtMs: out?.madeAtMs ?? null, lastOutNumber: out?.number ?? 0, lastInAtMs },
    ...{ silentDays, isSilent: silentDays !== null && silentDays >= silentDayLimit, missingOps, gaps: [...gaps] },
    backlog: backlogShown(scene, unitId, others),
  };
}

/** Whole days by the calendar of the office; a clock that was set back counts as today. */
const daysSince = (ctx: Ctx, atMs: number): number =>
  Math.max(0, daysBetween(dayOfInstant(atMs), dayOfInstant(ctx.now())));

function deviceShown(scene: Scene, { current, revoked }: TrustedDevice, hasAll: boolean): DeviceShown {
  const { ctx, inLines, suspended } = scene;
  const { device, name, unit } = current;
  const lives = scene.livesOf.get(device) ?? [];
  const life = currentLife(lives);
  const isThisPc = device === ctx.office.deviceId;
  const lines = lives.flatMap(({ inc }) => inLines.get(inc) ?? []);
  const line = life === undefined ? undefined : inLines.get(life.inc);
  const missing = line === undefined ? nothingMissing : missingOf(ctx, line, hasAll);
  const isCounted = !isThisPc && revoked === undefined;
  return {
    ...{ device, name, isThisPc },
    state: revoked !== undefined ? 'revoked' : suspended.has(device) ? 'suspended' : 'active',
    lastInAtMs: lines.length === 0 ? null : Math.max(...lines.map(({ takenAtMs }) => takenAtMs)),
    ...{ lastInNumber: line?.highest ?? 0, ...missing, isRewound: life?.isRewound ?? false },
    isForked: suspended.has(device) || line?.isForked === 1,
    unacknowledged: isCounted ? unacknowledged(scene, unit, life?.vector ?? new Map()).opCount : 0,
  };
}

const nothingMissing = { missingBundles: [], coveredBy: null };

/** Every bundle holds all that was not acknowledged, so one that came whole makes good those before it. */
function missingOf(
  ctx: Ctx,
  { inc, highest, whole }: InLine,
  hasAll: boolean,
): Pick<DeviceShown, 'missingBundles' | 'coveredBy'> {
  if (whole === highest) return nothingMissing;
  const seen = listSeenOf(ctx.db, inc);
  const missingBundles = missingNumbers(seen, highest);
  const last = Math.max(0, ...missingBundles);
  const wholeOnes = [...seen].flatMap(([number, bundle]) => (missingVolumes(bundle).length === 0 ? number : []));
  const covering = wholeOnes.filter((number) => number > last);
  return { missingBundles, coveredBy: hasAll && covering.length > 0 ? Math.min(...covering) : null };
}

interface Unacknowledged {
  readonly opCount: number;
  readonly byteCount: number;
  /** Claimed time of the oldest. */
  readonly oldestMs: number | undefined;
}

/** What an office may read and has not said it holds. */
function unacknowledged(scene: Scene, unitId: string, vector: Vector, withBytes = false): Unacknowledged {
  const { db } = scene.ctx;
  let [opCount, byteCount] = [0, 0];
  let oldestMs: number | undefined;
  for (const { logId, incarnation, channel, upToHere } of scene.logsOf.get(unitId) ?? []) {
    const known = Math.min(upToHere, seqIn(vector, logKey(incarnation, channel)));
    if (known === upToHere) continue;
    opCount += upToHere - known;
    if (!withBytes) continue;
    byteCount += bytesBetween(db, logId, known, upToHere);
    const wall = wallOf(scene, logId, known + 1);
    if (wall !== undefined && !isWallDoubtful(wall)) oldestMs = Math.min(oldestMs ?? wall, wall);
  }
  return { opCount, byteCount, oldestMs };
}

function wallOf({ ctx, walls }: Scene, logId: number, seq: number): number | undefined {
  const key = `${logId} ${seq}`;
  if (!walls.has(key)) walls.set(key, findWall(ctx.db, logId, seq));
  return walls.get(key);
}

/** What the next bundle for the office would hold. An office has not waited longer than since it was let in. */
function backlogShown(scene: Scene, unitId: string, others: readonly TrustedDevice[]): OfficeShown['backlog'] {
  const receivers = others.filter(({ revoked }) => revoked === undefined);
  if (receivers.length === 0) return { opCount: 0, byteCount: 0, days: null, isTooMuch: false };
  const vectors = receivers.map(({ current }) => currentLife(scene.livesOf.get(current.device) ?? [])?.vector);
  const lowest = lowestOf(vectors.map((vector) => vector ?? new Map()));
  const { opCount, byteCount, oldestMs } = unacknowledged(scene, unitId, lowest, true);
  const sinceMs = Math.max(oldestMs ?? 0, scene.enrolledAtMs.get(unitId) ?? 0);
  const days = opCount === 0 || sinceMs === 0 ? null : daysSince(scene.ctx, sinceMs);
  const { isTooMuch } = backlogOf(byteCount, days ?? 0);
  return { opCount, byteCount, days, isTooMuch };
}
