import { Button, Loader } from '@mantine/core';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
} from 'react';
import { useColumns } from '../../stores/columns.ts';
import { rowHeight, useLayout } from '../../stores/layout.ts';
import { errorText, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { isTyping } from '../keys.ts';
import { ErrorState, FilteredState, LoadingState } from '../states.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { arranged, withWidth } from './columns.ts';
import { GridHead } from './grid-head.tsx';
import { frozenEdges, GridRow, template } from './grid-row.tsx';
import { afterKey, edgesOf, isOne, one, type Size } from './selection.ts';
import type { Column, GridProps } from './types.ts';
import { useBlock } from './use-block.ts';
import { useChecks } from './use-checks.tsx';
import { CopyProgressLine, useCopy } from './use-copy.tsx';
import { usePointer } from './use-pointer.ts';
import { useScroll } from './use-scroll.ts';
import './grid.css';

/** Rows of any number: those in sight are drawn and read, one cell is active, a block of cells can be chosen, copied and, where the list allows, edited. */
export function Grid<R>(props: GridProps<R>) {
  const { label, rows, rowKey, openKey } = props;
  const id = useId();
  const height = useLayout(rowHeight);
  const focus = useRef<HTMLDivElement>(null);
  const [arrangement, arrange] = useColumns(props.name);
  const columns = useMemo(() => arranged(props.columns, arrangement), [props.columns, arrangement]);
  const checks = useChecks(props);
  const hasChecks = checks !== undefined;
  const edges = useMemo(() => frozenEdges(columns, hasChecks), [columns, hasChecks]);
  const scroll = useScroll(rows.total, height);
  const { view, scroller, seen } = scroll;
  const size: Size = { rows: rows.total, columns: columns.length, page: scroll.page };
  const [block, choose] = useBlock(rows, rowKey, openKey, size, scroll);
  const { active } = block;

  useEffect(() => {
    const { first, last } = seen();
    rows.need(first, last);
  }, [rows, view, scroll.bodyHeight, seen]);

  const shownAt = (row: number, column: number): string =>
    document.getElementById(`${id}-${row}-${columns[column]?.key ?? ''}`)?.textContent ?? '';
  const copy = useCopy({ rows, columns, block, shownAt, focus });

  const openAt = useCallback(
    (index: number) => {
      const row = rows.at(index);
      if (row !== undefined) props.onOpen?.(row);
    },
    [rows, props.onOpen],
  );
  const takeFocus = useCallback(() => focus.current?.focus({ preventScroll: true }), []);
  const pointer = usePointer({ block, size, choose, openAt, checks, takeFocus, scroll });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (isTyping(event.nativeEvent) || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('button, input, a, select') !== null) return;
    const key = { key: event.key, shift: event.shiftKey, mod: event.ctrlKey || event.metaKey };
    const act = actionOf(key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const actionOf = (key: { key: string; shift: boolean; mod: boolean }): (() => void) | undefined => {
    const isPlain = !key.mod && !key.shift;
    if (isPlain && key.key === 'Enter') return () => openAt(active.row);
    if (isPlain && key.key === ' ')
      return checks === undefined ? () => openAt(active.row) : () => checks.toggleBlock(block);
    if (isPlain && key.key === 'Escape' && !isOne(block)) return () => choose(one(active));
    const next = afterKey(block, key, size);
    const isAll = key.mod && key.key.toLowerCase() === 'a';
    return next === undefined ? undefined : () => choose(next, !isAll && key.key !== ' ');
  };

  const state = stateOf(props);
  const grid: CSSProperties = { gridTemplateColumns: template(columns, hasChecks), height };
  const { top, bottom, left, right } = edgesOf(block);
  const drawn = range(view.first, Math.min(view.last, rows.total - 1));
  const isActiveDrawn = state === undefined && active.row >= view.first && active.row <= view.last && rows.total > 0;
  const activeColumn = columns[active.column];
  return (
    <div className="vm-grid-frame">
      {checks?.notice}
      <div ref={scroller} className="vm-grid-scroll" onScroll={scroll.onScroll}>
        <div
          ref={focus}
          className="vm-grid"
          role="grid"
          aria-label={label}
          aria-rowcount={rows.total + 1}
          aria-colcount={columns.length + (hasChecks ? 1 : 0)}
          aria-multiselectable="true"
          aria-busy={rows.isLoading}
          aria-activedescendant={isActiveDrawn && activeColumn ? `${id}-${active.row}-${activeColumn.key}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onCopy={copy.onCopy}
        >
          <GridHead
            columns={columns}
            edges={edges}
            style={grid}
            checks={checks?.head}
            onWidth={props.name === undefined ? undefined : (key, width) => arrange(withWidth(arrangement, key, width))}
          />
          {state === undefined ? (
            <div className="vm-grid-body" role="rowgroup" style={{ height: scroll.bodyHeight }} {...pointer}>
              {drawn.map((index) => {
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
                    gridTemplate={grid.gridTemplateColumns as string}
                    isOpen={key !== undefined && key === openKey}
                    isChecked={checks === undefined ? undefined : key !== undefined && checks.has(key)}
                    checkLabel={checks === undefined || row === undefined ? '' : checks.labelOf(row, index)}
                    active={index === active.row ? active.column : -1}
                    left={isIn ? left : -1}
                    right={isIn ? right : -1}
                    errors={undefined}
                    pending={undefined}
                  />
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
      </div>
      {copy.progress !== undefined && <CopyProgressLine {...copy.progress} />}
      <GridFoot
        {...props}
        place={rows.total > 0 ? active.row + 1 : 0}
        isBusy={drawn.some((index) => rows.at(index) === undefined)}
      >
        {props.name !== undefined && (
          <ColumnMenu
            columns={props.columns}
            state={arrangement}
            onChange={arrange}
            onCopyWithHeader={copy.copyWithHeader}
          />
        )}
      </GridFoot>
    </div>
  );
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/** What stands in place of rows, if anything does. */
function stateOf<R>({ rows, isFiltered = false, onClearFilters, empty }: GridProps<R>): ReactNode {
  if (rows.isLoading) return <LoadingState />;
  if (rows.total > 0) return undefined;
  if (rows.error !== undefined) return <ErrorState error={rows.error} onRetry={rows.reload} />;
  return isFiltered ? <FilteredState onClear={onClearFilters} /> : empty;
}

/** How many rows there are, which of them is active, what is chosen, and what goes wrong. */
function GridFoot<R>({
  rows,
  selection,
  isAllMatching = false,
  footer,
  place,
  isBusy,
  children,
}: GridProps<R> & { place: number; isBusy: boolean; children: ReactNode }) {
  const { common: t, grid } = useText();
  const chosen = isAllMatching ? rows.total : (selection?.size ?? 0);
  return (
    <div className="vm-grid-foot">
      <span role="status" className="vm-grid-status">
        {!rows.isLoading && (rows.error === undefined || rows.total > 0) && (
          <span>{rows.isCounted ? t.grid.total(rows.total) : grid.counting}</span>
        )}
        {chosen > 0 && <span>{t.grid.selected(chosen)}</span>}
        {isBusy && rows.error === undefined && (
          <span className="vm-grid-more">
            <Loader size="0.75rem" /> {t.grid.loadingMore}
          </span>
        )}
      </span>
      {rows.total > 200 && <span>{grid.place(showNumber(place))}</span>}
      {rows.error !== undefined && rows.total > 0 && (
        <span className="vm-grid-foot-error" role="alert">
          {errorText(rows.error)}
          <Button size="compact-xs" variant="default" onClick={rows.reload}>
            {t.actions.retry}
          </Button>
        </span>
      )}
      <span className="vm-grid-foot-end">
        {footer}
        {children}
      </span>
    </div>
  );
}
