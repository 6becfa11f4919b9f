import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { checkContract } from '../api/contract/check.ts';
import type { Output } from '../api/contract/index.ts';
import type { Ctx } from '../context.ts';
import { sha256Bytes } from '../crypto.ts';
import { trustOf } from '../exchange/exchange.ts';
import { exchangeOf, findDeviceKeys } from '../exchange/keeping.ts';
import { faultsOf } from '../open.ts';
import { iterateAll, listCheckpoints } from '../queries/exchange.ts';
import { countOps, type LogRow, listLogs } from '../queries/op.ts';
import { countSearchable, searchBacklog } from '../queries/search-index.ts';
import { compareDigests, rebuild } from '../rebuild.ts';
import type { Db } from '../sql.ts';
import { readCheckpoint, vouch } from '../sync/checkpoint.ts';
import type { HandlersOf } from './define.ts';

export const checkHandlers: HandlersOf<typeof checkContract> = { 'data.check': checkData };

/** Kiểm tra dữ liệu: chains, fold and storage; reads only, and leaves nothing behind. */
function checkData(ctx: Ctx): Output<'data.check'> {
  const opCount = countOps(ctx.db);
  const total = opCount * 2;
  const logs = listLogs(ctx.db);
  const brokenLogs: Output<'data.check'>['brokenLogs'] = [];
  let done = 0;
  const wordsOn = wordsOf(ctx);
  for (const log of logs) {
    const { incarnation, channel } = log;
    const broken = findBreak(ctx.db, log, wordsOn, () => {
      if (done++ % 500 === 0) ctx.step(done, total);
    });
    if (broken !== undefined) brokenLogs.push({ incarnation, channel, seq: broken });
  }
  const path = join(ctx.scratch, `rebuild-${ctx.newId()}.db`);
  try {
    const copy = rebuild(ctx.db, path, (n) => ctx.step(opCount + n, total));
    const tables = compareDigests(ctx.db, copy);
    copy.close();
    const faults = faultsOf(ctx.db);
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

/**
 * First place where a log is not dense, not chained, not as hashed, not as its PC signed for it, or ends elsewhere than it says;
 * undefined if sound. What was set aside has its place in the chain as well.
 */
function findBreak(db: Db, log: LogRow, wordsOn: WordsOn, step: () => void): number | undefined {
  let [at, isHeadThere] = [0, log.seq === 0];
  let [before, here] = [new Set<string>(), new Set([''])];
  const hashes = new Map<number, Set<string>>();
  const words = wordsOn(log.logId);
  const named = new Set(words.map(({ seq }) => seq));
  for (const { op, hash, bytes, held } of iterateAll(db, log.logId)) {
    step();
    if (op.seq !== at) {
      const isHole = op.seq !== at + 1;
      if (isHole && at < log.seq) return at + 1;
      [before, here, at] = [isHole ? new Set() : here, new Set(), op.seq];
    }
    const isItself = sha256Bytes(bytes).equals(hash) && op.inc === log.incarnation && op.ch === log.channel;
    if (!isItself || (held === null && !before.has(op.prev))) return op.seq;
    here.add(op.hash);
    if (named.has(op.seq)) hashes.set(op.seq, here);
    if (op.seq === log.seq && op.hash === log.head) isHeadThere = true;
  }
  if (!isHeadThere) return at + 1;
  return words.find(({ seq, head, isSigned }) => !isSigned || hashes.get(seq)?.has(head) === false)?.seq;
}

/** What PCs have signed of a log. */
type WordsOn = (logId: number) => readonly { seq: number; head: string; isSigned: boolean }[];

function wordsOf(ctx: Ctx): WordsOn {
  if (findDeviceKeys(ctx.db) === undefined) return () => [];
  const exchange = exchangeOf(ctx);
  const trust = trustOf(exchange);
  return (logId) =>
    listCheckpoints(ctx.db, logId).map(({ document }) => {
      const checkpoint = readCheckpoint(document);
      const { why } = vouch(exchange.crypto, trust, { document, checkpoint });
      return { seq: checkpoint.seq, head: checkpoint.head, isSigned: why !== 'signature' };
    });
}
