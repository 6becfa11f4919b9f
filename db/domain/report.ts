/** Life of one version of a report: Nháp, Đã trình, Đã duyệt, Trả lại, Đã chốt. */
export type ReportStatus = 'draft' | 'submitted' | 'approved' | 'returned' | 'closed';

/** What the rules need of one version of a report; versions of a report are numbered from 1. */
export interface ReportVersion {
  readonly version: number;
  readonly status: ReportStatus;
  /** Everyone whose own work it is: ids of the people who wrote or submitted it and of their unit. */
  readonly authorIds: readonly string[];
}

/** Why a report may not move on: the step does not exist, the deciding person or unit wrote it, its figures are closed, or it is not a draft. */
export type ReportProblem =
  | 'TRANSITION_NOT_ALLOWED'
  | 'OWN_WORK'
  | 'REPORT_CLOSED'
  | 'REPORT_IMMUTABLE'
  | 'DRAFT_EXISTS';

const NEXT: { readonly [S in ReportStatus]: readonly ReportStatus[] } = {
  draft: ['submitted'],
  submitted: ['approved', 'returned'],
  approved: ['closed'],
  returned: [],
  closed: [],
};

/**
 * True when a version may move to a status by the hands of `actorIds` (the person and the unit acting), otherwise why not:
 * nobody approves or returns their own work (DOMAIN 5.2.6); who may close (chốt số liệu) is a matter of roles, not decided here.
 */
export function canTransition(
  report: ReportVersion,
  to: ReportStatus,
  actorIds: readonly string[],
): true | ReportProblem {
  if (report.status === 'closed') return 'REPORT_CLOSED';
  if (!NEXT[report.status].includes(to)) return 'TRANSITION_NOT_ALLOWED';
  const isJudgement = to === 'approved' || to === 'returned';
  return isJudgement && actorIds.some((id) => report.authorIds.includes(id)) ? 'OWN_WORK' : true;
}

/** True when the content of a version may still be written; from submission on it stays as it was sent. */
export const canEdit = (report: ReportVersion): true | ReportProblem =>
  report.status === 'draft' ? true : report.status === 'closed' ? 'REPORT_CLOSED' : 'REPORT_IMMUTABLE';

/** The version with the highest number; undefined when there is none. */
export const findLatestVersion = <T extends ReportVersion>(versions: readonly T[]): T | undefined =>
  versions.reduce<T | undefined>(
    (latest, one) => (latest === undefined || one.version > latest.version ? one : latest),
    undefined,
  );

/** The version whose figures count: the newest approved or closed one; undefined before the first approval. */
export const findOfficialVersion = <T extends ReportVersion>(versions: readonly T[]): T | undefined =>
  findLatestVersion(versions.filter(({ status }) => status === 'approved' || status === 'closed'));

/**
 * The number of the next version: 1 for a new report, one more to correct what was submitted, approved or returned.
 * A problem while a draft is open or once any version is closed.
 */
export function nextVersion(versions: readonly ReportVersion[]): number | ReportProblem {
  if (versions.some(({ status }) => status === 'closed')) return 'REPORT_CLOSED';
  if (versions.some(({ status }) => status === 'draft')) return 'DRAFT_EXISTS';
  return (findLatestVersion(versions)?.version ?? 0) + 1;
}
