import { Button, Checkbox, Loader } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { rowHeight, useLayout } from '../stores/layout.ts';
import { errorText, useText } from '../text/index.ts';
import { isTyping } from './keys.ts';
import { ErrorState, FilteredState, LoadingState } from './states.tsx';
import type { Rows } from './use-pages.ts';
import './data-grid.css';

export interface Column<R> {
  key: string;
  header: string;
  /** Least width in CSS pixels at 100 %. */
  width: number;
  /** Share of the room that is left; 0 keeps the width. */
  grow?: number;
  align?: 'left' | 'right' | 'center';
  render: (row: R) => ReactNode;
  /** Stays in place when the grid is scrolled sideways; only for the first columns. */
  isFrozen?: boolean;
  /** How the list is sorted by this column now, and what a press on the header does. */
  sort?: { direction: 'up' | 'down' | undefined; onSort: () => void };
}

export interface DataGridProps<R> {
  /** What the list is, for screen readers. */
  label: string;
  columns: readonly Column<R>[];
  rows: Rows<R>;
  rowKey: (row: R) => string;
  /** Click, Enter: shows the row's detail. */
  onOpen?: (row: R) => void;
  /** Key of the row whose detail is shown. */
  openKey?: string | undefined;
  /** With these two the grid has checkboxes: Space, Shift and arrows, Ctrl+A. */
  selection?: ReadonlySet<string>;
  onSelect?: (selection: Set<string>) => void;
  /** Name of a row for its checkbox. */
  rowLabel?: (row: R) => string;
  /** What stands here while the list is empty (EmptyState). */
  empty: ReactNode;
  /** True when a filter is set: an empty list then offers to clear it. */
  isFiltered?: boolean;
  onClearFilters?: () => void;
  /** Stands at the right end of the line below the rows. */
  footer?: ReactNode;
}

const checkWidth = 34;

/** Left edge of each frozen column, in pixels at 100 %. */
function frozenEdges<R>(columns: readonly Column<R>[], hasChecks: boolean): Map<string, number> {
  const edges = new Map<string, number>();
  let left = hasChecks ? checkWidth : 0;
  for (const column of columns) {
    if (!column.isFrozen) break;
    edges.set(column.key, left);
    left += column.width;
  }
  return edges;
}

const remOf = (pixels: number): string => `${pixels / 16}rem`;

function template<R>(columns: readonly Column<R>[], hasChecks: boolean): string {
  const widths = columns.map(({ width, grow = 0 }) => (grow > 0 ? `minmax(${remOf(width)}, ${grow}fr)` : remOf(width)));
  return [...(hasChecks ? [remOf(checkWidth)] : []), ...widths].join(' ');
}

