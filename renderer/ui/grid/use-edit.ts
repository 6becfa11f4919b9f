import { useCallback, useRef, useState } from 'react';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { fold } from '../fold.ts';
import { notifyError, notifyInfo } from '../notify.ts';
import { isProblem, readCell, showCell } from './cell-text.ts';
import { decodePaste } from './clipboard.ts';
import { editsOf, isSame, plainText, planPaste, spread } from './paste.ts';
import { problemText } from './problem-text.ts';
import { type Block, edgesOf, type Place } from './selection.ts';
import type { CellChoice, CellEdit, CellValue, Column, GridProps } from './types.ts';

/** Most rows that a key or a paste changes at once. */
export const maxRows = 5000;

/** What stands in the field over the active cell while it is edited. */
export interface Draft {
  readonly text: string;
  /** True from F2 or a double click: arrows then move in the text, else they go on to the next cell. */
  readonly isInside: boolean;
  readonly problem: string | undefined;
  /** The choices are open, this one is marked; -1 for none. */
  readonly marked: number;
}

/** Values on their way, shown until the row has been read again; and what could not be written. */
interface Written<R> {
  readonly row: R;
  readonly cells: ReadonlyMap<string, string>;
}

export interface Editing<R> {
  readonly draft: Draft | undefined;
  readonly options: readonly CellChoice[];
  readonly canEdit: (place: Place) => boolean;
  /** Begins with a text that replaces, or with what stands there. */
  readonly begin: (text?: string) => void;
  readonly type: (text: string) => void;
  readonly cancel: () => void;
  /** Takes what was typed and says whether the cell was left. */
  readonly commit: (choice?: CellChoice) => Promise<boolean>;
  /** Leaves in any case: what is no value is said at the cell and the old one stays. */
  readonly leave: () => void;
  readonly mark: (index: number) => void;
  readonly openChoices: () => void;
  readonly clear: () => Promise<void>;
  readonly fillDown: () => Promise<void>;
  readonly today: () => void;
  readonly paste: (formats: { html: string; text: string }) => Promise<void>;
  readonly errorsOf: (rowKey: string) => ReadonlyMap<string, string> | undefined;
  readonly pendingOf: (rowKey: string, row: R) => ReadonlyMap<string, string> | undefined;
}

