import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { primitives as crypto } from '../../db/crypto.ts';
import {
  type Ack,
  acceptAck,
  documentTag,
  isAckTrue,
  isRewoundMyself,
  judgeNumber,
  missingNumbers,
  type PeerState,
  type SeenBundles,
  signAck,
  withBundle,
} from '../../db/sync/ack.ts';
import { fromHex, isSame, readU32, textOf, toHex, u32, utf8 } from '../../db/sync/bytes.ts';
import { incarnationName } from '../../db/sync/certificate.ts';
import { coversChannel, isBelow, mayRead, officeOf, type Tree } from '../../db/sync/channel.ts';
import { signCheckpoint } from '../../db/sync/checkpoint.ts';
import { countMissing, gapsIn, gapsOf } from '../../db/sync/gap.ts';
import { canonicalJson, documentJsonLimits, opJsonLimits, readCanonical, readJson } from '../../db/sync/json.ts';
import { backlogByteLimit, backlogDayLimit } from '../../db/sync/limits.ts';
import type { StoredOp } from '../../db/sync/op.ts';
import { backlogOf, chainRuns, concerns, type HeldLog, planExport } from '../../db/sync/plan.ts';
import { readDocument } from '../../db/sync/signed.ts';
import { concernOf, readStatement } from '../../db/sync/statement.ts';
import { fromWire, highestOf, logKey, logOf, lowestOf, toWire, type Vector } from '../../db/sync/vector.ts';
import { cachingPrimitives, World } from './model/world.ts';

const incOf = (n: number): string => n.toString(16).padStart(32, '0');
const keyOf = (n: number): string => logKey(incOf(n), n % 2 === 0 ? 'down' : 'up:C');
const vectors = fc
  .array(fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 50 })), { maxLength: 7 })
  .map((list): Vector => new Map(list.map(([n, seq]) => [keyOf(n), seq])));

describe('bytes and texts', () => {
  test('hex, numbers and texts come back as they went', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.nat({ max: 2 ** 32 - 1 }),
        fc.string({ unit: 'grapheme' }),
        (bytes, number, text) => {
          expect(isSame(fromHex(toHex(bytes)), bytes)).toBe(true);
          expect(readU32(u32(number), 0)).toBe(number);
          expect(textOf(utf8(text), 'x')).toBe(text);
        },
      ),
    );
    expect(isSame(Uint8Array.of(1), Uint8Array.of(1, 2))).toBe(false);
    expect(isSame(Uint8Array.of(1), Uint8Array.of(2))).toBe(false);
    expect(readU32(new Uint8Array(0), 0)).toBe(0);
    expect(textOf(utf8('\ufeffa'), 'x')).toBe('\ufeffa');
  });

  test('JSON that the program writes is read, and has one canonical form', () => {
    const value = fc.jsonValue({ maxDepth: 3 }).filter((each) => !JSON.stringify(each).includes('-0'));
    fc.assert(
      fc.property(value, (each) => {
        const text = JSON.stringify(each);
        fc.pre(!/"(__proto__|constructor|prototype)"/.test(text));
        fc.pre(!/\d{16,}|e\+/.test(text));
        const again: unknown = JSON.parse(text);
        expect(readJson(text, documentJsonLimits, 'x')).toEqual(again);
        expect(readCanonical(canonicalJson(again), documentJsonLimits, 'x')).toEqual(again);
        expect(canonicalJson(JSON.parse(canonicalJson(again)))).toBe(canonicalJson(again));
      }),
    );
  });

  test('each limit of a text is tested on both sides', () => {
    const read = (value: unknown) => readJson(JSON.stringify(value), opJsonLimits, 'x');
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(read(nested(8))).toEqual(nested(8));
    expect(() => read(nested(9))).toThrow('depth');
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));
    expect(read(keys(200))).toEqual(keys(200));
    expect(() => read(keys(201))).toThrow('keys');
    expect(read('x'.repeat(32_768))).toHaveLength(32_768);
    expect(() => read('x'.repeat(32_769))).toThrow('string');
    expect(() => read({ ['x'.repeat(32_769)]: 1 })).toThrow('string');
    expect(read(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => readJson('9007199254740992', opJsonLimits, 'x')).toThrow('number');
    expect(() => readJson('-0', opJsonLimits, 'x')).toThrow('number');
    expect(() => readJson('{"constructor":1}', opJsonLimits, 'x')).toThrow('name');
    expect(() => readJson('1.50', opJsonLimits, 'x')).toThrow('form');
    expect(read([0.1, null, true, -3])).toEqual([0.1, null, true, -3]);
    expect(() => readJson('['.repeat(40_000), opJsonLimits, 'x')).toThrow('syntax');
    expect(() => readJson('['.repeat(40_000) + ']'.repeat(40_000), opJsonLimits, 'x')).toThrow('depth');
  });
});

