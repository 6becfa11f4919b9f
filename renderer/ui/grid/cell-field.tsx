import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef } from 'react';
import { useText } from '../../text/index.ts';
import { isTyping } from '../keys.ts';
import type { Place } from './selection.ts';
import type { CellKind } from './types.ts';
import type { Editing } from './use-edit.ts';

interface FieldProps<R> {
  id: string;
  label: string;
  field: RefObject<HTMLTextAreaElement | null>;
  editing: Editing<R>;
  active: Place;
  kind: CellKind;
  /** Id of the active cell, if it is drawn. */
  cellId: string | undefined;
  /** Of the active row in the scrolled content. */
  top: number;
  height: number;
  /** What is wrong with the active cell. */
  error: string | undefined;
  /** Goes on to another cell after what was typed has been taken. */
  onGo: (by: 'tab' | 'enter', isBack: boolean) => void;
}

/**
 * The one field that has the keyboard in a grid that is edited. It lies over the active cell and is seen only while
 * something is typed: Windows' own Telex composes in the field that had the focus when the first key came, and loses the
 * word if the field appears only then.
 */
export function CellField<R>(props: FieldProps<R>) {
  const { id, label, field, editing, kind, cellId, top, height, error } = props;
  const { draft, options } = editing;
  const t = useText().grid;
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  // What was wrong with the old text is of no use while a new one is typed, and would lie over the choices.
  const message = draft === undefined ? error : draft.problem;

  // the cell's place is known only once it has been drawn
  useLayoutEffect(() => {
    const cell = cellId === undefined ? null : document.getElementById(cellId);
    if (box.current === null || cell === null) return;
    box.current.style.left = `${cell.offsetLeft}px`;
    box.current.style.width = `${cell.offsetWidth}px`;
    const view = box.current.parentElement;
    if (view === null) return;
    // What hangs from the field opens to the side on which there is room.
    box.current.dataset['end'] = String(cell.offsetLeft - view.scrollLeft > view.clientWidth / 2);
    box.current.dataset['up'] = String(top - view.scrollTop > view.clientHeight * 0.6);
  });
  // a long text shows more of itself while it is written
  useLayoutEffect(() => {
    const input = field.current;
    if (input === null) return;
    input.style.height = '';
    if (draft !== undefined && kind.kind === 'longText')
      input.style.height = `${Math.min(input.scrollHeight, 8 * height)}px`;
  }, [draft?.text, kind.kind, height]);
  useLayoutEffect(() => {
    if (draft?.isInside === true) field.current?.setSelectionRange(draft.text.length, draft.text.length);
  }, [draft?.isInside]);

  const go = async (by: 'tab' | 'enter', isBack: boolean): Promise<void> => {
    if (await editing.commit()) props.onGo(by, isBack);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (draft === undefined || isTyping(event.nativeEvent)) return;
    event.stopPropagation();
    const act = keyOf(event, draft.isInside);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  const keyOf = (event: KeyboardEvent, isInside: boolean): (() => void) | undefined => {
    const { key, shiftKey, altKey } = event;
    if (event.ctrlKey || event.metaKey) return undefined;
    if (key === 'Enter' && altKey)
      return kind.kind === 'longText' ? () => insertBreak(field.current, editing.type) : undefined;
    if (altKey) return undefined;
    if (key === 'Enter') return () => void go('enter', shiftKey);
    if (key === 'Tab') return () => void go('tab', shiftKey);
    if (key === 'Escape') return editing.cancel;
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      const count = options.length;
      return () => editing.mark(((draft?.marked ?? -1) + step + count) % count);
    }
    return step !== 0 && !isInside && kind.kind !== 'longText' ? () => void go('enter', step < 0) : undefined;
  };
  const marked = draft?.marked ?? -1;
  return (
    <div ref={box} className="vm-grid-field" data-open={draft !== undefined || undefined} style={{ top, height }}>
      <textarea
        ref={field}
        className="vm-grid-input"
        rows={1}
        wrap={kind.kind === 'longText' ? 'soft' : 'off'}
        spellCheck={false}
        autoComplete="off"
        aria-label={label}
        aria-controls={options.length > 0 ? listId : id}
        aria-haspopup={kind.kind === 'choice' || kind.kind === 'reference' ? 'listbox' : undefined}
        aria-activedescendant={
          marked >= 0 && options.length > 0 ? `${listId}-${marked}` : draft === undefined ? cellId : undefined
        }
        aria-invalid={message !== undefined || undefined}
        aria-describedby={message === undefined ? undefined : `${listId}-message`}
        readOnly={draft === undefined && !editing.canEdit(props.active)}
        value={draft?.text ?? ''}
        onChange={(event) => editing.type(event.currentTarget.value)}
        onCompositionStart={() => draft === undefined && editing.begin('')}
        onKeyDown={onKeyDown}
        onBlur={() => draft !== undefined && editing.leave()}
      />
      {draft !== undefined && options.length > 0 && (
        <div id={listId} className="vm-grid-options" role="listbox" aria-label={t.choices}>
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys of its list
            <div
              key={option.value}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === marked}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => void editing.commit(option)}
            >
              {option.label}
            </div>
          ))}
        </div>
      )}
      {message !== undefined && (
        <p id={`${listId}-message`} className="vm-grid-message" role={draft === undefined ? undefined : 'alert'}>
          {message}
        </p>
      )}
    </div>
  );
}

function insertBreak(field: HTMLTextAreaElement | null, type: (text: string) => void): void {
  if (field === null) return;
  field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end');
  type(field.value);
}
