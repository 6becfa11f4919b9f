import type { ReactNode } from 'react';
import type { Day } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';

/** What a cell holds: text, a number, a day as `YYYY-MM-DD`, the value of a choice, the id of what it refers to; null is empty. */
export type CellValue = string | number | null;

/** One of the values of a choice, or a record that a cell may refer to. */
export interface CellChoice {
  readonly value: string;
  readonly label: string;
}

/** How a cell's value is shown, typed, copied and read from a pasted text. */
export type CellKind =
  /** One line; `maxLength` in characters. A code or number that is no quantity is text and keeps its leading zeros. */
  | { readonly kind: 'text'; readonly maxLength?: number }
  /** Several lines. */
  | { readonly kind: 'longText'; readonly maxLength?: number }
  | { readonly kind: 'day'; readonly min?: Day; readonly max?: Day }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number; readonly decimals?: number }
  | { readonly kind: 'choice'; readonly choices: readonly CellChoice[] }
  /** A unit, a directive …: `suggest` answers while a name is typed, `resolve` what pasted names mean. */
  | {
      readonly kind: 'reference';
      readonly suggest: (text: string) => Promise<readonly CellChoice[]>;
      /** One answer per text, in its order: the one record of that name; none or several is undefined. */
      readonly resolve: (texts: readonly string[]) => Promise<readonly (CellChoice | undefined)[]>;
    };

/** A column of a grid. Without `value` it is only looked at, and copied as the text that stands in it. */
export interface Column<R> {
  key: string;
  header: string;
  /** Least width in CSS pixels at 100 %. */
  width: number;
  /** Share of the room that is left; 0 keeps the width. */
  grow?: number;
  align?: 'left' | 'right' | 'center';
  render: (row: R) => ReactNode;
  /** Stays in place when the grid is scrolled sideways, until the user freezes otherwise; only for the first columns. */
  isFrozen?: boolean;
  /** Not shown until the user chooses it. */
  isHidden?: boolean;
  /** How the list is sorted by this column now, and what a press on the header does. */
  sort?: { direction: 'up' | 'down' | undefined; onSort: () => void };
  /** Text unless told. */
  kind?: CellKind;
  /** What the cell holds, for copying and editing. */
  value?: (row: R) => CellValue;
  /** What it is copied as; else the value by its kind. Needed for a reference, whose value is an id. */
  text?: (row: R) => string;
  /** May this cell be changed? Without it the column is read-only. Only heard when the grid has `onEdit`. */
  canEdit?: (row: R) => boolean;
  /** A sentence that says why this row may not have this value; the kind itself has been checked before. */
  check?: (value: CellValue, row: R) => string | undefined;
}

/** One cell that is to be changed. */
export interface CellEdit<R> {
  readonly row: R;
  readonly rowKey: string;
  /** Key of the column. */
  readonly column: string;
  readonly before: CellValue;
  readonly after: CellValue;
}

/** What could not be written, said at the cell. */
export interface CellError {
  readonly rowKey: string;
  readonly column: string;
  readonly message: string;
}

/** Writes cells through one command, so that one undo takes all of them back. Errors are shown at their cells; [] when all is written. */
export type WriteCells<R> = (edits: readonly CellEdit<R>[]) => Promise<readonly CellError[]>;

/** One cell of a paste: what stood there, what was pasted and what it was understood as. */
export interface PasteCell {
  /** Key of the column. */
  readonly column: string;
  /** As pasted, in NFC. */
  readonly text: string;
  readonly before: CellValue;
  /** What `text` was read as; null also where `error` is set. */
  readonly after: CellValue;
  /** `after` in words: the name behind an id, dd/MM/yyyy of a day. */
  readonly shown: string;
  /** Why this cell is left out; undefined when it can be written. */
  readonly error: string | undefined;
  /** False when the cell already holds this. */
  readonly isChange: boolean;
}

