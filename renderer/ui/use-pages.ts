import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ApiName, Input, Output } from '../../db/api/contract/index.ts';
import type { ApiError, Result } from '../../db/api/errors.ts';
import { call } from '../api.ts';
import { type Entity, useChangeCount } from '../stores/changes.ts';

interface PageOf<R> {
  rows: R[];
  next: string | null;
  total: number;
}

/** Operations that answer page by page. */
export type ListName = { [N in ApiName]: Output<N> extends PageOf<unknown> ? N : never }[ApiName];
export type ListRow<N extends ListName> = Output<N> extends PageOf<infer R> ? R : never;
export type ListInput<N extends ListName> = Omit<Input<N>, 'after' | 'limit'>;

/** Rows of a list as far as they are loaded. */
export interface Rows<R> {
  rows: readonly R[];
  total: number;
  isLoading: boolean;
  isLoadingMore: boolean;
  error: ApiError | undefined;
  hasMore: boolean;
  loadMore: () => void;
  reload: () => void;
}

interface Loaded<R> {
  key: string;
  rows: R[];
  next: string | null;
  total: number;
  error: ApiError | undefined;
}

const pageRows = 200;

/**
 * Loads page after page by cursor as the grid asks for more. When the input changes it starts again and shows the old rows
 * until the new ones are there; when records of `entities` were written it reads what is loaded again, in place.
 */
export function usePages<N extends ListName>(
  name: N,
  input: ListInput<N>,
  options: { entities?: readonly Entity[] } = {},
): Rows<ListRow<N>> {
  type R = ListRow<N>;
  const key = `${name} ${JSON.stringify(input)}`;
  const changes = useChangeCount(options.entities);
  const [reloads, setReloads] = useState(0);
  const [loaded, setLoaded] = useState<Loaded<R>>();
  const [isLoadingMore, setLoadingMore] = useState(false);
  const isBusy = useRef(false);
  const latest = useRef({ input, loaded });
  latest.current = { input, loaded };

  const page = useCallback(
    async (after: string | undefined): Promise<Result<PageOf<R>>> => {
      const asked = { ...latest.current.input, ...(after === undefined ? {} : { after }), limit: pageRows };
      return (await call(name, asked as unknown as Input<N>)) as unknown as Result<PageOf<R>>;
    },
    [name],
  );

  // changes and reloads only say "again"
  useEffect(() => {
    let isStale = false;
    const known = latest.current.loaded;
    const wanted = known?.key === key ? known.rows.length : 0;
    void readAll(page, wanted, () => isStale).then((result) => {
      if (isStale || result === undefined) return;
      setLoaded((current) =>
        result.ok ? { key, error: undefined, ...result.value } : withError(current, key, result.error),
      );
    });
    return () => {
      isStale = true;
    };
  }, [page, key, changes, reloads]);

  const loadMore = useCallback(() => {
    const before = latest.current.loaded;
    if (isBusy.current || before === undefined || before.next === null || before.key !== key) return;
    isBusy.current = true;
    setLoadingMore(true);
    void page(before.next).then((result) => {
      isBusy.current = false;
      setLoadingMore(false);
      setLoaded((current) => (current === before ? withPage(before, result) : current));
    });
  }, [page, key]);

  const reload = useCallback(() => setReloads((count) => count + 1), []);
  return useMemo(
    () => ({
      rows: loaded?.rows ?? [],
      total: loaded?.total ?? 0,
      isLoading: loaded === undefined,
      isLoadingMore,
      error: loaded?.error,
      hasMore: loaded !== undefined && loaded.next !== null && loaded.key === key,
      loadMore,
      reload,
    }),
    [loaded, isLoadingMore, key, loadMore, reload],
  );
}

/** Reads from the start until as many rows are there as were before; undefined when nobody waits for it any more. */
async function readAll<R>(
  page: (after: string | undefined) => Promise<Result<PageOf<R>>>,
  wanted: number,
  isStale: () => boolean,
): Promise<Result<PageOf<R>> | undefined> {
  const rows: R[] = [];
  let after: string | undefined;
  for (;;) {
    const result = await page(after);
    if (isStale()) return undefined;
    if (!result.ok) return result;
    rows.push(...result.value.rows);
    const { next, total } = result.value;
    if (next === null || rows.length >= wanted) return { ok: true, value: { rows, next, total } };
    after = next;
  }
}

const withPage = <R>(before: Loaded<R>, result: Result<PageOf<R>>): Loaded<R> =>
  result.ok
    ? {
        ...before,
        rows: [...before.rows, ...result.value.rows],
        next: result.value.next,
        total: result.value.total,
        error: undefined,
      }
    : { ...before, error: result.error };

/** A failed re-read keeps the rows of the same list. */
const withError = <R>(current: Loaded<R> | undefined, key: string, error: ApiError): Loaded<R> =>
  current?.key === key ? { ...current, error } : { key, rows: [], next: null, total: 0, error };

/** Rows that came all at once, as the grid wants them. */
export const allRows = <R>(state: {
  data: readonly R[] | undefined;
  error: ApiError | undefined;
  isLoading: boolean;
  reload: () => void;
}): Rows<R> => ({
  rows: state.data ?? [],
  total: state.data?.length ?? 0,
  isLoading: state.isLoading,
  isLoadingMore: false,
  error: state.error,
  hasMore: false,
  loadMore: () => {},
  reload: state.reload,
});
