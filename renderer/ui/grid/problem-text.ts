import { text } from '../../text/index.ts';
import { showDay, showNumber } from '../../text/show.ts';
import { dayProblem } from '../day-field.tsx';
import type { CellProblem } from './cell-text.ts';

/** Most choices that a sentence names. */
const namedChoices = 6;

/** Why a text is no value of its cell, in words. */
export function problemText(problem: CellProblem): string {
  const t = text();
  switch (problem.problem) {
    case 'day':
      return dayProblem(problem.typed) ?? '';
    case 'dayRange':
      return problem.min !== undefined && problem.max !== undefined
        ? t.grid.dayBetween(showDay(problem.min), showDay(problem.max))
        : problem.min !== undefined
          ? t.common.date.before(showDay(problem.min))
          : t.common.date.after(showDay(problem.max ?? ''));
    case 'number':
      return t.grid.notANumber(problem.typed);
    case 'numberRange':
      return t.grid.numberRange(
        problem.min === undefined ? undefined : showNumber(problem.min),
        problem.max === undefined ? undefined : showNumber(problem.max),
      );
    case 'decimals':
      return t.grid.decimals(problem.decimals);
    case 'choice':
      return t.grid.notAChoice(problem.typed, problem.labels.slice(0, namedChoices).join(', '));
    case 'reference':
      return t.grid.notFound(problem.typed);
    case 'length':
      return t.grid.tooLong(problem.length, problem.most);
  }
}