describe('channels', () => {
  // Ministry M, province P, communes C and D with PCs, a ward W of C without, a department A of P without.
  const parents = new Map([
    ['P', 'M'],
    ['C', 'P'],
    ['D', 'P'],
    ['W', 'C'],
    ['A', 'P'],
  ]);
  const tree: Tree = { parentOf: (unit) => parents.get(unit), hasOffice: (unit) => 'MPCD'.includes(unit) };
  const readers = (author: string, channel: string) =>
    ['M', 'P', 'C', 'D'].filter((reader) => mayRead(tree, reader, author, channel)).join('');

  test('who may read a log follows from its author, its channel and the tree', () => {
    expect(readers('M', 'nat')).toBe('MPCD');
    expect(readers('P', 'down')).toBe('PCD');
    expect(readers('C', 'down')).toBe('C');
    expect(readers('P', 'down:C')).toBe('PC');
    expect(readers('M', 'down:C')).toBe('MPC');
    expect(readers('P', 'down:W')).toBe('PC');
    expect(readers('P', 'down:A')).toBe('P');
    expect(readers('C', 'up:C')).toBe('PC');
    expect(readers('C', 'up:W')).toBe('C');
    expect(readers('P', 'up:P')).toBe('MP');
    expect(readers('P', 'up:A')).toBe('P');
    expect(readers('M', 'up:M')).toBe('M');
    expect(readers('C', 'int:C')).toBe('C');
  });

  test('nobody else reads what an author has no business to write', () => {
    expect(readers('D', 'up:C')).toBe('D');
    expect(readers('C', 'down:D')).toBe('C');
    expect(readers('C', 'down:P')).toBe('C');
    expect(readers('D', 'int:C')).toBe('');
    expect(readers('P', 'tomorrow:C')).toBe('');
    expect(readers('P', 'tomorrow')).toBe('');
    expect(readers('X', 'up:X')).toBe('');
  });

  test('a loop in the tree ends, and patterns cover what they say', () => {
    const loop: Tree = { parentOf: (unit) => (unit === 'a' ? 'b' : 'a'), hasOffice: () => false };
    expect(officeOf(loop, 'a')).toBeUndefined();
    expect(isBelow(loop, 'a', 'c')).toBe(false);
    expect(coversChannel(['down:*', 'up:C'], 'down:X')).toBe(true);
    expect(coversChannel(['down:*', 'up:C'], 'down')).toBe(false);
    expect(coversChannel(['down:*', 'up:C'], 'up:D')).toBe(false);
  });

  test('statements go to the office itself, to those above and below, never to a neighbour', () => {
    const told = (concern: Parameters<typeof concerns>[2]) =>
      ['M', 'P', 'C', 'D'].filter((reader) => concerns(tree, reader, concern)).join('');
    expect(told({ kind: 'all' })).toBe('MPCD');
    expect(told({ kind: 'unit', unit: 'C' })).toBe('MPC');
    expect(told({ kind: 'unit', unit: 'P' })).toBe('MPCD');
    expect(told({ kind: 'to', unit: 'C' })).toBe('C');
  });
});

