import { type Day, daysBetween } from '../api/day.ts';

/**
 * Where the work on an assignment stands: Mới giao, Đã tiếp nhận, Đề nghị trả lại, Đang thực hiện, Chờ duyệt kết quả, Hoàn
 * thành, Trả lại yêu cầu bổ sung (`sentBack`), Đã trả lại (`returned`), Chuyển đơn vị kế thừa (`handedOn`), Hủy.
 */
export type Processing =
  | 'new'
  | 'accepted'
  | 'returnRequested'
  | 'inProgress'
  | 'awaitingApproval'
  | 'done'
  | 'sentBack'
  | 'returned'
  | 'handedOn'
  | 'cancelled';

/** Who writes a step: the unit that has the assignment, or the issuer that gave it; a unit never approves its own result (DOMAIN 5.2.6). */
export type StepSide = 'unit' | 'issuer';

/** The side that may write each kind of step. */
export const SIDE_BY_STEP = {
  accept: 'unit',
  start: 'unit',
  requestReturn: 'unit',
  requestExtension: 'unit',
  submitResult: 'unit',
  approveExtension: 'issuer',
  refuseExtension: 'issuer',
  grantExtension: 'issuer',
  remind: 'issuer',
  approveReturn: 'issuer',
  refuseReturn: 'issuer',
  approveResult: 'issuer',
  returnResult: 'issuer',
  handOn: 'issuer',
  cancel: 'issuer',
  reopen: 'issuer',
  finish: 'issuer',
} as const satisfies Record<string, StepSide>;

/** A kind of step in the life of an assignment. */
export type StepKind = keyof typeof SIDE_BY_STEP;

/** One step; `dueOn` is the deadline asked for or granted, `doneOn` the day the work was finished (`onDay` when absent). */
export interface AssignmentStep {
  readonly kind: StepKind;
  readonly side: StepSide;
  readonly onDay: Day;
  readonly dueOn?: Day | null | undefined;
  readonly doneOn?: Day | null | undefined;
  readonly reason?: string | null | undefined;
}

/** An assignment after its steps; the original deadline is not here because no step changes it. */
export interface AssignmentState {
  readonly processing: Processing;
  /** The deadline in force; null for work without one. */
  readonly currentDueOn: Day | null;
  /** The deadline the unit asks for and nobody has decided on. */
  readonly extensionRequestedDueOn: Day | null;
  /** The day a result now awaiting approval says the work was finished. */
  readonly submittedDoneOn: Day | null;
  /** The same day once that result is approved. */
  readonly completedOn: Day | null;
  readonly reminderCount: number;
  readonly lastRemindedOn: Day | null;
  /** True when no more work is expected of this unit: done, returned, handed on or cancelled. */
  readonly isEnded: boolean;
  /** Where the work stood when its return was asked for, to go on from there when that is refused. */
  readonly beforeReturnRequest: Processing | null;
}

/** Why a step may not be written now. */
export type StepProblem = 'STEP_NOT_ALLOWED' | 'EXTENSION_AFTER_DUE' | 'EXTENSION_NOT_LATER' | 'REASON_REQUIRED';

const ENDED: ReadonlySet<Processing> = new Set<Processing>(['done', 'returned', 'handedOn', 'cancelled']);
const OPEN: readonly Processing[] = [
  'new',
  'accepted',
  'returnRequested',
  'inProgress',
  'awaitingApproval',
  'sentBack',
];

// What was handed on is not reopened: the successor works on it under an assignment of its own.
const ALLOWED_IN: { readonly [K in StepKind]: readonly Processing[] } = {
  accept: ['new'],
  // From awaitingApproval: the unit takes a result back that it had announced too early.
  start: ['new', 'accepted', 'sentBack', 'awaitingApproval'],
  requestReturn: ['new', 'accepted', 'inProgress'],
  requestExtension: ['new', 'accepted', 'inProgress', 'sentBack'],
  submitResult: ['accepted', 'inProgress', 'sentBack'],
  approveExtension: OPEN,
  refuseExtension: OPEN,
  grantExtension: OPEN,
  remind: OPEN,
  approveReturn: ['returnRequested'],
  refuseReturn: ['returnRequested'],
  approveResult: ['awaitingApproval'],
  returnResult: ['awaitingApproval'],
  handOn: OPEN,
  cancel: OPEN,
  // What a support has left to do ends with its lead's result.
  finish: OPEN,
  reopen: ['done', 'returned', 'cancelled'],
};

const NEEDS_REASON: ReadonlySet<StepKind> = new Set<StepKind>([
  'requestReturn',
  'returnResult',
  'refuseReturn',
  'refuseExtension',
  'cancel',
  'handOn',
  'reopen',
  'requestExtension',
  'grantExtension',
]);

/** Steps that name a new deadline; `grantExtension` is one the issuer gives unasked (a storm, a later conference). */
const EXTENDS: ReadonlySet<StepKind> = new Set<StepKind>(['requestExtension', 'approveExtension', 'grantExtension']);

