import { Button } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useText } from '../../text/index.ts';
import { notifyError } from '../notify.ts';
import { type Block, edgesOf } from './selection.ts';
import type { GridProps } from './types.ts';

/** Most rows chosen one by one; as many as one bulk command takes. */
export const maxChosen = 5000;

export interface Checks<R> {
  readonly has: (key: string) => boolean;
  readonly labelOf: (row: R, index: number) => string;
  /** One row, or with Shift all from the one pressed before. */
  readonly press: (index: number, isShift: boolean) => void;
  /** All rows of a block: off if they were all on. */
  readonly toggleBlock: (block: Block) => void;
  readonly head: { isAll: boolean; isSome: boolean; onToggle: () => void };
  /** Offers all that match, beyond those chosen by hand. */
  readonly notice: ReactNode;
}

/** The checkboxes of a grid, or undefined when it has none. */
export function useChecks<R>(props: GridProps<R>): Checks<R> | undefined {
  const { rows, rowKey, rowLabel, selection, onSelect, isAllMatching = false, onAllMatching } = props;
  const t = useText();
  const anchor = useRef<number>(undefined);
  if (selection === undefined || onSelect === undefined) return undefined;

  const change = (next: Set<string>): void => {
    if (isAllMatching) onAllMatching?.(false);
    onSelect(next);
  };
  /** Rows that are not loaded are read first. */
  const toggleRange = async (first: number, last: number, isOn?: boolean): Promise<void> => {
    const end = Math.min(last, first + maxChosen - 1);
    const result = await rows.read(first, end);
    if (result.kind === 'failed') notifyError(result.error);
    if (result.kind !== 'rows') return;
    const keys = result.rows.map(rowKey);
    const isAllOn = !isAllMatching && keys.every((key) => selection.has(key));
    const next = new Set(isAllMatching ? [] : selection);
    for (const key of keys) {
      if (isOn ?? !isAllOn) next.add(key);
      else next.delete(key);
    }
    change(next);
  };
  const reachable = Math.min(rows.total, maxChosen);
  const isAll = isAllMatching || (rows.total > 0 && selection.size >= reachable);
  return {
    has: (key) => isAllMatching || selection.has(key),
    labelOf: (row, index) => t.common.grid.selectRow(rowLabel?.(row) ?? String(index + 1)),
    press: (index, isShift) => {
      const from = isShift ? anchor.current : undefined;
      anchor.current = index;
      if (from !== undefined) void toggleRange(Math.min(from, index), Math.max(from, index), true);
      else {
        const row = rows.at(index);
        if (row === undefined) return;
        const next = new Set(isAllMatching ? [] : selection);
        if (!next.delete(rowKey(row))) next.add(rowKey(row));
        change(next);
      }
    },
    toggleBlock: (block) => {
      const { top, bottom } = edgesOf(block);
      anchor.current = block.active.row;
      void toggleRange(top, bottom);
    },
    head: {
      isAll,
      isSome: selection.size > 0,
      onToggle: () => (isAll ? change(new Set()) : void toggleRange(0, rows.total - 1, true)),
    },
    notice: onAllMatching !== undefined && isAll && rows.total > selection.size && (
      <div className="vm-grid-notice" role="status">
        {isAllMatching ? t.grid.allMatching(rows.total) : t.grid.firstChosen(selection.size)}
        {!isAllMatching && (
          <Button size="compact-xs" variant="default" onClick={() => onAllMatching(true)}>
            {t.grid.chooseAll(rows.total)}
          </Button>
        )}
      </div>
    ),
  };
}
