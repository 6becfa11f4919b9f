import { Decrypter } from 'age-encryption';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../db/sync/refusal.ts';
import { fuzz, fuzzAtRandom } from './model/fuzz.ts';
import { goldenNames, openGolden, readGolden } from './model/golden.ts';
import { randomOf } from './model/simulate.ts';

const { bytes, keys } = readGolden('v1');
const text = (piece: Uint8Array): string => Buffer.from(piece).toString();

test('the bundle of format 1 opens for ever, with every key it was sealed for', async () => {
  for (const key of keys.keys) {
    const { opened, parts } = await openGolden(bytes, { ...keys, keys: [key] });
    expect(opened.header).toMatchObject({ format: 1, number: 1, volume: { k: 1, n: 1 }, codec: 'zstd' });
    expect(opened.manifest).toMatchObject({ unit: 'P', to: 'C', device: 'P-0', app: '0.1.0' });
    expect(parts.map(({ kind }) => kind)).toEqual(['documents', 'ops', 'blob']);
    const bodies = parts.flatMap((part) => (part.kind === 'ops' ? part.ops.map(({ op }) => op.fields['body']) : []));
    expect(bodies).toEqual([1, 2, 3, 4, 5].map((seq) => `Đôn đốc nhiệm vụ số ${seq}`));
    expect(parts.flatMap((part) => (part.kind === 'blob' ? text(part.bytes) : []))).toEqual(['Nội dung tệp đính kèm.']);
  }
});

test('the body of a bundle of format 1 is what any age program opens, with the key on paper and without this one', async () => {
  for (const name of ['v1', 'v1-receipt', 'v1-delta']) {
    const { bytes: whole, keys: written } = readGolden(name);
    const golden = Buffer.from(whole);
    const paper = new Decrypter();
    paper.addIdentity(written.keys.at(-1)?.identity ?? '');
    // What stands before: eight bytes of magic, the length of the header, the header.
    const body = await paper.decrypt(golden.subarray(12 + golden.readUInt32BE(8)));
    // A byte for the kind of the first frame and four for its length, then the list of all that follows.
    expect(text(body.subarray(5))).toMatch(/^\{"app":"0\.1\.0",/);
  }
});

test('a receipt and a delta of format 1 open for ever', async () => {
  const receipt = readGolden('v1-receipt');
  expect((await openGolden(receipt.bytes, receipt.keys)).parts).toEqual([]);
  expect(receipt.bytes.length).toBeLessThan(4096);
  const delta = readGolden('v1-delta');
  const { parts } = await openGolden(delta.bytes, delta.keys);
  expect(parts.flatMap((part) => (part.kind === 'ops' ? part.ops.map(({ op }) => op.seq) : []))).toEqual([6, 7, 8]);
});

test.each(goldenNames())(
  'I6 Tamper: %s spoilt at any byte in any of five ways is refused with a code',
  async (name) => {
    const golden = readGolden(name);
    // Every byte is tried by `npm run fuzz`; here every 23rd, and the beginning whole.
    const places = [...golden.bytes.keys()].filter((at) => at < 24 || at % 23 === 0);
    const result = await fuzz(golden.bytes, (spoilt) => openGolden(spoilt, golden.keys), places);
    expect(result.accepted).toEqual([]);
    expect(result.crashed).toEqual([]);
    expect(result.tried).toBeGreaterThan(400);
    expect(result.peakBytes).toBeLessThan(256 * 1024 * 1024);
  },
);

test('I6 Tamper: spoilt at several places at once it is refused with a code', async () => {
  const result = await fuzzAtRandom(bytes, (spoilt) => openGolden(spoilt, keys), 300, randomOf(1));
  expect([...result.accepted, ...result.crashed]).toEqual([]);
});

test('the fuzzer sees a reader that takes spoilt files, and one that falls over', async () => {
  const careless = await fuzz(bytes, async () => {}, [5]);
  expect(careless.accepted).toEqual(['flip 5', 'zero 5', 'insert 5', 'delete 5', 'truncate 5']);
  const fragile = await fuzz(bytes, async () => JSON.parse('{'), [5]);
  expect(fragile.crashed).toHaveLength(5);
  const still = await fuzz(new Uint8Array(3), async () => {}, [0]);
  expect(still.tried).toBe(4);
});

test('any pile of bytes, and any mix of good bundles, is refused', async () => {
  const pile = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .tuple(fc.nat(bytes.length), fc.uint8Array({ maxLength: 200 }), fc.nat(bytes.length))
      .map(([from, middle, to]) => Uint8Array.from([...bytes.subarray(0, from), ...middle, ...bytes.subarray(to)])),
  );
  await fc.assert(
    fc.asyncProperty(pile, async (spoilt) => {
      fc.pre(Buffer.compare(spoilt, bytes) !== 0);
      await expect(openGolden(spoilt, keys)).rejects.toBeInstanceOf(Refusal);
    }),
    { numRuns: 300 },
  );
});
