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

/** Spoils a file at each of the places in every way; `open` must refuse each with a code. */
export async function fuzz(
  bytes: Uint8Array,
  open: (spoilt: Uint8Array) => Promise<unknown>,
  places: Iterable<number> = bytes.keys(),
): Promise<FuzzResult> {
  const codes: Record<string, number> = {};
  const accepted: string[] = [];
  const crashed: string[] = [];
  const before = process.memoryUsage().rss;
  let peakBytes = 0;
  let tried = 0;
  for (const at of places) {
    for (const [name, spoil] of Object.entries(mutations)) {
      const spoilt = spoil(bytes, at);
      if (Buffer.compare(spoilt, bytes) === 0) continue;
      tried += 1;
      try {
        await open(spoilt);
        accepted.push(`${name} ${at}`);
      } catch (error) {
        if (error instanceof Refusal) codes[error.code] = (codes[error.code] ?? 0) + 1;
        else crashed.push(`${name} ${at}: ${error}`);
      }
    }
    peakBytes = Math.max(peakBytes, process.memoryUsage().rss - before);
  }
  return { tried, codes, accepted, crashed, peakBytes };
}
