import { Button, Checkbox } from '@mantine/core';
import { CircleX, TriangleAlert } from 'lucide-react';
import { type Dispatch, useState } from 'react';
import type { CellProblem } from '../../../db/api/contract/many.ts';
import { useText } from '../../text/index.ts';
import type { CellPlace } from './sheet-grid.tsx';
import type { SheetAction } from './sheet-rows.ts';
import type { SheetColumn } from './sheet-types.ts';

/** A problem with the row it is in. */
export interface Placed {
  readonly problem: CellProblem;
  readonly rowKey: string;
  readonly row: number;
}

/** Problems drawn at once: who has more mends these first, or the column they share. */
const shownLimit = 100;

/** Everything that is wrong or doubtful, with the way to the cell and what it may mean. */
export function ReviewPanel({
  placed,
  columns,
  sentence,
  onGo,
  act,
}: {
  placed: readonly Placed[];
  columns: readonly SheetColumn[];
  sentence: (problem: CellProblem) => string;
  onGo: (place: CellPlace) => void;
  act: Dispatch<SheetAction>;
}) {
  const t = useText().sheet.review;
  const [isErrorsOnly, setErrorsOnly] = useState(false);
  const wanted = isErrorsOnly ? placed.filter(({ problem }) => problem.level === 'error') : placed;
  return (
    <section className="vm-sheet-review" aria-label={t.title(wanted.length)}>
      <header>
        <h2>{t.title(wanted.length)}</h2>
        <Checkbox
          size="xs"
          label={t.errorsOnly}
          checked={isErrorsOnly}
          onChange={(event) => setErrorsOnly(event.currentTarget.checked)}
        />
      </header>
      {wanted.length === 0 && <p className="vm-sheet-quiet">{t.none}</p>}
      <ul>
        {wanted.slice(0, shownLimit).map((one) => (
          <Line
            key={`${one.rowKey} ${one.problem.field} ${one.problem.code} ${one.problem.values.join(' ')}`}
            {...{ one, columns, sentence, onGo, act }}
            alike={placed.filter((other) => isAlike(one.problem, other.problem)).length}
          />
        ))}
      </ul>
      {wanted.length > shownLimit && <p className="vm-sheet-quiet">{t.more(wanted.length - shownLimit)}</p>}
    </section>
  );
}

const isAlike = (a: CellProblem, b: CellProblem): boolean =>
  a.code === b.code && a.choices.length > 0 && a.values[0] === b.values[0];

/** Codes whose choices say what the text means; those of a double only name it. */
const isPickable = ({ code }: CellProblem): boolean => code.startsWith('unit') || code.startsWith('directive');

function Line({
  one: { problem, row, rowKey },
  columns,
  sentence,
  onGo,
  act,
  alike,
}: {
  one: Placed;
  columns: readonly SheetColumn[];
  sentence: (problem: CellProblem) => string;
  onGo: (place: CellPlace) => void;
  act: Dispatch<SheetAction>;
  alike: number;
}) {
  const t = useText().sheet.review;
  const column = columns.findIndex(({ key }) => key === problem.field);
  const [text = ''] = problem.values;
  const Icon = problem.level === 'error' ? CircleX : TriangleAlert;
  const pick = (id: string): void =>
    act(alike > 1 ? { kind: 'pickAll', text, id } : { kind: 'pick', rowKey, text, id });
  return (
    <li data-level={problem.level}>
      <button type="button" className="vm-link" onClick={() => onGo({ rowKey, column: problem.field })}>
        <Icon size="0.875rem" aria-hidden />
        {t.at(row + 1, columns[column]?.header ?? '')}
      </button>
      <p>{sentence(problem)}</p>
      {isPickable(problem) && problem.choices.length > 0 && (
        <div className="vm-sheet-choices">
          {problem.choices.map(({ id, name }) => (
            <Button key={id} size="compact-xs" variant="default" title={t.pick(name)} onClick={() => pick(id)}>
              {name}
            </Button>
          ))}
          {alike > 1 && <span className="vm-sheet-quiet">{t.all(alike)}</span>}
        </div>
      )}
    </li>
  );
}
