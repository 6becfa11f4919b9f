import { compareText } from './bytes.ts';
import { isLifted, type Trust, type TrustedCertificate, type TrustedDevice } from './certificate.ts';
import { type Audience, channelName, coversChannel } from './channel.ts';
import { type BackedCheckpoint, isBackedCheckpoint, type VouchedCheckpoint } from './checkpoint.ts';
import { compareOps } from './fold.ts';
import { lamportLimit, plausibleWall } from './limits.ts';
import type { StoredOp } from './op.ts';

/*
 * Which ops count. The answer is a function of the set of ops, checkpoints, certificates and withdrawals that a PC
 * holds, and of nothing else: not of the order in which they came, and of no clock. What does not count is kept.
 */

/** Why an op waits: something that may still arrive decides. */
export type PendingReason = 'certificate' | 'checkpoint' | 'gap' | 'record' | 'schema';

/** Why an op is set aside: it breaks a rule, and is shown to a person. */
export type QuarantineReason =
  | 'revoked'
  | 'fork'
  | 'device'
  | 'lamport'
  | 'channel'
  | 'entity'
  | 'shape'
  | 'owner'
  | 'audience'
  | 'contested'
  | 'frozen'
  | 'deletion';

export type Verdict =
  | { readonly status: 'admitted'; readonly author: string; readonly isWallDoubtful: boolean }
  | { readonly status: 'pending'; readonly reason: PendingReason }
  | { readonly status: 'quarantined'; readonly reason: QuarantineReason };

const pending = (reason: PendingReason): Verdict => ({ status: 'pending', reason });
const quarantined = (reason: QuarantineReason): Verdict => ({ status: 'quarantined', reason });

/** The rules of a record kind, as the registry of entities has them. */
export interface EntityRule {
  audience(fields: Record<string, unknown>): Audience;
  readonly frozen: 'all' | readonly string[];
  readonly mayDelete: boolean;
  /** Do the fields of a creation (all) or of an update (some) have the shape this release knows? */
  hasShape(kind: 'create' | 'update', fields: Record<string, unknown>): boolean;
}

export interface Rules {
  /** Version of the shapes this release knows; a newer op it cannot read waits for an upgrade. */
  readonly schema: number;
  /** Undefined for kinds that only a newer release knows. */
  ruleOf(entity: string): EntityRule | undefined;
}

/** One log with all that is held of it: several ops at one place when it was forked. */
export interface LogSet {
  readonly ops: readonly StoredOp[];
  readonly checkpoints: readonly VouchedCheckpoint[];
  /** Of a plain log that was judged up to a place before: only what lies beyond is given. */
  readonly after?: JudgedUpTo | undefined;
}

/** The last op of what was judged before, and the certificate that it was judged by. */
export interface JudgedUpTo {
  readonly op: StoredOp;
  readonly certificate: TrustedCertificate;
}

/** A place in a log where one PC signed two histories. */
export interface Fork {
  readonly inc: string;
  readonly ch: string;
  readonly seq: number;
  readonly device: string;
}

export interface LogJudgement {
  /** By hash of the op; admitted here means: by the rules of logs, the record's rules are still to be asked. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Certificate under which the log is written, once a checkpoint vouches for it. */
  readonly certificate: TrustedCertificate | undefined;
  readonly fork: Fork | undefined;
  /** First place with two signed histories, settled or not; infinite for a plain log. */
  readonly splitSeq: number;
  /** How far the log is held and signed for, without a hole or a split. */
  readonly upTo: number;
  /** Highest place that somebody signed for, before any split. */
  readonly claimed: number;
}

/**
 * Judges the ops of one log by who vouches for them, by withdrawals, forks and gaps. Judged from a place on, the outcome is that
 * of the whole log as long as no split shows: whoever asks for it sees to it that nothing but ops and checkpoints has come.
 */
