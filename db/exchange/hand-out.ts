import {
  findLastSent,
  findWall,
  type HeldLogRow,
  iterateAll,
  listAcksTo,
  listCheckpoints,
  listHeldLogs,
  listPeersOf,
  listSeenFrom,
  placesSigned,
  saveExported,
  sizeOfRun,
} from '../queries/exchange.ts';
import { findLogId, findMeta, saveMeta } from '../queries/op.ts';
import type { Db } from '../sql.ts';
import { ackContent, type BundlePlace, documentTag, type PeerState, signAck } from '../sync/ack.ts';
import type { PackedOp } from '../sync/bundle/pack.ts';
import type { Tree } from '../sync/channel.ts';
import { type HeldLog, type Plan, type PlannedRun, planDocuments, planExport } from '../sync/plan.ts';
import type { SignedDocument } from '../sync/signed.ts';
import { logKey, logOf, lowestOf } from '../sync/vector.ts';
import { concernedOf, type Exchange, trustOf } from './exchange.ts';
import { signOwnLogs } from './judge.ts';
import { treeOf } from './tree.ts';

/** What a bundle for one office holds; ops are read while it is packed. */
export interface HandOut {
  readonly place: Omit<BundlePlace, 'volume'>;
  readonly plan: Plan;
  readonly documents: readonly SignedDocument[];
  readonly ops: () => Generator<PackedOp>;
}

/**
 * Signs for this PC's own logs and gathers what an office may read and has not acknowledged, in the caller's transaction.
 * With no `targets` (incarnations of the office) everything is sent.
 */
export function handOut(exchange: Exchange, toUnitId: string, targets: readonly string[]): HandOut {
  const { db, office, crypto } = exchange;
  signOwnLogs(exchange);
  const tree = treeOf(db, trustOf(exchange));
  const { known, vector } = knownTo(exchange, toUnitId, targets);
  const rows = listHeldLogs(db);
  const logs = heldLogs(exchange, rows);
  const plan = planExport(tree, toUnitId, logs, vector);
  const idOf = new Map(rows.map((row) => [logKey(row.incarnation, row.channel), row.logId]));
  const last = findLastSent(db, toUnitId, office.incarnation);
  for (const { key, to } of plan.runs) {
    const row = rows.find(({ logId }) => logId === idOf.get(key)) as HeldLogRow;
    if (row.incarnation === office.incarnation) saveExported(db, row.logId, Math.min(to, row.seq));
  }
  return {
    place: { number: (last?.number ?? 0) + 1, set: crypto.randomHex(16), previous: last?.setId ?? '' },
    plan,
    documents: [
      ...documentsFor(exchange, tree, toUnitId, known),
      ...plan.checkpoints.flatMap(({ key, seq }) =>
        listCheckpoints(db, idOf.get(key) ?? 0).flatMap((each) => (each.seq === seq ? each.document : [])),
      ),
      sayHeld(exchange, toUnitId, { logs, tree }),
    ],
    ops: () => opsOfRuns(db, plan.runs),
  };
}

/** How much waits for an office. */
export interface Due {
  readonly opCount: number;
  readonly byteCount: number;
  /** Certificates, withdrawals and the like that it has not said to hold. */
  readonly documentCount: number;
  /** When this PC wrote the oldest of its own changes among them; undefined when none is its own. */
  readonly oldestMs: number | undefined;
}