describe('vectors and gaps', () => {
  test('highest and lowest are a lattice, and the wire form loses nothing', () => {
    fc.assert(
      fc.property(vectors, vectors, (a, b) => {
        const up = highestOf([a, b]);
        const down = lowestOf([a, b]);
        for (const key of new Set([...a.keys(), ...b.keys()])) {
          const both = [a.get(key) ?? 0, b.get(key) ?? 0];
          expect(up.get(key) ?? 0).toBe(Math.max(...both));
          expect(down.get(key) ?? 0).toBe(Math.min(...both));
        }
        expect(new Map([...fromWire(toWire(a))].sort())).toEqual(new Map([...a].sort()));
        expect(JSON.stringify(toWire(new Map([...a].reverse())))).toBe(JSON.stringify(toWire(a)));
      }),
    );
    expect(lowestOf([])).toEqual(new Map());
    const twoLogs = new Map([
      [logKey(incOf(1), 'up:C'), 2],
      [logKey(incOf(1), 'down'), 1],
    ]);
    expect(toWire(twoLogs)).toEqual([
      [
        incOf(1),
        [
          ['down', 1],
          ['up:C', 2],
        ],
      ],
    ]);
    expect(toWire(new Map([[keyOf(0), 0]]))).toEqual([]);
    expect(logOf(keyOf(1))).toEqual({ inc: incOf(1), ch: 'up:C' });
  });

  test('a gap is reported exactly when it is there', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 30 })), fc.nat(30), (held, claimed) => {
        let upTo = 0;
        while (held.includes(upTo + 1)) upTo += 1;
        const gaps = gapsIn('k', { upTo, beyond: held }, claimed);
        const reported = gaps.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, n) => from + n));
        const truth = Array.from({ length: claimed }, (_, n) => n + 1).filter((seq) => !held.includes(seq));
        expect(reported).toEqual(truth);
        expect(countMissing(gaps)).toBe(truth.length);
      }),
    );
    expect(gapsOf(new Map(), new Map([['k', 3]]))).toEqual([{ key: 'k', from: 1, to: 3 }]);
    expect(gapsOf(new Map([['k', { upTo: 3, beyond: [] }]]), new Map([['k', 3]]))).toEqual([]);
  });
});

describe('acknowledgements', () => {
  const content = (number: number, logs: Vector, documents: string[] = []) => ({
    ...{ device: 'C-0', unit: 'C', inc: incOf(9), salt: '', to: 'P', number, logs, documents },
    bundles: [],
  });
  const key = crypto.newSigningKey();
  const ackOf = (number: number, logs: Vector): Ack => {
    const statement = readStatement(signAck(crypto, content(number, logs), key));
    if (statement?.kind !== 'ack') throw new Error('an ack');
    return statement;
  };

  test('in order they only grow, and an older one changes nothing', () => {
    fc.assert(
      fc.property(fc.array(vectors, { minLength: 1, maxLength: 5 }), fc.nat(), (list, seed) => {
        const grown = list.map((_, index) => highestOf(list.slice(0, index + 1)));
        const acks = grown.map((vector, index) => ackOf(index + 1, vector));
        const mixed = acks
          .map((ack, index) => [Math.imul(seed + index, 2654435761) >>> 0, ack] as const)
          .sort((a, b) => a[0] - b[0]);
        let peer: PeerState | undefined;
        for (const [, ack] of [...mixed, ...mixed]) peer = acceptAck(peer, ack);
        expect(new Map([...(peer?.vector ?? [])].sort())).toEqual(new Map([...(grown.at(-1) ?? [])].sort()));
        expect(peer?.isRewound).toBe(false);
      }),
    );
  });

  test('a receiver that says less than before is believed and marked', () => {
    const full = acceptAck(undefined, ackOf(1, new Map([[keyOf(0), 9]])));
    const less = acceptAck(full, ackOf(2, new Map([[keyOf(0), 4]])));
    expect([less.vector.get(keyOf(0)), less.isRewound]).toEqual([4, true]);
    expect(acceptAck(full, ackOf(2, new Map())).isRewound).toBe(true);
    expect(acceptAck(less, ackOf(3, new Map([[keyOf(0), 9]]))).isRewound).toBe(true);
    const two = acceptAck(
      full,
      ackOf(
        1,
        new Map([
          [keyOf(0), 3],
          [keyOf(1), 5],
        ]),
      ),
    );
    expect([[...two.vector], two.isRewound]).toEqual([[[keyOf(0), 3]], true]);
    const more = acceptAck(
      full,
      ackOf(
        1,
        new Map([
          [keyOf(0), 9],
          [keyOf(1), 5],
        ]),
      ),
    );
    expect([[...more.vector], more.isRewound]).toEqual([[[keyOf(0), 9]], true]);
    expect(acceptAck(full, ackOf(1, new Map([[keyOf(0), 9]])))).toBe(full);
  });

  test('somebody who knows more of my own log than I do shows that I was restored', () => {
    const mine = new Map([[logKey(incOf(1), 'down'), 5]]);
    expect(isRewoundMyself(incOf(1), mine, new Map([[logKey(incOf(1), 'down'), 6]]))).toBe(true);
    expect(isRewoundMyself(incOf(1), mine, new Map([[logKey(incOf(1), 'up:C'), 1]]))).toBe(true);
    expect(isRewoundMyself(incOf(1), mine, new Map([[logKey(incOf(1), 'down'), 5]]))).toBe(false);
    expect(isRewoundMyself(incOf(1), mine, new Map([[logKey(incOf(2), 'down'), 50]]))).toBe(false);
  });

  test('an acknowledgement counts only from the PC whose incarnation it names', () => {
    const world = new World(cachingPrimitives());
    const pc = world.admit('C-0', 'C');
    const other = world.admit('C-1', 'C');
    const salt = '5'.repeat(32);
    const inc = incarnationName(crypto, pc.keys.signing.publicKey, salt);
    const isTrue = (change: object, by = pc) => {
      const document = signAck(crypto, { ...content(1, new Map()), inc, salt, ...change }, by.keys.signing);
      return isAckTrue(crypto, world.trust(), document, readStatement(document) as Ack);
    };
    expect(isTrue({})).toBe(true);
    expect(isTrue({}, other)).toBe(false);
    expect(isTrue({ device: 'C-1' }, other)).toBe(false);
    expect(isTrue({ unit: 'D' })).toBe(false);
    expect(isTrue({ device: 'X' })).toBe(false);
    const ack = signAck(crypto, content(1, new Map()), pc.keys.signing);
    expect(concernOf(world.trust(), readStatement(ack) as Ack)).toEqual({ kind: 'to', unit: 'P' });
    const sent = signCheckpoint(
      crypto,
      { device: 'C-0', inc, salt, ch: 'down', seq: 1, head: 'a'.repeat(64) },
      pc.keys.signing,
    );
    expect(concernOf(world.trust(), readStatement(sent) as never)).toBeUndefined();
    expect(documentTag('0123456789abcdef01')).toBe('0123456789abcdef');
    expect(() => readDocument({ safeParse: () => ({ success: false }) } as never, ack)).toThrow('shape');
  });
});

