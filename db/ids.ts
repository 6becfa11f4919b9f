import { randomFillSync } from 'node:crypto';

// Random bytes are fetched for many ids at a time: asking for 16 costs as much as asking for 4,096.
const pool = Buffer.alloc(4096);
let used = pool.length;

/** UUIDv7 (RFC 9562): 48 bits of ms, then random; sorts by the claimed time of making, means nothing more. */
export function newId(nowMs: number): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, used + 16);
  used += 16;
  bytes.writeUIntBE(Math.max(0, Math.min(nowMs, 2 ** 48 - 1)), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