/** A new assignment before any step. */
export const newAssignment = (originalDueOn: Day | null): AssignmentState => ({
  processing: 'new',
  currentDueOn: originalDueOn,
  extensionRequestedDueOn: null,
  submittedDoneOn: null,
  completedOn: null,
  reminderCount: 0,
  lastRemindedOn: null,
  isEnded: false,
  beforeReturnRequest: null,
});

/** What makes a step senseless in a state, whoever wrote it and when. */
function findMisfit(state: AssignmentState, step: AssignmentStep): StepProblem | undefined {
  if (SIDE_BY_STEP[step.kind] !== step.side || !ALLOWED_IN[step.kind].includes(state.processing))
    return 'STEP_NOT_ALLOWED';
  const isDecision = step.kind === 'approveExtension' || step.kind === 'refuseExtension';
  if (isDecision && state.extensionRequestedDueOn === null) return 'STEP_NOT_ALLOWED';
  if (!EXTENDS.has(step.kind)) return undefined;
  if (state.currentDueOn === null) return 'STEP_NOT_ALLOWED';
  // A decision names its day: the unit may meanwhile have asked for another that the issuer has not seen.
  return (step.dueOn ?? state.currentDueOn) <= state.currentDueOn ? 'EXTENSION_NOT_LATER' : undefined;
}

/**
 * True when a person may write the step now, otherwise why not. An extension is asked for on the due day at the latest and
 * to a later one, and steps that refuse, end or ask need a reason (Quyết định 42/2014/QĐ-TTg; DOMAIN 2.4).
 */
export function canStep(state: AssignmentState, step: AssignmentStep): true | StepProblem {
  const misfit = findMisfit(state, step);
  if (misfit === 'STEP_NOT_ALLOWED') return misfit;
  const isAskedLate =
    step.kind === 'requestExtension' && state.currentDueOn !== null && step.onDay > state.currentDueOn;
  if (isAskedLate) return 'EXTENSION_AFTER_DUE';
  if (misfit !== undefined) return misfit;
  return NEEDS_REASON.has(step.kind) && (step.reason ?? '').trim() === '' ? 'REASON_REQUIRED' : true;
}

const later = (a: Day | null, b: Day): Day => (a !== null && a > b ? a : b);

const end = (processing: Processing): Partial<AssignmentState> => ({
  processing,
  extensionRequestedDueOn: null,
  beforeReturnRequest: null,
});

function effectOfStep(state: AssignmentState, step: AssignmentStep): Partial<AssignmentState> {
  switch (step.kind) {
    case 'accept':
      return { processing: 'accepted' };
    case 'start':
      return { processing: 'inProgress', submittedDoneOn: null };
    case 'requestReturn':
      return { processing: 'returnRequested', beforeReturnRequest: state.processing };
    case 'requestExtension':
      return { extensionRequestedDueOn: step.dueOn ?? null };
    case 'submitResult':
      return { processing: 'awaitingApproval', submittedDoneOn: step.doneOn ?? step.onDay };
    case 'approveExtension':
    case 'grantExtension':
      return { currentDueOn: step.dueOn ?? state.currentDueOn, extensionRequestedDueOn: null };
    case 'refuseExtension':
      return { extensionRequestedDueOn: null };
    case 'remind':
      return { reminderCount: state.reminderCount + 1, lastRemindedOn: later(state.lastRemindedOn, step.onDay) };
    case 'approveReturn':
      return end('returned');
    case 'refuseReturn':
      return { processing: state.beforeReturnRequest ?? 'accepted', beforeReturnRequest: null };
    case 'approveResult':
      // Like a granted extension, an approval names its day: the unit may meanwhile have sent another that nobody has read.
      return { ...end('done'), completedOn: step.doneOn ?? state.submittedDoneOn };
    case 'returnResult':
      return { processing: 'sentBack', submittedDoneOn: null };
    case 'handOn':
      return end('handedOn');
    case 'cancel':
      return end('cancelled');
    case 'finish':
      return { ...end('done'), completedOn: step.doneOn ?? step.onDay };
    case 'reopen':
      return {
        processing: state.processing === 'done' ? 'inProgress' : 'new',
        completedOn: null,
        submittedDoneOn: null,
      };
  }
}

/**
 * The state after one more step; a step that makes no sense there (two offices wrote at once) changes nothing and is no error.
 * A missing reason or a late request is judged by canStep only: once signed by an office it is a fact.
 */
export function applyStep(state: AssignmentState, step: AssignmentStep): AssignmentState {
  if (findMisfit(state, step) !== undefined) return state;
  const next = { ...state, ...effectOfStep(state, step) };
  return { ...next, isEnded: ENDED.has(next.processing) };
}

/** The state of an assignment after steps in the order the caller settled; total: any list gives a state, never an error. */
export const foldAssignment = (
  assignment: { readonly originalDueOn: Day | null },
  steps: readonly AssignmentStep[],
): AssignmentState => steps.reduce(applyStep, newAssignment(assignment.originalDueOn));

/** Days before a deadline from which an assignment is Sắp đến hạn. */
export const SOON_DAYS = 7;