describe('numbers of bundles', () => {
  const place = (number: number, set: string, previous: string, k = 1, n = 1) => ({
    number,
    set,
    previous,
    volume: { k, n },
  });
  const after = (...places: ReturnType<typeof place>[]): SeenBundles =>
    places.reduce<SeenBundles>((seen, each) => withBundle(seen, each), new Map());

  test('next, again, late, ahead and forked', () => {
    const seen = after(place(1, 'a', ''), place(2, 'b', 'a'), place(5, 'e', 'd'));
    expect(judgeNumber(new Map(), place(1, 'a', ''))).toEqual({ kind: 'next' });
    expect(judgeNumber(seen, place(2, 'b', 'a'))).toEqual({ kind: 'again' });
    expect(judgeNumber(seen, place(2, 'x', 'a'))).toEqual({ kind: 'forked', number: 2 });
    expect(judgeNumber(seen, place(3, 'c', 'x'))).toEqual({ kind: 'forked', number: 2 });
    expect(judgeNumber(seen, place(4, 'd', 'c'))).toEqual({ kind: 'late' });
    expect(judgeNumber(seen, place(8, 'h', 'g'))).toEqual({ kind: 'ahead', missing: [3, 4, 6, 7] });
    expect(judgeNumber(after(place(1, 'a', '')), place(2, 'b', 'a'))).toEqual({ kind: 'next' });
    expect(withBundle(seen, place(2, 'x', 'a')).get(2)?.set).toBe('b');
  });

  test('volumes of one bundle come in any order, and it is missing until all have', () => {
    const begun = after(place(1, 'a', '', 3, 3));
    expect(judgeNumber(begun, place(1, 'a', '', 3, 3))).toEqual({ kind: 'again' });
    expect(judgeNumber(begun, place(1, 'a', '', 1, 3))).toEqual({ kind: 'part', missing: [2] });
    expect(judgeNumber(begun, place(2, 'b', 'a'))).toEqual({ kind: 'ahead', missing: [1] });
    const whole = after(place(1, 'a', '', 3, 3), place(1, 'a', '', 1, 3), place(1, 'a', '', 2, 3));
    expect(judgeNumber(whole, place(2, 'b', 'a'))).toEqual({ kind: 'next' });
  });

  test('missing numbers are listed up to a thousand, the newest', () => {
    expect(missingNumbers(new Map(), 2000)).toHaveLength(1000);
    expect(missingNumbers(new Map(), 2000).at(-1)).toBe(2000);
  });
});

