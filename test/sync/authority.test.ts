import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type EntityRule,
  isWallDoubtful,
  judge,
  judgeLog,
  judgeRecord,
  type LogSet,
  type Rules,
  suspendedBy,
  type Verdict,
} from '../../db/sync/authority.ts';
import { incarnationName, type Trust } from '../../db/sync/certificate.ts';
import { type Checkpoint, readCheckpoint, signCheckpoint, vouch } from '../../db/sync/checkpoint.ts';
import { lamportLimit, plausibleWall } from '../../db/sync/limits.ts';
import { type Op, opText, type StoredOp } from '../../db/sync/op.ts';
import type { SignedDocument } from '../../db/sync/signed.ts';
import { modelRules } from './model/rules.ts';
import { cachingPrimitives, type Pc, World } from './model/world.ts';

const crypto = cachingPrimitives();

/** A PC that writes whatever it is told to, and signs it. */
class Writer {
  readonly pc: Pc;
  readonly salt: string;
  readonly inc: string;
  readonly ops: StoredOp[] = [];

  constructor(pc: Pc, salt = crypto.randomHex(16)) {
    this.pc = pc;
    this.salt = salt;
    this.inc = incarnationName(crypto, pc.keys.signing.publicKey, salt);
  }

  write(entity: string, id: string, kind: Op['kind'], fields: object = {}, change: Partial<Op> = {}): StoredOp {
    const ch = change.ch ?? 'down';
    const before = this.ops.filter((op) => op.ch === ch).at(-1);
    const op: Op = {
      ...{ v: 1, inc: this.inc, seq: (before?.seq ?? 0) + 1, prev: before?.hash ?? '', lam: this.ops.length + 1 },
      ...{ actor: 'u', dev: this.pc.keys.device, wall: 1_800_000_000_000, entity, id, kind, base: [], schema: 1 },
      fields: { ...fields, ...(kind === 'create' ? { ownerId: this.pc.unit } : {}) },
      ...change,
      ch,
    };
    const stored = { ...op, hash: crypto.sha256(opText(op)) };
    this.ops.push(stored);
    return stored;
  }

  sign(op: StoredOp): SignedDocument {
    const { device } = this.pc.keys;
    const body = { device, inc: op.inc, salt: this.salt, ch: op.ch, seq: op.seq, head: op.hash };
    return signCheckpoint(crypto, body, this.pc.keys.signing);
  }

  /** One checkpoint over the last op of each channel. */
  signAll(): SignedDocument[] {
    return [...new Map(this.ops.map((op) => [op.ch, op])).values()].map((op) => this.sign(op));
  }
}

function logsOf(trust: Trust, ops: readonly StoredOp[], documents: readonly SignedDocument[]): LogSet[] {
  const logs = new Map<
    string,
    { ops: StoredOp[]; checkpoints: { document: SignedDocument; checkpoint: Checkpoint }[] }
  >();
  const at = (inc: string, ch: string) => {
    const log = logs.get(`${inc} ${ch}`) ?? { ops: [], checkpoints: [] };
    logs.set(`${inc} ${ch}`, log);
    return log;
  };
  for (const op of ops) at(op.inc, op.ch).ops.push(op);
  for (const document of documents) {
    const checkpoint = readCheckpoint(document);
    at(checkpoint.inc, checkpoint.ch).checkpoints.push({ document, checkpoint });
  }
  return [...logs.values()].map((log) => ({
    ops: log.ops,
    checkpoints: log.checkpoints.map((each) => vouch(crypto, trust, each)),
  }));
}

const judged = (world: World, ops: readonly StoredOp[], documents: readonly SignedDocument[], trust = world.trust()) =>
  judge(trust, modelRules, logsOf(trust, ops, documents));

const short = (verdict: Verdict | undefined): string =>
  verdict === undefined
    ? 'unknown'
    : verdict.status === 'admitted'
      ? 'admitted'
      : `${verdict.status} ${verdict.reason}`;

/** What becomes of an op that a PC writes after an honest beginning. */
function fateOf(write: (writer: Writer) => StoredOp, admit: (world: World) => Pc = (world) => world.admit('C-0', 'C')) {
  const world = new World(crypto);
  world.addUnit('C', 'P');
  const writer = new Writer(admit(world));
  const op = write(writer);
  return short(judged(world, writer.ops, writer.signAll()).verdicts.get(op.hash));
}

