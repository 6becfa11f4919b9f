import { ArrowDown, ArrowUp } from 'lucide-react';
import { type CSSProperties, type PointerEvent, useRef } from 'react';
import { useLayout } from '../../stores/layout.ts';
import { useText } from '../../text/index.ts';
import { cellClass, frozenStyle } from './grid-row.tsx';
import type { Column } from './types.ts';

interface HeadProps<R> {
  columns: readonly Column<R>[];
  edges: Map<string, number>;
  style: CSSProperties;
  /** Undefined: the grid has no checkboxes. */
  checks: { isAll: boolean; isSome: boolean; onToggle: () => void } | undefined;
  /** Width in CSS pixels at 100 % while dragged; undefined gives the column its own width back. */
  onWidth: ((key: string, width: number | undefined) => void) | undefined;
}

/** The line above the rows. */
export function GridHead<R>({ columns, edges, style, checks, onWidth }: HeadProps<R>) {
  const t = useText();
  const first = checks === undefined ? 1 : 2;
  return (
    <div className="vm-grid-head" role="rowgroup">
      <div className="vm-grid-row" role="row" aria-rowindex={1} style={style}>
        {checks !== undefined && (
          <div
            className="vm-grid-cell vm-grid-check vm-grid-frozen"
            role="columnheader"
            aria-colindex={1}
            style={{ left: 0 }}
          >
            <input
              type="checkbox"
              className="vm-grid-box"
              tabIndex={-1}
              aria-label={t.common.grid.selectAll}
              checked={checks.isAll}
              ref={(box) => {
                if (box !== null) box.indeterminate = checks.isSome && !checks.isAll;
              }}
              onChange={checks.onToggle}
            />
          </div>
        )}
        {columns.map((column, at) => (
          <Header key={column.key} column={column} index={first + at} left={edges.get(column.key)} onWidth={onWidth} />
        ))}
      </div>
    </div>
  );
}

function Header<R>({
  column,
  index,
  left,
  onWidth,
}: {
  column: Column<R>;
  index: number;
  left: number | undefined;
  onWidth: HeadProps<R>['onWidth'];
}) {
  const t = useText().common.grid;
  const { header, align = 'left', sort } = column;
  const direction = sort?.direction;
  const Arrow = direction === 'up' ? ArrowUp : ArrowDown;
  const sorted = direction === undefined ? undefined : direction === 'up' ? 'ascending' : 'descending';
  return (
    <div
      className={cellClass(left)}
      role="columnheader"
      aria-colindex={index}
      data-align={align}
      aria-sort={sorted}
      style={frozenStyle(left)}
    >
      {sort === undefined ? (
        <span title={header}>{header}</span>
      ) : (
        <button
          type="button"
          className="vm-grid-sort"
          onClick={sort.onSort}
          title={direction === undefined ? header : `${header}: ${t[direction === 'up' ? 'sortedUp' : 'sortedDown']}`}
        >
          <span>{header}</span>
          {direction !== undefined && <Arrow size="0.875rem" aria-hidden />}
        </button>
      )}
      {onWidth !== undefined && <WidthHandle onWidth={(width) => onWidth(column.key, width)} />}
    </div>
  );
}

/** The right edge of a header: dragged it sets the width, pressed twice it gives the column its own back. */
function WidthHandle({ onWidth }: { onWidth: (width: number | undefined) => void }) {
  const scale = useLayout((s) => s.scalePercent / 100);
  const from = useRef<{ x: number; width: number }>(undefined);
  const start = (event: PointerEvent<HTMLSpanElement>): void => {
    const cell = event.currentTarget.parentElement;
    if (cell === null || event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: cell.offsetWidth };
  };
  const move = (event: PointerEvent<HTMLSpanElement>): void => {
    if (from.current === undefined) return;
    onWidth((from.current.width + event.clientX - from.current.x) / scale);
  };
  return (
    <span
      className="vm-grid-handle"
      aria-hidden
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={() => {
        from.current = undefined;
      }}
      onDoubleClick={() => onWidth(undefined)}
    />
  );
}