describe('the plan of a bundle', () => {
  const parents = new Map([
    ['C', 'P'],
    ['D', 'P'],
  ]);
  const tree: Tree = { parentOf: (unit) => parents.get(unit), hasOffice: () => true };
  const log = (change: Partial<HeldLog> & Pick<HeldLog, 'key'>): HeldLog => ({
    ...{ author: 'P', upTo: 10, checkpoints: [10], splitSeq: Number.POSITIVE_INFINITY },
    ...change,
  });
  const down = logKey(incOf(1), 'down');

  test('everything readable, signed for and not acknowledged, and nothing else', () => {
    const numbers = fc.record({
      upTo: fc.nat(12),
      acked: fc.nat(12),
      checkpoints: fc.uniqueArray(fc.integer({ min: 1, max: 15 })),
    });
    fc.assert(
      fc.property(fc.constantFrom('C', 'D', 'P'), fc.array(numbers, { maxLength: 6 }), (reader, list) => {
        const channels = ['down', 'down:C', 'up:C', 'int:C', 'int:P', 'down:D'];
        const logs = list.map(({ upTo, checkpoints }, n) => {
          const ch = channels[n] ?? 'down';
          return log({ key: logKey(incOf(n), ch), author: /up|int:C/.test(ch) ? 'C' : 'P', upTo, checkpoints });
        });
        const acked = new Map(list.map(({ acked: seq }, n) => [logs[n]?.key ?? '', seq]));
        const plan = planExport(tree, reader, logs, acked);
        for (const [n, each] of logs.entries()) {
          const { upTo = 0, acked: known = 0, checkpoints = [] } = list[n] ?? {};
          const isReadable = mayRead(tree, reader, each.author, logOf(each.key).ch);
          const signedFor = Math.max(0, ...checkpoints.filter((seq) => seq <= upTo));
          const run = plan.runs.find(({ key }) => key === each.key);
          if (!isReadable || signedFor <= known) expect(run).toBeUndefined();
          else expect(run).toEqual({ key: each.key, from: known + 1, to: signedFor, isSplit: false });
          const sent = plan.checkpoints.filter(({ key }) => key === each.key).map(({ seq }) => seq);
          const newest = Math.max(0, ...checkpoints);
          if (isReadable && newest > known) expect(sent).toContain(newest);
          else expect(sent).toEqual([]);
        }
      }),
    );
  });

  test('both histories of a split log go out whole, whatever was acknowledged', () => {
    const split = log({ key: down, upTo: 4, checkpoints: [3, 6, 7, 7], splitSeq: 5 });
    expect(planExport(tree, 'C', [split], new Map())).toEqual({
      runs: [
        { key: down, from: 1, to: 3, isSplit: false },
        { key: down, from: 4, to: Number.MAX_SAFE_INTEGER, isSplit: true },
      ],
      checkpoints: [3, 6, 7].map((seq) => ({ key: down, seq })),
    });
    expect(planExport(tree, 'C', [split], new Map([[down, 9]])).runs).toEqual([
      { key: down, from: 5, to: Number.MAX_SAFE_INTEGER, isSplit: true },
    ]);
  });

  test('ops of one log fall into runs that follow each other by hash', () => {
    const op = (seq: number, hash: string, prev: string) => ({ seq, hash, prev }) as StoredOp;
    const plain = [op(2, 'b', 'a'), op(1, 'a', ''), op(3, 'c', 'b')];
    expect(chainRuns(plain).map((run) => run.map(({ hash }) => hash).join(''))).toEqual(['abc']);
    const split = [...plain, op(3, 'x', 'b'), op(4, 'y', 'x'), op(9, 'z', 'w')];
    expect(
      chainRuns(split)
        .map((run) => run.map(({ hash }) => hash).join(''))
        .sort(),
    ).toEqual(['abc', 'xy', 'z']);
    expect(chainRuns([op(1, 'a', ''), op(5, 'q', 'a')])).toHaveLength(2);
  });

  test('a backlog is too much by size or by days', () => {
    expect(backlogOf(backlogByteLimit, backlogDayLimit).isTooMuch).toBe(false);
    expect(backlogOf(backlogByteLimit + 1, 0).isTooMuch).toBe(true);
    expect(backlogOf(0, backlogDayLimit + 1).isTooMuch).toBe(true);
  });
});
