import { AlertCircle } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import type { Column } from './types.ts';

export const checkWidth = 34;
export const remOf = (pixels: number): string => `${pixels / 16}rem`;

/** Left edge of each frozen column, in pixels at 100 %. */
export function frozenEdges<R>(columns: readonly Column<R>[], hasChecks: boolean): Map<string, number> {
  const edges = new Map<string, number>();
  let left = hasChecks ? checkWidth : 0;
  for (const column of columns) {
    if (!column.isFrozen) break;
    edges.set(column.key, left);
    left += column.width;
  }
  return edges;
}

export function template<R>(columns: readonly Column<R>[], hasChecks: boolean): string {
  const widths = columns.map(({ width, grow = 0, isFrozen = false }) =>
    // a frozen column keeps its width, because its neighbour stands where it ends
    grow > 0 && !isFrozen ? `minmax(${remOf(width)}, ${grow}fr)` : remOf(width),
  );
  return [...(hasChecks ? [remOf(checkWidth)] : []), ...widths].join(' ');
}

export const frozenStyle = (left: number | undefined): CSSProperties | undefined =>
  left === undefined ? undefined : { left: remOf(left) };
export const cellClass = (left: number | undefined): string =>
  left === undefined ? 'vm-grid-cell' : 'vm-grid-cell vm-grid-frozen';

export interface RowProps {
  id: string;
  index: number;
  top: number;
  height: number;
  columns: readonly Column<unknown>[];
  /** Undefined while the row is on its way. */
  row: unknown;
  edges: Map<string, number>;
  gridTemplate: string;
  isOpen: boolean;
  /** Undefined: the grid has no checkboxes. */
  isChecked: boolean | undefined;
  checkLabel: string;
  /** The active cell's column; -1 when it is in another row. */
  active: number;
  /** First and last column of the chosen block in this row; -1 when none. */
  left: number;
  right: number;
  /** Messages at cells of this row, by column; undefined when there are none. */
  errors: ReadonlyMap<string, string> | undefined;
  /** Values that are being written, as they will be shown, by column. */
  pending: ReadonlyMap<string, string> | undefined;
}

/** One row; drawn again only when something of it changes. What is pressed on it is heard by the grid. */
export const GridRow = memo(function GridRow(props: RowProps) {
  const { id, index, top, height, columns, row, edges, gridTemplate, isOpen, isChecked } = props;
  const style: CSSProperties = { gridTemplateColumns: gridTemplate, height, transform: `translateY(${top}px)` };
  const first = isChecked === undefined ? 1 : 2;
  return (
    <div
      className="vm-grid-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChecked ?? isOpen}
      aria-busy={row === undefined || undefined}
      data-row={index}
      data-open={isOpen || undefined}
      data-active={props.active >= 0 || undefined}
      style={style}
    >
      {isChecked !== undefined && (
        <div
          className="vm-grid-cell vm-grid-check vm-grid-frozen"
          role="gridcell"
          aria-colindex={1}
          style={{ left: 0 }}
        >
          {row !== undefined && (
            <input
              type="checkbox"
              className="vm-grid-box"
              tabIndex={-1}
              aria-label={props.checkLabel}
              checked={isChecked}
              onChange={() => {}}
              data-check
            />
          )}
        </div>
      )}
      {columns.map((column, at) => {
        const left = edges.get(column.key);
        const error = props.errors?.get(column.key);
        const pending = props.pending?.get(column.key);
        const isIn = at >= props.left && at <= props.right;
        return (
          <div
            key={column.key}
            id={`${id}-${index}-${column.key}`}
            className={cellClass(left)}
            role="gridcell"
            aria-colindex={first + at}
            aria-selected={isIn || undefined}
            aria-invalid={error !== undefined || undefined}
            data-column={at}
            data-align={column.align ?? 'left'}
            data-active={at === props.active || undefined}
            data-in={isIn || undefined}
            style={frozenStyle(left)}
          >
            {row === undefined ? (
              <i className="vm-grid-wait" />
            ) : pending === undefined ? (
              column.render(row)
            ) : (
              <span>{pending}</span>
            )}
            {error !== undefined && (
              <span className="vm-grid-error" title={error}>
                <AlertCircle size="0.875rem" role="img" aria-label={error} />
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
});
