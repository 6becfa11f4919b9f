import { useState } from 'react';
import type { Input } from '../db/api/contract/index.ts';
import type { ApiError } from '../db/api/errors.ts';
import { call } from './api.ts';
import type { ListInput, ListName, ListRow } from './ui/use-pages.ts';
import { useApi } from './use-api.ts';

/** A list that is read on by a button: rows so far, and how to get more. */
export interface More<R> {
  rows: readonly R[];
  total: number;
  isLoading: boolean;
  isLoadingMore: boolean;
  error: ApiError | undefined;
  /** Undefined at the end. */
  loadMore: (() => void) | undefined;
  reload: () => void;
}

interface PageOf<R> {
  rows: R[];
  next: string | null;
  total: number;
}

/** Reads a list from its start and then page by page; when something was written it stands at its start again. */
export function useMore<N extends ListName>(name: N, input: ListInput<N>): More<ListRow<N>> {
  type R = ListRow<N>;
  const start = useApi(name, input as unknown as Input<N>, { keep: true });
  const first = start.data as unknown as PageOf<R> | undefined;
  const [later, setLater] = useState<{ of: PageOf<R>; rows: R[]; next: string | null }>();
  const [isLoadingMore, setLoadingMore] = useState(false);
  const more = later !== undefined && later.of === first ? later : undefined;
  const next = more === undefined ? (first?.next ?? null) : more.next;
  const loadMore = async (): Promise<void> => {
    if (first === undefined || next === null) return;
    setLoadingMore(true);
    const result = await call(name, { ...input, after: next } as unknown as Input<N>);
    setLoadingMore(false);
    if (!result.ok) return start.reload();
    const page = result.value as unknown as PageOf<R>;
    setLater({ of: first, rows: [...(more?.rows ?? []), ...page.rows], next: page.next });
  };
  return {
    rows: [...(first?.rows ?? []), ...(more?.rows ?? [])],
    total: first?.total ?? 0,
    isLoading: start.isLoading,
    isLoadingMore,
    error: start.error,
    loadMore: next === null ? undefined : () => void loadMore(),
    reload: start.reload,
  };
}
