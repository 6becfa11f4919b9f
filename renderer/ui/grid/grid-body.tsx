import type { HTMLAttributes, ReactNode } from 'react';
import { ErrorState, FilteredState, LoadingState } from '../states.tsx';
import { GridRow } from './grid-row.tsx';
import { type Block, edgesOf, isOne } from './selection.ts';
import type { Column, GridProps } from './types.ts';
import type { Checks } from './use-checks.tsx';
import type { Editing } from './use-edit.ts';
import type { GridScroll } from './use-scroll.ts';

interface BodyProps<R> extends Pick<GridProps<R>, 'rows' | 'rowKey' | 'openKey'> {
  id: string;
  columns: readonly Column<R>[];
  block: Block;
  height: number;
  gridTemplate: string;
  edges: Map<string, number>;
  scroll: GridScroll;
  checks: Checks<R> | undefined;
  edit: Editing<R> | undefined;
  /** Messages at the cells of a row. */
  errorsOf: (key: string) => ReadonlyMap<string, string> | undefined;
  pointer: HTMLAttributes<HTMLDivElement>;
}

export const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/** The rows in sight. */
export function GridBody<R>(props: BodyProps<R>) {
  const { id, rows, rowKey, openKey, columns, block, height, edges, scroll, checks, edit, gridTemplate } = props;
  const { view, bodyHeight } = scroll;
  const { top, bottom, left, right } = edgesOf(block);
  return (
    <div className="vm-grid-body" role="rowgroup" style={{ height: bodyHeight }} {...props.pointer}>
      {range(view.first, Math.min(view.last, rows.total - 1)).map((index) => {
        const row = rows.at(index);
        const key = row === undefined ? undefined : rowKey(row);
        const isIn = !isOne(block) && index >= top && index <= bottom;
        return (
          <GridRow
            key={index}
            id={id}
            index={index}
            top={index * height - view.offset}
            height={height}
            columns={columns as readonly Column<unknown>[]}
            row={row}
            edges={edges}
            gridTemplate={gridTemplate}
            isOpen={key !== undefined && key === openKey}
            isChecked={checks === undefined ? undefined : key !== undefined && checks.has(key)}
            checkLabel={checks === undefined || row === undefined ? '' : checks.labelOf(row, index)}
            active={index === block.active.row ? block.active.column : -1}
            left={isIn ? left : -1}
            right={isIn ? right : -1}
            errors={key === undefined ? undefined : props.errorsOf(key)}
            pending={key === undefined || row === undefined ? undefined : edit?.pendingOf(key, row)}
          />
        );
      })}
    </div>
  );
}

/** Stands where the rows would. */
export const GridState = ({ children }: { children: ReactNode }) => (
  <div className="vm-grid-state" role="rowgroup">
    <div role="row">
      <div role="gridcell" className="vm-grid-state-cell">
        {children}
      </div>
    </div>
  </div>
);

/** What stands in place of rows, if anything does. */
export function stateOf<R>({ rows, isFiltered = false, onClearFilters, empty }: GridProps<R>): ReactNode {
  if (rows.isLoading) return <LoadingState />;
  if (rows.total > 0) return undefined;
  if (rows.error !== undefined) return <ErrorState error={rows.error} onRetry={rows.reload} />;
  return isFiltered ? <FilteredState onClear={onClearFilters} /> : empty;
}
