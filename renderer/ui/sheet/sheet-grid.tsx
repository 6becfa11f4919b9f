import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleCheck, CircleX, Copy, type LucideIcon } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, memo, useCallback, useEffect, useRef } from 'react';
import type { CellProblem, CheckedRow } from '../../../db/api/contract/many.ts';
import { rowHeight, useLayout } from '../../stores/layout.ts';
import { useText } from '../../text/index.ts';
import { isTyping } from '../keys.ts';
import { readBlock } from './paste-map.ts';
import { isFilled, type SheetEdit, type SheetRow } from './sheet-rows.ts';
import type { SheetColumn } from './sheet-types.ts';

/** A cell by its place. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

interface SheetGridProps {
  label: string;
  columns: readonly SheetColumn[];
  rows: readonly SheetRow[];
  verdicts: ReadonlyMap<string, CheckedRow>;
  sentence: (problem: CellProblem) => string;
  onEdit: (edits: readonly SheetEdit[]) => void;
  onBlock: (block: string[][], at: CellPlace) => void;
  /** Cell that asks for the focus; a new object asks again. */
  target: CellPlace | undefined;
}

const idOf = (row: number, column: number): string => `vm-sheet-${row}-${column}`;

/** Cells one types into, as in a sheet: every one of them is a field of its own, so that any input method works in it. */
export function SheetGrid(props: SheetGridProps) {
  const { label, columns, rows, verdicts, target } = props;
  const t = useText().sheet;
  const box = useRef<HTMLDivElement>(null);
  const height = useLayout(rowHeight);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 8,
  });
  useEffect(() => virtual.measure(), [height, virtual]);
  const focus = useCallback(
    (row: number, column: number): void => {
      if (row < 0 || row >= rows.length) return;
      virtual.scrollToIndex(row);
      // A row out of sight is drawn first.
      requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(idOf(row, column))?.focus()));
    },
    [virtual, rows.length],
  );
  useEffect(() => {
    if (target !== undefined) focus(target.row, target.column);
  }, [target, focus]);
  const template = `3rem 6.5rem ${columns
    .map(({ width, grow = 0 }) => {
      const least = `${width / 16}rem`;
      return grow > 0 ? `minmax(${least}, ${grow}fr)` : least;
    })
    .join(' ')}`;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => moveOn(event, props, focus);
  return (
    <div ref={box} className="vm-sheet-grid" role="grid" aria-label={label} aria-rowcount={rows.length + 1}>
      <div
        role="row"
        tabIndex={-1}
        className="vm-sheet-row vm-sheet-head"
        aria-rowindex={1}
        style={{ gridTemplateColumns: template }}
      >
        <span role="columnheader" tabIndex={-1} aria-label={t.plan.rowHeader} />
        <span role="columnheader" tabIndex={-1}>
          {t.stateHeader}
        </span>
        {columns.map((column) => (
          <span role="columnheader" tabIndex={-1} key={column.key} title={column.header}>
            {column.header}
          </span>
        ))}
      </div>
      <div
        role="rowgroup"
        className="vm-sheet-body"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        onPaste={(event) => takeBlock(event, props.onBlock)}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index] as SheetRow;
          return (
            <Row
              key={row.key}
              {...{ row, index, start, height, template, columns }}
              verdict={verdicts.get(row.key)}
              sentence={props.sentence}
              onEdit={props.onEdit}
            />
          );
        })}
      </div>
    </div>
  );
}

const placeOf = (target: EventTarget): CellPlace | undefined => {
  const match = target instanceof HTMLInputElement ? /^vm-sheet-(\d+)-(\d+)$/.exec(target.id) : null;
  return match === null ? undefined : { row: Number(match[1]), column: Number(match[2]) };
};

/** Enter and the arrows up and down walk through a column; Ctrl+D takes over what stands above. */
function moveOn(
  event: KeyboardEvent<HTMLElement>,
  { rows, columns, onEdit }: SheetGridProps,
  focus: (row: number, column: number) => void,
): void {
  const place = placeOf(event.target);
  if (place === undefined || isTyping(event.nativeEvent) || event.altKey) return;
  const { row, column } = place;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd' && row > 0) {
    const key = columns[column]?.key ?? '';
    const text = rows[row - 1]?.cells[key] ?? '';
    event.preventDefault();
    onEdit([{ rowKey: rows[row]?.key ?? '', column: key, text }]);
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  const by = event.key === 'ArrowUp' || (event.key === 'Enter' && event.shiftKey) ? -1 : 1;
  if (!['Enter', 'ArrowUp', 'ArrowDown'].includes(event.key)) return;
  event.preventDefault();
  focus(row + by, column);
}

/** One cell goes into the field as anywhere; a block of cells is for the sheet. */
function takeBlock(event: ClipboardEvent, onBlock: SheetGridProps['onBlock']): void {
  const block = readBlock(event.clipboardData.getData('text/plain'));
  const place = placeOf(event.target);
  if (place === undefined || (block.length <= 1 && (block[0]?.length ?? 0) <= 1)) return;
  event.preventDefault();
  onBlock(block, place);
}

interface RowProps extends Pick<SheetGridProps, 'columns' | 'sentence' | 'onEdit'> {
  row: SheetRow;
  index: number;
  start: number;
  height: number;
  template: string;
  verdict: CheckedRow | undefined;
}

const Row = memo(function Row({ row, index, start, height, template, columns, verdict, sentence, onEdit }: RowProps) {
  const t = useText().sheet;
  const style = { gridTemplateColumns: template, height, transform: `translateY(${start}px)` };
  return (
    <div role="row" tabIndex={-1} className="vm-sheet-row" aria-rowindex={index + 2} style={style}>
      <span role="rowheader" tabIndex={-1} className="vm-sheet-number">
        {index + 1}
      </span>
      <span role="gridcell" tabIndex={-1} className="vm-sheet-state">
        {isFilled(row) && <RowState verdict={verdict} />}
      </span>
      {columns.map((column, place) => {
        const problems = verdict?.problems.filter(({ field }) => field === column.key) ?? [];
        const isWrong = problems.some(({ level }) => level === 'error');
        const told = [...problems.map(sentence), verdict?.resolved[column.key] ?? ''].filter(Boolean).join('\n');
        return (
          <span
            role="gridcell"
            tabIndex={-1}
            key={column.key}
            className="vm-sheet-cell"
            data-level={problems[0]?.level}
          >
            <input
              id={idOf(index, place)}
              aria-label={`${t.row(index + 1)}, ${column.header}`}
              aria-invalid={isWrong}
              title={told || undefined}
              value={row.cells[column.key] ?? ''}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onEdit([{ rowKey: row.key, column: column.key, text: event.currentTarget.value }])}
            />
            {isWrong && <CircleX size="0.875rem" aria-hidden />}
          </span>
        );
      })}
    </div>
  );
});

const shapes: Record<CheckedRow['state'], LucideIcon> = { good: CircleCheck, duplicate: Copy, error: CircleX };

function RowState({ verdict }: { verdict: CheckedRow | undefined }) {
  const t = useText().sheet.state;
  if (verdict === undefined) return <span className="vm-sheet-waiting">{t.checking}</span>;
  const Icon = shapes[verdict.state];
  const count = verdict.problems.filter(({ level }) => level === 'error').length;
  return (
    <span data-state={verdict.state} className="vm-sheet-mark">
      <Icon size="0.875rem" aria-hidden />
      {verdict.state === 'error' ? t.error(count) : t[verdict.state]}
    </span>
  );
}
