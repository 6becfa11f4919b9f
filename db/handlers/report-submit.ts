import type { Checked, Output } from '../api/contract/index.ts';
import { reportDraftKey, reporters } from '../api/contract/report.ts';
import type { Day } from '../api/day.ts';
import type { Role } from '../api/define.ts';
import { AppError } from '../api/errors.ts';
import { commit, create } from '../commit.ts';
import type { Ctx } from '../context.ts';
import type { Period } from '../domain/period.ts';
import { nextVersion, type ReportVersion } from '../domain/report.ts';
import { deleteDraft } from '../queries/draft.ts';
import { findUnitFullName, listVersions, type ReportFacts, type ReportRecord } from '../queries/report.ts';
import { appendStep } from './assignment-steps.ts';
import { dueOf, endOfUnit, getFacts, getPeriod, isLateOn } from './report-facts.ts';

type Submitted = Checked<'report.submit'>;

const onBehalf: readonly Role[] = ['admin', 'clerk', 'coordinator'];

/** Who may write a report: a user of the unit itself, or the office that gave the work, for a unit without a PC. Errors: FORBIDDEN. */
export function assertMayWrite(ctx: Ctx, facts: ReportFacts): void {
  const { role, unitId } = ctx.caller;
  if (reporters.includes(role)) {
    if (unitId === facts.unitId) return;
    const isIssuer = unitId === ctx.office.unitId && facts.issuerId === ctx.office.unitId;
    if (isIssuer && onBehalf.includes(role)) return;
  }
  throw new AppError('FORBIDDEN', { role, name: 'report.submit' });
}

/**
 * Work that has ended is not reported on any more, and a unit that has ended reports nothing new; it may still hand in,
 * late, what belongs to a period that began before its end (DOMAIN 5.2.2). Errors: REPORT_AFTER_END, STEP_NOT_ALLOWED.
 */
export function assertOpen(
  ctx: Ctx,
  facts: ReportFacts,
  period: Period | null,
  days: { reportedOn: Day; doneOn: Day | null },
): void {
  const endOn = endOfUnit(ctx.db, facts.unitId);
  const hasEnded = endOn !== null && days.reportedOn >= endOn;
  const matterOn = period === null ? days.doneOn : period.startOn;
  if (hasEnded && (matterOn === null || matterOn >= endOn)) {
    const name = findUnitFullName(ctx.db, facts.unitId, days.reportedOn);
    throw new AppError('REPORT_AFTER_END', { name, endOn });
  }
  const isLateForPeriod = hasEnded && period !== null && facts.processing === 'handedOn' && days.doneOn === null;
  if (facts.isEnded === 1 && !isLateForPeriod) throw notAllowed(facts);
}

const notAllowed = (facts: ReportFacts): AppError<'STEP_NOT_ALLOWED'> =>
  new AppError('STEP_NOT_ALLOWED', { step: 'submitResult', state: facts.processing });

/** A day of reporting lies after the assigning, the start of the period and the report before it, and is no day to come. Errors: REPORT_DAY_OUTSIDE. */
function assertDays(
  facts: ReportFacts,
  period: Period | null,
  before: ReportRecord | undefined,
  input: Submitted,
): void {
  const { reportedOn, doneOn, on } = input;
  const starts = [facts.assignedOn, period?.startOn ?? '', input.correctsId === null ? (before?.reportedOn ?? '') : ''];
  const from = starts.reduce((a, b) => (a > b ? a : b));
  if (reportedOn < from || reportedOn > on) throw new AppError('REPORT_DAY_OUTSIDE', { from, to: on });
  if (doneOn !== null && (doneOn < facts.assignedOn || doneOn > reportedOn)) {
    throw new AppError('REPORT_DAY_OUTSIDE', { from: facts.assignedOn, to: reportedOn });
  }
}

