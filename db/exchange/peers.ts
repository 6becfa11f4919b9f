import type { PeerState } from '../sync/ack.ts';
import { logOf } from '../sync/vector.ts';

/**
 * The life that a PC is in, of those it has told of, in the order in which they were first heard of: a life that another one
 * holds logs of is over, for the other began from it. Undefined for a PC that never said anything.
 */
export function currentLife<P extends Pick<PeerState, 'inc' | 'vector'>>(lives: readonly P[]): P | undefined {
  if (lives.length < 2) return lives[0];
  const isOver = ({ inc }: P): boolean =>
    lives.some((other) => other.inc !== inc && [...other.vector.keys()].some((key) => logOf(key).inc === inc));
  return lives.findLast((life) => !isOver(life)) ?? lives.at(-1);
}
