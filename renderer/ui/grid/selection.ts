/** A cell by its place: row and column from 0, the column among those shown. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What is chosen: the active cell, and the other corner of the block around it. */
export interface Block {
  readonly active: Place;
  readonly corner: Place;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
  /** Rows of one screen, for PageUp and PageDown. */
  readonly page: number;
}

/** A block by its edges, all included. */
export interface Edges {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const edgesOf = ({ active, corner }: Block): Edges => ({
  top: Math.min(active.row, corner.row),
  bottom: Math.max(active.row, corner.row),
  left: Math.min(active.column, corner.column),
  right: Math.max(active.column, corner.column),
});

export const one = (place: Place): Block => ({ active: place, corner: place });

export const isOne = ({ active, corner }: Block): boolean =>
  active.row === corner.row && active.column === corner.column;

export const countOf = (block: Block): number => {
  const { top, bottom, left, right } = edgesOf(block);
  return (bottom - top + 1) * (right - left + 1);
};

/** The nearest place that exists. */
export const clampPlace = ({ row, column }: Place, { rows, columns }: Size): Place => ({
  row: Math.min(Math.max(0, row), Math.max(0, rows - 1)),
  column: Math.min(Math.max(0, column), Math.max(0, columns - 1)),
});

export const clampBlock = ({ active, corner }: Block, size: Size): Block => ({
  active: clampPlace(active, size),
  corner: clampPlace(corner, size),
});

export interface Key {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly mod: boolean;
}

/** Where a key goes from a place; undefined when the key does not move. */
function moved(from: Place, { key, mod }: Key, size: Size): Place | undefined {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const { row, column } = from;
  const moves: Record<string, Place> = {
    ArrowDown: { row: mod ? lastRow : row + 1, column },
    ArrowUp: { row: mod ? 0 : row - 1, column },
    ArrowRight: { row, column: mod ? lastColumn : column + 1 },
    ArrowLeft: { row, column: mod ? 0 : column - 1 },
    Home: { row: mod ? 0 : row, column: 0 },
    End: { row: mod ? lastRow : row, column: lastColumn },
    PageDown: { row: row + size.page, column },
    PageUp: { row: row - size.page, column },
  };
  if (mod && key.startsWith('Page')) return undefined;
  return Object.hasOwn(moves, key) ? moves[key] : undefined;
}

/** What is chosen after a key: Shift holds the active cell and moves the other corner. */
export function afterKey(block: Block, key: Key, size: Size): Block | undefined {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const { top, bottom, left, right } = edgesOf(block);
  if (key.mod && !key.shift && key.key.toLowerCase() === 'a') return { active: { row: 0, column: 0 }, corner: last };
  if (key.key === ' ' && key.mod && !key.shift)
    return { active: { row: 0, column: left }, corner: { row: last.row, column: right } };
  if (key.key === ' ' && key.shift && !key.mod)
    return { active: { row: top, column: 0 }, corner: { row: bottom, column: last.column } };
  const to = moved(key.shift ? block.corner : block.active, key, size);
  if (to === undefined) return undefined;
  const place = clampPlace(to, size);
  return key.shift ? { active: block.active, corner: place } : one(place);
}

/** Next cell to be filled: Tab goes right and on to the next row, Enter goes down; undefined at the ends of the list. */
export function nextCell({ active }: Block, by: 'tab' | 'enter', isBack: boolean, size: Size): Block | undefined {
  const step = isBack ? -1 : 1;
  if (by === 'enter') return one(clampPlace({ row: active.row + step, column: active.column }, size));
  const column = active.column + step;
  if (column >= 0 && column < size.columns) return one({ row: active.row, column });
  const row = active.row + step;
  return row < 0 || row >= size.rows ? undefined : one({ row, column: isBack ? size.columns - 1 : 0 });
}
