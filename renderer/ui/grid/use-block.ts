import { useCallback, useEffect, useRef, useState } from 'react';
import { type Block, clampBlock, one, type Size } from './selection.ts';
import type { RowSource } from './types.ts';
import type { GridScroll } from './use-scroll.ts';

/** How far around its old place a row is looked for after a change. */
const nearRows = 250;

/** The chosen block, which follows its row when rows come or go above it. */
export function useBlock<R>(
  rows: RowSource<R>,
  rowKey: (row: R) => string,
  openKey: string | undefined,
  size: Size,
  { showRow, shift, seen }: GridScroll,
): [Block, (next: Block, isShown?: boolean) => void] {
  const [block, setBlock] = useState<Block>(() => one({ row: 0, column: 0 }));
  const known = clampBlock(block, size);
  const keyAt = useCallback(
    (index: number): string | undefined => {
      const row = rows.at(index);
      return row === undefined ? undefined : rowKey(row);
    },
    [rows, rowKey],
  );
  /** Key of the row that was active when this list was last drawn. */
  const active = useRef<{ list: RowSource<R>['need']; key: string | undefined; row: number }>(undefined);

  const choose = useCallback(
    (next: Block, isShown = true) => {
      setBlock(next);
      active.current = { list: rows.need, key: keyAt(next.active.row), row: next.active.row };
      if (isShown) showRow(next.corner.row);
    },
    [rows.need, keyAt, showRow],
  );

  useEffect(() => {
    const before = active.current;
    const row = before?.list === rows.need ? before.row : 0;
    if (before !== undefined && before.list !== rows.need) {
      choose(one({ row: 0, column: known.active.column }));
      return;
    }
    const key = keyAt(row);
    if (before?.key !== undefined && key !== before.key) {
      const moved = findNear(keyAt, before.key, row);
      if (moved !== undefined) {
        const by = moved - row;
        setBlock(({ active: a, corner: c }) => ({
          active: { row: a.row + by, column: a.column },
          corner: { row: c.row + by, column: c.column },
        }));
        active.current = { ...before, row: moved };
        const { first, last } = seen();
        if (row >= first && row <= last) shift(by);
        return;
      }
    }
    active.current = { list: rows.need, key: key ?? before?.key, row };
  }, [rows, keyAt]);

  const hasRows = rows.total > 0 && !rows.isLoading;
  // the list follows the open row, not its own scrolling
  useEffect(() => {
    if (openKey === undefined || !hasRows || keyAt(known.active.row) === openKey) return;
    const index = findNear(keyAt, openKey, seen().first) ?? rows.rows.findIndex((row) => rowKey(row) === openKey);
    if (index >= 0) choose(one({ row: index, column: known.active.column }));
  }, [openKey, hasRows]);
  return [known, choose];
}

function findNear(keyAt: (index: number) => string | undefined, key: string, from: number): number | undefined {
  for (let away = 0; away <= nearRows; away += 1) {
    if (keyAt(from + away) === key) return from + away;
    if (from >= away && keyAt(from - away) === key) return from - away;
  }
  return undefined;
}
