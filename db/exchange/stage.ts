import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { deriveKey } from '../crypto.ts';
import { openScratch } from '../open.ts';
import {
  addStageDocuments,
  addStageOps,
  eachStageDocument,
  eachStageOp,
  findStageHead,
  makeStageTables,
  saveStageHead,
} from '../queries/exchange-stage.ts';
import type { Db } from '../sql.ts';
import { type ReceivedOp, readOpLine } from '../sync/bundle/read.ts';
import type { SignedDocument } from '../sync/signed.ts';
import type { BundleHead } from './open-bundle.ts';

/*
 * What was opened and checked waits here until a person has looked at it: an encrypted file of its own, which goes with the
 * session. A preview reads it, taking in reads it again; neither opens the foreign file a second time.
 */

/** Where the files of an opened bundle wait. */
export const filesAside = ({ scratch }: Ctx, stageId: string): string => join(scratch, `stage-${stageId}`);
const pathOf = ({ scratch }: Ctx, stageId: string): string => join(scratch, `stage-${stageId}.db`);
const keyOf = ({ blobs }: Ctx): Buffer => deriveKey(blobs.key, 'stage');

/** Where the thread's messages go. */
export class StageWriter {
  readonly #db: Db;

  constructor(ctx: Ctx, stageId: string) {
    this.#db = openScratch(pathOf(ctx, stageId), keyOf(ctx));
    makeStageTables(this.#db);
    this.#db.exec('BEGIN');
  }

  head(head: BundleHead): void {
    saveStageHead(this.#db, JSON.stringify(head));
  }

  documents(documents: readonly SignedDocument[]): void {
    addStageDocuments(
      this.#db,
      documents.map((document) => JSON.stringify(document)),
    );
  }

  ops(ops: readonly ReceivedOp[]): void {
    addStageOps(
      this.#db,
      ops.map(({ op, bytes }) => ({ hash: op.hash, bytes: Buffer.from(bytes) })),
    );
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
  readonly id: string;
  readonly head: BundleHead;
  readonly documents: () => Generator<SignedDocument>;
  readonly ops: () => Generator<ReceivedOp>;
}

/** Errors: STAGE_GONE. */
export function withStages<T>(ctx: Ctx, stageIds: readonly string[], work: (stages: readonly Stage[]) => T): T {
  const open: Db[] = [];
  try {
    return work(
      stageIds.map((id) => {
        const path = pathOf(ctx, id);
        if (!/^[0-9a-f]{32}$/.test(id) || !existsSync(path)) throw new AppError('STAGE_GONE', {});
        const db = openScratch(path, keyOf(ctx));
        open.push(db);
        return stageIn(db, id);
      }),
    );
  } finally {
    for (const db of open) db.close();
  }
}

const stageIn = (db: Db, id: string): Stage => ({
  id,
  head: JSON.parse(findStageHead(db)) as BundleHead,
  *documents() {
    for (const body of eachStageDocument(db)) yield JSON.parse(body) as SignedDocument;
  },
  *ops() {
    for (const { hash, bytes } of eachStageOp(db)) yield readOpLine(hash, bytes);
  },
});

export function dropStage(ctx: Ctx, stageId: string): void {
  if (!/^[0-9a-f]{32}$/.test(stageId)) return;
  rmSync(pathOf(ctx, stageId), { force: true });
  rmSync(filesAside(ctx, stageId), { recursive: true, force: true });
}
