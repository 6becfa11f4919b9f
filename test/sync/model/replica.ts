import {
  acceptAck,
  ackContent,
  documentTag,
  isAckTrue,
  judgeNumber,
  type PeerState,
  type SeenBundles,
  signAck,
  withBundle,
} from '../../../db/sync/ack.ts';
import {
  type Fork,
  judgeLog,
  judgeRecord,
  type LogJudgement,
  suspendedBy,
  type Verdict,
} from '../../../db/sync/authority.ts';
import { readOpLine } from '../../../db/sync/bundle/read.ts';
import { utf8 } from '../../../db/sync/bytes.ts';
import { buildTrust, incarnationName, type Trust } from '../../../db/sync/certificate.ts';
import { channelName, mayRead } from '../../../db/sync/channel.ts';
import { type Checkpoint, signCheckpoint, type VouchedCheckpoint, vouch } from '../../../db/sync/checkpoint.ts';
import { compareOps, type Folded, fold } from '../../../db/sync/fold.ts';
import { type Gap, gapsOf, type Held } from '../../../db/sync/gap.ts';
import { type Op, opText, type StoredOp } from '../../../db/sync/op.ts';
import { type Concern, type HeldLog, planDocuments, planExport } from '../../../db/sync/plan.ts';
import { documentHash, type SignedDocument } from '../../../db/sync/signed.ts';
import { concernOf, readStatement, type Statement } from '../../../db/sync/statement.ts';
import { highestOf, type LogKey, logKey, logOf, lowestOf, type Vector } from '../../../db/sync/vector.ts';
import { modelRules } from './rules.ts';
import type { Pc, World } from './world.ts';

/** Faults put in on purpose, to see that the checks find them. */
export type Bug = 'noHash' | 'clockDecides' | 'absenceDeletes' | 'ackBeforeCommit' | 'noAudience';

/** What a bundle holds, without its envelope. */
export interface Parcel {
  readonly to: string;
  readonly unit: string;
  readonly inc: string;
  readonly set: string;
  readonly number: number;
  readonly previous: string;
  readonly ops: readonly StoredOp[];
  readonly documents: readonly SignedDocument[];
}

interface Log {
  readonly ops: Map<string, StoredOp>;
  /** By hash of the statement. */
  readonly checkpoints: Map<string, { readonly document: SignedDocument; readonly checkpoint: Checkpoint }>;
  judgement: LogJudgement;
  vouched: readonly VouchedCheckpoint[];
}

const nothingJudged: LogJudgement = {
  ...{ verdicts: new Map(), certificate: undefined, fork: undefined },
  ...{ splitSeq: Number.POSITIVE_INFINITY, upTo: 0, claimed: 0 },
};

/** One PC's database in memory: the pure functions of db/sync and nothing else decide. */
export class Replica {
  readonly world: World;
  readonly pc: Pc;
  readonly bugs: ReadonlySet<Bug>;
  inc: string;
  salt: string;
  lam = 0;
  clock: () => number = () => 1_800_000_000_000;
  logs = new Map<LogKey, Log>();
  records = new Map<string, Set<string>>();
  ops = new Map<string, StoredOp>();
  verdicts = new Map<string, Verdict>();
  documents = new Map<string, { readonly document: SignedDocument; readonly statement: Statement }>();
  trust: Trust;
  peers = new Map<string, PeerState>();
  ackDocuments = new Map<string, { readonly document: SignedDocument; readonly to: string }>();
  ackNumber = 0;
  sent = new Map<string, { number: number; set: string }>();
  seen = new Map<string, { unit: string; seen: SeenBundles }>();
  /** Only with a planted fault: acknowledged and lost. */
  pretended = new Map<LogKey, number>();
  /** Ops that came although this office may not read them. */
  refusedOps = 0;
  /** Bundle numbers that showed a copied or restored sender. */
  forkedBundles = 0;

  constructor(world: World, pc: Pc, documents: Iterable<SignedDocument>, bugs: readonly Bug[] = []) {
    this.world = world;
    this.pc = pc;
    this.bugs = new Set(bugs);
    this.salt = world.crypto.randomHex(16);
    this.inc = incarnationName(world.crypto, pc.keys.signing.publicKey, this.salt);
    this.trust = buildTrust(world.crypto, world.pin, []);
    this.learn(documents);
  }

