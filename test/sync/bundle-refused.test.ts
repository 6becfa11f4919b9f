import { expect, test } from 'vitest';
import { platform, primitives } from '../../db/crypto.ts';
import { frameKind, type Manifest } from '../../db/sync/bundle/format.ts';
import type { PackedOp } from '../../db/sync/bundle/pack.ts';
import { openBundle, readOpLine, readPrefix, readWhole } from '../../db/sync/bundle/read.ts';
import { ByteReader } from '../../db/sync/bundle/reader.ts';
import { piecesOf, writeBundle } from '../../db/sync/bundle/write.ts';
import { utf8 } from '../../db/sync/bytes.ts';
import {
  documentBytesLimit,
  frameByteLimit,
  headerByteLimit,
  manifestByteLimit,
  opBytesLimit,
  ratioFreeBytes,
  ratioLimit,
  storedFrameByteLimit,
  volumeByteLimit,
} from '../../db/sync/limits.ts';
import { opByteLimit } from '../../db/sync/op.ts';
import { Refusal } from '../../db/sync/refusal.ts';
import {
  blobOf,
  checkpointOf,
  codeOf,
  envelopeOf,
  type Forgery,
  forge,
  inPieces,
  newScene,
  opsOf,
  read,
  receiverOf,
  refusalOf,
  volumeOf,
  write,
} from './model/goi.ts';

const scene = await newScene();
const ops = opsOf(scene.inc, 4);
const content = { ops, documents: [checkpointOf(scene, ops)], blobs: [blobOf(utf8('tệp đính kèm'))] };
const whole = await write(scene, content);
const forged = async (forgery: Forgery, use: Parameters<typeof forge>[1] = content) =>
  refusalOf(read(scene, await forge(scene, use, forgery)));
const change = (part: Partial<Manifest>): Forgery => ({ manifest: (manifest) => ({ ...manifest, ...part }) });

test('the forger of these tests can write an honest bundle', async () => {
  expect(await forged({})).toBeUndefined();
});

test('other files are no bundles, and half of one is cut', async () => {
  expect(await codeOf(read(scene, new Uint8Array()))).toBe('NOT_A_BUNDLE');
  expect(await codeOf(read(scene, new Uint8Array(5000)))).toBe('NOT_A_BUNDLE');
  expect(await codeOf(read(scene, utf8('PK\u0003\u0004 a zip')))).toBe('NOT_A_BUNDLE');
  for (const length of [1, 8, 11, 12, 100, 600, whole.length - 1])
    expect([length, await codeOf(read(scene, whole.subarray(0, length)))]).toEqual([length, 'CUT']);
  expect(await codeOf(read(scene, Buffer.concat([whole, Buffer.from('x')])))).toBe('NOT_AS_LISTED');
});

test('a newer format says which release it needs, and asks nothing else', async () => {
  const newer = await forged({ header: (header) => ({ ...header, format: 2, minReader: 2, minApp: '3.1', more: {} }) });
  expect(newer).toBe('NEWER_FORMAT {"format":2,"minApp":"3.1"}');
  const compatible = { header: (header: object) => ({ ...header, more: 1 }) };
  expect(await forged(compatible)).toBe('MALFORMED {"what":"header","why":"shape"}');
  expect(await forged({ header: () => ({ format: 'x' }) })).toBe('MALFORMED {"what":"header","why":"shape"}');
  const noZstd = { ...platform, codecOf: () => undefined };
  expect(await codeOf(openBundle(noZstd, receiverOf(scene), inPieces(whole)))).toBe('NEWER_FORMAT');
});

