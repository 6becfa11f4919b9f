import { type MouseEvent, useEffect, useRef } from 'react';
import { type Block, one, type Place, type Size } from './selection.ts';
import type { Checks } from './use-checks.tsx';
import type { GridScroll } from './use-scroll.ts';

interface Pointing<R> {
  block: Block;
  size: Size;
  choose: (next: Block, isShown?: boolean) => void;
  openAt: (row: number) => void;
  /** Pressed twice: the cell is edited, if it can be. */
  onTwice: (() => void) | undefined;
  /** Takes what is being typed before another cell is pressed. */
  onLeave: (() => void) | undefined;
  checks: Checks<R> | undefined;
  takeFocus: () => void;
  scroll: GridScroll;
}

/** How often a drag beyond the edge moves the list by a row. */
const dragMs = 40;

const own = 'a, button, select, textarea, label, input:not([data-check])';

/** Row and column under the pointer; a pressed control of a cell is its own business. */
function placeOf(target: EventTarget | null): Place | undefined {
  if (!(target instanceof Element)) return undefined;
  const row = target.closest('[data-row]')?.getAttribute('data-row');
  const column = target.closest('[data-column]')?.getAttribute('data-column') ?? '0';
  return row === null || row === undefined ? undefined : { row: Number(row), column: Number(column) };
}

/** What the mouse does on the rows: a press chooses a cell and opens its row, a drag or Shift chooses a block, Ctrl ticks a row. */
export function usePointer<R>(pointing: Pointing<R>) {
  const latest = useRef(pointing);
  latest.current = pointing;
  const drag = useRef<{ from: Place; isMoved: boolean; stop: () => void }>(undefined);
  useEffect(() => () => drag.current?.stop(), []);

  const begin = (from: Place): void => {
    const { scroller } = latest.current.scroll;
    let pointer = { x: 0, y: 0 };
    let timer: ReturnType<typeof setInterval> | undefined;
    const to = (place: Place): void => {
      if (drag.current === undefined) return;
      if (place.row !== from.row || place.column !== from.column) drag.current.isMoved = true;
      if (drag.current.isMoved) latest.current.choose({ active: from, corner: place });
    };
    const beyond = (): void => {
      const box = scroller.current?.getBoundingClientRect();
      const { corner } = latest.current.block;
      if (box === undefined) return;
      const by = pointer.y > box.bottom ? 1 : pointer.y < box.top ? -1 : 0;
      if (by !== 0) to({ ...corner, row: Math.min(latest.current.size.rows - 1, Math.max(0, corner.row + by)) });
    };
    const onMove = (event: globalThis.MouseEvent): void => {
      pointer = { x: event.clientX, y: event.clientY };
      timer ??= setInterval(beyond, dragMs);
      const place = placeOf(event.target);
      if (place !== undefined && scroller.current?.contains(event.target as Node) === true) to(place);
    };
    const stop = (): void => {
      clearInterval(timer);
      window.removeEventListener('mousemove', onMove);
      window.removeEventListener('mouseup', stop);
    };
    drag.current = { from, isMoved: false, stop };
    window.addEventListener('mousemove', onMove);
    window.addEventListener('mouseup', stop);
  };

  const onMouseDown = (event: MouseEvent<HTMLElement>): void => {
    const place = placeOf(event.target);
    drag.current?.stop();
    drag.current = undefined;
    if (event.button !== 0 || place === undefined || (event.target as Element).closest(own) !== null) return;
    event.preventDefault();
    const { block, choose, takeFocus, onLeave } = latest.current;
    onLeave?.();
    takeFocus();
    if ((event.target as Element).closest('.vm-grid-check') !== null || event.ctrlKey || event.metaKey) return;
    if (event.shiftKey) choose({ active: block.active, corner: place });
    else {
      choose(one(place));
      begin(place);
    }
  };
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const place = placeOf(event.target);
    const target = event.target as Element;
    if (place === undefined || target.closest(own) !== null) return;
    const { checks, openAt, block, choose } = latest.current;
    const isTick = target.closest('.vm-grid-check') !== null;
    if (checks !== undefined && (isTick || event.ctrlKey || event.metaKey)) {
      choose(one({ row: place.row, column: block.active.column }));
      checks.press(place.row, isTick && event.shiftKey);
    } else if (!event.shiftKey && drag.current?.isMoved !== true && event.detail < 2) openAt(place.row);
  };
  const onDoubleClick = (event: MouseEvent<HTMLElement>): void => {
    if ((event.target as Element).closest(own) === null) latest.current.onTwice?.();
  };
  return { onMouseDown, onClick, onDoubleClick };
}