  /** A copy of the whole state: a cloned disk, or a backup. */
  clone(): Replica {
    const copy = new Replica(this.world, this.pc, [], [...this.bugs]);
    return copy.restore(this);
  }

  /** Takes the state of another: a backup that is put back. */
  restore(from: Replica): this {
    this.inc = from.inc;
    this.salt = from.salt;
    this.lam = from.lam;
    this.logs = new Map(
      [...from.logs].map(([key, log]) => [
        key,
        { ...log, ops: new Map(log.ops), checkpoints: new Map(log.checkpoints) },
      ]),
    );
    this.records = new Map([...from.records].map(([name, hashes]) => [name, new Set(hashes)]));
    this.ops = new Map(from.ops);
    this.verdicts = new Map(from.verdicts);
    this.documents = new Map(from.documents);
    this.trust = from.trust;
    this.peers = new Map(from.peers);
    this.ackDocuments = new Map(from.ackDocuments);
    this.ackNumber = from.ackNumber;
    this.sent = new Map([...from.sent].map(([to, last]) => [to, { ...last }]));
    this.seen = new Map(from.seen);
    return this;
  }

  /** A new incarnation: what a marker outside the database, or a peer, makes a restored one do. */
  rotate(): void {
    this.salt = this.world.crypto.randomHex(16);
    this.inc = incarnationName(this.world.crypto, this.pc.keys.signing.publicKey, this.salt);
    this.ackNumber = 0;
    this.sent = new Map();
  }

  /** Writes one change, as commit does. Returns undefined where the rules forbid it. */
  write(entity: string, id: string, kind: Op['kind'], fields: Record<string, unknown> = {}): StoredOp | undefined {
    const known = this.opsOf(entity, id);
    const rule = modelRules.ruleOf(entity);
    const folded = fold(known);
    if (rule === undefined || (kind === 'create') !== (known.length === 0)) return undefined;
    if (kind !== 'create' && (!folded.alive || folded.fields['ownerId'] !== this.pc.unit)) return undefined;
    if (kind === 'update' && (rule.frozen === 'all' || Object.keys(fields).some((name) => rule.frozen.includes(name))))
      return undefined;
    if (kind === 'delete' && !rule.mayDelete) return undefined;
    const ch = kind === 'create' ? channelName(rule.audience(fields), this.pc.unit) : (known[0]?.ch ?? '');
    const withOwner = kind === 'create' ? { ...fields, ownerId: this.pc.unit } : fields;
    return this.append(ch, { entity, id, kind, base: [...folded.heads], fields: withOwner });
  }

  /** Puts an op into one of this PC's logs without asking any rule. */
  append(ch: string, change: Pick<Op, 'entity' | 'id' | 'kind' | 'base' | 'fields'> & Partial<Op>): StoredOp {
    const log = this.logAt(logKey(this.inc, ch));
    const last = [...log.ops.values()].reduce<StoredOp | undefined>(
      (most, op) => (most === undefined || op.seq > most.seq ? op : most),
      undefined,
    );
    this.lam += 1;
    const op: Op = {
      ...{ v: 1, inc: this.inc, ch, seq: (last?.seq ?? 0) + 1, prev: last?.hash ?? '', lam: this.lam },
      ...{ actor: 'u', dev: this.pc.keys.device, wall: this.clock(), schema: 1 },
      ...change,
    } as Op;
    const { op: stored } = readOpLine(this.world.crypto.sha256(opText(op)), utf8(opText(op)));
    this.store(stored);
    this.checkpoint(logKey(this.inc, ch));
    this.rejudge(new Set([logKey(this.inc, ch)]));
    return stored;
  }

  /** Signs the log as it stands. A real PC does so at each export; here after each op, which tests more. */
  private checkpoint(key: LogKey): void {
    const log = this.logAt(key);
    const head = [...log.ops.values()].sort((a, b) => b.seq - a.seq)[0] as StoredOp;
    const { device } = this.pc.keys;
    const body = { device, inc: this.inc, salt: this.salt, ch: head.ch, seq: head.seq, head: head.hash };
    const document = signCheckpoint(this.world.crypto, body, this.pc.keys.signing);
    // Older words on one's own log are contained in the newer one.
    if (!Number.isFinite(log.judgement.splitSeq)) log.checkpoints.clear();
    this.addCheckpoint(document, { kind: 'checkpoint', v: 1, ...body });
  }

