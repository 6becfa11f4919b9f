import type { CellProblem, CheckedRow } from '../../../db/api/contract/many.ts';
import type { Result } from '../../../db/api/errors.ts';
import type { CellChoice } from '../grid/types.ts';
import type { MapColumn } from './paste-map.ts';

/** A column of a fast-entry sheet. Cells hold text as typed; what it means is said by the check. */
export interface SheetColumn extends MapColumn {
  /** In CSS pixels at 100 %. */
  readonly width: number;
  readonly grow?: number;
  /** One line of text unless told. */
  readonly kind?: 'day' | 'prose';
  /** Words of a choice and the values behind them; other text is kept and told by the check. */
  readonly choices?: readonly CellChoice[];
  /** What a cell may say, while it is typed. */
  readonly suggest?: (text: string) => Promise<readonly CellChoice[]>;
}

/** A row as the check and the save take it. */
export interface OutRow {
  readonly key: string;
  readonly cells: Record<string, string>;
  readonly picks: Record<string, string>;
}

export interface Verdict {
  readonly rows: readonly CheckedRow[];
  /** What the good rows would become, in words. */
  readonly makes?: string;
}

export interface Saved {
  readonly rows: readonly { key: string; id: string | null; state: CheckedRow['state']; problems: CellProblem[] }[];
  /** The sentence that says so. */
  readonly done: string;
}

/** What a sheet is of. */
export interface SheetKind {
  readonly title: string;
  readonly draftKey: string;
  /** The operation that saves, as the stack of undo names it. */
  readonly command: string;
  readonly columns: readonly SheetColumn[];
  readonly check: (rows: OutRow[]) => Promise<Result<Verdict>>;
  readonly save: (rows: OutRow[], saveDuplicates: boolean) => Promise<Result<Saved>>;
  readonly onBack: () => void;
}
