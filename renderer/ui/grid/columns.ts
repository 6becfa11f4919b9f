import type { Column, ColumnsState } from './types.ts';

export const asGiven: ColumnsState = { order: [], hidden: [], widths: {}, frozen: null };

/** Narrowest and widest a user can make a column, in CSS pixels at 100 %. */
export const widthLimits = { least: 40, most: 900 } as const;

/** All columns in the user's order: those never moved stay behind the neighbour they were given. */
export function ordered<R>(columns: readonly Column<R>[], { order }: ColumnsState): Column<R>[] {
  const known = order.filter((key) => columns.some((column) => column.key === key));
  const keys = [...known];
  for (const [index, { key }] of columns.entries()) {
    if (keys.includes(key)) continue;
    const before = columns[index - 1]?.key;
    keys.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, key);
  }
  return keys.flatMap((key) => columns.find((column) => column.key === key) ?? []);
}

export const isShown = <R>(column: Column<R>, { hidden, order }: ColumnsState): boolean =>
  !hidden.includes(column.key) && (column.isHidden !== true || order.includes(column.key));

/** The columns as the user sees them; at least one is always shown. */
export function arranged<R>(columns: readonly Column<R>[], state: ColumnsState): Column<R>[] {
  const all = ordered(columns, state);
  const shown = all.filter((column) => isShown(column, state));
  const frozen = state.frozen ?? undefined;
  return (shown.length === 0 ? all.slice(0, 1) : shown).map((column, index) => {
    const width = state.widths[column.key];
    return {
      ...column,
      ...(width === undefined ? {} : { width, grow: 0 }),
      ...(frozen === undefined ? {} : { isFrozen: index < frozen }),
    };
  });
}

/** How many columns stay in place as things are. */
export function frozenCount<R>(shown: readonly Column<R>[]): number {
  const first = shown.findIndex((column) => column.isFrozen !== true);
  return first === -1 ? shown.length : first;
}

const keysOf = <R>(columns: readonly Column<R>[], state: ColumnsState): string[] =>
  ordered(columns, state).map(({ key }) => key);

/** With a column shown or hidden. */
export function withShown<R>(
  columns: readonly Column<R>[],
  state: ColumnsState,
  key: string,
  isOn: boolean,
): ColumnsState {
  const hidden = state.hidden.filter((one) => one !== key);
  // A column that is hidden unless chosen counts as chosen once it has a place of its own.
  const order = isOn && columns.some((one) => one.key === key && one.isHidden) ? keysOf(columns, state) : state.order;
  return { ...state, order, hidden: isOn ? hidden : [...hidden, key] };
}

/** With a column moved past its neighbours. */
export function withMoved<R>(
  columns: readonly Column<R>[],
  state: ColumnsState,
  key: string,
  by: number,
): ColumnsState {
  const hiddenByNature = columns.filter((one) => one.isHidden === true && !isShown(one, state)).map((one) => one.key);
  const order = keysOf(columns, state);
  const from = order.indexOf(key);
  const to = Math.min(order.length - 1, Math.max(0, from + by));
  if (from < 0) return state;
  order.splice(to, 0, ...order.splice(from, 1));
  return { ...state, order, hidden: [...new Set([...state.hidden, ...hiddenByNature])] };
}

export function withWidth(state: ColumnsState, key: string, width: number | undefined): ColumnsState {
  const { [key]: _, ...others } = state.widths;
  if (width === undefined) return { ...state, widths: others };
  const kept = Math.round(Math.min(widthLimits.most, Math.max(widthLimits.least, width)));
  return { ...state, widths: { ...others, [key]: kept } };
}

/** Arranged by the user in any way? */
export const isArranged = ({ order, hidden, widths, frozen }: ColumnsState): boolean =>
  order.length > 0 || hidden.length > 0 || Object.keys(widths).length > 0 || frozen !== null;

/** A kept arrangement, by whatever release it was kept; what it cannot be is left out. */
export function readColumns(value: unknown): ColumnsState {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const texts = (list: unknown): string[] =>
    Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string').slice(0, 100) : [];
  const widths = Object.entries(typeof given['widths'] === 'object' && given['widths'] !== null ? given['widths'] : {});
  return {
    order: texts(given['order']),
    hidden: texts(given['hidden']),
    widths: Object.fromEntries(
      widths.filter(
        ([, width]) => typeof width === 'number' && width >= widthLimits.least && width <= widthLimits.most,
      ),
    ) as Record<string, number>,
    frozen: typeof given['frozen'] === 'number' && given['frozen'] >= 0 ? Math.floor(given['frozen']) : null,
  };
}
