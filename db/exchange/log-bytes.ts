import { sumBytes, sumBytesByBlock } from '../queries/exchange-status.ts';
import type { Db } from '../sql.ts';

/** Places of a log whose bytes are added up once and remembered; and how many sums in between. */
const blockSize = 256;
const keptSums = 100;

interface Sums {
  /** Up to the end of each block. */
  readonly blocks: number[];
  readonly others: Map<number, number>;
}
const known = new WeakMap<Db, Map<number, Sums>>();

/**
 * Bytes of the ops of a log after one place up to another. Ops never change, so what was added up for whole blocks stays true;
 * asked for six hundred receivers, each with a vector of its own, a log is read once.
 */
export function bytesBetween(db: Db, logId: number, after: number, upTo: number): number {
  if (upTo <= after) return 0;
  let logs = known.get(db);
  if (logs === undefined) known.set(db, (logs = new Map()));
  let sums = logs.get(logId);
  if (sums === undefined) logs.set(logId, (sums = { blocks: [0], others: new Map() }));
  addBlocks(db, logId, sums.blocks, Math.floor(upTo / blockSize));
  return upToPlace(db, logId, sums, upTo) - upToPlace(db, logId, sums, after);
}

function addBlocks(db: Db, logId: number, sums: number[], count: number): void {
  if (sums.length > count) return;
  const from = (sums.length - 1) * blockSize + 1;
  const found = new Map(sumBytesByBlock(db, logId, from, count * blockSize, blockSize));
  for (let block = sums.length; block <= count; block += 1)
    sums.push((sums[block - 1] as number) + (found.get(block - 1) ?? 0));
}

function upToPlace(db: Db, logId: number, { blocks, others }: Sums, seq: number): number {
  const block = Math.floor(seq / blockSize);
  if (seq % blockSize === 0) return blocks[block] as number;
  let sum = others.get(seq);
  if (sum === undefined) {
    if (others.size >= keptSums) others.clear();
    others.set(seq, (sum = (blocks[block] as number) + sumBytes(db, logId, block * blockSize + 1, seq)));
  }
  return sum;
}