  /** The bundle for an office: all that it may read and has not acknowledged. */
  export(to: string, targets: readonly string[]): Parcel {
    const peers = targets.map((inc) => this.peers.get(inc));
    const acked = lowestOf(peers.map((peer) => peer?.vector ?? new Map()));
    const last = this.sent.get(to);
    const set = this.world.crypto.randomHex(16);
    const number = (last?.number ?? 0) + 1;
    this.sent.set(to, { number, set });
    const held = this.bugs.has('noAudience') ? this.heldLogs().map((log) => ({ ...log, author: to })) : this.heldLogs();
    const tree = this.bugs.has('noAudience') ? { parentOf: () => to, hasOffice: () => true } : this.world.tree;
    const plan = planExport(tree, to, held, acked);
    const ops: StoredOp[] = [];
    for (const { key, from, to: upTo } of plan.runs) {
      const log = this.logs.get(key) as Log;
      for (const op of [...log.ops.values()].sort(compareOps)) if (op.seq >= from && op.seq <= upTo) ops.push(op);
    }
    const documents = this.documentsFor(to, peers);
    for (const { key, seq } of plan.checkpoints) {
      for (const { document, checkpoint } of this.logs.get(key)?.checkpoints.values() ?? [])
        if (checkpoint.seq === seq) documents.push(document);
    }
    documents.push(this.ackFor(to));
    const { unit } = this.pc;
    return { to, unit, inc: this.inc, set, number, previous: last?.set ?? '', ops, documents };
  }

  private concerned(): { hash: string; concern: Concern; document: SignedDocument }[] {
    return [...this.documents].flatMap(([hash, { document, statement }]) => {
      const concern = concernOf(this.trust, statement);
      return concern === undefined ? [] : { hash, concern, document };
    });
  }

  private documentsFor(to: string, peers: readonly (PeerState | undefined)[]): SignedDocument[] {
    const known = peers.map((peer) => peer?.documents ?? new Set<string>());
    const planned = planDocuments(this.world.tree, to, this.concerned(), known, documentTag);
    const relayed = [...this.ackDocuments.values()].flatMap((ack) => (ack.to === to ? ack.document : []));
    return [...planned.map(({ document }) => document), ...relayed];
  }

  /** What this PC has taken in, of what that office may know. */
  ackFor(to: string): SignedDocument {
    this.ackNumber += 1;
    const logs = this.heldLogs().map((log) => ({ ...log, upTo: Math.max(log.upTo, this.pretended.get(log.key) ?? 0) }));
    const bundles = [...this.seen].map(([inc, { unit, seen }]) => ({ inc, unit, seen }));
    const { device } = this.pc.keys;
    const about = { device, unit: this.pc.unit, inc: this.inc, salt: this.salt, to, number: this.ackNumber };
    const content = ackContent(this.world.tree, { logs, documents: this.concerned(), bundles }, about);
    return signAck(this.world.crypto, content, this.pc.keys.signing);
  }

  /** Takes a bundle in. With `crash`, power fails before the end: nothing of it may stay. Returns how many ops were new. */
  import(parcel: Parcel, crash = false): number {
    if (parcel.to !== this.pc.unit) return 0;
    if (crash && !this.bugs.has('ackBeforeCommit')) return 0;
    const { seen } = this.seen.get(parcel.inc) ?? { seen: new Map() };
    const place = { number: parcel.number, set: parcel.set, previous: parcel.previous, volume: { k: 1, n: 1 } };
    if (judgeNumber(seen, place).kind === 'forked') this.forkedBundles += 1;
    this.seen.set(parcel.inc, { unit: parcel.unit, seen: withBundle(seen, place) });
    const touched = this.learn(parcel.documents);
    let fresh = 0;
    for (const op of parcel.ops) {
      const key = logKey(op.inc, op.ch);
      if (this.ops.has(op.hash)) continue;
      if (this.bugs.has('noHash') && [...(this.logs.get(key)?.ops.values() ?? [])].some((each) => each.seq === op.seq))
        continue;
      const author = this.trust.devices.get(op.dev)?.current.unit;
      const isRead = author === undefined || mayRead(this.world.tree, this.pc.unit, author, op.ch);
      if (!isRead && !this.bugs.has('noAudience')) {
        this.refusedOps += 1;
        continue;
      }
      if (crash) {
        this.pretend(op);
        continue;
      }
      this.store(op);
      touched.add(key);
      fresh += 1;
    }
    if (this.bugs.has('absenceDeletes')) this.forgetAbsent(parcel);
    this.rejudge(touched);
    return fresh;
  }

