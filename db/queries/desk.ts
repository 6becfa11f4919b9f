import type { AssignmentFilter } from '../api/contract/assignment.ts';
import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';

/** When documents arrived and until when an answer is wanted. */
export const listArrivals = (
  db: Db,
  ids: readonly string[],
): { id: string; arrivedOn: Day | null; replyDueOn: Day | null }[] =>
  prepare(db, 'SELECT id, arrivedOn, replyDueOn FROM directive WHERE id IN (SELECT value FROM json_each(?))').all(
    JSON.stringify(ids),
  ) as { id: string; arrivedOn: Day | null; replyDueOn: Day | null }[];

/** The filter of everything that a desk asks of assignments: the office sees leads, a unit all that it has a part in. */
export const deskFilter = (unitId: string | undefined): AssignmentFilter =>
  unitId === undefined ? { isUnder: false, role: 'lead' } : { unitId, isUnder: true, role: 'any' };
