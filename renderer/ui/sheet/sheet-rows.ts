import { type Mapping, mappedRows } from './paste-map.ts';

/** One row as typed. `picks` says which of several choices a text means. */
export interface SheetRow {
  readonly key: string;
  readonly cells: Readonly<Record<string, string>>;
  readonly picks: Readonly<Record<string, string>>;
}

export interface SheetEdit {
  readonly rowKey: string;
  readonly column: string;
  readonly text: string;
}

/** The last pasted block, until something else is done: its columns may still be sent elsewhere. */
export interface LastPaste {
  readonly block: readonly (readonly string[])[];
  readonly mapping: Mapping;
  /** Rows before it, and the place where it went. */
  readonly base: readonly SheetRow[];
  readonly at: number;
}

/** A sheet with the states before and after this one. */
export interface SheetState {
  readonly rows: readonly SheetRow[];
  readonly past: readonly (readonly SheetRow[])[];
  readonly future: readonly (readonly SheetRow[])[];
  readonly paste: LastPaste | undefined;
  /** The cell that is being typed into: its letters are one step back. */
  readonly typing: string | undefined;
}

export type SheetAction =
  | { readonly kind: 'edit'; readonly edits: readonly SheetEdit[] }
  | { readonly kind: 'pick'; readonly rowKey: string; readonly text: string; readonly id: string }
  | { readonly kind: 'pickAll'; readonly text: string; readonly id: string }
  | {
      readonly kind: 'paste';
      readonly block: readonly (readonly string[])[];
      readonly mapping: Mapping;
      readonly at: number;
    }
  | { readonly kind: 'remap'; readonly mapping: Mapping }
  | { readonly kind: 'keepPaste' }
  | { readonly kind: 'remove'; readonly keys: ReadonlySet<string> }
  | { readonly kind: 'saved'; readonly keys: ReadonlySet<string> }
  | { readonly kind: 'open'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

/** Empty rows that always follow the last filled one, so that there is somewhere to go on typing. */
export const spareRows = 30;

let made = 0;
/** Keys need only differ within one page. */
const newKey = (): string => {
  made += 1;
  return `n${made.toString(36)}${Date.now().toString(36)}`;
};

const emptyRow = (): SheetRow => ({ key: newKey(), cells: {}, picks: {} });

export const isFilled = ({ cells }: SheetRow): boolean => Object.values(cells).some((text) => text.trim() !== '');

/** Place after the last filled row. */
export const endOf = (rows: readonly SheetRow[]): number => rows.findLastIndex(isFilled) + 1;

function padded(rows: readonly SheetRow[]): readonly SheetRow[] {
  const missing = endOf(rows) + spareRows - rows.length;
  return missing <= 0 ? rows : [...rows, ...Array.from({ length: missing }, emptyRow)];
}

/** Steps back that are kept. */
const pastLimit = 100;

function changed(
  state: SheetState,
  rows: readonly SheetRow[],
  { paste, typing }: { paste?: LastPaste; typing?: string | undefined } = {},
): SheetState {
  const isSameStep = typing !== undefined && typing === state.typing;
  const past = isSameStep ? state.past : [...state.past, state.rows].slice(-pastLimit);
  return { rows: padded(rows), past, future: [], paste, typing };
}

const typedInto = (edits: readonly SheetEdit[]): string | undefined =>
  edits.length === 1 ? `${edits[0]?.rowKey} ${edits[0]?.column}` : undefined;

/** An empty sheet. */
export const newSheet = (): SheetState => ({
  rows: padded([]),
  past: [],
  future: [],
  paste: undefined,
  typing: undefined,
});

function withCell(row: SheetRow, column: string, text: string): SheetRow {
  return { ...row, cells: { ...row.cells, [column]: text } };
}

function edited(rows: readonly SheetRow[], edits: readonly SheetEdit[]): SheetRow[] {
  const byRow = new Map<string, SheetEdit[]>();
  for (const edit of edits) byRow.set(edit.rowKey, [...(byRow.get(edit.rowKey) ?? []), edit]);
  return rows.map((row) =>
    (byRow.get(row.key) ?? []).reduce((next, { column, text }) => withCell(next, column, text), row),
  );
}

/** Puts the rows of a block over those from a place on; cells that the block does not fill stay. */
function pasted(base: readonly SheetRow[], at: number, block: LastPaste['block'], mapping: Mapping): SheetRow[] {
  const rows = [...base];
  for (const [index, cells] of mappedRows(block, mapping).entries()) {
    const row = rows[at + index] ?? emptyRow();
    rows[at + index] = { ...row, cells: { ...row.cells, ...cells } };
  }
  return rows;
}

const picked = (row: SheetRow, text: string, id: string): SheetRow => ({ ...row, picks: { ...row.picks, [text]: id } });

/** The sheet after an action; saved rows leave it together with the steps back that would bring them again. */
export function reduceSheet(state: SheetState, action: SheetAction): SheetState {
  const { rows } = state;
  switch (action.kind) {
    case 'edit':
      return changed(state, edited(rows, action.edits), { typing: typedInto(action.edits) });
    case 'pick':
      return changed(
        state,
        rows.map((row) => (row.key === action.rowKey ? picked(row, action.text, action.id) : row)),
      );
    case 'pickAll':
      return changed(
        state,
        rows.map((row) => (isFilled(row) ? picked(row, action.text, action.id) : row)),
      );
    case 'paste': {
      const { block, mapping, at } = action;
      return changed(state, pasted(rows, at, block, mapping), { paste: { block, mapping, base: rows, at } });
    }
    case 'remap': {
      if (state.paste === undefined) return state;
      const { base, at, block } = state.paste;
      const next = padded(pasted(base, at, block, action.mapping));
      return { ...state, rows: next, paste: { ...state.paste, mapping: action.mapping } };
    }
    case 'keepPaste':
      return { ...state, paste: undefined };
    case 'remove':
      return changed(
        state,
        rows.filter((row) => !action.keys.has(row.key)),
      );
    case 'saved':
      return { ...newSheet(), rows: padded(rows.filter((row) => !action.keys.has(row.key))) };
    case 'open':
      return { ...newSheet(), rows: padded(action.rows) };
    case 'undo':
      return stepped(state, state.past.at(-1), state.past.slice(0, -1), [...state.future, rows]);
    case 'redo':
      return stepped(state, state.future.at(-1), [...state.past, rows], state.future.slice(0, -1));
  }
}

function stepped(
  state: SheetState,
  rows: readonly SheetRow[] | undefined,
  past: SheetState['past'],
  future: SheetState['future'],
): SheetState {
  return rows === undefined ? state : { rows, past, future, paste: undefined, typing: undefined };
}