test('a header that is not exactly one text is refused, and a huge one is not read', async () => {
  const text = (make: (text: string) => string | Uint8Array) => forged({ headerText: make });
  expect(await text((same) => ` ${same}`)).toContain('"why":"form"');
  expect(await text(() => '{')).toContain('"why":"syntax"');
  expect(await text(() => Uint8Array.of(0xff, 0xfe))).toContain('"why":"utf8"');
  expect(await text((same) => same.replace('{"body"', '{"app":1,"app":2,"body"'))).toContain('"why":"form"');
  expect(await text((same) => same.replace('{"body"', '{"__proto__":1,"body"'))).toContain('"why":"name"');
  expect(await text((same) => same.replace('"format":1', '"format":1e0'))).toContain('"why":"form"');
  expect(await text(() => JSON.stringify({ minReader: 1, format: 1, minApp: '' }))).toContain('"why":"order"');
  expect(await text(() => 'x'.repeat(headerByteLimit))).toContain('MALFORMED');
  expect(await text(() => 'x'.repeat(headerByteLimit + 1))).toContain('TOO_BIG');
});

test('a volume larger than the limit is refused by its header alone', async () => {
  const sized = (byteCount: number) =>
    forged({ header: (header) => ({ ...header, body: { ...header.body, byteCount } }) });
  expect(await sized(volumeByteLimit)).toContain('TOO_BIG {"what":"volume"');
  expect(await sized(volumeByteLimit - 600)).not.toContain('TOO_BIG');
  const bytes = await forge(scene, content, { header: (header) => ({ ...header, format: 1 }) });
  expect((await readPrefix(new ByteReader(inPieces(bytes)))).header.number).toBe(1);
});

test('sealed for others: by the header, and by the body where the header lies', async () => {
  const stranger = await primitives.newSealingKey();
  expect(await codeOf(read(scene, whole, { keys: [stranger] }))).toBe('WRONG_RECIPIENT');
  expect(await forged({ recipients: [stranger.recipient] })).toContain('WRONG_RECIPIENT');
});

test('a sender without a certificate that is backed, and one that was withdrawn', async () => {
  const { world } = scene;
  expect(await codeOf(read(scene, await write(scene, content, { chain: [] })))).toBe('UNKNOWN_SENDER');
  expect(await codeOf(read(scene, whole, { trustWith: () => world.trust([]) }))).toBe('UNKNOWN_SENDER');
  const other = await newScene();
  world.revoke(scene.sender.keys.device, []);
  const revocation = world.documents.pop();
  const withRevocation = [...world.documents, ...(revocation === undefined ? [] : [revocation])];
  const late = { trustWith: () => world.trust(withRevocation) };
  expect(await codeOf(read(scene, whole, late))).toBe('REVOKED_SENDER');
  const onlyInside = {
    trustWith: (chain: readonly unknown[]) => world.trust(chain.length === 0 ? [] : withRevocation),
  };
  expect(await codeOf(read(scene, whole, onlyInside))).toBe('REVOKED_SENDER');
  expect(await codeOf(read(scene, whole, { ...late, takesRevoked: true }))).toBeUndefined();
  expect(await codeOf(read(other, await write(other, {}), receiverOf(scene)))).toBe('WRONG_RECIPIENT');
});

test('signatures: of the list, of the header, and of whom it names', async () => {
  const stranger = primitives.newSigningKey();
  expect(await forged({ manifestKey: stranger })).toBe('SIGNATURE_WRONG {"what":"manifest"}');
  expect(await forged({ headerKey: stranger })).toBe('SIGNATURE_WRONG {"what":"header"}');
  for (const part of [{ unit: 'C' }, { device: 'P-1' }, { inc: 'f'.repeat(32) }, { salt: '' }])
    expect(await forged(change(part as Partial<Manifest>))).toBe('SIGNATURE_WRONG {"what":"sender"}');
  const short: Forgery = {
    frames: ([manifest, [kind, bytes] = [2, utf8('')], ...rest]) => [
      manifest as [number, Uint8Array],
      [kind, bytes.subarray(1)],
      ...rest,
    ],
  };
  expect(await forged(short)).toBe('SIGNATURE_WRONG {"what":"manifest"}');
});

