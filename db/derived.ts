import { type AssignmentStep, foldAssignment } from './domain/assignment.ts';
import type { EntityName } from './entities/index.ts';
import { countWorkMonths, updatePeriodReport, updatePeriodReports } from './queries/overview-counters.ts';
import { updateOverlaps, updateReviews } from './queries/rival.ts';
import { updateSuccession } from './queries/unit-succession.ts';
import type { AssignmentStateRow } from './schema.ts';
import { type Db, prepare } from './sql.ts';

/** Records whose derived rows no longer follow from the tables. */
export class Touched {
  /** Assignments whose state may be another. */
  readonly assignments = new Set<string>();
  /** Assignments that are new or others themselves: whose reports count may be another. */
  readonly given = new Set<string>();
  /** Periods of an assignment with a new report: which version counts may be another. */
  readonly periods = new Map<string, { readonly assignmentId: string; readonly periodKey: string | null }>();
  /** Reports with a new review. */
  readonly reports = new Set<string>();
  /** Reports of those periods: what was decided on them follows with the period. */
  readonly newReports = new Set<string>();
  /** Units whose life or whose edges may be others: who carries on what ended units left may be another. */
  readonly units = new Set<string>();
  /** Events whose day may be another. */
  readonly events = new Set<string>();

  /** Records that have still to follow from their ops, which comes before all else. */
  readonly stale = new Map<string, { readonly entity: EntityName; readonly id: string }>();

  get size(): number {
    const { assignments, periods, reports, units, events, stale } = this;
    return assignments.size + periods.size + reports.size + units.size + events.size + stale.size;
  }
}

/** Notes what follows from an op on a record; `fields` are those it has or, when it was withdrawn, had last. */
export function noteTouched(touched: Touched, entity: EntityName, id: string, fields: Record<string, unknown>): void {
  if (entity === 'assignment') {
    touched.assignments.add(id);
    touched.given.add(id);
  }
  if (entity === 'assignmentStep') touched.assignments.add(fields['assignmentId'] as string);
  if (entity === 'reportReview') {
    const reportId = fields['reportId'] as string;
    if (!touched.newReports.has(reportId)) touched.reports.add(reportId);
  }
  if (entity === 'unitVersion') touched.units.add(fields['unitId'] as string);
  if (entity === 'unitEvent') touched.events.add(id);
  if (entity === 'unitLineage' && typeof fields['fromUnitId'] === 'string') touched.units.add(fields['fromUnitId']);
  if (entity !== 'report') return;
  touched.newReports.add(id);
  const assignmentId = fields['assignmentId'] as string;
  const periodKey = fields['periodKey'] as string | null;
  touched.assignments.add(assignmentId);
  touched.periods.set(`${assignmentId} ${periodKey ?? ''}`, { assignmentId, periodKey });
}

/** A report that was withdrawn has no status; what it left behind follows with the rest. */
export const removeReportState = (db: Db, reportId: string): void =>
  void prepare(db, 'DELETE FROM reportState WHERE reportId = ?').run(reportId);

/** Brings the derived tables up to date with all that was noted, each row once; in the transaction of the ops. */
export function updateTouched(db: Db, touched: Touched): void {
  for (const { assignmentId, periodKey } of touched.periods.values()) updateReportStates(db, assignmentId, periodKey);
  for (const reportId of touched.reports) updateReviewed(db, reportId);
  for (const assignmentId of touched.given) updatePeriodReports(db, assignmentId);
  // After the reports: an assignment shows its latest one.
  for (const assignmentId of touched.assignments) updateAssignmentState(db, assignmentId);
  updateSuccession(db, touched);
  updateOverlaps(db, touched.units);
  updateReviews(db, [...touched.reports, ...touched.newReports]);
  touched.units.clear();
  touched.events.clear();
  touched.periods.clear();
  touched.reports.clear();
  touched.newReports.clear();
  touched.assignments.clear();
  touched.given.clear();
}

function updateReviewed(db: Db, reportId: string): void {
  const report = prepare(db, 'SELECT assignmentId, periodKey FROM report WHERE id = ?').get(reportId);
  const found = report as { assignmentId: string; periodKey: string | null } | undefined;
  if (found !== undefined) updateReportStates(db, found.assignmentId, found.periodKey);
}

/**
 * The processing axis of one assignment, folded from its steps in the order in which they came to be. A unit that supports knows the
 * lead it hangs on: what it writes of that in its own name is no step of the lead.
 */
