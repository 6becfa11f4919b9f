import type { Checked, Output } from '../api/contract/index.ts';
import type { Figure, ReportPeriod } from '../api/contract/report.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import type { Ctx } from '../context.ts';
import { type Period, periodBefore } from '../domain/period.ts';
import {
  findUnitFullName,
  listPeriodStates,
  listReportsOf,
  listVersions,
  type ReportFacts,
  type ReportRecord,
} from '../queries/report.ts';
import { countReports, listReportDrafts, listReportFences, listReports } from '../queries/report-list.ts';
import { listLives } from '../queries/unit-on.ts';
import {
  afterEndOf,
  dueOf,
  getFacts,
  getPeriod,
  isLateOn,
  periodOf,
  periodsUntil,
  problemOf,
  toFull,
  toHead,
  toPeriod,
  toSubject,
} from './report-facts.ts';
import { assertMayReview, getReport } from './report-review.ts';
import { assertMayWrite, assertOpen, numberAfter } from './report-submit.ts';

/** Most periods that a form offers; a unit more than two years of weeks behind does not catch up week by week. */
const offeredPeriods = 120;

type Choice = Output<'report.form'>['periods'][number];

function choicesOf(ctx: Ctx, facts: ReportFacts, on: Day): Choice[] {
  const states = new Map(
    listPeriodStates(ctx.db, facts.assignmentId).map(({ periodKey, status }) => [periodKey, status]),
  );
  const periods = periodsUntil(facts, on).slice(-offeredPeriods).reverse();
  return periods.map((period) => ({ ...(toPeriod(period) as ReportPeriod), status: states.get(period.key) ?? null }));
}

/** The period to report on now: the last closed one without a report or with one sent back, else the running one. */
const defaultKey = (choices: readonly Choice[], on: Day): string | null =>
  (choices.find(({ endOn, status }) => endOn < on && (status === null || status === 'returned')) ?? choices[0])?.key ??
  null;

/** The report to show beside: of the period before; of another task the one before. */
function findPrevious(
  ctx: Ctx,
  facts: ReportFacts,
  period: Period | null,
  before?: ReportRecord,
): ReportRecord | undefined {
  if (period !== null && facts.rule !== null) {
    return listVersions(ctx.db, facts.assignmentId, periodBefore(facts.rule, period).key)[0];
  }
  const versions = listVersions(ctx.db, facts.assignmentId, null);
  return before === undefined ? versions[0] : versions[versions.findIndex(({ id }) => id === before.id) + 1];
}

/** What the entry form needs. Errors: NOT_FOUND, PERIOD_UNKNOWN. */
export function reportForm(ctx: Ctx, input: Checked<'report.form'>): Output<'report.form'> {
  const { assignmentId, on } = input;
  const facts = getFacts(ctx.db, assignmentId);
  const periods = choicesOf(ctx, facts, on);
  const key = input.periodKey ?? defaultKey(periods, on);
  const period = getPeriodOrNone(facts, key);
  const versions = listVersions(ctx.db, assignmentId, key);
  const [newest] = versions;
  const isReplaced = newest !== undefined && (period !== null || newest.status === 'returned');
  const correctsId = isReplaced ? newest.id : null;
  const previous = findPrevious(ctx, facts, period, isReplaced ? newest : undefined);
  const problem = problemOf(() => {
    assertMayWrite(ctx, facts);
    if (facts.taskKind === 'periodic') getPeriod(facts, key);
    assertOpen(ctx, facts, period, { reportedOn: on, doneOn: null });
    numberAfter(facts, versions, period, correctsId);
  });
  return {
    subject: toSubject(ctx.db, facts, on),
    period: toPeriod(period),
    periods,
    dueOn: dueOf(facts, period),
    previous: previous === undefined ? null : toFull(ctx.db, facts, previous),
    latest: newest === undefined ? null : toFull(ctx.db, facts, newest),
    correctsId,
    problem,
  };
}

/** A periodic task none of whose periods has begun has nothing to choose; that is a problem to show, not a failure. */
const getPeriodOrNone = (facts: ReportFacts, key: string | null): Period | null =>
  key === null && facts.taskKind === 'periodic' ? null : getPeriod(facts, key);

/** One report with what it is judged by. Errors: NOT_FOUND. */
export function readReport(ctx: Ctx, { id }: Checked<'report.get'>): Output<'report.get'> {
  const record = getReport(ctx, id);
  const facts = getFacts(ctx.db, record.assignmentId);
  const period = periodOf(facts, record.periodKey);
  const previous = findPrevious(ctx, facts, period, record);
  const may = (kind: 'approve' | 'return' | 'close') => problemOf(() => assertMayReview(ctx, facts, record, kind));
  return {
    report: toFull(ctx.db, facts, record),
    subject: toSubject(ctx.db, facts, record.reportedOn),
    period: toPeriod(period),
    previous: previous === undefined ? null : toFull(ctx.db, facts, previous),
    versions: listVersions(ctx.db, record.assignmentId, record.periodKey).map((version) =>
      toHead(ctx.db, facts, version),
    ),
    may: { approve: may('approve'), return: may('return'), close: may('close') },
  };
}

