import { sumBytes, sumBytesByBlock } from '../queries/exchange-status.ts';
import type { Db } from '../sql.ts';

/** Places of a log whose bytes are added up once and remembered. */
const blockSize = 256;

const known = new WeakMap<Db, Map<number, number[]>>();

/**
 * Bytes of the ops of a log after one place up to another. Ops never change, so what was added up for whole blocks stays true;
 * asked for six hundred receivers, each with a vector of its own, a log is read once.
 */
export function bytesBetween(db: Db, logId: number, after: number, upTo: number): number {
  if (upTo <= after) return 0;
  let logs = known.get(db);
  if (logs === undefined) known.set(db, (logs = new Map()));
  let sums = logs.get(logId);
  if (sums === undefined) logs.set(logId, (sums = [0]));
  const blocks = Math.floor(upTo / blockSize);
  if (sums.length <= blocks) {
    const from = (sums.length - 1) * blockSize + 1;
    const found = new Map(sumBytesByBlock(db, logId, from, blocks * blockSize, blockSize));
    for (let block = sums.length; block <= blocks; block += 1)
      sums.push((sums[block - 1] as number) + (found.get(block - 1) ?? 0));
  }
  return upToPlace(db, logId, sums, upTo) - upToPlace(db, logId, sums, after);
}

function upToPlace(db: Db, logId: number, sums: readonly number[], seq: number): number {
  const block = Math.floor(seq / blockSize);
  const rest = seq % blockSize === 0 ? 0 : sumBytes(db, logId, block * blockSize + 1, seq);
  return (sums[block] as number) + rest;
}