function updateAssignmentState(db: Db, assignmentId: string): void {
  const found = prepare(
    db,
    'SELECT role, unitId, taskId, assignedOn, originalDueOn, createdLam FROM assignment WHERE id = ?',
  ).get(assignmentId);
  const assignment = found as
    | (Pick<AssignmentStateRow, 'role' | 'unitId' | 'taskId' | 'assignedOn'> & {
        originalDueOn: string | null;
        createdLam: number;
      })
    | undefined;
  if (assignment === undefined) {
    countWorkMonths(db, assignmentId, undefined);
    prepare(db, 'DELETE FROM assignmentState WHERE assignmentId = ?').run(assignmentId);
    return;
  }
  const steps = prepare(
    db,
    `SELECT kind, side, onDay, dueOn, doneOn, reason, createdLam FROM assignmentStep
     WHERE assignmentId = ? AND unitId = ? ORDER BY createdLam, id`,
  ).all(assignmentId, assignment.unitId) as (AssignmentStep & { createdLam: number })[];
  const state = foldAssignment(assignment, steps);
  const latest = prepare(
    db,
    `SELECT report.id, percent, createdLam FROM report JOIN reportState ON reportId = report.id AND isLatest = 1
     WHERE assignmentId = ? AND unitId = ? ORDER BY reportedOn DESC, createdLam DESC, report.id DESC LIMIT 1`,
  ).get(assignmentId, assignment.unitId) as { id: string; percent: number; createdLam: number } | undefined;
  const row: AssignmentStateRow = {
    assignmentId,
    role: assignment.role,
    processing: state.processing,
    currentDueOn: state.currentDueOn,
    requestedDueOn: state.extensionRequestedDueOn,
    completedOn: state.completedOn,
    reminderCount: state.reminderCount,
    lastRemindedOn: state.lastRemindedOn,
    isEnded: state.isEnded ? 1 : 0,
    latestReportId: latest?.id ?? null,
    percent: state.processing === 'done' ? 100 : (latest?.percent ?? 0),
    touchedLam: Math.max(assignment.createdLam, steps.at(-1)?.createdLam ?? 0, latest?.createdLam ?? 0),
    unitId: assignment.unitId,
    taskId: assignment.taskId,
    assignedOn: assignment.assignedOn,
    endedOn: state.isEnded ? lastEnding(steps) : null,
  };
  countWorkMonths(db, assignmentId, row);
  prepare(db, stateSql).run(row);
}

/** The last day on which a step ended the work; it owes no report for a period that closes later. */
const lastEnding = (steps: readonly AssignmentStep[]): string | null =>
  steps.reduce<string | null>(
    (last, { kind, onDay }) => (ENDING.has(kind) && (last === null || onDay > last) ? onDay : last),
    null,
  );

const ENDING: ReadonlySet<AssignmentStep['kind']> = new Set<AssignmentStep['kind']>([
  ...(['approveReturn', 'approveResult', 'handOn', 'cancel', 'finish'] as const),
]);

const stateColumns = [
  ...['role', 'processing', 'currentDueOn', 'requestedDueOn', 'completedOn', 'reminderCount', 'lastRemindedOn'],
  ...['isEnded', 'latestReportId', 'percent', 'touchedLam', 'unitId', 'taskId', 'assignedOn', 'endedOn'],
] as const satisfies readonly (keyof AssignmentStateRow)[];

/** Changes the row in place: only the indexes of what differs are written. */
const stateSql = `INSERT INTO assignmentState (assignmentId, ${stateColumns.join(', ')})
  VALUES (@assignmentId, ${stateColumns.map((column) => `@${column}`).join(', ')})
  ON CONFLICT (assignmentId) DO UPDATE SET ${stateColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`;

interface ReviewRow {
  kind: 'approve' | 'return' | 'close';
  onDay: string;
  createdBy: string;
  reason: string;
}

const statusOf = { approve: 'approved', return: 'returned', close: 'closed' } as const;

/**
 * Status of the reports of an assignment for one period: the newest version of each unit counts, the last review decides. What
 * another unit reports on an assignment takes nothing away from the one that has it.
 */
function updateReportStates(db: Db, assignmentId: string, periodKey: string | null): void {
  const reports = prepare(
    db,
    `SELECT id, unitId FROM report WHERE assignmentId = ? AND periodKey IS ? ORDER BY version DESC, createdLam DESC, id DESC`,
  ).all(assignmentId, periodKey) as { id: string; unitId: string }[];
  const seen = new Set<string>();
  for (const { id: reportId, unitId } of reports) {
    const review = prepare(
      db,
      'SELECT kind, onDay, createdBy, reason FROM reportReview WHERE reportId = ? ORDER BY createdLam DESC, id DESC LIMIT 1',
    ).get(reportId) as ReviewRow | undefined;
    // Most versions of a long report stay as they are: those are not written again.
    prepare(
      db,
      `INSERT INTO reportState VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (reportId) DO UPDATE SET status = excluded.status,
       reviewedOn = excluded.reviewedOn, reviewedBy = excluded.reviewedBy, reason = excluded.reason, isLatest = excluded.isLatest
       WHERE status <> excluded.status OR reviewedOn IS NOT excluded.reviewedOn OR reviewedBy IS NOT excluded.reviewedBy
       OR reason <> excluded.reason OR isLatest <> excluded.isLatest`,
    ).run(
      reportId,
      review === undefined ? 'submitted' : statusOf[review.kind],
      review?.onDay ?? null,
      review?.createdBy ?? null,
      review?.reason ?? '',
      seen.has(unitId) ? 0 : 1,
    );
    seen.add(unitId);
  }
  updatePeriodReport(db, assignmentId, periodKey);
}