/** Rows of any length in fixed height: only what is seen is drawn, more is loaded on the way down. One row has the focus. */
export function DataGrid<R>(props: DataGridProps<R>) {
  const { label, columns, rows, rowKey, selection, onSelect, openKey } = props;
  const t = useText().common;
  const id = useId();
  const height = useLayout(rowHeight);
  const scroller = useRef<HTMLDivElement>(null);
  const hasChecks = selection !== undefined && onSelect !== undefined;
  const keys = useMemo(() => rows.rows.map(rowKey), [rows.rows, rowKey]);
  const [focusKey, setFocusKey] = useState<string>();
  const anchor = useRef<string>(undefined);
  const focusIndex = Math.max(0, keys.indexOf(focusKey ?? openKey ?? ''));
  const edges = useMemo(() => frozenEdges(columns, hasChecks), [columns, hasChecks]);
  const virtual = useVirtualizer({
    count: rows.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    // Rows are counted from below the sticky header, so it takes its height from the end of what is seen.
    scrollPaddingEnd: height,
  });
  // another height asks for measuring again
  useLayoutEffect(() => virtual.measure(), [height]);

  const items = virtual.getVirtualItems();
  const isFocusDrawn = items.some(({ index }) => index === focusIndex);
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.hasMore && !rows.isLoadingMore && rows.error === undefined && lastSeen >= rows.rows.length - 40)
      rows.loadMore();
  }, [rows, lastSeen]);

  const openIndex = openKey === undefined ? -1 : keys.indexOf(openKey);
  // the list follows the open row, not its own scrolling
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex);
  }, [openIndex]);

  const select = (next: Set<string>, from: string | undefined): void => {
    anchor.current = from;
    onSelect?.(next);
  };
  const toggle = (key: string): void => {
    const next = new Set(selection);
    if (!next.delete(key)) next.add(key);
    select(next, key);
  };
  const selectTo = (key: string): void => {
    const [a, b] = [keys.indexOf(anchor.current ?? keys[focusIndex] ?? ''), keys.indexOf(key)].sort(
      (x, y) => x - y,
    ) as [number, number];
    onSelect?.(new Set([...(selection ?? []), ...keys.slice(Math.max(0, a), b + 1)]));
  };
  const moveTo = (index: number, isRange: boolean): void => {
    const target = Math.min(keys.length - 1, Math.max(0, index));
    const key = keys[target];
    if (key === undefined) return;
    if (isRange && hasChecks) selectTo(key);
    else anchor.current = key;
    setFocusKey(key);
    virtual.scrollToIndex(target);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (isTyping(event.nativeEvent) || event.target !== event.currentTarget) return;
    const isRange = event.shiftKey;
    const pageSize = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 2);
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(focusIndex + 1, isRange),
      ArrowUp: () => moveTo(focusIndex - 1, isRange),
      PageDown: () => moveTo(focusIndex + pageSize, isRange),
      PageUp: () => moveTo(focusIndex - pageSize, isRange),
      Home: () => moveTo(0, isRange),
      End: () => moveTo(keys.length - 1, isRange),
      Enter: () => openAt(focusIndex),
    };
    if (hasChecks) moves[' '] = () => keys[focusIndex] !== undefined && toggle(keys[focusIndex]);
    const isSelectAll = hasChecks && event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey);
    const act = isSelectAll
      ? () => select(new Set(keys), undefined)
      : event.ctrlKey || event.altKey || event.metaKey
        ? undefined
        : moves[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const openAt = (index: number): void => {
    const row = rows.rows[index];
    if (row !== undefined) props.onOpen?.(row);
  };
  const onRowClick = (event: MouseEvent, index: number): void => {
    const key = keys[index];
    if (key === undefined) return;
    setFocusKey(key);
    if (hasChecks && event.shiftKey) selectTo(key);
    else if (hasChecks && (event.ctrlKey || event.metaKey)) toggle(key);
    else openAt(index);
  };
  const onCheck = (event: MouseEvent, key: string): void => {
    event.stopPropagation();
    setFocusKey(key);
    if (event.shiftKey && anchor.current !== undefined) selectTo(key);
    else toggle(key);
  };

  const state = stateOf(props);
  const grid: CSSProperties = { gridTemplateColumns: template(columns, hasChecks), height };
  const allSelected = hasChecks && keys.length > 0 && keys.every((key) => selection.has(key));
  return (
    <div className="vm-grid-frame">
      <div
        ref={scroller}
        className="vm-grid"
        role="grid"
        aria-label={label}
        aria-rowcount={rows.total + 1}
        aria-colcount={columns.length + (hasChecks ? 1 : 0)}
        aria-multiselectable={hasChecks || undefined}
        aria-busy={rows.isLoading}
        aria-activedescendant={isFocusDrawn ? `${id}-${focusIndex}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className="vm-grid-head" role="rowgroup">
          <div className="vm-grid-row" role="row" aria-rowindex={1} style={grid}>
            {hasChecks && (
              <div className="vm-grid-cell vm-grid-check vm-grid-frozen" role="columnheader" style={{ left: 0 }}>
                <Checkbox
                  size="xs"
                  tabIndex={-1}
                  aria-label={t.grid.selectAll}
                  checked={allSelected}
                  indeterminate={!allSelected && selection.size > 0}
                  onChange={() => select(allSelected ? new Set() : new Set(keys), undefined)}
                />
              </div>
            )}
            {columns.map((column) => (
              <Header key={column.key} column={column} left={edges.get(column.key)} />
            ))}
          </div>
        </div>
        {state === undefined ? (
          <div className="vm-grid-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, start }) => {
              const row = rows.rows[index];
              const key = keys[index];
              if (row === undefined || key === undefined) return null;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself handles the keys of its rows
                <div
                  key={key}
                  id={`${id}-${index}`}
                  className="vm-grid-row"
                  role="row"
                  tabIndex={-1}
                  aria-rowindex={index + 2}
                  aria-selected={hasChecks ? selection.has(key) : key === openKey}
                  data-focused={index === focusIndex || undefined}
                  data-open={key === openKey || undefined}
                  style={{ ...grid, transform: `translateY(${start}px)` }}
                  onClick={(event) => onRowClick(event, index)}
                  onMouseDown={(event) => event.shiftKey && event.preventDefault()}
                >
                  {hasChecks && (
                    <div className="vm-grid-cell vm-grid-check vm-grid-frozen" role="gridcell" style={{ left: 0 }}>
                      <Checkbox
                        size="xs"
                        tabIndex={-1}
                        aria-label={t.grid.selectRow(props.rowLabel?.(row) ?? String(index + 1))}
                        checked={selection.has(key)}
                        onChange={() => {}}
                        onClick={(event) => onCheck(event, key)}
                      />
                    </div>
                  )}
                  <Cells columns={columns as readonly Column<unknown>[]} row={row} edges={edges} />
                </div>
              );
            })}
          </div>
        ) : (
          <div className="vm-grid-state" role="rowgroup">
            <div role="row">
              <div role="gridcell" className="vm-grid-state-cell">
                {state}
              </div>
            </div>
          </div>
        )}
      </div>
      <div className="vm-grid-foot" role="status">
        {!rows.isLoading && (rows.error === undefined || rows.rows.length > 0) && (
          <span>{t.grid.total(rows.total)}</span>
        )}
        {hasChecks && selection.size > 0 && <span>{t.grid.selected(selection.size)}</span>}
        {rows.isLoadingMore && (
          <span className="vm-grid-more">
            <Loader size="0.75rem" /> {t.grid.loadingMore}
          </span>
        )}
        {rows.error !== undefined && rows.rows.length > 0 && (
          <span className="vm-grid-foot-error">
            {errorText(rows.error)}
            <Button size="compact-xs" variant="default" onClick={rows.reload}>
              {t.actions.retry}
            </Button>
          </span>
        )}
        <span className="vm-grid-foot-end">{props.footer}</span>
      </div>
    </div>
  );
}

/** What stands in place of rows, if anything does. */
function stateOf<R>({ rows, isFiltered = false, onClearFilters, empty }: DataGridProps<R>): ReactNode {
  if (rows.isLoading) return <LoadingState />;
  if (rows.rows.length > 0) return undefined;
  if (rows.error !== undefined) return <ErrorState error={rows.error} onRetry={rows.reload} />;
  return isFiltered ? <FilteredState onClear={onClearFilters} /> : empty;
}

const frozenStyle = (left: number | undefined): CSSProperties | undefined =>
  left === undefined ? undefined : { left: remOf(left) };
const cellClass = (left: number | undefined): string =>
  left === undefined ? 'vm-grid-cell' : 'vm-grid-cell vm-grid-frozen';

function Header<R>({ column, left }: { column: Column<R>; left: number | undefined }) {
  const t = useText().common.grid;
  const { header, align = 'left', sort } = column;
  const direction = sort?.direction;
  const Arrow = direction === 'up' ? ArrowUp : ArrowDown;
  const sorted = direction === undefined ? undefined : direction === 'up' ? 'ascending' : 'descending';
  return (
    <div
      className={cellClass(left)}
      role="columnheader"
      data-align={align}
      aria-sort={sorted}
      style={frozenStyle(left)}
    >
      {sort === undefined ? (
        <span>{header}</span>
      ) : (
        <button
          type="button"
          className="vm-grid-sort"
          onClick={sort.onSort}
          title={direction && t[direction === 'up' ? 'sortedUp' : 'sortedDown']}
        >
          <span>{header}</span>
          {direction !== undefined && <Arrow size="0.875rem" aria-hidden />}
        </button>
      )}
    </div>
  );
}

/** Drawn again only when the row or the columns change, so that moving the focus costs nothing. */
const Cells = memo(function Cells({
  columns,
  row,
  edges,
}: {
  columns: readonly Column<unknown>[];
  row: unknown;
  edges: Map<string, number>;
}) {
  return columns.map((column) => {
    const left = edges.get(column.key);
    return (
      <div
        key={column.key}
        className={cellClass(left)}
        role="gridcell"
        data-align={column.align ?? 'left'}
        style={frozenStyle(left)}
      >
        {column.render(row)}
      </div>
    );
  });
});
