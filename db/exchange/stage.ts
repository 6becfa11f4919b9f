import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { deriveKey } from '../crypto.ts';
import { openScratch } from '../open.ts';
import type { Db } from '../sql.ts';
import { type ReceivedOp, readOpLine } from '../sync/bundle/read.ts';
import type { SignedDocument } from '../sync/signed.ts';
import type { BundleHead } from './open-bundle.ts';

/*
 * What was opened and checked waits here until a person has looked at it: an encrypted file of its own, which goes with the
 * session. A preview reads it, taking in reads it again; neither opens the foreign file a second time.
 */

const pathOf = ({ scratch }: Ctx, stageId: string): string => join(scratch, `stage-${stageId}.db`);
const keyOf = ({ blobs }: Ctx): Buffer => deriveKey(blobs.key, 'stage');

/** Where the thread's messages go. */
export class StageWriter {
  readonly #db: Db;

  constructor(ctx: Ctx, stageId: string) {
    this.#db = openScratch(pathOf(ctx, stageId), keyOf(ctx));
    this.#db.exec(`CREATE TABLE head (body TEXT NOT NULL); CREATE TABLE document (place INTEGER PRIMARY KEY, body TEXT NOT NULL);
      CREATE TABLE op (place INTEGER PRIMARY KEY, hash TEXT NOT NULL, bytes BLOB NOT NULL)`);
    this.#db.exec('BEGIN');
  }

  head(head: BundleHead): void {
    this.#db.prepare('INSERT INTO head VALUES (?)').run(JSON.stringify(head));
  }

  documents(documents: readonly SignedDocument[]): void {
    const insert = this.#db.prepare('INSERT INTO document (body) VALUES (?)');
    for (const document of documents) insert.run(JSON.stringify(document));
  }

  ops(ops: readonly ReceivedOp[]): void {
    const insert = this.#db.prepare('INSERT INTO op (hash, bytes) VALUES (?, ?)');
    for (const { op, bytes } of ops) insert.run(op.hash, Buffer.from(bytes));
  }

  end(): void {
    this.#db.exec('COMMIT');
    this.#db.close();
  }

  drop(): void {
    this.#db.close();
  }
}

/** What waits, read piece by piece. */
export interface Stage {
  readonly head: BundleHead;
  readonly documents: () => Generator<SignedDocument>;
  readonly ops: () => Generator<ReceivedOp>;
}

/** Errors: STAGE_GONE. */
export function withStage<T>(ctx: Ctx, stageId: string, work: (stage: Stage) => T): T {
  const path = pathOf(ctx, stageId);
  if (!/^[0-9a-f]{32}$/.test(stageId) || !existsSync(path)) throw new AppError('STAGE_GONE', {});
  const db = openScratch(path, keyOf(ctx));
  try {
    const head = db.prepare('SELECT body FROM head').pluck().get() as string;
    return work({
      head: JSON.parse(head) as BundleHead,
      *documents() {
        for (const body of db.prepare('SELECT body FROM document ORDER BY place').pluck().iterate())
          yield JSON.parse(body as string) as SignedDocument;
      },
      *ops() {
        for (const row of db.prepare('SELECT hash, bytes FROM op ORDER BY place').iterate()) {
          const { hash, bytes } = row as { hash: string; bytes: Buffer };
          yield readOpLine(hash, bytes);
        }
      },
    });
  } finally {
    db.close();
  }
}

export function dropStage(ctx: Ctx, stageId: string): void {
  if (/^[0-9a-f]{32}$/.test(stageId)) rmSync(pathOf(ctx, stageId), { force: true });
}
