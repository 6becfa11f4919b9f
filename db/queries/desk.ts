import type { AssignmentFilter } from '../api/contract/assignment.ts';
import type { Output } from '../api/contract/index.ts';
import type { Day } from '../api/day.ts';
import { type Db, prepare } from '../sql.ts';
import { daysLateSql, daysOf, timelinessSql } from './assignment.ts';
import { unitNameOn } from './unit-on.ts';

type Work = Output<'desk.today'>['overdue']['rows'][number];

/** In the words of the index assignmentState_by_due. */
const dueKey = `coalesce(state.currentDueOn, '9999-12-31')`;
const ranges = {
  overdue: `${dueKey} < @on`,
  dueSoon: `${dueKey} BETWEEN @on AND @soonTo`,
} as const;

/** Leads in one state of their deadline, a row per task, the earliest deadline first. Uses index assignmentState_by_due. */
export const listDueTasks = (db: Db, on: Day, timeliness: keyof typeof ranges, limit: number): Work[] =>
  prepare(
    db,
    `SELECT found.id, found.taskId, task.content, ${unitNameOn('found.unitId')} AS unitName, shareCount, dueOn, daysLate,
       NULL AS asks, NULL AS requestedDueOn
     FROM (SELECT state.assignmentId AS id, state.taskId, state.unitId, count(*) AS shareCount,
         min(state.currentDueOn) AS dueOn, max(${daysLateSql}) AS daysLate
       FROM assignmentState state
       WHERE state.role = 'lead' AND state.isEnded IN (0, 1) AND ${ranges[timeliness]} AND ${timelinessSql} = @timeliness
       GROUP BY state.taskId ORDER BY dueOn, shareCount DESC, state.taskId LIMIT @limit) found
     JOIN task ON task.id = found.taskId ORDER BY dueOn, shareCount DESC, found.taskId`,
  ).all({ ...daysOf(on), timeliness, limit }) as Work[];

/** What waits for the issuer's word: what asks for something rare first, then results. Uses index assignmentState_awaiting. */
export const listWaiting = (db: Db, on: Day, limit: number): Work[] =>
  prepare(
    db,
    `SELECT state.assignmentId AS id, state.taskId, task.content, ${unitNameOn('state.unitId')} AS unitName, 1 AS shareCount,
       state.currentDueOn AS dueOn, ${daysLateSql} AS daysLate, state.requestedDueOn,
       CASE state.processing WHEN 'awaitingApproval' THEN 'result' WHEN 'returnRequested' THEN 'return' ELSE 'extension' END AS asks
     FROM assignmentState state JOIN task ON task.id = state.taskId
     WHERE (state.processing IN ('awaitingApproval', 'returnRequested') OR state.requestedDueOn IS NOT NULL) AND +state.role = 'lead'
     ORDER BY state.processing = 'awaitingApproval', ${dueKey}, state.assignmentId LIMIT @limit`,
  ).all({ on, limit }) as Work[];

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
