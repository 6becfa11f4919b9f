import { dayOfInstant } from '../api/day.ts';
import { withoutForeignKeys } from '../open.ts';
import {
  findCheckpointSignatures,
  findHeldLog,
  findPeer,
  findSeenCounts,
  findStatementSignatures,
  isHeld,
  listSeenOf,
  saveCheckpoint,
  saveHeld,
  savePeer,
  saveSeen,
  saveStatement,
} from '../queries/exchange.ts';
import { addLateWork, endedOffices } from '../queries/late-work.ts';
import { ensureLog, findLamport, listLogs, saveMeta } from '../queries/op.ts';
import {
  acceptAck,
  type BundlePlace,
  isAckTrue,
  judgeNumber,
  missingVolumes,
  type NumberVerdict,
  withBundle,
} from '../sync/ack.ts';
import type { ReceivedOp } from '../sync/bundle/read.ts';
import { keysOf } from '../sync/certificate.ts';
import { mayRead } from '../sync/channel.ts';
import { heardLamportLimit } from '../sync/limits.ts';
import { documentHash, joinSignatures, type Signature, type SignedDocument } from '../sync/signed.ts';
import { readStatement, type Statement } from '../sync/statement.ts';
import { logKey } from '../sync/vector.ts';
import { type Exchange, noteTrustChanged, trustOf } from './exchange.ts';
import { type Move, rejudge, signOwnLogs } from './judge.ts';
import { findPin, savePin } from './keeping.ts';
import { beginAgain, isBehindOthers } from './own-past.ts';
import { treeOf } from './tree.ts';

/** What came in one volume of a bundle, opened and checked. */
export interface Arrived {
  /** Office and incarnation of the sender. */
  readonly unitId: string;
  readonly inc: string;
  readonly place: BundlePlace;
  readonly madeAtMs: number;
  /** As the sender's list says; kept with the bundle for people to read. */
  readonly byteCount?: number;
  readonly opCount?: number;
  readonly documents: Iterable<SignedDocument>;
  /** May be asked for more than once. */
  readonly ops: Iterable<ReceivedOp>;
}

/** What taking it in did. */
export interface TakenIn {
  readonly number: NumberVerdict;
  /** Volumes of the same bundle that have not come. */
  readonly missingVolumes: readonly number[];
  /** Ops that were not held before. */
  readonly fresh: number;
  /** Ops of logs that this office may not read: not kept. */
  readonly refused: number;
  readonly moves: readonly Move[];
}

/** Runs taking in, or a dry run of it, in one transaction; records may name others that have not come yet. */
export const inOneGo = <T>({ db }: Pick<Exchange, 'db'>, work: () => T): T =>
  withoutForeignKeys(db, () => db.transaction(work).immediate());

/** Takes the contents of a bundle in, inside the caller's transaction. Taking the same in again changes nothing. */
export function takeIn(before: Exchange, arrived: Arrived, userId: string): TakenIn {
  const documents = [...arrived.documents];
  // Before another word is signed: it might contradict what others hold of this PC.
  const exchange = isBehindOthers(before, documents) ? beginAgain(before, arrived.ops) : before;
  const { db, now } = exchange;
  // A record that others write too is judged with what this PC wrote of it.
  signOwnLogs(exchange);
  const seen = listSeenOf(db, arrived.inc);
  const number = judgeNumber(seen, arrived.place);
  const touched = learn(exchange, documents);
  const { fresh, refused, authors } = storeOps(exchange, arrived.ops, touched);
  const ended = endedOffices(db, authors, dayOfInstant(now()));
  const moves = rejudge(exchange, touched);
  if (ended.size > 0) noteLate(exchange, ended, moves);
  const mine = withBundle(seen, arrived.place).get(arrived.place.number);
  const countsBefore = findSeenCounts(db, arrived.inc, arrived.place.number);
  if (number.kind !== 'again')
    saveSeen(db, {
      ...{
        inc: arrived.inc,
        number: arrived.place.number,
        setId: mine?.set ?? arrived.place.set,
        unitId: arrived.unitId,
      },
      ...{
        volumes: [...(mine?.volumes ?? [])].sort((a, b) => a - b),
        volumeCount: mine?.volumeCount ?? arrived.place.volume.n,
      },
      ...{
        madeAtMs: arrived.madeAtMs,
        takenAtMs: now(),
        counts: added(countsBefore, {
          fresh,
          refused,
          opCount: arrived.opCount ?? 0,
          byteCount: arrived.byteCount ?? 0,
        }),
        userId,
      },
      isForked: number.kind === 'forked' ? 1 : 0,
    });
  return { number, missingVolumes: mine === undefined ? [] : missingVolumes(mine), fresh, refused, moves };
}

/** Offices whose end was known here before their changes came: whoever carries on their work is told of it. */
function noteLate({ db, now }: Exchange, ended: ReadonlySet<string>, moves: readonly Move[]): void {
  const counts = new Map<string, number>();
  for (const { logId, to } of moves) {
    const author = to === null ? findHeldLog(db, logId)?.author : undefined;
    if (typeof author === 'string' && ended.has(author)) counts.set(author, (counts.get(author) ?? 0) + 1);
  }
  for (const [unitId, count] of counts) addLateWork(db, unitId, count, now());
}

