import type { Day } from '../api/day.ts';
import type { Judged } from '../api/judge.ts';

type Kind = 'self' | 'inspection' | 'appraisal';
type State = 'registered' | 'selfAssessed' | 'inspecting' | 'notMet' | 'qualified' | 'recognised' | 'ended';

/** One assessment as the state of its registration sees it. */
export interface Assessed {
  readonly kind: Kind;
  readonly onDay: Day;
  readonly isRecognised: 0 | 1;
  readonly outcome: Judged['outcome'];
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
