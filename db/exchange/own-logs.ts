import {
  type HeldLogRow,
  isSigned,
  listHeldBeside,
  listHeldLogs,
  listLogsOf,
  removeCheckpointsBelow,
  saveCheckpoint,
  saveJudged,
  saveStanding,
} from '../queries/exchange.ts';
import { coversChannel } from '../sync/channel.ts';
import { signCheckpoint } from '../sync/checkpoint.ts';
import { documentHash } from '../sync/signed.ts';
import { type Exchange, trustOf } from './exchange.ts';
import { groundsOf } from './judge-log.ts';

/** What is to be judged after signing. */
export interface Grown {
  readonly logIds: ReadonlySet<number>;
  readonly records: readonly { readonly entity: string; readonly id: string }[];
}

/**
 * Signs each of this PC's own logs that has grown since it last did, in the caller's transaction. Returns what has to be
 * judged for it: one's own ops count from the start and a plain log needs no judging to be handed out, but what others wrote of the
 * same records may count now.
 */
export function signGrownLogs(exchange: Exchange): Grown {
  const { db, office, keys } = exchange;
  const grown = new Set<number>();
  const records: Grown['records'][number][] = [];
  for (const log of listLogsOf(db, office.incarnation)) {
    const { logId, seq, upTo } = log;
    if (seq === 0 || isSigned(db, logId, seq)) continue;
    if (log.splitSeq === null) removeCheckpointsBelow(db, logId, seq);
    sign(exchange, log, exchange.salt);
    const certificate = trustOf(exchange).devices.get(keys.device)?.current;
    if (log.splitSeq === null && certificate !== undefined)
      saveStanding(db, logId, {
        ...{ author: office.unitId, rank: certificate.rank, upTo: seq, claimed: seq },
        ...{ splitSeq: null, forkedDevice: null },
      });
    else grown.add(logId);
    records.push(...listHeldBeside(db, logId, upTo));
  }
  return { logIds: grown, records };
}

function sign({ db, crypto, keys }: Exchange, log: HeldLogRow, salt: string): void {
  const { logId, incarnation: inc, channel: ch, seq, head } = log;
  const document = signCheckpoint(crypto, { device: keys.device, inc, salt, ch, seq, head }, keys.signing);
  saveCheckpoint(db, documentHash(crypto, document), logId, seq, document);
}

/**
 * Signs all that an office wrote before it had keys, in every life of its database, in the transaction that gives it its keys and
 * after its certificate has been learnt. Nobody else has any of it and no rule of the exchange was broken by it, so it stands as it
 * was written and is not read again: ten years of an office take no longer than its first day.
 */
export function signLogsBeforeKeys(exchange: Exchange): void {
  const { db, office, keys } = exchange;
  const trust = trustOf(exchange);
  const certificate = trust.devices.get(keys.device)?.current;
  if (certificate === undefined) return;
  const { rank, adopted, channels } = certificate;
  for (const log of listHeldLogs(db)) {
    const { logId, incarnation, channel, seq, head } = log;
    if (seq === 0 || !adopted.includes(incarnation)) continue;
    sign(exchange, log, '');
    if (!coversChannel(channels, channel)) continue; // nothing of ours goes there; judged like anybody's
    const standing = { author: office.unitId, rank, upTo: seq, claimed: seq, splitSeq: null, forkedDevice: null };
    saveStanding(db, logId, standing);
    const judgedBy = groundsOf(trust, certificate, incarnation);
    saveJudged(db, logId, { judgedBy, judgedSeq: seq, judgedHead: head });
  }
}