/** What would go to each office now, without signing or numbering anything: this PC's own logs count as signed to their end. */
export function planDue(exchange: Exchange): (toUnitId: string, targets: readonly string[]) => Due {
  const { db, office } = exchange;
  const tree = treeOf(db, trustOf(exchange));
  const rows = listHeldLogs(db);
  const concerned = concernedOf(exchange);
  const rowOf = new Map(rows.map((row) => [logKey(row.incarnation, row.channel), row]));
  const own = rows.filter(({ incarnation, author }) => incarnation === office.incarnation && author === null);
  const logs = [
    ...heldLogs(exchange, rows),
    // Written and never signed yet.
    ...own.map(({ incarnation, channel }) => ({
      ...{ key: logKey(incarnation, channel), author: office.unitId, upTo: 0, checkpoints: [] as number[] },
      splitSeq: Number.POSITIVE_INFINITY,
    })),
  ].map((log) => {
    const row = rowOf.get(log.key) as HeldLogRow;
    if (row.incarnation !== office.incarnation || row.splitSeq !== null) return log;
    return { ...log, upTo: row.seq, checkpoints: [...log.checkpoints, row.seq] };
  });
  // Many receivers are sent the same runs of the logs that are for all.
  const sizes = new Map<string, ReturnType<typeof sizeOfRun>>();
  const sizeOf = (logId: number, from: number, to: number): ReturnType<typeof sizeOfRun> => {
    const key = `${logId} ${from} ${to}`;
    const size = sizes.get(key) ?? sizeOfRun(db, logId, from, to);
    sizes.set(key, size);
    return size;
  };
  return (toUnitId, targets) => {
    const { known, vector } = knownTo(exchange, toUnitId, targets);
    const { runs } = planExport(tree, toUnitId, logs, vector);
    let [opCount, byteCount] = [0, 0];
    let oldestMs: number | undefined;
    for (const { key, from, to } of runs) {
      const { logId, incarnation } = rowOf.get(key) as HeldLogRow;
      const size = sizeOf(logId, from, to);
      opCount += size.opCount;
      byteCount += size.byteCount;
      const wroteMs = incarnation === office.incarnation ? findWall(db, logId, from) : undefined;
      if (wroteMs !== undefined) oldestMs = Math.min(oldestMs ?? wroteMs, wroteMs);
    }
    const documentCount = planDocuments(tree, toUnitId, concerned, tagsOf(known), documentTag).length;
    return { opCount, byteCount, documentCount, oldestMs };
  };
}

/** What all of these lives of an office have acknowledged. */
function knownTo({ db }: Exchange, unitId: string, targets: readonly string[]) {
  const peers = listPeersOf(db, unitId);
  const known = targets.map((inc) => peers.find((peer) => peer.inc === inc));
  return { known, vector: lowestOf(known.map((peer) => peer?.vector ?? new Map())) };
}

/** The ops of a plan, as they are stored; what was taken in since is not among them. */
export function* opsOfRuns(db: Db, runs: readonly PlannedRun[]): Generator<PackedOp> {
  for (const { key, from, to } of runs) {
    const { inc, ch } = logOf(key);
    const logId = findLogId(db, inc, ch);
    if (logId === undefined) continue;
    for (const { op, bytes } of iterateAll(db, logId, from, to))
      yield { inc, ch, seq: op.seq, prev: op.prev, hash: op.hash, bytes };
  }
}

function heldLogs({ db }: Exchange, rows: readonly HeldLogRow[]): HeldLog[] {
  const signed = placesSigned(db);
  return rows.flatMap(({ logId, incarnation, channel, author, upTo, splitSeq }) =>
    author === null
      ? []
      : {
          ...{ key: logKey(incarnation, channel), author, upTo, splitSeq: splitSeq ?? Number.POSITIVE_INFINITY },
          checkpoints: signed.get(logId) ?? [],
        },
  );
}

function documentsFor(
  exchange: Exchange,
  tree: Tree,
  to: string,
  peers: readonly (PeerState | undefined)[],
): SignedDocument[] {
  const planned = planDocuments(tree, to, concernedOf(exchange), tagsOf(peers), documentTag);
  // Only words said to this PC's own office are kept.
  const words = to === exchange.office.unitId ? listAcksTo(exchange.db, to) : [];
  return [...planned.map(({ document }) => document), ...words];
}

const tagsOf = (peers: readonly (PeerState | undefined)[]): ReadonlySet<string>[] =>
  peers.map((peer) => peer?.documents ?? new Set<string>());

/** The signed word on what this PC has taken in, of what that office may know. */
export function sayHeld(
  exchange: Exchange,
  to: string,
  known: { readonly logs?: readonly HeldLog[]; readonly tree?: Tree } = {},
): SignedDocument {
  const { db, office, crypto, keys, salt } = exchange;
  const number = Number(findMeta(db, 'ackNumber') ?? '0') + 1;
  saveMeta(db, 'ackNumber', String(number));
  const bundles = [...listSeenFrom(db, to)].map(([inc, { unit, seen }]) => ({ inc, unit, seen }));
  const about = { device: keys.device, unit: office.unitId, inc: office.incarnation, salt, to, number };
  const { logs = heldLogs(exchange, listHeldLogs(db)), tree = treeOf(db, trustOf(exchange)) } = known;
  return signAck(crypto, ackContent(tree, { logs, documents: concernedOf(exchange), bundles }, about), keys.signing);
}