  /** Planted fault: the acknowledgement counts what was never made durable. */
  private pretend(op: StoredOp): void {
    const key = logKey(op.inc, op.ch);
    this.pretended.set(key, Math.max(this.pretended.get(key) ?? 0, op.seq));
  }

  /** Planted fault: what a full bundle does not name is taken for deleted. */
  private forgetAbsent(parcel: Parcel): void {
    const named = new Set(parcel.ops.map((op) => op.hash));
    for (const op of [...this.ops.values()]) {
      if (op.ch !== 'down' || op.inc !== parcel.inc || named.has(op.hash)) continue;
      this.ops.delete(op.hash);
      this.logs.get(logKey(op.inc, op.ch))?.ops.delete(op.hash);
      this.records.get(`${op.entity} ${op.id}`)?.delete(op.hash);
      this.verdicts.delete(op.hash);
    }
  }

  /** Takes in statements; returns the logs they touch. */
  learn(documents: Iterable<SignedDocument>): Set<LogKey> {
    const touched = new Set<LogKey>();
    let isTrustChanged = false;
    for (const document of documents) {
      const statement = readStatement(document);
      if (statement === undefined) continue;
      if (statement.kind === 'checkpoint') {
        this.addCheckpoint(document, statement);
        touched.add(logKey(statement.inc, statement.ch));
      } else if (statement.kind === 'ack') this.takeAck(document, statement);
      else {
        const hash = documentHash(this.world.crypto, document);
        if (this.documents.has(hash)) continue;
        this.documents.set(hash, { document, statement });
        isTrustChanged = true;
      }
    }
    if (!isTrustChanged) return touched;
    const { crypto, pin } = this.world;
    this.trust = buildTrust(
      crypto,
      pin,
      [...this.documents.values()].map(({ document }) => document),
    );
    return new Set(this.logs.keys());
  }

  private takeAck(document: SignedDocument, ack: Extract<Statement, { kind: 'ack' }>): void {
    if (ack.inc === this.inc || !isAckTrue(this.world.crypto, this.trust, document, ack)) return;
    if (ack.to === this.pc.unit) {
      const before = this.peers.get(ack.inc);
      const after = acceptAck(before, ack);
      this.peers.set(ack.inc, after);
      if (after !== before) this.ackDocuments.set(ack.inc, { document, to: ack.to });
    }
  }

  private addCheckpoint(document: SignedDocument, checkpoint: Checkpoint): void {
    const log = this.logAt(logKey(checkpoint.inc, checkpoint.ch));
    const known = [...log.checkpoints.values()];
    if (this.bugs.has('noHash') && known.some((each) => each.checkpoint.seq === checkpoint.seq)) return;
    log.checkpoints.set(documentHash(this.world.crypto, document), { document, checkpoint });
  }

  private logAt(key: LogKey): Log {
    let log = this.logs.get(key);
    if (log === undefined) {
      log = { ops: new Map(), checkpoints: new Map(), judgement: nothingJudged, vouched: [] };
      this.logs.set(key, log);
    }
    return log;
  }

  private store(op: StoredOp): void {
    this.ops.set(op.hash, op);
    this.logAt(logKey(op.inc, op.ch)).ops.set(op.hash, op);
    const name = `${op.entity} ${op.id}`;
    const record = this.records.get(name) ?? new Set<string>();
    this.records.set(name, record.add(op.hash));
    this.lam = Math.max(this.lam, op.lam);
  }

