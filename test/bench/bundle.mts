/*
 * What a bundle costs: 50,000 ops packed, sealed, signed and written, then opened, verified and parsed, as a ratio to the
 * bare work on the same bytes (zstd, SHA-256, a plain file, JSON.parse). Processor time, median of rounds, so that a busy
 * machine does not tell lies. Then the size per op, an empty receipt, and a file sent along.
 * Run: node build/run.mjs node test/bench/bundle.mts
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platform, primitives } from '../../db/crypto.ts';
import { openBundle } from '../../db/sync/bundle/read.ts';
import { bundleBytes, writeBundle } from '../../db/sync/bundle/write.ts';
import { frameByteLimit } from '../../db/sync/limits.ts';
import {
  blobOf,
  checkpointOf,
  envelopeOf,
  inPieces,
  newScene,
  opsOf,
  receiverOf,
  volumeOf,
} from '../sync/model/goi.ts';
import { randomOf } from '../sync/model/simulate.ts';

const rounds = 3;
const opCount = 50_000;
const folder = mkdtempSync(join(tmpdir(), 'vm-bench-'));
const random = randomOf(1);
const words =
  'đôn đốc báo cáo tiến độ nhiệm vụ quý xã phường công an tỉnh thực hiện kế hoạch số ngày tháng năm kết quả khó khăn đề xuất kiến nghị phối hợp chủ trì rà soát hồ sơ'.split(
    ' ',
  );
const text = (count: number): string => Array.from({ length: count }, () => words[random(words.length)]).join(' ');

async function cpuMs(work: () => unknown): Promise<number> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

async function median(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await cpuMs(work));
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

const scene = await newScene();
const ops = opsOf(scene.inc, opCount, () => `${text(20)} ${random(1e9)}`);
const raw = Buffer.concat(ops.flatMap(({ bytes }) => [bytes, Buffer.from('\n')]));
const pieces = Array.from({ length: Math.ceil(raw.length / frameByteLimit) }, (_, index) =>
  raw.subarray(index * frameByteLimit, (index + 1) * frameByteLimit),
);
const path = join(folder, 'x');

let stored: Uint8Array[] = [];
const bareWrite = await median(() => {
  stored = pieces.map((piece) => platform.codec.compress(piece));
  const whole = Buffer.concat(stored);
  primitives.sha256(whole);
  writeFileSync(path, whole);
});
const bareRead = await median(() => {
  primitives.sha256(readFileSync(path));
  const all = Buffer.concat(stored.map((piece) => platform.codec.expand(piece, frameByteLimit)));
  for (const line of all.toString('utf8').split('\n')) if (line !== '') JSON.parse(line);
});

let bundle: Uint8Array = new Uint8Array();
const fullWrite = await median(async () => {
  const content = { ops, documents: [checkpointOf(scene, ops)] };
  bundle = await bundleBytes(await writeBundle(platform, envelopeOf(scene), volumeOf(content)));
  writeFileSync(path, bundle);
});
const fullRead = await median(async () => {
  const opened = await openBundle(platform, receiverOf(scene), inPieces(readFileSync(path)));
  for await (const part of opened.parts()) void part;
});
const line = (what: string, ms: number, bare: number): void =>
  console.log(
    `${what}: ${ms.toFixed(0)} ms of processor, ${(ms / bare).toFixed(1)} times the bare work (${bare.toFixed(0)} ms)`,
  );
console.log(
  `${opCount} ops, ${(raw.length / 2 ** 20).toFixed(1)} MiB raw, ${(bundle.length / 2 ** 20).toFixed(1)} MiB bundle`,
);
console.log(
  `${(bundle.length / opCount).toFixed(0)} bytes per op in the bundle, ${(raw.length / opCount).toFixed(0)} raw`,
);
line('write', fullWrite, bareWrite);
line('open', fullRead, bareRead);

const receipt = await bundleBytes(await writeBundle(platform, envelopeOf(scene, { chain: [] }), volumeOf({})));
console.log(`an empty bundle: ${receipt.length} bytes`);

const file = Uint8Array.from({ length: 32 * 2 ** 20 }, () => random(256));
const sealed = await median(async () => {
  bundle = await bundleBytes(await writeBundle(platform, envelopeOf(scene), volumeOf({ blobs: [blobOf(file)] })));
});
const opened = await median(async () => {
  for await (const part of (await openBundle(platform, receiverOf(scene), inPieces(bundle))).parts()) void part;
});
const speed = (ms: number): string => `${(32_000 / ms).toFixed(0)} MiB per second of processor`;
console.log(`a file of 32 MiB: sealed at ${speed(sealed)}, opened at ${speed(opened)}`);
rmSync(folder, { recursive: true });