/** All reports of an assignment by period. Errors: NOT_FOUND. */
export function reportsOfAssignment(
  ctx: Ctx,
  { assignmentId, on }: Checked<'report.ofAssignment'>,
): Output<'report.ofAssignment'> {
  const facts = getFacts(ctx.db, assignmentId);
  const groups = new Map<string | null, ReportRecord[]>();
  for (const record of listReportsOf(ctx.db, assignmentId)) {
    groups.set(record.periodKey, [...(groups.get(record.periodKey) ?? []), record]);
  }
  const shown = [...groups].map(([periodKey, found]) => ({
    periodKey,
    period: toPeriod(periodOf(facts, periodKey)),
    reports: found.map((record) => toFull(ctx.db, facts, record)),
  }));
  return { subject: toSubject(ctx.db, facts, on), groups: shown.sort(newestPeriodFirst) };
}

const newestPeriodFirst = (a: { period: ReportPeriod | null }, b: { period: ReportPeriod | null }): number =>
  (b.period?.endOn ?? '').localeCompare(a.period?.endOn ?? '');

/** Where the pages of the list begin. */
export const reportFences = (ctx: Ctx, input: Checked<'report.fences'>): Output<'report.fences'> => ({
  cursors: listReportFences(ctx.db, input, (done) => ctx.step(done, 0)),
});

/** A page of reports. */
export function pageOfReports(ctx: Ctx, input: Checked<'report.list'>): Output<'report.list'> {
  const { rows, next, total } = listReports(ctx.db, input);
  const ends = new Map(
    listLives(
      ctx.db,
      rows.map(({ unitId }) => unitId),
    ).map((life) => [life.unitId, life.validTo]),
  );
  const shown = rows.map(({ rule, currentDueOn, ...row }) => {
    const dueOn = dueOf({ currentDueOn }, periodOf({ rule }, row.periodKey));
    const endOn = ends.get(row.unitId) ?? null;
    return { ...row, isLate: isLateOn(row.reportedOn, dueOn, endOn), afterEndOn: afterEndOf(row.reportedOn, endOn) };
  });
  return { rows: shown, next, total };
}

/** Numbers for the chips above the list. */
export const reportCounts = (ctx: Ctx, input: Checked<'report.counts'>): Output<'report.counts'> => ({
  ...countReports(ctx.db, input),
  drafts: listReportDrafts(ctx.db, ctx.caller.userId).length,
});

const keyHead = 'report:'.length;
const idLength = 36;

/** The caller's own drafts of reports. */
export const reportDrafts = (ctx: Ctx, { on }: Checked<'report.drafts'>): Output<'report.drafts'> =>
  listReportDrafts(ctx.db, ctx.caller.userId).map(({ unitId, ...draft }) => {
    const period = draft.key.slice(keyHead + idLength + 1);
    const periodKey = period === '-' ? null : period;
    return { ...draft, periodKey, unitName: findUnitFullName(ctx.db, unitId, on) };
  });

const compared = ['reportedOn', 'doneOn', 'percent', 'isNothing', 'content', 'difficulties', 'proposals'] as const;

const isSameFigure = (a: Figure | null, b: Figure | null): boolean => a?.value === b?.value && a?.unit === b?.unit;

/** What differs between two reports of one assignment. Errors: NOT_FOUND. */
export function compareReports(ctx: Ctx, { aId, bId }: Checked<'report.compare'>): Output<'report.compare'> {
  const a = getReport(ctx, aId);
  const b = getReport(ctx, bId);
  if (a.assignmentId !== b.assignmentId) throw new AppError('NOT_FOUND', { entity: 'report', id: bId });
  const facts = getFacts(ctx.db, a.assignmentId);
  const names = new Set([...a.figures, ...b.figures].map(({ name }) => name));
  const figureOf = (record: ReportRecord, name: string): Figure | null =>
    record.figures.find((one) => one.name === name) ?? null;
  const figures = [...names].map((name) => ({ name, a: figureOf(a, name), b: figureOf(b, name) }));
  return {
    a: toHead(ctx.db, facts, a),
    b: toHead(ctx.db, facts, b),
    fields: compared.filter((field) => a[field] !== b[field]).map((field) => ({ field, a: a[field], b: b[field] })),
    figures: figures.filter((one) => !isSameFigure(one.a, one.b)),
  };
}
