import { apply, whileOpen, withdraw } from '../apply.ts';
import type { Touched } from '../derived.ts';
import {
  findHeldLog,
  type Held,
  type HeldLogRow,
  iterateAll,
  listAllOf,
  listCheckpoints,
  type OpAt,
  removeHeld,
  saveHeld,
  saveStanding,
  setJudging,
} from '../queries/exchange.ts';
import { advanceLog } from '../queries/op.ts';
import { judgeLog, judgeRecord, type LogJudged, type LogJudgement, type Verdict } from '../sync/authority.ts';
import { readCheckpoint, vouch } from '../sync/checkpoint.ts';
import { compareOps } from '../sync/fold.ts';
import { type Exchange, trustOf } from './exchange.ts';
import { entityRules } from './rules.ts';

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
  const { db } = exchange;
  const judged = new Map<number, LogJudgement>();
  const records = new Map<string, { entity: string; id: string }>();
  for (const logId of logIds) {
    const before = findHeldLog(db, logId) as HeldLogRow;
    const ops = [...iterateAll(db, logId)];
    const judgement = judgeOne(exchange, logId, ops);
    judged.set(logId, judgement);
    const isSameAuthor =
      before.author === (judgement.certificate?.unit ?? null) && before.rank === (judgement.certificate?.rank ?? null);
    for (const { op, held } of ops) {
      const verdict = judgement.verdicts.get(op.hash) as Verdict;
      if (!isSameAuthor || !isUnchanged(held, verdict)) records.set(`${op.entity} ${op.id}`, op);
    }
    saveJudgement(exchange, logId, judgement, ops);
  }
  const moves = [...records.values()].flatMap(({ entity, id }) => movesOf(exchange, judged, entity, id));
  carryOut(exchange, moves);
  return moves;
}

function judgeOne({ db, crypto, pin }: Exchange, logId: number, ops: readonly OpAt[]): LogJudgement {
  const trust = trustOf({ db, crypto, pin });
  const checkpoints = listCheckpoints(db, logId).map(({ document }) =>
    vouch(crypto, trust, { document, checkpoint: readCheckpoint(document) }),
  );
  return judgeLog(trust, { ops: ops.map(({ op }) => op), checkpoints });
}

/** What the record said of an op stays unless the record is asked again; only the word of its log is compared. */
function isUnchanged(held: Held | null, verdict: Verdict): boolean {
  if (held === null || held.byRecord) return verdict.status === 'admitted';
  return verdict.status === held.status && verdict.reason === held.reason;
}

function saveJudgement({ db }: Exchange, logId: number, judgement: LogJudgement, ops: readonly OpAt[]): void {
  const { certificate, fork, splitSeq, upTo, claimed } = judgement;
  saveStanding(db, logId, {
    author: certificate?.unit ?? null,
    rank: certificate?.rank ?? null,
    upTo,
    claimed,
    splitSeq: Number.isFinite(splitSeq) ? splitSeq : null,
    forkedDevice: fork?.device ?? null,
  });
  const head = ops.find(({ op }) => op.seq === upTo && judgement.verdicts.get(op.hash)?.status !== 'pending');
  if (head !== undefined) advanceLog(db, logId, upTo, head.op.hash);
}

function movesOf(exchange: Exchange, judged: ReadonlyMap<number, LogJudgement>, entity: string, id: string): Move[] {
  const all = listAllOf(exchange.db, entity, id);
  const items = all.map((at): LogJudged => {
    const judgement = judged.get(at.logId);
    const log = judgement === undefined ? (findHeldLog(exchange.db, at.logId) as HeldLogRow) : undefined;
    const rank = (judgement === undefined ? log?.rank : judgement.certificate?.rank) ?? Number.MAX_SAFE_INTEGER;
    const verdict = judgement?.verdicts.get(at.op.hash) ?? verdictBefore(at.held, log?.author ?? '');
    return { op: at.op, verdict, rank };
  });
  const logVerdicts = new Map(items.map(({ op, verdict }) => [op.hash, verdict]));
  const verdicts = judgeRecord(entityRules, items);
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
  apply(db, touched, { op, logId, bytes, hash });
}
