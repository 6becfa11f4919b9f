import { type ClipboardEvent, type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { useColumns } from '../../stores/columns.ts';
import { rowHeight, useLayout } from '../../stores/layout.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { isTyping } from '../keys.ts';
import { CellField } from './cell-field.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { arranged, withWidth } from './columns.ts';
import { GridBody, GridState, range, stateOf } from './grid-body.tsx';
import { GridFoot } from './grid-foot.tsx';
import { GridHead } from './grid-head.tsx';
import { frozenEdges, template } from './grid-row.tsx';
import { actionOf } from './keys.ts';
import { plainText } from './paste.ts';
import { nextCell, one, type Size } from './selection.ts';
import type { CellError, GridProps } from './types.ts';
import { useBlock } from './use-block.ts';
import { useChecks } from './use-checks.tsx';
import { CopyProgressLine, useCopy } from './use-copy.tsx';
import { useEdit } from './use-edit.ts';
import { usePointer } from './use-pointer.ts';
import { useScroll } from './use-scroll.ts';
import './grid.css';

/** Rows of any number: those in sight are drawn and read, one cell is active, a block of cells can be chosen, copied and, where the list allows, edited. */
export function Grid<R>(props: GridProps<R>) {
  const { label, rows, rowKey, openKey } = props;
  const id = useId();
  const height = useLayout(rowHeight);
  const [arrangement, arrange] = useColumns(props.name);
  const columns = useMemo(() => arranged(props.columns, arrangement), [props.columns, arrangement]);
  const checks = useChecks(props);
  const hasChecks = checks !== undefined;
  const edges = useMemo(() => frozenEdges(columns, hasChecks), [columns, hasChecks]);
  const scroll = useScroll(rows.total, height);
  const { view, seen } = scroll;
  const size: Size = { rows: rows.total, columns: columns.length, page: scroll.page };
  const [block, choose] = useBlock(rows, rowKey, openKey, size, scroll);
  const edit = useEdit(props, columns, block);
  const hands = useHands(props, { columns, block, size, choose, checks, edit, scroll, id });

  useEffect(() => {
    const { first, last } = seen();
    rows.need(first, last);
  }, [rows, view, scroll.bodyHeight, seen]);

  const { goTo } = props;
  useEffect(() => {
    if (goTo === undefined) return;
    const row = rows.rows.findIndex((one) => rowKey(one) === goTo.rowKey);
    const at = columns.findIndex(({ key }) => key === goTo.column);
    if (row >= 0) choose(one({ row, column: Math.max(0, at) }));
    hands.takeFocus();
  }, [goTo]);

  const told = useMemo(() => byRow(props.errors ?? []), [props.errors]);
  const errorsOf = (key: string): ReadonlyMap<string, string> | undefined => edit?.errorsOf(key) ?? told.get(key);
  const state = stateOf(props);
  const gridTemplate = template(columns, hasChecks);
  const { active } = block;
  const column = columns[active.column];
  const isDrawn = state === undefined && rows.total > 0 && active.row >= view.first && active.row <= view.last;
  const cellId = isDrawn && column !== undefined ? `${id}-${active.row}-${column.key}` : undefined;
  const shown = range(view.first, Math.min(view.last, rows.total - 1));
  return (
    <div className="vm-grid-frame">
      {checks?.notice}
      <div ref={scroll.scroller} className="vm-grid-scroll" onScroll={scroll.onScroll} {...hands.keyboard}>
        <div
          ref={hands.table}
          id={id}
          className="vm-grid"
          role="grid"
          aria-label={label}
          aria-rowcount={rows.total + 1}
          aria-colcount={columns.length + (hasChecks ? 1 : 0)}
          aria-multiselectable="true"
          aria-readonly={edit === undefined}
          aria-busy={rows.isLoading}
          aria-activedescendant={edit === undefined ? cellId : undefined}
          tabIndex={edit === undefined ? 0 : -1}
          onFocus={(event) => event.target === event.currentTarget && edit !== undefined && hands.takeFocus()}
        >
          <GridHead
            columns={columns}
            edges={edges}
            style={{ gridTemplateColumns: gridTemplate, height }}
            checks={checks?.head}
            onWidth={props.name === undefined ? undefined : (key, width) => arrange(withWidth(arrangement, key, width))}
          />
          {state === undefined ? (
            <GridBody
              {...{
                id,
                rows,
                rowKey,
                openKey,
                columns,
                block,
                height,
                edges,
                scroll,
                checks,
                edit,
                gridTemplate,
                errorsOf,
              }}
              pointer={hands.pointer}
            />
          ) : (
            <GridState>{state}</GridState>
          )}
        </div>
        {edit !== undefined && (
          <ActiveField
            {...{ id, label, columns, rows, rowKey, active, edit, cellId, height, errorsOf }}
            field={hands.field}
            top={height + active.row * height - view.offset}
            onGo={hands.goOn}
          />
        )}
      </div>
      {hands.copy.progress !== undefined && <CopyProgressLine {...hands.copy.progress} />}
      <GridFoot
        {...props}
        place={rows.total > 0 ? active.row + 1 : 0}
        isBusy={state === undefined && shown.some((index) => rows.at(index) === undefined)}
      >
        {props.name !== undefined && (
          <ColumnMenu
            columns={props.columns}
            state={arrangement}
            onChange={arrange}
            onCopyWithHeader={hands.copy.copyWithHeader}
          />
        )}
      </GridFoot>
    </div>
  );
}

interface HandScene<R> {
  columns: Parameters<typeof useEdit<R>>[1];
  block: ReturnType<typeof useBlock<R>>[0];
  choose: ReturnType<typeof useBlock<R>>[1];
  size: Size;
  checks: ReturnType<typeof useChecks<R>>;
  edit: ReturnType<typeof useEdit<R>>;
  scroll: ReturnType<typeof useScroll>;
  id: string;
}

/** What keyboard, mouse and clipboard do. */
function useHands<R>({ rows, onOpen }: GridProps<R>, scene: HandScene<R>) {
  const { columns, block, size, choose, checks, edit, scroll, id } = scene;
  const table = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const focus = edit === undefined ? table : field;
  const shownAt = (row: number, column: number): string =>
    document.getElementById(`${id}-${row}-${columns[column]?.key ?? ''}`)?.textContent ?? '';
  const copy = useCopy({
    rows,
    columns,
    block,
    shownAt,
    scroller: scroll.scroller,
    isTyping: edit?.draft !== undefined,
  });
  const openAt = useCallback(
    (index: number) => {
      const row = rows.at(index);
      if (row !== undefined) onOpen?.(row);
    },
    [rows, onOpen],
  );
  const takeFocus = useCallback(() => focus.current?.focus({ preventScroll: true }), [focus]);
  const onTwice = edit === undefined ? undefined : () => edit.begin();
  const onLeave = edit?.draft === undefined ? undefined : edit.leave;
  const pointer = usePointer({ block, size, choose, openAt, onTwice, onLeave, checks, takeFocus, scroll });

  const isLeaving = useRef(false);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (isTyping(event.nativeEvent)) return;
    const wasLeaving = isLeaving.current;
    if (event.key !== 'Shift') isLeaving.current = event.key === 'Escape';
    if (event.target instanceof Element && event.target.closest('button, input, a, select') !== null) return;
    const key = { key: event.key, shift: event.shiftKey, mod: event.ctrlKey || event.metaKey, alt: event.altKey };
    const scene = { block, size, choose, openAt, hasDetail: onOpen !== undefined, checks, edit, isLeaving: wasLeaving };
    const act = actionOf(scene, key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>): void => {
    if (edit === undefined || edit.draft !== undefined) return;
    event.preventDefault();
    const read = (type: string): string => event.clipboardData.getData(type);
    void edit.paste({ html: read('text/html'), text: read('text/plain') });
  };
  const goOn = (by: 'tab' | 'enter', isBack: boolean): void => {
    const next = nextCell(block, by, isBack, size);
    if (next !== undefined) choose(next);
  };
  return { table, field, takeFocus, pointer, copy, goOn, keyboard: { onKeyDown, onPaste } };
}

interface ActiveFieldProps<R> extends Pick<GridProps<R>, 'rows' | 'rowKey' | 'label'> {
  id: string;
  columns: HandScene<R>['columns'];
  active: HandScene<R>['block']['active'];
  edit: NonNullable<HandScene<R>['edit']>;
  cellId: string | undefined;
  height: number;
  top: number;
  errorsOf: (key: string) => ReadonlyMap<string, string> | undefined;
  field: Parameters<typeof CellField<R>>[0]['field'];
  onGo: (by: 'tab' | 'enter', isBack: boolean) => void;
}

/** The field over the active cell, with what is said of that cell. */
function ActiveField<R>({ columns, rows, rowKey, label, active, edit, errorsOf, ...rest }: ActiveFieldProps<R>) {
  const t = useText().grid;
  const column = columns[active.column];
  const row = rows.at(active.row);
  const errors = row === undefined ? undefined : errorsOf(rowKey(row));
  return (
    <CellField
      {...rest}
      label={column === undefined ? label : t.cellOf(column.header, showNumber(active.row + 1))}
      editing={edit}
      active={active}
      kind={column?.kind ?? plainText}
      error={column === undefined ? undefined : errors?.get(column.key)}
    />
  );
}

function byRow(errors: readonly CellError[]): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const { rowKey, column, message } of errors)
    found.set(rowKey, (found.get(rowKey) ?? new Map<string, string>()).set(column, message));
  return found;
}