export interface PasteRow<R> {
  /** Place in the list, from 0. Beyond its end for rows that the list does not have yet. */
  readonly index: number;
  /** Undefined beyond the end of the list: what could be created. */
  readonly row: R | undefined;
  readonly rowKey: string | undefined;
  readonly cells: readonly PasteCell[];
}

/** What a paste would do. Nothing has been written: the list shows it and asks. */
export interface PastePlan<R> {
  /** Columns that are filled, in the order shown; read-only ones among them have errors in each cell that would change. */
  readonly columns: readonly Pick<Column<R>, 'key' | 'header' | 'kind'>[];
  readonly rows: readonly PasteRow<R>[];
  /** Cells that would be written. */
  readonly changeCount: number;
  readonly errorCount: number;
  /** Columns of the pasted block that lie right of the last column and are left out. */
  readonly cutColumns: number;
}

/** Rows of a list of any length: those that are seen are there, others come when they are needed. */
export interface RowSource<R> {
  /** Rows that match; grows to its true number as soon as they are counted. */
  readonly total: number;
  /** False while `total` is only what is known so far. */
  readonly isCounted: boolean;
  /** True while there is nothing to show yet. */
  readonly isLoading: boolean;
  readonly error: ApiError | undefined;
  /** The row at a place, if it is loaded. */
  readonly at: (index: number) => R | undefined;
  /** Loaded rows from the start, up to the first gap. */
  readonly rows: readonly R[];
  /** Asks for what is on the screen, both ends included. */
  readonly need: (first: number, last: number) => void;
  /** Reads rows whether loaded or not, both ends included. */
  readonly read: (first: number, last: number, options?: ReadOptions) => Promise<ReadRows<R>>;
  readonly reload: () => void;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export type ReadRows<R> =
  | { readonly kind: 'rows'; readonly rows: readonly R[] }
  | { readonly kind: 'failed'; readonly error: ApiError }
  | { readonly kind: 'stopped' };

/** How a user has arranged the columns of a list: part of a saved view. */
export interface ColumnsState {
  /** Keys in the order shown; columns that are not named follow as the list has them. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Width in CSS pixels at 100 %, of columns whose width was changed. */
  readonly widths: Readonly<Record<string, number>>;
  /** How many of the first columns stay in place. */
  readonly frozen: number | null;
}

export interface GridProps<R> {
  /** What the list is, for screen readers. */
  label: string;
  /** Under which the arrangement of columns is kept for this user on this PC; without it columns cannot be arranged. */
  name?: string;
  columns: readonly Column<R>[];
  rows: RowSource<R>;
  rowKey: (row: R) => string;
  /** A click on a row, or Enter on a cell that is not edited: shows the row's detail. */
  onOpen?: (row: R) => void;
  /** Key of the row whose detail is shown. */
  openKey?: string | undefined;
  /** A new one makes that cell the active one and gives the list the keyboard. */
  goTo?: { readonly rowKey: string; readonly column: string } | undefined;
  /** With these two the grid has checkboxes. */
  selection?: ReadonlySet<string>;
  onSelect?: (selection: Set<string>) => void;
  /** With these two "chọn tất cả N dòng khớp bộ lọc" is offered: the list then hands its filter, not ids, to a bulk command. */
  isAllMatching?: boolean;
  onAllMatching?: (isAll: boolean) => void;
  /** Name of a row for its checkbox. */
  rowLabel?: (row: R) => string;
  /** Without it nothing can be typed. */
  onEdit?: WriteCells<R>;
  /** Shows the plan and asks; without it a paste is written by `onEdit` at once if no cell has an error. */
  onPaste?: (plan: PastePlan<R>) => void;
  /** Errors told from outside, at their cells. */
  errors?: readonly CellError[];
  /** What stands here while the list is empty (EmptyState). */
  empty: ReactNode;
  /** True when a filter is set: an empty list then offers to clear it. */
  isFiltered?: boolean;
  onClearFilters?: () => void;
  /** Stands at the right end of the line below the rows. */
  footer?: ReactNode;
}