/**
 * An assignment against one deadline on one day: Không có thời hạn, Chưa đến hạn, Sắp đến hạn, Quá hạn, Hoàn thành đúng hạn,
 * Hoàn thành quá hạn; `stopped` when it was returned, handed on or cancelled and no deadline counts.
 */
export type Timeliness = 'noDeadline' | 'notYetDue' | 'dueSoon' | 'overdue' | 'doneOnTime' | 'doneLate' | 'stopped';

/** What timeliness needs of an assignment; see AssignmentState. */
export type TimedState = Pick<AssignmentState, 'processing' | 'currentDueOn' | 'completedOn'>;

/** Timeliness against the deadline in force and against the one first set, both of which are reported (DOMAIN 2.4). */
export interface TimelinessOnDay {
  readonly current: Timeliness;
  readonly original: Timeliness;
  /** Days after the deadline in force, to completion or else to the day; 0 when not late. */
  readonly daysLate: number;
}

const STOPPED: ReadonlySet<Processing> = new Set<Processing>(['returned', 'handedOn', 'cancelled']);

const isDoneBy = (state: TimedState, day: Day): state is TimedState & { readonly completedOn: Day } =>
  state.processing === 'done' && state.completedOn !== null && state.completedOn <= day;

function against(state: TimedState, dueOn: Day | null, day: Day, soonDays: number): Timeliness {
  if (STOPPED.has(state.processing)) return 'stopped';
  if (dueOn === null) return 'noDeadline';
  if (isDoneBy(state, day)) return state.completedOn <= dueOn ? 'doneOnTime' : 'doneLate';
  if (day > dueOn) return 'overdue';
  return daysBetween(day, dueOn) <= soonDays ? 'dueSoon' : 'notYetDue';
}

/** Timeliness of an assignment on a day. Deadlines are civil days: work finished at 23:59 of the due day is on time. */
export function timelinessOn(
  state: TimedState,
  originalDueOn: Day | null,
  day: Day,
  soonDays: number = SOON_DAYS,
): TimelinessOnDay {
  const current = against(state, state.currentDueOn, day, soonDays);
  const isLate = current === 'overdue' || current === 'doneLate';
  const reachedOn = isDoneBy(state, day) ? state.completedOn : day;
  return {
    current,
    original: against(state, originalDueOn, day, soonDays),
    daysLate: isLate && state.currentDueOn !== null ? daysBetween(state.currentDueOn, reachedOn) : 0,
  };
}

/** Upper ends in days of the bands of overdue work; the last band is open: ≤30, 31–60, 61–120, >120 (DOMAIN 2.4). */
export const AGEING_BAND_ENDS = [30, 60, 120] as const;

/** Counts of assignments on a day as the Government reports them; every assignment is in exactly one of the first seven. */
export interface Rates {
  readonly doneOnTime: number;
  readonly doneLate: number;
  readonly notYetDue: number;
  readonly dueSoon: number;
  readonly overdue: number;
  readonly noDeadline: number;
  readonly stopped: number;
  /** doneOnTime + doneLate. */
  readonly done: number;
  /** notYetDue + dueSoon + overdue. */
  readonly notDone: number;
  /** Share 0 to 1 of overdue among those due, that is overdue + done; null when nothing is due. */
  readonly overdueShare: number | null;
  /** Share 0 to 1 of doneOnTime among done; null when nothing is done. */
  readonly onTimeShare: number | null;
  /** Numbers of overdue assignments by days late, one per band of AGEING_BAND_ENDS and one for the rest. */
  readonly ageing: readonly number[];
}

function ageingOf(daysLate: readonly number[]): number[] {
  const ends = [0, ...AGEING_BAND_ENDS, Number.POSITIVE_INFINITY];
  return ends
    .slice(1)
    .map((bandEnd, band) => daysLate.filter((days) => days > (ends[band] ?? 0) && days <= bandEnd).length);
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/**
 * Counts and shares of assignments on a day, against the deadline in force or the original one. The overdue share is over
 * work that has come due, as in the Government's report of 2017: 223 / (16,051 + 223) = 1.37 % (DOMAIN 2.4).
 */
export function rates(
  states: Iterable<TimedState & { readonly originalDueOn: Day | null }>,
  day: Day,
  deadline: 'current' | 'original' = 'current',
): Rates {
  const counts = { doneOnTime: 0, doneLate: 0, notYetDue: 0, dueSoon: 0, overdue: 0, noDeadline: 0, stopped: 0 };
  const daysLate: number[] = [];
  for (const state of states) {
    const dueOn = deadline === 'current' ? state.currentDueOn : state.originalDueOn;
    const timeliness = against(state, dueOn, day, SOON_DAYS);
    counts[timeliness] += 1;
    if (timeliness === 'overdue' && dueOn !== null) daysLate.push(daysBetween(dueOn, day));
  }
  const done = counts.doneOnTime + counts.doneLate;
  return {
    ...counts,
    done,
    notDone: counts.notYetDue + counts.dueSoon + counts.overdue,
    overdueShare: shareOf(counts.overdue, counts.overdue + done),
    onTimeShare: shareOf(counts.doneOnTime, done),
    ageing: ageingOf(daysLate),
  };
}