export function judgeLog(trust: Trust, { ops, checkpoints, after }: LogSet): LogJudgement {
  const byHash = new Map([...(after === undefined ? [] : [after.op]), ...ops].map((op) => [op.hash, op]));
  const heads = entitled(checkpoints.filter(isBackedCheckpoint)).sort(byVersion);
  const [leading] = heads;
  const certificate = leading?.certificate ?? after?.certificate;
  const vouched = newTrace();
  if (after !== undefined) vouched.at.set(after.op.seq, new Set([after.op.hash]));
  for (const { checkpoint } of heads) traceBack(byHash, vouched, checkpoint.seq, checkpoint.head);
  const cut = leading === undefined ? undefined : cutOf(trust, leading);
  const kept = newTrace();
  if (cut !== undefined && cut.seq > 0) traceBack(byHash, kept, cut.seq, cut.head);
  const forkSeq = firstSplit(vouched, kept);
  const splitSeq = firstSplit(vouched, newTrace());
  const sound = (op: StoredOp): boolean =>
    (vouched.ops.has(op.hash) || kept.ops.has(op.hash)) && !(op.seq >= forkSeq && !kept.ops.has(op.hash));
  const isCutOff = ({ seq, hash }: StoredOp): boolean =>
    cut !== undefined && (seq > cut.seq || (kept.at.has(seq) && !kept.at.get(seq)?.has(hash)));
  const reached = reachOf(ops, byHash, sound, after?.op);
  const verdicts = new Map<string, Verdict>();
  for (const op of ops) verdicts.set(op.hash, verdictOf(op));
  const places = ops.filter((op) => op.seq < splitSeq && reached.has(op.hash)).map((op) => op.seq);
  const upTo = places.reduce((highest, seq) => Math.max(highest, seq), after?.op.seq ?? 0);
  const claims = heads.map(({ checkpoint }) => checkpoint.seq);
  const claimed = Math.min(splitSeq - 1, Math.max(0, ...claims));
  const fork = leading === undefined ? undefined : forkOf(leading, forkSeq);
  return { verdicts, certificate, fork, splitSeq, upTo, claimed };

  function verdictOf(op: StoredOp): Verdict {
    if (certificate === undefined) return pending(trust.devices.has(op.dev) ? 'checkpoint' : 'certificate');
    if (isCutOff(op)) return quarantined('revoked');
    if (!vouched.ops.has(op.hash) && !kept.ops.has(op.hash)) return pending('checkpoint');
    if (!sound(op)) return quarantined('fork');
    if (!reached.has(op.hash)) return pending('gap');
    if (op.dev !== certificate.device) return quarantined('device');
    const before = byHash.get(op.prev);
    if (op.lam > lamportLimit || (before !== undefined && op.lam <= before.lam)) return quarantined('lamport');
    if (!coversChannel(certificate.channels, op.ch)) return quarantined('channel');
    if (!certificate.entities.includes('*') && !certificate.entities.includes(op.entity)) return quarantined('entity');
    return { status: 'admitted', author: certificate.unit, isWallDoubtful: isWallDoubtful(op.wall) };
  }
}

export const isWallDoubtful = (wall: number): boolean => wall < plausibleWall.fromMs || wall >= plausibleWall.toMs;

interface Trace {
  /** Hashes of ops that a signature leads to, all held. */
  readonly ops: Set<string>;
  /** Place → every hash a signature names there, held or not. */
  readonly at: Map<number, Set<string>>;
}

const newTrace = (): Trace => ({ ops: new Set(), at: new Map() });

/** From a signed head back to the first op, as far as the ops are held. */
function traceBack(byHash: ReadonlyMap<string, StoredOp>, trace: Trace, fromSeq: number, fromHash: string): void {
  let hash = fromHash;
  for (let seq = fromSeq; seq > 0; seq -= 1) {
    const names = trace.at.get(seq) ?? new Set<string>();
    if (names.has(hash)) return; // another head led here already
    trace.at.set(seq, names.add(hash));
    const op = byHash.get(hash);
    if (op?.seq !== seq) return;
    trace.ops.add(hash);
    hash = op.prev;
  }
}

/**
 * Of those who speak for a log, whoever the name of its incarnation follows from: a certificate that merely claims to have adopted
 * it would take the log from the PC that writes it.
 */
function entitled(heads: readonly BackedCheckpoint[]): BackedCheckpoint[] {
  const makers = heads.filter(({ checkpoint }) => checkpoint.salt !== '');
  return makers.length > 0 ? makers : [...heads];
}

