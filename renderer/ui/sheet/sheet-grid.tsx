import { CircleCheck, CircleX, Copy, type LucideIcon, TriangleAlert } from 'lucide-react';
import { type ClipboardEvent, useMemo } from 'react';
import type { CellProblem, CheckedRow } from '../../../db/api/contract/many.ts';
import { parseDay, showDay } from '../../../db/api/day.ts';
import { useText } from '../../text/index.ts';
import { decodePaste } from '../grid/clipboard.ts';
import { Grid } from '../grid/grid.tsx';
import type { CellEdit, CellError, CellKind, Column, GridProps, PastePlan } from '../grid/types.ts';
import { allRows } from '../use-pages.ts';
import { guessMapping, type Mapping } from './paste-map.ts';
import { isFilled, type SheetEdit, type SheetRow } from './sheet-rows.ts';
import type { SheetColumn } from './sheet-types.ts';

/** A cell to go to. */
export type CellPlace = NonNullable<GridProps<SheetRow>['goTo']>;

interface SheetGridProps {
  label: string;
  columns: readonly SheetColumn[];
  rows: readonly SheetRow[];
  verdicts: ReadonlyMap<string, CheckedRow>;
  sentence: (problem: CellProblem) => string;
  onEdit: (edits: readonly SheetEdit[]) => void;
  /** A table with names of columns, or a block at a place of the sheet. */
  onBlock: (block: string[][], mapping: Mapping, at: number | undefined) => void;
  target: CellPlace | undefined;
}

const keyOf = (row: SheetRow): string => row.key;
const always = (): boolean => true;
const reload = (): void => {};

/** The rows of a sheet in the grid that all lists have; text is kept as typed, what is wrong with it is said at the cell. */
export function SheetGrid({ label, columns, rows, verdicts, sentence, onEdit, onBlock, target }: SheetGridProps) {
  const source = useMemo(() => allRows({ data: rows, error: undefined, isLoading: false, reload }), [rows]);
  const shown = useColumns(columns, rows, verdicts, sentence);
  const errors = useMemo(() => errorsOf(verdicts, sentence), [verdicts, sentence]);
  const write = (edits: readonly CellEdit<SheetRow>[]): Promise<readonly CellError[]> => {
    onEdit(edits.map((edit) => ({ rowKey: edit.rowKey, column: edit.column, text: textOf(edit, columns) })));
    return Promise.resolve([]);
  };
  const onPaste = (plan: PastePlan<SheetRow>): void => {
    const block = plan.rows.map(({ cells }) => cells.map(({ text }) => text));
    const keys = plan.columns.map(({ key }) => (columns.some((column) => column.key === key) ? key : undefined));
    onBlock(block, { hasHeader: false, targets: keys }, plan.rows[0]?.index ?? 0);
  };
  /** A table with a header goes below what is there, wherever the cursor stands; the grid knows only places. */
  const onTable = (event: ClipboardEvent): void => {
    const read = (type: string): string => event.clipboardData.getData(type);
    const block = decodePaste({ html: read('text/html'), text: read('text/plain') });
    if (block === undefined) return;
    const mapping = guessMapping(block, columns);
    if (!mapping.hasHeader) return;
    event.preventDefault();
    event.stopPropagation();
    onBlock(block, mapping, undefined);
  };
  return (
    <div className="vm-sheet-grid" onPasteCapture={onTable}>
      <Grid
        label={label}
        columns={shown}
        rows={source}
        rowKey={keyOf}
        onEdit={write}
        onPaste={onPaste}
        errors={errors}
        goTo={target}
        empty={null}
      />
    </div>
  );
}

const isDayColumn = ({ kind }: SheetColumn): boolean => kind === 'day';

/** What was typed, as the sheet keeps it: days as they are shown, everything else as it is. */
function textOf({ column, after }: CellEdit<SheetRow>, columns: readonly SheetColumn[]): string {
  const own = columns.find(({ key }) => key === column);
  const text = after === null ? '' : String(after);
  return own !== undefined && isDayColumn(own) && text !== '' ? showDay(text) : text;
}

