import {
  findOpAt,
  type HeldLogRow,
  isCounted,
  iterateAll,
  listCheckpoints,
  listNewCheckpoints,
  listWaitingUpTo,
  type OpAt,
  saveJudged,
  saveStanding,
} from '../queries/exchange.ts';
import { advanceLog } from '../queries/op.ts';
import { type JudgedUpTo, judgeLog, type LogJudgement, type Verdict } from '../sync/authority.ts';
import type { Trust, TrustedCertificate } from '../sync/certificate.ts';
import { isBackedCheckpoint, readCheckpoint, type VouchedCheckpoint, vouch } from '../sync/checkpoint.ts';
import type { SignedDocument } from '../sync/signed.ts';
import { type Exchange, trustOf } from './exchange.ts';

/** A log as it stands now, with the ops that were looked at: all others of it stand as they did. */
export interface JudgedLog {
  readonly judgement: LogJudgement;
  readonly ops: readonly OpAt[];
  readonly isSameAuthor: boolean;
}

/**
 * Judges one log anew and notes how it stands. A plain log whose part of the chain of trust is as it was is judged from where it was
 * judged to, so that the five hundredth bundle costs what the first did; any other is read from its beginning.
 */
export function judgeHeldLog(exchange: Exchange, log: HeldLogRow): JudgedLog {
  const judged = judgeRest(exchange, log) ?? judgeWhole(exchange, log);
  saveJudgement(exchange, log, judged);
  return judged;
}

function judgeWhole(exchange: Exchange, log: HeldLogRow): JudgedLog {
  const { db } = exchange;
  const trust = trustOf(exchange);
  const ops = [...iterateAll(db, log.logId)];
  const documents = listCheckpoints(db, log.logId).map(({ document }) => document);
  const judgement = judgeLog(trust, {
    ops: ops.map(({ op }) => op),
    checkpoints: vouchAll(exchange, trust, documents),
  });
  const { unit = null, rank = null } = judgement.certificate ?? {};
  return { judgement, ops, isSameAuthor: log.author === unit && log.rank === rank };
}

const vouchAll = ({ crypto }: Exchange, trust: Trust, documents: readonly SignedDocument[]): VouchedCheckpoint[] =>
  documents.map((document) => vouch(crypto, trust, { document, checkpoint: readCheckpoint(document) }));

/** Undefined where the whole log has to be looked at. */
function judgeRest(exchange: Exchange, log: HeldLogRow): JudgedLog | undefined {
  const { db } = exchange;
  const { logId, judgedSeq } = log;
  const trust = trustOf(exchange);
  const after = judgedBefore(exchange, trust, log);
  if (after === undefined) return undefined;
  const words = vouchAll(exchange, trust, listNewCheckpoints(db, logId, judgedSeq)).filter(isBackedCheckpoint);
  for (const { checkpoint, certificate } of words) {
    if (certificate.hash !== after.certificate.hash) return undefined;
    if (checkpoint.seq <= judgedSeq && !isCounted(db, logId, checkpoint.seq, checkpoint.head)) return undefined;
  }
  const ops = [...iterateAll(db, logId, judgedSeq + 1)];
  const checkpoints = words.filter(({ checkpoint }) => checkpoint.seq > judgedSeq);
  const rest = judgeLog(trust, { ops: ops.map(({ op }) => op), checkpoints, after });
  if (Number.isFinite(rest.splitSeq)) return undefined;
  // Beside what was judged before stand only ops that nobody has signed for.
  const beside = listWaitingUpTo(db, logId, judgedSeq);
  const verdicts = new Map(rest.verdicts);
  for (const { op } of beside) verdicts.set(op.hash, { status: 'pending', reason: 'checkpoint' } satisfies Verdict);
  const claimed = Math.max(log.claimed, rest.claimed);
  return { judgement: { ...rest, verdicts, claimed }, ops: [...beside, ...ops], isSameAuthor: true };
}

/** The end of what was judged, if what it was judged by is as it was. */
function judgedBefore({ db }: Exchange, trust: Trust, log: HeldLogRow): JudgedUpTo | undefined {
  const { logId, incarnation, judgedBy, judgedSeq, judgedHead } = log;
  if (judgedBy === null) return undefined;
  const op = findOpAt(db, logId, judgedSeq, judgedHead);
  const certificate =
    op && trust.devices.get(op.dev)?.certificates.find((each) => groundsOf(trust, each, incarnation) === judgedBy);
  return op && certificate && { op, certificate };
}

/** All of the chain of trust that a plain log under a certificate is judged by; null where something was withdrawn. */
export function groundsOf(trust: Trust, certificate: TrustedCertificate, incarnation: string): string | null {
  const device = trust.devices.get(certificate.device);
  if (device === undefined || device.withdrawal !== undefined || device.revokedIncarnations.has(incarnation))
    return null;
  const all = device.certificates.map(({ hash, rank }) => `${hash} ${rank}`);
  return [certificate.hash, trust.adopted.get(incarnation) ?? '', ...all].join('\n');
}

function saveJudgement(exchange: Exchange, log: HeldLogRow, { judgement, ops }: JudgedLog): void {
  const { db } = exchange;
  const { logId, incarnation } = log;
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
  const isPlain = !Number.isFinite(splitSeq) && upTo > 0;
  const judgedBy = isPlain && certificate ? groundsOf(trustOf(exchange), certificate, incarnation) : null;
  saveJudged(db, logId, { judgedBy, judgedSeq: upTo, judgedHead: head?.op.hash ?? log.judgedHead });
}