/** A bundle of several volumes is told as one. */
const added = (before: Readonly<Record<string, number>>, counts: Readonly<Record<string, number>>): object =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count + (before[name] ?? 0)]));

/** Takes statements in; returns the logs that may stand otherwise for it. */
export function learn(exchange: Exchange, documents: Iterable<SignedDocument>): Set<number> {
  const { db, crypto, now } = exchange;
  const touched = new Set<number>();
  const acks: { document: SignedDocument; ack: Extract<Statement, { kind: 'ack' }> }[] = [];
  const knownKeys = keysOf(trustOf(exchange));
  const join = ({ kind }: Statement, document: SignedDocument, before: readonly Signature[] = []) =>
    joinSignatures(crypto, kind, document, before, (key) => knownKeys.has(key));
  let isTrustChanged = false;
  for (const document of documents) {
    const statement = readStatement(document);
    const hash = documentHash(crypto, document);
    if (statement?.kind === 'ack') acks.push({ document, ack: statement });
    else if (statement?.kind === 'checkpoint') {
      const signatures = join(statement, document, findCheckpointSignatures(db, hash));
      if (signatures === undefined) continue;
      const { logId } = ensureLog(db, statement.inc, statement.ch);
      saveCheckpoint(db, hash, logId, statement.seq, { ...document, signatures });
      touched.add(logId);
    } else {
      const known = findStatementSignatures(db, hash);
      // What only a newer release reads is kept as it came: it counts for nothing here.
      const unread = known === undefined ? document.signatures : undefined;
      const signatures = statement === undefined ? unread : join(statement, document, known);
      if (signatures === undefined) continue;
      saveStatement(db, hash, statement?.kind ?? 'unknown', { ...document, signatures }, now());
      isTrustChanged = true;
    }
  }
  if (isTrustChanged) {
    noteTrustChanged(db);
    noteFollowed(exchange);
    for (const { logId } of listLogs(db)) touched.add(logId);
  }
  for (const { document, ack } of acks) takeAck(exchange, document, ack);
  return touched;
}

/** Remembers which versions of its authorities this PC goes along with. */
function noteFollowed(exchange: Exchange): void {
  const pin = findPin(exchange.db);
  if (pin === undefined) return;
  const followed = [...trustOf(exchange).authorities.values()].flatMap(({ lineage }) => lineage).sort();
  savePin(exchange.db, { ...pin, followed });
}

function takeAck(exchange: Exchange, document: SignedDocument, ack: Extract<Statement, { kind: 'ack' }>): void {
  const { db, office, crypto, now } = exchange;
  if (ack.inc === office.incarnation || ack.to !== office.unitId) return;
  if (!isAckTrue(crypto, trustOf(exchange), document, ack)) return;
  const word = findPeer(db, ack.inc);
  const isSameDevice = word?.device === ack.device;
  // An incarnation belongs to whom its name follows from, whoever claims to have adopted it.
  if (word !== undefined && !isSameDevice && ack.salt === '') return;
  const before = isSameDevice ? word : undefined;
  const after = acceptAck(before, ack);
  if (after !== before) savePeer(db, after, document, now());
}

function storeOps(
  exchange: Exchange,
  ops: Iterable<ReceivedOp>,
  touched: Set<number>,
): { fresh: number; refused: number; authors: ReadonlySet<string> } {
  const { db, office, now } = exchange;
  const trust = trustOf(exchange);
  const tree = treeOf(db, trust);
  const logs = new Map<string, { logId: number; isRead: boolean }>();
  const authors = new Set<string>();
  let [fresh, refused, lam] = [0, 0, findLamport(db)];
  for (const { op, bytes } of ops) {
    const key = `${logKey(op.inc, op.ch)} ${op.dev}`;
    let log = logs.get(key);
    if (log === undefined) {
      const author = trust.devices.get(op.dev)?.current.unit;
      if (author !== undefined) authors.add(author);
      const isRead = author === undefined || mayRead(tree, office.unitId, author, op.ch);
      logs.set(key, (log = { logId: isRead ? ensureLog(db, op.inc, op.ch).logId : 0, isRead }));
    }
    if (!log.isRead) {
      refused += 1;
      continue;
    }
    const hash = Buffer.from(op.hash, 'hex');
    if (isHeld(db, log.logId, op.seq, hash)) continue;
    const stored = { op, hash, bytes: Buffer.from(bytes) };
    saveHeld(db, log.logId, stored, { status: 'pending', reason: 'gap', byRecord: false }, now());
    touched.add(log.logId);
    fresh += 1;
    lam = Math.max(lam, Math.min(op.lam, heardLamportLimit));
  }
  saveMeta(db, 'lamport', String(lam));
  return { fresh, refused, authors };
}
