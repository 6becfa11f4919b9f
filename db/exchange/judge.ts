import { applyLater, whileOpen, withdraw } from '../apply.ts';
import type { Touched } from '../derived.ts';
import {
  findHeldLog,
  type Held,
  type HeldLogRow,
  listAllOf,
  listWaitingForUpgrade,
  type OpAt,
  removeHeld,
  removeHeldOfLog,
  saveHeld,
  saveJudged,
  saveStanding,
  setJudging,
} from '../queries/exchange.ts';
import { judgeRecord, type LogJudged, type LogJudgement, type Verdict } from '../sync/authority.ts';
import { mayRead } from '../sync/channel.ts';
import { compareOps } from '../sync/fold.ts';
import { type Exchange, trustOf } from './exchange.ts';
import { judgeHeldLog } from './judge-log.ts';
import { listLives } from './lives.ts';
import { signGrownLogs } from './own-logs.ts';
import { treeOf } from './tree.ts';

/** An op whose standing is another than before. */
export interface Move {
  readonly at: OpAt;
  readonly logId: number;
  readonly to: Held | null;
}

/**
 * Judges some logs anew, with all records that may stand otherwise for it, and makes the tables follow; in the caller's
 * transaction. The outcome is a function of what is held, in whatever order it came. Returns what moved.
 */
export function rejudge(exchange: Exchange, logIds: Iterable<number>): Move[] {
  const judged = new Map<number, LogJudgement>();
  const records = new Map<string, { entity: string; id: string }>();
  // What this PC has written and not yet signed would otherwise wait for somebody to vouch for it.
  const grown = signGrownLogs(exchange);
  for (const record of grown.records) records.set(`${record.entity} ${record.id}`, record);
  for (const logId of new Set([...grown.logIds, ...logIds])) {
    const log = findHeldLog(exchange.db, logId) as HeldLogRow;
    if (isOwnBeforeJoining(exchange, log)) continue;
    const { judgement, ops, isSameAuthor } = judgeHeldLog(exchange, log);
    if (log.author === null && isForeign(exchange, log, judgement)) {
      letGo(exchange, logId, judgement);
      continue;
    }
    judged.set(logId, judgement);
    for (const { op, held } of ops) {
      const verdict = judgement.verdicts.get(op.hash) as Verdict;
      if (!isSameAuthor || !isUnchanged(held, verdict)) records.set(`${op.entity} ${op.id}`, op);
    }
  }
  return rejudgeRecords(exchange, records.values(), judged);
}

/** Asks some records anew which of their ops count, and makes the tables follow. Returns what moved. */
function rejudgeRecords(
  exchange: Exchange,
  records: Iterable<{ entity: string; id: string }>,
  judged: ReadonlyMap<number, LogJudgement>,
): Move[] {
  const moves = [...records].flatMap(({ entity, id }) => movesOf(exchange, judged, entity, id));
  carryOut(exchange, moves);
  return moves;
}

/** Takes in what waited for this release to know its kind or its fields: called once after an upgrade, in a transaction. */
export const replayWaiting = (exchange: Exchange): Move[] =>
  rejudgeRecords(exchange, listWaitingForUpgrade(exchange.db), new Map());

/** Signs for what this PC has written since it last did: before it hands it out, and before it judges others' words by it. */
export const signOwnLogs = (exchange: Exchange): void => void rejudge(exchange, []);

/** Until this PC is let in, what it writes counts here as it would without any exchange. */
const isOwnBeforeJoining = (exchange: Exchange, { incarnation }: HeldLogRow): boolean =>
  !trustOf(exchange).devices.has(exchange.keys.device) &&
  (incarnation === exchange.office.incarnation || listLives(exchange.db).some(({ inc }) => inc === incarnation));

/** Came before it was known who writes it, and by now it is: a log that this office may not read, and would have refused. */
const isForeign = (exchange: Exchange, { channel }: HeldLogRow, { certificate }: LogJudgement): boolean =>
  certificate !== undefined &&
  !mayRead(treeOf(exchange.db, trustOf(exchange)), exchange.office.unitId, certificate.unit, channel);

function letGo({ db }: Exchange, logId: number, { certificate, claimed }: LogJudgement): void {
  removeHeldOfLog(db, logId);
  saveStanding(db, logId, {
    ...{ author: certificate?.unit ?? null, rank: certificate?.rank ?? null, upTo: 0, claimed },
    ...{ splitSeq: null, forkedDevice: null },
  });
  saveJudged(db, logId, { judgedBy: null, judgedSeq: 0, judgedHead: '' });
}

/** What the record said of an op stays unless the record is asked again; only the word of its log is compared. */
function isUnchanged(held: Held | null, verdict: Verdict): boolean {
  if (held === null || held.byRecord) return verdict.status === 'admitted';
  return verdict.status === held.status && verdict.reason === held.reason;
}

function movesOf(exchange: Exchange, judged: ReadonlyMap<number, LogJudgement>, entity: string, id: string): Move[] {
  const all = listAllOf(exchange.db, entity, id);
  const items = all.map((at): LogJudged => {
    const { author, rank } = findHeldLog(exchange.db, at.logId) as HeldLogRow;
    const verdict = judged.get(at.logId)?.verdicts.get(at.op.hash) ?? verdictBefore(at.held, author ?? '');
    return { op: at.op, verdict, rank: rank ?? Number.MAX_SAFE_INTEGER };
  });
  const logVerdicts = new Map(items.map(({ op, verdict }) => [op.hash, verdict]));
  const verdicts = judgeRecord(exchange.rules, items);
  return all.flatMap((at) => {
    const verdict = verdicts.get(at.op.hash) as Verdict;
    const byRecord = logVerdicts.get(at.op.hash)?.status === 'admitted';
    const to: Held | null = verdict.status === 'admitted' ? null : { ...verdict, byRecord };
    return isSame(at.held, to) ? [] : [{ at, logId: at.logId, to }];
  });
}

/** What the log of an op said when it was last judged. */
const verdictBefore = (held: Held | null, author: string): Verdict =>
  held === null || held.byRecord
    ? { status: 'admitted', author, isWallDoubtful: false }
    : ({ status: held.status, reason: held.reason } as Verdict);

const isSame = (a: Held | null, b: Held | null): boolean =>
  a === null || b === null ? a === b : a.status === b.status && a.reason === b.reason && a.byRecord === b.byRecord;

/** First what leaves, then what comes in the order of the fold. */
function carryOut({ db, now }: Exchange, moves: readonly Move[]): void {
  if (moves.length === 0) return;
  const isComing = (move: Move): boolean => move.to === null;
  whileOpen(db, (touched) => {
    setJudging(db, 1);
    for (const { at, logId, to } of moves) {
      if (to === null) continue;
      if (at.held === null) withdraw(db, touched, at.op, logId);
      saveHeld(db, logId, at, to, now());
    }
    setJudging(db, 0);
    for (const move of moves.filter(isComing).sort((a, b) => compareOps(a.at.op, b.at.op))) comeIn(db, touched, move);
  });
}

function comeIn(db: Exchange['db'], touched: Touched, { at: { op, hash, bytes }, logId }: Move): void {
  removeHeld(db, hash);
  applyLater(db, touched, { op, logId, bytes, hash });
}
