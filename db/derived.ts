import { type AssignmentStep, foldAssignment } from './domain/assignment.ts';
import type { EntityName } from './entities/index.ts';
import type { AssignmentStateRow } from './schema.ts';
import { type Db, prepare } from './sql.ts';

/** Brings the derived tables up to date after an op on a record; in the same transaction, rebuilt the same way. */
export function updateDerived(db: Db, entity: EntityName, id: string, fields: Record<string, unknown>): void {
  if (entity === 'assignment') updateAssignmentState(db, id);
  if (entity === 'assignmentStep') updateAssignmentState(db, fields['assignmentId'] as string);
  if (entity === 'report') {
    updateReportStates(db, fields['assignmentId'] as string, fields['periodKey'] as string | null);
    updateAssignmentState(db, fields['assignmentId'] as string);
  }
  if (entity === 'reportReview') updateReviewed(db, fields['reportId'] as string);
}

function updateReviewed(db: Db, reportId: string): void {
  const report = prepare(db, 'SELECT assignmentId, periodKey FROM report WHERE id = ?').get(reportId);
  const found = report as { assignmentId: string; periodKey: string | null } | undefined;
  if (found !== undefined) updateReportStates(db, found.assignmentId, found.periodKey);
}

/** The processing axis of one assignment, folded from its steps in the order in which they came to be. */
function updateAssignmentState(db: Db, assignmentId: string): void {
  const found = prepare(db, 'SELECT role, unitId, taskId, originalDueOn, createdLam FROM assignment WHERE id = ?').get(
    assignmentId,
  );
  const assignment = found as
    | { role: 'lead' | 'support'; unitId: string; taskId: string; originalDueOn: string | null; createdLam: number }
    | undefined;
  if (assignment === undefined) return;
  const steps = prepare(
    db,
    `SELECT kind, side, onDay, dueOn, doneOn, reason, createdLam FROM assignmentStep WHERE assignmentId = ? ORDER BY createdLam, id`,
  ).all(assignmentId) as (AssignmentStep & { createdLam: number })[];
  const state = foldAssignment(assignment, steps);
  const latest = prepare(
    db,
    `SELECT report.id, percent, createdLam FROM report JOIN reportState ON reportId = report.id AND isLatest = 1
     WHERE assignmentId = ? ORDER BY reportedOn DESC, createdLam DESC, report.id DESC LIMIT 1`,
  ).get(assignmentId) as { id: string; percent: number; createdLam: number } | undefined;
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
  };
  prepare(
    db,
    `INSERT OR REPLACE INTO assignmentState VALUES (@assignmentId, @role, @processing, @currentDueOn, @requestedDueOn,
     @completedOn, @reminderCount, @lastRemindedOn, @isEnded, @latestReportId, @percent, @touchedLam, @unitId, @taskId)`,
  ).run(row);
}

interface ReviewRow {
  kind: 'approve' | 'return' | 'close';
  onDay: string;
  createdBy: string;
  reason: string;
}

const statusOf = { approve: 'approved', return: 'returned', close: 'closed' } as const;

/** Status of the reports of an assignment for one period: the newest version counts, the last review decides. */
function updateReportStates(db: Db, assignmentId: string, periodKey: string | null): void {
  const reports = prepare(
    db,
    `SELECT id FROM report WHERE assignmentId = ? AND periodKey IS ? ORDER BY version DESC, createdLam DESC, id DESC`,
  )
    .pluck()
    .all(assignmentId, periodKey) as string[];
  for (const [index, reportId] of reports.entries()) {
    const review = prepare(
      db,
      'SELECT kind, onDay, createdBy, reason FROM reportReview WHERE reportId = ? ORDER BY createdLam DESC, id DESC LIMIT 1',
    ).get(reportId) as ReviewRow | undefined;
    prepare(db, 'INSERT OR REPLACE INTO reportState VALUES (?, ?, ?, ?, ?, ?)').run(
      reportId,
      review === undefined ? 'submitted' : statusOf[review.kind],
      review?.onDay ?? null,
      review?.createdBy ?? null,
      review?.reason ?? '',
      index === 0 ? 1 : 0,
    );
  }
}