test('a bundle put into another envelope: what was signed names its header, its keys and its office', async () => {
  const third = await primitives.newSealingKey();
  const opened = await openBundle(platform, receiverOf(scene), inPieces(whole));
  const honest = opened.manifest.header;
  const readdressed: Forgery = {
    core: (core) => ({ ...core, recipients: [...core.recipients, 'f'.repeat(32)] }),
    manifest: (manifest) => ({ ...manifest, header: honest }),
    recipients: [...envelopeOf(scene).recipients, third.recipient],
    headerKey: primitives.newSigningKey(),
  };
  expect(await forged(readdressed)).toBe('RE_ADDRESSED {"what":"header"}');
  expect(await forged({ ...readdressed, core: (core) => ({ ...core, number: 7 }) })).toContain('RE_ADDRESSED');
  expect(await codeOf(read(scene, whole, { unit: 'D' }))).toBe('RE_ADDRESSED');
});

test('a list of contents that is not one, or too long', async () => {
  const text = (make: (text: string) => string | Uint8Array) => forged({ manifestText: make });
  expect(await text((same) => same.replace('"v":1', '"v":2'))).toBe('MALFORMED {"what":"manifest","why":"shape"}');
  expect(await text((same) => same.replace('"wall":', '"wall": '))).toContain('"why":"form"');
  expect(await text(() => ' '.repeat(manifestByteLimit + 1))).toContain('TOO_BIG {"what":"manifest"');
  expect(await text(() => ' '.repeat(manifestByteLimit))).toContain('"why":"syntax"');
  const huge = Array.from({ length: 9000 }, (_, index) => scene.world.documents[index % 3] as never);
  expect(await codeOf(writeBundle(platform, envelopeOf(scene, { chain: huge }), volumeOf({})))).toBe('TOO_BIG');
  const many = Array.from({ length: 2000 }, (_, index) => `age1${index}`);
  const keys = { recipients: [...many] };
  const stub = {
    ...platform,
    sealing: { ...platform.sealing, seal: async () => ({ byteCount: 1, body: inPieces(whole) }) },
  };
  expect(await codeOf(writeBundle(stub, envelopeOf(scene, keys), volumeOf({})))).toBe('TOO_BIG');
});

test('sizes are checked before anything is inflated', async () => {
  const opened = await openBundle(platform, receiverOf(scene), inPieces(whole));
  const [documents, frame] = opened.manifest.frames;
  if (documents === undefined || frame === undefined) throw new Error('two frames');
  const sized = (part: Partial<typeof frame>) => forged(change({ frames: [documents, { ...frame, ...part }] }));
  expect(await sized({ storedBytes: storedFrameByteLimit + 1 })).toContain('TOO_BIG {"what":"frame"');
  expect(await sized({ storedBytes: storedFrameByteLimit })).toContain('TOO_BIG {"what":"body"');
  expect(await sized({ rawBytes: frameByteLimit + 1 })).toContain('TOO_BIG {"what":"frame"');
  expect(await sized({ rawBytes: frame.storedBytes * ratioLimit + ratioFreeBytes })).toContain('RATIO');
  expect(await sized({ rawBytes: ratioFreeBytes })).toBe('NOT_AS_LISTED {"what":"raw size"}');
  expect(await sized({ rawBytes: 10 })).toBe('DAMAGED {"where":"inflate"}');
  expect(await sized({ items: 1_000_001 })).toContain('TOO_BIG {"what":"ops"');
  expect(await forged(change({ frames: [{ ...documents, items: 100_001 }, frame] }))).toContain('"what":"documents"');
  const many = (entry: typeof frame, count: number) =>
    forged(
      change({ frames: Array.from({ length: count }, () => ({ ...entry, storedBytes: 20_000, rawBytes: 2 ** 20 })) }),
    );
  expect(await many(frame, opBytesLimit / 2 ** 20 + 1)).toContain('TOO_BIG {"what":"ops"');
  expect(await many(frame, opBytesLimit / 2 ** 20)).toContain('TOO_BIG {"what":"body"');
  expect(await many(documents, documentBytesLimit / 2 ** 20 + 1)).toContain('TOO_BIG {"what":"documents"');
  expect(await many(documents, documentBytesLimit / 2 ** 20)).toContain('TOO_BIG {"what":"body"');
  expect(await codeOf(read(scene, whole, { freeBytes: 1000 }))).toBe('TOO_BIG');
  expect(await codeOf(read(scene, whole, { freeBytes: 10_000 }))).toBeUndefined();
  expect(await forged(change({ blobs: [{ sha256: 'a'.repeat(64), byteCount: 2 ** 40 }] }))).toContain('TOO_BIG');
});