function kindOf({ kind, choices, suggest }: SheetColumn): CellKind {
  if (kind === 'day') return { kind: 'day' };
  if (kind === 'prose') return { kind: 'longText' };
  // The words themselves are kept, so that a paste of other words is not lost.
  if (choices !== undefined)
    return { kind: 'choice', choices: choices.map(({ label: word }) => ({ value: word, label: word })) };
  if (suggest === undefined) return { kind: 'text' };
  const resolve = (texts: readonly string[]) => Promise.resolve(texts.map((text) => ({ value: text, label: text })));
  return { kind: 'reference', suggest, resolve };
}

function useColumns(
  columns: readonly SheetColumn[],
  rows: readonly SheetRow[],
  verdicts: ReadonlyMap<string, CheckedRow>,
  sentence: (problem: CellProblem) => string,
): Column<SheetRow>[] {
  const t = useText().sheet;
  return useMemo(() => {
    const places = new Map(rows.map((row, index) => [row.key, index + 1]));
    const own = columns.map((column): Column<SheetRow> => {
      const { key, header, width, grow } = column;
      const textAt = (row: SheetRow): string => row.cells[key] ?? '';
      return {
        key,
        header,
        width,
        ...(grow === undefined ? {} : { grow }),
        kind: kindOf(column),
        canEdit: always,
        value: (row) => (isDayColumn(column) ? (parseDay(textAt(row)) ?? null) : textAt(row)),
        text: textAt,
        render: (row) => <CellText {...{ row, column, sentence }} verdict={verdicts.get(row.key)} />,
      };
    });
    return [
      { key: '#', header: '', width: 40, align: 'right', isFrozen: true, render: (row) => places.get(row.key) ?? '' },
      {
        key: 'state',
        header: t.stateHeader,
        width: 96,
        isFrozen: true,
        render: (row) => isFilled(row) && <RowState verdict={verdicts.get(row.key)} />,
      },
      ...own,
    ];
  }, [columns, rows, verdicts, sentence, t]);
}

/** What was typed, what it was understood as, and a sign where that is doubtful. */
function CellText({
  row,
  column: { key },
  verdict,
  sentence,
}: {
  row: SheetRow;
  column: SheetColumn;
  verdict: CheckedRow | undefined;
  sentence: (problem: CellProblem) => string;
}) {
  const doubts = verdict?.problems.filter(({ field, level }) => field === key && level === 'warning') ?? [];
  const text = row.cells[key] ?? '';
  const told = [...doubts.map(sentence), verdict?.resolved[key] ?? ''].filter(Boolean).join('\n');
  return (
    <span className="vm-sheet-text" title={told || text || undefined}>
      {doubts.length > 0 && <TriangleAlert size="0.8125rem" aria-hidden />}
      {text === '' ? <span className="vm-sheet-quiet">{verdict?.resolved[key] ?? ''}</span> : text}
    </span>
  );
}

function errorsOf(
  verdicts: ReadonlyMap<string, CheckedRow>,
  sentence: (problem: CellProblem) => string,
): readonly CellError[] {
  return [...verdicts.values()].flatMap(({ key, problems }) =>
    problems
      .filter(({ level }) => level === 'error')
      .map((one) => ({ rowKey: key, column: one.field, message: sentence(one) })),
  );
}

const shapes: Record<CheckedRow['state'], LucideIcon> = { good: CircleCheck, duplicate: Copy, error: CircleX };

function RowState({ verdict }: { verdict: CheckedRow | undefined }) {
  const t = useText().sheet.state;
  if (verdict === undefined) return <span className="vm-sheet-quiet">{t.checking}</span>;
  const Icon = shapes[verdict.state];
  const count = verdict.problems.filter(({ level }) => level === 'error').length;
  return (
    <span data-state={verdict.state} className="vm-sheet-mark">
      <Icon size="0.875rem" aria-hidden />
      {verdict.state === 'error' ? t.error(count) : t[verdict.state]}
    </span>
  );
}
