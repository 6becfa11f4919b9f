import type { HistoryEntity } from '../api/contract/history.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { listOpsOf } from '../queries/op.ts';
import { compareOps, fold } from '../sync/fold.ts';
import type { StoredOp } from '../sync/op.ts';

/** Ops of one record, oldest first. Errors: NOT_FOUND for one that nobody ever made. */
export function opsOf(ctx: Ctx, entity: HistoryEntity, id: string): StoredOp[] {
  const ops = listOpsOf(ctx.db, entity, id).sort(compareOps);
  if (ops.length === 0) throw new AppError('NOT_FOUND', { entity, id });
  return ops;
}

/** What the record held after an op. Errors: NOT_FOUND for an op that is not the record's. */
export function fieldsAfter(ops: readonly StoredOp[], hash: string): Record<string, unknown> {
  const place = ops.findIndex((op) => op.hash === hash);
  const op = ops[place];
  if (op === undefined) throw new AppError('NOT_FOUND', { entity: 'op', id: hash });
  return fold(ops.slice(0, place + 1)).fields;
}

/** Hashes of the ops of a record that the writer of one of them had seen. */
export function ancestorsOf(ops: readonly StoredOp[], op: StoredOp): Set<string> {
  const byHash = new Map(ops.map((one) => [one.hash, one]));
  const seen = new Set<string>();
  const open = [...op.base];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(byHash.get(next)?.base ?? []));
  }
  return seen;
}