test('frames that are not as listed', async () => {
  const laid = (frames: Forgery['frames']) => forged(frames === undefined ? {} : { frames });
  expect(await laid((frames) => frames.toReversed())).toBe('NOT_AS_LISTED {"what":"manifest"}');
  expect(await laid(([manifest, , ...rest]) => [manifest as [number, Uint8Array], ...rest])).toContain('"signature"');
  expect(await laid((frames) => frames.slice(0, 3))).toContain('TOO_BIG {"what":"body"');
  expect(await laid((frames) => frames.with(3, [frameKind.blob, frames[3]?.[1] ?? utf8('')]))).toContain('"frame"');
  expect(await laid((frames) => frames.with(3, [frameKind.ops, utf8('short')]))).toContain('TOO_BIG');
  const padded = (frames: [number, Uint8Array][]): [number, Uint8Array][] => [...frames, [9, new Uint8Array(300)]];
  expect(await laid((frames) => padded(frames.with(3, [frameKind.ops, utf8('short')])))).toContain('"frame"');
  expect(await laid((frames) => padded(frames))).toBe('NOT_AS_LISTED {"what":"end"}');
  const swapped = (frames: [number, Uint8Array][]) =>
    frames.with(3, [frameKind.ops, (frames[3]?.[1] ?? utf8('')).map((byte) => byte ^ 1)]);
  expect(await laid(swapped)).toBe('DAMAGED {"where":"frame"}');
  expect(await laid((frames) => frames.with(4, [frameKind.blob, utf8('tệp đính kàm')]))).toBe(
    'DAMAGED {"where":"blob"}',
  );
  expect(await laid((frames) => padded(frames.with(4, [frameKind.blob, utf8('tệp')])))).toContain('"blob"');
});

test('a frame whose head is torn off, and a body that ends in the middle of one', async () => {
  const opened = await openBundle(platform, receiverOf(scene), inPieces(whole));
  const [documents, frame] = opened.manifest.frames;
  if (documents === undefined || frame === undefined) throw new Error('two frames');
  const none = change({ frames: [], blobs: [], sections: [] });
  expect(await forged({ ...none, plain: (plain) => plain })).toBe('NOT_AS_LISTED {"what":"end"}');
  const torn = (plain: Uint8Array): Uint8Array => {
    const copy = Uint8Array.from(plain);
    copy.set([255, 255, 255, 255], 1);
    return copy;
  };
  expect(await forged({ plain: torn })).toContain('TOO_BIG {"what":"manifest"');
  const short = (plain: Uint8Array): Uint8Array => {
    const copy = Uint8Array.from(plain);
    copy.set([0, 62, 0, 0], 1);
    return copy;
  };
  expect(await forged({ plain: short })).toBe('NOT_AS_LISTED {"what":"manifest"}');
});

/** The same bundle with other lines in its only frame of ops, listed and signed as they are. */
async function withLines(lines: string | Uint8Array, items = 1): Promise<string | undefined> {
  const raw = typeof lines === 'string' ? utf8(lines) : lines;
  const stored = platform.codec.compress(raw);
  const entry = {
    kind: 'ops' as const,
    items,
    storedBytes: stored.length,
    rawBytes: raw.length,
    sha256: primitives.sha256(stored),
  };
  const forgery: Forgery = {
    manifest: (manifest) => ({ ...manifest, frames: [entry] }),
    frames: (frames) => [...frames.slice(0, 2), [frameKind.ops, stored]],
  };
  return refusalOf(read(scene, await forge(scene, { ops: ops.slice(0, 1) }, forgery)));
}

