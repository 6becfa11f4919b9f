import { Refusal } from '../../../db/sync/refusal.ts';

/** How one byte of a file is spoilt. */
export const mutations = {
  flip: (bytes: Uint8Array, at: number): Uint8Array => bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8))),
  zero: (bytes: Uint8Array, at: number): Uint8Array => bytes.with(at, 0),
  insert: (bytes: Uint8Array, at: number): Uint8Array =>
    Uint8Array.from([...bytes.subarray(0, at), (at * 31) & 255, ...bytes.subarray(at)]),
  delete: (bytes: Uint8Array, at: number): Uint8Array =>
    Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]),
  truncate: (bytes: Uint8Array, at: number): Uint8Array => bytes.slice(0, at),
} as const;

export interface FuzzResult {
  readonly tried: number;
  /** How often each code was the answer. */
  readonly codes: Readonly<Record<string, number>>;
  /** Changed files that were taken for whole: always empty. */
  readonly accepted: readonly string[];
  /** Errors that are no refusal: always empty. */
  readonly crashed: readonly string[];
  /** Most memory that was in use beyond the start, in bytes. */
  readonly peakBytes: number;
}

type Spoilt = readonly [name: string, bytes: Uint8Array];

/** Spoils a file at each of the places in every way; `open` must refuse each with a code. */
export const fuzz = (
  bytes: Uint8Array,
  open: (spoilt: Uint8Array) => Promise<unknown>,
  places: Iterable<number> = bytes.keys(),
): Promise<FuzzResult> => fuzzAll(bytes, open, everyWayAt(bytes, places));

function* everyWayAt(bytes: Uint8Array, places: Iterable<number>): Generator<Spoilt> {
  for (const at of places)
    for (const [name, spoil] of Object.entries(mutations)) yield [`${name} ${at}`, spoil(bytes, at)];
}

/** Spoils a file several times over in ways and at places that follow from the numbers given. */
export const fuzzAtRandom = (
  bytes: Uint8Array,
  open: (spoilt: Uint8Array) => Promise<unknown>,
  runs: number,
  random: (below: number) => number,
): Promise<FuzzResult> => fuzzAll(bytes, open, atRandom(bytes, runs, random));

function* atRandom(bytes: Uint8Array, runs: number, random: (below: number) => number): Generator<Spoilt> {
  const ways = Object.entries(mutations);
  for (let run = 0; run < runs; run += 1) {
    let spoilt = bytes;
    const names: string[] = [];
    for (let times = 1 + random(4); times > 0 && spoilt.length > 0; times -= 1) {
      const [name, spoil] = ways[random(ways.length)] as (typeof ways)[number];
      // Half of them in the beginning, which is looked at first.
      const at = random(random(2) === 0 ? Math.min(600, spoilt.length) : spoilt.length);
      names.push(`${name} ${at}`);
      spoilt = spoil(spoilt, at);
    }
    yield [names.join(', '), spoilt];
  }
}

async function fuzzAll(
  bytes: Uint8Array,
  open: (spoilt: Uint8Array) => Promise<unknown>,
  all: Iterable<Spoilt>,
): Promise<FuzzResult> {
  const codes: Record<string, number> = {};
  const accepted: string[] = [];
  const crashed: string[] = [];
  const before = process.memoryUsage().rss;
  let peakBytes = 0;
  let tried = 0;
  for (const [name, spoilt] of all) {
    if (Buffer.compare(spoilt, bytes) === 0) continue;
    tried += 1;
    try {
      await open(spoilt);
      accepted.push(name);
    } catch (error) {
      if (error instanceof Refusal) codes[error.code] = (codes[error.code] ?? 0) + 1;
      else crashed.push(`${name}: ${error}`);
    }
    if (tried % 50 === 0) peakBytes = Math.max(peakBytes, process.memoryUsage().rss - before);
  }
  return { tried, codes, accepted, crashed, peakBytes };
}