/** The newest certificate first; all are of one PC, since an incarnation belongs to one. */
const byVersion = (a: BackedCheckpoint, b: BackedCheckpoint): number =>
  b.certificate.version - a.certificate.version || compareText(a.certificate.hash, b.certificate.hash);

/** The first place for which one PC signed two ops; what a withdrawal keeps is settled. */
function firstSplit(vouched: Trace, kept: Trace): number {
  let first = Number.POSITIVE_INFINITY;
  for (const [seq, names] of vouched.at) if (names.size > 1 && !kept.at.has(seq)) first = Math.min(first, seq);
  return first;
}

function forkOf({ checkpoint, certificate }: BackedCheckpoint, seq: number): Fork | undefined {
  if (!Number.isFinite(seq)) return undefined;
  return { inc: checkpoint.inc, ch: checkpoint.ch, seq, device: certificate.device };
}

/** What a withdrawal leaves of this log; undefined when nothing was withdrawn, seq 0 when nothing is left. */
function cutOf(
  trust: Trust,
  { checkpoint: { inc, ch }, certificate }: BackedCheckpoint,
): { readonly seq: number; readonly head: string } | undefined {
  const { revokedIncarnations, withdrawal } = trust.devices.get(certificate.device) as TrustedDevice;
  const revocation = revokedIncarnations.get(inc) ?? (isLifted(withdrawal, certificate) ? undefined : withdrawal);
  if (revocation === undefined) return undefined;
  return revocation.cuts.find((cut) => cut.inc === inc && cut.ch === ch) ?? { seq: 0, head: '' };
}

/** Hashes of the sound ops that follow each other from the first, without a hole. */
function reachOf(
  ops: readonly StoredOp[],
  byHash: ReadonlyMap<string, StoredOp>,
  sound: (op: StoredOp) => boolean,
  after: StoredOp | undefined,
): Set<string> {
  const reached = new Set(after === undefined ? [] : [after.hash]);
  for (const op of [...ops].sort((a, b) => a.seq - b.seq)) {
    const follows = op.seq === 1 ? op.prev === '' : reached.has(op.prev) && byHash.get(op.prev)?.seq === op.seq - 1;
    if (follows && sound(op)) reached.add(op.hash);
  }
  return reached;
}

/** An op with what the rules of its log say, and the rank of its office (0 is the highest). */
export interface LogJudged {
  readonly op: StoredOp;
  readonly verdict: Verdict;
  readonly rank: number;
}

/**
 * Judges the ops of one record by who owns it: the office of its creation, of the highest rank if several claim it.
 * Returns the final verdict by hash.
 */
export function judgeRecord(rules: Rules, judged: readonly LogJudged[]): Map<string, Verdict> {
  const verdicts = new Map(judged.map(({ op, verdict }) => [op.hash, verdict]));
  const admitted = judged
    .flatMap(({ op, verdict, rank }) => (verdict.status === 'admitted' ? { op, rank, author: verdict.author } : []))
    .sort((a, b) => compareOps(a.op, b.op));
  const rule = rules.ruleOf(judged[0]?.op.entity ?? '');
  if (rule === undefined) {
    for (const { op } of admitted) verdicts.set(op.hash, pending('schema'));
    return verdicts;
  }
  const creations: Written[] = [];
  for (const item of admitted) {
    if (item.op.kind !== 'create') continue;
    const wrong = faultOfCreation(rules, rule, item);
    if (wrong === undefined) creations.push(item);
    else verdicts.set(item.op.hash, wrong);
  }
  const birth = birthOf(creations, verdicts);
  const lams = new Map(admitted.map(({ op }) => [op.hash, op.lam]));
  for (const item of admitted) {
    const { op } = item;
    if (op.kind === 'create') continue;
    const wrong = birth === undefined ? pending('record') : faultOfChange(rules, rule, birth, item, lams);
    if (wrong !== undefined) verdicts.set(op.hash, wrong);
  }
  return verdicts;
}

/** An op that the rules of its log admit. */
interface Written {
  readonly op: StoredOp;
  readonly rank: number;
  readonly author: string;
}