test('ops in any other form than the one the program writes', async () => {
  const line = Buffer.from(ops[0]?.bytes ?? []).toString();
  expect(await withLines(`${line}\n`)).toBeUndefined();
  const why = async (text: string | Uint8Array) => /"why":"(\w+)"/.exec((await withLines(text)) ?? '')?.[1];
  expect(await why(`${line} \n`)).toBe('form');
  expect(await why('nothing\n')).toBe('syntax');
  expect(await why(`${line.replace('"lam":1', '"lam":NaN')}\n`)).toBe('syntax');
  expect(await why(`${line.replace('"lam":1', '"lam":1e400')}\n`)).toBe('number');
  expect(await why(`${line.replace('"lam":1', '"lam":9007199254740993')}\n`)).toBe('number');
  expect(await why(`${line.replace('"lam":1', '"lam":1.5')}\n`)).toBe('shape');
  expect(await why(`${line.replace('"body"', '"body":"x","body"')}\n`)).toBe('form');
  expect(await why(`${line.replace('"body"', '"__proto__"')}\n`)).toBe('name');
  expect(await why(`${line.replace('"fields":{', `"fields":{"x":${'['.repeat(9)}${']'.repeat(9)},`)}\n`)).toBe('depth');
  expect(await why(`${line.replace('việc', 'x'.repeat(33_000))}\n`)).toBe('string');
  expect(await why(`${line.replace('việc', '\\ud800')}\n`)).toBe('surrogate');
  const names = Array.from({ length: 201 }, (_, index) => `"k${index}":1`).join();
  expect(await why(`${line.replace('"body"', `${names},"body"`)}\n`)).toBe('keys');
  expect(await why(`${JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse()))}\n`)).toBe(
    'order',
  );
  expect(await why(Buffer.concat([Buffer.from(line), Uint8Array.of(0xc3, 10)]))).toBe('utf8');
  expect(await withLines(`${line}\n`, 2)).toBe('NOT_AS_LISTED {"what":"items"}');
  expect(await withLines(`${line}\n${line}\n`, 1)).toBe('NOT_AS_LISTED {"what":"items"}');
  expect(await withLines(line)).toBe('NOT_AS_LISTED {"what":"items"}');
  expect(() => readOpLine('', new Uint8Array(opByteLimit + 1))).toThrow('TOO_BIG');
});

test('statements in a form that is none', async () => {
  const put = async (text: string) => {
    const stored = platform.codec.compress(utf8(text));
    const entry = { kind: 'documents' as const, items: 1, storedBytes: stored.length, rawBytes: utf8(text).length };
    const frames = [{ ...entry, sha256: primitives.sha256(stored) }];
    const forgery: Forgery = {
      manifest: (manifest) => ({ ...manifest, frames }),
      frames: (all) => [...all.slice(0, 2), [frameKind.documents, stored]],
    };
    return refusalOf(read(scene, await forge(scene, {}, forgery)));
  };
  expect(await put('{"text":"","signatures":[]}\n')).toBe('MALFORMED {"what":"document","why":"shape"}');
  expect(await put('{}{}\n')).toBe('MALFORMED {"what":"document","why":"syntax"}');
});

test('ops that do not follow each other, or not as listed', async () => {
  const sections = (part: object) => ({
    manifest: (manifest: Manifest) => ({
      ...manifest,
      sections: manifest.sections.map((section) => ({ ...section, ...part })),
    }),
  });
  const chain = 'OPS_DO_NOT_CHAIN';
  expect(await forged(sections({ from: 2 }))).toContain(chain);
  expect(await forged(sections({ to: 3 }))).toContain(chain);
  expect(await forged(sections({ to: 5 }))).toBe('NOT_AS_LISTED {"what":"sections"}');
  expect(await forged(sections({ prev: 'a'.repeat(64) }))).toContain(chain);
  expect(await forged(sections({ head: 'a'.repeat(64) }))).toContain(chain);
  expect(await forged(sections({ inc: 'a'.repeat(32) }))).toContain(chain);
  expect(await forged(sections({ ch: 'up:C' }))).toContain(chain);
  expect(await forged(change({ sections: [] }))).toContain(chain);
  const [first, second, third, fourth] = ops as [never, never, never, never];
  for (const wrong of [
    [first, third, fourth],
    [second, first],
    [first, first],
  ])
    expect(await codeOf(read(scene, await write(scene, { ops: wrong })))).not.toBe(chain);
  // Numbers follow, hashes do not: of a log's own op, and of the one before the run.
  const [one, two, three] = opsOf(scene.inc, 3, (seq) => `khác ${seq}`) as [never, never, PackedOp];
  const mixed = [first, two, three];
  const listed = { inc: scene.inc, ch: 'down', from: 1, to: 3, prev: '', head: three.hash };
  expect(await forged(change({ sections: [listed] }), { ops: mixed })).toContain(chain);
  expect(await forged(change({ sections: [listed] }), { ops: [one, two, three] })).toBeUndefined();
  const later = { ...listed, from: 2, prev: (first as PackedOp).hash };
  expect(await forged(change({ sections: [later] }), { ops: [two, three] })).toContain(chain);
  const rest = [third, fourth];
  expect(await codeOf(read(scene, await write(scene, { ops: rest })))).toBeUndefined();
});

test('a body that opens and is not the one the header names', async () => {
  expect(await forged({ body: (about) => ({ ...about, sha256: 'a'.repeat(64) }) })).toBe('DAMAGED {"where":"body"}');
});

test('a stick that fails while it is read is not called a damaged file', async () => {
  async function* failing(at: number): AsyncGenerator<Uint8Array> {
    yield whole.subarray(0, at);
    throw new Error('EIO');
  }
  for (const at of [5, 700, whole.length - 20]) {
    const work = openBundle(platform, receiverOf(scene), failing(at)).then(readWhole);
    await expect(work).rejects.toThrow('EIO');
  }
});

test('the file is closed when a bundle is refused, read to its end, or no longer wanted', async () => {
  let isOpen = true;
  async function* file(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
    isOpen = true;
    try {
      yield* inPieces(bytes, 256);
    } finally {
      isOpen = false;
    }
  }
  const opened = await openBundle(platform, receiverOf(scene), file(whole));
  await readWhole(opened);
  expect(isOpen).toBe(false);
  await expect(openBundle(platform, receiverOf(scene, { unit: 'D' }), file(whole))).rejects.toBeInstanceOf(Refusal);
  expect(isOpen).toBe(false);
  const large = await write(scene, { blobs: [blobOf(new Uint8Array(3_000_000))] });
  for await (const part of (await openBundle(platform, receiverOf(scene), file(large))).parts()) {
    expect(part.kind).toBe('blob');
    break;
  }
  expect(isOpen).toBe(false);
  const plain = { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true as const, value: undefined }) }) };
  expect(await codeOf(openBundle(platform, receiverOf(scene), plain))).toBe('NOT_A_BUNDLE');
});

test('an endless first line is not read to its end', async () => {
  const endless = new Uint8Array(100_000).fill(65);
  const bytes = await forge(scene, content, {
    header: (header) => ({ ...header, body: { ...header.body, byteCount: endless.length } }),
  });
  const prefix = (await readPrefix(new ByteReader(inPieces(bytes)))).prefixByteCount;
  const work = read(scene, Buffer.concat([bytes.subarray(0, prefix), endless]));
  expect(await refusalOf(work)).toBe('DAMAGED {"where":"seal"}');
});

test('pieces of a file are full frames and the rest', () => {
  expect([...piecesOf(frameByteLimit)]).toEqual([{ offset: 0, length: frameByteLimit }]);
  expect([...piecesOf(frameByteLimit + 1)].at(-1)).toEqual({ offset: frameByteLimit, length: 1 });
  expect(new Refusal('NOT_A_BUNDLE', {})).toBeInstanceOf(Error);
});