describe('the rules of records', () => {
  test('each broken rule has its reason, and its opposite is admitted', () => {
    const report = { unit: 'C', body: 'x' };
    const up = { ch: 'up:C' };
    expect(fateOf((w) => w.write('report', 'r', 'create', report, up))).toBe('admitted');
    expect(
      fateOf((w) => w.write('report', 'r', 'create', report, { ...up, fields: { ...report, ownerId: 'P' } })),
    ).toBe('quarantined owner');
    expect(fateOf((w) => w.write('report', 'r', 'create', report))).toBe('quarantined audience');
    expect(fateOf((w) => w.write('report', 'r', 'create', { unit: 'C' }, up))).toBe('quarantined shape');
    expect(fateOf((w) => w.write('report', 'r', 'create', { unit: 'C' }, { ...up, schema: 2 }))).toBe('pending schema');
    expect(fateOf((w) => w.write('report', 'r', 'create', report, { ...up, base: ['a'.repeat(64)] }))).toBe(
      'quarantined shape',
    );
    expect(fateOf((w) => w.write('ofTomorrow', 'r', 'create', report, up))).toBe('pending schema');
    expect(fateOf((w) => w.write('report', 'r', 'update', { body: 'y' }, up))).toBe('pending record');
    expect(fateOf((w) => w.write('report', 'r', 'create', { unit: 'D', body: 'x' }, { ch: 'up:D' }))).toBe(
      'quarantined channel',
    );
    const edit = (entity: string, ch: string, fields: object, kind: Op['kind'], change: object = {}) =>
      fateOf((w) => {
        const first = w.write(
          entity,
          'e',
          'create',
          entity === 'memo' || entity === 'notice' ? { body: 'a' } : { unit: 'C', body: 'a' },
          { ch },
        );
        return w.write(entity, 'e', kind, fields, { ch, base: [first.hash], ...change });
      });
    expect(edit('report', 'up:C', { body: 'b' }, 'update')).toBe('quarantined frozen');
    expect(edit('order', 'down:C', { unit: 'D' }, 'update')).toBe('quarantined frozen');
    expect(edit('order', 'down:C', { ownerId: 'P' }, 'update')).toBe('quarantined frozen');
    expect(edit('order', 'down:C', { body: 'b' }, 'update')).toBe('admitted');
    expect(edit('order', 'down:C', { body: 5 }, 'update')).toBe('quarantined shape');
    expect(edit('order', 'down:C', { more: 'x' }, 'update', { schema: 2 })).toBe('pending schema');
    expect(edit('memo', 'int:C', { body: 'b' }, 'update', { ch: 'down' })).toBe('quarantined audience');
    expect(edit('memo', 'int:C', {}, 'delete')).toBe('admitted');
  });

  test('a record that stays for ever is taken back by the PC that made it, and by no other', () => {
    const world = new World(crypto);
    const [one, two] = [world.admit('C-0', 'C'), world.admit('C-1', 'C')].map((pc) => new Writer(pc)) as [
      Writer,
      Writer,
    ];
    const order = one.write('order', 'o', 'create', { unit: 'C', body: '' }, { ch: 'down:C' });
    const other = two.write('order', 'o', 'delete', {}, { ch: 'down:C', base: [order.hash], lam: 5 });
    const own = one.write('order', 'o', 'delete', {}, { ch: 'down:C', base: [order.hash], lam: 6 });
    const { verdicts } = judged(world, [...one.ops, ...two.ops], [...one.signAll(), ...two.signAll()]);
    expect([other, own].map(({ hash }) => short(verdicts.get(hash)))).toEqual(['quarantined deletion', 'admitted']);
  });

  test('another office edits nothing, and a record claimed by two belongs to the higher one', () => {
    const world = new World(crypto);
    const top = new Writer(world.admit('P-0', 'P'));
    const [c, d] = ['C', 'D'].map((unit) => new Writer(world.admit(`${unit}-0`, unit))) as [Writer, Writer];
    const notice = top.write('notice', 'n', 'create', { body: 'x' });
    const claimed = c.write('notice', 'n', 'create', { body: 'mine' });
    const edited = c.write('notice', 'n', 'update', { body: 'mine' }, { base: [notice.hash], lam: 9 });
    const [first, second] = [c, d].map((w) => w.write('notice', 'm', 'create', { body: 'x' }, { lam: 20 })) as [
      StoredOp,
      StoredOp,
    ];
    const follows = c.write('notice', 'm', 'update', { body: 'y' }, { base: [first.hash], lam: 21 });
    const writers = [top, c, d];
    const { verdicts } = judged(
      world,
      writers.flatMap((w) => w.ops),
      writers.flatMap((w) => w.signAll()),
    );
    const fate = (op: StoredOp) => short(verdicts.get(op.hash));
    expect([notice, claimed, edited].map(fate)).toEqual(['admitted', 'quarantined contested', 'quarantined owner']);
    expect([first, second, follows].map(fate)).toEqual([
      'quarantined contested',
      'quarantined contested',
      'pending record',
    ]);
  });

  test('two PCs of one office that made one record in two channels: one channel is its own', () => {
    const world = new World(crypto);
    const [a, b] = [world.admit('C-0', 'C'), world.admit('C-1', 'C')].map((pc) => new Writer(pc)) as [Writer, Writer];
    const one = a.write('order', 'o', 'create', { unit: 'C', body: '' }, { ch: 'down:C' });
    const two = b.write('order', 'o', 'create', { unit: 'X', body: '' }, { ch: 'down:X', lam: 2 });
    const { verdicts } = judged(world, [one, two], [...a.signAll(), ...b.signAll()]);
    expect([one, two].map(({ hash }) => short(verdicts.get(hash)))).toEqual(['admitted', 'quarantined audience']);
  });

  test('an op that claims to come before what it has seen is set aside', () => {
    const world = new World(crypto);
    const [a, b] = [world.admit('C-0', 'C'), world.admit('C-1', 'C')].map((pc) => new Writer(pc)) as [Writer, Writer];
    const memo = a.write('memo', 'm', 'create', { body: '' }, { ch: 'int:C', lam: 7 });
    const early = b.write('memo', 'm', 'update', { body: 'x' }, { ch: 'int:C', lam: 7, base: [memo.hash] });
    const late = b.write(
      'memo',
      'm',
      'update',
      { body: 'y' },
      { ch: 'int:C', lam: 8, base: [memo.hash, 'f'.repeat(64)] },
    );
    const { verdicts } = judged(world, [...a.ops, ...b.ops], [...a.signAll(), ...b.signAll()]);
    expect([early, late].map(({ hash }) => short(verdicts.get(hash)))).toEqual(['quarantined lamport', 'admitted']);
  });

  test('nothing is judged where there is nothing', () => {
    expect(judgeRecord(modelRules, []).size).toBe(0);
  });
});

