import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';
import { unitNameOn } from './unit-on.ts';

/** Rows of one of the tables the demo fills. */
export const countRows = (db: Db, table: 'unit' | 'directive' | 'assignment' | 'report'): number =>
  prepare(db, `SELECT count(*) FROM ${table}`).pluck().get() as number;

/** The first kind of document with that abbreviation; every office is seeded with them. */
export function findKindId(db: Db, abbreviation: string): string {
  const id = prepare(db, 'SELECT id FROM documentKind WHERE abbreviation = ? ORDER BY orderNumber LIMIT 1')
    .pluck()
    .get(abbreviation);
  if (typeof id !== 'string') throw new Error(`no kind of document is abbreviated ${abbreviation}`);
  return id;
}

/** The reporting rule of that name, which every office is seeded with. */
export function findRuleId(db: Db, name: string): string {
  const id = prepare(db, 'SELECT id FROM periodRule WHERE name = ? ORDER BY orderNumber LIMIT 1').pluck().get(name);
  if (typeof id !== 'string') throw new Error(`no period rule ${name}`);
  return id;
}

/** Dated work under way whose deadline comes next after a day. */
export const listWorkInHand = (db: Db, on: Day, count: number): { assignmentId: string; unitName: string }[] =>
  prepare(
    db,
    `SELECT state.assignmentId, ${unitNameOn('state.unitId')} AS unitName
     FROM assignmentState state JOIN task ON task.id = state.taskId
     WHERE state.role = 'lead' AND state.processing IN ('accepted', 'inProgress') AND task.kind = 'dated' AND state.currentDueOn >= @on
     ORDER BY state.currentDueOn, state.assignmentId LIMIT @count`,
  ).all({ on, count }) as { assignmentId: string; unitName: string }[];