  private rejudge(keys: ReadonlySet<LogKey>): void {
    const records = new Set<string>();
    for (const key of keys) {
      const log = this.logAt(key);
      log.vouched = [...log.checkpoints.values()].map((each) => vouch(this.world.crypto, this.trust, each));
      log.judgement = judgeLog(this.trust, { ops: [...log.ops.values()], checkpoints: log.vouched });
      for (const op of log.ops.values()) records.add(`${op.entity} ${op.id}`);
    }
    for (const name of records) {
      const judged = [...(this.records.get(name) ?? [])].map((hash) => {
        const op = this.ops.get(hash) as StoredOp;
        const { judgement } = this.logAt(logKey(op.inc, op.ch));
        const verdict = judgement.verdicts.get(hash) ?? ({ status: 'pending', reason: 'gap' } as const);
        return { op, verdict, rank: judgement.certificate?.rank ?? Number.MAX_SAFE_INTEGER };
      });
      for (const [hash, verdict] of judgeRecord(modelRules, judged)) this.verdicts.set(hash, verdict);
    }
  }

  private heldLogs(): HeldLog[] {
    return [...this.logs].flatMap(([key, { judgement, vouched }]) =>
      judgement.certificate === undefined
        ? []
        : {
            key,
            author: judgement.certificate.unit,
            upTo: judgement.upTo,
            splitSeq: judgement.splitSeq,
            checkpoints: vouched.flatMap((each) => (each.certificate === undefined ? [] : each.checkpoint.seq)),
          },
    );
  }

  get vector(): Vector {
    return new Map([...this.logs].map(([key, { judgement }]) => [key, judgement.upTo]));
  }

  /** What somebody signed for and is not here, of logs this office may read. */
  gaps(): Gap[] {
    const held = new Map<LogKey, Held>();
    const claims: Map<LogKey, number>[] = [];
    for (const [key, { judgement, ops }] of this.logs) {
      const author = judgement.certificate?.unit;
      if (author === undefined || !mayRead(this.world.tree, this.pc.unit, author, logOf(key).ch)) continue;
      const beyond = [...ops.values()].map(({ seq }) => seq).filter((seq) => seq > judgement.upTo);
      held.set(key, { upTo: judgement.upTo, beyond });
      claims.push(new Map([[key, judgement.claimed]]));
    }
    return gapsOf(held, highestOf(claims));
  }

  get gapCount(): number {
    return this.gaps().length;
  }

  heldOps(): Map<string, StoredOp> {
    return this.ops;
  }

  get forks(): Fork[] {
    return [...this.logs.values()].flatMap(({ judgement }) => judgement.fork ?? []);
  }

  get suspended(): Set<string> {
    return suspendedBy(this.trust, this.forks);
  }

  opsOf(entity: string, id: string): StoredOp[] {
    return [...(this.records.get(`${entity} ${id}`) ?? [])]
      .filter((hash) => this.verdicts.get(hash)?.status === 'admitted')
      .map((hash) => this.ops.get(hash) as StoredOp);
  }

  show(entity: string, id: string): Folded {
    const ops = this.opsOf(entity, id);
    if (!this.bugs.has('clockDecides')) return fold(ops);
    const fields: Record<string, unknown> = {};
    for (const op of ops.sort((a, b) => a.wall - b.wall)) Object.assign(fields, op.fields);
    return { ...fold(ops), fields };
  }

  /** One hash over everything that is shown, of all channels or of those given. */
  digest(isCounted: (ch: string) => boolean = () => true): string {
    const rows: unknown[] = [];
    for (const name of [...this.records.keys()].sort()) {
      const [entity = '', id = ''] = name.split(' ');
      const ops = this.opsOf(entity, id);
      if (!ops.some((op) => isCounted(op.ch))) continue;
      const { alive, fields, heads, conflicts } = this.show(entity, id);
      rows.push([name, alive, Object.entries(fields).sort(), heads, conflicts]);
    }
    const waiting = [...this.verdicts]
      .filter(([hash]) => isCounted(this.ops.get(hash)?.ch ?? ''))
      .map(([hash, verdict]) => [hash, verdict])
      .sort();
    return this.world.crypto.sha256(JSON.stringify([rows, waiting]));
  }
}