describe('the rules of logs', () => {
  const begin = (change: object = {}) => {
    const world = new World(crypto);
    const pc = world.admit('C-0', 'C', undefined, change);
    return { world, writer: new Writer(pc) };
  };
  const memos = (writer: Writer, count: number, from = 1): StoredOp[] =>
    Array.from({ length: count }, (_, n) =>
      writer.write('memo', `m${from + n}`, 'create', { body: 'x' }, { ch: 'int:C' }),
    );

  test('channels and kinds that the certificate does not name', () => {
    const { world, writer } = begin({ channels: ['up:C'], entities: ['memo'] });
    const [memo] = memos(writer, 1) as [StoredOp];
    const report = writer.write('report', 'r', 'create', { unit: 'C', body: '' }, { ch: 'up:C' });
    const { verdicts } = judged(world, writer.ops, writer.signAll());
    expect([memo, report].map(({ hash }) => short(verdicts.get(hash)))).toEqual([
      'quarantined channel',
      'quarantined entity',
    ]);
  });

  test('what nobody signed for waits, and so does what lies beyond a hole', () => {
    const { world, writer } = begin();
    const [a, b, c, d] = memos(writer, 4) as [StoredOp, StoredOp, StoredOp, StoredOp];
    const fates = (ops: StoredOp[], documents: SignedDocument[]) => {
      const { verdicts } = judged(world, ops, documents);
      return ops.map(({ hash }) => short(verdicts.get(hash)));
    };
    expect(fates([a, b], [])).toEqual(['pending checkpoint', 'pending checkpoint']);
    expect(fates([a, b, c], [writer.sign(b)])).toEqual(['admitted', 'admitted', 'pending checkpoint']);
    expect(fates([a, c, d], [writer.sign(d)])).toEqual(['pending checkpoint', 'pending gap', 'pending gap']);
    expect(fates([a, c, d], [writer.sign(d), writer.sign(a)])).toEqual(['admitted', 'pending gap', 'pending gap']);
    const [log] = logsOf(world.trust(), [a, c], [writer.sign(d), writer.sign(a)]);
    if (log === undefined) throw new Error('one log');
    expect(judgeLog(world.trust(), log)).toMatchObject({ upTo: 1, claimed: 4, fork: undefined });
  });

  test('an op without a certificate waits for it, and is admitted when it comes', () => {
    const { world, writer } = begin();
    const [memo] = memos(writer, 1) as [StoredOp];
    const before = world.trust(world.documents.slice(0, 1));
    const fate = (trust: Trust) => short(judged(world, [memo], writer.signAll(), trust).verdicts.get(memo.hash));
    expect([fate(before), fate(world.trust())]).toEqual(['pending certificate', 'admitted']);
  });

  test('an op in the name of another PC, and times that run backwards or beyond all counting', () => {
    const { world, writer } = begin();
    const borrowed = writer.write('memo', 'a', 'create', { body: '' }, { ch: 'int:C', dev: 'P-0' });
    const back = writer.write('memo', 'b', 'create', { body: '' }, { ch: 'int:C', lam: 1 });
    const on = writer.write('memo', 'c', 'create', { body: '' }, { ch: 'int:C', lam: 3 });
    const far = writer.write('memo', 'd', 'create', { body: '' }, { ch: 'int:C', lam: lamportLimit + 1 });
    const { verdicts } = judged(world, writer.ops, writer.signAll());
    expect([borrowed, back, on, far].map(({ hash }) => short(verdicts.get(hash)))).toEqual([
      'quarantined device',
      'quarantined lamport',
      'admitted',
      'quarantined lamport',
    ]);
  });

  test('an implausible clock is only marked', () => {
    expect(
      [plausibleWall.fromMs - 1, plausibleWall.fromMs, plausibleWall.toMs - 1, plausibleWall.toMs].map(isWallDoubtful),
    ).toEqual([true, false, false, true]);
    const { world, writer } = begin();
    const op = writer.write('memo', 'a', 'create', { body: '' }, { ch: 'int:C', wall: -5 });
    expect(judged(world, writer.ops, writer.signAll()).verdicts.get(op.hash)).toEqual({
      status: 'admitted',
      author: 'C',
      isWallDoubtful: true,
    });
  });

  test('an adopted incarnation is judged by the newest certificate that signs for it', () => {
    const world = new World(crypto);
    const inc = 'd'.repeat(32);
    const pc = world.admit('C-0', 'C', undefined, { adopted: [inc], channels: [] });
    const old = new Writer(pc, '');
    const memo = old.write('memo', 'a', 'create', { body: '' }, { ch: 'int:C', inc });
    const keys = { ...pc.keys, signing: crypto.newSigningKey() };
    const hash = world.certify(keys, 'C', {});
    const renewed = new Writer({ unit: 'C', keys, certificate: hash }, '');
    const fate = (documents: SignedDocument[]) => short(judged(world, [memo], documents).verdicts.get(memo.hash));
    expect(fate([old.sign(memo)])).toBe('quarantined channel');
    expect(fate([old.sign(memo), renewed.sign(memo)])).toBe('admitted');
    expect(fate([renewed.sign(memo), old.sign(memo)])).toBe('admitted');
  });

  test('two histories of one log are seen and both set aside, from where they part', () => {
    const { world, writer } = begin();
    const shared = memos(writer, 2);
    const copy = new Writer(writer.pc, writer.salt);
    copy.ops.push(...shared);
    const ours = memos(writer, 2, 10);
    const theirs = memos(copy, 3, 20);
    const documents = [...writer.signAll(), ...copy.signAll()];
    const { verdicts, forks, suspended } = judged(world, [...shared, ...ours, ...theirs], documents);
    expect(shared.map(({ hash }) => short(verdicts.get(hash)))).toEqual(['admitted', 'admitted']);
    for (const { hash } of [...ours, ...theirs]) expect(short(verdicts.get(hash))).toBe('quarantined fork');
    expect(forks).toEqual([{ inc: writer.inc, ch: 'int:C', seq: 3, device: 'C-0' }]);
    expect([...suspended]).toEqual(['C-0']);
    // Two words about one place suffice; the ops of one history need not be here.
    const bare = judged(
      world,
      [...shared, ...ours],
      [writer.sign(ours[0] as StoredOp), copy.sign(theirs[0] as StoredOp)],
    );
    expect(bare.forks).toHaveLength(1);
    // A person settles it: by retiring the incarnation, or by naming the history that holds.
    world.certify(writer.pc.keys, 'C', { retired: [writer.inc] });
    expect(suspendedBy(world.trust(), forks).size).toBe(0);
    const head = ours[1] as StoredOp;
    world.revoke('C-0', [{ inc: writer.inc, ch: 'int:C', seq: 4, head: head.hash }], writer.inc);
    const settled = judged(world, [...shared, ...ours, ...theirs], documents);
    for (const { hash } of [...shared, ...ours]) expect(short(settled.verdicts.get(hash))).toBe('admitted');
    for (const { hash } of theirs) expect(short(settled.verdicts.get(hash))).toBe('quarantined revoked');
    expect([settled.forks.length, settled.suspended.size]).toEqual([0, 0]);
    expect(suspendedBy(world.trust([]), forks).size).toBe(1);
  });

  test('a withdrawn PC: what came before the cut stays, what came after does not, in whatever order it is learnt', () => {
    const { world, writer } = begin();
    const ops = memos(writer, 5);
    const before = writer.signAll();
    const report = writer.write('report', 'r', 'create', { unit: 'C', body: '' }, { ch: 'up:C' });
    world.revoke('C-0', [{ inc: writer.inc, ch: 'int:C', seq: 3, head: (ops[2] as StoredOp).hash }]);
    const { verdicts } = judged(world, writer.ops, [...before, ...writer.signAll()]);
    expect(ops.map(({ hash }) => short(verdicts.get(hash)))).toEqual([
      ...['admitted', 'admitted', 'admitted'],
      ...['quarantined revoked', 'quarantined revoked'],
    ]);
    expect(short(verdicts.get(report.hash))).toBe('quarantined revoked');
    const fresh = new Writer(writer.pc);
    const [after] = memos(fresh, 1) as [StoredOp];
    expect(short(judged(world, [after], fresh.signAll()).verdicts.get(after.hash))).toBe('quarantined revoked');
  });

  test('a certificate given after a withdrawal lifts it, for the key that it names', () => {
    const { world, writer } = begin();
    const ops = memos(writer, 3);
    world.revoke('C-0', [{ inc: writer.inc, ch: 'int:C', seq: 1, head: (ops[0] as StoredOp).hash }]);
    const statuses = () => {
      const { verdicts } = judged(world, writer.ops, writer.signAll());
      return ops.map(({ hash }) => short(verdicts.get(hash)));
    };
    expect(statuses()).toEqual(['admitted', 'quarantined revoked', 'quarantined revoked']);
    expect(world.trust().devices.get('C-0')?.revoked).toBeDefined();
    world.certify(writer.pc.keys, 'C');
    expect(statuses()).toEqual(['admitted', 'admitted', 'admitted']);
    expect(world.trust().devices.get('C-0')?.revoked).toBeUndefined();
  });

  test('judged from a place on, the rest of a log stands as it does in the whole log', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(6), fc.nat(7), fc.nat(7), (count, upTo, missing, signedTo) => {
        const { world, writer } = begin();
        const ops = memos(writer, count);
        const first = writer.signAll();
        const later = memos(writer, 4);
        const second = writer.signAll();
        const at = Math.min(upTo, count - 1);
        const trust = world.trust();
        const held = writer.sign(ops[at] as StoredOp);
        const checkpoints = [held, ...first, ...(signedTo > 3 ? second : [])].map((document) =>
          vouch(world.crypto, trust, { document, checkpoint: readCheckpoint(document) }),
        );
        const rest = [...ops.slice(at + 1), ...later].filter((_, index) => index !== missing);
        const whole = judgeLog(trust, { ops: [...ops.slice(0, at + 1), ...rest], checkpoints });
        const op = ops[at] as StoredOp;
        const certificate = whole.certificate as NonNullable<typeof whole.certificate>;
        const words = checkpoints.filter(({ checkpoint }) => checkpoint.seq > op.seq);
        const part = judgeLog(trust, { ops: rest, checkpoints: words, after: { op, certificate } });
        for (const { hash } of rest) expect(part.verdicts.get(hash)).toEqual(whole.verdicts.get(hash));
        expect(part.upTo).toBe(whole.upTo);
        expect(part.splitSeq).toBe(whole.splitSeq);
      }),
      { numRuns: 60 },
    );
  });

  test('a thief who rewrites the past with stolen keys harms nothing before the cut', () => {
    const { world, writer } = begin();
    const ops = memos(writer, 4);
    const thief = new Writer(writer.pc, writer.salt);
    thief.ops.push(...ops.slice(0, 1));
    const forged = memos(thief, 2, 50);
    const documents = [...writer.signAll(), ...thief.signAll()];
    expect(short(judged(world, [...ops, ...forged], documents).verdicts.get(ops[2]?.hash ?? ''))).toBe(
      'quarantined fork',
    );
    world.revoke('C-0', [{ inc: writer.inc, ch: 'int:C', seq: 4, head: (ops[3] as StoredOp).hash }]);
    const { verdicts, forks } = judged(world, [...ops, ...forged], documents);
    for (const { hash } of ops) expect(short(verdicts.get(hash))).toBe('admitted');
    for (const { hash } of forged) expect(short(verdicts.get(hash))).toBe('quarantined revoked');
    expect(forks).toEqual([]);
    // The cut itself vouches: the thief's word alone does not make the honest history doubtful.
    const own = judged(world, ops, thief.signAll()).verdicts;
    expect(ops.map(({ hash }) => short(own.get(hash)))).toEqual(['admitted', 'admitted', 'admitted', 'admitted']);
  });

  test('an op whose number is not that of its place in the chain is not signed for', () => {
    const { world, writer } = begin();
    const [first] = memos(writer, 1) as [StoredOp];
    const jump = writer.write('memo', 'j', 'create', { body: '' }, { ch: 'int:C', seq: 5, prev: first.hash });
    const odd = writer.write('memo', 'k', 'create', { body: '' }, { ch: 'int:C', seq: 6, prev: jump.hash });
    const { verdicts } = judged(world, writer.ops, writer.signAll());
    expect([first, jump, odd].map(({ hash }) => short(verdicts.get(hash)))).toEqual([
      'pending checkpoint',
      'pending gap',
      'pending gap',
    ]);
  });
});