/** A newer release may write what this one cannot read: that waits. The same from no newer release is wrong. */
const unreadable = (rules: Rules, op: StoredOp): Verdict =>
  op.schema > rules.schema ? pending('schema') : quarantined('shape');

function faultOfCreation(rules: Rules, rule: EntityRule, item: Written): Verdict | undefined {
  const { ownerId, ...fields } = item.op.fields;
  if (ownerId !== item.author) return quarantined('owner');
  if (item.op.base.length > 0 || !rule.hasShape('create', fields)) return unreadable(rules, item.op);
  if (channelName(rule.audience(fields), ownerId) !== item.op.ch) return quarantined('audience');
  return undefined;
}

/** The creation that counts. Several offices that claim one record: the highest; of equals nobody. */
function birthOf(creations: readonly Written[], verdicts: Map<string, Verdict>): Written | undefined {
  const rank = Math.min(...creations.map((item) => item.rank));
  const highest = creations.filter((item) => item.rank === rank);
  const first = highest[0];
  const isContested = new Set(highest.map(({ author }) => author)).size > 1;
  for (const item of creations) {
    if (isContested || item.rank > rank) verdicts.set(item.op.hash, quarantined('contested'));
    else if (item.op.ch !== first?.op.ch) verdicts.set(item.op.hash, quarantined('audience'));
  }
  return isContested ? undefined : first;
}

function faultOfChange(
  rules: Rules,
  rule: EntityRule,
  birth: Written,
  item: Written,
  lams: ReadonlyMap<string, number>,
): Verdict | undefined {
  const { op } = item;
  if (item.author !== birth.author) return quarantined('owner');
  if (op.ch !== birth.op.ch) return quarantined('audience');
  if (op.base.some((hash) => (lams.get(hash) ?? 0) >= op.lam)) return quarantined('lamport');
  if (op.kind === 'delete') {
    // What it would say of fields would be folded into the record where that lives on.
    if (Object.keys(op.fields).length > 0) return unreadable(rules, op);
    // What stays for ever may still be taken back by the PC that made it, which it does before it hands it out.
    const isAllowed = rule.mayDelete || op.inc === birth.op.inc;
    return isAllowed ? undefined : quarantined('deletion');
  }
  const names = Object.keys(op.fields);
  const isFrozen = (name: string): boolean => name === 'ownerId' || rule.frozen === 'all' || rule.frozen.includes(name);
  if (names.some(isFrozen)) return quarantined('frozen');
  return rule.hasShape('update', op.fields) ? undefined : unreadable(rules, op);
}

export interface Judgement {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly forks: readonly Fork[];
  /** PCs that signed two histories, until the certificate retires the incarnation: a person looks into it. */
  readonly suspended: ReadonlySet<string>;
}

/** Judges everything a PC holds. A store judges only the logs and records that an import touches, by the same parts. */
export function judge(trust: Trust, rules: Rules, logs: Iterable<LogSet>): Judgement {
  const verdicts = new Map<string, Verdict>();
  const forks: Fork[] = [];
  const records = new Map<string, LogJudged[]>();
  for (const log of logs) {
    const judgement = judgeLog(trust, log);
    if (judgement.fork !== undefined) forks.push(judgement.fork);
    for (const op of log.ops) {
      const name = `${op.entity} ${op.id}`;
      const verdict = judgement.verdicts.get(op.hash) as Verdict;
      const item = { op, verdict, rank: judgement.certificate?.rank ?? Number.MAX_SAFE_INTEGER };
      const record = records.get(name);
      if (record === undefined) records.set(name, [item]);
      else record.push(item);
    }
  }
  for (const record of records.values())
    for (const [hash, verdict] of judgeRecord(rules, record)) verdicts.set(hash, verdict);
  return { verdicts, forks, suspended: suspendedBy(trust, forks) };
}

/** PCs whose forked incarnation has not been retired or settled by a withdrawal of it. */
export function suspendedBy(trust: Trust, forks: readonly Fork[]): Set<string> {
  const suspended = new Set<string>();
  for (const { device, inc } of forks) {
    const known = trust.devices.get(device);
    const isSettled = known?.current.retired.includes(inc) === true || known?.revokedIncarnations.has(inc) === true;
    if (!isSettled) suspended.add(device);
  }
  return suspended;
}
