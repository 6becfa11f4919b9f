import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { barOf, drawn, type Extent, fullHeight, scrolled, scrollHeight, topFor } from './scroll.ts';

/** Rows drawn beyond what is seen, so that a quick wheel does not outrun the page. */
const spareRows = 14;
/** Rows the view moves before more are drawn. */
const stepRows = 5;
/** After this rest the bar of a shortened list is put where it belongs. */
const restMs = 150;

interface View {
  first: number;
  last: number;
  /** What rows are moved up by, because the bar of a very long list stands for more than it is. */
  offset: number;
}

export interface GridScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly view: View;
  readonly bodyHeight: number;
  /** Whole rows of one screen. */
  readonly page: number;
  readonly onScroll: () => void;
  /** Brings a row wholly into sight, by as little as needed. */
  readonly showRow: (row: number) => void;
  /** Moves what is seen by a number of rows, when rows came or went above it. */
  readonly shift: (rows: number) => void;
  /** First and last row that is seen at all. */
  readonly seen: () => { first: number; last: number };
}

/** The scrolling of a grid whose rows have one height and stand below a header of the same height. */
export function useScroll(count: number, rowHeight: number): GridScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const [viewHeight, setViewHeight] = useState(0);
  const at = useRef({ top: 0, bar: 0 });
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const extent: Extent = { count, rowHeight, viewHeight };
  const latest = useRef(extent);
  latest.current = extent;
  const [view, setView] = useState<View>({ first: 0, last: 0, offset: 0 });

  const draw = useCallback((isExact: boolean) => {
    const { top, bar } = at.current;
    const offset = Math.round(top) - bar;
    const { first, last } = drawn(latest.current, top, spareRows);
    setView((old) => {
      const isClose =
        Math.abs(old.first - first) < stepRows && Math.abs(old.last - last) < stepRows && old.offset === offset;
      return isClose && !isExact ? old : { first, last, offset };
    });
  }, []);

  /** Puts rows and bar to where rows stand at `top`. */
  const goTo = useCallback(
    (top: number) => {
      const bar = barOf(latest.current, top);
      at.current = { top: fullHeight(latest.current) === scrollHeight(latest.current) ? bar : top, bar };
      if (scroller.current !== null) scroller.current.scrollTop = bar;
      draw(true);
    },
    [draw],
  );

  const onScroll = useCallback(() => {
    const bar = Math.round(scroller.current?.scrollTop ?? 0);
    const { top, bar: from } = at.current;
    if (bar === from) return;
    at.current = { top: scrolled(latest.current, top, from, bar), bar };
    draw(false);
    clearTimeout(rest.current);
    if (fullHeight(latest.current) !== scrollHeight(latest.current))
      rest.current = setTimeout(() => goTo(at.current.top), restMs);
  }, [draw, goTo]);
  useEffect(() => () => clearTimeout(rest.current), []);

  const showRow = useCallback(
    (row: number) => {
      const top = topFor(latest.current, at.current.top, row);
      if (top !== at.current.top) goTo(top);
    },
    [goTo],
  );
  const shift = useCallback((rows: number) => goTo(at.current.top + rows * latest.current.rowHeight), [goTo]);
  const seen = useCallback(() => drawn(latest.current, at.current.top, 0), []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => setViewHeight(Math.max(0, element.clientHeight - rowHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [rowHeight]);

  const before = useRef(rowHeight);
  // another length or height: the first row seen stays the first
  useLayoutEffect(() => {
    const top = (at.current.top / before.current) * rowHeight;
    before.current = rowHeight;
    goTo(Math.min(top, Math.max(0, fullHeight(extent) - viewHeight)));
  }, [count, rowHeight, viewHeight]);

  const page = Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
  return { scroller, view, bodyHeight: scrollHeight(extent), page, onScroll, showRow, shift, seen };
}
