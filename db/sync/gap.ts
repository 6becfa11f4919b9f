import type { LogKey, Vector } from './vector.ts';

/** What of a log is held: all up to `upTo`, and single ops beyond a hole. */
export interface Held {
  readonly upTo: number;
  readonly beyond: Iterable<number>;
}

/** A run of ops that somebody signed for and that is not here; both ends included. */
export interface Gap {
  readonly key: LogKey;
  readonly from: number;
  readonly to: number;
}

/** The runs between 1 and `claimed` that are not held. */
export function gapsIn(key: LogKey, { upTo, beyond }: Held, claimed: number): Gap[] {
  const gaps: Gap[] = [];
  let next = upTo + 1;
  const later = [...new Set(beyond)].filter((seq) => seq > upTo && seq <= claimed).sort((a, b) => a - b);
  for (const seq of later) {
    if (seq > next) gaps.push({ key, from: next, to: seq - 1 });
    next = seq + 1;
  }
  if (next <= claimed) gaps.push({ key, from: next, to: claimed });
  return gaps;
}

/** Exactly what is missing of what was claimed: by signed checkpoints only, so that nobody can make up a hole. */
export function gapsOf(held: ReadonlyMap<LogKey, Held>, claims: Vector): Gap[] {
  return [...claims].flatMap(([key, claimed]) => gapsIn(key, held.get(key) ?? { upTo: 0, beyond: [] }, claimed));
}

export const countMissing = (gaps: readonly Gap[]): number =>
  gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
