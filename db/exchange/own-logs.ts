import {
  listCheckpoints,
  listHeldBeside,
  listHeldLogs,
  removeCheckpointsBelow,
  saveCheckpoint,
  saveStanding,
} from '../queries/exchange.ts';
import { signCheckpoint } from '../sync/checkpoint.ts';
import { documentHash } from '../sync/signed.ts';
import { type Exchange, trustOf } from './exchange.ts';

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
  const { db, office, crypto, keys, salt } = exchange;
  const grown = new Set<number>();
  const records: Grown['records'][number][] = [];
  for (const log of listHeldLogs(db)) {
    const { logId, incarnation: inc, channel: ch, seq, head, upTo } = log;
    if (inc !== office.incarnation || seq === 0 || listCheckpoints(db, logId).some((each) => each.seq === seq))
      continue;
    const document = signCheckpoint(crypto, { device: keys.device, inc, salt, ch, seq, head }, keys.signing);
    if (log.splitSeq === null) removeCheckpointsBelow(db, logId, seq);
    saveCheckpoint(db, documentHash(crypto, document), logId, seq, document);
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
