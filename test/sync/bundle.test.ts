import { expect, test } from 'vitest';
import { codecOf } from '../../db/compress.ts';
import { platform, primitives } from '../../db/crypto.ts';
import { type PackedOp, packOps, packVolumes } from '../../db/sync/bundle/pack.ts';
import { openBundle, readWhole } from '../../db/sync/bundle/read.ts';
import { bundleBytes, writeBundle } from '../../db/sync/bundle/write.ts';
import { frameByteLimit } from '../../db/sync/limits.ts';
import {
  blobOf,
  checkpointOf,
  envelopeOf,
  inPieces,
  newScene,
  opsOf,
  read,
  receiverOf,
  volumeOf,
  write,
} from './model/goi.ts';
import { randomOf } from './model/simulate.ts';

const scene = await newScene();

function noise(byteCount: number): Uint8Array {
  const random = randomOf(byteCount);
  return Uint8Array.from({ length: byteCount }, () => random(256));
}

test('what was written comes out: statements, ops with their stored bytes, files', async () => {
  const ops = opsOf(scene.inc, 300);
  const blobs = [noise(10), noise(frameByteLimit), noise(frameByteLimit + 1)];
  const documents = [checkpointOf(scene, ops)];
  const parts = await read(scene, await write(scene, { ops, documents, blobs: blobs.map(blobOf) }));
  expect(parts.flatMap((part) => (part.kind === 'documents' ? part.documents : []))).toEqual(documents);
  const received = parts.flatMap((part) => (part.kind === 'ops' ? part.ops : []));
  expect(received.map(({ op }) => op.hash)).toEqual(ops.map(({ hash }) => hash));
  expect(received.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(
    ops.map(({ bytes }) => Buffer.from(bytes).toString()),
  );
  const pieces = parts.flatMap((part) => (part.kind === 'blob' ? part : []));
  expect(pieces.map(({ bytes, offset, isLast }) => [bytes.length, offset, isLast])).toEqual([
    [10, 0, true],
    [frameByteLimit, 0, true],
    [frameByteLimit, 0, false],
    [1, frameByteLimit, true],
  ]);
  for (const [index, blob] of blobs.entries()) {
    const name = primitives.sha256(blob);
    const bytes = Buffer.concat(pieces.filter(({ sha256 }) => sha256 === name).map((piece) => piece.bytes));
    expect(bytes.equals(blobs[index] ?? new Uint8Array())).toBe(true);
  }
});

test('a file read byte by byte opens as one read whole', async () => {
  const bytes = await write(scene, { ops: opsOf(scene.inc, 3) });
  const opened = await openBundle(platform, receiverOf(scene), inPieces(bytes, 1));
  expect(await readWhole(opened)).toHaveLength(1);
  expect(opened.manifest).toMatchObject({ unit: 'P', to: 'C', sections: [{ from: 1, to: 3 }] });
});

test('every PC of the office and its paper key open it, and so does a PC that knows the sender already', async () => {
  const paper = await primitives.newSealingKey();
  const both = { ...scene, receiverKeys: [...scene.receiverKeys, paper] };
  const bytes = await write(both, { ops: opsOf(scene.inc, 2) }, { chain: [] });
  const trustWith = () => scene.world.trust();
  for (const keys of [scene.receiverKeys, [paper]])
    expect(await read(scene, bytes, { keys, trustWith })).toHaveLength(1);
});

test('an empty receipt is small', async () => {
  const bytes = await write(scene, { documents: [checkpointOf(scene, opsOf(scene.inc, 1))] }, { chain: [] });
  expect(bytes.length).toBeLessThan(4096);
});

test('gzip stands in for zstd where that is missing, and its name is in the header', async () => {
  const gzip = { ...platform, codec: codecOf('gzip') ?? platform.codec };
  const draft = await writeBundle(gzip, envelopeOf(scene), volumeOf({ ops: opsOf(scene.inc, 50) }, gzip));
  const opened = await openBundle(platform, receiverOf(scene), inPieces(await bundleBytes(draft)));
  expect(opened.header.codec).toBe('gzip');
  expect(await readWhole(opened)).toHaveLength(1);
});

test('the size is known before a byte is written, and the header only after the last', async () => {
  const draft = await writeBundle(platform, envelopeOf(scene), volumeOf({ ops: opsOf(scene.inc, 5) }));
  expect(() => draft.prefix()).toThrow('before its header');
  const bytes = await bundleBytes(draft);
  expect(bytes.length).toBe(draft.byteCount);
  expect(draft.prefix().length).toBe(draft.prefixByteCount);
});

test('text that repeats itself beyond what a reader lets a frame grow is cut into small frames', async () => {
  const ops = opsOf(scene.inc, 60, () => 'a'.repeat(16_000));
  const volume = volumeOf({ ops });
  expect(volume.frames.length).toBeGreaterThan(5);
  expect(volume.sections).toHaveLength(1);
  const parts = await read(scene, await write(scene, { ops }));
  expect(parts.flatMap((part) => (part.kind === 'ops' ? part.ops : []))).toHaveLength(60);
});

test('a frame holds no more than its limit, however many ops there are', async () => {
  const ops = opsOf(scene.inc, 150, (seq) => Buffer.from(noise(9000 + seq)).toString('base64'));
  const { frames, sections } = volumeOf({ ops });
  expect(frames.length).toBeGreaterThan(1);
  expect(Math.max(...frames.map(({ entry }) => entry.rawBytes))).toBeLessThanOrEqual(frameByteLimit);
  expect(sections).toEqual([expect.objectContaining({ from: 1, to: 150 })]);
  const parts = await read(scene, await write(scene, { ops }));
  expect(parts.flatMap((part) => (part.kind === 'ops' ? part.ops : []))).toHaveLength(150);
});

test('volumes hold what fits, each opens by itself, together they hold all', async () => {
  const ops = opsOf(scene.inc, 400, (seq) => Buffer.from(noise(600 + seq)).toString('base64'));
  const packer = { crypto: primitives, codec: platform.codec };
  const small: PackedOp[][] = Array.from({ length: 40 }, (_, index) => ops.slice(index * 10, index * 10 + 10));
  const frames = small.flatMap((each) => [...packOps(packer, each)]);
  const files = [noise(30_000), noise(200_000)].map(blobOf);
  const volumes = packVolumes(frames, files, 100_000);
  expect(volumes.length).toBeGreaterThan(3);
  const seen: number[] = [];
  for (const [index, volume] of volumes.entries()) {
    const envelope = envelopeOf(scene, { volume: { k: index + 1, n: volumes.length } });
    const bytes = await bundleBytes(await writeBundle(platform, envelope, volume));
    if (volume.blobs.length === 0) expect(bytes.length).toBeLessThan(100_000);
    for (const part of await read(scene, bytes))
      if (part.kind === 'ops') seen.push(...part.ops.map(({ op }) => op.seq));
  }
  expect(seen).toEqual(ops.map(({ seq }) => seq));
  expect(packVolumes([], [])).toEqual([{ sections: [], frames: [], blobs: [] }]);
});

test('frames may be kept elsewhere until they are written', async () => {
  const kept: Uint8Array[] = [];
  const keep = (bytes: Uint8Array) => {
    const index = kept.push(bytes) - 1;
    return () => kept[index] ?? bytes;
  };
  const frames = [...packOps({ crypto: primitives, codec: platform.codec, keep }, opsOf(scene.inc, 5))];
  expect(frames[0]?.read()).toBe(kept[0]);
});
