import type { Checked, Output } from '../api/contract/index.ts';
import { reviewers } from '../api/contract/report.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { commit, create } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { canTransition } from '../domain/report.ts';
import { findReport, type ReportFacts, type ReportRecord } from '../queries/report.ts';
import { listReportIds } from '../queries/report-list.ts';
import { assertForOffice } from './assignment-rules.ts';
import { appendStep, getStanding, isOwnWork } from './assignment-steps.ts';
import { matchingIds } from './many-patch.ts';
import { getFacts, problemOf } from './report-facts.ts';
import { toVersion } from './report-submit.ts';

type ReviewKind = Checked<'report.review'>['kind'];

const statusOf = { approve: 'approved', return: 'returned', close: 'closed' } as const;

/** A stored report. Errors: NOT_FOUND. */
export function getReport(ctx: Ctx, id: string): ReportRecord {
  const record = findReport(ctx.db, id);
  if (record === undefined) throw new AppError('NOT_FOUND', { entity: 'report', id });
  return record;
}

/**
 * Only the office that gave the work decides, only on the newest version, and nobody on their own or their unit's work
 * (DOMAIN 5.2.6), nor for the office while acting for another unit. A report of a task that is not periodic is closed only when the work has ended: more are to come before.
 * Errors: FORBIDDEN, NOT_OWNER, REPORT_STATE, OWN_WORK, STEP_NOT_ALLOWED.
 */
export function assertMayReview(ctx: Ctx, facts: ReportFacts, record: ReportRecord, kind: ReviewKind): void {
  const { role, userId, unitId } = ctx.caller;
  if (!reviewers.includes(role)) throw new AppError('FORBIDDEN', { role, name: 'report.review' });
  if (facts.issuerId !== ctx.office.unitId) throw new AppError('NOT_OWNER', { entity: 'assignment' });
  if (record.isLatest === 0) throw new AppError('REPORT_STATE', { status: record.status });
  const verdict = canTransition(toVersion(facts, record), statusOf[kind], [userId, unitId]);
  if (verdict === 'OWN_WORK') throw new AppError('OWN_WORK', {});
  assertForOffice(ctx, 'report.review');
  if (verdict !== true) throw new AppError('REPORT_STATE', { status: record.status });
  const isResult = kind !== 'close' && bringsResult(facts, record);
  if (isResult && isOwnWork(ctx, getStanding(ctx, record.assignmentId), 'approveResult'))
    throw new AppError('OWN_WORK', {});
  if (kind === 'close' && record.periodKey === null && facts.isEnded === 0) {
    throw new AppError('STEP_NOT_ALLOWED', { step: 'close', state: facts.processing });
  }
}

/** True when a decision on the report is also one on the result of the work. */
const bringsResult = (facts: ReportFacts, record: ReportRecord): boolean =>
  record.doneOn !== null && facts.processing === 'awaitingApproval';

function review(ctx: Ctx, input: { reportId: string; kind: ReviewKind; onDay: Day; reason: string }): void {
  const { reportId, kind, onDay, reason } = input;
  const record = getReport(ctx, reportId);
  const facts = getFacts(ctx.db, record.assignmentId);
  assertMayReview(ctx, facts, record, kind);
  if (kind === 'return' && reason === '') throw new AppError('REASON_REQUIRED', {});
  if (onDay < record.reportedOn) throw new AppError('DATES_OUT_OF_ORDER', { first: record.reportedOn, second: onDay });
  commit(ctx, [create('reportReview', ctx.newId(), { reportId, unitId: record.unitId, kind, onDay, reason })]);
  if (!bringsResult(facts, record)) return;
  const { assignmentId, doneOn } = record;
  if (kind === 'approve') appendStep(ctx, { assignmentId, kind: 'approveResult', onDay, doneOn, reportId, reason });
  if (kind === 'return') appendStep(ctx, { assignmentId, kind: 'returnResult', onDay, reportId, reason });
}

/** Duyệt, trả lại or chốt: added to the report, which itself stays as it was sent; a result that was reported goes with it. */
export function reviewReport(ctx: Ctx, input: Checked<'report.review'>): Output<'report.review'> {
  review(ctx, input);
  return { status: statusOf[input.kind] };
}

/** Many at once, each in a savepoint of its own. */
export function reviewReports(
  ctx: Ctx,
  { ids, kind, onDay }: Checked<'report.reviewMany'>,
): Output<'report.reviewMany'> {
  const one = ctx.db.transaction((reportId: string) => review(ctx, { reportId, kind, onDay, reason: '' }));
  const outcomes = ids.map((id) => ({ id, problem: problemOf(() => one(id)) }));
  return { done: outcomes.filter(({ problem }) => problem === null).length, outcomes };
}

/** All that a filter finds, each in a savepoint of its own. Errors: COUNT_CHANGED. */
export function reviewMatching(
  ctx: Ctx,
  { filter, expectedCount, kind, onDay }: Checked<'report.reviewMatching'>,
): Output<'report.reviewMatching'> {
  const ids = matchingIds((limit) => listReportIds(ctx.db, filter, limit), expectedCount);
  const one = ctx.db.transaction((reportId: string) => review(ctx, { reportId, kind, onDay, reason: '' }));
  const refused: Output<'report.reviewMatching'>['refused'] = [];
  for (const [index, id] of ids.entries()) {
    if (index % 50 === 0) ctx.step(index, ids.length);
    const problem = problemOf(() => one(id));
    if (problem !== null) refused.push({ id, problem });
  }
  return { done: ids.length - refused.length, refused };
}
