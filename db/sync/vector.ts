import { z } from 'zod';
import { compareText } from './bytes.ts';
import { Incarnation, Name, Seq } from './signed.ts';

/** Names a log: incarnation and channel. */
export type LogKey = string;
export const logKey = (inc: string, ch: string): LogKey => `${inc} ${ch}`;
export const logOf = (key: LogKey): { readonly inc: string; readonly ch: string } => ({
  inc: key.slice(0, 32),
  ch: key.slice(33),
});

/** How far each log is known without a hole; absent means not at all. */
export type Vector = ReadonlyMap<LogKey, number>;

export const seqIn = (vector: Vector, key: LogKey): number => vector.get(key) ?? 0;

/** All that any of them knows. */
export function highestOf(vectors: Iterable<Vector>): Map<LogKey, number> {
  const highest = new Map<LogKey, number>();
  for (const vector of vectors) {
    for (const [key, seq] of vector) highest.set(key, Math.max(seq, seqIn(highest, key)));
  }
  return highest;
}

/** What every one of them knows: the ground to stand on when one file goes to several PCs. */
export function lowestOf(vectors: readonly Vector[]): Map<LogKey, number> {
  const [first = new Map<LogKey, number>(), ...others] = vectors;
  const lowest = new Map<LogKey, number>();
  for (const [key, seq] of first) {
    const common = Math.min(seq, ...others.map((other) => seqIn(other, key)));
    if (common > 0) lowest.set(key, common);
  }
  return lowest;
}

/** A vector as it is written: logs by incarnation, each once, in order. */
export const WireVector = z.array(z.tuple([Incarnation, z.array(z.tuple([Name, Seq.min(1)])).min(1)])).max(20_000);
export type WireVector = z.output<typeof WireVector>;

export function toWire(vector: Vector): WireVector {
  const byInc = new Map<string, [string, number][]>();
  for (const [key, seq] of [...vector].sort(([a], [b]) => compareText(a, b))) {
    if (seq === 0) continue;
    const { inc, ch } = logOf(key);
    const logs = byInc.get(inc);
    if (logs === undefined) byInc.set(inc, [[ch, seq]]);
    else logs.push([ch, seq]);
  }
  return [...byInc];
}

export function fromWire(wire: WireVector): Map<LogKey, number> {
  const vector = new Map<LogKey, number>();
  for (const [inc, logs] of wire) for (const [ch, seq] of logs) vector.set(logKey(inc, ch), seq);
  return vector;
}
