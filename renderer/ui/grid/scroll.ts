/**
 * Browsers end an element somewhere above ten million pixels; a longer list gets a shorter scroll bar. Small scrolls move the
 * list by as much as they say, a drag of the bar moves it in proportion.
 */
export const maxScrollHeight = 8_000_000;

export interface Extent {
  readonly count: number;
  readonly rowHeight: number;
  /** Height of what is seen of the rows. */
  readonly viewHeight: number;
}

/** Height of all rows, as if there were no limit. */
export const fullHeight = ({ count, rowHeight }: Extent): number => count * rowHeight;

/** Height of the element that scrolls. */
export const scrollHeight = (extent: Extent): number => Math.min(fullHeight(extent), maxScrollHeight);

const fullRange = (extent: Extent): number => Math.max(0, fullHeight(extent) - extent.viewHeight);
const scrollRange = (extent: Extent): number => Math.max(0, scrollHeight(extent) - extent.viewHeight);

const clamp = (value: number, most: number): number => Math.min(Math.max(0, value), most);

/** Where the bar stands when the rows stand at `top`. */
export function barOf(extent: Extent, top: number): number {
  const [full, bar] = [fullRange(extent), scrollRange(extent)];
  return full === bar ? clamp(top, full) : full === 0 ? 0 : Math.round((clamp(top, full) / full) * bar);
}

/** Where the rows stand when the bar was put to `bar`. */
export function topOf(extent: Extent, bar: number): number {
  const [full, range] = [fullRange(extent), scrollRange(extent)];
  return full === range ? clamp(bar, full) : range === 0 ? 0 : (clamp(bar, range) / range) * full;
}

/** Where rows at `top` stand after the bar went from `from` to `to`. */
export function scrolled(extent: Extent, top: number, from: number, to: number): number {
  if (fullRange(extent) === scrollRange(extent)) return clamp(to, fullRange(extent));
  const moved = to - from;
  const isEdge = to <= 0 || to >= scrollRange(extent);
  const isNear = Math.abs(moved) <= extent.viewHeight * 3;
  if (!isNear) return topOf(extent, to);
  const next = clamp(top + moved, fullRange(extent));
  // At its end the bar can go no further, so the rows must be at theirs.
  return isEdge && Math.abs(topOf(extent, to) - next) <= extent.viewHeight * 3 ? topOf(extent, to) : next;
}

/** First and last row to be drawn, with some to spare on both sides; last < first when there is none. */
export function drawn(extent: Extent, top: number, spare: number): { first: number; last: number } {
  const first = Math.floor(top / extent.rowHeight);
  const last = Math.ceil((top + extent.viewHeight) / extent.rowHeight) - 1;
  return { first: Math.max(0, first - spare), last: Math.min(extent.count - 1, last + spare) };
}

/** Where the rows must stand so that one is wholly seen: no further away than needed. */
export function topFor(extent: Extent, top: number, row: number): number {
  const start = row * extent.rowHeight;
  const end = start + extent.rowHeight;
  if (start < top) return start;
  if (end > top + extent.viewHeight) return clamp(end - extent.viewHeight, fullRange(extent));
  return top;
}
