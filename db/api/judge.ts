type Mark = 'met' | 'notMet' | 'notEntered';
type Outcome = 'met' | 'notMet' | 'preconditionNotMet' | 'incomplete';

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
