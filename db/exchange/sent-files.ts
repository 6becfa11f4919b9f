import { type BlobStore, hasBlob } from '../blobs.ts';
import { parseAudience } from '../entities/define.ts';
import { listFilesOfRuns } from '../queries/bundle.ts';
import type { SentBundle, SentFile } from '../queries/exchange.ts';
import {
  listFileAudiences,
  listSentFiles,
  listWordsByLife,
  removeSentFile,
  type SentFileRow,
  saveSentFile,
} from '../queries/sent-file.ts';
import type { Db } from '../sql.ts';
import { Ack } from '../sync/ack.ts';
import { channelName, mayRead } from '../sync/channel.ts';
import type { PlannedRun } from '../sync/plan.ts';
import { type Exchange, trustOf } from './exchange.ts';
import { treeOf } from './tree.ts';

/*
 * The record of a file and the file itself may go by different bundles: the file was not here yet, or lay in a volume that got lost.
 * So a file is owed to an office until every PC of it has said that a bundle which carried it came whole.
 */

interface Owed {
  /** Still to go, or to go once more. */
  readonly files: readonly SentFile[];
  /** Said to be held, or no longer theirs to read: nothing more to remember. */
  readonly settled: readonly string[];
}

/** Files of records that went to an office before. `targets` are the lives its PCs are in. */
export function owedFiles(exchange: Exchange, store: BlobStore, unitId: string, targets: readonly string[]): Owed {
  const { db } = exchange;
  const sent = listSentFiles(db, unitId);
  if (sent.length === 0) return { files: [], settled: [] };
  const holds = holdersOf(db, unitId, targets);
  const tree = treeOf(db, trustOf(exchange));
  const mayHave = (sha256: string): boolean =>
    listFileAudiences(db, sha256).some(({ ownerId, audience }) =>
      mayRead(tree, unitId, ownerId, channelName(parseAudience(audience), ownerId)),
    );
  const files: SentFile[] = [];
  const settled: string[] = [];
  for (const [sha256, rows] of Map.groupBy(sent, (row) => row.sha256)) {
    if (holds(rows) || !mayHave(sha256)) settled.push(sha256);
    else files.push({ sha256, byteCount: rows[0]?.byteCount ?? 0, isHere: hasBlob(store, sha256) });
  }
  return { files, settled };
}

/** True when every PC of the office has said that one of these bundles came whole. */
function holdersOf(
  db: Db,
  unitId: string,
  targets: readonly string[],
): (rows: readonly Pick<SentFileRow, 'inc' | 'number'>[]) => boolean {
  const texts = listWordsByLife(db, unitId);
  const words = targets.map((inc) => {
    const word = Ack.safeParse(JSON.parse(texts.get(inc) ?? 'null'));
    return word.success ? word.data.bundles : [];
  });
  const came = (bundles: Ack['bundles'], { inc, number }: Pick<SentFileRow, 'inc' | 'number'>): boolean =>
    bundles.some(([sender, highest, missing]) => sender === inc && number <= highest && !missing.includes(number));
  return (rows) =>
    words.length > 0 && words.every((bundles) => rows.some((row) => row.number > 0 && came(bundles, row)));
}

/** What of files goes with a bundle, or will with a later one: those of its records, and those that are owed. */
export function filesFor(
  exchange: Exchange,
  store: BlobStore,
  unitId: string,
  runs: readonly PlannedRun[],
  targets: readonly string[],
): SentFile[] {
  const owed = owedFiles(exchange, store, unitId, targets);
  for (const sha256 of owed.settled) removeSentFile(exchange.db, unitId, sha256);
  const files = new Map(owed.files.map((file) => [file.sha256, file]));
  for (const { sha256, byteCount } of listFilesOfRuns(exchange.db, runs))
    files.set(sha256, { sha256, byteCount, isHere: hasBlob(store, sha256) });
  return [...files.values()];
}

/** Remembers what went, and what did not, once a bundle is on its stick. */
export function noteSentFiles(db: Db, { unitId, inc, number, files = [] }: SentBundle): void {
  for (const { sha256, byteCount, isHere } of files)
    saveSentFile(db, { unitId, sha256, byteCount, inc, number: isHere ? number : 0 });
}
