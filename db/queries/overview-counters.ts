import { daysBetween } from '../api/day.ts';
import { bandOf } from '../domain/overview.ts';
import type { AssignmentStateRow } from '../schema.ts';
import { type Db, prepare } from '../sql.ts';

type Counted = Pick<AssignmentStateRow, 'role' | 'processing' | 'currentDueOn' | 'completedOn' | 'unitId' | 'taskId'>;

/** How work that is done is counted: on time, or late by its band of days. */
export type Outcome = 'onTime' | 'late0' | 'late1' | 'late2' | 'late3';

/** The month and column a lead that is done is counted in; undefined for all else. */
function cellOf(state: Counted | undefined): { month: string; outcome: Outcome } | undefined {
  if (state?.role !== 'lead' || state.processing !== 'done') return undefined;
  const { currentDueOn, completedOn } = state;
  if (currentDueOn === null || completedOn === null) return undefined;
  const month = currentDueOn.slice(0, 7);
  const daysLate = daysBetween(currentDueOn, completedOn);
  return { month, outcome: daysLate <= 0 ? 'onTime' : `late${bandOf(daysLate) as 0 | 1 | 2 | 3}` };
}

function add(db: Db, state: Counted | undefined, change: 1 | -1): void {
  const cell = cellOf(state);
  if (state === undefined || cell === undefined) return;
  const axes = [
    ['all', ''],
    ['unit', state.unitId],
    ['task', state.taskId],
  ] as const;
  for (const [axis, id] of axes) {
    const key = [axis, cell.month, id, cell.outcome];
    prepare(
      db,
      `INSERT INTO workMonth VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    ).run(...key, change);
    if (change === -1)
      prepare(db, 'DELETE FROM workMonth WHERE axis = ? AND month = ? AND id = ? AND outcome = ? AND count = 0').run(
        ...key,
      );
  }
}

const isSame = (a: Counted | undefined, b: Counted | undefined): boolean => {
  const [one, other] = [cellOf(a), cellOf(b)];
  return one?.month === other?.month && one?.outcome === other?.outcome;
};

/** Keeps workMonth in step; before the state of an assignment is replaced by `next`, or taken away when there is none. */
export function countWorkMonths(db: Db, assignmentId: string, next: Counted | undefined): void {
  const last = prepare(
    db,
    'SELECT role, processing, currentDueOn, completedOn, unitId, taskId FROM assignmentState WHERE assignmentId = ?',
  ).get(assignmentId) as Counted | undefined;
  if (isSame(last, next)) return;
  add(db, last, -1);
  add(db, next, 1);
}

/** Keeps periodReport in step, after the states of the reports of an assignment for a period. */
export function updatePeriodReport(db: Db, assignmentId: string, periodKey: string | null): void {
  if (periodKey === null) return;
  prepare(db, 'DELETE FROM periodReport WHERE periodKey = ? AND assignmentId = ?').run(periodKey, assignmentId);
  prepare(
    db,
    `INSERT INTO periodReport SELECT periodKey, assignmentId, min(reportedOn),
       max(iif(isLatest, reportedOn, NULL)), max(iif(isLatest, status, NULL))
     FROM report JOIN reportState ON reportId = report.id WHERE assignmentId = @assignmentId AND periodKey = @periodKey
       AND unitId = (SELECT unitId FROM assignment WHERE id = @assignmentId) GROUP BY periodKey, assignmentId`,
  ).run({ assignmentId, periodKey });
}

/** The same for all periods of an assignment: only what the unit reports that has it counts. */
export function updatePeriodReports(db: Db, assignmentId: string): void {
  const keys = prepare(db, 'SELECT DISTINCT periodKey FROM report WHERE assignmentId = ?').pluck().all(assignmentId);
  for (const periodKey of keys as (string | null)[]) updatePeriodReport(db, assignmentId, periodKey);
}