/**
 * Number of the version to come. Of one period there is one report, so whoever writes after it must have seen it; reports of
 * other tasks follow one another, and only a correction cites the one it replaces. Errors: NOT_FOUND, CHANGED_MEANWHILE, REPORT_STATE.
 */
export function numberAfter(
  facts: ReportFacts,
  versions: readonly ReportRecord[],
  period: Period | null,
  correctsId: string | null,
): number {
  const [newest] = versions;
  if (correctsId !== null && !versions.some(({ id }) => id === correctsId)) {
    throw new AppError('NOT_FOUND', { entity: 'report', id: correctsId });
  }
  if (newest === undefined) return 1;
  if (correctsId === null && period === null) return newest.version + 1;
  if (newest.id !== correctsId) throw new AppError('CHANGED_MEANWHILE', { entity: 'report', id: newest.id });
  const next = nextVersion((period === null ? [newest] : versions).map((one) => toVersion(facts, one)));
  if (typeof next !== 'number') throw new AppError('REPORT_STATE', { status: 'closed' });
  return next;
}

/** A stored version as the rules see it: it belongs to the person who sent it and to its unit, unless that gave the work to itself. */
export const toVersion = (
  { issuerId }: Pick<ReportFacts, 'issuerId'>,
  { version, status, createdBy, unitId }: ReportRecord,
): ReportVersion => ({
  version,
  status,
  authorIds: unitId === issuerId ? [createdBy] : [createdBy, unitId],
});

/**
 * What a report says about the work itself: the first one starts it, one with `doneOn` brings the result, and one that
 * replaces an announced result takes it back. Errors: STEP_NOT_ALLOWED.
 */
function appendSteps(
  ctx: Ctx,
  facts: ReportFacts,
  input: Submitted,
  reportId: string,
  before: ReportRecord | undefined,
): void {
  const { assignmentId, reportedOn: onDay, doneOn } = input;
  if (facts.isEnded === 1) return;
  const isAwaiting = facts.processing === 'awaitingApproval';
  const isFirst =
    facts.processing === 'new' ||
    (doneOn === null && (facts.processing === 'accepted' || facts.processing === 'sentBack'));
  const isTakenBack = isAwaiting && doneOn === null && before !== undefined && before.doneOn !== null;
  if (isFirst || isTakenBack) appendStep(ctx, { assignmentId, kind: 'start', onDay, reportId, reason: '' });
  // While a result is awaiting approval a newer report replaces it; the approval will name the day of the one it approves.
  if (doneOn !== null && !isAwaiting)
    appendStep(ctx, { assignmentId, kind: 'submitResult', onDay, doneOn, reportId, reason: '' });
}

/** Sends a report: its text never changes from now on, and the draft it was written in goes. */
export function submitReport(ctx: Ctx, input: Submitted): Output<'report.submit'> {
  const { assignmentId, periodKey, correctsId, reportedOn, doneOn } = input;
  const facts = getFacts(ctx.db, assignmentId);
  assertMayWrite(ctx, facts);
  const period = getPeriod(facts, periodKey);
  const versions = listVersions(ctx.db, assignmentId, periodKey);
  const version = numberAfter(facts, versions, period, correctsId);
  assertOpen(ctx, facts, period, input);
  assertDays(facts, period, versions[0], input);
  const reportId = ctx.newId();
  const { percent, content, difficulties, proposals, figures, isNothing } = input;
  const body = { percent, content, difficulties, proposals, figures, isNothing };
  const head = { assignmentId, unitId: facts.unitId, periodKey, version, correctsId, reportedOn, doneOn };
  commit(ctx, [create('report', reportId, { ...head, ...body })]);
  appendSteps(ctx, facts, input, reportId, versions[0]);
  deleteDraft(ctx.db, ctx.caller.userId, reportDraftKey(assignmentId, periodKey));
  return { reportId, version, isLate: isLateOn(reportedOn, dueOf(facts, period), endOfUnit(ctx.db, facts.unitId)) };
}
