import type { EntityName } from '../entities/index.ts';
import { type Db, prepare } from '../sql.ts';
import type { StoredOp } from '../sync/op.ts';
import { readOp } from './op.ts';

/** Ops of several records, newest first, after a place in that order. Uses index op_by_record. */
export const listOpsOfAll = (
  db: Db,
  ids: readonly string[],
  before: { lam: number; opId: number } | undefined,
  limit: number,
): (StoredOp & { opId: number })[] =>
  (
    prepare(
      db,
      `SELECT opId, hash, bytes FROM op WHERE entityId IN (SELECT value FROM json_each(@ids)) AND (lam, opId) < (@lam, @opId)
       ORDER BY lam DESC, opId DESC LIMIT @limit`,
    ).all({
      ids: JSON.stringify(ids),
      lam: before?.lam ?? Number.MAX_SAFE_INTEGER,
      opId: before?.opId ?? 0,
      limit,
    }) as { opId: number; hash: Buffer; bytes: Buffer }[]
  ).map((row) => ({ ...readOp(row), opId: row.opId }));

export const countOpsOfAll = (db: Db, ids: readonly string[]): number =>
  prepare(db, 'SELECT count(*) FROM op WHERE entityId IN (SELECT value FROM json_each(?))')
    .pluck()
    .get(JSON.stringify(ids)) as number;

/** What belongs to a record: its parts, and theirs. What was removed is found by `removed`. */
const parts: Partial<Record<EntityName, string>> = {
  directive: `SELECT id FROM directiveRelation WHERE fromId = @id UNION SELECT id FROM directiveRelation WHERE toId = @id
    UNION SELECT id FROM directiveReceipt WHERE directiveId = @id
    UNION SELECT id FROM attachment WHERE parentId = @id`,
  unit: `SELECT id FROM unitVersion WHERE unitId = @id UNION SELECT id FROM unitLineage WHERE fromUnitId = @id
    UNION SELECT id FROM unitLineage WHERE toUnitId = @id`,
  task: `SELECT id FROM assignment WHERE taskId = @id
    UNION SELECT step.id FROM assignment JOIN assignmentStep step ON step.assignmentId = assignment.id WHERE taskId = @id
    UNION SELECT id FROM attachment WHERE parentId = @id`,
  assignment: `SELECT id FROM assignmentStep WHERE assignmentId = @id UNION SELECT id FROM report WHERE assignmentId = @id
    UNION SELECT review.id FROM report JOIN reportReview review ON review.reportId = report.id WHERE assignmentId = @id`,
  report: `SELECT id FROM reportReview WHERE reportId = @id UNION SELECT id FROM attachment WHERE parentId = @id`,
  stocktake: 'SELECT id FROM stocktakeTask WHERE stocktakeId = @id',
  criterionSet: 'SELECT id FROM criterion WHERE setId = @id',
  registration: 'SELECT id FROM assessment WHERE registrationId = @id',
};

/** Kinds of parts whose removal belongs to the history of the whole. */
const partKinds: Partial<Record<EntityName, readonly EntityName[]>> = {
  directive: ['directiveRelation', 'directiveReceipt', 'attachment'],
  unit: ['unitVersion', 'unitLineage'],
  task: ['assignment', 'attachment'],
  assignment: ['assignmentStep', 'report'],
  report: ['reportReview', 'attachment'],
  stocktake: ['stocktakeTask'],
  criterionSet: ['criterion'],
  registration: ['assessment'],
};

/** The record and all that belongs to it, also what was removed since. */
export function listRelatedIds(db: Db, entity: EntityName, id: string): string[] {
  const sql = parts[entity];
  if (sql === undefined) return [id];
  const alive = prepare(db, sql).pluck().all({ id }) as string[];
  const removed = prepare(
    db,
    'SELECT entityId FROM removed WHERE targetId = ? AND entity IN (SELECT value FROM json_each(?))',
  )
    .pluck()
    .all(id, JSON.stringify(partKinds[entity] ?? [])) as string[];
  return [...new Set([id, ...alive, ...removed])];
}
