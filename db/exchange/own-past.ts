import { refoldAll, whileOpen } from '../apply.ts';
import { sha256Bytes } from '../crypto.ts';
import { findLastSent, type HeldLogRow, isHeld, listLogsOf, removeCounted, setJudging } from '../queries/exchange.ts';
import { advanceLog, ensureLog } from '../queries/op.ts';
import { endLogBefore, insertOpAt, listUnsent, type PlacedOp } from '../queries/own-past.ts';
import { isAckTrue } from '../sync/ack.ts';
import type { ReceivedOp } from '../sync/bundle/read.ts';
import { vouch } from '../sync/checkpoint.ts';
import { type Op, opText, type StoredOp } from '../sync/op.ts';
import type { SignedDocument } from '../sync/signed.ts';
import { readStatement, type Statement } from '../sync/statement.ts';
import { fromWire, logOf } from '../sync/vector.ts';
import { type Exchange, trustOf } from './exchange.ts';
import { nextIncarnation } from './incarnation.ts';

/*
 * The second line behind the mark of the PC: what others hold of this life. Where they hold more than is here, or something else
 * in its place, this database was put back or copied and nobody noticed. It begins another life before it signs another word.
 */

/** Does anything that came say that this life has written more, or other things, than is here? */
export function isBehindOthers(exchange: Exchange, documents: readonly SignedDocument[]): boolean {
  const { office, db } = exchange;
  const own = new Map(listLogsOf(db, office.incarnation).map((log) => [log.channel, log]));
  return documents.some((document) => {
    const statement = readStatement(document);
    if (statement?.kind === 'checkpoint') return isOtherPast(exchange, own, document, statement);
    return statement?.kind === 'ack' && isMoreThanSent(exchange, own, document, statement);
  });
}

type OwnLogs = ReadonlyMap<string, HeldLogRow>;

/** A word of this PC itself on a place that is not here, or that has something else in it. */
function isOtherPast(
  { crypto, db, office, keys, ...rest }: Exchange,
  own: OwnLogs,
  document: SignedDocument,
  checkpoint: Extract<Statement, { kind: 'checkpoint' }>,
): boolean {
  if (checkpoint.inc !== office.incarnation) return false;
  const trust = trustOf({ db, crypto, pin: rest.pin });
  if (vouch(crypto, trust, { document, checkpoint }).certificate?.device !== keys.device) return false;
  const log = own.get(checkpoint.ch);
  return log === undefined || !isHeld(db, log.logId, checkpoint.seq, Buffer.from(checkpoint.head, 'hex'));
}

/** Another PC has taken in more changes, or a later bundle, of this life than it knows of. */
function isMoreThanSent(
  exchange: Exchange,
  own: OwnLogs,
  document: SignedDocument,
  ack: Extract<Statement, { kind: 'ack' }>,
): boolean {
  const { crypto, db, office } = exchange;
  const says = [...fromWire(ack.logs)].some(([key, seq]) => {
    const { inc, ch } = logOf(key);
    return inc === office.incarnation && seq > (own.get(ch)?.seq ?? 0);
  });
  const sent = findLastSent(db, ack.unit, office.incarnation)?.number ?? 0;
  const isLater = ack.bundles.some(([inc, number]) => inc === office.incarnation && number > sent);
  return (says || isLater) && isAckTrue(crypto, trustOf(exchange), document, ack);
}

/**
 * Begins another life of a database that others know more of. What it wrote since it last handed anything out goes over into
 * that life, since something else may stand at these places of the old one by now; what came with the bundle just so stays.
 */
export function beginAgain(exchange: Exchange, arrived: Iterable<ReceivedOp>): Exchange {
  const inc = exchange.office.incarnation;
  const known = new Set<string>();
  for (const { op } of arrived) if (op.inc === inc) known.add(op.hash);
  const { incarnation, salt } = nextIncarnation(exchange, 'peers');
  const next = { ...exchange, salt, office: { ...exchange.office, incarnation } };
  moveUnsent(next, inc, known);
  return next;
}

function moveUnsent({ db, office }: Exchange, from: string, known: ReadonlySet<string>): void {
  const moved: (PlacedOp & { logId: number })[] = [];
  for (const { logId } of listLogsOf(db, from)) {
    const unsent = listUnsent(db, logId);
    const first = unsent.findIndex(({ op }) => !known.has(op.hash));
    if (first < 0) continue;
    for (const placed of unsent.slice(first)) moved.push({ ...placed, logId });
  }
  if (moved.length === 0) return;
  moved.sort((a, b) => a.opId - b.opId);
  whileOpen(db, (touched) => {
    setJudging(db, 1);
    for (const { logId, op } of moved) removeCounted(db, logId, op.seq);
    setJudging(db, 0);
    const firsts = new Map<number, number>();
    for (const { logId, op } of moved) firsts.set(logId, Math.min(op.seq, firsts.get(logId) ?? op.seq));
    for (const [logId, seq] of firsts) endLogBefore(db, logId, seq);
    const renamed = new Map<string, string>();
    for (const { opId, op } of moved) {
      const log = ensureLog(db, office.incarnation, op.ch);
      const stored = renameOp(op, { inc: office.incarnation, seq: log.seq + 1, prev: log.head }, renamed);
      insertOpAt(db, opId, log.logId, stored);
      advanceLog(db, log.logId, stored.op.seq, stored.hash.toString('hex'));
    }
    refoldAll(
      db,
      touched,
      moved.map(({ op }) => op),
    );
  });
}

/** The same change at another place; what it builds on is named as it is called now. */
export function renameOp(
  { hash: before, ...op }: StoredOp,
  place: Pick<Op, 'inc' | 'seq' | 'prev'> & { lam?: number; dev?: string },
  renamed: Map<string, string>,
): { op: Op; hash: Buffer; bytes: Buffer } {
  const next: Op = { ...op, ...place, base: op.base.map((hash) => renamed.get(hash) ?? hash).sort() };
  const bytes = Buffer.from(opText(next), 'utf8');
  const hash = sha256Bytes(bytes);
  renamed.set(before, hash.toString('hex'));
  return { op: next, hash, bytes };
}