test('the answer is a function of the set: any order, repetition and way of learning it gives the same', () => {
  const world = new World(crypto);
  world.addUnit('C', 'P');
  const top = new Writer(world.admit('P-0', 'P'));
  const [a, b] = [world.admit('C-0', 'C'), world.admit('C-1', 'C')].map((pc) => new Writer(pc)) as [Writer, Writer];
  for (let n = 0; n < 3; n += 1) {
    top.write('order', `o${n}`, 'create', { unit: 'C', body: '' }, { ch: 'down:C' });
    a.write('memo', `m${n}`, 'create', { body: 'a' }, { ch: 'int:C' });
    b.write('memo', `m${n}`, 'create', { body: 'b' }, { ch: 'int:C' });
    b.write('report', `r${n}`, 'create', { unit: 'C', body: '' }, { ch: 'up:C' });
  }
  const copy = new Writer(b.pc, b.salt);
  copy.ops.push(...b.ops.slice(0, 2));
  copy.write('memo', 'm9', 'create', { body: 'copy' }, { ch: 'int:C' });
  world.revoke('C-0', [{ inc: a.inc, ch: 'int:C', seq: 2, head: (a.ops[1] as StoredOp).hash }]);
  const writers = [top, a, b, copy];
  const ops = [...new Map(writers.flatMap((w) => w.ops).map((op) => [op.hash, op])).values()];
  const documents = writers.flatMap((w) => w.signAll());
  const sorted = (verdicts: ReadonlyMap<string, Verdict>) => JSON.stringify([...verdicts].sort());
  const whole = sorted(judged(world, ops, documents).verdicts);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(ops, { minLength: ops.length }),
      fc.shuffledSubarray(documents, { minLength: documents.length }),
      fc.shuffledSubarray(world.documents, { minLength: world.documents.length }),
      (mixedOps, mixedDocuments, statements) => {
        const { verdicts } = judged(world, mixedOps, [...mixedDocuments, ...documents], world.trust(statements));
        expect(sorted(verdicts)).toBe(whole);
      },
    ),
    { numRuns: 100 },
  );
  expect(new Set([...judged(world, ops, documents).verdicts.values()].map(short))).toEqual(
    new Set(['admitted', 'quarantined fork', 'quarantined revoked']),
  );
});

test('the registry of the program fits the rules that this core asks for', async () => {
  const { findEntity } = await import('../../db/entities/index.ts');
  const rules: Rules = {
    schema: 1,
    ruleOf(name): EntityRule | undefined {
      const entity = findEntity(name);
      return entity === undefined ? undefined : { ...entity, hasShape: () => true };
    },
  };
  expect(rules.ruleOf('report')).toMatchObject({ frozen: 'all', mayDelete: false });
  expect(rules.ruleOf('report')?.audience({ unitId: 'C' })).toEqual({ up: 'C' });
});