/** Editing of cells: undefined for a grid that is only read. */
export function useEdit<R>(props: GridProps<R>, columns: readonly Column<R>[], block: Block): Editing<R> | undefined {
  const { rows, rowKey, onEdit, onPaste } = props;
  const words = useText();
  const today = useViewDate((s) => s.today);
  const [draft, setDraft] = useState<Draft>();
  const [found, setFound] = useState<readonly CellChoice[]>([]);
  const [errors, setErrors] = useState<ReadonlyMap<string, ReadonlyMap<string, string>>>(new Map());
  const [pending, setPending] = useState<ReadonlyMap<string, Written<R>>>(new Map());
  const asked = useRef(0);
  const { active } = block;
  const column = columns[active.column];
  const kind = column?.kind ?? plainText;

  const canEdit = useCallback(
    ({ row, column: at }: Place): boolean => {
      const held = rows.at(row);
      return held !== undefined && columns[at]?.canEdit?.(held) === true;
    },
    [rows, columns],
  );
  if (onEdit === undefined) return undefined;

  const setError = (key: string, at: string, message: string | undefined): void =>
    setErrors((old) => withMessages(old, [{ rowKey: key, column: at, message }]));

  const write = async (edits: readonly CellEdit<R>[]): Promise<void> => {
    if (edits.length === 0) return;
    setPending((old) => withPending(old, edits, columns));
    setErrors((old) =>
      withMessages(
        old,
        edits.map((edit) => ({ ...edit, message: undefined })),
      ),
    );
    const refused = await onEdit(edits);
    if (refused.length === 0) return;
    setPending((old) => new Map([...old].filter(([key]) => !refused.some((one) => one.rowKey === key))));
    setErrors((old) => withMessages(old, refused));
  };

  const suggest = async (text: string): Promise<void> => {
    if (kind.kind !== 'reference') return;
    asked.current += 1;
    const turn = asked.current;
    const offered = text.trim() === '' ? [] : await kind.suggest(text);
    if (turn === asked.current) setFound(offered);
  };
  const options =
    draft === undefined
      ? []
      : kind.kind === 'choice'
        ? offer(kind.choices, draft.isInside ? '' : draft.text)
        : kind.kind === 'reference'
          ? found
          : [];

  const begin = (text?: string): void => {
    const row = rows.at(active.row);
    if (row === undefined || column === undefined || !canEdit(active)) return;
    const held = column.text?.(row) ?? showCell(kind, column.value?.(row) ?? null);
    setFound([]);
    setDraft({ text: text ?? held, isInside: text === undefined, problem: undefined, marked: -1 });
    if (text !== undefined) void suggest(text);
  };

  /** What the typed text means; a reference may have to be asked for. */
  const understand = async (
    text: string,
    choice: CellChoice | undefined,
  ): Promise<{ value: CellValue } | { problem: string }> => {
    if (choice !== undefined) return { value: choice.value };
    if (kind.kind === 'reference' && text.trim() !== '') {
      const [one] = await kind.resolve([text.trim()]);
      if (one !== undefined) return { value: one.value };
    }
    const reading = readCell(kind, text);
    return isProblem(reading) ? { problem: problemText(reading) } : reading;
  };

  const finish = async (choice: CellChoice | undefined, isLeaving: boolean): Promise<boolean> => {
    const row = rows.at(active.row);
    if (draft === undefined || column === undefined || row === undefined) return true;
    const key = rowKey(row);
    const before = column.value?.(row) ?? null;
    const isUntouched = choice === undefined && draft.text === (column.text?.(row) ?? showCell(kind, before));
    if (isUntouched) {
      setDraft(undefined);
      return true;
    }
    if (isLeaving) setDraft(undefined);
    const meant = await understand(draft.text, choice);
    const problem = 'problem' in meant ? meant.problem : column.check?.(meant.value, row);
    if (problem !== undefined && !isLeaving) {
      setDraft((old) => old && { ...old, problem });
      return false;
    }
    setDraft(undefined);
    if (problem !== undefined) setError(key, column.key, problem);
    else if ('value' in meant && !isSame(before, meant.value))
      void write([{ row, rowKey: key, column: column.key, before, after: meant.value }]);
    return true;
  };

  /** The rows of the chosen block; undefined, and said, when they cannot be read or are too many. */
  const blockRows = async (count: number): Promise<readonly R[] | undefined> => {
    if (count > maxRows) {
      notifyInfo(words.grid.tooMany(maxRows));
      return undefined;
    }
    const { top } = edgesOf(block);
    const result = await rows.read(top, top + count - 1);
    if (result.kind === 'failed') notifyError(result.error);
    return result.kind === 'rows' ? result.rows : undefined;
  };
  const { top, bottom, left, right } = edgesOf(block);
  const chosen = columns.slice(left, right + 1);

  /** Every cell of the block that may be changed and would be. */
  const fillBlock = async (
    first: number,
    wanted: (at: Column<R>, rowsOf: readonly R[]) => CellValue,
  ): Promise<void> => {
    const held = await blockRows(bottom - top + 1);
    if (held === undefined) return;
    await write(
      held.slice(first).flatMap((row) =>
        chosen.flatMap((at) => {
          if (at.canEdit?.(row) !== true) return [];
          const [before, after] = [at.value?.(row) ?? null, wanted(at, held)];
          const isRefused = at.check?.(after, row) !== undefined;
          return isSame(before, after) || isRefused
            ? []
            : [{ row, rowKey: rowKey(row), column: at.key, before, after }];
        }),
      ),
    );
  };

  return {
    draft,
    options,
    canEdit,
    begin,
    type: (text) => {
      if (draft === undefined) begin(text);
      else {
        setDraft({ ...draft, text, problem: undefined, marked: -1 });
        void suggest(text);
      }
    },
    cancel: () => setDraft(undefined),
    commit: (choice) => finish(choice ?? options[draft?.marked ?? -1], false),
    leave: () => void finish(undefined, true),
    mark: (index) => draft !== undefined && setDraft({ ...draft, marked: index }),
    openChoices: () => {
      begin();
      if (kind.kind === 'choice') setDraft((old) => old && { ...old, marked: 0 });
    },
    clear: () => fillBlock(0, ({ kind: at = plainText }) => (at.kind === 'text' || at.kind === 'longText' ? '' : null)),
    fillDown: () =>
      top === bottom && top > 0
        ? fillFromAbove(rows.at(top - 1), rows.at(top), chosen, rowKey, write)
        : fillBlock(1, (at, held) => (held[0] === undefined ? null : (at.value?.(held[0]) ?? null))),
    today: () => kind.kind === 'day' && begin(showDay(today)),
    paste: async (formats) => {
      const pasted = decodePaste(formats);
      if (pasted === undefined) return;
      const cells = spread(pasted, bottom - top + 1, right - left + 1);
      const held = await blockRows(Math.min(cells.length, rows.total - top));
      if (held === undefined || cells.length > maxRows) return;
      const target = { top, columns: columns.slice(left), rows: held, rowKey };
      const plan = await planPaste(cells, target, { readOnly: words.grid.readOnly, problem: problemText });
      if (onPaste !== undefined) onPaste(plan);
      else if (plan.errorCount === 0) await write(editsOf(plan));
      else notifyInfo(words.grid.pasteRefused(plan.errorCount));
    },
    errorsOf: (key) => errors.get(key),
    pendingOf: (key, row) => {
      const written = pending.get(key);
      return written?.row === row ? written.cells : undefined;
    },
  };
}

