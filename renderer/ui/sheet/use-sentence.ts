import { useCallback } from 'react';
import type { CellProblem } from '../../../db/api/contract/many.ts';
import { errorText, useText } from '../../text/index.ts';

/** A problem of a cell as a sentence: an error of the command in its own words. */
export function useSentence(): (problem: CellProblem) => string {
  const { problems } = useText().sheet;
  return useCallback(
    ({ code, values, error }) => (error === null ? problems[code](values) : errorText(error)),
    [problems],
  );
}
