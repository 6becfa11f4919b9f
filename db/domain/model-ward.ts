import type { Day } from '../api/day.ts';

type Mark = 'met' | 'notMet' | 'notEntered';
type Outcome = 'met' | 'notMet' | 'preconditionNotMet' | 'incomplete';
type Kind = 'self' | 'inspection' | 'appraisal';
type State = 'registered' | 'selfAssessed' | 'inspecting' | 'notMet' | 'qualified' | 'recognised' | 'ended';

/** One criterion as the rule sees it. */
export interface JudgedBy {
  readonly id: string;
  readonly isRequired: 0 | 1;
}

export interface Judged {
  readonly total: number;
  readonly met: number;
  readonly notMet: number;
  readonly notEntered: number;
  readonly outcome: Outcome;
}

/**
 * What marks come to by a set of criteria; a criterion without a mark is not entered, marks of others count for nothing.
 * A precondition that is not met fails the whole whatever else was entered; what merely is missing fails nothing.
 */
export function judge(
  criteria: readonly JudgedBy[],
  marks: readonly { readonly criterionId: string; readonly mark: Mark }[],
): Judged {
  const byId = new Map(marks.map(({ criterionId, mark }) => [criterionId, mark]));
  const marked = criteria.map(({ id, isRequired }) => ({ isRequired, mark: byId.get(id) ?? 'notEntered' }));
  const count = (wanted: Mark): number => marked.filter(({ mark }) => mark === wanted).length;
  const [met, notMet, notEntered] = [count('met'), count('notMet'), count('notEntered')];
  const failsPrecondition = marked.some(({ isRequired, mark }) => isRequired === 1 && mark === 'notMet');
  const outcome = failsPrecondition
    ? 'preconditionNotMet'
    : notEntered > 0 || criteria.length === 0
      ? 'incomplete'
      : notMet > 0
        ? 'notMet'
        : 'met';
  return { total: criteria.length, met, notMet, notEntered, outcome };
}

/** One assessment as the state of its registration sees it. */
export interface Assessed {
  readonly kind: Kind;
  readonly onDay: Day;
  readonly isRecognised: 0 | 1;
  readonly outcome: Outcome;
}

/** How far a registration is on a day; assessments in any order, those after the day do not count. */
export function stateOf({ endedOn }: { readonly endedOn: Day | null }, all: readonly Assessed[], on: Day): State {
  const known = all
    .filter(({ onDay }) => onDay <= on)
    .toSorted((a, b) => (a.onDay < b.onDay ? 1 : a.onDay > b.onDay ? -1 : 0));
  const outside = known.find(({ kind }) => kind !== 'self');
  // A later appraisal may take a recognition back.
  const appraisal = known.find(({ kind }) => kind === 'appraisal');
  if (appraisal?.isRecognised === 1) return 'recognised';
  if (endedOn !== null && endedOn <= on) return 'ended';
  if (outside === undefined) return known.length > 0 ? 'selfAssessed' : 'registered';
  if (outside.outcome === 'met') return 'qualified';
  return outside.outcome === 'incomplete' ? 'inspecting' : 'notMet';
}
