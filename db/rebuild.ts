import { applyLater, whileOpen } from './apply.ts';
import { newSha256, randomKey, sha256 } from './crypto.ts';
import { entities } from './entities/index.ts';
import { migrate } from './migrations/index.ts';
import { openScratch } from './open.ts';
import { ensureLog, iterateOps, type LogRow } from './queries/op.ts';
import type { Db } from './sql.ts';

/** Synced tables, then the tables derived from them, each with what orders its rows. */
const folded: readonly (readonly [table: string, orderBy: string])[] = [
  ...Object.keys(entities).map((name) => [name, 'id'] as const),
  ['conflict', 'entity, entityId, field'],
  ['assignmentState', 'assignmentId'],
  ['reportState', 'reportId'],
  ['workMonth', 'axis, month, id, outcome'],
  ['periodReport', 'periodKey, assignmentId'],
  ['unitSuccession', 'unitId, fromOn'],
];

/**
 * Folds every op of `db` into an empty database at `path`, encrypted with a key nobody keeps. The caller closes it.
 * Ops go in by Lamport time, not in the order they arrived here: the tables must not depend on it.
 */
export function rebuild(db: Db, path: string, step: (done: number) => void): Db {
  const copy = openScratch(path, randomKey());
  migrate(copy);
  // What a bundle brought may name records that have not come yet.
  copy.pragma('foreign_keys = OFF');
  copy
    .transaction(() =>
      whileOpen(copy, (touched) => {
        const logs = new Map<string, LogRow>();
        let done = 0;
        for (const { bytes, hash, ...op } of iterateOps(db)) {
          if (done++ % 500 === 0) step(done);
          const name = `${op.inc} ${op.ch}`;
          let log = logs.get(name);
          if (log === undefined) logs.set(name, (log = ensureLog(copy, op.inc, op.ch)));
          applyLater(copy, touched, { op, logId: log.logId, bytes, hash: Buffer.from(hash, 'hex') });
        }
      }),
    )
    .immediate();
  return copy;
}

/** Digest of a table: SHA-256 over its rows, in the order of its key. */
export function digestOf(db: Db, table: string, orderBy: string): { rows: number; digest: string } {
  const hash = newSha256();
  let rows = 0;
  for (const row of db.prepare(`SELECT * FROM ${table} ORDER BY ${orderBy}`).raw().iterate()) {
    hash.update(`${JSON.stringify(row)}\n`);
    rows += 1;
  }
  return { rows, digest: hash.digest('hex') };
}

/** Table by table: does `copy` hold exactly what `db` holds? */
export const compareDigests = (db: Db, copy: Db): { table: string; rows: number; same: boolean }[] =>
  folded.map(([table, orderBy]) => {
    const live = digestOf(db, table, orderBy);
    return { table, rows: live.rows, same: live.digest === digestOf(copy, table, orderBy).digest };
  });

/** One digest over all folded tables: equal on two PCs exactly when they show the same. */
export const digestOfAll = (db: Db): string =>
  sha256(folded.map(([table, by]) => digestOf(db, table, by).digest).join());
