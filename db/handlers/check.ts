import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { checkContract } from '../api/contract/check.ts';
import type { Output } from '../api/contract/index.ts';
import type { Ctx } from '../context.ts';
import { sha256Bytes } from '../crypto.ts';
import { countOps, iterateLog, listLogs } from '../queries/op.ts';
import { countSearchable, searchBacklog } from '../queries/search-index.ts';
import { compareDigests, rebuild } from '../rebuild.ts';
import type { Db } from '../sql.ts';
import type { HandlersOf } from './define.ts';

export const checkHandlers: HandlersOf<typeof checkContract> = { 'data.check': checkData };

/** Kiểm tra dữ liệu: chains, fold and storage; reads only, and leaves nothing behind. */
function checkData(ctx: Ctx): Output<'data.check'> {
  const opCount = countOps(ctx.db);
  const total = opCount * 2;
  const logs = listLogs(ctx.db);
  const brokenLogs: Output<'data.check'>['brokenLogs'] = [];
  let done = 0;
  for (const { logId, incarnation, channel, seq, head } of logs) {
    const broken = findBreak(ctx.db, logId, seq, head, () => {
      if (done++ % 500 === 0) ctx.step(done, total);
    });
    if (broken !== undefined) brokenLogs.push({ incarnation, channel, seq: broken });
  }
  const path = join(ctx.scratch, `rebuild-${ctx.newId()}.db`);
  try {
    const copy = rebuild(ctx.db, path, (n) => ctx.step(opCount + n, total));
    const tables = compareDigests(ctx.db, copy);
    copy.close();
    const storage = (ctx.db.pragma('quick_check(20)') as { quick_check: string }[]).map((row) => row.quick_check);
    const faults = storage.filter((line) => line !== 'ok');
    const ok = brokenLogs.length === 0 && faults.length === 0 && tables.every((table) => table.same);
    return { ok, opCount, logCount: logs.length, brokenLogs, tables, storage: faults, search: checkSearch(ctx.db) };
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
  }
}

function checkSearch(db: Db): Output<'data.check'>['search'] {
  const { waiting } = searchBacklog(db);
  const { records, indexed } = countSearchable(db);
  return { records, indexed, waiting, isSound: waiting > 0 || records === indexed };
}

/** First place where a log is not dense, not chained, not as hashed, or ends elsewhere than it says; undefined if sound. */
function findBreak(db: Db, logId: number, last: number, head: string, step: () => void): number | undefined {
  let expected = 1;
  let previous = '';
  for (const { seq, hash, bytes } of iterateLog(db, logId)) {
    step();
    const op = JSON.parse(bytes.toString('utf8')) as { seq: number; prev: string };
    const sound = seq === expected && op.seq === seq && op.prev === previous && sha256Bytes(bytes).equals(hash);
    if (!sound) return expected;
    expected += 1;
    previous = hash.toString('hex');
  }
  return expected - 1 === last && previous === head ? undefined : expected;
}