/** Ctrl+D on single cells takes the value from the row above. */
async function fillFromAbove<R>(
  above: R | undefined,
  row: R | undefined,
  columns: readonly Column<R>[],
  rowKey: (row: R) => string,
  write: (edits: readonly CellEdit<R>[]) => Promise<void>,
): Promise<void> {
  if (above === undefined || row === undefined) return;
  const edits = columns.flatMap((at) => {
    const [before, after] = [at.value?.(row) ?? null, at.value?.(above) ?? null];
    if (at.canEdit?.(row) !== true || isSame(before, after) || at.check?.(after, row) !== undefined) return [];
    return [{ row, rowKey: rowKey(row), column: at.key, before, after }];
  });
  await write(edits);
}

/** Choices whose words hold what was typed, those that begin with it first. */
function offer(choices: readonly CellChoice[], typed: string): readonly CellChoice[] {
  const wanted = fold(typed);
  const starts = choices.filter(({ label }) => fold(label).startsWith(wanted));
  return [...starts, ...choices.filter((one) => !starts.includes(one) && fold(one.label).includes(wanted))];
}

function withMessages(
  old: ReadonlyMap<string, ReadonlyMap<string, string>>,
  messages: readonly { rowKey: string; column: string; message: string | undefined }[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const next = new Map(old);
  for (const { rowKey, column, message } of messages) {
    const cells = new Map(next.get(rowKey));
    if (message === undefined) cells.delete(column);
    else cells.set(column, message);
    if (cells.size === 0) next.delete(rowKey);
    else next.set(rowKey, cells);
  }
  return next;
}

function withPending<R>(
  old: ReadonlyMap<string, Written<R>>,
  edits: readonly CellEdit<R>[],
  columns: readonly Column<R>[],
): ReadonlyMap<string, Written<R>> {
  const next = new Map(old);
  for (const { row, rowKey, column, after } of edits) {
    const kind = columns.find(({ key }) => key === column)?.kind ?? plainText;
    // The name behind an id is not known here; it comes with the row.
    if (kind.kind === 'reference') continue;
    const held = next.get(rowKey);
    next.set(rowKey, {
      row,
      cells: new Map([...(held?.row === row ? held.cells : []), [column, showCell(kind, after)]]),
    });
  }
  return next;
}
